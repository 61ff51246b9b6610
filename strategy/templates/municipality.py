"""The dossier of a real municipality: what the register says of it, on the national basis, with examples to replace.

Nothing in one file rests on what a user is to change in another: examples name only what the basis has, and themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strategy.dossier.files import LANDELIJK, MARKER, NETWORKS, files_in, homes, texts_below
from strategy.dossier.names import slug, within_quotes, word
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Scalar, blocks_in, parse
from strategy.register.network import FILE, Around, Network, network_of, text_of
from strategy.register.tables import PROVINCES, Municipality, Register
from strategy.templates.text import folder
from strategy.templates.whole import editor_files
from strategy.workspace import Workspace, workspace_of

PROVINCIAL = ("provincie", "vng-afdelingen")
"""Layers of which there is one thing per province."""
CITY_NETWORKS = ("g4", "g40", "m50", "p10", "k80")
_LISTED = ("g4", "g40", "m50")
"""City networks of which the register of municipalities has the members; of the others nobody published a list."""


def new_municipality(municipality: Municipality, register: Register) -> tuple[dict[str, str], Workspace]:
    """The files of the dossier of a municipality by path, and what they say."""
    own = slug(municipality.name)
    header = {MARKER: f"basis: {LANDELIJK}\n"}
    below = texts_below(header)
    basis = {**header, **below}
    layers, actors = _ids(basis, ("laag",)), _ids(basis, ("id",))
    network = network_of(municipality, register, Around(actors))
    us = network.municipality.id if network.municipality else own
    ours = tuple(_ours(municipality, register)) if municipality.province else ()
    off = (*((each, "") for each in PROVINCIAL if ours), *_not_ours(municipality))
    values = {
        "titel": municipality.name,
        "naam": within_quotes(municipality.name),
        "id": own,
        "gemeente": word(us),
        "lagen": "".join(_off(each, why) for each, why in off if each in layers),
        "actoren": _block(
            "  actoren:\n", (f"    {each}: {{{how}}}\n" for each, how in ours if each in actors)
        ),
        "tafel": _table(network),
    }
    texts = folder("eigen", values) | {FILE: text_of(network)}
    texts |= {path: raw.decode() for path, raw in editor_files().items()}
    own_files = {path: text for path, text in texts.items() if path.endswith(".yaml")}
    return texts, workspace_of({**below, **own_files}).proven()


def _ids(texts: dict[str, str], keys: Iterable[str]) -> frozenset[str]:
    """What the networks in these texts define under one of these keys."""
    nodes = (parse(texts[path], path).node for path in files_in(homes(NETWORKS, texts), texts))
    blocks = (block for node in nodes if isinstance(node, MappingNode) for block in blocks_in(node))
    return frozenset(
        value.text for block in blocks for key in keys if isinstance(value := block.get(key), Scalar)
    )


def _not_ours(municipality: Municipality) -> Iterator[tuple[str, str]]:
    """The city networks that are off, and what is still to be looked at."""
    for each in CITY_NETWORKS:
        if each in _LISTED and municipality.city_network.lower() != each:
            yield each, "of wij geen lid zijn: de ledenlijst is van 2022 of 2023"
        elif each not in _LISTED:
            yield each, "of wij geen lid zijn: er is geen ledenlijst"


def _ours(municipality: Municipality, register: Register) -> Iterator[tuple[str, str]]:
    """Of what is per province, our own, and the provinces with which we take part in something: these do not speak for us."""
    met = {
        part.code
        for each in register.joined(municipality.code)
        for part in register.participants[each.number]
    }
    for code, (name, short) in PROVINCES.items():
        if name == municipality.province:
            yield f"provincie-{short}", "actief: aan"
        elif code in met:
            yield f"provincie-{short}", "actief: aan, kenmerken: {erbij: [{waarde: geen-lid, aard: oordeel}]}"
    for name, short in PROVINCES.values():
        if name == municipality.province:
            yield f"vng-pa-{short}", "actief: aan"


def _block(head: str, lines: Iterable[str]) -> str:
    """Lines below a key, and nothing without any."""
    found = "".join(lines)
    return head + found if found else ""


def _off(name: str, why: str = "") -> str:
    doubt = f', te_verifieren: "{why}"' if why else ""
    return f"    {name}: {{actief: uit{doubt}}}\n"


def _table(network: Network) -> str:
    """A table of ours with what is to be said of it, as an example in the README: one that is broadly described first."""
    boards = sorted((each for each in network.arrangements if each.body), key=lambda each: not each.broad)
    board = boards[0] if boards else None
    about = f"themas: {{erbij: [{board.broad[0]}]}}, " if board and board.broad else ""
    return f"{board.body if board else 'een-tafel-van-ons'}: {{{about}functies: {{erbij: [afstemming]}}}}"
