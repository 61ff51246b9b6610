"""The register that comes with the program: whole, compact, without people, and found by whatever name is typed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from strategy.dossier.files import MARKER, texts_below
from strategy.errors import KrachtenveldError
from strategy.register.tables import (
    ENVIRONMENT,
    FOLDER,
    HEALTH,
    SAFETY,
    as_tables,
    from_tables,
    municipality,
    shipped,
    themes,
)


def tables(repository: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in (repository / FOLDER).glob("*.tsv")}


def test_it_is_the_whole_register(repository: Path) -> None:
    register = shipped()
    assert len(list(register.current())) == 342
    assert len(register.arrangements) == 451
    assert sum(map(len, register.participants.values())) == 3551
    assert len([each for each in register.municipalities.values() if each.ended]) == 9


def test_every_municipality_is_in_one_safety_region_and_one_health_service() -> None:
    register = shipped()
    for sort, wanted in ((SAFETY, 342), (HEALTH, 342), (ENVIRONMENT, 324)):
        found = Counter(
            each.code
            for each in register.current()
            if any(sort in arrangement.sorts for arrangement in register.joined(each.code))
        )
        assert len(found) == wanted
    for each in register.current():
        assert sum(SAFETY in arrangement.sorts for arrangement in register.joined(each.code)) == 1


def test_the_tables_are_sorted_and_read_back_as_they_are(repository: Path) -> None:
    texts = tables(repository)
    written = as_tables(shipped())
    for name, text in written.items():
        assert texts[name] == text
    assert from_tables(written) == shipped()


def test_nothing_about_people(repository: Path) -> None:
    for name, text in tables(repository).items():
        assert not re.search(r"@|\+31|\b0[0-9]{2,3}[- ][0-9]{6,}", text), name
        assert "\r" not in text and "\u200b" not in text
        assert not re.search(r"\t(?:mr|drs|ir|dr|dhr|mevr)\. ", text, re.IGNORECASE), name


def test_every_term_is_in_the_one_table_and_leads_to_themes_of_the_basis(repository: Path) -> None:
    below = texts_below({MARKER: "basis: landelijk\n"})
    basis = next(text for path, text in below.items() if path.endswith("basis.yaml"))
    known = set(re.findall(r"^  ([a-z-]+): \{naam: ", basis, re.MULTILINE))
    used = {term for each in shipped().arrangements.values() for term in each.terms}
    assert used <= {value for kind, value in themes() if kind == "beleidsterrein"}
    assert {theme for found in themes().values() for theme in found} <= known


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Purmerend", "gm0439"),
        ("  gemeente   purmerend ", "gm0439"),
        ("GM0439", "gm0439"),
        ("439", "gm0439"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0439", "gm0439"),
        ("Sudwest Fryslan", "gm1900"),
        ("SÚDWEST-FRYSLÂN", "gm1900"),
        ("Den Bosch", "gm0796"),
        ("'s-Gravenhage", "gm0518"),
        ("Bergen (NH)", "gm0373"),
        ("Hengelo (O)", "gm0164"),
        ("Utrecht", "gm0344"),
        ("Groningen", "gm0014"),
    ],
)
def test_a_municipality_by_any_of_its_names(word: str, code: str) -> None:
    assert municipality(word, shipped()).code == code


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("Bergen", 'er is meer dan één gemeente "Bergen"', "Bergen (NH) (gm0373); Bergen (L) (gm0893)"),
        ("Purmerent", '"Purmerent" is geen gemeente in het register', 'bedoeld: "Purmerend"?'),
        ("zaandstad", '"zaandstad" is geen gemeente in het register', 'bedoeld: "Zaanstad"?'),
        ("Brielle", "de gemeente Brielle (gm0501) is opgeheven", "bedoeld: Voorne aan Zee (gm1992)?"),
        ("gm0756", "de gemeente Boxmeer (gm0756) is opgeheven", "bedoeld: Land van Cuijk (gm1982)?"),
        ("Metropoolregio Eindhoven", "is geen gemeente", "dat is een samenwerking; noem een gemeente: "),
        ("gm9999", "is geen gemeente", "schrijf de naam zoals het register die kent"),
        ("", '"" is geen gemeente', "schrijf de naam"),
        ("\u0000%s{}", "is geen gemeente", "schrijf de naam"),
    ],
)
def test_what_is_no_municipality_says_what_may_be_meant(word: str, message: str, hint: str) -> None:
    with pytest.raises(KrachtenveldError) as error:
        municipality(word, shipped())
    assert message in error.value.message
    assert hint in error.value.hint
