"""What carries an advice: held against the dossier with the fact really taken out, or really written otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Advice
from strategy.dossier.files import read_texts
from strategy.errors import Span
from strategy.explain.judgements import (
    Alternative,
    Disagreement,
    Judgement,
    Standing,
    heaviest_first,
    slots,
    uncertain,
)
from strategy.workspace import workspace_of

SAMPLE = ("positie/nzkg-bpf/inbreng", "afzien/mra-platform-ruimte/trekker")


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


@pytest.fixture(scope="module")
def disagreement(outcome: Outcome) -> Disagreement:
    return Disagreement(outcome, "python")


def given(outcome: Outcome, name: str) -> Advice:
    advice = outcome.advice(name)
    assert advice is not None
    return advice


def standing(texts: dict[str, str], name: str) -> Standing | None:
    """Where an advice stands in a dossier that is really read from these texts."""
    advice = advise(prepare(workspace_of(texts).loaded), "python").advice(name)
    return Standing.of(advice) if advice else None


def judgement(outcome: Outcome, disagreement: Disagreement, name: str, place: Span) -> Judgement:
    advice = given(outcome, name)
    return disagreement.judgement(advice, place, uncertain(outcome, advice)[place])


def other_word(texts: dict[str, str], place: Span, word: str) -> dict[str, str]:
    """The same files with another word at one place."""
    lines = texts[place.file].split("\n")
    line, start = lines[place.line - 1], place.column - 1
    lines[place.line - 1] = f"{line[:start]}{word}{line[start + place.length :]}"
    return {**texts, place.file: "\n".join(lines)}


@pytest.mark.parametrize("name", SAMPLE)
def test_every_other_word_gives_what_the_files_with_that_word_give(
    outcome: Outcome, disagreement: Disagreement, texts: dict[str, str], name: str
) -> None:
    tried = 0
    known = slots(outcome.case.dossier)
    for place in (place for place in uncertain(outcome, given(outcome, name)) if known[place].otherwise):
        for each in judgement(outcome, disagreement, name, place).alternatives[1:]:
            assert each.standing == standing(other_word(texts, place, each.word), name), (place, each.word)
            tried += 1
    assert tried > 1


CUTS = {
    "functie": (
        "positie/vng-zjo/lid",
        "landelijk/networks/vng.yaml",
        "{waarde: gezondheid, aard: oordeel}]\n        functies: [{waarde: |lobby, aard: oordeel}]\n",
        "{waarde: gezondheid, aard: oordeel}]\n",
    ),
    "begrip": ("positie/vng-zjo/lid", "landelijk/basis.yaml", "    middelen: [|lobby, ", "    middelen: ["),
    "ouder": (
        "positie/vng-meedenk-klimaat/lid",
        "landelijk/basis.yaml",
        "warmtenet], ouder: |klimaat, ",
        "warmtenet], ",
    ),
    "invloed": (
        "route/g40/szw",
        "landelijk/networks/g40.yaml",
        "      - {|op: szw, sterkte: flink, aard: aanname}\n",
        "",
    ),
    "bevoegdheid": (
        "relatie/lnv/hoogambtelijk",
        "landelijk/networks/rijk.yaml",
        "    bevoegdheden:\n      - {|thema: stikstof, soort: regels, aard: aanname}\n\n  # ── ministeries van 2 juli",
        "\n  # ── ministeries van 2 juli",
    ),
    "zetel": (
        "positie/nzkg-bpf/inbreng",
        "networks/nzkg.yaml",
        "        posities: [{|rol: inbreng, te_verdelen: ja, aard: aanname}]\n        toelichting: De provincie zit voor",
        "        toelichting: De provincie zit voor",
    ),
    "zetel in de basis": (
        "positie/vng-zjo/portefeuille/jeugd",
        "networks/vng.yaml",
        "    vng-zjo/portefeuille/jeugd: {|bron: bis-2022 §1-vng-g40 punt 1, aard: oordeel,"
        " te_verifieren: hoe VNG-commissies portefeuilles verdelen}\n",
        "",
    ),
}
"""What is cut out of which file, with a bar where the value stands that is judged; and what is left of it."""
BELOW = {
    "zetel in de basis": (
        "landelijk/networks/vng.yaml",
        "          - {rol: portefeuille, thema: jeugd, te_verdelen: ja, aard: aanname,"
        " te_verifieren: hoe VNG-commissies portefeuilles verdelen}\n",
    ),
}
"""What goes with it, since a dossier only says something more of what stands in its basis."""


@pytest.mark.parametrize("cut", CUTS)
def test_taking_away_gives_what_the_files_without_it_give(
    outcome: Outcome, disagreement: Disagreement, texts: dict[str, str], cut: str
) -> None:
    name, file, marked, left = CUTS[cut]
    cut_out = marked.replace("|", "")
    assert texts[file].count(cut_out) == 1
    before = texts[file][: texts[file].index(cut_out) + marked.index("|")].split("\n")
    (place,) = [
        place
        for place in uncertain(outcome, given(outcome, name))
        if (place.file, place.line, place.column) == (file, len(before), len(before[-1]) + 1)
    ]
    claim = judgement(outcome, disagreement, name, place).alternatives[0].standing
    less = {**texts, file: texts[file].replace(cut_out, left)}
    if cut in BELOW:
        below, text = BELOW[cut]
        assert less[below].count(text) == 1
        less[below] = less[below].replace(text, "")
    assert claim == standing(less, name)
    assert claim != Standing.of(given(outcome, name))


def test_without_its_priority_is_without_that_priority_in_the_files(
    outcome: Outcome, disagreement: Disagreement, texts: dict[str, str]
) -> None:
    """A stance must be there, so taking it away takes the priority."""
    name, file = "positie/vng-zjo/lid", "opgaven/kansengelijkheid.yaml"
    text = texts[file]
    start = text.index("  - id: budget-kinderen\n")
    end = text.index("  - id: ", start + 1)
    advice = given(outcome, name)
    found = [
        item
        for place in uncertain(outcome, advice)
        if place.file == file
        and text[:start].count("\n") < place.line <= text[:end].count("\n")
        and (item := judgement(outcome, disagreement, name, place)).key == "inzet"
    ]
    assert [item.whole for item in found] == ["prioriteit"]
    # the examples in rules name priorities that have to be there
    rest = {path: each.replace("budget-kinderen", "jeugdhulp") for path, each in texts.items()}
    loaded = workspace_of({**rest, file: text[:start] + text[end:]}).loaded
    less = advise(prepare(loaded, rulebook=outcome.case.rulebook), "python").advice(name)
    assert less is not None
    assert found[0].alternatives[0].standing == Standing.of(less)


def test_the_heaviest_come_first_and_a_word_that_must_be_there_is_not_just_left_out(
    outcome: Outcome, disagreement: Disagreement
) -> None:
    advice = given(outcome, "positie/vng-zjo/lid")
    present = Standing.of(advice)
    items = [disagreement.judgement(advice, *found) for found in uncertain(outcome, advice).items()]
    effects = [present.effect(item.heaviest(present).standing) for item in heaviest_first(items, present)]
    order = ["vervalt", "band", "score", "rang", "gelijk"]
    assert effects == sorted(effects, key=order.index) and {"vervalt", "band", "score", "gelijk"} <= set(
        effects
    )
    gone = Alternative("", None)
    other = Alternative("gebied", present)
    assert Judgement((), "belang", "prioriteit", "", (gone, other)).heaviest(present) == other
    assert Judgement((), "stand", "", "", (gone, other)).heaviest(present) == gone


def test_what_comes_into_sight_when_a_reason_goes_is_taken_away_too(
    outcome: Outcome, disagreement: Disagreement
) -> None:
    """An advice that loses one reason may keep another; that one may rest on further assumptions."""
    advice = given(outcome, "organisatie/zaandam-oost")
    (first, *_) = disagreement.remainders(advice)
    assert first.natures == ("aanname",)
    assert first.count > len(uncertain(outcome, advice, ("aanname",)))
    assert first.standing is None


def test_what_is_left_without_assumptions_is_what_the_files_without_them_give(texts: dict[str, str]) -> None:
    """The link words of Zaanstad are assumptions and carry nearly everything; here they are judgements."""
    shared = "landelijk/basis.yaml"
    softer = {**texts, shared: texts[shared].replace("en:\n  aard: aanname", "en:\n  aard: oordeel")}
    assert softer != texts
    outcome = advise(prepare(workspace_of(softer).loaded), "python")
    advice = given(outcome, "relatie/provincie-nh/bestuurlijk")
    places = uncertain(outcome, advice, ("aanname",))
    lines = {file: softer[file].split("\n") for file in {place.file for place in places}}
    for place in sorted(places, reverse=True):
        del lines[place.file][place.line - 1]
    without = standing({**softer, **{file: "\n".join(kept) for file, kept in lines.items()}}, advice.id)
    found = {item.natures: item for item in Disagreement(outcome, "python").remainders(advice)}
    assert list(found) == [("aanname",), ("oordeel",), ("oordeel", "aanname")]
    assert found["aanname",].standing == without and without is not None
    assert found["aanname",].count == len(places) == 3


def test_an_advice_on_registrations_alone_has_nothing_to_take_away(
    outcome: Outcome, disagreement: Disagreement
) -> None:
    advice = given(outcome, "afzien/participatiewet")
    assert uncertain(outcome, advice) == {}
    assert disagreement.remainders(advice) == ()
