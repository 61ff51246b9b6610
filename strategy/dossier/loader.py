"""A dossier from a folder: read every file, check every reference, and report all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strategy.dossier.files import read_folder
from strategy.dossier.model import Body, College, Dossier, Header, Layer, Opgave, Sources
from strategy.dossier.provenance import Origin
from strategy.dossier.reader import Definition, Reader, Reference
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import parse
from strategy.errors import Finding, InputError, Span, suggest

_KIND_NAMES = {
    "thema": "thema", "opgave": "opgave", "prioriteit": "prioriteit", "actor": "actor", "gremium": "gremium",
    "instrument": "instrument", "portefeuille": "portefeuille", "document": "bron", "paragraaf": "paragraaf",
}  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """A dossier, with what its rule files say as text, and where every name is defined."""

    dossier: Dossier
    rule_texts: Mapping[str, str]
    names: Mapping[str, Mapping[str, Span]]


def load(root: Path) -> Loaded:
    """The dossier in `root`. Raises InputError with every finding, KrachtenveldError when it is no folder."""
    return load_texts(read_folder(root), str(root))


def load_texts(texts: Mapping[str, str], root: str = "") -> Loaded:
    """The dossier in these files, by relative path. Raises InputError with every finding."""
    findings: list[Finding] = []
    readers: list[Reader] = []

    def read(file: str, cls: type) -> Any:
        node, problems = parse(texts[file], file)
        findings.extend(problems)
        reader = Reader(file, texts[file].splitlines())
        readers.append(reader)
        if node is None:
            if not problems:
                reader.report(Span(file), "leeg-bestand", "het bestand is leeg", "vul het of verwijder het")
            return None
        return reader.object(node, cls, Origin(node.span))

    header = read("dossier.yaml", Header)
    sources = read("bronnen.yaml", Sources)
    college = read("college.yaml", College)
    opgaven = tuple(read(name, Opgave) for name in texts if name.startswith("opgaven/"))
    layers = tuple(read(name, Layer) for name in texts if name.startswith("networks/"))

    for reader in readers:
        findings.extend(reader.findings)
    definitions = [definition for reader in readers for definition in reader.definitions]
    if sources is not None:
        definitions.extend(_sections(texts["bronnen.yaml"]))
    names, doubles = _names(definitions, texts)
    findings.extend(doubles)
    findings.extend(_unknown(names, (ref for reader in readers for ref in reader.references)))
    for folder, what in (("opgaven", "opgave"), ("networks", "netwerk")):
        if not any(name.startswith(f"{folder}/") for name in texts):
            findings.append(
                Finding(Span(f"{folder}/"), "leeg-dossier", f"het dossier heeft geen enkel {what}bestand", f"zet een .yaml-bestand in {folder}/")
            )
    if findings:
        raise InputError(findings)
    dossier = Dossier(
        root=root,
        header=header,
        documents=sources.documents,
        college=college,
        opgaven=opgaven,
        layers=layers,
    )
    findings.extend(_inconsistencies(dossier, texts))
    if findings:
        raise InputError(findings)
    rules = {name: text for name, text in texts.items() if name.startswith("rules/")}
    return Loaded(dossier, rules, names)


def _sections(text: str) -> Iterable[Definition]:
    """Every paragraph of every source, as a name that source references may use."""
    node, _ = parse(text, "bronnen.yaml")
    listed = node.get("bronnen") if isinstance(node, MappingNode) else None
    for document in getattr(listed, "items", ()):
        if not isinstance(document, MappingNode):
            continue
        document_id, sections = document.get("id"), document.get("paragrafen")
        for section in getattr(sections, "items", ()):
            number = section.get("id") if isinstance(section, MappingNode) else None
            if number is not None and document_id is not None:
                name = f"{getattr(document_id, 'text', '')} §{getattr(number, 'text', '')}"
                yield Definition("paragraaf", name, number.span)


def _names(
    definitions: Iterable[Definition], texts: Mapping[str, str]
) -> tuple[dict[str, dict[str, Span]], list[Finding]]:
    names: dict[str, dict[str, Span]] = {kind: {} for kind in _KIND_NAMES}
    findings: list[Finding] = []
    for definition in definitions:
        known = names.setdefault(definition.kind, {})
        if definition.name in known:
            findings.append(
                Finding(
                    definition.span,
                    "dubbele-naam",
                    f'{definition.kind} "{definition.name}" bestaat al ({known[definition.name]})',
                    "kies een andere naam of voeg beide samen",
                    excerpt=_line(texts, definition.span),
                )
            )
        else:
            known[definition.name] = definition.span
    return names, findings


def _unknown(names: Mapping[str, Mapping[str, Span]], references: Iterable[Reference]) -> Iterable[Finding]:
    for ref in references:
        if any(ref.name in names.get(kind, {}) for kind in ref.kinds):
            continue
        known = [name for kind in ref.kinds for name in names.get(kind, {})]
        what = " of ".join(_KIND_NAMES.get(kind, kind) for kind in ref.kinds)
        elsewhere = next((kind for kind, group in names.items() if ref.name in group), None)
        hint = suggest(ref.name, known)
        if not hint and elsewhere:
            hint = f'"{ref.name}" bestaat wel als {elsewhere}'
        code = "onbekend-" + (ref.kinds[0] if len(ref.kinds) == 1 else "onderdeel")
        yield Finding(
            ref.span,
            code,
            f'er is geen {what} "{ref.name}"',
            hint or "controleer de naam, of voeg hem toe",
            excerpt=ref.excerpt,
        )


def _inconsistencies(dossier: Dossier, texts: Mapping[str, str]) -> Iterable[Finding]:
    """What fits the form but cannot be: a theme above itself, a seat twice, an end before a start."""
    for theme in dossier.header.themes.values():
        for parent in theme.parents:
            if parent.value == theme.id:
                yield _finding(texts, parent.origin.span, "thema-kring", f'thema "{theme.id}" valt onder zichzelf', "kies een breder thema")
    for layer in dossier.layers:
        for actor in layer.actors:
            for body in actor.bodies:
                yield from _double_posts(body, texts)
    for item in items_of(dossier):
        validity = getattr(item, "validity", None)
        if validity and validity.start and validity.end and validity.end < validity.start:
            yield _finding(texts, item.origin.span, "periode", "de laatste dag ligt voor de eerste", "verwissel van en tot")


def _double_posts(body: Body, texts: Mapping[str, str]) -> Iterable[Finding]:
    seen: set[tuple[str, str | None]] = set()
    for post in body.posts:
        if (post.role, post.theme) in seen:
            yield _finding(texts, post.origin.span, "dubbele-positie", f'gremium "{body.id}" heeft de positie {post.role} twee keer', "verwijder er één of geef een thema")
        seen.add((post.role, post.theme))


def items_of(root: Any) -> Iterable[Any]:
    """Every model object within `root`, depth first, in the order of the files."""
    if isinstance(root, tuple):
        for element in root:
            yield from items_of(element)
    elif isinstance(root, dict):
        for element in root.values():
            yield from items_of(element)
    elif hasattr(root, "__dataclass_fields__"):
        if hasattr(root, "origin") and not hasattr(root, "value"):
            yield root
        for name in root.__dataclass_fields__:
            if name != "origin":
                yield from items_of(getattr(root, name))


def _line(texts: Mapping[str, str], span: Span) -> str:
    lines = texts.get(span.file, "").splitlines()
    return lines[span.line - 1] if 0 < span.line <= len(lines) else ""


def _finding(texts: Mapping[str, str], span: Span, code: str, message: str, hint: str) -> Finding:
    return Finding(span, code, message, hint, excerpt=_line(texts, span))
