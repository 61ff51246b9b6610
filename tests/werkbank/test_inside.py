"""What the page asks, asked without a page: the answers are those of the commands, and what is wrong is an answer too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from strategy.dossier import yamltree
from strategy.errors import InputError
from strategy.facts.types import Fact
from strategy.inference.choose_engine import Inference, infer
from strategy.inference.recall import Recall
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import posts
from strategy.testing.run import Runner
from strategy.workspace import read_everything, workspace_of
from tests.effect.conftest import copy_of
from visualizations.werkbank import inside
from visualizations.werkbank.fields import OTHERS, OURS, SEATS, Field, fields, filled
from visualizations.werkbank.inside import Desk

WEIGHT = "opgaven/duurzaamheid.yaml prioriteiten/energiearmoede/gewicht"
"""A field of the form."""
DAY = date(2026, 11, 30)
Files = dict[str, str]
SCENARIO = """\
scenario: proef
naam: Proef
waarom: Om te zien wat er gebeurt.
aard: aanname
wijzig: {opgaven: {economie: {gewicht: 2}}}
"""
TESTS = """\
toetsen:
  - toets: Zonder Amsterdam het Rijk ook
    gegeven: {actoren: {amsterdam: {actief: uit}}}
    verwacht: {wel: [relatie/bzk/bestuurlijk]}
  - toets: Zonder Amsterdam ook
    gegeven: {actoren: {amsterdam: {actief: uit}}}
    verwacht: {band: {positie/vra-db/lid: doen}}
  - toets: Als economie zwaarder telt ook
    scenario: proef
    verwacht: {wel: [positie/vra-db/lid]}
  - toets: Wat van ons is, houden wij
    verwacht: {band: {positie/vra-db/lid: doen}}
"""
"""The first is about what an edit of seats leaves alone, and the last costs nothing."""


def ask(question: str, files: Files, **more: Any) -> dict[str, Any]:
    asked = json.dumps({"vraag": question, "bestanden": files, **more})
    answer: dict[str, Any] = json.loads(inside.ask(asked))
    return answer


def edited(files: Files, path: str, old: str, new: str) -> Files:
    assert old in files[path]
    return {**files, path: files[path].replace(old, new, 1)}


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    told = capsys.readouterr()
    return int(str(ended.value.code or 0)), told.out, told.err


def test_an_edit_an_error_and_back(texts: Files) -> None:
    ask("open", texts)
    heavier = edited(texts, "opgaven/duurzaamheid.yaml", "gewicht: {waarde: 0.9", "gewicht: {waarde: 2")
    told = ask("kijk", heavier)
    assert [(each["bestand"], each["oud"], each["nieuw"]) for each in told["wijzigingen"]] == [
        ("opgaven/duurzaamheid.yaml", 0.9, 2.0)
    ]
    first = told["effect"]["groepen"][0]["adviezen"][0]
    assert first["titel"] == "Blijf trekker van het MRA-thema energiearmoede"
    assert first["waardoor"] == ["door 1: het weegt zwaarder (+5,50)"]
    wrong = edited(heavier, "rules/3-posities.yaml", "punten: 5", "punten: vijf")
    (finding,) = ask("kijk", wrong)["bevindingen"]
    assert (finding["bestand"], finding["regel"], finding["kolom"]) == ("rules/3-posities.yaml", 14, 13)
    assert "advies" not in ask("advies", wrong) and "punten" in ask("advies", wrong)["fout"]
    back = ask("kijk", texts)
    assert back["gaaf"] and back["wijzigingen"] == []
    fired = {each["id"]: (each["vuurt"], each["verslagen"]) for each in back["regels"]}
    assert fired["zetel-behouden"][1] == 1, "the seat of councillors is excluded"


def test_the_advice_is_that_of_the_command_to_the_last_byte(
    texts: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    ask("open", texts)
    _, out, _ = command(capsys, "advies", "--formaat", "json", "--scenario", "maakstad-trekken")
    assert ask("advies-json", texts, scenario="maakstad-trekken")["tekst"] == out


def test_what_surrounds_an_edit_comes_in_steps_and_goes_on_where_it_was(
    texts: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that turns red says so; the steps together are what one go gives."""
    few = {path: text for path, text in texts.items() if not path.startswith(("scenarios/", "toetsen/"))}
    few |= {"toetsen/proef.yaml": TESTS, "scenarios/proef.yaml": SCENARIO}
    lighter = edited(few, "rules/3-posities.yaml", "punten: 5", "punten: 0.1")
    ask("open", few)
    monkeypatch.setattr(inside, "STEP", 0.0)
    steps = [ask("rondom", lighter)]
    while not steps[-1]["klaar"]:
        steps.append(ask("rondom", lighter))
    assert [each["gedraaid"] for each in steps[:5]] == [0, 1, 2, 3, 4]
    assert {each["van"] for each in steps} == {4}
    wrong = [[flip["tekst"] for flip in each["toetsen"]["anders"]] for each in steps[:5]]
    cheap, near = "Wat van ons is, houden wij", "Zonder Amsterdam ook"
    assert wrong == [[], [cheap], [near, cheap], [near, cheap], [near, cheap]], "what can change comes first"
    assert not steps[3]["scenarios"]
    ask("open", few)
    monkeypatch.setattr(inside, "STEP", 60.0)
    assert ask("rondom", lighter) == steps[-1]
    assert [(each["id"], each["gevolg"]) for each in steps[-1]["scenarios"]] == [("proef", True)]
    assert {(flip["was"], flip["is"]) for flip in steps[-1]["toetsen"]["anders"]} == {("goed", "mis")}
    # what was run on a version is not run again: not for another comment, and not when one undoes
    monkeypatch.setattr(Runner, "run", lambda *_: 1 / 0)
    noted = {**lighter, "toetsen/proef.yaml": f"# later\n{lighter['toetsen/proef.yaml']}"}
    again = ask("rondom", noted)
    assert again["toetsen"]["aantal"] == steps[-1]["toetsen"]["aantal"] and again["klaar"]


def test_what_says_nothing_new_to_the_rules_is_not_inferred_again(texts: Files) -> None:
    """Points, words and places are no matter for an engine; a fact or a condition is."""
    asked: list[str] = []

    def counted(rulebook: Rulebook, facts: Iterable[Fact], engine: str) -> Inference:
        asked.append(engine)
        return infer(rulebook, facts, engine)

    recall = Recall(5, counted)
    case = Desk(texts).version(texts).outcome.case
    rulebook, facts = case.rulebook, tuple(case.facts)

    def with_first(**what: Any) -> Rulebook:
        (first, *rest), *layers = rulebook.layers
        return replace(rulebook, layers=((replace(first, **what), *rest), *layers))

    first = recall.infer(rulebook, facts, "python")
    assert first == infer(rulebook, facts, "python")
    assert recall.infer(with_first(points=99, argument="Anders."), facts, "python") is first
    assert len(asked) == 1
    assert recall.infer(rulebook, facts[1:], "python") != first
    recall.infer(
        with_first(positive=rulebook.layers[0][0].positive[:-1], negative=(), different=()), facts, "python"
    )
    recall.infer(rulebook, facts, "clingo")
    assert len(asked) == 4


def test_what_goes_wrong_is_an_answer(texts: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask("open", {"dossier.yaml": "dossier: x"}) == {}
    assert not ask("kijk", {"dossier.yaml": "\0"})["gaaf"]
    assert "naam" in ask("zeef", {}, gegeven={"los.yaml": "a: 1"})
    ask("open", texts)
    assert "er is geen" in ask("waarom", texts, woorden="qqq")["fout"]
    monkeypatch.setitem(inside.QUESTIONS, "kijk", lambda *_: 1 / 0)  # type: ignore[arg-type]
    assert ask("kijk", texts)["fout"].startswith("krachtenveld liep vast (ZeroDivisionError")


def test_a_dossier_that_was_opened_is_what_the_command_reads(texts: Files, repository: Path) -> None:
    """Without what lies beside it; what it borrows from elsewhere is what the page had."""
    dordrecht = read_everything(repository / "voorbeelden/dordrecht")
    assert any(path.startswith("../") for path in dordrecht)
    for files in (texts, dordrecht):
        given = {**files, "tests/referentie.yaml": "a: 1", "uit/los.yaml": "b: 2"}
        assert ask("zeef", {}, gegeven=given)["bestanden"] == files


# ── the form ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def desk(texts: Files) -> Desk:
    return Desk(texts)


def write(desk: Desk, name: str, value: str) -> Files:
    version = desk.version(desk.opened)
    return filled(version.outcome, version.workspace, name, value, DAY, "strateeg")


def known(desk: Desk) -> dict[str, Field]:
    version = desk.version(desk.opened)
    return {each.id: each for each in fields(version.outcome, version.workspace)}


def changed(desk: Desk, name: str, value: str) -> tuple[str, str, str]:
    """Of the one line that changes the file, how it was, and how it is."""
    ((path, text),) = write(desk, name, value).items()
    lines = zip(desk.opened[path].splitlines(), text.splitlines(), strict=True)
    ((old, new),) = [(old.strip(), new.strip()) for old, new in lines if old != new]
    return path, old, new


def test_a_field_writes_one_line_and_says_that_it_is_an_assumption(desk: Desk) -> None:
    assert changed(desk, WEIGHT, "1,5") == (
        "opgaven/duurzaamheid.yaml",
        "gewicht: {waarde: 0.9, aard: aanname}",
        "gewicht: {waarde: 1.5, aard: aanname}",
    )
    assert changed(desk, "punten zetel-behouden", "1,5") == (
        "rules/3-posities.yaml", "punten: 5", "punten: 1.5"
    )  # fmt: skip
    assert changed(desk, "networks/amsterdam.yaml actoren/amsterdam/relaties/bestuurlijk", "sterk")[2] == (
        "bestuurlijk: {waarde: sterk, door: wethouders, aard: aanname, toelichting: Op portefeuilleniveau; de strategie noemt de "
        "wethouders jeugd en onderwijs.}"
    ), "the source said something else"
    right = "klopt networks/mra.yaml actoren/mra/gremia/mra-pho-bw/posities/inbreng"
    assert changed(desk, right, "klopt")[2].endswith("bevestigd: {op: 2026-11-30, door: strateeg}}")
    assert changed(desk, "zetel mra-energiearmoede/trekker", "van een ander")[2] == (
        "posities: [{rol: trekker, bezetting: [{houder: {waarde: ander, aard: aanname}}], te_verdelen: nee}]"
    )


def test_a_field_takes_nothing_that_does_not_fit(desk: Desk) -> None:
    from strategy.errors import KrachtenveldError

    for name, value in (
        (WEIGHT, "veel"),
        (WEIGHT, "11"),
        ("punten zetel-behouden", "x"),
        ("zetel weg/lid", "van ons"),
    ):
        with pytest.raises(KrachtenveldError):
            write(desk, name, value)
    with pytest.raises(InputError):
        write(desk, "punten zetel-behouden", "-3")


def test_a_seat_of_either_city_can_change_hands(desk: Desk, repository: Path) -> None:
    """Every way of writing a seat: in its own file, as a change of a basis within, and of the one of the program."""
    dordrecht = Desk(read_everything(repository / "voorbeelden/dordrecht"))
    for city in (desk, dordrecht):
        first: dict[tuple[str, str], Field] = {}
        for seat in known(city).values():
            if seat.group == SEATS:
                first.setdefault((seat.file.partition("/")[0], seat.now), seat)
        for seat in first.values():
            for word, holder in ((OURS, "wij"), (OTHERS, "ander")):
                if word != seat.now:
                    after = workspace_of({**city.opened, **write(city, seat.id, word)}).loaded.dossier
                    post = posts(after)[seat.id.removeprefix("zetel ")]
                    held = [each.holder.value for each in post.memberships]
                    assert (post.vacant, holder in held) == (False, True), (seat, word)


# ── the receipt ───────────────────────────────────────────────────────────────────────────────────────


def test_a_receipt_is_worked_out_again(
    texts: Files, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_of(repository, tmp_path / "stad")
    for part in ("scenarios", "toetsen"):
        shutil.copytree(repository / part, folder / part)
    ask("open", texts)
    told = tmp_path / "bewijs.json"
    told.write_text(ask("bewijs", texts, scenario="maakstad-trekken")["tekst"], encoding="utf-8")
    words = ("controleer", "--dossier", str(folder), "--bewijs", str(told), "--engine", "clingo")
    code, out, _ = command(capsys, *words)
    assert code == 0 and "Het bewijs klopt: 66 bestanden gelijk" in out
    assert "toen gerekend met gewoon Python, nu met clingo" in out
    path = folder / "college.yaml"
    path.write_text(path.read_text("utf-8") + "\n# later\n", encoding="utf-8")
    code, out, _ = command(capsys, *words)
    assert code == 1 and "  college.yaml: is hier anders\nHet advies is wel gelijk" in out
    for text, wrong in (("{}", "geen bewijs van een advies"), ("[", "het is geen JSON")):
        told.write_text(text, encoding="utf-8")
        code, _, said = command(capsys, *words)
        assert code == 2 and wrong in said


# ── YAML without anything compiled ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "a: [b",
        "a: [b]]",
        "a: {b: c",
        "a:\n  - b\n c",
        "a:\n  - b\n  c: d",
        "a:\n- b\nc\n- d",
        "a: b: c",
        "a: - b",
        'a: "b \\q"',
        "...\na: b",
        "a: &b c",
        "a: | b",
        "a:\n\tb: c",
        "a: 'b",
    ],
)
def test_the_parser_in_plain_python_says_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[int, str, str]]:
        return [
            (each.span.line, each.message, each.hint)
            for each in yamltree.parse(f"{text}\n", "a.yaml").problems
        ]

    expected = told()
    monkeypatch.setattr(yamltree, "LOADER", yaml.SafeLoader)
    assert told() == expected != []
