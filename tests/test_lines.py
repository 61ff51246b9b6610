"""Lines: every advice in one of them, one per thing, with a score that follows from the ledger."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import cli
from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.advice.lines import counting_parts, thing_of
from strategy.advice.names import spoken_actor
from strategy.advice.scores_bands import argument_values, bands, best_per_argument, net_values, ranks, score
from strategy.advice.select import Selection, find_lines, select_lines
from strategy.calendar.agenda import AHEAD, windows
from strategy.dossier.files import read_texts
from strategy.facts.types_and_sentences import Fact
from strategy.workspace import workspace_of
from visualizations.reports.advies import URGENT
from visualizations.reports.waarom import why_report
from visualizations.writers.screen import screen, to_text

TITLES = {
    "positie/mra-sociaal": "Vervul een voortrekkersrol in het MRA PHO Sociaal",
    "positie/g40-duurzaamheid": "Ga opnieuw op voor het voorzitterschap van de G40-themagroep Duurzaamheid",
    "positie/vng-zjo": "Word lid van de VNG-commissie Zorg, Jeugd en Onderwijs, en claim daarbinnen de portefeuille Jeugd",
    "positie/vng-ekem": "Word lid van de VNG-commissie Economie, Klimaat, Energie en Milieu, en claim daarbinnen één "
    "portefeuille: Inclusieve energietransitie of Energie-infrastructuur",
    "positie/g40-lobbyclub": "Word lid van de bestuurlijke lobbyclub van de G40",
    "positie/mra-pho-duurzaamheid": "Volg het MRA PHO Duurzaamheid zonder eigen inzet; steek de tijd liever in het Bestuursplatform "
    "Energietransitie NZKG",
    "positie/rbop": "Blijf lid van het Regionaal Bestuurlijk Overleg Politie Noord-Holland",
    "positie/mra-energiearmoede": "Blijf trekker van het MRA-thema energiearmoede",
    "relatie/ocw": "Bouw een band op met OCW, bestuurlijk en hoogambtelijk; breng daar zelf een integraal en structureel"
    " budget voor kinderen en de aanpak van Zaandam Oost naar voren",
    "relatie/om-nh": "Haal de banden met het OM aan, bestuurlijk, voor de aanpak van ondermijning",
    "relatie/amsterdam": "Haal de banden met Amsterdam aan: bestuurlijk via de wethouders per portefeuille, ambtelijk en voor "
    "het sociaal domein hoogambtelijk via de directeur; laat de burgemeester een ontmoeting van beide colleges verkennen",
    "positie/vng-bv": "Laat de burgemeester lid worden van de VNG-commissie Bestuur en Veiligheid",
    "keuze/zw/trekker": "Word trekker van een of twee van deze drie overleggen van Zaanstreek-Waterland: het PHO Bouwen en "
    "Wonen, het PHO Bereikbaarheid en het PHO Ruimte en Landschap; lever in de andere een stevige inbreng",
    "route/ienw": "Lobby bij IenW, naast het eigen contact, via Noord-Holland voor de aanleg van de HOV ZaanIJ en "
    "Zaanstad als living lab; ook de VRA en de MRA kunnen helpen",
    "route/vws": "Lobby bij VWS via de VNG voor een aanpak van de maatschappelijke oorzaken van "
    "achterstanden, een landelijk fonds voor preventie en een wettelijke plicht voor zorgverzekeraars",
    "samenwerking/maakstad": "Werk samen met Zaanstad Maakstad aan energie, en trek samen op in de lobby voor een klimaatneutrale en "
    "circulaire industrie en Zaanstad als living lab",
    "koppelkans/mirt": "Doe voor de aanleg van de HOV ZaanIJ een beroep op het Meerjarenprogramma Infrastructuur, Ruimte en "
    "Transport",
    "monitoren/participatiewet": "Volg de ontwikkeling van de wijziging van de Participatiewet; extra lobby is niet nodig",
    "voorwaarde/mra": "Houd naast de MRA ook eigen contacten, want de koers is onzeker",
    "positie/mra-pho-bw": "Ga bij voorkeur opnieuw op voor het vicevoorzitterschap van het MRA PHO Bouwen en Wonen, en lever in"
    " elk geval een stevige inbreng",
    "positie/mra-platform-mobiliteit": "Neem met een stevige inbreng deel aan het MRA Platform Mobiliteit",
    "meelopen/vws": "Loop bij VWS mee in de lobby van de G40 en de VNG voor gezondheid als deel van stedelijke "
    "vernieuwing, betaalbare jeugdhulp en een inkomensafhankelijk Wmo-abonnementstarief",
    "samenwerking/provincie-nh": "Werk samen met Noord-Holland aan bereikbaarheid, wonen, arbeidsmarkt en werklocaties, stem"
    " plannen af voor ruimtelijke ordening en landschap, en verken een gezamenlijke agenda",
    "relatie/tweede-kamer": "Word actiever in het contact met leden van de Tweede Kamer, bestuurlijk en ambtelijk; breng "
    "zelf en via Amsterdam, de MRA, de VNG en Noord-Holland onder meer de transformatie van de Achtersluispolder, een impuls "
    "voor bestaande woningen, de aanleg van de HOV ZaanIJ en Zaanstad als living lab bij de woordvoerders naar voren",
}  # fmt: skip


def changed(repository: Path, file: str, *pairs: tuple[str, str]) -> Outcome:
    texts = read_texts(repository).sound()
    for old, new in pairs:
        assert texts[file].count(old) == 1, old
        texts = {**texts, file: texts[file].replace(old, new)}
    return advise(prepare(workspace_of(texts).loaded), "python")


def test_every_advice_is_in_one_line_unless_it_only_says_what_nobody_expects(outcome: Outcome) -> None:
    held = Counter(part.id for line in outcome.lines for part in line.parts)
    assert set(held.values()) == {1}
    dropped = [advice for advice in outcome.advices if advice.id not in held]
    assert {advice.target.sort for advice in dropped} <= {"afzien"}
    assert len(outcome.lines) <= 90 < len(outcome.advices)


def test_no_two_lines_are_about_the_same_thing(outcome: Outcome) -> None:
    things = [{thing_of(part) for part in line.parts} for line in outcome.lines]
    several = {line.id for line, each in zip(outcome.lines, things, strict=True) if len(each) > 1}
    assert several == {"keuze/zw/trekker", "relatie/tweede-kamer"}
    assert max(Counter(thing for each in things for thing in each).values()) == 1
    assert max(Counter(line.id for line in outcome.lines).values()) == 1


def test_a_score_follows_from_the_contributions_of_the_parts(outcome: Outcome) -> None:
    scoring = outcome.case.dossier.header.scoring
    for line in outcome.lines:
        counted = counting_parts(line.parts)
        net = [pair for part in counted for pair in net_values(part.entries, part.counters)]
        assert line.score == score(best_per_argument(net), scoring)
        assert line.score >= max(part.score for part in counted)
        assert {entry.advice for entry in line.entries} == {part.id for part in counted}
        if len(counted) == 1:
            assert line.score == score(argument_values(counted[0].entries, counted[0].counters), scoring)
    scores = {line.id: line.score for line in outcome.lines}
    refraining = {line.id for line in outcome.lines if line.target.sort == "afzien"}
    assert {line.id: line.rank for line in outcome.lines} == ranks(scores)
    assert {line.id: line.band for line in outcome.lines} == bands(scores, scoring, refraining)


def test_a_lighter_role_at_a_table_adds_nothing(outcome: Outcome) -> None:
    for line in outcome.lines:
        seats = Counter(
            part.target.body for part in counting_parts(line.parts) if part.target.sort == "positie"
        )
        assert max(seats.values(), default=1) == 1


def test_a_choice_among_tables_is_one_line(outcome: Outcome, repository: Path) -> None:
    tables = ("zw-pho-bw", "zw-pho-bereikbaarheid", "zw-pho-rl")
    line = outcome.line("keuze/zw/trekker")
    assert line is not None
    assert {part.target.body for part in line.parts} == set(tables)
    assert not [condition for condition in line.conditions if condition.sort == "keuze"]
    assert not any(outcome.line(f"positie/{table}") for table in tables)
    seats = [part for part in line.parts if part.target.role == "trekker"]
    assert [part.score for part in seats] == sorted((part.score for part in seats), reverse=True)

    one = changed(
        repository, "networks/regios.yaml", ("minstens: 1, hoogstens: 2", "minstens: 1, hoogstens: 1")
    )
    assert "een van deze drie overleggen" in getattr(one.line("keuze/zw/trekker"), "title", "")
    held = "{rol: trekker, te_verdelen: ja, aard: oordeel}, {rol: inbreng, te_verdelen: ja, aard: aanname}]\n      - id: zw-pho-rl"
    ours = held.replace("ja, aard: oordeel}", "ja, bezetting: [{houder: wij}], aard: oordeel}")
    kept = changed(repository, "networks/regios.yaml", (held, ours))
    assert kept.line("keuze/zw/trekker") is None and kept.line("positie/zw-pho-bereikbaarheid") is not None


@pytest.mark.parametrize("name", TITLES)
def test_titles(outcome: Outcome, name: str) -> None:
    line = outcome.line(name)
    assert line is not None
    assert line.title == TITLES[name]


def test_what_nobody_expects_is_not_advised_against(outcome: Outcome) -> None:
    ids = {line.id for line in outcome.lines}
    assert outcome.advice("afzien/mra-platform-ruimte/trekker") and "afzien/mra-platform-ruimte" not in ids
    assert "afzien/g40" in ids


# ── who, how strongly, and before when ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("force", "title"),
    [
        ("voorkeur", "Word bij voorkeur lid van de bestuurlijke lobbyclub van de G40"),
        ("proberen", "Probeer lid te worden van de bestuurlijke lobbyclub van de G40"),
        ("veelal", "Word in de regel lid van de bestuurlijke lobbyclub van de G40"),
        ("zeer", "Word lid van de bestuurlijke lobbyclub van de G40"),
    ],
)
def test_how_strongly_a_table_is_wanted(repository: Path, force: str, title: str) -> None:
    name = "naam: Bestuurlijke lobbyclub van de G40\n"
    found = changed(
        repository,
        "landelijk/networks/g40.yaml",
        (name, f"{name}        kracht: {{waarde: {force}, aard: oordeel}}\n"),
    )
    line = found.line("positie/g40-lobbyclub")
    assert line is not None
    assert line.force == force
    assert line.title == title
    assert ("g40-lobbyclub", "", force) in {fact.values for fact in found.case.facts.of_type("kracht")}


def test_the_force_of_a_role_goes_before_that_of_its_table(repository: Path) -> None:
    name, post = (
        "naam: Bestuurlijke lobbyclub van de G40\n",
        "posities: [{rol: lid, te_verdelen: ja, aard: oordeel}]",
    )
    found = changed(
        repository,
        "landelijk/networks/g40.yaml",
        (name, f"{name}        kracht: veelal\n"),
        (post, post.replace("te_verdelen: ja,", "te_verdelen: ja, kracht: proberen,")),
    )
    line = found.line("positie/g40-lobbyclub")
    assert line is not None and line.force == "proberen"


def test_who_takes_a_seat(repository: Path) -> None:
    post = "posities: [{rol: lid, te_verdelen: ja, aard: oordeel}]"
    found = changed(
        repository,
        "landelijk/networks/g40.yaml",
        (post, post.replace("te_verdelen: ja,", "te_verdelen: ja, door: wethouder,")),
    )
    line = found.line("positie/g40-lobbyclub")
    assert line is not None
    assert line.by == ("wethouder",)
    assert line.title == "Laat de wethouder lid worden van de bestuurlijke lobbyclub van de G40"


def test_who_sees_to_a_tie(repository: Path) -> None:
    text = read_texts(repository).sound()["networks/rijk.yaml"]
    start = text.index("    ezk:")
    end = text.index("bestuurlijk: {waarde: zwak,", start) + len("bestuurlijk: {waarde: zwak,")
    tie = text[start:end]
    found = changed(repository, "networks/rijk.yaml", (tie, f"{tie} door: burgemeester,"))
    line = found.line("relatie/ezk")
    assert line is not None
    assert line.by == ("burgemeester",)
    assert line.title.startswith("Laat de burgemeester de banden met EZK aanhalen, ook hoogambtelijk; breng ")
    assert ("ezk", "bestuurlijk", "burgemeester") in {
        fact.values for fact in found.case.facts.of_type("door")
    }


def test_a_term_that_runs_out_within_sixty_days(outcome: Outcome) -> None:
    found, day = windows(outcome), outcome.case.view.day
    assert found["positie/vng-zjo"].last.isoformat() == "2022-07-01"
    assert found["positie/g40-sociale-pijler"].first.isoformat() == "2022-07-04"
    assert "positie/g40-zjo" not in found, "wanneer themagroepen hun trekker krijgen, is niet bekend"
    for name, window in found.items():
        assert name.startswith(("positie/", "keuze/"))
        assert window.last >= day and window.first <= day + AHEAD


# ── the commands ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_asked_for_is_what_a_part_is(outcome: Outcome) -> None:
    lines = select_lines(outcome, Selection(sort="route"))
    assert {"route/bzk", "relatie/bzk"} <= {line.id for line in lines}
    lines = select_lines(outcome, Selection(network="vng"))
    assert {"positie/vng-zjo", "route/vws"} <= {line.id for line in lines}


def test_lines_with_a_term_come_first_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["advies", "--engine", "python", "--top", "0"])
    out = capsys.readouterr().out
    assert out.index(URGENT) < out.index("Kansenongelijkheid tegengaan")
    assert out.count("positie/vng-zjo\n") == 1
    assert out.index("1 juli 2022: Kandidaatstelling") < out.index("4 tot en met 22 juli 2022: Verkiezingen")


def test_the_separate_advices_are_still_there(outcome: Outcome, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["advies", "--engine", "python", "--onderdelen", "--per", "geen", "--top", "0"])
    out = capsys.readouterr().out
    assert f"{len(outcome.advices)} adviezen" in out and URGENT not in out
    assert all(f"{advice.id}\n" in out for advice in outcome.advices)


def test_a_line_is_explained_by_its_parts(outcome: Outcome) -> None:
    (line,) = find_lines(outcome, "positie/mra-sociaal")
    text = to_text(screen(why_report(outcome, [line]).screen()), terminal=False)
    assert f"van {len(outcome.lines)}" in text
    assert "positie/mra-sociaal/trekker" in text and "positie/mra-sociaal/inbreng" in text
    assert "telt niet mee in de score van het geheel" in text


def test_the_names_of_separate_advices_are_still_known(outcome: Outcome) -> None:
    for advice in outcome.advices:
        (found,) = find_lines(outcome, advice.id)
        assert advice in found.within


# ── what is told of one actor ─────────────────────────────────────────────────────────────────────────


def kamer(repository: Path, tie: str) -> Outcome:
    text = read_texts(repository).sound()["networks/rijk.yaml"]
    found = re.search(r"    tweede-kamer:\n(?:.*\n)*?      relaties:\n((?:        .*\n)+)", text)
    assert found is not None
    return changed(
        repository,
        "networks/rijk.yaml",
        (found[1], f"        bestuurlijk: {{waarde: {tie}, aard: aanname}}\n"),
    )


def test_roads_to_a_parliament_are_told_with_the_contact_or_by_themselves(
    repository: Path, outcome: Outcome
) -> None:
    assert outcome.line("route/tweede-kamer") is None
    strong = kamer(repository, "sterk")
    road = strong.line("route/tweede-kamer")
    assert road is not None and road.title.startswith(
        "Lobby bij de Tweede Kamer, naast het eigen contact, via "
    )
    for line in (*outcome.lines, *strong.lines):
        assert "  " not in line.title and " voor ," not in line.title, line.id


def test_a_reason_for_a_road_stays_when_the_road_is_told_with_the_contact(repository: Path) -> None:
    text = read_texts(repository).sound()["networks/rijk.yaml"]
    start = text.index("          - {reden: ", text.index("    tweede-kamer:\n"))
    known = text[start : text.index("\n", start) + 1]
    more = f"{known}          - {{reden: Omwegen helpen., bij: [route], aard: oordeel}}\n"
    said = changed(repository, "networks/rijk.yaml", (known, more))
    line = said.line("relatie/tweede-kamer")
    assert line is not None
    assert "Omwegen helpen." in [reason.text for reason in line.reasons]


@pytest.mark.parametrize("day", ["0001-03-15", "9999-12-31", "2022-03-15"])
def test_a_moment_on_any_day_can_change_a_board(repository: Path, day: str) -> None:
    found = changed(
        repository,
        "landelijk/networks/rijk.yaml",
        ('    datum: {waarde: "2023-11-22"', f'    datum: {{waarde: "{day}"'),
    )
    assert (Fact("wisseling", ("tweede-kamer",)) in found.case.facts) is (day == "2022-03-15")


def test_only_a_municipality_is_called_by_its_place(case: Case) -> None:
    spoken = {actor.id: spoken_actor(actor) for layer in case.dossier.layers for actor in layer.actors}
    assert spoken["alkmaar"] == "Alkmaar"
    for layer in case.dossier.layers:
        for actor in layer.actors:
            full = actor.name if actor.sort == "regio" else actor.short or actor.name
            assert actor.sort == "gemeente" or spoken[actor.id].lower().endswith(full.lower()), actor.id
