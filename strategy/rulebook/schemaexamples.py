"""The examples in rules as JSON Schema, with the names that each variable can stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy.dossier.schemaparts import RENEW, Json, closed, escaped, listing
from strategy.facts.types import Domain
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.check import variable_domains
from strategy.rulebook.schematerms import FACT_NAME, TEXT, Terms

_IDS = ("opgave", "prioriteit", "thema", "actor", "gremium", "instrument", "portefeuille")
"""The kinds of names that a variable of a rule can stand for."""
_KINDS: Mapping[str, str] = {
    "wel": "hiervoor vuurt de regel",
    "niet": "hiervoor vuurt de regel niet, of wordt het advies uitgesloten",
    "ooit": "hiervoor moet de regel ooit vuren; nu nog niet",
}


def examples_schema(terms: Terms) -> Json:
    """The examples of a rule: for which things it fires, and for which it does not."""
    example = terms.known.ref("voorbeeld", lambda: _example(terms))
    listed = {
        kind: {**listing(example, needed=False), "description": about} for kind, about in _KINDS.items()
    }
    wanted = {
        "label": "voorbeelden",
        "description": "wanneer de regel wel en niet vuurt",
        "body": {"wel": ["{p: $1}"], "niet": ["{p: $2}"]},
    }
    return closed(listed, (), "voorbeelden", defaultSnippets=[wanted])


def _example(terms: Terms) -> Json:
    """Values for variables: by convention a letter stands for the same kind everywhere, but it need not."""
    value = terms.known.ref("voorbeeldwaarde", lambda: _example_value(terms))
    kinds = _variable_kinds(terms.rulebook)
    told = {
        name: {
            "anyOf": [*(_suggested(terms, domain) for domain in domains), value],
            "description": _either(domains),
        }
        for name, domains in sorted(kinds.items())
    }
    note = {**TEXT, "description": "waarom dit voorbeeld er staat"}
    name = {
        "type": "string",
        "title": "variabele",
        "pattern": rf"^\$?{FACT_NAME}$",
        "patternErrorMessage": "noem een variabele van deze regel, zoals p",
    }
    return {
        "type": "object",
        "title": "voorbeeld",
        "properties": {**told, "toelichting": note},
        "propertyNames": name,
        "additionalProperties": value,
        "anyOf": [{"minProperties": 2}, {"minProperties": 1, "not": {"required": ["toelichting"]}}],
        "errorMessage": "geef waarden aan variabelen, zoals {p: naam, g: naam}",
    }


def _suggested(terms: Terms, domain: Domain) -> Json:
    if domain.names_instances:
        return terms.known.id(domain.name)
    return {"type": "number"} if domain.number else terms.words(domain)


def _example_value(terms: Terms) -> Json:
    """Any name or word that a variable can stand for; as a pattern, so that it is not suggested."""
    words = dict.fromkeys(
        (
            *(name for kind in _IDS for name in terms.known.names(kind)),
            *(
                word
                for made in terms.rulebook.types.values()
                for _, domain in made.fields
                for word in domain.words
            ),
        )
    )
    message = f"dit is geen naam of woord van dit dossier; Ctrl+spatie toont ze. {RENEW}"
    return {
        "anyOf": [
            {
                "type": "string",
                "pattern": f"^(?:{'|'.join(map(escaped, words))})$",
                "patternErrorMessage": message,
                "errorMessage": message,
            },
            {"type": "number"},
        ]
    }


def _either(domains: Iterable[Domain]) -> str:
    return " of ".join(f"een {domain.name}" for domain in domains)


def _variable_kinds(rulebook: Rulebook) -> dict[str, list[Domain]]:
    """The kinds that each variable name has in the rules there are."""
    kinds: dict[str, dict[Domain, None]] = {}
    for rule in rulebook.rules:
        for name, domain in variable_domains(rule, rulebook.types).items():
            kinds.setdefault(name, {})[domain] = None
    return {name: list(found) for name, found in kinds.items()}
