"""From what people type on the command line to seats and portfolios: a whole name, or part of one that is unique."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from strategy.advice.advise import Outcome
from strategy.allocation.seats import candidates, label
from strategy.allocation.terms import SEAT, Agreement
from strategy.errors import KrachtenveldError, quote, suggest

_MOST = 8
_NEAR = 0.85
"""How much alike two tables must be spelled; most share the name of a network, and three letters differ at random."""
_LISTED = "`krachtenveld verdeling --formaat csv` noemt ze in de kolom zetel"


class Lookup:
    """The seats that an outcome lets divide, and the portfolios of its college."""

    def __init__(self, outcome: Outcome) -> None:
        seats, officials = candidates(outcome)
        self._seats = {seat.id: label(outcome.names, seat.advice) for seat in seats}
        self._officials = {advice.id for advice in officials}
        self._advised = {advice.id for advice in outcome.advices}
        view = outcome.case.view
        self._portfolios = {
            item.id: item.name for item in outcome.case.dossier.college.portfolios if view.shows(item)
        }

    def agreement(self, sort: str, text: str) -> Agreement:
        """An option such as `--moet POSITIE` or `--vast POSITIE=PORTEFEUILLE`, as `text` behind it.

        Raises KrachtenveldError for what is unknown, or fits more than one.
        """
        seat, separator, portfolio = text.partition("=")
        if (sort == "vast") != bool(separator):
            form = "POSITIE=PORTEFEUILLE" if sort == "vast" else "POSITIE"
            raise KrachtenveldError(
                f"--{sort} {quote(text)} heeft niet de vorm {form}", f"schrijf --{sort} {form}"
            )
        holder = self._found("portefeuille", portfolio, self._portfolios) if separator else ""
        return Agreement(sort, self.seat(seat), holder, f"--{sort}")

    def seat(self, text: str) -> str:
        """The id of the seat that a text names."""
        name = f"{SEAT}{text.strip().removeprefix(SEAT)}"
        if name in self._officials:
            raise KrachtenveldError(
                f"{quote(name)} is een ambtelijke zetel",
                "die kost het college geen tijd en wordt niet verdeeld",
            )
        if name not in self._seats and name in self._advised:
            raise KrachtenveldError(
                f"{quote(name)} is geen zetel om te nemen", "het advies is hier volgen of afzien"
            )
        return self._found("zetel", text, self._seats, name)

    def _found(self, what: str, text: str, known: Mapping[str, str], exact: str = "") -> str:
        word = text.strip()
        if (exact or word) in known:
            return exact or word
        parts = word.lower().split()
        found = [
            name
            for name, title in known.items()
            if parts and all(part in name or part in title.lower() for part in parts)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "\n      ".join(f"{name}   {known[name]}" for name in found[:_MOST])
            raise KrachtenveldError(
                f"{quote(word)} past op {len(found)} {what}s",
                f"wees preciezer, bijvoorbeeld:\n      {listed}",
            )
        if what == "zetel":
            raise KrachtenveldError(f"er is geen zetel {quote(word)} om te verdelen", self._other(word))
        hint = suggest(word, known) or f"kies uit: {', '.join(known)}"
        raise KrachtenveldError(f"er is geen {what} {quote(word)}", hint)

    def _other(self, word: str) -> str:
        """What may be meant: a seat at the same table or one spelled much like it, else those of the same network."""
        short = [name.removeprefix(SEAT) for name in self._seats]
        body, slash, _ = word.removeprefix(SEAT).partition("/")
        if not slash:
            return suggest(word, short) or _LISTED
        tables = dict.fromkeys(name.partition("/")[0] for name in short)
        near = [body] if body in tables else get_close_matches(body, tables, n=1, cutoff=_NEAR)
        if near:
            at = [name for name in short if name.partition("/")[0] == near[0]]
            return suggest(word.removeprefix(SEAT), at) or f"kies uit: {', '.join(at)}"
        network, dash, _ = body.partition("-")
        beside = [name for name in short if dash and name.startswith(f"{network}-")]
        if not beside:
            return _LISTED
        more = f"; {_LISTED}" if len(beside) > _MOST else ""
        return f"kies uit: {', '.join(beside[:_MOST])}{more}"
