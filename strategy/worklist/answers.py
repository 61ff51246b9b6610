"""A filled-in worklist: from the bytes of the workbook to the answers, with everything that is wrong in it at once.

Rows may have been moved and sorted: a row is known by its key. Names of people are left out before anything else sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from strategy.dossier.dates import Once, read_date
from strategy.dossier.loader import days_of_term
from strategy.dossier.model import Number, Ref, YesNo
from strategy.dossier.provenance import Period
from strategy.dossier.reader import SOURCE_PATTERN, ScalarReader
from strategy.dossier.yamltree import Scalar, YamlFile
from strategy.errors import Finding, InputError, KrachtenveldError, Span, quote, suggest
from strategy.importing.cell_words import LEFT_OUT, PeopleNames, is_office, planned
from strategy.importing.lists import (
    MAX_BYTES,
    ListTable,
    cell_name,
    is_workbook,
    on_one_line,
    workbook_tables,
)
from strategy.importing.matching import NameIndex, named_things, tokens
from strategy.worklist.places import Place
from strategy.worklist.rows import CONFIRM, GONE, TIES, WEIGHTS, Answer, FilledList, Worklist

KEY, STATE, RIGHT, NEW, SOURCE, BY, WHEN, NOTE = (
    "sleutel", "stond", "klopt", "nieuw", "bron", "wie", "wanneer", "opmerking",
)  # fmt: skip
SAID, NOW = "wat er staat", "nu"
"""What people see of a row."""
ASKED = (RIGHT, NEW, SOURCE, BY, WHEN, NOTE)
"""The columns that people fill in."""
EXPLAINED, DOSSIER, DAY, ROLE = "Uitleg", "dossier", "ingevuld op", "ingevuld door (rol)"
"""The sheet that explains, and what its first column says before what holds for the whole list."""
_YES, _NO = ("ja", "j", "klopt"), ("nee", "n", "klopt niet")
_OFFICES = frozenset(
    ("strateeg", "lobbyist", "secretaris", "secretariaat", "griffier", "griffie", "directeur", "adviseur", "beleidsadviseur",
     "bestuursadviseur", "bestuurssecretaris", "bestuurssecretariaat", "gemeentesecretaris", "accounthouder", "programmamanager",
     "projectleider", "jurist", "controller", "manager", "teamleider", "medewerker", "portefeuille", "college", "sociaal", "afdeling",
     "strategisch", "senior", "bestuurlijk", "ambtelijk", "juridisch", "financieel", "regionaal", "plaatsvervangend")
)  # fmt: skip
"""Roles that fill in a list, beside the offices that a list of positions names."""
_LINKS = frozenset(("de", "het", "een", "van", "voor", "bij", "met", "en", "in", "op", "over", "s"))
_LONGEST_ROLE = 60
_NAME = r"(?P<name>[A-ZÀ-Ý][a-zà-ÿ]+ (?:(?:van|de|der|den|ten|ter) )*[A-ZÀ-Ý][\w'’-]+)"
_PERSON = re.compile(rf"\b{_NAME}")
_TOLD_BY = re.compile(rf"\b(?:met|van|door|volgens|aan) {_NAME}")
"""In a source the titles of documents stand too: there a name is one behind such a word."""


def read_answers(raw: bytes, name: str, listed: Worklist) -> FilledList:
    """The answers in these bytes; `name` is what the file is called.

    Raises KrachtenveldError for what is no worklist of this dossier, InputError with every wrong cell.
    """
    if len(raw) > MAX_BYTES:
        raise KrachtenveldError(
            f"{name} is groter dan {MAX_BYTES // 1_000_000} MB", "lees de lijst die `nagaan` maakte"
        )
    if not is_workbook(raw):
        raise KrachtenveldError(
            f"{name} is geen Excel-bestand",
            "neem de .xlsx zelf; in een CSV staan niet alle bladen van de lijst",
        )
    tables = {table.sheet: table for table in workbook_tables(raw, None, "")[0]}
    reader = _Reader(name, listed, tables)
    answers = reader.answers()
    if reader.findings:
        raise InputError(reader.findings)
    return FilledList(answers, reader.rows, reader.people, reader.done, reader.role)


@dataclass(frozen=True, eq=False)
class _Row:
    """A row of a sheet by its number; `at` is where each column is, from 0, and `cells` what stands there."""

    sheet: str
    number: int
    at: Mapping[str, int]
    cells: Mapping[str, str]

    @property
    def given(self) -> dict[str, str]:
        """What people filled in."""
        return {column: self.cells[column] for column in ASKED if self.cells.get(column)}

    def cell(self, column: str) -> str:
        """A cell as Excel calls it; the first of the row for a column that is not there."""
        return cell_name(self.number, self.at.get(column, 0) + 1)


@dataclass
class _Reader:
    name: str
    listed: Worklist
    tables: Mapping[str, ListTable]
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    people: int = 0
    done: int = 0
    role: str | None = None

    def answers(self) -> tuple[Answer, ...]:
        rows = list(self._rows())
        self.rows = len(rows)
        self.names = NameIndex(named_things(self.listed.outcome.case.view))
        said = (row.cells.get(BY, "") for row in rows)
        strangers = (word for text in said for word in text.split() if self._stranger(word))
        self.people_names = PeopleNames(strangers, {*self.names.words, *_OFFICES})
        day, by = self._whole()
        found: dict[str, tuple[Answer, str]] = {}
        dateless: list[_Row] = []
        for row in rows:
            place = self._place(row) if row.given else None
            if place is None or self._moved(place, row):
                continue
            before = len(self.findings)
            answer = self._answer(place, row, day, by)
            if answer is None or len(self.findings) > before:
                continue
            earlier, where = found.setdefault(answer.place.name, (answer, f"{row.sheet}!{row.cell(RIGHT)}"))
            if earlier.said != answer.said:
                message = f"dit is een tweede antwoord op één vraag; het eerste, in {where}, is anders"
                self._wrong(row, RIGHT, "dubbel", message, "laat één van beide staan")
            elif answer.day is None:
                dateless.append(row)
        if dateless:
            first, *others = (self._span(row, WHEN) for row in dateless)
            message = f"{dateless[0].cell(WHEN)}: hier ontbreekt op welke dag dit is nagegaan"
            hint = f"vul op blad {EXPLAINED} één keer in achter {quote(DAY)}, of hier"
            self.findings.append(Finding(first, "wanneer", message, hint, related=tuple(others)))
        return tuple(answer for answer, _ in found.values())

    # ── sheets and rows ───────────────────────────────────────────────────────────────────────────────

    def _whole(self) -> tuple[date | None, str]:
        """The day and role of the whole list. Raises KrachtenveldError when it is not one of this dossier."""
        explained = self.tables.get(EXPLAINED)
        said = {row.cells[0]: row for row in explained.rows if len(row.cells) > 1} if explained else {}
        own = self.listed.outcome.case.dossier.header
        if DOSSIER not in said:
            raise KrachtenveldError(
                f"{self.name} is geen lijst van `krachtenveld nagaan`: het blad {EXPLAINED} met de naam van het dossier ontbreekt",
                "maak een lijst met `krachtenveld nagaan --uit lijst.xlsx`, en vul die in",
            )
        if said[DOSSIER].cells[1] != own.id:
            raise KrachtenveldError(
                f"{self.name} is een lijst van het dossier {quote(said[DOSSIER].cells[1])}; dit is {own.id} ({own.name})",
                "wijs het goede dossier aan met --dossier",
            )
        day, by = (said.get(word) for word in (DAY, ROLE))
        when = self._day(_Row(EXPLAINED, day.number, {WHEN: 1}, {WHEN: day.cells[1]})) if day else None
        if by is None:
            return when, ""
        kept = self._role(by.cells[1])
        self.role = kept if any(map(self._stranger, by.cells[1].split())) else None
        return when, kept

    def _rows(self) -> Iterator[_Row]:
        """The rows below the header of each sheet; what is wrong with a sheet is a finding."""
        for sheet in (CONFIRM, WEIGHTS, TIES):
            table = self.tables.get(sheet)
            if table is None:
                continue
            head = next((row for row in table.rows if RIGHT in map(_heading, row.cells)), None)
            at = {_heading(text): number for number, text in enumerate(head.cells) if text} if head else {}
            missing = [column for column in (KEY, STATE, *ASKED) if column not in at]
            if head is None or missing:
                what = f"op dit blad ontbreekt de kolom {', '.join(missing)}"
                hint = "vul de lijst in zoals zij is; de verborgen kolommen zeggen waar een antwoord hoort"
                self._wrong(_Row(sheet, head.number if head else 1, {}, {}), "", "kolommen", what, hint)
                continue
            for note, (line, column) in zip(table.notes, table.noted, strict=True):
                hint = "typ het antwoord zelf in de cel"
                self._wrong(_Row(sheet, line, {"": column - 1}, {}), "", "formule", note, hint)
            for row in table.rows:
                if row.number > head.number:
                    cells = {column: row.cells[n] for column, n in at.items() if n < len(row.cells)}
                    yield _Row(sheet, row.number, at, cells)

    def _place(self, row: _Row) -> Place | None:
        """The place that a row is about, when it is there and still says what it said; else a finding, or nothing to do."""
        key = on_one_line(row.cells.get(KEY, ""))
        index = self.listed.index
        place = index.by_name.get(key)
        new = row.cells.get(NEW, "")
        if place is None:
            if new and (new.casefold() == GONE or self._said_by_now(key, new)):
                self.done += 1
            elif not key:
                hint = "typ antwoorden alleen in rijen die er al staan; iets nieuws hoort in het dossier zelf"
                self._wrong(row, KEY, "sleutel", "deze rij heeft geen sleutel", hint)
            else:
                hint = (
                    suggest(key, index.by_name)
                    or "maak een nieuwe lijst, of maak de antwoorden in deze rij leeg"
                )
                self._wrong(row, KEY, "sleutel", f"{quote(key)} staat niet in dit dossier", hint)
            return None
        was = on_one_line(row.cells.get(STATE, ""))
        wanted = _as_written(place, new)
        if place.state != was and not (wanted and wanted == place.now):
            now = place.state or "niets"
            message = (
                f"dit is veranderd sinds de lijst is gemaakt: toen {quote(was or 'niets')}, nu {quote(now)}"
            )
            hint = "maak de antwoorden in deze rij leeg, of een nieuwe lijst"
            self._wrong(row, RIGHT, "veranderd", message, hint)
            return None
        return place

    def _moved(self, place: Place, row: _Row) -> bool:
        """Whether a row shows what belongs to another place: then only the visible columns were sorted."""
        shown = on_one_line(row.cells.get(SAID, "")), on_one_line(row.cells.get(NOW, ""))
        own, others = self._shown[row.sheet]
        moved = {SAID, NOW} <= row.at.keys() and shown != own.get(place.name, shown) and shown in others
        if moved:
            message = f"deze rij toont {quote(shown[0])}, maar haar verborgen sleutel is die van {quote(own[place.name][0])}"
            hint = "er is gesorteerd zonder de verborgen kolommen; sorteer alle kolommen samen, of maak een nieuwe lijst"
            self._wrong(row, SAID, "verschoven", message, hint)
        return moved

    @cached_property
    def _shown(self) -> Mapping[str, tuple[Mapping[str, tuple[str, str]], frozenset[tuple[str, str]]]]:
        """What the rows of each sheet show: by the name of their place, and all of it."""
        own = {
            sheet: {row.place.name: (on_one_line(row.said), on_one_line(row.place.shown)) for row in rows}
            for sheet, rows in self.listed.sheets.items()
        }
        return {sheet: (shown, frozenset(shown.values())) for sheet, shown in own.items()}

    def _said_by_now(self, key: str, new: str) -> bool:
        """Whether a value stands where a list was to have it, or in what the dossier says otherwise than its basis."""
        index, tail = self.listed.index, "/".join(key.split("/")[-3:])
        own = (
            each
            for each in index.places
            if each.block and not each.borrowed and each.key.endswith(f"/{tail}")
        )
        there = any(_as_written(each, new) == each.now for each in own)
        return there or f"{key.rpartition('/')[0]}/{new}" in index.by_name

    # ── cells ─────────────────────────────────────────────────────────────────────────────────────────

    def _answer(self, place: Place, row: _Row, day: date | None, by: str) -> Answer | None:
        given = row.given
        right = self._right(row)
        new = on_one_line(given.get(NEW, ""))
        if new and right and _as_written(place, new) != place.now:
            message = f"hier staat dat het klopt, en toch iets nieuws: {quote(new)}"
            self._wrong(row, NEW, "klopt-en-nieuw", message, "kies: maak klopt leeg, of nieuw")
        if new:
            new = self._new(place, new, row)
        elif right is False and isinstance(place.kind, YesNo) and not place.borrowed:
            new = "nee" if place.now == "ja" else "ja"
        source, told = self._source(on_one_line(given.get(SOURCE, "")))
        who = self._role(given.get(BY, "")) or by
        note = self._without_names(on_one_line(given.get(NOTE, "")), _PERSON)
        self.people += LEFT_OUT in note or any(map(self._stranger, given.get(BY, "").split()))
        when = self._day(row) if WHEN in given else day
        own_term = self.listed.outcome.case.dossier.header.term
        first, last = days_of_term(place.origin.to_confirm, own_term)
        if when and place.origin.to_confirm and not Period(first, last).holds(when):
            message = (
                f"{when} ligt buiten de periode waarvoor dit te bevestigen is ({first} tot en met {last})"
            )
            hint = f"vul de dag in waarop dit is nagegaan, hier of op blad {EXPLAINED}"
            self._wrong(row, WHEN, "wanneer", message, hint)
        if right is None and not new:
            if set(given) & {SOURCE, NOTE}:
                message = "hier staat een bron of opmerking, maar geen antwoord"
                self._wrong(row, RIGHT, "klopt", message, "zet erbij of het klopt: ja of nee")
            return None
        return Answer(place, row.sheet, row.number, right, new, source, told, who, when, note)

    def _right(self, row: _Row) -> bool | None:
        text = row.cells.get(RIGHT, "")
        said = on_one_line(text).casefold()
        if said and said not in (*_YES, *_NO):
            self._wrong(row, RIGHT, "klopt", f"{quote(text)} is geen antwoord", "kies ja of nee")
        return said in _YES if said else None

    def _new(self, place: Place, text: str, row: _Row) -> str:
        """The new value as YAML has it; what cannot stand there is a finding."""
        if text.casefold() == GONE:
            if not place.element:
                message = f"dit kan niet {GONE}: het is geen deel van een lijst"
                self._wrong(row, NEW, "nieuw", message, "vul in wat er moet staan")
            return GONE
        if place.kind is None:
            hint = f"kies klopt: nee, met een opmerking{f'; of {GONE}' if place.element else ''}"
            self._wrong(row, NEW, "nieuw", "hier kan geen andere waarde staan", hint)
            return ""
        wanted = _as_written(place, text)
        reader = ScalarReader(YamlFile("", [wanted], None, ()))
        plain = isinstance(place.kind, Number)
        reader.scalar(Scalar(wanted, plain, Span("")), place.kind)
        for finding in reader.findings:
            hint = (
                "schrijf een getal, zoals 4 of 1,5"
                if finding.code == "getal" and "1.5" in finding.hint
                else finding.hint
            )
            self._wrong(row, NEW, "nieuw", finding.message, hint)
        known = self.listed.outcome.case.loaded.names
        if isinstance(place.kind, Ref) and not reader.findings:
            options = {name for kind in place.kind.kinds for name in known[kind]}
            if wanted not in options:
                hint = suggest(wanted, options) or "gebruik een naam die het dossier al kent"
                self._wrong(row, NEW, "nieuw", f"{quote(wanted)} staat niet in dit dossier", hint)
        return wanted

    def _source(self, text: str) -> tuple[str, str]:
        """A source as bronnen.yaml has it, or in the words of the list."""
        names = self.listed.outcome.case.loaded.names
        match = SOURCE_PATTERN.fullmatch(text)
        if match and match["document"] in names["document"]:
            section = f"{match['document']} §{match['section']}"
            if not match["section"] or section in names["paragraaf"]:
                return text, ""
        return "", self._without_names(text, _TOLD_BY)

    def _role(self, text: str) -> str:
        """The role in a text: of its words those that a role or the dossier has, so nobody's name."""
        kept = [word for word in on_one_line(text).split() if not self._stranger(word)]
        while kept and kept[-1].casefold().strip(",") in _LINKS:
            kept.pop()
        return " ".join(kept).strip(" ,;")[:_LONGEST_ROLE]

    def _without_names(self, text: str, person: re.Pattern[str]) -> str:
        """A text without names of people, also those that stand there without a title and are nothing in the dossier."""

        def left_out(found: re.Match[str]) -> str:
            strangers = all(self._stranger(word) for word in found["name"].split() if word[0].isupper())
            return found[0].replace(found["name"], LEFT_OUT) if strangers else found[0]

        return person.sub(left_out, self.people_names.without(text))

    def _stranger(self, word: str) -> bool:
        known = self.names.words | _OFFICES | _LINKS
        return not is_office(word) and not all(part in known for part in tokens(word))

    def _day(self, row: _Row) -> date | None:
        plain = on_one_line(row.cells[WHEN])
        if not plain:
            return None
        when = read_date(planned(plain) or plain)
        if isinstance(when, Once) and when.first == when.last:
            return when.first
        hint = "schrijf dag-maand-jaar, bijvoorbeeld 20-06-2026"
        self._wrong(row, WHEN, "wanneer", f"{quote(plain)} is geen dag", hint)
        return None

    def _wrong(self, row: _Row, column: str, code: str, message: str, hint: str) -> None:
        place = self._span(row, column)
        self.findings.append(Finding(place, code, f"{row.cell(column)}: {message}", hint))

    def _span(self, row: _Row, column: str) -> Span:
        return Span(f"{self.name} [{row.sheet}]", row.number, row.at.get(column, 0) + 1)


def _as_written(place: Place, text: str) -> str:
    """A value that was filled in as YAML has it."""
    plain = on_one_line(text)
    if isinstance(place.kind, Number):
        return re.sub(r"\.0+$", "", plain.replace(",", "."))
    return (
        plain
        if place.kind is None or getattr(place.kind, "longest", None)
        else plain.casefold().replace(" ", "-")
    )


def _heading(text: str) -> str:
    return on_one_line(text).casefold().rstrip("?")
