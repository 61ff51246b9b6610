"""The workbench opened from disk with the network cut: the walk of someone who edits, and what happens when a part is broken."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import cli
from strategy.workspace import read_workspace
from tests.browser import Opener, violations
from tests.labels.hostile import dossier
from tests.other_browsers import Opener as OtherOpener
from tests.other_browsers import WebKit
from tests.werkbank.conftest import DISK, until
from visualizations.werkbank.page import render

pytestmark = pytest.mark.browser

WEIGHT = "opgaven/duurzaamheid.yaml prioriteiten/energiearmoede/gewicht"
EFFECT = "document.querySelector('#effect details') && document.querySelector('#effect').innerText"
FOLDER = f"""() => {{
    {DISK}
    window.disk = Disk(werkbank.dossier.opened(), true);
    window.showDirectoryPicker = async () => disk.root;
}}"""
"""A folder of the browser as the page sees it: a picker cannot be pressed by a test."""


def asked(page: Any, question: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("question => werkbank.ask(question)", question)
    return found


def test_a_walk_from_opening_to_keeping(
    visit: Opener, workbench: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = visit(workbench, 1366, 768)
    page = seen.page
    assert "Werkbank Zaanstad" in page.inner_text("h1")
    assert "84 adviezen" in page.inner_text("#advies"), "readable before the engine runs"
    until(page.evaluate, "werkbank.ready")
    told = until(
        page.evaluate, "document.querySelector('#getoetst') && document.querySelector('#controles').innerText"
    )
    assert "De toetsen draaien zodra u iets wijzigt." in told
    # a weight in the form
    page.fill(f"input[data-veld='{WEIGHT}']", "2")
    page.press(f"input[data-veld='{WEIGHT}']", "Enter")
    told = until(page.evaluate, EFFECT)
    assert "gewicht 0,9 → 2" in page.inner_text("#wijzigingen")
    assert (
        "Blijf trekker van het MRA-thema energiearmoede" in told
        and "door 1: het weegt zwaarder (+5,50)" in told
    )
    # what else needs no YAML: a seat that is lost, a rule that counts less, and one thing taken back
    changes = "document.querySelectorAll('#wijzigingen li').length"
    page.fill("#zoek-veld", "energiearmoede")
    page.select_option("select[data-veld='zetel mra-energiearmoede/trekker']", "van een ander")
    until(page.evaluate, f"{changes} === 3")
    assert "Trekker van MRA-thema energiearmoede: van ons → van een ander" in page.inner_text("#wijzigingen")
    assert "Vervallen · 1 advies" in page.inner_text("#effect")
    assert page.locator("#effect button", has_text="Waarom niet meer?").count() == 1
    page.fill("#zoek-veld", "zetel behouden")
    page.fill("input[data-veld='punten zetel-behouden']", "2")
    page.press("input[data-veld='punten zetel-behouden']", "Enter")
    until(page.evaluate, f"{changes} === 4")
    assert "Zetel behouden: 5 → 2 punten" in page.inner_text("#wijzigingen")
    page.click("#ongedaan")
    until(page.evaluate, f"{changes} === 3")
    seat = page.locator("#wijzigingen li", has_text="van ons → van een ander")
    seat.get_by_role("button", name="Neem terug").click()
    until(page.evaluate, f"{changes} === 1")
    assert "gewicht 0,9 → 2" in page.inner_text("#wijzigingen"), "what else was changed stays"
    # what is no number is refused beside its field, and stays there to be mended
    page.fill("#zoek-veld", "energiearmoede")
    page.fill(f"input[data-veld='{WEIGHT}']", "zwaar")
    page.press(f"input[data-veld='{WEIGHT}']", "Enter")
    until(page.evaluate, "document.querySelector('#velden [role=alert]:not(:empty)')")
    assert "is geen getal" in page.inner_text("#velden [role=alert]:not(:empty)")
    assert page.input_value(f"input[data-veld='{WEIGHT}']") == "zwaar"
    with page.expect_download() as coming:
        page.click("#bewaar-gevolg")
    told = coming.value.path().read_text(encoding="utf-8")
    assert "gewicht 0,9 → 2" in told and "door 1: het weegt zwaarder (+5,50)" in told
    # a relation that is new: what is wrong is said, and what was filled in stays
    page.locator("#relatie summary").press("Enter")
    page.get_by_label("Wat voor relatie?").select_option("invloed")
    page.get_by_label("Wie heeft invloed?").select_option(label="Zaanstreek-Waterland (ZW)")
    note = page.get_by_label("Toelichting (mag leeg)")
    note.fill(NAME)
    note.press("Enter")
    until(page.evaluate, "document.querySelector('#relatie .rood')")
    assert "“Op wie?” is nog open" in page.inner_text("#relatie .rood")
    page.get_by_label("Op wie?").select_option(label="Ministerie van Infrastructuur en Waterstaat (IenW)")
    page.get_by_label("Hoe sterk?").select_option("groot")
    assert note.input_value() == NAME
    note.press("Enter")
    until(page.evaluate, f"{changes} === 2")
    assert "Erbij: invloed van ZW op IenW, groot" in page.inner_text("#wijzigingen")
    assert "Lobby via ZW bij IenW" in page.inner_text("#effect")
    page.click("#relatie .naar")
    assert "op: ienw, sterkte: groot, aard: aanname, toelichting" in page.inner_text(".cm-activeLine")
    # an example, from an advice with what one thinks of it: red at once, as the advice is there
    page.click("#tab-advies")
    page.locator("#advies-inhoud button", has_text="Waarom?").first.click()
    until(page.evaluate, "!document.querySelector('#oordeel').hidden")
    page.click("#hoort-niet")
    page.keyboard.type("Dit kost te veel tijd.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page.evaluate, "document.querySelector('#voorbeelden')")
    assert "Mis: Dit hoort niet in het advies: Word lid van de VNG-commissie" in page.inner_text(
        "#voorbeelden"
    )
    assert "Dit kost te veel tijd." in page.inner_text("#voorbeelden"), "who gets it back reads why"
    assert "toelichting: Dit kost te veel tijd." in page.evaluate(
        "werkbank.dossier.get('toetsen/voorbeelden.yaml').text"
    )
    page.click("#tab-advies")
    assert "“Alle adviezen” hierboven toont ze allemaal" in page.inner_text("#advies-inhoud")
    page.check("#alles")
    until(page.evaluate, "!document.querySelector('#advies-inhoud').innerText.includes('en nog')")
    page.uncheck("#alles")
    # what is not advised: first what is missing, and when asked the change that would bring it
    page.click("#tab-waarom")
    named = page.evaluate("[...document.querySelectorAll('#adviezen option')].map(option => option.value)")
    assert "Bestuurlijke relatie met VRA" in named, named
    page.fill("#over", "relatie/vra/bestuurlijk")
    page.click("#vraag button[value=waarom-niet]")
    page.wait_for_selector("#zoek-kleinste", state="visible")
    page.click("#zoek-kleinste")
    until(page.evaluate, "document.querySelector('#waarom-inhoud').innerText.includes('bestuurlijk: geen')")
    page.click("#tab-advies")
    assert violations(page) == []
    page.click("#ongedaan")
    until(page.evaluate, "!document.querySelector('#voorbeelden')")
    page.click("#ongedaan")
    until(page.evaluate, f"{changes} === 1")
    # a rule in the text: an error as one types, and mended
    page.click("button[data-pad='rules/3-posities.yaml']")
    page.evaluate("werkbank.editor.show('rules/3-posities.yaml', 14, 13)")
    page.keyboard.press("Shift+End")
    page.keyboard.type("vijf")
    until(page.evaluate, "!document.querySelector('#fouten').hidden")
    assert 'rules/3-posities.yaml:14 Achter "punten" hoort een getal.' in page.inner_text("#fouten")
    assert page.inner_text(".cm-lintRange-error") == "vijf"
    page.evaluate("werkbank.editor.show('rules/3-posities.yaml', 14, 13)")
    page.keyboard.press("Shift+End")
    page.keyboard.type("0.1")
    until(page.evaluate, "document.querySelector('#fouten').hidden")
    until(page.evaluate, "document.querySelectorAll('#wijzigingen li').length === 2")
    assert "vuurt 31 keer, waarvan 1 keer uitgesloten" in page.inner_text(".cm-content")
    until(
        page.evaluate,
        "(document.querySelector('#getoetst') || document.body).innerText.includes('goed → mis toets')",
    )
    until(
        page.evaluate,
        "document.querySelector('#tab-gevolg').ariaSelected === 'true' && werkbank.editor.steps > 1",
    )
    assert violations(page) == []
    # kept in a folder: a disk that is full loses nothing
    page.evaluate(FOLDER)
    page.evaluate("""() => {
        disk.when = () => disk.files.has("rules/3-posities.yaml.nieuw");
        disk.act = () => { disk.when = null; throw new DOMException("", "QuotaExceededError"); };
    }""")
    page.click("#bewaar")
    page.click("#vraagvak-knoppen button")
    until(page.evaluate, "document.querySelector('#melding').innerText.includes('de schijf is vol')")
    assert page.inner_text("#melding").startswith("Bewaard: opgaven/duurzaamheid.yaml. De rest")
    assert page.inner_text("#bewaar") == "Bewaren (1)" and "gewijzigd" in page.inner_text("#lijst")
    # what is typed while a file is being written is not kept yet, and says so
    page.evaluate("""() => {
        disk.when = () => disk.files.has("rules/3-posities.yaml.nieuw");
        disk.act = () => {
            disk.when = null;
            const name = "rules/3-posities.yaml";
            werkbank.editor.put(name, werkbank.dossier.get(name).text + "# later\\n");
        };
    }""")
    page.click("#bewaar")
    until(page.evaluate, "document.querySelector('#melding').innerText.startsWith('Bewaard in')")
    assert page.inner_text("#bewaar") == "Bewaren (1)"
    page.click("#bewaar")
    until(page.evaluate, "document.querySelector('#bewaar').innerText === 'Bewaren'")
    assert any(text.endswith("# later\n") for text in page.evaluate("[...disk.files.values()]"))
    kept = page.evaluate("Object.fromEntries(disk.files)")
    assert kept == page.evaluate("werkbank.dossier.now()")
    # and as a zip, which the command line reads to the same last byte
    with page.expect_download() as coming:
        page.click("#bewaar-zip")
    coming.value.save_as(tmp_path / "stad.zip")
    with zipfile.ZipFile(tmp_path / "stad.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "stad")
    with pytest.raises(SystemExit):
        cli.main(["advies", "--formaat", "json", "--dossier", str(tmp_path / "stad")])
    assert asked(page, "advies-json")["tekst"] == capsys.readouterr().out
    # undo takes the last step back, whichever file it was in
    assert "punten: 0.1\n" in page.evaluate("werkbank.dossier.get('rules/3-posities.yaml').text")
    page.click("#ongedaan")
    page.click("#ongedaan")
    after = page.evaluate("[...werkbank.dossier.files].map(file => file.text).join('')")
    assert "# later" not in after and "punten: 0.1\n" not in after and "punten: 5" in after
    page.set_input_files("#kies-zip", str(tmp_path / "stad.zip"))
    page.click("#vraagvak-knoppen button")
    page.locator("#vraagvak-knoppen button", has_text="Toon de wijzigingen").click()
    until(page.evaluate, "document.querySelector('#melding').innerText.startsWith('Geopend')")
    until(page.evaluate, f"{changes} > 1")
    assert page.is_visible("#wijzigingen"), "who gets it back sees what was changed"
    assert "gewicht 0,9 → 2" in page.inner_text("#wijzigingen")
    # what is left from a time that was cut short is given back when the folder is opened
    page.evaluate("""() => {
        disk.files.set("dossier.yaml.nieuw", disk.files.get("dossier.yaml") + "# van toen\\n");
    }""")
    page.click("#open-map")
    page.locator("#vraagvak-knoppen button", has_text="Begin opnieuw").click()
    page.locator("#vraagvak-knoppen button", has_text="Terughalen").click()
    until(page.evaluate, "document.querySelector('#bewaar').innerText === 'Bewaren (1)'")
    page.click("#bewaar")
    until(page.evaluate, "document.querySelector('#bewaar').innerText === 'Bewaren'")
    assert page.evaluate("disk.files.get('dossier.yaml').endsWith('# van toen\\n')")
    assert not [name for name in page.evaluate("[...disk.files.keys()]") if "nieuw" in name]
    # the map of the dossier as it is, with scripts of its own, in a page that lets in no others
    page.click("#tab-kaarten")
    page.click("#teken-kaart")
    until(page.evaluate, "document.querySelector('#kaarten-inhoud iframe')")
    frame = page.frame_locator("#kaarten-inhoud iframe")
    frame.locator("#kaart .vak").first.wait_for()
    page.evaluate(
        "werkbank.editor.put('dossier.yaml', werkbank.dossier.get('dossier.yaml').text + '# nog een\\n')"
    )
    assert "getekend vóór uw laatste wijziging" in page.inner_text("#kaarten-inhoud")
    assert not page.is_visible("#bewaar-plaat"), "an old map is not kept as that of now"
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


NAME = '"><img src=x onerror=window.kwaad=1> {{7*7}} anders'
"""What a body is called after an edit."""
HEAVY = "".join(f"      - gremium: {{id: $g{number}}}\n" for number in range(14))
"""Conditions that share nothing: with three bodies there are five million combinations."""
EXPLODES = f"""  - regel: knal
    bron: nota §2
    als:
      - prioriteit: {{id: $p}}
{HEAVY}    dan:
      advies: {{soort: positie, houding: claimen, gremium: $g1, rol: lid, prioriteit: $p}}
    punten: 1
    argument: Knal.
"""


def test_labels_that_try_to_act_do_nothing_and_a_rule_that_explodes_is_named(
    visit: Opener, fetched: None, tmp_path: Path
) -> None:
    """A small dossier that is full of them: in lists, forms, answers and file names, and in what is drawn after an edit."""
    labels, _ = dossier(1, tmp_path / "stad")
    page = visit(render(read_workspace(tmp_path / "stad")), 1366, 768).page
    text = page.evaluate("werkbank.dossier.get('networks/land.yaml').text")
    body = text.index("naam:", text.index("id: tafel-0"))
    named = f"{text[:body]}naam: '{NAME}'{text[text.index(chr(10), body) :]}"
    page.click("button[data-pad='networks/land.yaml']")
    page.evaluate("text => werkbank.editor.put('networks/land.yaml', text)", named)
    # the engine can be stopped whatever it does, and goes on with what was typed
    page.evaluate(
        "() => { window.kept = werkbank.ask('verken').catch(() => 'halted'); document.querySelector('#machine-weer').click(); }"
    )
    assert page.evaluate("kept") == "halted" and not page.evaluate("werkbank.ready")
    until(page.evaluate, "werkbank.ready")
    until(page.evaluate, "document.querySelector('#wijzigingen li')")
    assert NAME in page.inner_text("#wijzigingen")
    page.evaluate("document.querySelectorAll('#velden details').forEach(each => { each.open = true; })")
    shown = page.inner_text("#velden") + page.inner_text("#advies")
    assert sum(label[:20] in shown for label in labels) > 5
    page.click("#tab-waarom")
    page.fill("#over", "positie/tafel-0/lid")
    page.click("#vraag button[value=waarom]")
    until(page.evaluate, "document.querySelector('#waarom-inhoud').innerText.includes('onerror')")
    page.click("#tab-kaarten")
    for button in ("#teken-kaart", "#teken-verken"):
        page.click(button)
        until(page.evaluate, "document.querySelector('#kaarten-inhoud iframe')")
        frame = page.locator("#kaarten-inhoud iframe").element_handle().content_frame()
        frame.wait_for_selector("text=/7\\*7.*anders/", state="attached")
        assert frame.evaluate("window.kwaad === undefined && !document.querySelector('img')")
    # a rule that explodes is named where it stands, and taking it back is enough
    page.click("button[data-pad='rules/zetels.yaml']")
    page.evaluate(
        "more => werkbank.editor.put('rules/zetels.yaml', werkbank.dossier.get('rules/zetels.yaml').text + more)",
        EXPLODES,
    )
    until(page.evaluate, "!document.querySelector('#fouten').hidden")
    assert "rules/zetels.yaml:" in page.inner_text("#fouten") and "regel 'knal'" in page.inner_text("#fouten")
    page.click("#ongedaan")
    until(page.evaluate, "document.querySelector('#fouten').hidden")
    # files with such names, from a zip
    with zipfile.ZipFile(tmp_path / "kwaad.zip", "w") as archive:
        for path in sorted((tmp_path / "stad").rglob("*.yaml")):
            archive.write(path, path.relative_to(tmp_path / "stad").as_posix())
        archive.writestr('networks/"><img src=x onerror=window.kwaad=1>.yaml', "laag: gat")
    page.set_input_files("#kies-zip", str(tmp_path / "kwaad.zip"))
    page.click("#vraagvak-knoppen button")
    until(page.evaluate, "document.querySelector('#melding').innerText.startsWith('Geopend')")
    until(page.evaluate, "document.querySelector('#lijst').innerText.includes('onerror')")
    until(page.evaluate, "!document.querySelector('#fouten').hidden")
    assert page.evaluate("window.kwaad === undefined && !document.querySelector('img')")


def test_what_cannot_be_opened_or_reckoned_says_so_and_keeps_the_text(
    browser: Any, workbench: str, tmp_path: Path
) -> None:
    """A browser that can do less, and folders that are no dossier or too much of one."""
    file = tmp_path / "werkbank.html"
    unreckoned = re.sub(r'(?<=id="python">)[^<]*', '{"text": "", "sha256": ""}', workbench)
    assert len(unreckoned) < len(workbench) / 2, "an engine that never starts need not be loaded three times"
    file.write_text(unreckoned, encoding="utf-8")
    for lacks in ("WebAssembly", "DecompressionStream", "Worker"):
        page = browser.new_page()
        page.add_init_script(f"delete window.{lacks}")
        page.goto(file.as_uri())
        until(page.evaluate, "document.querySelector('#machine').className === 'stuk'")
        assert "Deze browser kan niet rekenen in de pagina" in page.inner_text("#machine")
        assert not page.is_visible("#machine-weer"), "to start again would not help"
        if lacks != "Worker":
            page.close()
    page.evaluate(f"() => {{ {DISK} }}")
    page.evaluate(
        "werkbank.editor.put('dossier.yaml', werkbank.dossier.get('dossier.yaml').text + '# van mij\\n')"
    )
    many = "Object.fromEntries(Array.from({ length: 3100 }, (_, i) => [`n/f${i}.yaml`, '']))"
    for files, why in (
        ("{ 'lees.txt': 'hoi' }", "hier staat geen dossier.yaml; kies de map waarin dat bestand staat"),
        ("{ 'stad/dossier.yaml': '' }", "het dossier staat in de map stad daarin; kies die map"),
        ("{ 'dossier.yaml': 'a'.repeat(50e6) }", "deze bestanden zijn samen te groot voor één dossier"),
        (many, "in deze map staan te veel bestanden voor één dossier"),
    ):
        page.evaluate(
            f"() => {{ const disk = Disk({files}, true); disk.seen.push = () => 0; window.showDirectoryPicker = async () => disk.root; }}"
        )
        page.click("#open-map")
        page.locator("#vraagvak-knoppen button", has_text="Toch openen").click()
        until(page.evaluate, f"document.querySelector('#melding').innerText.includes({json.dumps(why)})")
    assert page.evaluate("werkbank.dossier.get('dossier.yaml').text.endsWith('# van mij\\n')")
    assert page.inner_text("#bewaar") == "Bewaren (1)"
    page.close()


def test_a_part_that_is_damaged_says_so_and_keeps_the_text(visit: Opener, workbench: str) -> None:
    """What needs no engine still works: typing, names to choose from, and the zip."""
    (part,) = re.findall(r'id="programma">(.*?)</script>', workbench)
    data = json.loads(part)
    middle = len(data["text"]) // 2
    data["text"] = (
        data["text"][:middle] + ("A" if data["text"][middle] != "A" else "B") + data["text"][middle + 1 :]
    )
    page = visit(workbench.replace(part, json.dumps(data)), 1366, 768).page
    page.click("button[data-pad='dossier.yaml']")
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type("# van mij")
    until(page.evaluate, "document.querySelector('#machine').className === 'stuk'")
    assert "Een deel van deze pagina is beschadigd (Krachtenveld)" in page.inner_text("#machine")
    page.click("button[data-pad='opgaven/duurzaamheid.yaml']")
    page.evaluate("werkbank.editor.show('opgaven/duurzaamheid.yaml', 25, 21)")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete")
    labels = page.locator(".cm-tooltip-autocomplete .cm-completionLabel").all_inner_texts()
    assert sorted(labels) == ["meedoen", "trekken", "volgen"]
    with page.expect_download() as coming:
        page.click("#bewaar-zip")
    with zipfile.ZipFile(coming.value.path()) as archive:
        assert archive.read("dossier.yaml").decode().endswith("# van mij")


def test_it_opens_and_advises_elsewhere(
    in_other: OtherOpener, workbench: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = in_other(workbench, 1366, 768)
    if isinstance(page, WebKit):
        pytest.skip("in WebKit kan een worker uit een bestand niets laden; Safari is niet beloofd")
    until(page.evaluate, "werkbank.ready")
    with pytest.raises(SystemExit):
        cli.main(["advies", "--formaat", "json"])
    assert page.evaluate("werkbank.ask('advies-json').then(found => found.tekst)") == capsys.readouterr().out
    # a relation, each list chosen from by keyboard
    page.click("#relatie summary")
    page.press("Tab", *["ArrowDown"] * 2, "Tab", "ArrowDown", "Tab", *["ArrowDown"] * 2, "Tab", "ArrowDown")
    page.click("#relatie button[type=submit]")
    until(page.evaluate, "document.querySelectorAll('#relatie .groen').length")
    until(page.evaluate, "document.querySelectorAll('#wijzigingen li').length")
    assert "invloed van VNG op G40, klein" in page.evaluate(
        "document.querySelector('#wijzigingen').innerText"
    )
