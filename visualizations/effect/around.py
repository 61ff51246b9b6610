"""What surrounds an effect: the same edit under every scenario, and what the tests say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.effect.across import ScenarioEffect
from strategy.effect.effect import Effect, Part
from strategy.effect.tested import Flip, Tested
from visualizations.effect.advices import advices_view
from visualizations.effect.view import effect_view
from visualizations.effect.words import Numbers, by, count, numbers_of
from visualizations.terminal import DISCLAIMER

MOST_FLIPS = 8
MOST_RULES = 4


Around = tuple[Sequence[ScenarioEffect], Tested]


def own_view(effect: Effect, top: int) -> RenderableType:
    """The effect by itself, or that on the advice asked for."""
    return advices_view(effect) if isinstance(effect, Part) else effect_view(effect, top)


def whole_view(effect: Effect, around: Around | None, top: int) -> RenderableType:
    """The effect with what surrounds it, when that is known."""
    return Group(own_view(effect, top), *([around_view(effect, *around)] if around else []), closing())


def around_view(effect: Effect, scenarios: Sequence[ScenarioEffect], tested: Tested) -> RenderableType:
    """The same edit under every scenario, and what the tests say of it."""
    numbers = numbers_of(effect)
    parts: list[RenderableType] = []
    if scenarios:
        parts += [Text(), _scenarios(scenarios)]
    if lines := list(_tested(effect, tested, numbers)):
        parts += [Text(), *lines]
    return Group(*parts)


def _scenarios(effects: Sequence[ScenarioEffect]) -> RenderableType:
    compared = [each for each in effects if not each.problem]
    touched = sum(each.touched for each in compared)
    title = f"Gevolg in {touched} van {count(len(compared), 'scenario', 'scenario’s')}"
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for each in effects:
        table.add_row(each.name, each.problem or scenario_text(each))
    return Group(
        Text(title if compared else "Scenario’s", style="bold underline"), Padding(table, (0, 0, 0, 1))
    )


def scenario_text(each: ScenarioEffect) -> str:
    """What an edit does under one scenario, in one line."""
    if not each.touched:
        return "geen gevolg"
    counts = each.counts
    changed = counts["band"] + counts["inhoud"] + counts["score"]
    parts = (
        (f"+ {counts['nieuw']} nieuw", counts["nieuw"]),
        (f"− {counts['vervallen']} vervallen", counts["vervallen"]),
        (f"~ {changed} gewijzigd", changed),
        (f"↕ {count(counts['rang'], 'plaatswissel', 'plaatswissels')}", counts["rang"]),
        (f"− {each.out_of_core} uit doen", each.out_of_core),
        (f"+ {each.into_core} naar doen", each.into_core),
    )
    return ", ".join(text for text, number in parts if number)


def _tested(effect: Effect, tested: Tested, numbers: Numbers) -> Iterator[RenderableType]:
    if tested.problem:
        yield Text(f"De toetsen zijn niet te lezen: {tested.problem}")
    flips = sorted(tested.flips, key=lambda flip: flip.after != "mis")
    if flips:
        wrong = sum(flip.after == "mis" for flip in flips)
        text = f"{count(len(flips), 'toets of voorbeeld komt', 'toetsen en voorbeelden komen')} anders uit"
        yield Text(f"{text}, {wrong} mis", style="bold underline")
        yield Padding(_flips(flips[:MOST_FLIPS]), (0, 0, 0, 1))
    if len(flips) > MOST_FLIPS:
        yield Text(f"   … en nog {len(flips) - MOST_FLIPS}; `krachtenveld toets` toont ze", style="dim")
    yield from _examples(tested)
    if tested.unnoticed:
        which = by(tested.unnoticed, numbers).removeprefix("door ")
        yield Text(
            f"geen toets dekt {'deze wijziging' if len(effect.changes) == 1 else f'wijziging {which}'}"
        )


def _examples(tested: Tested) -> Iterator[Text]:
    """How many examples the changed rules have; of many rules only those that have none."""
    bare = [name for name, number in tested.examples.items() if not number]
    if len(tested.examples) <= MOST_RULES:
        for name, number in tested.examples.items():
            yield Text(
                f"regel {name} heeft {count(number, 'voorbeeld', 'voorbeelden') if number else 'geen voorbeelden'}"
            )
    elif bare:
        more = f" en nog {len(bare) - MOST_RULES}" if len(bare) > MOST_RULES else ""
        yield Text(f"zonder voorbeelden: {', '.join(bare[:MOST_RULES])}{more}")


def _flips(flips: Iterable[Flip]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, style="dim")
    for flip in flips:
        what = f"{flip.about} {flip.text}" if flip.sort == "voorbeeld" else flip.text
        before = f"was {flip.before}" if flip.before else "kon eerst niet"
        table.add_row(flip.after.upper(), f"{what} ({before})", f"{flip.span.file}:{flip.span.line}")
    return table


def closing() -> RenderableType:
    """The last line of every advice."""
    return Group(Text(), Text(DISCLAIMER, style="dim"))
