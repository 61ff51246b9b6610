"""A college of which the members are named: Zaanstad has nine portfolios, and its file says of none whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.dossier.model import Portfolio
from strategy.workspace import workspace_of

HOURS = 8


def college_of(text: str, held: Mapping[str, Sequence[str]], hours: float = HOURS) -> str:
    """The text of a college.yaml with members, each with these portfolios."""
    for member, portfolios in held.items():
        for name in portfolios:
            text, number = re.subn(rf"(?m)^(  - id: {name})$", rf"\1\n    bestuurder: {member}", text)
            assert number == 1, name
    members = (
        f'  - {{id: {name}, naam: "{name.replace("-", " ").capitalize()}", dagdelen: {{waarde: {hours}, aard: aanname}}}}'
        for name in held
    )
    return "\n".join((text.rstrip(), "bestuurders:", *members, ""))


def shared_out(portfolios: Sequence[Portfolio], number: int) -> dict[str, list[str]]:
    """Portfolios over a mayor and so many aldermen less one: the mayor has the first, the aldermen take turns."""
    first, *rest = (item.id for item in portfolios)
    names = [f"wethouder-{chr(ord('a') + each)}" for each in range(number - 1)]
    return {first: [first], **{name: rest[each :: len(names)] for each, name in enumerate(names)}}


def with_members(
    folder: Path, held: Mapping[str, Sequence[str]], hours: float = HOURS, like: Outcome | None = None
) -> Outcome:
    """The outcome of a dossier with members in its college; with the advice of one that is `like` it but for those."""
    case = prepare(workspace_of(texts_with(read_texts(folder).sound(), held, hours)).loaded)
    return advise(case, "python") if like is None else replace(like, case=case)


def texts_with(
    texts: Mapping[str, str], held: Mapping[str, Sequence[str]], hours: float = HOURS
) -> dict[str, str]:
    """The texts of a dossier with members in its college."""
    return {**texts, "college.yaml": college_of(texts["college.yaml"], held, hours)}
