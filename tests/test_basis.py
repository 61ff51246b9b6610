"""Dossiers that build on a basis: what is there, with whose source and place, and what the dossier says otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import bases, copy_finding, rule_folders
from strategy.dossier.model import Actor, Body, Item, Post
from strategy.errors import InputError
from strategy.scenarios.changes import find, posts
from strategy.workspace import Workspace, read_workspace, workspace_of
from tests.fouten.corpus import BASE

BASIS = {
    "basis.yaml": "basis: steun\nnaam: Steun\nversie: 1\nstand: 2026-01-01\nbron: gids\n"
    "themas:\n  water: {naam: Water}\n  wonen: {naam: Wonen volgens de gids}\n",
    "bronnen.yaml": "bronnen: [{id: gids, titel: Gids, datum: '2026', paragrafen: [{id: '1', titel: Een}]}]\n",
    "networks/bond.yaml": """laag: waterbond
naam: Waterbond
bron: gids §1
actoren:
  - id: waterbond
    naam: De Waterbond
    soort: koepel
    niveau: landelijk
    werkvelden: [water]
    invloed: [{op: dijkraad, sterkte: 0.6}]
    gremia:
      - {id: bond-water, naam: Commissie Water, soort: commissie, themas: [water], functies: [lobby], posities: [{rol: lid, te_verdelen: ja}]}
  - {id: dijkraad, naam: De Dijkraad, soort: ministerie, niveau: landelijk, bevoegdheden: [{thema: water, soort: middelen}]}
momenten: [{naam: Dijkdag, datum: najaar, betreft: [waterbond]}]
""",
    "rules/dijk.yaml": "regels:\n  - regel: dijk-noemen\n    als: [{actor: {id: $a, soort: koepel}}]\n"
    "    dan: {feit: {koepel_hier: {actor: $a}}}\n",
}


def on_basis(
    own: Mapping[str, str] = {}, basis: Mapping[str, str] = BASIS, way: str = "./steun"
) -> dict[str, str]:
    """The texts of the small dossier on a basis in its folder `steun`, with files of its own."""
    texts = {
        path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(BASE.rglob("*.yaml"))
    }
    texts["dossier.yaml"] = texts["dossier.yaml"].replace("\nthemas:", f"\nbasis: {way}\nthemas:")
    return {**texts, **{f"steun/{path}": text for path, text in basis.items()}, **own}


def item(found: Workspace, kind: str, name: str) -> Item:
    there = find(found.loaded.dossier, kind, name)
    assert there is not None
    return there


def outcome(found: Workspace) -> Outcome:
    return advise(prepare(found.loaded, rulebook=found.rulebook))


def changing(text: str) -> Workspace:
    """The small dossier on its basis, with one file that says what is different."""
    return workspace_of(on_basis({"networks/anders.yaml": text}))


def test_what_the_basis_holds_is_there_with_its_own_source_and_place() -> None:
    found = workspace_of(on_basis())
    bond = item(found, "actor", "waterbond")
    assert isinstance(bond, Actor)
    assert (str(bond.origin.source), bond.origin.nature) == ("gids §1", "registratie")
    assert bond.origin.span[:2] == ("steun/networks/bond.yaml", 5)
    assert found.loaded.places.excerpt(bond.origin.span).strip() == "- id: waterbond"
    assert {"gids", "nota"} <= {document.id for document in found.loaded.dossier.documents}
    assert "dijk-noemen" in {rule.id for rule in found.rulebook.rules}


def test_a_theme_of_the_dossier_goes_before_that_of_the_basis() -> None:
    themes = workspace_of(on_basis()).loaded.dossier.header.themes
    assert (themes["wonen"].name, themes["water"].name) == ("Wonen", "Water")


def test_own_words_name_the_basis_that_there_is() -> None:
    for name in ("steun", "./steun"):
        changing(f"basis: {name}\nbron: nota §2\nwijzig:\n  actoren:\n    waterbond: {{naam: Bond}}\n")
    with pytest.raises(InputError) as wrong:
        changing("basis: steum\nbron: nota §2\nwijzig:\n  actoren:\n    waterbond: {naam: Bond}\n")
    (finding,) = wrong.value.findings
    assert (finding.code, finding.span.file, finding.hint) == (
        "basis", "networks/anders.yaml", 'bedoeld: "steun"?',
    )  # fmt: skip


def test_own_words_are_laid_over_the_basis_with_their_own_source() -> None:
    found = changing(
        "basis: steun\nbron: nota §2\nwijzig:\n"
        "  actoren:\n    waterbond: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}, werkvelden: {erbij: [wonen]}}\n"
        "  posities:\n    bond-water/lid: {houder: wij, te_verdelen: nee}\n"
    )
    bond, post = item(found, "actor", "waterbond"), posts(found.loaded.dossier)["bond-water/lid"]
    assert isinstance(bond, Actor)
    assert (str(bond.origin.source), str(bond.fields[0].origin.source)) == ("gids §1", "gids §1")
    assert (bond.fields[1].value, str(bond.fields[1].origin.source)) == ("wonen", "nota §2")
    assert (bond.ties["bestuurlijk"].origin.nature, bond.ties["bestuurlijk"].origin.source) == (
        "aanname",
        None,
    )
    assert bond.ties["bestuurlijk"].origin.span.file == "networks/anders.yaml"
    assert [each.holder.value for each in post.memberships] == ["wij"]
    assert str(post.memberships[0].origin.source) == "nota §2"


def test_what_the_basis_says_too_rests_on_the_own_source_when_that_is_named() -> None:
    found = changing(
        "wijzig:\n  actoren:\n    dijkraad:\n      bron: nota §2\n"
        "      bevoegdheden: {erbij: [{thema: water, soort: middelen, bron: nota §1}]}\n"
        "  posities:\n    bond-water/lid: {bron: nota §2, aard: oordeel}\n"
    )
    raad, post = item(found, "actor", "dijkraad"), posts(found.loaded.dossier)["bond-water/lid"]
    assert isinstance(raad, Actor) and isinstance(post, Post)
    (competence,) = raad.competences
    assert (str(raad.origin.source), str(competence.origin.source)) == ("nota §2", "nota §1")
    assert (str(post.origin.source), post.origin.nature, post.vacant) == ("nota §2", "oordeel", True)


def test_without_a_source_what_is_different_is_an_assumption() -> None:
    found = changing("wijzig: {actoren: {waterbond: {relaties: {bestuurlijk: sterk}}}}\n")
    bond = item(found, "actor", "waterbond")
    assert isinstance(bond, Actor)
    assert (bond.ties["bestuurlijk"].origin.nature, bond.ties["bestuurlijk"].origin.source) == (
        "aanname",
        None,
    )


def test_what_is_new_may_be_named_everywhere() -> None:
    own = {
        "networks/anders.yaml": "wijzig:\n  actoren:\n    waterbond:\n      gremia:\n        erbij: [{id: bond-dijk, naam: Dijk, soort: "
        "commissie, themas: [water], functies: [lobby], vereist: [bond-water], posities: [{rol: lid, te_verdelen: ja}]}]\n",
        "networks/later.yaml": "laag: later\nnaam: Later\nbron: nota §1\nmomenten: [{naam: Dijk, datum: mei, betreft: [bond-dijk]}]\n",
        "networks/weer.yaml": "wijzig:\n  gremia:\n    bond-water: {bereikt_via: [bond-dijk]}\n",
    }
    found = workspace_of(on_basis(own))
    new = item(found, "gremium", "bond-dijk")
    assert isinstance(new, Body)
    assert [each.value for each in new.requires] == ["bond-water"]
    assert found.loaded.names["gremium"]["bond-dijk"].file == "networks/anders.yaml"


def test_a_name_that_nobody_brings_is_told_where_it_is_used() -> None:
    own = {
        "networks/anders.yaml": "wijzig: {gremia: {bond-water: {toelichting: hierover bond-dijk}}}\n",
        "networks/later.yaml": "laag: later\nnaam: Later\nbron: nota §1\nmomenten: [{naam: Dijk, datum: mei, betreft: [bond-dijk]}]\n",
    }
    with pytest.raises(InputError) as failed:
        workspace_of(on_basis(own))
    (finding,) = failed.value.findings
    assert (finding.span[:2], finding.code) == (("networks/later.yaml", 4), "onbekend-onderdeel")


def test_of_a_network_that_is_off_one_may_stay() -> None:
    found = changing("wijzig:\n  lagen: {waterbond: {actief: uit}}\n  actoren: {dijkraad: {actief: aan}}\n")
    day = found.loaded.dossier.header.reference_day
    assert [item(found, "actor", name).period.holds(day) for name in ("waterbond", "dijkraad")] == [
        False,
        True,
    ]


def test_a_rule_of_the_basis_can_be_switched_off_and_own_ones_added() -> None:
    found = changing("wijzig: {regels: {dijk-noemen: {actief: uit}}}\n")
    assert "dijk-noemen" not in {rule.id for rule in found.rulebook.rules}
    assert "dijk-noemen" in {rule.id for rule in found.rulebook.every}
    assert (
        len({rule.id for rule in found.rulebook.rules})
        == len({rule.id for rule in workspace_of(on_basis()).rulebook.rules}) - 1
    )


def test_a_basis_may_stand_on_another_and_the_nearest_goes_first() -> None:
    higher = {
        "hoger/basis.yaml": "basis: hoger\nnaam: Hoger\nversie: 1\nstand: 2026-01-01\nbouwt_op: ../steun\nbron: atlas\n"
        "themas: {water: {naam: Water volgens de atlas}}\n",
        "hoger/bronnen.yaml": "bronnen: [{id: atlas, titel: Atlas, datum: '2026'}]\n",
        "hoger/networks/anders.yaml": "bron: atlas\nwijzig: {actoren: {waterbond: {afkorting: WB}}}\n",
    }
    texts = on_basis(higher, way="./hoger")
    assert (bases(texts), rule_folders(texts)) == (
        ("steun", "hoger"),
        ("steun/rules", "hoger/rules", "rules"),
    )
    found = workspace_of(texts)
    bond = item(found, "actor", "waterbond")
    assert isinstance(bond, Actor) and bond.short == "WB"
    assert found.loaded.dossier.header.themes["water"].name == "Water volgens de atlas"


def test_the_advice_is_as_if_it_all_stood_in_the_dossier() -> None:
    """Without what lies beneath: a basis moves facts to another file, and changes nothing else."""
    texts = on_basis()
    inside = {path: text for path, text in texts.items() if not path.startswith("steun/")}
    inside["dossier.yaml"] = (
        inside["dossier.yaml"]
        .replace("basis: ./steun\n", "")
        .replace("themas:\n", "themas:\n  water: {naam: Water}\n", 1)
    )
    inside["bronnen.yaml"] += (
        "  " + BASIS["bronnen.yaml"].removeprefix("bronnen: [").rstrip("]\n").join(["- ", "\n"]) + "\n"
    )
    inside["networks/bond.yaml"] = BASIS["networks/bond.yaml"]
    inside["rules/dijk.yaml"] = BASIS["rules/dijk.yaml"]
    one, other = outcome(workspace_of(texts)), outcome(workspace_of(inside))
    assert one.advices
    assert [(a.id, a.score, a.title) for a in one.advices] == [
        (a.id, a.score, a.title) for a in other.advices
    ]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for path, text in on_basis(way="../basis").items():
        file = tmp_path / (
            path.replace("steun/", "basis/", 1) if path.startswith("steun/") else f"stad/{path}"
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "stad"


def test_a_basis_elsewhere_on_disk_is_read_with_its_rules(folders: Path) -> None:
    found = read_workspace(folders)
    assert item(found, "actor", "waterbond").origin.span.file == "../basis/networks/bond.yaml"
    assert "dijk-noemen" in {rule.id for rule in found.rulebook.rules}


def test_what_comes_with_the_program_is_found_by_its_name(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    shutil.copytree(repository / "voorbeelden" / "dordrecht", folder)
    header = folder / "dossier.yaml"
    header.write_text(
        header.read_text("utf-8").replace("basis: ../../landelijk", "basis: landelijk"), "utf-8"
    )
    found, there = read_workspace(folder), read_workspace(repository / "voorbeelden" / "dordrecht")
    assert item(found, "actor", "vng").origin.span.file == "krachtenveld/landelijk/networks/vng.yaml"
    assert [each.title for each in outcome(found).advices] == [each.title for each in outcome(there).advices]


@pytest.mark.parametrize(
    ("said", "hint"),
    [("steum", 'bedoeld: "steun"?'), ("landelijk", "het bouwt op steun"), ("../elders", "steun")],
)
def test_a_file_about_another_basis_is_an_error(said: str, hint: str) -> None:
    text = (
        "basis: {}\naard: aanname\nwijzig: {{actoren: {{waterbond: {{relaties: {{bestuurlijk: zwak}}}}}}}}\n"
    )
    for right in ("steun", "./steun", "'steun'"):
        changing(text.format(right))
    with pytest.raises(InputError) as error:
        changing(text.format(said))
    (finding,) = error.value.findings
    assert (str(finding.span), finding.code) == ("networks/anders.yaml:1:8", "basis")
    assert f'dit dossier bouwt niet op een basis "{said}"' in finding.message and hint in finding.hint


@pytest.mark.parametrize("name", ["bond (1)", "bond - kopie", "bond", "iets-anders"])
def test_a_copy_of_a_file_of_the_basis_is_one_error(tmp_path: Path, name: str) -> None:
    own = {f"networks/{name}.yaml": BASIS["networks/bond.yaml"]}
    for path, text in on_basis(own).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_workspace(tmp_path)
    (finding,) = error.value.findings
    assert (finding.span.file, finding.code) == (f"networks/{name}.yaml", "kopie")
    assert finding.message == "dit lijkt een kopie van steun/networks/bond.yaml: er staat hetzelfde in"


def test_a_changed_copy_of_a_file_of_the_basis_is_told_to_say_what_differs() -> None:
    text = BASIS["networks/bond.yaml"].replace("sterkte: 0.6", "sterkte: 0.7")
    finding = copy_finding(
        "networks/bond.yaml", text, "steun/x.yaml", BASIS["networks/bond.yaml"], below=True
    )
    assert finding.span.line == 10 and "alleen wat er anders is dan in de basis" in finding.hint


def test_another_network_by_the_same_name_is_no_copy(tmp_path: Path) -> None:
    text = "laag: waterbond\nnaam: Onze bond\naard: aanname\nactoren: []\n"
    for path, each in on_basis({"networks/ons-water.yaml": text}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(each, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_workspace(tmp_path)
    assert "kopie" not in {finding.code for finding in error.value.findings}
