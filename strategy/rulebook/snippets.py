"""What an editor can put down at once in a rule file: a rule, a condition, a conclusion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from strategy.dossier.schemaparts import Definitions, Json
from strategy.dossier.snippets import choice
from strategy.dossier.vocabulary import STANCES
from strategy.facts.types import ADVICE_TYPE, Domain, FactType
from strategy.rulebook.check import ADVICE_FORMS

_LETTERS = {
    "opgave": "oq", "prioriteit": "p", "thema": "tu", "actor": "abc", "gremium": "gh", "instrument": "i",
    "portefeuille": "fk", "getal": "x",
}  # fmt: skip
"""The letters that usually stand for things of each kind; each thing has one of its own."""
_MOST_FIELDS = 4
_OF_ADVICE = ("soort", "houding", "gremium", "prioriteit")


def rule_snippets(known: Definitions) -> list[Json]:
    """A whole rule with an advice, and one that derives a fact."""
    seat = "{soort: positie, houding: claimen, gremium: \\$g, rol: lid, prioriteit: \\$p}"
    stance = choice(3, STANCES)
    conditions = [
        f"prioriteit: {{id: \\$p, inzet: {stance}}}",
        "raakt: {prioriteit: \\$p, thema: \\$t}",
        "gremium_thema: {gremium: \\$g, thema: \\$t}",
        "rol_open: {gremium: \\$g, rol: lid}",
    ]
    advice = {
        "regel": "${1:korte-naam}",
        "omschrijving": '"${2:Waarom deze regel er is, in één zin.}"',
        "aard": "oordeel",
        "als": [_entry(one) for one in conditions],
        "dan": {"advies": seat},
        "punten": "${4:3}",
        "argument": '"${5:{g\\} gaat over {p\\}.}"',
        "voorbeelden": {
            "wel": [f"{{p: {choice(6, known.names('prioriteit'))}, g: {choice(7, known.names('gremium'))}}}"],
            "niet": [
                f"{{p: {choice(8, known.names('prioriteit'))}, g: {choice(9, known.names('gremium'))}}}"
            ],
        },
    }
    derived = {
        "regel": "${1:korte-naam}",
        "omschrijving": '"${2:Wat dit feit betekent, in één zin.}"',
        "aard": "oordeel",
        "als": [
            _entry("raakt: {prioriteit: \\$p, thema: \\$t}"),
            _entry("gremium_thema: {gremium: \\$g, thema: \\$t}"),
        ],
        "dan": {"feit": "{${3:nieuw_feit}: {prioriteit: \\$p, gremium: \\$g}}"},
    }
    return [
        {"label": "nieuwe regel met advies", "description": "als …, dan adviseren we …", "body": advice},
        {"label": "nieuwe regel die een feit afleidt", "description": "als …, dan geldt …", "body": derived},
    ]


def condition_snippets(types: Mapping[str, FactType], meaning: Callable[[str], str]) -> list[Json]:
    """Every fact as a condition on one line, with its usual letters."""
    made = [
        {"label": f"{name} …", "description": meaning(name), "body": f"{name}: {_fields(fact_type)}"}
        for name, fact_type in types.items()
    ]
    held = "niet: {bezet: {gremium: \\$g, houder: wij}}"
    return [
        *made,
        {"label": "niet …", "description": "een feit dat er niet is", "body": held},
        {
            "label": "anders …",
            "description": "twee verschillende dingen",
            "body": "anders: [\\$${1:a}, \\$${2:b}]",
        },
    ]


def head_snippets(known: Definitions) -> list[Json]:
    """Every kind of advice on one line, with the fields that it needs."""
    made = []
    for sort, (combinations, attitudes) in ADVICE_FORMS.items():
        needed = [(name, domain) for name, domain in ADVICE_TYPE.fields if name in combinations[0]]
        middle = f"{_terms(needed, 2)}, " if needed else ""
        body = f"advies: {{soort: {sort}, houding: {choice(1, attitudes)}, {middle}prioriteit: \\$p}}"
        made.append({"label": f"advies: {sort}", "description": f"adviseer: {sort}", "body": body})
    veto = "sluit_uit: {soort: ${1|positie,relatie,route,samenwerking|}, prioriteit: \\$p}"
    against = "tegen: {soort: ${1|positie,relatie,route,samenwerking|}, prioriteit: \\$p}"
    return [
        *made,
        {"label": "tegen", "description": "pleit tegen adviezen, met punten onder nul", "body": against},
        {"label": "sluit_uit", "description": "sluit adviezen uit", "body": veto},
        {
            "label": "feit",
            "description": "leid een feit af",
            "body": "feit: {${1:nieuw_feit}: {prioriteit: \\$p}}",
        },
    ]


def _entry(condition: str) -> Json:
    name, _, fields = condition.partition(": ")
    return {name: fields}


def _fields(fact_type: FactType) -> str:
    shown = [
        (name, domain)
        for name, domain in fact_type.fields
        if fact_type is not ADVICE_TYPE or name in _OF_ADVICE
    ]
    return f"{{{_terms(shown[:_MOST_FIELDS], 1)}}}"


def _terms(fields: Iterable[tuple[str, Domain]], first: int) -> str:
    """Terms for these fields: words to choose from, and for each thing a letter of its own."""
    used: dict[str, int] = {}
    terms = []
    for place, (name, domain) in enumerate(fields, first):
        if domain.words:
            terms.append(f"{name}: {choice(place, domain.words)}")
            continue
        letters = _LETTERS.get(domain.name, "xyz")
        number = used.get(domain.name, 0)
        used[domain.name] = number + 1
        terms.append(f"{name}: \\$${{{place}:{letters[number % len(letters)]}}}")
    return ", ".join(terms)
