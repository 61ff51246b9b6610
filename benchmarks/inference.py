"""How fast inference is: each engine beside clingo alone, on the rules and facts of Zaanstad and on larger ones to 300,000 facts.

Clingo alone is its program as text, grounded and solved, with nobody to write that text or to read what comes of it. The larger
dossiers are made up, with the types of the real one and rules like its own; every theme, body and priority brings its own share
of facts, so that results grow with facts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import product
from statistics import median

from benchmarks.table import ROOT, Row, seconds
from strategy.advice.advise import prepare
from strategy.dossier import word_lists as words
from strategy.errors import Span
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, BODY, PRIORITY, Fact, FactType, Value
from strategy.inference.choose_engine import ENGINES, infer, installed
from strategy.inference.engine_clingo import ESTIMATED_FACTS, facts_program, rules_program
from strategy.inference.match_order import Estimates
from strategy.inference.port import build_coding
from strategy.rulebook.ast import Compare, Const, Head, HeadKind, OneOf, Pattern, Rule, Rulebook, Term, Var
from strategy.workspace import read_workspace

SIZES, LARGE_SIZES = (1_300, 10_000), (64_000, 300_000)
MOST_DURABLE = 10_000
BARS = {"python": 3.0}
RELEVANT = FactType(
    "relevant", "een gremium doet ertoe voor een prioriteit", (("prioriteit", PRIORITY), ("gremium", BODY))
)
HEAVY = FactType("zwaar", "een gremium heeft invloed", (("gremium", BODY),))


def term(value: object) -> Term:
    if isinstance(value, tuple):
        return OneOf(value)
    if isinstance(value, Compare):
        return value
    assert isinstance(value, str)
    return Var(value[1:]) if value.startswith("$") else Const(value)


class Book:
    """Collects rules in layers, written nearly as in the dossier."""

    def __init__(self) -> None:
        self.layers: list[list[Rule]] = []

    def layer(self) -> None:
        self.layers.append([])

    def rule(
        self, kind: HeadKind, type_: str, head: dict[str, str], *body: tuple[str, dict[str, object]]
    ) -> None:
        """A body pattern whose type starts with `!` is an absence."""
        span = Span("regels.yaml")
        patterns = [
            (name, Pattern(name.lstrip("!"), tuple((f, term(v)) for f, v in terms.items()), span))
            for name, terms in body
        ]
        heads = tuple((field, term(value)) for field, value in head.items())
        self.layers[-1].append(
            Rule(
                f"{kind}-{sum(map(len, self.layers)) + 1:02}",
                tuple(pattern for name, pattern in patterns if not name.startswith("!")),
                tuple(pattern for name, pattern in patterns if name.startswith("!")),
                (),
                Head(kind, type_, heads, span),  # type: ignore[arg-type]
                span,
            )
        )

    def finished(self) -> Rulebook:
        types = {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE, "relevant": RELEVANT, "zwaar": HEAVY}
        return Rulebook(
            tuple(rule for layer in self.layers for rule in layer), types, tuple(map(tuple, self.layers))
        )


def make_rulebook() -> Rulebook:
    """Fifty-five rules in seven layers, with the joins and absences of a real rulebook."""
    book = Book()
    touches = ("raakt", {"prioriteit": "$p", "thema": "$t"})
    relevant = ("relevant", {"prioriteit": "$p", "gremium": "$g"})
    book.layer()
    theme = ("prioriteit_thema", {"prioriteit": "$p", "thema": "$t"})
    book.rule("feit", "raakt", {"prioriteit": "$p", "thema": "$t"}, theme)
    parent = ("thema_ouder", {"thema": "$t", "ouder": "$o"})
    book.rule("feit", "raakt", {"prioriteit": "$p", "thema": "$o"}, theme, parent)
    for function in words.FUNCTIONS[:4]:
        book.rule(
            "feit", "zwaar", {"gremium": "$g"}, ("gremium_functie", {"gremium": "$g", "functie": function})
        )
    book.layer()
    decides = ("bevoegdheid", {"actor": "$a", "thema": "$t"})
    book.rule("feit", "beslist", {"prioriteit": "$p", "actor": "$a"}, touches, decides,
              ("!prioriteit_niveau", {"prioriteit": "$p"}))  # fmt: skip
    book.rule("feit", "beslist", {"prioriteit": "$p", "actor": "$a"}, touches, decides,
              ("prioriteit_niveau", {"prioriteit": "$p", "niveau": "$n"}), ("actor", {"id": "$a", "niveau": "$n"}))  # fmt: skip
    book.rule("feit", "relevant", {"prioriteit": "$p", "gremium": "$g"}, touches,
              ("gremium_thema", {"gremium": "$g", "thema": "$t"}))  # fmt: skip
    book.layer()
    book.rule("feit", "werkveld", {"actor": "$a", "thema": "$t"}, ("gremium", {"id": "$g", "actor": "$a"}),
              ("gremium_thema", {"gremium": "$g", "thema": "$t"}))  # fmt: skip
    book.layer()
    for stance in words.STANCES[1:]:
        book.rule("sluit_uit", "advies", {"houding": "claimen", "prioriteit": "$p"},
                  ("prioriteit", {"id": "$p", "inzet": stance}))  # fmt: skip
    for layer in words.LAYERS:
        book.rule("sluit_uit", "advies", {"soort": "positie", "gremium": "$g"},
                  ("gremium", {"id": "$g", "laag": layer}), ("!zwaar", {"gremium": "$g"}))  # fmt: skip
    book.layer()
    for stance, role in product(words.STANCES[:2], words.ROLES):
        book.rule("advies", "advies",
                  {"soort": "positie", "houding": "claimen", "gremium": "$g", "rol": role, "prioriteit": "$p"},
                  ("prioriteit", {"id": "$p", "inzet": stance}), relevant,
                  ("rol_open", {"gremium": "$g", "rol": role}),
                  ("!bezet", {"gremium": "$g", "houder": words.HOLDERS[0]}))  # fmt: skip
    for layer, tie in product(words.LAYERS, words.TIES):
        book.rule("advies", "advies",
                  {"soort": "relatie", "houding": "opbouwen", "actor": "$a", "laag": layer, "prioriteit": "$p"},
                  ("beslist", {"prioriteit": "$p", "actor": "$a"}),
                  ("relatie", {"actor": "$a", "laag": layer, "stand": tie}))  # fmt: skip
    book.rule("advies", "advies", {"soort": "route", "actor": "$b", "via": "$a", "prioriteit": "$p"},
              ("beslist", {"prioriteit": "$p", "actor": "$b"}),
              ("invloed", {"van": "$a", "naar": "$b", "sterkte": Compare(">=", 0.5)}),
              ("relatie", {"actor": "$a", "stand": words.TIES[1:]}))  # fmt: skip
    book.layer()
    book.rule("advies", "advies", {"soort": "voorwaarde", "gremium": "$e", "eerst": "$g", "prioriteit": "$p"},
              ("advies", {"soort": "positie", "gremium": "$g", "prioriteit": "$p"}),
              ("vereist", {"gremium": "$g", "eerst": "$e"}))  # fmt: skip
    book.layer()
    for role in words.ROLES:
        book.rule("tegen", "advies", {"soort": "positie", "gremium": "$g", "rol": role},
                  ("advies", {"soort": "positie", "gremium": "$g", "rol": role, "prioriteit": "$p"}),
                  ("gremium", {"id": "$g", "actor": "$a"}), ("wisseling", {"actor": "$a"}))  # fmt: skip
    return book.finished()


def make_facts(count: int, seed: int = 1) -> list[Fact]:
    """About `count` facts of a dossier that is larger, not denser."""
    pick = random.Random(seed)
    unit = count / 700
    sizes = {"t": 70, "p": 28, "g": 60, "a": 40}
    ids = {
        key: [f"{key}{index}" for index in range(max(2, round(size * unit)))] for key, size in sizes.items()
    }
    themes, priorities, bodies, actors = ids["t"], ids["p"], ids["g"], ids["a"]

    def rows() -> Iterator[tuple[str, tuple[Value, ...]]]:
        for theme in themes:
            yield "thema_ouder", (theme, pick.choice(themes))
        for priority in priorities:
            yield "prioriteit", (priority, "o1", pick.choice(words.STANCES), pick.choice(words.INTERESTS))
            for theme in pick.sample(themes, 2):
                yield "prioriteit_thema", (priority, theme)
            if pick.random() < 0.5:
                yield "prioriteit_niveau", (priority, pick.choice(words.LEVELS))
        for body in bodies:
            yield (
                "gremium",
                (body, pick.choice(actors), pick.choice(words.BODY_SORTS), pick.choice(words.LAYERS)),
            )
            for theme in pick.sample(themes, 2):
                yield "gremium_thema", (body, theme)
            yield "gremium_functie", (body, pick.choice(words.FUNCTIONS))
            yield "rol_open", (body, pick.choice(words.ROLES), pick.choice(themes))
            if pick.random() < 0.3:
                yield "bezet", (body, pick.choice(words.ROLES), words.HOLDERS[0], pick.choice(themes))
            if pick.random() < 0.2:
                yield "vereist", (body, pick.choice(bodies))
        for actor in actors:
            yield "actor", (actor, pick.choice(words.ACTOR_SORTS), pick.choice(words.LEVELS))
            yield "relatie", (actor, pick.choice(words.LAYERS), pick.choice(words.TIES))
            yield "bevoegdheid", (actor, pick.choice(themes), pick.choice(words.COMPETENCES))
            yield "invloed", (pick.choice(actors), actor, pick.randint(1, 20) / 20)
            if pick.random() < 0.2:
                yield "wisseling", (actor,)

    return [Fact(type_, values) for type_, values in rows()]


def clingo_program(book: Rulebook, facts: Iterable[Fact]) -> str:
    """The rules and facts as clingo reads them."""
    given = tuple(facts)
    coding = build_coding(book.rules, given)
    estimates = Estimates(book.types, given) if len(given) >= ESTIMATED_FACTS else None
    return rules_program(book, coding, estimates) + facts_program(book, coding, given)


def clingo_alone(program: str) -> int:
    """How many firings clingo finds in a program."""
    from clingo import Control

    control = Control(["--warn=none"])
    control.add("base", [], program)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        model = handle.model()
        assert model is not None
        return len(model.symbols(shown=True))


def rows(large: bool) -> Iterator[Row]:
    """Per size each engine beside clingo alone; durable-rules as far as it may be asked to go."""
    read = read_workspace(ROOT)
    case = prepare(read.loaded, rulebook=read.rulebook)
    yield from _beside_clingo("Zaanstad", case.rulebook, tuple(case.facts))
    book = make_rulebook()
    for size in (*SIZES, *LARGE_SIZES) if large else SIZES:
        yield from _beside_clingo("verzonnen", book, tuple(make_facts(size)))


def _beside_clingo(name: str, book: Rulebook, facts: tuple[Fact, ...]) -> Iterator[Row]:
    rounds = 5 if len(facts) < 5_000 else 1
    program = clingo_program(book, facts)
    alone = median(seconds(partial(clingo_alone, program)) for _ in range(rounds))
    found = clingo_alone(program)
    for engine in filter(installed, ENGINES):
        if engine != "durable" or len(facts) <= MOST_DURABLE:
            assert len(infer(book, facts, engine).firings) == found  # warms up too
            taken = median(seconds(partial(infer, book, facts, engine)) for _ in range(rounds))
            what = f"afleiden met {engine}, {name}: {len(facts)} feiten, {found} keer gevuurd"
            yield Row(what, taken, "clingo alleen", alone, BARS.get(engine))
