"""Popolo: organizations, posts and memberships as open data about who sits where; roles, never persons."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from strategy.advice.names import ROLE_NAMES
from strategy.dossier.model import Actor, Body, Item, Post
from strategy.graph.network import HELD_BY_US
from visualizations.exports.model import Export, Node, Values, clean, json_values
from visualizations.exports.network import seat_id
from visualizations.writers.shapes import Json, head_data

_PROVENANCE = ("aard", "bron", "te_verifieren", "te_bevestigen", "toelichting", "plek")
"""Popolo has no place for how hard a fact is; these keep the names that they have everywhere."""


def popolo_data(export: Export) -> Json:
    """The actors and bodies of an export, their seats, and who holds these, on the day of the export.

    A seat that we hold has the municipality for its member; one that another holds names nobody.
    """
    nodes = {node.id: node for node in export.nodes}
    view = export.outcome.case.view
    posts = [
        (body, post, node)
        for _, body in view.bodies()
        for post in filter(view.shows, body.posts)
        if (node := nodes.get(seat_id(body.id, post.role, post.theme or "")))
    ]
    return {
        **head_data(export.outcome.case, "1.1"),
        "persons": [],
        "organizations": [*_organizations(export, nodes)],
        "posts": [_post(body, post, node) for body, post, node in posts],
        "memberships": [
            membership
            for body, post, node in posts
            for membership in _memberships(export, body, post, node, nodes)
        ],
    }


def _organizations(export: Export, nodes: dict[str, Node]) -> Iterator[Json]:
    view = export.outcome.case.view
    for actor in view.actors:
        if node := nodes.get(f"actor:{actor.id}"):
            parent = f"actor:{actor.part_of}"
            yield {
                **_organization(actor, node, parent if parent in nodes else None),
                "identifiers": _identifiers(export, actor),
            }
    for actor, body in view.bodies():
        if node := nodes.get(f"gremium:{body.id}"):
            parent = f"actor:{actor.id}"
            yield {**_organization(body, node, parent if parent in nodes else None), "identifiers": []}


def _organization(item: Actor | Body, node: Node, parent: str | None) -> Json:
    return {
        "id": node.id,
        "name": node.values["naam"],
        "classification": item.sort,
        "parent_id": parent,
        "other_names": [{"name": name} for name in _listed(node.values, "ook_bekend_als", "afkorting")],
        **_dates(item, "founding_date", "dissolution_date"),
        **_said(node.values),
    }


def _identifiers(export: Export, actor: Actor) -> list[Json]:
    shown = filter(export.outcome.case.view.shows, actor.identifiers)
    return [{"scheme": item.register, "identifier": clean(item.code)} for item in shown]


def _post(body: Body, post: Post, node: Node) -> Json:
    return {
        "id": node.id,
        "label": node.values["naam"],
        "role": ROLE_NAMES[post.role],
        "organization_id": f"gremium:{body.id}",
        **_dates(post, "start_date", "end_date"),
        "te_verdelen": post.vacant,
        **_said(node.values),
    }


def _memberships(export: Export, body: Body, post: Post, node: Node, known: Container[str]) -> Iterator[Json]:
    view = export.outcome.case.view
    held = (item for item in post.memberships if view.shows(item) and view.shows(item.holder))
    for number, item in enumerate(held, 1):
        region = f"actor:{item.on_behalf_of}"
        yield {
            "id": f"{node.id}#{number}",
            "label": f"{node.values['naam']}: {item.holder.value}",
            "role": ROLE_NAMES[post.role],
            "member_id": export.us if item.holder.value == HELD_BY_US else None,
            "organization_id": f"gremium:{body.id}",
            "post_id": node.id,
            "on_behalf_of_id": region if region in known else None,
            **_dates(item, "start_date", "end_date"),
            "houder": item.holder.value,
            "aard": item.holder.origin.nature,
        }


def _dates(item: Item, first: str, last: str) -> Json:
    start, end = item.period.start, item.period.end
    return {first: start.isoformat() if start else None, last: end.isoformat() if end else None}


def _said(values: Values) -> Json:
    return json_values({key: values[key] for key in _PROVENANCE if key in values})


def _listed(values: Values, *keys: str) -> Iterable[str]:
    for key in keys:
        value = values.get(key, ())
        yield from value if isinstance(value, tuple) else (str(value),)
