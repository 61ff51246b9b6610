"""Lists as municipalities have them: a seat becomes ours only by what was read, and what was not read is said.

Of each list the rows that are expected: the row, what became of it, the seat or the seats it may be, how that becomes,
and a piece of the reason.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case
from strategy.importing.drafts import ComparedList, compare_list
from tests.examples import examples
from tests.importing.help import text

Row = tuple[int, str, str, str, str]
LISTS: dict[str, tuple[str, list[Row]]] = {
    "verbonden partijen in blokken": (
        """
Bijlage 4. Verbonden partijen
Naam verbonden partij:;Metropoolregio Amsterdam
Vestigingsplaats;Amsterdam
Bestuurlijk belang;De wethouder Wonen is vicevoorzitter van het PHO Bouwen en Wonen.
Naam verbonden partij:;Vereniging van Nederlandse Gemeenten
Vestigingsplaats;Den Haag
Bestuurlijk belang;Zaanstad heeft geen vertegenwoordiger in het bestuur.
Naam verbonden partij:;Recreatieschap Twiske-Waterland
Vestigingsplaats;Zaandam
Bestuurlijk belang;De wethouder Duurzaamheid is lid van het algemeen bestuur.
Financieel belang;€ 1,52 per inwoner
""",
        [
            (2, "gelijk", "mra-pho-bw/vicevoorzitter", "", ""),
            (5, "onzeker", "", "", '"geen"'),
            (8, "nieuw", "recreatieschap-twiske-waterland-algemeen-bestuur/lid", "", "een nieuw netwerk"),
        ],
    ),
    "blokken met een naam erboven": (
        """
Gemeenschappelijke regelingen;
Naam;Vervoerregio Amsterdam
Vestigingsplaats;Amsterdam
Bestuurlijk belang;lid dagelijks bestuur
Naam;Stichting Zaanse Schans
Vestigingsplaats;Zaandam
Bestuurlijk belang;geen
""",
        [
            (2, "gelijk", "vra-db/lid", "", ""),
            (5, "onzeker", "", "", "geen"),
        ],
    ),
    "een bestuur zonder netwerk": (
        """
Gremium;Rol;Status
Algemeen bestuur;lid;bezet
Dagelijks bestuur;lid;bezet
GR Werkom, algemeen bestuur;lid;bezet
AB VrZW (GR);lid;bezet
PHO B&W;lid;bezet
PHO B&W ZaWa;lid;bezet
""",
        [
            (2, "onzeker", "g40-ab/lid", "", "heeft elk netwerk"),
            (3, "onzeker", "", "", "heeft elk netwerk"),
            (4, "nieuw", "gr-werkom-algemeen-bestuur-overleg/lid", "houder wij", "een nieuw netwerk"),
            (5, "onzeker", "vrzw", "", "Veiligheidsregio Zaanstreek-Waterland"),
            (6, "onzeker", "mra-pho-bw/lid of zw-pho-bw/lid", "", "welke tafel"),
            (7, "onzeker", "mra-pho-bw/lid of zw-pho-bw/lid", "", "welke tafel"),
        ],
    ),
    "ambt en rol, voor meer gemeenten": (
        """
Overleg;Functie;Rol;Namens
VNG ZJO;wethouder Jeugd;lid;Zaanstad
VNG EKEM;wethouder Duurzaamheid;lid;
VNG PSI;wethouder Sociaal (Zaanstad);lid;
VNG RWM;wethouder;lid;Purmerend
""",
        [
            (2, "anders", "vng-zjo/lid", "houder wij", ""),
            (3, "onzeker", "vng-ekem/lid", "", '"Namens" is hier leeg'),
            (4, "anders", "vng-psi/lid", "houder wij", ""),
            (5, "onzeker", "vng-rwm/lid", "", '"Purmerend"'),
        ],
    ),
    "een register met noten": (
        """
Stand per 14 april 2022;;;
Bestuurder;Nevenfunctie;Organisatie / orgaan;Uit hoofde van het ambt (q.q.);Bezoldigd
Burgemeester;lid;VNG-commissie Bestuur en Veiligheid;ja;nee²
Wethouder Jeugd en onderwijs;lid;VNG ZJO*;ja;nee
Wethouder Sociaal domein;lid;VNG PSI;nee;nee
;;;;
* Op persoonlijke titel.;;;;
² Presentiegeld wordt gestort in de gemeentekas.;;;;
Laatst bijgewerkt: 14 april 2022;;;;
""",
        [
            (3, "anders", "vng-bv/lid", "houder wij", ""),
            (4, "onzeker", "vng-zjo/lid", "", '"Op persoonlijke titel."'),
            (5, "onzeker", "vng-psi/lid", "", 'is "nee"'),
        ],
    ),
    "een lijst van na de peildatum": (
        """
Stand per 14 april 2031;
Gremium;Rol;Bestuurder
VNG ZJO;lid;Jeugd en onderwijs
""",
        [(3, "onzeker", "vng-zjo/lid", "", "Stand per 14 april 2031")],
    ),
    "een tafel met niemand": (
        """
Gremium;Burgemeester;Wethouder Wonen;Opmerking
VNG-commissie Bestuur en Veiligheid;lid;-;
PHO Bouwen en Wonen Zaanstreek-Waterland;-;-;-
MRA PHO Bouwen en Wonen;;vicevz;
""",
        [
            (2, "anders", "vng-bv/lid", "houder wij", ""),
            (3, "onzeker", "zw-pho-bw/trekker of zw-pho-bw/inbreng", "", "onder niemand iets"),
            (4, "gelijk", "mra-pho-bw/vicevoorzitter", "", ""),
        ],
    ),
    "verbonden partijen": (
        """
Verbonden partij;Rechtsvorm;Openbaar belang;Bestuurlijk belang;Stemverhouding
Vervoerregio Amsterdam;Gemeenschappelijke regeling;Vervoer;Wethouder Voorbeeld is lid van de regioraad, plaatsvervanging door wethouder Proefstuk;8,5%
Veiligheidsregio Zaanstreek-Waterland;Gemeenschappelijke regeling;Brandweer;De burgemeester is voorzitter van het algemeen bestuur;40%
Recreatieschap Twiske-Waterland;Gemeenschappelijke regeling;Recreatie;Wethouder Voorbeeld lid van het Algemeen Bestuur;12,5%
N.V. Huisvuilcentrale;Naamloze vennootschap;Afval;Aandeelhouder;4,2%
""",
        [
            (2, "onzeker", "vra-regioraad/lid", "", '"plaatsvervanging"'),
            (3, "nieuw", "vrzw-algemeen-bestuur/voorzitter", "", "een nieuwe tafel van Veiligheidsregio Zaanstreek-Waterland"),
            (4, "nieuw", "recreatieschap-twiske-waterland-algemeen-bestuur/lid", "", "er staat iemand bij"),
            (5, "onzeker", "", "", 'de rol "Aandeelhouder" kent het dossier niet'),
        ],
    ),
    "een zin als bestuurder is geen portefeuille": (
        """
Gremium;Bestuurder
Recreatieschap Twiske-Waterland;Wethouder Voorbeeld lid van het Algemeen Bestuur
""",
        [(2, "nieuw", "recreatieschap-twiske-waterland-overleg/lid", "", "er staat iemand bij")],
    ),
    "nevenfuncties": (
        """
Naam;Functie;Organisatie;Q.q.;Bezoldigd;Datum ingang
J. Voorbeeld;Lid algemeen bestuur;Vervoerregio Amsterdam;ja;nee;01-07-2022
J. Voorbeeld;Plaatsvervangend lid dagelijks bestuur;Vervoerregio Amsterdam;ja;nee;01-07-2022
A. Proefstuk;Lid commissie Zorg, Jeugd en Onderwijs;VNG;ja;nee;15-12-2022
A. Proefstuk;Voorzitter themagroep Duurzaamheid;G40;ja;nee;15-12-2022
B. Testman;Penningmeester;Stichting Monumenten Zaanstreek;nee;nee;12-03-2019
B. Testman;Voorzitter algemeen bestuur;Veiligheidsregio Zaanstreek-Waterland;ja;nee;15-12-2022
""",
        [
            (2, "onzeker", "vra-regioraad/lid", "", "het is niet zeker welke tafel dit is"),
            (3, "onzeker", "vra-db/lid", "", '"plaatsvervangend"'),
            (4, "onzeker", "vng-zjo/lid", "", "er staat iemand bij"),
            (5, "onzeker", "g40-duurzaamheid/voorzitter", "", "er staat iemand bij"),
            (6, "onzeker", "", "", "misschien is de zetel niet van de gemeente"),
            (7, "nieuw", "vrzw-algemeen-bestuur/voorzitter", "", "een nieuwe tafel van Veiligheidsregio Zaanstreek-Waterland"),
        ],
    ),
    "leden uit veel gemeenten": (
        """
Bestuurder;Gemeente;Commissie;Functie
wethouder Voorbeeld;Zaanstad;Zorg, Jeugd en Onderwijs;commissievoorzitter
burgemeester Testman;Zaanstad;Bestuur en Veiligheid;lid
wethouder Anders;Utrecht;Economie, Klimaat, Energie en Milieu;commissievoorzitter
wethouder Anders;Helmond;Zorg, Jeugd en Onderwijs;lid
""",
        [
            (2, "onzeker", "vng-zjo/voorzitter of g40-zjo/voorzitter", "", "het is niet zeker welke tafel dit is"),
            (3, "anders", "vng-bv/lid", "houder wij", ""),
            (4, "onzeker", "vng-ekem/voorzitter", "", '"Gemeente" is "Utrecht", niet Zaanstad'),
            (5, "onzeker", "vng-zjo/lid of g40-zjo/lid", "", '"Gemeente" is "Helmond", niet Zaanstad'),
        ],
    ),
    "namens wie": (
        """
Gremium;Rol;Status;Namens;Vertegenwoordigt
VNG ZJO;lid;bezet;gemeente Purmerend;
VNG EKEM;lid;bezet;;Gemeente Zaanstad
VNG BV;lid;bezet;Zaanstreek-Waterland;
VNG RWM;lid;bezet;;Zaanstad, Utrecht
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", '"Namens" is "gemeente Purmerend"'),
            (3, "anders", "vng-ekem/lid", "houder wij", ""),
            (4, "onzeker", "vng-bv/lid", "", '"Namens" is "Zaanstreek-Waterland"'),
            (5, "onzeker", "vng-rwm/lid", "", "niet Zaanstad"),
        ],
    ),
    "tafels tegen bestuurders": (
        """
Gremium;burgemeester;wethouder Jeugd en onderwijs;wethouder Zorg en gezondheid;wethouder Duurzaamheid
Regioraad Vervoerregio;;;;lid
VNG ZJO;;lid;plv. lid;
Algemeen bestuur Veiligheidsregio;X;;;
""",
        [
            (2, "gelijk", "vra-regioraad/lid", "", ""),
            (3, "anders", "vng-zjo/lid", "houder wij", ""),
            (3, "onzeker", "vng-zjo/lid", "", '"plv"'),
            (4, "onzeker", "vrzw", "", "het is niet zeker of dit een tafel van Veiligheidsregio Zaanstreek-Waterland is"),
        ],
    ),
    "bestuurders tegen tafels": (
        """
Bestuurder;VNG ZJO;VNG EKEM;G40 ZJO
wethouder Jeugd en onderwijs;lid;;plv. lid
J. Jansen;;lid;
""",
        [
            (2, "anders", "vng-zjo/lid", "houder wij", ""),
            (2, "onzeker", "g40-zjo/lid", "", '"plv"'),
            (3, "onzeker", "vng-ekem/lid", "", "er staat iemand bij"),
        ],
    ),
    "tafels tegen mensen": (
        "Gremium;J. Jansen;P. de Vries\nVNG EKEM;lid;plv. lid\n",
        [
            (2, "onzeker", "vng-ekem/lid", "", "er staat iemand bij"),
            (2, "onzeker", "vng-ekem/lid", "", '"plv"'),
        ],
    ),
    "een kruisje": (
        "Gremium;Wie\nRegioraad Vervoerregio;ja\n",
        [(2, "onzeker", "vra-regioraad/lid", "", "een kruisje zegt niet van wie de zetel is")],
    ),
    "de rol als kop": (
        """
Overleg;Lid;Plaatsvervangend lid;Ambtelijk
Regioraad van de Vervoerregio;wethouder Ruimte en mobiliteit;wethouder Wonen en wijken;team Mobiliteit
VNG ZJO;wethouder Jeugd;;
""",
        [
            (2, "gelijk", "vra-regioraad/lid", "", ""),
            (2, "onzeker", "vra-regioraad/lid", "", '"plaatsvervangend"'),
            (3, "anders", "vng-zjo/lid", "houder wij", ""),
        ],
    ),
    "twee rijen koppen": (
        """
Overzicht bestuurlijke vertegenwoordiging;;;
Samenwerking;Vertegenwoordiging;;Ambtelijk
Naam overleg;Portefeuillehouder;Plaatsvervanger;contactpersoon
Regioraad van de Vervoerregio;wethouder Ruimte & mobiliteit;wethouder Wonen & wijken;team Mobiliteit
""",
        [
            (4, "gelijk", "vra-regioraad/lid", "", ""),
            (4, "onzeker", "vra-regioraad/lid", "", 'de rol "Plaatsvervanger" kent het dossier niet'),
        ],
    ),
    "koppen die samen een kop zijn": (
        """
Gremium;Vertegenwoordiging;;Status
;Lid;Plaatsvervangend lid;
VNG ZJO;wethouder Jeugd;wethouder Wonen;bezet
""",
        [
            (3, "anders", "vng-zjo/lid", "houder wij", ""),
            (3, "onzeker", "vng-zjo/lid", "", '"plaatsvervangend"'),
        ],
    ),
    "rechtsvormen": (
        """
Netwerk;Rol;Status
N.V. Huisvuilcentrale;lid;bezet
N.V. Zaanhaven;lid;bezet
B.V. Sportbedrijf;voorzitter;bezet
G.R. Werkom;lid;bezet
V.O.F. De Gouw;lid;bezet
NV Luchthaven;lid;bezet
GR Cocensus;lid;bezet
""",
        [
            (2, "nieuw", "n-v-huisvuilcentrale-overleg/lid", "houder wij", "een nieuw netwerk"),
            (3, "nieuw", "n-v-zaanhaven-overleg/lid", "houder wij", "een nieuw netwerk"),
            (4, "nieuw", "b-v-sportbedrijf-overleg/voorzitter", "houder wij", "een nieuw netwerk"),
            (5, "nieuw", "g-r-werkom-overleg/lid", "houder wij", "een nieuw netwerk"),
            (6, "nieuw", "v-o-f-de-gouw-overleg/lid", "houder wij", "een nieuw netwerk"),
            (7, "nieuw", "nv-luchthaven-overleg/lid", "houder wij", "een nieuw netwerk"),
            (8, "nieuw", "gr-cocensus-overleg/lid", "houder wij", "een nieuw netwerk"),
        ],
    ),
    "letters en delen van namen": (
        """
Gremium;Rol;Status
Omgevingsdienst Noordzeekanaalgebied;lid;bezet
GGD Zaanstreek-Waterland;lid;bezet
AB Veiligheidsregio;lid;bezet
AV MRA;lid;bezet
MRA Bureau;lid;bezet
MRA Platform Water;lid;bezet
PHO Duurzaamheid;lid;bezet
""",
        [
            (2, "nieuw", "omgevingsdienst-noordzeekanaalgebied-overleg/lid", "houder wij", "een nieuw netwerk"),
            (3, "nieuw", "ggd-zaanstreek-waterland-overleg/lid", "houder wij", "een nieuw netwerk"),
            (4, "onzeker", "vrzw", "", "het is niet zeker of dit een tafel van Veiligheidsregio Zaanstreek-Waterland is"),
            (5, "onzeker", "mra-algemene-vergadering/lid", "", "het is niet zeker welke tafel dit is"),
            (6, "onzeker", "mra", "", "het is niet zeker of dit een tafel van MRA is"),
            (7, "nieuw", "mra-platform-water/lid", "houder wij", "een nieuwe tafel van Metropoolregio Amsterdam"),
            (8, "onzeker", "mra-pho-duurzaamheid/lid", "", "de lijst noemt het netwerk van de tafel niet"),
        ],
    ),
    "namen van mensen in namen van tafels": (
        """
Gremium;Rol;Status
Stichting Dr. J. Proefman Fonds;lid;bezet
Burgemeester Proefman Fonds;lid;bezet
Minister Voorbeeld Overleg;lid;bezet
""",
        [(number, "onzeker", "", "", "kan een naam van iemand staan") for number in (2, 3, 4)],
    ),
    "rollen met een woord ervoor": (
        """
Gremium;Rol;Status
VNG commissie Zorg, Jeugd en Onderwijs;plv. lid;bezet
VNG commissie Bestuur en Veiligheid;plaatsvervangend lid;bezet
VNG commissie Ruimte, Wonen en Mobiliteit;lid / plaatsvervangend lid;bezet
Regioraad van de Vervoerregio;plv lid;bezet
Dagelijks bestuur van de Vervoerregio;plaatsvervanger;bezet
VNG commissie Financiën;commissievoorzitter;bezet
G40-themagroep Duurzaamheid;co-voorzitter;bezet
G40 Sociale pijler;regiovoorzitter;bezet
VNG commissie Europa en Internationaal;adviseur;bezet
MRA Platform Ruimte;secretaris;bezet
VNG PSI;oud-lid;bezet
VNG Informatie;waarnemend lid;bezet
VNG EKEM;lid*;bezet
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", '"plv"'),
            (3, "onzeker", "vng-bv/lid", "", '"plaatsvervangend"'),
            (4, "onzeker", "vng-rwm/lid", "", '"plaatsvervangend"'),
            (5, "onzeker", "vra-regioraad/lid", "", '"plv"'),
            (6, "onzeker", "vra-db/lid", "", 'de rol "plaatsvervanger" kent het dossier niet'),
            (7, "nieuw", "vng-financien/voorzitter", "houder wij", ""),
            (8, "gelijk", "g40-duurzaamheid/voorzitter", "", "een gedeeld voorzitterschap"),
            (9, "anders", "g40-sociale-pijler/voorzitter", "houder wij", ""),
            (10, "onzeker", "vng-europa/lid", "", 'de rol "adviseur" kent het dossier niet'),
            (11, "onzeker", "mra-platform-ruimte/trekker of mra-platform-ruimte/inbreng", "", 'de rol "secretaris" kent het dossier niet'),
            (12, "onzeker", "vng-psi/lid", "", '"oud lid"'),
            (13, "onzeker", "vng-informatie/lid", "", '"waarnemend"'),
            (14, "onzeker", "vng-ekem/lid", "", '"*"'),
        ],
    ),
    "termijnen": (
        """
Gremium;Rol;Status;Datum ingang;Einde termijn
VNG commissie Zorg, Jeugd en Onderwijs;lid;bezet;01-12-2022;30-11-2026
Dagelijks bestuur van de Vervoerregio;lid;bezet;01-07-2022;18-03-2026
VNG commissie Financiën;lid;bezet tot 2024;;2024
VNG commissie Bestuur en Veiligheid;lid;afgelopen;;31-12-2021
VNG EKEM;lid;bezet;;31-12-2021
VNG commissie Europa en Internationaal;lid;aftredend, niet herkiesbaar;;
VNG commissie Ruimte, Wonen en Mobiliteit;oud-lid;;;
Nieuwe tafel;lid;bezet;01-12-2022;
""",
        [
            (2, "anders", "vng-zjo/lid", "houder wij van 2022-12-01 tot en met 2026-11-30", ""),
            (3, "anders", "vra-db/lid", "houder wij van 2022-07-01 tot en met 2026-03-18", ""),
            (4, "onzeker", "vng-financien/lid", "", 'de status "bezet tot 2024"'),
            (5, "onzeker", "vng-bv/lid", "", "de termijn liep tot en met 2021-12-31"),
            (6, "onzeker", "vng-ekem/lid", "", "de termijn liep tot en met 2021-12-31"),
            (7, "onzeker", "vng-europa/lid", "", 'de status "aftredend, niet herkiesbaar"'),
            (8, "onzeker", "vng-rwm/lid", "", '"oud lid"'),
            (9, "nieuw", "nieuwe-tafel-overleg/lid", "houder wij van 2022-12-01", ""),
        ],
    ),
    "mandatarissen": (
        """
"Voornaam","Achternaam","Bestuursorgaan","Bestuursfunctie","Rangorde","Status","Start","Einde","Beleidsdomein"
"Proef","Persoon","VNG commissie Financiën","lid","","Effectief","2022-12-01","2026-11-30","Financiën"
"Proef","Derde","Dagelijks bestuur van de Vervoerregio","plaatsvervangend lid","","Titelvoerend","2022-07-01","2024-06-30","Mobiliteit"
""",
        [
            (2, "onzeker", "vng-financien/lid", "", 'de status "Effectief"'),
            (3, "onzeker", "vra-db/lid", "", '"plaatsvervangend"'),
        ],
    ),
    "een komma in een naam": (
        """
Gremium,Rol,Status
"VNG commissie Zorg, Jeugd en Onderwijs",lid,bezet
VNG commissie Economie, Klimaat, Energie en Milieu,lid,bezet
Commissie Water, Land en Bos,lid,bezet
""",
        [
            (2, "anders", "vng-zjo/lid", "houder wij", ""),
            (3, "anders", "vng-ekem/lid", "houder wij", ""),
            (4, "onzeker", "", "", "meer cellen dan er koppen zijn"),
        ],
    ),
    "wat ernaast staat": (
        """
Netwerk;Onderwerp;Rol;Status
VNG;Zorg, Jeugd en Onderwijs;lid;bezet
""",
        [(2, "anders", "vng-zjo/lid", "houder wij", "")],
    ),
    "opmerkingen": (
        """
Gremium;Rol;Status;Opmerking
VNG ZJO;lid;bezet;is afgetreden per 1 juni
VNG EKEM;lid;bezet;plaatsvervanger
VNG BV;lid;bezet;zetel van Purmerend
VNG RWM;lid;bezet;zie verslag
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", '"afgetreden"'),
            (3, "onzeker", "vng-ekem/lid", "", '"plaatsvervanger"'),
            (4, "onzeker", "vng-bv/lid", "", "een andere gemeente"),
            (5, "anders", "vng-rwm/lid", "houder wij", ""),
        ],
    ),
    "wie er zit": (
        """
Gremium;Rol;Bestuurder
VNG ZJO;lid;wethouder Jeugd (Utrecht)
VNG EKEM;lid;burgemeester van Helmond
VNG BV;lid;J. Jansen
VNG RWM;lid;Wonen en wijken
VNG Financiën;lid;vacature
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", "een andere gemeente"),
            (3, "onzeker", "vng-ekem/lid", "", "een andere gemeente"),
            (4, "onzeker", "vng-bv/lid", "", "er staat iemand bij"),
            (5, "anders", "vng-rwm/lid", "houder wij", ""),
            (6, "gelijk", "vng-financien/lid", "", ""),
        ],
    ),
    "twee dingen tegelijk": (
        """
Gremium;Netwerk;Rol;Bestuurder;Status
VNG ZJO;G40;lid;;bezet
VNG EKEM;VNG;lid;vacature;bezet
VNG BV;VNG;lid dagelijks bestuur;;bezet
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", "hoort VNG-commissie Zorg, Jeugd en Onderwijs bij een ander netwerk"),
            (3, "onzeker", "vng-ekem/lid", "", "bij de bestuurder staat dat zij vacant is"),
            (4, "onzeker", "vng-bv/lid", "", '"db"'),
        ],
    ),
    "een kop die het omdraait": (
        """
Gremium;Rol;Status;Aftredend;Plaatsvervanger;Voormalig
VNG ZJO;lid;bezet;1-1-2021;;
VNG EKEM;lid;bezet;;ja;
VNG BV;lid;bezet;;;x
VNG RWM;lid;bezet;;nee;
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", "die is voorbij"),
            (3, "onzeker", "vng-ekem/lid", "", 'in de kolom "Plaatsvervanger" staat "ja"'),
            (4, "onzeker", "vng-bv/lid", "", 'de kolom "Voormalig" is niet gelezen'),
            (5, "anders", "vng-rwm/lid", "houder wij", ""),
        ],
    ),
    "een zetel bezet door iemand": (
        """
Gremium;Rol;Bezet door;Sinds;Tot
VNG ZJO;lid;Zaanstad;2019;heden
VNG EKEM;lid;Purmerend;;
VNG BV;lid;burgemeester;;2026
VNG RWM;lid;gedeputeerde Jansen;;
""",
        [
            (2, "anders", "vng-zjo/lid", "houder wij", ""),
            (3, "onzeker", "vng-ekem/lid", "", "een andere gemeente"),
            (4, "onzeker", "vng-bv/lid", "", "is geen dag"),
            (5, "onzeker", "vng-rwm/lid", "", '"gedeputeerde"'),
        ],
    ),
    "de tafel achter de rol": (
        """
Regeling;Portefeuillehouder;Bestuurlijk belang
Vervoerregio Amsterdam;Ruimte en mobiliteit;Lid regioraad
Veiligheidsregio Z-W;burgemeester;Voorzitter AB
Omgevingsdienst IJmond;Duurzaamheid;Lid AB en DB
""",
        [
            (2, "gelijk", "vra-regioraad/lid", "", ""),
            (3, "onzeker", "vrzw", "", "het is niet zeker welke tafel dit is"),
            (4, "onzeker", "", "", "noemt meer dan één tafel"),
        ],
    ),
    "een zetel met iets anders ernaast": (
        """
Zetel;Gremium;Rol;Status
vng-zjo/lid;;plaatsvervangend lid;bezet
vng-ekem/lid;VNG ZJO;lid;bezet
vng-bv/lid;VNG BV;voorzitter;bezet
vng-rwm/lid;VNG RWM;lid;bezet
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", '"plaatsvervangend"'),
            (3, "onzeker", "vng-ekem/lid", "", '"VNG ZJO" is een andere tafel'),
            (4, "onzeker", "vng-bv/lid", "", 'de rol "voorzitter" is een andere'),
            (5, "anders", "vng-rwm/lid", "houder wij", ""),
        ],
    ),
    "het ambt als functie": (
        """
Naam;Functie;Gemeente;Commissie
B. Testman;burgemeester;Zaanstad;VNG-commissie Bestuur en Veiligheid
A. Anders;wethouder;Utrecht;VNG-commissie Financiën
""",
        [
            (2, "anders", "vng-bv/lid", "houder wij", '"burgemeester" is een ambt, geen rol'),
            (3, "onzeker", "vng-financien/lid", "", '"Gemeente" is "Utrecht"'),
        ],
    ),
    "kopjes en totalen": (
        """
Gremium;Rol;Status
Voormalige leden;;
VNG ZJO;lid;bezet
Huidige leden;;
VNG EKEM;lid;bezet
""",
        [
            (2, "onzeker", "", "", '"voormalige"'),
            (3, "onzeker", "vng-zjo/lid", "", 'onder het kopje "Voormalige leden"'),
            (4, "onzeker", "", "", "een tafel, of een kopje?"),
            (5, "anders", "vng-ekem/lid", "houder wij", ""),
        ],
    ),
    "commissies van de raad": (
        """
Gremium;Rol;Status
Commissie Zorg, Jeugd en Onderwijs;lid;bezet
Raadscommissie Economie, Klimaat, Energie en Milieu;voorzitter;bezet
VNG-commissie Bestuur en Veiligheid;lid;bezet
""",
        [
            (2, "onzeker", "vng-zjo/lid", "", "ook de gemeenteraad kan een commissie hebben die zo heet"),
            (3, "onzeker", "", "", '"raadscommissie": dat is van de gemeente zelf'),
            (4, "anders", "vng-bv/lid", "houder wij", ""),
        ],
    ),
    "de gemeente zelf als netwerk": (
        """
Netwerk;Gremium;Rol;Status
VNG;Commissie Financiën;lid;bezet
Gemeente Zaanstad;Commissie Financiën;lid;bezet
Gemeente Zaanstad;VNG-commissie Bestuur en Veiligheid;lid;bezet
Gemeente Zaanstad;Commissie Sport;lid;bezet
""",
        [
            (2, "anders", "vng-financien/lid", "houder wij", ""),
            (3, "onzeker", "vng-financien/lid", "", 'de lijst noemt de gemeente zelf ("Gemeente Zaanstad"), geen netwerk'),
            (4, "anders", "vng-bv/lid", "houder wij", ""),
            (5, "onzeker", "", "", "de lijst noemt de gemeente zelf"),
        ],
    ),
    "te veel voor een cel": (
        f"Gremium;Rol;Status\n{'/'.join(f'Overleg {n}' for n in range(30))};lid;bezet\nVNG ZJO;lid{' ' * 1000}namens Utrecht;bezet\n"
        "Comité [weggelaten];lid;bezet\n",
        [
            (2, "onzeker", "", "", "meer dan 20 namen achter elkaar"),
            (3, "onzeker", "vng-zjo/lid", "", "van B3 is alleen het begin gelezen"),
            (4, "onzeker", "", "", "de naam is weggelaten"),
        ],
    ),
    "wat boven de lijst staat": (
        "Overzicht leden gemeente Utrecht\nGremium;Rol;Status\nVNG ZJO;lid;bezet\n",
        [(3, "onzeker", "vng-zjo/lid", "", 'boven de lijst staat "Overzicht leden gemeente Utrecht"')],
    ),
}  # fmt: skip


def _compared(case: Case, raw: str) -> ComparedList:
    return compare_list(raw.lstrip("\n").encode(), "lijst.csv", case)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_as_municipalities_have_it(case: Case, name: str) -> None:
    raw, rows = LISTS[name]
    compared = _compared(case, raw)
    found = [
        (line.reading.place.row, line.state, line.seat or " of ".join(line.choices), line.then)
        for line in compared.proposal.lines
    ]
    assert found == [row[:4] for row in rows]
    for line, row in zip(compared.proposal.lines, rows, strict=True):
        assert row[4] in " | ".join(line.remarks)


def test_a_total_is_no_table(case: Case) -> None:
    compared = _compared(case, "Gremium;Rol;Status\nVNG ZJO;lid;bezet\nTotaal;12;\n")
    assert [(each.place.row, each.why) for each in compared.proposal.unread] == [
        (3, '"Totaal" is geen gremium of netwerk')
    ]


def test_names_in_headings_are_not_shown(case: Case) -> None:
    compared = _compared(case, "Gremium;J. Jansen;Mevr. Pietersen\nVNG EKEM;lid;gesprek volgt\n")
    assert "Jansen" not in str(compared.columns) and "Pietersen" not in str(compared.unused)


def test_what_cannot_be_told_proposes_nothing(case: Case) -> None:
    for raw, rows in LISTS.values():
        compared = _compared(case, raw)
        if all(row[1] in ("onzeker", "gelijk") for row in rows):
            assert compared.proposal.empty


# ── no modifier that was not read makes a row ours ────────────────────────────────────────────────────

_BEFORE = (
    "plaatsvervangend", "plv.", "oud-", "ex-", "reserve", "adviserend", "waarnemend", "wnd.", "voormalig", "aspirant",
    "kandidaat-", "beoogd", "tijdelijk", "demissionair", "gewezen", "interim", "ambtelijk", "toegevoegd", "buitengewoon",
)  # fmt: skip
_BEHIND = (
    "t/m 2023", "tot 1 januari 2024", "afgetreden", "(vacature)", "kandidaat", "gaat naar Purmerend", "namens Utrecht",
    "(reserve)", "*", "?", "van Helmond", "per 1-1-2023", "opgezegd", "geschorst", "vervalt", "a.i.", "†", "¹", "of Utrecht",
    "(onder voorbehoud)", "door Purmerend", "wordt opgevolgd", "niet meer", "zie noot",
)  # fmt: skip
_TABLES = ("VNG ZJO", "VNG-commissie Bestuur en Veiligheid", "VNG EKEM", "Commissie Nieuwland")
_ROLES = ("lid", "voorzitter", "trekker", "commissievoorzitter")


def _claims(case: Case, rows: list[list[str]]) -> list[str]:
    """Whatever a list would make ours."""
    compared = compare_list(text(rows, ";").encode(), "lijst.csv", case)
    return [line.then for line in compared.proposal.lines if "wij" in line.then]


@settings(max_examples=examples(60))
@given(
    table=st.sampled_from(_TABLES),
    role=st.sampled_from(_ROLES),
    before=st.sampled_from(_BEFORE),
    behind=st.sampled_from(_BEHIND),
    where=st.sampled_from(("voor de rol", "achter de rol", "status", "opmerking", "bestuurder", "onder geen kop", "kolom")),
    odd=st.text(st.characters(categories=("Lu", "Ll")), min_size=3, max_size=12),
)  # fmt: skip
def test_no_unread_modifier_makes_a_row_ours(
    case: Case, table: str, role: str, before: str, behind: str, where: str, odd: str
) -> None:
    heading = ["Gremium", "Rol", "Status", "Opmerking", "Bestuurder"]
    plain = [table, role, "bezet", "", "Jeugd en onderwijs"]
    assert _claims(case, [heading, plain]) == ["houder wij"]
    row = list(plain)
    if where == "voor de rol" and not (
        role.endswith("voorzitter") and before in ("plaatsvervangend", "plv.")
    ):
        row[1] = f"{before}{role}" if before.endswith("-") else f"{before} {role}"
    elif where == "achter de rol":
        row[1] = f"{role} {behind}"
    elif where == "status":
        row[2] = f"bezet {behind}"
    elif where == "opmerking" and behind not in (
        "*",
        "?",
        "†",
        "¹",
        "(onder voorbehoud)",
        "zie noot",
        "of Utrecht",
        "a.i.",
    ):
        row[3] = behind
    elif where == "bestuurder":
        row[2], row[4] = "", f"Jeugd en onderwijs {behind}"
    elif where == "onder geen kop":
        row.append(odd)
    else:
        heading.append(f"Kolom {odd}")
        row.append(behind)
    assert _claims(case, [heading, row]) == []
