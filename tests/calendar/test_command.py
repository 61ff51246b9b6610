"""`krachtenveld kalender` as its users meet it, in every form."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from icalendar import Calendar

import cli
from strategy.advice.advise import Outcome
from strategy.calendar.agenda import MomentChoice, agenda
from tests.fouten.corpus import BASE
from visualizations.reports.kalender import CONTRACT, calendar, calendar_text, undated

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["kalender", *arguments, "--engine", "python"])
    return int(stop.value.code or 0)


def ran(capsys: Capture, *arguments: str) -> tuple[str, str]:
    assert run(*arguments) == 0
    return capsys.readouterr()


def test_the_table_leads_with_what_is_first(capsys: Capture) -> None:
    out, _ = ran(capsys)
    lines = out.splitlines()
    first = next(line for line in lines if line.startswith("Eerstvolgend: "))
    assert first.startswith("Eerstvolgend: Kandidaatstelling VNG-commissies")
    assert "1 juli 2022, over 30 dagen" in first
    assert all(len(line) <= 110 for line in lines)
    assert "gegund door Zaanstreek-Waterland" in out
    assert "Zonder datum: te verifiëren" in out
    assert "4 momenten zijn voorbij" in out
    assert "\nVoorbij\n" not in out


def test_what_is_on_comes_before_what_is_first(outcome: Outcome, capsys: Capture) -> None:
    now = agenda(outcome, MomentChoice(network="mra"))[0].lines
    tables = sum(line.target.sort == "positie" for line in now)
    lines = ran(capsys, "--netwerk", "mra")[0].splitlines()
    assert lines[1] == "Nu bezig: Verdeling van de posities in de MRA, zomer 2022, nog 91 dagen"
    assert tables > 1 and lines[2].startswith(f"Eraan hangt advies: {tables} zetels")
    assert lines[2].endswith(
        f"het hoogste op rang {now[0].rank} van {len(outcome.lines)} adviezen ({now[0].band})"
    )
    assert lines[3].startswith("Eerstvolgend: Woondeal MRA getekend")
    last = ran(capsys, "--netwerk", "mra", "--peildatum", "2022-08-31")[0].splitlines()
    assert last[1].endswith(", vandaag voor het laatst")


def test_everything(capsys: Capture) -> None:
    out, _ = ran(capsys, "--alles", "--top", "0")
    assert "\nVoorbij\n" in out
    assert "Gemeenteraadsverkiezingen" in out
    assert "--top 0` toont" not in out


def test_a_choice_without_moments_is_said(capsys: Capture) -> None:
    out, _ = ran(capsys, "--netwerk", "europa", "--tot", "2022-06-30")
    assert "Geen momenten bij deze keuze." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--netwerk", "vgn"), 'geen netwerk "vgn"'),
        (("--opgave", "gezondhied"), 'bedoeld: "gezondheid"?'),
        (("--vanaf", "2023-01-01", "--tot", "2022-01-01"), "draai ze om"),
        (("--vanaf", "1 juli"), "jjjj-mm-dd"),
        (("--formaat", "html"), "ics"),
        (("--formaat", "xlsx"), "--uit"),
    ],
)
def test_bad_input(capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    assert run(*arguments) == 2
    out, error = capsys.readouterr()
    assert said in error and not out


def test_json_is_as_its_schema_says(capsys: Capture) -> None:
    data = json.loads(ran(capsys, "--formaat", "json", "--alles")[0])
    jsonschema.validate(data, CONTRACT.schema, format_checker=jsonschema.FormatChecker())
    deadline = next(each for each in data["momenten"] if each["naam"].startswith("Kandidaatstelling"))
    assert (deadline["van"], deadline["dagen"], deadline["netwerk"]) == ("2022-07-01", 30, "vng")


def test_csv_and_markdown(capsys: Capture) -> None:
    out, _ = ran(capsys, "--formaat", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    deadline = next(row for row in rows if row["moment"].startswith("Kandidaatstelling"))
    assert (deadline["van"], deadline["nog"], deadline["dagen"]) == ("2022-07-01", "over 30 dagen", "30")
    assert "nominatiecommissie" in deadline["voordracht"]
    out, _ = ran(capsys, "--formaat", "md")
    assert out.startswith("| moment | wanneer | nog |")


def test_the_workbook_has_moments_and_advice(tmp_path: Path, capsys: Capture) -> None:
    first, second = tmp_path / "een.xlsx", tmp_path / "twee.xlsx"
    ran(capsys, "--uit", str(first))
    ran(capsys, "--uit", str(second))
    assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first)
    assert book.sheetnames == ["Kalender", "Adviezen", "Legenda"]
    assert book["Adviezen"].max_row > book["Kalender"].max_row


# ── iCalendar ──────────────────────────────────────────────────────────────────────────────────────────


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_diary_reads_back_what_was_written(outcome: Outcome) -> None:
    found = calendar(outcome, MomentChoice(past=True))
    text = calendar_text(found)
    dated = [each for each in found.moments if each.seen.once]
    read = events(text)
    assert len(read) == len(dated) == len(found.moments) - undated(found)
    for event, each in zip(read, dated, strict=True):
        assert each.seen.once is not None
        assert str(event["summary"]) == each.occasion.name + (
            " (te verifiëren)" if each.occasion.unsure else ""
        )
        assert event["dtstart"].dt == each.seen.once.first and type(event["dtstart"].dt) is date
        assert (event["dtend"].dt - each.seen.once.last).days == 1
        assert event["dtstamp"].dt == datetime(2022, 6, 1, tzinfo=UTC)
        assert ("rrule" in event) == (each.occasion.when != each.seen.once)
        description = str(event["description"])
        assert all(advice.title in description for advice in each.todo[:8])
        assert ("Te verifiëren: " in description) == bool(each.occasion.unsure)
    assert len({str(event["uid"]) for event in read}) == len(read)
    assert Calendar.from_ical(text).to_ical().decode() == text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_what_has_no_date_is_counted_and_left_out(capsys: Capture) -> None:
    out, error = ran(capsys, "--formaat", "ics")
    assert "10 van de 76 momenten in deze keuze hebben geen datum en staan niet in de agenda" in error
    assert "3 van de 7 momenten in deze keuze" in ran(capsys, "--formaat", "ics", "--netwerk", "mra")[1]
    assert "Ronde VNG-commissies 2026" not in out
    assert "Lobbyagenda" not in out
    assert (
        "1 van de 2 momenten in deze keuze heeft geen datum en staat niet in de agenda"
        in ran(capsys, "--formaat", "ics", "--dossier", str(BASE))[1]
    )


def test_what_recurs_until_a_day_stops_there(outcome: Outcome) -> None:
    read = {
        str(event["summary"]): event for event in events(calendar_text(calendar(outcome, MomentChoice())))
    }
    survey = read["Inwonersenquête onder duizend inwoners"]
    assert survey["rrule"]["until"] == [date(2029, 12, 31)]
    assert "until" not in read["Tussentijdse ronde VNG-commissies in het najaar (te verifiëren)"]["rrule"]


def test_a_moment_that_moved_has_a_higher_number_than_in_the_file_it_replaces(outcome: Outcome) -> None:
    found = calendar(outcome, MomentChoice())
    first = calendar_text(found)
    assert {int(event["sequence"]) for event in events(first)} == {0}
    assert calendar_text(found, first.encode()) == first
    moved = max(str(event["uid"]) for event in events(first))
    earlier = Calendar.from_ical(first)
    for event in earlier.walk("VEVENT"):
        if str(event["uid"]) == moved:
            event["sequence"] = 4
            event["dtstart"].dt = date(2021, 1, 1)
    second = calendar_text(found, earlier.to_ical())
    numbers = {str(event["uid"]): int(event["sequence"]) for event in events(second)}
    assert {uid for uid, number in numbers.items() if number} == {moved} and numbers[moved] == 5
    assert calendar_text(found, second.encode()) == second
    assert calendar_text(found, b"BEGIN:VCALENDAR\nkapot") == first


def test_the_file_that_is_replaced_is_the_memory(tmp_path: Path, capsys: Capture) -> None:
    root, path = tmp_path / "d", tmp_path / "k.ics"
    shutil.copytree(BASE, root)
    ran(capsys, "--uit", str(path), "--alles", "--dossier", str(root))
    first = path.read_bytes()
    ran(capsys, "--uit", str(path), "--alles", "--dossier", str(root))
    assert path.read_bytes() == first
    ran(capsys, "--uit", str(path), "--alles", "--dossier", str(root), "--peildatum", "2023-03-01")
    assert {int(event["sequence"]) for event in events(path.read_text("utf-8"))} == {1}


def test_a_moment_keeps_its_name_when_its_date_changes(outcome: Outcome, capsys: Capture) -> None:
    uids = {
        str(event["summary"]): str(event["uid"])
        for event in events(calendar_text(calendar(outcome, MomentChoice())))
    }
    out, _ = ran(capsys, "--formaat", "ics", "--peildatum", "2022-06-20")
    for event in events(out):
        assert uids[str(event["summary"])] == str(event["uid"])


@pytest.mark.usefixtures("afresh")
def test_a_file_for_a_diary_is_ours_and_the_same_twice(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "kalender.ics"
    ran(capsys, "--uit", str(path))
    first = path.read_bytes()
    ran(capsys, "--uit", str(path))
    assert path.read_bytes() == first
    assert first.startswith(b"BEGIN:VCALENDAR\r\n") and first.endswith(b"END:VCALENDAR\r\n")
