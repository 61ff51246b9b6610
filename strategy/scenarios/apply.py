"""An overlay applied: another dossier and another rulebook, the originals untouched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from strategy.dossier.loader import Loaded
from strategy.dossier.model import Actor, Body, Dossier, Item, Layer, Membership, Opgave, Post
from strategy.dossier.provenance import Origin
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.strata import layers
from strategy.scenarios.changes import NEVER, POST, RULE, SUBJECTS, Change, Overlay, changeable
from strategy.scenarios.find import post_name
from strategy.scenarios.read import plain

ItemT = TypeVar("ItemT", bound=Item)
_CLASSES = {subject.kind: subject.cls for subject in SUBJECTS.values()}


def apply(overlay: Overlay, loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    """The dossier and the rules with the changes of an overlay, in its order."""
    changes = _Changes(overlay.changes)
    dossier = changes.dossier(loaded.dossier)
    if overlay.day:
        dossier = replace(dossier, header=replace(dossier.header, reference_day=overlay.day))
    texts = dict(loaded.rule_texts)
    if switched := [change for change in overlay.changes if change.kind == RULE]:
        texts["wijziging"] = "\n".join(f"{change.id} {change.key} {change.value}" for change in switched)
    return replace(loaded, dossier=dossier, rule_texts=texts), changes.rulebook(rulebook)


class _Changes:
    """Changes by what they are about."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._about: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            self._about.setdefault((change.kind, change.id), []).append(change)

    def dossier(self, dossier: Dossier) -> Dossier:
        college = dossier.college
        return replace(
            dossier,
            college=replace(college, portfolios=self._each("portefeuille", college.portfolios)),
            opgaven=tuple(self._opgave(opgave) for opgave in dossier.opgaven),
            layers=tuple(self._layer(layer) for layer in dossier.layers),
        )

    def rulebook(self, rulebook: Rulebook) -> Rulebook:
        rules = tuple(rule for rule in map(self._rule, rulebook.rules) if rule is not None)
        if rules == rulebook.rules:
            return rulebook
        return replace(rulebook, rules=rules, layers=layers(rules)[0])

    def _rule(self, rule: Rule) -> Rule | None:
        for change in self._about.get((RULE, rule.id), ()):
            if change.operation == "actief":
                return None
            rule = replace(rule, points=change.value)
        return rule

    def _opgave(self, opgave: Opgave) -> Opgave:
        opgave = self._item("opgave", opgave.id, opgave)
        return replace(opgave, priorities=self._each("prioriteit", opgave.priorities))

    def _layer(self, layer: Layer) -> Layer:
        actors = tuple(self._actor(actor) for actor in layer.actors)
        return replace(layer, actors=actors, instruments=self._each("instrument", layer.instruments))

    def _actor(self, actor: Actor) -> Actor:
        actor = self._item("actor", actor.id, actor)
        return replace(actor, bodies=tuple(self._body(body) for body in actor.bodies))

    def _body(self, body: Body) -> Body:
        body = self._item("gremium", body.id, body)
        posts = {post_name(body.id, post): post for post in body.posts}
        for (kind, name), changes in self._about.items():
            if kind == POST and name.split("/")[0] == body.id:
                posts[name] = _post(posts.get(name) or _new_post(name, changes[0]), changes)
        return replace(body, posts=tuple(posts.values()))

    def _each(self, kind: str, items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(self._item(kind, item.id, item) for item in items)

    def _item(self, kind: str, name: str, item: ItemT) -> ItemT:
        for change in self._about.get((kind, name), ()):
            if change.operation == "actief":
                item = _switched(item, change.value)
            else:
                attribute = changeable(_CLASSES[kind])[change.key].attribute
                present = getattr(item, attribute)
                value = _changed(present, change)
                hidden = change.operation == "wordt" and _is_internal(present)
                item = replace(item, **{attribute: _internal(value) if hidden else value})
        return item


def _changed(present: Any, change: Change) -> Any:
    if change.operation == "erbij":
        return (*present, *change.value)
    if change.operation == "eraf":
        gone = [plain(element) for element in change.value]
        return tuple(element for element in present if plain(element) not in gone)
    return change.value


def _is_internal(value: Any) -> bool:
    """Whether a value of the model, or anything in it, is not for outside."""
    if isinstance(value, tuple):
        return any(map(_is_internal, value))
    if isinstance(value, dict):
        return any(map(_is_internal, value.values()))
    origin = getattr(value, "origin", None)
    return origin is not None and origin.internal


def _internal(value: Any) -> Any:
    """The value kept from outside: what takes the place of something internal tells about it."""
    if isinstance(value, tuple):
        return tuple(map(_internal, value))
    if isinstance(value, dict):
        return {key: _internal(element) for key, element in value.items()}
    origin = getattr(value, "origin", None)
    return value if origin is None else replace(value, origin=replace(origin, internal=True))


def _switched(item: ItemT, active: bool) -> ItemT:
    """An item that never holds, or always does: rules and graph ask for nothing else."""
    return replace(item, validity=None if active else NEVER)


def _new_post(name: str, change: Change) -> Post:
    _, role, *theme = name.split("/")
    return Post(origin=Origin(change.span, nature="aanname"), role=role, theme=theme[0] if theme else None)


def _post(post: Post, changes: Sequence[Change]) -> Post:
    for change in changes:
        if change.operation == "actief":
            post = _switched(post, change.value)
        elif change.key == "te_verdelen":
            post = replace(post, vacant=change.value, origin=_assumed(post, change))
        else:
            holder = Membership(origin=change.value.origin, holder=change.value)
            post = replace(
                post, memberships=(_internal(holder) if _is_internal(post.memberships) else holder,)
            )
    return post


def _assumed(post: Post, change: Change) -> Origin:
    return replace(post.origin, span=change.span, nature="aanname", source=None)
