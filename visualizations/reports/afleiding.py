"""How a contribution follows from the dossier, step by step: `afleiding` in the data of `waarom --diep`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.explain.basis import Step, step_text
from strategy.facts.types import Fact
from strategy.rulebook.ast import Rule
from visualizations.writers.shapes import (
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    YES_NO,
    Json,
    Shape,
    one_of,
    record_of,
)


@dataclass(frozen=True)
class _Told:
    """A step in words, with the rule that concluded it, and what it follows from unless that is told already."""

    text: str
    step: Step
    rule: Rule | None
    earlier: bool
    because: tuple[_Told, ...]

    @property
    def sort(self) -> str:
        return "dossier" if self.step.ground else "regel" if self.rule else "berekend"

    @property
    def file(self) -> str | None:
        return self.step.ground.file if self.step.ground else self.rule.span.file if self.rule else None

    @property
    def line(self) -> int | None:
        return self.step.ground.line if self.step.ground else self.rule.span.line if self.rule else None


STEPS = Shape(
    {"type": "array", "items": {"$ref": "#/$defs/stap"}}, lambda steps: [STEP.write(each) for each in steps]
)
STEP: Shape = record_of(_Told)(
    feit=(TEXT, lambda told: told.text),
    soort=(
        one_of("dossier", "regel", "berekend").about(
            "staat in het dossier, volgt uit een regel, of is berekend uit wat in `uit` staat"
        ),
        lambda told: told.sort,
    ),
    regel=(MAYBE_TEXT, lambda told: told.rule and told.rule.id),
    bestand=(
        MAYBE_TEXT.about("van het feit of van de regel; null als het berekend is"),
        lambda told: told.file,
    ),
    regelnummer=(MAYBE_WHOLE, lambda told: told.line),
    aard=(
        Shape({"enum": ["registratie", "oordeel", "aanname", None]}),
        lambda told: told.step.ground and told.step.ground.nature,
    ),
    bron=(MAYBE_TEXT, lambda told: told.step.ground and told.step.ground.source),
    eerder=(
        YES_NO.about("of `uit` eerder in deze afleiding al staat, en hier daarom leeg is"),
        lambda told: told.earlier,
    ),
    uit=(STEPS, lambda told: told.because),
)
"""One step, to stand under `$defs/stap`."""


def steps_data(outcome: Outcome, steps: Iterable[Step]) -> list[Json]:
    """Steps with what they follow from; what was written out already is only named."""
    written: list[Json] = STEPS.write(_tell(outcome, steps, set()))
    return written


def _tell(outcome: Outcome, steps: Iterable[Step], known: set[Fact]) -> Iterator[_Told]:
    for step in steps:
        earlier = step.ground is None and step.fact in known
        known.add(step.fact)
        rule = outcome.trace.rules[step.firing.rule] if step.firing else None
        because = () if earlier else tuple(_tell(outcome, step.because, known))
        yield _Told(step_text(outcome, step), step, rule, earlier, because)
