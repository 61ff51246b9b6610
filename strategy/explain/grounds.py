"""What an advice rests on: its facts with their places, sources, judgements and assumptions, as sentences that people read.

How a contribution follows from the dossier, step by step, and what stands beside an advice: the same advice for
priorities that a rule excluded, and other seats at the table. And what it stands or falls with (`Footing`): the single facts
that all its reasons need, read from the firings of one run, so that every list can tell it; `judgements` makes the runs that
tell the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome, once
from strategy.advice.model import ID_FIELDS, TARGET_FIELDS, Advice, Entry, Target, advice_id, target_of
from strategy.advice.names import INTERNAL_SOURCE, ROLE_NAMES, Names, sentence
from strategy.dossier.defined_names import counted
from strategy.dossier.provenance import Origin
from strategy.facts.clauses import COMPARISONS, HOLDERS, Thing, fill, listed, of_concept
from strategy.facts.fact_base import grouped, unconfirmed
from strategy.facts.types_and_sentences import (
    ABSENT,
    ADVICE_TYPE,
    PRIORITY,
    THEME,
    BaseType,
    Domain,
    Fact,
    FactType,
    Value,
    asked,
)
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Term, Var


@dataclass(frozen=True)
class Ground:
    """One fact of the dossier under an argument: what it says, where it stands, and how hard it is."""

    fact: Fact
    text: str
    file: str
    line: int
    nature: str
    cited: str
    note: str
    to_verify: str
    to_confirm: str = ""
    """The term for which nobody has confirmed this fact yet."""
    lender: str = ""
    """What around the fact the source was named for, when nobody named it for the fact itself."""
    confirmed: str = ""
    """When, and by whom, it was confirmed for a new term."""

    @property
    def source(self) -> str:
        """The source as people cite it, with what it was named for if not for this fact."""
        return _lent(self.cited, self.lender)

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def grounds(outcome: Outcome, entry: Entry) -> tuple[Ground, ...]:
    """The facts of the dossier on which one contribution rests."""
    return tuple(ground(outcome, fact) for fact in outcome.trace.grounds(entry.firing))


def ground(outcome: Outcome, fact: Fact) -> Ground:
    """A fact of the dossier with its weakest origin: what is uncertain about it must not be hidden."""
    known: dict[object, Ground] = outcome.told
    if fact not in known:
        known[fact] = stated_ground(outcome, fact, weakest_origin(outcome.case.facts.evidence(fact).origins))
    return known[fact]


def stated_ground(outcome: Outcome, fact: Fact, origin: Origin) -> Ground:
    """A fact of the dossier as one of its origins states it; a source named for what the fact says whole, is its own."""
    origins = outcome.case.facts.evidence(fact).origins
    lender = origin.lender
    if lender is not None and any(other.span == lender.span for other in origins):
        lender = None
    return Ground(
        fact=fact,
        text=fact_text(outcome, fact),
        file=origin.span.file,
        line=origin.span.line,
        nature=origin.nature,
        cited=cited(outcome.names, origin),
        note=origin.note,
        to_verify=origin.to_verify,
        to_confirm=unconfirmed(origins),
        lender=lender.what if lender else "",
        confirmed=str(origin.confirmed) if origin.to_confirm and origin.confirmed else "",
    )


def weakest_origin(origins: Iterable[Origin]) -> Origin:
    """Of several origins of one fact the least certain: aanname before oordeel before registratie."""
    order = ("aanname", "oordeel", "registratie")

    def certainty(origin: Origin) -> tuple[int, bool, bool]:
        return order.index(origin.nature), not origin.to_verify, not origin.of_the_file

    return min(origins, key=certainty)


def uncertainties(outcome: Outcome, advice: Advice) -> tuple[Ground, ...]:
    """What is no registration with a source of its own under the strongest argument of an advice, without repetition."""
    if not advice.entries:
        return ()
    found = {item.fact: item for item in grounds(outcome, advice.entries[0])}
    return tuple(
        item for item in found.values() if item.nature != "registratie" or item.lender or item.to_confirm
    )


def fact_sentence(names: Names, fact: Fact, fact_type: BaseType) -> str:
    """A fact of the dossier, or computed from it, in Dutch."""
    values = {
        name: "" if value == ABSENT else names.value(domain, value)
        for (name, domain), value in zip(fact_type.fields, fact.values, strict=True)
    }
    return fact_type.told(values)


def condition_text(
    outcome: Outcome, pattern: Pattern, bindings: Mapping[str, Value], denied: bool = False
) -> str:
    """That there is such a fact, or with `denied` that there is none, as a clause behind "dat", with names for what is known:
    "de VNG-commissie Economie de rol lid te verdelen heeft"."""
    fact_type = outcome.trace.types[pattern.type]
    if pattern.type == ADVICE_TYPE.name and (title := _seat_title(outcome, pattern, bindings)):
        return f"er {'geen' if denied else 'een'} advies is: {title}"
    said: dict[str, str] = {}
    for field, term in pattern.terms:
        domain = fact_type.domain(field)
        assert domain is not None
        if text := _term_text(outcome.names, field, domain, term, bindings):
            said[field] = text
    pieces = asked(fact_type, {field: (text,) for field, text in said.items()}, denied)
    return _concept_text(fact_type, said, denied) if pieces is None else "".join(pieces)


def _seat_title(outcome: Outcome, pattern: Pattern, bindings: Mapping[str, Value]) -> str:
    """The title of the advice on a seat that a pattern is about; "" when it is about anything else."""
    values: dict[str, Value] = {}
    for name, term in pattern.terms:
        if isinstance(term, Const):
            values[name] = term.value
        elif isinstance(term, Var) and term.name in bindings:
            values[name] = bindings[term.name]
    if values.get("soort") != "positie" or not {"houding", "gremium", "rol"} <= set(values):
        return ""
    fact = Fact(ADVICE_TYPE.name, tuple(values.get(name, ABSENT) for name in ADVICE_TYPE.field_names))
    return outcome.names.title(target_of(fact)[0], ())


def _concept_text(fact_type: FactType, said: Mapping[str, str], denied: bool = False) -> str:
    """What rules derive, by its name and that of what it is about: "“voortouw” geldt voor de VNG-commissie Economie"."""
    about = [(_as_thing(field, fact_type.domain(field), text),) for field, text in said.items()]
    return "".join(of_concept(f"“{fact_type.name.replace('_', ' ')}”", about, denied))


def _as_thing(field: str, domain: Domain | None, text: str) -> str:
    """A value beside others: what has a name of its own by that, a theme and a word behind what they are."""
    if domain == THEME:
        return f"het thema {text}"
    return text if domain and domain.names_instances else f"{field} {text}"


def _term_text(names: Names, field: str, domain: Domain, term: Term, bindings: Mapping[str, Value]) -> str:
    """What a term asks of a field, within a sentence; "" for a variable that may be anything."""
    values: Iterable[Value]
    match term:
        case Var(name):
            values = (bindings[name],) if name in bindings else ()
        case Const(value):
            values = (value,)
        case OneOf(values):
            pass
        case Compare(operator, number):
            return f"{COMPARISONS[operator]} {names.value(domain, number)}"
    return "".join(listed(((_said_within(names, field, domain, value),) for value in values), " of "))


def _said_within(names: Names, field: str, domain: Domain, value: Value) -> str:
    """A value of a field within a sentence: what it names with its article, a priority in quotes."""
    if field == "houder":
        return HOLDERS[str(value)]
    text = names.said(domain, value) if domain.names_instances else names.value(domain, value)
    return f'"{names.value(domain, value)}"' if domain == PRIORITY else text


def value_text(trace: Trace, names: Names, fact_type: str, field: str, value: Value) -> str:
    """A value of a field as users read it."""
    domain = trace.types[fact_type].domain(field)
    return names.value(domain, value) if domain else str(value)


def citation(names: Names, origin: Origin) -> str:
    """The source of a value as people cite it, with what it was named for if not for this value."""
    return _lent(cited(names, origin), origin.lender.what if origin.lender else "")


def _lent(text: str, lender: str) -> str:
    return f"bron van {lender}: {text}" if lender else text


def cited(names: Names, origin: Origin) -> str:
    """The source alone, whatever it was named for; "aanname" when there is none."""
    source = origin.source
    if source is None:
        return "aanname" if origin.nature == "aanname" else "zonder bron"
    title = names.documents.get(source.document, source.document)
    section = names.sections.get((source.document, source.section), source.section)
    if title == INTERNAL_SOURCE:
        return title
    bullet = f", punt {source.bullet}" if source.bullet else ""
    return f"{title}{', ' + section if section else ''}{bullet}"


@dataclass(frozen=True)
class DerivationStep:
    """One fact on which something rests.

    It stands in the dossier (`ground`), or a rule concluded it (`firing`), or it was computed; in the last two cases
    `because` are the facts it follows from.
    """

    fact: Fact
    ground: Ground | None = None
    firing: Firing | None = None
    because: tuple[DerivationStep, ...] = ()


def derivation(outcome: Outcome, firing: Firing) -> tuple[DerivationStep, ...]:
    """The facts that a firing used, one per condition of its rule, each with what it follows from.

    Of several reasons for a derived fact the first is given that does not lead back to the fact itself.
    """
    return _Derivation(outcome).of(firing, frozenset())


def step_text(outcome: Outcome, step: DerivationStep) -> str:
    """A step as people read it: a derived fact by the argument of its rule, where that has one."""
    if step.ground is not None:
        return step.ground.text
    if step.firing is None:
        return fact_text(outcome, step.fact)
    argument = sentence(outcome.trace, outcome.names, step.firing)
    return argument if argument and step.fact.type != ADVICE_TYPE.name else fact_text(outcome, step.fact)


class _Derivation:
    """Steps are remembered: facts that many others rest on are worked out once."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._known: dict[Fact, DerivationStep] = {}

    def of(self, firing: Firing, above: frozenset[Fact]) -> tuple[DerivationStep, ...]:
        premises = dict.fromkeys(self._outcome.trace.premises(firing))
        return tuple(self._step(fact, above) for fact in premises)

    def _step(self, fact: Fact, above: frozenset[Fact]) -> DerivationStep:
        if fact in above:
            return DerivationStep(fact)
        if fact not in self._known:
            self._known[fact] = self._worked_out(fact, above | {fact})
        return self._known[fact]

    def _worked_out(self, fact: Fact, above: frozenset[Fact]) -> DerivationStep:
        facts = self._outcome.case.facts
        if fact in facts:
            evidence = facts.evidence(fact)
            if evidence.origins:
                return DerivationStep(fact, ground=ground(self._outcome, fact))
            return DerivationStep(
                fact, because=tuple(self._step(premise, above) for premise in evidence.premises)
            )
        trace = self._outcome.trace
        reasons = trace.reasons(fact)
        firing = next((each for each in reasons if above.isdisjoint(trace.premises(each))), reasons[0])
        return DerivationStep(fact, firing=firing, because=self.of(firing, above))


@dataclass(frozen=True)
class Exclusion:
    """A rule that keeps an advice from being given for some priorities as well; `firing` is the first of it."""

    firing: Firing
    priorities: tuple[str, ...]


def exclusions(outcome: Outcome, advice: Advice) -> tuple[Exclusion, ...]:
    """For which priorities something argued for this advice and a rule excluded it, per rule."""
    trace = outcome.trace
    found: dict[str, dict[str, Firing]] = {}
    for fact in trace.candidates:
        if fact in trace.valid:
            continue
        target, priority = target_of(fact)
        if priority not in advice.priorities and advice_id(target, priority) == advice.id:
            for veto in trace.vetoes.against(fact):
                found.setdefault(veto.rule, {}).setdefault(priority, veto)
    return tuple(Exclusion(next(iter(vetoes.values())), tuple(vetoes)) for _, vetoes in sorted(found.items()))


def same_table(outcome: Outcome, advice: Advice) -> tuple[Advice, ...]:
    """Other advice on seats in the body that an advice is about; the preferred body, when it prefers one."""
    body = advice.target.first if advice.target.sort == "afzien" else ""
    body = body or advice.target.body
    return tuple(
        other
        for other in outcome.advices
        if body and other.target.sort == "positie" and other.target.body == body and other.id != advice.id
    )


def fact_text(outcome: Outcome, fact: Fact) -> str:
    """A fact as a sentence; a derived fact by its name and what it is about, an advice by its title."""
    fact_type = outcome.trace.types[fact.type]
    if isinstance(fact_type, BaseType):
        return fact_sentence(outcome.names, fact, fact_type)
    if fact.type == ADVICE_TYPE.name:
        target, priority = target_of(fact)
        return f"advies: {outcome.names.title(target, (priority,))}"
    fields = zip(fact_type.fields, fact.values, strict=True)
    said = {
        field: _said_within(outcome.names, field, domain, value)
        for (field, domain), value in fields
        if value != ABSENT
    }
    return _concept_text(fact_type, said)


def characteristics(outcome: Outcome, fact: Fact, fields: Iterable[str]) -> str:
    """Some of what is said of a thing: "de inzet meedoen en het belang groep"; "" when they are of no thing, or of another."""
    fact_type = outcome.trace.types[fact.type]
    phrase = fact_type.clause if isinstance(fact_type, BaseType) else None
    wanted = set(fields)
    if not isinstance(phrase, Thing) or not wanted <= set(phrase.parts):
        return ""
    said = {
        name: (_said_within(outcome.names, name, domain, value),)
        for (name, domain), value in zip(fact_type.fields, fact.values, strict=True)
        if name in wanted
    }
    return "".join(listed(fill(phrase.parts[name][0], said, fact_type.some) for name in said))


def told_fact(outcome: Outcome, fact: Fact) -> str:
    """A fact as a sentence; what a rule derived by the argument of that rule, where it has one."""
    return argument_for(outcome, fact) or fact_text(outcome, fact)


def argument_for(outcome: Outcome, fact: Fact) -> str:
    """Why a rule derived a fact, with the name of what it derived; "" when it does not say, and for what was not derived."""
    reasons = outcome.trace.derived.get(fact, ())
    text = sentence(outcome.trace, outcome.names, reasons[0]).removesuffix(".") if reasons else ""
    return f"{text} (“{fact.type.replace('_', ' ')}”)" if text else ""


ASSUMED, TO_VERIFY, TO_CONFIRM = "aanname", "te verifiëren", "te bevestigen"
DOUBTS = (ASSUMED, TO_VERIFY, TO_CONFIRM)
"""Why a fact may turn out not to hold, the gravest first. That someone else may judge otherwise is no doubt of ours."""
_SAID = {
    ASSUMED: "wordt aangenomen",
    TO_VERIFY: "nog te verifiëren is",
    TO_CONFIRM: "nog bevestigd moet worden",
}
MODEL = ("vraag_functie", "instrument_vraag", "relatie_houding")
"""Facts that say how the model reasons: what rests on them does so everywhere."""
_NOTHING: frozenset[Fact] = frozenset()


def doubt(item: Ground) -> str:
    """The gravest doubt about a fact; "" when there is none."""
    if item.nature == ASSUMED:
        return ASSUMED
    return (item.to_verify and TO_VERIFY) or (item.to_confirm and TO_CONFIRM)


@dataclass(frozen=True)
class Footing:
    """How certain the ground under an advice is.

    `rests_on` is the doubt that no reason for it is free of; "" when one is. `doubtful` are then the facts that its reasons rest
    on and that are in doubt, those of that doubt first. `falls_with` are the doubtful facts without any one of which it falls,
    the gravest doubt first; with a `role`, only what it says of that role falls.
    """

    rests_on: str
    falls_with: tuple[Ground, ...] = ()
    role: str = ""
    doubtful: tuple[Ground, ...] = ()

    def __str__(self) -> str:
        """What the advice falls with, or else in what no reason for it is free of doubt, in one line; "" when neither is so."""
        if not self.falls_with:
            return self._rests() if self.rests_on else ""
        first, more = self.falls_with[0], len(self.falls_with) - 1
        subject = f"de rol van {ROLE_NAMES.get(self.role, self.role)} vervalt" if self.role else "vervalt"
        others = f"; dat geldt ook voor nog {counted(more, 'gegeven', 'gegevens')}" if more else ""
        return f"{subject} als dit niet klopt: {first.text} ({doubt(first)}){others}"

    def _rests(self) -> str:
        first, more = self.doubtful[0], len(self.doubtful) - 1
        others = f"; en nog {counted(more, 'gegeven', 'gegevens')}" if more else ""
        return f"elke reden rust op iets wat {_SAID[self.rests_on]}, zoals: {first.text}{others}"


def footing(outcome: Outcome, advice: Advice) -> Footing:
    """How certain the ground is under an advice, or under a line with what it begins with; worked out once."""
    known: dict[object, Footing] = outcome.told
    key = Footing, tuple(part.id for part in advice.within)
    if key not in known:
        known[key] = _footing(outcome, advice)
    return known[key]


def _footing(outcome: Outcome, advice: Advice) -> Footing:
    rests_on, doubtful = _rests_on(outcome, advice)
    falls_with = _doubtful(outcome, advice)
    lead = advice.within[0]
    bodies = {part.target.body for part in advice.within}
    if not falls_with and len(advice.within) > 1 and lead.target.role and len(bodies) == 1:
        return Footing(rests_on, _doubtful(outcome, lead), lead.target.role, doubtful)
    return Footing(rests_on, falls_with, doubtful=doubtful)


def _rests_on(outcome: Outcome, advice: Advice) -> tuple[str, tuple[Ground, ...]]:
    """Of the gravest doubts under each reason the lightest, and all that is in doubt under these; nothing when a reason is free of it."""
    worst: list[int] = []
    found: dict[Fact, Ground] = {}
    for entry in {entry.firing: entry for part in advice.within for entry in part.entries}.values():
        facts = (fact for fact in outcome.trace.grounds(entry.firing) if fact.type not in MODEL)
        doubtful = {fact: item for fact in facts if doubt(item := ground(outcome, fact))}
        if not doubtful:
            return "", ()
        worst.append(min(DOUBTS.index(doubt(item)) for item in doubtful.values()))
        found |= doubtful
    if not worst:
        return "", ()
    said = DOUBTS[max(worst)]
    return said, tuple(sorted(_by_gravity(advice, found.values()), key=lambda item: doubt(item) != said))


def _doubtful(outcome: Outcome, advice: Advice) -> tuple[Ground, ...]:
    needed = (ground(outcome, fact) for fact in _needs(outcome).of(advice) if fact.type not in MODEL)
    return _by_gravity(advice, filter(doubt, needed))


def _by_gravity(advice: Advice, found: Iterable[Ground]) -> tuple[Ground, ...]:
    """The gravest doubt first, and of equals what the advice itself is about."""
    things = advice.target.things

    def place(item: Ground) -> tuple[int, bool, str, int, str]:
        beside = things.isdisjoint(item.fact.values)
        return DOUBTS.index(doubt(item)), beside, item.file, item.line, item.text

    return tuple(sorted(found, key=place))


@once
def _needs(outcome: Outcome) -> Needs:
    return Needs(outcome)


class Needs:
    """Which facts of the dossier an advice cannot do without; each worked out once.

    What is computed on the network may go another way round, so nothing is needed for it, and no actor by itself. What holds back another reason
    for the same advice is not called needed either: without it that reason may come.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._trace = outcome.trace
        self._known: dict[Fact, frozenset[Fact]] = {}
        self._of_firing: dict[Firing, frozenset[Fact]] = {}
        advising = (rule for rule in outcome.trace.rules.values() if rule.head.kind == "advies")
        self._advising = grouped((rule.head.term("soort"), rule) for rule in advising)
        self._excluded = grouped(
            (advice_id(*target_of(fact)), fact)
            for fact in outcome.trace.candidates
            if fact not in outcome.trace.valid
        )

    def of(self, advice: Advice) -> frozenset[Fact]:
        """What all reasons for all parts of an advice have in common."""
        needed = _common(self._needed(entry.firing) for part in advice.within for entry in part.entries)
        for part in advice.within if needed else ():
            needed = needed.difference(*map(self._grounds, self._holding_back(part)))
        return needed

    def _holding_back(self, part: Advice) -> Iterator[Fact]:
        """The facts that keep other rules from concluding the same, as far as these ask for their absence."""
        for fact in self._excluded.get(part.id, ()):
            for veto in self._trace.vetoes.against(fact):
                yield from self._trace.grounds(veto)
        index = self._trace.index
        for rule in self._advising.get(Const(part.target.sort), ()):
            bound = _bound(rule.head, part.target)
            if bound is not None and all(any(index.matching(each, bound)) for each in rule.positive):
                for pattern in rule.negative:
                    yield from index.matching(pattern, bound)

    def _grounds(self, fact: Fact) -> frozenset[Fact]:
        """All of the dossier that a fact rests on, in whichever way."""
        if fact in self._trace.base:
            return frozenset(self._trace.base.grounds(fact))
        return frozenset(
            found for reason in self._trace.reasons(fact) for found in self._trace.grounds(reason)
        )

    def _needed(self, firing: Firing) -> frozenset[Fact]:
        """The same as `_firing`, worked out once: many parts rest on the same firing."""
        if firing not in self._of_firing:
            self._of_firing[firing] = self._firing(firing)
        return self._of_firing[firing]

    def _firing(self, firing: Firing) -> frozenset[Fact]:
        bindings = dict(firing.bindings)
        every: set[Fact] = set()
        for pattern in self._trace.rules[firing.rule].positive:
            every |= _common(self._fact(fact) for fact in self._trace.index.matching(pattern, bindings))
        return frozenset(every)

    def _fact(self, fact: Fact) -> frozenset[Fact]:
        if fact not in self._known:
            self._known[fact] = _NOTHING  # what leads back to itself needs nothing that way
            self._known[fact] = self._worked_out(fact)
        return self._known[fact]

    def _worked_out(self, fact: Fact) -> frozenset[Fact]:
        base = self._trace.base
        if fact in base:
            stated = base.evidence(fact).origins and fact.type != "actor"
            return frozenset((fact,)) if stated else _NOTHING
        return _common(map(self._firing, self._trace.reasons(fact)))


def _bound(head: Head, target: Target) -> dict[str, Value] | None:
    """The values of variables with which a rule about such advice would conclude it of a target; None when it never does."""
    bound: dict[str, Value] = {}
    for field in ID_FIELDS:
        term, value = head.term(field), getattr(target, TARGET_FIELDS[field])
        if isinstance(term, Var):
            bound[term.name] = value
        elif value != (term.value if isinstance(term, Const) else ABSENT):
            return None
    return bound


def _common(sets: Iterable[frozenset[Fact]]) -> frozenset[Fact]:
    """What all of them have; asks no further once that is nothing."""
    found = iter(sets)
    common = next(found, _NOTHING)
    for each in found:
        common &= each
        if not common:
            break
    return common
