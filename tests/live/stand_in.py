"""A page of the least that the explorer promises: the live part, and a working state to be kept over a reload.

As a program: `python -m tests.live.stand_in MAP [PORT]` serves it as `verken --live` would.
"""

from __future__ import annotations

import sys

from jinja2 import Environment
from markupsafe import Markup

from commands.options import Settings
from commands.verken_live import serve
from strategy.effect.effect import outcome_of
from strategy.effect.versions import Run
from strategy.workspace import Workspace
from visualizations.live.live_state import LivePage
from visualizations.writers.markup import policy

SCRIPT = """
window.krachtenveld = {
  sessie: () => ({notitie: document.getElementById('notitie').value}),
  herstel: kept => { document.getElementById('notitie').value = kept.notitie; },
};
"""
PAGE = Environment(autoescape=True).from_string("""<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{ csp }}">
<title>{{ title }}</title><style>{{ css }}</style></head>
<body><main>{{ html }}<h1>{{ title }}</h1><label>Notitie <textarea id="notitie"></textarea></label>
<ol>{% for advice in advices %}<li>{{ advice.title }}, {{ advice.band }}</li>{% endfor %}</ol></main>
{% for script in scripts %}<script>{{ script }}</script>{% endfor %}</body></html>
""")


def stand_in(version: Workspace, run: Run, live: LivePage) -> str:
    """The best ten advices of a version, with the live part."""
    scripts = [SCRIPT, live.script]
    return PAGE.render(
        title=version.loaded.dossier.header.name,
        advices=outcome_of(version, run).advices[:10],
        html=live.html,
        css=Markup(live.css),
        scripts=[Markup(script) for script in scripts],
        csp=policy(scripts, live.css, live.connect),
    )


if __name__ == "__main__":
    folder, *port = sys.argv[1:]
    serve(Settings(dossier=folder, engine="python"), int(port[0]) if port else 0, page=stand_in)
