"""A new rule: in a file of its own, or behind the rules of an existing file, whose text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from strategy.advice.advise import prepare
from strategy.dossier.files import MARKER, rules_folder
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Sequence, lines_of, parse
from strategy.errors import InputError, KrachtenveldError, suggest
from strategy.facts.types import Value
from strategy.inference.choose import AUTO, infer
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Example, ExampleKind, Rule
from strategy.templates.edits import Edit, apply, insertion
from strategy.templates.names import slug, within_quotes, word
from strategy.templates.parts import Addition, NewFile, refuse_taken
from strategy.templates.render import fill
from strategy.templates.whole import Whole, whole
from strategy.testing.examples import run_examples

FOLDER = "rules"
MOST_TRIED = 200
"""Firings that are tried as an example; any one of them will do."""
Bindings = tuple[tuple[str, Value], ...]
_DASH = re.compile(r"( *)- ")


def new_rule(name: str, present: Whole, inside: str = "", engine: str = AUTO) -> NewFile | Addition:
    """A rule that works at once, with examples from this dossier, in a new file or behind those of `inside`.

    Raises KrachtenveldError when the id exists, the file does not, or its layout leaves no room for a rule; and in a
    dossier that borrows its rules, which may have none of its own.
    """
    place = rules_folder(present.texts[MARKER])
    if place != FOLDER:
        raise KrachtenveldError(
            f"dit dossier leent zijn regels van {place}",
            "maak de regel bij het dossier waar die map bij hoort, met --dossier",
        )
    own = slug(name)
    refuse_taken("regel", name, {rule.id: rule.span for rule in present.rulebook.rules})
    values = {"naam": within_quotes(name), "id": word(own)}
    rule = fill("onderdeel/regel.yaml", values)
    if not inside:
        path, head = f"{FOLDER}/{own}.yaml", fill("onderdeel/regelbestand.yaml", values)
        trial = whole({**present.texts, path: head + rule})
        return NewFile(path, head + rule + _examples(own, trial, engine))
    path = _existing(inside, present.texts)
    text = present.texts[path]
    try:
        trial = whole({**present.texts, path: apply(text, [_behind(text, rule, path)])})
    except InputError as error:
        raise _no_room(path) from error
    return Addition(path, _behind(text, rule + _examples(own, trial, engine), path))


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


def _behind(text: str, rule: str, path: str) -> Edit:
    """A rule behind the last one of a file, as far to the right as its neighbours."""
    tree, _ = parse(text, path)
    listed = tree.get("regels") if isinstance(tree, MappingNode) else None
    if not isinstance(tree, MappingNode) or not isinstance(listed, Sequence):
        raise _no_room(path)
    lines = lines_of(text)
    dash = _DASH.match(lines[listed.items[0].span.line - 1])
    if dash is None:
        raise _no_room(path)
    shifted = "".join(f"{dash[1]}{line[2:]}" for line in rule.splitlines(keepends=True))
    later = [key.span.line for key, _ in tree.items if key.span.line > listed.span.line]
    at = _above(min(later), lines) if later else len(lines) + bool(lines[-1])
    before = "\n" if lines[at - 2].strip() else ""
    return insertion(at, f"{before}{shifted}" + ("\n" if later else ""))


def _above(line: int, lines: list[str]) -> int:
    """The first of the comments and empty lines above a line."""
    while not lines[line - 2].strip() or lines[line - 2].startswith("#"):
        line -= 1
    return line


def _no_room(path: str) -> KrachtenveldError:
    return KrachtenveldError(
        f"in {path} past door de opmaak geen regel achteraan",
        "laat --in weg: dan komt de regel in een eigen bestand",
    )


def _examples(own: str, trial: Whole, engine: str) -> str:
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
