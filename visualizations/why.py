"""`waarom` for people: the tree under one advice, down to the source paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line, counting
from strategy.advice.model import Advice, Entry
from strategy.advice.names import decimal
from strategy.advice.score import distinct, net_values
from strategy.advice.wording import sentence
from strategy.explain.basis import Ground, ground, uncertainties
from strategy.explain.derivation import Step, derivation, step_text
from strategy.explain.sentences import citation
from strategy.explain.siblings import Exclusion, exclusions, same_table
from strategy.facts.types import Fact
from strategy.inference.port import Firing
from visualizations.absences import absence_text
from visualizations.stamp import under
from visualizations.terminal import counted

MOST_BESIDE = 4
ABOVE = "   zie boven"
"""Behind what stands in the tree already."""


def why(outcome: Outcome, advice: Advice, deep: bool = False) -> RenderableType:
    """The tree under one advice: rules with points, facts with places, source paragraphs, assumptions.

    Facts of the dossier stand right under the rule that argues; with `deep`, under what was derived or computed from
    them. What rests on the same fact twice refers to the first time.
    """
    if isinstance(advice, Line):
        return _line(outcome, advice, deep)
    return _Tree(outcome, advice, deep).built()


def _line(outcome: Outcome, line: Line, deep: bool) -> Tree:
    """A line with the trees of its parts; what stands beside does not add to its score."""
    tree = Tree(_head(outcome, line), guide_style="dim")
    for reason in line.reasons:
        said = tree.add(Text(reason.text, style="italic"))
        place = f"   {reason.origin.span.file}:{reason.origin.span.line}"
        said.add(Text(citation(outcome.names, reason.origin)).append(place, style="dim"))
    adding = {part.id for part in counting(line.parts)}
    for part in line.parts:
        below = _Tree(outcome, part, deep).built()
        if part.id not in adding and isinstance(below.label, Text):
            below.label.append("\n        telt niet mee in de score van het geheel", style="dim")
        tree.children.append(below)
    return tree


class _Tree:
    """One tree in the making; `shown` are the facts that stand in it."""

    def __init__(self, outcome: Outcome, advice: Advice, deep: bool) -> None:
        self._outcome = outcome
        self._advice = advice
        self._deep = deep
        self._shown: set[Fact] = set()

    def built(self) -> Tree:
        tree = Tree(_head(self._outcome, self._advice), guide_style="dim")
        for entries in (self._advice.entries, self._advice.counters):
            for group in _by_rule(entries):
                self._contribution(tree, group)
        for exclusion in exclusions(self._outcome, self._advice):
            self._exclusion(tree, exclusion)
        for condition in self._advice.conditions:
            mark = {True: "✓ ", False: "✗ ", None: ""}[condition.met]
            tree.add(Text(f"{mark}voorwaarde ({condition.sort}): {condition.text}"))
        if beside := same_table(self._outcome, self._advice):
            tree.add(_beside(self._advice, beside))
        tree.add(Text(_rests_on(uncertainties(self._outcome, self._advice))))
        return tree

    # ── rules ─────────────────────────────────────────────────────────────────────────────────────

    def _contribution(self, tree: Tree, entries: Sequence[Entry]) -> None:
        first = entries[0]
        branch = tree.add(_label(self._outcome, first))
        self._because(branch, first.firing, self._deep)
        if others := _others(self._outcome, entries):
            branch.add(Text(f"ook voor {others}", style="dim"))

    def _exclusion(self, tree: Tree, exclusion: Exclusion) -> None:
        """Why the same is not advised for other priorities: in short, its facts only with `deep`."""
        rule = self._outcome.trace.rules[exclusion.firing.rule]
        listed = ", ".join(
            f'"{self._outcome.names.name("prioriteit", item)}"' for item in exclusion.priorities
        )
        label = Text(f"niet voor {listed}: ")
        label.append(f"{rule.id}   {rule.span.file}:{rule.span.line}", style="dim")
        branch = tree.add(label)
        if self._deep:
            self._because(branch, exclusion.firing, deep=True)
        elif text := sentence(self._outcome.trace, self._outcome.names, exclusion.firing):
            branch.add(Text(text, style="italic"))

    def _because(self, branch: Tree, firing: Firing, deep: bool) -> None:
        """The sentence of a firing, the facts it rests on, and what was not there."""
        if text := sentence(self._outcome.trace, self._outcome.names, firing):
            branch.add(Text(text, style="italic"))
        if deep:
            self._steps(branch, derivation(self._outcome, firing))
        else:
            for fact in self._outcome.trace.grounds(firing):
                branch.add(self._ground(ground(self._outcome, fact)))
        self._absences(branch, firing)

    def _absences(self, branch: Tree, firing: Firing) -> None:
        for pattern in self._outcome.trace.rules[firing.rule].negative:
            branch.add(Text(absence_text(self._outcome, pattern, firing)))

    # ── facts ─────────────────────────────────────────────────────────────────────────────────────

    def _steps(self, branch: Tree, steps: Iterable[Step]) -> None:
        for step in steps:
            if step.ground is not None:
                branch.add(self._ground(step.ground))
                continue
            text = Text(step_text(self._outcome, step))
            if step.fact in self._shown:
                branch.add(text.append(ABOVE, style="dim"))
                continue
            self._shown.add(step.fact)
            below = branch.add(text.append(f"   {_source(self._outcome, step)}", style="dim"))
            self._steps(below, step.because)
            if step.firing is not None:
                self._absences(below, step.firing)

    def _ground(self, item: Ground) -> Text:
        text = Text(item.text)
        nature = "" if item.nature == "registratie" else item.nature
        if doubts := [word for word in (nature, "te bevestigen" if item.to_confirm else "") if word]:
            text.append(f" ({', '.join(doubts)})", style="yellow")
        if item.fact in self._shown:
            return text.append(ABOVE, style="dim")
        self._shown.add(item.fact)
        text.append(f"   {item.file}:{item.line} ← {item.source}", style="dim")
        if item.to_verify:
            text.append(f"\nte verifiëren: {item.to_verify}", style="yellow")
        return text


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────


def _head(outcome: Outcome, advice: Advice) -> Text:
    root = Text("ADVIES  ", style="dim")
    root.append(advice.title, style="bold")
    root.append(
        f"\n        {advice.id}   score {decimal(advice.score, 1)} · {advice.band}"
        f" · rang {advice.rank} van {len(outcome.lines if isinstance(advice, Line) else outcome.advices)}",
        style="not bold",
    )
    root.append(f"\n        {_sum(outcome, advice)}{under(outcome.case, 8)}", style="not bold dim")
    return root


def _sum(outcome: Outcome, advice: Advice) -> str:
    """How the score is made up, in one line."""
    counted_in = counting(advice.parts) if isinstance(advice, Line) else (advice,)
    values = distinct([pair for part in counted_in for pair in net_values(part.entries, part.counters)])
    scoring = outcome.case.dossier.header.scoring
    others = sum(values[1:])
    if not others:
        return f"score = {decimal(values[0], 2)}, het enige argument"
    return (
        f"score = {decimal(values[0], 2)} sterkste argument + {decimal(scoring.bonus)} × {decimal(others, 2)} andere"
        f" (ten hoogste {decimal(scoring.cap)} × het sterkste)"
    )


def _by_rule(entries: Iterable[Entry]) -> tuple[list[Entry], ...]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.rule, []).append(entry)
    return tuple(groups.values())


def _label(outcome: Outcome, entry: Entry) -> Text:
    rule = outcome.trace.rules[entry.rule]
    sign = "+" if entry.value >= 0 else "−"
    points = decimal(entry.points).replace("-", "−")
    label = Text(f"{entry.rule}  ", style="bold" if entry.value >= 0 else "")
    label.append(
        f"{sign}{decimal(abs(entry.value), 1)}  ({points} {'punt' if abs(entry.points) == 1 else 'punten'}"
        f" × gewicht {decimal(entry.weight)}{' × ' + decimal(entry.factor) if entry.factor != 1 else ''})"
        f"   {rule.span.file}:{rule.span.line}",
        style="not bold dim",
    )
    return label


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


def _source(outcome: Outcome, step: Step) -> str:
    """Where a derived fact comes from."""
    if step.firing is None:
        return "berekend uit:"
    rule = outcome.trace.rules[step.firing.rule]
    return f"regel {rule.id}, {rule.span.file}:{rule.span.line}"


def _beside(advice: Advice, others: Sequence[Advice]) -> Text:
    word = "in plaats daarvan" if advice.target.sort == "afzien" else "ook in dit gremium"
    listed = "; ".join(f"{other.title} (rang {other.rank})" for other in others[:MOST_BESIDE])
    more = len(others) - MOST_BESIDE
    return Text(f"{word}: {listed}{f'; en nog {more}' if more > 0 else ''}", style="dim")


def _rests_on(items: Sequence[Ground]) -> str:
    judgements = sum(item.nature == "oordeel" for item in items)
    assumptions = sum(item.nature == "aanname" for item in items)
    rests = [
        counted(judgements, "oordeel", "oordelen") if judgements else "",
        counted(assumptions, "aanname", "aannames") if assumptions else "",
    ]
    text = " en ".join(part for part in rests if part) or "alleen op registraties"
    return f"het sterkste argument rust {'' if text.startswith('alleen') else 'op '}{text}"
