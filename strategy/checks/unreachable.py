"""Priorities and seats that cannot be reached: nobody decides, no road leads there, or the seat asked first cannot be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.checks.rules import reads
from strategy.dossier.defined_names import all_of, one_of
from strategy.dossier.files import NETWORKS
from strategy.dossier.model import Actor, Body, Competence, Priority
from strategy.dossier.provenance import Sourced
from strategy.errors import Finding, Span, quote
from strategy.facts.fact_base import grouped
from strategy.graph.deciders import ANSWERS, decided, deciders, levels_of, themes_touched
from strategy.graph.network import BROADLY_DESCRIBED, NOT_A_MEMBER, View, held_posts, vacant_posts
from strategy.graph.road_strengths import LONGEST

MISSING_DECIDER = "zonder-beslisser"


def missing_deciders(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each priority without a decider, and one for all other themes that nobody decides on.

    Priorities and their themes about which nobody decides in this dossier. Without someone who decides there
    is nobody to lobby: no route, no relation, no reason to be at a table. Most of the time a `bevoegdheid`
    was not written down; sometimes the scale of a priority rules out who does decide, or what it asks
    (money, rules, space) is not what those who go about its themes can give.
    """
    view = checked.case.view
    able = _able(checked)
    orphans: dict[str, Span] = {}
    for _, priority in view.priorities():
        if not decided(view, priority):
            continue
        if not any(deciders(view, priority)):
            yield _priority(checked, priority, able)
            continue
        for theme in _themes(view, priority):
            wider = [parent.value for parent in view.themes[theme.value].parents if view.shows(parent)]
            if not any(able.get(name) for name in (theme.value, *wider)):
                orphans.setdefault(theme.value, theme.origin.span)
    if orphans:
        what = (
            "dit thema van een prioriteit"
            if len(orphans) == 1
            else f"{len(orphans)} thema's van prioriteiten"
        )
        message = f"over {what} beslist niemand: {listed(orphans)}"
        hint = "geef wie erover gaat een bevoegdheid op het thema; tot dan loopt er geen route voor"
        yield checked.grouped(orphans.values(), MISSING_DECIDER, message, hint)


def _themes(view: View, priority: Priority) -> list[Sourced[str]]:
    """The themes of a priority that hold on the day, and may be seen."""
    return [theme for theme in priority.themes if view.shows(theme) and theme.value in view.themes]


def _able(checked: CheckedDossier) -> Mapping[str, list[tuple[Actor, Competence]]]:
    """Per theme the others who have a competence on it, of whatever sort."""
    view = checked.case.view
    return grouped(
        (competence.theme, (actor, competence))
        for actor in view.actors
        if actor.id != view.us
        for competence in view.competences(actor)
    )


def _priority(
    checked: CheckedDossier, priority: Priority, able: Mapping[str, list[tuple[Actor, Competence]]]
) -> Finding:
    """What keeps those who have a competence from deciding: the scale, the sort of the competence, or both."""
    view = checked.case.view
    shown = [level for level in priority.levels if view.shows(level)]
    levels = levels_of(view, priority)
    asks = [ask for ask in priority.asks if view.shows(ask) and ask.value in ANSWERS]
    sorts = dict.fromkeys(sort for ask in asks for sort in ANSWERS[ask.value])
    near: dict[str, None] = {}
    elsewhere: dict[str, str] = {}
    for theme in themes_touched(view, priority):
        for actor, competence in able.get(theme, ()):
            if not levels or actor.level in levels:
                near[actor.id] = None
            elif competence.sort in sorts:
                elsewhere[actor.id] = actor.level

    themes = _themes(view, priority)
    about = one_of(theme.value for theme in themes) if themes else "een thema van de prioriteit"
    message = f"over prioriteit {quote(priority.id)} beslist niemand"
    hint = f"geef wie erover gaat een bevoegdheid op {about}"
    span = themes[0].origin.span if themes else priority.origin.span
    if near:
        where = "op dat niveau is er" if levels else "er is"
        hint = f"{where} wel {listed(near)}, maar niet voor {one_of(sorts)}: geef wie daarover gaat een bevoegdheid van die soort op {about}"
        span = asks[0].origin.span
    if elsewhere:
        hint += f", of verruim het niveau: elders is er {listed(f'{name} ({level})' for name, level in elsewhere.items())}"
        span = shown[0].origin.span
    if levels and (near or elsewhere):
        message += f" op niveau {one_of(levels)}"
    return checked.finding(span, MISSING_DECIDER, message, hint)


NO_ANSWER = "beslist-nergens"


def competences_that_answer_nothing(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for all who have a competence on the very theme of a priority, and decide on no priority at all.

    Who decides follows from theme, sort of competence and ask; who was written down with another sort is left out of
    roads and advice without a word.
    """
    view = checked.case.view
    deciding: set[str] = set()
    asked: dict[str, dict[str, None]] = {}
    for _, priority in view.priorities():
        able = {decider.actor for decider in deciders(view, priority)}
        deciding |= able
        for own in _themes(view, priority) if able else ():
            asked.setdefault(own.value, {}).update(
                (ask.value, None) for ask in filter(view.shows, priority.asks)
            )
    found: dict[str, Span] = {}
    sorts: dict[str, None] = {}
    for theme, competent in _able(checked).items():
        for actor, competence in competent:
            if theme in asked and actor.id not in deciding and checked.owns(competence.origin.span):
                found.setdefault(f"{actor.id} ({theme}: {competence.sort})", competence.origin.span)
                sorts.update((sort, None) for ask in asked[theme] for sort in ANSWERS.get(ask, ()))
    if found:
        who = "een partij" if len(found) == 1 else f"{len(found)} partijen"
        message = f"{who} met een bevoegdheid op een thema van een prioriteit beslist daar niet over: {listed(found)}"
        hint = f"bij wat u daar vraagt, past {one_of(sorts)}; of vraag ook `agendering` of `regels`, als zij daarover gaan"
        yield checked.grouped(found.values(), NO_ANSWER, message, hint)


MISSING_ROUTE = "zonder-route"


def missing_routes(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each priority that no route to a decider serves.

    Priorities with someone who decides, but without any way for us to reach them. We have no tie with them,
    and nobody we know carries a message on; so no rule about routes can say anything.
    """
    view = checked.case.view
    reached = {road.priority for road in checked.case.roads}
    for _, priority in view.priorities():
        found = dict.fromkeys(decider.actor for decider in deciders(view, priority))
        if found and priority.id not in reached:
            message = f"voor prioriteit {quote(priority.id)} loopt geen enkele route naar wie beslist: {listed(found)}"
            hint = f"vul `relaties` in, of `invloed` van wie we kennen: een route telt hoogstens {LONGEST} stappen"
            place = checked.places.key(priority.origin.span, "id", priority.id)
            yield checked.finding(place, MISSING_ROUTE, message, hint)


UNATTAINABLE_SEAT = "onhaalbaar"


def unattainable_seats(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each `vereist` that names a body without an open seat and without one of ours.

    A seat that is asked first, while nobody can get it: it is not to be divided, and we do not hold it.
    Advice about the table behind it then rests on a condition that cannot be met.
    """
    view = checked.case.view
    bodies = {body.id: body for _, body in view.bodies()}
    for body in bodies.values():
        for required in filter(view.shows, body.requires):
            first = bodies.get(required.value)
            start = f"{quote(body.id)} vraagt eerst een zetel in {quote(required.value)}"
            if first is None:
                message = f"{start}, maar dat gremium is er niet op {view.day.isoformat()}"
                hint = "controleer daar `geldig`, of verwijder deze eis"
            elif any(held_posts(first, view)) or any(vacant_posts(first, view)):
                continue
            else:
                message = f"{start}, en daar is geen zetel te krijgen"
                hint = "zet daar bij een positie `te_verdelen: ja`, of `bezetting` als wij er zitten; of verwijder deze eis"
            yield checked.finding(required.origin.span, UNATTAINABLE_SEAT, message, hint)


OTHER_SCALE = "andere-schaal"


def tables_of_another_scale(checked: CheckedDossier) -> Iterator[Finding]:
    """One remark for all priorities of which `niveau` leaves out a table of ours that is about their theme.

    Said of where something is decided, `niveau` also says at which tables we speak about it. Who only meant the first,
    loses the tables of the region without a word. A priority that we only follow needs no table, and rules that do not
    ask for `niveau` leave no table out.
    """
    if not any("prioriteit_niveau" in reads(rule) for rule in checked.rules):
        return
    view = checked.case.view
    advised = {(item.target.body, name) for item in checked.outcome.advices for name in item.priorities}
    tables = [
        (actor, body, {theme.value for theme in body.themes if view.shows(theme)})
        for actor, body in view.bodies()
        if ours(view, body) and NOT_A_MEMBER not in actor.traits
    ]
    places, told = [], []
    for _, priority in view.priorities():
        levels = levels_of(view, priority)
        if not levels or priority.stance.value == "volgen":
            continue
        touched = themes_touched(view, priority)
        left_out = [
            body.id
            for actor, body, themes in tables
            if actor.level not in levels and themes & touched.keys() and (body.id, priority.id) not in advised
        ]
        if left_out:
            places.append(checked.places.key(priority.origin.span, "niveau"))
            told.append(f"{priority.id} (zonder {listed(left_out)})")
    if told:
        message = f"tafels van ons gaan over het thema van een prioriteit, maar haar `niveau` sluit ze uit: {listed(told)}"
        hint = "spreken we er ook aan die tafels over? Noem hun schaal erbij, of laat `niveau` weg"
        yield checked.grouped(places, OTHER_SCALE, message, hint)


def ours(view: View, body: Body) -> bool:
    """Whether we sit at a table, or the dossier itself names it for a seat to be divided."""
    named = body.origin.span.file.startswith(f"{NETWORKS}/") and any(vacant_posts(body, view))
    return named or any(held_posts(body, view))


SILENT_TABLE = "stille-tafel"


def silent_tables(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for all tables of ours without a function, for those without a theme, and for those that answer nothing.

    Tables where we sit, or that the dossier itself names for a seat to be divided: nowhere does it say what they do
    (`functies`), or what they are about (`themas`, or `werkvelden` of whoever the table is of, unless those are no more
    than a broad description). A register says who takes part, and not what happens at the table; only who comes there
    knows. What a table does is not asked when it is about nothing that we want. And a table that does something else than
    any priority about its themes asks, leaves the advice: that is said too.
    """
    view = checked.case.view
    advised = {advice.target.body for advice in checked.outcome.advices}
    touched = {theme for _, priority in view.priorities() for theme in themes_touched(view, priority)}
    idle: dict[str, Span] = {}
    aimless: dict[str, Span] = {}
    useless: dict[str, Span] = {}
    for actor, body in view.bodies():
        if not ours(view, body):
            continue
        place = checked.places.key(body.origin.span, "id", body.id)
        own = {theme.value for theme in filter(view.shows, body.themes)}
        themes = own or {theme.value for theme in filter(view.shows, actor.fields)}
        functions = [function.value for function in filter(view.shows, body.functions)]
        known = own or BROADLY_DESCRIBED not in actor.traits
        if not functions and (not themes or themes & touched):
            idle[body.id] = place
        if (themes & touched and not known) or (not themes and body.id not in advised):
            aimless[body.id] = place
        elif functions and body.id not in advised and not _asked(checked, actor, themes, functions):
            useless[f"{body.id} ({all_of(functions)})"] = place
    more = (
        "dat mag zo blijven: dan staat de tafel niet in het advies; gebeurt daar meer, vul dan `functies` aan"
    )
    for found, message, hint in (
        (idle, "bij {} van ons ontbreekt een functie: {}", _fill(idle, "functies", "wat daar te halen is")),
        (aimless, "bij {} van ons ontbreekt een thema: {}", _fill(aimless, "themas", "of het daar over een prioriteit gaat")),
        (useless, "bij {} van ons past wat daar gebeurt bij geen vraag van een prioriteit: {}", more),
    ):  # fmt: skip
        if found:
            tables = "een tafel" if len(found) == 1 else f"{len(found)} tafels"
            yield checked.grouped(found.values(), SILENT_TABLE, message.format(tables, listed(found)), hint)


def _fill(bodies: Iterable[str], key: str, unknown: str) -> str:
    """How to say what is missing of tables, with the line to write for the first."""
    lines = f"wijzig: {{gremia: {{{next(iter(bodies), '')}: {{{key}: {{erbij: […]}}}}}}}}"
    return f"vul `{key}` in, hier of in een eigen bestand: `{lines}`; tot dan is niet te zeggen {unknown}"


def _asked(checked: CheckedDossier, actor: Actor, themes: Iterable[str], functions: Iterable[str]) -> bool:
    """Whether a priority about one of the themes asks what one of the functions answers.

    Also when nothing can be said: there is no such priority, or the functions answer nothing that anyone could ask.
    """
    view = checked.case.view
    answered = {
        ask for ask, function in checked.case.facts.pairs("vraag_functie") if function in set(functions)
    }
    about = [
        priority
        for _, priority in view.priorities()
        if priority.stance.value != "volgen"
        and themes_touched(view, priority).keys() & set(themes)
        and (not (levels := levels_of(view, priority)) or actor.level in levels)
    ]
    return not (about and answered) or any(
        ask.value in answered for priority in about for ask in filter(view.shows, priority.asks)
    )
