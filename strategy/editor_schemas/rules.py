"""The JSON Schema of rule files: every fact type with its fields and words, for completion in an editor.

First the whole file, then its parts: conclusions, what may stand in the fields of facts, examples, and snippets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from strategy.dossier.model import Source
from strategy.dossier.word_lists import LISTS, MEANINGS, STANCES
from strategy.editor_schemas.content import Parts
from strategy.editor_schemas.parts import (
    NUMBER_FORM,
    RENEW,
    Definitions,
    Json,
    Titles,
    about,
    choice,
    closed,
    escaped,
    listing,
    matching,
    new_id,
    number,
    offer,
    one_of,
    word_list,
)
from strategy.facts.types_and_sentences import ADVICE_TYPE, BaseType, Domain, FactType
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.check import (
    ADVICE_FORMS,
    REQUIRED_IN_ADVICE,
    REQUIRED_IN_COUNTER,
    stated,
    variable_domains,
)
from strategy.rulebook.parse import LARGEST_NUMBER, LARGEST_POINTS, RULE_KEYS

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
    return _RuleSchema(RuleTerms(Definitions(titles), rulebook)).schema()


def rule_schema(rulebook: Rulebook, known: Definitions) -> Json:
    """The schema of one rule, for another file than one of rules; what it refers to is defined in `known`."""
    return _RuleSchema(RuleTerms(known, rulebook)).one()


@dataclass(frozen=True)
class _RuleSchema:
    terms: RuleTerms

    def one(self) -> Json:
        return self.terms.known.ref("regel", self._rule)

    def schema(self) -> Json:
        rule = self.one()
        body = closed(
            {
                "vraag": about(TEXT, "de vraag die de regels in dit bestand beantwoorden"),
                "omschrijving": about(TEXT, "waar dit bestand over gaat"),
                "regels": about(listing(rule, needed=True), "de regels, elk met een streepje ervoor"),
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
            "punten": number(-LARGEST_POINTS, LARGEST_POINTS),
            "factor": self.terms.variable(),
            "argument": {
                **TEXT,
                "pattern": _ARGUMENT,
                "patternErrorMessage": "tussen accolades hoort een variabele zonder $, zoals {p}",
            },
            "voorbeelden": examples_schema(self.terms),
        }
        described = {key: about(schema, _ABOUT[key]) for key, schema in properties.items()}
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
        told = {name: about(self.terms.fact(made), self.terms.meaning(name)) for name, made in types.items()}
        message = (
            f"hier hoort één feit met zijn velden. `krachtenveld regels --feiten` toont alle feiten; {RENEW}"
        )
        single: Json = {"minProperties": 1, "maxProperties": 1, "errorMessage": message}
        denied = closed(told, (), "feit dat er niet is", **single)
        condition = closed(
            {
                **told,
                "niet": about(denied, "dit feit is er niet"),
                "anders": about(self._pair(), "twee variabelen die niet hetzelfde zijn"),
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


def head_schema(terms: RuleTerms) -> Json:
    """The one conclusion of a rule."""
    fields = terms.fields(ADVICE_TYPE, conditions=False)
    message = "hier hoort precies één gevolg: feit, advies, tegen of sluit_uit"
    return closed(
        {
            "advies": about(terms.known.ref("advies", lambda: _advice(terms)), "dit adviseren we"),
            "feit": about(terms.known.ref("afgeleid-feit", lambda: _derived(terms)), "dit geldt dan ook"),
            "tegen": {
                **fields,
                "allOf": _needs(REQUIRED_IN_COUNTER),
                "description": "dit pleit tegen adviezen als deze",
            },
            "sluit_uit": about(fields, "zulke adviezen geven we niet; een veld dat ontbreekt, is elk"),
        },
        (),
        "gevolg",
        minProperties=1,
        maxProperties=1,
        errorMessage=message,
        defaultSnippets=head_snippets(terms.known),
    )


def _advice(terms: RuleTerms) -> Json:
    """Advice says enough to be read out, with an attitude that fits its kind."""
    fields = terms.fields(ADVICE_TYPE, conditions=False)
    properties = {
        **fields["properties"],
        "soort": about(terms.known.word("adviessoort"), "soort advies"),
    }
    return {
        **fields,
        "properties": properties,
        "allOf": [*_needs(REQUIRED_IN_ADVICE), *(_form(terms, sort) for sort in ADVICE_FORMS)],
    }


def _form(terms: RuleTerms, sort: str) -> Json:
    combinations, attitudes = ADVICE_FORMS[sort]
    wanted = " of ".join(" en ".join(needed) for needed in combinations)
    fits = {"anyOf": [word_list(attitudes, MEANINGS["houding"]), terms.variable()]}
    then: Json = {"properties": {"houding": {**fits, "doNotSuggest": True}}}
    if all(combinations):
        missing = f"een advies van soort {sort} noemt {wanted}"
        then["anyOf"] = [{"required": list(needed), "errorMessage": missing} for needed in combinations]
    return {"if": {"required": ["soort"], "properties": {"soort": {"const": sort}}}, "then": then}


def _derived(terms: RuleTerms) -> Json:
    """A fact of the rules' own: a known one with its fields, or a new one."""
    own = {
        name: made
        for name, made in terms.rulebook.types.items()
        if not isinstance(made, BaseType) and made is not ADVICE_TYPE
    }
    value = {"anyOf": [terms.variable(), {"type": "string", "pattern": r"^(?!\$)"}, {"type": "number"}]}
    message = "kies een eigen naam met kleine letters en liggende streepjes; wat in het dossier staat, leidt een regel niet af"
    name = {
        "type": "string",
        "title": "nieuw_feit",
        "pattern": f"^(?!{one_of((*stated(terms.rulebook.types), ADVICE_TYPE.name))}$){FACT_NAME}$",
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
            "properties": {name: about(value, holds(domain)) for name, domain in made.fields},
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


FACT_NAME = "[a-z][a-z0-9_]*"
TEXT: Json = {"type": "string", "errorMessage": "hier hoort tekst; zet haar zo nodig tussen aanhalingstekens"}


@dataclass(frozen=True)
class RuleTerms:
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
            name: about(self.term(domain, conditions), holds(domain)) for name, domain in fact_type.fields
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
    return matching(r"^\$[a-z][a-z0-9_]*$", message)


def _comparison() -> Json:
    message = 'schrijf een vergelijking tussen aanhalingstekens, zoals ">= 0.5"'
    return {
        "type": "string",
        "pattern": r"^(?:<=|>=|!=|<|>|=)\s*-?[0-9]{1,9}(?:\.[0-9]+)?$",
        "patternErrorMessage": message,
    }


_IDS = ("opgave", "prioriteit", "thema", "actor", "gremium", "instrument", "portefeuille")
"""The kinds of names that a variable of a rule can stand for."""
_KINDS: Mapping[str, str] = {
    "wel": "hiervoor vuurt de regel",
    "niet": "hiervoor vuurt de regel niet, of wordt het advies uitgesloten",
    "ooit": "hiervoor moet de regel ooit vuren; nu nog niet",
}


def examples_schema(terms: RuleTerms) -> Json:
    """The examples of a rule: for which things it fires, and for which it does not."""
    example = terms.known.ref("voorbeeld", lambda: _example(terms))
    listed = {kind: about(listing(example, needed=False), meaning) for kind, meaning in _KINDS.items()}
    wanted = offer(
        "voorbeelden", "wanneer de regel wel en niet vuurt", {"wel": ["{p: $1}"], "niet": ["{p: $2}"]}
    )
    return closed(listed, (), "voorbeelden", defaultSnippets=[wanted])


def _example(terms: RuleTerms) -> Json:
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
    note = about(TEXT, "waarom dit voorbeeld er staat")
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


def _suggested(terms: RuleTerms, domain: Domain) -> Json:
    if domain.names_instances:
        return terms.known.id(domain.name)
    return {"type": "number"} if domain.number else terms.words(domain)


def _example_value(terms: RuleTerms) -> Json:
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
            matching(f"^(?:{'|'.join(map(escaped, words))})$", message),
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
        offer("nieuwe regel met advies", "als …, dan adviseren we …", advice),
        offer("nieuwe regel die een feit afleidt", "als …, dan geldt …", derived),
    ]


def condition_snippets(types: Mapping[str, FactType], meaning: Callable[[str], str]) -> list[Json]:
    """Every fact as a condition on one line, with its usual letters."""
    made = [
        offer(f"{name} …", meaning(name), f"{name}: {_fields(fact_type)}")
        for name, fact_type in types.items()
    ]
    held = "niet: {bezet: {gremium: \\$g, houder: wij}}"
    return [
        *made,
        offer("niet …", "een feit dat er niet is", held),
        offer("anders …", "twee verschillende dingen", "anders: [\\$${1:a}, \\$${2:b}]"),
    ]


def head_snippets(known: Definitions) -> list[Json]:
    """Every kind of advice on one line, with the fields that it needs."""
    made = []
    for sort, (combinations, attitudes) in ADVICE_FORMS.items():
        needed = [(name, domain) for name, domain in ADVICE_TYPE.fields if name in combinations[0]]
        middle = f"{_terms(needed, 2)}, " if needed else ""
        body = f"advies: {{soort: {sort}, houding: {choice(1, attitudes)}, {middle}prioriteit: \\$p}}"
        made.append(offer(f"advies: {sort}", f"adviseer: {sort}", body))
    veto = "sluit_uit: {soort: ${1|positie,relatie,route,samenwerking|}, prioriteit: \\$p}"
    against = "tegen: {soort: ${1|positie,relatie,route,samenwerking|}, prioriteit: \\$p}"
    return [
        *made,
        offer("tegen", "pleit tegen adviezen, met punten onder nul", against),
        offer("sluit_uit", "sluit adviezen uit", veto),
        offer("feit", "leid een feit af", "feit: {${1:nieuw_feit}: {prioriteit: \\$p}}"),
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
