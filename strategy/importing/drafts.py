"""The whole way from a list to a proposal as files: held against a dossier in one step (`compare_list`), and written in the keys of a
dossier with the list as their source: YAML that reads back as it was meant, and is proven sound with the whole dossier.

Something new stands right below a key, so that nothing that is there has to move.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from typing import Any

from strategy.advice.advise import Case
from strategy.dossier.defined_names import free, slug, yaml_value
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import MAX_BYTES, Sequence, YamlFile
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.errors import KrachtenveldError, quote
from strategy.facts.fact_base import grouped
from strategy.importing.cell_words import PeopleNames, Us, us_of
from strategy.importing.headings import HEADINGS, Listed, ListHeader, read_list
from strategy.importing.lists import MAX_ROWS, ListTable, clean_cell, is_workbook, on_one_line
from strategy.importing.map_lines import ASIDE, NODE_FIELDS, OURS, TIE_FIELDS, propose_map
from strategy.importing.maps import StakeholderMap, read_map
from strategy.importing.matching import NameIndex, named_things
from strategy.importing.propose import (
    NewActor,
    NewBody,
    PlannedMoment,
    Proposal,
    ProposedLine,
    holding,
    propose,
)
from strategy.importing.readings import RowReader
from strategy.importing.rows import ListPlace, as_ours, heading_named_by, list_entries
from strategy.register.tables import shipped
from strategy.scenarios.changes import items
from strategy.templates.text import Edit, apply, insertion, replacement
from strategy.workspace import Workspace, workspace_of

YamlItem = Mapping[str, Any]
"""Keys with text, a list of text or of items, or an item; `COMMENT` holds lines that stand above it."""
COMMENT = "#"
_BLOCKS = ("actoren", "gremia", "momenten")
"""Keys behind which every item stands on a line of its own."""


PASTED = "geplakte lijst"
_SECTION = "lijst"
_LONGEST_ID = 40
_LONGEST_TITLE = 150


@dataclass(frozen=True)
class ListSource:
    """Where a proposal comes from. `known` are the paragraphs under which the dossier has this list as a source."""

    id: str
    title: str
    file: str
    known: frozenset[str] = frozenset()
    declared: bool = False

    def origin(self) -> dict[str, str]:
        """The provenance of a whole file: the list when the dossier has it as a source, else an assumption."""
        return {"bron": self.id, "aard": "oordeel"} if self.declared else {"aard": "aanname"}

    def at(self, place: ListPlace) -> dict[str, str]:
        """The provenance of what one row says; nothing where that of the file is all there is."""
        section = section_of(place.sheet)
        if section not in self.known:
            return {}
        return {"bron": f"{self.id} §{section} punt {place.row}", "aard": "oordeel"}

    def to_verify(self, place: ListPlace, what: str) -> str:
        """What is to be looked at, and where in the list it stands."""
        return f"{what} ({self.file}, {place})"


def list_source(path: str, title: str | None, loaded: Loaded) -> ListSource:
    """The list behind a path, `-` for pasted text, as a source of this dossier."""
    file = PASTED if path == "-" else on_one_line(clean_cell(PurePath(path).name))[:80] or PASTED
    name = slug(PASTED if path == "-" else PurePath(path).stem)[:_LONGEST_ID].strip("-") or _SECTION
    own = f"import-{name}"
    documents = loaded.names["document"]
    sections = (key.partition(" §") for key in loaded.names["paragraaf"])
    return ListSource(
        id=own,
        title=on_one_line(clean_cell(title or ""))[:_LONGEST_TITLE] or f"Posities volgens {file}",
        file=file,
        known=frozenset(section for document, _, section in sections if document == own),
        declared=own in documents,
    )


def section_of(sheet: str) -> str:
    """A sheet as the paragraph of a source."""
    return re.sub(r"[^a-z0-9-]", "", slug(sheet))[:_LONGEST_ID].strip("-") or _SECTION


def source_document(source: ListSource, sheets: Iterable[str]) -> YamlItem:
    """The list as an entry of bronnen.yaml, a paragraph for each sheet."""
    sections = {section_of(sheet): sheet or "De lijst" for sheet in sheets}
    return {
        "id": source.id,
        "titel": source.title,
        "datum": {"waarde": "onbekend", "aard": "aanname", "te_verifieren": "van welke dag deze lijst is"},
        "openbaarheid": "intern",
        "paragrafen": [{"id": key, "titel": name} for key, name in sections.items()],
    }


def yaml_flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return (
            f"{{{', '.join(f'{key}: {yaml_flow(each)}' for key, each in value.items() if key != COMMENT)}}}"
        )
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(yaml_flow, value))}]"
    return yaml_value(value)


def list_lines(items: Iterable[YamlItem], indent: int) -> Iterator[str]:
    """Items as lines of a list, each beginning with a dash at this indentation."""
    for item in items:
        yield from (f"{' ' * indent}{line}" for line in comment_lines(item.get(COMMENT, ())))
        lines = list(key_lines(item, indent + 2))
        yield f"{' ' * indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def key_lines(item: YamlItem, indent: int) -> Iterator[str]:
    """The keys of an item as lines; seats stand on one line each."""
    for key, value in item.items():
        if key == COMMENT:
            continue
        if key == "posities":
            yield f"{' ' * indent}{key}:"
            for each in value:
                yield from (f"{' ' * (indent + 2)}{line}" for line in comment_lines(each.get(COMMENT, ())))
                yield f"{' ' * (indent + 2)}- {yaml_flow(each)}"
        elif key in _BLOCKS:
            yield f"{' ' * indent}{key}:"
            yield from list_lines(value, indent + 2)
        else:
            yield f"{' ' * indent}{key}: {yaml_flow(value)}"


def comment_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines that a reader sees and the program passes over."""
    return (f"# {on_one_line(line)}" for line in lines)


@dataclass(frozen=True)
class Insertion:
    """A text for one place in a file, and that place in words."""

    path: str
    where: str
    edit: Edit


def below_key(file: YamlFile, key: str, added: list[YamlItem]) -> Insertion | None:
    """At the head of the list behind a key at the top of a file; None when the file has no such list."""
    for name, value in file.node.items if isinstance(file.node, MappingNode) else ():
        if name.text != key or not isinstance(value, Sequence):
            continue
        line, column = value.span.line, value.span.column
        if file.excerpt(value.span)[column - 1 : column] == "[":
            more = ", " if value.items else ""
            edit = replacement(line, column + 1, 0, f"{', '.join(map(yaml_flow, added))}{more}")
            return Insertion(file.path, f"direct achter de haak [ op regel {line}, teken {column}", edit)
        lines = list_lines(added, column - 1)
        edit = insertion(name.span.line + 1, "".join(f"{each}\n" for each in lines))
        return Insertion(file.path, f"direct onder regel {name.span.line} (`{key}:`)", edit)
    return None


_MADE = "gemaakt met krachtenveld importeer; niets hiervan is nagegaan"
_LONGEST_NOTE = 1_500


def scenario_text(own: str, proposal: Proposal, source: ListSource, names: Mapping[str, str]) -> str:
    """A scenario with the seats or relations that the list has otherwise; what is unsure stands below it, switched off.

    `names` are those of the tables and actors in the dossier, by id.
    """
    what, why, each = (
        "Zetels",
        "Als de lijst klopt: welke zetels hebben we, en welke zijn te verdelen?",
        "elke zetel",
    )
    if proposal.ties:
        what, why, each = "Relaties", "Als de kaart klopt: hoe sterk zijn onze relaties?", "elke relatie"
    head = {
        "scenario": own,
        "naam": f"{what} volgens {source.file}",
        "waarom": why,
        **source.origin(),
        "openbaarheid": "intern",
        "te_verifieren": f"{each} hieronder: overgenomen uit {source.file}, niet nagegaan",
    }
    lines = [
        "# yaml-language-server: $schema=../schema/scenario.json",
        *comment_lines([f"Voorstel uit {source.file}, {_MADE}."]),
        *key_lines(head, 0),
        "wijzig:",
        *_tie_lines(proposal, source, names),
        *(["  posities:"] * bool(proposal.changes)),
    ]
    for change in proposal.changes:
        lines += [
            f"    {line}" for line in comment_lines([names[change.seat.split("/")[0]], _row(change.line)])
        ]
        lines.append(f"    {change.seat}: {yaml_flow(change.settings)}")
    unsure = [line for line in proposal.lines if line.state == "onzeker" and _seats_to_choose(line)]
    if unsure:
        lines += [
            f"    {line}"
            for line in comment_lines(["", "Onzeker: haal het hekje weg voor de zetel die bedoeld is."])
        ]
    for line in unsure:
        setting = (
            {"te_verdelen": "ja"}
            if line.reading.claim == "open"
            else {"houder": line.reading.claim or "onbekend"}
        )
        lines += [f"    {each}" for each in comment_lines([_row(line), *line.remarks[:1]])]
        lines += [f"    # {seat}: {yaml_flow(setting)}" for seat in _seats_to_choose(line)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _tie_lines(proposal: Proposal, source: ListSource, names: Mapping[str, str]) -> Iterator[str]:
    """Our relations as a map has them, by actor."""
    if proposal.ties:
        yield "  actoren:"
    for actor, changes in grouped((change.actor, change) for change in proposal.ties).items():
        told = [f"{change.line.place}: {change.line.said}" for change in changes]
        yield from (f"    {line}" for line in comment_lines([names[actor], *told]))
        ties = {change.layer: {"waarde": change.stand, **source.at(change.line.place)} for change in changes}
        yield f"    {actor}: {yaml_flow({'relaties': ties})}"


def network_text(own: str, proposal: Proposal, source: ListSource) -> str:
    """A network file with what is new and stands by itself: networks with their tables, and moments."""
    head: dict[str, Any] = {
        "laag": own,
        "naam": f"Overgenomen uit {source.file}",
        **source.origin(),
        "openbaarheid": "intern",
    }
    if proposal.actors:
        head["actoren"] = [_actor(actor, proposal, source) for actor in proposal.actors]
    if proposal.moments:
        head["momenten"] = [_moment(moment, source) for moment in proposal.moments]
    return "".join(f"{line}\n" for line in _network_lines(head, source))


def _network_lines(head: YamlItem, source: ListSource) -> list[str]:
    """The lines at the top of a network file, with these keys."""
    told = [f"Voorstel uit {source.file}, {_MADE}.", "Alles is intern tot u die regel weghaalt."]
    schema = "# yaml-language-server: $schema=../schema/netwerk.json"
    return [schema, *comment_lines(told), *key_lines(head, 0)]


def added_bodies(proposal: Proposal) -> dict[str, list[NewBody]]:
    """The new tables of networks that there are, by network."""
    made = {actor.id for actor in proposal.actors}
    return grouped((body.actor, body) for body in proposal.bodies if body.actor not in made)


def tables_text(proposal: Proposal, source: ListSource) -> str:
    """A network file that adds tables to networks that there are, be they of the dossier or of what it builds on."""
    head = {**source.origin(), "openbaarheid": "intern"}
    lines = [*_network_lines(head, source), "wijzig:", "  actoren:"]
    for actor, bodies in added_bodies(proposal).items():
        lines += [f"    {actor}:", "      gremia:", "        erbij:"]
        lines += list_lines([_body(body, source) for body in bodies], 10)
    return "".join(f"{line}\n" for line in lines)


def _actor(actor: NewActor, proposal: Proposal, source: ListSource) -> YamlItem:
    bodies = [_body(body, source) for body in proposal.bodies if body.actor == actor.id]
    what = "soort en niveau, en onze relatie" if actor.guessed else "de soort, en onze relatie"
    return {
        COMMENT: (str(actor.place),),
        "id": actor.id,
        "naam": actor.name,
        "soort": actor.sort,
        "niveau": actor.level,
        **source.at(actor.place),
        "te_verifieren": source.to_verify(actor.place, what),
        **(
            {"relaties": {layer: _tie(*tie, source) for layer, tie in actor.ties.items()}}
            if actor.ties
            else {}
        ),
        **({"gremia": bodies} if bodies else {}),
    }


def _tie(stand: str, place: ListPlace, source: ListSource) -> YamlItem:
    return {
        "waarde": stand,
        **source.at(place),
        "te_verifieren": source.to_verify(place, "of deze relatie zo is"),
    }


def _body(body: NewBody, source: ListSource) -> YamlItem:
    place = next(iter(body.seats.values())).reading.place
    return {
        "id": body.id,
        "naam": body.name,
        "soort": body.sort,
        **({"themas": list(body.themes)} if body.themes else {}),
        **source.at(place),
        "te_verifieren": source.to_verify(
            place, "of dit gremium bestaat, en zijn soort, thema's en functies"
        ),
        "posities": [_post(role, theme, line, source) for (role, theme), line in body.seats.items()],
    }


def _post(role: str, theme: str, line: ProposedLine, source: ListSource) -> YamlItem:
    reading = line.reading
    return {
        COMMENT: (_row(line),),
        "rol": role,
        **({"thema": theme} if theme else {}),
        **({"te_verdelen": "ja"} if reading.claim == "open" else {}),
        **({"bezetting": [holding(reading)]} if reading.claim not in ("", "open") else {}),
        **source.at(reading.place),
        "te_verifieren": source.to_verify(reading.place, "of deze zetel bestaat, en van wie zij is"),
        **({"toelichting": note} if (note := reading.note[:_LONGEST_NOTE]) else {}),
    }


def _moment(moment: PlannedMoment, source: ListSource) -> YamlItem:
    return {
        COMMENT: (str(moment.place),),
        "naam": moment.name,
        "datum": moment.when,
        "betreft": [moment.about],
        **source.at(moment.place),
        "te_verifieren": source.to_verify(moment.place, "of deze datum klopt, en wat er dan gebeurt"),
    }


def _row(line: ProposedLine) -> str:
    """What a row says, for a comment."""
    reading = line.reading
    portfolios = f"portefeuille {', '.join(reading.portfolios)}" if reading.portfolios else ""
    return "; ".join(filter(None, (f"{reading.place}: {reading.said}", portfolios, reading.note)))


def _seats_to_choose(line: ProposedLine) -> Iterator[str]:
    return (choice for choice in line.choices if "/" in choice)


PASTE = "aanvullen"
"""The folder with parts for files that there are already; in it they have the path of that file."""


@dataclass(frozen=True)
class ProposedFiles:
    """Files to copy into the dossier, by path, and parts to paste in files that are there, one a file: the list as a source.

    `scenario` is the one to try.
    """

    files: dict[str, str]
    pastes: tuple[Insertion, ...]
    scenario: str = ""

    def texts(self) -> dict[str, str]:
        """Everything to write, by path; what is to be pasted says where."""
        found = dict(self.files)
        for paste in self.pastes:
            (where,) = comment_lines([f"Plak dit in {paste.path}, {paste.where}."])
            found[f"{PASTE}/{paste.path}"] = f"{where}\n{paste.edit.text.rstrip()}\n"
        return found


def proposed_files(
    proposal: Proposal, source: ListSource, sheets: Iterable[str], present: Workspace
) -> ProposedFiles:
    """The files of a proposal for a dossier. Raises KrachtenveldError when they are too large for one.

    Raises InputError when the dossier is not sound with them: a defect of ours.
    """
    loaded = present.loaded
    files: dict[str, str] = {}
    own = free(
        source.id,
        {*present.scenarios, *loaded.names["laag"], *(PurePath(path).stem for path in present.texts)},
    )
    names = {
        name: getattr(thing, "name", name)
        for kind in ("gremium", "actor")
        for name, thing in items(loaded.dossier, kind).items()
    }
    if proposal.changes or proposal.ties:
        files[f"scenarios/{own}.yaml"] = scenario_text(own, proposal, source, names)
    if proposal.actors or proposal.moments:
        files[f"networks/{own}.yaml"] = network_text(own, proposal, source)
    if added_bodies(proposal):
        files[f"networks/{own}-tafels.yaml"] = tables_text(proposal, source)
    pastes = _pastes(proposal, source, sheets, present)
    together = with_proposal(present.texts, files, pastes)
    if any(len(text) > MAX_BYTES for path, text in together.items() if text != present.texts.get(path)):
        raise KrachtenveldError(
            f"de lijst geeft meer nieuws dan in één bestand past ({MAX_BYTES // 1_000_000} MB)",
            "deel de lijst op, bijvoorbeeld per netwerk, en lees de delen na elkaar",
        )
    workspace_of(together).proven()
    return ProposedFiles(files, pastes, own if proposal.changes or proposal.ties else "")


def with_proposal(
    texts: Mapping[str, str], files: Mapping[str, str], pastes: tuple[Insertion, ...]
) -> dict[str, str]:
    """The texts of a dossier with new files in it and parts pasted in, as the user is told to do."""
    found = {**texts, **files}
    return {**found, **{paste.path: apply(found[paste.path], [paste.edit]) for paste in pastes}}


def _pastes(
    proposal: Proposal, source: ListSource, sheets: Iterable[str], present: Workspace
) -> tuple[Insertion, ...]:
    if source.declared or proposal.empty:
        return ()
    sources = present.loaded.places.files["bronnen.yaml"]
    place = below_key(sources, "bronnen", [source_document(source, sheets)])
    return (place,) if place else ()


MAX_TABLES = 2 * MAX_ROWS
"""Tables that the rows of a list name together."""


@dataclass(frozen=True)
class ComparedList:
    """A list beside a dossier.

    `rows` is how many rows below the headers were looked at, `passed` how many of these hold other advice than seats.
    """

    case: Case
    source: ListSource
    listed: Listed
    rows: int
    proposal: Proposal
    passed: int = 0
    names: PeopleNames = field(default_factory=lambda: PeopleNames((), ()))
    form: str = ""
    """What program a stakeholder map is of; "" of a list."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tables of the list are in which state; a row can name several."""
        states = [line.state for line in self.proposal.lines] + [line.state for line in self.proposal.map]
        return Counter(states)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that were understood, as people know them, without names of people."""
        found: list[str] = []
        for _, header in self.listed.sheets:
            found += [HEADINGS[column] for column in header.columns]
            found += [self.names.without(text) for text in (*header.roles.values(), *header.members.values())]
            found += header.tables.values()
        return tuple(dict.fromkeys(found))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that were not used, as they stand in the list, without names of people."""
        found = (
            text for _, header in self.listed.sheets for _, text in sorted((*header.unused, *header.aside))
        )
        return tuple(dict.fromkeys(map(self.names.without, found)))

    @property
    def people(self) -> int:
        """In how many rows the name of somebody was left out."""
        marked = {line.reading.place for line in self.proposal.lines if line.reading.left_out}
        return len(marked | {line.place for line in self.proposal.map if line.left_out})


def compare_list(
    raw: bytes,
    path: str,
    case: Case,
    sheet: str | None = None,
    title: str | None = None,
    network: str | None = None,
    ours: str = "",
) -> ComparedList:
    """The list in these bytes beside a dossier; `path` is what it is called, `-` for pasted text.

    `sheet` names the one sheet to read, `title` the list as a source, `network` where tables belong of which the
    list does not say it, `ours` the mark of workbooks that this tool wrote. Raises KrachtenveldError when the list
    cannot be read, or the network could be several.
    """
    index = NameIndex(named_things(case.view))
    us = us_of(case.view, (each.name for each in shipped().municipalities.values()))
    source = list_source(path, title, case.loaded)
    try:
        if (found := _map_in(raw, sheet, network)) is not None:
            named = source if title else replace(source, title=f"Stakeholderkaart volgens {source.file}")
            return _compare_map(found, named, case, index, us)
        listed = as_ours(read_list(raw, sheet, ours, heading_named_by(index, us)))
    except KrachtenveldError as error:
        raise KrachtenveldError(f"{source.file}: {error.message}", error.hint) from error
    reader = RowReader(index, us, case.view.day, *_network(index, on_one_line(clean_cell(network or ""))))
    rows, names = list_entries(listed.sheets, index, us, case.view.day, listed.ours)
    readings = list(islice((found for entry in rows for found in reader.readings(entry)), MAX_TABLES + 1))
    if len(readings) > MAX_TABLES:
        raise KrachtenveldError(
            f"{source.file}: de lijst noemt meer dan {MAX_TABLES} keer een tafel",
            "bewaar alleen de rijen met posities in een eigen bestand",
        )
    proposal = propose(readings, case.dossier, index)
    proposal.unread += reader.unread
    places = {entry.place for entry in rows}
    return ComparedList(case, source, listed, len(places), proposal, reader.passed, names)


def _map_in(raw: bytes, sheet: str | None, network: str | None) -> StakeholderMap | None:
    """The map in these bytes, if it is one. Raises KrachtenveldError for a choice that a map does not have."""
    if sheet is not None and is_workbook(raw):
        return None  # a sheet that is named is read as a list
    found = read_map(raw)
    for option, given in (("--blad", sheet), ("--netwerk", network)):
        if found is not None and given is not None:
            raise KrachtenveldError(
                f"dit is een stakeholderkaart ({found.form}); die kent geen {option}", f"laat {option} weg"
            )
    return found


def _compare_map(
    found: StakeholderMap, source: ListSource, case: Case, index: NameIndex, us: Us
) -> ComparedList:
    """A stakeholder map beside a dossier, its headings as those of a list."""
    proposal, passed, names = propose_map(found, case.view, index, us)
    fields = {name for known in (*NODE_FIELDS.values(), *TIE_FIELDS.values()) for name in known}
    every = [item.values for item in found.nodes] + [item.values for item in found.ties]
    headings = dict.fromkeys(name for values in every for name in values)
    read = {at: name for at, name in enumerate(headings) if name in fields}
    unused = tuple((at, name) for at, name in enumerate(headings) if name not in fields | ASIDE)
    if headings.keys() >= OURS:
        unused = ()  # what an export of ours tells beside it, the dossier says itself
    header = ListHeader(0, {}, unused, tables=read)
    sheets = [(ListTable(sheet, (), found.notes * (not at)), header) for at, sheet in enumerate(found.sheets)]
    rows = len(found.nodes) + len(found.ties)
    return ComparedList(case, source, Listed(tuple(sheets)), rows, proposal, passed, names, found.form)


def _network(index: NameIndex, name: str) -> tuple[str, str]:
    """The network of `--netwerk` by its id, or by its name when it is new. Raises KrachtenveldError when unsure."""
    if not name:
        return "", ""
    match = index.match(name, ("actor",))
    if match.how == "onzeker":
        listed = ", ".join(f"{thing.id} ({thing.name})" for thing in match.things)
        raise KrachtenveldError(f"het is niet zeker welk netwerk {quote(name)} is", f"bedoeld: {listed}?")
    return (match.thing.id, "") if match.thing else ("", name)
