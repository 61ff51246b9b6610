"""`waarom-niet`: the nearest miss, the smallest change, and what is there instead.

Which advice is meant that may not be there is found here too: by its name, by seat, or by words of its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS, DIRECT, Advice, Goal, goals
from strategy.advice.names import sentence
from strategy.dossier.word_lists import ADVICE_SORTS, ARTICLES, ROLES
from strategy.errors import KrachtenveldError, quote
from strategy.explain.edits import Edit, EditLine, edit_line
from strategy.explain.whynot import (
    Applied,
    Attempt,
    Excluded,
    SmallestChange,
    WhyNot,
    condition_lines,
    goal_title,
)
from strategy.explain.whynot import ConditionLine as Checked
from strategy.facts.types_and_sentences import ADVICE_TYPE
from strategy.graph.by_name import PRIORITIES, folded, holds_all, loosely, meant, priorities_called
from strategy.scenarios.changes import SECTION_OF, posts
from visualizations.writers.report import Block, Col, Grid, Line, Report, Run, line
from visualizations.writers.shapes import (
    ADVICE_ID,
    COUNT,
    MAYBE_TEXT,
    NUMBER,
    PLACE,
    TEXT,
    WHOLE,
    YES_NO,
    Of,
    Shape,
    array,
    contract_of,
    each_of,
    maybe,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.stamps import ranked, under

_UNCERTAIN = ("oordeel", "aanname")


def why_not_report(outcome: Outcome, found: WhyNot) -> Report:
    """Why an advice is not given, and what would bring it; or that it is given after all."""
    return Report(lambda: _screen(outcome, found), lambda: WHY_NOT.write(_Answer(outcome, found)))


@dataclass(frozen=True)
class _Answer:
    outcome: Outcome
    it: WhyNot

    @property
    def attempts(self) -> list[_Attempt]:
        return [_Attempt(self.outcome, each) for each in self.it.attempts]

    @property
    def applied(self) -> list[Of[Outcome, Applied]]:
        return each_of(self.outcome, self.it.applied)

    @property
    def excluded(self) -> list[Of[Outcome, Excluded]]:
        return each_of(self.outcome, self.it.excluded)

    @property
    def change(self) -> Of[Outcome, SmallestChange] | None:
        return Of(self.outcome, self.it.change) if self.it.change else None


@dataclass(frozen=True)
class _Attempt:
    """A rule that came near, and how near."""

    outcome: Outcome
    it: Attempt

    @property
    def score(self) -> str:
        total = len(self.it.conditions)
        return f"{total - len(self.it.failing)} van {total} voorwaarden"

    @property
    def checked(self) -> Iterator[Checked]:
        return condition_lines(self.outcome, self.it)


def _reason(excluded: Of[Outcome, Excluded]) -> str:
    return sentence(excluded.whole.trace, excluded.whole.names, excluded.it.veto)


def _said(applied: Of[Outcome, Applied]) -> str:
    return sentence(applied.whole.trace, applied.whole.names, applied.it.firing)


def _edits(change: Of[Outcome, SmallestChange]) -> list[tuple[Edit, EditLine]]:
    return [(edit, edit_line(change.whole, edit)) for edit in change.it.edits]


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_CHECKED = record_of(Checked)(
    vervuld=(YES_NO, lambda checked: checked.holds),
    tekst=(TEXT, lambda checked: checked.text),
    **{"is": (MAYBE_TEXT.about("wat er in plaats daarvan staat"), lambda checked: checked.instead)},
    plaats=(MAYBE_TEXT, lambda checked: checked.place),
    aard=(MAYBE_TEXT, lambda checked: checked.nature),
    diepte=(
        COUNT.about("onder hoeveel regels, boven de regel zelf"),
        lambda checked: checked.depth,
    ),
    door_regel=(
        MAYBE_TEXT.about("de regel die dit zou concluderen; wat dieper volgt is daarvan"),
        lambda checked: checked.rule,
    ),
)
_ATTEMPT = record_of(_Attempt)(
    regel=(TEXT, lambda attempt: attempt.it.rule.id),
    **of_part(lambda attempt: attempt.it.rule.span, PLACE),
    waarden=(
        Shape({"type": "object"}, dict).about("de variabelen van de regel die een waarde hebben"),
        lambda attempt: attempt.it.bindings,
    ),
    voorwaarden=(array(_CHECKED), lambda attempt: attempt.checked),
)
_EXCLUDED = record_of(Of[Outcome, Excluded])(
    prioriteit=(TEXT, lambda excluded: excluded.it.priority),
    regel=(TEXT, lambda excluded: excluded.it.veto.rule),
    reden=(TEXT, _reason),
)
_APPLIED = record_of(Of[Outcome, Applied])(
    prioriteit=(TEXT, lambda applied: applied.it.priority),
    reden=(TEXT, _said),
    uitgesloten_door=(MAYBE_TEXT, lambda applied: applied.it.veto.rule if applied.it.veto else ""),
)
_EDIT = record_of(tuple[Edit, EditLine])(
    tekst=(TEXT, lambda pair: pair[1].text),
    plaats=(MAYBE_TEXT, lambda pair: pair[1].place),
    soort=(TEXT, lambda pair: SECTION_OF[pair[0].change.kind]),
    naam=(TEXT, lambda pair: pair[0].change.id),
    sleutel=(TEXT, lambda pair: pair[0].change.key),
    was=(MAYBE_TEXT, lambda pair: pair[0].old),
    wordt=(MAYBE_TEXT, lambda pair: pair[0].new),
)
_ADVISED = record_of(Advice)(
    titel=(TEXT, lambda advice: advice.title),
    score=(NUMBER, lambda advice: advice.score),
    band=(one_of(*BANDS), lambda advice: advice.band),
    rang=(WHOLE, lambda advice: advice.rank),
)
_CHANGE = record_of(Of[Outcome, SmallestChange])(
    wijzigingen=(array(_EDIT), _edits),
    overlay=(
        TEXT.about("de wijzigingen zoals een toets of scenario ze schrijft"),
        lambda change: change.it.overlay,
    ),
    wordt=(_ADVISED, lambda change: change.it.advised),
)
_IDS = Shape(array(ADVICE_ID).schema, lambda advices: [advice.id for advice in advices])
WHY_NOT = contract_of(
    _Answer, "Waarom Krachtenveld een advies niet geeft", "2.2", lambda answer: answer.outcome.case
)(
    advies=(TEXT, lambda answer: answer.it.name),
    prioriteit=(
        MAYBE_TEXT.about("voor welke prioriteit; null is voor welke dan ook"),
        lambda answer: answer.it.priority,
    ),
    regel=(MAYBE_TEXT.about("om welke regel het gaat; null is elke"), lambda answer: answer.it.rule),
    titel=(TEXT, lambda answer: answer.it.title),
    geadviseerd=(YES_NO, lambda answer: answer.it.given is not None),
    geldt=(
        array(_APPLIED).about("waarvoor de gevraagde regel dit wel geeft"),
        lambda answer: answer.applied,
    ),
    pogingen=(
        array(_ATTEMPT).about("wat het dichtst in de buurt komt eerst"),
        lambda answer: answer.attempts,
    ),
    uitgesloten=(array(_EXCLUDED), lambda answer: answer.excluded),
    kleinste_wijziging=(maybe(_CHANGE), lambda answer: answer.change),
    zwaardere_rol=(_IDS, lambda answer: answer.it.heavier),
    in_plaats_daarvan=(_IDS, lambda answer: answer.it.instead),
    vereist=(
        array(
            record_of(tuple[str, bool])(
                gremium=(TEXT, lambda pair: pair[0]), vervuld=(YES_NO, lambda pair: pair[1])
            )
        ),
        lambda answer: answer.it.prerequisites,
    ),
    opmerking=(MAYBE_TEXT, lambda answer: answer.it.note),
)
"""What programs may rely on."""


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(outcome: Outcome, found: WhyNot) -> Iterator[Block]:
    """The whole answer."""
    answer = _Answer(outcome, found)
    if found.given is not None:
        yield _given(outcome, found, found.given)
        if found.rule:
            yield from _by_rule(answer)
        return
    about = f"\n        {found.name}{_for_which(outcome, found)}{under(outcome.case, 8)}"
    yield line("NIET GEADVISEERD  ", "dim", (found.title, "bold"), (about, "dim"))
    if not found.rules:
        yield line("geen enkele regel adviseert zoiets")
    if found.rule:
        yield from _by_rule(answer)
        return
    yield from map(_excluded, answer.excluded)
    yield from _attempts(answer.attempts)
    if answer.change is not None:
        yield from _change(answer.change)
    elif found.note:
        yield line(f"kleinste wijziging: {found.note}")
    yield from _around(outcome, found)


def _given(outcome: Outcome, found: WhyNot, given: Advice) -> Line:
    about = f"\n        {found.name}{_for_which(outcome, found)}   {ranked(outcome, given)}{under(outcome.case, 8)}"
    onward = "\n        `krachtenveld waarom` laat zien waarom"
    return line("WEL GEADVISEERD  ", "dim", (given.title, "bold"), (about, ""), (onward, ""))


def _by_rule(answer: _Answer) -> Iterator[Block]:
    """Where the rule holds for this advice, or else how near it came."""
    rule = answer.outcome.trace.rules[answer.it.rule]
    place = (f"   {rule.span.place}", "dim")
    if not answer.applied:
        yield line("de regel ", "", (rule.id, "bold"), (" geldt hier niet", ""), place)
        yield from _attempts(answer.attempts)
        return
    yield line("de regel ", "", (rule.id, "bold"), (" geldt hier wel", ""), place)
    for applied in answer.applied:
        for_which = answer.outcome.names.spoken("prioriteit", applied.it.priority)
        veto = f", maar is uitgesloten door {applied.it.veto.rule}" if applied.it.veto else ""
        yield _item(line("•"), line(f"voor {for_which}{veto}: {_said(applied)}"), 2)


def _for_which(outcome: Outcome, found: WhyNot) -> str:
    return f"   voor {outcome.names.spoken('prioriteit', found.priority)}" if found.priority else ""


def _excluded(excluded: Of[Outcome, Excluded]) -> Line:
    veto, outcome = excluded.it.veto, excluded.whole
    rule, priority = outcome.trace.rules[veto.rule], outcome.names.name("prioriteit", excluded.it.priority)
    place = f"   {rule.span.place}"
    return line(
        f'uitgesloten voor "{priority}" door ',
        "",
        (veto.rule, "bold"),
        (place, "dim"),
        (f"\n  {_reason(excluded)}", "italic"),
    )


def _attempts(attempts: list[_Attempt]) -> Iterator[Block]:
    """The nearest miss with each of its conditions, and the others by name."""
    for number, attempt in enumerate(attempts):
        word, look = ("ook mogelijk", "") if number else ("dichtstbij", "bold")
        place = f"   {attempt.it.rule.span.place}"
        yield line(f"{word}: ", "", (attempt.it.rule.id, look), (f", {attempt.score}", ""), (place, "dim"))
        if number == 0:
            for checked in attempt.checked:
                mark = line("✓", "green") if checked.holds else line("✗", "red")
                yield _item(mark, _condition(checked), 2 + 2 * checked.depth)


def _condition(checked: Checked) -> Line:
    runs: list[Run] = []
    if checked.rule:
        runs.append((f", door regel {checked.rule}:", "dim"))
    if checked.instead:
        runs.append((f"; nu: {checked.instead}", ""))
    if checked.nature in _UNCERTAIN:
        runs.append((f" ({checked.nature})", "yellow"))
    if checked.place:
        runs.append((f"   {checked.place}", "dim"))
    return line(checked.text, "", *runs)


def _item(mark: Line, content: Line, indent: int) -> Grid:
    """A mark with text behind it that stays behind it when it wraps, and runs to the edge."""
    return Grid((Col(keep=True), Col()), ((mark, content),), indent - 1, left=1, right=0)


def _change(change: Of[Outcome, SmallestChange]) -> Iterator[Block]:
    number = len(change.it.edits)
    if not number:
        return
    yield line(f"verschijnt als ({number} {'wijziging' if number == 1 else 'wijzigingen'}):")
    for _, edit in _edits(change):
        place = f"   {edit.place}" if edit.place else ""
        yield _item(line("•"), line(edit.text, "", (place, "dim")), 2)
    advised = change.it.advised
    yield line(f"  dan: {advised.title}, {advised.band}, rang {advised.rank}")
    yield line("  om na te rekenen in een toets of scenario:", "dim")
    yield from (line(f"    {row}", "dim") for row in change.it.overlay.splitlines())


def _around(outcome: Outcome, found: WhyNot) -> Iterator[Block]:
    for body, held in found.prerequisites:
        mark, no = ("✓", "") if held else ("✗", " niet")
        name = outcome.names.name("gremium", body)
        yield line(f"{mark} vraagt eerst een zetel in {name}; die hebben we{no}")
    if found.heavier:
        yield line(f"een zwaardere rol gaat voor: {_listed(found.heavier)}")
    if found.instead:
        yield line(f"in plaats daarvan: {_listed(found.instead)}")


def _listed(advices: Iterable[Advice]) -> str:
    return "; ".join(f"{advice.title} (rang {advice.rank})" for advice in advices)


MOST_SHOWN = 6


def asked_about(outcome: Outcome, text: str, served: str | None = None) -> tuple[str, str]:
    """The id of the advice that `text` means, and the priority for which when one is asked, or named behind it.

    Raises KrachtenveldError as `candidate` does.
    """
    if served is not None:
        return candidate(outcome, text), meant(PRIORITIES, served, priorities_called(outcome.case.view))
    words = [word for word in folded(text.strip(" /")).split() if word != "voor"]
    found: dict[tuple[str, str], str] = {}
    if len(words) > 1 and not _matching(known := tuple(_titled(outcome, advisable(outcome))), words):
        known += tuple(_titled(outcome, _direct_roads(outcome)))
        for _, priority in outcome.case.view.priorities():
            called = folded(f"{priority.id} {priority.name}")
            rest = [word for word in words if word not in called]
            if not rest or len(rest) == len(words):
                continue
            if rest[1:] or "/" not in rest[0]:
                found.update(((name, priority.id), shown) for name, shown in _matching(known, rest).items())
            else:
                found[candidate(outcome, rest[0]), priority.id] = priority.name
    if len(found) > 1:
        raise _ambiguous(text, {" ".join(pair): shown for pair, shown in found.items()})
    return next(iter(found), None) or (candidate(outcome, text), "")


def candidate(outcome: Outcome, text: str) -> str:
    """The id of the advice that `text` means: an id, a seat `gremium/rol`, or words of its title.

    Raises KrachtenveldError when nothing or too much fits, with what could be meant.
    """
    text = folded(text.strip(" /"))
    if not text:
        raise KrachtenveldError(
            "noem een advies", "bijvoorbeeld positie/gremium/rol, of een paar woorden daaruit"
        )
    case = outcome.case
    names = case.view.ids if case.view.public_only else case.loaded.names
    if outcome.line(text) is not None:
        return _part_of(outcome, text)
    if "/" in text:
        name = text if text.split("/")[0] in ADVICE_SORTS else f"positie/{text}"
        name = _part_of(outcome, name)
        _holding(outcome, goals(name, names, case.rulebook.rules)[0])
        return name
    found: dict[str, str] = {}
    for about in (advisable, _partners, _any_role):
        found = found or _matching(_titled(outcome, about(outcome)), text.split())
    if len(found) > 1:  # who asks for a voorzitter means no vicevoorzitter
        words = " ".join(word for word in text.split() if word not in ARTICLES)
        fitting = loosely(words, {name: (shown,) for name, shown in found.items()})
        found = {name: found[name] for name in fitting} or found
    if len(found) == 1:
        return next(iter(found))
    if not found:
        hint = "noem een rol en een tafel, zoals `voorzitter G40 sociale pijler`; `krachtenveld advies --top 0` toont alle adviezen"
        raise KrachtenveldError(f"niets in dit dossier past bij {quote(text)}", hint)
    raise _ambiguous(text, found)


def _matching(known: Iterable[tuple[str, str]], words: Sequence[str]) -> dict[str, str]:
    """Of advice by id and title, that in which all words occur."""
    return {name: shown for name, shown in known if holds_all((name, folded(shown)), words)}


def _ambiguous(text: str, found: Mapping[str, str]) -> KrachtenveldError:
    listed = "\n        ".join(f"{name}   {shown}" for name, shown in list(found.items())[:MOST_SHOWN])
    more = f"\n        … en nog {len(found) - MOST_SHOWN}" if len(found) > MOST_SHOWN else ""
    return KrachtenveldError(
        f"{quote(text)} past bij {len(found)} adviezen", f"kies er een:\n        {listed}{more}"
    )


def _part_of(outcome: Outcome, name: str) -> str:
    """The id of an advice; of a line, which is made of them, its first part, or the only one that it could have."""
    line = outcome.line(name)
    if line is not None and not any(advice.id == name for advice in outcome.advices):
        return line.parts[0].id
    could = [known for known in advisable(outcome) if known.startswith(f"{name}/")]
    return could[0] if line is None and len(could) == 1 else name


def _holding(outcome: Outcome, goal: Goal) -> None:
    """Raises KrachtenveldError when an advice is about what does not hold on the day."""
    view = outcome.case.view
    for name, value in goal.fields:
        domain = ADVICE_TYPE.domain(name)
        if domain is not None and value not in view.ids.get(domain.name, (value,)):
            message = f"{domain.name} {quote(str(value))} geldt niet op {view.day.isoformat()}"
            raise KrachtenveldError(message, "kies een andere `--peildatum`")


def advisable(outcome: Outcome) -> Iterator[str]:
    """Every seat of the dossier, and every relation with an actor in a layer, by the id of advice about it."""
    view = outcome.case.view
    for seat, post in posts(view.dossier).items():
        if seat.split("/")[0] in view.ids["gremium"] and view.shows(post):
            yield f"positie/{seat}"
    for actor in view.actors:
        for layer, tie in actor.ties.items():
            if view.shows(tie):
                yield f"relatie/{actor.id}/{layer}"


def _partners(outcome: Outcome) -> Iterator[str]:
    """Working together with anyone: for who has no seat to be had, and no relation that is known."""
    view = outcome.case.view
    return (f"samenwerking/{actor.id}" for actor in view.actors if actor.id != view.us)


def _any_role(outcome: Outcome) -> Iterator[str]:
    """Any role at any table, also one of which the dossier does not say that the table has it."""
    return (f"positie/{body}/{role}" for body in sorted(outcome.case.view.ids["gremium"]) for role in ROLES)


def _direct_roads(outcome: Outcome) -> Iterator[str]:
    """Bringing something ourselves to whoever decides about anything."""
    view = outcome.case.view
    return (f"route/{DIRECT}/{actor.id}" for actor in view.actors if any(view.competences(actor)))


def _titled(outcome: Outcome, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Advice by id and title."""
    case = outcome.case
    for name in names:
        goal = goals(name, case.loaded.names, case.rulebook.rules)[0]
        yield goal.name, goal_title(outcome, goal)
