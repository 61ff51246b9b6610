"""The table of fact types: of each its fields, its sentence, how a condition on it reads, and where a strategist changes it.

Rules are checked against this table. Of each kenmerk that a dossier declares a row is made as these are written (`stated_types`):
a fact of its own name, with the things that it can be said of as fields, and `waarde`. So everything that knows of fact
types knows of these.

A value may be absent (`ABSENT`); an absent value never equals a variable or a constant, so a rule that
names the field only sees facts that have it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from strategy.dossier import word_lists as words
from strategy.dossier.loader import why_not
from strategy.dossier.model import TRAITS, Trait
from strategy.facts.clauses import PieceT, Relation, Thing, fill, of_advice, of_thing, open_field

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
class DossierKey:
    """Where facts of a type stand in the dossier: under which section and key, keyed and valued by which fields.

    `fixed` is what else an element of a list of objects must have, and `names` are the keys of such an element.
    """

    section: str
    key: str
    subject: str
    values: tuple[str, ...]
    functional: bool = False
    names: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    preference: int = 3
    """Among equally small changes those with the lowest preference are proposed: a choice of our own before a
    reading of what others are."""


SUPPOSED = "verondersteld"
"""A name or a word that a proposed change cannot know."""


@dataclass(frozen=True)
class FactType:
    """A kind of fact: its name, a Dutch reading, and its fields in order. All that a rule needs to know of it."""

    name: str
    meaning: str
    fields: tuple[tuple[str, Domain], ...]

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each field stands among the values of a fact."""
        return {name: place for place, name in enumerate(self.field_names)}

    def domain(self, field: str) -> Domain | None:
        return next((domain for name, domain in self.fields if name == field), None)

    def some(self, field: str) -> str:
        """What a clause says of a field that its condition leaves open."""
        return open_field(field, self._kind_of(field), denied=False)

    def any(self, field: str) -> str:
        """The same in a denial."""
        return open_field(field, self._kind_of(field), denied=True)

    def _kind_of(self, field: str) -> str:
        domain = self.domain(field)
        return domain.name if domain else ""


@dataclass(frozen=True)
class BaseType(FactType):
    """A kind of fact that stands in a dossier or is measured from it, with all that people are told of it.

    `sentence` tells a fact in Dutch, with `{veld}` for the name of what a field holds. `edit` is None for what a
    strategist does not choose, such as which things there are. `decides` are fields that hold one value for given
    others: a priority has one stance, a tie one state per layer. `box` is the kind of box on the map that tells it.
    """

    sentence: str
    clause: Relation | Thing
    edit: DossierKey | None
    decides: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    box: str = ""

    def told(self, values: Mapping[str, str]) -> str:
        """The sentence with the names that the fields hold; "" for an absent value."""
        return self.sentence.format(**values).strip()

    def tells_of(self, fact: Fact) -> tuple[str, Value]:
        """The box on the map that a fact belongs in: of which kind, and of what."""
        return self.box, fact.values[0]

    def edit_of(self, fields: Collection[str]) -> DossierKey | None:
        """Where a fact that says something in these fields stands, when a strategist chooses it."""
        return self.edit


class Fact(NamedTuple):
    """One flat fact: its type and its values in the order of the type's fields.

    A tuple, as tens of thousands are made, compared and looked up in one run.
    """

    type: str
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.type}({', '.join(str(value) for value in self.values)})"


def _fields(**fields: Domain) -> tuple[tuple[str, Domain], ...]:
    return tuple(fields.items())


BASE_TYPES: Mapping[str, BaseType] = {
    fact_type.name: fact_type
    for fact_type in (
        BaseType(
            "opgave", "een opgave", _fields(id=OPGAVE),
            sentence="{id} is een opgave",
            clause=Thing({}),
            edit=None,
            box="opgave",
        ),
        BaseType(
            "prioriteit", "een prioriteit binnen een opgave", _fields(id=PRIORITY, opgave=OPGAVE, inzet=STANCE, belang=INTEREST),
            sentence='"{id}" ({opgave}): inzet {inzet}, belang {belang}',
            clause=Thing({"opgave": ("onder {opgave}", "valt"), "inzet": ("de inzet {inzet}", "heeft"), "belang": ("het belang {belang}", "heeft")}),
            edit=None,
            decides=(("id",), ("inzet", "belang")),
            box="prioriteit",
        ),
        BaseType(
            "prioriteit_thema", "thema van een prioriteit", _fields(prioriteit=PRIORITY, thema=THEME),
            sentence='"{prioriteit}" gaat over {thema}',
            clause=Relation("{prioriteit} precies over {thema} gaat", "{prioriteit} niet over {thema} gaat"),
            edit=DossierKey("prioriteiten", "themas", "prioriteit", ("thema",), preference=2),
        ),
        BaseType(
            "prioriteit_vraag", "wat een prioriteit vraagt", _fields(prioriteit=PRIORITY, vraag=ASK),
            sentence='"{prioriteit}" vraagt {vraag}',
            clause=Relation("{prioriteit} om {vraag} vraagt", "{prioriteit} <vraag:niet om {vraag}|nergens om> vraagt"),
            edit=DossierKey("prioriteiten", "vraag", "prioriteit", ("vraag",), preference=1),
            box="prioriteit",
        ),
        BaseType(
            "prioriteit_niveau", "schaal waarop erover wordt beslist", _fields(prioriteit=PRIORITY, niveau=LEVEL),
            sentence='over "{prioriteit}" wordt {niveau} beslist',
            clause=Relation("over {prioriteit} op niveau {niveau} wordt beslist", "over {prioriteit} niet op <niveau:niveau {niveau}|een vast niveau> wordt beslist"),
            edit=DossierKey("prioriteiten", "niveau", "prioriteit", ("niveau",), preference=2),
            box="prioriteit",
        ),
        BaseType(
            "deelt_belang", "een actor deelt het belang van een prioriteit", _fields(prioriteit=PRIORITY, actor=ACTOR),
            sentence='{actor} deelt het belang van "{prioriteit}"',
            clause=Relation("het belang van {prioriteit} door {actor} wordt gedeeld", "het belang van {prioriteit} niet door {actor} wordt gedeeld"),
            edit=DossierKey("prioriteiten", "deelt_met", "prioriteit", ("actor",), preference=2),
        ),
        BaseType(
            "ontwikkeling", "het Rijk beweegt al mee of tegen", _fields(prioriteit=PRIORITY, richting=DIRECTION),
            sentence='op "{prioriteit}" beweegt het Rijk {richting}',
            clause=Relation("het Rijk op {prioriteit} uit zichzelf {richting} beweegt", "het Rijk op {prioriteit} niet uit zichzelf {richting} beweegt"),
            edit=DossierKey("prioriteiten", "ontwikkeling", "prioriteit", ("richting",), functional=True),
            decides=(("prioriteit",), ("richting",)),
            box="prioriteit",
        ),
        BaseType(
            "thema_ouder", "een thema valt onder een breder thema", _fields(thema=THEME, ouder=THEME),
            sentence="{thema} valt onder {ouder}",
            clause=Relation("{thema} onder {ouder} valt", "{thema} niet onder {ouder} valt"),
            edit=None,
        ),
        BaseType(
            "thema_portefeuille", "een portefeuille gaat over een thema", _fields(thema=THEME, portefeuille=PORTFOLIO),
            sentence="{thema} hoort bij de portefeuille {portefeuille}",
            clause=Relation("{thema} bij {portefeuille} hoort", "{thema} niet bij {portefeuille} hoort"),
            edit=DossierKey("portefeuilles", "themas", "portefeuille", ("thema",)),
        ),
        BaseType(
            "draagt_bij", "een opgave draagt op een thema bij aan een andere", _fields(van=OPGAVE, naar=OPGAVE, thema=THEME),
            sentence="{van} draagt op {thema} bij aan {naar}",
            clause=Relation("{van} op {thema} bijdraagt aan {naar}", "{van} op {thema} niet bijdraagt aan {naar}"),
            edit=DossierKey("opgaven", "geholpen_door", "naar", ("van", "thema"), names=("opgave", "themas"), fixed=(("wijze", SUPPOSED),)),
        ),
        BaseType(
            "actor", "een actor", _fields(id=ACTOR, soort=ACTOR_SORT, niveau=LEVEL),
            sentence="{id}: {soort}, niveau {niveau}",
            clause=Thing({"soort": ("de soort {soort}", "hoort"), "niveau": ("het niveau {niveau}", "hoort")}, subject="bij {id}"),
            edit=None,
            decides=(("id",), ("soort", "niveau")),
            box="actor",
        ),
        BaseType(
            "valt_onder", "een actor hoort bij een andere", _fields(actor=ACTOR, onder=ACTOR),
            sentence="{actor} hoort bij {onder}",
            clause=Relation("{actor} bij {onder} hoort", "{actor} niet bij {onder} hoort"),
            edit=None,
        ),
        BaseType(
            "kenmerk", "een bijzonderheid van een actor", _fields(actor=ACTOR, kenmerk=TRAIT),
            sentence="bijzonderheid van {actor}: {kenmerk}",
            clause=Relation("bij {actor} <kenmerk:de bijzonderheid “{kenmerk}”|een bijzonderheid> hoort", "bij {actor} <kenmerk:niet de bijzonderheid “{kenmerk}”|geen bijzonderheid> hoort"),
            edit=DossierKey("actoren", "kenmerken", "actor", ("kenmerk",)),
            box="actor",
        ),
        BaseType(
            "werkveld", "een actor werkt aan een thema", _fields(actor=ACTOR, thema=THEME),
            sentence="{thema} is een werkveld van {actor}",
            clause=Relation("{thema} een werkveld van {actor} is", "{thema} geen werkveld van {actor} is"),
            edit=DossierKey("actoren", "werkvelden", "actor", ("thema",)),
        ),
        BaseType(
            "bevoegdheid", "een actor beslist over een thema", _fields(actor=ACTOR, thema=THEME, soort=COMPETENCE),
            sentence="{actor} beslist over {thema} ({soort})",
            clause=Relation("over {thema} door {actor} wordt beslist<soort: (bevoegdheid {soort})|>", "over {thema} niet door {actor} wordt beslist<soort: (bevoegdheid {soort})|>"),
            edit=DossierKey("actoren", "bevoegdheden", "actor", ("thema", "soort"), names=("thema", "soort")),
            box="actor",
        ),
        BaseType(
            "relatie", "onze relatie met een actor", _fields(actor=ACTOR, laag=LAYER, stand=TIE),
            sentence="onze relatie met {actor} ({laag}): {stand}",
            clause=Relation("<stand:de stand van |>onze relatie met {actor}<laag: (laag {laag})|> <stand:{stand} is|bestaat>", "<stand:de stand van |>onze relatie met {actor}<laag: (laag {laag})|> niet <stand:{stand} is|bestaat>"),
            edit=DossierKey("actoren", "relaties", "actor", ("laag", "stand"), functional=True, preference=2),
            decides=(("actor", "laag"), ("stand",)),
            box="actor",
        ),
        BaseType(
            "door", "wie het contact met een actor onderhoudt", _fields(actor=ACTOR, laag=LAYER, door=DOOR),
            sentence="met {actor} ({laag}) onderhoudt de {door} het contact",
            clause=Relation("<door:de {door}|iemand> het contact met {actor}<laag: (laag {laag})|> onderhoudt", "<door:de {door}|niemand> het contact met {actor}<laag: (laag {laag})|> <door:niet |>onderhoudt"),
            edit=None,
            decides=(("actor", "laag"), ("door",)),
        ),
        BaseType(
            "afhankelijk", "een actor kan ons steunen of hinderen", _fields(actor=ACTOR, thema=THEME, aard=DEPENDENCY),
            sentence="{actor} kan ons op {thema} raken: {aard}",
            clause=Relation("we op {thema} <aard:{aard}|steun of hinder> van {actor} kunnen krijgen", "we op {thema} geen <aard:{aard}|steun of hinder> van {actor} kunnen krijgen"),
            edit=DossierKey("actoren", "afhankelijkheden", "actor", ("thema", "aard"), names=("thema", "aard_afhankelijkheid")),
        ),
        BaseType(
            "standpunt", "een actor steunt of hindert ons bij een prioriteit", _fields(actor=ACTOR, prioriteit=PRIORITY, aard=DEPENDENCY),
            sentence='standpunt van {actor} over "{prioriteit}": {aard}',
            clause=Relation("er bij {prioriteit} <aard:{aard}|een standpunt> van {actor} is", "er bij {prioriteit} geen <aard:{aard}|standpunt> van {actor} is"),
            edit=DossierKey("actoren", "standpunten", "actor", ("prioriteit", "aard"), names=("prioriteit", "aard_afhankelijkheid")),
        ),
        BaseType(
            "gezamenlijke_agenda", "stand van een gezamenlijke agenda", _fields(actor=ACTOR, stand=AGENDA_STATE),
            sentence="gezamenlijke agenda met {actor}: {stand}",
            clause=Relation("<stand:de stand van |>onze gezamenlijke agenda met {actor} <stand:{stand}|bekend> is", "<stand:de stand van |>onze gezamenlijke agenda met {actor} niet <stand:{stand}|bekend> is"),
            edit=DossierKey("actoren", "gezamenlijke_agenda", "actor", ("stand",), functional=True),
            decides=(("actor",), ("stand",)),
            box="actor",
        ),
        BaseType(
            "wisseling", "er is een bestuurswisseling", _fields(actor=ACTOR),
            sentence="bij {actor} is een bestuurswisseling",
            clause=Relation("bij {actor} het bestuur wisselt", "bij {actor} het bestuur niet wisselt"),
            edit=DossierKey("actoren", "wisseling", "actor", (), functional=True),
            box="actor",
        ),
        BaseType(
            "eigen_agenda", "een thema staat op de eigen agenda van een actor", _fields(actor=ACTOR, thema=THEME),
            sentence="{thema} staat op de agenda van {actor}",
            clause=Relation("{thema} op de eigen agenda van {actor} staat", "{thema} niet op de eigen agenda van {actor} staat"),
            edit=DossierKey("actoren", "agenda", "actor", ("thema",), names=("themas",), fixed=(("naam", SUPPOSED), ("soort", "thema"))),
        ),
        BaseType(
            "namens", "onze zetels bij een actor worden gegund door een regio", _fields(actor=ACTOR, regio=ACTOR),
            sentence="onze zetels bij {actor} worden gegund door {regio}",
            clause=Relation("onze zetels bij {actor} door {regio} worden gegund", "onze zetels bij {actor} niet door {regio} worden gegund"),
            edit=None,
        ),
        BaseType(
            "gremium", "een gremium van een actor", _fields(id=BODY, actor=ACTOR, soort=BODY_SORT, laag=LAYER),
            sentence="{id}: {soort} van {actor} ({laag})",
            clause=Thing({"actor": ("bij {actor}", "hoort"), "soort": ("van de soort {soort}", "is"), "laag": ("van de laag {laag}", "is")}),
            edit=None,
            decides=(("id",), ("actor", "soort", "laag")),
            box="gremium",
        ),
        BaseType(
            "gremium_thema", "thema van een gremium", _fields(gremium=BODY, thema=THEME),
            sentence="{gremium} gaat over {thema}",
            clause=Relation("{gremium} over {thema} gaat", "{gremium} <thema:niet over {thema}|over geen enkel thema> gaat"),
            edit=DossierKey("gremia", "themas", "gremium", ("thema",)),
        ),
        BaseType(
            "gremium_functie", "functie van een gremium", _fields(gremium=BODY, functie=FUNCTION),
            sentence="{gremium} dient voor {functie}",
            clause=Relation("{gremium} voor {functie} dient", "{gremium} <functie:niet voor {functie}|voor geen enkele functie> dient"),
            edit=DossierKey("gremia", "functies", "gremium", ("functie",)),
            box="gremium",
        ),
        BaseType(
            "rol_open", "een rol die te verdelen is", _fields(gremium=BODY, rol=ROLE, thema=THEME),
            sentence="{gremium} verdeelt de rol {rol} {thema}",
            clause=Relation("{gremium} <rol:de rol {rol}|een rol><thema: voor {thema}|> te verdelen heeft", "{gremium} <rol:de rol {rol} niet|geen enkele rol><thema: voor {thema}|> te verdelen heeft"),
            edit=DossierKey("posities", "te_verdelen", "gremium", ("rol", "thema"), preference=2),
        ),
        BaseType(
            "bezet", "wie een rol heeft", _fields(gremium=BODY, rol=ROLE, houder=HOLDER, thema=THEME),
            sentence="{rol} van {gremium}: {houder} {thema}",
            clause=Relation("<rol:de rol {rol}|een rol> in {gremium}<thema: voor {thema}|> van {houder} is", "<rol:de rol {rol}|geen enkele rol> in {gremium}<thema: voor {thema}|> <rol:niet |>van {houder} is"),
            edit=DossierKey("posities", "houder", "gremium", ("rol", "houder", "thema"), functional=True, preference=4),
            box="gremium",
        ),
        BaseType(
            "zetelsoort", "een rol die het college niet kan claimen", _fields(gremium=BODY, rol=ROLE, soort=SEAT_SORT),
            sentence="{rol} van {gremium}: zetel {soort}",
            clause=Relation("<rol:de rol {rol}|een rol> in {gremium} <soort:een zetel {soort} is|niet te claimen is>", "<rol:de rol {rol}|een rol> in {gremium} <soort:geen zetel {soort} is|te claimen is>"),
            edit=None,
        ),
        BaseType(
            "zetel_door", "wie van ons een rol neemt", _fields(gremium=BODY, rol=ROLE, door=DOOR),
            sentence="{rol} van {gremium}: door de {door}",
            clause=Relation("<door:de {door}|een van ons> in {gremium} <rol:de rol van {rol}|een rol> neemt", "<door:de {door}|niemand van ons> in {gremium} <rol:de rol van {rol}|een rol> <door:niet |>neemt"),
            edit=None,
            decides=(("gremium", "rol"), ("door",)),
        ),
        BaseType(
            "bereikt_via", "onze inbreng komt langs een ander gremium", _fields(gremium=BODY, via=BODY),
            sentence="onze inbreng komt in {gremium} via {via}",
            clause=Relation("onze inbreng in {gremium} langs {via} komt", "onze inbreng in {gremium} niet langs {via} komt"),
            edit=DossierKey("gremia", "bereikt_via", "gremium", ("via",)),
        ),
        BaseType(
            "vereist", "een gremium vraagt eerst een zetel elders", _fields(gremium=BODY, eerst=BODY),
            sentence="{gremium} vraagt eerst een zetel in {eerst}",
            clause=Relation("{gremium} eerst een zetel in {eerst} vraagt", "{gremium} niet eerst een zetel in {eerst} vraagt"),
            edit=DossierKey("gremia", "vereist", "gremium", ("eerst",)),
            box="gremium",
        ),
        BaseType(
            "kracht", "hoe sterk de strategie een tafel wil, of een rol daar", _fields(gremium=BODY, rol=ROLE, kracht=FORCE),
            sentence="de strategie wil {gremium} {rol}: {kracht}",
            clause=Relation("de strategie <rol:de rol {rol} in |>{gremium} <kracht:als {kracht} noemt|sterker of zwakker wil>", "de strategie <rol:de rol {rol} in |>{gremium} niet <kracht:als {kracht} noemt|sterker of zwakker wil>"),
            edit=None,
        ),
        BaseType(
            "instrument", "een programma, fonds of strategie", _fields(id=INSTRUMENT, actor=ACTOR, soort=INSTRUMENT_SORT, status=INSTRUMENT_STATE),
            sentence="{id} is een {soort} van {actor}, status {status}",
            clause=Thing({"actor": ("bij {actor}", "hoort"), "soort": ("van de soort {soort}", "is"), "status": ("de status {status}", "heeft")}),
            edit=DossierKey("instrumenten", "status", "id", ("status",), functional=True),
            decides=(("id",), ("actor", "soort", "status")),
            box="instrument",
        ),
        BaseType(
            "instrument_thema", "thema van een instrument", _fields(instrument=INSTRUMENT, thema=THEME),
            sentence="{instrument} gaat over {thema}",
            clause=Relation("{instrument} over {thema} gaat", "{instrument} niet over {thema} gaat"),
            edit=DossierKey("instrumenten", "themas", "instrument", ("thema",)),
        ),
        BaseType(
            "deelnemer", "een actor doet mee aan een instrument", _fields(instrument=INSTRUMENT, actor=ACTOR),
            sentence="{actor} doet mee aan {instrument}",
            clause=Relation("aan {instrument} door {actor} wordt meegedaan", "aan {instrument} niet door {actor} wordt meegedaan"),
            edit=DossierKey("instrumenten", "deelnemers", "instrument", ("actor",)),
            box="instrument",
        ),
        BaseType(
            "invloed", "een actor brengt een boodschap verder", _fields(van=ACTOR, naar=ACTOR, sterkte=NUMBER),
            sentence="{van} heeft invloed op {naar}: {sterkte}",
            clause=Relation("er invloed van {van} op {naar} is<sterkte:, met sterkte {sterkte}|>", "er geen invloed van {van} op {naar} is<sterkte:, met sterkte {sterkte}|>"),
            edit=None,
        ),
        BaseType(
            "vraag_functie", "welke functie een vraag dient", _fields(vraag=ASK, functie=FUNCTION),
            sentence="wie {vraag} vraagt, zoekt een tafel voor {functie}",
            clause=Relation("een tafel voor {functie} de vraag {vraag} dient", "een tafel voor {functie} de vraag {vraag} niet dient"),
            edit=None,
        ),
        BaseType(
            "instrument_vraag", "welke vraag een soort instrument dient", _fields(soort=INSTRUMENT_SORT, vraag=ASK),
            sentence="een {soort} kan {vraag} brengen",
            clause=Relation("een instrument van de soort {soort} de vraag {vraag} dient", "een instrument van de soort {soort} de vraag {vraag} niet dient"),
            edit=None,
        ),
        BaseType(
            "relatie_houding", "wat de stand van een relatie vraagt", _fields(stand=TIE, houding=ATTITUDE),
            sentence="een relatie die {stand} is: {houding}",
            clause=Relation("bij een relatie met stand {stand} de houding {houding} past", "bij een relatie met stand {stand} de houding {houding} niet past"),
            edit=None,
            decides=(("stand",), ("houding",)),
        ),
        BaseType(
            "raakt", "een prioriteit raakt een thema of het thema erboven", _fields(prioriteit=PRIORITY, thema=THEME),
            sentence='"{prioriteit}" raakt {thema}',
            clause=Relation("{prioriteit} aan {thema} raakt", "{prioriteit} niet aan {thema} raakt"),
            edit=None,
        ),
        BaseType(
            "beslist", "een actor beslist over een prioriteit", _fields(prioriteit=PRIORITY, actor=ACTOR),
            sentence='{actor} beslist over "{prioriteit}"',
            clause=Relation("over {prioriteit} door {actor} wordt beslist", "over {prioriteit} niet door {actor} wordt beslist"),
            edit=None,
        ),
        BaseType(
            "stuurt", "een parlement stuurt wie over een prioriteit beslist", _fields(prioriteit=PRIORITY, actor=ACTOR),
            sentence='{actor} stuurt wie over "{prioriteit}" beslist',
            clause=Relation("wie over {prioriteit} beslist, door {actor} wordt gestuurd", "wie over {prioriteit} beslist, niet door {actor} wordt gestuurd"),
            edit=None,
        ),
        BaseType(
            "route", "een weg via een actor naar wie beslist, met zijn kracht", _fields(prioriteit=PRIORITY, via=ACTOR, doel=ACTOR, klasse=ROUTE_CLASS, sterkte=NUMBER),
            sentence='route voor "{prioriteit}" via {via} naar {doel}: {klasse} ({sterkte})',
            clause=Relation("er voor {prioriteit} via {via} een weg<klasse: van klasse {klasse}|> naar {doel} loopt<sterkte:, met sterkte {sterkte}|>", "er voor {prioriteit} via {via} geen weg<klasse: van klasse {klasse}|> naar {doel} loopt<sterkte:, met sterkte {sterkte}|>"),
            edit=None,
            decides=(("prioriteit", "via", "doel"), ("klasse", "sterkte")),
        ),
    )
}  # fmt: skip
"""Every kind of fact that stands in a dossier or is measured from it. What a fact is, is said here; `flatten` makes it."""

ADVICE_TYPE = FactType("advies", "een advies dat geldt", _fields(
    soort=ADVICE_SORT, houding=ATTITUDE, actor=ACTOR, gremium=BODY, rol=ROLE, laag=LAYER, thema=THEME,
    instrument=INSTRUMENT, doel=ACTOR, via=ACTOR, eerst=BODY, opgave=OPGAVE, prioriteit=PRIORITY,
))  # fmt: skip
"""What `advies`, `tegen` and `sluit_uit` conclude about; most fields are absent in any one advice."""


def asked(
    fact_type: FactType, given: Mapping[str, tuple[PieceT | str, ...]], denied: bool = False
) -> tuple[PieceT | str, ...] | None:
    """A condition that there is such a fact, or that there is none, as a clause behind "als" or "dat".

    `given` is what it asks, by field. None for what rules derive, which is told by its name (`of_concept`).
    """
    unasked = fact_type.any if denied else fact_type.some
    if fact_type == ADVICE_TYPE:
        return ("we ", *of_advice(given, "geen" if denied else "een", unasked), " adviseren")
    if not isinstance(fact_type, BaseType):
        return None
    phrase = fact_type.clause
    if isinstance(phrase, Thing):
        return of_thing(fact_type.name, phrase, given, denied, unasked)
    return fill(phrase.denial if denied else phrase.clause, given, unasked)


VALUE = "waarde"


class _Owner(NamedTuple):
    """How a thing with characteristics is named in a fact, told in a sentence and in a condition, and where it is changed."""

    fields: tuple[tuple[str, Domain], ...]
    told: str
    asked: str
    section: str


_OWNERS: Mapping[str, _Owner] = {
    "gremium": _Owner((("gremium", BODY),), "{gremium}", "{gremium}", "gremia"),
    "positie": _Owner(
        (("gremium", BODY), ("rol", ROLE), ("thema", THEME)), "{rol} {thema} van {gremium}",
        "<rol:de rol {rol}|een rol> in {gremium}<thema: voor {thema}|>", "posities",
    ),
    "actor": _Owner((("actor", ACTOR),), "{actor}", "{actor}", "actoren"),
    "prioriteit": _Owner((("prioriteit", PRIORITY),), '"{prioriteit}"', "{prioriteit}", "prioriteiten"),
    "instrument": _Owner((("instrument", INSTRUMENT),), "{instrument}", "{instrument}", "instrumenten"),
}  # fmt: skip


@dataclass(frozen=True)
class TraitType(BaseType):
    """The facts of one characteristic, said of one or more kinds of things: `owners` are these, `edits` where each is said."""

    owners: tuple[str, ...] = ()
    edits: tuple[DossierKey, ...] = ()

    def told(self, values: Mapping[str, str]) -> str:
        owner = next(_OWNERS[name] for name in self.owners if values[_OWNERS[name].fields[0][0]])
        said = self.sentence.format(**values, wie=" ".join(owner.told.format(**values).split()))
        return said.removesuffix(": ja") if self.domain(VALUE) == YES_NO else said

    def tells_of(self, fact: Fact) -> tuple[str, Value]:
        return next(
            (domain.name, value)
            for (_, domain), value in zip(self.fields, fact.values, strict=True)
            if value != ABSENT
        )

    def edit_of(self, fields: Collection[str]) -> DossierKey | None:
        return next((edit for edit in self.edits if edit.subject in fields), self.edit)


YES_NO = Domain("ja of nee", words.YES_NO)


def stated_types(traits: Mapping[str, Trait]) -> dict[str, BaseType]:
    """Every kind of fact that a dossier with these characteristics can state; what is wrong with one is reported elsewhere."""
    own = (_type(trait) for trait in traits.values() if trait.id not in BASE_TYPES and _is_whole(trait))
    return {**BASE_TYPES, **{made.name: made for made in own}}


def can_be(trait: Trait, owner: str, value: Value) -> bool:
    """Whether a thing of this kind can have this value of a characteristic."""
    return owner in trait.owners and not why_not(value, trait.sort, trait.words)


def _is_whole(trait: Trait) -> bool:
    owners = [*(trait.owners or ())]
    missing = None in (*owners, *(trait.words or ())) or (trait.sort == "woord" and not trait.words)
    return bool(trait.name and trait.sort and owners) and not missing


def _type(trait: Trait) -> TraitType:
    owners = [_OWNERS[name] for name in trait.owners]
    fields = dict(field for owner in owners for field in owner.fields)
    noun = trait.sort != "ja-nee"
    several = len(owners) > 1
    who = "".join(f"<{owner.fields[0][0]}:{owner.asked}|>" if several else owner.asked for owner in owners)
    asked = f"het kenmerk “{trait.name}” van {who} "
    edits = tuple(
        DossierKey(owner.section, TRAITS, owner.fields[0][0], (VALUE,), functional=True, names=(trait.id,))
        for owner in owners
    )
    return TraitType(
        trait.id,
        f"{trait.name}, een eigen kenmerk",
        (*fields.items(), (VALUE, _domain(trait))),
        sentence=f"{trait.name} van {{wie}}: {{waarde}}" if noun else f"{{wie}} {trait.name}: {{waarde}}",
        clause=Relation(
            f"{asked}<waarde:{{waarde}} is|bekend is>", f"{asked}niet <waarde:{{waarde}} is|bekend is>"
        ),
        edit=edits[0],
        decides=None if several else (tuple(fields), (VALUE,)),
        owners=trait.owners,
        edits=edits,
    )


def _domain(trait: Trait) -> Domain:
    if trait.sort == "ja-nee":
        return YES_NO
    return NUMBER if trait.sort == "getal" else Domain(f"woord van {trait.id}", trait.words)
