"""Trials on a Dask cluster: the same as here, also when a worker is lost; and clear words when there is no cluster."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from strategy.advice.advise import Outcome
from strategy.errors import KrachtenveldError
from strategy.robustness import runners as cluster
from strategy.robustness.runners import inline
from strategy.robustness.setbacks import setback_pairs, setbacks
from strategy.robustness.trials import run_trials, try_all


@pytest.fixture
def distributed() -> Any:
    return pytest.importorskip("distributed")  # a second of importing that no other test needs


@pytest.mark.skipif(sys.platform == "win32", reason="kills the Unix way")
def test_a_lost_worker_changes_nothing(distributed: Any, seated: Outcome) -> None:
    found = setbacks(seated)
    names = [*((one.key,) for one in found), *((one.key, other.key) for one, other in setback_pairs(found))]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        victim = next(iter(local.workers.values())).pid
        done = []

        def kill(ready: int, total: int) -> None:
            done.append(ready)
            if len(done) == 3:  # the first results are in, most are not
                os.kill(victim, signal.SIGKILL)

        results = try_all(
            seated, names, found, "python", cluster.on_cluster(local.scheduler_address), progress=kill
        )
    assert done[-1] == len(names)
    assert list(results.items()) == list(try_all(seated, names, found, "python", inline).items())


def test_a_cluster_without_workers_is_refused(distributed: Any) -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as local,
        pytest.raises(KrachtenveldError, match="heeft geen workers"),
    ):
        list(cluster.on_cluster(local.scheduler_address)(run_trials, b"", [("x",)]))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "onzin", "foo://bar:1", "tcp://127.0.0.1:0", ""])
@pytest.mark.usefixtures("distributed")
def test_no_cluster_there(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 0.5)
    with pytest.raises(KrachtenveldError, match="antwoordt niet") as refused:
        list(cluster.on_cluster(address)(run_trials, b"", [("x",)]))
    assert "klopt het adres" in refused.value.hint


@pytest.fixture
def listener(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of what says these bytes to who connects, and then nothing; without bytes it closes."""
    said: bytes | None = request.param
    calls: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    call, _ = server.accept()
                    calls.append(call)
                    call.close() if said is None else call.sendall(said)

        threading.Thread(target=serve, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    for call in calls:
        call.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a socket that listens is ended otherwise there")
@pytest.mark.parametrize(
    ("listener", "told"),
    [
        pytest.param(b"", "antwoordt niet", id="says nothing"),
        pytest.param(None, "antwoordt niet", id="closes"),
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n\r\n", "iets anders dan een Dask-scheduler", id="HTTP"),
        pytest.param(bytes(8), "iets anders dan een Dask-scheduler", id="an empty message"),
    ],
    indirect=["listener"],
)
@pytest.mark.usefixtures("distributed")
def test_something_else_listens_there(listener: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 0.2)
    threads = threading.enumerate()
    with pytest.raises(KrachtenveldError, match=told) as refused:
        list(cluster.on_cluster(listener)(run_trials, b"", [("x",)]))
    assert "klopt het adres" in refused.value.hint
    assert not {*threading.enumerate()} - {*threads}, "nothing goes on"


@pytest.mark.skipif(sys.platform == "win32", reason="a socket that listens is ended otherwise there")
@pytest.mark.parametrize("listener", [b"HTTP/1.1 400 Bad Request\r\n\r\n"], indirect=True)
@pytest.mark.usefixtures("distributed")
def test_a_port_beyond_all_is_not_another(listener: str) -> None:
    host, _, port = listener.rpartition(":")
    with pytest.raises(KrachtenveldError, match="antwoordt niet"):
        list(cluster.on_cluster(f"{host}:{int(port) + 2**16}")(run_trials, b"", [("x",)]))


@pytest.mark.usefixtures("distributed")
def test_encryption_takes_a_certificate() -> None:
    with pytest.raises(KrachtenveldError, match="geen certificaat"):
        list(cluster.on_cluster("tls://127.0.0.1:8786")(run_trials, b"", [("x",)]))


def test_dask_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(KrachtenveldError, match="distributed") as refused:
        cluster.on_cluster("tcp://127.0.0.1:1")
    assert "krachtenveld[dask]" in refused.value.hint
