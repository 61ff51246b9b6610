"""Abduction: the fewest changes of facts from which a goal follows, found by clingo; without it, as far as it is one or two changes.

Only the part of the rulebook that can bear on the goal takes part, with the goal's own values filled in. Without a solver one pass
over these rules says for every fact which sets of one or two changes it takes, as if nothing that comes with a change could
stand in its way. So what is found costs at least that much, and what is tried in order of size and holds is a smallest change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from strategy.advice.advise import Case
from strategy.advice.model import FOLLOWED, Goal
from strategy.explain.edits import INTEREST, STANCE, Edit, Editor
from strategy.facts.fact_base import grouped, near_themes
from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Domain, Fact, FactType, Value
from strategy.graph.deciders import ANSWERS
from strategy.graph.network import HELD_BY_US, MINISTRY, PARLIAMENT
from strategy.inference.containment import can_contain, contained
from strategy.inference.engine_clingo import atom, rules_program, type_names
from strategy.inference.port import Coding, EngineFailure, Firing, build_coding
from strategy.inference.trace import FactIndex, Trace
from strategy.rulebook.ast import Const, Head, OneOf, Pattern, Rule, Rulebook, Term, Var

MOST_CHANGES = 4
"""More changes than this are no longer a small change."""
SECONDS, SECONDS_WIDE = 20.0, 8.0
MEMORY_BYTES = 2 * 2**30
MEASURED = ("raakt", "beslist", "stuurt")
MEASURE_READS = (
    "prioriteit_thema", "prioriteit_vraag", "thema_ouder", "bevoegdheid", "prioriteit_niveau", "actor",
)  # fmt: skip


class Abduction:
    """The search for the smallest change for one goal, asked again when an answer does not hold in full.

    Every single change is a choice; the rules above the goal are those of the rulebook, vetoes and absences
    included; what is computed on the dossier (`raakt`, `beslist`, `stuurt`) is computed anew, as the measures of
    `facts` do. Minimal in number first, then in preference, then by order, so that there is one answer. Roads are
    taken as they are: `routes` says which changes make a better one.
    """

    def __init__(
        self,
        case: Case,
        goals: Sequence[Goal],
        extra: Sequence[Edit] = (),
        wide: bool = False,
        familiar: Sequence[str] = (),
        supposing: bool = False,
        fitting: bool = False,
    ) -> None:
        """`extra` are edits that were measured elsewhere; among equals, priorities that come first in `familiar` win.

        Only when `supposing` may a change be that we hold a seat in the body that advice is asked about. When `fitting`
        no change says of an actor what it would do on a theme that is far from its work.
        """
        self.case = case
        self.goals = goals
        self.seconds = SECONDS_WIDE if wide else SECONDS
        self.rules = relevant_rules(case.rulebook.rules, goals)
        patterns = _patterns(self.rules)
        editor = Editor(case)
        own = _goal_bodies(goals)
        work = _Work(case) if fitting else None
        found: dict[Edit, None] = {}
        for pattern in patterns:
            for edit in editor.edits(pattern, wide):
                if (supposing or not _presupposes(edit, own)) and (work is None or work.fits(edit)):
                    found[edit] = None
        place = {priority: at for at, priority in enumerate(familiar, start=1)}
        ordered = sorted(
            found,
            key=lambda edit: place.get(
                edit.change.id, len(place) + 1 if edit.change.kind == "prioriteit" else 0
            ),
        )
        self.edits: tuple[Edit, ...] = (*extra, *ordered)
        self._refused: list[tuple[int, ...]] = []

    @property
    def takes_roads(self) -> bool:
        """Whether a rule above the goal looks at roads, which do not change with what is changed here."""
        return any(pattern.type == "route" for pattern in _patterns(self.rules))

    def smallest(self) -> tuple[Edit, ...] | None:
        """The edits of the smallest change that was not refused; None when there is none of at most MOST_CHANGES.

        Raises EngineFailure when the search outgrows its limits.
        """
        program = self._program()
        answer = (
            contained(lambda: _solve(program), "De engine clingo", self.seconds, MEMORY_BYTES)
            if can_contain()
            else _solve(program)
        )
        return None if answer is None else tuple(self.edits[index] for index in answer)

    def refuse(self, edits: Iterable[Edit]) -> None:
        """Leave this answer, and all that include it, out of what is found next."""
        numbers = {edit: index for index, edit in enumerate(self.edits)}
        self._refused.append(tuple(numbers[edit] for edit in edits))

    def _program(self) -> str:
        facts = [fact for fact in self.case.facts if fact.type not in MEASURED]
        types = {**self.case.rulebook.types, **_PSEUDO}
        book = Rulebook(self.rules, types, ())
        additions = [fact for edit in self.edits for fact in edit.adds]
        coding = build_coding(self.rules, [*facts, *additions, *_pseudo_facts(facts)])
        writer = _Program(book, coding)
        lines = [
            rules_program(book, coding).split("#show.")[0],
            *writer.facts([*facts, *_pseudo_facts(facts)], self.edits),
            *writer.measures(self.case.view.us),
            *writer.choices(self.edits),
            *(f":- {', '.join(f'e({index})' for index in refused)}." for refused in self._refused),
            *writer.goal(self.goals),
            "#show e/1.",
        ]
        return "\n".join(lines)


_PSEUDO: Mapping[str, FactType] = {
    STANCE: FactType(STANCE, "", (("prioriteit", Domain("prioriteit")), ("inzet", Domain("inzet")))),
    INTEREST: FactType(INTEREST, "", (("prioriteit", Domain("prioriteit")), ("belang", Domain("belang")))),
}


def _pseudo_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The fields of `prioriteit` that change each by itself, one fact each."""
    found: dict[Fact, None] = {}
    for fact in facts:
        if fact.type == "prioriteit":
            priority, _, stance, interest = fact.values
            found[Fact(STANCE, (priority, stance))] = None
            found[Fact(INTEREST, (priority, interest))] = None
    return list(found)


class _Program:
    """Writes everything about facts and changes; the rules are written by `rules_program`."""

    def __init__(self, book: Rulebook, coding: Coding) -> None:
        self.names = type_names(book)
        self.coding = coding
        self.read = {pattern.type for pattern in _patterns(book.rules)}

    def facts(self, facts: Iterable[Fact], edits: Sequence[Edit]) -> Iterator[str]:
        removing = grouped((fact, index) for index, edit in enumerate(edits) for fact in edit.removes)
        for index, edit in enumerate(edits):
            for fact in edit.adds:
                yield f"{self._fact(fact)} :- e({index})."
        wanted = {*self.read, *MEASURE_READS, STANCE, INTEREST}
        for fact in facts:
            if fact.type in wanted and fact.type != "prioriteit":
                unless = ", ".join(f"not e({index})" for index in removing.get(fact, ()))
                yield f"{self._fact(fact)}{' :- ' + unless if unless else ''}."
            elif fact.type == "prioriteit":
                yield f"under({self._codes(fact)[0]},{self._codes(fact)[1]})."

    def measures(self, us: str) -> Iterator[str]:
        """What is measured for `facts`, as rules: themes one step up, and deciders at the right scale."""
        name, codes = self.names, self.coding.codes
        yield (f"{name['prioriteit']}(P,O,I,B) :- under(P,O), {name[STANCE]}(P,I), {name[INTEREST]}(P,B).")
        touched, own, parent = name["raakt"], name["prioriteit_thema"], name["thema_ouder"]
        yield f"{touched}(P,T) :- {own}(P,T)."
        yield f"{touched}(P,U) :- {own}(P,T), {parent}(T,U)."
        scale = name["prioriteit_niveau"]
        yield f"scaled(P) :- {scale}(P,_)."
        yield f"placed(P,A) :- {scale}(P,N), {name['actor']}(A,_,N)."
        for ask, sorts in ANSWERS.items():
            yield from (
                f"answers({codes[ask]},{codes[sort]})." for sort in sorts if {ask, sort} <= codes.keys()
            )
        asked = f"{name['prioriteit_vraag']}(P,V), answers(V,S)"
        able = f"{touched}(P,T), {name['bevoegdheid']}(A,T,S), {asked}, A!={codes.get(us, 0)}"
        yield f"able(P,A,T) :- {able}, not scaled(P)."
        yield f"able(P,A,T) :- {able}, placed(P,A)."
        yield f"named(P,T) :- able(P,_,T), {own}(P,T)."
        yield f"{name['beslist']}(P,A) :- able(P,A,T), {own}(P,T)."
        yield f"{name['beslist']}(P,A) :- able(P,A,U), {own}(P,T), {parent}(T,U), not named(P,T)."
        national = f"{name['beslist']}(P,M), {name['actor']}(M,{codes.get(MINISTRY, -1)},N)"
        parliament = f"{name['actor']}(A,{codes.get(PARLIAMENT, -1)},N)"
        yield f"{name['stuurt']}(P,A) :- {national}, {parliament}."

    def choices(self, edits: Sequence[Edit]) -> Iterator[str]:
        if edits:
            yield f"{{ e(0..{len(edits) - 1}) }} {MOST_CHANGES}."
        yield from (f"w({index},{edit.preference})." for index, edit in enumerate(edits))
        slots = grouped((edit.slot, index) for index, edit in enumerate(edits))
        for number, group in enumerate(slots.values()):
            if len(group) > 1:
                yield from (f"s({number},{index})." for index in group)
        yield ":- s(S,I), s(S,J), I < J, e(I), e(J)."
        yield "#minimize { 1@3,I : e(I) }."
        yield "#minimize { W@2,I : e(I), w(I,W) }."
        yield "#minimize { I@1,I : e(I) }."

    def goal(self, goals: Iterable[Goal]) -> Iterator[str]:
        for goal in goals:
            given = dict(goal.fields)
            arguments = [self._argument(name, given) for name in ADVICE_TYPE.field_names]
            body = atom(self.names[ADVICE_TYPE.name], arguments)
            if given["soort"] == "route" and "houding" not in given:
                body += f", H!={self.coding.codes.get(FOLLOWED, 0)}"
            yield f"goal :- {body}."
        yield ":- not goal."

    def _argument(self, name: str, given: Mapping[str, Value]) -> str:
        if name in ("houding", "prioriteit") and name not in given:
            return name[0].upper()
        return str(self.coding.codes.get(given.get(name, ABSENT), -1))

    def _fact(self, fact: Fact) -> str:
        return atom(self.names[fact.type], self._codes(fact))

    def _codes(self, fact: Fact) -> list[str]:
        return [str(self.coding.codes[value]) for value in fact.values]


def _patterns(rules: Iterable[Rule]) -> list[Pattern]:
    """What rules read, with what is read through the measures; each once, without places."""
    found: dict[Pattern, None] = {}
    for rule in rules:
        for pattern in (*rule.positive, *rule.negative):
            found[replace(pattern, span=rule.span._replace(line=0, column=0, file=""))] = None
            for inner in _measured(pattern):
                found[inner] = None
    return list(found)


def _measured(pattern: Pattern) -> Iterator[Pattern]:
    """The patterns behind a computed fact: a priority's themes, an actor's competences and the scale."""
    terms = dict(pattern.terms)
    place = pattern.span._replace(line=0, column=0, file="")

    def kept(type_name: str, **names: str) -> Pattern:
        known = tuple(
            (inner, terms[outer]) for inner, outer in names.items() if isinstance(terms.get(outer), Const)
        )
        return Pattern(type_name, known, place)

    if pattern.type in MEASURED:
        yield kept("prioriteit_thema", prioriteit="prioriteit")
    if pattern.type in ("beslist", "stuurt"):
        yield kept("prioriteit_vraag", prioriteit="prioriteit")
        yield kept("bevoegdheid", actor="actor")
        yield kept("prioriteit_niveau", prioriteit="prioriteit")


class _Work:
    """What actors work on, as far as is known, with what is a step above or below it."""

    def __init__(self, case: Case) -> None:
        places = {
            name: {domain.name: at for at, (_, domain) in enumerate(fact_type.fields)}
            for name, fact_type in case.rulebook.types.items()
        }
        self._at = {
            name: (at["actor"], at["thema"]) for name, at in places.items() if {"actor", "thema"} <= at.keys()
        }
        owners = dict(case.facts.pairs("gremium"))
        known = [
            *self._pairs(case.facts),
            *((owners[body], theme) for body, theme in case.facts.pairs("gremium_thema")),
        ]
        near = near_themes(case.facts)
        self._themes = {
            actor: {*themes, *(other for theme in themes for other in near.get(theme, ()))}
            for actor, themes in grouped(known).items()
        }

    def fits(self, edit: Edit) -> bool:
        """Whether a change says nothing of an actor on a theme that is far from its work."""
        return all(theme in self._themes.get(actor, {theme}) for actor, theme in self._pairs(edit.adds))

    def _pairs(self, facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
        for fact in facts:
            if at := self._at.get(fact.type):
                yield str(fact.values[at[0]]), str(fact.values[at[1]])


def _goal_bodies(goals: Iterable[Goal]) -> set[str]:
    return {str(value) for goal in goals for name, value in goal.fields if name == "gremium"}


def _presupposes(edit: Edit, bodies: set[str]) -> bool:
    """Whether a change supposes what is to be advised: that we hold a seat in the body itself."""
    change = edit.change
    return change.key == "houder" and edit.new == HELD_BY_US and change.id.split("/")[0] in bodies


def _solve(program: str) -> tuple[int, ...] | None:
    """The numbers of the edits in the best answer; None when there is none."""
    from clingo import Control

    control = Control(["--warn=none"])
    try:
        control.add("base", [], program)
        control.ground([("base", [])])
        best: tuple[int, ...] | None = None
        with control.solve(yield_=True) as handle:
            for model in handle:
                best = tuple(sorted(symbol.arguments[0].number for symbol in model.symbols(shown=True)))
        return best
    except (RuntimeError, MemoryError) as error:
        raise EngineFailure(f"Het zoeken naar de kleinste wijziging liep vast: {error}") from error


TermT = TypeVar("TermT", bound=Term)
Fixed = tuple[tuple[str, Value], ...]
MOST_COPIES = 12
"""Of a derived fact wanted for more values than this, the rules are kept general."""


def relevant_rules(rules: Sequence[Rule], goals: Iterable[Goal]) -> tuple[Rule, ...]:
    """Rules that can conclude one of the goals, veto it, or feed such a rule, specialised to what is asked of them.

    Abduction asks what would follow from facts that are not there. Over all rules and all things that is far too
    much to ask; over the rules above the goal, specialised to its seat or actor, it is little.
    """
    slicer = _Slicer(rules)
    for goal in goals:
        slicer.want(ADVICE_TYPE.name, goal.fields)
    slicer.run()
    return tuple(slicer.kept)


@dataclass
class _Slicer:
    rules: Sequence[Rule]
    kept: dict[Rule, None] = field(default_factory=dict)
    wanted: dict[str, dict[Fixed, None]] = field(default_factory=dict)
    queue: list[tuple[str, Fixed]] = field(default_factory=list)

    def want(self, type_name: str, fields: Fixed) -> None:
        known = self.wanted.setdefault(type_name, {})
        asked = tuple(sorted(fields))
        if () in known or asked in known:
            return
        if len(known) >= MOST_COPIES and type_name != ADVICE_TYPE.name:
            asked = ()
        known[asked] = None
        self.queue.append((type_name, asked))

    def run(self) -> None:
        while self.queue:
            type_name, asked = self.queue.pop(0)
            for rule in self.rules:
                self._keep(rule, type_name, asked)

    def _keep(self, rule: Rule, type_name: str, asked: Fixed) -> None:
        if rule.head.type != type_name or rule.head.kind == "tegen":
            return
        if (given := _given(rule.head, asked)) is None:
            return
        special = specialise(rule, given)
        if special in self.kept:
            return
        self.kept[special] = None
        for pattern in (*special.positive, *special.negative):
            for fixed in _constants(pattern):
                self.want(pattern.type, fixed)


def specialise(rule: Rule, given: Mapping[str, Value]) -> Rule:
    """The rule with values for some of its variables; those under `anders` stay, since that compares variables."""
    kept = {name for pair in rule.different for name in pair}
    values = {name: value for name, value in given.items() if name not in kept}

    def filled(old: TermT) -> TermT | Const:
        return Const(values[old.name]) if isinstance(old, Var) and old.name in values else old

    def pattern(old: Pattern) -> Pattern:
        return replace(old, terms=tuple((name, filled(term)) for name, term in old.terms))

    return replace(
        rule,
        positive=tuple(map(pattern, rule.positive)),
        negative=tuple(map(pattern, rule.negative)),
        head=replace(rule.head, terms=tuple((name, filled(term)) for name, term in rule.head.terms)),
    )


def _given(head: Head, asked: Fixed) -> dict[str, Value] | None:
    """The variables of a head that what is asked settles; None when this head cannot be about it.

    A veto leaves fields open, so what it does not name may be anything; an advice that leaves one open has none.
    """
    found: dict[str, Value] = {}
    for name, value in asked:
        term = head.term(name)
        if isinstance(term, Const) and term.value != value:
            return None
        if term is None and head.kind != "sluit_uit":
            return None
        if isinstance(term, Var) and value != ABSENT and found.setdefault(term.name, value) != value:
            return None
    return found


def _constants(pattern: Pattern) -> Iterator[Fixed]:
    """What a pattern fixes; one alternative per value of a list."""
    fixed = tuple((name, term.value) for name, term in pattern.terms if isinstance(term, Const))
    lists = [(name, term.values) for name, term in pattern.terms if isinstance(term, OneOf)]
    if len(lists) == 1 and pattern.type == ADVICE_TYPE.name:
        name, values = lists[0]
        yield from ((*fixed, (name, value)) for value in values)
    else:
        yield fixed


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
        """What is computed on a dossier, as `Abduction` has it, without what could stand in the way."""
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
