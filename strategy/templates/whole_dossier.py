"""A whole dossier as files: copied, or copied for the next term with every fact marked as still to be confirmed; or made for a real
municipality, from what the register says of it, on the national basis, with examples to replace.

Nothing in one file rests on what a user is to change in another: examples name only what the basis has, and themselves.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path, PurePath

from strategy.dossier.defined_names import slug, within_quotes, word
from strategy.dossier.files import (
    CONTENT_FOLDERS,
    LANDELIJK,
    MARKER,
    NETWORKS,
    RULES,
    SHIPPED,
    SINGLE_FILES,
    as_read,
    bases,
    files_in,
    folder_of,
    homes,
    is_kept,
    rule_folders,
    shares_rules,
    shipped_dossier,
    texts_below,
    with_basis,
)
from strategy.dossier.model import Header
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Scalar, Sequence, blocks_in, parse
from strategy.errors import KrachtenveldError, quote, reason
from strategy.register.network import FILE, Around, Network, network_of, text_of
from strategy.register.tables import PROVINCES, Municipality, Register
from strategy.templates.next_term import Emptied, emptied
from strategy.templates.text import Edit, apply, folder, insertion, removal, replacement
from strategy.workspace import Workspace, workspace_of

SETTINGS = "vscode/"


def new_dossier() -> tuple[dict[str, str], Workspace]:
    """The files of the invented example by path, and what they say. Editor settings stand in `.vscode/`."""
    texts = {
        f".{path}" if path.startswith(SETTINGS) else path: text
        for path, text in folder("gemeente", {}).items()
    }
    own_files = {path: text for path, text in texts.items() if path.endswith(".yaml")}
    return texts, workspace_of(own_files).proven()


def content(root: Path) -> dict[str, bytes]:
    """Every file in the content folders of a dossier, by relative path. Raises KrachtenveldError."""
    try:
        return {name: (root / name).read_bytes() for name in _names(root)}
    except OSError as error:
        raise KrachtenveldError(
            f"het dossier is niet helemaal te lezen ({reason(error)})", "controleer de rechten"
        ) from error


def rebased(copied: Path, root: Path, header: str, texts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The dossier.yaml of a copy with its own way to what the dossier in `root` builds on, and the files of that.

    They stay where they are, so that what is mended there is mended for all; the paths are as seen from the copy. What
    comes with the program is called by its name: it is there wherever the copy goes.
    """
    below = bases(texts)
    if not below:
        return header, {}
    shipped, nearest = shipped_dossier().resolve(), folder_of(root, below[-1]).resolve()
    named = nearest.parent == shipped

    def seen(folder: str) -> str:
        place = folder_of(root, folder).resolve()
        if named and place.is_relative_to(shipped):
            return f"{SHIPPED}/{place.relative_to(shipped).as_posix()}"
        return PurePath(os.path.relpath(place, copied.resolve())).as_posix()

    rules = [folder for folder in rule_folders(texts) if folder != RULES or shares_rules(texts)]
    folders = (*below, *(f"{folder}/{NETWORKS}" for folder in below), *rules)
    moved = {
        f"{seen(folder)}/{PurePath(path).name}": texts[path]
        for folder in folders
        for path in files_in((folder,), texts)
    }
    return with_basis(header, nearest.name if named else seen(below[-1])), moved


def _names(root: Path) -> list[str]:
    names = list(SINGLE_FILES)
    for base in CONTENT_FOLDERS:
        if (root / base).is_dir():
            found = (name for name in sorted(os.listdir(root / base)) if not name.startswith("."))
            names.extend(f"{base}/{name}" for name in found if (root / base / name).is_file())
    return names


def editor_files() -> dict[str, bytes]:
    """The settings with which an editor finds the schemas of a dossier."""
    texts = folder(f"gemeente/{SETTINGS}", {})
    return {f".{SETTINGS}{path}": text.encode() for path, text in texts.items()}


LONGEST_TERM = 6
"""Years; a council sits four, and a redivision of municipalities may make that more or less."""
LARGEST_GAP = 8
MARK, CONFIRMED = "te_bevestigen", "bevestigd"
_FACTS = ("opgaven/", "networks/")
_MARKED = (MARKER, "college.yaml", *_FACTS)
"""Not bronnen.yaml: a source says what it said, whoever governs; what we take from it is to be looked at again."""
_COMMA = re.compile(r" *,")
_TERM = re.compile(r"([0-9]{4})\s*[-–]\s*([0-9]{4})")


@dataclass(frozen=True)
class Term:
    """A term of office by its years, and the days that are taken for it until someone knows better."""

    first: int
    last: int
    start: date
    end: date

    @property
    def id(self) -> str:
        return f"{self.first}-{self.last}"


def term_after(given: str, header: Header) -> Term:
    """The term that a user writes as 2026-2030, as the one after that of a dossier.

    It starts the day after the present one ends. Raises KrachtenveldError when it cannot be meant.
    """
    match = _TERM.fullmatch(given.strip())
    if match is None:
        raise KrachtenveldError(f"{quote(given)} is geen periode", "schrijf twee jaartallen, zoals 2026-2030")
    first, last = int(match[1]), int(match[2])
    present = header.term
    begin = present.end + timedelta(days=1) if present.end else present.start or header.reference_day
    earliest = begin.year if present.end else begin.year + 1
    meant = f"bedoeld: {earliest}-{earliest + 4}?"
    if last <= first:
        swapped = f"bedoeld: {last}-{first}?" if last < first else meant
        raise KrachtenveldError(f"de periode {first}-{last} eindigt niet na haar begin", swapped)
    if last - first > LONGEST_TERM:
        raise KrachtenveldError(f"de periode {first}-{last} duurt {last - first} jaar", meant)
    if first < earliest:
        own = f"tot en met {present.end}" if present.end else f"vanaf {begin}"
        raise KrachtenveldError(f"over {first} gaat dit dossier zelf al ({own})", meant)
    if first - earliest > LARGEST_GAP:
        raise KrachtenveldError(f"tussen dit dossier en {first} zit {first - earliest} jaar", meant)
    return Term(first, last, _in_year(begin, first), _in_year(begin, last) - timedelta(days=1))


def reference_day(given: date | None, term: Term) -> date:
    """The day on which the new dossier is judged: as given, or the first day of the term.

    Raises KrachtenveldError for a day that lies far from the term.
    """
    if given is None:
        return term.start
    if not _in_year(term.start, term.first - 1) <= given <= term.end:
        raise KrachtenveldError(
            f"de peildatum {given} valt buiten de periode {term.id}",
            f"kies een dag tussen {term.start} en {term.end}, of kort ervoor",
        )
    return given


def next_term(texts: Mapping[str, str], term: Term, day: date) -> Emptied:
    """The texts of a dossier, as they are on disk, for the next term; what is not about facts stays as it is, and so does
    what the program keeps: a new export of the register confirms that.

    Raises KrachtenveldError when a value that must change is written in a way that cannot be replaced.
    """
    found = emptied(texts, day, lambda path: path.startswith(_FACTS) and not is_kept(path, texts))
    marked = {
        path: text if is_kept(path, texts) else apply(text, _edits(path, text, term, day))
        for path, text in found.texts.items()
    }
    return replace(found, texts=marked)


def _edits(path: str, text: str, term: Term, day: date) -> Iterator[Edit]:
    if not path.startswith(_MARKED):
        return
    read = parse(as_read(text), path)
    tree = read.node
    if not isinstance(tree, MappingNode):
        return
    file = _File(path, read.lines)
    if path == MARKER:
        yield from file.header(tree, term, day)
    yield from file.marks(tree, term)


@dataclass(frozen=True)
class _File:
    """The lines of one file, to see how what must change is written."""

    path: str
    lines: list[str]

    def marks(self, tree: MappingNode, term: Term) -> Iterator[Edit]:
        """The mark on the file as a whole, and none of the confirmations that held for the term before."""
        if not isinstance(tree.get(MARK), Scalar):
            yield self._at_the_top(tree, f"{MARK}: {term.id}")
        for mapping in blocks_in(tree):
            for index, (key, value) in enumerate(mapping.items):
                if key.text == MARK and isinstance(value, Scalar):
                    yield self._other(value, term.id)
                elif key.text == CONFIRMED and not isinstance(value, Sequence):
                    yield self._without(mapping, index)

    def header(self, tree: MappingNode, term: Term, day: date) -> Iterator[Edit]:
        """Another id, name, term and reference day."""
        for key, changed in (("dossier", _new_id), ("naam", _new_name)):
            if isinstance(node := tree.get(key), Scalar):
                yield self._other(node, changed(node.text, term))
        if isinstance(node := tree.get("peildatum"), Scalar):
            yield self._other(node, day.isoformat(), day.isoformat())
        if isinstance(node := tree.get("periode"), MappingNode):
            yield from self._term(node, term)

    def _term(self, node: MappingNode, term: Term) -> Iterator[Edit]:
        absent = []
        for key, at in (("van", term.start), ("tot", term.end)):
            if isinstance(value := node.get(key), Scalar):
                yield self._other(value, at.isoformat(), at.isoformat())
            else:
                absent.append(f"{key}: {at}")
        if absent and self._flow(node):
            text = "".join(f"{item}, " for item in absent)
            yield replacement(node.span.line, node.span.column + 1, 0, text)
        elif absent:
            indent = " " * (node.span.column - 1)
            yield insertion(node.span.line, "".join(f"{indent}{line}\n" for line in absent))

    def _other(self, node: Scalar, text: str, bare: str = "") -> Edit:
        """Another text in place of a scalar: quoted as that was, else as `bare` when that is given."""
        line, column, length = node.span[1:]
        written = self.lines[line - 1][column - 1 : column - 1 + length]
        quoted = len(written) > 1 and written[0] in "\"'" and written[-1] == written[0]
        if not quoted and written != node.text:
            raise KrachtenveldError(
                f"{node.span}: deze waarde staat niet op één regel en is zo niet te vervangen",
                "zet haar op één regel, achter de dubbele punt",
            )
        new = f'"{within_quotes(text)}"' if quoted else bare or word(text)
        return replacement(line, column, length, new)

    def _at_the_top(self, tree: MappingNode, line: str) -> Edit:
        """A key on a line of its own: behind the first key when that fills one line, else before it."""
        first, value = tree.items[0]
        if self._flow(tree):
            return replacement(tree.span.line, tree.span.column + 1, 0, f"{line}, ")
        simple = isinstance(value, Scalar) and value.plain and value.span.line == first.span.line
        simple = simple and isinstance(value, Scalar) and len(value.text) == value.span.length
        indent = " " * (first.span.column - 1)
        return insertion(first.span.line + simple, f"{indent}{line}\n")

    def _without(self, mapping: MappingNode, index: int) -> Edit:
        """One key less: its line or lines, or its place between the others of a line."""
        key, value = mapping.items[index]
        start = key.span
        last, end = value.end
        before = self.lines[start.line - 1][: start.column - 1]
        following = mapping.items[index + 1][0].span if index + 1 < len(mapping.items) else None
        if not before.strip() and not self._flow(mapping):
            return removal(start.line, 1, last + (end > 1), 1)
        if following is not None:
            return removal(start.line, start.column, following.line, following.column)
        column = start.column
        after = self.lines[last - 1][end - 1 :]
        if before.rstrip().endswith(","):
            column = len(before.rstrip())
        elif comma := _COMMA.match(after):
            end, after = end + comma.end(), after[comma.end() :]
        if before.strip() or after.strip():
            return removal(start.line, column, last, end)
        return removal(start.line, 1, last + 1, 1)

    def _flow(self, mapping: MappingNode) -> bool:
        return self.lines[mapping.span.line - 1][mapping.span.column - 1 :].startswith("{")


def _new_id(present: str, term: Term) -> str:
    found = re.search(r"[0-9]{4}-[0-9]{4}$", present)
    return f"{present[: found.start()]}{term.id}" if found else f"{present}-{term.id}"


def _new_name(present: str, term: Term) -> str:
    years = f"{term.first}–{term.last}"
    return _TERM.sub(years, present, count=1) if _TERM.search(present) else f"{present} {years}"


def _in_year(day: date, year: int) -> date:
    """The same day in another year; a leap day becomes the day before it."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


PROVINCIAL = ("provincie", "vng-afdelingen")
"""Layers of which there is one thing per province."""
CITY_NETWORKS = ("g4", "g40", "m50", "p10", "k80")
_LISTED = ("g4", "g40", "m50")
"""City networks of which the register of municipalities has the members; of the others nobody published a list."""


def new_municipality(municipality: Municipality, register: Register) -> tuple[dict[str, str], Workspace]:
    """The files of the dossier of a municipality by path, and what they say."""
    own = slug(municipality.name)
    header = {MARKER: f"basis: {LANDELIJK}\n"}
    below = texts_below(header)
    basis = {**header, **below}
    layers, actors = _ids(basis, ("laag",)), _ids(basis, ("id",))
    network = network_of(municipality, register, Around(actors))
    us = network.municipality.id if network.municipality else own
    ours = tuple(_ours(municipality, register)) if municipality.province else ()
    off = (*((each, "") for each in PROVINCIAL if ours), *_not_ours(municipality))
    values = {
        "titel": municipality.name,
        "naam": within_quotes(municipality.name),
        "id": own,
        "gemeente": word(us),
        "lagen": "".join(_off(each, why) for each, why in off if each in layers),
        "actoren": _block(
            "  actoren:\n", (f"    {each}: {{{how}}}\n" for each, how in ours if each in actors)
        ),
        "tafel": _table(network),
    }
    texts = folder("eigen", values) | {FILE: text_of(network)}
    texts |= {path: raw.decode() for path, raw in editor_files().items()}
    own_files = {path: text for path, text in texts.items() if path.endswith(".yaml")}
    return texts, workspace_of({**below, **own_files}).proven()


def _ids(texts: dict[str, str], keys: Iterable[str]) -> frozenset[str]:
    """What the networks in these texts define under one of these keys."""
    nodes = (parse(texts[path], path).node for path in files_in(homes(NETWORKS, texts), texts))
    blocks = (block for node in nodes if isinstance(node, MappingNode) for block in blocks_in(node))
    return frozenset(
        value.text for block in blocks for key in keys if isinstance(value := block.get(key), Scalar)
    )


def _not_ours(municipality: Municipality) -> Iterator[tuple[str, str]]:
    """The city networks that are off, and what is still to be looked at."""
    for each in CITY_NETWORKS:
        if each in _LISTED and municipality.city_network.lower() != each:
            yield each, "of wij geen lid zijn: de ledenlijst is van 2022 of 2023"
        elif each not in _LISTED:
            yield each, "of wij geen lid zijn: er is geen ledenlijst"


def _ours(municipality: Municipality, register: Register) -> Iterator[tuple[str, str]]:
    """Of what is per province, our own, and the provinces with which we take part in something: these do not speak for us."""
    met = {
        part.code
        for each in register.joined(municipality.code)
        for part in register.participants[each.number]
    }
    for code, (name, short) in PROVINCES.items():
        if name == municipality.province:
            yield f"provincie-{short}", "actief: aan"
        elif code in met:
            yield f"provincie-{short}", "actief: aan, kenmerken: {erbij: [{waarde: geen-lid, aard: oordeel}]}"
    for name, short in PROVINCES.values():
        if name == municipality.province:
            yield f"vng-pa-{short}", "actief: aan"


def _block(head: str, lines: Iterable[str]) -> str:
    """Lines below a key, and nothing without any."""
    found = "".join(lines)
    return head + found if found else ""


def _off(name: str, why: str = "") -> str:
    doubt = f', te_verifieren: "{why}"' if why else ""
    return f"    {name}: {{actief: uit{doubt}}}\n"


def _table(network: Network) -> str:
    """A table of ours with what is to be said of it, as an example in the README: one that is broadly described first."""
    boards = sorted((each for each in network.arrangements if each.body), key=lambda each: not each.broad)
    board = boards[0] if boards else None
    about = f"themas: {{erbij: [{board.broad[0]}]}}, " if board and board.broad else ""
    return f"{board.body if board else 'een-tafel-van-ons'}: {{{about}functies: {{erbij: [afstemming]}}}}"
