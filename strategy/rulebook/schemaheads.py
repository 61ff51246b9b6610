"""The conclusions of rules as JSON Schema: which fields advice of each kind needs, and what may be derived."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.dossier.meanings import MEANINGS
from strategy.dossier.schemaparts import Json, closed, one_of, word_list
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.check import ADVICE_FORMS, REQUIRED_IN_ADVICE, REQUIRED_IN_COUNTER
from strategy.rulebook.schematerms import FACT_NAME, Terms, holds
from strategy.rulebook.snippets import head_snippets


def head_schema(terms: Terms) -> Json:
    """The one conclusion of a rule."""
    about = terms.fields(ADVICE_TYPE, conditions=False)
    message = "hier hoort precies één gevolg: feit, advies, tegen of sluit_uit"
    return closed(
        {
            "advies": {
                **terms.known.ref("advies", lambda: _advice(terms)),
                "description": "dit adviseren we",
            },
            "feit": {
                **terms.known.ref("afgeleid-feit", lambda: _derived(terms)),
                "description": "dit geldt dan ook",
            },
            "tegen": {
                **about,
                "allOf": _needs(REQUIRED_IN_COUNTER),
                "description": "dit pleit tegen adviezen als deze",
            },
            "sluit_uit": {
                **about,
                "description": "zulke adviezen geven we niet; een veld dat ontbreekt, is elk",
            },
        },
        (),
        "gevolg",
        minProperties=1,
        maxProperties=1,
        errorMessage=message,
        defaultSnippets=head_snippets(terms.known),
    )


def _advice(terms: Terms) -> Json:
    """Advice says enough to be read out, with an attitude that fits its kind."""
    about = terms.fields(ADVICE_TYPE, conditions=False)
    properties = {
        **about["properties"],
        "soort": {**terms.known.word("adviessoort"), "description": "soort advies"},
    }
    return {
        **about,
        "properties": properties,
        "allOf": [*_needs(REQUIRED_IN_ADVICE), *(_form(terms, sort) for sort in ADVICE_FORMS)],
    }


def _form(terms: Terms, sort: str) -> Json:
    combinations, attitudes = ADVICE_FORMS[sort]
    wanted = " of ".join(" en ".join(needed) for needed in combinations)
    fits = {"anyOf": [word_list(attitudes, MEANINGS["houding"]), terms.variable()]}
    then: Json = {"properties": {"houding": {**fits, "doNotSuggest": True}}}
    if all(combinations):
        missing = f"een advies van soort {sort} noemt {wanted}"
        then["anyOf"] = [{"required": list(needed), "errorMessage": missing} for needed in combinations]
    return {"if": {"required": ["soort"], "properties": {"soort": {"const": sort}}}, "then": then}


def _derived(terms: Terms) -> Json:
    """A fact of the rules' own: a known one with its fields, or a new one."""
    own = {
        name: made
        for name, made in terms.rulebook.types.items()
        if name not in (*BASE_TYPES, ADVICE_TYPE.name)
    }
    value = {"anyOf": [terms.variable(), {"type": "string", "pattern": r"^(?!\$)"}, {"type": "number"}]}
    message = "kies een eigen naam met kleine letters en liggende streepjes; wat in het dossier staat, leidt een regel niet af"
    name = {
        "type": "string",
        "title": "nieuw_feit",
        "pattern": f"^(?!{one_of((*BASE_TYPES, ADVICE_TYPE.name))}$){FACT_NAME}$",
        "patternErrorMessage": message,
    }
    field = {
        "type": "string",
        "title": "veld",
        "pattern": f"^{FACT_NAME}$",
        "patternErrorMessage": "gebruik kleine letters en liggende streepjes",
    }
    anything: Json = {"type": "object", "propertyNames": field, "additionalProperties": value}
    known = {
        fact: {
            **anything,
            "properties": {name: {**value, "description": holds(domain)} for name, domain in made.fields},
            "description": terms.meaning(fact),
        }
        for fact, made in own.items()
    }
    return {
        "type": "object",
        "properties": known,
        "propertyNames": name,
        "additionalProperties": anything,
        "minProperties": 1,
        "maxProperties": 1,
        "errorMessage": "hier hoort één feit met zijn velden: `naam: {veld: $x}`",
    }


def _needs(fields: Iterable[str]) -> list[Json]:
    return [{"required": [name], "errorMessage": f"hier ontbreekt het veld {name}"} for name in fields]
