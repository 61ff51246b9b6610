"""The national basis: of no municipality, honest about its sources, and right on any day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from strategy.advice.advise import Case, prepare
from strategy.dossier.files import read_texts
from strategy.dossier.loader import Loaded, content_of, items_of
from strategy.dossier.model import (
    INFLUENCE,
    Actor,
    Document,
    Handover,
    Influence,
    Instrument,
    Moment,
    Post,
    Theme,
)
from strategy.dossier.word_lists import INFLUENCES
from strategy.errors import InputError
from strategy.graph.network import View, build
from strategy.workspace import read_workspace

DAYS = (date(2022, 6, 1), date(2024, 10, 1), date(2026, 6, 1))
"""One under each cabinet of which ministries differ."""
ALWAYS = {"bzk", "jenv", "ocw", "szw", "ienw", "vws", "fin", "az", "bz", "def"}
MINISTRIES = (
    {*ALWAYS, "ezk", "lnv"},
    {*ALWAYS, "vro-ministerie", "kgg", "ez", "aenm", "lvvn"},
    {*ALWAYS, "ezk-2026", "lvvn"},
)
PROVINCES = {
    f"provincie-{each}" for each in ("gr", "fr", "dr", "ov", "fl", "ge", "ut", "nh", "zh", "ze", "nb", "li")
}
PRIORITY = (
    "{id: woningen, naam: Woningen, inzet: trekken, belang: collectief, vraag: middelen, themas: wonen}"
)
FILES = {
    "dossier.yaml": "dossier: proef\nnaam: Proefstad\ngemeente: proefstad\nbasis: landelijk\naard: aanname\n"
    "periode: {van: 2026-06-01, tot: 2030-03-20}\npeildatum: 2026-06-01\n",
    "bronnen.yaml": 'bronnen: [{id: proef, titel: Proef, datum: "2026"}]\n',
    "college.yaml": "college: Proef\nportefeuilles:\n"
    "  - {id: wonen, naam: Wonen, ambt: wethouder, themas: wonen, aard: aanname}\n",
    "opgaven/wonen.yaml": f"opgave: wonen\nnaam: Wonen\naard: aanname\nprioriteiten:\n  - {PRIORITY}\n",
    "networks/lokaal.yaml": "laag: lokaal\nnaam: Lokaal\naard: aanname\nactoren:\n"
    "  - {id: proefstad, naam: Gemeente Proefstad, soort: ons, niveau: lokaal}\n",
}


def written(root: Path, **changed: str) -> Path:
    """The smallest dossier on the basis, in a folder, with other text in some of its files."""
    for name, text in {**FILES, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = written(tmp_path_factory.mktemp("proef"))
    content = content_of(read_texts(root))
    assert content.loaded is not None, [str(each) for each in content.findings]
    return content.loaded


@pytest.fixture(scope="module")
def basis(loaded: Loaded) -> list[Any]:
    """Every object that the basis brings."""
    return [item for item in items_of(loaded.dossier) if "/landelijk/" in item.origin.span.file]


def each_value(item: Any) -> Iterator[Any]:
    """The values of an object that have provenance of their own."""
    for name in item.__dataclass_fields__:
        value = getattr(item, name)
        for each in value if isinstance(value, tuple) else (value,):
            if type(each).__name__ == "Sourced":
                yield each


def test_nothing_in_it_is_of_a_municipality(basis: list[Any]) -> None:
    of_ours = (
        "ties", "dependencies", "positions", "reasons", "represents", "traits", "agenda_state", "change", "agenda",
        "force", "by", "memberships", "partners",
    )  # fmt: skip
    found = [
        (item.origin.span, name)
        for item in basis
        for name in of_ours
        if not isinstance(item, Moment) and getattr(item, name, None)
    ]
    assert found == []
    assert not any(isinstance(item, Actor) and item.sort in ("ons", "gemeente") for item in basis)
    assert not any(item.origin.internal for item in basis)


def test_every_fact_has_a_source_or_says_that_it_is_assumed(basis: list[Any]) -> None:
    outside = [item for item in basis if not isinstance(item, Theme | Document)]
    origins = [item.origin for item in outside] + [
        each.origin for item in outside for each in each_value(item)
    ]
    assert len(origins) > 1000
    assert [origin.span for origin in origins if origin.source is None and origin.nature != "aanname"] == []


def test_what_rests_on_general_knowledge_is_assumed(basis: list[Any]) -> None:
    """Of who decides what there is no register."""
    loose = [
        item.origin.span
        for actor in basis
        if isinstance(actor, Actor)
        for item in (*actor.competences, *actor.influences)
        if item.origin.nature == "registratie"
    ]
    assert loose == []


@pytest.mark.parametrize(("day", "expected"), list(zip(DAYS, MINISTRIES, strict=True)))
def test_on_each_day_the_right_ministries_are_there(loaded: Loaded, day: date, expected: set[str]) -> None:
    view = View(loaded.dossier, day)
    assert {actor.id for actor in view.actors if actor.sort == "ministerie"} == expected
    assert {actor.id for actor in view.actors if actor.sort == "provincie"} == PROVINCES
    assert sum(actor.sort == "kabinet" for actor in view.actors) == 1


def deciding(loaded: Loaded, day: date) -> set[tuple[str, str]]:
    """On what a ministry decides on a day: theme and sort of decision."""
    view = View(loaded.dossier, day)
    return {
        (item.theme, item.sort)
        for actor in view.actors
        if actor.sort == "ministerie"
        for item in view.competences(actor)
    }


def test_what_a_ministry_decided_a_ministry_keeps_deciding(loaded: Loaded) -> None:
    first, second, third = (deciding(loaded, day) for day in DAYS)
    assert len(first) > 30
    assert first - second == set()
    assert second - third == set()


@pytest.mark.parametrize("day", DAYS)
def test_who_is_gone_has_no_say(loaded: Loaded, day: date) -> None:
    """Influence is on who is there, and whoever runs a programme or is above another is there too."""
    view = View(loaded.dossier, day)
    there = {actor.id for actor in view.actors}
    for actor in view.actors:
        assert {item.on for item in filter(view.shows, actor.influences)} <= there, actor.id
        assert actor.part_of is None or actor.part_of in there, actor.id
    assert {item.owner for item in view.instruments} <= there


def test_who_grants_regional_trains_decides_on_them_beside_the_ministry(tmp_path: Path) -> None:
    """And on no other rail: of what a province has one line of only, its municipality says so itself."""
    asked = (
        "{id: trein, naam: De trein vaker, inzet: trekken, belang: gebied, vraag: middelen, themas: spoor}"
    )
    opgave = f"opgave: trein\nnaam: Trein\naard: aanname\nprioriteiten:\n  - {asked}\n"
    case = prepare(read_workspace(written(tmp_path, **{"opgaven/wonen.yaml": opgave})).loaded)
    decides = {str(fact.values[1]) for fact in case.facts if fact.type == "beslist"}
    assert decides == {"ienw", *(f"provincie-{each}" for each in ("gr", "fr", "dr", "ov", "ge", "li"))}


def test_programmes_go_along_when_ministries_are_divided(loaded: Loaded) -> None:
    owners = [{item.id: item.owner for item in View(loaded.dossier, day).instruments} for day in DAYS]
    assert [each["miek"] for each in owners] == ["ezk", "kgg", "ezk-2026"]
    assert [each["nplv"] for each in owners] == ["bzk", "vro-ministerie", "bzk"]
    assert "realisatiestimulans" not in owners[1] and owners[2]["realisatiestimulans"] == "bzk"


def test_it_asks_for_nothing(basis: list[Any]) -> None:
    """What is not there yet and is asked for, is a municipality's own to say: these programmes run."""
    states = {item.id: item.state.value for item in basis if isinstance(item, Instrument)}
    assert "is-de-vraag" not in states.values()
    assert states["iza"] == states["hervormingsagenda-jeugd"] == "open"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2022, 6, 1), set()),
        (date(2022, 9, 16), {"iza"}),
        (date(2024, 7, 2), {"iza", "hervormingsagenda-jeugd"}),
        (date(2026, 6, 1), {"iza", "hervormingsagenda-jeugd"}),
    ],
)
def test_an_agreement_is_there_from_the_day_it_was_made(loaded: Loaded, day: date, there: set[str]) -> None:
    found = {item.id for item in View(loaded.dossier, day).instruments}
    assert found & {"iza", "hervormingsagenda-jeugd"} == there


def test_the_file_says_no_host_and_no_person(repository: Path) -> None:
    register = "https://identifier.overheid.nl/tooi/id/"
    for path in sorted((repository / "landelijk").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8").replace(register, "")
        assert not re.search(r"https?:|www\.|\.nl\b|\.eu\b|@\w", text), path


def test_its_influence_is_said_in_words(basis: list[Any], loaded: Loaded) -> None:
    said = [item.strength for item in basis if isinstance(item, Influence)]
    assert len(said) > 100 and set(said) == set(INFLUENCES)
    assert loaded.dossier.header.concepts.strengths.influences == INFLUENCE
    strengths = list(INFLUENCE.values())
    assert strengths == sorted(strengths) and tuple(INFLUENCE) == INFLUENCES


def test_the_smallest_dossier_on_it_gets_advice(tmp_path: Path) -> None:
    case: Case = prepare(read_workspace(written(tmp_path)).loaded)
    decides = {fact.values[1] for fact in case.facts if fact.type == "beslist"}
    assert "bzk" in decides and "vro-ministerie" not in decides


OWN = FILES["networks/lokaal.yaml"]
TIES = """  - {id: bondgenoot, naam: Bondgenoot, soort: koepel, niveau: landelijk, invloed: {op: bzk, sterkte: WORD}}
"""


def strength(root: Path, word: str, **changed: str) -> float:
    own = OWN + TIES.replace("WORD", word)
    found = read_workspace(written(root, **{"networks/lokaal.yaml": own, **changed})).loaded
    return float(build(View(found.dossier, DAYS[2])).edges["bondgenoot"]["bzk"]["strength"])


@pytest.mark.parametrize(("word", "value"), [*INFLUENCE.items(), ("0.33", 0.33)])
def test_a_word_counts_as_its_number(tmp_path: Path, word: str, value: float) -> None:
    assert strength(tmp_path, word) == value


def test_a_dossier_may_weigh_the_words_itself(tmp_path: Path, repository: Path) -> None:
    shared = (repository / "landelijk" / "basis.yaml").read_text(encoding="utf-8")
    concepts = shared[shared.index("begrippen:") : shared.index("# Gekozen door")]
    own = concepts.replace("merkbaar: 0.5", "merkbaar: 0.25")
    assert own != concepts
    assert strength(tmp_path, "merkbaar", **{"dossier.yaml": FILES["dossier.yaml"] + own}) == 0.25


@pytest.mark.parametrize(
    ("word", "hint"),
    [("goot", 'bedoeld: "groot"?'), ("enorm", "kies uit: klein, merkbaar"), ('"0.4"', "aanhalingstekens")],
)
def test_a_word_that_does_not_exist_is_told(tmp_path: Path, word: str, hint: str) -> None:
    with pytest.raises(InputError) as told:
        strength(tmp_path, word)
    (finding,) = told.value.findings
    assert finding.code == "getal" and hint in (finding.hint or "")


def test_who_runs_it_later_needs_a_day(tmp_path: Path) -> None:
    own = OWN + (
        "instrumenten:\n  - {id: fonds, naam: Fonds, van: bzk, soort: fonds, status: open, daarna: {van: vws}}\n"
    )
    with pytest.raises(InputError) as told:
        read_workspace(written(tmp_path, **{"networks/lokaal.yaml": own}))
    (finding,) = told.value.findings
    assert finding.code == "onvolledig" and "geldig" in (finding.hint or "")


def test_models_in_use(basis: list[Any]) -> None:
    """Nothing above passes for want of objects."""
    for cls in (Actor, Post, Instrument, Handover, Influence):
        assert sum(isinstance(item, cls) for item in basis) > 5, cls
