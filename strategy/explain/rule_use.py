"""What a rule does in this dossier: how often it fires and for what, and which rules feed it, stop it or counter it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, advice_id, target_of
from strategy.facts.types_and_sentences import Fact
from strategy.inference.port import Firing
from strategy.rulebook.ast import Head, Pattern, Rule, Rulebook, misfits

MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Instance:
    """One firing worth showing. `advice` is the id of the advice it argues for, rests under, or excludes.

    `title` is that advice in one line; `value` what the firing adds to its score, 0 where it adds nothing.
    """

    firing: Firing
    advice: str = ""
    title: str = ""
    rank: int = 0
    value: float = 0.0


@dataclass
class Figures:
    """What came of the firings of one rule.

    fired: firings. facts: different facts derived. advices: advice it argues for or against, that rests on
    a fact it derives, or, for a veto, candidates it excluded (each for one priority). strongest: advice of
    which it is the strongest argument. alone: advice or vetoed candidates for which it is the only rule.
    excluded: firings whose advice was vetoed.
    """

    fired: int = 0
    facts: int = 0
    advices: int = 0
    strongest: int = 0
    alone: int = 0
    excluded: int = 0
    instances: list[Instance] = field(default_factory=list)


def figures(outcome: Outcome) -> Mapping[str, Figures]:
    """The figures of every rule, by its id."""
    trace = outcome.trace
    found = {rule.id: Figures(fired=trace.fired.get(rule.id, 0)) for rule in outcome.case.rulebook.rules}
    for fact, firings in trace.derived.items():
        for rule in {firing.rule for firing in firings}:
            found[rule].facts += 1
    for fact, firings in trace.candidates.items():
        if fact not in trace.valid:
            for firing in firings:
                found[firing.rule].excluded += 1
            _exclude(outcome, found, fact)
    _argue(outcome, found)
    _rest(outcome, found)
    for rule_id, own in found.items():
        own.instances.sort(key=lambda one: (-one.value, one.rank))
        del own.instances[MOST_EXAMPLES:]
        if not own.instances and trace.rules[rule_id].head.kind == "feit":
            own.instances += _first_facts(outcome, rule_id)
    return found


def _argue(outcome: Outcome, found: Mapping[str, Figures]) -> None:
    """Count for each advice the rules that argue for it and against it; keep its best firing per rule."""
    for advice in outcome.advices:
        rules = dict.fromkeys(entry.rule for entry in advice.entries)
        for rule in rules:
            found[rule].advices += 1
            found[rule].alone += len(rules) == 1
        if advice.entries:
            found[advice.entries[0].rule].strongest += 1
        for rule in dict.fromkeys(entry.rule for entry in advice.counters):
            found[rule].advices += 1
        best: dict[str, Instance] = {}
        for entry in (*advice.entries, *advice.counters):
            one = Instance(entry.firing, advice.id, advice.title, advice.rank, abs(entry.value))
            if entry.rule not in best or one.value > best[entry.rule].value:
                best[entry.rule] = one
        for rule, one in best.items():
            found[rule].instances.append(one)


def _rest(outcome: Outcome, found: Mapping[str, Figures]) -> None:
    """Count for each advice the deriving rules under its arguments; the best advice gives the examples."""
    shown: dict[str, set[Fact]] = {}
    for advice in outcome.advices:
        rules: set[str] = set()
        for fact, firing in _derived_under(outcome, advice):
            facts = shown.setdefault(firing.rule, set())
            if firing.rule not in rules and fact not in facts and len(facts) < MOST_EXAMPLES:
                facts.add(fact)
                found[firing.rule].instances.append(Instance(firing, advice.id, advice.title, advice.rank))
            rules.add(firing.rule)
        for rule in rules:
            found[rule].advices += 1


def _derived_under(outcome: Outcome, advice: Advice) -> Iterator[tuple[Fact, Firing]]:
    """Every derived fact on which an advice rests, with each firing that derives it; strongest argument first."""
    trace = outcome.trace
    seen: set[Firing] = set()
    for entry in advice.entries:
        stack = [entry.firing]
        while stack:
            firing = stack.pop()
            if firing in seen:
                continue
            seen.add(firing)
            for fact in trace.premises(firing):
                reasons = trace.reasons(fact)
                stack.extend(reasons)
                if fact in trace.derived:
                    yield from ((fact, reason) for reason in reasons)


def _exclude(outcome: Outcome, found: Mapping[str, Figures], candidate: Fact) -> None:
    against = outcome.trace.vetoes.against(candidate)
    rules = {firing.rule for firing in against}
    target, priority = target_of(candidate)
    name, title = advice_id(target, priority), outcome.names.title(target, (priority,))
    for rule in sorted(rules):
        own = found[rule]
        own.advices += 1
        own.alone += len(rules) == 1
        if len(own.instances) < MOST_EXAMPLES and name not in {one.advice for one in own.instances}:
            own.instances.append(Instance(next(one for one in against if one.rule == rule), name, title))


def _first_facts(outcome: Outcome, rule: str) -> Iterator[Instance]:
    """The first facts that a rule derived, when no advice rests on any."""
    facts: dict[Fact, Instance] = {}
    for fact, firings in outcome.trace.derived.items():
        for firing in firings:
            if firing.rule == rule and len(facts) < MOST_EXAMPLES:
                facts.setdefault(fact, Instance(firing))
    yield from facts.values()


@dataclass(frozen=True)
class Links:
    """The ids of the rules around one rule, in the order of the rulebook.

    What a rule asks for feeds it, what it wants absent stops it; a veto or counter-argument counters advice.
    """

    fed_by: tuple[str, ...]
    feeds: tuple[str, ...]
    stopped_by: tuple[str, ...]
    stops: tuple[str, ...]
    countered_by: tuple[str, ...]
    counters: tuple[str, ...]


def links(rulebook: Rulebook) -> dict[str, Links]:
    """The links of every rule, by its id."""
    rules = rulebook.rules
    return {
        rule.id: Links(
            fed_by=tuple(other.id for other in rules if _meets(other, rule.positive)),
            feeds=tuple(other.id for other in rules if _meets(rule, other.positive)),
            stopped_by=tuple(other.id for other in rules if _meets(other, rule.negative)),
            stops=tuple(other.id for other in rules if _meets(rule, other.negative)),
            countered_by=tuple(other.id for other in rules if _hits(other.head, rule.head)),
            counters=tuple(other.id for other in rules if _hits(rule.head, other.head)),
        )
        for rule in rules
    }


def _meets(rule: Rule, patterns: Sequence[Pattern]) -> bool:
    """Whether what a rule concludes can be what one of these patterns is about."""
    return rule.head.kind in ("feit", "advies") and any(
        rule.head.type == pattern.type and not any(misfits(rule.head, pattern)) for pattern in patterns
    )


def _hits(veto: Head, advice: Head) -> bool:
    """Whether a veto or counter-argument can be about what a rule advises."""
    return veto.kind in ("sluit_uit", "tegen") and advice.kind == "advies" and not any(misfits(advice, veto))
