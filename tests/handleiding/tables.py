"""The tables of the reference page that are made from the model, so that they cannot fall behind.

In a page a table stands between `<!-- tabel: NAAM -->` and `<!-- einde tabel -->`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from strategy.dossier import model
from strategy.dossier.model import Key, keys_of
from strategy.dossier.word_lists import LISTS, MEANINGS
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, Domain
from strategy.rulebook.check import ADVICE_FORMS
from strategy.scenarios.changes import ADDED, NEW_AT, SUBJECTS, changeable, growable
from strategy.scenarios.read import POST_KEYS

SCHEMAS = Path(__file__).resolve().parents[2] / "schema"
_TABLE = re.compile(r"(<!-- tabel: (?P<name>[^\n]+) -->\n).*?(<!-- einde tabel -->)", re.DOTALL)
_KINDS: Mapping[str, str] = {"laag": "laag van een netwerk", "document": "bron"}
_MOST_WORDS = 8


def rewritten(text: str) -> str:
    """The page with each table as it follows from the model."""
    return _TABLE.sub(lambda match: f"{match[1]}\n{table(match['name'])}\n{match[3]}", text)


def names(text: str) -> set[str]:
    """The tables in a page."""
    return {match["name"] for match in _TABLE.finditer(text)}


def required() -> set[str]:
    """The tables that the reference page has to have: every class of the model that is written in a file."""
    written = {name for name, cls in vars(model).items() if isinstance(cls, type) and any(_own(cls))}
    return (written - {"Sources", "College"}) | {"Item"} | set(_OTHERS)


def table(name: str) -> str:
    """One table, as Markdown."""
    if name in _OTHERS:
        return _OTHERS[name]()
    cls = getattr(model, name)
    keys = keys_of(cls) if cls is model.Item else _own(cls)
    return _markdown(("sleutel", "moet", "wat er kan staan", "betekenis"), map(_row, keys))


def _own(cls: type) -> Iterable[Key]:
    """The keys of a class without those of provenance, which every object has; a theme's name stands before it."""
    shared = {key.name for key in keys_of(model.Item)} if issubclass(cls, model.Item) else set()
    shared |= {"id"} if cls in (model.Theme, model.Trait) else set()
    try:
        return [key for key in keys_of(cls) if key.name not in shared]
    except TypeError:
        return []


def _row(key: Key) -> tuple[str, ...]:
    return f"`{key.name}`", "ja" if key.required else "", _form(key.kind), key.description


def _form(kind: Any) -> str:
    match kind:
        case model.Text():
            return "tekst"
        case model.NewId():
            return "korte naam, zelf te kiezen"
        case model.Ref(kinds):
            return " of ".join(_KINDS.get(each, each) for each in kinds)
        case model.Choice(values):
            return _words(values)
        case model.Number(low, high, whole, words):
            sort = "geheel getal" if whole else "getal"
            number = sort if high >= 1e9 else f"{sort} van {low:g} tot {high:g}"
            return f"{_words(words)}, of {number}" if words else number
        case model.Day():
            return "jjjj-mm-dd"
        case model.YesNo():
            return "`ja`, `nee`"
        case model.Source():
            return "`document §paragraaf punt n`"
        case model.Seat():
            return "positie: `gremium/rol` of `gremium/rol/thema`"
        case model.Object(cls):
            return f"blok ({_LABELS.get(cls.__name__, cls.__name__)})"
        case model.Confirmed():
            return "jjjj-mm-dd, of blok (op, door)"
        case model.Told():
            return "ja of nee, woord of getal"
        case model.Many(of):
            return f"één of meer: {_form(of)}"
        case model.Table(key, of):
            keys = "korte naam" if isinstance(key, model.NewId) else _form(key)
            return f"per {keys}: {_form(of)}"
        case model.WithSource(of):
            return f"{_form(of)} ◆"
    raise TypeError(kind)


def _words(values: tuple[str, ...]) -> str:
    if len(values) <= _MOST_WORDS:
        return ", ".join(f"`{value}`" for value in values)
    return f"woord uit de lijst {next(name for name, known in LISTS.items() if known == values)}"


_LABELS: Mapping[str, str] = {
    "Validity": "van, tot", "Theme": "thema", "Trait": "kenmerk", "Concepts": "begrippen", "Strengths": "sterkte",
    "Scoring": "score", "Document": "bron", "Section": "paragraaf", "Portfolio": "portefeuille", "Member": "bestuurder",
    "Statement": "uitspraak", "Figure": "cijfer", "Contribution": "bijdrage", "ReadyText": "tekst", "Priority": "prioriteit",
    "Actor": "actor", "Instrument": "instrument", "Handover": "beheerder", "Moment": "moment", "Competence": "bevoegdheid",
    "Dependency": "afhankelijkheid", "Influence": "invloed", "AgendaItem": "agendapunt",
    "Identifier": "identificatie", "Body": "gremium", "Post": "positie", "Membership": "bezetting",
    "Cardinality": "keuze", "Division": "verdeling", "Reason": "reden", "Position": "standpunt",
}  # fmt: skip


# ── rules, tests, scenarios, words, facts ─────────────────────────────────────────────────────────────


def _described(file: str, *path: str) -> str:
    """The keys that a schema describes, at a place in it."""
    node = json.loads((SCHEMAS / f"{file}.json").read_text(encoding="utf-8"))
    for step in path:
        node = node[step]
    needed = {name for part in (node, *node.get("allOf", ())) for name in part.get("required", ())}
    rows = [
        (f"`{name}`", "ja" if name in needed else "", inner["description"])
        for name, inner in node["properties"].items()
    ]
    return _markdown(("sleutel", "moet", "betekenis"), rows)


def _changes() -> str:
    rows = [
        (
            f"`{section}`",
            f"een {subject.kind}",
            ", ".join(f"`{name}`" for name in (*changeable(subject.cls), "actief"))
            + "".join(f"; bij `{name}` alleen `{ADDED}`" for name in growable(subject.cls))
            + (f"; `{ADDED}`: nieuwe" if subject.kind in NEW_AT else ""),
        )
        for section, subject in SUBJECTS.items()
    ]
    rows += [
        (
            "`posities`",
            "een zetel: `gremium/rol` of `gremium/rol/thema`",
            ", ".join(f"`{name}`" for name in (*POST_KEYS, "actief")),
        ),
        ("`regels`", "een regel", f"`punten`, `actief`; `{ADDED}`: nieuwe"),
        ("`peildatum`", "de dag zelf", "jjjj-mm-dd"),
    ]
    return _markdown(("onder", "noemt u", "en verandert u"), rows)


def _advice_forms() -> str:
    rows = [
        (f"`{sort}`", ", of ".join(_joined(needed, " en ") for needed in combinations), _joined(attitudes))
        for sort, (combinations, attitudes) in ADVICE_FORMS.items()
    ]
    return _markdown(("soort", "noemt ook", "houdingen die passen"), rows)


def _joined(words: Iterable[str], link: str = ", ") -> str:
    return link.join(f"`{word}`" for word in words) or "niets"


def _word_lists() -> str:
    rows = [
        (f"**{name}**" if first else "", f"`{word}`", meaning)
        for name, words in MEANINGS.items()
        for first, (word, meaning) in _numbered(words.items())
    ]
    return _markdown(("lijst", "woord", "betekenis"), rows)


def _numbered(items: Iterable[Any]) -> Iterable[tuple[bool, Any]]:
    return ((number == 0, item) for number, item in enumerate(items))


def _facts() -> str:
    rows = [
        (f"`{kind.name}`", kind.meaning, ", ".join(f"`{name}` ({_domain(of)})" for name, of in kind.fields))
        for kind in (*BASE_TYPES.values(), ADVICE_TYPE)
    ]
    return _markdown(("feit", "betekenis", "velden, met wat erin kan staan"), rows)


def _domain(domain: Domain) -> str:
    if not domain.words or len(domain.words) > _MOST_WORDS:
        listed = [name for name, words in LISTS.items() if words == domain.words]
        return f"lijst {listed[0]}" if domain.words else domain.name
    return ", ".join(domain.words)


def _markdown(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


_OTHERS: Mapping[str, Callable[[], str]] = {
    "regelbestand": lambda: _described("regels"),
    "regel": lambda: _described("regels", "definitions", "regel"),
    "adviesvormen": _advice_forms,
    "toetsbestand": lambda: _described("toetsen"),
    "toets": lambda: _described("toetsen", "definitions", "toets"),
    "verwacht": lambda: _described("toetsen", "definitions", "toets", "properties", "verwacht"),
    "scenario": lambda: _described("scenario"),
    "wijzigingen": _changes,
    "woorden": _word_lists,
    "feiten": _facts,
}
