"""What each row of a list says of which seat, in the words of the dossier, with what could not be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from strategy.dossier.vocabulary import ADVICE_SORTS, ROLES
from strategy.errors import quote
from strategy.importing.columns import HEADINGS
from strategy.importing.entries import Entry, Place
from strategy.importing.matching import Index, Match
from strategy.importing.planning import planned
from strategy.importing.spelling import squeezed
from strategy.importing.table import flat
from strategy.importing.vocabulary import Claim, claim, level, roles, without_roles

TABLES = ("gremium", "actor")
_POSITION = "positie/"
_FREE = ("doel", "via", "prioriteit", "opmerking")
_PARTED = re.compile(r"[/;,|\n]")
"""Between the roles of a cell, which go with the tables of the row when there are as many of these."""
_LONGEST_NOTE = 600


@dataclass(frozen=True)
class Unread:
    """A row of which nothing can be told, with the heading of the cell that is to blame."""

    place: Place
    heading: str
    why: str


@dataclass(frozen=True)
class Reading:
    """What one row says of one table. `actor` is the network it belongs to, `network` its name when it is not known.

    `note` is what the list has to say beside it; `remarks` are for who reads the report.
    """

    place: Place
    said: str
    match: Match
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


@dataclass
class Reader:
    """Reads rows against the things of a dossier. `actor` or `network` is where tables belong of which the list says nothing."""

    index: Index
    actor: str = ""
    network: str = ""
    unread: list[Unread] = field(default_factory=list)
    passed: int = 0
    """Rows with advice about something else than a seat."""

    def readings(self, entry: Entry) -> Iterator[Reading]:
        """What a row says, once for each table that it names; what cannot be read is kept in `unread`."""
        tables = list(self._tables(entry))
        every = [roles(part) for part in _PARTED.split(entry["rol"]) if part.strip()]
        paired = len(every) == len(tables) > 1 and all(every)
        for number, (match, actor, network, seat) in enumerate(tables):
            remarks: list[str] = []
            found = every[number] if paired else roles(entry["rol"])
            role, theme = seat or self._role(entry, found, match, remarks)
            yield self._reading(entry, match, actor, network, role, theme, remarks)

    # ── which table ───────────────────────────────────────────────────────────────────────────────────

    def _tables(self, entry: Entry) -> Iterator[tuple[Match, str, str, tuple[str, str] | None]]:
        """The tables of a row: what is meant, its network, and role and theme when the row names a seat by its id."""
        named = flat(entry["zetel"]).removeprefix(_POSITION)
        body, *seat = named.split("/")
        thing = self.index.thing("gremium", body)
        if thing and 1 <= len(seat) <= 2 and seat[0] in ROLES:
            theme = seat[1] if seat[1:] and self.index.thing("thema", seat[1]) else ""
            said = flat(entry["gremium"]) or thing.name
            yield Match(said, "naam", (thing,)), thing.parent, "", (seat[0], theme)
            return
        if body in ADVICE_SORTS and not entry["gremium"]:
            self.passed += 1
            return
        if "/" in named and not entry["gremium"]:
            self._pass(entry, "zetel", f"{quote(named)} is geen zetel in dit dossier")
            return
        actor, network = self._network(entry)
        text = entry["gremium"] or entry["netwerk"]
        parts = self.index.parts(text, TABLES, actor)
        if not parts:
            self._pass(entry, "gremium", "hier staat geen gremium of netwerk")
        for part in parts:
            match = self.index.match(flat(part), TABLES, actor)
            yield match, match.thing.parent if match.thing and match.thing.parent else actor, network, None

    def _network(self, entry: Entry) -> tuple[str, str]:
        """The network of a row by its id, or by its name when the dossier has no such network."""
        text = flat(entry["netwerk"]) if entry["gremium"] else ""
        if not text:
            return self.actor, self.network
        match = self.index.match(text, ("actor",))
        return (match.thing.id, "") if match.thing else ("", text)

    def _pass(self, entry: Entry, column: str, why: str) -> None:
        self.unread.append(Unread(entry.place, HEADINGS[column], why))

    # ── what it says of the seat ──────────────────────────────────────────────────────────────────────

    def _role(
        self, entry: Entry, found: tuple[str, ...], match: Match, remarks: list[str]
    ) -> tuple[str, str]:
        """Role and theme of the seat; "" when the row names no role, so that a lone seat can be taken for it."""
        if not found:
            if entry["rol"]:
                remarks.append(f"de rol {quote(entry['rol'])} is niet herkend")
            return "", ""
        role = found[0]
        if len(found) > 1:
            remarks.append(f"meer rollen in één cel; {role} is de zwaarste")
        if role != "portefeuille":
            return role, ""
        if match.thing is not None and "pho" in match.thing.sort:
            return "lid", ""  # everyone there is one for something
        themes = self._themes(without_roles(entry["rol"])) or self._themes(entry["onderwerp"])
        return role, themes[0] if len(themes) == 1 else ""

    def _reading(
        self, entry: Entry, match: Match, actor: str, network: str, role: str, theme: str, remarks: list[str]
    ) -> Reading:
        status = self._claim(entry, remarks)
        when = planned(entry["planning"])
        free = [*_FREE]
        if entry["planning"] and not when:
            remarks.append(f"de planning {quote(entry['planning'])} is geen datum die te lezen is")
            free.append("planning")
        themes = self._themes(entry["onderwerp"])
        if entry["onderwerp"] and not themes and not self._known(entry["onderwerp"], "prioriteit"):
            remarks.append(
                f"het onderwerp {quote(entry['onderwerp'])} is geen thema of prioriteit van dit dossier"
            )
            free.insert(0, "onderwerp")
        opgaven = self._known(entry["opgave"], "opgave")
        if entry["opgave"] and not opgaven and not self._known(entry["opgave"], "prioriteit"):
            remarks.append(f"de opgave {quote(entry['opgave'])} staat niet in dit dossier")
        priorities = [
            found
            for column in ("opgave", "onderwerp", "prioriteit")
            for found in self._known(entry[column], "prioriteit")
        ]
        if entry.filled:
            remarks.append(f"{', '.join(HEADINGS[column] for column in entry.filled)} van de rij erboven")
        if entry.left_out:
            where = ", ".join(HEADINGS[column] for column in entry.left_out)
            remarks.append(f"weggelaten, want het kan een naam zijn: {where}")
        notes = (f"{HEADINGS[column]}: {flat(entry[column])}" for column in free if entry[column])
        return Reading(
            place=entry.place,
            said=" · ".join(
                filter(None, (match.text, flat(entry["rol"]) or (role if entry["zetel"] else "")))
            ),
            match=match,
            actor=actor,
            network=network,
            role=role,
            theme=theme,
            claim=status,
            themes=themes,
            priorities=tuple(dict.fromkeys(priorities)),
            opgaven=opgaven,
            portfolios=entry.portfolios,
            level=level(entry["niveau"]),
            when=when,
            note="; ".join(notes)[:_LONGEST_NOTE],
            left_out=entry.left_out,
            remarks=tuple(remarks),
        )

    def _claim(self, entry: Entry, remarks: list[str]) -> Claim:
        said = entry["status"] or entry["houding"]
        found = claim(said)
        if said and not found:
            remarks.append(f"de status {quote(said)} zegt niet van wie de zetel is")
        if not said and (entry.portfolios or "bestuurder" in entry.left_out):
            remarks.append("zonder status; er staat een bestuurder bij, dus de zetel is van ons")
            return "wij"
        return found

    def _themes(self, text: str) -> tuple[str, ...]:
        return self._known(text, "thema")

    def _known(self, text: str, kind: str) -> tuple[str, ...]:
        """The things of a kind that a cell names, each once; what it names beside them is passed over."""
        if not squeezed(text):
            return ()
        matches = (self.index.match(flat(part), (kind,)) for part in self.index.parts(text, (kind,)))
        return tuple(dict.fromkeys(match.thing.id for match in matches if match.thing))
