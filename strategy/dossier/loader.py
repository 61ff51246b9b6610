"""A dossier from texts: read every file, check every reference, and report all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from strategy.dossier.consistency import inconsistencies
from strategy.dossier.files import MARKER, Texts, is_rule_file, missing
from strategy.dossier.model import College, Dossier, Header, Item, Layer, Opgave, Sources
from strategy.dossier.provenance import Origin
from strategy.dossier.reader import Reader
from strategy.dossier.register import KINDS_IN, Definition, Register, register
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Places, Scalar, Sequence, YamlFile, parse
from strategy.errors import Finding, Span

REMEMBERED_CHARACTERS = 100_000
"""A file of more than this is read again each time: its tree and its objects take thirty times the memory of its text."""

_PLAIN = (str, int, float, type(None))
"""What most attributes are, and never holds an item."""

NamedT = TypeVar("NamedT", Opgave, Layer)


@dataclass(frozen=True)
class Loaded:
    """A dossier, with what its rule files say as text, where every name is defined, and where all of it stands.

    `scenario` names the scenarios that were laid over it, "" for the dossier itself.
    """

    dossier: Dossier
    rule_texts: Mapping[str, str]
    names: Mapping[str, Mapping[str, Span]]
    places: Places = field(default_factory=Places)
    scenario: str = ""


@dataclass(frozen=True)
class Content:
    """What a folder holds, sound or not; `loaded` only when nothing at all is wrong with it."""

    loaded: Loaded | None
    register: Register
    rule_texts: Mapping[str, str]
    findings: tuple[Finding, ...]
    lost_rules: str = ""
    """What can be guessed of rule files that cannot be read."""


def content_of(texts: Texts, root: str) -> Content:
    """Everything in the content files of a dossier that stands in `root`, with every finding."""
    return _Loader(texts).content(root)


def read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    """A file of content on its own, as the model class `cls`, and its reader with all that it met on the way.

    What is wrong between files shows later.
    Remembered, so that reading a dossier again after one edit reads one file: nothing may change the answer.
    """
    return _remembered(file, text, cls) if len(text) <= REMEMBERED_CHARACTERS else _read_file(file, text, cls)


def _read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    reader = Reader(parse(text, file))
    node = reader.root("vul het, of zet de oude inhoud terug")
    return (None if node is None else reader.object(node, cls, Origin(node.span))), reader


_remembered = lru_cache(maxsize=128)(_read_file)


@dataclass
class _Loader:
    files: Texts
    findings: list[Finding] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def content(self, root: str) -> Content:
        texts, unread = self.files.texts, self.files.lost
        self.findings.extend(self.files.findings)
        header, _ = self._read("dossier.yaml", Header)
        sources, source_file = self._read("bronnen.yaml", Sources)
        college, _ = self._read("college.yaml", College)
        opgaven = tuple(self._read(name, Opgave)[0] for name in texts if name.startswith("opgaven/"))
        layers = tuple(self._read(name, Layer)[0] for name in texts if name.startswith("networks/"))
        for reader in self.readers:
            self.findings.extend(reader.findings)
            self.lost.extend(reader.lost)
        self.lost.extend(unread.values())
        definitions = [definition for reader in self.readers for definition in reader.definitions]
        definitions.extend(_sections(source_file.node if source_file else None))
        absent = {kind for reader in self.readers for kind in reader.absent}
        absent.update(kind for name in unread if not unread[name] for kind in KINDS_IN.get(_part(name), ()))
        self.findings.extend(self._missing_folders(absent))
        names, doubles = register(definitions, self.lost, absent)
        self.findings.extend(doubles)
        self.findings.extend(names.unknown(ref for reader in self.readers for ref in reader.references))
        places = Places.of(reader.file for reader in self.readers)
        for problem in inconsistencies(items_of((header, sources, college, opgaven, layers))):
            self.findings.append(problem.at(places.key(problem.start, *problem.keys)))
        head = texts.get(MARKER, "")
        rules = {name: text for name, text in texts.items() if is_rule_file(name, head)}
        lost_rules = " ".join(text for name, text in unread.items() if is_rule_file(name, head))
        if self.findings:
            return Content(None, names, rules, tuple(places.shown(self.findings)), lost_rules)
        dossier = Dossier(
            root=root,
            header=header,
            documents=sources.documents,
            college=college,
            opgaven=_in_order(opgaven, header.opgave_order),
            layers=_in_order(layers, header.layer_order),
        )
        return Content(Loaded(dossier, rules, names.names, places), names, rules, (), lost_rules)

    def _read(self, file: str, cls: type) -> tuple[Any, YamlFile | None]:
        text = self.files.texts.get(file)
        if text is None:
            if file not in self.files.lost:
                self.files.lost[file] = ""
                self.findings.append(missing(file))
            return None, None
        content, reader = read_file(file, text, cls)
        read = reader.file
        self.readers.append(reader)
        if read.node is None and read.problems:
            self.lost.append(text)
        elif not isinstance(read.node, MappingNode):
            self.files.lost[file] = ""
        return content, read

    def _missing_folders(self, absent: set[str]) -> Iterator[Finding]:
        for folder, what in (("opgaven", "opgave"), ("networks", "netwerk")):
            if not any(name.startswith(f"{folder}/") for name in (*self.files.texts, *self.files.lost)):
                absent.update(KINDS_IN[folder])
                message = f"het dossier heeft geen enkel {what}bestand"
                yield Finding(
                    Span(f"{folder}/"), "leeg-dossier", message, f"zet een .yaml-bestand in de map {folder}"
                )


def _sections(sources: Node | None) -> Iterator[Definition]:
    """Every paragraph of every source, as a name that source references may use."""
    for document in _each(sources, "bronnen"):
        name = document.get("id")
        for section in _each(document, "paragrafen"):
            number = section.get("id")
            if isinstance(name, Scalar) and isinstance(number, Scalar):
                yield Definition("paragraaf", f"{name.text} §{number.text}", number.span)


def items_of(root: Any) -> list[Item]:
    """Every item within `root`, depth first, in the order of the files."""
    found: list[Item] = []
    _collect(root, found)
    return found


def _collect(root: Any, found: list[Item]) -> None:
    if isinstance(root, tuple | dict):
        for element in root.values() if isinstance(root, dict) else root:
            if not isinstance(element, _PLAIN):
                _collect(element, found)
    elif hasattr(root, "__dataclass_fields__"):
        if isinstance(root, Item):
            found.append(root)
        for name in root.__dataclass_fields__:
            if name != "origin":
                within = getattr(root, name)
                if not isinstance(within, _PLAIN):
                    _collect(within, found)


def _part(name: str) -> str:
    """The file, or the folder it is in, as `KINDS_IN` knows it."""
    return name.split("/", 1)[0]


def _each(node: Node | None, key: str) -> Iterator[MappingNode]:
    listed = node.get(key) if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, Sequence) else (listed,)
    return (item for item in items if isinstance(item, MappingNode))


def _in_order(items: tuple[NamedT, ...], order: tuple[str, ...]) -> tuple[NamedT, ...]:
    """The items that the dossier puts in an order first, then the others as their files come."""
    return tuple(sorted(items, key=lambda item: order.index(item.id) if item.id in order else len(order)))
