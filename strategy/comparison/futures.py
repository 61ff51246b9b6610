"""Several scenarios of one dossier, each read and run; their lines side by side, and how far two scenarios agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice, Band
from strategy.advice.scores_bands import ranks
from strategy.advice.select import Selection, select_lines
from strategy.effect.effect import outcome_of
from strategy.effect.versions import Run
from strategy.errors import Finding, InputError, KrachtenveldError
from strategy.facts.fact_base import grouped
from strategy.scenarios.files import AND, BASE, Scenario, left_out, stack, with_files
from strategy.workspace import Workspace

FEWEST = 2


@dataclass(frozen=True)
class Future:
    """One scenario with its advice; `why` is its reason in the file.

    `asked` is how the user named it: a scenario outside the dossier is found by its path only.
    """

    id: str
    asked: str
    name: str
    why: str
    version: Workspace
    outcome: Outcome


@dataclass(frozen=True)
class Futures:
    """The scenarios in the order asked for, and the dossier itself, which is among them or not."""

    base: Future
    columns: tuple[Future, ...]
    run: Run

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(future.id for future in self.columns)

    @property
    def with_base(self) -> bool:
        """Whether the dossier itself is one of those compared."""
        return BASE in self.ids


def read_futures(dossier: Workspace, names: Sequence[str], run: Run) -> Futures:
    """Each scenario of `names` read and run; one name is held against the dossier, none means every scenario.

    A name may be a scenario, `basis`, a file, or several of these with a + between them.
    Raises KrachtenveldError for an unknown name, a scenario named twice or nothing to compare, InputError with
    the findings of every scenario that is asked for and does not fit, or of all when none fits.
    """
    asked, texts = _resolved(names, dossier.scenario_files.sound())
    dossier = replace(dossier.with_scenarios(texts), label=BASE)
    dossier, unfit = (dossier, {}) if names else dossier.without_unfit()
    known = dossier.scenarios
    ids = tuple(asked) or tuple(
        scenario.id for scenario in known.values() if _outside(scenario, known, run.public_only)
    )
    if not ids and unfit:
        raise InputError([*unfit.values()])
    if not ids:
        raise KrachtenveldError(
            "dit dossier heeft geen scenario's om te vergelijken",
            "maak er een in scenarios/, of noem een bestand",
        )
    if ids == (BASE,):
        raise KrachtenveldError(
            "basis is het dossier zelf; er is niets om het mee te vergelijken", "noem een scenario"
        )
    if len(ids) < FEWEST or not names:
        ids = (BASE, *ids)
    versions: dict[str, Workspace] = {}
    findings: list[Finding] = []
    for name in ids:
        try:
            versions[name] = dossier.under(name, run.public_only)
        except InputError as error:
            findings.extend(error.findings)
    if findings:
        raise InputError(findings)
    base = _future(BASE, BASE, known, dossier, run)
    base = _noted(base, unfit)
    columns = (
        base if name == BASE else _future(name, asked.get(name, name), known, versions[name], run)
        for name in ids
    )
    return Futures(base, tuple(columns), run)


def beside_base(
    dossier: Workspace, run: Run, first: str | None = None, alone: bool = False
) -> tuple[Future, ...]:
    """The dossier itself, behind it `first` if it is named, and behind that its other scenarios unless `alone`.

    A dossier without scenarios is itself alone. Raises as `read_futures` does.
    """
    unfit: Mapping[str, Finding] = {}
    if not alone:
        fit, unfit = dossier.without_unfit()
        dossier = dossier if first in unfit else fit
    known = {} if alone else dossier.scenarios
    others = [
        name
        for name, scenario in known.items()
        if name != first and _outside(scenario, known, run.public_only)
    ]
    names = [*([first] if first else []), *others]
    if not names:
        return (_noted(_future(BASE, BASE, known, replace(dossier, label=BASE), run), unfit),)
    base, *columns = read_futures(dossier, (BASE, *names), run).columns
    return _noted(base, unfit), *columns


def _noted(base: Future, unfit: Mapping[str, Finding]) -> Future:
    """The dossier itself, with the remark that these scenarios are left out."""
    if not unfit:
        return base
    notes = (*base.outcome.notes, *left_out(unfit))
    return replace(base, outcome=replace(base.outcome, notes=notes))


def _resolved(names: Sequence[str], texts: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What was asked for by ids alone, and the texts with those of files among them."""
    ids: dict[str, str] = {}
    for name in names:
        found, texts = with_files(name, texts)
        parts = [part for part in found.split(AND) if part != BASE]
        plain = AND.join(parts) or BASE
        if plain in ids:
            again = "" if ids[plain] == name else f' (ook als "{name}")'
            raise KrachtenveldError(
                f'het scenario "{ids[plain]}" staat er twee keer{again}', "noem elk scenario één keer"
            )
        ids[plain] = name
    return ids, texts


def _outside(scenario: Scenario, known: Mapping[str, Scenario], public_only: bool) -> bool:
    """Whether a scenario, with what it builds on, may be shown."""
    return not (public_only and any(each.internal for each in stack(scenario.id, known)))


def _future(name: str, asked: str, known: Mapping[str, Scenario], version: Workspace, run: Run) -> Future:
    parts = [known[part] for part in name.split(AND) if part != BASE]
    return Future(
        id=name,
        asked=asked,
        name=" + ".join(scenario.name for scenario in parts) or BASE,
        why=" ".join(scenario.why for scenario in parts),
        version=version,
        outcome=outcome_of(version, run),
    )


def lines_in_each(futures: Futures, selection: Selection) -> list[tuple[Line, ...]]:
    """Per scenario the lines within a selection; a name may be missing in some scenarios, but not in all."""
    found: list[tuple[Line, ...]] = []
    refused: list[KrachtenveldError] = []
    for future in futures.columns:
        try:
            found.append(select_lines(future.outcome, selection))
        except KrachtenveldError as error:
            refused.append(error)
            found.append(())
    if len(refused) == len(found):
        raise refused[0]
    return found


SEAT = "positie"
CORE: Band = "doen"
NOT_ADVISED: Literal["niet"] = "niet"
BandOrNot = Band | Literal["niet"]


@dataclass(frozen=True)
class ScenarioStanding:
    """Where a line stands in one scenario.

    `rank` counts among all lines, `place` among those compared; equal scores share one. `share` is the score as a part
    of the highest score among the lines compared. `parts` are the ids of what it is made of there, by name.
    """

    score: float
    band: Band
    rank: int
    place: int
    share: float
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Partial:
    """A part that a line has in some scenarios only: where it is `there`, and where the line is given `without` it."""

    part: Advice
    there: tuple[int, ...]
    without: tuple[int, ...]


@dataclass(frozen=True)
class ComparedLine:
    """One line in every scenario, in their order; None where it is not given. `parts` are those of all scenarios."""

    line: Line
    parts: tuple[Advice, ...]
    standings: tuple[ScenarioStanding | None, ...]

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def best(self) -> int:
        """The best rank that it has in any scenario."""
        return min(standing.rank for standing in self.standings if standing)

    @property
    def least_share(self) -> float:
        """The share of the highest score that is left in the worst scenario."""
        return min(standing.share if standing else 0.0 for standing in self.standings)

    @property
    def partial(self) -> tuple[Partial, ...]:
        """What is not the same within the line wherever it is given."""
        given = {number: standing.parts for number, standing in enumerate(self.standings) if standing}
        found = (
            (part, tuple(number for number, parts in given.items() if part.id in parts))
            for part in self.parts
        )
        return tuple(
            Partial(part, there, tuple(number for number in given if number not in there))
            for part, there in found
            if len(there) < len(given)
        )

    def band(self, scenario: int) -> BandOrNot:
        """The band in a scenario, or that the line is not given there."""
        standing = self.standings[scenario]
        return standing.band if standing else NOT_ADVISED

    def holds(self, scenario: int, size: int) -> bool:
        """Whether it is among the `size` highest in a scenario; ties at the last place all are."""
        standing = self.standings[scenario]
        return standing is not None and standing.place <= size


def side_by_side(chosen: Sequence[Sequence[Line]]) -> tuple[ComparedLine, ...]:
    """The lines of each scenario side by side, the best first: by the average share of the highest score.

    `chosen` holds per scenario, in order, the lines that are compared. A line is called as in the first scenario
    that gives it.
    """
    standings = [_standings(lines) for lines in chosen]
    known = grouped((line.id, line) for lines in chosen for line in lines)
    found = [
        ComparedLine(given[0], _parts(given), tuple(group.get(name) for group in standings))
        for name, given in known.items()
    ]
    return tuple(sorted(found, key=_best_share_first))


def _parts(given: Iterable[Line]) -> tuple[Advice, ...]:
    """The parts of all scenarios, each as in the first that has it."""
    found: dict[str, Advice] = {}
    for line in given:
        for part in line.parts:
            found.setdefault(part.id, part)
    return tuple(found.values())


def _standings(lines: Sequence[Line]) -> Mapping[str, ScenarioStanding]:
    scores = {line.id: line.score for line in lines}
    places = ranks(scores)
    top = max(scores.values(), default=0.0)
    return {
        line.id: ScenarioStanding(
            line.score,
            line.band,
            line.rank,
            places[line.id],
            line.score / top if top else 0.0,
            tuple(sorted(part.id for part in line.parts)),
        )
        for line in lines
    }


def _best_share_first(seat: ComparedLine) -> tuple[float, str]:
    total = sorted(standing.share if standing else 0.0 for standing in seat.standings)
    return -round(sum(total), 9), seat.id


@dataclass(frozen=True)
class OrderAgreement:
    """Two scenarios by their place in the order. `tau` is from −1 to 1, None when a scenario orders nothing.

    `shared` of the `highest` advices are the same: of the larger of the two groups, as ties at the last place count.
    """

    one: int
    other: int
    tau: float | None
    shared: int
    highest: int


def agreements(seats: Sequence[ComparedLine], size: int, scenarios: int) -> tuple[OrderAgreement, ...]:
    """Every pair of scenarios, in order; `size` is how many count as the highest."""
    return tuple(
        _agreement(seats, size, one, other) for one in range(scenarios) for other in range(one + 1, scenarios)
    )


def _agreement(seats: Sequence[ComparedLine], size: int, one: int, other: int) -> OrderAgreement:
    pairs = [
        tuple(standing.score if (standing := seat.standings[side]) else 0.0 for side in (one, other))
        for seat in seats
        if seat.standings[one] or seat.standings[other]
    ]
    tops = [{seat.id for seat in seats if seat.holds(side, size)} for side in (one, other)]
    tau = tau_b([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return OrderAgreement(one, other, tau, len(tops[0] & tops[1]), max(map(len, tops)))


def tau_b(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b of two rows of numbers; None when either has no order. Counted, so exactly 1 with itself."""
    import numpy as np

    signs = [np.sign(np.subtract.outer(row, row)).astype(np.int64) for row in map(np.asarray, (one, other))]
    agreed = int((signs[0] * signs[1]).sum())
    ordered = [int(np.abs(sign).sum()) for sign in signs]
    return agreed / sqrt(ordered[0] * ordered[1]) if all(ordered) else None
