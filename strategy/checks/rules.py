"""Rules that say the same, nothing, or the opposite; variables and derived facts that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.checks.logic import Filled, always_filled, covers, same_conclusion, subsumes
from strategy.dossier.defined_names import DefinedNames, Reference
from strategy.errors import Finding
from strategy.facts.fact_base import grouped
from strategy.rulebook.ast import Rule, Var
from strategy.rulebook.check import PLACEHOLDER, strangers

DUPLICATE_RULE = "dubbele-regel"


def duplicate_rules(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at every rule that repeats an earlier one.

    Two rules that say the same: equal conditions and conclusion, but for names of variables and order. The
    reason then counts twice in every score, and whoever mends one of the two forgets the other.
    """
    filled = always_filled(checked.case.rulebook)
    seen: set[str] = set()
    for first, second in combinations(checked.rules, 2):
        if second.id not in seen and same_rule(first, second, filled):
            seen.add(second.id)
            message = f'regel "{second.id}" is dezelfde als "{first.id}" ({first.span.place})'
            if first.points != second.points:
                message += f", met {second.points:g} in plaats van {first.points:g} punten"
            hint = "verwijder er één"
            if first.points:
                hint += "; nu telt dezelfde reden twee keer mee"
            yield checked.finding(second.span, DUPLICATE_RULE, message, hint)


def same_rule(one: Rule, other: Rule, filled: Filled) -> bool:
    """Whether two rules fire for the same and conclude the same, their points left aside."""
    if one.head.kind != other.head.kind or one.head.type != other.head.type:
        return False
    if bool(one.factor) != bool(other.factor):
        return False
    there, back = (
        same_conclusion(one.head, other.head, exact=True),
        same_conclusion(other.head, one.head, exact=True),
    )
    return (
        there is not None
        and back is not None
        and covers(one, other, there, filled)
        and covers(other, one, back, filled)
    )


REDUNDANT_RULE = "overbodig"

_ALREADY = {
    "feit": "leidt hetzelfde al af, telkens als zij vuurt",
    "advies": "geeft hetzelfde advies al, telkens en met minstens zoveel punten",
    "tegen": "pleit er al tegen, telkens en minstens zo zwaar",
    "sluit_uit": "sluit hetzelfde al uit, telkens als zij vuurt",
}


def redundant_rules(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at every rule that a broader rule makes redundant.

    A rule that adds nothing: another one concludes the same whenever it fires, with at least the same
    points. A derived fact or a veto is then simply there already. Advice gets the same reason twice: the
    second one still raises the score by its bonus, as if it were another argument.
    """
    filled = always_filled(checked.case.rulebook)
    for rule in checked.rules:
        for other in checked.rules:
            if other is not rule and subsumes(other, rule, filled) and not same_rule(other, rule, filled):
                yield _redundant_finding(checked, rule, other)
                break


def _redundant_finding(checked: CheckedDossier, rule: Rule, other: Rule) -> Finding:
    message = f'regel "{rule.id}" voegt niets toe: "{other.id}" {_ALREADY[rule.head.kind]}'
    hint = f"verwijder haar; de bredere staat op {other.span.place}"
    if rule.points:
        hint = f"verwijder haar: nu telt één reden dubbel; de bredere staat op {other.span.place}"
    return checked.finding(rule.span, REDUNDANT_RULE, message, hint)


OPPOSED_RULES = "tegenspraak"


def opposed_rules(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at every advising rule whose advice is always excluded, or always argued away.

    Two rules that contradict each other: what one advises, the other always excludes, or always outweighs.
    The advice can then never be given, or the two say no more than one rule with the difference in points
    would.
    """
    filled = always_filled(checked.case.rulebook)
    advising = [rule for rule in checked.rules if rule.head.kind == "advies"]
    for rule in advising:
        for other in checked.rules:
            if other.head.kind == "sluit_uit" and _always(other, rule, filled):
                message = (
                    f'wat regel "{rule.id}" adviseert, sluit "{other.id}" altijd uit ({other.span.place})'
                )
                hint = "verwijder één van beide, of geef de uitsluiting een voorwaarde meer"
                yield checked.finding(rule.span, OPPOSED_RULES, message, hint)
            elif other.head.kind == "tegen" and _always(other, rule, filled):
                yield from _outweighed(checked, rule, other, filled)


def _always(other: Rule, rule: Rule, filled: Filled) -> bool:
    """Whether `other` speaks about what `rule` advises every time that it does."""
    reading = same_conclusion(other.head, rule.head, exact=False)
    return reading is not None and covers(other, rule, reading, filled)


def _outweighed(checked: CheckedDossier, rule: Rule, counter: Rule, filled: Filled) -> Iterator[Finding]:
    if rule.factor or counter.factor:
        return
    left = rule.points + counter.points
    where = counter.span.place
    if left <= 0:
        message = f'telkens als regel "{rule.id}" pleit, neemt "{counter.id}" al haar punten weg ({where})'
        hint = f"verwijder één van beide, of geef deze regel meer dan {-counter.points:g} punten"
        yield checked.finding(rule.span, OPPOSED_RULES, message, hint)
    elif (aim := same_conclusion(rule.head, counter.head, exact=True)) is not None and covers(
        rule, counter, aim, filled
    ):
        message = f'regel "{rule.id}" pleit voor en "{counter.id}" tegen hetzelfde, onder dezelfde voorwaarden ({where})'
        yield checked.finding(
            rule.span, OPPOSED_RULES, message, f"voeg ze samen tot één regel met {left:g} punten"
        )


LONE_VARIABLE = "losse-variabele"


def lone_variables(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each variable of a condition that no other part of its rule names.

    A variable that stands in one place only, where it changes nothing: most of the time a slip of the
    keyboard. `rol_open: {gremium: $gr}` beside `relevant: {gremium: $g}` joins every table with every other.
    """
    filled = always_filled(checked.case.rulebook)
    for rule in checked.rules:
        times = Counter(
            term.name for pattern in rule.positive for _, term in pattern.terms if isinstance(term, Var)
        )
        elsewhere = _variables_elsewhere(rule)
        domains = checked.outcome.trace.domains[rule.id]
        for pattern in rule.positive:
            for field, term in pattern.terms:
                if not isinstance(term, Var) or times[term.name] > 1 or term.name in elsewhere:
                    continue
                if (pattern.type, field) not in filled:
                    continue  # there it asks that the field is filled
                kin = [
                    f"${name}" for name in times if name != term.name and domains[name] == domains[term.name]
                ]
                message = f'${term.name} staat maar op één plek in regel "{rule.id}", en beperkt dus niets'
                hint = (
                    f"bedoeld: {' of '.join(kin)}? Laat anders dit veld weg" if kin else "laat dit veld weg"
                )
                place = checked.places.key(pattern.span, pattern.type, field, f"${term.name}")
                yield checked.finding(place, LONE_VARIABLE, message, hint)


def _variables_elsewhere(rule: Rule) -> set[str]:
    """The variables that a rule names outside its ordinary conditions."""
    return {
        *(name for pattern in rule.negative for name in pattern.variables),
        *(name for pair in rule.different for name in pair),
        *(term.name for _, term in rule.head.terms if isinstance(term, Var)),
        *PLACEHOLDER.findall(rule.argument),
        *(name for example in rule.examples for name, _ in example.bindings),
        rule.factor,
    }


STRANGE_EXAMPLE = "vreemd-voorbeeld"


def strange_examples(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each name in examples of rules that the dossier does not have, at the first place.

    An example in a rule that names what is not there, most of the time because it was called otherwise since. Advice
    does not hang on it, so it goes on; but the example tests nothing any more, and `krachtenveld toets` fails on it.
    """
    domains = checked.outcome.trace.domains
    places = grouped(
        ((domains[rule.id][name].name, str(value)), checked.places.key(example.span, name, str(value)))
        for rule in checked.rules
        for example in rule.examples
        for name, value in strangers(example, domains[rule.id], checked.names)
    )
    for (kind, value), found in places.items():
        for unknown in DefinedNames(checked.names).unknown([Reference((kind,), value, found[0])]):
            message = f"{'dit voorbeeld noemt' if len(found) == 1 else f'{len(found)} voorbeelden noemen'} een naam die er niet is: {unknown.message}"
            yield checked.grouped(found, STRANGE_EXAMPLE, message, unknown.hint)


UNREAD_FACT = "ongelezen"


def unread_facts(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each derived fact that leads nowhere, at the first rule that concludes it.

    A derived fact that nobody uses: no advice, veto or counter-argument depends on it, directly or through
    others. The rule that derives it is work without effect; often the rule that should read it was never
    written, or reads a fact of another name.
    """
    deriving = [rule for rule in checked.rules if rule.head.kind == "feit"]
    sources: dict[str, set[str]] = {}
    for rule in deriving:
        sources.setdefault(rule.head.type, set()).update(reads(rule))
    used = {name for rule in checked.rules if rule.head.kind != "feit" for name in reads(rule)}
    used = _behind(used, sources)
    unread = [name for name in sources if name not in used]
    ends = [name for name in unread if not any(name in sources[other] for other in unread if other != name)]
    for name in ends or unread[:1]:
        behind = [other for other in unread if other != name and other in _behind({name}, sources)]
        message = f"geen advies gebruikt het afgeleide feit `{name}`"
        if behind:
            message += f", en dus ook {listed(f'`{other}`' for other in behind)} niet"
        places = [rule.head.span for rule in deriving if rule.head.type == name]
        what = "deze regel" if len(places) == 1 else "deze regels"
        hint = f"gebruik het bij `als` van een regel die adviseert of uitsluit, of verwijder {what}"
        yield checked.grouped(places, UNREAD_FACT, message, hint)


def reads(rule: Rule) -> set[str]:
    return {pattern.type for pattern in (*rule.positive, *rule.negative)}


def _behind(names: Iterable[str], sources: Mapping[str, set[str]]) -> set[str]:
    """These fact types, and all from which rules derive them, however far back."""
    found: set[str] = set()
    stack = list(names)
    while stack:
        name = stack.pop()
        if name not in found:
            found.add(name)
            stack.extend(sources.get(name, ()))
    return found
