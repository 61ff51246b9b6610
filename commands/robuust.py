"""`krachtenveld robuust`: which advice holds whatever happens, and what breaks the rest."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FORMATS, DutchCommand, Filled, Number, Settings, amount, with_settings
from commands.shared import (
    check_places,
    deliver,
    engine_for_many,
    kinds_of,
    outcome_of,
    progress,
    runner_for,
    stoppable,
    with_places,
    with_setbacks,
)
from strategy.errors import KrachtenveldError

if TYPE_CHECKING:
    from strategy.advice.advise import Outcome
    from strategy.advice.lines import Line
    from strategy.robustness.setbacks import Setback, SetbackKind
    from strategy.robustness.trials import ScoreChanges, StructuralSpace, TrialName
    from strategy.robustness.verdict import Explored
    from strategy.robustness.weights import Design

SPACES = ("gewichten", "structuur", "beide")
LEVERS: Mapping[str, tuple[str, ...]] = {
    "opgaven": ("opgave",),
    "prioriteiten": ("prioriteit",),
    "alle": ("opgave", "prioriteit"),
}
EVERY_SORT = "alle"
MOST = 1_000_000


@dataclass(frozen=True)
class Asked:
    """What was asked for, apart from the common options."""

    space: str
    design: Design | None
    count: int
    seed: int
    low: float | None
    high: float | None
    levers: str
    setbacks: tuple[str, ...]
    paired: bool
    processes: int | None
    cluster: str | None
    store: str | None
    advice: str | None
    sort: str | None
    opgave: str | None
    network: str | None
    top: int | None

    @property
    def weights(self) -> bool:
        return self.space != "structuur"

    @property
    def structure(self) -> bool:
        return self.space != "gewichten"


@click.command(cls=DutchCommand)
@click.option(
    "--ruimte",
    "space",
    type=click.Choice(SPACES),
    default="beide",
    help="Verander gewichten, laat dingen wegvallen (structuur), of beide (anders beide).",
)
@click.option(
    "--steekproef",
    "design",
    type=click.Choice(("lhs", "dirichlet", "een-voor-een")),
    help="Hoe gewichten worden gekozen: gelijkmatig gespreid, met dezelfde som, of telkens één anders (anders lhs).",
)
@amount("--aantal", "count", help="Zoveel wegingen (anders 10000).", default=10_000, least=1, most=MOST)
@click.option(
    "--zaad", "seed", type=click.IntRange(0), metavar="GETAL", default=1,
    help="Hetzelfde zaad geeft dezelfde wegingen (anders 1).",
)  # fmt: skip
@click.option("--van", "low", type=Number(0, 10), metavar="GEWICHT", help="Het laagste gewicht (anders 0).")
@click.option("--tot", "high", type=Number(0, 10), metavar="GEWICHT", help="Het hoogste gewicht (anders 3).")
@click.option(
    "--gewichten",
    "levers",
    type=click.Choice(tuple(LEVERS)),
    default="opgaven",
    help="Welke gewichten veranderen (anders die van opgaven).",
)
@with_setbacks
@click.option(
    "--paren", "paired", is_flag=True,
    help="Ook twee tegenslagen tegelijk; zonder --tegenslag alleen zetels, verdeling en netwerken.",
)  # fmt: skip
@with_places
@click.option(
    "--bewaar", "store", type=Filled(), metavar="BESTAND",
    help="Bewaar elke uitkomst meteen; een volgende keer gaat het verder waar het bleef.",
)  # fmt: skip
@click.option("--advies", "advice", type=Filled(), metavar="ADVIES", help="Alles over dit ene advies.")
@click.option(
    "--soort", "sort", type=Filled(), metavar="SOORT", help="Deze soort advies, of alle (anders positie)."
)
@click.option("--opgave", metavar="NAAM", help="Alleen advies voor deze opgave.")
@click.option("--netwerk", "network", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@amount("--top", help="Zoveel per lijst (anders 8, in een plaatje 15); 0 is alles.")
@with_settings(*FORMATS, "xlsx", "svg", "png")
def robuust(settings: Settings, **given: Any) -> None:
    """Laat zien welke zetels vast staan, wat er ook gebeurt, en waaraan de andere kunnen breken.

    Twee vragen: blijft een advies doen heten als de gewichten anders zijn, en als er iets wegvalt of anders blijkt?
    """
    asked = Asked(**given)
    settings = replace(settings, engine=engine_for_many(settings))
    _check(asked, settings)
    outcome = outcome_of(settings)
    found = _explore(settings, asked, outcome)
    from visualizations.reports.robuust import robust_report

    deliver(settings, robust_report(found, asked.advice is not None, asked.top))


def _check(asked: Asked, settings: Settings) -> None:
    """Raise click.UsageError for options that do not go together."""
    if not asked.structure:
        for given, name in (
            (asked.setbacks, "--tegenslag"), (asked.paired, "--paren"), (asked.processes, "--processen"),
            (asked.cluster, "--dask"), (asked.store, "--bewaar"),
        ):  # fmt: skip
            if given:
                raise click.UsageError(f"{name} hoort bij tegenslagen; laat --ruimte gewichten weg")
    check_places(asked.processes, asked.cluster)
    if asked.design == "dirichlet" and (asked.low, asked.high) != (None, None):
        raise click.UsageError(
            "--van en --tot gaan niet samen met --steekproef dirichlet; daar blijft de som gelijk"
        )
    if not _low(asked) < _high(asked):
        raise click.UsageError("--van moet lager zijn dan --tot")
    if asked.advice is not None and (asked.sort or asked.opgave or asked.network):
        raise click.UsageError("--advies noemt één advies; laat --soort, --opgave en --netwerk weg")
    if settings.format in ("svg", "png") and asked.advice is None and not asked.weights:
        raise click.UsageError(
            "het plaatje van alle adviezen toont gewichten; laat --ruimte structuur weg, of noem --advies"
        )


def _low(asked: Asked) -> float:
    return 0.0 if asked.low is None else asked.low


def _high(asked: Asked) -> float:
    return 3.0 if asked.high is None else asked.high


def _explore(settings: Settings, asked: Asked, outcome: Outcome) -> Explored:
    from strategy.advice.select import Selection, find_among, select_lines
    from strategy.robustness.verdict import Drawn, Explored, judged_lines
    from strategy.robustness.weights import (
        explore_weights,
        levers_of,
        present_weights,
        sample_weights,
        sobol_indices,
    )

    sort = None if asked.sort == EVERY_SORT else asked.sort or "positie"
    selection = Selection(sort, asked.opgave, asked.network)
    lines = find_among(outcome.lines, asked.advice) if asked.advice else select_lines(outcome, selection)
    if settings.format in ("svg", "png"):
        _drawable(asked, lines)
    levers = levers_of(outcome, LEVERS[asked.levers])
    drawn = Drawn(levers, asked.design or "lhs", asked.count, asked.seed, _low(asked), _high(asked))
    weights, sobol = None, {}
    if asked.weights and outcome.advices:
        weights = explore_weights(
            outcome,
            sample_weights(
                levers, present_weights(outcome, levers),
                drawn.design, drawn.count, drawn.seed, drawn.low, drawn.high,
            ),
        )  # fmt: skip
        if asked.advice:
            sobol = sobol_indices(
                outcome, levers, [line.id for line in lines], drawn.low, drawn.high, drawn.seed
            )
    structure: StructuralSpace | None = None
    results: Mapping[TrialName, ScoreChanges] = {}
    if asked.structure and outcome.advices:
        kinds = kinds_of(asked.setbacks)
        paired = tuple(kind for kind in kinds if asked.setbacks or kind != "oordeel") if asked.paired else ()
        where = Trials(kinds, paired, asked.processes, asked.cluster, asked.store)
        structure, results = tried(outcome, settings.engine or "auto", where)
    text = "" if asked.advice else selection.text()
    robust = judged_lines(lines, weights, structure)
    return Explored(outcome, drawn, text, weights, structure, results, robust, sobol)


def _drawable(asked: Asked, lines: Sequence[Line]) -> None:
    """Raise KrachtenveldError for what no picture can show, before anything is worked out."""
    if not lines:
        raise KrachtenveldError("geen adviezen bij deze keuze, dus er is niets te tekenen", "kies ruimer")
    if asked.advice is not None and len(lines) > 1:
        names = ", ".join(line.id for line in lines)
        raise KrachtenveldError(
            f"een plaatje toont één advies, en dit past op {len(lines)}", f"kies uit: {names}"
        )


# ── the trials: where they run, and what is left when they are cut short ────────────────────────────

PER_PROCESS = 25
"""Below so many trials a further process takes longer to start than it saves."""
TOGETHER = 4
"""Trials per message to a cluster: the bench goes along with each, and takes as long to unpack as a tenth of a trial."""


@dataclass(frozen=True)
class Trials:
    """Which setbacks, of which of these all pairs too, where they run, and where results are kept."""

    kinds: tuple[SetbackKind, ...]
    paired: tuple[SetbackKind, ...] = ()
    processes: int | None = None
    cluster: str | None = None
    store: str | None = None


@dataclass
class _Count:
    """How far it is."""

    done: int = 0
    total: int = 0


def tried(
    outcome: Outcome, engine: str, asked: Trials
) -> tuple[StructuralSpace, Mapping[TrialName, ScoreChanges]]:
    """Every trial that was asked for. Cut short, it says what was kept and leaves with exit code 2."""
    from strategy.robustness.setbacks import setbacks
    from strategy.robustness.trials import Store, fingerprint, resilience_of_lines, scores_of, try_all

    found = setbacks(outcome, asked.kinds)
    names = _names(found, asked.paired)
    runner, processes = runner_for(asked.processes, asked.cluster, len(names) // PER_PROCESS, TOGETHER)
    if asked.paired:
        _announce(outcome, engine, len(names), processes)
    count = _Count(total=len(names))
    with ExitStack() as stack:
        store = None
        if asked.store is not None:
            base = scores_of(outcome)
            store = stack.enter_context(Store(Path(asked.store), fingerprint(outcome.case, base)))
        shown = stack.enter_context(progress("tegenslagen"))

        def counted(done: int, total: int) -> None:
            count.done = done
            shown(done, total)

        stack.enter_context(stoppable())
        try:
            results = try_all(outcome, names, found, engine, runner, store, counted)
        except KeyboardInterrupt:
            if store is not None:
                count.done = len(store.reread().keys() & set(names))
            stack.close()
            click.echo(f"afgebroken; {_kept(count, asked.store)}", err=True)
            raise click.exceptions.Exit(2) from None
        except KrachtenveldError as error:
            hint = (
                f"{error.hint}\n      {_kept(count, asked.store)}"
                if error.hint
                else _kept(count, asked.store)
            )
            raise KrachtenveldError(error.message, hint) from error
    return resilience_of_lines(outcome, found, results), results


def _names(found: Sequence[Setback], paired: Sequence[SetbackKind]) -> list[TrialName]:
    from strategy.robustness.setbacks import setback_pairs

    single = [(setback.key,) for setback in found]
    together = setback_pairs(setback for setback in found if setback.kind in paired)
    return [*single, *((one.key, other.key) for one, other in together)]


def _announce(outcome: Outcome, engine: str, trials: int, processes: int) -> None:
    """How many trials there are, and about how long they take."""
    number = f"{trials:,}".replace(",", ".")
    if not processes:
        click.echo(f"let op: {number} berekeningen op het cluster", err=True)
        return
    from strategy.advice.advise import advise
    from strategy.robustness.trials import scores_of

    start = time.perf_counter()
    scores_of(advise(outcome.case, engine))
    minutes = round(trials * (time.perf_counter() - start) * 1.3 / processes / 60)
    guess = (
        f"ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}"
        if minutes
        else "minder dan een minuut"
    )
    click.echo(f"let op: {number} berekeningen, {guess}; met --bewaar kunt u tussendoor stoppen", err=True)


def _kept(count: _Count, store: str | None) -> str:
    done = f"{count.done} van {count.total}"
    if store is None:
        return f"{done} waren klaar, niets is bewaard; met --bewaar BESTAND gaat het de volgende keer verder"
    return f"{done} bewaard in {store}; hetzelfde commando gaat daar verder"
