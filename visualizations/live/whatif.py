"""What can be taken away from the dossier as it was last read, and what becomes of the advice without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Outcome
from strategy.advice.names import seat_text
from strategy.dossier.model import Actor, Instrument, Layer
from strategy.effect.effect import effect_between, outcome_of
from strategy.effect.versions import Run, compare
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.graph.network import View
from strategy.robustness.setbacks import Setback, setbacks
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import ACTIVE, SECTION_OF, Change, overlay_data, overlay_text
from strategy.scenarios.files import AND, BASE, for_outside
from strategy.workspace import Workspace
from visualizations.live.live_state import effect_payload
from visualizations.writers.shapes import Json

Titles = Mapping[str, str]
SEAT, ACTOR, LAYER = "zetel", "uit", "laag"
"""The words by which a what-if names a seat that goes to another, an actor and a layer of networks that is gone."""


@dataclass(frozen=True)
class Choices:
    """What can be taken away from one outcome, in the order of the dossier: names with their titles.

    `held` are seats that are ours, `open` those that are to be divided and not ours yet.
    """

    held: Titles
    open: Titles
    layers: Titles
    actors: Titles
    changes: Mapping[tuple[str, str], tuple[Change, ...]]
    """What taking each of them away changes, by the word and the name."""

    def titles(self, word: str) -> Titles:
        """Everything that a what-if may name after this word."""
        return {SEAT: {**self.held, **self.open}, ACTOR: self.actors, LAYER: self.layers}[word]


def choices(outcome: Outcome) -> Choices:
    """What can be taken away: seats as `robuust` loses them, actors other than ourselves, and whole layers.

    A seat goes to another and is not to be divided any more. With a layer goes all that stands in it, instruments
    included, as with `lagen` in a scenario.
    """
    view, names = outcome.case.view, outcome.names
    found = setbacks(outcome, ("zetel", "verdeling"))
    held = {setback.name: seat_text(names, setback.name) for setback in found if setback.kind == "zetel"}
    vacant = {setback.name: seat_text(names, setback.name) for setback in found if setback.name not in held}
    actors = [actor for actor in view.actors if actor.id != view.us]
    layers = {layer.id: changes for layer in view.dossier.layers if (changes := tuple(_gone(view, layer)))}
    return Choices(
        held,
        vacant,
        {layer.id: layer.name for layer in view.dossier.layers if layer.id in layers},
        {actor.id: f"{actor.name} ({actor.short})" if actor.short else actor.name for actor in actors},
        {
            **{(SEAT, name): tuple(_lost(found, name)) for name in (*held, *vacant)},
            **{(ACTOR, actor.id): (_off("actor", actor),) for actor in actors},
            **{(LAYER, name): changes for name, changes in layers.items()},
        },
    )


def _lost(found: Iterable[Setback], name: str) -> Iterator[Change]:
    """To another, when it is ours, and not to be divided any more, when it was."""
    return (change for setback in found if setback.name == name for change in setback.changes)


def _gone(view: View, layer: Layer) -> Iterator[Change]:
    """All that stands in a layer and holds now."""
    if not view.shows(layer):
        return
    yield from (_off("actor", actor) for actor in layer.actors if view.shows(actor) and actor.id != view.us)
    yield from (_off("instrument", item) for item in layer.instruments if view.shows(item))


def _off(kind: str, item: Actor | Instrument) -> Change:
    return Change(kind, item.id, ACTIVE, "actief", False, item.origin.span)


SCENARIO = "scenario"
WORDS = (SEAT, ACTOR, LAYER, SCENARIO)
MOST = 40
"""Things taken away at once."""
MOST_NAMED = 8
_CALLED = {SEAT: "zetel", ACTOR: "organisatie", LAYER: "netwerk"}


@dataclass(frozen=True)
class Question:
    """What is taken away, as words with names in the order asked, and under which scenario."""

    taken: tuple[tuple[str, str], ...]
    scenario: str = BASE


def question(asked: Sequence[tuple[str, str]]) -> Question:
    """A question from the words and names of an address. Raises KrachtenveldError for one that makes no sense."""
    for word, name in asked:
        if word not in WORDS:
            hint = suggest(word, WORDS) or f"kies uit: {', '.join(WORDS)}"
            raise KrachtenveldError(f"een wat-als kent geen {quote(word)}", hint)
    scenarios = [name for word, name in asked if word == SCENARIO]
    if len(scenarios) > 1:
        raise KrachtenveldError("er is meer dan één scenario gekozen", "kies er één; stapelen kan met een +")
    taken = tuple(dict.fromkeys((word, name) for word, name in asked if word != SCENARIO))
    if not taken:
        raise KrachtenveldError(
            "er is niets gekozen om weg te nemen", "kies een zetel, netwerk of organisatie"
        )
    if len(taken) > MOST:
        raise KrachtenveldError(
            f"dat zijn er {len(taken)}; een wat-als neemt hooguit {MOST} dingen weg", "kies er minder"
        )
    return Question(taken, scenarios[0] if scenarios else BASE)


def options(version: Workspace, outcome: Outcome, public_only: bool) -> Json:
    """What the form offers, as names with their titles."""
    found = choices(outcome)
    return {
        "zetels": _listed(found.held),
        "te_verdelen": _listed(found.open),
        "lagen": _listed(found.layers),
        "organisaties": _listed(found.actors),
        "scenarios": _listed(_scenarios(version, public_only)),
    }


def answer(version: Workspace, outcome: Outcome, run: Run, asked: Question) -> Json:
    """What becomes of the advice. Raises KrachtenveldError for a name that there is not."""
    base = choices(outcome)
    for word, name in asked.taken:
        known = base.titles(word)
        if name not in known:
            message = f"er is geen {_CALLED[word]} {quote(name)} om weg te nemen"
            raise KrachtenveldError(message, _nearby(name, known))
    scenarios = _scenarios(version, run.public_only)
    if asked.scenario != BASE:
        version = _laid(version, asked.scenario, scenarios, run)
        outcome = outcome_of(version, run)
    present = base if asked.scenario == BASE else choices(outcome)
    changes = tuple(
        dict.fromkeys(change for thing in asked.taken for change in _still(present, thing, asked.scenario))
    )
    loaded, rulebook = apply(changes, version.loaded, version.rulebook)
    later = replace(version, label="wat als", loaded=loaded, rulebook=rulebook, changes=changes)
    found = effect_between(compare(version, later), run, outcome)
    return {
        "vraag": [
            {"soort": word, "naam": name, "titel": base.titles(word)[name]} for word, name in asked.taken
        ],
        "scenario": asked.scenario,
        "scenario_naam": " + ".join(scenarios.get(part, "") for part in asked.scenario.split(AND)),
        "gevolg": effect_payload(found),
        "overlay": scenario_text(asked, present.changes),
    }


_HEAD = """\
scenario: wat-als
naam: Wat als
waarom: "Vul in waarom dit kan gebeuren."
aard: aanname
"""


def scenario_text(asked: Question, changes: Mapping[tuple[str, str], Iterable[Change]]) -> str:
    """A scenario file that says the same, to keep; "" on a stack of scenarios, which a file cannot build on."""
    if AND in asked.scenario:
        return ""
    names = {word: [name for kind, name in asked.taken if kind == word] for word in (SEAT, ACTOR, LAYER)}
    said = overlay_data(
        change for word in (SEAT, ACTOR) for name in names[word] for change in changes[word, name]
    )
    if names[LAYER]:
        said[SECTION_OF["laag"]] = {name: {ACTIVE: "uit"} for name in names[LAYER]}
    basis = "" if asked.scenario == BASE else f"basis: {asked.scenario}\n"
    return f"{_HEAD}{basis}{overlay_text({'wijzig': said})}"


def _listed(titles: Mapping[str, str]) -> list[Json]:
    return [{"naam": name, "titel": title} for name, title in titles.items()]


def _nearby(name: str, known: Iterable[str]) -> str:
    names = list(known)
    return suggest(name, names) or (
        f"kies uit: {', '.join(names[:MOST_NAMED])}{', …' if len(names) > MOST_NAMED else ''}"
        if names
        else ""
    )


def _still(found: Choices, thing: tuple[str, str], scenario: str) -> tuple[Change, ...]:
    """What taking a thing away changes under a scenario, where it may be gone already."""
    if thing not in found.changes:
        word, name = thing
        message = (
            f"onder het scenario {quote(scenario)} is er geen {_CALLED[word]} {quote(name)} om weg te nemen"
        )
        raise KrachtenveldError(message, "laat haar weg, of kies een ander scenario")
    return found.changes[thing]


# ── scenarios ─────────────────────────────────────────────────────────────────────────────────────────


def _scenarios(version: Workspace, public_only: bool) -> Mapping[str, str]:
    """The scenarios of the dossier itself that may be shown, by name; a file elsewhere is not to be had from here."""
    known = version.scenarios
    shown = (item for item in known.values() if not public_only or for_outside(item.id, known))
    return {item.id: item.name for item in shown}


def _laid(version: Workspace, name: str, known: Mapping[str, str], run: Run) -> Workspace:
    for part in name.split(AND):
        if part not in known:
            raise KrachtenveldError(f"er is geen scenario {quote(part)}", _nearby(part, [*known, BASE]))
    return version.under(name, run.public_only)
