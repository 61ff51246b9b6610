"""Several scenarios of one dossier, each read and run: what is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.select import Selection, select_lines
from strategy.effect.effect import outcome_of
from strategy.effect.versions import Run
from strategy.errors import Finding, InputError, KrachtenveldError
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
