"""What the dossier tells around an advice, beside the rules: look-ups for lines and their titles.

Who sees to it and how strongly the strategy wants it, how well a priority suits it, which tables are one choice,
and whether not doing something goes against what one would expect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from strategy.advice.model import LIGHT, REFRAIN, Advice, Target
from strategy.dossier.model import Dossier
from strategy.dossier.provenance import Origin
from strategy.dossier.word_lists import DOORS
from strategy.facts.fact_base import FactBase, seats_held
from strategy.facts.types_and_sentences import ABSENT, Fact
from strategy.graph.deciders import themes_touched, works_on
from strategy.graph.network import View
from strategy.inference.trace import Trace

TOLD = ("door", "zetel_door", "kracht")
"""Facts that no rule needs to ask for: the sentence of an advice says them."""


class Emphasis:
    """Look-ups in the facts that a sentence says."""

    def __init__(self, base: FactBase) -> None:
        self._doors = {
            (str(a), str(b)): str(c)
            for name in ("door", "zetel_door")
            for a, b, c in (fact.values for fact in base.of_type(name))
        }
        self._forces = {
            (str(a), str(b)): str(c) for a, b, c in (fact.values for fact in base.of_type("kracht"))
        }

    def by(self, targets: Iterable[Target]) -> tuple[str, ...]:
        """Who sees to these, as roles: whom the dossier names, and to our own organisation the college."""
        found = set(map(self._one, targets))
        return tuple(door for door in DOORS if door in found)

    def _one(self, target: Target) -> str | None:
        match target.sort:
            case "organisatie":
                return "college"
            case "positie":
                return self.of_seat(target.body, target.role)
        return self._doors.get((target.actor, target.layer))

    def of_seat(self, body: str, role: str) -> str:
        """Whose a seat is, as a role; "" when the dossier does not say."""
        return self._doors.get((body, role), "")

    def force(self, target: Target) -> str:
        """How strongly the strategy wants a seat, or else its table; "" when it does not say."""
        if target.sort != "positie":
            return ""
        return self._forces.get((target.body, target.role)) or self._forces.get((target.body, ABSENT), "")


class Fit:
    """How well a priority suits a table or an actor: by the themes that both are about.

    `broader` gives each theme with those above it, `themes` what each priority touches.
    """

    def __init__(self, view: View) -> None:
        self.broader = {
            theme.id: {theme.id, *(parent.value for parent in filter(view.shows, theme.parents))}
            for theme in view.themes.values()
        }
        self.themes = {
            priority.id: frozenset(themes_touched(view, priority)) for _, priority in view.priorities()
        }
        self._work = works_on(view)
        self._owners = {body.id: actor.id for actor, body in view.bodies()}

    def shared(self, priority: str, thing: str) -> int:
        """How many themes of a priority are the work of a table or an actor.

        A table without themes of its own is about all that its network works on.
        """
        work = self._work.get(thing) or self._work.get(self._owners.get(thing, ""), frozenset())
        return len(work & self.themes[priority])

    def share(self, priority: str, targets: Iterable[Target]) -> float:
        """Which part of the themes of a priority is the work of what advice is about; of several, added up."""
        things = (target.body or target.via or target.actor or target.to for target in targets)
        return sum(self.shared(priority, thing) for thing in things) / max(1, len(self.themes[priority]))


@dataclass(frozen=True)
class TableChoice:
    """A role to take in at least and at most so many of these tables of an actor, at each of which it is advised."""

    actor: str
    role: str
    bodies: frozenset[str]
    least: int
    most: int

    @property
    def id(self) -> str:
        return f"{self.actor}/{self.role}"


def open_choices(view: View, advices: Sequence[Advice]) -> tuple[TableChoice, ...]:
    """The choices that are open: the role is advised at more than one of the tables, and held at none."""
    wanted: dict[tuple[str, str], str] = {
        (advice.target.body, advice.target.role): advice.target.attitude
        for advice in advices
        if advice.target.sort == "positie" and advice.target.attitude not in LIGHT
    }
    found: list[TableChoice] = []
    for actor in view.actors:
        for item in filter(view.shows, actor.choices):
            among = [body for body in item.bodies if (body, item.role) in wanted]
            if among[1:] and not any(wanted[body, item.role] == "behouden" for body in among):
                found.append(
                    TableChoice(actor.id, item.role, frozenset(among), int(item.least), int(item.most))
                )
    return tuple(found)


def read_in_advice(dossier: Dossier) -> Callable[[Origin], bool]:
    """Tells whether something was read in a paragraph that gives advice itself."""
    advising = {
        (document.id, section.id)
        for document in dossier.documents
        for section in document.sections
        if section.gives_advice
    }

    def learned(origin: Origin) -> bool:
        source = origin.source
        return source is not None and (source.document, source.section) in advising

    return learned


class Expected:
    """What one would expect us to do: what we hold already, what is advised elsewhere, what a source advises about."""

    def __init__(self, view: View, trace: Trace, advices: Sequence[Advice]) -> None:
        self._trace = trace
        self._doing = [advice for advice in advices if advice.target.sort not in (REFRAIN, "monitoren")]
        self._held = {(body, role) for body, role, _ in seats_held(trace.base)}
        self._in_advice = read_in_advice(view.dossier)

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
            origin.nature != "aanname" and self._in_advice(origin)
            for origin in self._trace.base.evidence(fact).origins
        )
