"""From what a user types to a priority or an actor: an id, a name or an abbreviation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy.errors import KrachtenveldError, quote, suggest
from strategy.routes.field import Field


def priority(field: Field, word: str) -> str:
    """The id of the priority meant. Raises KrachtenveldError when there is none, or more than one."""
    names = {name: (name, item.name) for name, item in field.priorities.items()}
    return _chosen("prioriteit", word, names, f"kies uit: {_listed(names)}")


def actor(field: Field, word: str) -> str:
    """The id of the actor meant. Raises KrachtenveldError when there is none, or more than one."""
    names = {name: (name, item.name, item.short, *item.aliases) for name, item in field.actors.items()}
    deciders = {to for _, to in field.pairs()}
    return _chosen("actor", word, names, f"wie beslist: {_listed(sorted(deciders))}")


def _chosen(what: str, word: str, names: Mapping[str, tuple[str, ...]], otherwise: str) -> str:
    if word in names:
        return word
    wanted = word.strip().lower()
    found = [name for name, called in names.items() if wanted and wanted in map(str.lower, called)]
    if len(found) == 1:
        return found[0]
    if found:
        raise KrachtenveldError(f"{quote(word)} kan {_listed(found)} zijn", "schrijf een van deze namen")
    hint = suggest(word, names) or _by_name(wanted, names) or otherwise
    raise KrachtenveldError(f"er is geen {what} {quote(word)}", hint)


def _by_name(wanted: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """The id whose name is near, as a hint."""
    called = {name.lower(): item for item, all_names in names.items() for name in all_names if name}
    near = suggest(wanted, called)
    return next((f'bedoeld: "{item}"?' for name, item in called.items() if f'"{name}"' in near), "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
