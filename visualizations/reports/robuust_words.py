"""The words of `robuust`: what a setback is called, what becomes of an advice, what it leans on, and how that was tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.names import ROLE_NAMES, Names, decimal
from strategy.explain.judgements import Standing
from strategy.robustness.setbacks import Setback, SetbackKind, stopped_layer
from strategy.robustness.structure import Impact
from strategy.robustness.verdict import FAIRLY, FIRM, Explored, Firmness
from strategy.robustness.weights import Design, Lean
from visualizations.reports.weights import lever_name
from visualizations.writers.report import Line, line
from visualizations.writers.words import DISCLAIMER, counted, stamp

KIND_NAMES: Mapping[SetbackKind, str] = {
    "zetel": "zetel kwijt", "verdeling": "zetel niet te krijgen", "netwerk": "netwerk valt stil",
    "oordeel": "oordeel of aanname anders",
}  # fmt: skip
DESIGN_NAMES: Mapping[Design, str] = {
    "lhs": "gelijkmatig gespreid (Latin hypercube)", "dirichlet": "met dezelfde som (Dirichlet)",
    "een-voor-een": "telkens één gewicht anders",
}  # fmt: skip


def percent(share: float) -> str:
    """A share in whole percents; only what is all or nothing is told as such."""
    whole = decimal(100 * share, 0)
    if whole == "100" and share < 1:
        return ">99%"
    return "<1%" if whole == "0" and share > 0 else f"{whole}%"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def whatever(weights: bool, structure: bool) -> str:
    """What firm advice withstands, given the spaces that were explored."""
    if weights and structure:
        return "wat er ook gebeurt"
    return "hoe u ook weegt" if weights else "wat er ook wegvalt"


def meaning(firmness: Firmness, weights: bool, structure: bool) -> str:
    """What a verdict says, given the spaces that were explored, for the heading above those who have it."""
    match firmness:
        case "staat vast":
            parts = [f"doen bij minstens {percent(FIRM)} van de wegingen"] if weights else []
            parts += ["geen tegenslag haalt het omlaag"] if structure else []
            return ", en ".join(parts)
        case "vrij vast":
            parts = [f"doen bij minstens {percent(FAIRLY)} van de wegingen"] if weights else []
            parts += ["hooguit 1 op de 100 tegenslagen haalt het omlaag"] if structure else []
            return "; ".join(parts)
        case "breekbaar":
            return "nu doen, maar het hangt af van wat eronder staat"
    return "nu geen doen, bij een deel van de wegingen wel; het vaakst eerst"


# ── setbacks ──────────────────────────────────────────────────────────────────────────────────────────


def setback_text(outcome: Outcome, setback: Setback, words: Sequence[str] | None = None) -> str:
    """A setback in one line; of a judgement with the other words at its place, its own when none are given."""
    names = outcome.names
    if setback.kind == "oordeel":
        return _judgement(setback, words or [setback.word])
    if setback.kind == "netwerk":
        layer = stopped_layer(outcome.case, setback)
        return f"valt stil: {layer.name if layer else names.short('actor', setback.name)}"
    seat = seat_text(names, setback.name)
    return f"zetel kwijt: {seat}" if setback.kind == "zetel" else f"niet te krijgen: {seat}"


def seat_text(names: Names, seat: str) -> str:
    """A seat by its name as a post: `trekker van …`, `portefeuillehouder Jeugd van …`."""
    body, role, *theme = seat.split("/")
    about = f" {names.name('thema', theme[0])}" if theme else ""
    return f"{ROLE_NAMES[role]}{about} van {names.name('gremium', body)}"


def setback_place(setback: Setback) -> str:
    """Where a judgement is written; "" for what is no judgement."""
    return f"{setback.grounds[0].file}:{setback.grounds[0].line}" if setback.grounds else ""


def _judgement(setback: Setback, words: Sequence[str]) -> str:
    key, whole = setback.changes[0].key, setback.whole
    facts = list(dict.fromkeys(ground.text for ground in setback.grounds))
    more = f" (en {len(facts) - 1} andere)" if len(facts) > 1 else ""
    stated = f"{facts[0]}{more} ({setback.grounds[0].nature})"
    others = " of ".join(word.replace("-", " ") for word in words if word)
    parts = [f"{key} wordt {others}"] if others else []
    if "" in words:
        parts.append(f"de {whole} valt weg" if whole else "klopt niet")
    if not others and not whole:
        return f"{stated} klopt niet"
    return f"{stated}: {', of '.join(parts)}"


def impacts_text(outcome: Outcome, impacts: Sequence[Impact]) -> str:
    """Impacts at one place in one line; setbacks that come together are joined."""
    parts = []
    for position, setback in enumerate(impacts[0].setbacks):
        words = [impact.setbacks[position].word for impact in impacts] if setback.kind == "oordeel" else None
        parts.append(setback_text(outcome, setback, list(dict.fromkeys(words)) if words else None))
    return ", en ".join(parts)


def becomes(present: Standing, later: Standing | None) -> str:
    """What becomes of an advice, in few words."""
    if later is None:
        return "vervalt"
    return (
        f"{present.band} → {later.band}"
        if later.band != present.band
        else f"rang {present.rank} → {later.rank}"
    )


def impacts_become(present: Standing, impacts: Sequence[Impact]) -> str:
    """What becomes of it at the worst of these."""
    return (
        "vervalt" if any(impact.later is None for impact in impacts) else becomes(present, impacts[0].later)
    )


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def lean_text(outcome: Outcome, lean: Lean) -> str:
    """What an advice leans on, or loses by."""
    name = lever_name(outcome, lean.lever)
    light, heavy = f"{percent(lean.light)} als die licht weegt", f"{percent(lean.heavy)} als die zwaar weegt"
    if lean.heavy > lean.light:
        return f"leunt op {name}: doen bij {heavy}, {light}"
    return f"verliest van {name}: doen bij {light}, {heavy}"


def weight_text(weight: float) -> str:
    return f"{weight:g}".replace(".", ",")


# ── what was tried ────────────────────────────────────────────────────────────────────────────────────


def heading_of(found: Explored) -> Line:
    """Of which dossier, and what was tried."""
    tried = []
    if found.weights:
        tried.append(f"{thousands(found.weights.sample.count)} wegingen")
    if found.structure:
        tried.append(f"{thousands(found.structure.trials)} tegenslagen")
    number = counted(len(found.robust), "advies", "adviezen")
    under = f", onder {' en '.join(tried)}" if tried else ""
    about = f" · {stamp(found.outcome.case)}\n{number}{found.selection}{under}"
    return line(found.outcome.case.dossier.header.name, "bold", (about, ""))


def caveats(found: Explored) -> Iterator[str]:
    """How it was tried, and what to keep in mind."""
    if found.weights:
        drawn = found.drawn
        kinds = {lever.kind for lever in drawn.levers}
        plurals = {"opgave": "opgaven", "prioriteit": "prioriteiten"}
        which = " en ".join(plural for kind, plural in plurals.items() if kind in kinds)
        between = f" van {weight_text(drawn.low)} tot {weight_text(drawn.high)}"
        bounds = "" if drawn.design == "dirichlet" else between
        yield (
            f"Wegingen: {counted(len(drawn.levers), 'gewicht', 'gewichten')} van {which}{bounds},"
            f" {DESIGN_NAMES[drawn.design]}, zaad {drawn.seed}."
            " Licht en zwaar: het laagste en het hoogste derde."
        )
    if found.structure:
        counts = Counter(setback.kind for setback in found.structure.setbacks)
        told = ", ".join(f"{counts[kind]}× {name}" for kind, name in KIND_NAMES.items() if counts[kind])
        paired = found.structure.trials - len(found.structure.setbacks)
        yield f"Tegenslagen, elk apart: {told}{f'; en {thousands(paired)} paren' if paired else ''}."
        yield "Het verlies van de zetel zelf, of van het eigen netwerk, telt daarbij niet mee."
    yield f"`krachtenveld robuust --advies ADVIES` toont van één advies alles wat het breekt. {DISCLAIMER}"
