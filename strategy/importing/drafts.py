"""A proposal in the keys of a dossier: a scenario, a network file, and parts for files that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from strategy.importing.proposal import Line, NewActor, NewBody, Planned, Proposal
from strategy.importing.source import ListSource
from strategy.importing.yamltext import COMMENT, Item, comment, flow, keys

_MADE = "gemaakt met krachtenveld importeer; niets hiervan is nagegaan"
_LONGEST_NOTE = 1_500


def scenario_text(own: str, proposal: Proposal, source: ListSource, names: Mapping[str, str]) -> str:
    """A scenario with the seats that the list has otherwise; what is unsure stands below it, switched off.

    `names` are those of the tables in the dossier, by id.
    """
    head = {
        "scenario": own,
        "naam": f"Zetels volgens {source.file}",
        "waarom": "Als de lijst klopt: welke zetels hebben we, en welke zijn te verdelen?",
        **source.origin(),
        "openbaarheid": "intern",
        "te_verifieren": f"elke zetel hieronder: overgenomen uit {source.file}, niet nagegaan",
    }
    lines = [
        "# yaml-language-server: $schema=../schema/scenario.json",
        *comment([f"Voorstel uit {source.file}, {_MADE}."]),
        *keys(head, 0),
        "wijzig:",
        "  posities:",
    ]
    for change in proposal.changes:
        lines += [f"    {line}" for line in comment([names[change.seat.split("/")[0]], _row(change.line)])]
        lines.append(f"    {change.seat}: {flow(change.settings)}")
    unsure = [line for line in proposal.lines if line.state == "onzeker" and _seats(line)]
    if unsure:
        lines += [
            f"    {line}"
            for line in comment(["", "Onzeker: haal het hekje weg voor de zetel die bedoeld is."])
        ]
    for line in unsure:
        setting = (
            {"te_verdelen": "ja"} if line.reading.claim == "open" else {"houder": line.reading.claim or "wij"}
        )
        lines += [f"    {each}" for each in comment([_row(line)])]
        lines += [f"    # {seat}: {flow(setting)}" for seat in _seats(line)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def network_text(own: str, proposal: Proposal, source: ListSource) -> str:
    """A network file with what is new and stands by itself: networks with their tables, and moments."""
    head: dict[str, Any] = {
        "laag": own,
        "naam": f"Overgenomen uit {source.file}",
        **source.origin(),
        "openbaarheid": "intern",
    }
    if proposal.actors:
        head["actoren"] = [_actor(actor, proposal, source) for actor in proposal.actors]
    if proposal.moments:
        head["momenten"] = [_moment(moment, source) for moment in proposal.moments]
    lines = [
        "# yaml-language-server: $schema=../schema/netwerk.json",
        *comment([f"Voorstel uit {source.file}, {_MADE}.", "Alles is intern tot u die regel weghaalt."]),
        *keys(head, 0),
    ]
    return "".join(f"{line}\n" for line in lines)


def added_bodies(proposal: Proposal, source: ListSource) -> dict[str, list[Item]]:
    """The new tables of networks that there are, by network; each says itself what it rests on."""
    made = {actor.id for actor in proposal.actors}
    found: dict[str, list[Item]] = {}
    for body in proposal.bodies:
        if body.actor not in made:
            own = {**source.origin(), "openbaarheid": "intern"}
            found.setdefault(body.actor, []).append(_body(body, source, own))
    return found


def _actor(actor: NewActor, proposal: Proposal, source: ListSource) -> Item:
    what = "soort en niveau, en onze relatie" if actor.guessed else "de soort, en onze relatie"
    return {
        COMMENT: (str(actor.place),),
        "id": actor.id,
        "naam": actor.name,
        "soort": actor.sort,
        "niveau": actor.level,
        **source.at(actor.place),
        "te_verifieren": source.to_verify(actor.place, what),
        "gremia": [_body(body, source, {}) for body in proposal.bodies if body.actor == actor.id],
    }


def _body(body: NewBody, source: ListSource, own: dict[str, str]) -> Item:
    place = next(iter(body.seats.values())).reading.place
    return {
        "id": body.id,
        "naam": body.name,
        "soort": body.sort,
        **({"themas": list(body.themes)} if body.themes else {}),
        **{**own, **source.at(place)},
        "te_verifieren": source.to_verify(
            place, "of dit gremium bestaat, en zijn soort, thema's en functies"
        ),
        "posities": [_post(role, theme, line, source) for (role, theme), line in body.seats.items()],
    }


def _post(role: str, theme: str, line: Line, source: ListSource) -> Item:
    reading = line.reading
    return {
        COMMENT: (_row(line),),
        "rol": role,
        **({"thema": theme} if theme else {}),
        **({"te_verdelen": "ja"} if reading.claim == "open" else {}),
        **({"bezetting": [{"houder": reading.claim}]} if reading.claim not in ("", "open") else {}),
        **source.at(reading.place),
        "te_verifieren": source.to_verify(reading.place, "of deze zetel bestaat, en van wie zij is"),
        **({"toelichting": note} if (note := reading.note[:_LONGEST_NOTE]) else {}),
    }


def _moment(moment: Planned, source: ListSource) -> Item:
    return {
        COMMENT: (str(moment.place),),
        "naam": moment.name,
        "datum": moment.when,
        "betreft": [moment.about],
        **source.at(moment.place),
        "te_verifieren": source.to_verify(moment.place, "of deze datum klopt, en wat er dan gebeurt"),
    }


def _row(line: Line) -> str:
    """What a row says, for a comment."""
    reading = line.reading
    portfolios = f"portefeuille {', '.join(reading.portfolios)}" if reading.portfolios else ""
    return "; ".join(filter(None, (f"{reading.place}: {reading.said}", portfolios, reading.note)))


def _seats(line: Line) -> Iterator[str]:
    return (choice for choice in line.choices if "/" in choice)
