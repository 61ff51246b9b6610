"""Maps of any size, invented: a country of networks, to see that a large map stays readable and quick."""

from __future__ import annotations

import random
from dataclasses import replace

from strategy.advice.scores_bands import Weights
from visualizations.kaart.model import Card, Edge, FactLine, Kind, LinePart, MapModel, MapReason, Node, Share

_SHARES: dict[Kind, float] = {
    "opgave": 0.02,
    "prioriteit": 0.2,
    "gremium": 0.5,
    "route": 0.14,
    "beslisser": 0.14,
}
_LEVELS = (("landelijk", "landelijk"), ("metropool", "metropool"), ("regionaal", "regio"))


def invented(model: MapModel, count: int, seed: int = 1) -> MapModel:
    """A map of about `count` nodes and three to four times as many lines, in the words of none."""
    chance = random.Random(seed)
    sizes = {kind: max(2, round(share * count)) for kind, share in _SHARES.items()}
    names = {kind: [f"{kind}:{kind}-{i}" for i in range(size)] for kind, size in sizes.items()}
    opgaven = tuple((f"opgave-{i}", f"Grote opgave {i}") for i in range(sizes["opgave"]))
    of = [opgaven[i % len(opgaven)] for i in range(sizes["prioriteit"])]
    fact = FactLine(
        "Dit is een verzonnen feit over een verzonnen gremium", "networks/x.yaml", 3, "aanname", "Niets"
    )
    organisations = max(3, sizes["gremium"] // 12)
    cards, nodes, edges = [], [], {}
    for i, (name, title) in enumerate(opgaven):
        nodes.append(Node(names["opgave"][i], "opgave", title, title, opgaven=(name,)))
    for i, name in enumerate(names["prioriteit"]):
        text = f"Prioriteit {i} over iets belangrijks in de stad"
        nodes.append(Node(name, "prioriteit", text, text, opgaven=(of[i][0],), path=(of[i][1],)))
    for i, name in enumerate(names["gremium"]):
        level, group = _LEVELS[i % 3]
        points = 5.0
        served = chance.sample(range(sizes["prioriteit"]), 3)
        owner = i % organisations
        card = Card(
            f"positie/{name.split(':')[1]}/lid", f"Word lid van tafel {i}", "positie", "claimen", "doen", points, 1,
            (of[served[0]][0],), (LinePart(f"positie/{name.split(':')[1]}/lid", 0),),
            (MapReason(0, f"Tafel {i} gaat erover.", "lid", "rules/x.yaml", 7, points,
                    tuple(Share(of[j][0], f"prioriteit-{j}", 1.0, points) for j in served), (fact,)),), (), (),
        )  # fmt: skip
        cards.append(card)
        nodes.append(
            Node(
                name,
                "gremium",
                f"Tafel {i} voor overleg over van alles",
                f"Tafel {i} voor overleg over van alles",
                level=level,
                level_group=group,
                network=f"laag-{owner % 9}",
                opgaven=card.opgaven,  # type: ignore[arg-type]
                seat=("heeft", "aanbevolen", "aanbevolen", "aanbevolen")[i % 4],  # type: ignore[arg-type]
                group="doen",
                band="doen",
                score=points,
                cards=(card.id,),
                seats=(card.id,),
                path=(f"Laag {owner % 9}", f"Organisatie {owner}"),
                facts=(fact,),
            )
        )
        for j in served:
            edges[names["prioriteit"][j], name] = Edge(
                names["prioriteit"][j], name, 1, "aanbevolen", (f"prioriteit-{j}",), "waarde"
            )
        route = names["route"][owner % sizes["route"]]
        edges[name, route] = Edge(
            name, route, 3, "aanbevolen", tuple(f"prioriteit-{j}" for j in served), "groep"
        )
    for kind in ("route", "beslisser"):
        for i, name in enumerate(names[kind]):
            text = f"{kind.capitalize()} {i}"
            nodes.append(
                Node(
                    name,
                    kind,
                    text,
                    text,
                    level="landelijk",
                    level_group="landelijk",
                    path=(f"Laag {i % 9}",),
                )
            )
    for i, name in enumerate(names["prioriteit"]):
        start = f"opgave:{of[i][0]}"
        edges[start, name] = Edge(start, name, 2, "bestaand", (f"prioriteit-{i}",))
    every = tuple(f"prioriteit-{i}" for i in range(sizes["prioriteit"]))
    for i, name in enumerate(names["beslisser"]):
        start = names["route"][i % min(organisations, sizes["route"])]
        edges[start, name] = Edge(start, name, 1, "bestaand", every[:6])
    reached = {end for _, end in edges}
    kept = tuple(node for node in nodes if node.kind == "opgave" or node.id in reached)
    present = {node.id for node in kept}
    place = {node.id: i for i, node in enumerate(kept)}
    return replace(
        model, nodes=kept, cards=tuple(cards), opgaven=opgaven, elsewhere=(), groups=("doen",), left_out=0, phrases=(),
        networks=tuple((f"laag-{i}", f"Laag {i}") for i in range(9)),
        edges=tuple(
            sorted((e for e in edges.values() if {e.start, e.end} <= present), key=lambda e: place[e.start])
        ),
        weights=Weights({name: 1.0 for name, _ in opgaven}, dict.fromkeys(every, 1.0)),
    )  # fmt: skip
