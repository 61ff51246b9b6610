"""A dossier from texts: read every file, check every reference, and report all problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from strategy.dossier.consistency import inconsistencies
from strategy.dossier.files import (
    BASIS,
    KEPT,
    LANDELIJK,
    MARKER,
    NETWORKS,
    RULES,
    SOURCES,
    Texts,
    bases,
    change_files,
    files_in,
    homes,
    is_kept,
    missing,
    rule_folders,
)
from strategy.dossier.model import (
    Basis,
    College,
    Dossier,
    Header,
    Item,
    Layer,
    Opgave,
    Sources,
    Theme,
    Trait,
)
from strategy.dossier.names import KIND_NAMES, KINDS_IN, Definition, Reference, Register, register
from strategy.dossier.provenance import Origin, Sourced, SourceRef
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import (
    KEPT_CHARACTERS,
    LateFile,
    Node,
    Places,
    Scalar,
    YamlFile,
    parse,
)
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Sequence as SequenceNode
from strategy.errors import Finding, Span

FORM = 1
"""The version of the form of a basis that this program reads."""

_PLAIN = (str, int, float, type(None), date, Origin, SourceRef, Sourced)
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
    references: tuple[Reference, ...] = ()
    """Every use of a name; those that only changes of the basis bring are not known yet."""
    traits: Mapping[str, Trait] = field(default_factory=dict)
    """The characteristics that the dossier and its bases declare, as far as they can be read."""


def content_of(texts: Texts, begun: bool = True) -> Content:
    """Everything in the content files of a dossier, with every finding.

    One that is yet to be `begun` may be without any opgave or network.
    """
    return _Loader(texts, begun).content()


def read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    """A file of content on its own, as the model class `cls`, and its reader with all that it met on the way.

    What is wrong between files shows later.
    Remembered, so that reading a dossier again after one edit reads one file: nothing may change the answer.
    """
    return _remembered(file, text, cls) if len(text) <= KEPT_CHARACTERS else _read_file(file, text, cls)


def _read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    reader = Reader(parse(text, file))
    node = reader.root("vul het, of zet de oude inhoud terug")
    content = None if node is None else reader.object(node, cls, Origin(node.span))
    reader.file = LateFile(file, text)
    return content, reader


_remembered = lru_cache(maxsize=128)(_read_file)


@dataclass
class _Loader:
    files: Texts
    begun: bool = True
    findings: list[Finding] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def content(self) -> Content:
        texts, unread = self.files.texts, self.files.lost
        self.findings.extend(self.files.findings)
        changing = change_files(texts)
        heads = [
            *(self._read(f"{folder}/{BASIS}", Basis) for folder in bases(texts)),
            self._read(MARKER, Header),
        ]
        sources = [self._read(name, Sources) for name in homes(SOURCES, texts)]
        college, _ = self._read("college.yaml", College)
        opgaven = tuple(self._read(name, Opgave)[0] for name in files_in(("opgaven",), texts))
        networks = (name for name in files_in(homes(NETWORKS, texts), texts) if name not in changing)
        layers = tuple(self._read(name, Layer)[0] for name in networks)
        for reader in self.readers:
            self.findings.extend(reader.findings)
            self.lost.extend(reader.lost)
        self.lost.extend(unread.values())
        definitions = [definition for reader in self.readers for definition in reader.definitions]
        for _, source_file in sources:
            definitions.extend(_sections(source_file.node if source_file else None))
        absent = {kind for reader in self.readers for kind in reader.absent}
        absent.update(kind for name in unread if not unread[name] for kind in _kinds_in(name))
        if self.begun:
            self.findings.extend(self._missing_folders(absent))
        self.lost.extend(texts[name] for name in changing)
        header = self._header(heads, lost="dossier" in absent)
        groundless = changing and not bases(texts) and any(f.span.file == MARKER for f in self.findings)
        if groundless:  # the line that names the basis was lost, and with it every name and rule
            absent.update(KIND_NAMES)
        kept = KEPT if is_kept(KEPT, texts) else ""
        names, doubles = register(_unless_overruled(definitions), self.lost, absent, kept)
        self.findings.extend(doubles)
        references = tuple(ref for reader in self.readers for ref in reader.references)
        self.findings.extend(names.unknown(references))
        places = Places.of(reader.file for reader in self.readers)
        for problem in inconsistencies(
            items_of((header, *(each for each, _ in sources), college, opgaven, layers))
        ):
            self.findings.append(problem.at(places.key(problem.start, *problem.keys)))
        rules = {name: texts[name] for name in files_in(rule_folders(texts), texts)}
        lost_rules = " ".join(unread[name] for name in files_in(rule_folders(texts), unread))
        lost_rules = lost_rules or RULES * bool(groundless)
        if self.findings or header is None:
            shown = tuple(places.shown(self.findings))
            declared = (header.traits or {}).items() if header else ()
            traits = {name: trait for name, trait in declared if trait is not None}
            return Content(None, names, rules, shown, lost_rules, traits=traits)
        dossier = Dossier(
            header=header,
            documents=tuple(document for each, _ in sources for document in each.documents),
            college=college,
            opgaven=_in_order(opgaven, header.opgave_order),
            layers=_in_order(layers, header.layer_order),
        )
        loaded = Loaded(dossier, rules, names.names, places)
        return Content(loaded, names, rules, (), lost_rules, references, header.traits)

    def _read(self, file: str, cls: type) -> tuple[Any, YamlFile | None]:
        text = self.files.texts.get(file)
        if text is None:
            if file not in self.files.lost:
                self.files.lost[file] = ""
                self.findings.append(missing(file))
            return None, None
        content, reader = read_file(file, text, cls)
        self.readers.append(reader)
        if content is None and reader.file.node is None and reader.file.problems:
            self.lost.append(text)
        elif content is None:
            self.files.lost[file] = ""
        return content, reader.file

    def _header(self, heads: Sequence[tuple[Any, YamlFile | None]], lost: bool) -> Header | None:
        """dossier.yaml with what it leaves to the bases above it in `heads`; what neither says is missed, unless it is `lost`."""
        *below, header = (head for head, _ in heads)
        self.findings.extend(_newer(below))
        if header is None:
            return None
        if not lost:
            nodes = (file.node for _, file in heads if file is not None)
            said = {key.text for node in nodes if isinstance(node, MappingNode) for key, _ in node.items}
            self.findings.extend(_undecided(header, said))
        return _on(below, header)

    def _missing_folders(self, absent: set[str]) -> Iterator[Finding]:
        for folder, what in (("opgaven", "opgave"), ("networks", "netwerk")):
            known = (*self.files.texts, *self.files.lost)
            if not any(
                name.startswith(f"{each}/") for each in homes(folder, self.files.texts) for name in known
            ):
                absent.update(KINDS_IN[folder])
                message = f"het dossier heeft geen enkel {what}bestand"
                hint = f"maak er een met `krachtenveld nieuw {what} NAAM`, of zet een .yaml-bestand in de map {folder}"
                yield Finding(Span(f"{folder}/"), "leeg-dossier", message, hint)


def _unless_overruled(definitions: Sequence[Definition]) -> list[Definition]:
    """The definitions without those of a word that the dossier, or a basis above, describes in its own way."""
    last = {(each.kind, each.name): each for each in definitions if each.kind in ("thema", "kenmerk")}
    return [each for each in definitions if last.get((each.kind, each.name), each) is each]


def _newer(below: Iterable[Basis | None]) -> Iterator[Finding]:
    for basis in below:
        if basis is not None and basis.version is not None and basis.version > FORM:
            message = f"deze basis heeft vorm {basis.version:.0f}; dit programma kent vorm {FORM}"
            hint = "installeer een nieuwere Krachtenveld, of neem een oudere uitgave van de basis"
            yield Finding(basis.origin.span, "nieuwere-basis", message, hint)


def _on(below: Iterable[Basis | None], header: Header) -> Header:
    """The header with what it leaves to the bases it stands on, of which the last is the nearest."""
    themes: dict[str, Theme] = {}
    traits: dict[str, Trait] = {}
    order: tuple[str, ...] = header.layer_order or ()
    concepts: Any = header.concepts
    scoring: Any = header.scoring
    for basis in filter(None, reversed([*below])):
        themes = {**(basis.themes or {}), **themes}
        traits = {**(basis.traits or {}), **traits}
        order = (*order, *(layer for layer in basis.layer_order or () if layer not in order))
        concepts, scoring = concepts or basis.concepts, scoring or basis.scoring
    return replace(
        header,
        themes={**themes, **(header.themes or {})},
        traits={**traits, **(header.traits or {})},
        layer_order=order,
        concepts=concepts,
        scoring=scoring,
    )


def _undecided(header: Header, said: Collection[str]) -> Iterator[Finding]:
    """What a dossier needs and is not among the keys that it, or a basis, has `said` anything behind."""
    for key in ("themas", "begrippen", "score"):
        if key not in said:
            message = f'hier ontbreekt de sleutel "{key}"'
            hint = f"bouw op de landelijke basis, met `basis: {LANDELIJK}`, of voeg toe: `{key}: …`"
            yield Finding(header.origin.span, "ontbreekt", message, hint)


def _kinds_in(unread: str) -> tuple[str, ...]:
    """The kinds of names that a file or folder that cannot be read may define; of a whole basis, every kind."""
    parts = unread.split("/")
    if not parts[-1] and parts[0] not in KINDS_IN:
        return tuple(KIND_NAMES)
    return next((KINDS_IN[part] for part in parts if part in KINDS_IN), ())


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
            if element and not isinstance(element, _PLAIN):
                _collect(element, found)
    elif is_dataclass(root):
        if isinstance(root, Item):
            found.append(root)
        for within in vars(root).values():
            if within and not isinstance(within, _PLAIN):
                _collect(within, found)


def _each(node: Node | None, key: str) -> Iterator[MappingNode]:
    listed = node.get(key) if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, SequenceNode) else (listed,)
    return (item for item in items if isinstance(item, MappingNode))


def _in_order(items: tuple[NamedT, ...], order: tuple[str, ...]) -> tuple[NamedT, ...]:
    """The items that the dossier puts in an order first, then the others as their files come."""
    return tuple(sorted(items, key=lambda item: order.index(item.id) if item.id in order else len(order)))
