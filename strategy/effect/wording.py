"""Changes and causes as sentences that a policy adviser reads."""

from __future__ import annotations

from collections.abc import Callable

from strategy.advice.names import decimal
from strategy.dossier.files import SCENARIOS
from strategy.effect.causes import Cause
from strategy.effect.delta import Plain, VersionChange
from strategy.effect.rule_changes import CONCLUSION, CONDITIONS, EXAMPLES
from strategy.scenarios.changes import RULE

NOTHING = "–"
UNWEIGHED = "1 (niet genoemd)"
"""What an opgave or priority without a weight counts for."""
_WEIGHT = ("gewicht",)
LONGEST = 48
_CONTEXT = 2
"""Words shown before and after what differs in a long text."""
_BY_ID = (RULE, "positie", "paragraaf")
"""Things that users know by their id rather than by a name."""
_ONE = ("dossier", "college")
"""Things of which there is one."""
HIDDEN = "een wijziging die niet openbaar is"

Title = Callable[[str], str]
"""From the id of an advice to its title."""


def change_text(change: VersionChange) -> str:
    """A change in one line, without its place."""
    subject = _subject(change)
    match change.sort:
        case "nieuw":
            return f"{subject} is nieuw"
        case "vervallen":
            switched_off = change.kind == RULE and change.place.file.startswith(f"{SCENARIOS}/")
            return f"{subject} staat uit" if switched_off else f"{subject} vervalt"
        case "hernoemd":
            return f"{subject} heet nu {change.new}"
        case "verplaatst":
            return f"{subject} gaat van {change.old} naar {change.new}"
    if change.path == ("geldig",) and "nooit" in (change.old, change.new):
        return f"{subject} staat {'uit' if change.new == 'nooit' else 'weer aan'}"
    return f"{subject}: {_what(change)}"


def sign(number: float) -> str:
    """A shift of a score: `+0,50`, `−1,25`."""
    return f"{'−' if number < 0 else '+'}{decimal(abs(number), 2)}"


def cause_text(cause: Cause, title: Title) -> str:
    """What happened, in one line: which rule or other advice, and what that does to the score; "" when it is plain."""
    amount = f" ({sign(cause.amount)})" if cause.amount else ""
    match cause.how:
        case "regel-geldt":
            return f"regel {cause.rule} geldt nu{amount}"
        case "regel-geldt-niet":
            return f"regel {cause.rule} geldt niet meer{amount}"
        case "uitgesloten":
            return f"regel {cause.rule} sluit het nu uit{amount}"
        case "niet-uitgesloten":
            return f"regel {cause.rule} sluit het niet meer uit{amount}"
        case "punten" | "factor":
            return f"regel {cause.rule} levert {'minder' if cause.amount < 0 else 'meer'} op{amount}"
        case "gewicht":
            return f"het weegt {'lichter' if cause.amount < 0 else 'zwaarder'}{amount}"
        case "formule":
            return f"hoe scores en banden worden berekend{amount}"
        case "rang":
            return f"schuift mee: {_listed(cause.others, title)}"
        case "voorwaarde":
            return f"samen met {_listed(cause.others, title)}" if cause.others else ""
        case "nagerekend":
            return "nagerekend: zonder is het verschil er niet"
        case "samenspel":
            return "samenspel van de wijzigingen"


def plain_text(value: Plain | None) -> str:
    """A value as users read it."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else decimal(float(value))


def _subject(change: VersionChange) -> str:
    if change.kind in _ONE:
        return change.kind
    if change.kind in _BY_ID or not change.name:
        return f"{change.kind} {change.item}"
    return f'{change.kind} "{change.name}"'


def _what(change: VersionChange) -> str:
    if change.kind == RULE and change.path[0] in (CONDITIONS, CONCLUSION, EXAMPLES):
        return _rule_part(change)
    words = " › ".join(change.path)
    if change.sort == "erbij":
        return f"{words}: {_short(plain_text(change.new))} erbij"
    if change.sort == "eraf":
        return f"{words}: {_short(plain_text(change.old))} eraf"
    unsaid = UNWEIGHED if change.path == _WEIGHT else None
    old, new = (unsaid if value is None else value for value in (change.old, change.new))
    return f"{words} {_pair(old, new)}"


def _rule_part(change: VersionChange) -> str:
    part = {CONDITIONS: "voorwaarde", CONCLUSION: "gevolg", EXAMPLES: "voorbeeld"}[change.path[0]]
    if change.sort == "erbij":
        return f"{part} erbij: {change.new}"
    if change.sort == "eraf":
        return f"{part} weg: {change.old}"
    words = " ".join((part, *change.path[1:-1])) if part == "voorwaarde" else part
    field = f" {change.path[-1]}" if len(change.path) > 1 else ""
    return (
        f"{words},{field} {_pair(change.old, change.new)}"
        if field
        else f"{words}: {_pair(change.old, change.new)}"
    )


def _pair(old: Plain | None, new: Plain | None) -> str:
    before, after = plain_text(old), plain_text(new)
    if len(before) > LONGEST or len(after) > LONGEST:
        before, after = _difference(before.split(), after.split())
    return f"{before} → {after}"


def _difference(old: list[str], new: list[str]) -> tuple[str, str]:
    """Of two long texts the words that differ, with a little of what surrounds them."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    text = _short(" ".join(words[start : len(words) - end]))
    return f"{'…' if start else ''}{text}{'…' if end and not text.endswith('…') else ''}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _listed(names: tuple[str, ...], title: Title) -> str:
    shown = [f'"{title(name)}"' for name in names[:2]]
    more = f" en {len(names) - 2} andere" if len(names) > 2 else ""
    return ", ".join(shown) + more
