"""How firmly an advice stands: what each weight does to it, and what each judgement under it carries.

A judgement or assumption is tried by a run on the dossier without it, or with another word there: what someone
who disagrees would write.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.advice.model import Advice, Band
from strategy.advice.scores_bands import Weights
from strategy.dossier.model import (
    Choice,
    Dossier,
    Kind,
    Many,
    NewId,
    Object,
    Priority,
    Table,
    WithSource,
    keys_of,
)
from strategy.dossier.provenance import Sourced
from strategy.errors import Span
from strategy.explain.grounds import Ground, stated_ground
from strategy.explain.tipping import Sensitivity, sensitivities
from strategy.facts.types_and_sentences import Fact
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import PLACE, Change, Path

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """The judgements and assumptions under an advice, the heaviest first, and what remains without them."""

    judgements: tuple[Judgement, ...]
    remainders: tuple[Remainder, ...]


@dataclass(frozen=True)
class Sensitive:
    """One advice with what it is sensitive to; `judged` is None when nobody asked."""

    advice: Advice
    weights: tuple[Sensitivity, ...]
    judged: Judged | None


def weigh(outcome: Outcome, advices: Iterable[Advice]) -> tuple[Sensitive, ...]:
    """What the weights do to each advice, from the ledger alone."""
    given = tuple(advices)
    scoring = outcome.case.dossier.header.scoring
    weights = sensitivities(
        outcome.ledger, _shown_weights(outcome.case), scoring, [advice.id for advice in given]
    )
    return tuple(Sensitive(advice, weights[advice.id], None) for advice in given)


def judge(
    outcome: Outcome, found: Iterable[Sensitive], engine: str, progress: Progress = lambda done, total: None
) -> tuple[Sensitive, ...]:
    """With the judgements under each advice tried one by one: a run of the dossier for each.

    `progress` is called with how many judgements are done, and of how many. Raises EngineFailure as `advise` does.
    """
    given = tuple(found)
    disagreement = Disagreement(outcome, engine)
    places = [uncertain(outcome, item.advice) for item in given]
    total = sum(len(group) for group in places)
    done = 0
    answers = []
    for item, group in zip(given, places, strict=True):
        judgements = []
        for place, grounds in group.items():
            judgements.append(disagreement.judgement(item.advice, place, grounds))
            done += 1
            progress(done, total)
        ordered = heaviest_first(judgements, Standing.of(item.advice))
        judged = Judged(ordered, disagreement.remainders(item.advice))
        answers.append(Sensitive(item.advice, item.weights, judged))
    return tuple(answers)


def _shown_weights(case: Case) -> Weights:
    """The weights of what holds on the day and may be seen; no others count in any argument."""
    every = Weights.of(case.dossier)
    opgaven = [opgave.id for opgave in case.dossier.opgaven if case.view.shows(opgave)]
    priorities = [priority.id for _, priority in case.view.priorities()]
    return Weights(
        {name: every.opgaven[name] for name in opgaven}, {name: every.priorities[name] for name in priorities}
    )


UNCERTAIN = ("oordeel", "aanname")
MOST_WORDS = 4
"""A closed list with more words is no matter of judging otherwise: only taking away is tried."""
JudgementEffect = Literal["vervalt", "band", "score", "rang", "gelijk"]
JUDGEMENT_EFFECTS: tuple[JudgementEffect, ...] = get_args(JudgementEffect)
"""What can become of an advice, heaviest first: gone, another band, another score, another rank, nothing."""


@dataclass(frozen=True)
class Standing:
    """Where an advice stands in one run."""

    score: float
    band: Band
    rank: int

    @classmethod
    def of(cls, advice: Advice) -> Standing:
        return cls(advice.score, advice.band, advice.rank)

    def effect(self, later: Standing | None) -> JudgementEffect:
        """What has become of it; None is gone."""
        if later is None:
            return "vervalt"
        if later.band != self.band:
            return "band"
        if later.score != self.score:
            return "score"
        return "rang" if later.rank != self.rank else "gelijk"


@dataclass(frozen=True)
class Alternative:
    """What becomes of an advice when a value is taken away (`word` is "") or is another word; None is gone."""

    word: str
    standing: Standing | None


@dataclass(frozen=True)
class Judgement:
    """One judgement or assumption under an advice: what it states, and what if it were otherwise.

    `grounds` are the facts with this place. `key` is the YAML key of which it is the one word; "" for what is no
    single word. `whole` is the kind of object that goes with it when it cannot be taken away alone; `thing` the kind
    of object that it is itself. The first alternative is taking it away.
    """

    grounds: tuple[Ground, ...]
    key: str
    whole: str
    thing: str
    alternatives: tuple[Alternative, ...]

    @property
    def likely(self) -> tuple[Alternative, ...]:
        """What disagreeing comes down to: another word where a word must stand, otherwise any alternative."""
        return self.alternatives[1:] if self.whole and len(self.alternatives) > 1 else self.alternatives

    def heaviest(self, present: Standing) -> Alternative:
        """The likely alternative that changes most; of equals the first."""
        return min(self.likely, key=lambda item: _heaviness(present, item.standing))


@dataclass(frozen=True)
class Remainder:
    """What is left of an advice when everything of these natures under it is taken away: `count` places."""

    natures: tuple[str, ...]
    count: int
    standing: Standing | None


def uncertain(
    outcome: Outcome, advice: Advice, natures: Collection[str] = UNCERTAIN
) -> dict[Span, tuple[Ground, ...]]:
    """The judgements and assumptions under all contributions to an advice: by place, the facts they state."""
    facts = dict.fromkeys(
        fact for entry in (*advice.entries, *advice.counters) for fact in outcome.trace.grounds(entry.firing)
    )
    return disputable(outcome, facts, natures)


def disputable(
    outcome: Outcome, facts: Iterable[Fact], natures: Collection[str] = UNCERTAIN
) -> dict[Span, tuple[Ground, ...]]:
    """The places of these natures on which facts rest, each with the facts that it states."""
    evidence = outcome.case.facts.evidence
    found: dict[Span, dict[Ground, None]] = {}
    for fact in facts:
        for origin in evidence(fact).origins:
            if origin.nature in natures:
                found.setdefault(origin.span, {})[stated_ground(outcome, fact, origin)] = None
    return {place: tuple(grounds) for place, grounds in found.items()}


def heaviest_first(judgements: Collection[Judgement], present: Standing) -> tuple[Judgement, ...]:
    """Judgements in the order of what they carry; of equals in the order given."""
    return tuple(sorted(judgements, key=lambda item: _heaviness(present, item.heaviest(present).standing)))


class Disagreement:
    """Runs the dossier of an outcome again, each time with something taken away or changed.

    Each answer is a whole new run on the dossier as someone who disagrees would write it, so that what was measured
    or derived from a value goes or changes with it.
    Runs are remembered, because advices share judgements. Methods raise EngineFailure as `advise` does.
    """

    def __init__(self, outcome: Outcome, engine: str) -> None:
        self._outcome = outcome
        self._engine = engine
        self._slots = slots(outcome.case.dossier)
        self._runs: dict[Change, Mapping[str, Standing]] = {}

    def judgement(self, advice: Advice, place: Span, grounds: tuple[Ground, ...]) -> Judgement:
        """What becomes of an advice without the judgement at a place, or with another word there.

        Raises KeyError for a place where the dossier has nothing.
        """
        slot = self._slots[place]
        return Judgement(
            grounds=grounds,
            key=slot.key if slot.words else "",
            whole=slot.whole,
            thing=slot.thing,
            alternatives=tuple(
                Alternative(word, self._run(slot.change(word)).get(advice.id))
                for word in ("", *slot.otherwise)
            ),
        )

    def remainders(self, advice: Advice) -> tuple[Remainder, ...]:
        """What is left without assumptions, without judgements, and without either, as far as there are any."""
        there = [nature for nature in UNCERTAIN if uncertain(self._outcome, advice, (nature,))]
        groups = [(nature,) for nature in reversed(there)]
        return tuple(self._remainder(advice, group) for group in [*groups, UNCERTAIN][: 2 * len(there) - 1])

    def _run(self, change: Change) -> Mapping[str, Standing]:
        if change not in self._runs:
            advices = self._again(change).advices
            self._runs[change] = {advice.id: Standing.of(advice) for advice in advices}
        return self._runs[change]

    def _again(self, *changes: Change) -> Outcome:
        case = self._outcome.case
        loaded, rulebook = apply(changes, case.loaded, case.rulebook)
        return advise(prepare(loaded, case.view.day, case.view.public_only, rulebook), self._engine)

    def _remainder(self, advice: Advice, natures: tuple[str, ...]) -> Remainder:
        """Take away until nothing of these natures is left under the advice, or the advice is gone.

        An advice that loses one reason may still have another, which may rest on further judgements.
        """
        gone: dict[Span, None] = {}
        outcome, left = self._outcome, advice
        while places := [place for place in uncertain(outcome, left, natures) if place not in gone]:
            gone.update(dict.fromkeys(places))
            outcome = self._again(*(self._slots[place].change() for place in gone))
            found = outcome.advice(advice.id)
            if found is None:
                return Remainder(natures, len(gone), None)
            left = found
        return Remainder(natures, len(gone), Standing.of(left))


def _heaviness(present: Standing, later: Standing | None) -> tuple[int, float]:
    lost = abs(later.score - present.score) if later else present.score
    return JUDGEMENT_EFFECTS.index(present.effect(later)), -lost


@dataclass(frozen=True)
class Slot:
    """Where in the model something is written, and what else could be there.

    `key` is the YAML key it stands under. `words` are the other words of its closed list that could stand there with
    the rest as it is, empty when it is no single word. `gone` is what goes when it is taken away: itself, or the object around it when that cannot do without;
    `whole` then says what that object is, such as "prioriteit". `thing` says what this is, when it is an object
    with a name of its own.
    """

    path: Path
    gone: Path
    key: str = ""
    words: tuple[str, ...] = ()
    whole: str = ""
    thing: str = ""
    span: Span = dataclasses.field(default=Span(""))

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The other words, where choosing between them is a matter of judging otherwise."""
        return self.words if len(self.words) < MOST_WORDS else ()

    def change(self, word: str = "") -> Change:
        """That it becomes another word, or is taken away when there is none."""
        path = self.path if word else self.gone
        name = ".".join(map(str, path))
        return Change(PLACE, name, self.key, "wordt" if word else "eraf", word, self.span, path=path)


def slots(dossier: Dossier) -> dict[Span, Slot]:
    """Every object and value with provenance of its own, by its place in the files."""
    found: dict[Span, Slot] = {}
    for part in ("header", "college", "opgaven", "layers"):
        content = getattr(dossier, part)
        for step, item in enumerate(content) if isinstance(content, tuple) else ((None, content),):
            path: Path = (part,) if step is None else (part, step)
            for slot in _slots_within(item, Slot(path, path)):
                found.setdefault(slot.span, slot)
    return found


def _slots_within(item: Any, slot: Slot) -> Iterator[Slot]:
    """An object of the model and everything in it that has a place."""
    thing = next((key.kind.kind for key in keys_of(type(item)) if isinstance(key.kind, NewId)), "")
    if hasattr(item, "origin"):
        yield dataclasses.replace(slot, thing=thing, span=item.origin.span)
    for key in keys_of(type(item)):
        if not (value := getattr(item, key.attribute)):
            continue  # most keys are left out of most things
        path = (*slot.path, key.attribute)
        inner = Slot(path, path, key.name)
        if key.required:
            inner = dataclasses.replace(inner, gone=slot.gone, whole=thing or slot.key)
        places = _slots_of_value(value, key.kind, inner)
        if isinstance(item, Priority) and key.attribute == "interest":
            yield from (_fitting(place, item) for place in places)
        else:
            yield from places


def _fitting(slot: Slot, priority: Priority) -> Slot:
    """With the words that can stand beside the rest: an interest is that of a group exactly where others share it."""
    words = tuple(word for word in slot.words if (word == "groep") == bool(priority.shared_with))
    return dataclasses.replace(slot, words=words)


def _slots_of_value(value: Any, kind: Kind, slot: Slot) -> Iterator[Slot]:
    match kind:
        case WithSource(of) if isinstance(value, Sourced):
            words = of.values if isinstance(of, Choice) else ()
            others = tuple(word for word in words if word != value.value)
            yield dataclasses.replace(slot, words=others, span=value.origin.span)
        case Object() if value is not None:
            yield from _slots_within(value, slot)
        case Many(of):
            for index, element in enumerate(value):
                path = (*slot.path, index)
                for inner in _slots_of_value(element, of, Slot(path, path, slot.key)):
                    alone = isinstance(of, WithSource)
                    yield dataclasses.replace(inner, words=()) if alone else inner
        case Table(_, of):
            for name, element in value.items():
                path = (*slot.path, name)
                yield from _slots_of_value(element, of, Slot(path, path, slot.key))
