"""The content of a dossier as frozen, typed objects. Each attribute says beside it how it is written in YAML.

First how that is said: under which key, and in which form (`key`). These declarations drive the reader, the checks and the JSON
Schemas alike, so these cannot drift apart.

Then in the order of the files: dossier.yaml and basis.yaml (Header and Basis, their themes and concepts), bronnen.yaml (Document), college.yaml (College,
its members, portfolios and Division), opgaven/ (Opgave, its priorities and what a source tells), networks/ (Layer, its actors with
their bodies and posts, instruments and moments).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast, dataclass_transform

from strategy.dossier import word_lists as words
from strategy.dossier.provenance import LONGEST_TERM, Confirmation, Origin, Period, Sourced, SourceRef

ClassT = TypeVar("ClassT", bound=type)


@dataclass(frozen=True)
class Text:
    """Free text in one language; numbers and dates must be quoted to be text."""

    longest: int = 2000


@dataclass(frozen=True)
class NewId:
    """Defines a new name within `kind`: lower case letters, digits and hyphens."""

    kind: str


@dataclass(frozen=True)
class Ref:
    """Names something defined elsewhere in the dossier, of one of the `kinds`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One word of a closed list; `beyond` says where to write what people look for in the list and is not there."""

    values: tuple[str, ...]
    beyond: str = ""


@dataclass(frozen=True)
class Number:
    """A number within bounds, written as digits with an optional decimal point; `whole` forbids the point.

    Of `words`, each stands for a number that the dossier gives elsewhere: it is read as it is written.
    """

    low: float
    high: float
    whole: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A date, written jjjj-mm-dd."""


@dataclass(frozen=True)
class Confirmed:
    """The day on which something was confirmed, or a block with that day (`op`) and who did, as a role (`door`)."""


@dataclass(frozen=True)
class YesNo:
    """ja or nee."""


@dataclass(frozen=True)
class Source:
    """A source reference: `document §paragraaf punt n`."""


@dataclass(frozen=True)
class Seat:
    """Names a seat in a body of the dossier: `gremium/rol` or `gremium/rol/thema`."""


@dataclass(frozen=True)
class Object:
    """A nested object, described by the dataclass `cls`."""

    cls: type


@dataclass(frozen=True)
class Many:
    """A list; one value may be written without the list."""

    of: Kind


@dataclass(frozen=True)
class Table:
    """A mapping from `key` to `of`; with an Object, the key becomes its `id`."""

    key: Kind
    of: Kind


@dataclass(frozen=True)
class Traits(Table):
    """The own characteristics of a `thing`, by name; a list of names says ja of each."""

    thing: str


@dataclass(frozen=True)
class Told:
    """ja or nee, a word or a number: what the dossier declares of a characteristic."""

    longest: int = 40


@dataclass(frozen=True)
class WithSource:
    """A value that may carry its own provenance: `{waarde, aard, bron, toelichting, te_verifieren}`.

    `beside` are words that may be said with it, each with its key and description: `{waarde: zwak, door: college}`.
    """

    of: Kind
    beside: tuple[tuple[str, Choice, str], ...] = ()


Kind = (
    Text
    | NewId
    | Ref
    | Choice
    | Number
    | Day
    | Confirmed
    | YesNo
    | Source
    | Seat
    | Object
    | Many
    | Table
    | Told
    | WithSource
)


@dataclass(frozen=True)
class Key:
    """One declared key: its YAML name, form, Dutch description, and whether it must be there."""

    attribute: str
    name: str
    kind: Kind
    description: str
    required: bool


_keys: dict[type, tuple[Key, ...]] = {}


def key(name: str, kind: Kind, description: str, **options: Any) -> Any:
    """Declare a dataclass field read from YAML key `name`; with `default` or `default_factory` it is optional."""
    required = not ({"default", "default_factory"} & options.keys())
    return dataclasses.field(metadata={"key": (name, kind, description, required)}, **options)


def keys_of(cls: type) -> tuple[Key, ...]:
    """The declared keys of a model class, in order of declaration."""
    if cls not in _keys:  # reading a dossier asks for these thousands of times
        declared = ((field.name, field.metadata.get("key")) for field in dataclasses.fields(cls))
        _keys[cls] = tuple(Key(name, *parts) for name, parts in declared if parts)
    return _keys[cls]


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False, field_specifiers=(key,))
def content(cls: ClassT) -> ClassT:
    """Make a class of the model: frozen, built by keyword, compared by identity.

    Without comparison and repr, because generating these for some thirty classes costs a fifth of a start.
    """
    return cast(ClassT, dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls))


TRAITS = "kenmerken"
"""The key of the characteristics that a dossier declares, and of what it says of each thing with them."""


@content
class Validity:
    """From when until when something holds; both days inclusive."""

    start: date | None = key("van", Day(), "eerste dag", default=None)
    end: date | None = key("tot", Day(), "laatste dag", default=None)


@content
class Item:
    """What every object of a dossier has: provenance, visibility and validity in time."""

    origin: Origin
    source: SourceRef | None = key("bron", Source(), "bron: document §paragraaf punt n", default=None)
    nature: str | None = key("aard", Choice(words.NATURES), "registratie, oordeel of aanname", default=None)
    note: str = key("toelichting", Text(), "toelichting voor de lezer", default="")
    to_verify: str = key("te_verifieren", Text(), "wat nog nagegaan moet worden", default="")
    to_confirm: str = key(
        "te_bevestigen", Text(LONGEST_TERM), "periode waarvoor dit nog bevestigd moet worden", default=""
    )
    confirmed: Confirmation | None = key(
        "bevestigd", Confirmed(), "dag waarop dit is bevestigd, met alles erin, en door wie", default=None
    )
    visibility: str | None = key(
        "openbaarheid", Choice(words.VISIBILITIES), "openbaar of intern", default=None
    )
    validity: Validity | None = key("geldig", Object(Validity), "geldig van en tot", default=None)

    @property
    def period(self) -> Period:
        return Period(self.validity.start, self.validity.end) if self.validity else Period()


PROVENANCE = tuple(key.name for key in keys_of(Item) if key.name != "geldig")
"""The keys that say where something comes from, how certain it is, and who may see it."""


# ── dossier.yaml, basis.yaml ──────────────────────────────────────────────────────────────────────────────────────


@content
class Theme(Item):
    """A theme of the vocabulary; touching a theme touches its parents, one step up (prototype's finding)."""

    id: str = key("id", NewId("thema"), "thema")
    name: str = key("naam", Text(120), "naam zoals gebruikers die lezen")
    parents: tuple[Sourced[str], ...] = key(
        "ouder", Many(WithSource(Ref(("thema",)))), "thema dat één stap breder is", default=()
    )
    aliases: tuple[str, ...] = key(
        "ook_bekend_als", Many(Text(160)), "andere woorden ervoor, om het mee te vinden", default=()
    )


INFLUENCE = {"klein": 0.4, "merkbaar": 0.5, "flink": 0.6, "groot": 0.7, "doorslaggevend": 0.8}
"""What the words for influence mean in a dossier that does not say so itself: an assumption."""


@content
class Trait(Item):
    """A characteristic of this dossier's own: rules read it as a fact of this name."""

    id: str = key("id", NewId("kenmerk"), "kenmerk")
    name: str = key(
        "naam",
        Text(120),
        "bij ja-nee wat ervan gezegd wordt (vergadert op onze raadsavond), anders wat het is",
    )
    owners: tuple[str, ...] = key(
        "geldt_voor", Many(Choice(words.TRAIT_OWNERS)), "waarvan dit een kenmerk kan zijn"
    )
    sort: str = key("soort", Choice(words.TRAIT_SORTS), "ja-nee, een woord of een getal")
    words: tuple[str, ...] = key(
        "woorden", Many(Text(40)), "de woorden waaruit te kiezen is, als de soort woord is", default=()
    )


def _own_traits(thing: str) -> Any:
    """The key under which a thing has its own characteristics."""
    kind = Traits(Ref(("kenmerk",)), WithSource(Told()), thing)
    return key(TRAITS, kind, "eigen kenmerken, zoals dossier.yaml ze noemt", default_factory=dict)


@content
class Strengths:
    """How strongly a link carries influence, in (0, 1]; our own edges follow from ties and seats held."""

    ties: dict[str, Sourced[float]] = key(
        "relatie", Table(Choice(words.TIES), WithSource(Number(0.01, 1))), "kracht van een relatie"
    )
    seats: dict[str, Sourced[float]] = key(
        "zetel", Table(Choice(words.ROLES), WithSource(Number(0.01, 1))), "kracht van een bezette zetel"
    )
    influences: dict[str, float] = key(
        "invloed",
        Table(Choice(words.INFLUENCES), Number(0.01, 1)),
        "kracht van elk woord voor invloed",
        default_factory=lambda: dict(INFLUENCE),
    )
    membership: float = key("lidmaatschap", Number(0.01, 1), "van gremium naar het netwerk erachter")
    strong: float = key("sterk", Number(0, 1), "route heet sterk vanaf dit deel van de beste")
    good: float = key("goed", Number(0, 1), "route heet goed vanaf dit deel van de beste")

    def of_influence(self, influence: Influence) -> float:
        """How strong an influence is, also when a word says so."""
        strength = influence.strength
        return self.influences[strength] if isinstance(strength, str) else strength


@content
class Scoring(Item):
    """How contributions become a score and a band; see docs/validatie.md for the measurements."""

    bonus: float = key("bonus", Number(0, 1), "aandeel waarmee verdere argumenten meetellen")
    cap: float = key("bonusplafond", Number(0, 1), "hoogste bonus als deel van het sterkste argument")
    do_from: float = key("doen_vanaf", Number(0, 10_000), "score vanaf waar een advies doen heet")
    also_from: float = key("ook_doen_vanaf", Number(0, 10_000), "score vanaf waar een advies ook doen heet")


@content
class Concepts(Item):
    """The link words of the model: which function answers which ask, and so on."""

    ask_functions: dict[str, tuple[Sourced[str], ...]] = key(
        "vraag_functie",
        Table(Choice(words.ASKS), Many(WithSource(Choice(words.FUNCTIONS)))),
        "welke functie van een gremium een vraag dient",
    )
    instrument_asks: dict[str, tuple[Sourced[str], ...]] = key(
        "instrument_vraag",
        Table(Choice(words.INSTRUMENT_SORTS), Many(WithSource(Choice(words.ASKS)))),
        "welke vraag een soort instrument dient",
    )
    tie_attitudes: dict[str, Sourced[str]] = key(
        "relatie_houding",
        Table(Choice(words.TIES), WithSource(Choice(words.ATTITUDES))),
        "wat de stand van een relatie vraagt",
    )
    strengths: Strengths = key("sterkte", Object(Strengths), "sterkte van verbindingen")


@content
class Header(Item):
    """dossier.yaml: whose dossier this is, for which period, and its vocabulary."""

    id: str = key("dossier", NewId("dossier"), "korte naam van het dossier")
    name: str = key("naam", Text(120), "naam van het dossier")
    municipality: str = key("gemeente", Ref(("actor",)), "de gemeente waarvan dit dossier is")
    term: Validity = key("periode", Object(Validity), "collegeperiode")
    reference_day: date = key("peildatum", Day(), "dag waarop alles wordt beoordeeld")
    opgave_order: tuple[str, ...] = key(
        "volgorde_opgaven", Many(Ref(("opgave",))), "volgorde waarin opgaven worden getoond", default=()
    )
    layer_order: tuple[str, ...] = key(
        "volgorde_netwerken", Many(Ref(("laag",))), "volgorde waarin netwerken worden getoond", default=()
    )
    basis: str = key(
        "basis",
        Text(200),
        "waarop dit dossier bouwt: landelijk, of de weg naar een map, gezien vanaf dossier.yaml",
        default="",
    )
    themes: dict[str, Theme] = key(
        "themas",
        Table(NewId("thema"), Object(Theme)),
        "woordenlijst van thema's, naast die van de basis",
        default_factory=dict,
    )
    traits: dict[str, Trait] = key(
        TRAITS,
        Table(NewId("kenmerk"), Object(Trait)),
        "eigen kenmerken, waar regels naar kunnen vragen, naast die van de basis",
        default_factory=dict,
    )
    concepts: Concepts = key(
        "begrippen", Object(Concepts), "verbindende begrippen; weglaten is die van de basis", default=None
    )
    scoring: Scoring = key(
        "score",
        Object(Scoring),
        "van bijdrage naar score en band; weglaten is die van de basis",
        default=None,
    )


@content
class Basis(Item):
    """basis.yaml: what other dossiers build on, and the vocabulary that they share."""

    id: str = key("basis", NewId("basis"), "korte naam van de basis")
    name: str = key("naam", Text(120), "naam van de basis")
    version: float = key("versie", Number(1, 1000, whole=True), "versie van de vorm van deze bestanden")
    state: date = key("stand", Day(), "dag waarvan de jongste gegevens zijn")
    builds_on: str = key("bouwt_op", Text(200), "basis waarop deze weer bouwt", default="")
    rules_folder: str = key(
        "regels", Text(200), "map met de gedeelde regels, gezien vanaf basis.yaml", default=""
    )
    layer_order: tuple[str, ...] = key(
        "volgorde_netwerken", Many(Ref(("laag",))), "volgorde waarin netwerken worden getoond", default=()
    )
    themes: dict[str, Theme] = key(
        "themas", Table(NewId("thema"), Object(Theme)), "woordenlijst van thema's", default_factory=dict
    )
    traits: dict[str, Trait] = key(
        TRAITS,
        Table(NewId("kenmerk"), Object(Trait)),
        "eigen kenmerken, waar regels naar kunnen vragen",
        default_factory=dict,
    )
    concepts: Concepts | None = key("begrippen", Object(Concepts), "verbindende begrippen", default=None)
    scoring: Scoring | None = key("score", Object(Scoring), "van bijdrage naar score en band", default=None)


# ── bronnen.yaml, college.yaml ────────────────────────────────────────────────────────────────────────


@content
class Section:
    """A paragraph of a source; `gives_advice` marks the paragraphs whose bullets are themselves advice."""

    id: str = key("id", Text(40), "nummer van de paragraaf")
    title: str = key("titel", Text(200), "titel van de paragraaf")
    page: float | None = key("blz", Number(1, 9999, whole=True), "bladzijde waarop zij begint", default=None)
    gives_advice: bool = key("advies", YesNo(), "bevat deze paragraaf zelf adviezen?", default=False)

    @property
    def cited(self) -> str:
        """The title as it is cited, with the page when that is known."""
        return self.title if self.page is None else f"{self.title} (blz. {self.page:.0f})"


@content
class Document(Item):
    """A source document."""

    id: str = key("id", NewId("document"), "korte naam waarmee feiten verwijzen")
    title: str = key("titel", Text(200), "titel")
    short: str = key("kort", Text(60), "korte titel, voor verwijzingen", default="")
    publisher: str = key("uitgever", Text(200), "wie het document uitgaf", default="")
    url: str = key("url", Text(500), "waar het te lezen is", default="")
    day: Sourced[str] = key("datum", WithSource(Text(40)), "datum of jaar van het document")
    available: bool = key(
        "beschikbaar",
        YesNo(),
        "hebben we dit document? bij nee zegt de toelichting waarom niet",
        default=True,
    )
    sections: tuple[Section, ...] = key(
        "paragrafen", Many(Object(Section)), "paragrafen waarnaar feiten verwijzen", default=()
    )


@content
class Sources:
    """bronnen.yaml."""

    documents: tuple[Document, ...] = key("bronnen", Many(Object(Document)), "brondocumenten")


@content
class Member(Item):
    """A member of the college: a role such as "wethouder A", never a person. Portfolios say whose they are."""

    id: str = key("id", NewId("bestuurder"), "korte naam")
    name: str = key("naam", Text(120), "rol, nooit een persoonsnaam: wethouder A")
    capacity: Sourced[float] | None = key(
        "dagdelen", WithSource(Number(0, 60)), "dagdelen per maand voor externe tafels", default=None
    )


@content
class Portfolio(Item):
    """A portfolio in the college: a role, never a person. Without a member it stands for one of its own."""

    id: str = key("id", NewId("portefeuille"), "korte naam")
    name: str = key("naam", Text(120), "naam van de portefeuille")
    office: str = key("ambt", Choice(words.OFFICES), "ambt")
    themes: tuple[Sourced[str], ...] = key("themas", Many(WithSource(Ref(("thema",)))), "thema's")
    member: Sourced[str] | None = key(
        "bestuurder",
        WithSource(Ref(("bestuurder",))),
        "wie de portefeuille heeft; weglaten is iemand met alleen deze portefeuille",
        default=None,
    )
    capacity: Sourced[float] | None = key(
        "dagdelen",
        WithSource(Number(0, 60)),
        "dagdelen per maand voor externe tafels; met een bestuurder tellen die van hem",
        default=None,
    )


@content
class Division(Item):
    """What seats cost the college, and what is agreed about who takes which; read by `verdeling`."""

    loads: dict[str, Sourced[float]] = key(
        "belasting",
        Table(Choice(words.ROLES), WithSource(Number(0, 60))),
        "dagdelen per maand die een rol kost",
    )
    related: Sourced[float] | None = key(
        "verwant",
        WithSource(Number(0, 1)),
        "deel van de waarde dat telt als een verwante portefeuille de zetel neemt; weglaten is 1",
        default=None,
    )
    must: tuple[Sourced[str], ...] = key(
        "moet", Many(WithSource(Seat())), "zetels die in elk plan horen", default=()
    )
    never: tuple[Sourced[str], ...] = key(
        "nooit", Many(WithSource(Seat())), "zetels die in geen plan horen", default=()
    )
    fixed: dict[str, Sourced[str]] = key(
        "vast",
        Table(Seat(), WithSource(Ref(("portefeuille", "bestuurder")))),
        "zetels waarvan vaststaat welke portefeuille of bestuurder ze neemt",
        default_factory=dict,
    )


@content
class College(Item):
    """college.yaml."""

    name: str = key("college", Text(120), "naam van het college")
    portfolios: tuple[Portfolio, ...] = key("portefeuilles", Many(Object(Portfolio)), "portefeuilles")
    members: tuple[Member, ...] = key("bestuurders", Many(Object(Member)), "bestuurders", default=())
    division: Division | None = key(
        "verdeling", Object(Division), "wat zetels kosten en wat erover is afgesproken", default=None
    )


# ── opgaven/*.yaml ────────────────────────────────────────────────────────────────────────────────────


@content
class Priority(Item):
    """What the municipality wants from outside, within one or more opgaven."""

    id: str = key("id", NewId("prioriteit"), "korte naam")
    name: str = key("naam", Text(120), "naam")
    spoken: str = key(
        "in_zin", Text(120), "hoe dit in een zin heet, in het enkelvoud: de aanleg van de HOV", default=""
    )
    description: str = key("omschrijving", Text(), "wat we willen bereiken", default="")
    also_under: tuple[Sourced[str], ...] = key(
        "ook_onder", Many(WithSource(Ref(("opgave",)))), "andere opgaven waaronder dit valt", default=()
    )
    stance: Sourced[str] = key("inzet", WithSource(Choice(words.STANCES)), "hoe ver we gaan")
    interest: Sourced[str] = key(
        "belang", WithSource(Choice(words.INTERESTS)), "alleen ons gebied, of gedeeld"
    )
    shared_with: tuple[Sourced[str], ...] = key(
        "deelt_met",
        Many(WithSource(Ref(("actor",)))),
        "met wie we dit belang delen, als het belang groep is",
        default=(),
    )
    asks: tuple[Sourced[str], ...] = key("vraag", Many(WithSource(Choice(words.ASKS))), "wat we vragen")
    themes: tuple[Sourced[str], ...] = key("themas", Many(WithSource(Ref(("thema",)))), "thema's")
    levels: tuple[Sourced[str], ...] = key(
        "niveau",
        Many(WithSource(Choice(words.LEVELS))),
        "schaal waarop het wordt beslist; leeg is elke schaal",
        default=(),
    )
    trend: Sourced[str] | None = key(
        "ontwikkeling",
        WithSource(Choice(words.DIRECTIONS)),
        "beweegt het Rijk uit zichzelf mee of tegen?",
        default=None,
    )
    weight: Sourced[float] | None = key(
        "gewicht", WithSource(Number(0, 10)), "gewicht; zonder opgave 1", default=None
    )
    traits: dict[str, Sourced[Any]] = _own_traits("prioriteit")


@content
class Statement(Item):
    """Something a source says that is kept for the reader: a goal, a trend, a neighbourhood."""

    text: str = key("tekst", Text(), "de inhoud, in onze woorden")


@content
class Figure(Item):
    """A figure from a source, with its unit."""

    name: str = key("naam", Text(120), "wat er geteld is")
    value: float = key("waarde", Number(-1e12, 1e12), "het getal")
    unit: str = key("eenheid", Text(40), "eenheid")


@content
class ReadyText(Item):
    """A text that people may take over as it stands, in our own words."""

    sort: str = key("soort", Choice(words.TEXT_SORTS), "waarvoor de tekst is")
    text: str = key("tekst", Text(), "de tekst, in onze woorden")


@content
class Contribution(Item):
    """How this opgave is helped by another one."""

    giver: str | None = key("opgave", Ref(("opgave",)), "de opgave die bijdraagt", default=None)
    programme: str = key(
        "programma", Text(120), "het begrotingsprogramma, als dat geen opgave is", default=""
    )
    how: str = key("wijze", Text(), "hoe, in onze woorden")
    themes: tuple[Sourced[str], ...] = key(
        "themas", Many(WithSource(Ref(("thema",)))), "thema's van de bijdrage", default=()
    )


@content
class Opgave(Item):
    """One of the big municipal challenges."""

    id: str = key("opgave", NewId("opgave"), "korte naam")
    name: str = key("naam", Text(120), "naam")
    description: str = key("omschrijving", Text(), "waar het om gaat", default="")
    weight: Sourced[float] | None = key(
        "gewicht", WithSource(Number(0, 10)), "gewicht; weglaten is 1", default=None
    )
    goals: tuple[Statement, ...] = key("doelen", Many(Object(Statement)), "doelen", default=())
    trends: tuple[Statement, ...] = key("trends", Many(Object(Statement)), "trends", default=())
    areas: tuple[Statement, ...] = key("gebieden", Many(Object(Statement)), "wijken en gebieden", default=())
    figures: tuple[Figure, ...] = key("cijfers", Many(Object(Figure)), "cijfers", default=())
    helped_by: tuple[Contribution, ...] = key(
        "geholpen_door", Many(Object(Contribution)), "wat andere opgaven bijdragen", default=()
    )
    texts: tuple[ReadyText, ...] = key(
        "teksten", Many(Object(ReadyText)), "teksten om over te nemen", default=()
    )
    portfolios: tuple[Sourced[str], ...] = key(
        "portefeuilles", Many(WithSource(Ref(("portefeuille",)))), "betrokken portefeuilles", default=()
    )
    priorities: tuple[Priority, ...] = key("prioriteiten", Many(Object(Priority)), "prioriteiten")


# ── networks/*.yaml ───────────────────────────────────────────────────────────────────────────────────


@content
class Membership(Item):
    """Who holds a post, and on whose behalf."""

    holder: Sourced[str] = key("houder", WithSource(Choice(words.HOLDERS)), "wij, ander of onbekend")
    on_behalf_of: str | None = key("namens", Ref(("actor",)), "namens welke regio", default=None)


_WHICH = "welke wethouder het is, staat in college.yaml: `verdeling: {vast: {gremium/lid: portefeuille}}`"


@content
class Post(Item):
    """A seat that exists whoever holds it (Popolo: Post)."""

    role: str = key("rol", Choice(words.ROLES), "rol")
    theme: str | None = key("thema", Ref(("thema",)), "thema van de portefeuille", default=None)
    vacant: bool = key("te_verdelen", YesNo(), "is deze zetel te verdelen?", default=False)
    sort: Sourced[str] | None = key(
        "zetel",
        WithSource(Choice(words.SEAT_SORTS)),
        "waarom het college deze zetel niet kan claimen",
        default=None,
    )
    force: Sourced[str] | None = key(
        "kracht", WithSource(Choice(words.FORCES)), "hoe sterk de strategie deze zetel wil", default=None
    )
    by: Sourced[str] | None = key(
        "door", WithSource(Choice(words.DOORS, _WHICH)), "wie van ons deze zetel neemt", default=None
    )
    traits: dict[str, Sourced[Any]] = _own_traits("positie")
    memberships: tuple[Membership, ...] = key(
        "bezetting", Many(Object(Membership)), "wie de zetel heeft", default=()
    )


@content
class Reason(Item):
    """Why a table or an actor matters to us, as a source tells it."""

    text: str = key("reden", Text(), "waarom, in één zin")
    opgave: str | None = key(
        "opgave", Ref(("opgave",)), "opgave waarvoor dit de reden is; weglaten is voor alle", default=None
    )
    sorts: tuple[str, ...] = key(
        "bij",
        Many(Choice(words.REASONED)),
        "waarbij dit de reden is, als het over een actor gaat; weglaten is bij alles behalve een route",
        default=(),
    )


@content
class Body(Item):
    """A gremium: a table where an actor's members meet."""

    id: str = key("id", NewId("gremium"), "korte naam")
    name: str = key("naam", Text(160), "naam")
    article: str | None = key(
        "lidwoord", Choice(words.ARTICLES), "lidwoord in zinnen; weglaten volgt de soort", default=None
    )
    aliases: tuple[str, ...] = key("ook_bekend_als", Many(Text(160)), "andere namen in bronnen", default=())
    sort: str = key("soort", Choice(words.BODY_SORTS), "soort gremium")
    layer: str = key("laag", Choice(words.LAYERS), "bestuurlijk of ambtelijk", default="bestuurlijk")
    themes: tuple[Sourced[str], ...] = key("themas", Many(WithSource(Ref(("thema",)))), "thema's", default=())
    functions: tuple[Sourced[str], ...] = key(
        "functies", Many(WithSource(Choice(words.FUNCTIONS))), "waar het gremium voor dient", default=()
    )
    force: Sourced[str] | None = key(
        "kracht", WithSource(Choice(words.FORCES)), "hoe sterk de strategie deze tafel wil", default=None
    )
    requires: tuple[Sourced[str], ...] = key(
        "vereist", Many(WithSource(Ref(("gremium",)))), "zetel die eerst nodig is", default=()
    )
    reached_through: tuple[Sourced[str], ...] = key(
        "bereikt_via",
        Many(WithSource(Ref(("gremium",)))),
        "gremium waarlangs onze inbreng hier komt, als er geen zetel voor ons is",
        default=(),
    )
    reasons: tuple[Reason, ...] = key(
        "redenen",
        Many(Object(Reason)),
        "waarom deze tafel voor ons telt, zoals een bron het zegt",
        default=(),
    )
    traits: dict[str, Sourced[Any]] = _own_traits("gremium")
    posts: tuple[Post, ...] = key("posities", Many(Object(Post)), "zetels", default=())


@content
class Cardinality(Item):
    """A choice among bodies: the same role in at least and at most so many of them."""

    role: str = key("rol", Choice(words.ROLES), "rol")
    bodies: tuple[str, ...] = key("gremia", Many(Ref(("gremium",))), "gremia waaruit gekozen wordt")
    least: float = key("minstens", Number(0, 20, whole=True), "minstens zoveel")
    most: float = key("hoogstens", Number(1, 20, whole=True), "hoogstens zoveel")


@content
class Competence(Item):
    """Who decides on a theme."""

    theme: str = key("thema", Ref(("thema",)), "thema")
    sort: str = key("soort", Choice(words.COMPETENCES), "waarover: geld, regels, ruimte of inzet")


@content
class Dependency(Item):
    """An actor can help or hinder us on a theme."""

    theme: str = key("thema", Ref(("thema",)), "thema")
    sort: str = key("aard_afhankelijkheid", Choice(words.DEPENDENCIES), "steun of hinder")


@content
class Position(Item):
    """Where an actor stands on one priority; goes before what it can do on the theme as a whole."""

    priority: str = key("prioriteit", Ref(("prioriteit",)), "prioriteit")
    sort: str = key("aard_afhankelijkheid", Choice(words.DEPENDENCIES), "steun of hinder")


@content
class Influence(Item):
    """How strongly an actor carries a message on to another: a word, or a number in (0, 1]."""

    on: str = key("op", Ref(("actor",)), "op wie")
    strength: float | str = key(
        "sterkte", Number(0.01, 1, words=words.INFLUENCES), "hoe sterk: een woord, of een getal tussen 0 en 1"
    )


@content
class AgendaItem(Item):
    """A theme, goal or project on another region's own agenda."""

    name: str = key("naam", Text(200), "naam")
    sort: str = key("soort", Choice(words.AGENDA_SORTS), "soort")
    themes: tuple[Sourced[str], ...] = key("themas", Many(WithSource(Ref(("thema",)))), "thema's", default=())
    partners: tuple[str, ...] = key("partners", Many(Text(160)), "partners", default=())
    description: str = key("omschrijving", Text(), "inhoud, in onze woorden", default="")


@content
class Identifier(Item):
    """An identifier in an official register."""

    register: str = key("register", Choice(words.REGISTERS), "register")
    code: str = key("code", Text(120), "identificatie")


@content
class Actor(Item):
    """A network, organisation or office around the municipality."""

    id: str = key("id", NewId("actor"), "korte naam")
    name: str = key("naam", Text(160), "naam")
    short: str = key("afkorting", Text(40), "afkorting voor kaart en tabel", default="")
    article: str | None = key(
        "lidwoord", Choice(words.ARTICLES), "lidwoord in zinnen; weglaten volgt de soort", default=None
    )
    aliases: tuple[str, ...] = key("ook_bekend_als", Many(Text(160)), "andere namen in bronnen", default=())
    sort: str = key("soort", Choice(words.ACTOR_SORTS), "soort actor")
    level: str = key("niveau", Choice(words.LEVELS), "bestuurlijk niveau")
    part_of: str | None = key("valt_onder", Ref(("actor",)), "bovenliggende actor", default=None)
    identifiers: tuple[Identifier, ...] = key(
        "identificatie", Many(Object(Identifier)), "registers", default=()
    )
    fields: tuple[Sourced[str], ...] = key(
        "werkvelden", Many(WithSource(Ref(("thema",)))), "thema's waaraan de actor werkt", default=()
    )
    competences: tuple[Competence, ...] = key(
        "bevoegdheden", Many(Object(Competence)), "bevoegdheden", default=()
    )
    ties: dict[str, Sourced[str]] = key(
        "relaties",
        Table(
            Choice(words.LAYERS),
            WithSource(Choice(words.TIES), (("door", Choice(words.DOORS), "wie het contact onderhoudt"),)),
        ),
        "onze relatie, per laag; `door` zegt wie het contact onderhoudt",
        default_factory=dict,
    )
    dependencies: tuple[Dependency, ...] = key(
        "afhankelijkheden", Many(Object(Dependency)), "waar de actor ons helpt of hindert", default=()
    )
    positions: tuple[Position, ...] = key(
        "standpunten", Many(Object(Position)), "waar de actor bij een prioriteit van ons staat", default=()
    )
    influences: tuple[Influence, ...] = key(
        "invloed", Many(Object(Influence)), "invloed op anderen", default=()
    )
    reasons: tuple[Reason, ...] = key(
        "redenen",
        Many(Object(Reason)),
        "waarom deze actor voor ons telt, zoals een bron het zegt",
        default=(),
    )
    represents: tuple[Sourced[str], ...] = key(
        "zetels_namens", Many(WithSource(Ref(("actor",)))), "regio die onze zetels hier gunt", default=()
    )
    traits: dict[str, Sourced[Any]] = _own_traits("actor")
    agenda_state: Sourced[str] | None = key(
        "gezamenlijke_agenda",
        WithSource(
            Choice(words.AGENDA_STATES),
            (
                (
                    "doel",
                    Choice(words.AGENDA_AIMS),
                    "wat we ermee willen, als zij er nog niet is; weglaten is verkennen",
                ),
            ),
        ),
        "stand van een gezamenlijke agenda met ons",
        default=None,
    )
    change: Sourced[str] | None = key(
        "wisseling", WithSource(Text(200)), "bestuurswisseling die de relatie raakt", default=None
    )
    agenda: tuple[AgendaItem, ...] = key("agenda", Many(Object(AgendaItem)), "eigen agenda", default=())
    bodies: tuple[Body, ...] = key("gremia", Many(Object(Body)), "gremia van deze actor", default=())
    choices: tuple[Cardinality, ...] = key(
        "keuzes", Many(Object(Cardinality)), "een rol in zoveel van deze gremia", default=()
    )


@content
class Handover(Item):
    """Who runs an instrument on the days that `geldig` says, instead of its owner."""

    owner: str = key("van", Ref(("actor",)), "wie het instrument dan beheert")


@content
class Instrument(Item):
    """A programme, fund or strategy."""

    id: str = key("id", NewId("instrument"), "korte naam")
    name: str = key("naam", Text(160), "naam")
    article: str | None = key(
        "lidwoord", Choice(words.ARTICLES), "lidwoord in zinnen; weglaten volgt de soort", default=None
    )
    aliases: tuple[str, ...] = key("ook_bekend_als", Many(Text(160)), "andere namen in bronnen", default=())
    owner: str = key("van", Ref(("actor",)), "wie het instrument beheert")
    handovers: tuple[Handover, ...] = key(
        "daarna",
        Many(Object(Handover)),
        "wie het later beheert, elk met de dagen bij `geldig`; op andere dagen is het `van`",
        default=(),
    )
    sort: str = key("soort", Choice(words.INSTRUMENT_SORTS), "soort")
    state: Sourced[str] = key("status", WithSource(Choice(words.INSTRUMENT_STATES)), "stand")
    themes: tuple[Sourced[str], ...] = key("themas", Many(WithSource(Ref(("thema",)))), "thema's", default=())
    partners: tuple[Sourced[str], ...] = key(
        "deelnemers", Many(WithSource(Ref(("actor",)))), "wie meedoen, behalve wij", default=()
    )
    traits: dict[str, Sourced[Any]] = _own_traits("instrument")


@content
class Moment(Item):
    """A moment that matters for seats or lobby: a deadline, a round, an election."""

    name: str = key("naam", Text(160), "naam")
    day: Sourced[str] = key("datum", WithSource(Text(40)), "datum, maand of seizoen")
    about: tuple[str, ...] = key(
        "betreft", Many(Ref(("actor", "gremium", "instrument"))), "waarover", default=()
    )
    change: bool = key(
        "bestuurswisseling",
        YesNo(),
        "hebben de actoren die het betreft daarna een ander bestuur?",
        default=False,
    )
    nominated_by: tuple[str, ...] = key(
        "voordracht", Many(Text(160)), "wie kandidaten voordraagt of aanbeveelt", default=()
    )


@content
class Layer(Item):
    """networks/*.yaml: one layer of external networks."""

    id: str = key("laag", NewId("laag"), "korte naam van de laag")
    name: str = key("naam", Text(120), "naam")
    actors: tuple[Actor, ...] = key("actoren", Many(Object(Actor)), "actoren", default=())
    instruments: tuple[Instrument, ...] = key(
        "instrumenten", Many(Object(Instrument)), "instrumenten", default=()
    )
    moments: tuple[Moment, ...] = key("momenten", Many(Object(Moment)), "momenten", default=())


@content
class Dossier:
    """A whole dossier, read and checked."""

    header: Header
    documents: tuple[Document, ...]
    college: College
    opgaven: tuple[Opgave, ...]
    layers: tuple[Layer, ...]
