"""The pages about rules: complete, with honest figures, self-contained, and the same every time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.explain.rule_use import figures, links
from strategy.workspace import workspace_of
from tests.browser import Opener, violations
from tests.elsewhere import Elsewhere
from visualizations.regels.book import (
    Book,
    book,
    book_markdown,
    book_page,
    fact_page,
    facts_markdown,
    facts_page,
    tables_page,
)
from visualizations.regels.reading import html, markdown
from visualizations.regels.tables import by_question, decision_tables

Capture = pytest.CaptureFixture[str]
RULE = """\

  - regel: proef-met-voorbeelden
    als:
      - prioriteit: {id: $p, inzet: trekken}
      - rol_open: {gremium: $g, rol: lid}
    dan:
      advies: {soort: positie, houding: claimen, gremium: $g, rol: lid, prioriteit: $p}
    punten: 1
    voorbeelden:
      wel:
        - {p: preventie-infrastructuur, g: vng-zjo, toelichting: Het schoolvoorbeeld.}
      niet:
        - {g: g40-duurzaamheid}
      ooit:
        - {p: zaandam-oost}
"""


class Text(HTMLParser):
    """The text of a page, the ids in it, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if given.get("href"):
            self.links.append(given["href"] or "")
        for name in ("src", "style", "onclick", "srcset"):
            assert name not in given

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def made(outcome: Outcome) -> Book:
    return book(outcome)


@pytest.fixture(scope="module")
def with_examples(repository: Path) -> Callable[[str, bool], Outcome]:
    """Zaanstad with examples in one rule, and perhaps with one of its bodies hidden."""

    def run(hide: str, public: bool) -> Outcome:
        texts = read_texts(repository).sound()
        texts["rules/3-posities.yaml"] = texts["rules/3-posities.yaml"].rstrip() + RULE
        if hide:
            network = "landelijk/networks/vng.yaml"
            texts[network] = texts[network].replace(
                f"- id: {hide}\n", f"- id: {hide}\n        openbaarheid: intern\n"
            )
        return advise(prepare(workspace_of(texts).loaded, public_only=public), "python")

    return run


def test_every_rule_and_condition_is_in_both_forms(outcome: Outcome, made: Book) -> None:
    text, page = book_markdown(made), book_page(made)
    pages = [page for chapter in made.chapters for page in chapter.pages]
    assert [one.rule.id for one in pages] == [rule.id for rule in outcome.case.rulebook.rules]
    for one in pages:
        assert f"`{one.rule.id}` · {one.rule.span.place} · " in text
        assert f'<article id="regel-{one.rule.id}"' in page
        for clause in one.reading.conditions:
            assert f"- {markdown(clause.tokens)}" in text
            assert f"<li>{html(clause.tokens)}" in page
        assert f"{one.head}: {markdown(one.reading.conclusion)}" in text
        assert f"{one.head}: {html(one.reading.conclusion)}" in page
        assert one.figures in text and one.figures in page


def test_every_example_in_a_rule_is_a_sentence(
    repository: Path, with_examples: Callable[[str, bool], Outcome]
) -> None:
    outcome = with_examples("", False)
    text, page = book_markdown(book(outcome)), book_page(book(outcome))
    assert (
        "- adviseert: claim de rol **lid** in VNG-commissie Zorg, Jeugd en Onderwijs, voor prioriteit "
        '"Landelijk fonds voor preventie" – Het schoolvoorbeeld.\n'
    ) in text
    assert "- adviseert niet: claim de rol **lid** in G40-themagroep Duurzaamheid\n" in text
    assert (
        '- moet ooit adviseren: claim de rol **lid** in een gremium, voor prioriteit "Zaandam Oost in het NPLV"\n'
        in text
    )
    shown = "".join(Text(page).words)
    for rule in outcome.case.rulebook.rules:
        for example in rule.examples:
            for name, value in example.bindings:
                domain = outcome.trace.domains[rule.id][name]
                if domain.name != "houding":  # its verb says it
                    assert outcome.names.value(domain, value) in shown, (rule.id, name, value)


def test_a_public_version_hides_examples_about_what_is_internal(
    with_examples: Callable[[str, bool], Outcome],
) -> None:
    whole = book_markdown(book(with_examples("vng-zjo", False)))
    public = book_markdown(book(with_examples("vng-zjo", True)))
    assert "Het schoolvoorbeeld." in whole and "VNG-commissie Zorg, Jeugd en Onderwijs" in whole
    assert "Het schoolvoorbeeld." not in public and "VNG-commissie Zorg, Jeugd en Onderwijs" not in public
    assert "adviseert niet: claim de rol **lid** in G40-themagroep Duurzaamheid" in public


def test_figures_agree_with_the_advice(outcome: Outcome) -> None:
    counted = figures(outcome)
    for rule in outcome.case.rulebook.rules:
        own, advices = counted[rule.id], outcome.advices
        assert own.fired == outcome.trace.fired.get(rule.id, 0)
        if rule.head.kind == "advies":
            argued = [advice for advice in advices if rule.id in {entry.rule for entry in advice.entries}]
            assert own.advices == len(argued)
            assert own.strongest == sum(advice.entries[0].rule == rule.id for advice in argued)
            assert own.alone == sum(
                {entry.rule for entry in advice.entries} == {rule.id} for advice in argued
            )
            assert [one.advice for one in own.instances] == [
                advice.id
                for advice in sorted(
                    argued,
                    key=lambda advice: (
                        -max(entry.value for entry in advice.entries if entry.rule == rule.id),
                        advice.rank,
                    ),
                )
            ][:3]
        elif rule.head.kind == "feit":
            derived = [
                fact
                for fact, found in outcome.trace.derived.items()
                if rule.id in {one.rule for one in found}
            ]
            assert own.facts == len(derived)
    assert sum(own.strongest for own in counted.values()) == len(outcome.advices)


def test_a_veto_shows_what_it_kept_out(outcome: Outcome) -> None:
    counted = figures(outcome)
    valid = {advice.id for advice in outcome.advices}
    vetoed = [fact for fact in outcome.trace.candidates if fact not in outcome.trace.valid]
    own = [counted[rule.id] for rule in outcome.case.rulebook.rules if rule.head.kind == "sluit_uit"]
    assert sum(one.alone for one in own) <= len(vetoed) <= sum(one.advices for one in own)
    kept_out = {one.advice for figure in own for one in figure.instances}
    assert kept_out and kept_out - valid


def test_links_go_both_ways(outcome: Outcome) -> None:
    found = links(outcome.case.rulebook)
    for name, own in found.items():
        assert all(name in found[other].fed_by for other in own.feeds)
        assert all(name in found[other].stopped_by for other in own.stops)
        assert all(name in found[other].countered_by for other in own.counters)
    assert "voortouw-voor-velen" in found["relevant"].feeds
    assert found["voortrekken"].fed_by == ("voortouw-voor-velen", "voortouw-in-de-regio")
    assert found["geen-voortrekkersrol"].stopped_by == ("voortrekken", "voorzitten", "thuisbasis-trekken")
    assert "stevige-inbreng" not in found["geen-trekker-bij-meedoen"].counters


def test_what_fired_is_among_the_links(outcome: Outcome) -> None:
    """Every rule that really fed another in this run is named as one that may."""
    found = links(outcome.case.rulebook)
    for advice in outcome.advices:
        for entry in advice.entries:
            for fact in outcome.trace.premises(entry.firing):
                for reason in outcome.trace.reasons(fact):
                    assert reason.rule in found[entry.rule].fed_by


def test_pages_need_nothing_from_outside(outcome: Outcome, made: Book) -> None:
    rulebook = outcome.case.rulebook
    for page in (
        book_page(made),
        book_page(book(outcome, "voortrekken")),
        facts_page(fact_page("Zaanstad", rulebook)),
        tables_page("Zaanstad", "regelset", decision_tables(rulebook)),
    ):
        found = Text(page)
        assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
        assert "url(" not in page and "@import" not in page and "http" not in page.replace("http-equiv", "")
        assert len(found.ids) == len(set(found.ids))
        assert all(link.startswith("#") for link in found.links)


def test_links_in_the_page_lead_somewhere(made: Book) -> None:
    found = Text(book_page(made))
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_text_of_a_dossier_cannot_become_code(repository: Path) -> None:
    texts = read_texts(repository).sound()
    name = "rules/3-posities.yaml"
    evil = "<script>alert(1)</script> | *vet* [x](y)"
    texts[name] = texts[name].replace(
        "omschrijving: Een zetel die we hebben en die een prioriteit dient, geven we niet weg.",
        f'omschrijving: "{evil}"',
    )
    made = book(advise(prepare(workspace_of(texts).loaded), "python"))
    assert "<script>" not in book_page(made) and "&lt;script&gt;" in book_page(made)
    assert r"\<script\>alert(1)\</script\> \| \*vet\* \[x\](y)" in book_markdown(made)


def test_one_rule_alone(outcome: Outcome) -> None:
    one = book(outcome, "voortrekken")
    assert [page.rule.id for chapter in one.chapters for page in chapter.pages] == ["voortrekken"]
    assert book_markdown(one).startswith("# Voortrekken\n")
    assert "<h1>Voortrekken – een regel van Zaanstad 2022–2026</h1>" in book_page(one)
    assert "<nav" not in book_page(one)


def test_facts_say_what_they_hold_and_who_asks(outcome: Outcome) -> None:
    page = fact_page("Zaanstad", outcome.case.rulebook)
    rows = {row.name: row for _, rows in page.parts for row in rows}
    assert set(rows) == set(outcome.case.rulebook.types)
    assert ("inzet", "trekken, meedoen, volgen") in rows["prioriteit"].fields
    assert rows["in_koepel"].derived_by == ("in-koepel",)
    assert "gebiedsbelang-niet-in-koepel" in rows["in_koepel"].used_by
    assert "| `in_koepel` |" in facts_markdown(page)


# ── through the command ───────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["regels", *arguments])
    return int(stop.value.code or 0)


def test_a_misspelt_rule_gets_the_likely_name(capsys: Capture) -> None:
    assert run("--regel", "voortreken", "--engine", "python") == 2
    assert 'bedoeld: "voortrekken"?' in capsys.readouterr().err


def test_only_one_choice_at_a_time(capsys: Capture) -> None:
    assert run("--tabel", "--feiten") == 2
    assert "kies één van --regel, --tabel en --feiten" in capsys.readouterr().err


@pytest.mark.parametrize("choice", ["", "--tabel", "--feiten", "--regel voortrekken"])
def test_a_html_file_is_asked_for_by_its_name(tmp_path: Path, capsys: Capture, choice: str) -> None:
    target = tmp_path / "pagina.html"
    assert run(*choice.split(), "--engine", "python", "--uit", str(target)) == 0
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "gemaakt met krachtenveld" in page[:2000]
    assert run(*choice.split(), "--engine", "python", "--uit", str(target)) == 0
    assert target.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("choice", ["--formaat md", "--formaat html", "--tabel", "--feiten"])
def test_the_same_bytes_in_another_process(elsewhere: Elsewhere, tmp_path: Path, choice: str) -> None:
    here, there = tmp_path / "hier", tmp_path / "daar"
    words = [*choice.split(), "--engine", "python", "--uit"]
    elsewhere.run("regels", *words, there)
    assert run(*words, str(here)) == 0
    assert here.read_bytes() == there.read_bytes()


# ── in a browser ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["regels", "regel", "feiten", "tabellen"])
def test_pages_are_accessible(visit: Opener, outcome: Outcome, made: Book, kind: str) -> None:
    rulebook = outcome.case.rulebook
    page = {
        "regels": lambda: book_page(made),
        "regel": lambda: book_page(book(outcome, "voortrekken")),
        "feiten": lambda: facts_page(fact_page("Zaanstad", rulebook)),
        "tabellen": lambda: tables_page("Zaanstad", "regelset", decision_tables(rulebook)),
    }[kind]()
    seen = visit(page, width=360, bypass_csp=True).page
    assert violations(seen) == []
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for width in (360, 1200):
        seen.set_viewport_size({"width": width, "height": 1000})
        assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_the_skip_link_comes_first(visit: Opener, made: Book) -> None:
    page = visit(book_page(made)).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Direct naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


@pytest.mark.browser
def test_paper_shows_the_whole_width(visit: Opener, outcome: Outcome, made: Book) -> None:
    """A4: 182 mm between the margins upright, 269 mm in landscape, at 96 points to the inch."""
    tables = tables_page("Zaanstad", "regelset", decision_tables(outcome.case.rulebook))
    for text, width in ((book_page(made), 687), (tables, 1016)):
        page = visit(text, width=width).page
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_questions_keep_the_order_of_the_files(outcome: Outcome, made: Book) -> None:
    questions = [question for question, _ in by_question(outcome.case.rulebook.rules)]
    assert [chapter.question for chapter in made.chapters] == questions
    assert len(questions) == len(set(questions))
