"""Which judgements and assumptions carry an advice: what becomes of it when one is taken away or flips."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.advise import Outcome, advise
from strategy.advice.model import Advice, Band
from strategy.errors import Span
from strategy.explain.basis import Ground, stated
from strategy.explain.omission import Edit, edited, spots

UNCERTAIN = ("oordeel", "aanname")
MOST_WORDS = 4
"""A closed list with more words is no matter of judging otherwise: only taking away is tried."""
Effect = Literal["vervalt", "band", "score", "rang", "gelijk"]
EFFECTS: tuple[Effect, ...] = ("vervalt", "band", "score", "rang", "gelijk")
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

    def effect(self, later: Standing | None) -> Effect:
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
    evidence = outcome.case.facts.evidence
    facts = dict.fromkeys(
        fact for entry in (*advice.entries, *advice.counters) for fact in outcome.trace.grounds(entry.firing)
    )
    found: dict[Span, dict[Ground, None]] = {}
    for fact in facts:
        for origin in evidence(fact).origins:
            if origin.nature in natures:
                found.setdefault(origin.span, {})[stated(outcome, fact, origin)] = None
    return {place: tuple(grounds) for place, grounds in found.items()}


def heaviest_first(judgements: Collection[Judgement], present: Standing) -> tuple[Judgement, ...]:
    """Judgements in the order of what they carry; of equals in the order given."""
    return tuple(sorted(judgements, key=lambda item: _heaviness(present, item.heaviest(present).standing)))


class Disagreement:
    """Runs the dossier of an outcome again, each time with something taken away or changed.

    Each answer is a whole new run on the dossier as someone who disagrees would write it (see `edited`), so that
    what was measured or derived from a value goes or changes with it.
    Runs are remembered, because advices share judgements. Methods raise EngineFailure as `advise` does.
    """

    def __init__(self, outcome: Outcome, engine: str) -> None:
        self._outcome = outcome
        self._engine = engine
        self._spots = spots(outcome.case.dossier)
        self._runs: dict[Edit, Mapping[str, Standing]] = {}

    def judgement(self, advice: Advice, place: Span, grounds: tuple[Ground, ...]) -> Judgement:
        """What becomes of an advice without the judgement at a place, or with another word there.

        Raises KeyError for a place where the dossier has nothing.
        """
        spot = self._spots[place]
        words = spot.words if len(spot.words) < MOST_WORDS else ()
        edits = [Edit(spot, word) for word in ("", *words)]
        return Judgement(
            grounds=grounds,
            key=spot.key if spot.words else "",
            whole=spot.whole,
            thing=spot.thing,
            alternatives=tuple(Alternative(edit.word, self._run(edit).get(advice.id)) for edit in edits),
        )

    def remainders(self, advice: Advice) -> tuple[Remainder, ...]:
        """What is left without assumptions, without judgements, and without either, as far as there are any."""
        there = [nature for nature in UNCERTAIN if uncertain(self._outcome, advice, (nature,))]
        groups = [(nature,) for nature in reversed(there)]
        return tuple(self._remainder(advice, group) for group in [*groups, UNCERTAIN][: 2 * len(there) - 1])

    def _run(self, edit: Edit) -> Mapping[str, Standing]:
        if edit not in self._runs:
            advices = self._again(edit).advices
            self._runs[edit] = {advice.id: Standing.of(advice) for advice in advices}
        return self._runs[edit]

    def _again(self, *edits: Edit) -> Outcome:
        return advise(edited(self._outcome.case, edits), self._engine)

    def _remainder(self, advice: Advice, natures: tuple[str, ...]) -> Remainder:
        """Take away until nothing of these natures is left under the advice, or the advice is gone.

        An advice that loses one reason may still have another, which may rest on further judgements.
        """
        gone: dict[Span, None] = {}
        outcome, left = self._outcome, advice
        while places := [place for place in uncertain(outcome, left, natures) if place not in gone]:
            gone.update(dict.fromkeys(places))
            outcome = self._again(*(Edit(self._spots[place]) for place in gone))
            found = outcome.advice(advice.id)
            if found is None:
                return Remainder(natures, len(gone), None)
            left = found
        return Remainder(natures, len(gone), Standing.of(left))


def _heaviness(present: Standing, later: Standing | None) -> tuple[int, float]:
    lost = abs(later.score - present.score) if later else present.score
    return EFFECTS.index(present.effect(later)), -lost
