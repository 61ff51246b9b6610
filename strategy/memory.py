"""What was read and inferred before, kept on disk for the next command: the same answer, sooner, and never another one.

An entry is found by a hash of all that its answer hangs on: the question in full, such as every text of a dossier, and this
code, Python and the packages beside it. So nothing grows old; what no question leads to any more goes by itself. Nothing is
remembered unless somebody is `remembering`: the commands are, a page in a browser and the tests are not.

**Why bounded pickles.** The answers are tens of thousands of our own frozen objects, and making those again from anything else takes
much of the time that it should save. A pickle that may name anything can run anything; here it may name nothing but the data
classes of ROOMS and dates, so that it can build data and not call anything. Beside that the folder and every file in it must be
of the user alone, or it is not used at all, and an entry that is not byte for byte what was written under its name is thrown away.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pickle import Pickler, PicklingError, Unpickler, UnpicklingError
from typing import Any, TypeVar

OFF = "KRACHTENVELD_ZONDER_GEHEUGEN"
"""With anything in this variable, nothing is remembered."""
NAME = "krachtenveld"
MARK = b"krachtenveld geheugen 1\n"
"""How an entry begins; behind it stand a hash and the pickle."""
ROOMS = frozenset(
    f"strategy.{room}"
    for room in (
        "allocation.plan_search", "dossier.loader", "dossier.model", "dossier.provenance", "dossier.yamltree", "errors", "facts.types_and_sentences", "inference.choose_engine",
        "inference.port", "rulebook.ast", "scenarios.changes",
    )
)  # fmt: skip
"""The modules of which an entry may hold data."""
MOST_BYTES = 64_000_000
"""What all entries together may take; of more, those that were longest not used go."""
LONGEST = 16_000_000
"""What one entry may take."""
DAYS = 30
"""What was not used for so long goes too."""
MOST_NEW = 100
"""A command that asks more than this, such as one that tries hundreds of setbacks, asks most of it only once."""
_HEAD = len(MARK) + 32
_SECONDS_A_DAY = 86_400

Answer = TypeVar("Answer")


class Memory:
    """The entries in one folder, as one command uses them. `told` is why entries could not be used."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._new = 0
        self.told: list[str] = []

    def recall(
        self, kind: str, asked: object, make: Callable[[], Answer], keep: Callable[[Answer], bool]
    ) -> Answer:
        """As the `recall` below."""
        if self._opened is None:
            return make()
        place, code = self._opened
        name = f"{kind}-{_hash(code + repr(asked).encode('utf-8', 'surrogatepass')).hex()}"
        kept = self._read(place, name)
        if kept is not None:
            answer: Answer = kept[0]
            return answer
        answer = make()
        if self._new < MOST_NEW and keep(answer):
            self._write(place, name, answer)
        return answer

    def close(self) -> None:
        """Let go of the folder, after clearing what is too old or too much."""
        opened, self._folder = self.__dict__.pop("_opened", None), None
        if opened is None:
            return
        try:
            _clear(opened[0])
        except OSError as error:
            self._tell("opruimen lukt niet", error)
        finally:
            os.close(opened[0])

    @cached_property
    def _opened(self) -> tuple[int, bytes] | None:
        """The folder, opened, so that nobody can put another in its place, and what code asks; None when it is not to be used."""
        if self._folder is None:
            return None
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileExistsError):
                self._folder.mkdir(mode=0o700)
            code = _code()
            place = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except (OSError, ValueError) as error:
            self._tell(f"de map {self._folder} is niet te gebruiken", error)
            return None
        if _ours(os.fstat(place)):
            return place, code
        os.close(place)
        self._tell(f"de map {self._folder} is niet alleen van u (zet haar op 700, of haal haar weg)")
        return None

    def _read(self, place: int, name: str) -> tuple[Any] | None:
        """The answer in an entry, as the only one of a tuple; None when there is none that can be trusted."""
        try:
            content = _content(place, name)
            head, pickled = content[:_HEAD], content[_HEAD:]
            if head != _head(name, pickled):
                raise UnpicklingError("beschadigd")
            return (_Bounded(io.BytesIO(pickled)).load(),)
        except FileNotFoundError:
            return None
        except Exception as error:  # whatever is wrong with an entry, the answer can be worked out
            self._tell("een eerder antwoord is niet te gebruiken", error)
            _remove(place, name)
            return None

    def _write(self, place: int, name: str, answer: object) -> None:
        """Keep an answer, at once or not at all; whoever writes the same at the same time writes the same."""
        stream = io.BytesIO()
        beside = f"{name}.{os.urandom(8).hex()}"
        try:
            _WithConstants(stream, 5).dump(answer)
            pickled = stream.getvalue()
            if len(pickled) > LONGEST:
                return
            number = os.open(
                beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=place
            )
            try:
                with open(number, "wb") as file:
                    file.write(_head(name, pickled) + pickled)
                os.rename(beside, name, src_dir_fd=place, dst_dir_fd=place)
            except BaseException:
                _remove(place, beside)
                raise
            self._new += 1
        except (OSError, PicklingError, TypeError, AttributeError, RecursionError) as error:
            self._new = MOST_NEW  # nothing more: the disk is full, or may not be written
            self._tell("het antwoord is niet te bewaren", error)

    def _tell(self, what: str, error: Exception | None = None) -> None:
        from strategy.errors import reason

        self.told.append(f"geheugen: {what}" + (f" ({reason(error)})" if error else ""))


class _Bounded(Unpickler):
    """Builds data of ours and nothing else: what a pickle names can be built, and nothing that is called does anything."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) == ("datetime", "date"):
            from datetime import date

            return date
        found = getattr(import_module(module), name, None) if module in ROOMS else None
        if isinstance(found, type) and found.__module__ == module and _is_data(found):
            return found
        raise UnpicklingError(f"{module}.{name} hoort hier niet")

    def persistent_load(self, name: Any) -> object:
        found = _constants().get(name) if isinstance(name, str) else None
        if found is None:
            raise UnpicklingError(f"{name} hoort hier niet")
        return found


class _WithConstants(Pickler):
    """Writes what the program itself has by its name: there is only one of it, and that is how it is known."""

    def __init__(self, stream: io.BytesIO, protocol: int) -> None:
        super().__init__(stream, protocol)
        self._names = {id(constant): name for name, constant in _constants().items()}

    def persistent_id(self, value: object) -> str | None:
        return self._names.get(id(value))


@cache
def _constants() -> Mapping[str, object]:
    """The kinds of facts and fields that the program itself has, by name, also when they stand in a table."""
    found: dict[str, object] = {}
    for room in ("strategy.facts.types_and_sentences", "strategy.rulebook.check"):
        for name, value in vars(import_module(room)).items():
            table = value.items() if isinstance(value, Mapping) else ()
            for within, constant in ((name, value), *((f"{name}/{key}", each) for key, each in table)):
                if not isinstance(constant, type) and _is_data(type(constant)):
                    found[f"{room}/{within}"] = constant
    return found


def _is_data(found: type) -> bool:
    return is_dataclass(found) or (issubclass(found, tuple) and hasattr(found, "_fields"))


def _ours(status: os.stat_result) -> bool:
    """Whether something is of this user, and nobody else may read or write it."""
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077


def _content(place: int, name: str) -> bytes:
    """What stands in an entry, and a mark on it that it was used. Raises UnpicklingError when it is not a file of the user alone."""
    number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    with open(number, "rb") as file:
        status = os.fstat(number)
        if not (stat.S_ISREG(status.st_mode) and _ours(status) and status.st_size <= LONGEST + 100):
            raise UnpicklingError("niet alleen van u")
        content = file.read()
        with suppress(OSError):
            os.utime(number)
    return content


def _hash(content: bytes) -> bytes:
    from hashlib import sha256  # a tenth of what help takes to start

    return sha256(content).digest()


def _head(name: str, pickled: bytes) -> bytes:
    """How an entry begins: with a hash of what stands in it and of its name, so that none answers another question."""
    return MARK + _hash(name.encode() + b"\0" + pickled)


def _code() -> bytes:
    """What code answers: ours, Python, and the packages beside it, by the names of which their versions are part."""
    parts = [f"{sys.version} {sys.platform}"]
    for folder in sys.path:
        with suppress(OSError):
            parts.append(repr(sorted(name for name in os.listdir(folder or ".") if name.endswith("-info"))))
    return _hash("\0".join([*parts, own_code()]).encode("utf-8", "surrogateescape"))


def own_code() -> str:
    """A hash of the files of this package, the same on every system; the dossier that a wheel puts between them is not of it."""
    parts = []
    home = os.path.dirname(os.path.abspath(__file__))
    for folder, folders, files in os.walk(home):
        folders[:] = sorted({*folders} - {"__pycache__", "zaanstad"})
        for file in sorted(files):
            path = os.path.join(folder, file)
            with open(path, "rb") as source:
                content = source.read().replace(b"\r\n", b"\n")
            parts.append(path[len(home) :].replace(os.sep, "/") + _hash(content).hex())
    return _hash("\0".join(parts).encode("utf-8", "surrogateescape")).hex()


def _clear(place: int) -> None:
    """Throw away what was not used for long, and of what is left the least recently used until the rest fits."""
    found = []
    for name in os.listdir(place):
        with suppress(FileNotFoundError):
            status = os.stat(name, dir_fd=place, follow_symlinks=False)
            found.append((status.st_mtime, status.st_size, name))
    left, oldest = MOST_BYTES, time.time() - DAYS * _SECONDS_A_DAY
    for used, size, name in sorted(found, reverse=True):
        left -= size
        if left < 0 or used < oldest:
            _remove(place, name)


def _remove(place: int, name: str) -> None:
    """Throw something away, if that can be done: who put a folder there may have put things in it."""
    for way in (os.unlink, os.rmdir):
        with suppress(OSError):
            way(name, dir_fd=place)
            return


_memories: list[Memory] = []


@contextmanager
def remembering(memory: Memory) -> Iterator[Memory]:
    """Within this, what `recall` is asked may come from there, and goes there."""
    _memories.append(memory)
    try:
        yield memory
    finally:
        _memories.remove(memory)
        memory.close()


def recall(
    kind: str,
    asked: Callable[[], object],
    make: Callable[[], Answer],
    keep: Callable[[Answer], bool] = lambda _: True,
) -> Answer:
    """The answer to a question, from the memory that is in use if there is one, and what it makes, if it is one to `keep`.

    What was `asked` says in full, by its `repr`, what the answer hangs on. Without a memory the answer is made.
    """
    return _memories[-1].recall(kind, asked(), make, keep) if _memories else make()


def place_of(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where a user's own answers are kept; None when that cannot be told, or be seen to be of the user alone, as on Windows."""
    if environment.get(OFF) or os.open not in os.supports_dir_fd:
        return None
    caches = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(caches):
        return Path(caches, NAME)
    home = environment.get("HOME", "")
    if not os.path.isabs(home):
        return None
    return Path(home, "Library/Caches" if platform == "darwin" else ".cache", NAME)
