"""Whether rules can mean something: known names, bound variables, matching kinds, and no instances."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from strategy.dossier.defined_names import MOST_SUGGESTIONS, may_be_in_unread_text
from strategy.dossier.yamltree import Places
from strategy.errors import Finding, Span, quote, suggest
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, BaseType, Domain, FactType, Value
from strategy.rulebook.ast import Compare, Const, Example, Head, OneOf, Pattern, Rule, Term, Var

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
REQUIRED_IN_ADVICE = ("soort", "houding", "prioriteit")
REQUIRED_IN_COUNTER = ("soort", "prioriteit")
ADVICE_FORMS: Mapping[str, tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]] = {
    "positie": ((("gremium", "rol"),), ("claimen", "behouden", "meedoen", "volgen")),
    "relatie": ((("actor", "laag"),), ("opbouwen", "intensiveren", "onderhouden")),
    "route": ((("doel",),), ("opbouwen", "intensiveren", "meedoen")),
    "samenwerking": ((("actor",),), ("meedoen", "opbouwen", "intensiveren", "onderhouden")),
    "koppelkans": ((("instrument",), ("gremium", "opgave")), ("meedoen", "volgen", "opbouwen", "bijstellen")),
    "voorwaarde": ((("gremium", "eerst"), ("actor",)), ("claimen", "onderhouden", "opbouwen")),
    "verkenning": ((("actor",),), ("opbouwen",)),
    "monitoren": (((),), ("volgen",)),
    "afzien": (((),), ("afzien",)),
    "organisatie": (((),), ("opbouwen", "intensiveren", "onderhouden")),
}
"""Per kind of advice the fields it needs, in one of these combinations, and the attitudes that fit it."""
UNKNOWN = Domain("onbekend", number=True)

_BRACES = re.compile(r"\{([^{}]*)\}")
Keys = tuple[str, ...]
"""The way from a rule, a condition, a conclusion or an example to a place within it."""


def stated(types: Mapping[str, FactType]) -> dict[str, FactType]:
    """Of these fact types those that stand in a dossier or are measured from it."""
    return {name: known for name, known in types.items() if isinstance(known, BaseType)}


def all_types(rules: Sequence[Rule], base: Mapping[str, FactType] = BASE_TYPES) -> dict[str, FactType]:
    """The fact types of a dossier, with advice and those that these rules conclude."""
    return {**base, ADVICE_TYPE.name: ADVICE_TYPE, **derived_types(rules, base)}


def derived_types(rules: Sequence[Rule], base: Mapping[str, FactType] = BASE_TYPES) -> dict[str, FactType]:
    """The fact types that rules conclude, with the kinds of their fields worked out from the variables.

    A derived type may be built from another one: a rule is looked at again when a type that it reads grew.
    """
    known: dict[str, FactType] = {**base, ADVICE_TYPE.name: ADVICE_TYPE}
    fields: dict[str, dict[str, Domain]] = {}
    deriving = [r for r in rules if r.head.kind == "feit" and r.head.type and r.head.type not in base]
    readers = grouped(
        (name, rule) for rule in deriving for name in dict.fromkeys(pattern.type for pattern in rule.positive)
    )
    queue = deque(deriving)
    while queue:
        rule = queue.popleft()
        name = rule.head.type
        own = fields.setdefault(name, {})
        before = dict(own)
        _infer_fields(rule, known, own)
        if name not in known or own != before:
            if name != ADVICE_TYPE.name:
                known[name] = FactType(name, "volgt uit regels", tuple(own.items()))
            queue.extend(readers.get(name, ()))
    return {name: known[name] for name in fields if name != ADVICE_TYPE.name}


def _infer_fields(rule: Rule, known: Mapping[str, FactType], fields: dict[str, Domain]) -> None:
    domains = variable_domains(rule, known)
    for name, term in rule.head.terms:
        if isinstance(term, Var):
            if term.name in domains:
                domain = domains[term.name]
                present = fields.setdefault(name, domain)
                if present.name == domain.name and len(domain.words) > len(present.words):
                    fields[name] = domain
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


def strangers(
    example: Example, domains: Mapping[str, Domain], names: Mapping[str, Mapping[str, Span]]
) -> Iterator[tuple[str, Value]]:
    """The variables, with the name given to each, that an example has of something that is not in a dossier."""
    for name, value in example.bindings:
        domain = domains[name]
        if domain.names_instances and str(value) not in names.get(domain.name, {}):
            yield name, value


@dataclass
class RuleChecker:
    """Checks rules against the fact types and the names of a dossier.

    What is only wrong because something else is, stays unsaid: `broken` are the places of rules that could
    not be read whole, so that a variable may be bound in the part that is missing; `lost` are the words
    among which a fact type may hide that no rule derives any more.
    """

    types: Mapping[str, FactType]
    instances: Mapping[str, Mapping[str, Span]]
    places: Places = field(default_factory=Places)
    broken: Collection[Span] = ()
    lost: Collection[str] = ()
    findings: list[Finding] = field(default_factory=list)
    _rule: Rule | None = None
    _uncertain: Collection[str] = ()

    def report(self, start: Span, keys: Keys, code: str, message: str, hint: str = "") -> None:
        """Report at the last of `keys`, which lead on from `start`."""
        self.findings.append(Finding(self.places.key(start, *keys), code, message, hint))

    def check(self, rules: Sequence[Rule]) -> list[Finding]:
        """All findings about these rules."""
        seen: dict[str, Rule] = {}
        self._uncertain = {
            rule.head.type for rule in rules if rule.head.kind == "feit" and self._fields_missing(rule)
        }
        for rule in rules:
            if rule.id and rule.id in seen:
                message = f"de regel {quote(rule.id)} bestaat al ({seen[rule.id].span})"
                self.report(
                    rule.span, (), "dubbele-naam", message, "kies een andere naam, of verwijder er één"
                )
            seen.setdefault(rule.id, rule)
            self._check_rule(rule)
        return self.findings

    def _fields_missing(self, rule: Rule) -> bool:
        """Whether the fact that a rule derives may lack fields, because of a problem reported elsewhere."""
        bound = {name for pattern in rule.positive for name in pattern.variables}
        terms = (term for _, term in rule.head.terms if isinstance(term, Var))
        return rule.span in self.broken or any(term.name not in bound for term in terms)

    def _check_rule(self, rule: Rule) -> None:
        self._rule = rule
        domains: dict[str, Domain] = {}
        for pattern in rule.positive:
            self._pattern(pattern, domains, binds=True)
        for pattern in rule.negative:
            self._pattern(pattern, domains, binds=False)
        for pair in rule.different:
            for name in pair:
                self._bound(name, domains, rule.span, ("als", "anders", f"${name}"), "in `anders`")
        self._head(rule.head, domains)
        if rule.factor:
            keys = ("factor", f"${rule.factor}")
            self._bound(rule.factor, domains, rule.span, keys, "als factor")
            if rule.factor in domains and not domains[rule.factor].number:
                message = f"${rule.factor} is een {domains[rule.factor].name}, en een factor is een getal"
                self.report(
                    rule.span,
                    keys,
                    "factor",
                    message,
                    "gebruik een $variabele met een getal, zoals de sterkte van een route",
                )
        for name in dict.fromkeys(_BRACES.findall(rule.argument)):
            if name not in domains and rule.span not in self.broken:
                message = f"{quote(f'{{{name}}}')} in het argument is geen variabele van deze regel"
                names = ", ".join(f"{{{known}}}" for known in sorted(domains))
                hint = (
                    f"kies uit: {names}"
                    if names
                    else "gebruik een variabele die bij `als` voorkomt, zonder $"
                )
                self.report(rule.span, ("argument", f"{{{name}}}"), "ongebonden", message, hint)
        self._examples(rule, domains)

    def _examples(self, rule: Rule, domains: Mapping[str, Domain]) -> None:
        """Whether the examples name variables of the rule, and words that these can have.

        A name that is not there (`strangers`) stops no advice: an example is a test, and says so when it is run.
        """
        if rule.span in self.broken:
            return
        for example in rule.examples:
            for name, value in example.bindings:
                domain = domains.get(name)
                if domain is None:
                    hint = self._suggest(name, domains) or f"variabelen: {', '.join(sorted(domains))}"
                    message = f"{quote(name)} is geen variabele van deze regel"
                    self.report(example.span, (name,), "voorbeeld", message, hint)
                elif domain is not UNKNOWN and not domain.names_instances:
                    self._value(value, domain, example.span, (name,))

    def _suggest(self, word: str, known: Iterable[str]) -> str:
        return suggest(word, known) if len(self.findings) < MOST_SUGGESTIONS else ""

    def _type(self, name: str, span: Span) -> FactType | None:
        if name in self.types or may_be_in_unread_text(name, self.lost):
            return self.types.get(name)
        hint = self._suggest(name, self.types) or "zie `krachtenveld regels --feiten` voor alle feiten"
        self.report(span, (), "onbekend-feit", f"er is geen feit {quote(name)}", hint)
        return None

    def _pattern(self, pattern: Pattern, domains: dict[str, Domain], binds: bool) -> None:
        fact_type = self._type(pattern.type, pattern.span)
        if fact_type is None:
            if binds:
                domains.update({name: UNKNOWN for name in pattern.variables if name not in domains})
            return
        for name, term in pattern.terms:
            keys = (pattern.type, name)
            domain = self._field(fact_type, name, pattern.span, keys)
            if isinstance(term, Var):
                self._variable(term, domain or UNKNOWN, domains, pattern.span, keys, binds)
            elif domain is not None:
                self._constant(term, domain, pattern.span, keys)

    def _field(self, fact_type: FactType, name: str, span: Span, keys: Keys) -> Domain | None:
        domain = fact_type.domain(name)
        if domain is None and fact_type.name not in self._uncertain:
            hint = (
                self._suggest(name, fact_type.field_names)
                or f"velden: {', '.join(fact_type.field_names) or 'geen'}"
            )
            message = f"{quote(fact_type.name)} heeft geen veld {quote(name)}"
            self.report(span, keys, "onbekend-veld", message, hint)
        return domain

    def _variable(
        self, term: Var, domain: Domain, domains: dict[str, Domain], span: Span, keys: Keys, binds: bool
    ) -> None:
        known = domains.get(term.name)
        keys = (*keys, f"${term.name}")
        if known is None and not binds:
            self._bound(term.name, domains, span, keys, "in `niet`")
        elif known is None or known is UNKNOWN:
            domains[term.name] = domain
        elif UNKNOWN not in (known, domain) and known.name != domain.name:
            hint = "gebruik een andere variabele of een ander veld"
            message = f"${term.name} is een {known.name}, maar hier hoort een {domain.name}"
            self.report(span, keys, "verkeerde-soort", message, hint)

    def _bound(self, name: str, domains: Mapping[str, Domain], span: Span, keys: Keys, where: str) -> None:
        if name in domains or (self._rule is not None and self._rule.span in self.broken):
            return
        near = self._suggest(name, domains).replace('"', '"$', 1)
        leave = "laat het veld weg, of " if where in ("in `niet`", "in `dan`") else ""
        hint = near or f"{leave}voeg bij `als` een voorwaarde toe die ${name} vult"
        message = f"${name} {where} komt bij de gewone voorwaarden niet voor"
        self.report(span, keys, "ongebonden", message, hint)

    def _constant(self, term: Term, domain: Domain, span: Span, keys: Keys) -> None:
        if isinstance(term, Compare):
            if not domain.number:
                hint = f"kies uit: {', '.join(domain.words)}" if domain.words else "gebruik een $variabele"
                message = f"{quote(keys[-1])} is geen getal, en dus niet te vergelijken"
                self.report(span, (*keys, term.operator), "vergelijking", message, hint)
            return
        values: tuple[Value, ...] = ()
        if isinstance(term, OneOf):
            values = term.values
        elif isinstance(term, Const):
            values = (term.value,)
        for value in values:
            self._value(value, domain, span, keys)

    def _value(self, value: Value, domain: Domain, span: Span, keys: Keys) -> None:
        word = str(value)
        keys = (*keys, word)
        if domain.number:
            if isinstance(value, str):
                hint = 'schrijf een getal, of een vergelijking zoals ">= 2"'
                self.report(span, keys, "getal", f"{quote(word)} is geen getal", hint)
        elif domain.words:
            if value not in domain.words:
                hint = self._suggest(word, domain.words) or f"kies uit: {', '.join(domain.words)}"
                self.report(span, keys, "onbekende-waarde", f"{quote(word)} is geen {domain.name}", hint)
        elif word in self.instances.get(domain.name, {}):
            message = f"een regel mag geen {domain.name} bij naam noemen: {quote(word)}"
            hint = "gebruik een $variabele, en beschrijf met feiten waaróm het om deze gaat"
            self.report(span, keys, "instantie", message, hint)
        else:
            message = f"{quote(word)} is geen {domain.name} van dit dossier, en een regel mag er geen bij naam noemen"
            self.report(span, keys, "instantie", message, f"schrijf een $variabele, zoals ${domain.name[:1]}")

    def _head(self, head: Head, domains: Mapping[str, Domain]) -> None:
        if not head.type:
            return
        known = self.types[head.type]
        if head.kind == "feit" and (isinstance(known, BaseType) or known is ADVICE_TYPE):
            message = f"{quote(head.type)} komt uit het dossier; een regel mag het niet afleiden"
            self.report(head.span, (), "basisfeit", message, "kies een eigen naam voor het nieuwe feit")
            return
        before = len(self.findings)
        for name, term in head.terms:
            keys = (head.key, name)
            if isinstance(term, Var):
                self._bound(term.name, domains, head.span, (*keys, f"${term.name}"), "in `dan`")
                if head.kind == "feit" and domains.get(term.name, UNKNOWN) is UNKNOWN:
                    continue  # without a kind for the variable, the derived field has none either
            domain = self._field(known, name, head.span, keys)
            if domain is None:
                continue
            if isinstance(term, Const):
                self._value(term.value, domain, head.span, keys)
            elif (held := domains.get(term.name, UNKNOWN)) is not UNKNOWN and held.name != domain.name:
                message = f"${term.name} is een {held.name}, maar hier hoort een {domain.name}"
                self.report(
                    head.span,
                    (*keys, f"${term.name}"),
                    "verkeerde-soort",
                    message,
                    "gebruik een andere variabele of een ander veld",
                )
        if self._rule is None or self._rule.span not in self.broken:
            for name in _missing(head):
                message = f'in "{head.kind}" ontbreekt het veld "{name}"'
                self.report(head.span, (), "ontbreekt", message, f"voeg toe: `{name}: …`")
            if head.kind == "advies" and len(self.findings) == before:
                self._form(head)

    def _form(self, head: Head) -> None:
        """Whether an advice says enough to be read out, with an attitude that fits its kind."""
        sort, attitude = head.term("soort"), head.term("houding")
        if isinstance(sort, Var):
            hint = f"kies een van {', '.join(ADVICE_FORMS)}"
            self.report(
                head.span, (head.key, "soort"), "soort", "de soort van een advies is een vast woord", hint
            )
        if not isinstance(sort, Const) or sort.value not in ADVICE_FORMS:
            return
        combinations, attitudes = ADVICE_FORMS[str(sort.value)]
        given = {name for name, _ in head.terms}
        if not any(given.issuperset(needed) for needed in combinations):
            wanted = " of ".join(" en ".join(f'"{name}"' for name in needed) for needed in combinations)
            message = f'een advies van soort "{sort.value}" noemt {wanted}'
            self.report(head.span, (), "ontbreekt", message, "vul het gevolg aan")
        if isinstance(attitude, Const) and attitude.value not in attitudes:
            message = f'bij soort "{sort.value}" past geen houding "{attitude.value}"'
            self.report(
                head.span, (head.key, "houding"), "houding", message, f"kies een van {', '.join(attitudes)}"
            )


def _missing(head: Head) -> Iterator[str]:
    wanted = {"advies": REQUIRED_IN_ADVICE, "tegen": REQUIRED_IN_COUNTER}.get(head.kind, ())
    given = {name for name, _ in head.terms}
    return (name for name in wanted if name not in given)
