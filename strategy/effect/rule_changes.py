"""What is different between two rulebooks, in the words of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from strategy.effect.delta import ABSENT, Delta, Leaf, Plain, Same, Sort, VersionChange, elements, fields
from strategy.effect.dossier_changes import plain
from strategy.errors import Span
from strategy.facts.types_and_sentences import Value
from strategy.rulebook.ast import Compare, Const, Example, Head, OneOf, Pattern, Rule, Rulebook, Term, Var
from strategy.scenarios.changes import RULE


def term_text(term: Term | None) -> str | None:
    """`trekken`, `$p`, `koepel of stedennetwerk`, `>= 2`; None for a field that is not named."""
    match term:
        case None:
            return None
        case Var(name):
            return f"${name}"
        case Const(value):
            return value_text(value)
        case OneOf(values):
            return " of ".join(sorted(map(value_text, values)))
        case Compare(operator, number):
            return f"{operator} {value_text(number)}"


def value_text(value: Value) -> str:
    """A constant as it is written."""
    return value if isinstance(value, str) else f"{value:g}"


def terms_text(terms: tuple[tuple[str, Term], ...] | tuple[tuple[str, Var | Const], ...]) -> str:
    """`{id: $p, inzet: trekken}`."""
    return "{" + ", ".join(f"{name}: {term_text(term)}" for name, term in terms) + "}"


def pattern_text(pattern: Pattern, negative: bool) -> str:
    """`prioriteit: {id: $p}`, or with `niet:` before it."""
    text = f"{pattern.type}: {terms_text(pattern.terms)}"
    return f"niet: {{{text}}}" if negative else text


def head_text(head: Head) -> str:
    """`advies: {soort: positie, …}`; a derived fact with its name."""
    name = f"feit {head.type}" if head.kind == "feit" else head.kind
    return f"{name}: {terms_text(head.terms)}"


def example_text(example: Example) -> str:
    """`wel: {p: woningbouw}`."""
    note = f" ({example.note})" if example.note else ""
    return f"{example.kind}: {{{', '.join(f'{name}: {value}' for name, value in example.bindings)}}}{note}"


def meaning_of(pattern: Pattern) -> tuple[str, frozenset[tuple[str, Term | None]]]:
    """A pattern without its place and the order of its fields."""
    return pattern.type, frozenset((name, normal(term)) for name, term in pattern.terms)


def normal(term: Term | None) -> Term | None:
    """A term of which the order of listed values does not count."""
    return OneOf(tuple(sorted(term.values, key=str))) if isinstance(term, OneOf) else term


def in_words_of(old: Rule, new: Rule) -> Rule:
    """The new rule in the variables of the old one, when they only have other names."""
    one, other = _variables(old), _variables(new)
    if one == other or len(one) != len(other):
        return new
    candidate = _with_names(new, dict(zip(other, one, strict=True)))
    return candidate if _logic(candidate) == _logic(old) else new


def _variables(rule: Rule) -> tuple[str, ...]:
    """The variables of a rule in order of appearance."""
    return tuple(dict.fromkeys(name for pattern in rule.positive for name in pattern.variables))


def _logic(rule: Rule) -> tuple[Any, ...]:
    return (
        [meaning_of(pattern) for pattern in rule.positive],
        [meaning_of(pattern) for pattern in rule.negative],
        [frozenset(pair) for pair in rule.different],
        (rule.head.kind, rule.head.type, frozenset(rule.head.terms)),
        rule.factor,
    )


def _with_names(rule: Rule, names: Mapping[str, str]) -> Rule:
    def renamed(terms: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        return tuple(
            (field, Var(names.get(term.name, term.name)) if isinstance(term, Var) else term)
            for field, term in terms
        )

    def placeholder(found: re.Match[str]) -> str:
        return f"{{{names.get(found[1], found[1])}}}"

    return replace(
        rule,
        positive=tuple(replace(pattern, terms=renamed(pattern.terms)) for pattern in rule.positive),
        negative=tuple(replace(pattern, terms=renamed(pattern.terms)) for pattern in rule.negative),
        different=tuple((names.get(one, one), names.get(other, other)) for one, other in rule.different),
        head=replace(rule.head, terms=renamed(rule.head.terms)),
        factor=names.get(rule.factor, rule.factor),
        argument=re.sub(r"\{(\w+)\}", placeholder, rule.argument),
        examples=tuple(
            replace(
                example, bindings=tuple((names.get(name, name), value) for name, value in example.bindings)
            )
            for example in rule.examples
        ),
    )


VALUES: Mapping[str, str] = {
    "label": "label", "description": "omschrijving", "question": "vraag", "source": "bron", "nature": "aard",
    "since": "sinds", "points": "punten", "factor": "factor", "argument": "argument",
}  # fmt: skip
"""The plain attributes of a rule, and the key of each."""
CONDITIONS, CONCLUSION, EXAMPLES = "als", "dan", "voorbeelden"
LOGIC = ((CONDITIONS,), (CONCLUSION,))
"""The keys, as the start of a path, that decide when a rule fires and what it then concludes."""

PartT = TypeVar("PartT")


def compare_rules(old: Rulebook, new: Rulebook) -> tuple[Delta, ...]:
    """Per rule of either rulebook the difference; the order of rules and the names of variables do not count."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    renamed = _renamed(
        [rule for rule in old.rules if rule.id not in after],
        [rule for rule in new.rules if rule.id not in before],
    )
    found: list[Delta] = []
    for rule in old.rules:
        now = after.get(rule.id) or renamed.get(rule.id)
        if now is None:
            found.append(Leaf(_change(rule, "vervallen", (), _title(rule), None, rule.span), rule, ABSENT))
        else:
            found.append(_rule(rule, now))
    taken = {rule.id for rule in renamed.values()}
    for rule in new.rules:
        if rule.id not in before and rule.id not in taken:
            found.append(Leaf(_change(rule, "nieuw", (), None, _title(rule), rule.span), ABSENT, rule))
    return tuple(found)


def _renamed(gone: Iterable[Rule], come: Iterable[Rule]) -> dict[str, Rule]:
    """Of the rules that went those that came back, in all else equal, under another name."""
    left = list(come)
    found: dict[str, Rule] = {}
    for rule in gone:
        same = next((other for other in left if isinstance(_parts(rule, other), Same)), None)
        if same is not None:
            found[rule.id] = same
            left.remove(same)
    return found


def _rule(old: Rule, new: Rule) -> Delta:
    delta = _parts(old, new)
    if old.id == new.id:
        return delta
    return fields(old, {"id": Leaf(_change(old, "hernoemd", (), old.id, new.id, new.span), old.id, new.id)})


def _parts(old: Rule, new: Rule) -> Delta:
    new = in_words_of(old, new)
    parts: dict[str, Delta] = {}
    for attribute, key in VALUES.items():
        was, now = plain(getattr(old, attribute)), plain(getattr(new, attribute))
        if was != now:
            change = _change(
                old, "gewijzigd", (key,), was, now, new.span if now is not None else old.span, key
            )
            parts[attribute] = Leaf(change, getattr(old, attribute), getattr(new, attribute))
    for attribute, negative in (("positive", False), ("negative", True)):
        parts[attribute] = _patterns(old, getattr(old, attribute), getattr(new, attribute), negative)
    parts["different"] = _listed(
        old,
        old.different,
        new.different,
        CONDITIONS,
        lambda pair: frozenset(pair),
        _pair_text,
        lambda _: old.span,
    )
    parts["head"] = _head(old, old.head, new.head)
    parts["examples"] = _listed(
        old, old.examples, new.examples, EXAMPLES,
        lambda example: (example.kind, frozenset(example.bindings), example.note), example_text,
        lambda example: example.span,
    )  # fmt: skip
    return fields(old, parts)


# ── conditions and conclusion ─────────────────────────────────────────────────────────────────────────


def _patterns(rule: Rule, old: Sequence[Pattern], new: Sequence[Pattern], negative: bool) -> Delta:
    """Conditions of one sign: equal ones are the same, then those about the same fact in order."""
    left = list(new)
    parts: dict[int, Delta] = {}
    for index, pattern in enumerate(old):
        same = next((other for other in left if meaning_of(other) == meaning_of(pattern)), None)
        if same is not None:
            left.remove(same)
            parts[index] = Same(pattern)
    for index, pattern in enumerate(old):
        if index in parts:
            continue
        alike = next((other for other in left if other.type == pattern.type), None)
        if alike is not None:
            left.remove(alike)
            path = (CONDITIONS, *(["niet"] if negative else []), pattern.type)
            parts[index] = _terms(rule, pattern, alike, path)
        else:
            text = pattern_text(pattern, negative)
            parts[index] = Leaf(
                _change(rule, "eraf", (CONDITIONS,), text, None, pattern.span), pattern, ABSENT
            )
    added: list[Delta] = [
        Leaf(
            _change(rule, "erbij", (CONDITIONS,), None, pattern_text(pattern, negative), pattern.span),
            ABSENT, pattern,
        )
        for pattern in left
    ]  # fmt: skip
    return elements(tuple(old), (*(parts[index] for index in range(len(old))), *added))


def _head(rule: Rule, old: Head, new: Head) -> Delta:
    if (old.kind, old.type) != (new.kind, new.type):
        change = _change(rule, "gewijzigd", (CONCLUSION,), head_text(old), head_text(new), new.span)
        return Leaf(change, old, new)
    return _terms(rule, old, new, (CONCLUSION,))


def _terms(rule: Rule, old: Any, new: Any, path: tuple[str, ...]) -> Delta:
    """Two patterns or conclusions about the same fact, field by field."""
    before, after = dict(old.terms), dict(new.terms)
    parts: list[Delta] = []
    for name in (*before, *(name for name in after if name not in before)):
        was, now = before.get(name), after.get(name)
        pair = (name, was)
        if normal(was) == normal(now):
            parts.append(Same(pair))
            continue
        place = new.span if now is not None else old.span
        change = _change(rule, "gewijzigd", (*path, name), term_text(was), term_text(now), place)
        parts.append(Leaf(change, pair if was else ABSENT, (name, now) if now else ABSENT))
    return fields(old, {"terms": elements(old.terms, tuple(parts))})


def _listed(
    rule: Rule,
    old: Sequence[PartT],
    new: Sequence[PartT],
    key: str,
    meaning: Callable[[PartT], Any],
    text: Callable[[PartT], str],
    place: Callable[[PartT], Span],
) -> Delta:
    before, after = {meaning(part) for part in old}, {meaning(part) for part in new}
    parts: list[Delta] = []
    for part in old:
        if meaning(part) in after:
            parts.append(Same(part))
        else:
            parts.append(Leaf(_change(rule, "eraf", (key,), text(part), None, place(part)), part, ABSENT))
    for part in new:
        if meaning(part) not in before:
            parts.append(Leaf(_change(rule, "erbij", (key,), None, text(part), place(part)), ABSENT, part))
    return elements(tuple(old), tuple(parts))


# ── changes ───────────────────────────────────────────────────────────────────────────────────────────


def _change(
    rule: Rule,
    sort: Sort,
    path: tuple[str, ...],
    old: Plain | None,
    new: Plain | None,
    place: Span,
    *keys: str,
) -> VersionChange:
    return VersionChange(
        RULE, rule.id, sort, path, old, new, name=rule.label, place=place, keys=keys, gone=new is None
    )


def _title(rule: Rule) -> str:
    return rule.label or rule.description or rule.id


def _pair_text(pair: tuple[str, str]) -> str:
    return f"anders: [${pair[0]}, ${pair[1]}]"
