"""Results on disk: nothing lost, nothing run again, and no other file touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.errors import KrachtenveldError
from strategy.robustness.trials import ScoreChanges, Store, TrialName

RESULTS: dict[TrialName, ScoreChanges] = {
    ("zetel/a/lid",): {"positie/a/lid": None},
    ("netwerk/b",): {"positie/é/lid": 0.1 + 0.2},
    ("zetel/a/lid", "netwerk/b"): {},
}


def filled(path: Path) -> bytes:
    with Store(path, "vinger") as store:
        for name, found in RESULTS.items():
            store.add(name, found)
    return path.read_bytes()


def test_gives_back_what_was_added(tmp_path: Path) -> None:
    filled(tmp_path / "s")
    with Store(tmp_path / "s", "vinger") as store:
        assert store.results == RESULTS


@given(st.data())
def test_cut_off_anywhere_it_keeps_every_whole_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("s") / "s"
    content = filled(path)
    size = data.draw(st.integers(0, len(content)))
    path.write_bytes(content[:size])
    with Store(path, "vinger") as store:
        whole = content[:size].count(b"\n") - 1
        assert store.results == dict(list(RESULTS.items())[: max(0, whole)])
        for name, found in RESULTS.items():
            if name not in store.results:
                store.add(name, found)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "line",
    [
        b'{"als":1,"anders":2}', b'{"als":[[1],[2]],"anders":{}}', b'{"als":["x"],"anders":"x"}',
        b'{"als":["x"],"anders":[[1]]}', b'{"als":["x"],"anders":{"a":"4"}}', b'{"als":["x"],"anders":{"a":NaN}}',
        b'{"als":["x"],"anders":{"a":true}}', b'{"als":[],"anders":{}}', b'{"als":"x","anders":{}}', b"[" * 100_000,
        b"null", b'{"als":["x"],"anders":{},"meer":1}', b'{"als":["x"],"anders":{"a":1e999}}',
    ],
)  # fmt: skip
def test_a_line_of_another_shape_is_run_again(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "s"
    lines = filled(path).splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1], line + b"\n", lines[3]]))
    with Store(path, "vinger") as store:
        assert list(store.results) == [*RESULTS][::2]


def test_a_spoilt_line_is_run_again(tmp_path: Path) -> None:
    path = tmp_path / "s"
    lines = filled(path).splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1], b"\0" * 40 + b"\n", lines[3]]))
    with Store(path, "vinger") as store:
        assert list(store.results) == [*RESULTS][::2]


@pytest.mark.parametrize(
    "content", ["gemeente: waterdam\n", "{}\n", "[1]\n", "niets", json.dumps({"bestand": 1}) + "\n"]
)
def test_another_file_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "s"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KrachtenveldError, match="geen bestand waarin robuust"):
        Store(path, "vinger")
    assert path.read_text(encoding="utf-8") == content


def test_another_dossier_is_refused(tmp_path: Path) -> None:
    content = filled(tmp_path / "s")
    with pytest.raises(KrachtenveldError, match="ander dossier"):
        Store(tmp_path / "s", "duim")
    assert (tmp_path / "s").read_bytes() == content


@pytest.mark.parametrize("place", ["/dev/full", "/proc/1/x/y", "."])
def test_what_cannot_hold_results_is_refused(place: str) -> None:
    with pytest.raises(KrachtenveldError, match=r"geen gewoon bestand|niet te schrijven"):
        Store(Path(place), "vinger")


def test_a_line_cut_short_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes after the line was written, or halfway."""

    def stop(descriptor: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "s"
    filled(path)
    with Store(path, "vinger") as store:
        monkeypatch.setattr("os.fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            store.add(("netwerk/c",), {})
        with path.open("ab") as file:
            file.write(b'{"als":["netw')
        assert store.reread() == {**RESULTS, ("netwerk/c",): {}}
    assert path.read_bytes().endswith(b"\n")
