"""What came of the advice of the term before: a list to fill in, and what has been filled in of it.

It stands beside the dossier of the next term as `evaluatie.yaml`. Nothing is advised on it; whoever starts a new term
should have looked back first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.dossier.names import within_quotes, word
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Scalar, Sequence, parse
from strategy.errors import InputError

EVALUATION = "evaluatie.yaml"
OUTCOMES = ("behaald", "loopt", "mislukt", "vervallen")
_KEYS = ("evaluatie", "naam", "peildatum", "adviezen")
_LINE_KEYS = ("id", "advies", "band", "uitkomst", "toelichting")


@dataclass(frozen=True)
class Evaluation:
    """Of the advice in the dossier called `name`, how many have which outcome; the others are open."""

    name: str
    total: int
    counts: Mapping[str, int]

    @property
    def open(self) -> int:
        return self.total - sum(self.counts.values())


def evaluation_text(outcome: Outcome) -> str:
    """Every line of advice, best first, with room for what came of it."""
    header, day = outcome.case.dossier.header, outcome.case.view.day
    lines = [
        f"# Wat is er terechtgekomen van het advies in {header.name}? Vul dit in voor u aan de nieuwe periode begint.",
        f"# Achter uitkomst komt {', '.join(OUTCOMES[:-1])} of {OUTCOMES[-1]}; leeg is nog open. `krachtenveld controleer` telt mee.",
        f"evaluatie: {word(header.id)}",
        f'naam: "{within_quotes(header.name)}"',
        f"peildatum: {day.isoformat()}",
        "adviezen:",
    ]
    for line in outcome.lines:
        lines += [
            f"  - id: {line.id}",
            f'    advies: "{within_quotes(line.title)}"',
            f"    band: {line.band}",
            "    uitkomst:",
            "    toelichting:",
        ]
    return "\n".join(lines) + "\n"


def read_evaluation(text: str) -> Evaluation:
    """What has been filled in. Raises InputError with every finding."""
    reader = Reader(parse(text, EVALUATION))
    node = reader.root("vul het, of verwijder het")
    counts: Counter[str] = Counter()
    total, name = 0, ""
    if isinstance(node, MappingNode):
        known = reader.recognised(node, _KEYS)
        name = reader.text_behind(known, "naam") or reader.text_behind(known, "evaluatie")
        listed = known.get("adviezen")
        for item in listed.items if isinstance(listed, Sequence) else ():
            if not isinstance(item, MappingNode):
                reader.unreadable(
                    item, "vorm", "hier hoort een advies", "schrijf `id: …`, met `uitkomst:` eronder"
                )
                continue
            total += 1
            said = reader.recognised(item, _LINE_KEYS).get("uitkomst")
            if isinstance(said, Scalar) and not said.empty and (found := reader.choice(said, OUTCOMES)):
                counts[found] += 1
    elif node is not None:
        reader.unreadable(
            node, "vorm", "een evaluatie begint met `evaluatie: naam`", "zet daaronder `adviezen:`"
        )
    if reader.findings:
        raise InputError(reader.findings)
    return Evaluation(name, total, {word: counts[word] for word in OUTCOMES})
