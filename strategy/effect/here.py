"""Where a walk over two dossiers is, and the change that it writes down there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from strategy.dossier.model import Item
from strategy.dossier.provenance import Origin, Sourced
from strategy.effect.delta import Change, Plain, Sort
from strategy.effect.things import spans_in


@dataclass(frozen=True)
class Here:
    """Where the walk is: within which thing, under which keys, and what provenance surrounds it."""

    kind: str
    item: str
    item_new: str
    name: str
    old: Origin
    new: Origin
    path: tuple[str, ...] = ()
    keys_old: tuple[str | int, ...] = ()
    keys_new: tuple[str | int, ...] = ()
    follows: Mapping[str, Change] = field(default_factory=dict)
    """The changes of surrounding things from which inherited provenance follows, by attribute of the origin."""

    def under(self, *names: str, old: int | str | None = None, new: int | str | None = None) -> Here:
        """One key deeper; `old` and `new` are the place in a list, where there is one."""
        return Here(
            self.kind, self.item, self.item_new, self.name, self.old, self.new,
            path=(*self.path, *names),
            keys_old=(*self.keys_old, *names) if old is None else (*self.keys_old, old),
            keys_new=(*self.keys_new, *names) if new is None else (*self.keys_new, new),
            follows=self.follows,
        )  # fmt: skip


def change_at(
    here: Here, sort: Sort, old: Plain | None, new: Plain | None, was: Any = None, now: Any = None
) -> Change:
    gone = new is None
    place = here.old if gone else here.new
    return Change(
        kind=here.kind,
        item=here.item,
        sort=sort,
        path=here.path,
        old=old,
        new=new,
        name=here.name,
        place=place.span,
        keys=here.keys_old if gone else here.keys_new,
        gone=gone,
        internal=here.old.internal or here.new.internal,
        evidence_old=frozenset(spans_in(was)),
        evidence_new=frozenset(spans_in(now)),
    )


def placed(here: Here, old: Any, new: Any) -> Here:
    """At the own place of a value that has one, so that no key has to be looked up."""
    was, now = _origin_of(old), _origin_of(new)
    if was is None and now is None:
        return here
    return replace(
        here,
        old=replace(here.old, span=was.span, internal=was.internal) if was else here.old,
        new=replace(here.new, span=now.span, internal=now.internal) if now else here.new,
        keys_old=() if was else here.keys_old,
        keys_new=() if now else here.keys_new,
    )


def come_or_gone(sort: Sort, here: Here, text: Plain | None, value: Any, gone: bool) -> Change:
    """That a value came, or that it went; `text` is how it reads."""
    if gone:
        return change_at(placed(here, value, None), sort, text, None, value, None)
    return change_at(placed(here, None, value), sort, None, text, None, value)


def _origin_of(value: Any) -> Origin | None:
    return value.origin if isinstance(value, Sourced | Item) else None
