"""What goes into the page: what its interpreter gets to import, as one archive, and the npm packages of interpreter and editor.

Of our own code it is what `inside` leads to, followed from import to import; of the packages of Python what runs without anything
compiled. Those of npm are as `make` fetched them, checked before they go in: git does not keep them and the wheel carries them,
as with the solver of the explorer.
"""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import io
import json
import posixpath
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from strategy.dossier.files import LANDELIJK, NETWORKS, RULES, shipped_dossier
from strategy.errors import KrachtenveldError

ROOT = Path(__file__).resolve().parents[2]
START = "visualizations.werkbank.inside"
OURS = ("strategy", "visualizations")
ELSEWHERE = (
    "visualizations.briefing",
    "visualizations.exports",
    "visualizations.live.app",
    "strategy.importing",
    "strategy.robustness",
)
"""Of our own what only works with packages that have compiled parts, or is for other answers than those of the page."""
WRITTEN = ("strategy/templates/onderdeel/toetsbestand.yaml",)
"""With what a form begins a new file."""
PYTHON_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "pyyaml": ("yaml/*.py",),
    "networkx": (
        "networkx/exception.py", "networkx/lazy_imports.py", "networkx/convert.py", "networkx/utils/*.py", "networkx/classes/*.py",
        "networkx/algorithms/dag.py", "networkx/algorithms/structuralholes.py", "networkx/algorithms/components/*.py",
        "networkx/algorithms/shortest_paths/*.py", "networkx/algorithms/centrality/betweenness.py",
    ),
    "jinja2": ("jinja2/*.py",),
    "markupsafe": ("markupsafe/*.py",),
    "pyvis": ("pyvis/*.py",),
    "pyphen": ("pyphen/*.py", "pyphen/dictionaries/hyph_nl_NL.dic"),
}  # fmt: skip
STAND_INS: Mapping[str, str] = {
    # The whole of networkx takes a second to start in a browser; this is the part that measures and orders.
    "networkx/__init__.py": """\
from networkx.lazy_imports import _lazy_import
from networkx.exception import *
from networkx import utils
from networkx.utils import _clear_cache, _dispatchable
config = utils.backends._set_configs_from_environment()
utils.config = utils.configs.config = config
from networkx import classes
from networkx.classes import filters
from networkx.classes import *
from networkx import convert
from networkx.convert import *
from networkx import algorithms
from networkx.algorithms import *
""",
    "networkx/algorithms/__init__.py": """\
from networkx.algorithms.dag import *
from networkx.algorithms.components import *
from networkx.algorithms.structuralholes import *
from networkx.algorithms.centrality.betweenness import *
""",
    "networkx/algorithms/centrality/__init__.py": "",
    # pyvis asks for these when it is imported, and uses them only for a notebook.
    "IPython/__init__.py": "",
    "IPython/display.py": "IFrame = None\n",
    "jsonpickle.py": "",
    "pyphen/dictionaries/__init__.py": "",
}


def bundle() -> bytes:
    """The archive; the same code and packages give the same bytes."""
    return packed(dict(_files()))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by path as tar within gzip, without anything in it of the machine or the day."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            member = tarfile.TarInfo(path)
            member.size = len(files[path])
            archive.addfile(member, io.BytesIO(files[path]))
    return gzip.compress(tar.getvalue(), 9, mtime=0)


def licences() -> tuple[Licence, ...]:
    """What may be done with the packages of Python, in their own words."""
    return tuple(_licence(name) for name in PYTHON_PACKAGES)


def _files() -> Iterator[tuple[str, bytes]]:
    yield from ((path, (ROOT / path).read_bytes()) for path in _own())
    for name, patterns in PYTHON_PACKAGES.items():
        home = Path(str(distribution(name).locate_file("")))
        for pattern in patterns:
            for path in sorted(home.glob(pattern)):
                yield path.relative_to(home).as_posix(), path.read_bytes()
    yield from ((path, text.encode()) for path, text in STAND_INS.items())
    shipped = shipped_dossier()
    for pattern in (f"{LANDELIJK}/*.yaml", f"{LANDELIJK}/{NETWORKS}/*.yaml", f"{RULES}/*.yaml"):
        for path in sorted(shipped.glob(pattern)):
            yield path.relative_to(shipped).as_posix(), path.read_bytes()


def _own() -> Iterator[str]:
    """The files of our own code, and beside modules for pages their templates."""
    modules = sorted(_reached(START))
    paths = [_path(name) for name in modules]
    yield from (*paths, *WRITTEN)
    folders = {posixpath.dirname(path) for path in paths}
    drawn = (folder for folder in sorted(folders) if folder.startswith("visualizations/"))
    for folder in drawn:
        for path in sorted((ROOT / folder / "templates").glob("*")):
            yield path.relative_to(ROOT).as_posix()


def _reached(start: str) -> set[str]:
    """Every module of ours that can be imported from one, also where that is done late."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found or name.startswith(ELSEWHERE) or not _is_module(name):
            continue
        found.add(name)
        waiting.extend(name.rpartition(".")[0] for _ in [0] if "." in name)
        tree = ast.parse((ROOT / _path(name)).read_text(encoding="utf-8"))
        for node in _imports(tree):
            if isinstance(node, ast.Import):
                waiting.extend(each.name for each in node.names)
            elif node.module:
                waiting.append(node.module)
                waiting.extend(f"{node.module}.{each.name}" for each in node.names)
    return found


def _imports(within: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports among the statements in a part of a module, however deep; no expression holds one."""
    for node in ast.iter_child_nodes(within):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _imports(node)


def _is_module(name: str) -> bool:
    return name.partition(".")[0] in OURS and (ROOT / _path(name)).is_file()


def _path(name: str) -> str:
    base = name.replace(".", "/")
    return f"{base}/__init__.py" if (ROOT / base).is_dir() else f"{base}.py"


def _licence(name: str) -> Licence:
    found = distribution(name)
    about = found.metadata
    said = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
    named = (each.rpartition(":: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each)
    kind = next((each for each in said if "\n" not in each), "") or " of ".join(named)
    texts = sorted(
        str(each) for each in found.files or () if ".dist-info" in str(each) and "LICENSE" in each.name
    )
    return Licence(
        name, found.version, kind, "\n".join(found.locate_file(each).read_text() for each in texts)
    )


# ── the packages of npm ─────────────────────────────────────────────────────────────────────────────

FOLDER = Path(__file__).parent / "pakketten"
"""Where `npm pack` leaves them; the Makefile fetches what `python -m visualizations.werkbank.bundle` names."""
MISSING = "de werkbank heeft onderdelen nodig die hier nog niet staan"
HOW = "met npm op deze computer haalt `make run` ze op; in het pakket (de wheel) zitten ze al"


@dataclass(frozen=True)
class Package:
    """One package of one version, by the integrity that npm states for it."""

    name: str
    version: str
    sha512: str

    @property
    def file(self) -> str:
        """Named as `npm pack` names it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


PYODIDE, *EDITOR = (
    Package("pyodide", "314.0.7", "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="),
    Package("@marijn/find-cluster-break", "1.0.4", "Wy0V7+SGUjnF9/TkiM1hKVDPj7jKXduPNboMVtHTA8dySMURWqfg/JZ9E2Sq8JgSJmkl7k7Qe9FLeMSrSraWmQ=="),
    Package("@codemirror/state", "6.7.6", "kAz+AncRtKuIknedxT1bq4XwXv4UowhbkHU1myPrtVb/jZtImWuV5BXzv5vK6i3kYACsdiZiQKFQQ5Mq7elW8w=="),
    Package("style-mod", "4.1.5", "WQ2llCZa9sZSkJA+aOwpg5DkfbAXFKGh//t3MRTBeruFiSBC+GXUmbBzrw3bXyboCWAbtCW9InDfBsXrRD/rAg=="),
    Package("w3c-keyname", "2.2.8", "dpojBhNsCNN7T82Tm7k26A6G9ML3NkhDsnw9n/eoxSRlVBB4CEtIQ/KTCLI2Fwf3ataSXRhYFkQi3SlnFwPvPQ=="),
    Package("crelt", "1.0.7", "aK6BbWfhf4U/wCcLHKPJl/xa6VkVstRaPywWtMKGwuOLc/wZTyQYuoxgvZnNsBvv7Kg3YTBQYYBCggcviQczuA=="),
    Package("@codemirror/view", "6.43.15", "HHsfpqFeHyXLs983pSRe38Xajs0vFWZQ2BuX0m7Ki8w3jZ5iD8cuR3lBz2/5/X53Dhf32SBHKh6rtSTB6tKeGw=="),
    Package("@lezer/common", "1.5.5", "Pw7PVCndruF1pb3ebCxpSVpkMHSDjwRCLcTRw+RizUKco5QbWylwq2g4lnG/RYN7yTTQDXE9F77MwtkAyphrjg=="),
    Package("@lezer/highlight", "1.2.5", "O1GMVKgtf5YspFaRzpmqkVgMtIk2HG9uMAbH6wdAIdNh3TVzCsch/+cRi+6l2//UGDKe6NB9BW3cvuR5ezMQ0w=="),
    Package("@lezer/lr", "1.4.12", "On9HU4oMMiHPMkQDgoTnGahjgG5n/MkN38CgG77sMraKLL+3JBbeQNi1FcCXV9QRqwF9/BUXP3caHyJC1fBOTQ=="),
    Package("@lezer/yaml", "1.0.4", "2lrrHqxalACEbxIbsjhqGpSW8kWpUKuY6RHgnSAFZa6qK62wvnPxA8hGOwOoDbwHcOFs5M4o27mjGu+P7TvBmw=="),
    Package("@codemirror/streamparser", "6.0.0", "JTFPF6xrfjt0mnfGPgzcLiMwYmvIyNaoizp8BYzv8FE8KrT6GBGDZ190rtt+O7Wke3gG/MFHyiY9YGNeimof4w=="),
    Package("@codemirror/language", "6.13.1", "zfvU2r3TyylQLMj/te+5CnQ0rSqZi8B1oTCBbQkagcLW4Xc6imab6qN+pEJhsuNOLaJqiRyBXp9UhWA1DhVvDw=="),
    Package("@codemirror/commands", "6.11.1", "O/4hG3SC1YwcmQ0d2UVNDs+AsaNWd1iHVxbTeEBuqH+6bExAiPK3iS/BvpY6rZGURALv4ZD3sIgcCmRvw3ehBg=="),
    Package("@codemirror/autocomplete", "6.20.4", "yF8RhOf2SXlg00+qtupzLhrglcas61boqaONiNcbPIebHCpJocpqTBA6dyrtUrQO47hqyTdeob/3XnYilT7TaQ=="),
    Package("@codemirror/lint", "6.9.8", "qNvtcE73xUto/D1RvtgSRI4A1Hg8ekxlvtZpjHpdpisLBnhyu82EUEJMEgaxkjuQCA8vqnrylENWKOsEDCOHcw=="),
    Package("@codemirror/search", "6.7.2", "gUYkYhT2+n/+VGZ+8EzE5WFkYZUZYm1VOKDudIsNqh42uRVQJ0a6Yss9sdKT3MeOYfuL1N6AZA57oza0Oyr0LA=="),
    Package("@codemirror/lang-yaml", "6.1.3", "AZ8DJBuXGVHybpBQhmZtgew5//4hv3tdkXnr3vDmOUMJRuB6vn/uuwtmTOTlqEaQFg3hQSVeA90NmvIQyUV6FQ=="),
)  # fmt: skip
"""The packages of the editor each after what it uses."""
NPM_PACKAGES = (PYODIDE, *EDITOR)


@dataclass(frozen=True)
class Licence:
    """What may be done with a part, by whose word, and in which words as far as the part carries these."""

    name: str
    version: str
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Parts:
    """The interpreter as npm packed it, in base64; the scripts of the editor by the names they ask each other by."""

    python: str
    python_tar: str
    """SHA-256 of what is in it, unpacked."""
    editor: Mapping[str, str]
    licences: tuple[Licence, ...]


def parts(folder: Path = FOLDER) -> Parts:
    """All of them, checked. Raises KrachtenveldError when one is missing, or is not the one that was tried."""
    missing = [each for each in NPM_PACKAGES if not (folder / each.file).is_file()]
    if missing:
        raise KrachtenveldError(MISSING, HOW)
    packed = {each: _checked(folder / each.file, each) for each in NPM_PACKAGES}
    licences = []
    for each, tar in packed.items():
        about = _about(tar)
        licences.append(Licence(each.name, each.version, str(about["license"]), _licence_text(tar)))
    editor = {each.name: _plain_script(packed[each]) for each in EDITOR}
    python = base64.b64encode((folder / PYODIDE.file).read_bytes()).decode()
    return Parts(python, hashlib.sha256(packed[PYODIDE]).hexdigest(), editor, tuple(licences))


def _checked(path: Path, package: Package) -> bytes:
    """What is packed in a file, as tar."""
    content = path.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != package.sha512:
        raise KrachtenveldError(
            f"{path.name} is niet het pakket waarmee de werkbank is beproefd",
            f"gooi {path} weg; `make run` haalt het opnieuw",
        )
    return gzip.decompress(content)


def _member(tar: bytes, name: str) -> bytes | None:
    """A file of a package; None when it has none of that name."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as members:
        try:
            found = members.extractfile(f"package/{name}")
        except KeyError:
            return None
        return found.read() if found else None


def _about(tar: bytes) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(_member(tar, "package.json") or b"{}")
    return read


def _plain_script(tar: bytes) -> str:
    """The script for who has no modules: it asks for others by `require`, so no program is needed to join them."""
    name = str(_about(tar)["exports"]["require"]).removeprefix("./")
    return (_member(tar, name) or b"").decode()


def _licence_text(tar: bytes) -> str:
    return (_member(tar, "LICENSE") or b"").decode()


def wanted(folder: Path = FOLDER) -> Iterator[str]:
    """What is still to be fetched, as npm names it."""
    return (f"{each.name}@{each.version}" for each in NPM_PACKAGES if not (folder / each.file).is_file())


if __name__ == "__main__":
    print(*wanted())
