"""Keeping a dossier in a folder: whatever fails, whenever it stops, each file on disk is wholly old or wholly new.

`KRACHTENVELD_AFBREKEN=200 pytest tests/werkbank/test_keeping.py` kills as many browsers as the project promises.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser import FLAGS, Opener
from tests.werkbank.conftest import DISK
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.werkbank.page import TEMPLATES
from visualizations.writers.markup import compact

pytestmark = pytest.mark.browser

KILLS = int(os.environ.get("KRACHTENVELD_AFBREKEN", "2"))
EVERY_STEP = """async moves => {
    const old = { "a.yaml": "a: 1\\n", "b/c.yaml": "\\ufeffc: 1\\r\\nd: 2\\r\\n", "a.yaml.nieuw": "van eerder" };
    const fresh = { "a.yaml": "a: 2\\n", "b/c.yaml": "\\ufeffc: é\\r\\nd: 2\\r\\n", "b/n.yaml": "n: 1\\n" };
    const began = () => {
        const dossier = Dossier({ bestanden: { "a.yaml": "a: 1\\n", "b/c.yaml": "c: 1\\nd: 2\\n" }, naam: "stad" });
        dossier.get("a.yaml").text = "a: 2\\n";
        dossier.get("b/c.yaml").text = "c: é\\nd: 2\\n";
        dossier.add("b/n.yaml");
        dossier.get("b/n.yaml").text = "n: 1\\n";
        return dossier;
    };
    const keep = async (dossier, disk) => {
        dossier.folder = disk.root;
        const outside = await dossier.changedOutside(dossier.dirty());
        for (const file of dossier.dirty()) await dossier.keep(file);
        return outside.length;
    };
    const wrong = [], whole = (texts, path) => texts[path] === old[path] || texts[path] === fresh[path] || (!moves && path === "b/n.yaml" && texts[path] === "");
    const check = (disk, what) => disk.seen.concat([Object.fromEntries(disk.files)]).forEach((texts, at) => {
        Object.keys(fresh).forEach(path => { if (!whole(texts, path)) wrong.push([what, at, path, texts[path]]); });
        if (texts["a.yaml.nieuw"] !== "van eerder") wrong.push([what, at, "what was left from earlier"]);
    });
    const done = Object.fromEntries([...Object.entries(fresh), ["a.yaml.nieuw", "van eerder"]]), same = texts => JSON.stringify(Object.entries(texts).sort()) === JSON.stringify(Object.entries(done).sort());
    const plain = Disk(old, moves), one = began();
    await keep(one, plain);
    check(plain, "nothing fails");
    if (!same(Object.fromEntries(plain.files)) || one.dirty().length) wrong.push(["kept", Object.fromEntries(plain.files)]);
    let failures = 0, changes = 0, overwritten = 0;
    for (let at = 0; at < plain.step; at++) {
        {
            const name = ["QuotaExceededError", "NotAllowedError", "NoModificationAllowedError"][at % 3];
            const disk = Disk(old, moves), dossier = began(), typed = JSON.stringify(dossier.now());
            disk.at = at;
            disk.act = () => { throw new DOMException("", name); };
            let failed = false;
            await keep(dossier, disk).catch(() => { failed = true; });
            failures += failed;
            check(disk, `${name} at ${at}`);
            if (JSON.stringify(dossier.now()) !== typed) wrong.push([name, at, "typed is lost"]);
            dossier.files.filter(file => file.text === file.kept).forEach(file => {
                if (disk.files.get(file.path) !== fresh[file.path]) wrong.push([name, at, file.path, "is said to be kept"]);
            });
            disk.at = -1;
            await keep(dossier, disk);
            const left = Object.fromEntries([...disk.files].filter(([path]) => !(path.includes(".nieuw") && path !== "a.yaml.nieuw")));
            if (!same(left) || dossier.dirty().length) wrong.push([name, at, "again", Object.fromEntries(disk.files)]);
        }
        const disk = Disk(old, moves), dossier = began();
        disk.at = at;
        disk.act = () => { disk.files.set("a.yaml", "van een ander"); };
        let told = false;
        await keep(dossier, disk).then(count => { told = count > 0; }, () => { told = true; });
        const after = disk.files.get("a.yaml");
        changes += told;
        if (!told && after !== "van een ander" && at < disk.seen.findIndex(texts => texts["a.yaml"] === fresh["a.yaml"])) overwritten++;
    }
    return { wrong: wrong.slice(0, 5), steps: plain.step, failures, changes, overwritten };
}"""


def parts() -> str:
    """A page with no more than what keeps files."""
    scripts = [MAP_TEMPLATES / "maak.js", TEMPLATES / "zip.js", TEMPLATES / "dossier.js"]
    return "<!doctype html><title>bewaren</title>" + "".join(
        f"<script>{compact(script)}</script>" for script in scripts
    )


@pytest.mark.parametrize("moves", [True, False])
def test_whatever_fails_at_any_step_leaves_every_file_whole(visit: Opener, moves: bool) -> None:
    """With a browser that replaces by renaming, and with one that can only write again."""
    page = visit(parts()).page
    page.evaluate(f"() => {{ {DISK} }}")
    found = page.evaluate(EVERY_STEP, moves)
    assert found["wrong"] == [] and found["steps"] > 40
    assert found["failures"] > 0.7 * found["steps"], "most steps matter"
    assert found["changes"] > 5 and found["overwritten"] <= 5, "only between the last look and the replacing"


# ── killed while it keeps ─────────────────────────────────────────────────────────────────────────────

SIZES = (10, 3_000, 40_000, 200_000)
KEEPING = """([sizes, from]) => {
    window.text = (round, size) => `# ${round}\\n` + `${round}: ${round}\\n`.repeat(size / 8) + "einde\\n";
    window.run = async () => {
        const root = window.dropped || await navigator.storage.getDirectory();
        const paths = sizes.map((_, i) => `${i % 2 ? "map/" : ""}f${i}.yaml`);
        const dossier = Dossier({ bestanden: Object.fromEntries(paths.map((path, i) => [path, from ? text(from, sizes[i]) : ""])), naam: "stad" });
        dossier.folder = root;
        for (let round = from + 1; ; round++) {
            paths.forEach((path, i) => { dossier.get(path).text = text(round, sizes[i]); });
            for (const file of dossier.dirty()) await dossier.keep(file);
            window.kept = round;
        }
    };
    run().catch(error => { window.fault = String(error); });
}"""
ON_DISK = """async () => {
    const found = {}, walk = async (place, prefix) => {
        for await (const [name, child] of place.entries()) {
            if (child.kind === "directory") await walk(child, prefix + name + "/");
            else found[prefix + name] = await (await child.getFile()).text();
        }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return found;
}"""


def written(size: int, number: int) -> str:
    return f"# {number}\n" + f"{number}: {number}\n" * (size // 8) + "einde\n"


def judged(found: dict[str, str], least: int) -> int:
    """The last round that came on disk, once every file there is wholly of it or of the one before."""
    rounds = {}
    for path, text in found.items():
        name = path.removesuffix(".nieuw")
        if ".crswap" in path or (not text and name != path):
            continue  # what the browser itself was writing, and a name that was only just taken
        number = int(text.partition("\n")[0].removeprefix("# "))
        size = SIZES[int(name.removesuffix(".yaml")[-1])]
        assert text == written(size, number), f"{path} is not whole"
        if name == path:
            rounds[path] = number
    last = max(rounds.values(), default=0)
    assert len(rounds) == len(SIZES) and min(rounds.values()) >= max(last - 1, least), (rounds, least)
    return last


def processes(profile: Path) -> list[int]:
    """The processes of one browser, known by its profile."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(profile).encode() in (each / "cmdline").read_bytes():
                found.append(int(each.name))
    return found


def test_a_browser_that_is_killed_while_it_keeps_leaves_every_file_whole(
    browser: Any, tmp_path: Path
) -> None:
    """In the folder that a browser has of its own: there the same handles need no one to press a picker."""
    chance, kept = random.Random(7), 0
    for attempt in range(KILLS + 1):
        profile = tmp_path / "profiel"
        context = browser.browser_type.launch_persistent_context(
            str(profile), executable_path="/usr/bin/chromium", args=list(FLAGS)
        )
        page = context.pages[0]
        page.route("**/*", lambda route: route.fulfill(body=parts(), content_type="text/html"))
        page.goto("https://localhost/")
        if attempt:
            kept = judged(page.evaluate(ON_DISK), kept)
        if attempt == KILLS:
            context.close()
            break
        page.evaluate(KEEPING, [SIZES, kept])
        while page.evaluate("window.kept || 0") <= kept:
            assert not page.evaluate("window.fault || ''")
            time.sleep(0.01)
        time.sleep(chance.random() * 0.5)
        assert not page.evaluate("window.fault || ''")
        kept = page.evaluate("window.kept")
        for number in processes(profile):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        with contextlib.suppress(Exception):
            context.close()
    assert kept > KILLS
