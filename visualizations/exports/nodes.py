"""The nodes: opgaven, priorities, actors, bodies, seats and instruments, with all that the dossier says of them."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.model import LIGHT
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.dossier.model import Actor, Body, Instrument, Item, Opgave, Post, Priority
from strategy.dossier.provenance import Origin
from strategy.graph.network import held_posts
from visualizations.exports.model import Kind, Node, Values, values_of
from visualizations.exports.provenance import stated
from visualizations.exports.reading import Reading
from visualizations.exports.subjects import seat_id, told


def all_nodes(reading: Reading) -> Iterator[Node]:
    """Every node, kind by kind, in the order of the dossier."""
    view = reading.view
    for opgave in reading.holding(view.dossier.opgaven):
        yield _opgave_node(reading, opgave)
    for opgave, priority in view.priorities():
        yield _priority_node(reading, opgave, priority)
    for actor in view.actors:
        yield _actor_node(reading, actor)
    for actor, body in view.bodies():
        yield _body_node(reading, actor, body)
    for actor, body, post in reading.seats():
        yield _seat_node(reading, actor, body, post)
    for instrument in view.instruments:
        yield _instrument_node(reading, instrument)


def _node(
    reading: Reading, kind: Kind, node: str, name: str, item: Item, own: Values, *origins: Origin
) -> Node:
    """A node with what all nodes have: network, opgaven, advice, provenance."""
    facts = reading.own_facts.get(node, [])
    said = dict(stated(reading.names, (item.origin, *origins), item))
    for key, more in (
        ("bron", [fact.source for fact in facts]),
        ("te_verifieren", [fact.to_verify for fact in facts if fact.to_verify]),
    ):
        before = said.get(key, ())
        said[key] = tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *more)))
    doubts = (f"{fact.text} ({fact.nature})" for fact in facts if fact.nature != "registratie")
    _, network = reading.networks.get(node, ("", ""))
    values = values_of(
        soort=kind,
        naam=name,
        netwerk=network,
        opgaven=reading.called("opgave", reading.opgaven_of(node)),
        onzeker=tuple(dict.fromkeys(doubts)),
        **{**own, **told(reading.about.get(node, [])), **said},
    )
    return Node(node, kind, name, values)


def _opgave_node(reading: Reading, opgave: Opgave) -> Node:
    own = values_of(
        gewicht=_weight(reading, opgave),
        omschrijving=opgave.description,
        doelen=tuple(item.text for item in reading.holding(opgave.goals)),
        trends=tuple(item.text for item in reading.holding(opgave.trends)),
        gebieden=tuple(item.text for item in reading.holding(opgave.areas)),
        cijfers=tuple(
            f"{item.name}: {decimal(item.value)} {item.unit}" for item in reading.holding(opgave.figures)
        ),
        portefeuilles=reading.called(
            "portefeuille",
            (name for name in reading.shown(opgave.portfolios) if name in reading.view.ids["portefeuille"]),
        ),
    )
    return _node(reading, "opgave", f"opgave:{opgave.id}", opgave.name, opgave, own)


def _priority_node(reading: Reading, opgave: Opgave, priority: Priority) -> Node:
    shows = reading.view.shows
    stances = [value for value in (priority.stance, priority.interest) if shows(value)]
    own = values_of(
        hoort_bij=opgave.name,
        inzet=priority.stance.value if shows(priority.stance) else None,
        belang=priority.interest.value if shows(priority.interest) else None,
        vraagt=reading.shown(priority.asks),
        beslist_op=reading.shown(priority.levels),
        ontwikkeling=priority.trend.value if priority.trend and shows(priority.trend) else None,
        gewicht=_weight(reading, priority),
        omschrijving=priority.description,
        themas=reading.themes(priority.themes),
    )
    origins = [value.origin for value in stances]
    return _node(reading, "prioriteit", f"prioriteit:{priority.id}", priority.name, priority, own, *origins)


def _actor_node(reading: Reading, actor: Actor) -> Node:
    view, shows = reading.view, reading.view.shows
    agenda, part_of = actor.agenda_state, actor.part_of or ""
    own = values_of(
        afkorting=actor.short,
        ook_bekend_als=actor.aliases,
        ondersoort=actor.sort,
        niveau=actor.level,
        hoort_bij=reading.names.name("actor", part_of) if part_of in view.ids["actor"] else None,
        themas=reading.themes(actor.fields),
        bevoegdheden=tuple(
            f"{reading.names.name('thema', item.theme)} ({item.sort})"
            for item in reading.holding(actor.competences)
            if item.theme in view.themes
        ),
        relatie=tuple(f"{layer}: {tie.value}" for layer, tie in actor.ties.items() if shows(tie)),
        kenmerken=reading.shown(actor.traits),
        agenda=tuple(f"{item.name} ({item.sort})" for item in reading.holding(actor.agenda)),
        gezamenlijke_agenda=agenda.value if agenda and shows(agenda) else None,
        wisseling=actor.change.value if actor.change and shows(actor.change) else None,
        identificatie=tuple(f"{item.register} {item.code}" for item in reading.holding(actor.identifiers)),
    )
    return _node(reading, "actor", f"actor:{actor.id}", actor.name, actor, own)


def _body_node(reading: Reading, actor: Actor, body: Body) -> Node:
    node = f"gremium:{body.id}"
    held = tuple(dict.fromkeys(post.role for post, _ in held_posts(body, reading.view)))
    own = values_of(
        ook_bekend_als=body.aliases,
        ondersoort=body.sort,
        niveau=actor.level,
        hoort_bij=actor.name,
        laag=body.layer,
        onze_positie=_position(reading, node, bool(held)),
        onze_rollen=tuple(ROLE_NAMES[role] for role in held),
        themas=reading.themes(body.themes),
        functies=reading.shown(body.functions),
    )
    return _node(reading, "gremium", node, body.name, body, own)


def _seat_node(reading: Reading, actor: Actor, body: Body, post: Post) -> Node:
    node = seat_id(body.id, post.role, post.theme or "")
    shows, known = reading.view.shows, reading.view.ids["actor"]
    members = [item for item in reading.holding(post.memberships) if shows(item.holder)]
    holders = tuple(dict.fromkeys(item.holder.value for item in members))
    theme = reading.names.name("thema", post.theme) if post.theme else ""
    own = values_of(
        niveau=actor.level,
        hoort_bij=body.name,
        laag=body.layer,
        rol=post.role,
        onze_positie=_position(reading, node, "wij" in holders),
        houder=holders,
        namens=reading.called(
            "actor",
            (item.on_behalf_of for item in members if item.on_behalf_of in known and item.on_behalf_of),
        ),
        te_verdelen=post.vacant,
        themas=(theme,) if theme else (),
    )
    role = f"{ROLE_NAMES[post.role]} {theme}".strip()
    name = f"{role[:1].upper()}{role[1:]} van {body.name}"
    return _node(reading, "zetel", node, name, post, own, *(item.holder.origin for item in members))


def _instrument_node(reading: Reading, item: Instrument) -> Node:
    owner = next((actor for actor in reading.view.actors if actor.id == item.owner), None)
    state = item.state if reading.view.shows(item.state) else None
    own = values_of(
        ook_bekend_als=item.aliases,
        ondersoort=item.sort,
        niveau=owner.level if owner else None,
        hoort_bij=owner.name if owner else None,
        status=state.value if state else None,
        themas=reading.themes(item.themes),
    )
    origins = [state.origin] if state else []
    return _node(reading, "instrument", f"instrument:{item.id}", item.name, item, own, *origins)


def _weight(reading: Reading, item: Opgave | Priority) -> float | None:
    """The weight; 1 where the dossier names none, and None where it may not be seen."""
    if item.weight is None:
        return 1.0
    return item.weight.value if reading.view.shows(item.weight) else None


def _position(reading: Reading, node: str, held: bool) -> str:
    """Whether we sit there, are advised to, or neither: as on the map."""
    if held:
        return "heeft"
    targets = [advice.target for advice in reading.about.get(node, ())]
    wanted = any(
        target.attitude not in LIGHT
        and (target.sort == "positie" or (target.sort == "voorwaarde" and node == f"gremium:{target.first}"))
        for target in targets
    )
    return "aanbevolen" if wanted else "geen"
