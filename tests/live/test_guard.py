"""Whom the server answers: only its own page on its own address, only reading, only what is on the list."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from commands import verken_live
from tests.live.conftest import PORT, Site
from visualizations.live.app import LONGEST, MOST_LISTENING, Busy, Live, hosts, refusal
from visualizations.live.live_state import LiveState, policy_of

ROUTES = ("/", "/stand", "/watals", "/watals/keuzes", "/gebeurtenissen")
PAGE_OPENED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize(
    "host", [f"localhost:{PORT}", f"127.0.0.1:{PORT}", f"[::1]:{PORT}", f"LocalHost:{PORT}"]
)
def test_this_machine_by_its_own_names(site: Site, host: str) -> None:
    assert site.get("/stand", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:1",
        f"kwaad.example:{PORT}",
        f"127.0.0.1:{PORT}.kwaad.example",
        f"kwaad@127.0.0.1:{PORT}",
    ],
)
@pytest.mark.parametrize("route", ROUTES)
def test_no_other_host(site: Site, route: str, host: str) -> None:
    answer = site.get(route, headers={"Host": host})
    assert answer.status_code == 403 and f"http://127.0.0.1:{PORT}/" in answer.text


def test_a_refusal_names_the_address_that_is_served() -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", b"x")]}
    refused = refusal(scope, hosts("192.168.1.20", PORT))
    assert refused and f"http://192.168.1.20:{PORT}/" in refused.text


def test_two_hosts_are_no_host(site: Site) -> None:
    request = site.build_request(
        "GET", "/stand", headers=[("Host", f"127.0.0.1:{PORT}"), ("Host", "kwaad.example")]
    )
    assert site.send(request).status_code == 403


def test_the_address_that_is_served_is_a_host_too() -> None:
    assert "192.168.1.20:8460" in hosts("192.168.1.20", 8460)
    assert "[fe80::1]:8460" in hosts("fe80::1", 8460)
    assert "werkplek:8460" in hosts("10.0.0.3", 8460, "werkplek")
    assert "localhost" in hosts("127.0.0.1", 80) and "localhost" not in hosts("127.0.0.1", 8460)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "origin", ["null", "http://kwaad.example", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"]
)
def test_no_other_origin(site: Site, route: str, origin: str) -> None:
    assert site.get(route, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("where", ["cross-site", "same-site", "none"])
@pytest.mark.parametrize("route", ROUTES)
def test_no_other_site_may_fetch(site: Site, route: str, where: str) -> None:
    for mode, destination in (("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe")):
        headers = {"Sec-Fetch-Site": where, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination}
        assert site.get(route, headers=headers).status_code == 403


def test_a_link_may_open_the_page_but_not_make_it_compute(site: Site) -> None:
    elsewhere = {**PAGE_OPENED, "Sec-Fetch-Site": "cross-site"}
    assert site.get("/", headers=elsewhere).status_code == 200
    assert site.get("/watals?uit=mra", headers=elsewhere).status_code == 403
    assert site.get("/stand", headers={**PAGE_OPENED, "Sec-Fetch-Site": "none"}).status_code == 200


def test_the_page_may_fetch(site: Site) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    assert site.get("/stand", headers={**headers, "Origin": f"http://127.0.0.1:{PORT}"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_reading(site: Site, method: str) -> None:
    for route in (*ROUTES, "/niets"):
        answer = site.request(method, route)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_head_of_everything(site: Site) -> None:
    for route in ("/", "/stand", "/watals/keuzes", "/gebeurtenissen"):
        answer = site.head(route)
        assert answer.status_code == 200 and answer.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/dossier.yaml", "/opgaven/gezondheid.yaml", "/../dossier.yaml", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd", "/watals/../../dossier.yaml", "/static/../dossier.yaml", "/stand/", "/.git/config", "/%00", "/~root",
    ],
)  # fmt: skip
def test_no_file_can_be_had(site: Site, path: str) -> None:
    """Asked as written: a client would tidy up the path first."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {
        "type": "http", "method": "GET", "scheme": "http", "http_version": "1.1", "root_path": "", "query_string": b"",
        "path": unquote(path), "raw_path": path.encode(), "headers": [(b"host", f"localhost:{PORT}".encode())],
    }  # fmt: skip
    assert site.portal is not None
    site.portal.call(site.app, scope, receive, send)
    assert (sent[0]["status"], sent[1]["body"]) == (404, b"Hier is niets te vinden.\n")


def test_long_questions_and_questions_with_a_body(site: Site) -> None:
    assert site.get(f"/watals?uit={'x' * LONGEST}").status_code == 414
    assert site.get(f"/{'x' * LONGEST}").status_code == 414
    assert site.request("GET", "/stand", content=b"x").status_code == 413
    assert site.request("GET", "/stand", content=iter([b"x"])).status_code == 413


def test_every_answer_says_the_same_of_itself(site: Site) -> None:
    answers = [
        site.get("/"),
        site.get("/stand"),
        site.get("/niets"),
        site.get("/watals"),
        site.post("/"),
        site.get("/", headers={"Host": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 400, 405, 403]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert not {"server", "access-control-allow-origin", "set-cookie"} & set(answer.headers)
    assert {answer.headers["Content-Security-Policy"] for answer in answers[1:]} == {
        "default-src 'none'; frame-ancestors 'none'"
    }


def test_the_policy_of_the_page_is_its_own(site: Site) -> None:
    page = site.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert policy == f"{policy_of(page.text)}; frame-ancestors 'none'"
    assert "connect-src 'self'" in policy and "default-src 'none'" in policy
    assert "unsafe" not in policy and not re.search(r"https?:", policy)


def test_a_page_without_a_policy_is_not_served() -> None:
    with pytest.raises(ValueError, match="0 policies"):
        policy_of("<!DOCTYPE html><title>x</title>")


def test_a_request_that_stays_half_is_closed_and_a_whole_one_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verken_live, "PATIENCE", 0.2)
    monkeypatch.setattr(verken_live, "MOST_CONNECTIONS", 8)

    async def said(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await PlainTextResponse("goed")(scope, receive, send)

    async def tried() -> list[bytes]:
        config = uvicorn.Config(
            said, http=verken_live._Prompt, ws="none", lifespan="off", log_config=None, timeout_keep_alive=1,
            limit_concurrency=8,
        )  # fmt: skip
        server = uvicorn.Server(config)
        listener = verken_live.listen("127.0.0.1", 0)
        serving = asyncio.create_task(server.serve([listener]))
        answers = []
        for sent in (
            b"",
            b"GET / HT",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT",
            b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection(*listener.getsockname()[:2])
            writer.write(sent)
            answers.append(await asyncio.wait_for(reader.read(), 5))
            writer.close()
        monkeypatch.setattr(verken_live, "PATIENCE", 60)
        halves = [await asyncio.open_connection(*listener.getsockname()[:2]) for _ in range(20)]
        reader, writer = await asyncio.open_connection(*listener.getsockname()[:2])
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answers.append(await asyncio.wait_for(reader.read(), 5))
        for _, each in (*halves, (reader, writer)):
            each.close()
        server.should_exit = True
        await serving
        return answers

    # beside the loop that a browser of another test keeps in this thread
    with ThreadPoolExecutor(1) as aside:
        silent, half, body, second, whole, amid = aside.submit(lambda: asyncio.run(tried())).result()
    assert (silent, half, body) == (b"", b"", b"")
    assert second.count(b"goed") == whole.count(b"goed") == amid.count(b"goed") == 1


def test_who_listens_is_counted_before_the_stream_begins(gelezen: LiveState) -> None:
    live = Live(gelezen, lambda before, _: before, lambda read: read)
    for _ in range(MOST_LISTENING):
        live.begin_listening()
    with pytest.raises(Busy):
        live.begin_listening()
    live.end_listening()
    live.begin_listening()
