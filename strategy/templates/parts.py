"""A new opgave, network, scenario, test or rule: one file that is sound at once and says how to go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from strategy.advice.advise import prepare
from strategy.advice.model import Advice
from strategy.dossier.defined_names import free, slug, within_quotes, word, yaml_value
from strategy.dossier.model import Priority
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Scalar, Sequence, YamlFile, parse
from strategy.errors import InputError, KrachtenveldError, Span, nearest, suggest
from strategy.facts.types_and_sentences import Value
from strategy.inference.choose_engine import AUTO, infer
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Example, ExampleKind, Rule
from strategy.scenarios.changes import posts
from strategy.scenarios.files import BASE
from strategy.templates.text import Edit, apply, fill, insertion
from strategy.testing.run import run_examples
from strategy.workspace import Workspace, workspace_of


@dataclass(frozen=True)
class NewFile:
    """A file to write, by its path in the dossier."""

    path: str
    text: str


@dataclass(frozen=True)
class Addition:
    """Something to put in an existing file, by its path in the dossier."""

    path: str
    edit: Edit


def new_opgave(name: str, present: Workspace) -> NewFile:
    """An opgave with one modest priority. Raises KrachtenveldError when the id exists."""
    names = present.loaded.names
    own = slug(name)
    refuse_taken("opgave", name, names["opgave"])
    priority = free(f"{own}-eerste", names["prioriteit"])
    actors = (actor for layer in present.loaded.dossier.layers for actor in layer.actors)
    neighbour = next((actor.id for actor in actors if actor.sort == "gemeente"), "buurgemeente")
    values = {
        "id": word(own),
        "prioriteit": word(priority),
        "thema": _theme(own, present),
        "buur": word(neighbour),
    }
    return NewFile(f"opgaven/{own}.yaml", fill("onderdeel/opgave.yaml", _named(name, values)))


def new_network(name: str, present: Workspace) -> NewFile:
    """A network with one actor, one body and one seat. Raises KrachtenveldError when the id exists."""
    loaded = present.loaded
    own = slug(name)
    refuse_taken("netwerk", name, loaded.names["laag"])
    us = loaded.dossier.header.municipality
    values = {
        "id": word(own),
        "actor": word(free(own, loaded.names["actor"])),
        "gremium": word(free(f"{own}-overleg", loaded.names["gremium"])),
        "thema": _theme(own, present),
        "ander": word(next((actor for actor in loaded.names["actor"] if actor != us), us)),
    }
    return NewFile(f"networks/{own}.yaml", fill("onderdeel/netwerk.yaml", _named(name, values)))


def new_scenario(name: str, present: Workspace) -> NewFile:
    """A scenario that makes an opgave heavier, the one in its name if there is. Raises KrachtenveldError when the id exists."""
    loaded, own = present.loaded, slug(name)
    refuse_taken(
        "scenario", name, {**{key: item.span for key, item in present.scenarios.items()}, BASE: None}
    )
    opgaven = {opgave.id: opgave for opgave in loaded.dossier.opgaven}
    opgave = opgaven[_named_in(own, opgaven) or next(iter(opgaven))]
    weight = opgave.weight.value if opgave.weight else 1.0
    priority = _first_priority(present)
    header = loaded.dossier.header
    others = [actor for actor in loaded.names["actor"] if actor != header.municipality]
    values = {
        "id": word(own),
        "opgave": word(opgave.id),
        "gewicht": "1" if weight == 2 else "2",
        "nu": f"{weight:g}",
        "prioriteit": word(priority.id),
        "inzet": "meedoen" if priority.stance.value == "trekken" else "trekken",
        "actor": word((others or [header.municipality])[0]),
        "zetel": next(iter(posts(loaded.dossier)), "gremium/rol"),
        "regel": word(present.rulebook.rules[0].id),
        "peildatum": (header.term.end or header.reference_day).isoformat(),
    }
    return NewFile(f"scenarios/{own}.yaml", fill("onderdeel/scenario.yaml", _named(name, values)))


def new_test(name: str, present: Workspace, advices: tuple[Advice, ...]) -> NewFile:
    """A test that expects the first of the present advices. Raises KrachtenveldError when there is none."""
    own = slug(name)
    if not advices:
        raise KrachtenveldError(
            "dit dossier geeft nog geen advies, en dus valt er niets te toetsen",
            "kijk met `krachtenveld regels` welke regel nog niet vuurt",
        )
    path = f"toetsen/{own}.yaml"
    refuse_taken("toets", name, {own: Span(path)} if path in present.texts else {})
    values = _named(name, {"prioriteit": word(_first_priority(present).id), "advies": advices[0].id})
    return NewFile(path, fill(_TEST_FILE, values) + fill("onderdeel/toets.yaml", values))


EXAMPLES = "toetsen/voorbeelden.yaml"
"""Where what someone expects of an advice comes, example by example."""
_TEST_FILE = "onderdeel/toetsbestand.yaml"


def new_example(
    name: str, why: str, wanted: str, advices: Iterable[str], scenario: str, present: Workspace
) -> NewFile | Addition:
    """A test that says of one or more advices, by id, that they are `wanted` (wel or niet), perhaps under a scenario.

    It comes in the file of examples, behind those that are there. Raises KrachtenveldError when one of this name is there
    already, or the layout of the file leaves no room.
    """
    lines = [f"  - toets: {yaml_value(name)}\n"]
    lines += [f"    toelichting: {yaml_value(why)}\n"] if why else []
    lines += [f"    scenario: {yaml_value(scenario)}\n"] if scenario else []
    test = "".join((*lines, f"    verwacht:\n      {wanted}: [{', '.join(advices)}]\n"))
    if EXAMPLES not in present.texts:
        return NewFile(EXAMPLES, fill(_TEST_FILE, {"naam": "Voorbeelden"}) + test)
    file = parse(present.texts[EXAMPLES], EXAMPLES)
    if place := names_of_tests(file).get(name):
        raise KrachtenveldError(
            f"dit voorbeeld staat er al, in {place}", "wijzig het daar, of kies een ander"
        )
    return Addition(EXAMPLES, _behind(file, "toetsen", test))


def names_of_tests(file: YamlFile) -> dict[str, Span]:
    """The tests in a file by name, each with its place."""
    listed = file.node.get("toetsen") if isinstance(file.node, MappingNode) else None
    items = listed.items if isinstance(listed, Sequence) else ()
    named = (item.get("toets") for item in items if isinstance(item, MappingNode))
    return {each.text: each.span for each in named if isinstance(each, Scalar)}


def refuse_taken(what: str, name: str, taken: Mapping[str, Span | None]) -> None:
    """Raises KrachtenveldError, with a name that is free, when the id of a name exists."""
    own = slug(name)
    if own in taken:
        place = f" ({taken[own]})" if taken[own] else ""
        number = free(own, taken).removeprefix(f"{own}-")
        raise KrachtenveldError(
            f'er is al een {what} "{own}"{place}', f'kies een andere naam, bijvoorbeeld "{name} {number}"'
        )


def _named(name: str, values: dict[str, str]) -> dict[str, str]:
    return {"naam": within_quotes(name), **values}


def _theme(own: str, present: Workspace) -> str:
    """The theme of the dossier that comes nearest to an id; else one that somebody decides on."""
    themes = present.loaded.names["thema"]
    actors = (actor for layer in present.loaded.dossier.layers for actor in layer.actors)
    decided = (competence.theme for actor in actors for competence in actor.competences)
    return word(_named_in(own, themes) or next(decided, "") or next(iter(themes)))


def _named_in(own: str, known: Iterable[str]) -> str:
    """The known id that a new id is about: one of its parts, or what it nearly is; "" when there is none."""
    ids = tuple(known)
    return next((part for part in own.split("-") if part in ids), "") or nearest(own, ids)


def _first_priority(present: Workspace) -> Priority:
    found: Iterable[Priority] = (
        priority for opgave in present.loaded.dossier.opgaven for priority in opgave.priorities
    )
    return next(iter(found))


FOLDER = "rules"
MOST_TRIED = 200
"""Firings that are tried as an example; any one of them will do."""
Bindings = tuple[tuple[str, Value], ...]
_DASH = re.compile(r"( *)- ")
_NO_ROOM = {
    "regels": ("regel", "laat --in weg: dan komt de regel in een eigen bestand"),
    "toetsen": ("toets", "begin elke toets daar op een eigen regel, met een streepje ervoor"),
}
"""What does not fit behind the last one of a list, and what to do about it."""


def new_rule(name: str, present: Workspace, inside: str = "", engine: str = AUTO) -> NewFile | Addition:
    """A rule that works at once, with examples from this dossier, in a new file or behind those of `inside`.

    Raises KrachtenveldError when the id exists, the file does not, or its layout leaves no room for a rule.
    """
    own = slug(name)
    refuse_taken("regel", name, {rule.id: rule.span for rule in present.rulebook.rules})
    values = {"naam": within_quotes(name), "id": word(own)}
    rule = fill("onderdeel/regel.yaml", values)
    if not inside:
        path, head = f"{FOLDER}/{own}.yaml", fill("onderdeel/regelbestand.yaml", values)
        trial = workspace_of({**present.texts, path: head + rule}).proven()
        return NewFile(path, head + rule + _examples(own, trial, engine))
    path = _existing(inside, present.texts)
    file = present.loaded.places.files[path]
    try:
        text = apply(present.texts[path], [_behind(file, "regels", rule)])
        trial = workspace_of({**present.texts, path: text}).proven()
    except InputError as error:
        raise _no_room(path, "regels") from error
    return Addition(path, _behind(file, "regels", rule + _examples(own, trial, engine)))


def _existing(inside: str, texts: Mapping[str, str]) -> str:
    """The rule file that a user means by a name or a path."""
    known = {PurePosixPath(path).stem: path for path in texts if path.startswith(f"{FOLDER}/")}
    stem = PurePosixPath(inside.replace("\\", "/")).name.removesuffix(".yaml")
    if stem in known:
        return known[stem]
    hint = (
        suggest(stem, known)
        or f"kies uit: {', '.join(known)}; zonder --in komt de regel in een eigen bestand"
    )
    raise KrachtenveldError(f'er is geen regelbestand "{stem}"', hint)


def _behind(file: YamlFile, key: str, text: str) -> Edit:
    """An element behind the last one of the list below a key of a file, as far to the right as its neighbours."""
    tree, lines = file.node, file.lines
    listed = tree.get(key) if isinstance(tree, MappingNode) else None
    if not isinstance(tree, MappingNode) or not isinstance(listed, Sequence) or not listed.items:
        raise _no_room(file.path, key)
    dash = _DASH.match(lines[listed.items[0].span.line - 1])
    if dash is None:
        raise _no_room(file.path, key)
    shifted = "".join(f"{dash[1]}{line[2:]}" for line in text.splitlines(keepends=True))
    later = [each.span.line for each, _ in tree.items if each.span.line > listed.span.line]
    at = _above(min(later), lines) if later else len(lines) + bool(lines[-1])
    before = "\n" if lines[at - 2].strip() else ""
    return insertion(at, f"{before}{shifted}" + ("\n" if later else ""))


def _above(line: int, lines: list[str]) -> int:
    """The first of the comments and empty lines above a line."""
    while not lines[line - 2].strip() or lines[line - 2].startswith("#"):
        line -= 1
    return line


def _no_room(path: str, key: str) -> KrachtenveldError:
    what, instead = _NO_ROOM[key]
    return KrachtenveldError(f"in {path} past door de opmaak geen {what} achteraan", instead)


def _examples(own: str, trial: Workspace, engine: str) -> str:
    """What follows the rule: examples of where it fires and where not, or how to make it fire."""
    case = prepare(trial.loaded, rulebook=trial.rulebook)
    trace = Trace(case.rulebook, case.facts, infer(case.rulebook, case.facts, engine).firings)
    rule = trial.rulebook.rule(own)
    priorities = [item for opgave in trial.loaded.dossier.opgaven for item in opgave.priorities]
    fires = next(_right(rule, trace, "wel", _fired(rule, trace)), None)
    if fires is None:
        return fill("onderdeel/regel-vuurt-niet.yaml", {"prioriteit": word(priorities[0].id)})
    still = next(_right(rule, trace, "niet", ((("p", item.id),) for item in priorities)), None)
    bindings = ", ".join(f"{key}: {word(str(value))}" for key, value in fires.bindings)
    text = fill("onderdeel/regel-voorbeelden.yaml", {"wel": f"{{{bindings}}}"})
    if still is not None:
        stance = next(item.stance.value for item in priorities if item.id == still.bindings[0][1])
        note = f', toelichting: "De inzet is hier {stance}."' if stance != "trekken" else ""
        text += f"      niet:\n        - {{p: {word(str(still.bindings[0][1]))}{note}}}\n"
    return text


def _fired(rule: Rule, trace: Trace) -> Iterator[Bindings]:
    found = (firing.bindings for firing in trace.firings if firing.rule == rule.id)
    return islice(found, MOST_TRIED)


def _right(rule: Rule, trace: Trace, kind: ExampleKind, candidates: Iterator[Bindings]) -> Iterator[Example]:
    """The candidates that are a good example of this kind."""
    examples = tuple(Example(kind, bindings, rule.span) for bindings in candidates)
    for result in run_examples([replace(rule, examples=examples)], trace):
        if result.verdict == "goed":
            yield result.example
