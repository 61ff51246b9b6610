"""What the advice of a page rests on: sources by paragraph, judgements and assumptions, and what is still to be verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.advice.lines import Line
from strategy.dossier.register import all_of
from strategy.explain.basis import Ground, citation, grounds
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.model import Bullets

MOST = 4
_PLURALS = {"oordeel": "oordelen", "aanname": "aannames"}


def basis(desk: Desk, subject: Subject, lines: Iterable[Line]) -> Bullets | None:
    """What the page says first of each line, and the ground under its score; None when there is nothing to tell."""
    found: dict[Ground, None] = {}
    sources: list[str] = []
    for line in lines:
        sources += (citation(desk.names, reason.origin) for reason in desk.reasons(line, subject)[:1])
        for entry in desk.entries(line, subject)[:1]:
            found.update(dict.fromkeys(grounds(desk.outcome, entry)))
    items = [*_sources(desk, [*sources, *(ground.source for ground in found)])]
    for nature in ("oordeel", "aanname"):
        own = dict.fromkeys(ground.text for ground in found if ground.nature == nature)
        if own:
            head = f"{len(own)} {nature if len(own) == 1 else _PLURALS[nature]}:"
            items.append((head, _some(tuple(own))))
    checks: dict[tuple[str, object], str] = {}
    for ground in found:
        if ground.to_verify:
            checks.setdefault(
                (ground.to_verify, ground.fact.values[0]), f"{ground.to_verify} ({ground.text})"
            )
    if checks:
        items.append(("Te verifiëren:", _some(tuple(checks.values()))))
    return Bullets(tuple(items), small=True) if items else None


def _sources(desk: Desk, found: Iterable[str]) -> list[tuple[str, str]]:
    """Per document the paragraphs that are cited, each with its points."""
    cited: dict[str, dict[str, set[int]]] = {}
    documents = sorted(desk.names.documents.values(), key=len, reverse=True)
    for source in found:
        document = next((name for name in documents if source.startswith(name)), "")
        if document:
            place, _, point = source.removeprefix(document).lstrip(", ").partition(", punt ")
            points = cited.setdefault(document, {}).setdefault(place, set())
            points.update({int(point)} if point.isdigit() else ())
    return [(f"{document}:", f"{'; '.join(_places(cited[document]))}.") for document in sorted(cited)]


def _places(found: Mapping[str, set[int]]) -> Iterator[str]:
    for place in sorted(found):
        points = all_of(map(str, sorted(found[place])))
        yield f"{place}, punt {points}" if points else place or "het hele stuk"


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - MOST
    tail = f"; en nog {more} (`krachtenveld waarom ADVIES` toont ze)" if more > 0 else ""
    return f"{'; '.join(texts[:MOST])}{tail}."
