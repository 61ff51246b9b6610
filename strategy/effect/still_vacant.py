"""Seats that are given to another but left to be had: the advice goes on as if nothing happened."""

from __future__ import annotations

from strategy.dossier.model import Dossier, Post
from strategy.scenarios.changes import posts

OTHER = "ander"


def still_vacant(old: Dossier, new: Dossier) -> tuple[str, ...]:
    """The posts (`gremium/rol`, or `gremium/rol/thema`) that another holds in `new` only, and that are vacant in both."""
    before = posts(old)
    return tuple(
        name
        for name, post in posts(new).items()
        if name in before
        and before[name].vacant
        and post.vacant
        and OTHER in _holders(post)
        and OTHER not in _holders(before[name])
    )


def _holders(post: Post) -> frozenset[str]:
    return frozenset(membership.holder.value for membership in post.memberships)
