"""`waarom`: the tree under an advice, down to the source paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line as AdviceLine
from strategy.advice.lines import counting_parts
from strategy.advice.model import Advice, Entry
from strategy.advice.names import decimal, sentence
from strategy.advice.scores_bands import best_per_argument, net_values, score
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.provenance import WHOLE_FILE
from strategy.explain.grounds import (
    MODEL,
    DerivationStep,
    Exclusion,
    Ground,
    citation,
    condition_text,
    derivation,
    exclusions,
    ground,
    same_table,
    step_text,
    uncertainties,
)
from strategy.facts.types_and_sentences import Fact
from strategy.inference.port import Firing
from visualizations.reports.advies import advice_data
from visualizations.writers.report import Line, Report, Run, Tree, line
from visualizations.writers.stamps import ranked, under

MOST_BESIDE = 4
ABOVE = "   zie boven"
"""Behind what stands in the tree already."""


def why_report(outcome: Outcome, advices: Sequence[Advice], deep: bool = False) -> Report:
    """Why each advice is given: rules with points, facts with places, source paragraphs, assumptions.

    Facts of the dossier stand right under the rule that argues; with `deep`, under what was derived or computed from
    them. What rests on the same fact twice refers to the first time.
    """
    return Report(
        lambda: (_whole(outcome, advice, deep) for advice in advices),
        lambda: advice_data(outcome, advices, derivations=deep),
    )


def _whole(outcome: Outcome, advice: Advice, deep: bool) -> Tree:
    if not isinstance(advice, AdviceLine):
        return _Teller(outcome, advice, deep).told()
    return Tree(_head(outcome, advice), (*_reasons(outcome, advice), *_parts(outcome, advice, deep)))


def _reasons(outcome: Outcome, advice: AdviceLine) -> Iterator[Tree]:
    for reason in advice.reasons:
        place = f"   {reason.origin.span.place}"
        source = line(citation(outcome.names, reason.origin), "", (place, "dim"))
        yield Tree(line(reason.text, "italic"), (Tree(source),))


def _parts(outcome: Outcome, advice: AdviceLine, deep: bool) -> Iterator[Tree]:
    """The trees of the parts; what stands beside does not add to the score of the whole."""
    adding = {part.id for part in counting_parts(advice.parts)}
    for part in advice.parts:
        extra = "" if part.id in adding else "\n        telt niet mee in de score van het geheel"
        yield _Teller(outcome, part, deep).told(extra)


class _Teller:
    """One tree in the making; `shown` are the facts that stand in it, so branches are told in their order."""

    def __init__(self, outcome: Outcome, advice: Advice, deep: bool) -> None:
        self._outcome = outcome
        self._advice = advice
        self._deep = deep
        self._shown: set[Fact] = set()

    def told(self, extra: str = "") -> Tree:
        """The tree; `extra` is for under its head."""
        return Tree(_head(self._outcome, self._advice, extra), tuple(self._branches()))

    def _branches(self) -> Iterator[Tree]:
        for entries in (self._advice.entries, self._advice.counters):
            yield from map(self._contribution, _by_rule(entries))
        yield from map(self._exclusion, exclusions(self._outcome, self._advice))
        for condition in self._advice.conditions:
            mark = {True: "✓ ", False: "✗ ", None: ""}[condition.met]
            yield _leaf(f"{mark}voorwaarde ({condition.sort}): {condition.text}")
        if beside := same_table(self._outcome, self._advice):
            yield _leaf(_beside(self._advice, beside), "dim")
        yield _leaf(_rests_on(uncertainties(self._outcome, self._advice)))

    # ── rules ─────────────────────────────────────────────────────────────────────────────────────

    def _contribution(self, entries: Sequence[Entry]) -> Tree:
        below = [*self._because(entries[0].firing, self._deep)]
        if others := _others(self._outcome, entries):
            below.append(_leaf(f"ook voor {others}", "dim"))
        return Tree(_label(self._outcome, entries[0]), tuple(below))

    def _exclusion(self, exclusion: Exclusion) -> Tree:
        """Why the same is not advised for other priorities: in short, its facts only with `deep`."""
        names, rule = self._outcome.names, self._outcome.trace.rules[exclusion.firing.rule]
        listed = ", ".join(f'"{names.name("prioriteit", item)}"' for item in exclusion.priorities)
        label = line(f"niet voor {listed}: ", "", (f"{rule.id}   {rule.span.place}", "dim"))
        told = self._because(exclusion.firing, deep=True) if self._deep else self._said(exclusion.firing)
        return Tree(label, tuple(told))

    def _because(self, firing: Firing, deep: bool) -> Iterator[Tree]:
        """The sentence of a firing, the facts it rests on, and what was not there."""
        yield from self._said(firing)
        if deep:
            yield from self._steps(derivation(self._outcome, firing))
        else:
            for fact in self._outcome.trace.grounds(firing):
                yield self._ground(ground(self._outcome, fact))
        yield from self._absences(firing)

    def _said(self, firing: Firing) -> Iterator[Tree]:
        if text := sentence(self._outcome.trace, self._outcome.names, firing):
            yield _leaf(text, "italic")

    def _absences(self, firing: Firing) -> Iterator[Tree]:
        """Such as "en omdat geen enkele rol in de VNG-commissie Financiën van ons is"."""
        for pattern in self._outcome.trace.rules[firing.rule].negative:
            clause = condition_text(self._outcome, pattern, dict(firing.bindings), denied=True)
            yield _leaf(f"en omdat {clause}")

    # ── facts ─────────────────────────────────────────────────────────────────────────────────────

    def _steps(self, steps: Iterable[DerivationStep]) -> Iterator[Tree]:
        for step in steps:
            yield self._derived(step) if step.ground is None else self._ground(step.ground)

    def _derived(self, step: DerivationStep) -> Tree:
        text = step_text(self._outcome, step)
        if step.fact in self._shown:
            return _leaf(text, "", (ABOVE, "dim"))
        self._shown.add(step.fact)
        below = [*self._steps(step.because), *(self._absences(step.firing) if step.firing else ())]
        return Tree(line(text, "", (f"   {_source(self._outcome, step)}", "dim")), tuple(below))

    def _ground(self, item: Ground) -> Tree:
        nature = "" if item.nature == "registratie" else item.nature
        doubts = [word for word in (nature, "te bevestigen" if item.to_confirm else "") if word]
        runs: list[Run] = [(f" ({', '.join(doubts)})", "yellow")] if doubts else []
        if item.fact in self._shown:
            return _leaf(item.text, "", *runs, (ABOVE, "dim"))
        self._shown.add(item.fact)
        runs.append((f"   {item.place} ← {item.source}", "dim"))
        if item.confirmed:
            runs.append((f" · bevestigd {item.confirmed}", "dim"))
        if item.to_verify:
            runs.append((f"\nte verifiëren: {item.to_verify}", "yellow"))
        return _leaf(item.text, "", *runs)


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────────


def _leaf(text: str, look: str = "", *more: Run) -> Tree:
    return Tree(line(text, look, *more))


def _head(outcome: Outcome, advice: Advice, extra: str = "") -> Line:
    about = f"\n        {advice.id}   {ranked(outcome, advice)}"
    made = f"\n        {_sum(outcome, advice)}{under(outcome.case, 8)}"
    return line("ADVIES  ", "dim", (advice.title, "bold dim"), (about, "dim"), (made, "dim"), (extra, "dim"))


def _sum(outcome: Outcome, advice: Advice) -> str:
    """How the score is made up, so that it can be done again by hand."""
    counted_in = counting_parts(advice.parts) if isinstance(advice, AdviceLine) else (advice,)
    values = best_per_argument(
        [pair for part in counted_in for pair in net_values(part.entries, part.counters)]
    )
    scoring = outcome.case.dossier.header.scoring
    first, others = values[0], [value for value in values[1:] if value]
    if not others:
        return f"score = {decimal(first, 2)}, het enige argument"
    whole = score(values, scoring)
    bonus = f"{decimal(scoring.bonus)} × ({' + '.join(decimal(value, 2) for value in others)})"
    made = f"score = {decimal(first, 2)} + {bonus} = {decimal(whole, 2)}"
    if scoring.bonus * sum(others) > scoring.cap * first:
        made = f"score = {decimal(first, 2)} + {decimal(whole - first, 2)} = {decimal(whole, 2)}"
        made += f"\n        bonus = {bonus}, ten hoogste {decimal(scoring.cap)} × {decimal(first, 2)}"
    return f"{made}\n        per opgave telt van elke regel het sterkste argument"


def _by_rule(entries: Iterable[Entry]) -> tuple[list[Entry], ...]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.rule, []).append(entry)
    return tuple(groups.values())


def _label(outcome: Outcome, entry: Entry) -> Line:
    rule = outcome.trace.rules[entry.rule]
    sign = "+" if entry.value >= 0 else "−"
    points = decimal(entry.points).replace("-", "−")
    made = (
        f"{sign}{decimal(abs(entry.value), 1)}  ({points} {'punt' if abs(entry.points) == 1 else 'punten'}"
        f" × gewicht {decimal(entry.weight)}{' × ' + decimal(entry.factor) if entry.factor != 1 else ''})"
        f"   {rule.span.place}"
    )
    return line(f"{entry.rule}  ", "bold" if entry.value >= 0 else "", (made, "dim"))


def _others(outcome: Outcome, entries: Sequence[Entry]) -> str:
    """The other priorities and opgaven for which the same rule argues."""
    first, names = entries[0], outcome.names
    others = dict.fromkeys(
        (names.name("prioriteit", entry.priority), names.name("opgave", entry.opgave), entry.value)
        for entry in entries[1:]
        if (entry.priority, entry.opgave) != (first.priority, first.opgave)
    )
    return ", ".join(
        f'"{name}" ({opgave.lower()}, {decimal(value, 1).replace("-", "−")})'
        for name, opgave, value in others
    )


def _source(outcome: Outcome, step: DerivationStep) -> str:
    """Where a derived fact comes from."""
    if step.firing is None:
        return "berekend uit:"
    rule = outcome.trace.rules[step.firing.rule]
    return f"regel {rule.id}, {rule.span.place}"


def _beside(advice: Advice, others: Sequence[Advice]) -> str:
    word = "in plaats daarvan" if advice.target.sort == "afzien" else "ook in dit gremium"
    listed = "; ".join(f"{other.title} (rang {other.rank})" for other in others[:MOST_BESIDE])
    more = len(others) - MOST_BESIDE
    return f"{word}: {listed}{f'; en nog {more}' if more > 0 else ''}"


def _rests_on(items: Sequence[Ground]) -> str:
    judgements = sum(item.nature == "oordeel" for item in items)
    assumed = [item.fact.type in MODEL for item in items if item.nature == "aanname"]
    assumptions, modelled = assumed.count(False), assumed.count(True)
    on_loan = sum(item.nature == "registratie" and item.lender == WHOLE_FILE for item in items)
    rests = [
        counted(judgements, "oordeel", "oordelen") if judgements else "",
        counted(assumptions, "aanname", "aannames") if assumptions else "",
        f"{counted(modelled, 'aanname', 'aannames')} van het model" if modelled else "",
        f"{counted(on_loan, 'feit', 'feiten')} zonder eigen bron" if on_loan else "",
    ]
    text = all_of([part for part in rests if part]) or "alleen op registraties met een eigen bron"
    waiting = sum(bool(item.to_confirm) for item in items)
    verb = "moet" if waiting == 1 else "moeten"
    open_still = f"; {counted(waiting, 'feit', 'feiten')} {verb} nog bevestigd worden" if waiting else ""
    return f"het sterkste argument rust {'' if text.startswith('alleen') else 'op '}{text}{open_still}"
