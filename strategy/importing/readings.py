"""What each row of a list says of which seat: its table and role, whose it is and for how long, and why that is not sure.

A seat is ours only when something that was read says so. What was not read, or says two things, makes a row uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from strategy.dossier.dates import Once
from strategy.dossier.word_lists import ADVICE_SORTS, ATTITUDES, HOLDERS, ROLES, YES_NO
from strategy.errors import quote
from strategy.importing.cell_words import (
    BOARDS,
    LEFT_OUT,
    Claim,
    Us,
    begins_with_office,
    body_sort,
    claim_of,
    day_of,
    has_no_end,
    is_board_only,
    is_nothing,
    is_office_only,
    is_total,
    level_of,
    municipal_word,
    names_several,
    names_table,
    planned,
    read_role,
    role_word,
    roles_of,
    turned_in,
    when_of,
    without_roles,
)
from strategy.importing.headings import HEADINGS
from strategy.importing.lists import on_one_line
from strategy.importing.matching import (
    MOST_PARTS,
    NamedThing,
    NameIndex,
    NameMatch,
    has_too_many,
    meaningful_words,
    squeezed,
    tokens,
)
from strategy.importing.rows import SEAT_KINDS, ListEntry, ListPlace

TABLES = ("gremium", "actor")
_ADVISED = ("positie", *ADVICE_SORTS, "keuze")
_FREE = ("doel", "via", "prioriteit", "opmerking")
_TURNING = ("opmerking",)
"""Free text in which people write that a seat is otherwise than the row says."""
_PARTED = re.compile(r"[/;,|\n]")
"""Between the roles of a cell, which go with the tables of the row when there are as many of these."""
_RANGE = re.compile(r"\s*(?:t\s?/\s?m|tot en met|–|—)\s*|\s+(?:-|tot)\s+", re.IGNORECASE)
_LONGEST_NOTE = 600
_OWN_KIND = re.compile(r"[a-z]+:")


@dataclass(frozen=True)
class Unread:
    """A row of which nothing can be told, with the heading of the cell that is to blame."""

    place: ListPlace
    heading: str
    why: str


@dataclass(frozen=True)
class RowReading:
    """What one row says of one table. `actor` is the network it belongs to, `network` its name when it is not known.

    `doubts` are why nothing can be told for certain, `unread` what in it was not read and may turn it around; `term` are
    the days from and until which someone has the seat. `holders` and `vacant` are what a list of our own says of these.
    `note` is what the list has to say beside it; `remarks` are for who reads the report.
    """

    place: ListPlace
    said: str
    match: NameMatch
    actor: str
    network: str
    role: str
    theme: str
    claim: Claim
    themes: tuple[str, ...]
    priorities: tuple[str, ...]
    opgaven: tuple[str, ...]
    portfolios: tuple[str, ...]
    level: str
    when: str
    note: str
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    term: Mapping[str, date] = field(default_factory=dict)
    own: bool = False
    holders: tuple[str, ...] | None = None
    vacant: str | None = None
    whose: str = ""
    """Why it is not known whose a seat is in which the list puts somebody; "" when it puts nobody there."""
    named_network: bool = False
    """Whether the row says of which network its table is."""


@dataclass
class RowReader:
    """Reads rows against the things of a dossier. `actor` or `network` is where tables belong of which the list says nothing."""

    index: NameIndex
    us: Us
    day: date
    actor: str = ""
    network: str = ""
    unread: list[Unread] = field(default_factory=list)
    passed: int = 0
    """Rows with advice about something else than a seat."""

    def readings(self, entry: ListEntry) -> Iterator[RowReading]:
        """What a row says, once for each table that it names; what cannot be read is kept in `unread`."""
        ids = _ids(entry) if entry.own else []
        if ids or (entry.own and not (entry["gremium"] and entry["rol"])):
            yield from self._own(entry, ids)
            return
        tables = list(self._tables(entry))
        parts = [part for part in _PARTED.split(entry["rol"]) if part.strip()]
        paired = len(parts) == len(tables) > 1 and all(map(roles_of, parts))
        for number, table in enumerate(tables):
            yield self._reading(entry, table, parts[number] if paired else entry["rol"])

    # ── rows of our own ───────────────────────────────────────────────────────────────────────────────

    def _own(self, entry: ListEntry, ids: list[str]) -> Iterator[RowReading]:
        """The seats that a row of our own names by their ids; what it advises says nothing of who has them."""
        seats = [seat for each in ids if (seat := self._seat_of(each)) is not None]
        if not seats:
            self.passed += 1
            return
        for thing, role, theme in seats:
            yield self._own_reading(entry, thing, role, theme, len(seats) == 1)

    def _seat_of(self, named: str) -> tuple[NamedThing, str, str] | None:
        body, *seat = _without_kind(named).split("/")
        thing = self.index.thing("gremium", body)
        if thing is None or not 1 <= len(seat) <= 2 or seat[0] not in ROLES or named.startswith("afzien/"):
            return None
        return thing, seat[0], seat[1] if seat[1:] else ""

    def _own_reading(
        self, entry: ListEntry, thing: NamedThing, role: str, theme: str, alone: bool
    ) -> RowReading:
        doubts = [*entry.doubts]
        said = entry["status"] or entry["houding"]
        claim: Claim = "" if said in ATTITUDES or not alone else claim_of(said)
        if said and said not in ATTITUDES and not claim and "houder" not in entry.cells and alone:
            doubts.append(f"de status {quote(said)} zegt niet van wie de zetel is")
        read = read_role(entry["rol"], {*meaningful_words(thing.name), *self.index.words_of("thema")})
        if alone and entry["rol"] and (read.roles[:1] != (role,) or read.unread):
            doubts.append(f"de rol {quote(entry['rol'])} is een andere dan die van de zetel, {role}")
        if alone and entry["gremium"]:
            match = self.index.match(on_one_line(entry["gremium"]), ("gremium",))
            if match.thing != thing:
                doubts.append(
                    f"{quote(entry['gremium'])} is een andere tafel dan die van de zetel, {thing.name}"
                )
        holders = tuple(_listed(entry["houder"])) if "houder" in entry.cells else None
        vacant = entry.cells.get("te_verdelen")
        if holders is not None and set(holders) <= set(HOLDERS):
            claim = ""
        elif holders is not None:
            doubts.append(f"de houder {quote(entry['houder'])} is geen van {', '.join(HOLDERS)}")
        if vacant is not None and vacant not in YES_NO:
            doubts.append(f"te verdelen is {quote(vacant)}; het moet {' of '.join(YES_NO)} zijn")
        return _plain(entry, thing, role, theme, claim, tuple(doubts), holders, vacant)

    # ── which table ───────────────────────────────────────────────────────────────────────────────────

    def _tables(self, entry: ListEntry) -> Iterator[_Table]:
        """The tables of a row: what is meant, its network, and role and theme when the row names a seat by its id."""
        named = on_one_line(entry["zetel"])
        if named and (seat := self._seat_of(named)) is not None:
            thing, role, theme = seat
            said = on_one_line(entry["gremium"]) or thing.name
            other = (
                self.index.match(on_one_line(entry["gremium"]), ("gremium",)).thing
                if entry["gremium"]
                else None
            )
            clash = (f"{quote(entry['gremium'])} is een andere tafel dan die van de zetel, {thing.name}",)
            differs = other is not None and other.id != thing.id
            yield _Table(
                NameMatch(said, "naam", (thing,)), thing.parent, "", (role, theme), clash if differs else ()
            )
            return
        if named.split("/")[0] in _ADVISED or (_OWN_KIND.match(named) and not entry["gremium"]):
            self.passed += 1
            return
        if "/" in named and not entry["gremium"]:
            self._pass(entry, "zetel", f"{quote(named)} is geen zetel in dit dossier")
            return
        text = entry["gremium"] or entry["netwerk"]
        if is_total(text):
            self._pass(
                entry,
                "gremium" if entry["gremium"] else "netwerk",
                f"{quote(text)} is geen gremium of netwerk",
            )
            return
        actor, network, doubts = self._network(entry)
        both = bool(text) and text == entry["rol"]  # one column for the role and the table
        if both:
            text = _table_words(text) or text
        parts = self.index.parts(text, TABLES, actor)
        if has_too_many(text):
            doubts = (
                *doubts,
                f"hier staan meer dan {MOST_PARTS} namen achter elkaar; geef elke tafel een eigen rij",
            )
        if not parts:
            self._pass(entry, "gremium", "hier staat geen gremium of netwerk")
        for part in parts:
            table = self._table(entry, on_one_line(part), actor, network, doubts)
            yield replace(table, name=text) if both else table

    def _table(
        self, entry: ListEntry, text: str, actor: str, network: str, doubts: tuple[str, ...]
    ) -> _Table:
        match = self.index.match(text, TABLES, actor)
        thing = match.thing
        if thing is not None and thing.kind == "actor":
            if (beside := self._beside(entry, thing)) is not None:
                return replace(beside, doubts=(*doubts, *beside.doubts))
        elif match.how == "nieuw" and not network and not actor and not entry["gremium"]:
            name = _table_words(entry["rol"])
            if name and names_table(name):
                return _Table(NameMatch(_capital(name), "nieuw"), "", text, None, doubts, name)
        parent = thing.parent if thing and thing.parent else actor
        clash = ""
        named = thing is not None and thing.kind == "gremium" and entry["netwerk"] and entry["gremium"]
        if thing is not None and named and (network or (actor and actor != thing.parent)):
            clash = f"de lijst noemt {quote(entry['netwerk'])}; in het dossier hoort {thing.name} bij een ander netwerk"
        if match.thing is None and is_board_only(text) and not (actor or network):
            doubts = (*doubts, f"{quote(text)} heeft elk netwerk; een kolom Netwerk zegt welk")
        doubts = (*doubts, *self._of_the_municipality(entry, match, bool(actor or network)))
        if LEFT_OUT in text:
            doubts = (*doubts, "de naam is weggelaten")
        if match.how == "nieuw" and entry.alone:
            doubts = (*doubts, "op deze rij staat alleen een naam: een tafel, of een kopje?")
        if match.how not in ("naam", "alias") and (turned := turned_in(text)):
            doubts = (*doubts, f"in {quote(text)} staat {_words(turned)}")
        return _Table(match, parent, network, None, (*doubts, clash) if clash else doubts)

    def _of_the_municipality(self, entry: ListEntry, match: NameMatch, placed: bool) -> Iterator[str]:
        """Why what a row names may be a body of our own municipality, that has its committees too; `placed` is with a network."""
        thing = match.thing
        if thing is not None and (thing.kind != "gremium" or squeezed(thing.parent) in self.us.names):
            return
        if entry["gremium"] and self.us.is_us(on_one_line(entry["netwerk"])) and not _names_network(match):
            yield f"de lijst noemt de gemeente zelf ({quote(entry['netwerk'])}), geen netwerk"
        elif thing is None and not placed and (word := municipal_word(match.text)):
            yield f"in {quote(match.text)} staat {quote(word)}: dat is van de gemeente zelf, geen netwerk"
        elif thing is not None and not placed and "commissie" in thing.sort and _by_its_kind(match):
            if entry["gemeente"] or entry["namens"]:
                return  # who sits there for which municipality is no list of one council
            yield f"ook de gemeenteraad kan een commissie hebben die zo heet; een kolom Netwerk zegt of dit {thing.name} is"

    def _beside(self, entry: ListEntry, network: NamedThing) -> _Table | None:
        """The table of a network that stands in another cell: behind the role, or as what it is about."""
        for column in ("rol", "onderwerp"):
            name = _table_words(entry[column]) if column == "rol" else on_one_line(entry[column])
            if not squeezed(name) or (column != "rol" and len(meaningful_words(name)) < 2):
                continue
            match = self.index.match(name, ("gremium",), network.id)
            if match.how in ("naam", "alias") and match.thing and match.thing.parent == network.id:
                said = NameMatch(
                    f"{on_one_line(entry['gremium'] or entry['netwerk'])} · {name}", match.how, match.things
                )
                return _Table(said, network.id, "", None, (), name if column == "rol" else "")
            if column == "rol" and names_table(name):
                boards = [each for each in self.index.within(network.id) if each.board]
                if body_sort(name) in BOARDS and boards:
                    return _Table(NameMatch(name, "onzeker", tuple(boards)), network.id, "", None, (), name)
                if near := tuple(each for each in match.things if each.parent == network.id):
                    return _Table(NameMatch(name, "onzeker", near), network.id, "", None, (), name)
                return _Table(NameMatch(_capital(name), "nieuw"), network.id, "", None, (), name)
        return None

    def _network(self, entry: ListEntry) -> tuple[str, str, tuple[str, ...]]:
        """The network of a row by its id, or by its name when the dossier has no such network; and doubts about it."""
        text = on_one_line(entry["netwerk"]) if entry["gremium"] else ""
        if not text:
            return self.actor, self.network, ()
        if self.us.is_us(text):
            return "", "", ()
        if self.us.is_other(text):
            return "", "", (f"{quote(entry.title('netwerk'))} is {quote(text)}: een andere gemeente",)
        match = self.index.match(text, ("actor",))
        if match.thing is None and match.how == "onzeker":
            return "", text, (f"het is niet zeker welk netwerk {quote(text)} is",)
        return (match.thing.id, "", ()) if match.thing else ("", text, ())

    def _pass(self, entry: ListEntry, column: str, why: str) -> None:
        self.unread.append(
            Unread(entry.place, entry.title(column) if entry[column] else HEADINGS[column], why)
        )

    # ── what it says of the seat ──────────────────────────────────────────────────────────────────────

    def _reading(self, entry: ListEntry, table: _Table, said_role: str) -> RowReading:
        remarks: list[str] = []
        doubts = [*entry.doubts, *table.doubts]
        match = table.match
        role, theme = self._role(entry, said_role, table, remarks, doubts)
        if table.seat:
            if role and role != table.seat[0]:
                doubts.append(
                    f"de rol {quote(said_role)} is een andere dan die van de zetel, {table.seat[0]}"
                )
            role, theme = table.seat
        claim = self._claim(entry, doubts)
        term = self._term(entry, claim, doubts, remarks)
        when = planned(entry["planning"])
        free = [*_FREE]
        if entry["planning"] and not when:
            remarks.append(f"de planning {quote(entry['planning'])} is geen datum die te lezen is")
            free.append("planning")
        free += [column for column in ("ingang", "einde", "termijn") if entry[column] and not term]
        themes = self._themes(entry["onderwerp"])
        if entry["onderwerp"] and not themes and not self._known(entry["onderwerp"], "prioriteit"):
            remarks.append(
                f"het onderwerp {quote(entry['onderwerp'])} is geen thema of prioriteit van dit dossier"
            )
            free.insert(0, "onderwerp")
        opgaven = self._known(entry["opgave"], "opgave")
        if entry["opgave"] and not opgaven and not self._known(entry["opgave"], "prioriteit"):
            remarks.append(f"de opgave {quote(entry['opgave'])} staat niet in dit dossier")
        for column in _TURNING:
            if turned := turned_in(entry[column], widely=True):
                doubts.append(
                    f"in {quote(entry.title(column))} staat {_words(turned)}: {quote(entry[column])}"
                )
            elif other := self.us.spoken_of(entry[column]):
                doubts.append(f"in {quote(entry.title(column))} staat een andere gemeente: {quote(other)}")
        for column in ("doel", "via"):
            if turned := turned_in(entry[column]):
                doubts.append(
                    f"in {quote(entry.title(column))} staat {_words(turned)}: {quote(entry[column])}"
                )
        priorities = [
            found
            for column in ("opgave", "onderwerp", "prioriteit")
            for found in self._known(entry[column], "prioriteit")
        ]
        if entry.filled:
            remarks.append(f"{', '.join(entry.title(column) for column in entry.filled)} van de rij erboven")
        if entry.left_out:
            where = ", ".join(entry.title(column) for column in entry.left_out)
            remarks.append(f"weggelaten, want het kan een naam zijn: {where}")
        notes = (f"{entry.title(column)}: {on_one_line(entry[column])}" for column in free if entry[column])
        shown_role = on_one_line(said_role) or (role if entry["zetel"] else "")
        listed = on_one_line(entry["gremium"] or entry["netwerk"])
        shown_table = listed if table.name and listed != shown_role else match.text
        return RowReading(
            place=entry.place,
            said=" · ".join(filter(None, (shown_table, shown_role))),
            match=match,
            actor=table.actor,
            network=table.network,
            role=role,
            theme=theme,
            claim=claim,
            themes=themes,
            priorities=tuple(dict.fromkeys(priorities)),
            opgaven=opgaven,
            portfolios=entry.holder.portfolios,
            level=level_of(entry["niveau"]),
            when=when,
            note="; ".join(notes)[:_LONGEST_NOTE],
            left_out=entry.left_out,
            remarks=tuple(remarks),
            doubts=tuple(dict.fromkeys(doubts)),
            unread=entry.unread,
            term=term,
            vacant=self._vacant(entry, claim),
            whose=self._whose(entry, claim),
            named_network=_names_network(match)
            or bool(entry["netwerk"] and not self.us.is_us(on_one_line(entry["netwerk"]))),
        )

    def _role(
        self, entry: ListEntry, text: str, table: _Table, remarks: list[str], doubts: list[str]
    ) -> tuple[str, str]:
        """Role and theme of the seat; "" when the row names no role, so that a lone seat can be taken for it."""
        if not text or is_nothing(text):
            if tokens(text):  # said in words: no role at all
                doubts.append(f"bij de rol staat {quote(text)}")
            return "", ""
        if is_office_only(text):
            remarks.append(f"{quote(text)} is een ambt, geen rol")
            return "", ""
        if names_several(table.name):
            doubts.append(f"{quote(text)} noemt meer dan één tafel")
        thing = table.match.thing
        known = {
            *meaningful_words(table.name),
            *self.index.words_of("portefeuille"),
            *self.index.words_of("thema"),
        }
        known |= {*self.us.words, *tokens(LEFT_OUT)}
        if thing is not None:
            known |= thing.words | thing.own | thing.sort
        read = read_role(text, known)
        if not read.roles:
            doubts.append(f"de rol {quote(text)} kent het dossier niet")
        elif read.unread:
            doubts.append(f"van de rol {quote(text)} is niet gelezen: {_words(read.unread)}")
        if read.shared:
            remarks.append("een gedeeld voorzitterschap")
        if not read.roles:
            return "", ""
        role = read.roles[0]
        if len(read.roles) > 1:
            remarks.append(f"meer rollen in één cel; {role} is de zwaarste")
        if role != "portefeuille":
            return role, ""
        if thing is not None and "pho" in thing.sort:
            return "lid", ""  # everyone there is one for something
        themes = self._themes(without_roles(text)) or self._themes(entry["onderwerp"])
        return role, themes[0] if len(themes) == 1 else ""

    def _claim(self, entry: ListEntry, doubts: list[str]) -> Claim:
        """Whose the seat is, by the status of the row and by who sits in it; a doubt where these do not say it together."""
        said = [entry[column] for column in ("status", "houder", "houding") if entry[column]]
        claims = [claim_of(text) for text in said]
        for text, claim in zip(said, claims, strict=True):
            if not claim:
                doubts.append(f"de status {quote(text)} zegt niet, of niet alleen, van wie de zetel is")
        found = {claim for claim in claims if claim}
        if len(found) > 1:
            doubts.append(f"de lijst zegt twee dingen: {' en '.join(quote(text) for text in said)}")
            return ""
        stated: Claim = found.pop() if found else ""
        holder = entry.holder
        ours = self._ours(entry, doubts)
        if holder.foreign:
            doubts.append(f"er staat een andere gemeente bij: {quote(holder.foreign)}")
        if holder.turned:
            doubts.append(f"bij de bestuurder staat {_words(holder.turned)}")
        if entry["ambtshalve"] and entry["ambtshalve"].casefold() not in (
            "ja",
            "j",
            "x",
            "q.q.",
            "qq",
            "1",
            "v",
        ):
            doubts.append(
                f"{quote(entry.title('ambtshalve'))} is {quote(entry['ambtshalve'])}: misschien is de zetel niet van de gemeente"
            )
        if stated == "wij" and holder.vacant:
            doubts.append(
                "de status zegt dat de zetel van ons is, en bij de bestuurder staat dat zij vacant is"
            )
        if stated == "ander" and (ours or holder.ours):
            doubts.append("de status zegt dat de zetel van een ander is, en er staat iemand van ons bij")
        if stated or said:
            return stated
        if holder.vacant:
            return "open"
        if ours or holder.ours:
            return "wij"
        return ""

    def _whose(self, entry: ListEntry, claim: Claim) -> str:
        """Why it is not known whose a seat is in which the list puts somebody."""
        holder = entry.holder
        if claim or any(entry[column] for column in ("status", "houder", "houding", "gemeente", "namens")):
            return ""
        if holder.ticked:
            return "een kruisje zegt niet van wie de zetel is"
        if holder.unread or holder.someone or holder.foreign or LEFT_OUT in entry["rol"]:
            return "er staat iemand bij, maar niet van welke gemeente; een kolom Gemeente of Status zegt het"
        return ""

    def _ours(self, entry: ListEntry, doubts: list[str]) -> bool:
        """Whether a column says that the seat is of our municipality; a doubt when it says that it is of somebody else."""
        ours = False
        for column in ("gemeente", "namens"):
            text = entry[column]
            if not text or is_nothing(text) or day_of(text):
                continue
            parts = [part for part in re.split(r"[/;,\n|+&]|\ben\b", text) if squeezed(part)]
            if parts and all(map(self.us.is_us, parts)):
                ours = True
            else:
                doubts.append(f"{quote(entry.title(column))} is {quote(text)}, niet {self.us.name}")
        return ours

    def _vacant(self, entry: ListEntry, claim: Claim) -> str | None:
        said = entry["te_verdelen"].casefold()
        return said if said in YES_NO and not (said == "nee" and claim == "open") else None

    def _term(self, entry: ListEntry, claim: Claim, doubts: list[str], remarks: list[str]) -> dict[str, date]:
        """From and until when someone has the seat; a doubt where that cannot be told, or is over."""
        said = {"van": entry["ingang"], "tot": entry["einde"]}
        if day_of(entry["gemeente"]) and not said["van"]:
            said["van"] = entry["gemeente"]
        if entry["termijn"]:
            parts = _RANGE.split(on_one_line(entry["termijn"]))
            if len(parts) == 2 and day_of(parts[0]) and day_of(parts[1]):
                said = {"van": parts[0], "tot": parts[1]}
            else:
                doubts.append(f"de termijn {quote(entry['termijn'])} noemt geen eerste en laatste dag")
        found: dict[str, date] = {}
        for key, text in said.items():
            if not text or has_no_end(text):
                continue
            when = when_of(text)
            if isinstance(when, Once) and when.exact:
                found[key] = when.first
                continue
            over = isinstance(when, Once) and when.last < self.day
            if key == "van" and over:
                remarks.append(f"het begin van de termijn is {quote(text)}")  # it has begun, on whatever day
                continue
            what = "begin" if key == "van" else "einde"
            doubts.append(
                f"het einde van de termijn is {quote(text)}: dat is voorbij"
                if over
                else f"het {what} van de termijn, {quote(text)}, is geen dag"
            )
        if "tot" in found and found["tot"] < self.day:
            doubts.append(f"de termijn liep tot en met {found['tot'].isoformat()}: die is voorbij")
        if len(found) == 2 and found["tot"] < found["van"]:
            doubts.append("de termijn eindigt voor zij begint")
        if found and claim in ("", "open"):
            words = {"van": "van", "tot": "tot en met"}
            remarks.append(
                "termijn " + " ".join(f"{words[key]} {day.isoformat()}" for key, day in found.items())
            )
        return found if claim in ("wij", "ander") else {}

    def _themes(self, text: str) -> tuple[str, ...]:
        return self._known(text, "thema")

    def _known(self, text: str, kind: str) -> tuple[str, ...]:
        """The things of a kind that a cell names, each once; what it names beside them is passed over."""
        if not squeezed(text):
            return ()
        matches = (self.index.match(on_one_line(part), (kind,)) for part in self.index.parts(text, (kind,)))
        return tuple(dict.fromkeys(match.thing.id for match in matches if match.thing))


@dataclass(frozen=True)
class _Table:
    """A table that a row names. `name` is what was read of the cell with the role to find it."""

    match: NameMatch
    actor: str
    network: str
    seat: tuple[str, str] | None
    doubts: tuple[str, ...] = ()
    name: str = ""


def _plain(
    entry: ListEntry, thing: NamedThing, role: str, theme: str, claim: Claim, doubts: tuple[str, ...],
    holders: tuple[str, ...] | None, vacant: str | None,
) -> RowReading:  # fmt: skip
    """What a row of our own says of one seat."""
    return RowReading(
        place=entry.place,
        said=f"{thing.name} · {'/'.join(filter(None, (role, theme)))}",
        match=NameMatch(thing.name, "naam", (thing,)),
        actor=thing.parent,
        network="",
        role=role,
        theme=theme,
        claim=claim,
        themes=(),
        priorities=(),
        opgaven=(),
        portfolios=entry.holder.portfolios,
        level="",
        when="",
        note="",
        left_out=(),
        remarks=(),
        doubts=doubts,
        own=True,
        holders=holders,
        vacant=vacant,
    )


def _names_network(match: NameMatch) -> bool:
    """Whether a text names the network of its table too."""
    return any(set(meaningful_words(match.text)) & thing.own for thing in match.things)


def _by_its_kind(match: NameMatch) -> bool:
    """Whether a table is known by what it is about and its kind only: not by a name that the dossier has for it, nor its network."""
    called = {name for thing in match.things for name in thing.names | thing.aliases}
    return squeezed(match.text) not in called and not _names_network(match)


def _ids(entry: ListEntry) -> list[str]:
    return _listed(entry["onderdelen"]) or _listed(entry["zetel"])


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _without_kind(named: str) -> str:
    for kind in SEAT_KINDS:
        named = named.removeprefix(kind)
    return named


def _table_words(text: str) -> str:
    """What stands in a cell beside the role, as it is written: the table that it is a role at."""
    kept: list[str] = []
    office = False
    for word in on_one_line(text).split():
        if kept and turned_in(word):
            break  # what follows is about somebody else
        if office and any(map(role_word, tokens(word))):
            kept.clear()  # what they are wethouder of
        office |= begins_with_office(word)
        if not any(role_word(part) or part in _BESIDE_ROLE for part in tokens(word)) and word != LEFT_OUT:
            kept.append(word)
    while kept and kept[0].casefold().strip(",") in _LEADING:
        kept.pop(0)
    return " ".join(kept).strip(" ,;:-()")


_BESIDE_ROLE = frozenset(
    (
        "plv", "plaatsvervangend", "vice", "tweede", "wethouder", "burgemeester", "is", "reserve", "oud", "waarnemend",
        "adviseur", "plaatsvervanger", "secretaris", "penningmeester", "commissaris", "aandeelhouder", "adviserend",
    )
)  # fmt: skip
_LEADING = frozenset(
    ("van", "de", "het", "in", "bij", "namens", "voor", "der", "als", "en", "-", "–", "aan", "op")
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(found: Iterable[str]) -> str:
    return ", ".join(quote(word) for word in found)
