"""Whether rules can mean something: known names, bound variables, matching kinds, and no instances."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from strategy.errors import Finding, Span, suggest
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES, Domain, FactType, Value
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Rule, Term, Var

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
REQUIRED_IN_ADVICE = ("soort", "houding", "prioriteit")
REQUIRED_IN_COUNTER = ("soort", "prioriteit")

Locate = Callable[[Span, str], Span]


def derived_types(rules: Sequence[Rule]) -> dict[str, FactType]:
    """The fact types that rules conclude, with the kinds of their fields worked out from the variables.

    Repeats until nothing changes, because a derived type may be built from another one.
    """
    fields: dict[str, dict[str, Domain]] = {}
    for _ in range(len(rules) + 1):
        known = {**BASE_TYPES, **_as_types(fields)}
        before = str(fields)
        for rule in rules:
            if rule.head.kind == "feit" and rule.head.type not in BASE_TYPES:
                _infer_fields(rule, known, fields.setdefault(rule.head.type, {}))
        if str(fields) == before:
            break
    return _as_types(fields)


def _as_types(fields: Mapping[str, Mapping[str, Domain]]) -> dict[str, FactType]:
    return {
        name: FactType(name, "volgt uit regels", tuple(domains.items())) for name, domains in fields.items()
    }


def _infer_fields(rule: Rule, known: Mapping[str, FactType], fields: dict[str, Domain]) -> None:
    domains = variable_domains(rule, {**known, ADVICE_TYPE.name: ADVICE_TYPE})
    for name, term in rule.head.terms:
        if isinstance(term, Var):
            if term.name in domains:
                fields.setdefault(name, domains[term.name])
        elif isinstance(term.value, str):
            words = fields[name].words if name in fields else ()
            if name not in fields or (words and term.value not in words):
                fields[name] = Domain(f"{rule.head.type}.{name}", (*words, term.value))
        else:
            fields.setdefault(name, Domain("getal", number=True))


def variable_domains(rule: Rule, types: Mapping[str, FactType]) -> dict[str, Domain]:
    """The kind of each variable, from its first use in a positive condition."""
    domains: dict[str, Domain] = {}
    for pattern in rule.positive:
        for name, term in pattern.terms:
            domain = types[pattern.type].domain(name) if pattern.type in types else None
            if isinstance(term, Var) and domain is not None:
                domains.setdefault(term.name, domain)
    return domains


@dataclass
class RuleChecker:
    """Checks rules against the fact types and the names of a dossier. `locate` finds a word's place."""

    types: Mapping[str, FactType]
    instances: Mapping[str, Mapping[str, Span]]
    excerpt: Callable[[Span], str]
    locate: Locate
    findings: list[Finding] = field(default_factory=list)

    def report(self, span: Span, word: str, code: str, message: str, hint: str = "") -> None:
        place = self.locate(span, word) if word else span
        self.findings.append(Finding(place, code, message, hint, excerpt=self.excerpt(place)))

    def check(self, rules: Sequence[Rule]) -> list[Finding]:
        """All findings about these rules."""
        seen: dict[str, Rule] = {}
        for rule in rules:
            if rule.id in seen:
                self.report(
                    rule.span, "", "dubbele-naam", f'de regel "{rule.id}" bestaat al ({seen[rule.id].span})', "kies een andere naam"
                )
            seen.setdefault(rule.id, rule)
            self._rule(rule)
        return self.findings

    def _rule(self, rule: Rule) -> None:
        domains: dict[str, Domain] = {}
        for pattern in rule.positive:
            self._pattern(pattern, domains, binds=True)
        for pattern in rule.negative:
            self._pattern(pattern, domains, binds=False)
        for pair in rule.different:
            for name in pair:
                self._bound(name, domains, rule.span, "in `anders`")
        self._head(rule.head, domains)
        if rule.factor:
            self._bound(rule.factor, domains, rule.span, "als factor")
            if rule.factor in domains and not domains[rule.factor].number:
                self.report(rule.span, f"${rule.factor}", "factor", f"${rule.factor} is geen getal", "gebruik een $variabele met een getal")
        for name in PLACEHOLDER.findall(rule.argument):
            if name not in domains:
                self.report(
                    rule.span, f"{{{name}}}", "ongebonden", f"{{{name}}} in het argument is geen variabele van deze regel",
                    suggest(name, domains) or "gebruik een variabele die bij `als` voorkomt",
                )  # fmt: skip

    def _type(self, name: str, span: Span) -> FactType | None:
        if name in self.types:
            return self.types[name]
        self.report(
            span, "", "onbekend-feit", f'er is geen feit "{name}"',
            suggest(name, self.types) or "zie `krachtenveld regels --feiten` voor alle feiten",
        )  # fmt: skip
        return None

    def _pattern(self, pattern: Pattern, domains: dict[str, Domain], binds: bool) -> None:
        fact_type = self._type(pattern.type, pattern.span)
        if fact_type is None:
            domains.update({name: Domain("onbekend", number=True) for name in pattern.variables if name not in domains})
            return
        for name, term in pattern.terms:
            domain = self._field(fact_type, name, pattern.span)
            if domain is None:
                if isinstance(term, Var):
                    domains.setdefault(term.name, Domain("onbekend", number=True))
            elif isinstance(term, Var):
                self._variable(term, domain, domains, pattern.span, binds)
            else:
                self._constant(term, domain, pattern.span)

    def _field(self, fact_type: FactType, name: str, span: Span) -> Domain | None:
        domain = fact_type.domain(name)
        if domain is None:
            self.report(
                span, name, "onbekend-veld", f'"{fact_type.name}" heeft geen veld "{name}"',
                suggest(name, fact_type.field_names) or f"velden: {', '.join(fact_type.field_names)}",
            )  # fmt: skip
        return domain

    def _variable(self, term: Var, domain: Domain, domains: dict[str, Domain], span: Span, binds: bool) -> None:
        known = domains.get(term.name)
        if known is None:
            if binds:
                domains[term.name] = domain
            else:
                self._bound(term.name, domains, span, "in `niet`")
        elif known.name not in (domain.name, "onbekend"):
            self.report(
                span, f"${term.name}", "verkeerde-soort", f"${term.name} is een {known.name}, maar hier hoort een {domain.name}",
                "gebruik een andere variabele of een ander veld",
            )  # fmt: skip

    def _bound(self, name: str, domains: Mapping[str, Domain], span: Span, where: str) -> None:
        if name not in domains:
            self.report(
                span, f"${name}", "ongebonden", f"${name} {where} komt bij de gewone voorwaarden niet voor",
                suggest(name, domains) or "laat het veld weg, of voeg een voorwaarde toe die de variabele vult",
            )  # fmt: skip

    def _constant(self, term: Term, domain: Domain, span: Span) -> None:
        if isinstance(term, Compare):
            if not domain.number:
                self.report(span, str(term.operator), "vergelijking", "alleen getallen zijn te vergelijken", "noem een waarde")
            return
        values: tuple[Value, ...] = term.values if isinstance(term, OneOf) else (term.value,) if isinstance(term, Const) else ()
        for value in values:
            self._value(value, domain, span)

    def _value(self, value: Value, domain: Domain, span: Span) -> None:
        word = str(value)
        if domain.number:
            if isinstance(value, str):
                self.report(span, word, "getal", f'"{value}" is geen getal', 'schrijf een getal, of een vergelijking zoals ">= 2"')
        elif domain.words:
            if value not in domain.words:
                near = suggest(word, domain.words) or f"mogelijk: {', '.join(domain.words)}"
                self.report(span, word, "onbekende-waarde", f'"{word}" is geen {domain.name}', near)
        elif word in self.instances.get(domain.name, {}):
            self.report(
                span, word, "instantie", f'een regel mag geen {domain.name} bij naam noemen: "{word}"',
                "beschrijf met feiten waaróm het om deze gaat, en gebruik een $variabele",
            )  # fmt: skip
        else:
            self.report(
                span, word, "instantie", f'er is geen {domain.name} "{word}", en een regel mag er geen bij naam noemen',
                "gebruik een $variabele",
            )  # fmt: skip

    def _head(self, head: Head, domains: Mapping[str, Domain]) -> None:
        if head.kind == "feit" and head.type in (*BASE_TYPES, ADVICE_TYPE.name):
            self.report(head.span, "", "basisfeit", f'"{head.type}" komt uit het dossier; een regel mag het niet afleiden', "kies een eigen naam")
            return
        fact_type = self.types[head.type]
        for name, term in head.terms:
            domain = self._field(fact_type, name, head.span)
            if isinstance(term, Var):
                self._bound(term.name, domains, head.span, "in `dan`")
                known = domains.get(term.name)
                if domain and known and known.name not in (domain.name, "onbekend"):
                    self.report(
                        head.span, f"${term.name}", "verkeerde-soort",
                        f"${term.name} is een {known.name}, maar hier hoort een {domain.name}", "gebruik een ander veld",
                    )  # fmt: skip
            elif domain is not None:
                self._value(term.value, domain, head.span)
        for name in _missing(head):
            self.report(head.span, "", "ontbreekt", f'in "{head.kind}" ontbreekt "{name}"', "vul het veld in")


def _missing(head: Head) -> Iterator[str]:
    wanted = {"advies": REQUIRED_IN_ADVICE, "tegen": REQUIRED_IN_COUNTER}.get(head.kind, ())
    given = {name for name, _ in head.terms}
    return (name for name in wanted if name not in given)
