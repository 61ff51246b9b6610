"""How a moment is told: its days, how far off it is, what there is to do, where it comes from."""

from __future__ import annotations

from collections import Counter

from strategy.advice.advise import Outcome
from strategy.advice.model import REFRAIN, Advice
from strategy.calendar.agenda import Appointment
from strategy.calendar.dates import Recurring, written
from strategy.calendar.occasions import Occasion
from strategy.explain.sentences import citation
from visualizations.terminal import counted

TO_VERIFY = "te verifiëren"
_PLURALS = {
    "positie": "zetels", "relatie": "relaties", "route": "routes", "samenwerking": "samenwerkingen",
    "koppelkans": "koppelkansen", "voorwaarde": "voorwaarden", "verkenning": "verkenningen",
    "monitoren": "ontwikkelingen om te volgen", "afzien": "keer beter niet", "organisatie": "afspraken over organisatie",
}  # fmt: skip
_ONES = {
    "positie": "zetel",
    "monitoren": "ontwikkeling om te volgen",
    "organisatie": "afspraak over organisatie",
} | {"afzien": "keer beter niet"}


def when_text(appointment: Appointment) -> str:
    """When it is: the days of its next time, or what the dossier says."""
    occasion = appointment.occasion
    if isinstance(occasion.when, Recurring) and appointment.once:
        return f"{written(appointment.once)}, elk jaar"
    return occasion.text


def away_text(appointment: Appointment) -> str:
    """How far off it is: over 30 dagen, loopt nog 12 dagen, 3 maanden geleden."""
    days = appointment.away
    if days is None:
        return {"elk jaar": "keert terug", "onbekend": TO_VERIFY}.get(appointment.state, appointment.state)
    if appointment.state == "loopt":
        return f"loopt {left_text(appointment)}" if days else "loopt vandaag af"
    if appointment.state == "voorbij":
        return f"{_distance(-days)} geleden"
    return f"over {_distance(days)}"


def left_text(appointment: Appointment) -> str:
    """How long what is on still lasts: nog 12 dagen."""
    return f"nog {_distance(appointment.away)}" if appointment.away else "vandaag voor het laatst"


def _distance(days: int) -> str:
    """Days as people count them: months from a hundred days on, years from two years on."""
    if days < 100:
        return counted(days, "dag", "dagen")
    months = round(days / 30.44)
    return counted(months, "maand", "maanden") if months < 24 else f"{round(days / 365.25)} jaar"


def todo(appointment: Appointment) -> tuple[Advice, ...]:
    """Its advice, best first, and after it what is better not done."""
    return tuple(sorted(appointment.lines, key=lambda advice: advice.target.sort == REFRAIN))


def todo_text(advice: Advice) -> str:
    """An advice in one line, with its place and its attitude."""
    return f"rang {advice.rank}, {advice.band}, {advice.target.attitude}: {advice.title}"


def counts_text(advices: tuple[Advice, ...]) -> str:
    """How much advice there is, per sort: 3 zetels, 1 relatie."""
    counts = Counter(advice.target.sort for advice in advices)
    return ", ".join(
        f"{number} {_ONES.get(sort, sort) if number == 1 else _PLURALS[sort]}"
        for sort, number in counts.items()
    )


def source_text(outcome: Outcome, occasion: Occasion) -> str:
    """Where its date comes from, and whether that is a judgement or an assumption."""
    nature = "" if occasion.origin.nature == "registratie" else f" ({occasion.origin.nature})"
    cited = citation(outcome.names, occasion.origin)
    return cited if nature == f" ({cited})" else f"{cited}{nature}"


def network_text(outcome: Outcome, occasion: Occasion) -> str:
    """The network it stands in; the college for what the dossier itself tells."""
    names = {layer.id: layer.name for layer in outcome.case.dossier.layers}
    return names.get(occasion.network, "College")


def names_text(outcome: Outcome, occasion: Occasion) -> list[str]:
    """What it is about, by name."""
    return [outcome.names.short(kind, name) for kind, name in occasion.about]
