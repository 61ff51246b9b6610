"""Facts and sources as sentences that people read."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.advice.names import INTERNAL_SOURCE, Names
from strategy.dossier.provenance import Origin
from strategy.facts.types import ABSENT, BASE_TYPES, Fact, Value
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var

_SENTENCES: Mapping[str, str] = {
    "opgave": "{id} is een opgave",
    "prioriteit": '"{id}" ({opgave}): inzet {inzet}, belang {belang}',
    "prioriteit_thema": '"{prioriteit}" gaat over {thema}',
    "prioriteit_vraag": '"{prioriteit}" vraagt {vraag}',
    "prioriteit_niveau": 'over "{prioriteit}" wordt {niveau} beslist',
    "deelt_belang": '{actor} deelt het belang van "{prioriteit}"',
    "ontwikkeling": 'op "{prioriteit}" beweegt het Rijk {richting}',
    "thema_ouder": "{thema} valt onder {ouder}",
    "thema_portefeuille": "{thema} hoort bij de portefeuille {portefeuille}",
    "draagt_bij": "{van} draagt op {thema} bij aan {naar}",
    "actor": "{id}: {soort}, niveau {niveau}",
    "valt_onder": "{actor} hoort bij {onder}",
    "kenmerk": "bijzonderheid van {actor}: {kenmerk}",
    "werkveld": "{thema} is een werkveld van {actor}",
    "bevoegdheid": "{actor} beslist over {thema} ({soort})",
    "relatie": "onze relatie met {actor} ({laag}): {stand}",
    "door": "met {actor} ({laag}) onderhoudt de {door} het contact",
    "afhankelijk": "{actor} kan ons op {thema} raken: {aard}",
    "standpunt": 'standpunt van {actor} over "{prioriteit}": {aard}',
    "gezamenlijke_agenda": "gezamenlijke agenda met {actor}: {stand}",
    "wisseling": "bij {actor} is een bestuurswisseling",
    "eigen_agenda": "{thema} staat op de agenda van {actor}",
    "namens": "onze zetels bij {actor} worden gegund door {regio}",
    "gremium": "{id}: {soort} van {actor} ({laag})",
    "gremium_thema": "{gremium} gaat over {thema}",
    "gremium_functie": "{gremium} dient voor {functie}",
    "rol_open": "{gremium} verdeelt de rol {rol} {thema}",
    "bezet": "{rol} van {gremium}: {houder} {thema}",
    "zetelsoort": "{rol} van {gremium}: zetel {soort}",
    "zetel_door": "{rol} van {gremium}: door de {door}",
    "bereikt_via": "onze inbreng komt in {gremium} via {via}",
    "vereist": "{gremium} vraagt eerst een zetel in {eerst}",
    "kracht": "de strategie wil {gremium} {rol}: {kracht}",
    "instrument": "{id} is een {soort} van {actor}, status {status}",
    "instrument_thema": "{instrument} gaat over {thema}",
    "deelnemer": "{actor} doet mee aan {instrument}",
    "invloed": "{van} heeft invloed op {naar}: {sterkte}",
    "vraag_functie": "wie {vraag} vraagt, zoekt een tafel voor {functie}",
    "instrument_vraag": "een {soort} kan {vraag} brengen",
    "relatie_houding": "een relatie die {stand} is: {houding}",
    "raakt": '"{prioriteit}" raakt {thema}',
    "beslist": '{actor} beslist over "{prioriteit}"',
    "stuurt": '{actor} stuurt wie over "{prioriteit}" beslist',
    "route": 'route voor "{prioriteit}" via {via} naar {doel}: {klasse} ({sterkte})',
}


def fact_sentence(names: Names, fact: Fact) -> str:
    """A fact in Dutch. Derived facts, whose types rules invent, are read out field by field."""
    fact_type = BASE_TYPES.get(fact.type)
    if fact_type is None:
        parts = ", ".join(str(value) for value in fact.values if value != ABSENT)
        return f"{fact.type.replace('_', ' ')}: {parts}"
    values = {
        name: "" if value == ABSENT else names.value(domain, value)
        for (name, domain), value in zip(fact_type.fields, fact.values, strict=True)
    }
    return _SENTENCES[fact.type].format(**values).strip()


def absence(trace: Trace, names: Names, pattern: Pattern, firing: Firing) -> str:
    """What a rule needed not to be there, with the values it had: "bezet: gremium X, houder wij"."""
    bindings = dict(firing.bindings)
    parts = []
    for field, term in pattern.terms:
        domain = trace.types[pattern.type].domain(field)
        words = " of ".join(
            names.value(domain, value) if domain else str(value) for value in _allowed(term, bindings)
        )
        parts.append(f"{field} {words}")
    return f"{pattern.type.replace('_', ' ')}: {', '.join(parts)}"


def _allowed(term: Term, bindings: Mapping[str, Value]) -> tuple[Value, ...]:
    """The values that a term stands for under bindings; a comparison is read out as it is written."""
    match term:
        case Var(name):
            return (bindings[name],)
        case Const(value):
            return (value,)
        case OneOf(values):
            return values
        case Compare(operator, number):
            return (f"{operator} {number}",)


def citation(names: Names, origin: Origin) -> str:
    """The source of a value as people cite it; "aanname" when it has none."""
    source = origin.source
    if source is None:
        return "aanname" if origin.nature == "aanname" else "zonder bron"
    title = names.documents.get(source.document, source.document)
    section = names.sections.get((source.document, source.section), source.section)
    if title == INTERNAL_SOURCE:
        return title
    bullet = f", punt {source.bullet}" if source.bullet else ""
    return f"{title}{', ' + section if section else ''}{bullet}"
