"""What is internal or not valid on the day stays out, with everything that follows from it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Goal
from strategy.dossier.files import read_texts
from strategy.explain.edits import road_edits
from strategy.workspace import workspace_of
from visualizations.reports.advies import advice_data
from visualizations.writers.shapes import json_text


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) == 1
    return {**texts, file: texts[file].replace(old, new)}


def test_an_internal_actor_leaves_no_trace_in_public_output(texts: dict[str, str]) -> None:
    hidden = changed(
        texts,
        "networks/nzkg.yaml",
        "    afkorting: NZKG\n",
        "    afkorting: NZKG\n    openbaarheid: intern\n",
    )
    loaded = workspace_of(hidden).loaded
    inside = advise(prepare(loaded), "python")
    outside = advise(prepare(loaded, public_only=True), "python")
    assert any("nzkg" in advice.id for advice in inside.advices)
    assert not any("nzkg" in str(fact) for fact in outside.case.facts)
    assert not any("nzkg" in advice.id for advice in outside.advices)


def test_an_internal_value_hides_only_itself(texts: dict[str, str]) -> None:
    old = "relaties: {bestuurlijk: {waarde: sterk, aard: oordeel, bron: bis-2022 §europa}}"
    new = "relaties: {bestuurlijk: {waarde: sterk, aard: oordeel, bron: bis-2022 §europa, openbaarheid: intern}}"
    loaded = workspace_of(changed(texts, "networks/mra.yaml", old, new)).loaded
    public = prepare(loaded, public_only=True).facts
    assert not [fact for fact in public if fact.type == "relatie" and fact.values[0] == "mra"]
    assert [fact for fact in public if fact.type == "actor" and fact.values[0] == "mra"]


def test_a_seat_that_ended_is_claimed_again(texts: dict[str, str]) -> None:
    """Membership has an end: after it the seat is no longer ours to keep."""
    old = "houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}"
    new = "bezetting: [{houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}, geldig: {tot: 2022-07-31}}]"
    loaded = workspace_of(changed(texts, "networks/g40.yaml", old, new)).loaded
    name = "positie/g40-duurzaamheid/voorzitter"
    before = advise(prepare(loaded, date(2022, 7, 31)), "python").advice(name)
    assert before is not None and before.target.attitude == "behouden"
    after = advise(prepare(loaded, date(2022, 8, 1)), "python").advice(name)
    assert after is not None and after.target.attitude == "claimen"


def test_a_granted_fund_is_not_advised(texts: dict[str, str]) -> None:
    granted = "status: {waarde: toegekend, toelichting: Zaanstad kreeg al een grote bijdrage.}"
    loaded = workspace_of(texts).loaded
    assert advise(prepare(loaded), "python").advice("koppelkans/volkshuisvestingsfonds") is None
    reopened = workspace_of(changed(texts, "networks/rijk.yaml", granted, "status: open")).loaded
    assert advise(prepare(reopened), "python").advice("koppelkans/volkshuisvestingsfonds") is not None


LEEFBAARHEID = (
    '      - {thema: leefbaarheid, soort: middelen, aard: aanname, te_verifieren: "Wat van 2 juli 2024 tot en met '
    '22 februari 2026 bij BZK bleef en wat bij VRO hoorde, zoals Regio Deals en NPLV."}'
)


@pytest.mark.parametrize(
    ("file", "hidden", "removed"),
    [
        (
            "networks/amsterdam.yaml",
            ("      - {op: tweede-kamer, sterkte: 0.8, aard: aanname}\n", "      - {op: tweede-kamer, sterkte: 0.8, aard: aanname, openbaarheid: intern}\n"),
            "      - {op: tweede-kamer, sterkte: 0.8, aard: aanname}\n",
        ),
        (
            "networks/vng.yaml",
            ("    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}}\n", "    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname, openbaarheid: intern}}}\n"),
            "    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}}\n",
        ),
        (
            "landelijk/networks/rijk.yaml",
            (f"{LEEFBAARHEID}\n", f"{LEEFBAARHEID[:-1]}, openbaarheid: intern}}\n"),
            f"{LEEFBAARHEID}\n",
        ),
        (
            "networks/regios.yaml",
            ("hoogstens: 2, bron: bis-2022 §2-zw punt 2}", "hoogstens: 2, bron: bis-2022 §2-zw punt 2, openbaarheid: intern}"),
            "    keuzes:\n      - {rol: trekker, gremia: [zw-pho-bw, zw-pho-bereikbaarheid, zw-pho-rl], minstens: 1, hoogstens: 2, bron: bis-2022 §2-zw punt 2}\n",
        ),
    ],
    ids=["invloed", "relatie", "bevoegdheid", "keuze"],
)  # fmt: skip
def test_hidden_is_as_good_as_gone(
    texts: dict[str, str], file: str, hidden: tuple[str, str], removed: str
) -> None:
    """What is internal must not shape public output either: the same advice as if it were not there."""
    outside = advise(prepare(workspace_of(changed(texts, file, *hidden)).loaded, public_only=True), "python")
    without = advise(prepare(workspace_of(changed(texts, file, removed, "")).loaded), "python")
    assert told(outside) == told(without)
    assert told(outside) != told(advise(prepare(workspace_of(texts).loaded), "python"))


def told(outcome: Outcome) -> list[object]:
    """What people read of an outcome, without the places in files."""
    return [(a.id, a.title, a.score, a.rank, a.band, a.arguments, a.conditions) for a in outcome.advices]


def test_a_road_is_not_proposed_on_what_is_internal(texts: dict[str, str]) -> None:
    """An edit tells what a tie is now; in public only when that may be seen."""
    old = "    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}}\n"
    hidden = changed(texts, "networks/vng.yaml", old, old.replace("}}}", ", openbaarheid: intern}}}"))
    loaded = workspace_of(hidden).loaded
    goal = Goal((("soort", "route"), ("via", "vng"), ("doel", "bzk")))
    inside, outside = (
        {edit.old for edit in road_edits(prepare(loaded, public_only=public_only), [goal])}
        for public_only in (False, True)
    )
    assert "sterk" in inside and "sterk" not in outside


def test_an_internal_document_is_not_named(texts: dict[str, str]) -> None:
    old = "    kort: Beïnvloedingsstrategie\n"
    loaded = workspace_of(changed(texts, "bronnen.yaml", old, old + "    openbaarheid: intern\n")).loaded
    outcome = advise(prepare(loaded, public_only=True), "python")
    data = json_text(advice_data(outcome, outcome.advices))
    assert "interne bron" in data
    assert "Beïnvloedingsstrategie" not in data


SECRETS = (
    ("landelijk/basis.yaml", "  lerarentekort: {naam: Lerarentekort, ", "openbaarheid: intern, ", ("lerarentekort", "Lerarentekort")),
    ("bronnen.yaml", "  - id: mra-factsheet-4-0\n", "    openbaarheid: intern\n", ("Factsheet MRA",)),
    ("college.yaml", "  - id: jeugd-onderwijs\n", "    openbaarheid: intern\n", ("Jeugd en onderwijs",)),
    ("opgaven/gezondheid.yaml", "opgave: gezondheid\nnaam: Gezonde stad\n", "openbaarheid: intern\n", ("Gezonde stad",)),
    ("opgaven/kansengelijkheid.yaml", "  - id: budget-kinderen\n", "    openbaarheid: intern\n", ("budget-kinderen",)),
    ("landelijk/networks/g40.yaml", "      - id: g40-woningmarkt\n", "        openbaarheid: intern\n", ("g40-woningmarkt",)),
    ("networks/lokaal.yaml", "  - id: pact-pp\n", "    openbaarheid: intern\n", ("pact-pp",)),
)  # fmt: skip
"""Per kind of thing: its file, the line that begins it, what makes it internal, and the words that give it away."""


@pytest.fixture(scope="module")
def secretive(texts: dict[str, str], repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier in which one thing of every kind is internal."""
    root = tmp_path_factory.mktemp("intern")
    for part in ("opgaven", "networks", "rules", "landelijk"):
        shutil.copytree(repository / part, root / part)
    (root / "scenarios").mkdir()
    shutil.copyfile(repository / SCENARIO, root / SCENARIO)
    (root / "toetsen").mkdir()
    for part in ("2-verstedelijking", "4-gezondheid"):  # two that speak of what is internal
        shutil.copyfile(repository / "toetsen" / f"{part}.yaml", root / "toetsen" / f"{part}.yaml")
    whole = changed(texts, "opgaven/gezondheid.yaml", "naam: Gezondheid\n", "naam: Gezonde stad\n")
    for file, line, mark, _ in SECRETS:
        whole = changed(whole, file, line, line + mark)
    for file, text in whole.items():
        (root / file).write_text(text, "utf-8")
    return root


SCENARIO = "scenarios/gezondheid-voorop.yaml"
ASKED = (
    ("advies", "--formaat", "json"),
    ("advies", "--opgave", "zorg"),
    ("controleer",),
    ("controleer", "--formaat", "json"),
    ("controleer", "--formaat", "github"),
    ("waarom", "relatie/bzk", "--diep"),
    ("waarom", "positie/vng-zjo", "--formaat", "json"),
    ("waarom-niet", "positie"),
    ("waarom-niet", "positie/g40-woningmark/trekker"),
    ("waarom-niet", "samenwerking/mra/lerarentekor"),
    ("gevoelig", "vng-zjo/lid"),
    ("toets", "--formaat", "json"),
    ("regels",),
    ("regels", "--formaat", "html"),
    ("kaart", "--zonder-scenarios"),
    ("kaart", "--opgave", "gezondheid", "--zonder-scenarios"),
    ("kaart", "--formaat", "svg"),
    ("verken",),
    ("briefing", "--formaat", "md"),
    ("verdeling", "--alternatieven", "1"),
    ("verdeling", "--alternatieven", "1", "--formaat", "json"),
    ("verdeling", "--vast", "mra-sociaal/trekker=jeugd-onderwij"),
    ("verdeling", "--moet", "g40-woningmark/trekker"),
    ("vergelijk", "gezondheid-voorop", "--top", "0"),
    ("vergelijk", "gezondheid-voorop", "--formaat", "json"),
    ("vergelijk", "gezondheid-voorop", "--opgave", "zorg"),
    ("robuust", "--ruimte", "gewichten", "--aantal", "20", "--formaat", "json"),
    ("routes",),
    ("routes", "--schakels", "--formaat", "json"),
    ("routes", "--bondgenoten", "--formaat", "json"),
    ("routes", "--voor", "budget-kindere"),
    ("routes", "--voor", "zaandam-oost", "--naar", "pact-p"),
    ("kalender", "--alles", "--top", "0"),
    ("kalender", "--alles", "--formaat", "ics"),
    ("kalender", "--opgave", "gezond"),
    ("effect", "--scenario", "gezondheid-voorop", "--top", "0"),
    ("effect", "--scenario", "gezondheid-voorop", "--formaat", "json"),
    ("valideer", "--snel"),
    ("nagaan", "--top", "0"),
    ("nagaan", "--formaat", "json"),
    ("exporteer", "--formaat", "json"),
    ("exporteer", "--formaat", "mermaid", "--opgave", "gezond"),
)


def test_every_command_with_public_output_is_asked() -> None:
    commands = cli.program.commands.items()
    public = {name for name, each in commands if any(option.name == "public" for option in each.params)}
    assert public
    elsewhere = {"gemeenten"}  # tests/comparison/test_municipalities.py: its file is no text
    assert public - {words[0] for words in ASKED} - elsewhere == {
        "schema",
        "importeer",
        "register",
        "werkbank",
    }


@pytest.mark.parametrize(
    "command",
    [("schema",), ("importeer", "lijst.csv"), ("register",), ("werkbank", "--uit", "w.html")],
    ids=" ".join,
)
def test_what_must_name_all_takes_no_public(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main((*command, "--openbaar"))
    assert stop.value.code == 2
    assert "kent geen --openbaar" in capsys.readouterr().err


@pytest.mark.parametrize("command", ASKED, ids=" ".join)
def test_no_command_names_what_is_internal(
    secretive: Path, command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "uit.html"
    out = ("--uit", str(page)) if command[0] in ("kaart", "verken") or "html" in command else ()
    shared = ("--dossier", str(secretive), "--engine", "python", "--openbaar", *out)
    with pytest.raises(SystemExit) as stop:
        cli.main((*command, *shared))
    said = "".join(capsys.readouterr()) + (page.read_text("utf-8") if page.exists() else "")
    assert "liep vast" not in said and (stop.value.code in (0, 1, None) or "fout" in said)
    assert [word for _, _, _, words in SECRETS for word in words if word in said] == []
