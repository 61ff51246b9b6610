"""Things of a dossier by kind and id."""

from __future__ import annotations

from strategy.dossier.model import Dossier, Item, Post


def items(dossier: Dossier, kind: str) -> dict[str, Item]:
    """All things of a kind, by id; for posts see `posts`. Raises KeyError for what is no kind of thing."""
    actors = [actor for layer in dossier.layers for actor in layer.actors]
    bodies = [body for actor in actors for body in actor.bodies]
    match kind:
        case "opgave":
            return {opgave.id: opgave for opgave in dossier.opgaven}
        case "prioriteit":
            return {priority.id: priority for opgave in dossier.opgaven for priority in opgave.priorities}
        case "portefeuille":
            return {portfolio.id: portfolio for portfolio in dossier.college.portfolios}
        case "actor":
            return {actor.id: actor for actor in actors}
        case "gremium":
            return {body.id: body for body in bodies}
        case "thema":
            return dict(dossier.header.themes)
        case "instrument":
            return {item.id: item for layer in dossier.layers for item in layer.instruments}
    raise KeyError(kind)


def posts(dossier: Dossier) -> dict[str, Post]:
    """All posts, by their name."""
    actors = (actor for layer in dossier.layers for actor in layer.actors)
    bodies = (body for actor in actors for body in actor.bodies)
    return {post_name(body.id, post): post for body in bodies for post in body.posts}


def find(dossier: Dossier, kind: str, name: str) -> Item | None:
    """The thing of this kind with this name, if there is one."""
    return items(dossier, kind).get(name)


def post_name(body: str, post: Post) -> str:
    """The name of a post: `gremium/rol`, with its theme behind it when it has one."""
    return "/".join(part for part in (body, post.role, post.theme) if part)
