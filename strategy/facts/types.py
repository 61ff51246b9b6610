"""The fact types: names, fields and what each field may hold. Rules are checked against this table.

A value may be absent (`ABSENT`); an absent value never equals a variable or a constant, so a rule that
names the field only sees facts that have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from strategy.dossier import vocabulary as words

Value = str | int | float
ABSENT = ""


@dataclass(frozen=True)
class Domain:
    """What a field holds: a closed word list, a number, or the id of something in the dossier.

    `name` is what two fields must share for one variable to stand in both; `words` is empty for ids.
    """

    name: str
    words: tuple[str, ...] = ()
    number: bool = False

    @property
    def names_instances(self) -> bool:
        """Whether a constant of this domain would name one particular thing of one dossier."""
        return not self.words and not self.number


OPGAVE = Domain("opgave")
PRIORITY = Domain("prioriteit")
THEME = Domain("thema")
ACTOR = Domain("actor")
BODY = Domain("gremium")
INSTRUMENT = Domain("instrument")
PORTFOLIO = Domain("portefeuille")
NUMBER = Domain("getal", number=True)
STANCE = Domain("inzet", words.STANCES)
INTEREST = Domain("belang", words.INTERESTS)
ASK = Domain("vraag", words.ASKS)
DIRECTION = Domain("richting", words.DIRECTIONS)
LEVEL = Domain("niveau", words.LEVELS)
ACTOR_SORT = Domain("actorsoort", words.ACTOR_SORTS)
BODY_SORT = Domain("gremiumsoort", words.BODY_SORTS)
LAYER = Domain("laag", words.LAYERS)
FUNCTION = Domain("functie", words.FUNCTIONS)
ROLE = Domain("rol", words.ROLES)
HOLDER = Domain("houder", words.HOLDERS)
SEAT_SORT = Domain("zetelsoort", words.SEAT_SORTS)
TIE = Domain("stand", words.TIES)
DOOR = Domain("door", words.DOORS)
FORCE = Domain("kracht", words.FORCES)
DEPENDENCY = Domain("afhankelijkheid", words.DEPENDENCIES)
COMPETENCE = Domain("bevoegdheid", words.COMPETENCES)
TRAIT = Domain("kenmerk", words.TRAITS)
AGENDA_STATE = Domain("agendastand", words.AGENDA_STATES)
INSTRUMENT_SORT = Domain("instrumentsoort", words.INSTRUMENT_SORTS)
INSTRUMENT_STATE = Domain("instrumentstatus", words.INSTRUMENT_STATES)
ROUTE_CLASS = Domain("klasse", words.ROUTE_CLASSES)
ADVICE_SORT = Domain("adviessoort", words.ADVICE_SORTS)
ATTITUDE = Domain("houding", words.ATTITUDES)


@dataclass(frozen=True)
class FactType:
    """A kind of fact: its name, a Dutch reading, and its fields in order."""

    name: str
    meaning: str
    fields: tuple[tuple[str, Domain], ...]

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    def domain(self, field: str) -> Domain | None:
        return next((domain for name, domain in self.fields if name == field), None)


class Fact(NamedTuple):
    """One flat fact: its type and its values in the order of the type's fields.

    A tuple, as tens of thousands are made, compared and looked up in one run.
    """

    type: str
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.type}({', '.join(str(value) for value in self.values)})"


def _type(name: str, meaning: str, **fields: Domain) -> FactType:
    return FactType(name, meaning, tuple(fields.items()))


BASE_TYPES: Mapping[str, FactType] = {
    fact_type.name: fact_type
    for fact_type in (
        _type("opgave", "een opgave", id=OPGAVE),
        _type("prioriteit", "een prioriteit binnen een opgave",
              id=PRIORITY, opgave=OPGAVE, inzet=STANCE, belang=INTEREST),
        _type("prioriteit_thema", "thema van een prioriteit", prioriteit=PRIORITY, thema=THEME),
        _type("prioriteit_vraag", "wat een prioriteit vraagt", prioriteit=PRIORITY, vraag=ASK),
        _type("prioriteit_niveau", "schaal waarop erover wordt beslist", prioriteit=PRIORITY, niveau=LEVEL),
        _type("deelt_belang", "een actor deelt het belang van een prioriteit", prioriteit=PRIORITY, actor=ACTOR),
        _type("ontwikkeling", "het Rijk beweegt al mee of tegen", prioriteit=PRIORITY, richting=DIRECTION),
        _type("thema_ouder", "een thema valt onder een breder thema", thema=THEME, ouder=THEME),
        _type("thema_portefeuille", "een portefeuille gaat over een thema", thema=THEME, portefeuille=PORTFOLIO),
        _type("draagt_bij", "een opgave draagt op een thema bij aan een andere",
              van=OPGAVE, naar=OPGAVE, thema=THEME),
        _type("actor", "een actor", id=ACTOR, soort=ACTOR_SORT, niveau=LEVEL),
        _type("valt_onder", "een actor hoort bij een andere", actor=ACTOR, onder=ACTOR),
        _type("kenmerk", "een bijzonderheid van een actor", actor=ACTOR, kenmerk=TRAIT),
        _type("werkveld", "een actor werkt aan een thema", actor=ACTOR, thema=THEME),
        _type("bevoegdheid", "een actor beslist over een thema", actor=ACTOR, thema=THEME, soort=COMPETENCE),
        _type("relatie", "onze relatie met een actor", actor=ACTOR, laag=LAYER, stand=TIE),
        _type("door", "wie het contact met een actor onderhoudt", actor=ACTOR, laag=LAYER, door=DOOR),
        _type("afhankelijk", "een actor kan ons steunen of hinderen", actor=ACTOR, thema=THEME, aard=DEPENDENCY),
        _type("standpunt", "een actor steunt of hindert ons bij een prioriteit",
              actor=ACTOR, prioriteit=PRIORITY, aard=DEPENDENCY),
        _type("gezamenlijke_agenda", "stand van een gezamenlijke agenda", actor=ACTOR, stand=AGENDA_STATE),
        _type("wisseling", "er is een bestuurswisseling", actor=ACTOR),
        _type("eigen_agenda", "een thema staat op de eigen agenda van een actor", actor=ACTOR, thema=THEME),
        _type("namens", "onze zetels bij een actor worden gegund door een regio", actor=ACTOR, regio=ACTOR),
        _type("gremium", "een gremium van een actor", id=BODY, actor=ACTOR, soort=BODY_SORT, laag=LAYER),
        _type("gremium_thema", "thema van een gremium", gremium=BODY, thema=THEME),
        _type("gremium_functie", "functie van een gremium", gremium=BODY, functie=FUNCTION),
        _type("rol_open", "een rol die te verdelen is", gremium=BODY, rol=ROLE, thema=THEME),
        _type("bezet", "wie een rol heeft", gremium=BODY, rol=ROLE, houder=HOLDER, thema=THEME),
        _type("zetelsoort", "een rol die het college niet kan claimen", gremium=BODY, rol=ROLE, soort=SEAT_SORT),
        _type("zetel_door", "wie van ons een rol neemt", gremium=BODY, rol=ROLE, door=DOOR),
        _type("bereikt_via", "onze inbreng komt langs een ander gremium", gremium=BODY, via=BODY),
        _type("vereist", "een gremium vraagt eerst een zetel elders", gremium=BODY, eerst=BODY),
        _type("kracht", "hoe sterk de strategie een tafel wil, of een rol daar",
              gremium=BODY, rol=ROLE, kracht=FORCE),
        _type("instrument", "een programma, fonds of strategie",
              id=INSTRUMENT, actor=ACTOR, soort=INSTRUMENT_SORT, status=INSTRUMENT_STATE),
        _type("instrument_thema", "thema van een instrument", instrument=INSTRUMENT, thema=THEME),
        _type("deelnemer", "een actor doet mee aan een instrument", instrument=INSTRUMENT, actor=ACTOR),
        _type("invloed", "een actor brengt een boodschap verder", van=ACTOR, naar=ACTOR, sterkte=NUMBER),
        _type("vraag_functie", "welke functie een vraag dient", vraag=ASK, functie=FUNCTION),
        _type("instrument_vraag", "welke vraag een soort instrument dient", soort=INSTRUMENT_SORT, vraag=ASK),
        _type("relatie_houding", "wat de stand van een relatie vraagt", stand=TIE, houding=ATTITUDE),
        _type("raakt", "een prioriteit raakt een thema of het thema erboven", prioriteit=PRIORITY, thema=THEME),
        _type("beslist", "een actor beslist over een prioriteit", prioriteit=PRIORITY, actor=ACTOR),
        _type("stuurt", "een parlement stuurt wie over een prioriteit beslist", prioriteit=PRIORITY, actor=ACTOR),
        _type("route", "een weg via een actor naar wie beslist, met zijn kracht",
              prioriteit=PRIORITY, via=ACTOR, doel=ACTOR, klasse=ROUTE_CLASS, sterkte=NUMBER),
    )
}  # fmt: skip

ADVICE_TYPE = _type(
    "advies", "een advies dat geldt",
    soort=ADVICE_SORT, houding=ATTITUDE, actor=ACTOR, gremium=BODY, rol=ROLE, laag=LAYER, thema=THEME,
    instrument=INSTRUMENT, doel=ACTOR, via=ACTOR, eerst=BODY, opgave=OPGAVE, prioriteit=PRIORITY,
)  # fmt: skip
"""What `advies`, `tegen` and `sluit_uit` conclude about; most fields are absent in any one advice."""
