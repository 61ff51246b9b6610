"""What if this seat went to another, this network stopped? Answered by the engine, on the last good version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Outcome
from strategy.effect.comparison import Run, compare
from strategy.effect.effect import effect_between, outcome_of
from strategy.effect.version import Version, under_scenario
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import ACTIVE, Change, Overlay
from strategy.scenarios.files import AND, BASE, for_outside, read_scenarios
from visualizations.live.choices import ACTOR, LAYER, SEAT, Choices, choices
from visualizations.live.told import told
from visualizations.writers.shapes import Json

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


def options(version: Version, outcome: Outcome, public_only: bool) -> Json:
    """What the form offers, as names with their titles."""
    found = choices(outcome)
    return {
        "zetels": _listed(found.held),
        "te_verdelen": _listed(found.open),
        "lagen": _listed(found.layers),
        "organisaties": _listed(found.actors),
        "scenarios": _listed(_scenarios(version, public_only)),
    }


def answer(version: Version, outcome: Outcome, run: Run, asked: Question) -> Json:
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
    changes = dict.fromkeys(
        change for thing in asked.taken for change in _still(present, thing, asked.scenario)
    )
    loaded, rulebook = apply(Overlay(tuple(changes)), version.loaded, version.rulebook)
    later = replace(version, label="wat als", loaded=loaded, rulebook=rulebook)
    found = effect_between(compare(version, later, provenance=False), run, outcome)
    return {
        "vraag": [
            {"soort": word, "naam": name, "titel": base.titles(word)[name]} for word, name in asked.taken
        ],
        "scenario": asked.scenario,
        "scenario_naam": " + ".join(scenarios.get(part, "") for part in asked.scenario.split(AND)),
        "gevolg": told(found),
        "overlay": overlay_text(asked, present.changes),
    }


def overlay_text(asked: Question, changes: Mapping[tuple[str, str], Iterable[Change]]) -> str:
    """A scenario file that says the same, to keep; "" on a stack of scenarios, which a file cannot build on."""
    if AND in asked.scenario:
        return ""
    lines = [
        "scenario: wat-als",
        "naam: Wat als",
        'waarom: "Vul in waarom dit kan gebeuren."',
        "aard: aanname",
    ]
    lines += [] if asked.scenario == BASE else [f"basis: {asked.scenario}"]
    lines.append("wijzig:")
    for word, section in ((SEAT, "posities"), (ACTOR, "actoren"), (LAYER, "lagen")):
        names = [name for kind, name in asked.taken if kind == word]
        lines += [f"  {section}:"] if names else []
        for name in names:
            keys = _seat_keys(changes[word, name]) if word == SEAT else [f"{ACTIVE}: uit"]
            lines.append(f"    {name}: {{{', '.join(keys)}}}")
    return "".join(f"{line}\n" for line in lines)


def _seat_keys(changes: Iterable[Change]) -> list[str]:
    return [
        "te_verdelen: nee" if change.key == "te_verdelen" else f"{change.key}: {change.value.value}"
        for change in changes
    ]


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


def _scenarios(version: Version, public_only: bool) -> Mapping[str, str]:
    """The scenarios of the dossier itself that may be shown, by name; a file elsewhere is not to be had from here."""
    known = read_scenarios(version.scenario_texts)
    shown = (item for item in known.values() if not public_only or for_outside(item.id, known))
    return {item.id: item.name for item in shown}


def _laid(version: Version, name: str, known: Mapping[str, str], run: Run) -> Version:
    for part in name.split(AND):
        if part not in known:
            raise KrachtenveldError(f"er is geen scenario {quote(part)}", _nearby(part, [*known, BASE]))
    return under_scenario(version, name, run.public_only)
