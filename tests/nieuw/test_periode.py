"""The dossier of the next term: the same texts, every fact to be confirmed, nothing confirmed by accident."""

from __future__ import annotations

import difflib
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from strategy.advice.advise import prepare
from strategy.facts.base import progress_of_terms
from strategy.workspace import read_workspace
from tests.nieuw.help import Program, held, small

MARK = "te_bevestigen: 2026-2030"


@pytest.fixture(scope="module")
def zaanstad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content of Zaanstad, in which things may be changed."""
    root, copy = Path(__file__).parents[2], tmp_path_factory.mktemp("zaanstad") / "zaanstad"
    for name in ("opgaven", "networks", "rules", "landelijk"):
        shutil.copytree(root / name, copy / name)
    for name in ("dossier.yaml", "bronnen.yaml", "college.yaml"):
        shutil.copy(root / name, copy / name)
    return copy


def edits(before: Path, after: Path) -> tuple[list[str], list[str]]:
    """The lines that went and that came, between two files."""
    lines = list(
        difflib.ndiff(
            before.read_text(encoding="utf-8").splitlines(), after.read_text(encoding="utf-8").splitlines()
        )
    )
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def counts(folder: Path) -> tuple[int, int]:
    (found,) = progress_of_terms(prepare(read_workspace(folder).loaded).facts)
    return found.confirmed, found.total


def test_nothing_but_the_term_and_the_marks_is_different(
    program: Program, zaanstad: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "volgende"
    out = program.right("nieuw", "periode", "2026-2030", folder, "--dossier", zaanstad)
    assert "Zaanstad 2026–2030, een kopie van Zaanstad 2022–2026" in out
    for path in sorted(zaanstad.rglob("*.yaml")):
        name = str(path.relative_to(zaanstad))
        gone, come = edits(path, folder / name)
        if name == "dossier.yaml":
            assert gone == [
                "dossier: zaanstad-2022-2026",
                "naam: Zaanstad 2022–2026",
                "periode: {van: 2022-06-16, tot: 2026-03-17}",
                "peildatum: 2022-06-01",
            ]
            assert come == [
                "dossier: zaanstad-2026-2030",
                MARK,
                "naam: Zaanstad 2026–2030",
                "periode: {van: 2026-03-18, tot: 2030-03-17}",
                "peildatum: 2026-03-18",
            ]
        else:
            marked = name.startswith(("opgaven/", "networks/", "college"))
            assert (gone, come) == ([], [MARK] if marked else []), name
    assert {path.name for path in folder.iterdir()} == {
        *(path.name for path in zaanstad.iterdir()), "schema", ".vscode",
    }  # fmt: skip


def test_every_fact_is_to_be_confirmed(program: Program, zaanstad: Path, tmp_path: Path) -> None:
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", zaanstad)
    facts = prepare(read_workspace(folder).loaded).facts
    stated = [facts.evidence(fact).origins for fact in facts if facts.evidence(fact).origins]
    assert counts(folder) == (0, len(stated))
    assert all(origin.unconfirmed == "2026-2030" for origins in stated for origin in origins)
    out = program.right("controleer", "--dossier", folder)
    assert f"Bevestigd voor 2026–2030: 0 van {len(stated)} feiten." in out
    listed = re.findall(r"^ +0 van +(\d+)  (\S+)$", out, re.MULTILINE)
    assert sum(int(total) for total, _ in listed) == len(stated)
    assert "networks/vng.yaml" in dict(reversed(pair) for pair in listed)


def test_confirming_counts(program: Program, zaanstad: Path, tmp_path: Path) -> None:
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", zaanstad)
    opgave = folder / "opgaven" / "gezondheid.yaml"
    text = opgave.read_text(encoding="utf-8")
    item = "  - id: plicht-zorgverzekeraars\n"
    opgave.write_text(text.replace(item, f"{item}    bevestigd: 2026-07-01\n"), encoding="utf-8")
    confirmed, total = counts(folder)
    assert 0 < confirmed < 10
    assert f"{confirmed} van {total} feiten" in program.right("controleer", "--dossier", folder)
    assert "te bevestigen)" in program.right("waarom", "positie/vng-zjo/lid", "--dossier", folder)
    for path in (*folder.glob("*/*.yaml"), *folder.glob("[dc]*.yaml")):
        marked = path.read_text(encoding="utf-8")
        path.write_text(marked.replace(MARK, f"{MARK}\nbevestigd: 2026-08-01"), encoding="utf-8")
    assert counts(folder) == (total, total)
    out = program.right("controleer", "--dossier", folder)
    assert f"Bevestigd voor 2026–2030: alle {total} feiten." in out
    assert "te bevestigen" not in program.right("waarom", "positie/vng-zjo/lid", "--dossier", folder)


def test_the_json_of_advice_keeps_its_contract(program: Program, tmp_path: Path) -> None:
    folder, base = tmp_path / "volgende", small(tmp_path)
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", base, "--peildatum", "2026-03-18")
    given = json.loads(program.right("advies", "--formaat", "json", "--dossier", folder))
    schema = json.loads((folder / "schema" / "advies.json").read_text(encoding="utf-8"))
    jsonschema.validate(given, schema)
    before = json.loads(
        program.right("advies", "--formaat", "json", "--dossier", base, "--peildatum", "2026-03-18")
    )
    assert [advice["id"] for advice in given["adviezen"]] == [advice["id"] for advice in before["adviezen"]]
    assert {key for advice in given["adviezen"] for key in advice} == {
        key for advice in before["adviezen"] for key in advice
    }


CONFIRMATIONS = """\
te_bevestigen: 2026-2030
bevestigd: 2026-09-01  # de hele opgave
opgave: stad
naam: Een stad voor iedereen
prioriteiten:
  # deze eerst
  - bevestigd: "2026-07-01"
    id: meer-woningen
    naam: Meer woningen
    inzet: {waarde: trekken, bevestigd: 2026-07-02}
    belang: {bevestigd: 2026-07-02, waarde: collectief}
    vraag: [{waarde: middelen, bevestigd: 2026-07-02, aard: aanname}]
    themas:
      - waarde: woningbouw
        bevestigd: 2026-07-03
        te_bevestigen: 2026-2030   # weer open
    niveau: {
      waarde: landelijk,
      bevestigd: 2026-07-04,
    }
  - id: jeugdhulp-dichtbij
    naam: Jeugdhulp dichtbij
    inzet: {
      waarde: meedoen,
      bevestigd: 2026-07-05
    }
    belang: gebied
    vraag: [middelen]
    themas: [jeugd]
    bevestigd: 2026-07-06
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["zonder-bom", "bom"])
def test_no_confirmation_outlives_its_term(program: Program, tmp_path: Path, newline: str, mark: str) -> None:
    base = small(tmp_path)
    opgave = "opgaven/stad.yaml"
    (base / opgave).write_bytes((mark + CONFIRMATIONS).replace("\n", newline).encode())
    assert sum(counts(base)) > 0
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", base)
    text = (folder / opgave).read_bytes().decode()
    assert "bevestigd:" not in text
    assert text.count("te_bevestigen: 2026-2030") == 2
    assert text.startswith(mark) and "# deze eerst" in text and "# weer open" in text
    assert text.replace(newline, "").count("\n") == 0
    assert counts(folder)[0] == 0
    later = tmp_path / "daarna"
    program.right("nieuw", "periode", "2030-2034", later, "--dossier", folder)
    text = (later / opgave).read_bytes().decode()
    assert text.count("te_bevestigen: 2030-2034") == 2 and "2026-2030" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("periode: {van: 2022-06-16, tot: 2026-03-17}", "periode: {van: 2022-06-16}"),
        ("periode: {van: 2022-06-16, tot: 2026-03-17}", "periode: {tot: 2026-03-17}"),
        ("periode: {van: 2022-06-16, tot: 2026-03-17}", "periode:\n  # van de raad\n  tot: 2026-03-17"),
        ("dossier: basis", 'dossier: "basis"'),
        ("naam: Basisdossier", "naam: 'Basis 2022 - 2026'"),
        ("dossier: basis", "bron: nota §1\ndossier: basis"),
        ("bron: nota §1\n", ""),
    ],
)
def test_the_header_may_be_written_in_many_ways(program: Program, tmp_path: Path, old: str, new: str) -> None:
    base = small(tmp_path)
    text = (base / "dossier.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    if new.startswith("bron"):
        text = text.replace("bron: nota §1\nthemas", "themas")
    (base / "dossier.yaml").write_text(text, encoding="utf-8")
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", base)
    header = read_workspace(folder).loaded.dossier.header
    assert header.id == "basis-2026-2030"
    assert header.name.endswith("2026–2030")
    assert header.term.start and header.term.end
    assert (header.term.start.year, header.term.end.year) == (2026, 2030) or header.term.end.year == 2029
    assert header.reference_day == header.term.start
    assert counts(folder)[0] == 0


def test_a_name_over_several_lines_is_refused_with_the_place(program: Program, tmp_path: Path) -> None:
    base = small(tmp_path)
    path = base / "dossier.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("naam: Basisdossier", "naam: >-\n  Basis\n  dossier"),
        encoding="utf-8",
    )
    message = program.refused("nieuw", "periode", "2026-2030", tmp_path / "volgende", "--dossier", base)
    assert "dossier.yaml:" in message and "niet op één regel" in message
    assert not (tmp_path / "volgende").exists()


def test_rules_tests_scenarios_and_notes_go_along_as_they_are(program: Program, tmp_path: Path) -> None:
    base = tmp_path / "stad"
    program.right("nieuw", "gemeente", base)
    program.right("nieuw", "scenario", "Wonen voorop", "--dossier", base)
    program.right("kaart", "--dossier", base, "--uit", base / "uit" / "kaart.html")
    (base / "opgaven" / "notities.txt").write_bytes(b"\xffniet te lezen")
    (base / "opgaven" / ".verborgen").write_text("", encoding="utf-8")
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2030-2034", folder, "--dossier", base)
    for path in (*base.glob("rules/*"), *base.glob("toetsen/*"), *base.glob("scenarios/*")):
        assert (folder / path.relative_to(base)).read_bytes() == path.read_bytes()
    assert (folder / "opgaven" / "notities.txt").read_bytes() == b"\xffniet te lezen"
    assert not (folder / "uit").exists() and not (folder / "opgaven" / ".verborgen").exists()
    assert (folder / "schema" / "opgave.json").is_file()
    assert (folder / "bronnen.yaml").read_bytes() == (base / "bronnen.yaml").read_bytes()
    assert " mis" not in program.right("toets", "--dossier", folder)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2026", "schrijf twee jaartallen, zoals 2026-2030"),
        ("volgende", "schrijf twee jaartallen"),
        ("", "schrijf twee jaartallen"),
        ("2030-2026", "bedoeld: 2026-2030?"),
        ("2026-2026", "bedoeld: 2026-2030?"),
        ("2026-2062", "duurt 36 jaar"),
        ("2022-2026", "gaat dit dossier zelf al (tot en met 2026-03-17)"),
        ("2062-2066", "bedoeld: 2026-2030?"),
        ("0000-0004", "bedoeld: 2026-2030?"),
        ("9998-9999", "bedoeld: 2026-2030?"),
    ],
)
def test_a_term_that_cannot_be_meant(program: Program, tmp_path: Path, given: str, said: str) -> None:
    base = small(tmp_path)
    before = held(tmp_path)
    assert said in program.refused("nieuw", "periode", given, tmp_path / "volgende", "--dossier", base)
    assert held(tmp_path) == before


@pytest.mark.parametrize("given", ["2026–2030", " 2026 - 2030 ", "2026-2030"])
def test_a_term_may_be_typed_with_any_dash(program: Program, tmp_path: Path, given: str) -> None:
    program.right("nieuw", "periode", given, tmp_path / "volgende", "--dossier", small(tmp_path))
    assert read_workspace(tmp_path / "volgende").loaded.dossier.header.id == "basis-2026-2030"


@pytest.mark.parametrize(("day", "good"), [("2026-06-01", True), ("2025-12-01", True), ("2062-06-01", False)])
def test_the_reference_day_lies_in_or_just_before_the_term(
    program: Program, tmp_path: Path, day: str, good: bool
) -> None:
    arguments = ("nieuw", "periode", "2026-2030", tmp_path / "volgende", "--peildatum", day)
    done = program(*arguments, "--dossier", small(tmp_path))
    assert (done.code == 0) == good, done
    if good:
        assert read_workspace(tmp_path / "volgende").loaded.dossier.header.reference_day.isoformat() == day
    else:
        assert "valt buiten de periode 2026-2030" in done.err


def test_borrowed_rules_stay_borrowed(program: Program, tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "rules").rename(tmp_path / "regels")
    header = (folder / "dossier.yaml").read_text(encoding="utf-8")
    (folder / "dossier.yaml").write_text(f"{header}regels: ../regels  # van de buren\n", encoding="utf-8")
    rules = held(tmp_path / "regels")
    copied = tmp_path / "ver" / "weg" / "volgende"
    program.right("nieuw", "periode", "2026-2030", copied, "--dossier", folder)
    assert "regels: ../../../regels  # van de buren\n" in (copied / "dossier.yaml").read_text(
        encoding="utf-8"
    )
    assert not (copied / "rules").exists() and held(tmp_path / "regels") == rules
    assert [rule.span.file for rule in prepare(read_workspace(copied).loaded).rulebook.rules] == 3 * [
        "../../../regels/zetels.yaml"
    ]
    assert "de regels zijn geleend; hun voorbeelden gaan over" in program.right("toets", "--dossier", copied)
    before = held(folder)
    for given in ([], ["--in", "zetels"]):
        said = program.refused("nieuw", "regel", "Nog een", *given, "--dossier", folder)
        assert "dit dossier leent zijn regels van ../regels" in said
    assert held(folder) == before and held(tmp_path / "regels") == rules


def test_a_second_run_refuses(program: Program, tmp_path: Path) -> None:
    base = small(tmp_path)
    program.right("nieuw", "periode", "2026-2030", tmp_path / "volgende", "--dossier", base)
    before = held(tmp_path)
    message = program.refused("nieuw", "periode", "2026-2030", tmp_path / "volgende", "--dossier", base)
    assert "staat al" in message and "dossier.yaml" in message
    assert "staat al" in program.refused("nieuw", "periode", "2026-2030", base, "--dossier", base)
    assert held(tmp_path) == before


def test_a_broken_dossier_is_not_copied(program: Program, tmp_path: Path) -> None:
    base = small(tmp_path)
    path = base / "opgaven" / "stad.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("inzet: trekken", "inzet: treken"), encoding="utf-8"
    )
    before = held(tmp_path)
    message = program.refused("nieuw", "periode", "2026-2030", tmp_path / "volgende", "--dossier", base)
    assert 'bedoeld: "trekken"?' in message
    assert held(tmp_path) == before


@pytest.mark.usefixtures("afresh")
def test_two_runs_give_the_same_bytes(program: Program, zaanstad: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        program.right("nieuw", "periode", "2026-2030", tmp_path / name, "--dossier", zaanstad)
    assert held(tmp_path / "een") == held(tmp_path / "twee")
