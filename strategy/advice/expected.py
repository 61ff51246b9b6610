"""Whether advice not to do something goes against what one would expect; only then is it worth a line."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.advice.model import REFRAIN, Advice
from strategy.facts.base import seats_held
from strategy.facts.types import Fact
from strategy.graph.network import View
from strategy.inference.trace import Trace


class Expected:
    """What one would expect us to do: what we hold already, what is advised elsewhere, what a source advises about."""

    def __init__(self, view: View, trace: Trace, advices: Sequence[Advice]) -> None:
        self._trace = trace
        self._doing = [advice for advice in advices if advice.target.sort not in (REFRAIN, "monitoren")]
        self._held = {(body, role) for body, role, _ in seats_held(trace.base)}
        self._advising = {
            (document.id, section.id)
            for document in view.dossier.documents
            for section in document.sections
            if section.gives_advice
        }

    def against(self, advice: Advice) -> bool:
        """Whether this advice to refrain goes against something."""
        if advice.target.sort != REFRAIN:
            return False
        return self._holding(advice) or self._contradicted(advice) or self._advised_about(advice)

    def _holding(self, advice: Advice) -> bool:
        target = advice.target
        return any(
            body == target.body and target.role in ("", role) for body, role in self._held if target.body
        )

    def _contradicted(self, advice: Advice) -> bool:
        """Whether other advice asks of the same body, actor or priority what this one advises against."""
        target = advice.target
        if target.body:
            return any(other.target.body == target.body for other in self._doing)
        if target.actor:
            return any(
                target.opgave in other.opgaven
                and target.actor in (other.target.actor, other.target.via, other.target.to)
                and other.target.sort in ("route", "relatie")
                for other in self._doing
            )
        lobby = (other for other in self._doing if other.target.sort in ("route", "relatie"))
        return any(set(advice.priorities) & set(other.priorities) for other in lobby)

    def _advised_about(self, advice: Advice) -> bool:
        """Whether a paragraph that gives advice stands behind a fact about the thing itself, and is no guess."""
        target = advice.target
        things = {target.body, target.actor} - {""}
        return any(
            self._hard(fact)
            for entry in advice.entries
            for fact in self._trace.grounds(entry.firing)
            if not things or things.intersection(fact.values)
        )

    def _hard(self, fact: Fact) -> bool:
        return any(
            origin.source is not None
            and origin.nature != "aanname"
            and (origin.source.document, origin.source.section) in self._advising
            for origin in self._trace.base.evidence(fact).origins
        )
