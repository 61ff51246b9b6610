"""The columns of every table about routes, by the name of the table: headings, meanings and sorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visualizations.sheets import Cell, Column, Sheet

_TO = "id van wie beslist, of van het parlement dat stuurt wie beslist"
_PAIR = (Column("prioriteit", "id van de prioriteit"), Column("beslisser", _TO))
_SAY = Column("zeggenschap", "beslist, of stuurt: een parlement dat stuurt wie beslist")
_ADVICE = (
    Column("advies", "id van het advies hierover; leeg als er geen is"),
    Column("rang", "rang van dat advies", "whole"),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "wegen": (
        *_PAIR,
        _SAY,
        Column("nr", "de hoeveelste weg, sterkste eerst", "whole"),
        Column("weg", "de stappen"),
        Column("kracht", "product van de krachten van de stappen, 0 tot 1", "number", 4),
        Column("klasse", "hoe de regels de weg noemen naar haar deel van de beste: sterk, goed of zwak"),
        Column(
            "van de beste", "kracht tegenover de beste weg naar dezelfde beslisser, in procenten", "number", 0
        ),
        Column("dun", "ja als de weg niet meer draagt dan een zwakke relatie"),
        Column("zwakste schakel", "de stap waar de meeste kracht verloren gaat"),
        Column("kracht zwakste", "kracht van die stap", "number", 2),
        Column("stappen", "aantal stappen", "whole"),
        Column("op te bouwen", "eigen relaties op deze weg die nog niet sterk zijn", "whole"),
        Column("mee te krijgen", "partijen die de boodschap moeten overbrengen", "whole"),
        Column("aannames", "stappen die op een aanname rusten", "whole"),
        Column("oordelen", "stappen die op een oordeel rusten", "whole"),
        *_ADVICE,
        Column("hiervoor", "ja als dat advies ook voor deze prioriteit geldt"),
        Column("tegen", "tegenargumenten voor deze prioriteit"),
    ),
    "stappen": (
        *_PAIR,
        Column("nr", "nummer van de weg", "whole"),
        Column("stap", "nummer van de stap", "whole"),
        Column("van", "id van wie het bericht brengt"),
        Column("naar", "id van wie het krijgt"),
        Column("kracht", "kracht van deze stap, 0 tot 1", "number", 2),
        Column("nodig", "wat de stap vraagt: een relatie, een zetel of een bondgenoot"),
        Column("rust op", "het feit onder deze stap"),
        Column("aard", "hoe hard dat feit is: registratie, oordeel of aanname"),
        Column("aard schaal", "hoe hard het getal is, als dat uit de schaal van het dossier komt"),
        Column("bron", "bron van het feit"),
        Column("te verifiëren", "wat nog nagegaan moet worden"),
        Column("plek", "bestand en regel"),
    ),
    "tafels": (
        *_PAIR,
        Column("nr", "nummer van de weg", "whole"),
        Column("gremium", "id van de tafel in het eerste netwerk op de weg"),
        Column("zetel", "rol en tafel"),
        Column("stand", "bezet of te verwerven"),
        *_ADVICE,
        Column("voorwaarden", "waaronder dat advies geldt"),
    ),
    "versterkingen": (
        *_PAIR,
        Column("soort", "zetel of relatie"),
        Column("actor", "id van het netwerk of de actor"),
        Column("gremium", "id van de tafel, bij een zetel"),
        Column("wat", "de zetel (de zwaarste rol die te verdelen is), of de relatie die sterk wordt"),
        Column("weg nu", "kracht van de beste weg langs deze actor, nu", "number", 4),
        Column("weg straks", "kracht van de beste weg langs deze actor, daarna", "number", 4),
        Column("beste nu", "kracht van de beste weg van allemaal, nu", "number", 4),
        Column("beste straks", "kracht van de beste weg van allemaal, daarna", "number", 4),
        Column("alleen", "kracht van de weg die hier begint, als er verder niets was", "number", 4),
        *_ADVICE,
    ),
    "verschillen": (
        Column(
            "verschil",
            "weg verloren, zwakker, beslist of stuurt niet meer, sterker, nieuwe weg, beslist of stuurt nu ook",
        ),
        *_PAIR,
        Column("was", "kracht van de beste weg in wat waarmee vergeleken wordt", "number", 4),
        Column("was langs", "die weg"),
        Column("is", "kracht van de beste weg nu", "number", 4),
        Column("is langs", "die weg"),
    ),
    "overzicht": (
        Column("opgave", "naam van de opgave"),
        Column("prioriteit", "id van de prioriteit"),
        Column("naam", "naam van de prioriteit"),
        Column("inzet", "trekken, meedoen of volgen"),
        Column("beslisser", f"{_TO}; leeg als niemand bekend is"),
        _SAY,
        Column("stand", "stevig, dun (niet meer dan een zwakke relatie), geen weg of geen beslisser"),
        Column("kracht", "kracht van de beste weg, 0 tot 1", "number", 4),
        Column("weg", "die weg"),
        Column("aanname", "ja als een stap op een aanname rust"),
    ),
    "gaten": (
        *_PAIR,
        Column("gat", "geen beslisser, geen weg of dun"),
        Column("kracht", "kracht van de beste weg, nu", "number", 4),
        Column("wat het dicht", "de zetel of relatie die het meest helpt, of wat in te vullen is"),
    ),
    "schakels": (
        Column("schakel", "id van de actor of het gremium"),
        Column("naam", "naam"),
        Column("beste wegen", "aantal combinaties waarvan de beste weg hierlangs loopt", "whole"),
        Column("verloren", "combinaties zonder enige weg als deze schakel wegvalt", "whole"),
        Column("zwakker", "combinaties waarvan de beste weg zwakker wordt", "whole"),
        Column("grootste verlies", "meeste kracht die één combinatie verliest", "number", 4),
        Column(
            "tussenpositie",
            "deel van de kortste lijnen tussen anderen dat hierlangs loopt, 0 tot 1",
            "number",
            4,
        ),
        Column("beperking", "Burts beperking; leeg als er geen verbindingen zijn", "number", 4),
        Column("verbindt", "ids van wie er direct aan vastzit"),
        Column("prioriteiten", "ids van de prioriteiten die een weg verliezen of zwakker zien worden"),
    ),
    "zetels voor zetels": (
        Column("soort", "vereist (een zetel elders eerst) of gunning (een regio gunt)"),
        Column("eerst", "id van het gremium of de regio"),
        Column("opent", "id van het gremium, of van wie de zetels zijn"),
        Column("bezet", "ja als we er al zitten"),
        Column("advies", "id van het advies hierover"),
        Column("rang", "rang van dat advies", "whole"),
        Column("prioriteiten", "ids van de prioriteiten waarvoor een weg door dit netwerk loopt"),
        Column("beslissers", "ids van wie daarmee bereikt wordt"),
    ),
    "bruggen": (
        Column("tafel", "id van het ene gremium"),
        Column("andere tafel", "id van het andere, in een ander netwerk"),
        Column("stand tafel", "bezet, de rang van het beste advies, of leeg"),
        Column("stand andere", "bezet, de rang van het beste advies, of leeg"),
        Column("thema's", "ids van de thema's die beide hebben"),
        Column("prioriteiten", "ids van de prioriteiten die beide dienen"),
        Column("beslissers", "ids van wie langs beide netwerken bereikt wordt"),
    ),
    "bondgenoten": (
        Column("prioriteit", "id van de prioriteit"),
        Column("belang", "collectief of gebied"),
        Column("bondgenoot", "id van de actor"),
        Column("naam", "naam van de actor"),
        Column("gedeeld", "eigen thema's van de prioriteit die zij deelt", "whole"),
        Column("van", "eigen thema's van de prioriteit", "whole"),
        Column("thema's", "ids van de gedeelde thema's"),
        Column("grond", "de sterkste grond: agenda, steun of werkveld"),
        Column("op weg naar", "ids van beslissers die langs haar bereikt worden"),
        Column("kan hinderen", "ja als zij ons op deze thema's ook kan hinderen"),
        Column("relatie", "beste stand van onze relaties; leeg als er geen bekend is"),
        Column("advies", "id van het advies over samenwerken voor deze prioriteit"),
        Column("rang", "rang van dat advies", "whole"),
    ),
    "bewijs": (
        Column("prioriteit", "id van de prioriteit"),
        Column("bondgenoot", "id van de actor"),
        Column("soort", "agenda, steun of werkveld"),
        Column("thema", "id van het gedeelde thema"),
        Column("wat", "het punt op de agenda, of waarmee zij kan helpen"),
        Column("aard", "registratie, oordeel of aanname"),
        Column("bron", "bron"),
        Column("plek", "bestand en regel"),
    ),
}


def sheet(name: str, rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    """The table of this name, filled."""
    return Sheet(name, COLUMNS[name], tuple(rows))
