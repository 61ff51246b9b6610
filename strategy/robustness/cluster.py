"""Trials on a Dask cluster. What a lost worker was busy with, the cluster gives to another."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import CancelledError
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from strategy.errors import KrachtenveldError, quote
from strategy.robustness.runners import Results, Runner
from strategy.robustness.trial import Name, run

SECONDS = 5
"""How long a cluster may take to answer at first."""
RETRIES = 3
BATCH = 4
"""Trials per message: the bench goes along with each, and takes as long to unpack as a tenth of a trial."""


def on_cluster(address: str) -> Runner:
    """Spread over the workers of the cluster at `address`, such as tcp://rekenserver:8786.

    Raises KrachtenveldError at once when distributed is not installed; when it runs, if the cluster does not answer,
    has no workers, does not know this program, or is lost.
    """
    if find_spec("distributed") is None:
        raise KrachtenveldError(
            "voor --dask is het pakket distributed nodig, en dat staat hier niet",
            "installeer het met `pip install 'krachtenveld[dask]'`",
        )

    def work(payload: bytes, names: Sequence[Name]) -> Results:
        ready: Any = import_module("distributed").as_completed
        with _connected(address) as client:
            # A task, and no scattered data: what a lost worker held is then made again.
            bench = client.submit(_same, payload, pure=False)
            futures = [
                client.submit(run, bench, part, pure=False, retries=RETRIES) for part in _batches(names)
            ]
            try:
                for future in ready(futures, loop=client.loop):
                    yield from future.result()
            except (OSError, CancelledError) as error:
                raise KrachtenveldError(
                    f"het Dask-cluster op {quote(address)} is weggevallen",
                    "start het cluster opnieuw en geef hetzelfde commando",
                ) from error
            except ModuleNotFoundError as error:
                raise KrachtenveldError(
                    f"de workers van het Dask-cluster op {quote(address)} kennen krachtenveld niet",
                    "installeer daar dezelfde versie als hier",
                ) from error

    return work


def _batches(names: Sequence[Name]) -> list[tuple[Name, ...]]:
    """The names in parts that go to a worker together."""
    return [tuple(names[start : start + BATCH]) for start in range(0, len(names), BATCH)]


def _same(payload: bytes) -> bytes:
    return payload


def _connected(address: str) -> Any:
    """A client of the cluster."""
    connect: Any = import_module("distributed").Client
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in one message
    try:
        _check(address)
        client = connect(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise KrachtenveldError(
            f"het Dask-cluster op {quote(address)} antwoordt niet",
            "klopt het adres, bijvoorbeeld tcp://rekenserver:8786, en draait de scheduler?",
        ) from error
    if not client.scheduler_info()["workers"]:
        client.close()
        raise KrachtenveldError(
            f"het Dask-cluster op {quote(address)} heeft geen workers", "start er een met `dask worker`"
        )
    return client


def _check(address: str) -> None:
    """Raise ValueError for what is no address at all; a client of it could not even be closed without complaints."""
    comm: Any = import_module("distributed.comm")
    scheme, place = comm.parse_address(address)
    comm.registry.get_backend(scheme)
    comm.parse_host_port(place)
