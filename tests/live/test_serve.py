"""The server as a process: it starts, hears a save, says what is wrong with an address, and stops at once."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from commands.options import Settings
from commands.verken_live import listen, serve
from strategy.errors import KrachtenveldError
from tests.effect.conftest import edit

PATIENCE = 60.0
"""Seconds before a test gives up."""
FILE = "opgaven/gezondheid.yaml"


@dataclass
class Served:
    """A running server, and where it is."""

    process: subprocess.Popen[str]
    url: str

    def stop(self, sign: int) -> int:
        """Its exit code."""
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


Start = Callable[[Path], Served]


@pytest.fixture
def started(repository: Path) -> Iterator[Start]:
    """Serves a folder in a process, on a free port."""
    running = []

    def start(folder: Path) -> Served:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.stand_in", str(folder)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=repository,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # see tests/effect/test_follow.py
        )  # fmt: skip
        running.append(process)
        assert process.stdout
        said = "".join(process.stdout.readline() for _ in range(3))
        assert said.startswith("Het dossier wordt gelezen")
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said + process.stdout.read()
        assert f"Kijkt mee in {folder}" in said and "Ctrl-C stopt." in said
        return Served(process, found[0])

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)


def states(lines: Iterator[str]) -> Iterator[Any]:
    """What a stream tells, as it comes."""
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == "stand":
            yield json.loads(line.removeprefix("data: "))


def test_from_start_to_stop(started: Start, werk: Path) -> None:
    served = started(werk)
    before = {path: path.read_bytes() for path in sorted(werk.rglob("*")) if path.is_file()}
    assert '<section id="live"' in httpx.get(served.url).text
    with httpx.stream("GET", f"{served.url}gebeurtenissen", timeout=PATIENCE) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        heard = states(stream.iter_lines())
        start = next(heard)
        assert start["gaaf"] and start["effect"] is None
        edit(werk, FILE, "inzet: {waarde: meedoen", "inzet: {waarde: trekken")
        told = next(state for state in heard if state["effect"] and not state["rekent"])
        assert told["bestanden"] == [FILE] and told["uitgave"] != start["uitgave"]
        new = next(group for group in told["effect"]["groepen"] if group["soort"] == "nieuw")["adviezen"]
        assert {advice["id"] for advice in new} == {"positie/g40-fysieke-pijler", "positie/vng-rwm"}
        assert told["effect"]["tellingen"]["nieuw"] == len(new)
        assert told["uitgave"] in httpx.get(served.url).text
        assert served.stop(signal.SIGTERM) == 0
        for _ in heard:  # a line that breaks off raises
            pass
    assert served.process.stdout and served.process.stdout.read() == "Gestopt.\n"
    port = httpx.URL(served.url).port
    assert port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    changed = {
        path for path in sorted(werk.rglob("*")) if path.is_file() and path.read_bytes() != before.get(path)
    }
    assert changed == {werk / FILE}, "the server wrote in the dossier"


def test_what_is_no_http_and_ctrl_c_while_it_computes(started: Start, werk: Path) -> None:
    """Noise on the line, and paths as no browser would send them, end in an answer or a closed line, and in nothing said."""
    served = started(werk)
    address = httpx.URL(served.url)
    host = address.netloc.decode()
    for noise in (
        b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET http://kwaad.example/ HTTP/1.1\r\nHost: kwaad.example\r\n\r\n",
        f"GET /../../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(), b"GET / HTTP/1.1\r\nX: " + b"x" * 70000,
        f"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n"
        "Sec-Fetch-Site: cross-site\r\n\r\n".encode(),
    ):  # fmt: skip
        with socket.create_connection((address.host, address.port or 0), timeout=PATIENCE) as line:
            line.sendall(noise)
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(65536)
            assert b"200 OK" not in answer.split(b"\r\n")[0], noise
    assert httpx.get(served.url).status_code == 200
    with socket.create_connection((address.host, address.port or 0)) as asking:
        asking.sendall(
            f"GET /watals?laag=mra&laag=vng&laag=regios HTTP/1.1\r\nHost: {address.netloc.decode()}\r\n\r\n".encode()
        )
        time.sleep(0.1)
        assert served.stop(signal.SIGINT) == 0
        with suppress(ConnectionResetError):
            assert not asking.recv(12).startswith(b"HTTP/1.1 2"), "it waited for the answer"
    assert served.process.stdout and served.process.stdout.read() == "Gestopt.\n"


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(KrachtenveldError) as refused:
        listen("127.0.0.1", other.getsockname()[1])
    assert "is al in gebruik" in refused.value.message and "--poort" in refused.value.hint


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("0.0.0.0", "elk netwerk"),
        ("::", "elk netwerk"),
        ("203.0.113.7", "niet van deze computer"),
        ("geen adres!", "bestaat niet"),
        ("x" * 300, "bestaat niet"),
        ("", "bestaat niet"),
    ],
)
def test_an_address_that_cannot_be_had(address: str, message: str) -> None:
    with pytest.raises(KrachtenveldError) as refused:
        listen(address, 0)
    assert message in refused.value.message and refused.value.hint


def test_beyond_this_machine_only_with_a_warning(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told before anyone can read along. A loopback address passes for one of a network here."""
    import commands.verken_live as module

    def nobody(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_both", nobody)
    monkeypatch.setattr(module, "_ip", lambda text: module.ipaddress.ip_address("192.0.2.1"))
    for public, internal in ((False, True), (True, False)):
        with pytest.raises(KeyboardInterrupt):
            serve(
                Settings(dossier=str(repository), engine="python", public=public),
                0,
                page=lambda *_: "<meta http-equiv=content-security-policy content=x>",
            )
        said = capsys.readouterr().err
        assert "iedereen op het netwerk" in said and ("ook wat intern is" in said) == internal
