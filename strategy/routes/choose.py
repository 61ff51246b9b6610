"""From what a user types to a priority or an actor: an id, a name or an abbreviation, or a few words of those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from strategy.errors import KrachtenveldError, quote, suggest
from strategy.routes.field import Field
from strategy.routes.otherday import on_another_day

Called = Mapping[str, tuple[str, ...]]
"""Id → every way it is called, its name first."""
_MOST = 8


def priority(field: Field, word: str) -> str:
    """The id of the priority meant. Raises KrachtenveldError when there is none, or more than one."""
    called = {name: (item.name,) for name, item in field.priorities.items()}
    return (
        _exact("prioriteiten", word, called)
        or _loose("prioriteiten", word, called)
        or _unknown("prioriteit", word, called, f"kies uit: {', '.join(called)}")
    )


def actor(field: Field, word: str) -> str:
    """The id of the actor meant; of several that a few words fit, the only one that decides.

    Raises KrachtenveldError when there is none, or more than one; for one of another day with who there is now.
    """
    called = {name: (item.name, item.short, *item.aliases) for name, item in field.actors.items()}
    deciders = {to for _, to in field.decided()}
    found = _exact("actoren", word, called)
    if not found:
        on_another_day(field, word)
        found = _loose("actoren", word, called, deciders)
    return found or _unknown("actor", word, called, f"wie beslist: {', '.join(sorted(deciders))}")


def _exact(what: str, word: str, called: Called) -> str:
    if word in called:
        return word
    wanted = word.strip().lower()
    return _only(what, word, called, [name for name in called if wanted and wanted in _lower(called[name])])


def _loose(what: str, word: str, called: Called, preferred: Collection[str] = ()) -> str:
    """What all the words fit: as words of their own if they can, otherwise as parts; "" when nothing is."""
    parts = word.lower().split()
    if not parts:
        return ""
    texts = {name: " ".join((name, *_lower(names))) for name, names in called.items()}
    whole = [name for name, text in texts.items() if set(parts) <= set(_words(text))]
    found = whole or [name for name, text in texts.items() if all(part in text for part in parts)]
    favoured = [name for name in found if name in preferred]
    return _only(what, word, called, favoured if len(favoured) == 1 else found)


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def _only(what: str, word: str, called: Called, found: list[str]) -> str:
    if len(found) <= 1:
        return "".join(found)
    listed = "".join(f"\n      {name}   {called[name][0]}" for name in found[:_MOST])
    raise KrachtenveldError(f"{quote(word)} past op {len(found)} {what}", f"bedoeld is er één van:{listed}")


def _unknown(what: str, word: str, called: Called, otherwise: str) -> str:
    by_name = {text: name for name, names in called.items() for text in _lower(names) if text}
    near = suggest(word.strip().lower(), by_name)
    named = next((f'bedoeld: "{name}"?' for text, name in by_name.items() if f'"{text}"' in near), "")
    raise KrachtenveldError(f"er is geen {what} {quote(word)}", suggest(word, called) or named or otherwise)


def _lower(names: Iterable[str]) -> list[str]:
    return [name.lower() for name in names]
