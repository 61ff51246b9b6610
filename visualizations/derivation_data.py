"""How contributions follow from the dossier, as JSON data with its schema: `afleiding` in the contract of advice."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.advise import Outcome
from strategy.explain.derivation import Step, step_text
from strategy.facts.types import Fact
from visualizations.jsonshape import (
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    YES_NO,
    Json,
    about,
    one_of,
    record,
)

STEPS: Json = {"type": "array", "items": {"$ref": "#/$defs/stap"}}


def steps_data(outcome: Outcome, steps: Iterable[Step]) -> list[Json]:
    """Steps with what they follow from; what was written out already is only named."""
    return _steps(outcome, steps, set())


def step_schema() -> Json:
    """The schema of one step, to stand under `$defs/stap`."""
    return record(
        feit=TEXT,
        soort=about(
            one_of("dossier", "regel", "berekend"),
            "staat in het dossier, volgt uit een regel, of is berekend uit wat in `uit` staat",
        ),
        regel=MAYBE_TEXT,
        bestand=about(MAYBE_TEXT, "van het feit of van de regel; null als het berekend is"),
        regelnummer=MAYBE_WHOLE,
        aard={"enum": ["registratie", "oordeel", "aanname", None]},
        bron=MAYBE_TEXT,
        eerder=about(YES_NO, "of `uit` eerder in deze afleiding al staat, en hier daarom leeg is"),
        uit=STEPS,
    )


def _steps(outcome: Outcome, steps: Iterable[Step], told: set[Fact]) -> list[Json]:
    data = []
    for step in steps:
        earlier = step.ground is None and step.fact in told
        told.add(step.fact)
        data.append(
            {
                "feit": step_text(outcome, step),
                **_origin(outcome, step),
                "eerder": earlier,
                "uit": [] if earlier else _steps(outcome, step.because, told),
            }
        )
    return data


def _origin(outcome: Outcome, step: Step) -> Json:
    rule = outcome.trace.rules[step.firing.rule] if step.firing else None
    ground = step.ground
    return {
        "soort": "dossier" if ground else "regel" if rule else "berekend",
        "regel": rule.id if rule else None,
        "bestand": ground.file if ground else rule.span.file if rule else None,
        "regelnummer": ground.line if ground else rule.span.line if rule else None,
        "aard": ground.nature if ground else None,
        "bron": ground.source if ground else None,
    }
