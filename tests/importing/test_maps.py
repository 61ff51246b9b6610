"""A stakeholder map beside a dossier: what it has already, what is new, and nothing that the map does not say."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book

from strategy.advice.advise import Case, prepare
from strategy.errors import KrachtenveldError
from strategy.importing.drafts import ComparedList, compare_list, proposed_files, with_proposal
from strategy.importing.maps import MAX_NODES, read_map
from strategy.importing.propose import MapLine
from strategy.workspace import Workspace, workspace_of
from tests.examples import examples
from tests.importing.help import saved
from tests.nieuw.help import BASE, Program
from visualizations.reports.importeer import document_of

Tie = dict[str, str]
NODES = [
    ("Gemeente Zaanstad", "Gemeente"),
    ("VNG", "Koepel"),
    ("Waterschap Zuiderplas", "Waterschap"),
    ("Kleine Polder BV", "Bedrijf"),
]
TIES: list[Tie] = [
    {"from": "Gemeente Zaanstad", "to": "VNG", "type": "bestuurlijk", "label": "zwakke relatie"},
    {"from": "Waterschap Zuiderplas", "to": "Gemeente Zaanstad", "type": "ambtelijk", "label": "sterk"},
    {"from": "Gemeente Zaanstad", "to": "Kleine Polder BV", "strength": "3"},
]


def kumu_xlsx(nodes: list[tuple[str, str]], ties: list[Tie]) -> bytes:
    book = Book()
    page = book.active
    assert page is not None
    page.title = "Elements"
    for node in [("Label", "Type"), *nodes]:
        page.append(list(node))
    page = book.create_sheet("Connections")
    keys = ["from", "to", "type", "label", "strength", "note"]
    for row in [[key.capitalize() for key in keys], *([tie.get(key) for key in keys] for tie in ties)]:
        page.append(row)
    return saved(book)


def kumu_json(nodes: list[tuple[str, str]], ties: list[Tie]) -> bytes:
    return json.dumps(
        {"elements": [{"label": name, "type": sort} for name, sort in nodes], "connections": ties}
    ).encode()


def gexf(nodes: list[tuple[str, str]], ties: list[Tie]) -> bytes:
    """As Gephi writes it: numbers for ids, edges of both kinds, sizes and colours."""
    number = {name: at for at, (name, _) in enumerate(nodes)}
    made = "".join(
        f'<node id="{at}" label="{name}"><attvalues><attvalue for="t" value="{sort}"/></attvalues><viz:size value="x"/></node>'
        for at, (name, sort) in enumerate(nodes)
    )
    lines = "".join(
        f'<edge id="e" type="{"directed" if at else "undirected"}" source="{number[tie["from"]]}" target="{number[tie["to"]]}"'
        f' label="{tie.get("label", "")}" weight="{tie.get("strength", "1.0")}">'
        f'<attvalues><attvalue for="s" value="{tie.get("type", "")}"/></attvalues></edge>'
        for at, tie in enumerate(ties)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://www.gexf.net/1.2draft" version="1.2" '
        'xmlns:viz="http://www.gexf.net/1.2draft/viz"><graph defaultedgetype="undirected">'
        '<attributes class="node"><attribute id="t" title="Type" type="string"/></attributes>'
        '<attributes class="edge"><attribute id="s" title="Type" type="integer"/></attributes>'
        f"<nodes>{made}</nodes><edges>{lines}</edges></graph></gexf>"
    ).encode()


def graphml(nodes: list[tuple[str, str]], ties: list[Tie]) -> bytes:
    """As yEd writes it: the label within what it draws."""
    number = {name: f"n{at}" for at, (name, _) in enumerate(nodes)}
    made = "".join(
        f'<node id="{number[name]}"><data key="d1">{sort}</data><data key="d0"><y:ShapeNode><y:NodeLabel>{name}</y:NodeLabel>'
        "</y:ShapeNode></data></node>"
        for name, sort in nodes
    )
    lines = "".join(
        f'<edge id="e{at}" directed="false" source="{number[tie["from"]]}" target="{number[tie["to"]]}">'
        + "".join(
            f'<data key="{key}">{tie[key]}</data>' for key in ("type", "label", "strength") if key in tie
        )
        + "</edge>"
        for at, tie in enumerate(ties)
    )
    keys = "".join(
        f'<key id="{key}" for="edge" attr.name="{key}" attr.type="double"/>'
        for key in ("type", "label", "strength")
    )
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key for="node" id="d0" yfiles.type="nodegraphics"/><key for="node" id="d1" attr.name="Type" attr.type="string"/>'
        f'{keys}<graph edgedefault="directed">{made}{lines}</graph></graphml>'
    ).encode()


def cyjs(nodes: list[tuple[str, str]], ties: list[Tie]) -> bytes:
    """As Cytoscape writes it: numbers for ids, and where everything was drawn."""
    number = {name: str(60 + at) for at, (name, _) in enumerate(nodes)}
    made = [
        {"data": {"id": number[name], "SUID": int(number[name]), "shared_name": name, "name": name, "Type": sort, "selected": False},
         "position": {"x": -3.5, "y": 60}, "selected": False}
        for name, sort in nodes
    ]  # fmt: skip
    lines = [
        {"data": {"id": f"9{at}", "SUID": 90 + at, "source": number[tie["from"]], "target": number[tie["to"]], "selected": False,
                  **{key: said for key, said in tie.items() if key not in ("from", "to")}}, "selected": False}
        for at, tie in enumerate(ties)
    ]  # fmt: skip
    kept = {
        "format_version": "1.0",
        "generated_by": "cytoscape-3.10.2",
        "data": {"name": "Kaart", "SUID": 52},
    }
    return json.dumps({**kept, "elements": {"nodes": made, "edges": lines}}).encode()


FORMS = {
    "kumu.xlsx": kumu_xlsx, "kumu.json": kumu_json, "kaart.gexf": gexf, "kaart.graphml": graphml, "kaart.cyjs": cyjs,
}  # fmt: skip


def compared(case: Case, nodes: list[tuple[str, str]], ties: list[Tie]) -> ComparedList:
    return compare_list(kumu_json([("Gemeente Zaanstad", ""), *nodes], ties), "kumu.json", case)


def tie(case: Case, **said: str) -> MapLine:
    """What became of one line between us and the VNG, with which the dossier has a strong tie."""
    found = compared(case, [("VNG", "")], [{"from": "Gemeente Zaanstad", "to": "VNG", **said}])
    (line,) = [line for line in found.proposal.map if line.kind == "relatie"]
    return line


@pytest.mark.parametrize("name", FORMS)
def test_the_same_map_says_the_same_in_every_form(name: str, case: Case, present: Workspace) -> None:
    found = compare_list(FORMS[name](NODES, TIES), name, case)
    assert [(line.state, line.name, line.then) for line in found.proposal.map] == [
        ("gelijk", "zaanstad", ""),
        ("gelijk", "vng", ""),
        ("nieuw", "waterschap-zuiderplas", "samenwerkingsverband, regio"),
        ("nieuw", "kleine-polder-bv", "bedrijfsleven, regio"),
        ("anders", "vng/bestuurlijk", "bestuurlijk: zwak"),
        ("nieuw", "waterschap-zuiderplas/ambtelijk", "ambtelijk: sterk"),
        ("onzeker", "", ""),
    ]
    assert found.proposal.map[-1].remarks[0].startswith("gewicht 3")
    made = proposed_files(found.proposal, found.source, ["knopen"], present)
    network, scenario = (
        made.files["networks/import-" + network_name(name)],
        made.files["scenarios/import-" + network_name(name)],
    )
    assert "relaties: {ambtelijk: {waarde: sterk, te_verifieren:" in network
    assert network.count("te_verifieren") == 3 and "sterk" not in network.split("kleine-polder-bv")[1]
    assert "    vng: {relaties: {bestuurlijk: {waarde: zwak}}}" in scenario


def network_name(name: str) -> str:
    return f"{name.split('.')[0]}.yaml"


def test_what_is_proposed_is_read_as_the_map_said_it(case: Case, present: Workspace) -> None:
    found = compare_list(gexf(NODES, TIES), "kaart.gexf", case)
    made = proposed_files(found.proposal, found.source, ["knopen", "lijnen"], present)
    loaded = workspace_of(with_proposal(present.texts, made.files, made.pastes)).proven().loaded
    (actor,) = [
        each for layer in loaded.dossier.layers for each in layer.actors if each.id == "waterschap-zuiderplas"
    ]
    assert {layer: tie.value for layer, tie in actor.ties.items()} == {"ambtelijk": "sterk"}


def test_what_was_taken_over_is_there_the_next_time_with_the_map_as_its_source(
    case: Case, present: Workspace
) -> None:
    found = compare_list(gexf(NODES, TIES), "kaart.gexf", case)
    made = proposed_files(found.proposal, found.source, ["knopen", "lijnen"], present)
    there = workspace_of(with_proposal(present.texts, made.files, made.pastes)).proven()
    again = compare_list(gexf(NODES, TIES), "kaart.gexf", prepare(there.loaded, case.view.day))
    assert [line.state for line in again.proposal.map] == ["gelijk"] * 4 + ["anders", "gelijk", "onzeker"]
    scenario = proposed_files(again.proposal, again.source, ["knopen", "lijnen"], there).files
    (text,) = scenario.values()
    assert '{waarde: zwak, bron: "import-kaart §lijnen punt 1", aard: oordeel}' in text


def test_cytoscape_js_takes_nodes_and_lines_in_one_list() -> None:
    apart = json.loads(cyjs(NODES, TIES))["elements"]
    found = read_map(json.dumps({"elements": [*apart["edges"], *apart["nodes"]]}).encode())
    assert found == read_map(cyjs(NODES, TIES))


def test_a_line_of_cytoscape_is_called_by_what_it_is_between(case: Case) -> None:
    line = tie(
        case,
        name="Gemeente Zaanstad (bestuurlijk zwak) VNG",
        interaction="bestuurlijk zwak",
        selected="false",
    )
    assert (line.state, line.then) == ("anders", "bestuurlijk: zwak")


def test_a_number_that_a_program_gave_is_no_name(case: Case) -> None:
    raw = json.dumps({"elements": [{"label": "7", "name": "VNG"}]}).encode()
    (line,) = compare_list(raw, "k.json", case).proposal.map
    assert (line.state, line.name) == ("gelijk", "vng")


@pytest.mark.parametrize(
    ("form", "name", "few"),
    [("gexf", "n.gexf", False), ("gexf", "n.gexf", True), ("graphml", "n.graphml", True), ("kumu", "n.json", True),
     ("cytoscape", "n.json", True)],
)  # fmt: skip
def test_an_export_of_ours_comes_back_unchanged(
    form: str, name: str, few: bool, program: Program, case: Case, small_case: Case, tmp_path: Path
) -> None:
    """Of all that a city has in one form, and of a few tables in every form."""
    if few:
        case = small_case
    path = tmp_path / name
    program.right("exporteer", "--formaat", form, "--uit", path, *(("--dossier", BASE) if few else ()))
    found = compare_list(path.read_bytes(), name, case)
    assert found.proposal.empty and set(found.counts) == {"gelijk"}
    actors = [each for layer in case.dossier.layers for each in layer.actors]
    kinds = Counter(line.kind for line in found.proposal.map)
    assert kinds["actor"] == sum(map(case.view.shows, actors))
    assert kinds["gremium"] == sum(
        case.view.shows(each) and case.view.shows(body) for each in actors for body in each.bodies
    )
    told = {
        line.name
        for line in found.proposal.map
        if line.kind == "relatie" and line.name.endswith("/bestuurlijk")
    }
    assert told == {f"{each.id}/bestuurlijk" for each in actors if "bestuurlijk" in each.ties}
    known = "De Stedenbond" if few else "Vereniging van Nederlandse Gemeenten"
    changed = path.read_text("utf-8").replace(known, "Vereniging Hollandse Polders")
    new = [
        line.name for line in compare_list(changed.encode(), name, case).proposal.map if line.state == "nieuw"
    ]
    assert new == ["vereniging-hollandse-polders", "vereniging-hollandse-polders/bestuurlijk"]


def test_one_changed_strength_in_an_export_of_ours_is_that_change(
    program: Program, case: Case, tmp_path: Path
) -> None:
    path = tmp_path / "n.json"
    program.right("exporteer", "--formaat", "kumu", "--uit", path)
    data = json.loads(path.read_text("utf-8"))
    (line,) = [
        each for each in data["connections"] if each["id"] == "relatie/actor:zaanstad/actor:vng/bestuurlijk"
    ]
    line["stand"] = "zwak"
    found = compare_list(json.dumps(data).encode(), "n.json", case)
    assert [
        (each.state, each.name, each.now, each.then) for each in found.proposal.map if each.state != "gelijk"
    ] == [("anders", "vng/bestuurlijk", "bestuurlijk: sterk", "bestuurlijk: zwak")]


@pytest.mark.parametrize(
    ("said", "state", "why"),
    [
        ({}, "gelijk", "hoe sterk, zegt de lijn niet"),
        ({"type": "Relatie"}, "gelijk", "hoe sterk, zegt de lijn niet"),
        ({"label": "bestuurlijk sterk"}, "gelijk", ""),
        ({"label": "sterk"}, "gelijk", "op welke laag, zegt de lijn niet"),
        ({"label": "zwak"}, "onzeker", "op welke laag, zegt de lijn niet: bestuurlijk, ambtelijk, hoogambtelijk, college"),
        ({"label": "bestuurlijk zwak"}, "anders", ""),
        ({"label": "ambtelijk"}, "onzeker", "hoe sterk, zegt de lijn niet"),
        ({"label": "bestuurlijk niet sterk"}, "onzeker", '"bestuurlijk niet sterk" is niet gelezen'),
        ({"label": "geen sterke bestuurlijke relatie"}, "onzeker", "wat er staat, spreekt zichzelf tegen"),
        ({"label": "conflict"}, "onzeker", '"conflict" is niet gelezen'),
        ({"label": "bestuurlijk zwak", "note": "tot 2020"}, "onzeker", 'note: "tot 2020" is niet gelezen'),
        ({"label": "bestuurlijk zwak", "weight": "0,3"}, "onzeker", "gewicht 0,3: op welke schaal, zegt de kaart niet"),
        ({"label": "bestuurlijk zwak", "weight": "1.0"}, "anders", ""),
        ({"label": "bestuurlijk zwak ✗"}, "onzeker", '"bestuurlijk zwak ✗" is niet gelezen'),
    ],
)  # fmt: skip
def test_a_line_is_a_relation_only_when_all_of_it_was_read(
    said: Tie, state: str, why: str, case: Case
) -> None:
    line = tie(case, **said)
    assert (line.state, line.remarks[0] if line.remarks else "") == (state, why)


@settings(max_examples=examples(40), deadline=None)
@given(st.from_regex(r"q[a-zé]{1,9}", fullmatch=True), st.sampled_from(["label", "type", "strength", "note"]))
def test_a_word_that_nobody_thought_of_claims_nothing(case: Case, word: str, key: str) -> None:
    said = {"label": "bestuurlijk zwak"}
    line = tie(case, **said, **{key: word}) if key != "label" else tie(case, label=f"{said['label']} {word}")
    assert (line.state, line.then) == ("onzeker", "")
    assert word in " ".join(line.remarks)


def test_lines_that_contradict_each_other_are_both_uncertain(case: Case) -> None:
    lines = [{"from": "VNG", "to": "wij", "label": f"bestuurlijk {stand}"} for stand in ("zwak", "geen")]
    found = compared(case, [("VNG", "")], lines)
    ties = [line for line in found.proposal.map if line.kind == "relatie"]
    assert [line.state for line in ties] == ["onzeker", "onzeker"] and not found.proposal.ties


def test_lines_between_others_are_never_taken_over(case: Case) -> None:
    lines = [
        {"from": "VNG", "to": end, "label": said}
        for end, said in (("VWS", ""), ("VWS", "sterk"), ("Parteon", ""))
    ]
    found = compared(case, [("VNG", ""), ("VWS", ""), ("Parteon", "Corporatie")], lines)
    ties = [line for line in found.proposal.map if line.kind == "relatie"]
    assert [(line.state, line.name) for line in ties] == [
        ("gelijk", "invloed"),
        ("onzeker", ""),
        ("onzeker", ""),
    ]
    assert not found.proposal.ties and not found.proposal.actors[0].ties


@pytest.mark.parametrize(
    ("name", "sort"),
    [("Jan Jansen", ""), ("Jan Jansen", "Stakeholder"), ("Truus de Wit-Mulder", ""), ("J. Jansen", "Gemeente"),
     ("wethouder Bakker", ""), ("Rabobank", "Persoon"), ("Karin Groen", "")],
)  # fmt: skip
def test_names_of_people_are_not_taken_in(name: str, sort: str, case: Case, present: Workspace) -> None:
    lines = [{"from": "wij", "to": name, "label": f"ambtelijk sterk met {name}"}, {"from": name, "to": "VNG"}]
    found = compared(case, [(name, sort), ("Waterschap Zuiderplas", "")], lines)
    made = proposed_files(found.proposal, found.source, [""], present)
    told = document_of(found, None) + str(made.texts())
    for word in name.replace("wethouder", "").split():
        assert word in ("de", "J.") or word not in told
    assert found.people == 1 and [actor.id for actor in found.proposal.actors] == ["waterschap-zuiderplas"]


def test_a_name_of_somebody_in_the_name_of_a_party_makes_no_party(case: Case) -> None:
    found = compared(
        case,
        [("Karin Groen", "Persoon"), ("Stichting Groen Wonen", "Stichting"), ("Fonds [weggelaten]", "")],
        [],
    )
    assert [line.state for line in found.proposal.map] == ["gelijk", "onzeker", "onzeker", "onzeker"]
    assert not found.proposal.actors


@pytest.mark.parametrize(
    ("name", "sort", "state"),
    [
        ("Rabobank Zaanstreek", "", "nieuw"), ("Stichting Molens", "", "nieuw"), ("Zaanse Molens", "Stichting", "nieuw"),
        ("Woningfonds", "Project", "onzeker"), ("Klankbordgroep Haven", "", "onzeker"), ("12", "", "onzeker"),
        ("n4", "", "onzeker"), ("", "", "onzeker"), ("MRA", "", "gelijk"),
    ],
)  # fmt: skip
def test_a_node_is_an_actor_only_when_it_can_be_one(name: str, sort: str, state: str, case: Case) -> None:
    assert compared(case, [(name, sort)], []).proposal.map[1].state == state


def test_a_level_that_the_dossier_has_otherwise_is_told(case: Case) -> None:
    raw = json.dumps({"elements": [{"label": "VNG", "niveau": "regionaal"}]}).encode()
    (line,) = compare_list(raw, "k.json", case).proposal.map
    assert (line.state, line.remarks[0]) == ("onzeker", "niveau: de kaart zegt regio, het dossier landelijk")


# ── what is no sound map ──────────────────────────────────────────────────────────────────────────────

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gexf><graph>&b;</graph></gexf>'
NS = b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BOMB, "regel 1: er staat een documenttype (DOCTYPE)"),
        (BOMB.decode().encode("utf-16"), "er staat een documenttype (DOCTYPE)"),
        (b"<gexf><graph>", "regel 1, teken 14: de XML is daar niet af of niet goed"),
        (b"<gexf>\n\xff</gexf>", "regel 2, teken 1: de XML"),
        (b'<?xml version="1.0" encoding="utf-99"?><gexf/>', "de XML"),
        (b"<gexf/>", "dit is niet te lezen als GEXF"),
        (NS + b"</graphml>", "dit is niet te lezen als GraphML"),
        (NS + b"<graph/></graphml>", "staan geen knopen"),
        (NS + b'<graph><node id="a"/><node id="a"/></graph></graphml>', 'de id "a" komt twee keer voor'),
        (NS + b"<graph><node/></graph></graphml>", "een knoop heeft geen id"),
        (NS + b'<graph><node id="a"/><edge source="a" target="b"/></graph></graphml>', 'lijn 1 gaat naar knoop "b"'),
        (NS + b'<graph><node id="a"><data key="k">x</data></node></graph></graphml>', "niet te lezen als GraphML"),
        (NS + b"<graph>" + b"<node>" * 70 + b"</node>" * 70 + b"</graph></graphml>", "er zit te veel in elkaar"),
        (NS + b"<graph>" + b'<node id="1"/>' * 600_000 + b"</graph></graphml>", "de kaart heeft 600000 knopen"),
        (b'{"elements": [1, ', "regel 1, teken 18: de JSON is daar niet af"),
        (b'{"elements": ' + b"[" * 200_000, "de JSON"),
        (b'{"elements": 3}', 'er is geen "elements"'),
        (b'{"elements": [{}], "connections": 3}', 'achter "connections" staat geen lijst'),
        (b'{"elements": []}', "staan geen knopen"),
        (b'{"elements": [' + b",".join([b"{}"] * (MAX_NODES + 1)) + b"]}", f"de kaart heeft {MAX_NODES + 1} knopen"),
        (b'[{"a": 1}]', "dit is een JSON-bestand, geen lijst en geen kaart"),
        (b'{"elements": {"nodes": 3}}', 'achter "nodes" staat geen lijst'),
        (b'{"elements": {"edges": []}}', "in deze kaart (Cytoscape) staan geen knopen"),
        (b'{"elements": {"nodes": [{"data": null}]}}', "een knoop heeft geen id"),
        (b'{"elements": {"nodes": [{"data": {"id": 1}}, {"data": {"id": "1"}}]}}', 'de id "1" komt twee keer voor'),
        (b'{"elements": [{"data": {"id": 1}}, {"data": {"source": 1, "target": [2]}}]}', 'lijn 1 gaat naar knoop "2"'),
    ],
    ids=range(26),
)  # fmt: skip
def test_what_is_no_sound_map_is_told_as_such(raw: bytes, said: str) -> None:
    with pytest.raises(KrachtenveldError) as caught:
        read_map(raw)
    assert said in caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    "elements",
    [[None, 1, "a", []], [{"label": {"a": 1}}], [{"label": ["VNG", 3]}], [{"attributes": 4, "label": True}],
     [{"label": 1e999}], [{"label": "\u202e\x00VNG"}], [{"label": "x" * 9000}], [{"label": "VNG"}, {"label": "VNG"}]],
)  # fmt: skip
def test_odd_values_break_nothing(elements: list[object], case: Case, present: Workspace) -> None:
    ends = [{"from": "VNG", "to": "VNG"}, {"from": 4, "to": None}, None, {"from": "wij", "to": "wij"}]
    raw = json.dumps({"elements": elements, "connections": ends}).encode()
    found = compare_list(raw, "k.json", case)
    proposed_files(found.proposal, found.source, [""], present)
    assert found.rows >= len(elements) + 4 and not found.proposal.ties


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_damaged_map_is_read_or_refused(case: Case, name: str, data: st.DataObject) -> None:
    raw = bytearray(FORMS[name](NODES, TIES))
    for _ in range(data.draw(st.integers(1, 4))):
        # The length of a workbook differs with the moment it is made.
        at = data.draw(st.integers(0, 65_535)) % len(raw)
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with contextlib.suppress(KrachtenveldError):  # anything else fails
        assert compare_list(bytes(raw), name, case).rows


@pytest.mark.parametrize(("option", "value"), [("--netwerk", "vng"), ("--blad", "Elements")])
def test_choices_that_a_map_does_not_have(option: str, value: str, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "kaart.gexf"
    path.write_bytes(gexf(NODES, TIES))
    assert f"die kent geen {option}" in program.refused("importeer", path, option, value)


def test_the_report_of_a_map(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "kumu.xlsx"
    path.write_bytes(kumu_xlsx(NODES, TIES))
    shown = program.right("importeer", path, "--uit", tmp_path / "uit")
    for said in (
        "7 knopen en lijnen bekeken: 2 al zo in het dossier, 1 anders, 3 nieuw, 1 onzeker",
        "Stakeholderkaart: Kumu",
        "blad Connections, rij",
        "Probeer de relaties:",
    ):
        assert said in shown
    data = json.loads(program.right("importeer", path, "--formaat", "json"))
    assert data["zetels"] == [] and [(each["blad"], each["rij"], each["uitkomst"]) for each in data["kaart"]][-2:] == [
        ("Connections", 3, "nieuw"), ("Connections", 4, "onzeker"),
    ]  # fmt: skip


def test_a_kumu_sheet_without_its_headings_is_told(case: Case) -> None:
    book = Book()
    page = book.active
    assert page is not None
    page.title = "Connections"
    page.append(["Van", "Naar"])
    with pytest.raises(KrachtenveldError, match="rij 1: de kop From ontbreekt"):
        compare_list(saved(book), "k.xlsx", case)
