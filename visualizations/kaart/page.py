"""The page: one self-contained HTML text from an outcome. Nothing in it is fetched, nothing is sent."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from visualizations.kaart.build import map_model
from visualizations.kaart.data import Payload, block
from visualizations.kaart.graph import digraph, network
from visualizations.kaart.layout import layout
from visualizations.kaart.model import GROUPS, KIND_NAMES, LEVEL_GROUPS, LINK_NAMES, MapModel
from visualizations.kaart.style import LEVEL_LETTERS
from visualizations.kaart.svg import svg

_TEMPLATES = Path(__file__).parent / "templates"
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
)  # fmt: skip
SEATS = {"heeft": "ja", "aanbevolen": "aanbevolen", "geen": "nee", "": "n.v.t."}


def render_map(outcome: Outcome, *, title: str | None = None) -> str:
    """The map of an outcome as one HTML page; the same outcome gives the same text."""
    return render(map_model(outcome, title=title))


def render(model: MapModel) -> str:
    """The page of a model."""
    placed = layout(model)
    graph = digraph(model, placed)
    built = network(graph)
    scripts = {name: _text(name) for name in ("paneel.js", "tekening.js", "kaart.js")}
    scripts = {"vis": _vis_network(), **scripts}
    css = _text("kaart.css")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        newline_sequence="\n",
    )
    environment.filters["getal"] = decimal
    return environment.get_template("kaart.html").render(
        model=model,
        day=f"{model.day.day} {_MONTHS[model.day.month - 1]} {model.day.year}",
        csp=_policy(scripts.values(), css),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts.values()],
        svg=Markup(svg(model, placed, graph)),
        blocks=[
            (name, Markup(block(value)))
            for name, value in (
                ("knopen", built.nodes),
                ("lijnen", built.edges),
                ("opties", built.options),
                ("gegevens", Payload(model, placed).build()),
            )
        ],
        cards={card.id: card for card in model.cards},
        names={node.id: node.name for node in model.nodes},
        opgave_names=dict(model.opgaven),
        kinds=KIND_NAMES,
        levels=LEVEL_GROUPS,
        letters=LEVEL_LETTERS,
        links=LINK_NAMES,
        seats=SEATS,
        groups=GROUPS,
        group_sizes={
            group: sum(node.kind == "gremium" and node.group == group for node in model.nodes) for group in GROUPS
        },
    )  # fmt: skip


def _text(name: str) -> str:
    """A script or style without its indentation, which is a twentieth of it; no string in it spans lines."""
    lines = (_TEMPLATES / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines)


def _vis_network() -> str:
    """vis-network as pyvis bundles it, with its licence header, without the pointer to a source map."""
    folder = files("pyvis").joinpath("templates", "lib")
    newest = max(
        (entry for entry in folder.iterdir() if entry.name.startswith("vis-")),
        key=lambda entry: tuple(int(part) for part in entry.name.removeprefix("vis-").split(".")),
    )
    text = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.partition("\n//# sourceMappingURL=")[0]


def _policy(scripts, css: str) -> str:
    """The Content-Security-Policy: these scripts and this style, and not a byte from anywhere else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(css)}; img-src blob: data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
