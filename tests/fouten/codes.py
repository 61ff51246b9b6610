"""Every code that a finding can carry, read from the source, so that none goes without a case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import strategy
from strategy.dossier import model
from strategy.dossier.defined_names import KIND_NAMES

ROOMS = [Path(strategy.__file__).parent / room for room in ("dossier", "rulebook")]
REPORTERS = {"Finding", "Problem", "finding", "report", "unreadable"}
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def codes_in_source() -> set[str]:
    """The codes that the reading rooms write down, and those made from a kind of name."""
    return (
        codes_written(*ROOMS)
        | {f"onbekend-{KIND_NAMES[kind]}" for kind in _single_kinds()}
        | {"onbekend-onderdeel"}
    )


def codes_written(*rooms: Path) -> set[str]:
    """The codes that stand in the source of these rooms."""
    return {
        code
        for room in rooms
        for path in room.glob("*.py")
        for code in _codes(ast.parse(path.read_text("utf-8")))
    }


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and _name(node.func) in REPORTERS):
            continue
        texts = (
            part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        code = next(texts, None)
        if code is not None:
            assert CODE.fullmatch(code), f"geen code: {code}"
            yield code


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


def _single_kinds() -> set[str]:
    """Kinds of names that some key of the model refers to, besides sources and their paragraphs."""
    classes = [item for item in vars(model).values() if isinstance(item, type) and is_dataclass(item)]
    refs = (ref for cls in classes for key in model.keys_of(cls) for ref in _refs(key.kind))
    return {ref.kinds[0] for ref in refs if len(ref.kinds) == 1} | {"document", "paragraaf"}


def _refs(kind: object) -> Iterator[model.Ref]:
    if isinstance(kind, model.Ref):
        yield kind
    for name in ("of", "key"):
        if (inner := getattr(kind, name, None)) is not None:
            yield from _refs(inner)
