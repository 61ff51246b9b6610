"""A rule in sentences: its conditions, what it concludes, and the phrases of each type of fact.

Sentences are tokens, for any kind of paper: plain words, variables, words of closed lists, names and concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from strategy.advice.names import Names, decimal
from strategy.facts.clauses import (
    COMPARISONS,
    HOLDERS,
    NOUNS,
    SAID_OF_ADVICE,
    fill,
    listed,
    of_advice,
    of_concept,
)
from strategy.facts.types_and_sentences import ADVICE_TYPE, PRIORITY, Domain, FactType, Value, asked
from strategy.rulebook.ast import (
    Compare,
    Const,
    Example,
    ExampleKind,
    Head,
    HeadKind,
    OneOf,
    Pattern,
    Rule,
    Rulebook,
    Term,
    Var,
)
from strategy.rulebook.check import PLACEHOLDER, variable_domains
from visualizations.writers.markup import guarded, numbered


@dataclass(frozen=True)
class Variable:
    """A letter that stands for one thing throughout a rule."""

    name: str


@dataclass(frozen=True)
class Word:
    """A word of a closed list, or a number: what a rule asks for."""

    text: str


@dataclass(frozen=True)
class Named:
    """The name of something in the dossier, in the place of a variable."""

    text: str


@dataclass(frozen=True)
class Concept:
    """A fact that rules derive; `rule` is the first that does."""

    text: str
    rule: str


Token = str | Variable | Word | Named | Concept
Tokens = tuple[Token, ...]


def plain(tokens: Tokens) -> str:
    """As text without any style."""
    return "".join(
        token
        if isinstance(token, str)
        else token.name
        if isinstance(token, Variable)
        else f"“{token.text}”"
        if isinstance(token, Concept)
        else token.text
        for token in tokens
    )


def markdown(tokens: Tokens) -> str:
    """As Markdown: variables in italics, words in bold, and nothing else that means anything."""
    return guarded("".join(map(_markdown, tokens)).lstrip())


def _markdown(token: Token) -> str:
    match token:
        case Variable(name):
            return f"*{name}*"
        case Word(text):
            return f"**{numbered(text)}**"
        case Concept(text):
            return f"“{numbered(text)}”"
        case Named(text):
            return numbered(text)
        case str():
            before, after = token[: len(token) - len(token.lstrip())], token[len(token.rstrip()) :]
            return f"{before}{numbered(token)}{after if token.strip() else ''}"
    raise TypeError(token)


def html(tokens: Tokens) -> Markup:
    """As HTML; concepts lead to the rule that derives them."""
    return Markup("").join(map(_html, tokens))


def _html(token: Token) -> Markup:
    match token:
        case Variable(name):
            return Markup("<var>{}</var>").format(name)
        case Word(text):
            return Markup("<b>{}</b>").format(text)
        case Concept(text, rule):
            return Markup('<a href="#{}">“{}”</a>').format(anchor(rule), text)
        case Named(text):
            return escape(text)
        case str():
            return escape(token)
    raise TypeError(token)


def anchor(rule: str) -> str:
    """The place of a rule in a page."""
    return f"regel-{rule}"


Bindings = Mapping[str, Value]
_VERBS: Mapping[HeadKind, Mapping[ExampleKind, str]] = {
    "advies": {"wel": "adviseert", "niet": "adviseert niet", "ooit": "moet ooit adviseren"},
    "feit": {"wel": "leidt af", "niet": "leidt niet af", "ooit": "moet ooit afleiden"},
    "tegen": {"wel": "pleit tegen", "niet": "pleit niet tegen", "ooit": "moet ooit pleiten tegen"},
    "sluit_uit": {"wel": "sluit uit", "niet": "sluit niet uit", "ooit": "moet ooit uitsluiten"},
}


@dataclass(frozen=True)
class Clause:
    """One condition; `meaning` says what a derived fact in it stands for."""

    tokens: Tokens
    meaning: str = ""


@dataclass(frozen=True)
class RuleText:
    """A rule in sentences; `argument` is empty when the rule has none."""

    conditions: tuple[Clause, ...]
    conclusion: Tokens
    argument: Tokens


class RuleReader:
    """Reads the rules of one rulebook; with `names` and bindings, variables read as what they stand for."""

    def __init__(self, rulebook: Rulebook, names: Names) -> None:
        self._names = names
        self._types: Mapping[str, FactType] = {**rulebook.types, ADVICE_TYPE.name: ADVICE_TYPE}
        self._deriving: dict[str, list[Rule]] = {}
        for rule in rulebook.rules:
            if rule.head.kind == "feit":
                self._deriving.setdefault(rule.head.type, []).append(rule)

    def read(self, rule: Rule) -> RuleText:
        """A rule with its variables as letters."""
        voice = _Voice(self._names, variable_domains(rule, self._types))
        explained: set[str] = set()
        clauses = [
            *(self._clause(voice, pattern, False, explained) for pattern in rule.positive),
            *(self._clause(voice, pattern, True, explained) for pattern in rule.negative),
            *(
                Clause((Variable(one), " en ", Variable(other), " verschillen"))
                for one, other in rule.different
            ),
        ]
        return RuleText(tuple(clauses), self._conclusion(voice, rule.head), _argument(rule))

    def concluded(self, rule: Rule, bindings: Bindings) -> Tokens:
        """What a rule concludes for these values of its variables; the others stay letters."""
        voice = _Voice(self._names, variable_domains(rule, self._types), bindings)
        return self._conclusion(voice, rule.head)

    def example(self, rule: Rule, example: Example) -> Tokens:
        """What an example says that the rule does, does not do, or will do one day."""
        domains = variable_domains(rule, self._types)
        voice = _Voice(self._names, domains, dict(example.bindings))
        verb = _VERBS[rule.head.kind][example.kind]
        concluded = {term.name for _, term in rule.head.terms if isinstance(term, Var)}
        besides: Tokens = listed(
            (f"{_noun(domains[name])} ", *voice.variable(name, domains[name]))
            for name, _ in example.bindings
            if name not in concluded
        )
        given = (" (bij ", *besides, ")") if besides else ()
        return (f"{verb}: ", *self._conclusion(voice, rule.head, only_bound=True), *given)

    # ── conditions ────────────────────────────────────────────────────────────────────────────────

    def _clause(self, voice: _Voice, pattern: Pattern, denied: bool, explained: set[str]) -> Clause:
        fact_type = self._types[pattern.type]
        given = {name: voice.value(name, term, fact_type.domain(name)) for name, term in pattern.terms}
        tokens: Tokens | None = asked(fact_type, given, denied)
        return self._derived(pattern.type, given, denied, explained) if tokens is None else Clause(tokens)

    def _derived(self, name: str, given: Mapping[str, Tokens], denied: bool, explained: set[str]) -> Clause:
        rules = self._deriving.get(name, [])
        word = name.replace("_", " ")
        concept: Token = Concept(word, rules[0].id) if rules else f"“{word}”"
        about = ((f"{field.replace('_', ' ')} ", *_without_article(value)) for field, value in given.items())
        meaning = "" if name in explained else " Of: ".join(rule.description or rule.label for rule in rules)
        explained.add(name)
        return Clause(of_concept(concept, about, denied), meaning)

    # ── conclusion ────────────────────────────────────────────────────────────────────────────────

    def _conclusion(self, voice: _Voice, head: Head, only_bound: bool = False) -> Tokens:
        """What a head says; with `only_bound` nothing is said of variables without a value."""
        fact_type = self._types[head.type]
        voice.met.update(voice.domains)
        given = {
            name: voice.value(name, term, fact_type.domain(name))
            for name, term in head.terms
            if not (only_bound and isinstance(term, Var) and term.name not in voice.bindings)
        }
        if head.kind == "advies":
            return advised(voice.settled(head), given, fact_type.some)
        if head.kind == "feit":
            clause = self._derived(head.type, given, False, {head.type})
            return (clause.tokens[0], *clause.tokens[2:])
        return of_advice(given, "een", fact_type.some)


@dataclass
class _Voice:
    """How terms are said within one rule: a variable by its letter, with its noun when it is first met."""

    names: Names
    domains: Mapping[str, Domain]
    bindings: Bindings = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def value(self, name: str, term: Term, domain: Domain | None) -> Tokens:
        match term:
            case Var(variable):
                return self.variable(variable, domain)
            case Const(value):
                return (self._word(name, value),)
            case OneOf(values):
                return listed(((self._word(name, value),) for value in values), " of ")
            case Compare(operator, number):
                return (f"{COMPARISONS[operator]} ", Word(decimal(float(number))))

    def variable(self, name: str, domain: Domain | None) -> Tokens:
        if name in self.bindings and domain is not None:
            text = self.names.value(domain, self.bindings[name])
            return (Named(f'"{text}"' if domain == PRIORITY else text),)
        first = name not in self.met
        self.met.add(name)
        if first and domain is not None and domain.name in NOUNS:
            return (f"{NOUNS[domain.name][0]} ", Variable(name))
        return (Variable(name),)

    def settled(self, head: Head) -> Head:
        """The head with the words that its variables have."""
        terms = tuple(
            (name, Const(self.bindings[term.name]))
            if isinstance(term, Var) and term.name in self.bindings and self.domains[term.name].words
            else (name, term)
            for name, term in head.terms
        )
        return replace(head, terms=terms)

    def _word(self, field: str, value: Value) -> Word:
        if isinstance(value, str):
            return Word(HOLDERS.get(value, value) if field == "houder" else value)
        return Word(decimal(float(value)))


def _without_article(value: Tokens) -> Tokens:
    """A value behind its own noun: "gremium g", not "gremium een gremium g"."""
    return value[1:] if len(value) == 2 and isinstance(value[1], Variable) else value


def _noun(domain: Domain) -> str:
    return domain.name if domain.name in NOUNS else domain.name.rsplit(".", 1)[-1]


def _argument(rule: Rule) -> Tokens:
    tokens: list[Token] = []
    end = 0
    for found in PLACEHOLDER.finditer(rule.argument):
        tokens += [rule.argument[end : found.start()], Variable(found[1])]
        end = found.end()
    return tuple(token for token in (*tokens, rule.argument[end:]) if token != "")


_SAID_LAST = {**SAID_OF_ADVICE, "prioriteit": "voor prioriteit {prioriteit}"}

_KIND = ("soort", "houding")
"""What the verb of an advice says already."""

_TIES = {
    "opbouwen": "bouw de relatie met {actor}<laag: (laag {laag})|> op",
    "intensiveren": "intensiveer de relatie met {actor}<laag: (laag {laag})|>",
    "onderhouden": "onderhoud de relatie met {actor}<laag: (laag {laag})|>",
}


def advised(head: Head, given: Mapping[str, Tokens], otherwise: Callable[[str], str]) -> Tokens:
    """An advice as what to do, ending in the priority it serves."""
    template = _advised(head, given)
    left = [field for field in given if field not in _KIND and f"{{{field}}}" not in template]
    tail = "".join(f", {text}" for field, text in _SAID_LAST.items() if field in left)
    return fill(template + tail, given, otherwise)


def _advised(head: Head, given: Mapping[str, Tokens]) -> str:
    """The template for what an advice says to do, by its kind and, within it, by what it names."""
    named = {field for field, _ in head.terms}
    attitude, role = _constant(head, "houding"), _constant(head, "rol")
    match _constant(head, "soort"):
        case "positie":
            return _seat(attitude, role)
        case "relatie":
            if "houding" not in given:
                return "werk aan de relatie met {actor}<laag: (laag {laag})|>"
            return _TIES.get(
                attitude, "kies voor de relatie met {actor}<laag: (laag {laag})|> de houding {houding}"
            )
        case "route":
            if attitude == "meedoen":
                return "loop mee in de lobby van {via} bij {doel}"
            return "lobby via {via} bij {doel}" if "via" in named else "lobby rechtstreeks bij {doel}"
        case "samenwerking":
            if "instrument" in named:
                return "trek met {actor} op in {instrument}"
            return (
                "werk samen met {actor} aan {thema}" if "thema" in named else "zoek {actor} op als bondgenoot"
            )
        case "koppelkans":
            return "koppel aan {instrument}" if "instrument" in named else "benut {gremium} ook voor {opgave}"
        case "voorwaarde":
            if "eerst" in named:
                return "verwerf eerst een zetel in {eerst}, als basis voor {gremium}"
            if attitude == "onderhouden":
                return "neem verantwoordelijkheid in {actor}, die onze zetels gunt"
            return "vul {actor} aan met eigen contacten"
        case "verkenning":
            return "verken samenwerking of een gezamenlijke agenda met {actor}"
        case "monitoren":
            return "volg de ontwikkeling van {prioriteit}"
        case "organisatie":
            return "coördineer de rijkscontacten voor {prioriteit}"
        case "afzien":
            return _refrain(named)
    return "doe wat hierbij past"


def _seat(attitude: str, role: str) -> str:
    if attitude == "behouden":
        return "behoud <rol:de rol {rol}|onze rol><thema: voor {thema}|> in {gremium}"
    if role == "inbreng":
        return "neem met stevige {rol} deel aan {gremium}"
    if role == "meelopen":
        return "volg {gremium}, zonder eigen inzet (rol {rol})"
    if attitude == "claimen":
        return "claim <rol:de rol {rol}|een rol><thema: voor {thema}|> in {gremium}"
    return "neem met houding {houding} <rol:de rol {rol}|een rol><thema: voor {thema}|> in {gremium}"


def _refrain(named: set[str]) -> str:
    if {"eerst", "gremium"} <= named:
        return "verkies {eerst} boven {gremium}"
    if "gremium" in named:
        return "neem geen voortrekkersrol<rol: ({rol})|> in {gremium}"
    if {"actor", "opgave"} <= named:
        return "zet voor {opgave} niet zelf in op {actor}"
    return "lobby niet extra voor {prioriteit}"


def _constant(head: Head, field: str) -> str:
    term = head.term(field)
    return str(term.value) if isinstance(term, Const) else ""
