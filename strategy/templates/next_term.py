"""What a new term cannot take over from the one before: who holds a seat, what ended, and what was to happen by then; and what came of
the advice of then, as a list to fill in.

A seat keeps what it was, as something to look up. What is gone is gone from the text; nothing refers to it. The list stands
beside the dossier of the next term as `evaluatie.yaml`. Nothing is advised on it; whoever starts a new term should have
looked back first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from strategy.advice.advise import Outcome
from strategy.dossier.dates import Once, read_date
from strategy.dossier.defined_names import within_quotes, word
from strategy.dossier.files import as_read
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, blocks_in, parse
from strategy.errors import InputError, Span
from strategy.templates.text import Edit, apply, removal

_HOLDER, _VALUE, _OPEN = "houder", "waarde", "onbekend"
_TOLD = ("wij", "ander")
_MOMENTS = "momenten"
_NAME = r"(?<![\w-]){}(?![\w-])"
Change = tuple[Edit, int]
"""An edit, and how many things it is about."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Emptied:
    """The texts of a dossier without what cannot be taken over, and how much that was."""

    texts: Mapping[str, str]
    seats: int = 0
    ended: int = 0
    moments: int = 0


def emptied(texts: Mapping[str, str], day: date, affected: Callable[[str], bool]) -> Emptied:
    """These texts as they can go into a term of which `day` is the reference day; only files `affected` are changed."""
    found = Emptied(dict(texts))
    for path in filter(affected, texts):
        found = _without(found, path, "moments", _past_moments(path, as_read(found.texts[path]), day))
        mentions = partial(_mentions, tuple(found.texts.values()))
        found = _without(found, path, "ended", _ended(path, as_read(found.texts[path]), day, mentions))
        found = _without(found, path, "seats", _seats(path, as_read(found.texts[path])))
    return found


def _without(found: Emptied, path: str, what: str, changes: Iterable[Change]) -> Emptied:
    """These texts after changes in one of them, counted under `what`."""
    made = list(changes)
    texts = {**found.texts, path: apply(found.texts[path], [edit for edit, _ in made])}
    number = getattr(found, what) + sum(many for _, many in made)
    return replace(found, texts=texts, **{what: number})


def _mentions(texts: Iterable[str], name: str) -> int:
    """How often a name stands anywhere, where it is defined included."""
    return sum(len(re.findall(_NAME.format(re.escape(name)), text)) for text in texts)


# ── seats ─────────────────────────────────────────────────────────────────────────────────────────────


def _seats(path: str, text: str) -> Iterator[Change]:
    """Every holder that is told becomes unknown, with what it was as something to look up."""
    for block in blocks_in(parse(text, path).node):
        holder = block.get(_HOLDER)
        value = holder.get(_VALUE) if isinstance(holder, MappingNode) else holder
        if not isinstance(value, Scalar) or value.text not in _TOLD:
            continue
        if isinstance(holder, Scalar):
            yield _over(holder.span, holder, f"{{{', '.join(_unknown(value))}}}"), 1
        elif isinstance(holder, MappingNode) and all(isinstance(each, Scalar) for _, each in holder.items):
            first, (_, last) = holder.items[0][0].span, holder.items[-1]
            assert isinstance(last, Scalar)
            flow = first[:3] != holder.span[:3]
            between = ", " if flow else f"\n{' ' * (first.column - 1)}"
            yield _over(first, last, between.join(_unknown(value, holder))), 1


def _over(first: Span, last: Scalar, text: str) -> Edit:
    """Other text in place of what begins there and ends with a scalar."""
    return Edit(first.line, first.column, *last.end, text)


def _unknown(value: Scalar, holder: MappingNode | None = None) -> list[str]:
    source = holder.get("bron") if holder else None
    where = f" ({source.text})" if isinstance(source, Scalar) else ""
    note = holder.get("toelichting") if holder else None
    was = within_quotes(f"wie deze zetel heeft; in de vorige periode: {value.text}{where}")
    told = [f"{_VALUE}: {_OPEN}", "aard: aanname", f'te_verifieren: "{was}"']
    return [*told, f'toelichting: "{within_quotes(note.text)}"'] if isinstance(note, Scalar) else told


# ── what is over ──────────────────────────────────────────────────────────────────────────────────────


def _past_moments(path: str, text: str, day: date) -> Iterator[Change]:
    """The moments that are over; what returns, or has no date that can be read, stays."""
    for block in blocks_in(parse(text, path).node):
        for key, value in block.items:
            if key.text == _MOMENTS:
                within = value.get("erbij") if isinstance(value, MappingNode) else value
                around = value if isinstance(value, MappingNode) else block
                yield from _removed(text, around, within, lambda item: _is_over(item, day))


def _is_over(item: Node, day: date) -> bool:
    told = item.get("datum") if isinstance(item, MappingNode) else None
    told = told.get(_VALUE) if isinstance(told, MappingNode) else told
    when = read_date(told.text) if isinstance(told, Scalar) else None
    return isinstance(when, Once) and when.last < day


def _ended(path: str, text: str, day: date, mentions: Callable[[str], int]) -> Iterator[Change]:
    """What has a last day before this one, unless something else refers to it or it is all there is; the outermost."""

    def over(item: Node) -> bool:
        validity = item.get("geldig") if isinstance(item, MappingNode) else None
        last = validity.get("tot") if isinstance(validity, MappingNode) else None
        if not isinstance(item, MappingNode) or not isinstance(last, Scalar) or not _DAY.fullmatch(last.text):
            return False
        names = [block.get("id") for block in blocks_in(item)]
        alone = all(mentions(name.text) == 1 for name in names if isinstance(name, Scalar))
        return last.text < day.isoformat() and alone

    done: list[Edit] = []
    for block in blocks_in(parse(text, path).node):
        for _, value in block.items:
            for edit, many in _removed(text, block, value, over):
                if not any(each[:2] <= edit[:2] < each[2:4] for each in done):
                    done.append(edit)
                    yield edit, many


def _removed(
    text: str, around: MappingNode, listed: Node | None, gone: Callable[[Node], bool]
) -> Iterator[Change]:
    """The removal of elements of a list that has one element a line at least; never of a list that nothing else is beside."""
    if not isinstance(listed, Sequence) or not listed.items:
        return
    lines = text.split("\n")
    if lines[listed.span.line - 1][listed.span.column - 1 : listed.span.column] == "[":
        return
    over = [item for item in listed.items if gone(item)]
    if len(over) == len(listed.items):
        if len(around.items) == 1:
            return
        key = next(key for key, value in around.items if value is listed)
        yield (
            removal(key.span.line, 1, _end(lines, key.span.line, key.span.column, dashes=True), 1),
            len(over),
        )
        return
    for item in over:
        line = item.span.line
        yield removal(line, 1, _end(lines, line, listed.span.column), 1), 1


def _end(lines: list[str], line: int, column: int, dashes: bool = False) -> int:
    """The line on which something else begins, after what begins at this place: a line that is not further in.

    With `dashes` the elements of a list that stands right under its key are part of it.
    """
    for number, text in enumerate(lines[line:], start=line + 1):
        bare = text.lstrip(" ")
        deep = len(text) - len(bare) + 1
        if bare and (deep < column or (deep == column and not (dashes and bare.startswith("- ")))):
            return number
    return len(lines)


EVALUATION = "evaluatie.yaml"
OUTCOMES = ("behaald", "loopt", "mislukt", "vervallen")
_KEYS = ("evaluatie", "naam", "peildatum", "adviezen")
_LINE_KEYS = ("id", "advies", "band", "uitkomst", "toelichting")


@dataclass(frozen=True)
class Evaluation:
    """Of the advice in the dossier called `name`, how many have which outcome; the others are open."""

    name: str
    total: int
    counts: Mapping[str, int]

    @property
    def open(self) -> int:
        return self.total - sum(self.counts.values())


def evaluation_text(outcome: Outcome) -> str:
    """Every line of advice, best first, with room for what came of it."""
    header, day = outcome.case.dossier.header, outcome.case.view.day
    lines = [
        f"# Wat is er terechtgekomen van het advies in {header.name}? Vul dit in voor u aan de nieuwe periode begint.",
        f"# Achter uitkomst komt {', '.join(OUTCOMES[:-1])} of {OUTCOMES[-1]}; leeg is nog open. `krachtenveld controleer` telt mee.",
        f"evaluatie: {word(header.id)}",
        f'naam: "{within_quotes(header.name)}"',
        f"peildatum: {day.isoformat()}",
        "adviezen:",
    ]
    for line in outcome.lines:
        lines += [
            f"  - id: {line.id}",
            f'    advies: "{within_quotes(line.title)}"',
            f"    band: {line.band}",
            "    uitkomst:",
            "    toelichting:",
        ]
    return "\n".join(lines) + "\n"


def read_evaluation(text: str) -> Evaluation:
    """What has been filled in. Raises InputError with every finding."""
    reader = Reader(parse(text, EVALUATION))
    node = reader.root("vul het, of verwijder het")
    counts: Counter[str] = Counter()
    total, name = 0, ""
    if isinstance(node, MappingNode):
        known = reader.recognised(node, _KEYS)
        name = reader.text_behind(known, "naam") or reader.text_behind(known, "evaluatie")
        listed = known.get("adviezen")
        for item in listed.items if isinstance(listed, Sequence) else ():
            if not isinstance(item, MappingNode):
                reader.unreadable(
                    item, "vorm", "hier hoort een advies", "schrijf `id: …`, met `uitkomst:` eronder"
                )
                continue
            total += 1
            said = reader.recognised(item, _LINE_KEYS).get("uitkomst")
            if isinstance(said, Scalar) and not said.empty and (found := reader.choice(said, OUTCOMES)):
                counts[found] += 1
    elif node is not None:
        reader.unreadable(
            node, "vorm", "een evaluatie begint met `evaluatie: naam`", "zet daaronder `adviezen:`"
        )
    if reader.findings:
        raise InputError(reader.findings)
    return Evaluation(name, total, {word: counts[word] for word in OUTCOMES})
