"""What is written is sound: laid in a copy of the dossier as described, nothing is wrong and the seats count."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from strategy.advice.advise import Case
from strategy.dossier.yamltree import parse
from strategy.importing.drafts import below_key, proposed_files
from strategy.workspace import Workspace, read_workspace, workspace_of
from tests.importing.help import HEADINGS, laid, listed, row, text
from tests.nieuw.help import Program, held

ROWS = [
    row(gremium="VNG ZJO", rol="lid", status="bezet", planning="1-10-2026", doel="Samen: sterker # dan alleen"),
    row(gremium="MRA Platform Mobiliteit", rol="lid", status="bezet"),
    row(gremium="G40-themagroep Duurzaamheid", rol="voorzitter", status="verloren"),
    row(gremium="VNG commissie Digitale Stad", rol="lid", onderwerp="Wonen", status="vacant", planning="najaar 2026"),
    row(gremium="VNG commissie Digitale Stad", rol="voorzitter", status="ander"),
    row(gremium="Provincie Noord-Holland ruimtetafel", rol="lid", status="bezet"),
    row(gremium="Buurgemeenten kustoverleg", rol="lid", status="bezet"),
    row(gremium="Waterschap Zuiderlicht", niveau="regio", rol="lid", status="onbekend", planning="Q3 2026"),
    row(gremium="MRA", rol="lid", status="bezet"),
]  # fmt: skip


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lijst") / "Zetels (nieuw).tsv"
    path.write_text(text([HEADINGS, *ROWS]), encoding="utf-8")
    return path


def test_the_dossier_is_sound_with_it_and_the_seats_count(
    program: Program, repository: Path, source: Path, tmp_path: Path
) -> None:
    made, folder = tmp_path / "uit", tmp_path / "dossier"
    program.right("importeer", source, "--uit", made)
    assert sorted(held(made)) == [
        "LEESMIJ.md",
        "aanvullen",
        "aanvullen/bronnen.yaml",
        "networks",
        "networks/import-zetels-nieuw-tafels.yaml",
        "networks/import-zetels-nieuw.yaml",
        "scenarios",
        "scenarios/import-zetels-nieuw.yaml",
    ]
    folder.mkdir()
    laid(repository, made, folder)
    program.right("controleer", "--dossier", folder)
    present = read_workspace(folder).proven()
    bodies = {
        body.id: (actor.id, body)
        for layer in present.loaded.dossier.layers
        for actor in layer.actors
        for body in actor.bodies
    }
    actor, digital = bodies["vng-commissie-digitale-stad"]
    assert (actor, digital.sort, [theme.value for theme in digital.themes]) == ("vng", "commissie", ["wonen"])
    assert [
        (post.role, post.vacant, [each.holder.value for each in post.memberships]) for post in digital.posts
    ] == [
        ("lid", True, []),
        ("voorzitter", False, ["ander"]),
    ]
    origin = digital.posts[0].origin
    assert (origin.nature, origin.source, origin.internal) == ("aanname", None, True)
    assert "rij 5" in origin.to_verify
    water = next(
        a for layer in present.loaded.dossier.layers for a in layer.actors if a.id == "waterschap-zuiderlicht"
    )
    assert water.bodies[0].posts[0].memberships[0].holder.value == "onbekend"
    moments = {
        (moment.day.value, moment.about)
        for layer in present.loaded.dossier.layers
        if layer.id == "import-zetels-nieuw"
        for moment in layer.moments
    }
    assert moments == {
        ("1 oktober 2026", ("vng-zjo",)),
        ("najaar 2026", ("vng",)),
        ("derde kwartaal 2026", ("waterschap-zuiderlicht-overleg",)),
    }


def test_the_scenario_can_be_tried_at_once(program: Program, source: Path, tmp_path: Path) -> None:
    program.right("importeer", source, "--uit", tmp_path / "uit")
    scenario = tmp_path / "uit/scenarios/import-zetels-nieuw.yaml"
    shown = program.right("effect", "--snel", "--scenario", scenario)
    for said in ("vng-zjo/lid", "mra-platform-mobiliteit/lid is nieuw", "g40-duurzaamheid/voorzitter"):
        assert said in shown
    assert "# mra-" in scenario.read_text("utf-8"), "what is unsure is there to switch on"


def test_once_the_list_is_a_source_what_comes_from_it_says_so(
    program: Program, repository: Path, source: Path, tmp_path: Path
) -> None:
    program.right("importeer", source, "--uit", tmp_path / "een", "--bron", "Zetels: stand juni")
    folder = tmp_path / "dossier"
    folder.mkdir()
    for name in ("scenarios", "networks"):  # only the source is taken over
        shutil.rmtree(tmp_path / "een" / name)
    laid(repository, tmp_path / "een", folder)
    program.right("importeer", source, "--uit", tmp_path / "twee", "--dossier", folder)
    assert not (tmp_path / "twee/aanvullen/bronnen.yaml").exists()
    (tmp_path / "samen").mkdir()
    laid(folder, tmp_path / "twee", tmp_path / "samen")
    present = read_workspace(tmp_path / "samen").proven()
    posts = {
        body.id: body.posts[0].origin
        for layer in present.loaded.dossier.layers
        for actor in layer.actors
        for body in actor.bodies
        if body.posts
    }
    assert str(posts["vng-commissie-digitale-stad"].source) == "import-zetels-nieuw §lijst punt 5"
    assert str(posts["waterschap-zuiderlicht-overleg"].source) == "import-zetels-nieuw §lijst punt 9"
    assert posts["waterschap-zuiderlicht-overleg"].nature == "oordeel"
    titles = {document.id: document.title for document in present.loaded.dossier.documents}
    assert titles["import-zetels-nieuw"] == "Zetels: stand juni"


def test_nothing_that_is_there_is_touched(
    program: Program, repository: Path, source: Path, tmp_path: Path
) -> None:
    made = tmp_path / "uit"
    before = held(repository / "networks") | held(repository / "scenarios")
    program.right("importeer", source, "--uit", made)
    written = held(made)
    assert "staat al" in program.refused("importeer", source, "--uit", made)
    assert "staat al" in program.refused("importeer", source, "--uit", made, "--force")
    assert held(made) == written
    assert before == held(repository / "networks") | held(repository / "scenarios")


def test_a_list_that_agrees_writes_nothing(program: Program, tmp_path: Path) -> None:
    source = tmp_path / "x.tsv"
    source.write_text(
        "Gremium\tRol\tStatus\nG40-themagroep Duurzaamheid\tvoorzitter\tbezet\n", encoding="utf-8"
    )
    assert "niets voor te stellen" in program.right("importeer", source, "--uit", tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_names_of_files_that_are_taken_are_passed_over(
    program: Program, repository: Path, source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    program.right("importeer", source, "--uit", tmp_path / "een")
    laid(repository, tmp_path / "een", folder)
    extra = tmp_path / "Zetels (nieuw).tsv"
    extra.write_text(
        "Gremium\tRol\tStatus\nVNG EKEM\tlid\tbezet\nHavenschap\tlid\tvacant\n", encoding="utf-8"
    )
    program.right("importeer", extra, "--uit", tmp_path / "twee", "--dossier", folder)
    assert (tmp_path / "twee/scenarios/import-zetels-nieuw-2.yaml").exists()
    samen = tmp_path / "samen"
    samen.mkdir()
    laid(folder, tmp_path / "twee", samen)
    read_workspace(samen).proven()


# ── where something new goes ──────────────────────────────────────────────────────────────────────────


def test_a_table_lands_with_its_network_whoever_describes_that(case: Case, present: Workspace) -> None:
    rows = [
        row(gremium=f"{network} kusttafel", rol="lid", status="bezet")
        for network in ("Zaanstreek-Waterland", "Vereniging van Nederlandse Gemeenten", "Zorgverzekeraars")
    ]
    compared = listed(case, *rows)
    made = proposed_files(compared.proposal, compared.source, [""], present)
    assert not [paste for paste in made.pastes if paste.path != "bronnen.yaml"]
    (tables,) = (path for path in made.files if path.endswith("-tafels.yaml"))
    with_tables = workspace_of({**present.texts, tables: made.files[tables]})
    added = {
        actor.id: body.origin
        for layer in with_tables.loaded.dossier.layers
        for actor in layer.actors
        for body in actor.bodies
        if body.id not in present.loaded.names["gremium"]
    }
    assert set(added) == {"zw", "vng", "zorgverzekeraars"}
    assert {(origin.nature, origin.internal, origin.span.file) for origin in added.values()} == {
        ("aanname", True, tables)
    }


def test_a_list_that_is_not_there_is_none() -> None:
    assert below_key(parse("x: y\n", "f.yaml"), "bronnen", [{"id": "nieuw"}]) is None
