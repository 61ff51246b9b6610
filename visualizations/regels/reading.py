"""A rule as sentences: its conditions, one clause each, and its conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from strategy.advice.names import Names, decimal
from strategy.facts.types import ADVICE_TYPE, PRIORITY, Domain, FactType, Thing, Value
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
from visualizations.regels.conclusions import advised, described
from visualizations.regels.phrases import COMPARISONS, HOLDERS, NOUNS, clause
from visualizations.regels.tokens import Concept, Named, Token, Tokens, Variable, Word, fill, listed

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
class Reading:
    """A rule in sentences; `argument` is empty when the rule has none."""

    conditions: tuple[Clause, ...]
    conclusion: Tokens
    argument: Tokens


class Reader:
    """Reads the rules of one rulebook; with `names` and bindings, variables read as what they stand for."""

    def __init__(self, rulebook: Rulebook, names: Names) -> None:
        self._names = names
        self._types: Mapping[str, FactType] = {**rulebook.types, ADVICE_TYPE.name: ADVICE_TYPE}
        self._deriving: dict[str, list[Rule]] = {}
        for rule in rulebook.rules:
            if rule.head.kind == "feit":
                self._deriving.setdefault(rule.head.type, []).append(rule)

    def read(self, rule: Rule) -> Reading:
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
        return Reading(tuple(clauses), self._conclusion(voice, rule.head), _argument(rule))

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
        besides = listed(
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
        if pattern.type == ADVICE_TYPE.name:
            noun = described(given, "geen" if denied else "een", voice.any if denied else voice.some)
            return Clause(("we ", *noun, " adviseren"))
        phrase = clause(pattern.type)
        if phrase is None:
            return self._derived(pattern.type, given, denied, explained)
        voice.fields = dict(fact_type.fields)
        if isinstance(phrase, Thing):
            return Clause(_thing(pattern.type, phrase, given, denied, voice))
        template = phrase.denial if denied else phrase.clause
        return Clause(fill(template, given, voice.any if denied else voice.some))

    def _derived(self, name: str, given: Mapping[str, Tokens], denied: bool, explained: set[str]) -> Clause:
        rules = self._deriving.get(name, [])
        word = name.replace("_", " ")
        concept: Token = Concept(word, rules[0].id) if rules else f"“{word}”"
        about = listed(
            (f"{field.replace('_', ' ')} ", *_without_article(value)) for field, value in given.items()
        )
        tokens = (concept, " niet geldt" if denied else " geldt", *((" voor ", *about) if about else ()))
        meaning = "" if name in explained else " Of: ".join(rule.description or rule.label for rule in rules)
        explained.add(name)
        return Clause(tokens, meaning)

    # ── conclusion ────────────────────────────────────────────────────────────────────────────────

    def _conclusion(self, voice: _Voice, head: Head, only_bound: bool = False) -> Tokens:
        """What a head says; with `only_bound` nothing is said of variables without a value."""
        fact_type = self._types[head.type]
        voice.met.update(voice.domains)
        voice.fields = dict(fact_type.fields)
        given = {
            name: voice.value(name, term, fact_type.domain(name))
            for name, term in head.terms
            if not (only_bound and isinstance(term, Var) and term.name not in voice.bindings)
        }
        if head.kind == "advies":
            return advised(voice.settled(head), given, voice.some)
        if head.kind == "feit":
            clause = self._derived(head.type, given, False, {head.type})
            return (clause.tokens[0], *clause.tokens[2:])
        return described(given, "een", voice.some)


@dataclass
class _Voice:
    """How terms are said within one rule: a variable by its letter, with its noun when it is first met."""

    names: Names
    domains: Mapping[str, Domain]
    bindings: Bindings = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    fields: Mapping[str, Domain] = field(default_factory=dict)

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

    def some(self, field: str) -> str:
        """What a clause says of a field that its pattern leaves open."""
        return self._open(field, 0, "iets")

    def any(self, field: str) -> str:
        """The same in a denial."""
        return self._open(field, 1, "wat dan ook")

    def _open(self, field: str, form: int, otherwise: str) -> str:
        if field == "houder":
            return ("iemand", "wie dan ook")[form]
        domain = self.fields.get(field)
        return NOUNS[domain.name][form] if domain is not None and domain.name in NOUNS else otherwise


def _thing(name: str, thing: Thing, given: Mapping[str, Tokens], denied: bool, voice: _Voice) -> Tokens:
    """A thing and what is said of it, verbs shared: "p de inzet trekken en het belang gebied heeft"."""
    subject: Tokens = given.get("id", (f"{'geen enkel' if denied else 'een'} {name}",))
    groups: list[tuple[str, list[Tokens]]] = []
    for said, (text, verb) in thing.parts.items():
        if said in given:
            if not groups or groups[-1][0] != verb:
                groups.append((verb, []))
            groups[-1][1].append(fill(text, given, voice.some))
    if not groups:
        return (*subject, " niet bestaat" if denied else " bestaat")
    told = listed((*listed(parts), f" {verb}") for verb, parts in groups)
    return (*subject, " niet " if denied and "id" in given else " ", *told)


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
