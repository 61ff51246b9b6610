"""What has no source and does not call itself an assumption: nobody can look it up, and nobody knows that."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from strategy.checks.subject import Subject
from strategy.dossier.model import Document, Item
from strategy.dossier.provenance import Origin, Sourced
from strategy.errors import Finding, Span

UNSOURCED = "zonder-bron"


def unsourced(subject: Subject) -> Iterator[Finding]:
    """A remark per file with something unsourced, at the first place.

    What has no source and does not call itself an assumption: nobody can look it up, and nobody knows that.
    Every fact has a source paragraph or says `aanname`; that is what makes an advice worth discussing.
    """
    places: dict[str, list[Span]] = {}
    for item in subject.items:
        if not isinstance(item, Document):  # a document is a source itself
            for origin in _origins(item):
                if origin.source is None and origin.nature != "aanname" and not subject.hides(origin):
                    places.setdefault(origin.span.file, []).append(origin.span)
    for found in places.values():
        count = len({span.line for span in found})
        message = f"{'hier' if count == 1 else f'op {count} plekken'} staat geen bron, en niet dat het een aanname is"
        where = "voeg toe:" if count == 1 else "zet bovenin het bestand"
        hint = f"{where} `bron: document §paragraaf`, of `aard: aanname`"
        yield subject.grouped(found, UNSOURCED, message, hint)


def _origins(item: Item) -> Iterator[Origin]:
    """The provenance of an object and of the values in it."""
    yield item.origin
    for field in dataclasses.fields(item):
        yield from _values(getattr(item, field.name))


def _values(value: Any) -> Iterator[Origin]:
    if isinstance(value, Sourced):
        yield value.origin
    elif isinstance(value, tuple):
        for element in value:
            yield from _values(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from _values(element)
