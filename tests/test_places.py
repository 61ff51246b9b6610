"""Where keys and words stand in a file that was read."""

from __future__ import annotations

import tracemalloc

import pytest

from strategy.dossier.defined_names import MOST_SUGGESTIONS
from strategy.dossier.loader import read_file
from strategy.dossier.model import Layer, Opgave
from strategy.dossier.provenance import Origin
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import KEPT_CHARACTERS, Places, parse
from strategy.errors import Span

FILE = "x.yaml"


def found(text: str, *keys: str | int, start: tuple[int, int] = (1, 1)) -> tuple[int, int, int]:
    place = Places.of([parse(text, FILE)]).key(Span(FILE, *start), *keys)
    return place.line, place.column, place.length


@pytest.mark.parametrize(
    ("text", "keys", "place"),
    [
        ("a:\n  b: c\n", ("a", "b"), (2, 3, 1)),
        ("a: {kenmerk: {kenmerk: x}}\n", ("a", "kenmerk", "kenmerk"), (1, 15, 7)),
        ("a:\n  - {p: 1}\n  - {q: 2}\n", ("a", "q"), (3, 6, 1)),
        ("a: [x, y]\n", ("a", "y"), (1, 8, 1)),
        ("a: [x, y]\n", ("a", 1), (1, 8, 1)),
        ("a: [x, y]\n", ("a", "z"), (1, 1, 1)),
    ],
)
def test_a_key_is_where_it_is_written(
    text: str, keys: tuple[str | int, ...], place: tuple[int, int, int]
) -> None:
    assert found(text, *keys) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a: "wie $p kent"\n', (1, 9, 2)),
        ('a: "de $prijs van $p"\n', (1, 19, 2)),
        ("a: >-\n  de prijs\n  van $p\nb: $p\n", (3, 7, 2)),
        ("a: 'wie\n  $p kent'\n", (2, 3, 2)),
    ],
)
def test_a_word_of_a_text_is_where_it_stands_alone(text: str, place: tuple[int, int, int]) -> None:
    assert found(text, "a", "$p") == place


@pytest.mark.parametrize(
    "text",
    [
        'a: "een heel\n  lange naam"\nb: een heel lange naam\n',
        'a: "een heel \\x6cange naam"\nb: een heel lange naam\n',
        '{a: "een heel \\x6cange naam", b: een heel lange naam}\n',
        "a: >-\n  een heel\n  lange naam\nb: een heel lange naam\n",
    ],
)
def test_what_is_written_otherwise_is_not_looked_for_beyond_its_text(text: str) -> None:
    file = parse(text, FILE)
    value = found(text, "a", "een heel lange naam")
    assert file.problems == ()
    assert value[:2] == (1, text.index("a:") + len("a: ") + 1)


def test_a_value_is_found_within_its_block() -> None:
    text = "- id: een\n  naam: 'rijk'\n- id: twee\n  naam: rijk\n"
    places = Places.of([parse(text, FILE)])
    assert places.saying(Span(FILE, 1, 3), "rijk")[1:3] == (2, 10)
    assert places.saying(Span(FILE, 3, 3), "rijk")[1:3] == (4, 9)
    assert places.saying(Span(FILE, 3, 3), "een")[1:3] == (3, 3)


def test_what_is_no_yaml_takes_no_suggestion_away() -> None:
    text = "naam: Zorg\n" * (MOST_SUGGESTIONS + 1) + "portefeuiles: [zorg]\n"
    reader = Reader(parse(text, FILE))
    node = reader.root("")
    assert node is not None and len(reader.file.problems) == MOST_SUGGESTIONS
    reader.object(node, Opgave, Origin(node.span))
    hints = [finding.hint for finding in reader.findings if "portefeuiles" in finding.message]
    assert hints == ['bedoeld: "portefeuilles"?']


def test_of_a_large_file_only_the_text_stays_to_find_places_in() -> None:
    actor = "  - {{id: verband-{0}, naam: Verband {0}, soort: regio, niveau: regio, relaties: {{bestuurlijk: zwak}}}}\n"
    text = f"laag: groot\nnaam: Groot\naard: aanname\n# {'x' * KEPT_CHARACTERS}\nactoren:\n"
    text += "".join(actor.format(number) for number in range(200))
    tracemalloc.start()
    layer, reader = read_file("networks/groot.yaml", text, Layer)
    without, _ = tracemalloc.get_traced_memory()
    place = Places.of([reader.file]).key(layer.actors[150].origin.span, "relaties", "bestuurlijk")
    within, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reader.findings == []
    assert (place.line, place.column) == (156, text.splitlines()[155].index("bestuurlijk") + 1)
    assert within > 1.5 * without, "the tree was there before anybody asked for a place"
