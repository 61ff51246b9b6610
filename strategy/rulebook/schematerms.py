"""What may stand in the fields of facts, in conditions and in conclusions, as JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.dossier.meanings import LISTS
from strategy.dossier.schemaparts import NUMBER_FORM, Definitions, Json, closed, listing, word_list
from strategy.facts.types import Domain, FactType
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.parts import LARGEST_NUMBER

FACT_NAME = "[a-z][a-z0-9_]*"
TEXT: Json = {"type": "string", "errorMessage": "hier hoort tekst; zet haar zo nodig tussen aanhalingstekens"}


@dataclass(frozen=True)
class Terms:
    """The facts of a rulebook, each defined once in `known`."""

    known: Definitions
    rulebook: Rulebook

    def meaning(self, name: str) -> str:
        """What a fact means; of a derived one what its rules say."""
        deriving = (
            rule for rule in self.rulebook.rules if rule.head.kind == "feit" and rule.head.type == name
        )
        told = (rule.description or rule.label for rule in deriving)
        return " Of: ".join(filter(None, told)) or self.rulebook.types[name].meaning

    def fact(self, fact_type: FactType) -> Json:
        """A fact as a condition."""
        return self.known.ref(f"feit-{fact_type.name}", lambda: self.fields(fact_type, conditions=True))

    def fields(self, fact_type: FactType, conditions: bool) -> Json:
        """The fields of a fact, in a condition or in a conclusion."""
        properties = {
            name: {**self.term(domain, conditions), "description": holds(domain)}
            for name, domain in fact_type.fields
        }
        return closed(properties, (), fact_type.name)

    def term(self, domain: Domain, conditions: bool) -> Json:
        """What may stand behind a field: in a condition also lists and comparisons."""
        variable = self.variable()
        if domain.names_instances:
            return self.known.ref(f"variabele-{domain.name}", lambda: self._instance(domain))
        if domain.number:
            single = {
                "type": "number",
                "minimum": -LARGEST_NUMBER,
                "maximum": LARGEST_NUMBER,
                "errorMessage": f"hier hoort {NUMBER_FORM}, een $variabele of een vergelijking",
            }
            more = (
                [self.known.ref("vergelijking", _comparison), listing(single, needed=True)]
                if conditions
                else []
            )
            return {"anyOf": [single, variable, *more]}
        word = self.words(domain)
        several = [listing(word, needed=True)] if conditions else []
        return {"anyOf": [word, *several, variable]}

    def words(self, domain: Domain) -> Json:
        """One word of the list of a domain."""
        name = next((name for name, listed in LISTS.items() if listed == domain.words), None)
        if name is not None:
            return self.known.word(name)
        return word_list(domain.words, {word: word for word in domain.words})

    def variable(self) -> Json:
        """Any variable."""
        return self.known.ref("variabele", lambda: _variable("schrijf een $variabele, zoals $p"))

    def _instance(self, domain: Domain) -> Json:
        message = (
            f"schrijf een $variabele, zoals ${domain.name[:1]}; een regel noemt geen {domain.name} bij naam"
        )
        return _variable(message)


def holds(domain: Domain) -> str:
    """What a field of this kind holds, for a reader."""
    if domain.names_instances:
        return f"een {domain.name}, als $variabele"
    return (
        "een getal, $variabele of vergelijking" if domain.number else f"een woord: {', '.join(domain.words)}"
    )


def _variable(message: str) -> Json:
    return {
        "type": "string",
        "pattern": r"^\$[a-z][a-z0-9_]*$",
        "patternErrorMessage": message,
        "errorMessage": message,
    }


def _comparison() -> Json:
    message = 'schrijf een vergelijking tussen aanhalingstekens, zoals ">= 0.5"'
    return {
        "type": "string",
        "pattern": r"^(?:<=|>=|!=|<|>|=)\s*-?[0-9]{1,9}(?:\.[0-9]+)?$",
        "patternErrorMessage": message,
    }
