"""A worklist there and back: what is not answered changes nothing, and what is answered changes exactly that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from strategy.dossier.model import Choice, Number, YesNo
from strategy.errors import InputError
from strategy.worklist.answers import EXPLAINED, ROLE
from strategy.worklist.places import places_of
from strategy.worklist.rows import TIES, WorkRow
from strategy.workspace import read_workspace, workspace_of
from tests.examples import examples
from tests.worklist.help import City, brief, city, filled, moved, proposed, texts
from visualizations.reports.nagaan import proposal_report, workbook

CITIES = (".", "voorbeelden/dordrecht")
BZK = "networks/rijk.yaml wijzig/actoren/bzk/relaties/bestuurlijk"
WISH = "opgaven/wonen.yaml prioriteiten/spoorzone"
BASIS = "../../landelijk/networks"
OF_BASIS = (
    f"{BASIS}/rijk.yaml actoren/fin/relaties/bestuurlijk",
    f"{BASIS}/verenigingen.yaml actoren/ipo/relaties/bestuurlijk",
    f"{BASIS}/rijk.yaml actoren/ienw/bevoegdheden/spoor",
)
_made: dict[Path, City] = {}


@pytest.fixture(params=CITIES, ids=("zaanstad", "dordrecht"))
def own(request: pytest.FixtureRequest, repository: Path) -> City:
    root = repository / request.param
    if root not in _made:
        _made[root] = city(read_workspace(root))
    return _made[root]


@pytest.fixture(scope="module")
def dordrecht(repository: Path) -> City:
    """Its list as far as the rows that are answered below."""
    return brief(city(read_workspace(repository / CITIES[1])), BZK, f"{WISH}/inzet", *OF_BASIS)


@pytest.fixture(scope="module")
def marked(dordrecht: City) -> City:
    """As it would be in a new term, when what we want is to be confirmed."""
    texts = {
        path: f"te_bevestigen: 2022-2026\n{text}" if path.startswith("opgaven/") else text
        for path, text in dordrecht.present.texts.items()
    }
    own = city(workspace_of(texts))
    return brief(own, *(row.place.name for row in own.listed.open if row.place.name.startswith(WISH)))


def rows(own: City) -> dict[str, WorkRow]:
    return {row.place.name: row for each in own.listed.sheets.values() for row in each}


def after(own: City, new: dict[str, str]) -> dict[str, Any]:
    changed = workspace_of({**own.present.texts, **new})
    return dict(places_of(changed.loaded, changed.texts).by_name)


def what(place: Any) -> tuple[Any, ...]:
    origin = place.origin
    return place.state, origin.nature, origin.source, origin.to_verify, origin.note, origin.confirmed


def test_an_unchanged_list_proposes_nothing(own: City) -> None:
    proposal = proposed(own, own.raw)
    assert (proposal.lines, proposal.edits) == ((), {})
    assert proposal.filled.rows == sum(map(len, own.listed.sheets.values()))


def test_the_same_dossier_gives_the_same_bytes(own: City) -> None:
    assert workbook(own.listed) == workbook(city(own.present).listed) == own.raw


def test_what_carries_most_is_asked_first(own: City) -> None:
    carried = [row.carries for row in own.listed.open]
    assert carried == sorted(carried, reverse=True) and carried[0] > 1
    top = [line for line in own.listed.outcome.lines if line.target.sort != "afzien"][:20]
    assert carried[0] <= sum(line.score for line in top)


def test_every_reason_is_listed(own: City) -> None:
    listed = {row.place.name for row in own.listed.open}
    for place in own.listed.index.places:
        if place.block and not place.borrowed and "te_verifieren" in place.block.own():
            assert place.name in listed


def test_everything_answered_with_yes_confirms_all_of_it(own: City) -> None:
    asked = [row for row in own.listed.open if not row.place.borrowed]
    raw = filled(own.raw, {row.place.name: {"klopt": "ja"} for row in asked}, moved)
    proposal = proposed(own, raw)
    new = texts(own, proposal)
    later = after(own, new)
    assert all(later[row.place.name].origin.confirmed for row in asked)
    assert all(later[row.place.name].state == row.place.state for row in asked)
    again = city(workspace_of({**own.present.texts, **new}))
    assert not [row for row in again.listed.open if not row.place.borrowed]
    assert proposed(again, raw).edits == {}


@settings(
    max_examples=examples(2),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_random_answers_change_exactly_what_they_say(own: City, data: st.DataObject) -> None:
    known = {name: row for name, row in rows(own).items() if not row.place.borrowed}
    names = data.draw(st.lists(st.sampled_from(sorted(known)), unique=True, min_size=1, max_size=12))
    answers = {name: data.draw(_answers(known[name])) for name in names}
    raw = filled(own.raw, answers, data.draw(st.sampled_from([_as_is, moved])))
    refused: set[str] = set()
    try:
        new = texts(own, proposed(own, raw))
    except InputError as error:  # a scenario may say what has become so
        refused = {finding.span.file.split("/")[0] for finding in error.findings}
    assert refused <= {"scenarios", "toetsen"}
    assume(not refused)
    before, later = own.listed.index.by_name, after(own, new)
    for name, answer in answers.items():
        if name not in later:
            assert known[name].place.block is None and not answer
            continue
        place = known[name].place
        no = answer.get("klopt") == "nee" and "nieuw" not in answer
        flipped = no and isinstance(place.kind, YesNo)
        wanted = ("ja" if place.now == "nee" else "nee") if flipped else answer.get("nieuw", place.now)
        assert later[name].now == wanted.replace(",", ".")
        if no and not flipped:
            assert later[name].origin.to_verify.startswith("klopt niet volgens strateeg (2022-06-20)")
    for name, place in before.items():
        inside = any(name.startswith(f"{each}/") or each.endswith(" bestand") for each in names)
        if name not in answers and not inside and place.block:
            assert what(later[name]) == what(place), name
    for path, text in new.items():
        touched = _touched(own.present.texts[path], text)
        own_rows = [name for name in names if name.startswith(f"{path} ")]
        assert 0 < touched <= 4 * len(own_rows)  # a value, its source, how hard it is, and a note


def _as_is(book: Any) -> None:
    """A list in the order in which it was made."""


def _touched(old: str, new: str) -> int:
    """How many lines of the new text are not in the old one."""
    present = old.split("\n")
    return sum(line not in present for line in new.split("\n"))


def _answers(row: WorkRow) -> st.SearchStrategy[dict[str, str]]:
    place = row.place
    values: list[str] = []
    if isinstance(place.kind, Number) and place.part != "invloed":
        values = [value for value in ("0.5", "1,5", "2") if value.replace(",", ".") != place.now]
    elif isinstance(place.kind, Choice) and not place.element and place.part != "belang":
        values = [word for word in place.kind.values if word != place.now]
    new = [{"nieuw": value} for value in values] + [{"klopt": "nee", "nieuw": value} for value in values]
    there = [{"klopt": "ja"}, {"klopt": "nee"}] if place.block else []
    return st.sampled_from([*new, *there] or [{}])


# ── one answer of each sort ───────────────────────────────────────────────────────────────────────────


def one(own: City, key: str, **given: str) -> tuple[str, list[str], list[str]]:
    """The outcome of one answer, and the lines that go and come."""
    proposal = proposed(own, filled(own.raw, {key: given}))
    (line,) = proposal.lines
    old, new = (
        text.split("\n")
        for text in (own.present.texts[line.answer.place.file], *texts(own, proposal).values())
    )
    gone = [each.strip() for each in old if each not in new]
    return line.outcome, gone, [each.strip() for each in new if each not in old]


def test_another_value_with_a_source_of_the_dossier(dordrecht: City) -> None:
    outcome, _, new = one(dordrecht, BZK, klopt="nee", nieuw="sterk", bron="oude-lijn §interview")
    assert outcome == "anders"
    assert new[0].startswith("bestuurlijk: {waarde: sterk, aard: oordeel, bron: oude-lijn §interview, ")
    assert new[0].endswith(", bevestigd: {op: 2022-06-20, door: strateeg}}") and len(new) == 1


def test_another_value_with_a_source_that_is_not_there(dordrecht: City) -> None:
    _, _, new = one(
        dordrecht, BZK, nieuw="geen", bron="gesprek met het ministerie", opmerking="na de formatie"
    )
    assert "waarde: geen" in new[0] and "aard: aanname" in new[0] and "bron:" not in new[0]
    assert "volgens gesprek met het ministerie; bron nog in bronnen.yaml zetten. na de formatie" in new[0]


def test_a_weight_that_was_left_out(dordrecht: City) -> None:
    outcome, gone, new = one(dordrecht, "opgaven/wonen.yaml gewicht", nieuw="1,5")
    assert (outcome, gone) == ("erbij", [])
    assert new[0].startswith("gewicht: {waarde: 1.5, aard: aanname, toelichting: ")


def test_a_tie_that_was_not_there(dordrecht: City) -> None:
    ties = dordrecht.listed.sheets[TIES]
    key = next(row.place.name for row in ties if row.place.block is None and not row.place.borrowed)
    outcome, _, new = one(dordrecht, key, nieuw="zwak")
    assert outcome == "erbij" and "relaties: {bestuurlijk: {waarde: zwak" in new[0]


def test_a_thing_that_is_gone(dordrecht: City) -> None:
    key = "networks/drechtsteden.yaml actoren/drechtsteden/gremia/dr-wonen/posities/trekker"
    proposal = proposed(dordrecht, filled(dordrecht.raw, {key: {"nieuw": "weg"}}))
    assert [line.outcome for line in proposal.lines] == ["weg"]
    (new,) = texts(dordrecht, proposal).values()
    old = dordrecht.present.texts["networks/drechtsteden.yaml"]
    assert old.count("rol: trekker") == new.count("rol: trekker") + 1
    assert key not in after(dordrecht, texts(dordrecht, proposal))


def test_a_list_that_was_done_asks_nothing_more(dordrecht: City) -> None:
    raw = filled(dordrecht.raw, {BZK: {"nieuw": "sterk"}, f"{WISH}/inzet": {"klopt": "ja"}})
    new = texts(dordrecht, proposed(dordrecht, raw))
    again = proposed(city(workspace_of({**dordrecht.present.texts, **new})), raw)
    assert (again.edits, [line.outcome for line in again.lines]) == ({}, ["al zo", "al zo"])


def test_what_is_made_of_parts_waits_for_these(marked: City) -> None:
    own = marked
    parts = [row.place.name for row in own.listed.open if row.place.name.startswith(f"{WISH}/")]
    (line,) = proposed(own, filled(own.raw, {WISH: {"klopt": "ja"}})).lines
    assert line.outcome == "wacht" and f"wacht op {len(parts)} andere antwoorden" in line.remark
    whole = proposed(own, filled(own.raw, {name: {"klopt": "ja"} for name in (WISH, *parts)}))
    assert {line.outcome for line in whole.lines} == {"bevestigd"}
    later = after(own, texts(own, whole))
    assert later[WISH].origin.confirmed and all(later[name].origin.confirmed for name in parts)


@pytest.mark.parametrize(
    ("by", "note", "shown"),
    [
        ("Piet Jansen, beleidsadviseur", "Jansen belde", "beleidsadviseur"),
        ("wethouder De Vries", "bel 06-12345678", "wethouder"),
        ("secretariaat van de Drechtsteden", "mail j@x.nl", "secretariaat van de Drechtsteden"),
        ("griffie", "dat zei Klaas van der Vries", "griffie"),
    ],
)
def test_no_names_come_in(dordrecht: City, by: str, note: str, shown: str) -> None:
    proposal = proposed(
        dordrecht, filled(dordrecht.raw, {BZK: {"nieuw": "geen", "wie": by, "opmerking": note}})
    )
    (line,) = proposal.lines
    assert line.answer.by == shown and proposal.filled.people == 1
    written = "".join(texts(dordrecht, proposal).values())
    assert not [word for word in ("Jansen", "Vries", "06-1234", "j@x") if word in written]


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [
        ("strategisch adviseur", "strategisch adviseur", ""),
        ("Kees Janssen, adviseur", "adviseur", 'wordt "adviseur"'),
        ("Kees de Wit", "", "wordt leeg"),
    ],
)
def test_what_becomes_of_the_role_of_a_list_is_said(
    dordrecht: City, typed: str, kept: str, told: str
) -> None:
    def role(book: Workbook) -> None:
        cells = {row[0].value: row[1] for row in book[EXPLAINED].iter_rows()}
        cells[ROLE].value = typed

    proposal = proposed(dordrecht, filled(dordrecht.raw, {BZK: {"nieuw": "geen"}}, role))
    said = proposal_report(proposal, "lijst.xlsx", False).markdown()
    said = said.replace("\\", "")
    assert proposal.lines[0].answer.by == kept
    assert ("De rol waarmee de lijst is ingevuld" in said) == bool(told) and told in said


def test_what_is_otherwise_than_in_the_basis_is_said_in_the_dossier_itself(dordrecht: City) -> None:
    given = ({"nieuw": "zwak"}, {"nieuw": "sterk"}, {"klopt": "ja"})
    raw = filled(dordrecht.raw, dict(zip(OF_BASIS, given, strict=True)))
    proposal = proposed(dordrecht, raw)
    assert sorted(line.outcome for line in proposal.lines) == ["basis", "erbij", "erbij"]
    assert list(proposal.edits) == ["networks/rijk.yaml"] and list(proposal.new) == [
        "networks/verenigingen.yaml"
    ]
    new = {**texts(dordrecht, proposal), **proposal.new}
    laid = workspace_of({**dordrecht.present.texts, **new})
    ties = {actor.id: actor.ties for layer in laid.loaded.dossier.layers for actor in layer.actors}
    assert ties["fin"]["bestuurlijk"].value == "zwak" and ties["ipo"]["bestuurlijk"].value == "sterk"
    assert ties["fin"]["bestuurlijk"].origin.nature == "aanname"
    again = proposed(city(laid), raw)
    assert (again.edits, again.new, again.filled.done) == ({}, {}, 2)


def test_a_source_in_words_keeps_its_title_and_no_name(dordrecht: City) -> None:
    _, _, new = one(dordrecht, BZK, nieuw="geen", bron="Startnotitie Omgevingsvisie, gesprek met Klaas Vaak")
    assert "volgens Startnotitie Omgevingsvisie, gesprek met [weggelaten]" in new[0]


def test_what_an_answer_does_for_the_term_is_counted(marked: City) -> None:
    own = marked
    parts = [row.place.name for row in own.listed.open if row.place.name.startswith(f"{WISH}/")]
    for names, waiting in (([f"{WISH}/inzet"], 1), ([WISH, *parts], 0)):
        proposal = proposed(own, filled(own.raw, {name: {"klopt": "ja"} for name in names}))
        ((before, now),) = proposal.progress
        said = str(proposal_report(proposal, "lijst.xlsx", True).markdown())
        assert (proposal.waiting, before.confirmed) == (waiting, 0)
        assert now.confirmed == 0 if waiting else now.confirmed > 0
        assert f"0 → {now.confirmed} van {now.total} feiten bevestigd voor 2022–2026" in said
        assert ("1 antwoord hoort bij feiten die nog op andere" in said) == bool(waiting)


def test_of_a_seat_is_asked_what_no_turns_around(dordrecht: City) -> None:
    key = "networks/drechtsteden.yaml actoren/drechtsteden/gremia/dr-wonen/posities/trekker"
    row = next(row for row in dordrecht.listed.open if row.place.name == key)
    turned = {"ja": "", "nee": "niet "}[row.place.now]
    assert row.said.endswith(f"; nu {turned}te verdelen")
    assert f"Klopt het dat deze zetel nu {turned}te verdelen is?" in row.question
    assert "Geldt dit nog" not in row.question and "Klopt dit" not in row.question
    new = texts(dordrecht, proposed(dordrecht, filled(dordrecht.raw, {key: {"klopt": "nee"}})))
    assert after(dordrecht, new)[key].now == {"ja": "nee", "nee": "ja"}[row.place.now]
