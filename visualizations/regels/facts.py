"""The fact types that rules are about: what each means, what its fields hold, and which rules ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.facts.types import BASE_TYPES, Domain, FactType
from strategy.rulebook.ast import Rulebook
from visualizations.regels.tokens import escaped


@dataclass(frozen=True)
class FactRow:
    """One fact type: its fields with what each holds, and the ids of the rules that conclude it or ask for it."""

    name: str
    meaning: str
    fields: tuple[tuple[str, str], ...]
    derived_by: tuple[str, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class FactPage:
    """All fact types of a dossier: what it states or what is measured on it, and what its rules conclude."""

    dossier: str
    stated: tuple[FactRow, ...]
    derived: tuple[FactRow, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[FactRow, ...]], ...]:
        return (("Uit het dossier", self.stated), ("Uit regels", self.derived))


def fact_page(dossier: str, rulebook: Rulebook) -> FactPage:
    """The fact types of a rulebook, in order of declaration."""
    rows = [_row(fact_type, rulebook) for fact_type in rulebook.types.values()]
    return FactPage(
        dossier=dossier,
        stated=tuple(row for row in rows if row.name in BASE_TYPES),
        derived=tuple(row for row in rows if row.name not in BASE_TYPES),
    )


def facts_markdown(page: FactPage) -> str:
    """All fact types as Markdown tables."""
    lines = [f"# De feiten van {escaped(page.dossier)}"]
    for title, rows in page.parts:
        lines += ["", f"## {title}", "", "| feit | betekenis | velden | gevraagd door |", "|---|---|---|---|"]
        for row in rows:
            fields = ", ".join(f"`{name}` ({holds})" for name, holds in row.fields)
            lines.append(f"| `{row.name}` | {escaped(row.meaning)} | {fields} | {used(row)} |")
    return "\n".join(lines) + "\n"


def used(row: FactRow) -> str:
    """How many rules ask for a fact."""
    return f"{len(row.used_by)} {'regel' if len(row.used_by) == 1 else 'regels'}" if row.used_by else "–"


def _row(fact_type: FactType, rulebook: Rulebook) -> FactRow:
    name = fact_type.name
    deriving = [
        rule for rule in rulebook.rules if rule.head.kind in ("feit", "advies") and rule.head.type == name
    ]
    using = [
        rule.id
        for rule in rulebook.rules
        if any(pattern.type == name for pattern in (*rule.positive, *rule.negative))
    ]
    told = [rule.description or rule.label for rule in deriving if rule.head.kind == "feit"]
    return FactRow(
        name=name,
        meaning=" Of: ".join(filter(None, told)) or fact_type.meaning,
        fields=tuple((field, _holds(domain)) for field, domain in fact_type.fields),
        derived_by=tuple(rule.id for rule in deriving),
        used_by=tuple(using),
    )


def _holds(domain: Domain) -> str:
    """What a field holds: its words, or what it is the name of."""
    return ", ".join(domain.words) if domain.words else domain.name
