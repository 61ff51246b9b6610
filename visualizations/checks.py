"""What a check found, or what was looked at when it found nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from strategy.advice.advise import Case
from strategy.explain.basis import weakest
from strategy.inference.choose import Difference


def summary(case: Case) -> str:
    """One paragraph about a dossier without errors: what is in it, and how hard its facts are."""
    stated = [case.facts.evidence(fact).origins for fact in case.facts if case.facts.evidence(fact).origins]
    natures = Counter(weakest(origins).nature for origins in stated)
    to_verify = sum(any(origin.to_verify for origin in origins) for origins in stated)
    rules = case.rulebook.rules
    advising = sum(rule.head.kind == "advies" for rule in rules)
    return (
        f"{case.dossier.header.name}: geen bevindingen.\n"
        f"{len(rules)} regels, waarvan {advising} adviseren; geen enkele noemt iets bij naam.\n"
        f"{len(case.facts)} feiten op {case.view.day.isoformat()}: {len(stated)} uit het dossier "
        f"({natures['registratie']} registraties, {natures['oordeel']} oordelen, {natures['aanname']} aannames; "
        f"{to_verify} te verifiëren) en {len(case.facts) - len(stated)} berekend.\n"
    )


def differences_text(differences: Sequence[Difference]) -> str:
    """What one engine concludes and the other does not."""
    if not differences:
        return "Kruiscontrole: durable-rules en clingo komen op hetzelfde uit.\n"
    lines = [f"Kruiscontrole: {len(differences)} verschillen."]
    for difference in differences:
        bindings = ", ".join(f"${name} = {value}" for name, value in difference.bindings)
        lines.append(f"  alleen {difference.engine}: {difference.rule} ({bindings})")
    return "\n".join(lines) + "\n"
