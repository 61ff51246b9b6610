"""What a save does: findings, the effect of the last edit, and the last good advice as long as there are errors."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from tests.effect.conftest import edit
from tests.live.conftest import MOMENT, RUN, Serving, in_loop
from tests.live.stand_in import stand_in
from visualizations.live.app import MOST_WAITING, Busy, Live, ServerStopped
from visualizations.live.live_state import LiveState, Saved, draw, read_live_state

FILE = "opgaven/gezondheid.yaml"
GOOD, BAD, BETTER = "inzet: {waarde: meedoen", "inzet: {waarde: meedoe", "inzet: {waarde: trekken"


def test_an_edit_a_mistake_and_its_repair(werk: Path, serving: Serving) -> None:
    site = serving(draw(read_live_state(werk, RUN), RUN, stand_in))
    start = site.get("/stand").json()
    assert start["gaaf"] and start["effect"] is None and start["uitgave"] in site.get("/").text

    edit(werk, FILE, GOOD, BETTER)
    site.save(FILE)
    edited, page = site.get("/stand").json(), site.get("/").text
    assert edited["bestanden"] == [FILE] and edited["rekent"] == ""
    assert edited["uitgave"] != start["uitgave"] and edited["uitgave"] in page
    (change,) = edited["effect"]["wijzigingen"]
    assert "inzet meedoen → trekken" in change["tekst"] and change["plaats"].startswith(f"{FILE}:")
    new = next(group for group in edited["effect"]["groepen"] if group["soort"] == "nieuw")
    assert any(
        "regel voortrekken geldt nu" in line for advice in new["adviezen"] for line in advice["waardoor"]
    )

    edit(werk, FILE, BETTER, BAD)
    site.save(FILE)
    broken = site.get("/stand").json()
    (finding,) = broken["bevindingen"]
    assert not broken["gaaf"] and broken["samenvatting"]["fouten"] == 1
    assert (finding["bestand"], finding["melding"]) == (FILE, '"meedoe" kan hier niet')
    assert finding["tip"] == 'bedoeld: "meedoen"?'
    assert broken["uitgave"] == edited["uitgave"] and broken["effect"] == edited["effect"]
    assert site.get("/").text == page, "the last good advice is gone"
    assert site.get("/watals?uit=mra").status_code == 200

    edit(werk, FILE, BAD, GOOD)
    site.save(FILE)
    mended = site.get("/stand").json()
    assert mended["gaaf"] and mended["uitgave"] == start["uitgave"]
    (change,) = mended["effect"]["wijzigingen"]
    assert "inzet trekken → meedoen" in change["tekst"], "not held against the last good version"
    assert mended["bevindingen"] == start["bevindingen"]


def test_a_save_that_changes_nothing_leaves_everything(werk: Path) -> None:
    first = draw(read_live_state(werk, RUN), RUN, stand_in)
    again = draw(read_live_state(werk, RUN, first, Saved((FILE,), MOMENT)), RUN, stand_in)
    assert again.drawn is first.drawn and again.effect is None and again.saved == Saved((FILE,), MOMENT)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("opgaven/gezondheid.yaml", "\tkapot: ["),
        ("scenarios/nieuw.yaml", "scenario: nieuw\nwijzig: {opgaven: {bestaat-niet: {gewicht: 2}}}\n"),
        ("rules/9.yaml", "regels: 3\n"),
        ("dossier.yaml", ""),
    ],
)
def test_whatever_is_wrong_is_a_finding_with_its_place(
    werk: Path, gelezen: LiveState, file: str, text: str
) -> None:
    (werk / file).write_text(text, encoding="utf-8")
    before = LiveState(werk, gelezen.report, gelezen.good, None, True, None, gelezen.drawn)
    found = read_live_state(werk, RUN, before, Saved((file,), MOMENT))
    assert not found.sound and found.good is gelezen.good and draw(found, RUN, stand_in).page == gelezen.page
    assert any(finding["bestand"] == file for finding in found.report["bevindingen"])


def test_nothing_good_yet(werk: Path, serving: Serving) -> None:
    edit(werk, FILE, GOOD, BAD)
    site = serving(draw(read_live_state(werk, RUN), RUN, stand_in))
    page = site.get("/")
    assert page.status_code == 200 and "Er is nog geen advies te tonen" in page.text
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
    assert site.get("/stand").json()["uitgave"] == ""
    refused = site.get("/watals?uit=mra")
    assert refused.status_code == 400 and "herstel eerst de fouten" in refused.json()["tip"]
    edit(werk, FILE, BAD, GOOD)
    site.save(FILE)
    assert site.get("/stand").json()["gaaf"] and "Er is nog geen advies" not in site.get("/").text


def test_the_folder_goes(werk: Path, serving: Serving) -> None:
    site = serving(draw(read_live_state(werk, RUN), RUN, stand_in))
    werk.rename(werk.with_name("elders"))
    site.save()
    assert not site.get("/stand").json()["gaaf"] and site.get("/stand").json()["samenvatting"]["fouten"]
    assert site.get("/").status_code == 200


def test_a_hostile_name_is_only_text(werk: Path, serving: Serving) -> None:
    hostile = "</script><img src=x onerror=alert(1)>&\"'🙂"
    edit(werk, FILE, "naam: Gezondheid", f"naam: '{hostile.replace(chr(39), chr(39) * 2)}'")
    folder = werk.rename(werk.with_name("<b>&\"'🙂"))
    site = serving(draw(read_live_state(folder, RUN), RUN, stand_in))
    assert site.get("/stand").json()["gaaf"]
    page = site.get("/").text
    assert "<b>&" not in page and "&lt;b&gt;" in page and "<img src=x" not in page


def test_a_defect_of_ours_does_not_end_what_is_looked_at(gelezen: LiveState) -> None:
    def fail(*_: object) -> LiveState:
        raise RuntimeError("mis")

    live = Live(gelezen, fail, lambda read: read)
    in_loop(lambda: live.saved(Saved((FILE,), MOMENT)))
    (finding,) = live.state()["bevindingen"]
    assert (
        "liep vast" in finding["melding"]
        and live.live_state.page == gelezen.page
        and live.state()["rekent"] == ""
    )


def test_saves_that_are_overtaken_are_skipped(gelezen: LiveState) -> None:
    read: list[Saved] = []

    def reading(before: LiveState, saved: Saved) -> LiveState:
        read.append(saved)
        return before

    async def all_at_once() -> None:
        live = Live(gelezen, reading, lambda live_state: live_state)
        await asyncio.gather(*(live.saved(Saved((str(n),), MOMENT)) for n in range(5)))

    in_loop(all_at_once)
    assert [saved.files for saved in read] == [("0",), ("4",)], (
        "the first was under way; of the others the last counts"
    )


def test_listeners_hear_the_first_state_and_every_next_one(gelezen: LiveState) -> None:
    def reading(before: LiveState, saved: Saved) -> LiveState:
        time.sleep(0.05)
        return before

    async def listen() -> list[Any]:
        live = Live(gelezen, reading, lambda live_state: live_state)
        heard = []
        async for state in live.news():
            assert state is not None
            heard.append(state["rekent"])
            if len(heard) == 1:
                saving = asyncio.ensure_future(live.saved(Saved((FILE,), MOMENT)))
            if len(heard) > 1 and not state["rekent"]:
                live.stop()
        await saving
        return heard

    heard = in_loop(listen)
    assert heard[0] == heard[-1] == "" and "bestanden" in heard


def test_one_computation_at_a_time_and_not_too_many_waiting(gelezen: LiveState) -> None:
    running: list[int] = []
    most: list[int] = []

    def work() -> None:
        running.append(1)
        time.sleep(0.005)
        most.append(len(running))
        running.pop()

    async def crowd() -> list[Any]:
        live = Live(gelezen, lambda before, saved: before, lambda live_state: live_state)
        jobs = [asyncio.ensure_future(live.compute(work)) for _ in range(MOST_WAITING + 2)]
        found = await asyncio.gather(*jobs, return_exceptions=True)
        live.stop()
        with pytest.raises(ServerStopped):
            await live.compute(work)
        return found

    found = in_loop(crowd)
    assert [type(each) for each in found].count(Busy) == 2 and set(most) == {1}
