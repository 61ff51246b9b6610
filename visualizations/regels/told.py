"""The figures of a rule as sentences."""

from __future__ import annotations

from strategy.rulebook.ast import Rule
from visualizations.regels.figures import Figures

_HEADINGS = {
    "advies": "Sterkste adviezen",
    "feit": "Wat eruit volgde",
    "tegen": "Wat het verzwakte",
    "sluit_uit": "Wat het tegenhield",
}


def instances_heading(rule: Rule) -> str:
    """What the examples from the last run are examples of."""
    return _HEADINGS[rule.head.kind]


def told(rule: Rule, counted: Figures) -> str:
    """What the last run made of a rule, in one or two sentences."""
    if not counted.fired:
        return "Vuurde in de laatste run niet."
    opening = f"Vuurde {counted.fired} keer"
    match rule.head.kind:
        case "feit":
            facts = _count(counted.facts, "feit", "feiten")
            if counted.advices:
                rests = f"{_count(counted.advices, 'advies', 'adviezen')} {_verb(counted.advices, 'rust', 'rusten')} erop"
            else:
                rests = "geen advies rust er rechtstreeks op"
            return f"{opening} en leidde {facts} af; {rests}."
        case "tegen":
            if not counted.advices:
                return f"{opening}, en verzwakte geen advies."
            return f"{opening} en verzwakte {_count(counted.advices, 'advies', 'adviezen')}."
        case "sluit_uit":
            return f"{opening}{_vetoed(counted)}"
    return f"{opening}{_argued(counted)}"


def _argued(counted: Figures) -> str:
    if not counted.advices:
        excluded = "; andere regels sloten alles uit" if counted.excluded else ""
        return f", zonder dat er een advies overbleef{excluded}."
    text = f", voor {_count(counted.advices, 'advies', 'adviezen')}"
    if counted.alone == counted.advices:
        text += "; telkens het enige argument." if counted.advices > 1 else "; het enige argument."
    else:
        only = f", bij {counted.alone} het enige" if counted.alone else ""
        text += f"; bij {counted.strongest or 'geen'} het sterkste argument{only}."
    if counted.excluded:
        text += f" {counted.excluded} keer sloot een andere regel het advies uit."
    if counted.advices == 1:
        text += " Een regel voor één advies is een hypothese."
    return text


def _vetoed(counted: Figures) -> str:
    if not counted.advices:
        return ", en hield niets tegen dat anders geadviseerd was."
    text = f" en hield {_count(counted.advices, 'mogelijk advies', 'mogelijke adviezen')} tegen"
    only = f", waarvan {counted.alone} als enige" if counted.alone else ""
    if counted.alone == counted.advices:
        only = ", telkens als enige" if counted.alone > 1 else ", als enige"
    return f"{text}{only}, elk voor één prioriteit."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {_verb(number, one, many)}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
