"""`gevoelig` for people: which weights tip an advice, and which judgements and assumptions carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.advise import Outcome
from strategy.advice.model import REFRAIN
from strategy.advice.names import decimal
from strategy.explain.basis import Ground
from strategy.explain.judgements import Judgement, Remainder, Standing
from strategy.explain.sensitive import Judged, Sensitive
from strategy.explain.tipping import Sensitivity, Swap, Tip
from visualizations.levers import lever_name, lever_place
from visualizations.stamp import under
from visualizations.terminal import DISCLAIMER
from visualizations.turns import becomes, direction, limits, number_text

Row = tuple[str, Text]
ROUNDING = "Kantelpunten zijn exact, op de afronding van scores na (vier cijfers)."
_NEUTER = ("gremium", "instrument", "thema")
_LIGHT = ("rang", "gelijk")
"""What becomes of an advice that a judgement does not carry."""


def sensitivity_pages(outcome: Outcome, found: Iterable[Sensitive], top: int) -> RenderableType:
    """The whole answer, one advice below the other; of each list the first `top` (0 is all)."""
    parts: list[RenderableType] = []
    for item in found:
        parts += [_head(outcome, item), Text(), *_bands(outcome, item, top), Text()]
        parts += [*_ranks(outcome, item, top), Text()]
        if item.judged is not None:
            parts += [*_judgements(item, item.judged, top), Text()]
    parts.append(Text(f"{ROUNDING} {DISCLAIMER}", style="dim"))
    return Group(*parts)


def _head(outcome: Outcome, found: Sensitive) -> Text:
    advice = found.advice
    text = Text.assemble(
        ("GEVOELIG  ", "dim"),
        (advice.title, "bold"),
        f"\n          {advice.id}   score {decimal(advice.score, 1)} · {advice.band}"
        f" · rang {advice.rank} van {len(outcome.advices)}{under(outcome.case, 10)}",
    )
    if _banded(found):
        scoring = outcome.case.dossier.header.scoring
        text.append(
            f"\n          doen vanaf {decimal(scoring.do_from, 2)}, ook doen vanaf {decimal(scoring.also_from, 2)}",
            style="dim",
        )
    return text


def _banded(found: Sensitive) -> bool:
    """Whether the band hangs on the score: what we refrain from is always `niet doen`."""
    return found.advice.target.sort != REFRAIN


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def _bands(outcome: Outcome, found: Sensitive, top: int) -> Iterator[RenderableType]:
    yield _heading("Bij welk gewicht verandert de band?", "één gewicht tegelijk, tussen 0 en 10")
    if not _banded(found):
        yield Text("  wat we laten heet altijd niet doen; gewichten veranderen alleen de rang")
        return
    tips = [(each, tip) for each in found.weights for tip in each.tips]
    tips.sort(key=lambda pair: abs(pair[1].at - pair[0].now))
    if not tips:
        yield Text("  geen enkel gewicht verandert de band")
        return
    yield from _rows([_tip(outcome, found, each, tip) for each, tip in tips], top)
    still = sum(not each.tips for each in found.weights)
    if still:
        verb = "ander gewicht verandert" if still == 1 else "andere gewichten veranderen"
        yield Text(f"  {still} {verb} de band niet", style="dim")


def _tip(outcome: Outcome, found: Sensitive, each: Sensitivity, tip: Tip) -> Row:
    text = Text(f"als het gewicht van {lever_name(outcome, each.lever)} {becomes(tip, each.now)}")
    text.append(f" (nu {number_text(each.now)})")
    if place := lever_place(outcome, each.lever):
        text.append(f"   {place}", style="dim")
    return f"{found.advice.band} → {tip.band}", text


def _ranks(outcome: Outcome, found: Sensitive, top: int) -> Iterator[RenderableType]:
    advice = found.advice
    sharing = sum(other.rank == advice.rank for other in outcome.advices) - 1
    shared = f", gedeeld met {sharing} {'ander' if sharing == 1 else 'andere'}," if sharing else ""
    yield _heading(
        "Bij welk gewicht verandert de rang?", f"rang {advice.rank}{shared} blijft tussen deze gewichten"
    )
    moving = [each for each in found.weights if each.swaps]
    moving.sort(key=lambda each: each.distance(each.swaps))
    if not moving:
        yield Text("  geen enkel gewicht verandert de rang")
        return
    yield from _rows([_swaps(outcome, each) for each in moving], top)


def _swaps(outcome: Outcome, each: Sensitivity) -> Row:
    text = Text(f"{lever_name(outcome, each.lever)} (nu {number_text(each.now)})")
    for swap in each.swaps:
        text.append(
            f"\n{direction(swap, each.now)}: rang {swap.rank}, {_company(outcome, swap)}", style="dim"
        )
    return limits(each.swaps, each.now), text


def _company(outcome: Outcome, swap: Swap) -> str:
    """With whom places change."""
    titles = {advice.id: advice.title for advice in outcome.advices}
    parts = []
    for word, others in (("na", swap.overtaking), ("vóór", swap.overtaken)):
        if others:
            more = f" en {len(others) - 1} {'ander' if len(others) == 2 else 'andere'}" if others[1:] else ""
            parts.append(f'{word} "{titles[others[0]]}"{more}')
    return ", ".join(parts)


# ── judgements ────────────────────────────────────────────────────────────────────────────────────────


def _judgements(found: Sensitive, judged: Judged, top: int) -> Iterator[RenderableType]:
    yield _heading(
        "Welke oordelen en aannames dragen het?", "elk apart weggelaten of anders beoordeeld; de rest blijft"
    )
    present = Standing.of(found.advice)
    if not judged.judgements:
        yield Text("  geen: het rust alleen op registraties")
        return
    carrying = [
        item for item in judged.judgements if present.effect(item.heaviest(present).standing) not in _LIGHT
    ]
    if not carrying:
        yield Text("  geen enkel oordeel draagt het alleen")
    yield from _rows([_judgement(present, item) for item in carrying], top)
    light = len(judged.judgements) - len(carrying)
    if light:
        verb = "ander draagt" if light == 1 else "andere dragen"
        yield Text(f"  {light} {verb} het niet: hooguit de rang verandert", style="dim")
    for remainder in judged.remainders:
        yield Text(f"  {_remainder(present, remainder)}")


def _judgement(present: Standing, item: Judgement) -> Row:
    text = _statement(item)
    if item.alternatives[1:]:
        text.append(f"\n{_alternatives(present, item)}")
    return _change(present, item.heaviest(present).standing), text


def _statement(item: Judgement) -> Text:
    first = item.grounds[0]
    text = Text("; ".join(dict.fromkeys(ground.text for ground in item.grounds)))
    text.append(f" ({first.nature}{_about(item)})", style="yellow")
    text.append(f"   {_place(first)}", style="dim")
    if first.to_verify:
        text.append(f"\nte verifiëren: {first.to_verify}", style="yellow")
    return text


def _about(item: Judgement) -> str:
    """What of a fact is judged, where it may be one of several values, or the thing as a whole."""
    if item.key and item.whole:
        return f" over {item.key}"
    if item.thing:
        return f" over {'het' if item.thing in _NEUTER else 'de'} hele {item.thing}"
    return ""


def _place(ground: Ground) -> str:
    return f"{ground.file}:{ground.line} ← {ground.source}"


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


# ── small things ──────────────────────────────────────────────────────────────────────────────────────


def _heading(question: str, note: str) -> Text:
    return Text.assemble((question, "bold"), (f"  {note}", "dim"))


def _rows(rows: Sequence[Row], top: int) -> Iterator[RenderableType]:
    shown = rows[:top] if top else rows
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for change, text in shown:
        table.add_row(Text(change), text)
    yield Padding(table, (0, 0, 0, 2))
    hidden = len(rows) - len(shown)
    if hidden:
        yield Text(f"  … en nog {hidden}; `--top 0` toont ze allemaal", style="dim")
