"""Examples inside a rule: `voorbeelden: {wel: […], niet: […], ooit: […]}`, each with values for variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence
from strategy.errors import quote
from strategy.facts.types import Value
from strategy.rulebook.ast import Const, Example, ExampleKind
from strategy.rulebook.parts import PartParser

KINDS: tuple[ExampleKind, ...] = ("wel", "niet", "ooit")
NOTE = "toelichting"
_FORM = "schrijf `- {p: naam, g: naam}`, met namen uit dit dossier"


@dataclass
class ExampleParser(PartParser):
    """Parses the examples of a rule; form only, names are checked in `check`."""

    def examples(self, node: Node | None) -> tuple[Example, ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            kinds = ", ".join(KINDS)
            self.unreadable(node, "vorm", f'onder "voorbeelden" horen {kinds}', "schrijf `wel:` en een lijst")
            return ()
        known = self.known_keys(node, KINDS)
        return tuple(
            example
            for kind in KINDS
            if (listed := known.get(kind)) is not None
            for example in self._listed(kind, listed)
        )

    def _listed(self, kind: ExampleKind, node: Node) -> Iterator[Example]:
        if not isinstance(node, Sequence):
            self.unreadable(node, "vorm", f"onder {quote(kind)} hoort een lijst van voorbeelden", _FORM)
            return
        for item in node.items:
            if not isinstance(item, Mapping):
                self.unreadable(item, "vorm", "een voorbeeld geeft waarden aan variabelen", _FORM)
                continue
            bindings = tuple(self._bindings(item))
            if not any(key.text != NOTE for key, _ in item.items):
                self.report(item.span, "leeg", "dit voorbeeld noemt geen enkele variabele", _FORM)
            elif bindings:
                yield Example(kind, bindings, item.span, self.optional_text(item, NOTE))

    def _bindings(self, item: Mapping) -> Iterator[tuple[str, Value]]:
        for key, value in item.items:
            if key.text == NOTE:
                continue
            term = self.term(value) if isinstance(value, Scalar) else None
            if isinstance(term, Const):
                yield key.text.removeprefix("$"), term.value
            elif term is not None or not isinstance(value, Scalar):
                self.unreadable(value, "vorm", f"achter {quote(key.text)} hoort één naam of woord", _FORM)
