"""The JSON Schema of rule files: every fact type with its fields and words, for completion in an editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strategy.dossier.fields import Source
from strategy.dossier.jsonschema import Parts
from strategy.dossier.schemaparts import NUMBER_FORM, RENEW, Definitions, Json, closed, listing, new_id
from strategy.dossier.titles import Titles
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.parse import LARGEST_POINTS, RULE_KEYS
from strategy.rulebook.schemaexamples import examples_schema
from strategy.rulebook.schemaheads import head_schema
from strategy.rulebook.schematerms import TEXT, Terms
from strategy.rulebook.snippets import condition_snippets, rule_snippets

_ARGUMENT = r"^(?![\s\S]*\{(?![a-z][a-z0-9_]*\})[^{}]*\})"
_ABOUT: Mapping[str, str] = {
    "regel": "korte naam van de regel: wat zij beslist",
    "label": "naam zoals lezers die zien; anders de korte naam",
    "omschrijving": "waarom deze regel er is, in één zin",
    "bron": "waar de regel uit komt: document §paragraaf punt n",
    "aard": "registratie, oordeel of aanname",
    "sinds": "sinds wanneer de regel geldt",
    "als": "de voorwaarden, elk met een streepje ervoor; ze moeten alle gelden",
    "dan": "het gevolg: precies één",
    "punten": "hoe zwaar het argument telt; boven nul bij advies, onder nul bij tegen",
    "factor": "een $variabele met een getal waarmee de punten worden vermenigvuldigd",
    "argument": "de zin die lezers zien; {p} wordt de naam van wat $p is",
    "voorbeelden": "wanneer de regel wel en niet vuurt; `krachtenveld toets` kijkt het na",
}


def rules_schema(rulebook: Rulebook, titles: Titles) -> Json:
    """The schema for rule files over the fact types of a rulebook, derived ones included."""
    return _RuleSchema(Terms(Definitions(titles), rulebook)).schema()


def rule_schema(rulebook: Rulebook, known: Definitions) -> Json:
    """The schema of one rule, for another file than one of rules; what it refers to is defined in `known`."""
    return _RuleSchema(Terms(known, rulebook)).one()


@dataclass(frozen=True)
class _RuleSchema:
    terms: Terms

    def one(self) -> Json:
        return self.terms.known.ref("regel", self._rule)

    def schema(self) -> Json:
        rule = self.one()
        body = closed(
            {
                "vraag": {**TEXT, "description": "de vraag die de regels in dit bestand beantwoorden"},
                "omschrijving": {**TEXT, "description": "waar dit bestand over gaat"},
                "regels": {
                    **listing(rule, needed=True),
                    "description": "de regels, elk met een streepje ervoor",
                },
            },
            ("regels",),
            "regelbestand",
        )
        return self.terms.known.schema("Krachtenveld: regels", body)

    def _rule(self) -> Json:
        source = Parts(self.terms.known).value(Source())
        properties: Json = {
            **dict.fromkeys(RULE_KEYS, TEXT),
            "regel": self.terms.known.ref("nieuwe-naam", new_id),
            "bron": source,
            "aard": self.terms.known.word("aard"),
            "als": self._conditions(),
            "dan": head_schema(self.terms),
            "punten": {
                "type": "number",
                "minimum": -LARGEST_POINTS,
                "maximum": LARGEST_POINTS,
                "errorMessage": f"hier hoort {NUMBER_FORM}",
            },
            "factor": self.terms.variable(),
            "argument": {
                **TEXT,
                "pattern": _ARGUMENT,
                "patternErrorMessage": "tussen accolades hoort een variabele zonder $, zoals {p}",
            },
            "voorbeelden": examples_schema(self.terms),
        }
        described = {key: {**schema, "description": _ABOUT[key]} for key, schema in properties.items()}
        made = closed(
            described, ("regel", "als", "dan"), "regel", defaultSnippets=rule_snippets(self.terms.known)
        )
        made["allOf"] += self._points()
        return made

    def _points(self) -> list[Json]:
        """Which conclusions need points, and of what sign."""

        def only(kind: str, then: Json) -> Json:
            concludes = {"required": [kind], "type": "object"}
            return {"if": {"required": ["dan"], "properties": {"dan": concludes}}, "then": then}

        def scored(bounds: Json, message: str) -> Json:
            points = {"type": "number", **bounds, "doNotSuggest": True, "errorMessage": message}
            needed = {
                "required": ["punten"],
                "errorMessage": "hier ontbreekt de sleutel punten: hoe zwaar het telt",
            }
            return {"allOf": [needed], "properties": {"punten": points}}

        no_points = {"properties": {"punten": _never("een regel met dit gevolg heeft geen punten")}}
        return [
            only("advies", scored({"exclusiveMinimum": 0}, "punten bij advies liggen boven nul")),
            only("tegen", scored({"maximum": 0}, "punten bij tegen liggen onder nul")),
            only("feit", no_points),
            only("sluit_uit", no_points),
        ]

    # ── conditions ────────────────────────────────────────────────────────────────────────────────

    def _conditions(self) -> Json:
        types = self.terms.rulebook.types
        told = {
            name: {**self.terms.fact(made), "description": self.terms.meaning(name)}
            for name, made in types.items()
        }
        message = (
            f"hier hoort één feit met zijn velden. `krachtenveld regels --feiten` toont alle feiten; {RENEW}"
        )
        single: Json = {"minProperties": 1, "maxProperties": 1, "errorMessage": message}
        denied = closed(told, (), "feit dat er niet is", **single)
        condition = closed(
            {
                **told,
                "niet": {**denied, "description": "dit feit is er niet"},
                "anders": {**self._pair(), "description": "twee variabelen die niet hetzelfde zijn"},
            },
            (),
            "voorwaarde",
            **single,
            defaultSnippets=condition_snippets(types, self.terms.meaning),
        )
        conditions = listing(self.terms.known.ref("voorwaarde", lambda: condition), needed=True)
        positive = {"type": "object", "not": {"anyOf": [{"required": ["niet"]}, {"required": ["anders"]}]}}
        return {
            **conditions,
            "contains": positive,
            "errorMessage": "hier hoort een lijst met minstens één gewone voorwaarde",
        }

    def _pair(self) -> Json:
        return {
            "type": "array",
            "items": self.terms.variable(),
            "minItems": 2,
            "maxItems": 2,
            "errorMessage": "schrijf twee variabelen: [$a, $b]",
        }


def _never(message: str) -> Json:
    return {"type": "null", "doNotSuggest": True, "errorMessage": message}
