"""The dossier of the next term: the same texts, every fact to be confirmed, nothing confirmed by accident."""

from __future__ import annotations

import difflib
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.dates import Once, read_date
from strategy.explain.grounds import footing, ground
from strategy.facts.fact_base import progress_of_terms
from strategy.facts.types_and_sentences import Fact
from strategy.workspace import read_workspace
from tests.elsewhere import Elsewhere
from tests.nieuw.help import Program, held, small
from tests.test_basis import BASIS

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
        if name.startswith(("landelijk/", "rules/")):
            continue  # what the copy builds on stays where it is
        gone, come = edits(path, folder / name)
        if name == "dossier.yaml":
            come = [line for line in come if not line.startswith("basis: ")]
            assert come[:3] == [
                "dossier: zaanstad-2026-2030",
                MARK,
                "naam: Zaanstad 2026–2030",
            ]
            assert come[3:] == ["periode: {van: 2026-03-18, tot: 2030-03-17}", "peildatum: 2026-03-18"]
        elif name.startswith(("opgaven/", "college")):
            assert (gone, come) == ([], [MARK]), name
        elif name.startswith("networks/"):
            assert come[0] == MARK
            assert all(
                "houder: {waarde: onbekend, aard: aanname, te_verifieren:" in line for line in come[1:]
            )
        else:
            assert (gone, come) == ([], []), name
    assert {path.name for path in folder.iterdir()} == {
        *(path.name for path in zaanstad.iterdir() if path.name not in ("rules", "landelijk")),
        "evaluatie.yaml", "schema", ".vscode",
    }  # fmt: skip


@pytest.mark.parametrize("city", [".", "voorbeelden/dordrecht"], ids=["zaanstad", "dordrecht"])
def test_no_seat_of_before_is_advised_as_if_it_were_ours(
    program: Program, repository: Path, tmp_path: Path, city: str
) -> None:
    folder = tmp_path / "volgende"
    out = program.right("nieuw", "periode", "2026-2030", folder, "--dossier", repository / city)
    assert re.search(r"Van \d+ zetels is de houder nu onbekend", out)
    assert "staan in de basis" in out
    found = read_workspace(folder)
    outcome = advise(prepare(found.loaded, rulebook=found.rulebook), "python")
    own = [fact for fact in outcome.case.facts.of_type("bezet") if "landelijk" not in place_of(outcome, fact)]
    assert own and {fact.values[2] for fact in own} == {"onbekend"}
    assert "behouden" not in {advice.target.attitude for advice in outcome.advices}
    assert all(footing(outcome, line).rests_on for line in outcome.lines)
    for fact in own:
        assert re.match("wie deze zetel heeft|", ground(outcome, fact).to_verify)
    moments = [moment for layer in found.loaded.dossier.layers for moment in layer.moments]
    whens = [read_date(moment.day.value) for moment in moments if "landelijk" not in moment.origin.span.file]
    day = found.loaded.dossier.header.reference_day
    assert not any(isinstance(when, Once) and when.last < day for when in whens)


def place_of(outcome: Outcome, fact: Fact) -> str:
    return outcome.case.facts.evidence(fact).origins[0].span.file


def test_looking_back_is_asked_and_counted(program: Program, tmp_path: Path) -> None:
    base, folder = small(tmp_path), tmp_path / "volgende"
    out = program.right("nieuw", "periode", "2026-2030", folder, "--dossier", base)
    assert "Kijk eerst terug" in out and "geen `basis: landelijk`" in out
    path = folder / "evaluatie.yaml"
    text = path.read_text(encoding="utf-8")
    total = text.count("  - id: ")
    old = read_workspace(base)
    lines = advise(prepare(old.loaded, rulebook=old.rulebook), "python").lines
    assert [line.id for line in lines] == re.findall(r"^  - id: (.*)$", text, re.MULTILINE) and total > 0
    assert f"{total} van {total} adviezen nog open" in program.right("controleer", "--dossier", folder)
    filled = text.replace("    uitkomst:", "    uitkomst: behaald", 1)
    path.write_text(filled, encoding="utf-8")
    assert "1 behaald" in program.right("controleer", "--dossier", folder)
    data = json.loads(program.right("controleer", "--formaat", "json", "--dossier", folder))
    assert data["samenvatting"]["evaluatie"]["open"] == total - 1
    path.write_text(filled.replace("behaald", "mislukt"), encoding="utf-8")
    assert "1 mislukt" in program.right("controleer", "--dossier", folder), "tried, and not got"
    path.write_text(
        filled.replace("behaald", "behald", 1).replace("uitkomst: behaald", "uitkomst: behald"),
        encoding="utf-8",
    )
    assert 'bedoeld: "behaald"?' in program.refused("controleer", "--dossier", folder)


SEATS = """\
laag: buurt
naam: Buurt
bron: nota §1
actoren:
  - id: club
    naam: De club
    soort: regio
    niveau: regio
    invloed:
      - {op: ministerie, sterkte: 0.4, geldig: {tot: 2024-12-31}}
      - {op: stedenbond, sterkte: 0.4}
    agenda:  # wat van toen was
      - naam: Voorbij
        soort: thema
        themas: [wonen]
        geldig: {van: 2012-01-01, tot: 2015-12-31}
    gremia:
      - id: club-tafel
        naam: Clubtafel
        soort: pho
        posities:
          - rol: voorzitter
            bezetting:
              - houder:
                  waarde: wij
                  bron: nota §2
                  toelichting: Al jaren.
          - {rol: lid, bezetting: [{houder: {waarde: ander, aard: oordeel}, geldig: {van: 2020-01-01}}]}
          - {rol: trekker, bezetting: [{houder: onbekend}]}
momenten:
  - {naam: Voorbij, datum: zomer 2022, betreft: club}
  # dit komt nog
  - {naam: Straks, datum: najaar 2027, betreft: club}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_seats_and_what_is_over_in_any_form(program: Program, tmp_path: Path, newline: str) -> None:
    base, folder = small(tmp_path), tmp_path / "volgende"
    (base / "networks" / "buurt.yaml").write_bytes(SEATS.replace("\n", newline).encode())
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", base)
    raw = (folder / "networks" / "buurt.yaml").read_bytes().decode()
    assert raw.replace(newline, "").count("\n") == 0
    text = raw.replace(newline, "\n")
    assert (
        "Voorbij" not in text and "tot: 2024-12-31" not in text and "{op: stedenbond, sterkte: 0.4}" in text
    )
    assert "agenda" not in text and "# dit komt nog\n  - {naam: Straks" in text
    holders = [
        membership.holder
        for layer in read_workspace(folder).loaded.dossier.layers
        for actor in layer.actors
        if actor.id == "club"
        for post in actor.bodies[0].posts
        for membership in post.memberships
    ]
    assert [(holder.value, holder.origin.nature, holder.origin.to_verify) for holder in holders] == [
        ("onbekend", "aanname", "wie deze zetel heeft; in de vorige periode: wij (nota §2)"),
        ("onbekend", "aanname", "wie deze zetel heeft; in de vorige periode: ander"),
        ("onbekend", "registratie", ""),
    ]
    assert holders[0].origin.note == "Al jaren."


def test_every_fact_is_to_be_confirmed(program: Program, zaanstad: Path, tmp_path: Path) -> None:
    folder = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", zaanstad)
    facts = prepare(read_workspace(folder).loaded).facts
    every = (facts.evidence(fact).origins for fact in facts)
    stated = [origins for origins in every if any("landelijk" not in origin.span.file for origin in origins)]
    assert counts(folder) == (0, len(stated))
    assert all("2026-2030" in {origin.unconfirmed for origin in origins} for origins in stated)
    out = program.right("controleer", "--dossier", folder)
    assert f"0 van {len(stated)} feiten bevestigd voor 2026–2030." in out
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
    assert f"Alle {total} feiten bevestigd voor 2026–2030." in out
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


def test_rules_of_a_basis_stay_there(program: Program, tmp_path: Path) -> None:
    folder, basis = small(tmp_path), tmp_path / "gedeeld"
    basis.mkdir()
    (folder / "rules").rename(tmp_path / "regels")
    (basis / "basis.yaml").write_text(
        "basis: gedeeld\nnaam: Gedeeld\nversie: 1\nstand: 2022-01-01\nregels: ../regels\n", encoding="utf-8"
    )
    (basis / "bronnen.yaml").write_text(
        "bronnen: [{id: gids, titel: Gids, datum: '2022'}]\n", encoding="utf-8"
    )
    header = (folder / "dossier.yaml").read_text(encoding="utf-8")
    (folder / "dossier.yaml").write_text(f"{header}basis: ../gedeeld  # van de buren\n", encoding="utf-8")
    rules = held(tmp_path / "regels")
    copied = tmp_path / "ver" / "weg" / "volgende"
    program.right("nieuw", "periode", "2026-2030", copied, "--dossier", folder)
    assert "basis: ../../../gedeeld  # van de buren\n" in (copied / "dossier.yaml").read_text(
        encoding="utf-8"
    )
    assert not (copied / "rules").exists() and held(tmp_path / "regels") == rules
    assert [rule.span.file for rule in prepare(read_workspace(copied).loaded).rulebook.rules] == 3 * [
        "../../../regels/zetels.yaml"
    ]
    assert "de regels zijn geleend; hun voorbeelden gaan over" in program.right("toets", "--dossier", copied)
    before = held(folder)
    program.right("nieuw", "regel", "Nog een", "--dossier", folder)
    own = {"rules", "rules/nog-een.yaml"}
    assert held(folder).keys() - before.keys() == own and before.items() <= held(folder).items()
    assert held(tmp_path / "regels") == rules


def test_what_it_builds_on_stays_where_it_is(program: Program, tmp_path: Path) -> None:
    folder, basis = small(tmp_path), tmp_path / "steun"
    for path, text in BASIS.items():
        (basis / path).parent.mkdir(parents=True, exist_ok=True)
        (basis / path).write_text(text, encoding="utf-8")
    header = (folder / "dossier.yaml").read_text(encoding="utf-8")
    (folder / "dossier.yaml").write_text(f"{header}basis: ../steun  # van de buren\n", encoding="utf-8")
    before = held(basis)
    copied = tmp_path / "ver" / "weg" / "volgende"
    program.right("nieuw", "periode", "2026-2030", copied, "--dossier", folder)
    assert "basis: ../../../steun  # van de buren\n" in (copied / "dossier.yaml").read_text(encoding="utf-8")
    assert held(basis) == before and not (copied / "steun").exists()
    found = read_workspace(copied)
    assert {rule.span.file for rule in found.rulebook.rules} == {
        "../../../steun/rules/dijk.yaml",
        "rules/zetels.yaml",
    }
    assert "waterbond" in found.loaded.names["actor"]


def test_a_copy_of_the_city_that_keeps_the_shared_rules_builds_on_them(
    program: Program, repository: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "volgende"
    program.right("nieuw", "periode", "2026-2030", copied, "--dossier", repository)
    assert "basis: landelijk\n" in (copied / "dossier.yaml").read_text(encoding="utf-8")
    assert not (copied / "rules").exists() and not (copied / "landelijk").exists()
    there, here = read_workspace(copied).rulebook.rules, read_workspace(repository).rulebook.rules
    assert [rule.id for rule in there] == [rule.id for rule in here]
    assert {rule.span.file.rpartition("/")[0] for rule in there} == {"krachtenveld/rules"}


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


def test_the_same_bytes_in_another_process(
    program: Program, elsewhere: Elsewhere, zaanstad: Path, tmp_path: Path
) -> None:
    here, there = tmp_path / "hier", tmp_path / "daar"
    for folder, made in ((here, program.right), (there, elsewhere.run)):
        made("nieuw", "periode", "2026-2030", folder, "--dossier", zaanstad)
    assert held(here) == held(there)
