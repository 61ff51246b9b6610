"""Scenario files: `scenarios/NAAM.yaml`, an overlay with a name and a reason, perhaps on top of another one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.dossier.defined_names import DefinedNames, Reference, all_of
from strategy.dossier.files import read_named
from strategy.dossier.loader import Loaded
from strategy.dossier.model import PROVENANCE, Choice, Item, Layer, keys_of
from strategy.dossier.provenance import Origin
from strategy.dossier.reader import ID_PATTERN, Reader
from strategy.dossier.word_lists import VISIBILITIES
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Places, Scalar, YamlFile, parse
from strategy.errors import Finding, InputError, KrachtenveldError, Span, quote, suggest
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply, inconsistent, same
from strategy.scenarios.changes import Change, Overlay
from strategy.scenarios.read import IDLE, OverlayReader

SUFFIXES = (".yaml", ".yml")
BASE = "basis"
AND = "+"
"""Stacks scenarios: `a+b` lays b over a."""
DEEPEST = 20
"""On how many others a scenario may build: who reads it has to know what each of them changes."""
KEYS = (
    "scenario", "naam", "basis", "waarom", "bron", "aard", "toelichting", "te_verifieren", "openbaarheid",
    "wijzig",
)  # fmt: skip
OWN_KEYS = ("basis", *PROVENANCE, "wijzig")
"""Of a file that says what is different from the basis."""
_OF_A_NETWORK = {key.name for key in keys_of(Layer)} - {key.name for key in keys_of(Item)}


@dataclass(frozen=True)
class OverlayFile:
    """A file with an overlay, read as far as it goes without the dossier that it changes; `span` is where it is named."""

    id: str
    span: Span
    changes: Node
    provenance: MappingNode
    file: YamlFile


@dataclass(frozen=True)
class Scenario(OverlayFile):
    """One scenario file."""

    name: str
    why: str
    basis: str
    basis_span: Span
    internal: bool = False

    def finding(self, span: Span, code: str, message: str, hint: str) -> Finding:
        """A finding at a place in this file, with the line it stands on."""
        return Finding(span, code, message, hint, excerpt=self.file.excerpt(span))


def read_scenarios(texts: Mapping[str, str], alone: bool = False) -> dict[str, Scenario]:
    """The scenarios in these files, by id; `alone` when what they build on may stand elsewhere.

    Raises InputError with every finding.
    """
    found: dict[str, Scenario] = {}
    findings: list[Finding] = []
    for file, text in texts.items():
        reader = Reader(parse(text, file))
        scenario = _scenario(reader)
        findings.extend(reader.findings)
        if scenario is not None and scenario.id in found:
            message = f"het scenario {quote(scenario.id)} bestaat al ({found[scenario.id].span})"
            findings.append(scenario.finding(scenario.span, "dubbele-naam", message, "kies een andere naam"))
        elif scenario is not None:
            found[scenario.id] = scenario
    if not alone:
        findings.extend(_unfounded(found))
    if findings:
        raise InputError(findings)
    return found


def with_files(name: str, texts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A scenario as given on the command line, `a+pad/b.yaml`, by ids alone, and the texts that it takes.

    Raises KrachtenveldError for a file that cannot be read, InputError for one that holds no scenario.
    """
    found, ids = dict(texts), []
    for part in name.split(AND):
        if not part.endswith(SUFFIXES):
            ids.append(part)
            continue
        text = read_named(part, "noem een scenario, of het pad van zijn bestand")
        (own,) = read_scenarios({part: text}, alone=True).values()
        same = [file for file, known in found.items() if known == text]
        if not same:
            found[part] = text
        ids.append(own.id)
    return AND.join(ids), found


def with_scenario(
    name: str,
    known: Mapping[str, Scenario],
    loaded: Loaded,
    rulebook: Rulebook,
    public_only: bool = False,
) -> tuple[Loaded, Rulebook]:
    """The dossier and rules under a scenario. Raises as `laid` does."""
    loaded, rulebook, _ = laid(name, known, loaded, rulebook, public_only)
    return loaded, rulebook


def laid(
    name: str,
    known: Mapping[str, Scenario],
    loaded: Loaded,
    rulebook: Rulebook,
    public_only: bool = False,
) -> tuple[Loaded, Rulebook, Overlay]:
    """The dossier and rules under a scenario and all that it builds on, and their changes; `a+b` lays b over a.

    A scenario that several build on is laid once, so that the order only matters where two say something else
    of the same thing. Raises KrachtenveldError for a name that does not exist or, when `public_only`, one that is
    not for outside; InputError with the findings of every scenario that does not fit.
    """
    order = stack(name, known, public_only)
    if not order:
        return (replace(loaded, scenario="") if loaded.scenario else loaded), rulebook, ()
    parts = name.split(AND)
    findings = {
        finding
        for part in parts
        if len(parts) > 1
        for finding in _laid(stack(part, known), loaded, rulebook, alone=True)[-1]
    }
    under, rules, changes, found = _laid(order, loaded, rulebook, alone=len(parts) == 1)
    findings.update(found)
    if not findings and same((loaded, rulebook), (under, rules)):
        message = f"het scenario {quote(name)} komt neer op het dossier zelf: de wijzigingen heffen elkaar op"
        hint = "verander een waarde, of laat een van de scenario's weg"
        findings.add(order[-1].finding(order[-1].span, IDLE, message, hint))
    if findings:
        raise InputError(findings)
    places = loaded.places | Places.of(scenario.file for scenario in order)
    return replace(under, scenario=name, places=places), rules, changes


def left_out(unfit: Mapping[str, Finding]) -> Iterator[str]:
    """That scenarios, by id, are left out, each with the first thing that is wrong with it."""
    for name, finding in unfit.items():
        yield f'het scenario "{name}" doet niet mee: {finding.message} ({finding.span.place})'


@dataclass(frozen=True)
class OwnChanges:
    """What the files of a dossier say is different from the basis, and what is wrong with them at first sight."""

    overlays: tuple[OverlayFile, ...]
    findings: tuple[Finding, ...]


def own_changes(texts: Mapping[str, str], below: Sequence[str] = ()) -> OwnChanges:
    """The changes of the basis in these files (path → text), read as far as that goes without the dossier.

    `below` are the names of what the dossier builds on; without any, none is held against them.
    """
    readers = [Reader(parse(text, file)) for file, text in texts.items()]
    overlays = [_own_changes(reader, below) for reader in readers]
    findings = (finding for reader in readers for finding in reader.findings)
    return OwnChanges(tuple(filter(None, overlays)), tuple(findings))


def _own_changes(reader: Reader, below: Sequence[str]) -> OverlayFile | None:
    node = reader.root("vul het, of verwijder het")
    if not isinstance(node, MappingNode):
        return None
    mixed = [key for key, _ in node.items if key.text in _OF_A_NETWORK]
    if mixed:
        message = "dit bestand zegt met `wijzig` wat er anders is, en beschrijft zelf geen netwerk"
        reader.report(mixed[0].span, "vorm", message, "zet het netwerk in een eigen bestand")
    known = reader.recognised(node, (*OWN_KEYS, *_OF_A_NETWORK))
    changes, path, basis = known.get("wijzig"), reader.file.path, known.get("basis")
    if (
        isinstance(basis, Scalar)
        and below
        and posixpath.basename(posixpath.normpath(basis.text)) not in below
    ):
        message = f"dit dossier bouwt niet op een basis {quote(basis.text)}"
        hint = suggest(basis.text, below) or f"het bouwt op {all_of(below)}"
        reader.report(basis.span, "basis", message, hint)
    if changes is None:
        return None
    return OverlayFile(path, node.span, changes, known, reader.file)


def changed_basis(
    own: Iterable[OverlayFile], loaded: Loaded, rulebook: Rulebook, used: Iterable[Reference]
) -> tuple[Loaded, Rulebook, Overlay]:
    """A dossier with its own changes laid over what it builds on, and these; `used` are the names that its files use.

    What the basis says by now as well is no finding: it came to agree. Raises InputError with every other finding.
    """
    order, references = tuple(own), list(used)
    under, rules, changes, findings = _laid(order, loaded, rulebook, alone=False, later=references)
    files = Places.of(overlay.file for overlay in order)
    places = loaded.places | files
    findings.extend(places.shown(DefinedNames(under.names).unknown(references)))
    if not findings:
        findings.extend(inconsistent(changes, files, loaded.dossier, under.dossier))
    if findings:
        raise InputError(findings)
    return replace(under, places=places), rules, changes


def stack(name: str, known: Mapping[str, Scenario], public_only: bool = False) -> tuple[Scenario, ...]:
    """The scenarios behind a name such as `a+b`, each once and after what it builds on.

    Raises KrachtenveldError for a name that does not exist, is there twice or in another one, or is not for outside.
    """
    found: dict[str, Scenario] = {}
    below: dict[str, str] = {}
    parts = name.split(AND)
    for part in parts:
        chain = [] if part == BASE else [_known(part, known, public_only)]
        while chain and chain[-1].basis != BASE:
            chain.append(known[chain[-1].basis])
        hidden = next((scenario for scenario in chain if scenario.internal and public_only), None)
        if hidden is not None:
            what = "is intern" if hidden.id == part else "bouwt op een intern scenario"
            message = f"het scenario {quote(part)} {what}, en telt dus niet mee in de openbare versie"
            raise KrachtenveldError(message, "laat --openbaar weg, of kies een ander scenario")
        if parts.count(part) > 1:
            raise KrachtenveldError(
                f"het scenario {quote(part)} staat er twee keer", "noem elk scenario één keer"
            )
        found.update((scenario.id, scenario) for scenario in reversed(chain))
        below.update((scenario.id, part) for scenario in chain[1:])
    for part in parts:
        if part in below:
            message = f"het scenario {quote(part)} zit al in {quote(below[part])}"
            raise KrachtenveldError(message, f"laat {part} weg")
    return tuple(found.values())


def for_outside(name: str, known: Mapping[str, Scenario]) -> bool:
    """Whether a scenario, and all that it builds on, may be shown outside. Raises KrachtenveldError as `stack` does."""
    return not any(scenario.internal for scenario in stack(name, known))


def _known(name: str, known: Mapping[str, Scenario], public_only: bool) -> Scenario:
    if not name:
        raise KrachtenveldError(
            f"naast een {AND} ontbreekt de naam van een scenario", f"schrijf een{AND}ander, zonder spaties"
        )
    if name in known:
        return known[name]
    shown = [scenario.id for scenario in known.values() if not (public_only and scenario.internal)]
    hint = suggest(name, [*shown, BASE]) or (
        f"kies uit: {', '.join(shown)}" if shown else "maak er een in scenarios/"
    )
    raise KrachtenveldError(f"er is geen scenario {quote(name)}", hint)


def _laid(
    order: Iterable[OverlayFile],
    loaded: Loaded,
    rulebook: Rulebook,
    alone: bool,
    later: list[Reference] | None = None,
) -> tuple[Loaded, Rulebook, Overlay, list[Finding]]:
    """The dossier with these overlays over it, their changes, and every finding; what is wrong in one is left out of
    the next.

    Once something is wrong, or when not `alone`, nothing is called idle: it may only seem so. When given, `later` gains
    the names that they use, and only all of them together are held against the demands on a dossier: another of them
    may bring what one needs.
    """
    findings: list[Finding] = []
    changes: list[Change] = []
    for each in order:
        reader = Reader(each.file)
        origin = reader.provenance(each.provenance, Origin(each.span, nature="aanname"))
        overlay = OverlayReader(reader, loaded, rulebook, origin, later=later).overlay(each.changes)
        if not overlay and not reader.findings:
            hint = "zet onder `wijzig` wat er anders is"
            message = f"het scenario {quote(each.id)} verandert niets"
            reader.report(each.changes.span, "verandert-niets", message, hint)
        sure = alone and not findings
        found = [finding for finding in reader.findings if sure or finding.code != IDLE]
        under, rules = apply(overlay, loaded, rulebook)
        if later is None and not findings and not found:
            found.extend(inconsistent(overlay, Places.of([each.file]), loaded.dossier, under.dossier))
        findings.extend(found)
        changes.extend(overlay)
        loaded, rulebook = under, rules
    return loaded, rulebook, tuple(changes), findings


def _scenario(reader: Reader) -> Scenario | None:
    node = reader.root("vul het, of verwijder het")
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        reader.unreadable(node, "vorm", "een scenario begint met `scenario: naam`", "zet daaronder `wijzig:`")
        return None
    known = reader.recognised(node, KEYS)
    texts = {key: reader.text_behind(known, key) for key in ("scenario", "naam", "waarom", "basis")}
    changes, visibility = known.get("wijzig"), known.get("openbaarheid")
    if visibility is not None:
        reader.value(visibility, Choice(VISIBILITIES), Origin(visibility.span))
    for key in ("scenario", "wijzig"):
        if known.get(key) is None:
            hint = f"voeg toe: `{key}: …`"
            reader.report(node.span, "ontbreekt", f'hier ontbreekt de sleutel "{key}"', hint)
    named, based = (child.span if (child := known.get(key)) else node.span for key in ("scenario", "basis"))
    if texts["scenario"] and (not ID_PATTERN.fullmatch(texts["scenario"]) or texts["scenario"] == BASE):
        hint = "gebruik kleine letters, cijfers en koppeltekens; basis is het dossier zelf"
        message = f"{quote(texts['scenario'])} kan geen naam van een scenario zijn"
        reader.report(named, "naam", message, hint)
    if changes is None or texts["scenario"] in ("", BASE):
        return None
    return Scenario(
        id=texts["scenario"],
        name=texts["naam"] or texts["scenario"],
        why=texts["waarom"],
        basis=texts["basis"] or BASE,
        span=named,
        basis_span=based,
        changes=changes,
        provenance=known,
        file=reader.file,
        internal=isinstance(visibility, Scalar) and visibility.text == VISIBILITIES[1],
    )


def _unfounded(found: Mapping[str, Scenario]) -> Iterable[Finding]:
    """Scenarios that build on nothing, on too much, or in a ring on themselves; a ring is told once."""
    told: set[str] = set()
    for scenario in found.values():
        if scenario.basis != BASE and scenario.basis not in found:
            message = f"er is geen scenario {quote(scenario.basis)}"
            hint = suggest(scenario.basis, [*found, BASE]) or "kies een ander scenario, of basis"
            yield scenario.finding(scenario.basis_span, "onbekend-scenario", message, hint)
            continue
        seen = [scenario.id]
        while (basis := found[seen[-1]].basis) in found and basis not in seen and len(seen) < DEEPEST + 2:
            seen.append(basis)
        if len(seen) == DEEPEST + 2:
            message = f"het scenario {quote(scenario.id)} bouwt op meer dan {DEEPEST} andere"
            hint = f"laat het op een eerder scenario bouwen, bijvoorbeeld {seen[-2]}"
            yield scenario.finding(scenario.basis_span, "te-diep", message, hint)
        elif basis == scenario.id and scenario.id not in told:
            told.update(seen)
            message = f"het scenario {quote(scenario.id)} bouwt op zichzelf ({' → '.join([*seen, basis])})"
            yield scenario.finding(scenario.basis_span, "kring", message, "kies een andere basis")
