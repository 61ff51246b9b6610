"""Trials on a Dask cluster: the same as here, also when a worker is lost; and clear words when there is no cluster."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import pytest

from strategy.advice.advise import Outcome
from strategy.errors import KrachtenveldError
from strategy.robustness import runners as cluster
from strategy.robustness.runners import inline
from strategy.robustness.setbacks import setback_pairs, setbacks
from strategy.robustness.structure import try_all
from strategy.robustness.trials import run_trials


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


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "onzin", "foo://bar:1", "tcp://127.0.0.1:99999", ""]
)
@pytest.mark.usefixtures("distributed")
def test_no_cluster_there(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 0.5)
    with pytest.raises(KrachtenveldError, match="antwoordt niet") as refused:
        list(cluster.on_cluster(address)(run_trials, b"", [("x",)]))
    assert "klopt het adres" in refused.value.hint


def test_dask_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(KrachtenveldError, match="distributed") as refused:
        cluster.on_cluster("tcp://127.0.0.1:1")
    assert "krachtenveld[dask]" in refused.value.hint
