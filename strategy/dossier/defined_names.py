"""Names in a dossier: which it defines and where, and which are used without being defined.

And how one is made and written: the id that a name gives, a text as a value of YAML that is read back as it was, things as
people list them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from strategy.dossier.word_lists import TRAITS
from strategy.dossier.yamltree import Scalar
from strategy.errors import Finding, Span, quote, suggest

KIND_NAMES = {
    "thema": "thema", "opgave": "opgave", "prioriteit": "prioriteit", "actor": "actor", "gremium": "gremium",
    "instrument": "instrument", "portefeuille": "portefeuille", "bestuurder": "bestuurder", "document": "bron", "paragraaf": "paragraaf",
    "laag": "laag", "dossier": "dossier", "basis": "basis", "kenmerk": "kenmerk",
}  # fmt: skip
KINDS_IN = {
    "dossier.yaml": ("thema", "kenmerk"),
    "basis.yaml": ("thema", "kenmerk"),
    "bronnen.yaml": ("document", "paragraaf"),
    "college.yaml": ("portefeuille", "bestuurder"),
    "opgaven": ("opgave", "prioriteit"),
    "networks": ("actor", "gremium", "instrument", "laag"),
}
"""The kinds of names that a file, or the files of a folder, define."""
_HOMES = {
    "kenmerk": "onder `kenmerken` in dossier.yaml",
    "thema": "onder `themas` in dossier.yaml", "document": "in bronnen.yaml", "paragraaf": "bij het document in bronnen.yaml",
    "portefeuille": "in college.yaml", "bestuurder": "onder `bestuurders` in college.yaml", "opgave": "in de map opgaven", "prioriteit": "in de map opgaven",
    "actor": "in de map networks", "gremium": "in de map networks", "instrument": "in de map networks",
    "laag": "in de map networks",
}  # fmt: skip
"""Where a name of each kind is described."""
MOST_SUGGESTIONS = 100
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Definition:
    """Where a name of some kind is defined."""

    kind: str
    name: str
    span: Span


@dataclass(frozen=True)
class Reference:
    """Where a name is used, and of which kinds it may be."""

    kinds: tuple[str, ...]
    name: str
    span: Span


@dataclass(frozen=True)
class DefinedNames:
    """The names of a dossier by kind, each with its place.

    One mistake must not be reported as a hundred: a name that occurs among the `lost` words of what could
    not be read, or is of a kind `absent` with its whole file, may well exist and is not called unknown.
    """

    names: Mapping[str, Mapping[str, Span]]
    lost: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def unknown(self, references: Iterable[Reference]) -> Iterator[Finding]:
        """A finding for each reference to a name that is nowhere defined."""
        found = 0
        for ref in references:
            if any(ref.name in self.names.get(kind, {}) for kind in ref.kinds) or self._may_exist(ref):
                continue
            found += 1
            yield self._finding(ref, found <= MOST_SUGGESTIONS)

    def _may_exist(self, ref: Reference) -> bool:
        if ref.kinds == ("paragraaf",) and ref.name.split(" ", 1)[0] not in self.names.get("document", {}):
            return True  # the document is already called unknown
        return bool(self.absent.intersection(ref.kinds)) or may_be_in_unread_text(ref.name, self.lost)

    def _finding(self, ref: Reference, with_suggestion: bool) -> Finding:
        what = one_of(KIND_NAMES[kind] for kind in ref.kinds)
        hint = ""
        if with_suggestion:
            hint = suggest(ref.name, (name for kind in ref.kinds for name in self.names.get(kind, {})))
        elsewhere = next((kind for kind, group in self.names.items() if ref.name in group), None)
        if not hint and elsewhere:
            hint = f"een {KIND_NAMES[elsewhere]} heet wel zo, maar hier hoort een {what}"
        code = "onbekend-" + (KIND_NAMES[ref.kinds[0]] if len(ref.kinds) == 1 else "onderdeel")
        message = f"er is geen {what} {quote(ref.name)}"
        homes = dict.fromkeys(_HOMES[kind] for kind in ref.kinds if kind in _HOMES)
        return Finding(
            ref.span, code, message, hint or f"controleer de naam, of voeg haar toe {one_of(homes)}".rstrip()
        )


def defined_names(
    definitions: Iterable[Definition], lost: Iterable[str], absent: Iterable[str], kept: str = ""
) -> tuple[DefinedNames, list[Finding]]:
    """The names by these definitions, and a finding for each name that is defined twice.

    In the file `kept`, which the program keeps, no name is wrong: then it is the other one, also when that came first.
    """
    names: dict[str, dict[str, Span]] = {kind: {} for kind in KIND_NAMES}
    names["kenmerk"] = {name: Span("") for name in TRAITS}
    findings: list[Finding] = []
    for definition in definitions:
        known = names[definition.kind]
        if definition.kind == "kenmerk" and definition.name in TRAITS:
            message = f"het kenmerk {quote(definition.name)} is er al voor elke actor"
            hint = "geef dit kenmerk een andere naam, of verwijder het"
            findings.append(Finding(definition.span, "dubbele-naam", message, hint))
        elif definition.name in known:
            there, here = known[definition.name], definition.span
            if here.file == kept:
                there, here = here, there
            message = f"{KIND_NAMES[definition.kind]} {quote(definition.name)} bestaat al ({there})"
            hint = "kies een andere naam, of voeg beide samen"
            if there.file == kept:
                hint = "kies een andere naam, of zeg met `wijzig:` alleen wat er anders is: dat bestand houdt het programma bij"
            elif there.file.count("/") > 1:
                hint = "kies een andere naam, of zeg met `wijzig:` alleen wat er anders is dan in de basis"
            findings.append(Finding(here, "dubbele-naam", message, hint))
        else:
            known[definition.name] = definition.span
    return DefinedNames(
        names, frozenset(word for text in lost for word in words_of(text)), frozenset(absent)
    ), findings


def may_be_in_unread_text(name: str, lost: Collection[str]) -> bool:
    """Whether a name may stand among words that could not be read."""
    parts = words_of(name)
    return bool(parts) and all(part in lost for part in parts)


def words_of(text: str) -> set[str]:
    """The words of a text in which names can hide."""
    return set(_WORD.findall(text))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 advies, 2 adviezen."""
    return f"{number} {one if number == 1 else many}"


def one_of(options: Iterable[str]) -> str:
    """Options as people list them: a, b of c."""
    return _enumerated(options, "of")


def all_of(things: Iterable[str]) -> str:
    """Things as people list them: a, b en c."""
    return _enumerated(things, "en")


def _enumerated(texts: Iterable[str], last_word: str) -> str:
    listed = list(texts)
    return f" {last_word} ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_BARE = re.compile(r"[\w(][\w .,()/+–-]*")
_BARE_ANYWHERE = re.compile(r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ ()/.+–-]*")


def slug(name: str) -> str:
    """The id that a name gives: lower case, accents stripped, hyphens for the rest; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def free(wanted: str, taken: Collection[str]) -> str:
    """The id wanted, or the first of its numbered variants that is not taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def within_quotes(text: str) -> str:
    """A text as it stands between double quotes in YAML, which breaks lines at signs that JSON leaves as they are."""
    return json.dumps(text, ensure_ascii=False)[1:-1].translate(_BREAKS)


def word(text: str) -> str:
    """A text as one YAML value on a line: bare where that is safe, else between quotes."""
    return _written(text, _BARE)


def yaml_value(text: str) -> str:
    """A text as one YAML value, also between braces: bare where that can mean nothing else, else between quotes."""
    return _written(text, _BARE_ANYWHERE)


def _written(text: str, bare: re.Pattern[str]) -> str:
    plain = bare.fullmatch(text) and not text.endswith(" ")
    safe = plain and Scalar(text, True, Span("")).yaml_tag == "str"
    return text if safe else f'"{within_quotes(text)}"'
