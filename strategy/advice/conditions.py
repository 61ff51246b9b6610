"""Under which conditions seats hold: other seats first, regions that grant, choices, and the role ladder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strategy.advice.model import LIGHT, Condition, Target
from strategy.advice.names import ROLE_NAMES, Names
from strategy.dossier.register import all_of
from strategy.dossier.vocabulary import ROLES
from strategy.facts.base import FactBase, seats_held
from strategy.graph.network import View


class Conditions:
    """Works out the conditions of seat advice; `seats` maps the id of each seat advice to its target."""

    def __init__(self, view: View, base: FactBase, names: Names, seats: Mapping[str, Target]) -> None:
        self._names = names
        self._seats = {name: seat for name, seat in seats.items() if seat.attitude not in LIGHT}
        held = {(body, role) for body, role, _ in seats_held(base)}
        self._held = {body for body, _ in held}
        self._firm = {body for body, _ in held.difference(base.pairs("rol_open"))}
        self._requires = base.pairs("vereist")
        self._owner = dict(base.pairs("gremium"))
        self._grants = base.pairs("namens")
        self._choices = [choice for actor in view.actors for choice in actor.choices if view.shows(choice)]
        self._tables = {body.id: body for _, body in view.bodies()}
        self._shows = view.shows

    def of(self, name: str, seat: Target) -> tuple[Condition, ...]:
        """The conditions of one seat advice."""
        if seat.attitude in LIGHT:
            return ()
        return (
            *self._required(seat),
            *self._granted(seat),
            *self._portfolio(name, seat),
            *self._cardinality(name, seat),
            *self._covered(seat),
            *self._unverified(seat),
        )

    def _required(self, seat: Target) -> Iterator[Condition]:
        for body, first in self._requires:
            if body != seat.body:
                continue
            label = self._names.spoken("gremium", first)
            options = self._on(first)
            if first in self._held:
                again = "" if first in self._firm else ", maar hij wordt opnieuw verdeeld"
                yield Condition(
                    "vereist", f"vraagt een zetel in {label}; die hebben we{again}", options, True
                )
            elif options:
                yield Condition(
                    "vereist", f"vraagt eerst een zetel in {label}; die wordt ook geadviseerd", options, False
                )
            else:
                text = f"vraagt eerst een zetel in {label}; die hebben we niet, en de regels raden haar nu niet aan"
                yield Condition("vereist", text, (), False)

    def _granted(self, seat: Target) -> Iterator[Condition]:
        for actor, region in self._grants:
            if self._owner.get(seat.body) == actor:
                yield Condition("gunning", f"wordt gegund door {self._names.spoken('actor', region)}")

    def _portfolio(self, name: str, seat: Target) -> Iterator[Condition]:
        if seat.role == "portefeuille":
            options = tuple(
                other for other in self._on(seat.body) if self._seats[other].role == "portefeuille"
            )
            if len(options) > 1:
                themes = " of ".join(self._names.name("thema", self._seats[other].theme) for other in options)
                yield Condition("keuze", f"kies één portefeuille: {themes}", _without(options, name))

    def _cardinality(self, name: str, seat: Target) -> Iterator[Condition]:
        for choice in self._choices:
            if seat.role == choice.role and seat.body in choice.bodies:
                options = tuple(
                    other
                    for other, target in self._seats.items()
                    if target.role == choice.role and target.body in choice.bodies
                )
                least, most = int(choice.least), int(choice.most)
                number = f"{least}" if least == most else f"{least} tot {most}"
                bodies = [body for body in choice.bodies if body in self._tables]
                among = all_of([self._names.name("gremium", body) for body in bodies])
                text = f"kies: {ROLE_NAMES[choice.role]} van {number} van deze {len(bodies)}: {among}"
                yield Condition("keuze", text, _without(options, name))

    def _covered(self, seat: Target) -> Iterator[Condition]:
        """The role ladder: a heavier role in the same body brings the lighter one with it."""
        heavier = tuple(
            other
            for other in self._on(seat.body)
            if ROLES.index(self._seats[other].role) < ROLES.index(seat.role)
        )
        if heavier:
            roles = dict.fromkeys(ROLE_NAMES[self._seats[other].role] for other in heavier)
            yield Condition(
                "inbegrepen", f"gaat op in de rol van {' of '.join(roles)}, als we die krijgen", heavier
            )

    def _unverified(self, seat: Target) -> Iterator[Condition]:
        """What still has to be verified about the table, the seat, and who holds it."""
        table = self._tables[seat.body]
        posts = [post for post in table.posts if post.role == seat.role and self._shows(post)]
        seated = (item for post in posts for item in post.memberships if self._shows(item))
        holders = (item.holder.origin for item in seated if self._shows(item.holder))
        for origin in (table.origin, *(post.origin for post in posts), *holders):
            if origin.to_verify:
                yield Condition("nagaan", f"nog na te gaan: {origin.to_verify}")

    def _on(self, body: str) -> tuple[str, ...]:
        return tuple(name for name, seat in self._seats.items() if seat.body == body)


def _without(options: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(option for option in options if option != name)
