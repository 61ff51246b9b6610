"""The page as text: nothing from outside, nothing executable but its own scripts, the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from strategy.comparison.futures import Future
from tests.elsewhere import Elsewhere
from tests.kaart.corpus import CORPUS, hostile
from visualizations.kaart.build import map_model, map_models, union
from visualizations.kaart.data import Payload, Phrases
from visualizations.kaart.layout import layout
from visualizations.kaart.model import MapModel
from visualizations.kaart.page import render
from visualizations.verken.page import render_explorer
from visualizations.writers.markup import block

ROOT = Path(__file__).parents[2]


class Reader(HTMLParser):
    """Tags with attributes, and the texts of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.text: list[str] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = (tag, dict(attrs)) if tag in ("script", "style") else None

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside.append((*self._open, data))
        else:
            self.text.append(data)


def scripts(found: Reader, kind: str | None) -> list[str]:
    return [text for tag, attrs, text in found.inside if tag == "script" and attrs.get("type") == kind]


def test_nothing_points_outside(html: str) -> None:
    found = Reader(html)
    for tag, attrs in found.tags:
        for name in (
            "src",
            "href",
            "action",
            "data",
            "srcset",
            "poster",
            "background",
            "formaction",
            "xlink:href",
        ):
            assert not (attrs.get(name) or "").startswith(("http:", "https:", "//")), (tag, attrs)
        assert tag not in ("link", "iframe", "object", "embed", "base", "img")
        assert not any(name.startswith("on") or name == "style" for name in attrs), (tag, attrs)
    css = "".join(text for tag, _, text in found.inside if tag == "style")
    assert "@import" not in css
    assert "url(" not in css
    assert "sourceMappingURL" not in html
    own = "".join(scripts(found, None))
    assert set(re.findall(r"https?://[^\"' ]+", own)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch\(|XMLHttp", own
    )


def test_policy_names_exactly_these_scripts_and_this_style(html: str) -> None:
    found = Reader(html)
    policy = next(
        attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed["default-src"] == "'none'"
    assert "unsafe" not in policy

    def named(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert allowed["script-src"].split() == [named(text) for text in scripts(found, None)]
    assert allowed["style-src"].split() == [named(text) for tag, _, text in found.inside if tag == "style"]


def test_language_title_stamp_and_disclaimer(html: str, model: MapModel) -> None:
    found = Reader(html)
    assert html.startswith("<!doctype html>\n")
    assert ("html", {"lang": "nl"}) in found.tags
    text = " ".join(" ".join(found.text).split())
    assert model.title in text
    assert model.fingerprint in text
    assert f"{model.day.day} " in text
    assert str(model.day.year) in text
    assert "mensen besluiten" in text
    assert all(title in text for title in model.documents)
    assert "\r" not in html


def test_without_scripts_the_picture_and_the_table_are_there(html: str, model: MapModel) -> None:
    text = " ".join(" ".join(Reader(html).text).split())
    for node in model.nodes:
        assert node.name in text
    assert html.count("<svg xmlns=") == 1


def test_small_enough_to_mail(whole: str) -> None:
    """With every scenario in it; the bar is for 150 nodes."""
    assert len(whole.encode()) <= 720 * 1024


@pytest.mark.parametrize(("count", "most"), [(150, 700), (400, 700), (3000, 1600)])
def test_large_maps_stay_small(large: Callable[[int], str], count: int, most: int) -> None:
    size = len(large(count).encode())
    assert size <= most * 1024


def test_no_script_ends_itself(whole: str) -> None:
    assert all("</script" not in text.lower() for text in scripts(Reader(whole), None))


def test_injection_is_inert_as_text(model: MapModel) -> None:
    evil = render(hostile(model))
    plain, found = Reader(render(model)), Reader(evil)

    def shape(page: Reader) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(sorted(attrs))) for tag, attrs in page.tags if tag not in ("text", "path")]

    assert shape(found) == shape(plain)
    assert scripts(found, None) == scripts(plain, None)
    for sign in CORPUS:
        assert any(sign.split()[0] in text for text in found.text)
    for text in scripts(found, "application/json"):
        assert not set("<>&\u2028\u2029") & set(text)
        json.loads(text)


def test_details_can_be_read_back(models: tuple[MapModel, ...]) -> None:
    whole = union(models)
    data: dict[str, Any] = json.loads(block(Payload(models, whole, layout(whole)).build()))

    def text(code: list[int]) -> str:
        pattern = data["patterns"][code[0]]
        parts = pattern.split("{}") if len(code) > 1 else [pattern]
        return str(
            parts[0] + "".join(data["names"][n] + part for n, part in zip(code[1:], parts[1:], strict=True))
        )

    for model, case in zip(models, data["cases"], strict=True):
        nodes = {node.id: node for node in model.nodes}
        records = list(data["cases"][0]["nodes"])
        if case is not data["cases"][0]:
            for i, record in zip(case["nodes"][::2], case["nodes"][1::2], strict=True):
                records[i] = record
        for node, record in zip(whole.nodes, records, strict=True):
            assert (record >= 0) == (node.id in nodes)
            if record >= 0:
                assert data["nodes"][record][0] == node.id
                assert text(data["nodes"][record][2]) == nodes[node.id].name
        assert [data["advices"][data["cards"][i][0]] for i in case["cards"]] == [
            card.id for card in model.cards
        ]
        for card, place in zip(model.cards, case["cards"], strict=True):
            found = data["cards"][place]
            assert text(found[1]) == card.title
            seen: set[int] = set()
            assert found[4] == [[part.role, part.table] for part in card.parts]
            for coded, reason in zip(found[6] if len(found) > 6 else [], card.reasons, strict=True):
                assert coded[5] == reason.part
                assert data["rules"][coded[0]] == [reason.rule, reason.file, reason.line, reason.points]
                assert text(coded[1]) == reason.sentence
                told = [
                    (data["opgaven"][opgave][0], data["priorities"][priority], factor)
                    for opgave, priority, factor in zip(*[iter(coded[2])] * 3, strict=True)
                ]
                assert told == [(share.opgave, share.priority, share.factor) for share in reason.shares]
                assert len(coded[3]) + coded[4] == len(reason.facts)
                assert not seen & set(coded[3])
                seen.update(coded[3])
                facts = [text(data["facts"][i][0]) for i in coded[3]]
                assert set(facts) <= {fact.text for fact in reason.facts}


@pytest.mark.parametrize(
    "text", ["", "Wonen", "Wonen en Wonen", "a {} Wonen", "{}", "Bewonen", "wonen (Wonen)."]
)
def test_phrases_lose_nothing(text: str) -> None:
    phrases = Phrases(["Wonen", "Wonen en", "{}", "", "("])
    assert phrases.decode(phrases.code(text)) == text


def test_title_of_our_own(outcome: Any) -> None:
    assert "<title>Kaart &lt;b&gt;</title>" in render(map_model(outcome, title="Kaart <b>"))


@pytest.mark.slow
def test_the_same_bytes_in_another_process(futures: tuple[Future, ...], elsewhere: Elsewhere) -> None:
    """The map with some of the scenarios, and the explorer, under another hash seed and locale."""
    names = tuple(future.id for future in futures[:4])
    found = elsewhere.script(
        "import hashlib;from pathlib import Path;from strategy.comparison.futures import read_futures;"
        "from strategy.effect.versions import Run;from strategy.workspace import read_workspace;"
        "from visualizations.kaart.build import map_models;from visualizations.kaart.page import render;"
        "from visualizations.verken.page import render_explorer;"
        f"found=read_futures(read_workspace(Path.cwd(),'basis'),{names},Run(engine='clingo')).columns;"
        "text=render(*map_models(found))+render_explorer(found);"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    here = render(*map_models(futures[:4])) + render_explorer(futures[:4])
    assert found.strip() == hashlib.sha256(here.encode()).hexdigest()
