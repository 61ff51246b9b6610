"""The smallest change without a solver, as far as it is one or two changes: what could bring an advice, and then trying it.

What could is worked out in one pass over the rules above the goal: for every fact which sets of one or two changes it takes, as
if nothing that comes with a change could stand in its way. So what is found costs at least that much, and what is tried in
order of size and holds is a smallest change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from strategy.explain.abduce import MEASURE_READS, MEASURED, Abduction
from strategy.explain.edits import INTEREST, STANCE, Edit
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Fact, Value
from strategy.graph.deciders import ANSWERS
from strategy.graph.network import MINISTRY, PARLIAMENT
from strategy.inference.port import Firing
from strategy.inference.trace import FactIndex, Trace
from strategy.rulebook.ast import Const, Pattern, Rule, Var

MOST_WITHOUT_SOLVER = 2
MOST_TRIED = 10
"""Changes that are tried in full: what none of these brings, is not small, or not easy to find."""
MOST_JOINS = 1_700_000
"""Times that what two facts take is put together, per size of change; what needs more is not worked out, and nothing of that size tried."""
Needs = tuple[frozenset[int], ...]
"""The sets of changes, by number, each of which is enough; none at all when nothing within reach is."""
FREE: Needs = (frozenset(),)
Found = TypeVar("Found")
By = Mapping[Value, list[Fact]]
_Join = tuple[Pattern, tuple[tuple[int, str], ...]]
"""A pattern with the places of its variables."""


def smallest_by_trying(
    search: Abduction, trace: Trace, delivers: Callable[[tuple[Edit, ...]], Found | None]
) -> tuple[tuple[Edit, ...], Found] | None:
    """The smallest change of at most MOST_WITHOUT_SOLVER that `delivers`, with what it gives; None when none was found within the bounds.

    Everything smaller that could bring it has been tried before it.
    """
    tried = 0
    for size in range(1, MOST_WITHOUT_SOLVER + 1):
        for numbers in _Reach(search, trace, size).answers():
            if len(numbers) == size:
                tried += 1
                if tried > MOST_TRIED:
                    return None
                edits = tuple(search.edits[number] for number in sorted(numbers))
                if (found := delivers(edits)) is not None:
                    return edits, found
    return None


class _Reach:
    """For every fact what it takes to get it: sets of at most `most` changes."""

    def __init__(self, search: Abduction, trace: Trace, most: int) -> None:
        self.search, self.trace, self.most = search, trace, most
        self.slots = [edit.slot for edit in search.edits]
        self.needs: dict[Fact, Needs] = {}
        self.joins = 0
        self._removing = grouped((fact, at) for at, edit in enumerate(search.edits) for fact in edit.removes)
        self._reading = grouped(
            (value, at)
            for at, edit in enumerate(search.edits)
            for fact in (*edit.adds, *edit.removes)
            if fact.type in MEASURE_READS
            for value in fact.values
        )
        self._undone: dict[Fact, Needs] = {}
        self._stated()
        self._measured()
        self._derived()

    def answers(self) -> list[frozenset[int]]:
        """What it takes to be given the advice, in the order in which the solver would prefer it; none when that is too much work."""
        if self.joins > MOST_JOINS:
            return []
        edits = self.search.edits
        found = {
            numbers
            for fact, needs in self.needs.items()
            if fact.type == ADVICE_TYPE.name and any(goal.matches(fact.values) for goal in self.search.goals)
            for numbers in needs
        }
        return sorted(
            self._least(found),
            key=lambda numbers: (len(numbers), sum(edits[at].preference for at in numbers), sum(numbers)),
        )

    # ── sets of changes ───────────────────────────────────────────────────────────────────────────────

    def _both(self, one: Needs, other: Needs) -> Needs:
        """What it takes for two things at once: changes of the same slot exclude each other."""
        if one == FREE or other == FREE:
            return other if one == FREE else one
        self.joins += 1
        joined = {both for left in one for right in other if len(both := left | right) <= self.most}
        fitting = [each for each in joined if len(each) == 1 or self._fit(each)]
        return self._least(fitting) if len(fitting) > 1 else tuple(fitting)

    def _fit(self, numbers: frozenset[int]) -> bool:
        return len({self.slots[at] for at in numbers}) == len(numbers)

    def _least(self, found: Iterable[frozenset[int]]) -> Needs:
        """Without the sets that have a smaller one in them."""
        sets = set(found)
        if frozenset() in sets:
            return FREE
        single = {at for each in sets if len(each) == 1 for at in each}
        return tuple(each for each in sets if len(each) == 1 or single.isdisjoint(each))

    def _add(self, fact: Fact, needs: Iterable[frozenset[int]]) -> bool:
        """Whether a fact takes less than was known."""
        before = self.needs.get(fact, ())
        if before == FREE or not (now := self._least({*before, *needs})) or set(now) == set(before):
            return False
        self.needs[fact] = now
        return True

    # ── what is stated and measured ───────────────────────────────────────────────────────────────────

    def _stated(self) -> None:
        """The facts of the dossier and what each change adds; a priority by its stance and interest apart."""
        case = self.search.case
        under: dict[Value, Value] = {}
        for fact in case.facts:
            if fact.type == "prioriteit":
                priority, under[priority], stance, interest = fact.values
                self.needs[Fact(STANCE, (priority, stance))] = FREE
                self.needs[Fact(INTEREST, (priority, interest))] = FREE
            elif fact.type not in MEASURED:
                self.needs[fact] = FREE
        for at, edit in enumerate(self.search.edits):
            for fact in edit.adds:
                self._add(fact, [frozenset((at,))])
        interests = grouped((fact.values[0], fact) for fact in self.needs if fact.type == INTEREST)
        for one in [fact for fact in self.needs if fact.type == STANCE]:
            priority, stance = one.values
            for other in interests[priority]:
                values = (priority, under[priority], stance, other.values[1])
                self._add(Fact("prioriteit", values), self._both(self.needs[one], self.needs[other]))

    def _measured(self) -> None:
        """What is computed on a dossier, as `abduce` has it, without what could stand in the way."""
        kinds: Mapping[str, list[Fact]] = grouped((fact.type, fact) for fact in self.needs)
        above: By = grouped((fact.values[0], fact) for fact in kinds.get("thema_ouder", ()))
        asks: By = grouped((fact.values[0], fact) for fact in kinds.get("prioriteit_vraag", ()))
        able: By = grouped((fact.values[1], fact) for fact in kinds.get("bevoegdheid", ()))
        for own in kinds.get("prioriteit_thema", ()):
            priority, theme = own.values
            self._add(Fact("raakt", own.values), self.needs[own])
            for up in above.get(theme, ()):
                self._add(
                    Fact("raakt", (priority, up.values[1])), self._both(self.needs[own], self.needs[up])
                )
        for touched in [fact for fact in self.needs if fact.type == "raakt"]:
            priority, theme = touched.values
            for competence in able.get(theme, ()):
                actor, _, sort = competence.values
                can = self._both(self.needs[touched], self.needs[competence])
                if can and actor != self.search.case.view.us:
                    for ask in asks.get(priority, ()):
                        if sort in ANSWERS.get(str(ask.values[1]), ()):
                            self._add(Fact("beslist", (priority, actor)), self._both(can, self.needs[ask]))
        actors = [fact.values for fact in kinds.get("actor", ())]
        levels = {actor: level for actor, sort, level in actors if sort == MINISTRY}
        for decided in [fact for fact in self.needs if fact.type == "beslist" and fact.values[1] in levels]:
            for actor, sort, level in actors:
                if sort == PARLIAMENT and level == levels[decided.values[1]]:
                    self._add(Fact("stuurt", (decided.values[0], actor)), self.needs[decided])

    # ── what follows by rules ─────────────────────────────────────────────────────────────────────────

    def _derived(self) -> None:
        read = {pattern.type for rule in self.search.rules for pattern in (*rule.positive, *rule.negative)}
        places = {rule.id: at for at, layer in enumerate(self.search.case.rulebook.layers) for rule in layer}
        concluding = [rule for rule in self.search.rules if rule.head.kind in ("feit", "advies")]
        for _, rules in sorted(grouped((places[rule.id], rule) for rule in concluding).items()):
            heads = {rule.head.type for rule in rules}
            feeds_itself = any(pattern.type in heads for rule in rules for pattern in rule.positive)
            again = True
            while again:
                index = FactIndex(self.trace.types, [fact for fact in self.needs if fact.type in read])
                found: dict[Fact, set[frozenset[int]]] = {}
                for rule in rules:
                    for fact, needs in self._fires(rule, index):
                        found.setdefault(fact, set()).update(needs)
                fresh = [self._add(fact, ways) for fact, ways in found.items()]
                again = feeds_itself and any(fresh)

    def _fires(self, rule: Rule, index: FactIndex) -> Iterator[tuple[Fact, Needs]]:
        for bindings, needs in self._rows(_joined(rule.positive, index), {}, FREE, index):
            if any(bindings.get(one) == bindings.get(other) for one, other in rule.different):
                continue
            values = {
                name: term.value if isinstance(term, Const) else bindings[term.name]
                for name, term in rule.head.terms
            }
            names = self.trace.types[rule.head.type].field_names
            fact = Fact(rule.head.type, tuple(values.get(name, ABSENT) for name in names))
            for pattern in rule.negative:
                for there in self.trace.index.matching(pattern, bindings):
                    needs = self._both(needs, self._without(there, index))
            for veto in self.trace.vetoes.against(fact) if rule.head.kind == "advies" else ():
                needs = self._both(needs, self._unfired(veto, index))
            if needs:
                yield fact, needs

    def _rows(
        self, joins: Sequence[_Join], bindings: Mapping[str, Value], needs: Needs, index: FactIndex
    ) -> Iterator[tuple[Mapping[str, Value], Needs]]:
        if not joins:
            yield bindings, needs
            return
        pattern, named = joins[0]
        for fact in index.matching(pattern, bindings):
            if self.joins > MOST_JOINS:
                return
            if both := self._both(needs, self.needs[fact]):
                yield from self._rows(
                    joins[1:], {**bindings, **{name: fact.values[at] for at, name in named}}, both, index
                )

    # ── what it takes to be without something ─────────────────────────────────────────────────────────

    def _without(self, fact: Fact, index: FactIndex) -> Needs:
        """What may take a fact away that is there now: one change somewhere under it, at least."""
        if fact not in self._undone:
            self._undone[fact] = ()  # what rests on itself is not undone by that
            found = {each for firing in self.trace.reasons(fact) for each in self._unfired(firing, index)}
            found |= {frozenset((at,)) for each in self._grounds(fact) for at in self._removing.get(each, ())}
            if fact.type in MEASURED:
                found |= {frozenset((at,)) for value in fact.values for at in self._reading.get(value, ())}
            self._undone[fact] = self._least(found)
        return self._undone[fact]

    def _grounds(self, fact: Fact) -> Iterator[Fact]:
        yield fact
        if fact.type == "prioriteit":
            priority, _, stance, interest = fact.values
            yield from (Fact(STANCE, (priority, stance)), Fact(INTEREST, (priority, interest)))

    def _unfired(self, firing: Firing, index: FactIndex) -> Needs:
        """What may keep a rule from firing that fires now: without a fact that it used, or with one that it denies."""
        found = {each for fact in self.trace.premises(firing) for each in self._without(fact, index)}
        for pattern in self.trace.rules[firing.rule].negative:
            for fact in index.matching(pattern, dict(firing.bindings)):
                found |= {*self.needs.get(fact, ())}
        return self._least(found)


def _joined(patterns: Sequence[Pattern], index: FactIndex) -> tuple[_Join, ...]:
    """Patterns in the order in which they are joined."""
    rest, known, joins = list(patterns), dict[str, Value](), list[_Join]()
    while rest:
        pattern = max(rest, key=lambda each: bound(each, known))
        rest.remove(pattern)
        named = tuple((at, term.name) for at, term in index.terms(pattern) if isinstance(term, Var))
        known |= {name: ABSENT for _, name in named}
        joins.append((pattern, named))
    return tuple(joins)


def bound(pattern: Pattern, bindings: Mapping[str, Value]) -> tuple[int, int]:
    """How much of a pattern is known already: what is known most is joined first."""
    known = sum(
        isinstance(term, Const) or (isinstance(term, Var) and term.name in bindings)
        for _, term in pattern.terms
    )
    return known - len(pattern.terms), known
