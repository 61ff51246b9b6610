"""Files as an editor reads them: YAML 1.2 with the core schema, as yaml-language-server does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser
from yaml.resolver import Resolver

from strategy.dossier.loader import Loaded
from strategy.rulebook.ast import Rulebook
from visualizations.schema_files import schemas

SCHEMAS = {
    "dossier.yaml": "dossier",
    "bronnen.yaml": "bronnen",
    "college.yaml": "college",
    "opgaven": "opgave",
    "networks": "netwerk",
    "rules": "regels",
    "scenarios": "scenario",
    "toetsen": "toetsen",
}
"""The file, or the folder it is in → the schema that describes it."""

_CORE = (
    ("null", re.compile(r"~|null|Null|NULL|"), [*"~nN", ""]),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")),
    ("int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"), list("-+0123456789")),
    (
        "float",
        re.compile(
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?(?:\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
        ),
        list("-+0123456789."),
    ),
)


class _Loader(Composer, CParser, SafeConstructor, Resolver):
    """YAML 1.2 core: no dates, no yes and no, no colons or underscores in numbers; no key twice."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)  # that of C ends the process where a file goes too deep
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len({str(key) for key in keys}):
            raise yaml.YAMLError("a key stands here twice")
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in _CORE:
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern.pattern})$"), _first
    )
_Loader.add_constructor(
    "tag:yaml.org,2002:int",
    lambda loader, node: int(node.value, 0) if re.match(r"0[ox]", node.value) else int(node.value),
)
_Loader.add_constructor(
    "tag:yaml.org,2002:float",
    lambda loader, node: float(node.value.replace(".inf", "inf").replace(".nan", "nan")),
)


def as_editor(text: str) -> Any:
    """The value of a file. Raises yaml.YAMLError when an editor underlines it without any schema."""
    return yaml.load(text, _Loader)


def schema_name(file: str) -> str:
    return SCHEMAS[file if "/" not in file else file.split("/")[0]]


def schemas_for(loaded: Loaded, rulebook: Rulebook, **more: Any) -> dict[str, str]:
    """The text of each schema of a dossier, by name."""
    made = schemas(loaded, rulebook, **more)
    return {name: json.dumps(made[name]) for name in SCHEMAS.values()}


def content_files(root: Path) -> Iterator[str]:
    """Every content file of a dossier, relative to its root."""
    yield from ("dossier.yaml", "bronnen.yaml", "college.yaml")
    for folder in SCHEMAS:
        if (root / folder).is_dir():
            yield from (f"{folder}/{path.name}" for path in sorted((root / folder).glob("*.yaml")))


def complaints(schema: str, text: str) -> list[str]:
    """What is wrong with a file according to a schema."""
    return list(_complaints(schema, text))


@lru_cache(maxsize=4096)
def _complaints(schema: str, text: str) -> tuple[str, ...]:
    """Once per file and schema: the dossiers of many tests differ in one of their files."""
    return tuple(
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:120]}"
        for error in _validator(schema).iter_errors(as_editor(text))
    )


@lru_cache(maxsize=256)
def _validator(schema: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(schema))
