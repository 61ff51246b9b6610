"""Keys that do not exist: reported with what was probably meant, and read as that, so one slip is one message."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from strategy.dossier.yamltree import Mapping, Node, Scalar, words
from strategy.errors import Span, nearest, quote

Report = Callable[[Span, str, str, str], None]
_REPLACED = {"kern": ("doen_vanaf", "4.6"), "kansrijk": ("ook_doen_vanaf", "2.9")}
"""Keys of before bands had a fixed scale: what came instead, and a value that serves to begin with."""


def recognised(
    node: Mapping, known: Iterable[str], report: Report, guess: bool = True
) -> tuple[Mapping, set[str]]:
    """The mapping with known keys only, and the words behind keys that could not be placed."""
    names = tuple(known)
    present = {key.text for key, _ in node.items}
    items: list[tuple[Scalar, Node]] = []
    lost = {word for child in node.dropped for word in words(child)}
    for key, child in node.items:
        if key.text in names:
            items.append((key, child))
            continue
        instead, value = _REPLACED.get(key.text, ("", ""))
        if instead in names:
            hint = f"schrijf `{instead}: {value}`: een score, en geen deel van de hoogste score meer"
            report(key.span, "onbekende-sleutel", f"de sleutel {quote(key.text)} bestaat niet meer", hint)
            if instead not in present:
                present.add(instead)
                items.append((key._replace(text=instead), child))
            continue
        free = [name for name in names if name not in present]
        meant = nearest(key.text, free) if guess else ""
        report(
            key.span,
            "onbekende-sleutel",
            f"de sleutel {quote(key.text)} bestaat hier niet",
            _hint(meant, free),
        )
        if meant:
            present.add(meant)
            items.append((key._replace(text=meant), child))
        else:
            lost |= {key.text, *words(child)}
    return Mapping(tuple(items), node.span), lost


def _hint(meant: str, free: list[str]) -> str:
    if meant:
        return f'bedoeld: "{meant}"?'
    return f"verwijder de sleutel, of kies uit: {', '.join(free)}" if free else "verwijder de regel"
