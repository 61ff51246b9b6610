"""When the content files of a dossier were saved: told by the system, and looked at twice a second besides.

Looking is what makes it robust. Editors save in two steps, by renaming, through files of their own; folders come
and go; network drives tell nothing. Whatever woke us, only a content file that is not what it was counts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from strategy.dossier.files import SCENARIOS, SINGLE_FILES, TESTS, content_folders, folder_of, read_heads
from strategy.errors import KrachtenveldError

State = dict[str, tuple[int, int, int]]
"""Per content file when it was last written, its size, and which file it is."""
LOOK_MS = 500
"""Without any word from the system, look this often."""
QUIET_MS = 25
"""What follows within this time belongs to the same save."""
LONGEST_MS = 250
PATIENCE = 0.4
"""Seconds to wait for the second step of a save, when a file is empty or gone."""
STEP = 0.03
POLL = 0.2
"""Seconds between two looks where the system cannot tell of changes at all."""


def saves(root: Path, seen: State) -> Iterator[State]:
    """The state of the content files after each save, from a state that was `seen` on.

    Raises KrachtenveldError when the folder is gone.
    """
    while True:
        for _ in _wakes(root):
            found = state(root)
            if found != seen:
                seen = _settled(root, seen, found)
                yield seen


def state(root: Path) -> State:
    """The state of the content files now. Raises KrachtenveldError when the folder is gone."""
    if not root.is_dir():
        raise KrachtenveldError(
            f"de map {root} is er niet meer", "start opnieuw, met --dossier en de map van het dossier"
        )
    found: State = {}
    for name in (*SINGLE_FILES, *(name for folder in _content(root) for name in _yaml_in(root, folder))):
        try:
            about = os.stat(folder_of(root, name))
        except OSError:
            continue
        found[name] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


def _content(root: Path) -> tuple[str, ...]:
    """The folders whose YAML files are content, also of what dossier.yaml now builds on."""
    return (*content_folders(read_heads(root)), SCENARIOS, TESTS)


def _yaml_in(root: Path, folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder_of(root, folder)))
    except (OSError, ValueError):  # a way to borrowed rules may hold anything
        return []
    return [
        f"{folder}/{name}"
        for name in names
        if not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))
    ]


def _settled(root: Path, before: State, found: State) -> State:
    """The state when nothing moves any more; an editor that first empties or removes a file gets a little time."""
    until = time.monotonic() + PATIENCE
    while True:
        time.sleep(STEP)
        latest = state(root)
        halfway = any(
            name not in latest or not latest[name][1] for name, (_, size, _) in before.items() if size
        )
        if latest == found and not (halfway and time.monotonic() < until):
            return latest
        found = latest


def _wakes(root: Path) -> Iterator[None]:
    """Something may have changed. Ends when the folders are not those it was listening to."""
    try:
        from watchfiles import watch

        folders = _folders(root)
        for _ in watch(
            *folders, watch_filter=None, debounce=LONGEST_MS, step=QUIET_MS, rust_timeout=LOOK_MS,
            yield_on_timeout=True, raise_interrupt=True, recursive=False,
        ):  # fmt: skip
            yield
            if _folders(root) != folders:
                return
    except (OSError, RuntimeError):  # no more watches to be had, or a folder that went while we asked
        time.sleep(POLL)
        yield


def _folders(root: Path) -> dict[Path, int]:
    """The folders that hold content files and are there, each with what tells it from another of the same name."""
    found = {}
    for folder in (root, *(folder_of(root, name) for name in _content(root))):
        try:
            found[folder] = os.stat(folder).st_ino
        except (OSError, ValueError):
            continue
    return found
