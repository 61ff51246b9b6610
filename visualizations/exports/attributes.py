"""Which attributes nodes and edges can have, and what each of them means to the reader."""

from __future__ import annotations

from visualizations.exports.model import Attribute

_PROVENANCE = (
    Attribute("toelichting", "toelichting uit het dossier"),
    Attribute("aard", "registratie (na te slaan), oordeel (onze lezing) of aanname (zonder bron)"),
    Attribute("bron", "document en paragraaf waar het op rust", "list"),
    Attribute("te_verifieren", "wat nog nagegaan moet worden", "list"),
    Attribute("te_bevestigen", "de periode waarvoor dit nog bevestigd moet worden"),
    Attribute("plek", "bestand en regel in het dossier", "list"),
    Attribute("geldig_van", "eerste dag waarop het geldt; leeg is zonder begin", "day"),
    Attribute("geldig_tot", "laatste dag waarop het geldt; leeg is zonder einde", "day"),
    Attribute("openbaarheid", "openbaar of intern"),
)

NODE_ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute("soort", "opgave, prioriteit, actor, gremium, zetel of instrument"),
    Attribute("naam", "de volledige naam"),
    Attribute("afkorting", "de korte naam", on=("actor",)),
    Attribute("ook_bekend_als", "andere namen in bronnen", "list", ("actor", "gremium", "instrument")),
    Attribute(
        "ondersoort",
        "welk soort actor, gremium of instrument: koepel, commissie, fonds …",
        on=("actor", "gremium", "instrument"),
    ),
    Attribute(
        "niveau",
        "bestuurlijk niveau; van gremium, zetel en instrument dat van de actor erachter",
        on=("actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("netwerk", "het netwerk waarin het staat", on=("actor", "gremium", "zetel", "instrument")),
    Attribute(
        "hoort_bij",
        "waar het direct onder valt",
        on=("prioriteit", "actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("laag", "bestuurlijk, ambtelijk of hoogambtelijk", on=("gremium", "zetel")),
    Attribute("rol", "voorzitter, trekker, portefeuille, lid …", on=("zetel",)),
    Attribute(
        "onze_positie",
        "heeft (we zitten er), aanbevolen (er is advies voor) of geen",
        on=("gremium", "zetel"),
    ),
    Attribute("onze_rollen", "de rollen die we er op de peildatum hebben", "list", ("gremium",)),
    Attribute("houder", "wie de zetel heeft: wij, ander of onbekend", "list", ("zetel",)),
    Attribute("namens", "namens welke regio de zetel wordt bezet", "list", ("zetel",)),
    Attribute("te_verdelen", "of de zetel te verdelen is", "yesno", ("zetel",)),
    Attribute("status", "open, toegekend, is-de-vraag of afgerond", on=("instrument",)),
    Attribute("inzet", "hoe ver we gaan: trekken, meedoen of volgen", on=("prioriteit",)),
    Attribute("belang", "gebied (alleen ons gebied) of collectief (gedeeld)", on=("prioriteit",)),
    Attribute("vraagt", "middelen, regels, agendering, afstemming of kennis", "list", ("prioriteit",)),
    Attribute("beslist_op", "de schaal waarop erover wordt beslist; leeg is elke", "list", ("prioriteit",)),
    Attribute("ontwikkeling", "of het Rijk uit zichzelf mee of tegen beweegt", on=("prioriteit",)),
    Attribute("gewicht", "het gewicht in de berekening", "number", ("opgave", "prioriteit")),
    Attribute("omschrijving", "waar het om gaat", on=("opgave", "prioriteit")),
    Attribute("doelen", "doelen van de opgave", "list", ("opgave",)),
    Attribute("trends", "trends die de bron noemt", "list", ("opgave",)),
    Attribute("gebieden", "wijken en gebieden", "list", ("opgave",)),
    Attribute("cijfers", "cijfers uit de bron, met eenheid", "list", ("opgave",)),
    Attribute("portefeuilles", "betrokken portefeuilles in het college", "list", ("opgave",)),
    Attribute(
        "themas",
        "thema's; van een actor zijn werkvelden, van een zetel haar portefeuille",
        "list",
        ("prioriteit", "actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("functies", "waar het gremium voor dient", "list", ("gremium",)),
    Attribute("bevoegdheden", "waarover de actor beslist, met het soort besluit", "list", ("actor",)),
    Attribute("relatie", "onze relatie, per laag: geen, zwak of sterk", "list", ("actor",)),
    Attribute("kenmerken", "bijzonderheden", "list", ("actor",)),
    Attribute("agenda", "wat op de eigen agenda staat", "list", ("actor",)),
    Attribute("gezamenlijke_agenda", "stand van een gezamenlijke agenda met ons", on=("actor",)),
    Attribute("wisseling", "bestuurswisseling die de relatie raakt", on=("actor",)),
    Attribute("identificatie", "nummer in een officieel register, zoals TOOI", "list", ("actor",)),
    Attribute(
        "opgaven", "de opgaven waarvoor het telt: door advies, of omdat de actor erover beslist", "list"
    ),
    Attribute(
        "band",
        "van het hoogste advies erover: doen, ook doen of als er tijd is; niet doen als er alleen af te zien valt",
    ),
    Attribute("score", "de score van dat advies", "number"),
    Attribute("rang", "de rang van dat advies onder alle adviezen", "whole"),
    Attribute("houding", "wat dat advies vraagt: claimen, behouden, volgen …"),
    Attribute("advies", "dat advies in een zin"),
    Attribute("adviezen", "de namen van alle adviezen erover, het hoogste eerst", "list"),
    Attribute("onzeker", "wat erover een oordeel of aanname is", "list"),
    *_PROVENANCE,
)

_OF_LINES = (
    Attribute("soort", "wat de lijn betekent; docs/exporteren.md noemt ze allemaal"),
    Attribute(
        "sterkte", "hoeveel invloed erlangs gaat, van 0 tot 1; alleen van lijnen die invloed dragen", "number"
    ),
    Attribute("laag", "van een relatie: bestuurlijk, ambtelijk, hoogambtelijk of college"),
    Attribute("stand", "van een relatie: geen, zwak of sterk"),
    Attribute("rol", "de rol in het gremium"),
    Attribute("namens", "namens welke regio"),
    Attribute("themas", "over welke thema's", "list"),
    Attribute("over", "wat een beslisser beslist: middelen, regels, ruimte of inzet", "list"),
    Attribute("effect", "steun of hinder"),
)
_OF_ADVICE = (
    Attribute("houding", "wat het advies vraagt: claimen, behouden, volgen …"),
    Attribute("band", "van het advies: doen, ook doen, als er tijd is of niet doen"),
    Attribute("score", "de score van het advies", "number"),
    Attribute("rang", "de rang van het advies", "whole"),
    Attribute("via", "via wie de lobby loopt; leeg is rechtstreeks"),
    Attribute("waarde", "de hoogste bijdrage van deze prioriteit aan een advies erover", "number"),
    Attribute("adviezen", "de namen van de adviezen, het hoogste eerst", "list"),
    Attribute("prioriteiten", "voor welke prioriteiten", "list"),
    Attribute("opgaven", "voor welke opgaven", "list"),
    Attribute("argumenten", "waarom, het sterkste eerst", "list"),
    Attribute("voorwaarden", "wat er eerst of daarnaast nodig is", "list"),
)
STATED_ATTRIBUTES: tuple[Attribute, ...] = (*_OF_LINES, *_PROVENANCE)
"""What lines have that the dossier states; those of advice have more."""
EDGE_ATTRIBUTES: tuple[Attribute, ...] = (*_OF_LINES, *_OF_ADVICE, *_PROVENANCE)
