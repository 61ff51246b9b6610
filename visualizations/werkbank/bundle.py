"""What the interpreter in the page gets to import, as one archive.

Of our own code it is what `inside` leads to, followed from import to import; of the packages of Python what runs without anything
compiled.
"""

from __future__ import annotations

import ast
import gzip
import io
import posixpath
import tarfile
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from strategy.dossier.files import LANDELIJK, NETWORKS, RULES, shipped_dossier
from visualizations.werkbank.npm_packages import Licence

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
