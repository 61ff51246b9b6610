"""What counts as a change: every declared field does, and nothing else."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.dossier.model import (
    College,
    Dossier,
    Header,
    Key,
    Layer,
    Many,
    Member,
    Object,
    Opgave,
    Sources,
    Table,
    Theme,
    Trait,
    WithSource,
    keys_of,
)
from strategy.effect.delta import VersionChange
from strategy.effect.dossier_changes import compare_dossiers
from strategy.effect.versions import compare
from strategy.workspace import Workspace, read_workspace
from tests.effect.conftest import copy_of, edit
from tests.effect.mutate import Place, built, others, places, put
from tests.examples import examples


def test_every_declared_key_is_compared_and_gives_exactly_one_change(zaanstad: Workspace) -> None:
    header = zaanstad.loaded.dossier.header
    trait = built(Trait, "raadsavond")  # Zaanstad declares none, and names no member of its college
    dossier = dataclasses.replace(
        zaanstad.loaded.dossier,
        header=dataclasses.replace(header, traits={trait.id: trait}),
        college=dataclasses.replace(zaanstad.loaded.dossier.college, members=(built(Member, "wethouder-a"),)),
    )
    first: dict[tuple[str, str], Place] = {}
    for place in places(dossier):
        first.setdefault((type(place.owner).__name__, place.key.attribute), place)
    dossier = _holding(dossier, [place.path for place in first.values()])
    tried: set[tuple[str, str]] = set()
    for place in places(dossier):
        name = (type(place.owner).__name__, place.key.attribute)
        if name in tried:
            continue
        tried.add(name)
        for value in others(place.key.kind, getattr(place.owner, place.key.attribute)):
            _exactly_one(dossier, place, value)
    assert tried == set(_declared()), "Zaanstad has no object of some class; give the test one"


def _holding(value: Any, paths: list[tuple[Any, ...]]) -> Any:
    """What is on these paths, without what stands beside it in a list: to compare all of Zaanstad takes long."""
    if () in paths or isinstance(value, dict):
        return value
    below: dict[Any, list[tuple[Any, ...]]] = {}
    for step, *rest in paths:
        below.setdefault(step, []).append(tuple(rest))
    if isinstance(value, tuple):
        kept = ((item, below.get(("index", at))) for at, item in enumerate(value))
        return tuple(_holding(item, inner) for item, inner in kept if inner)
    changed = {name: _holding(getattr(value, name), inner) for (_, name), inner in below.items()}
    return dataclasses.replace(value, **changed)


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None)
def test_any_mutated_field_gives_exactly_that_change(zaanstad: Workspace, data: st.DataObject) -> None:
    dossier = zaanstad.loaded.dossier
    every = _all_places(dossier)  # drawn by number: each would be written out, and holds much
    place = every[data.draw(st.integers(0, len(every) - 1))]
    values = list(others(place.key.kind, getattr(place.owner, place.key.attribute)))
    _exactly_one(dossier, place, values[data.draw(st.integers(0, len(values) - 1))])


def _exactly_one(dossier: Dossier, place: Place, value: Any) -> None:
    changed = put(dossier, place.path, value)
    delta = compare_dossiers(dossier, changed)
    changes = list(delta.changes())
    assert len(changes) == 1, (place.path, [(each.path, each.old, each.new) for each in changes])
    change = changes[0]
    assert place.key.name in change.path or not change.path, (place.path, change)
    assert list(compare_dossiers(delta.blend(lambda _: True), changed).changes()) == []
    assert delta.blend(lambda _: False) is not changed
    assert list(compare_dossiers(dossier, delta.blend(lambda _: False)).changes()) == []


_PLACES: dict[int, list[Place]] = {}


def _all_places(dossier: Dossier) -> list[Place]:
    return _PLACES.setdefault(id(dossier), list(places(dossier)))


def _declared() -> Iterator[tuple[str, str]]:
    """Every class of the model with each of its keys, apart from what only wraps a file or names a table entry."""
    seen: set[type] = set()
    waiting: list[type] = [Header, Sources, College, Opgave, Layer]
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.add(cls)
        for key in keys_of(cls):
            waiting.extend(_classes(key))
            if cls is not Sources and (cls, key.attribute) not in ((Theme, "id"), (Trait, "id")):
                yield cls.__name__, key.attribute


def _classes(key: Key) -> Iterator[type]:
    kind: Any = key.kind
    while isinstance(kind, Many | WithSource | Table):
        kind = kind.of
    if isinstance(kind, Object):
        yield kind.cls


def test_layout_comments_and_order_are_no_change(
    repository: Path, tmp_path: Path, zaanstad: Workspace
) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    for path in folder.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        spaced = [each for line in lines for each in (("# een opmerking", line) if _top(line) else (line,))]
        path.write_text("\n\n".join(spaced) + "\n# einde\n", encoding="utf-8")
    edit(
        folder,
        "landelijk/networks/vng.yaml",
        "themas: [bestuur, veiligheid]",
        "themas: [veiligheid, bestuur]",
    )
    (folder / "rules" / "3-posities.yaml").rename(folder / "rules" / "9-zetels.yaml")
    (folder / "opgaven" / "economie.yaml").rename(folder / "opgaven" / "aaa.yaml")
    rules = folder / "rules" / "1-afleiden.yaml"
    text = rules.read_text(encoding="utf-8").replace("$p", "$wens").replace("{p}", "{wens}")
    rules.write_text(text.replace("{p: ", "{wens: ").replace(", p: ", ", wens: "), encoding="utf-8")
    assert compare(zaanstad, read_workspace(folder, "nu")).changes == ()


def _top(line: str) -> bool:
    return bool(line) and not line[0].isspace() and not line.startswith(("-", "#", "?"))


def test_shuffled_lists_are_the_same_dossier(zaanstad: Workspace) -> None:
    order = random.Random(7)
    dossier = zaanstad.loaded.dossier

    def shuffled(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(order.sample([shuffled(each) for each in value], len(value)))
        if hasattr(value, "__dataclass_fields__") and keys_of_any(value):
            lists = [key.attribute for key in keys_of(type(value)) if not key.attribute.endswith("_order")]
            return dataclasses.replace(value, **{name: shuffled(getattr(value, name)) for name in lists})
        return value

    changed = dataclasses.replace(
        dossier,
        header=shuffled(dossier.header),
        documents=shuffled(dossier.documents),
        college=shuffled(dossier.college),
        opgaven=shuffled(dossier.opgaven),
        layers=shuffled(dossier.layers),
    )
    assert list(compare_dossiers(dossier, changed).changes()) == []


def keys_of_any(value: Any) -> bool:
    return any(True for _ in keys_of(type(value)))


def texts(changes: tuple[VersionChange, ...]) -> list[tuple[Any, ...]]:
    return [(each.kind, each.item, each.sort, each.path, each.old, each.new) for each in changes]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected", "line"),
    [
        (
            "landelijk/networks/vng.yaml",
            "    niveau: landelijk",
            "    niveau: regio",
            ("actor", "vng", "gewijzigd", ("niveau",), "landelijk", "regio"),
            "niveau: regio",
        ),
        (
            "landelijk/networks/vng.yaml",
            "{op: vws, sterkte: doorslaggevend",
            "{op: vws, sterkte: groot",
            ("actor", "vng", "gewijzigd", ("invloed", "vws", "sterkte"), "doorslaggevend", "groot"),
            "{op: vws, sterkte: groot",
        ),
        (
            "landelijk/networks/vng.yaml",
            "posities: [{rol: lid}]",
            "posities: [{rol: lid, te_verdelen: ja}]",
            ("positie", "vng-voordracht/lid", "gewijzigd", ("te_verdelen",), "nee", "ja"),
            "posities: [{rol: lid, te_verdelen: ja}]",
        ),
        (
            "landelijk/networks/vng.yaml",
            "        functies: [{waarde: besluit, aard: oordeel}]\n        posities: [{rol: lid}]",
            "        functies: [{waarde: besluit, aard: aanname}]\n        posities: [{rol: lid}]",
            (
                "gremium",
                "vng-voordracht",
                "gewijzigd",
                ("functies", "besluit", "aard"),
                "oordeel",
                "aanname",
            ),
            "functies: [{waarde: besluit, aard: aanname}]",
        ),
        (
            "networks/vng.yaml",
            "vng: {relaties: {bestuurlijk: {waarde: sterk",
            "vng: {relaties: {bestuurlijk: {waarde: zwak",
            ("actor", "vng", "gewijzigd", ("relaties", "bestuurlijk"), "sterk", "zwak"),
            "vng: {relaties: {bestuurlijk: {waarde: zwak",
        ),
        (
            "networks/vng.yaml",
            "vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}}",
            "vng: {relaties: {bestuurlijk: {waarde: sterk, aard: oordeel}}}",
            ("actor", "vng", "gewijzigd", ("relaties", "bestuurlijk", "aard"), "aanname", "oordeel"),
            "vng: {relaties: {bestuurlijk: {waarde: sterk, aard: oordeel}}}",
        ),
        (
            "networks/vng.yaml",
            "vng-meedenk-klimaat/lid: {houder: wij}",
            "vng-meedenk-klimaat/lid: {houder: wij, te_verdelen: ja}",
            ("positie", "vng-meedenk-klimaat/lid", "gewijzigd", ("te_verdelen",), "nee", "ja"),
            "vng-meedenk-klimaat/lid: {houder: wij, te_verdelen: ja}",
        ),
        (
            "networks/vng.yaml",
            "bron: verkenning-2026 §vng\n",
            "bron: verkenning-2026 §g40\n",
            (
                "positie",
                "vng-meedenk-klimaat/lid",
                "gewijzigd",
                ("bezetting", "bron"),
                "verkenning-2026 §vng",
                "verkenning-2026 §g40",
            ),
            "vng-meedenk-klimaat/lid: {houder: wij}",
        ),
        (
            "networks/vng.yaml",
            "vng-meedenk-klimaat: {bron: bis-2022 §3-vng-g40 punt 3}",
            "vng-meedenk-klimaat: {bron: bis-2022 §3-vng-g40 punt 2}",
            (
                "gremium",
                "vng-meedenk-klimaat",
                "gewijzigd",
                ("bron",),
                "bis-2022 §3-vng-g40 punt 3",
                "bis-2022 §3-vng-g40 punt 2",
            ),
            "vng-meedenk-klimaat: {bron: bis-2022 §3-vng-g40 punt 2}",
        ),
        (
            "networks/rijk.yaml",
            "klimaatakkoord: {bron: bis-2022 §3-rijk punt 3}",
            "klimaatakkoord: {bron: bis-2022 §3-rijk punt 3, actief: uit}",
            ("instrument", "klimaatakkoord", "gewijzigd", ("geldig",), None, "nooit"),
            "klimaatakkoord: {bron: bis-2022 §3-rijk punt 3, actief: uit}",
        ),
        (
            "networks/rijk.yaml",
            "reden: Bij BZK zetten we Zaanstad neer als living lab.",
            "reden: Bij BZK zijn we een living lab.",
            (
                "actor",
                "bzk",
                "gewijzigd",
                ("redenen", "4", "reden"),
                "Bij BZK zetten we Zaanstad neer als living lab.",
                "Bij BZK zijn we een living lab.",
            ),
            "reden: Bij BZK zijn we een living lab.",
        ),
        (
            "landelijk/networks/rijk.yaml",
            "naam: Stedelijke focusgebieden van het NPLV",
            "naam: Focusgebieden van het NPLV",
            (
                "actor",
                "nplv-gebieden",
                "gewijzigd",
                ("naam",),
                "Stedelijke focusgebieden van het NPLV",
                "Focusgebieden van het NPLV",
            ),
            "naam: Focusgebieden van het NPLV",
        ),
        (
            "dossier.yaml",
            "peildatum: 2022-06-01",
            "peildatum: 2022-07-01",
            ("dossier", "zaanstad-2022-2026", "gewijzigd", ("peildatum",), "2022-06-01", "2022-07-01"),
            "peildatum: 2022-07-01",
        ),
    ],
)
def test_a_change_names_the_thing_the_key_and_the_line(
    werk: Path, zaanstad: Workspace, file: str, old: str, new: str, expected: tuple[Any, ...], line: str
) -> None:
    edit(werk, file, old, new)
    changes = compare(zaanstad, read_workspace(werk, "nu")).changes
    assert texts(changes) == [expected]
    assert changes[0].place.file == file
    assert line in (werk / file).read_text(encoding="utf-8").splitlines()[changes[0].place.line - 1]


def test_what_is_gone_is_placed_where_it_was(werk: Path, repository: Path, zaanstad: Workspace) -> None:
    edit(werk, "landelijk/networks/vng.yaml", "          - {rol: lid, te_verdelen: ja}\n", "", "id: vng-zjo")
    (change,) = compare(zaanstad, read_workspace(werk, "nu")).changes
    assert texts((change,))[0][:3] == ("positie", "vng-zjo/lid", "vervallen") and change.gone
    lines = (repository / "landelijk" / "networks" / "vng.yaml").read_text(encoding="utf-8").splitlines()
    assert "{rol: lid, te_verdelen: ja}" in lines[change.place.line - 1]


def test_what_is_no_longer_said_of_the_basis_is_placed_where_it_was_said(
    werk: Path, repository: Path, zaanstad: Workspace
) -> None:
    edit(werk, "networks/g40.yaml", "m50: {actief: uit}, ", "")
    (change,) = compare(zaanstad, read_workspace(werk, "nu")).changes
    assert texts((change,)) == [("actor", "m50", "gewijzigd", ("geldig",), "nooit", None)] and change.gone
    lines = (repository / "networks" / "g40.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[change.place.line - 1][change.place.column - 1 :].startswith("uit}, p10: {")


def test_a_thing_that_moves_keeps_its_name(werk: Path, zaanstad: Workspace) -> None:
    """A committee that goes to another actor moved; it did not vanish and come back."""
    file = werk / "landelijk" / "networks" / "vng.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = (
        text.index("      - id: vng-arbeidszaken"),
        text.index("      - id: vng-dienstverleningszaken"),
    )
    body = text[start:end]
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    edit(werk, "landelijk/networks/g40.yaml", "    gremia:\n", f"    gremia:\n{body}")
    changes = compare(zaanstad, read_workspace(werk, "nu")).changes
    assert [change for change in texts(changes) if change[2] in ("nieuw", "vervallen")] == []
    moved = [change for change in changes if change.sort == "verplaatst"]
    assert [(change.item, change.old, change.new) for change in moved] == [
        ("vng-arbeidszaken", "actor vng", "actor g40")
    ]


def test_a_new_name_for_an_opgave_leaves_what_is_in_it_where_it_is(werk: Path, zaanstad: Workspace) -> None:
    word = re.compile(r"(?<![\w-])verstedelijking(?![\w-])")
    for path in werk.rglob("*.yaml"):
        path.write_text(word.sub("groei-van-de-stad", path.read_text(encoding="utf-8")), encoding="utf-8")
    changes = compare(zaanstad, read_workspace(werk, "nu")).changes
    sorts = [change.sort for change in changes]
    assert sorts.count("hernoemd") == 1
    assert not {"nieuw", "vervallen", "verplaatst"} & set(sorts), texts(changes)
