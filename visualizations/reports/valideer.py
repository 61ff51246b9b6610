"""`valideer`: the advice held against a reference, as a page: the same on the screen and in docs/validatie.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import Names, decimal
from strategy.advice.scores_bands import Weights
from strategy.facts.types_and_sentences import ADVICE_TYPE
from strategy.validation.measures import (
    JudgedItem,
    Measured,
    OrderCheck,
    about_named,
    leave_one_out,
    measure,
    named,
    on_subject,
    rules_for_one,
    share_at,
    shuffled,
    theme_list,
    variants,
)
from strategy.validation.reference import (
    AdvicePattern,
    ExpectedAdvice,
    Grade,
    NearestAdvice,
    ReferenceTable,
    values,
)
from visualizations.writers.markup import table
from visualizations.writers.report import Report
from visualizations.writers.stamps import under

TOPS = (20, 40)
GRADES = {
    Grade.FAITHFUL: "getrouw",
    Grade.LOSS: "met verlies",
    Grade.NAME: "alleen in naam",
    Grade.MISSING: "ontbreekt",
}
"""From best to worst."""
_COLUMNS = tuple(GRADES.values())
_DOMAINS = {"van_gremium": "gremium", "voor_opgave": "opgave"}


def validation_report(outcome: Outcome, reference: ReferenceTable, engine: str, quick: bool) -> Report:
    """Grades, what may not be, order, support beside two baselines, and the honest figures.

    A `quick` one leaves out what infers anew for every item.
    """

    def page() -> str:
        measured = measure(reference, outcome.advices, outcome.lines)
        return "\n".join(_page(outcome, reference, engine, quick, measured))

    return Report(screen=page, markdown=page)


def _page(
    outcome: Outcome, reference: ReferenceTable, engine: str, quick: bool, measured: Measured
) -> Iterator[str]:
    yield from ("# Validatie", "", *_head(outcome, reference, measured), "")
    yield from _section("Wat er per onderdeel aan mankeert", _lacking(outcome, measured))
    if reference.must_not:
        yield from _section("Wat er niet mag zijn", _violations(measured))
    if reference.orders:
        yield from _section("Volgorde", _orders(outcome, measured))
    yield from _section("Hoeveel van het advies steunt de strategie?", _support(outcome, reference, measured))
    yield from _section("Hoeveel weet het model zelf?", _honest(outcome, reference, engine, measured))
    yield from _section("Per opgave", _per_opgave(measured))
    if not quick:
        yield from _section(
            "Elk onderdeel zonder zijn eigen alinea", _left_out(outcome, reference, engine, measured)
        )
    yield from _section("Regels die één onderdeel dienen", _single(outcome, reference))
    yield from _section("Nieuw: wel uit de regels, niet in de strategie", _new(outcome, measured))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from (f"## {title}", "", *lines, "")


# ── the parts of the page ─────────────────────────────────────────────────────────────────────────────


def _head(outcome: Outcome, reference: ReferenceTable, measured: Measured) -> Iterator[str]:
    rules = outcome.case.rulebook.rules
    advising = sum(rule.head.kind == "advies" for rule in rules)
    total = len(outcome.lines)
    if told := under(outcome.case):
        yield f"{told.strip()}: gemeten tegen wat de strategie voor het dossier zelf adviseerde."
        yield ""
    yield f"- {_graded(measured.grades, 'onderdelen van de strategie')}"
    yield f"- {_graded(measured.wishes, 'verwachtingen daarbinnen')}"
    if reference.must_not:
        yield (
            f"- {len(measured.violations)} van {len(reference.must_not)} dingen die er niet mogen zijn, zijn er toch: "
            f"{len(_wrong(measured))} adviezen"
        )
    if reference.orders:
        yield f"- {_kept(measured)} van {len(reference.orders)} keer de volgorde van de strategie"
    found = _hits(outcome, measured)
    yield (
        f"- de strategie steunt {sum(found[:20])} van de eerste {min(20, total)} adviezen, "
        f"{sum(found[:40])} van de eerste {min(40, total)} en {sum(found)} van alle {total}"
    )
    yield f"- {len(rules)} regels, waarvan {advising} adviseren; geen regel noemt iets bij naam"


def _graded(counts: tuple[int, ...], what: str) -> str:
    rest = ", ".join(f"{counts[grade]} {GRADES[grade]}" for grade in (Grade.LOSS, Grade.NAME))
    missing = counts[Grade.MISSING]
    return (
        f"{counts[Grade.FAITHFUL]} van {sum(counts)} {what} getrouw in het advies; {rest}, "
        f"{missing} {'ontbreekt' if missing == 1 else 'ontbreken'}"
    )


def _lacking(outcome: Outcome, measured: Measured) -> Iterator[str]:
    faithful = [judged.item.id for judged in measured.judged if judged.grade is Grade.FAITHFUL]
    if faithful:
        yield f"Getrouw: {', '.join(faithful)}."
        yield ""
    rest = [judged for judged in measured.judged if judged.grade is not Grade.FAITHFUL]
    if not rest:
        yield "Bij de rest: niets."
        return
    heads = ("onderdeel", "de strategie", "oordeel", "wat er niet klopt")
    rows = (
        (judged.item.id, judged.item.content, GRADES[judged.grade], _shortfalls(judged, outcome.names))
        for judged in sorted(rest, key=lambda judged: judged.grade)
    )
    yield from table(heads, rows)


def _violations(measured: Measured) -> Iterator[str]:
    for wrong, found in measured.violations:
        ids = ", ".join(f"`{advice.id}`" for advice in found)
        basis = wrong.source or f"strategie §{wrong.place}"
        yield f"- {wrong.id} {wrong.reason} ({basis}). Toch: {ids}"
    if not measured.violations:
        yield "Niets daarvan is er."


def _orders(outcome: Outcome, measured: Measured) -> Iterator[str]:
    kept = [standing.order.id for standing in measured.order_checks if standing.kept]
    if kept:
        yield f"Zoals de strategie: {', '.join(kept)}. Niet:"
        yield ""
    for standing in measured.order_checks:
        if not standing.kept:
            order = standing.order
            about = f" (van de {standing.among} voor {outcome.names.name('opgave', order.opgave)})"
            place = _placed(standing, outcome.names)
            yield f"- {order.id} {order.reason}. {place}{about if order.opgave else ''}"


def _support(outcome: Outcome, reference: ReferenceTable, measured: Measured) -> Iterator[str]:
    """The share of the advice with support, strictest first, in the order given and without it."""
    lines, hits, things = outcome.lines, _hits(outcome, measured), named(reference)
    listed = on_subject(theme_list(outcome.case.facts, Weights.of(outcome.case.dossier)), things)
    by_chance = shuffled(lines, hits, (*TOPS, len(lines)), reference.orders)
    total = len(reference.orders)
    yield (
        "Een advies heeft steun als waar het mee begint van een verwachting minstens de kern heeft, en niet hoort tot wat er niet mag zijn."
    )
    yield ""
    heads = ("lijst", *(f"bij de eerste {top}" for top in TOPS), "bij alle", "volgorde")
    rows = (
        _shares("dit advies, getrouw", [reference.faithful(line.parts[0]) for line in lines]),
        _shares("dit advies, minstens de kern", hits, f"{_kept(measured)} van {total}" if total else ""),
        (
            "dezelfde adviezen, willekeurige volgorde",
            *(decimal(share, 2) for share in by_chance.shares),
            f"{decimal(by_chance.kept, 1)} van {total}" if total else "",
        ),
        _shares("dit advies, alleen het onderwerp", [about_named(line, things) for line in lines]),
        _shares("gedeelde thema's zonder regels, alleen het onderwerp", listed),
    )
    yield from table(heads, rows)
    yield ""
    yield (
        f"De onderste lijst is er een van {len(listed)} tafels, partijen en instrumenten die een thema delen met een prioriteit, "
        "op aantal thema's en gewicht. Bij *alleen het onderwerp* telt mee wat gaat over iets dat de strategie noemt, wat er ook "
        "over gezegd wordt."
    )
    yield (
        f"De kans dat een advies met steun hoger scoort dan een ander is {decimal(measured.auc, 2)}; "
        "een willekeurige rangorde geeft 0,50."
    )


def _shares(name: str, found: Sequence[bool], last: str = "") -> tuple[str, ...]:
    return name, *(decimal(share_at(found, top), 2) for top in (*TOPS, None)), last


def _honest(outcome: Outcome, reference: ReferenceTable, engine: str, measured: Measured) -> Iterator[str]:
    yield "Een deel van de feiten staat alleen in de adviezen van de strategie zelf. Zonder die feiten blijft over:"
    yield ""
    rows = [("alle", str(len(outcome.case.facts)), *_counts(measured.grades))]
    for variant in variants(outcome.case, reference, engine):
        rows.append((variant.name, str(variant.facts), *_counts(variant.measured.grades)))
    yield from table(("feiten", "aantal", *_COLUMNS), rows)


def _per_opgave(measured: Measured) -> Iterator[str]:
    rows = (
        (line.opgave, *_counts(line.grades), f"{line.supported} van {line.lines}")
        for line in measured.per_opgave
    )
    yield from table(("opgave", *_COLUMNS, "adviezen met steun"), rows)


def _left_out(outcome: Outcome, reference: ReferenceTable, engine: str, measured: Measured) -> Iterator[str]:
    lost = leave_one_out(outcome.case, reference, engine, measured)
    still = sum(judged.grade >= Grade.LOSS and judged.item not in lost for judged in measured.judged)
    yield (
        f"{len(reference.items) - len(lost)} van {len(reference.items)} onderdelen houden hun oordeel als de feiten uit hun "
        f"eigen alinea ontbreken, waarvan {still} minstens met verlies."
    )
    if lost:
        yield f"De andere leunen op wat die alinea zelf als feit meldt: {', '.join(item.id for item in lost)}."


def _single(outcome: Outcome, reference: ReferenceTable) -> Iterator[str]:
    yield "Elk van deze regels is een hypothese: één onderdeel is geen bewijs."
    yield ""
    yield from (f"- `{rule}` ({item})" for rule, item in rules_for_one(outcome, reference))


def _new(outcome: Outcome, measured: Measured) -> Iterator[str]:
    wrong = _wrong(measured)
    for line in outcome.lines:
        if line.id in measured.new:
            note = "; mag er niet zijn" if any(part.id in wrong for part in line.parts) else ""
            yield f"- {line.title} (rang {line.rank}, {line.band}; `{line.id}`{note})"


def _wrong(measured: Measured) -> frozenset[str]:
    """The advices that may not be."""
    return frozenset(advice.id for _, found in measured.violations for advice in found)


def _kept(measured: Measured) -> int:
    return sum(standing.kept for standing in measured.order_checks)


def _hits(outcome: Outcome, measured: Measured) -> list[bool]:
    """Per line, in the order of the ranking, whether it has support."""
    supported = set(measured.supported)
    return [line.id in supported for line in outcome.lines]


def _counts(grades: tuple[int, ...]) -> Iterator[str]:
    return (str(grades[grade]) for grade in GRADES)


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────


def _shortfalls(judged: JudgedItem, names: Names) -> str:
    """All that is not right in what comes nearest to an item; what is said twice is said once."""
    parts: dict[str, None] = {}
    for wish, found in zip(judged.item.expectations, judged.found, strict=True):
        if found.grade < Grade.FAITHFUL:
            parts[_shortfall(wish, found, judged.item.opgave, names)] = None
    if judged.item.underivable:
        parts[judged.item.underivable.rstrip(".")] = None
    return "; ".join(parts)


def _asked(pattern: AdvicePattern, names: Names) -> str:
    """What a pattern asks for: "route rechtstreeks, doel Tweede Kamer"."""
    return ", ".join(_field(name, allowed, names) for name, allowed in pattern.fields)


def _placed(standing: OrderCheck, names: Names) -> str:
    """Where the two advices of an order item stand now."""
    order = standing.order
    if standing.first is None:
        return f"er is geen advies: {' of '.join(_asked(pattern, names) for pattern in order.first)}"
    first, rank = standing.first
    if order.within:
        return f"{first.title}: plaats {rank}, hoort bij de eerste {order.within}"
    if standing.then is None:
        return f"{first.title}: plaats {rank}"
    then, other = standing.then
    return f"{first.title}: plaats {rank}; {then.title}: plaats {other}"


def _shortfall(wish: ExpectedAdvice, found: NearestAdvice, opgave: str, names: Names) -> str:
    if found.advice is None:
        return f"geen advies: {_asked(wish.pattern, names)}"
    wrong = ", ".join(_amiss(wish.pattern, found.advice, found.failing, opgave, names))
    return f"{found.advice.title}: {wrong}"


def _amiss(
    pattern: AdvicePattern, advice: Advice, failing: tuple[str, ...], opgave: str, names: Names
) -> Iterator[str]:
    for name in failing:
        allowed = pattern.allowed(name) or ((opgave,) if name == "opgave" else ())
        wanted = " of ".join(_value(name, word, names) for word in allowed)
        given = " en ".join(_value(name, word, names) for word in values(advice, name) if word)
        if name in ("prioriteit", "opgave", "voor_opgave"):
            yield f"niet voor {wanted}"
        elif name == "door":
            yield f"door {given} in plaats van {wanted}" if given else f"zegt niet wie het doet ({wanted})"
        elif name == "kracht":
            yield f"{given} in plaats van {wanted}" if given else f"zegt niet hoe stellig ({wanted})"
        elif given:
            yield f"{_label(name)} is {given}, niet {wanted}"
        else:
            yield f"{_label(name)} {wanted} ontbreekt"


def _field(name: str, allowed: tuple[str, ...], names: Names) -> str:
    words = " of ".join(_value(name, word, names) for word in allowed)
    if name == "soort":
        return words
    return words if allowed == ("",) else f"{_label(name)} {words}"


def _value(name: str, word: str, names: Names) -> str:
    if not word:
        return "rechtstreeks" if name == "via" else "geen"
    domain = ADVICE_TYPE.domain(_DOMAINS.get(name, name))
    if domain is None:
        return word.replace("-", " ")
    text = names.value(domain, word)
    return f'"{text}"' if name == "prioriteit" else text


def _label(name: str) -> str:
    return _DOMAINS.get(name, name)
