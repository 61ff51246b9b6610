"""The closed word lists of a dossier: what a value of each kind may be, and what each word means.

The words are Dutch, because users write them; the meanings are for whoever chooses one in an editor.
"""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "aard": {
        "registratie": "iedereen kan het nakijken: het staat ergens geregistreerd",
        "oordeel": "onze lezing; een ander kan het anders zien",
        "aanname": "zonder bron: zo nemen wij het aan",
    },
    "openbaarheid": {
        "openbaar": "mag naar buiten",
        "intern": "blijft binnen, met alles wat eruit volgt",
    },
    "inzet": {
        "trekken": "we nemen zelf het voortouw",
        "meedoen": "we doen mee; anderen trekken",
        "volgen": "we houden het bij, zonder eigen inzet",
    },
    "belang": {
        "gebied": "alleen ons gebied heeft er belang bij",
        "groep": "enkele anderen delen dit belang: noem hen bij deelt_met",
        "collectief": "veel gemeenten delen dit belang",
    },
    "vraag": {
        "middelen": "we vragen geld",
        "regels": "we vragen andere wetten of regels",
        "agendering": "we vragen dat het op de agenda komt",
        "afstemming": "we willen plannen op elkaar afstemmen",
        "kennis": "we zoeken kennis",
    },
    "richting": {"mee": "het Rijk beweegt al uit zichzelf mee", "tegen": "het Rijk beweegt ertegenin"},
    "niveau": {
        "europees": "Europese Unie",
        "landelijk": "het Rijk en landelijke koepels",
        "provinciaal": "de provincie",
        "metropool": "de metropoolregio",
        "regio": "de eigen regio",
        "buur": "een regio of gemeente naast ons",
        "lokaal": "onze eigen gemeente",
    },
    "actorsoort": {
        "bedrijfsleven": "bedrijven en hun organisaties",
        "eu-instelling": "een instelling van de Europese Unie",
        "gemeente": "een andere gemeente",
        "groep": "een groep van actoren die we samen bekijken",
        "kabinet": "het kabinet als geheel",
        "keten": "partners in een keten, zoals politie en justitie",
        "kennisinstelling": "een school, universiteit of planbureau",
        "koepel": "een vereniging waarvan alle gemeenten lid zijn",
        "maatschappelijk": "een maatschappelijke organisatie",
        "minister": "een bewindspersoon, als ambt",
        "ministerie": "een ministerie",
        "ons": "onze eigen gemeente",
        "onderdeel": "een onderdeel van een andere actor",
        "parlement": "Tweede Kamer, Eerste Kamer of Europees Parlement",
        "provincie": "een provincie",
        "regio": "een regionaal samenwerkingsverband van gemeenten in de buurt",
        "rijk": "het Rijk als geheel",
        "samenwerkingsverband": "een verband van overheden, zoals een metropoolregio",
        "sectornetwerk": "een netwerk rond één onderwerp",
        "stadsdeel": "een deel van een andere gemeente",
        "stedennetwerk": "een netwerk van steden, zoals de G40",
    },
    "gremiumsoort": {
        "bestuur": "een algemeen bestuur, of het enige bestuur van een regeling",
        "commissie": "een vaste commissie",
        "dagelijks-bestuur": "een dagelijks bestuur",
        "lobbygroep": "een kleine groep die lobbyt",
        "meedenkgroep": "een groep die meedenkt",
        "netwerk": "een losser netwerk",
        "overleg": "een regelmatig overleg",
        "pho": "een portefeuillehoudersoverleg",
        "pijler": "een pijler van een stedennetwerk",
        "platform": "een platform van bestuurders",
        "raad": "een raad",
        "stuurgroep": "een stuurgroep",
        "themagroep": "een groep rond één thema",
        "themaspoor": "een spoor rond één thema",
    },
    "bestuurslaag": {
        "bestuurlijk": "bestuurders onderling",
        "ambtelijk": "ambtenaren onderling",
        "hoogambtelijk": "directeuren en secretarissen",
        "college": "de colleges als geheel",
    },
    "functie": {
        "prioriteitsstelling": "hier wordt bepaald wat voorgaat",
        "besluit": "hier wordt besloten",
        "agendering": "hier komt iets op de agenda",
        "lobby": "van hieruit wordt gelobbyd",
        "wetgeving": "hier wordt aan wetten gewerkt",
        "middelen": "hier wordt geld verdeeld",
        "kennis": "hier wordt kennis gedeeld",
        "afstemming": "hier worden plannen op elkaar afgestemd",
        "inbreng": "hier wordt meegedacht",
    },
    "rol": {
        "voorzitter": "leidt de tafel: de zwaarste rol",
        "vicevoorzitter": "vervangt de voorzitter",
        "trekker": "trekt een onderwerp",
        "portefeuille": "beheert een onderwerp namens de anderen; noem het thema",
        "lid": "heeft een zetel",
        "inbreng": "neemt met stevige inbreng deel",
        "meelopen": "leest mee, zonder eigen inzet: de lichtste rol",
    },
    "zetelsoort": {
        "raad": "een zetel van raadsleden",
        "ambtshalve": "de zetel hoort bij een ambt",
        "wettelijk": "de wet wijst de zetel toe",
    },
    "houder": {
        "wij": "onze gemeente",
        "ander": "iemand anders",
        "onbekend": "niet bekend wie",
    },
    "stand": {
        "geen": "we kennen er niemand",
        "zwak": "we kennen elkaar, meer niet",
        "sterk": "we spreken elkaar geregeld en vertrouwen elkaar",
    },
    "waarbij": {
        "relatie": "bij de band met deze partij",
        "samenwerking": "bij wat we samen doen",
        "route": "bij de weg naar deze partij, langs anderen",
        "voorwaarde": "bij wat er voor onze zetels nodig is",
    },
    "door": {
        "burgemeester": "de burgemeester onderhoudt het contact",
        "wethouder": "de wethouder die erover gaat",
        "wethouders": "de wethouders, ieder voor de eigen portefeuille",
        "directeur": "een directeur of de gemeentesecretaris",
        "directeur-sociaal": "de directeur die over het sociaal domein gaat",
        "college": "het college als geheel",
    },
    "kracht": {
        "zeer": "deze tafel is zeer relevant",
        "voorkeur": "bij voorkeur",
        "proberen": "het proberen waard; of het lukt, is onzeker",
        "veelal": "zo gaat het meestal",
    },
    "lidwoord": {
        "de": "de G40-themagroep",
        "het": "het portefeuillehoudersoverleg",
        "geen": "zonder lidwoord, zoals BZK en Amsterdam",
    },
    "afhankelijkheid": {"steun": "kan ons helpen", "hinder": "kan ons in de weg zitten"},
    "invloed": {
        "klein": "hoort mee wat er speelt; zoals een provincie bij de Kamer of in Europa",
        "merkbaar": "wordt gehoord, naast vele anderen; zoals een netwerk van gemeenten bij een ministerie",
        "flink": "is een vaste partner van wie beslist; zoals de Kamer bij een ministerie",
        "groot": "wordt bijna altijd gevraagd; zoals de VNG bij een ministerie",
        "doorslaggevend": "maakt met wie beslist de afspraken; zoals de VNG bij VWS over de jeugdhulp",
    },
    "bevoegdheid": {
        "regels": "stelt de regels",
        "middelen": "verdeelt het geld",
        "ruimte": "beslist over de ruimte",
        "inzet": "beslist over mensen en inzet",
    },
    "kenmerk": {
        "koers-onzeker": "welke kant dit netwerk op gaat, is onzeker",
        "geen-lid": "wij zijn er geen lid van; de tafels zijn niet voor ons",
        "ruim-omschreven": "waaraan dit netwerk werkt, is alleen ruim omschreven; waarover een tafel gaat, is na te gaan",
    },
    "kenmerkdrager": {
        "gremium": "een tafel",
        "positie": "een zetel aan een tafel",
        "actor": "een netwerk, organisatie of ambt",
        "prioriteit": "een prioriteit",
        "instrument": "een programma, fonds of strategie",
    },
    "kenmerksoort": {
        "ja-nee": "ja of nee",
        "woord": "een van de woorden die erbij staan",
        "getal": "een getal",
    },
    "agendadoel": {
        "verkennen": "nagaan of een gezamenlijke agenda kan",
        "afspreken": "streven naar een gezamenlijke agenda",
    },
    "agendastand": {
        "geen": "er is geen gezamenlijke agenda",
        "in-verkenning": "er wordt over een gezamenlijke agenda gesproken",
        "vastgesteld": "er is een gezamenlijke agenda",
    },
    "instrumentsoort": {
        "fonds": "geld waarop een beroep mogelijk is",
        "programma": "een programma met partners",
        "strategie": "een strategie of visie",
        "experiment": "een proef met ruimte in de regels",
        "regeling": "een regeling met voorwaarden",
    },
    "instrumentstatus": {
        "open": "we kunnen er een beroep op doen of aan meedoen",
        "toegekend": "we hebben het al",
        "is-de-vraag": "het bestaat nog niet: dat het er komt, is wat we vragen",
        "hindert": "het zit ons in de weg: we vragen er ruimte in",
        "onzeker": "of het er is of komt, weten we niet",
        "afgerond": "voorbij",
    },
    "tekstsoort": {
        "coalitieakkoord": "voor een akkoord tussen partijen",
        "raadsakkoord": "voor een akkoord van de hele raad",
        "brief": "voor een brief of e-mail",
    },
    "klasse": {
        "sterk": "een van de beste wegen",
        "goed": "een goede weg, niet de beste",
        "zwak": "een omweg",
    },
    "adviessoort": {
        "positie": "een zetel; noem gremium en rol",
        "relatie": "een relatie; noem actor en laag",
        "route": "een lobbyroute; noem doel, en via wie",
        "samenwerking": "samenwerken; noem actor, en thema of instrument",
        "koppelkans": "aansluiten bij iets; noem instrument, of gremium en opgave",
        "voorwaarde": "wat eerst nodig is; noem gremium en eerst, of actor",
        "verkenning": "verkennen wat er samen kan; noem actor",
        "monitoren": "de ontwikkeling volgen",
        "afzien": "iets juist niet doen",
        "organisatie": "iets in de eigen organisatie regelen",
    },
    "houding": {
        "claimen": "een zetel innemen die we nog niet hebben",
        "behouden": "houden wat we hebben",
        "meedoen": "deelnemen zonder te trekken",
        "volgen": "meelezen",
        "afzien": "niet doen",
        "opbouwen": "beginnen",
        "intensiveren": "sterker maken",
        "onderhouden": "op peil houden",
        "bijstellen": "vragen om er iets in te veranderen",
    },
    "ja-nee": {"ja": "ja", "nee": "nee"},
    "ambt": {"burgemeester": "de burgemeester", "wethouder": "een wethouder"},
    "agendasoort": {
        "ambitie": "een ambitie",
        "thema": "een thema",
        "doel": "een doel",
        "project": "een project",
        "speerpunt": "een speerpunt",
    },
    "register": {
        "TOOI": "het register van overheidsorganisaties van TOOI",
        "ROO": "het Register van Overheidsorganisaties",
        "eigen": "een eigen nummer",
    },
}
LISTS: Mapping[str, tuple[str, ...]] = {name: tuple(meanings) for name, meanings in MEANINGS.items()}
"""The words of every closed list, by the name of the list."""

NATURES = LISTS["aard"]
VISIBILITIES = LISTS["openbaarheid"]
STANCES = LISTS["inzet"]
INTERESTS = LISTS["belang"]
ASKS = LISTS["vraag"]
DIRECTIONS = LISTS["richting"]
LEVELS = LISTS["niveau"]
ACTOR_SORTS = LISTS["actorsoort"]
BODY_SORTS = LISTS["gremiumsoort"]
LAYERS = LISTS["bestuurslaag"]
FUNCTIONS = LISTS["functie"]
ROLES = LISTS["rol"]
"""The role ladder, heaviest first (design §2)."""
HOLDERS = LISTS["houder"]
SEAT_SORTS = LISTS["zetelsoort"]
"""Seats that a college does not claim: of councillors, with an office, or by law. Others are open to choice."""
TIES = LISTS["stand"]
DOORS = LISTS["door"]
"""Who sees to a tie or takes a seat, as a role."""
OFFICE_OF_DOOR = {"burgemeester": "burgemeester", "wethouder": "wethouder", "wethouders": "wethouder"}
"""The office in a college of who takes a seat; of officials there is none."""
REASONED = LISTS["waarbij"]
"""What a reason for an actor can be a reason for, where it is not one for all of these."""
FORCES = LISTS["kracht"]
"""How strongly the strategy wants a table, or a role at it."""
ARTICLES = LISTS["lidwoord"]
INFLUENCES = LISTS["invloed"]
"""How much of a message gets through, weakest first."""
DEPENDENCIES = LISTS["afhankelijkheid"]
COMPETENCES = LISTS["bevoegdheid"]
TRAITS = LISTS["kenmerk"]
"""Characteristics of an actor that the program itself knows; a dossier declares its own."""
TRAIT_OWNERS = LISTS["kenmerkdrager"]
TRAIT_SORTS = LISTS["kenmerksoort"]
AGENDA_AIMS = LISTS["agendadoel"]
"""What we want of a shared agenda that is not there yet."""
AGENDA_STATES = LISTS["agendastand"]
INSTRUMENT_SORTS = LISTS["instrumentsoort"]
INSTRUMENT_STATES = LISTS["instrumentstatus"]
TEXT_SORTS = LISTS["tekstsoort"]
ROUTE_CLASSES = LISTS["klasse"]
ADVICE_SORTS = LISTS["adviessoort"]
ATTITUDES = LISTS["houding"]
YES_NO = LISTS["ja-nee"]
OFFICES = LISTS["ambt"]
AGENDA_SORTS = LISTS["agendasoort"]
REGISTERS = LISTS["register"]

_BY_WORDS = {listed: name for name, listed in LISTS.items()}


def list_name(listed: tuple[str, ...]) -> str:
    """The name of a closed list. Raises KeyError for a list without one."""
    return _BY_WORDS[listed]
