"""What the page asks, asked without a page: the answers are those of the commands, and what is wrong is an answer too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from strategy.advice.model import goals
from strategy.dossier import yamltree
from strategy.errors import InputError, KrachtenveldError
from strategy.explain import smallest_change, whynot
from strategy.facts.types_and_sentences import Fact
from strategy.inference.choose_engine import Inference, Recall, infer
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import posts
from strategy.testing.run import Runner, run_tests
from strategy.workspace import read_everything, workspace_of
from tests.effect.conftest import copy_of
from visualizations.werkbank import inside
from visualizations.werkbank.fields import OTHERS, OURS, SEATS, Field, fields, filled
from visualizations.werkbank.inside import Desk
from visualizations.werkbank.new_forms import advice_called, related, relation_form

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


def test_the_smallest_change_of_one_or_two_is_found_in_the_page(
    texts: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(words: str, **more: Any) -> tuple[bool, str]:
        answer = ask("waarom-niet", texts, woorden=words, **more)
        return answer["te_zoeken"], json.dumps(answer["blokken"], ensure_ascii=False)

    monkeypatch.setattr(whynot, "installed", lambda _: False)
    more, said = told("positie/g40-armoede/trekker", zoek=True)
    assert "zaandam-oost: {belang: collectief}" in said and not more
    assert told("positie/g40-armoede/trekker")[0] and not told("positie/vng-zjo/lid")[0]
    monkeypatch.setattr(smallest_change, "MOST_WITHOUT_SOLVER", 0)
    named = told("positie/vng-rwm/lid voor jeugdhulp", zoek=True, scenario="mra-valt-stil")[1]
    assert (
        "niet gevonden met één of twee wijzigingen die voor de hand liggen; verder is niet gezocht" in named
    )
    command = "krachtenveld waarom-niet positie/vng-rwm/lid --prioriteit jeugdhulp --scenario mra-valt-stil"
    assert f"`{command}` verder." in named


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


def test_one_change_is_taken_back_and_the_others_stay(texts: Files) -> None:
    """A value, a line that was taken out and one that came, in one file; and a whole file that is new."""
    path, lines = "opgaven/duurzaamheid.yaml", texts["opgaven/duurzaamheid.yaml"].splitlines(True)
    weight = next(number for number, line in enumerate(lines) if "waarde: 0.9" in line)
    gone = next(number for number, line in enumerate(lines) if number > weight + 2 and "thema" in line)
    now = [line.replace("waarde: 0.9", "waarde: 2") for line in lines]
    now = ["# van mij\n", *now[:gone], *now[gone + 1 :]]
    ask("open", texts)

    def back(*places: tuple[int, bool], file: str = path) -> str:
        asked = [{"regel": line, "verdwenen": missing} for line, missing in places]
        files = {**texts, path: "".join(now), "toetsen/nieuw.yaml": "toetsen: []\n"}
        (text,) = ask("terug", files, bestand=file, plekken=asked)["bestanden"].values()
        return str(text)

    assert back((weight + 2, False)) == "".join(["# van mij\n", *lines[:gone], *lines[gone + 1 :]])
    assert back((gone + 1, True)) == "".join([now[0], *now[1 : gone + 1], lines[gone], *now[gone + 1 :]])
    assert back((weight + 2, False), (gone + 1, True), (1, False)) == "".join(lines)
    assert back((1, False), file="toetsen/nieuw.yaml") == ""
    assert "zoals u het opende" in ask("terug", texts, bestand=path, plekken=[])["fout"]


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


# ── what is new ───────────────────────────────────────────────────────────────────────────────────────


NOTE = '"tja": <img src=x> # {[ \\ '
NEW = (
    (
        {"soort": "relaties", "van": "zw", "laag": "ambtelijk", "stand": "zwak", "door": "directeur"},
        "networks/regios.yaml",
        "ambtelijk: {waarde: zwak, door: directeur, aard: aanname, toelichting: ",
        "Erbij: ambtelijke relatie met ZW, zwak",
    ),
    (
        {"soort": "relaties", "van": "corporaties", "laag": "bestuurlijk", "stand": "sterk"},
        "networks/lokaal.yaml",
        "    relaties: {bestuurlijk: {waarde: sterk, aard: aanname, toelichting: ",
        "Erbij: bestuurlijke relatie met Woningcorporaties, sterk",
    ),
    (
        {"soort": "invloed", "van": "zw", "naar": "ienw", "sterkte": "groot", "bron": "bis-2022 §2-rijk"},
        "networks/regios.yaml",
        "      - {op: ienw, sterkte: groot, aard: oordeel, bron: bis-2022 §2-rijk, toelichting: ",
        "Erbij: invloed van ZW op IenW, groot",
    ),
    (
        {"soort": "invloed", "van": "tweede-kamer", "naar": "zw", "sterkte": "klein"},
        "networks/rijk.yaml",
        "      invloed: {erbij: [{op: zw, sterkte: klein, aard: aanname, toelichting: ",
        "Erbij: invloed van Tweede Kamer op ZW, klein",
    ),
    (
        {"soort": "vereist", "van": "mra-platform-mobiliteit", "naar": "zw-pho-bw"},
        "networks/mra.yaml",
        ", {waarde: zw-pho-bw, aard: aanname, toelichting: ",
        "Erbij: voor een zetel bij MRA Platform Mobiliteit is eerst een zetel nodig bij PHO Bouwen en Wonen Zaanstreek-Waterland",
    ),
    (
        {"soort": "bereikt_via", "van": "vng-zjo", "naar": "zw-pho-bw"},
        "networks/vng.yaml",
        "      bereikt_via: {erbij: [{waarde: zw-pho-bw, aard: aanname, toelichting: ",
        "Erbij: onze inbreng bij VNG-commissie Zorg, Jeugd en Onderwijs loopt via PHO Bouwen en Wonen Zaanstreek-Waterland",
    ),
    (
        {"soort": "zetels_namens", "van": "nzkg", "naar": "zw"},
        "networks/nzkg.yaml",
        "    zetels_namens: [{waarde: zw, aard: aanname, toelichting: ",
        "Erbij: onze zetels bij NZKG worden gegund door ZW",
    ),
)  # fmt: skip
"""Of each kind of relation: its answers, the file in which it comes, how it begins there, and what is said of it."""


def added(old: str, new: str) -> str:
    """What is between the text that stayed in front of it and the text that stayed behind it, which is all of the old one."""
    at = next((i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    assert new.endswith(old[at:])
    return new[at : len(new) - len(old[at:])]


def relate(files: Files, **answers: str) -> dict[str, Any]:
    return ask("relatie", files, antwoorden=answers)


def test_a_relation_comes_where_such_things_stand_and_changes_nothing_else(texts: Files) -> None:
    ask("open", texts)
    for answers, path, begins, said in NEW:
        ((place, text),) = relate(texts, **answers, toelichting=f" {NOTE}\n ")["bestanden"].items()
        assert place == path and begins in text and begins not in texts[path], answers
        assert added(texts[path], text).count("\n") <= 1, "one line, or a part of one"
        now = {**texts, path: text}
        (change,) = ask("kijk", now)["wijzigingen"]
        assert change["gewoon"] == said
        assert "staat er al" in relate(now, **answers)["fout"]
        assert any(NOTE.strip() in each for each in _notes(now)), "read back as it was typed"


def _notes(files: Files) -> Iterator[str]:
    for actor in (actor for layer in workspace_of(files).loaded.dossier.layers for actor in layer.actors):
        told = (*actor.ties.values(), *actor.represents, *actor.influences)
        bodies = (each for body in actor.bodies for each in (*body.requires, *body.reached_through))
        yield from (each.origin.note for each in (*told, *bodies))


TIES = "relaties: {bestuurlijk: {waarde: sterk, aard: oordeel, bron: bis-2022 §2-zw punt 1}}"
INFLUENCE = "    invloed:\n      - {op: mra, sterkte: 0.5, aard: oordeel, bron: bis-2022 §2-zw punt 1}\n"
ON_IENW = {"soort": "invloed", "van": "zw", "naar": "ienw", "sterkte": "groot"}


@pytest.mark.parametrize(
    ("old", "new", "came"),
    [
        (INFLUENCE, "    invloed: [{op: mra, sterkte: 0.5}]  # zo\n", ", {op: ienw, sterkte: groot, aard: aanname}"),
        (INFLUENCE, "    invloed: # zo\n    - op: mra # die\n      sterkte: 0.5 # half\n\n    # later\n", "    - {op: ienw, sterkte: groot, aard: aanname}"),
        (INFLUENCE, "    # zo\n", "    invloed: [{op: ienw, sterkte: groot, aard: aanname}]"),
        (INFLUENCE, "    invloed: [{op: mra, sterkte: 0.5},\n      {op: bzk, sterkte: 0.1}]\n", ", {op: ienw, sterkte: groot, aard: aanname}"),
    ],
)  # fmt: skip
def test_a_relation_fits_in_however_a_list_is_laid_out(texts: Files, old: str, new: str, came: str) -> None:
    path = "networks/regios.yaml"
    files = edited(texts, path, old, new)
    assert added(files[path], relate(files, **ON_IENW)["bestanden"][path]).strip() == came.strip()


def test_a_relation_in_an_empty_or_a_single_value(texts: Files) -> None:
    path = "networks/regios.yaml"
    for now, then in (
        ("invloed: []", "invloed: [{op: ienw, sterkte: groot, aard: aanname}]"),
        (f"{TIES}\n    zetels_namens: mra", "zetels_namens: [mra, {waarde: vra, aard: aanname}]"),
    ):
        files = edited(
            texts, path, INFLUENCE if "invloed" in now else TIES, f"    {now}\n".replace(f"    {TIES}", TIES)
        )
        answers = ON_IENW if "invloed" in now else {"soort": "zetels_namens", "van": "zw", "naar": "vra"}
        assert then in relate(files, **answers)["bestanden"][path]


def test_every_relation_that_can_be_chosen_can_be_written(desk: Desk, repository: Path) -> None:
    """In either city, for who stands in a file of its own, in that of a basis, and in one that changes it."""
    dordrecht = Desk(read_everything(repository / "voorbeelden/dordrecht"))
    for city in (desk, dordrecht):
        version = city.version(city.opened)
        offered = relation_form(version.outcome)
        written: list[str] = []
        for kind in offered["soorten"]:
            groups = [
                [value for value, _ in items] for _, items in offered["lijsten"][kind["vragen"][0]["lijst"]]
            ]
            for group in groups:
                answers = {
                    "soort": kind["id"],
                    "van": group[0],
                    "stand": "zwak",
                    "laag": "college",
                    "sterkte": "klein",
                }
                answers["naar"] = next(each[0] for each in reversed(groups) if each[0] != group[0])
                with suppress(KrachtenveldError):  # it is there already
                    made = related(version.outcome, version.workspace, answers)
                    ((path, text),) = made.items()
                    written.append(path)
                    assert added(city.opened.get(path, ""), text).count("\n") <= 1 or path not in city.opened
        assert len(written) > 50 and not [each for each in written if not each.startswith("networks/")]


def test_what_is_wrong_with_a_relation_is_said(texts: Files) -> None:
    for answers, said in (
        ({}, "er is nog geen soort relatie gekozen"),
        ({"soort": "<img>"}, "er is nog geen soort relatie gekozen"),
        ({"soort": "invloed"}, "“Wie heeft invloed?” is nog open"),
        ({"soort": "invloed", "van": "weg", "naar": "zw"}, "staat er niet meer"),
        ({"soort": "invloed", "van": "zw", "naar": "zw"}, "twee verschillende"),
        ({**ON_IENW, "bron": "x §1"}, "deze bron staat er niet meer"),
        ({**ON_IENW, "toelichting": "a\u202eb"}, "onzichtbaar teken"),
        ({**ON_IENW, "toelichting": "a" * 501}, "501 tekens lang"),
        ({"soort": "relaties", "van": "zw", "laag": "bestuurlijk", "stand": "geen"}, "staat er al: sterk"),
    ):
        assert said in relate(texts, **answers)["fout"], answers


# ── an example ────────────────────────────────────────────────────────────────────────────────────────


def judged(files: Files, advice: str, verdict: str, why: str = "", scenario: str = "") -> Files:
    answers = {"advies": advice, "oordeel": verdict, "reden": why, "scenario": scenario}
    told = ask("voorbeeld", files, antwoorden=answers)
    assert "fout" not in told, told
    return {**files, **told["bestanden"]}


def test_an_example_is_a_test_that_says_at_once_whether_it_holds(texts: Files) -> None:
    ask("open", texts)
    few = judged(texts, "positie/vng-zjo", "wel", NOTE)
    few = judged(few, "Blijf trekker van het MRA-thema energiearmoede", "niet")
    few = judged(few, "route/rechtstreeks/vws", "wel")
    few = judged(few, "positie/vra-db/lid", "wel", scenario="mra-valt-stil")
    told = ask("kijk", few)
    assert told["wijzigingen"] == []
    assert [(each["is"], each["nu"]) for each in told["voorbeelden"]] == [
        ("goed", "ook doen; doen"),
        ("mis", "ook doen"),
        ("mis", "niet geadviseerd"),
        ("goed", "doen"),
    ]
    path = "toetsen/voorbeelden.yaml"
    whole = workspace_of(
        {each: text for each, text in few.items() if not each.startswith("toetsen/") or each == path}
    )
    results = run_tests(Desk(few).version(few).outcome, whole.tests, whole.scenarios, "python").tests
    assert [each.verdict for each in results] == ["goed", "mis", "mis", "goed"], "as the command says"
    assert NOTE.strip().replace("\\", "\\\\").replace('"', '\\"') in few[path]
    assert ask("kijk", texts)["voorbeelden"] == []
    noted = edited(few, path, "toetsen:", "# van ons\ntoetsen: # de eerste")
    more = judged(noted, "positie/vng-bv", "niet")[path]
    assert more.startswith(noted[path]) and more.endswith("niet: [positie/vng-bv/lid]\n")


def test_what_is_wrong_with_an_example_is_said(texts: Files) -> None:
    files = judged(texts, "positie/vng-zjo", "wel")
    for advice, verdict, said in (
        ("", "wel", "er is nog geen advies gekozen"),
        ("positie/vng-bv", "", "er is nog niet gekozen"),
        ("<img src=x>", "wel", 'geen advies of zetel heet "<img src=x>"'),
        ("vng-commissie", "wel", "past bij"),
        ("positie/vng-zjo", "wel", "dit voorbeeld staat er al, in toetsen/voorbeelden.yaml:5:12"),
        ("positie/vng-zjo", "niet", "een ander voorbeeld zegt het omgekeerde"),
    ):
        answers = {"advies": advice, "oordeel": verdict, "reden": "", "scenario": ""}
        assert said in ask("voorbeeld", files, antwoorden=answers)["fout"], advice
    broken = {
        **texts,
        "toetsen/voorbeelden.yaml": "toetsen: [{toets: x, verwacht: {wel: positie/vng-zjo}}]\n",
    }
    answers = {"advies": "positie/vng-bv", "oordeel": "wel", "reden": "", "scenario": ""}
    assert "past door de opmaak geen toets achteraan" in ask("voorbeeld", broken, antwoorden=answers)["fout"]


def test_every_advice_that_can_be_chosen_can_be_tested(desk: Desk) -> None:
    version = desk.version(desk.opened)
    for ids in advice_called(version.outcome).values():
        assert all(goals(name, version.workspace.loaded.names) for name in ids)


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
