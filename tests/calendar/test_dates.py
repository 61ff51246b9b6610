"""Dates as dossiers write them: what is read, what is refused, and that what is written is read back."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.dossier.dates import MONTHS, Once, Recurring, Undated, next_day, read_date, written

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MONTH_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))


@st.composite
def stretches(draw: st.DrawFn) -> Once:
    """Days of every sort: single ones, a few, and those that months, quarters and years are made of."""
    first = draw(DAYS)
    if draw(st.booleans()):
        first = first.replace(day=1)
        end = draw(st.integers(first.month, 12))
        return Once(first, date(first.year, end, monthrange(first.year, end)[1]))
    last = min(first + timedelta(draw(st.integers(0, 800))), date(2199, 12, 31))
    return Once(first, last)


@st.composite
def recurring(draw: st.DrawFn) -> Recurring:
    if draw(st.integers(0, 9)) == 0:
        return Recurring()
    return Recurring(*sorted((draw(MONTH_DAYS), draw(MONTH_DAYS))))


@given(st.one_of(stretches(), recurring(), st.just(Undated())))
def test_what_is_written_is_read_back(when: Once | Recurring | Undated) -> None:
    assert read_date(written(when)) == when


@given(st.text(st.sampled_from("0123456789 -,jaonvmeitlk") | st.characters(), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    when = read_date(text)
    assert when is None or read_date(written(when)) == when


@given(recurring(), DAYS)
def test_the_next_time_is_the_first_that_is_not_over(when: Recurring, day: date) -> None:
    once = when.after(day)
    assert (once is None) == (when.first is None)
    if once:
        assert once.first <= once.last and day <= once.last
        assert once.first.year in (day.year, day.year + 1)
        earlier = when.after(date(once.first.year - 1, 1, 1))
        assert earlier is not None and earlier.last < once.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-07-01", "2022-07-01", "2022-07-01"),
        ("1 juli 2022", "2022-07-01", "2022-07-01"),
        ("1 Juli  2022", "2022-07-01", "2022-07-01"),
        ("29 februari 2024", "2024-02-29", "2024-02-29"),
        ("4 tot en met 22 juli 2022", "2022-07-04", "2022-07-22"),
        ("28 juni t/m 3 juli 2022", "2022-06-28", "2022-07-03"),
        ("28 december 2022 tot en met 3 januari 2023", "2022-12-28", "2023-01-03"),
        ("2022-07-04 tot en met 2022-07-22", "2022-07-04", "2022-07-22"),
        ("juni tot en met augustus 2022", "2022-06-01", "2022-08-31"),
        ("oktober 2022", "2022-10-01", "2022-10-31"),
        ("februari 2023", "2023-02-01", "2023-02-28"),
        ("eind oktober 2022", "2022-10-21", "2022-10-31"),
        ("najaar 2025", "2025-09-01", "2025-11-30"),
        ("zomer van 2022", "2022-06-01", "2022-08-31"),
        ("lente 2022", "2022-03-01", "2022-05-31"),
        ("eerste kwartaal 2025", "2025-01-01", "2025-03-31"),
        ("begin vierde kwartaal 2025", "2025-10-01", "2025-10-31"),
        ("tweede helft van 2026", "2026-07-01", "2026-12-31"),
        ("eerste halfjaar 2026", "2026-01-01", "2026-06-30"),
        ("begin 2026", "2026-01-01", "2026-03-31"),
        ("eind 2029", "2029-10-01", "2029-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025 tot en met 2028", "2025-01-01", "2028-12-31"),
    ],
)
def test_stretches(text: str, first: str, last: str) -> None:
    assert read_date(text) == Once(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("jaarlijks, derde kwartaal", (7, 1), (9, 30)),
        ("jaarlijks, eind vierde kwartaal", (12, 1), (12, 31)),
        ("elk jaar, 5 december", (12, 5), (12, 5)),
        ("ieder jaar, februari", (2, 1), (2, 29)),
        ("jaarlijks, 4 tot en met 22 juli", (7, 4), (7, 22)),
        ("elk jaar", None, None),
        ("jaarlijks", None, None),
        ("minstens twee keer per jaar", None, None),
        ("maandelijks", None, None),
    ],
)
def test_what_recurs(text: str, first: tuple[int, int] | None, last: tuple[int, int] | None) -> None:
    assert read_date(text) == Recurring(first, last)


@pytest.mark.parametrize("text", ["onbekend", "Onbekend", "nog niet bekend", "nader te bepalen"])
def test_not_known(text: str) -> None:
    assert read_date(text) == Undated()


@pytest.mark.parametrize(
    "text",
    [
        "", "binnenkort", "31 april 2022", "29 februari 2023", "2022-13-01", "01-07-2022", "1 jul 2022", "juli",
        "winter 2025", "vijfde kwartaal 2025", "22 tot en met 4 juli 2022", "3 tot en met 3 juli 2022", "2022-7-1",
        "2022 tot en met juli 2022", "jaarlijks, juli 2022", "jaarlijks, december tot en met januari", "1022",
        "tot en met 2022", "2022 tot en met", "elk jaar,", "rond 1 juli 2022", "juli 2022 of later",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    assert read_date(text) is None


def test_the_last_of_february_comes_every_year() -> None:
    when = read_date("elk jaar, februari")
    assert isinstance(when, Recurring)
    assert when.after(date(2023, 1, 1)) == Once(date(2023, 2, 1), date(2023, 2, 28))
    assert when.after(date(2024, 1, 1)) == Once(date(2024, 2, 1), date(2024, 2, 29))
    assert when.after(date(2024, 3, 1)) == Once(date(2025, 2, 1), date(2025, 2, 28))


def test_the_end_of_time_is_a_day_too() -> None:
    assert next_day(date.max) == date.max
    assert Recurring((3, 1), (3, 31)).after(date.max) == Once(date(9999, 3, 1), date(9999, 3, 31))


def test_months_are_in_their_order() -> None:
    assert [read_date(f"{month} 2022") for month in MONTHS] == [
        Once(date(2022, number, 1), date(2022, number, monthrange(2022, number)[1]))
        for number in range(1, 13)
    ]
