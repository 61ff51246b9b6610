"""The clingo engine: a whole rulebook as one answer set program.

Portable, near-linear, and an independent check on the other engine and on the layers.

Nothing here follows `rulebook.layers`: clingo orders the program itself, so that comparing the engines also
checks the layers. Every value is a code (see port.py). The predicates, with I an index:

    tI    the facts of a type, given or derived; for advice: the valid ones
    fI    the firings of rule I; its arguments are the rule's variables
    c     candidate advice
    vI    what vetoes of one mask exclude; its arguments are the fields that the mask fills
    nI    a negated pattern, projected on its variables
    jI_N  the first N patterns of rule I joined, where the order matters (see match_order.py)
    oI    the members of a list of constants
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Fact, Value
from strategy.inference.containment import can_contain, contained
from strategy.inference.match_order import Estimates
from strategy.inference.port import (
    ABSENT_CODE,
    FIRING_LIMIT,
    Coding,
    EngineFailure,
    EngineMissing,
    Firing,
    build_coding,
    code_bounds,
    to_firings,
    too_many,
)
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Rule, Rulebook, Var

if TYPE_CHECKING:
    from clingo import Symbol

CHUNK = 200_000
ESTIMATED_FACTS = 2_000
"""From here on a bad order of joins is worth looking for."""
MEMORY_BYTES = 4 * 2**30
SECONDS = 900.0
"""Grounding cannot be interrupted from within; rules whose patterns share no variable can outgrow any machine."""


class ClingoEngine:
    """Translates the whole rulebook and lets clingo ground it. See `Engine` in port.py for the contract."""

    name = "clingo"

    def __init__(
        self, limit: int = FIRING_LIMIT, seconds: float = SECONDS, memory: int = MEMORY_BYTES
    ) -> None:
        self.limit = limit
        self.seconds = seconds
        self.memory = memory

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings. Raises EngineMissing without clingo, TooManyFirings, or EngineFailure."""
        try:
            import clingo  # noqa: F401  (imported before the fork, so that every call after the first is cheap)
        except ImportError as error:
            raise EngineMissing(
                "De engine clingo is hier niet geïnstalleerd", "installeer met `pip install clingo`"
            ) from error
        given = tuple(facts)
        coding = build_coding(rulebook.rules, given)
        estimates = Estimates(rulebook.types, given) if len(given) >= ESTIMATED_FACTS else None
        program = rules_program(rulebook, coding, estimates) + facts_program(rulebook, coding, given)
        ids = [rule.id for rule in rulebook.rules]

        def ground() -> list[str]:
            return _ground(program, ids, self.limit)

        texts = (
            contained(ground, "De engine clingo", self.seconds, self.memory) if can_contain() else ground()
        )
        return to_firings(rulebook, _decode(texts, rulebook, coding))


def _ground(program: str, ids: Sequence[str], limit: int) -> list[str]:
    """The firings as texts of the form `f0(1,2),f3(4)`."""
    from clingo import Control, Tuple_

    control = Control(["--warn=none"])
    try:
        control.add("base", [], program)
        control.ground([("base", [])])
        with control.solve(yield_=True) as handle:
            model = handle.model()
            if model is None:
                raise EngineFailure(
                    "De engine clingo vond geen uitkomst", "meld dit; gebruik `--engine durable`"
                )
            symbols = model.symbols(shown=True)
            if len(symbols) > limit:
                raise too_many(_counts(symbols, ids), limit)
            # One call for a great many atoms: asking each symbol for its name and arguments takes ten times
            # as long. Possible because codes are numbers: nothing in the text needs unescaping.
            return [
                str(Tuple_(symbols[start : start + CHUNK]))[1:-1].rstrip(",")
                for start in range(0, len(symbols), CHUNK)
            ]
    except (RuntimeError, MemoryError) as error:
        raise EngineFailure(
            f"De engine clingo liep vast: {error}", "is er een regel die alles combineert?"
        ) from error


def _counts(symbols: Sequence[Symbol], ids: Sequence[str]) -> Mapping[str, int]:
    return Counter(ids[int(symbol.name[1:])] for symbol in symbols)


def _decode(texts: Iterable[str], rulebook: Rulebook, coding: Coding) -> dict[str, list[tuple[Value, ...]]]:
    grouped: dict[str, list[str]] = {}
    for text in texts:
        for atom in text.removesuffix(")").split("),"):
            name, _, arguments = atom.partition("(")
            if name:
                grouped.setdefault(name, []).append(arguments)
    value = coding.values.__getitem__
    fired: dict[str, list[tuple[Value, ...]]] = {}
    for name, rows in grouped.items():
        rule = rulebook.rules[int(name[1:])]
        width = len(rule.variables)
        flat = map(value, map(int, chain.from_iterable(row.split(",") for row in rows)))
        fired[rule.id] = list(zip(*[flat] * width, strict=True)) if width else [()]
    return fired


ADVICE = ADVICE_TYPE.name


def rules_program(rulebook: Rulebook, coding: Coding, estimates: Estimates | None = None) -> str:
    """The rules. Rule I of `rulebook.rules` shows its firings as atoms fI.

    With estimates, rules that clingo would join in a ruinous order are written as a chain of joins of two. The
    predicates are those of this module's first lines.
    """
    writer = _Writer(rulebook, coding, estimates)
    for index, rule in enumerate(rulebook.rules):
        writer.rule(index, rule)
    writer.valid_advice()
    return "\n".join([*writer.lines, "#show.", *writer.shown, ""])


def facts_program(rulebook: Rulebook, coding: Coding, facts: Iterable[Fact]) -> str:
    """The given facts of the types that some rule reads."""
    read = {pattern.type for rule in rulebook.rules for pattern in rule.positive + rule.negative}
    names = {type_: name for type_, name in type_names(rulebook).items() if type_ in read}
    code = coding.codes.__getitem__
    return "\n".join(
        f"{names[fact.type]}({','.join(map(str, map(code, fact.values)))})."
        for fact in facts
        if fact.type in names
    )


def type_names(rulebook: Rulebook) -> Mapping[str, str]:
    """The predicate of each fact type."""
    return {type_: f"t{index}" for index, type_ in enumerate(sorted(rulebook.types))}


def atom(name: str, arguments: Sequence[str]) -> str:
    """An atom; without arguments it gets a zero, so that every predicate has one."""
    return f"{name}({','.join(arguments or ('0',))})"


@dataclass
class _Writer:
    rulebook: Rulebook
    coding: Coding
    estimates: Estimates | None = None
    lines: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    masks: dict[tuple[int, ...], str] = field(default_factory=dict)
    negations: dict[str, str] = field(default_factory=dict)
    lists: dict[frozenset[int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = type_names(self.rulebook)

    def rule(self, index: int, rule: Rule) -> None:
        names = {name: f"V{number}" for number, name in enumerate(rule.variables)}
        body: list[str] = []
        bound: dict[str, str] = {}
        order = self.estimates.order(rule) if self.estimates else ()
        for number, pattern in enumerate(order or rule.positive):
            if order and number > 1:
                step = atom(f"j{index}_{number}", tuple(bound.values()))
                self.lines.append(f"{step} :- {', '.join(body)}.")
                body = [step]
            fresh = {name: names[name] for name in pattern.variables if name not in bound}
            body.extend(self.literals(pattern, names, f"P{number}_"))
            body.extend(f"{variable}!={ABSENT_CODE}" for variable in fresh.values())
            bound.update(fresh)
        body.extend(f"{names[one]}!={names[other]}" for one, other in rule.different)
        body.extend(f"not {self.negation(pattern, names)}" for pattern in rule.negative)
        firing = atom(f"f{index}", tuple(names.values()))
        self.lines.append(f"{firing} :- {', '.join(body)}.")
        self.shown.append(f"#show f{index}/{max(1, len(names))}.")
        self.conclusion(rule, names, firing)

    def conclusion(self, rule: Rule, names: Mapping[str, str], firing: str) -> None:
        head = rule.head
        if head.kind == "tegen":
            return
        terms = {
            name: str(self.coding.codes[term.value]) if isinstance(term, Const) else names[term.name]
            for name, term in head.terms
            if not (isinstance(term, Const) and term.value == ABSENT)
        }
        fields = self.rulebook.types[head.type].field_names
        if head.kind == "sluit_uit":
            mask = tuple(number for number, name in enumerate(fields) if name in terms)
            veto = self.masks.setdefault(mask, f"v{len(self.masks)}")
            self.lines.append(f"{atom(veto, [terms[fields[number]] for number in mask])} :- {firing}.")
        else:
            name = "c" if head.kind == "advies" else self.names[head.type]
            arguments = [terms.get(name, str(ABSENT_CODE)) for name in fields]
            self.lines.append(f"{atom(name, arguments)} :- {firing}.")

    def valid_advice(self) -> None:
        if ADVICE not in self.names:
            return
        fields = [f"X{number}" for number in range(len(self.rulebook.types[ADVICE].fields))]
        body = [atom("c", fields)]
        body += [
            f"not {atom(name, [fields[number] for number in mask])}" for mask, name in self.masks.items()
        ]
        self.lines.append(f"{atom(self.names[ADVICE], fields)} :- {', '.join(body)}.")

    def negation(self, pattern: Pattern, names: Mapping[str, str]) -> str:
        """The atom that says that some fact matches the pattern; patterns that read alike share it."""
        variables = pattern.variables
        local = {name: f"W{number}" for number, name in enumerate(variables)}
        body = ", ".join(self.literals(pattern, local, "Q"))
        if body not in self.negations:
            self.negations[body] = f"n{len(self.negations)}"
            self.lines.append(f"{atom(self.negations[body], tuple(local.values()))} :- {body}.")
        return atom(self.negations[body], [names[name] for name in variables])

    def literals(self, pattern: Pattern, names: Mapping[str, str], prefix: str) -> list[str]:
        """An atom for the pattern, and the conditions on its fields that are neither constant nor variable."""
        arguments: list[str] = []
        conditions: list[str] = []
        terms = dict(pattern.terms)
        for number, name in enumerate(self.rulebook.types[pattern.type].field_names):
            term = terms.get(name)
            fresh = f"{prefix}{number}"
            match term:
                case None:
                    arguments.append("_")
                case Var():
                    arguments.append(names[term.name])
                case Const():
                    arguments.append(str(self.coding.codes[term.value]))
                case OneOf():
                    arguments.append(fresh)
                    conditions.append(f"{self.member_list(term)}({fresh})")
                case Compare():
                    arguments.append(fresh)
                    conditions += [f"{fresh}{sign}{code}" for sign, code in code_bounds(term, self.coding)]
        return [atom(self.names[pattern.type], arguments), *conditions]

    def member_list(self, term: OneOf) -> str:
        members = frozenset(self.coding.codes[value] for value in term.values)
        if members not in self.lists:
            self.lists[members] = f"o{len(self.lists)}"
            self.lines += [f"{self.lists[members]}({code})." for code in sorted(members)]
        return self.lists[members]
