"""`gevoelig`: which weights tip an advice, and which judgements and assumptions carry it.

At which weight something turns is told here, in numbers that are as short as they can be while what is said stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS, REFRAIN
from strategy.advice.names import decimal
from strategy.dossier.provenance import Origin
from strategy.explain.judgements import (
    JUDGEMENT_EFFECTS,
    UNCERTAIN,
    Judged,
    Judgement,
    Remainder,
    Sensitive,
    Standing,
)
from strategy.explain.tipping import HIGH, LOW, Lever, Sensitivity, Stretch, Swap, Tip
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, Report, Run, line, rest, top_of
from visualizations.writers.shapes import (
    ADVICE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    PLACE,
    TEXT,
    WHOLE,
    YES_NO,
    Key,
    Of,
    Shape,
    array,
    contract_of,
    each_of,
    maybe,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.stamps import DISCLAIMER, ranked, under

Row = tuple[str, Line]
ROUNDING = "Kantelpunten zijn exact, op de afronding van scores na (vier cijfers)."
_NEUTER = ("gremium", "instrument", "thema")
_LIGHT = ("rang", "gelijk")
"""What becomes of an advice that a judgement does not carry."""


def sensitivity_report(outcome: Outcome, found: Sequence[Sensitive], top: int) -> Report:
    """What advices are sensitive to: on the screen the first `top` of each list (0 is all), in data all of it."""
    asked = [_Asked(outcome, item) for item in found]
    return Report(lambda: _screen(asked, top), lambda: SENSITIVITY.write(Of(outcome, asked)))


@dataclass(frozen=True)
class _Asked:
    """One advice with what it is sensitive to, in the outcome that it is of."""

    outcome: Outcome
    it: Sensitive

    @property
    def present(self) -> Standing:
        return Standing.of(self.it.advice)

    @property
    def banded(self) -> bool:
        """Whether the band hangs on the score: what we refrain from is always `niet doen`."""
        return self.it.advice.target.sort != REFRAIN


@dataclass(frozen=True)
class _Weight:
    """What one weight does, in the outcome of the dossier where it is written."""

    outcome: Outcome
    it: Sensitivity

    @property
    def name(self) -> str:
        return self.outcome.names.name(self.it.lever.kind, self.it.lever.id)

    @property
    def origin(self) -> Origin | None:
        return lever_origin(self.outcome, self.it.lever)


_Beside = Of[Standing, Any]
"""What would change an advice, beside where that advice stands now."""


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_WEIGHT = Shape({"type": "number"}, float)
_BAND = one_of(*BANDS)
_ADVICES = array(ADVICE_ID)
_TURN: dict[str, Key[Any]] = {
    "gewicht": (_WEIGHT.about("exact, op de afronding van scores op 4 cijfers na"), lambda turn: turn.at),
    "richting": (
        one_of("lager", "hoger").about("ten opzichte van het huidige gewicht"),
        lambda turn: "hoger" if turn.up else "lager",
    ),
    "inbegrepen": (YES_NO.about("of het bij precies dit gewicht al zo is"), lambda turn: turn.included),
}
_TIP = record_of(Tip)(
    **_TURN,
    band=(_BAND.about("de band voorbij dit gewicht"), lambda tip: tip.band),
)
_SWAP = record_of(Swap)(
    **_TURN,
    rang=(WHOLE.about("de rang voorbij dit gewicht"), lambda swap: swap.rank),
    na=(_ADVICES.about("adviezen die er dan boven staan, en nu niet"), lambda swap: swap.overtaking),
    voor=(_ADVICES.about("adviezen die er nu boven staan, en dan niet"), lambda swap: swap.overtaken),
)
_STRETCH = record_of(Stretch)(
    van=(_WEIGHT, lambda part: part.low),
    tot=(_WEIGHT, lambda part: part.high),
    band=(_BAND, lambda part: part.band),
)
_WEIGHED = record_of(_Weight)(
    soort=(one_of("opgave", "prioriteit"), lambda weight: weight.it.lever.kind),
    id=(TEXT, lambda weight: weight.it.lever.id),
    naam=(TEXT, lambda weight: weight.name),
    nu=(_WEIGHT, lambda weight: weight.it.now),
    aard=(
        MAYBE_TEXT.about("null als het dossier dit gewicht niet noemt, en het dus 1 is"),
        lambda weight: weight.origin and weight.origin.nature,
    ),
    bestand=(MAYBE_TEXT, lambda weight: weight.origin and weight.origin.span.file),
    regelnummer=(MAYBE_WHOLE, lambda weight: weight.origin and weight.origin.span.line),
    eigen=(
        YES_NO.about("of het gewicht in een argument voor dit advies meetelt"),
        lambda weight: weight.it.own,
    ),
    banden=(array(_STRETCH, minItems=1), lambda weight: weight.it.stretches),
    kantelpunten=(array(_TIP, maxItems=2), lambda weight: weight.it.tips),
    wissels=(array(_SWAP, maxItems=2), lambda weight: weight.it.swaps),
)
_STANDING: dict[str, Key[Any]] = {
    "gevolg": (
        one_of(*JUDGEMENT_EFFECTS).about("wat er met het advies gebeurt, het zwaarste woord dat past"),
        lambda beside: beside.whole.effect(beside.it.standing),
    ),
    "score": (MAYBE_NUMBER, lambda beside: beside.it.standing and beside.it.standing.score),
    "band": (
        Shape({"enum": [*BANDS, None]}).about("null als het advies vervalt"),
        lambda beside: beside.it.standing and beside.it.standing.band,
    ),
    "rang": (MAYBE_WHOLE, lambda beside: beside.it.standing and beside.it.standing.rank),
}
_ALTERNATIVE = record_of(_Beside)(
    waarde=(MAYBE_TEXT.about("het andere woord; null is weglaten"), lambda beside: beside.it.word),
    **_STANDING,
)
_JUDGEMENT = record_of(_Beside)(
    aard=(one_of(*UNCERTAIN), lambda beside: beside.it.grounds[0].nature),
    feiten=(array(TEXT, minItems=1).about("wat er op deze plaats staat"), lambda beside: _texts(beside.it)),
    **of_part(lambda beside: beside.it.grounds[0], PLACE),
    bron=(TEXT, lambda beside: beside.it.grounds[0].source),
    te_verifieren=(MAYBE_TEXT, lambda beside: beside.it.grounds[0].to_verify),
    sleutel=(
        MAYBE_TEXT.about("waar maar enkele woorden kunnen staan: hoe het heet"),
        lambda beside: beside.it.key,
    ),
    geheel=(
        MAYBE_TEXT.about("waar het over een ding in zijn geheel gaat: wat voor ding"),
        lambda beside: beside.it.thing,
    ),
    gaat_mee=(
        MAYBE_TEXT.about("wat bij weglaten mee weggaat, omdat het niet zonder kan"),
        lambda beside: beside.it.whole,
    ),
    als=(array(_ALTERNATIVE, minItems=1), lambda beside: each_of(beside.whole, beside.it.alternatives)),
)
_REMAINDER = record_of(_Beside)(
    aard=(array(one_of(*UNCERTAIN)), lambda beside: beside.it.natures),
    aantal=(WHOLE.about("zoveel plaatsen in het dossier"), lambda beside: beside.it.count),
    **_STANDING,
)
_QUICK = "null met --snel"
_ADVICE = record_of(_Asked)(
    id=(ADVICE_ID, lambda asked: asked.it.advice.id),
    titel=(TEXT, lambda asked: asked.it.advice.title),
    score=(NUMBER, lambda asked: asked.it.advice.score),
    band=(_BAND, lambda asked: asked.it.advice.band),
    rang=(WHOLE, lambda asked: asked.it.advice.rank),
    gewichten=(
        array(_WEIGHED).about("elk gewicht apart veranderd; alle andere blijven"),
        lambda asked: [_Weight(asked.outcome, each) for each in asked.it.weights],
    ),
    oordelen=(
        maybe(array(_JUDGEMENT)).about(f"het zwaarste eerst; {_QUICK}"),
        lambda asked: asked.it.judged and each_of(asked.present, asked.it.judged.judgements),
    ),
    zonder=(
        maybe(array(_REMAINDER)).about(
            f"wat er blijft zonder al wat deze aard heeft en onder het advies ligt; {_QUICK}"
        ),
        lambda asked: asked.it.judged and each_of(asked.present, asked.it.judged.remainders),
    ),
)
SENSITIVITY = contract_of(
    Of[Outcome, Sequence[_Asked]],
    "Gevoeligheid van adviezen van Krachtenveld",
    "2.1",
    lambda answer: answer.whole.case,
)(
    gewichten_van=(_WEIGHT, lambda _: LOW),
    gewichten_tot=(_WEIGHT, lambda _: HIGH),
    adviezen=(array(_ADVICE), lambda answer: answer.it),
)
"""What programs may rely on; weights in the order of the dossier."""


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(found: Sequence[_Asked], top: int) -> Iterator[Block]:
    """The whole answer, one advice below the other."""
    for asked in found:
        yield from (_head(asked), WHITE, *_bands(asked, top), WHITE, *_ranks(asked, top), WHITE)
        if asked.it.judged is not None:
            yield from (*_judgements(asked.present, asked.it.judged, top), WHITE)
    yield line(f"{ROUNDING} {DISCLAIMER}", "dim")


def _head(asked: _Asked) -> Line:
    advice, outcome = asked.it.advice, asked.outcome
    scoring = outcome.case.dossier.header.scoring
    about = f"\n          {advice.id}   {ranked(outcome, advice)}{under(outcome.case, 10)}"
    bands = f"\n          doen vanaf {decimal(scoring.do_from, 2)}, ook doen vanaf {decimal(scoring.also_from, 2)}"
    shown = [(bands, "dim")] if asked.banded else []
    return line("GEVOELIG  ", "dim", (advice.title, "bold"), (about, ""), *shown)


def _bands(asked: _Asked, top: int) -> Iterator[Block]:
    yield _question("Bij welk gewicht verandert de band?", "één gewicht tegelijk, tussen 0 en 10")
    if not asked.banded:
        yield line("  wat we laten heet altijd niet doen; gewichten veranderen alleen de rang")
        return
    tips = [(each, tip) for each in asked.it.weights for tip in each.tips]
    tips.sort(key=lambda pair: abs(pair[1].at - pair[0].now))
    if not tips:
        yield line("  geen enkel gewicht verandert de band")
        return
    yield from _rows([_tip(asked, each, tip) for each, tip in tips], top)
    if still := sum(not each.tips for each in asked.it.weights):
        verb = "ander gewicht verandert" if still == 1 else "andere gewichten veranderen"
        yield line(f"  {still} {verb} de band niet", "dim")


def _tip(asked: _Asked, each: Sensitivity, tip: Tip) -> Row:
    name, place = each.lever.text(asked.outcome.names), lever_place(asked.outcome, each.lever)
    text = f"als het gewicht van {name} {becomes(tip, each.now)} (nu {number_text(each.now)})"
    return f"{asked.it.advice.band} → {tip.band}", line(
        text, "", *([(f"   {place}", "dim")] if place else [])
    )


def _ranks(asked: _Asked, top: int) -> Iterator[Block]:
    advice, outcome = asked.it.advice, asked.outcome
    sharing = sum(other.rank == advice.rank for other in outcome.advices) - 1
    shared = f", gedeeld met {sharing} {'ander' if sharing == 1 else 'andere'}," if sharing else ""
    yield _question(
        "Bij welk gewicht verandert de rang?", f"rang {advice.rank}{shared} blijft tussen deze gewichten"
    )
    moving = [each for each in asked.it.weights if each.swaps]
    moving.sort(key=lambda each: each.distance(each.swaps))
    if not moving:
        yield line("  geen enkel gewicht verandert de rang")
        return
    yield from _rows([_swaps(outcome, each) for each in moving], top)


def _swaps(outcome: Outcome, each: Sensitivity) -> Row:
    turns = [
        (f"\n{direction(swap, each.now)}: rang {swap.rank}, {_company(outcome, swap)}", "dim")
        for swap in each.swaps
    ]
    name = f"{each.lever.text(outcome.names)} (nu {number_text(each.now)})"
    return limits(each.swaps, each.now), line(name, "", *turns)


def _company(outcome: Outcome, swap: Swap) -> str:
    """With whom places change."""
    titles = {advice.id: advice.title for advice in outcome.advices}
    parts = []
    for word, others in (("na", swap.overtaking), ("vóór", swap.overtaken)):
        if others:
            more = f" en {len(others) - 1} {'ander' if len(others) == 2 else 'andere'}" if others[1:] else ""
            parts.append(f'{word} "{titles[others[0]]}"{more}')
    return ", ".join(parts)


def _judgements(present: Standing, judged: Judged, top: int) -> Iterator[Block]:
    yield _question(
        "Welke oordelen en aannames dragen het?", "elk apart weggelaten of anders beoordeeld; de rest blijft"
    )
    if not judged.judgements:
        yield line("  geen: het rust alleen op registraties")
        return
    carrying = [
        item for item in judged.judgements if present.effect(item.heaviest(present).standing) not in _LIGHT
    ]
    if not carrying:
        yield line("  geen enkel oordeel draagt het alleen")
    yield from _rows([_judgement(present, item) for item in carrying], top)
    if light := len(judged.judgements) - len(carrying):
        verb = "ander draagt" if light == 1 else "andere dragen"
        yield line(f"  {light} {verb} het niet: hooguit de rang verandert", "dim")
    yield from (line(f"  {_remainder(present, remainder)}") for remainder in judged.remainders)


def _judgement(present: Standing, item: Judgement) -> Row:
    first = item.grounds[0]
    runs: list[Run] = [
        (f" ({first.nature}{_about(item)})", "yellow"),
        (f"   {first.place} ← {first.source}", "dim"),
    ]
    if first.to_verify:
        runs.append((f"\nte verifiëren: {first.to_verify}", "yellow"))
    if item.alternatives[1:]:
        runs.append((f"\n{_alternatives(present, item)}", ""))
    return _change(present, item.heaviest(present).standing), line("; ".join(_texts(item)), "", *runs)


def _texts(item: Judgement) -> list[str]:
    """What stands at its place, each thing once."""
    return list(dict.fromkeys(ground.text for ground in item.grounds))


def _about(item: Judgement) -> str:
    """What of a fact is judged, where it may be one of several values, or the thing as a whole."""
    if item.key and item.whole:
        return f" over {item.key}"
    if item.thing:
        return f" over {'het' if item.thing in _NEUTER else 'de'} hele {item.thing}"
    return ""


def _alternatives(present: Standing, item: Judgement) -> str:
    """What each other word gives, words with the same answer together: "bij meedoen of volgen: vervalt"."""
    answers: dict[str, list[str]] = {}
    for each in item.alternatives[1:]:
        answers.setdefault(_change(present, each.standing), []).append(each.word.replace("-", " "))
    parts = [f"bij {' of '.join(words)}: {answer}" for answer, words in answers.items()]
    gone = f"{item.whole} weg" if item.whole else "weggelaten"
    return "; ".join([*parts, f"{gone}: {_change(present, item.alternatives[0].standing)}"])


def _remainder(present: Standing, remainder: Remainder) -> str:
    if remainder.count == 1:
        what = {"oordeel": "het oordeel", "aanname": "de aanname"}[remainder.natures[0]]
    else:
        many = {"oordeel": "oordelen", "aanname": "aannames"}
        what = f"alle {remainder.count} {' en '.join(many[nature] for nature in remainder.natures)}"
    return f"zonder {what}: {_change(present, remainder.standing)}"


def _change(present: Standing, later: Standing | None) -> str:
    """What becomes of an advice, in a few words."""
    if later is None:
        return "vervalt"
    match present.effect(later):
        case "band":
            return f"{present.band} → {later.band}"
        case "score":
            return f"score {decimal(present.score, 1)} → {decimal(later.score, 1)}"
        case "rang":
            return f"rang {present.rank} → {later.rank}"
    return "gelijk"


def _question(question: str, note: str) -> Line:
    return line(question, "bold", (f"  {note}", "dim"))


def _rows(rows: Sequence[Row], top: int) -> Iterator[Block]:
    shown = top_of(rows, top)
    yield Grid((Col(keep=True), Col(wide=True, fold=True)), tuple(shown), indent=2, left=0, right=2)
    yield from rest(len(rows) - len(shown), 2)


# ── weights in words ──────────────────────────────────────────────────────────────────────────────────


def lever_origin(outcome: Outcome, lever: Lever) -> Origin | None:
    """Where the weight is written; None where the dossier leaves it at 1, or where it may not be seen."""
    opgaven = outcome.case.dossier.opgaven
    items = opgaven if lever.kind == "opgave" else [item for opgave in opgaven for item in opgave.priorities]
    weight = next(item.weight for item in items if item.id == lever.id)
    return weight.origin if weight and outcome.case.view.shows(weight) else None


def lever_place(outcome: Outcome, lever: Lever) -> str:
    """The place as text, with its aard unless anyone can look it up; "" where the dossier leaves it at 1."""
    origin = lever_origin(outcome, lever)
    if origin is None:
        return ""
    nature = "" if origin.nature == "registratie" else f" ({origin.nature})"
    return f"{origin.span.place}{nature}"


_HUNDREDTH = Fraction(1, 100)


def becomes(turn: Tip, now: Fraction) -> str:
    """After "als het gewicht": `boven 1,83 komt`, `0,36 of lager wordt`."""
    number = number_text(shown(turn, now))
    if turn.included and turn.at in (LOW, HIGH):
        return f"{number} wordt"
    if turn.included:
        return f"{number} of {'hoger' if turn.up else 'lager'} wordt"
    return f"{'boven' if turn.up else 'onder'} {number} komt"


def direction(turn: Swap, now: Fraction) -> str:
    """At the start of a line: `boven 1,83`, `bij 0,36 of lager`."""
    number = number_text(shown(turn, now))
    if turn.included:
        return f"vanaf {number}" if turn.up else f"bij {number} of lager"
    return f"{'boven' if turn.up else 'onder'} {number}"


def limits(turns: Iterable[Swap], now: Fraction) -> str:
    """Between which weights nothing changes: `0,98 t/m 1,02`."""
    low, high = LOW, HIGH
    for turn in turns:
        if turn.up:
            high = max(now, shown(turn, now) - (_HUNDREDTH if turn.included else 0))
        else:
            low = min(now, shown(turn, now) + (_HUNDREDTH if turn.included else 0))
    return f"alleen {number_text(low)}" if low == high else f"{number_text(low)} t/m {number_text(high)}"


def shown(turn: Tip | Swap, now: Fraction) -> Fraction:
    """A turning point in hundredths, or finer where the present weight is closer than that.

    Where at it nothing has changed yet, the last such number before it or at it; where it has, the first past it
    or at it. So whoever types the number, or the next one, sees what is said.
    """
    down = turn.up != turn.included
    for digits in range(2, 8):
        unit = 10**digits
        number = Fraction(floor(turn.at * unit) if down else ceil(turn.at * unit), unit)
        if (number >= now) if turn.up else (number <= now):
            return number
    return turn.at


def number_text(number: Fraction) -> str:
    """A weight with a decimal comma."""
    return decimal(float(number))
