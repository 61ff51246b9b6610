"""From one scenario to another as a plan: what comes, goes and changes, and which change caused it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from strategy.comparison.futures import Future
from strategy.effect.causes import Causes
from strategy.effect.comparison import Comparison, compare
from strategy.effect.counterfactual import Counterfactuals, Run
from strategy.effect.differences import differences
from strategy.effect.effect import Explained, Part
from strategy.effect.overlay_places import in_overlays


def plan(old: Future, new: Future, chosen: Collection[str], run: Run) -> Part:
    """What going from one scenario to another does to the advice in `chosen`, each difference with its causes.

    The way back gives the same differences with old and new exchanged.
    """
    comparison = _comparison(old, new)
    found = differences(old.outcome, new.outcome)
    by_name = {difference.id: difference for difference in found}
    causes = Causes(comparison, (old.outcome, new.outcome), by_name, Counterfactuals(comparison, run))
    items = tuple(
        Explained(difference, causes.of(difference)) for difference in found if difference.id in set(chosen)
    )
    return Part(comparison, old.outcome, new.outcome, items, frozenset(chosen))


def _comparison(old: Future, new: Future) -> Comparison:
    """The changes between two scenarios, each at its place in the files of these two."""
    texts = new.version.scenario_texts
    files = {path: texts[path] for path in (*reversed(new.files), *reversed(old.files))}
    comparison = compare(old.version, new.version, provenance=False)
    changes = tuple(in_overlays(comparison.changes, files, old.version.loaded.dossier.layers))
    return replace(comparison, changes=changes)
