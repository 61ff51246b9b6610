"""From dossier to flat facts, each with the provenance of the values it states.

What no single value states is measured on dossier and graph: what a priority touches, who decides, which
routes lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from strategy.dossier.dates import Once, read_date
from strategy.dossier.model import Actor, Body, Instrument, Moment, Opgave, Priority
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.word_lists import TRAITS
from strategy.facts.fact_base import Evidence, FactBase
from strategy.facts.types_and_sentences import ABSENT, VALUE, Fact, Value, can_be, stated_types
from strategy.graph.deciders import deciders, parliaments, themes_touched
from strategy.graph.network import Network, View
from strategy.graph.road_strengths import Road, roads

_YEAR = timedelta(days=365)


class Flattener:
    """Collects facts of one view; facts about what does not hold on the day are left out."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.base = FactBase()
        self.types = stated_types(view.dossier.header.traits)

    def add(self, type_name: str, values: Iterable[Value], *origins: Origin) -> None:
        """Add a fact with the origins of its values, unless it names something inactive or internal."""
        fact = Fact(type_name, tuple(values))
        if self.view.public_only and any(origin.internal for origin in origins):
            return
        for (_, domain), value in zip(self.types[type_name].fields, fact.values, strict=True):
            known = self.view.ids.get(domain.name)
            if known is not None and value != ABSENT and value not in known:
                return
        self.base.add(fact, Evidence(tuple(dict.fromkeys(origins)) if len(origins) > 1 else origins))

    def each(self, type_name: str, subject: str, values: Iterable[Sourced[Any]]) -> None:
        for value in values:
            self.add(type_name, (subject, value.value), value.origin)

    def traits(
        self, owner: str, traits: Mapping[str, Sourced[Any]], *origins: Origin, **subject: str
    ) -> None:
        """Own characteristics of a thing that `subject` names; in two versions mixed, a value may fit no declaration."""
        declared = self.view.dossier.header.traits
        for name, said in traits.items():
            trait = declared.get(name)
            if trait is not None and name in self.types and can_be(trait, owner, said.value):
                values = {**subject, VALUE: said.value}
                fields = self.types[name].field_names
                self.add(name, (values.get(field, ABSENT) for field in fields), *origins, said.origin)


def flatten(view: View) -> FactBase:
    """The facts that the dossier states, on the day of the view."""
    flat = Flattener(view)
    _vocabulary(flat)
    for opgave in view.dossier.opgaven:
        if view.shows(opgave):
            _opgave(flat, opgave)
    for actor in view.actors:
        _actor(flat, actor)
    for actor, body in view.bodies():
        _body(flat, actor, body)
    for instrument in view.instruments:
        _instrument(flat, instrument)
    for layer in view.dossier.layers:
        for moment in filter(flat.view.shows, layer.moments):
            _moment(flat, moment)
    return flat.base


def _vocabulary(flat: Flattener) -> None:
    header = flat.view.dossier.header
    for theme in header.themes.values():
        flat.each("thema_ouder", theme.id, theme.parents)
    for portfolio in flat.view.dossier.college.portfolios:
        for item in portfolio.themes:
            flat.add("thema_portefeuille", (item.value, portfolio.id), item.origin)
    concepts = header.concepts
    for ask, functions in concepts.ask_functions.items():
        flat.each("vraag_functie", ask, functions)
    for sort, asks in concepts.instrument_asks.items():
        flat.each("instrument_vraag", sort, asks)
    for tie, attitude in concepts.tie_attitudes.items():
        flat.add("relatie_houding", (tie, attitude.value), attitude.origin)


def _opgave(flat: Flattener, opgave: Opgave) -> None:
    flat.add("opgave", (opgave.id,), opgave.origin)
    for contribution in opgave.helped_by:
        if contribution.giver:
            for theme in contribution.themes:
                flat.add(
                    "draagt_bij",
                    (contribution.giver, opgave.id, theme.value),
                    contribution.origin,
                    theme.origin,
                )
    for priority in opgave.priorities:
        if flat.view.shows(priority):
            _priority(flat, opgave, priority)


def _priority(flat: Flattener, opgave: Opgave, priority: Priority) -> None:
    stance, interest = priority.stance, priority.interest
    membership = [(opgave.id, priority.origin)]
    membership += [(other.value, other.origin) for other in priority.also_under]
    for opgave_id, origin in membership:
        flat.add(
            "prioriteit",
            (priority.id, opgave_id, stance.value, interest.value),
            origin,
            stance.origin,
            interest.origin,
        )
    flat.each("prioriteit_thema", priority.id, priority.themes)
    flat.each("prioriteit_vraag", priority.id, priority.asks)
    flat.each("prioriteit_niveau", priority.id, priority.levels)
    flat.each("deelt_belang", priority.id, priority.shared_with)
    if priority.trend:
        flat.each("ontwikkeling", priority.id, (priority.trend,))
    flat.traits("prioriteit", priority.traits, prioriteit=priority.id)


def _actor(flat: Flattener, actor: Actor) -> None:
    flat.add("actor", (actor.id, actor.sort, actor.level), actor.origin)
    if actor.part_of:
        flat.add("valt_onder", (actor.id, actor.part_of), actor.origin)
    flat.each("werkveld", actor.id, actor.fields)
    for name, said in actor.traits.items():
        if name in TRAITS and said.value == "ja":
            flat.add("kenmerk", (actor.id, name), said.origin)
    flat.traits("actor", actor.traits, actor=actor.id)
    for competence in flat.view.competences(actor):
        flat.add("bevoegdheid", (actor.id, competence.theme, competence.sort), competence.origin)
    for layer, tie in actor.ties.items():
        flat.add("relatie", (actor.id, layer, tie.value), tie.origin)
        if door := tie.said("door"):
            flat.add("door", (actor.id, layer, door), tie.origin)
    for dependency in filter(flat.view.shows, actor.dependencies):
        flat.add("afhankelijk", (actor.id, dependency.theme, dependency.sort), dependency.origin)
    for position in filter(flat.view.shows, actor.positions):
        flat.add("standpunt", (actor.id, position.priority, position.sort), position.origin)
    strengths = flat.view.dossier.header.concepts.strengths
    for influence in filter(flat.view.shows, actor.influences):
        strength = strengths.of_influence(influence)
        flat.add("invloed", (actor.id, influence.on, strength), influence.origin)
    flat.each("namens", actor.id, actor.represents)
    if actor.agenda_state:
        flat.each("gezamenlijke_agenda", actor.id, (actor.agenda_state,))
    if actor.change:
        flat.add("wisseling", (actor.id,), actor.change.origin)
    for item in filter(flat.view.shows, actor.agenda):
        for theme in item.themes:
            flat.add("eigen_agenda", (actor.id, theme.value), item.origin, theme.origin)


def _body(flat: Flattener, actor: Actor, body: Body) -> None:
    flat.add("gremium", (body.id, actor.id, body.sort, body.layer), body.origin)
    flat.each("gremium_thema", body.id, body.themes)
    flat.each("gremium_functie", body.id, body.functions)
    flat.each("vereist", body.id, body.requires)
    flat.each("bereikt_via", body.id, body.reached_through)
    if body.force:
        flat.add("kracht", (body.id, ABSENT, body.force.value), body.force.origin)
    flat.traits("gremium", body.traits, gremium=body.id)
    for post in filter(flat.view.shows, body.posts):
        theme_id = post.theme or ABSENT
        if post.vacant:
            flat.add("rol_open", (body.id, post.role, theme_id), post.origin)
        if post.sort:
            flat.add("zetelsoort", (body.id, post.role, post.sort.value), post.origin, post.sort.origin)
        if post.force:
            flat.add("kracht", (body.id, post.role, post.force.value), post.origin, post.force.origin)
        if post.by:
            flat.add("zetel_door", (body.id, post.role, post.by.value), post.origin, post.by.origin)
        flat.traits("positie", post.traits, post.origin, gremium=body.id, rol=post.role, thema=theme_id)
        for membership in filter(flat.view.shows, post.memberships):
            flat.add(
                "bezet",
                (body.id, post.role, membership.holder.value, theme_id),
                post.origin,
                membership.holder.origin,
            )


def _instrument(flat: Flattener, instrument: Instrument) -> None:
    flat.add(
        "instrument",
        (instrument.id, instrument.owner, instrument.sort, instrument.state.value),
        instrument.origin,
        instrument.state.origin,
    )
    flat.each("instrument_thema", instrument.id, instrument.themes)
    flat.each("deelnemer", instrument.id, instrument.partners)
    flat.traits("instrument", instrument.traits, instrument=instrument.id)


def _moment(flat: Flattener, moment: Moment) -> None:
    """After an election within a year of the day, on either side of it, a tie is with others than before."""
    when = read_date(moment.day.value)
    if not moment.change or not isinstance(when, Once) or not flat.view.shows(moment.day):
        return
    day = flat.view.day
    if when.first - day <= _YEAR and day - when.last <= _YEAR:
        for name in moment.about:
            flat.add("wisseling", (name,), moment.origin, moment.day.origin)


def add_measured(view: View, graph: Network, base: FactBase) -> tuple[Road, ...]:
    """Add the computed facts to `base`; returns the routes, for those who explain them."""
    placed = {str(fact.values[0]): fact for fact in base.of_type("actor")}
    for _, priority in view.priorities():
        for theme, through in themes_touched(view, priority).items():
            own = Fact("prioriteit_thema", (priority.id, through[0]))
            step = () if theme == through[0] else (Fact("thema_ouder", (through[0], theme)),)
            _add(base, Fact("raakt", (priority.id, theme)), (own, *step))
        deciding = tuple(deciders(view, priority))
        for decider in deciding:
            competence = Fact(
                "bevoegdheid", (decider.actor, decider.competence.theme, decider.competence.sort)
            )
            scale = (Fact("prioriteit_niveau", (priority.id, decider.level)),) if decider.level else ()
            touched = Fact("raakt", (priority.id, decider.competence.theme))
            asked = Fact("prioriteit_vraag", (priority.id, decider.ask))
            _add(base, Fact("beslist", (priority.id, decider.actor)), (touched, competence, asked, *scale))
        for parliament, ministry in parliaments(view, {decider.actor for decider in deciding}):
            decides = Fact("beslist", (priority.id, ministry))
            _add(base, Fact("stuurt", (priority.id, parliament)), (decides, placed[parliament]))
    found = tuple(roads(view, graph))
    for road in found:
        if road.via != road.to:
            steps = tuple(
                Fact(*graph.edges[start][end]["basis"])
                for start, end in zip(road.nodes, road.nodes[1:], strict=False)
            )
            values = (road.priority, road.via, road.to, road.grade, road.strength)
            decides = Fact("beslist", (road.priority, road.to))
            reason = decides if decides in base else Fact("stuurt", (road.priority, road.to))
            _add(base, Fact("route", values), (*steps, reason))
    return found


def _add(base: FactBase, fact: Fact, premises: Iterable[Fact]) -> None:
    """Add a computed fact, when everything it rests on is in the base (nothing internal or expired)."""
    grounds = tuple(premises)
    if all(premise in base for premise in grounds):
        base.add(fact, Evidence(premises=grounds))
