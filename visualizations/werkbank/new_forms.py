"""What is new as a form: a relation of us with an organisation, between organisations, or between tables; and an example.

Who and whom are chosen by name. A relation stands there as a reading when its source is given, else as an assumption. An example
is an advice that should come, or should not, with why in the words of who says so: a test, in the file of examples that `toets` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import goals
from strategy.advice.names import Names, seat_text
from strategy.dossier.defined_names import yaml_value
from strategy.dossier.model import Actor, Body
from strategy.dossier.word_lists import MEANINGS
from strategy.dossier.yamltree import is_text, parse
from strategy.effect.delta import VersionChange
from strategy.errors import InputError, KrachtenveldError, quote
from strategy.explain.whynot import goal_title
from strategy.graph.by_name import folded, holds_all
from strategy.graph.network import View
from strategy.scenarios.changes import find
from strategy.scenarios.files import BASE
from strategy.templates.parts import EXAMPLES, NewFile, names_of_tests, new_example
from strategy.templates.text import apply
from strategy.testing.read import Test, parse_tests
from strategy.testing.run import results
from strategy.worklist.edits import Addition, in_line, with_addition
from strategy.workspace import Workspace
from visualizations.reports.waarom_niet import advisable, candidate
from visualizations.writers.shapes import Json
from visualizations.writers.stamps import capital

LONGEST_NOTE = 500
_WHO, _WHOM = "van", "naar"
_ACTORS, _BODIES = "actor", "gremium"


@dataclass(frozen=True)
class Words:
    """A question that is answered with a word of a closed list; one that is not `needed` may be left open."""

    key: str
    question: str
    listed: str
    needed: bool = True


@dataclass(frozen=True)
class Relation:
    """A kind of relation: the key under which a thing of the kind `of` says it, and what is asked."""

    key: str
    title: str
    of: str
    who: str
    whom: str = ""
    words: tuple[Words, ...] = ()
    about: str = ""


RELATIONS = (
    Relation(
        "relaties", "Wij kennen een organisatie", _ACTORS, "Welke organisatie?", "",
        (
            Words("laag", "Wie kennen elkaar?", "bestuurslaag"),
            Words("stand", "Hoe goed?", "stand"),
            Words("door", "Wie onderhoudt het contact?", "door", needed=False),
        ),
        "Wie wij kennen, kunnen we zelf aanspreken. Kennen we er niemand, kies dan “geen”: ook dat telt mee.",
    ),
    Relation(
        "invloed", "Een organisatie heeft invloed op een andere", _ACTORS, "Wie heeft invloed?", "Op wie?",
        (Words("sterkte", "Hoe sterk?", "invloed"),),
        "Langs zo'n relatie kan een boodschap van ons verder komen.",
    ),
    Relation(
        "vereist", "Voor een zetel is eerst een andere nodig", _BODIES, "Voor welk overleg?", "Waar is eerst een zetel nodig?",
        about="Wie die eerste zetel niet heeft, krijgt als advies om daar te beginnen.",
    ),
    Relation(
        "bereikt_via", "Onze inbreng loopt via een ander overleg", _BODIES, "Welk overleg willen we bereiken?", "Via welk overleg?",
        about="Voor een overleg waar geen zetel voor ons is.",
    ),
    Relation(
        "zetels_namens", "Een regio gunt ons onze zetels", _ACTORS, "Bij welke organisatie zijn die zetels?", "Welke regio gunt ze ons?",
    ),
)  # fmt: skip
TIE_WITH = {
    "bestuurlijk": "bestuurlijke relatie met", "ambtelijk": "ambtelijke relatie met",
    "hoogambtelijk": "hoogambtelijke relatie met", "college": "contact tussen de colleges met",
}  # fmt: skip


def _by_name(choices: Iterable[list[str]]) -> list[list[str]]:
    return sorted(choices, key=lambda choice: choice[1].casefold())


def relation_form(outcome: Outcome) -> Json:
    """What may be chosen: the kinds, and the names of organisations, tables and sources, each below what it belongs to."""
    names, view = outcome.names, outcome.case.view
    actors = {
        layer.name: _by_name([actor.id, _called(actor)] for actor in layer.actors if _is_other(view, actor))
        for layer in view.dossier.layers
    }
    bodies = {
        actor.name: [[body.id, body.name] for body in actor.bodies if body.id in view.ids[_BODIES]]
        for layer in view.dossier.layers
        for actor in layer.actors
    }
    sources = {
        names.documents[document.id]: [
            [document.id, "het hele stuk"],
            *([f"{document.id} §{section.id}", section.cited] for section in document.sections),
        ]
        for document in view.dossier.documents
        if view.shows(document)
    }
    return {
        "soorten": [
            {
                "id": each.key,
                "titel": each.title,
                "uitleg": each.about,
                "vragen": [
                    {"id": _WHO, "vraag": each.who, "lijst": each.of},
                    *([{"id": _WHOM, "vraag": each.whom, "lijst": each.of}] if each.whom else []),
                    *(
                        {"id": word.key, "vraag": word.question, "lijst": word.listed, "open": not word.needed}
                        for word in each.words
                    ),
                ],
            }
            for each in RELATIONS
        ],
        "lijsten": {
            _ACTORS: [[name, each] for name, each in actors.items() if each],
            _BODIES: [[name, each] for name, each in bodies.items() if each],
            "bron": [[name, each] for name, each in sources.items()],
            **{
                word.listed: [["", [[key, f"{key}: {meaning}"] for key, meaning in MEANINGS[word.listed].items()]]]
                for each in RELATIONS
                for word in each.words
            },
        },
    }  # fmt: skip


def _called(actor: Actor) -> str:
    return f"{actor.name} ({actor.short})" if actor.short and actor.short not in actor.name else actor.name


def _is_other(view: View, actor: Actor) -> bool:
    return actor.id in view.ids[_ACTORS] and actor.id != view.us


def related(outcome: Outcome, present: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """The text of the file that says a relation of the kind `soort`, by its path, from the answers to its questions.

    Raises KrachtenveldError for what is not answered, does not fit or is there already.
    """
    kind = next((each for each in RELATIONS if each.key == given.get("soort")), None)
    if kind is None:
        raise KrachtenveldError("er is nog geen soort relatie gekozen", "kies eerst wat voor relatie het is")
    shown = outcome.case.view.ids[kind.of]
    who = _chosen(given, _WHO, kind.who, shown)
    whom = _chosen(given, _WHOM, kind.whom, shown) if kind.whom else ""
    if who == whom:
        raise KrachtenveldError(
            "een relatie is er tussen twee verschillende", f"kies bij “{kind.whom}” een ander"
        )
    told = {
        word.key: _chosen(given, word.key, word.question, MEANINGS[word.listed])
        for word in kind.words
        if word.needed or given.get(word.key)
    }
    _refuse_twice(outcome.names, find(outcome.case.dossier, kind.of, who), kind, whom or told["laag"])
    from_where = {**_source(given, outcome.names), **_note(given)}
    match kind.key:
        case "relaties":
            layer, stand = told.pop("laag"), told.pop("stand")
            more = Addition(
                kind.of, who, (kind.key, layer), in_line({"waarde": stand, **told, **from_where}), False
            )
        case "invloed":
            more = Addition(kind.of, who, (kind.key,), in_line({"op": whom, **told, **from_where}), True)
        case _:
            more = Addition(kind.of, who, (kind.key,), in_line({"waarde": whom, **from_where}), True)
    return with_addition(more, present)  # fmt: skip


def _chosen(given: Mapping[str, str], key: str, question: str, known: Mapping[str, object]) -> str:
    value = given.get(key, "")
    if not value:
        raise KrachtenveldError(f"“{question}” is nog open", "maak daar een keuze uit de lijst")
    if value not in known:
        raise KrachtenveldError(f"wat bij “{question}” gekozen is, staat er niet meer", "kies het opnieuw")
    return value


def _refuse_twice(names: Names, thing: object, kind: Relation, other: str) -> None:
    """Raises KrachtenveldError when the dossier says this relation already."""
    there: Mapping[str, str] = {}
    match thing:
        case Actor() if kind.key == "relaties":
            there = {layer: tie.value for layer, tie in thing.ties.items()}
        case Actor() if kind.key == "invloed":
            there = {each.on: str(each.strength) for each in thing.influences}
        case Actor():
            there = {each.value: "" for each in thing.represents}
        case Body():
            listed = thing.requires if kind.key == "vereist" else thing.reached_through
            there = {each.value: "" for each in listed}
    if other in there:
        says = f": {there[other]}" if there[other] else ""
        where = "wijzig haar bij Relaties" if kind.key == "relaties" else "wijzig haar in de tekst"
        raise KrachtenveldError(f"deze relatie staat er al{says}", where)


def _source(given: Mapping[str, str], names: Names) -> dict[str, str]:
    source = given.get("bron", "")
    document, _, section = source.partition(" §")
    if not source:
        return {"aard": "aanname"}
    if document not in names.documents or (section and (document, section) not in names.sections):
        raise KrachtenveldError("deze bron staat er niet meer", "kies de bron opnieuw")
    return {"aard": "oordeel", "bron": source}


def _note(given: Mapping[str, str]) -> dict[str, str]:
    return {"toelichting": yaml_value(note)} if (note := own_words(given.get("toelichting", ""))) else {}


def own_words(text: str) -> str:
    """What someone typed, on one line. Raises KrachtenveldError for what cannot stand in a file."""
    words = " ".join(text.split())
    if not is_text(words):
        raise KrachtenveldError(
            "in uw woorden staat een onzichtbaar teken", "typ ze opnieuw, zonder te plakken"
        )
    if len(words) > LONGEST_NOTE:
        raise KrachtenveldError(
            f"uw woorden zijn {len(words)} tekens lang; er passen er {LONGEST_NOTE}", "maak het korter"
        )
    return words


def relation_words(names: Names, change: VersionChange) -> str:
    """What a change does to a relation, in the words of the form; "" for what is none."""
    who = names.short(change.kind, change.item)
    match change:
        case VersionChange(kind="actor", path=("relaties", layer), sort="erbij", new=new):
            return f"Erbij: {TIE_WITH[layer]} {who}, {new}"
        case VersionChange(kind="actor", path=("relaties", layer), sort="gewijzigd", old=old, new=new):
            return capital(f"{TIE_WITH[layer]} {who}: {old} → {new}")
        case VersionChange(kind="actor", path=("invloed",), sort="erbij", new=str(new)):
            whom, _, strength = new.removeprefix("op ").partition(", sterkte ")
            return f"Erbij: invloed van {who} op {names.short('actor', whom)}, {strength}"
        case VersionChange(kind="gremium", path=("vereist",), sort="erbij", new=str(new)):
            return (
                f"Erbij: voor een zetel bij {who} is eerst een zetel nodig bij {names.name('gremium', new)}"
            )
        case VersionChange(kind="gremium", path=("bereikt_via",), sort="erbij", new=str(new)):
            return f"Erbij: onze inbreng bij {who} loopt via {names.name('gremium', new)}"
        case VersionChange(kind="actor", path=("zetels_namens",), sort="erbij", new=str(new)):
            return f"Erbij: onze zetels bij {who} worden gegund door {names.short('actor', new)}"
    return ""


# ── an example ──────────────────────────────────────────────────────────────────────────────────────

WANTED = {"wel": "Dit hoort in het advies", "niet": "Dit hoort niet in het advies"}
MOST_NAMED = 3
Called = Mapping[str, tuple[str, ...]]
"""What people read of an advice → its ids: of a line those of all its parts."""


def advice_called(outcome: Outcome) -> Called:
    """Every advice that is given, by its title, and every seat and relation of which none is."""
    found = {line.title: tuple(part.id for part in line.parts) for line in outcome.lines}
    whole = set(found.values())
    for part in outcome.advices:
        if (part.id,) not in whole:
            found.setdefault(part.title, (part.id,))
    given = {part.id for part in outcome.advices}
    for title, name in _possible(outcome):
        if name not in given:
            found.setdefault(capital(title), (name,))
    return found


def _possible(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Seats and relations that advice could be about, by name and id."""
    names = outcome.names
    for name in advisable(outcome):
        sort, _, about = name.partition("/")
        if sort == "positie":
            yield seat_text(names, about), name
        else:
            actor, layer = about.split("/")
            yield f"{TIE_WITH[layer]} {names.short('actor', actor)}", name


def example_form(outcome: Outcome) -> Json:
    """What an example may be about, and how it may be judged."""
    return {"adviezen": list(advice_called(outcome)), "oordelen": [list(each) for each in WANTED.items()]}


def exampled(outcome: Outcome, present: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """The text of the file with one more example, by its path.

    Raises KrachtenveldError for what is not filled in, is no advice or is there already, InputError when the file has errors.
    """
    title, advices = _meant(outcome, given.get("advies", ""))
    wanted, scenario = given.get("oordeel", ""), given.get("scenario", "")
    if wanted not in WANTED:
        raise KrachtenveldError("er is nog niet gekozen of dit erin hoort", "kies wel of niet")
    under = "" if scenario == BASE else scenario
    if under and under not in present.scenarios:
        raise KrachtenveldError("dit scenario is er niet meer", "kies het scenario opnieuw")
    named = f"{WANTED[wanted]}: {title}"
    if under:
        named += f" (scenario {present.scenarios[under].name})"
    _refuse_opposite(named, wanted, present)
    made = new_example(named, own_words(given.get("reden", "")), wanted, advices, under, present)
    text = made.text if isinstance(made, NewFile) else apply(present.texts[made.path], [made.edit])
    parse_tests({made.path: text}, present.loaded, present.rulebook, present.scenarios)
    return {made.path: text}


def _refuse_opposite(named: str, wanted: str, present: Workspace) -> None:
    """Raises KrachtenveldError when an example says the opposite: one of the two would never hold."""
    opposite = next(
        words + named.removeprefix(WANTED[wanted]) for each, words in WANTED.items() if each != wanted
    )
    there = names_of_tests(parse(present.texts.get(EXAMPLES, ""), EXAMPLES))
    if opposite in there:
        raise KrachtenveldError(
            f"een ander voorbeeld zegt het omgekeerde, in {there[opposite]}", "haal dat eerst weg"
        )


def _meant(outcome: Outcome, text: str) -> tuple[str, tuple[str, ...]]:
    """The title and ids of the advice that is meant: by its title, its id, or words that fit no other."""
    words = " ".join(text.split())
    if not words:
        raise KrachtenveldError("er is nog geen advies gekozen", "typ een paar woorden en kies uit de lijst")
    called = advice_called(outcome)
    line = outcome.line(words)
    found = [line.title] if line else [words] if words in called else []
    found = found or [name for name, ids in called.items() if ids == (words,)]
    found = found or [name for name in called if holds_all([folded(name)], folded(words).split())]
    if len(found) == 1:
        return found[0], called[found[0]]
    if found:
        more = f" (en nog {len(found) - MOST_NAMED})" if len(found) > MOST_NAMED else ""
        few = "; ".join(map(quote, found[:MOST_NAMED])) + more
        raise KrachtenveldError(f"{quote(words)} past bij {len(found)} adviezen", f"kies er een: {few}")
    try:
        name = candidate(outcome, words)
    except KrachtenveldError as error:
        hint = "typ een paar woorden en kies uit de lijst"
        raise KrachtenveldError(f"geen advies of zetel heet {quote(words)}", hint) from error
    case = outcome.case
    return goal_title(outcome, goals(name, case.loaded.names, case.rulebook.rules)[0]), (name,)


@dataclass(frozen=True)
class NewTest:
    """A test that is new, whether it holds, and what there is now; both "" for one that changes the dossier for itself."""

    test: Test
    verdict: str
    now: str

    @property
    def data(self) -> Json:
        at = self.test.span
        return {
            "tekst": self.test.name, "is": self.verdict, "nu": self.now, "waarom": self.test.note,
            "bestand": at.file, "regel": at.line,
        }  # fmt: skip


def new_tests(
    present: Workspace, opened: Mapping[str, str], under: Callable[[str], Outcome]
) -> Iterator[NewTest]:
    """The tests that were not in the files as opened, each by the advice `under` its scenario.

    What is wrong with a file of tests, or with a scenario, is told elsewhere.
    """
    for path, text in present.test_files.texts.items():
        if text == opened.get(path, ""):
            continue
        with suppress(InputError):
            known = names_of_tests(parse(opened.get(path, ""), path))
            tests = parse_tests({path: text}, present.loaded, present.rulebook, present.scenarios)
            yield from (
                _judged(test, under(test.scenario)) if not test.overlay else NewTest(test, "", "")
                for test in tests
                if test.name not in known
            )


def _judged(test: Test, outcome: Outcome) -> NewTest:
    told = results(outcome, test)
    bands = {advice.id: advice.band for advice in outcome.advices}
    there = dict.fromkeys(bands.get(each.expectation.advices[0], each.actual) for each in told.results)
    return NewTest(test, told.verdict, "; ".join(there))
