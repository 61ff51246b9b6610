"""What reading every section of an overlay needs: values with their provenance, and the same few findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from strategy.dossier.loader import Loaded
from strategy.dossier.model import Item
from strategy.dossier.provenance import Origin
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import Node, Scalar
from strategy.errors import Span, quote, suggest
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import ACTIVE, Change

IDLE = "verandert-niets"
"""The code of a change that changes nothing."""
_SWITCH = {"aan": True, "uit": False}


@dataclass
class OverlayParts:
    """Reads overlays in one file against the dossier and the rules that they change.

    Problems end up in `reader.findings`. Values without provenance of their own have `given`, else are *aanname*.
    `added` are the names that the overlay itself brings, by kind.
    """

    reader: Reader
    loaded: Loaded
    rulebook: Rulebook
    given: Origin | None = None
    added: dict[str, dict[str, Span]] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[str, Mapping[str, Span]]:
        """The names of the dossier and of the overlay itself, by kind, each with its place."""
        known = self.loaded.names
        return {kind: {**known.get(kind, {}), **self.added.get(kind, {})} for kind in {**known, **self.added}}

    def active(self, item: Item) -> bool:
        """Whether an item holds on the day of the dossier."""
        return item.period.holds(self.loaded.dossier.header.reference_day)

    def value(self, node: Node, kind: Any) -> Any:
        """The value of a node; None, with a finding, when it is not one of this kind."""
        before = len(self.reader.findings)
        value = self.reader.value(node, kind, self.origin(node))
        return None if len(self.reader.findings) > before else value

    def origin(self, node: Node) -> Origin:
        """What a value rests on that does not say so itself."""
        return self.given.at(node.span) if self.given else Origin(node.span, nature="aanname")

    def switch(self, kind: str, name: str, node: Node, present: bool) -> Iterator[Change]:
        """The change behind `actief`, of something that is on or off at `present`."""
        word = self.on_off(node)
        if word is None:
            return
        if word == present:
            self.idle(node.span, f'{kind} "{name}" staat al {"aan" if word else "uit"}')
        else:
            yield Change(kind, name, ACTIVE, ACTIVE, word, node.span, self.origin(node))

    def on_off(self, node: Node) -> bool | None:
        """True for aan, False for uit, None with a finding for anything else."""
        word = node.text if isinstance(node, Scalar) else ""
        if word not in _SWITCH:
            self.reader.report(node.span, "onbekende-waarde", "hier hoort aan of uit", "schrijf aan of uit")
        return _SWITCH.get(word)

    def idle(self, span: Span, message: str) -> None:
        """Report a change that changes nothing."""
        hint = "verwijder deze regel, of verander de waarde: wat niets verandert, telt niet als wijziging"
        self.reader.report(span, IDLE, message, hint)

    def unknown(self, kind: str, node: Scalar, known: Iterable[str], word: str = "") -> None:
        """Report a name that there is not."""
        hint = suggest(word or node.text, known) or "controleer de naam"
        self.reader.report(
            node.span, f"onbekend-{kind}", f"er is geen {kind} {quote(word or node.text)}", hint
        )
