"""An effect in words: which change, what is different about an advice, and why. The same in every form and on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.effect.causes import Cause
from strategy.effect.delta import Change
from strategy.effect.differences import Difference, Kind, still_vacant
from strategy.effect.effect import Effect, Explained
from strategy.effect.wording import HIDDEN, cause_text, change_text
from visualizations.writers.words import counted

Numbers = Mapping[Change, int]
"""The number by which the differences refer to a change."""
HEADINGS: Mapping[Kind, str] = {
    "nieuw": "Nieuw", "vervallen": "Vervallen", "band": "In een andere band", "inhoud": "Anders van inhoud",
    "score": "Andere score, dezelfde band", "rang": "Alleen een andere rang",
}  # fmt: skip
STILL_VACANT = "deze zetel is nog te verdelen; is zij vergeven, zet dan ook te_verdelen: nee"
ARROW = " → "
MOST_CAUSES = 3
MOST_NAMED = 3
_MOST_NUMBERS, _SHOWN_NUMBERS = 6, 3


# ── changes ───────────────────────────────────────────────────────────────────────────────────────────


def numbers_of(effect: Effect) -> Numbers:
    """The changes numbered from 1, in their order."""
    return {change: number for number, change in enumerate(effect.changes, start=1)}


def hidden(effect: Effect, change: Change) -> bool:
    """Whether a change may not be shown: what is internal stays out of what is public."""
    return change.internal and effect.new.case.view.public_only


def shown_text(effect: Effect, change: Change) -> str:
    """A change in one line, or only that there is one."""
    return HIDDEN if hidden(effect, change) else change_text(change)


def place_of(change: Change) -> str:
    """File and line; of what is gone, where it was."""
    return f"{change.place.file}:{change.place.line}{' (was)' if change.gone else ''}"


def moved_by(effect: Effect, change: Change) -> int:
    """How many differences a change is behind, those of nothing but a rank not counted."""
    return sum(item.difference.kind != "rang" for item in effect.behind(change))


def changes_of(items: Iterable[Explained]) -> tuple[Change, ...]:
    """The changes behind several differences, without repetition."""
    return tuple(dict.fromkeys(change for item in items for change in item.changes))


def by(changes: Sequence[Change], numbers: Numbers) -> str:
    """`door 1`, `door 1, 2 en 5`, `door 1, 2, 3 en nog 8`."""
    known = sorted(numbers[change] for change in changes)
    if not known:
        return "zonder gevonden wijziging"
    if len(known) > _MOST_NUMBERS:
        shown = [*map(str, known[:_SHOWN_NUMBERS]), f"nog {len(known) - _SHOWN_NUMBERS}"]
    else:
        shown = list(map(str, known))
    return f"door {' en '.join(filter(None, (', '.join(shown[:-1]), shown[-1])))}"


def vacancy_hints(old: Outcome, new: Outcome) -> Mapping[str, str]:
    """Per seat that another got but that is still to be had, what to do as well; nothing for outside."""
    if new.case.view.public_only:
        return {}
    return {
        name: f"positie {name}: {STILL_VACANT}" for name in still_vacant(old.case.dossier, new.case.dossier)
    }


# ── totals ────────────────────────────────────────────────────────────────────────────────────────────


def signed(counts: Mapping[Kind, int], moving: str) -> list[str]:
    """How many differences there are of each kind, with their signs; what does not occur is left out.

    `moving` tells those of nothing but a rank, behind their number.
    """
    changed = counts["band"] + counts["inhoud"] + counts["score"]
    parts = (
        ("+", counts["nieuw"], "nieuw"),
        ("−", counts["vervallen"], "vervallen"),
        ("~", changed, "gewijzigd"),
        ("↕", counts["rang"], moving),
    )
    return [f"{sign} {number} {word}" for sign, number, word in parts if number]


def totals(effect: Effect) -> list[str]:
    """How many lines differ in each way, and how many are the same."""
    moving = "schuift mee" if effect.counts["rang"] == 1 else "schuiven mee"
    return [*signed(effect.counts, moving), f"= {effect.equal} gelijk"]


# ── differences ───────────────────────────────────────────────────────────────────────────────────────


def title_of(effect: Effect, name: str) -> str:
    """The title of a line in either version."""
    found = effect.new.line(name) or effect.old.line(name)
    return found.title if found else name


def measures(difference: Difference) -> tuple[str, str, str]:
    """Band, score and rank, old → new where they differ; of what came or went only what it is or was."""
    band = _arrow(difference, lambda advice: advice.band)
    return band, f"score {score_arrow(difference)}", f"rang {rank_arrow(difference)}"


def score_arrow(difference: Difference) -> str:
    """The score, old → new, with two digits: shifts are small."""
    return _arrow(difference, lambda advice: decimal(advice.score, 2))


def rank_arrow(difference: Difference) -> str:
    return _arrow(difference, lambda advice: str(advice.rank))


def _arrow(difference: Difference, read: Callable[[Advice], str]) -> str:
    known = [read(advice) for advice in (difference.old, difference.new) if advice]
    return ARROW.join(dict.fromkeys(known))


def contents(effect: Effect, difference: Difference) -> Iterator[str]:
    """What else than score, band and rank is not the same."""
    old, new = difference.old, difference.new
    if new and not old:
        yield from new.arguments[:1]
    if not (old and new):
        return
    yield from (f"▸ {text}" for text in within(difference))
    for word, one, other, outcome in (
        ("dient nu ook", new, old, effect.new),
        ("dient niet meer", old, new, effect.old),
    ):
        only = (priority for priority in one.priorities if priority not in other.priorities)
        gained = [f'"{outcome.names.name("prioriteit", each)}"' for each in only]
        if gained:
            more = f" en nog {len(gained) - MOST_NAMED}" if len(gained) > MOST_NAMED else ""
            yield f"▸ {word} {', '.join(gained[:MOST_NAMED])}{more}"
    yield from (f"▸ voorwaarde erbij: {condition.text}" for condition in difference.added)
    yield from (f"▸ voorwaarde weg: {condition.text}" for condition in difference.removed)


def within(difference: Difference) -> Iterator[str]:
    """What is not the same about the parts of a line; of a line of one part without naming it."""
    yield from (f"binnen deze regel nieuw: {part.title}" for part in difference.come)
    yield from (f"binnen deze regel vervalt: {part.title}" for part in difference.gone)
    alone = all(line is None or len(line.parts) == 1 for line in (difference.old, difference.new))
    for was, now in difference.turned:
        attitude = f"houding {was.target.attitude} → {now.target.attitude}"
        yield attitude if alone else f"binnen deze regel {attitude}: {now.title}"


def cause_lines(effect: Effect, item: Explained, numbers: Numbers, most: int) -> Iterator[str]:
    """Why it is so, a line for each cause, at most so many (0 is all)."""
    told: dict[str, list[tuple[Change, ...]]] = {}
    for cause in item.causes:
        groups = told.setdefault(explained(effect, item.difference, cause), [])
        if not any(set(known) <= set(cause.changes) for known in groups):
            groups.append(cause.changes)
    lines = [f"{by(changes, numbers)}{text}" for text, groups in told.items() for changes in groups]
    shown = lines[:most] if most else lines
    yield from shown
    if rest := len(lines) - len(shown):
        yield f"… en nog {counted(rest, 'oorzaak', 'oorzaken')}"


def explained(effect: Effect, difference: Difference, cause: Cause) -> str:
    """What a cause does, behind the numbers of the changes; an amount says nothing when there is no score to compare."""
    if difference.old is None or difference.new is None:
        cause = replace(cause, amount=0.0)
    text = cause_text(cause, lambda name: title_of(effect, name))
    return f": {text}" if text else ""
