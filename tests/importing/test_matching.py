"""What people call things, and which thing of the dossier that is."""

from __future__ import annotations

import pytest

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError
from strategy.importing.cell_words import claim_of, level_of, roles_of
from strategy.importing.matching import NameIndex, named_things
from strategy.importing.readings import TABLES
from tests.importing.help import listed, only, outcomes, row


@pytest.fixture(scope="module")
def index(case: Case) -> NameIndex:
    return NameIndex(named_things(case.view))


@pytest.mark.parametrize(
    ("text", "how", "item"),
    [
        ("vng-zjo", "naam", "vng-zjo"),
        ("VNG-commissie Zorg, Jeugd en Onderwijs", "naam", "vng-zjo"),
        ("vng commissie zorg jeugd & onderwijs", "naam", "vng-zjo"),
        ("Zorg, Jeugd en Onderwijs (VNG)", "alias", "vng-zjo"),
        ("Cie. ZJO VNG", "alias", "vng-zjo"),
        ("VRA", "naam", "vra"),
        ("Vervoerregio", "alias", "vra"),
        ("Vervoersregio Amsterdam", "lijkt op", "vra"),
        ("DB Vervoerregio Amsterdam", "alias", "vra-db"),
        ("Dagelijks Bestuur VRA", "alias", "vra-db"),
        ("Platform Bereikbaarheid", "alias", "mra-platform-mobiliteit"),
        ("MRA mobiliteit", "alias", "mra-platform-mobiliteit"),
        ("EKEM", "alias", "vng-ekem"),
        ("VNG-commissie Veiligheid en Bestuur", "alias", "vng-bv"),
        ("Portefeuillehoudersoverleg Bouwen en Wonen MRA", "alias", "mra-pho-bw"),
        ("Stuurgroep ondermijnig", "lijkt op", "stuurgroep-ondermijning"),
        ("I&W", "naam", "ienw"),
        ("Min. BZK", "alias", "bzk"),
        ("Noord Holland", "alias", "provincie-nh"),
    ],
)
def test_a_certain_match(index: NameIndex, text: str, how: str, item: str) -> None:
    match = index.match(text, TABLES)
    assert (match.how, [thing.id for thing in match.things]) == (how, [item])


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("ZJO", {"vng-zjo", "g40-zjo"}),
        ("PHO Bouwen en Wonen", {"mra-pho-bw", "zw-pho-bw"}),
        ("VNG commissie Economie", {"vng-ekem"}),
        ("VNG-commissie Zorg, Jeugd en Welzijn", {"vng-zjo"}),
        ("Binnenlandse Zaken", {"bzk"}),
    ],
)
def test_what_could_be_several_is_left_to_choose(index: NameIndex, text: str, candidates: set[str]) -> None:
    match = index.match(text, TABLES)
    assert match.how == "onzeker" and match.thing is None
    assert candidates <= {thing.id for thing in match.things}


@pytest.mark.parametrize(
    "text",
    ["Provincie Henegouwen", "G7", "VNG Commissie Digitale Stad", "VRX", "Waterschap", "💧", "هيئة المياه"],
)
def test_what_is_not_there_is_not_forced_on_something_like_it(index: NameIndex, text: str) -> None:
    assert index.match(text, TABLES).how == "nieuw"


def test_the_network_decides_between_tables_of_the_same_name(index: NameIndex) -> None:
    assert index.match("ZJO", TABLES, "g40").things[0].id == "g40-zjo"


def test_of_two_ministries_with_one_name_the_one_of_today_is_meant(index: NameIndex) -> None:
    match = index.match("EZK", ("actor",))
    assert match.thing is not None and match.thing.id == "ezk"


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("VNG-commissie Zorg, Jeugd en Onderwijs", ["VNG-commissie Zorg, Jeugd en Onderwijs"]),
        ("VNG/G40; MRA\nVRA", ["VNG", "G40", "MRA", "VRA"]),
        ("VNG, G40", ["VNG", "G40"]),
        (
            "VNG-commissie Zorg, Jeugd en Onderwijs, G40-themagroep Zorg, Jeugd en Onderwijs",
            ["VNG-commissie Zorg, Jeugd en Onderwijs", "G40-themagroep Zorg, Jeugd en Onderwijs"],
        ),
        ("Zorg, Jeugd en Welzijn", ["Zorg, Jeugd en Welzijn"]),
        ("Onbekend overleg; VNG ZJO", ["Onbekend overleg", "VNG ZJO"]),
        (" / ; ", []),
    ],
)
def test_several_names_in_a_cell(index: NameIndex, cell: str, parts: list[str]) -> None:
    assert index.parts(cell, TABLES) == parts


def test_pieces_are_not_all_held_against_each_other(
    index: NameIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    certain = NameIndex._certain
    monkeypatch.setattr(
        NameIndex, "_certain", lambda self, text, *rest: asked.append(text) or certain(self, text, *rest)
    )
    pieces = [f"Q{n}" for n in range(9)]
    assert index.parts(", ".join([*pieces, "VNG", *pieces]), TABLES) == [
        ", ".join(pieces),
        "VNG",
        ", ".join(pieces),
    ]
    assert len(asked) < 5


def test_each_name_in_a_cell_is_a_seat_with_its_own_role(case: Case) -> None:
    compared = listed(case, row(gremium="VNG ZJO / G40 ZJO", rol="lid / trekker", status="bezet"))
    assert outcomes(compared) == [
        ("anders", "vng-zjo/lid", "houder wij"),
        ("anders", "g40-zjo/trekker", "houder wij"),
    ]


def test_a_network_without_a_table_is_left_to_choose(case: Case) -> None:
    line = only(listed(case, row(gremium="MRA", rol="trekker", onderwerp="Wonen", status="gewenst")))
    assert (line.state, line.choices) == ("onzeker", ("mra-pho-bw/trekker",))


def test_the_default_network(case: Case) -> None:
    rows = row(gremium="ZJO", rol="lid", status="bezet"), row(gremium="Commissie Digitale Stad", rol="lid")
    compared = listed(case, *rows, network="Vereniging van Nederlandse Gemeenten")
    assert [line.seat for line in compared.proposal.lines] == [
        "vng-zjo/lid",
        "vng-commissie-digitale-stad/lid",
    ]
    assert [body.actor for body in compared.proposal.bodies] == ["vng"]
    fresh = listed(case, *rows[1:], network="Waterbond")
    assert [(actor.id, actor.name) for actor in fresh.proposal.actors] == [("waterbond", "Waterbond")]
    with pytest.raises(KrachtenveldError, match="niet zeker welk netwerk"):
        listed(case, *rows, network="Binnenlandse Zaken")


def test_the_same_seat_twice_counts_once(case: Case) -> None:
    compared = listed(
        case,
        row(gremium="VNG ZJO", rol="lid", status="bezet"),
        row(gremium="vng-zjo", rol="lid", status="bezet"),
    )
    assert outcomes(compared) == [
        ("anders", "vng-zjo/lid", "houder wij"),
        ("dubbel", "vng-zjo/lid", ""),
    ]
    assert compared.proposal.lines[1].remarks == ("dezelfde zetel als op rij 2; die telt",)
    assert len(compared.proposal.changes) == 1


def test_rows_that_contradict_each_other_are_both_uncertain(case: Case) -> None:
    compared = listed(
        case,
        row(gremium="VNG ZJO", rol="lid", status="bezet"),
        row(gremium="ZJO VNG", rol="lid", status="ander"),
        row(gremium="Waterschap Zuid", rol="lid", status="bezet"),
        row(gremium="waterschap zuid", rol="lid", status="vacant"),
    )
    assert [line.state for line in compared.proposal.lines] == ["onzeker"] * 4
    assert [line.choices for line in compared.proposal.lines] == [("vng-zjo/lid",)] * 2 + [()] * 2
    assert "zegt iets anders dan rij 3 over dezelfde zetel" in compared.proposal.lines[0].remarks
    assert compared.proposal.empty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lid", ("lid",)),
        ("plv. voorzitter", ("vicevoorzitter",)),
        ("vice-voorzitter", ("vicevoorzitter",)),
        ("Voorzitterschap", ("voorzitter",)),
        ("lid en kartrekker", ("trekker", "lid")),
        ("portefeuillehouder Jeugd", ("portefeuille",)),
        ("deelnemer", ("inbreng",)),
        ("vorzitter", ("voorzitter",)),
        ("commissievoorzitter", ("voorzitter",)),
        ("regiovoorzitter", ("voorzitter",)),
        ("co-voorzitter", ("voorzitter",)),
        ("duovoorzitter", ("voorzitter",)),
        ("ondervoorzitter", ("vicevoorzitter",)),
        ("oudvoorzitter", ()),
        ("erevoorzitter", ()),
        ("exvoorzitter", ()),
        ("fractievoorzitter", ()),
        ("reservelid", ()),
        ("secretaris", ()),
        ("koffie", ()),
        ("", ()),
    ],
)
def test_roles(text: str, found: tuple[str, ...]) -> None:
    assert roles_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bezet", "wij"), ("in bezit", "wij"), ("behouden", "wij"), ("ja", "wij"),
        ("vacant", "open"), ("te verdelen", "open"), ("claimen", "open"), ("niet bezet", "open"), ("onbezet", "open"),
        ("verloren", "ander"), ("?", "onbekend"), ("nagaan", "onbekend"),
        ("vacant, nu bezet", ""), ("niet meer vacant", ""), ("blauw", ""), ("", ""),
        ("bezet t/m 2023", ""), ("bezet door Purmerend", ""), ("bezet?", ""), ("was bezet", ""), ("nog bezet", ""),
        ("kandidaat", ""), ("gaat naar Purmerend", ""), ("afgetreden", ""), ("bezet*", ""), ("nog te verdelen", "open"),
        ("vacature", "open"), ("bezet door ons", "wij"),
    ],
)  # fmt: skip
def test_statuses(text: str, found: str) -> None:
    assert claim_of(text) == found


def test_levels() -> None:
    assert [level_of(text) for text in ("Rijk", "regionaal", "EU", "provincie/regio", "x")] == [
        "landelijk", "regio", "europees", "", "",
    ]  # fmt: skip
