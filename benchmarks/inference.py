"""How fast inference is: the engines side by side at the size of one municipality, and growth to 300,000 facts.

Run with `python -m benchmarks.inference` from the root of the project. The dossiers are made up, with the types
of the real one and rules like its own; every theme, body and priority brings its own share of facts, so that
results grow with facts and the exponent says something about the engine.
"""

from __future__ import annotations

import math
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # when run as a file rather than as a module
    sys.path.insert(0, str(ROOT))

from strategy.dossier import vocabulary as words  # noqa: E402
from strategy.errors import Span  # noqa: E402
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES, BODY, PRIORITY, Fact, FactType, Value  # noqa: E402
from strategy.inference.choose_engine import ENGINES, infer, installed  # noqa: E402
from strategy.rulebook.ast import Compare, Const, Head, HeadKind, OneOf, Pattern, Rule, Rulebook, Term, Var  # noqa: E402

SMALL = 700
LARGE = (1_300, 3_000, 10_000, 30_000, 100_000, 300_000)
MOST_DURABLE = 10_000
ROUNDS = 15
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


def seconds(function: Callable[[], object]) -> float:
    """The CPU time of a call and of the processes that it waits for, so that other work here does not count."""
    start = cpu()
    function()
    return cpu() - start


def cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def cold(engine: str) -> float:
    """A fresh process that infers once, less one that only makes the facts."""
    code = "from benchmarks.inference import *; book, facts = make_rulebook(), make_facts(SMALL)"
    run = f"{code}; infer(book, facts, {engine!r})"

    def process(text: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", text], cwd=ROOT, check=True))

    return median(process(run) for _ in range(5)) - median(process(code) for _ in range(5))


def compare_engines(book: Rulebook) -> None:
    facts = make_facts(SMALL)
    engines = [engine for engine in ENGINES if installed(engine)]
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    for _ in range(ROUNDS):
        for engine in engines:
            taken[engine].append(seconds(partial(infer, book, facts, engine)))
    firings = len(infer(book, facts).firings)
    print(f"{len(facts)} feiten, {len(book.rules)} regels, {firings} keer gevuurd (mediaan van {ROUNDS})\n")
    print(f"{'engine':10}{'warm ms':>10}{'koud ms':>10}{'warm / clingo':>16}{'koud / clingo':>16}")
    warm = {engine: median(times) for engine, times in taken.items()}
    fresh = {engine: cold(engine) for engine in engines}
    for engine in engines:
        ratios = [
            values[engine] / values["clingo"] if "clingo" in values else math.nan for values in (warm, fresh)
        ]
        print(
            f"{engine:10}{warm[engine] * 1e3:10.1f}{fresh[engine] * 1e3:10.1f}{ratios[0]:16.2f}{ratios[1]:16.2f}"
        )


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of the best line through sizes and times, both as logarithms."""
    logs = [(math.log(size), math.log(taken)) for size, taken in points]
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def growth(book: Rulebook) -> None:
    """CPU seconds per engine, with how many times those of clingo; durable-rules as far as `auto` may take it."""
    engines = [engine for engine in ENGINES if installed(engine)]
    print(f"\n{'feiten':>8}{'gevuurd':>9}" + "".join(f"{engine:>17}" for engine in engines) + "  auto neemt")
    points: dict[str, list[tuple[int, float]]] = {engine: [] for engine in engines}
    for size in LARGE:
        facts = make_facts(size)
        found = infer(book, facts)
        taken: dict[str, float] = {}
        for engine in reversed(engines):
            if engine != "durable" or size <= MOST_DURABLE:
                taken[engine] = min(seconds(partial(infer, book, facts, engine)) for _ in range(2))
                points[engine].append((len(facts), taken[engine]))
        cells = [
            f"{taken[engine]:10.2f} ({taken[engine] / taken.get('clingo', math.nan):3.1f}×)"
            if engine in taken
            else ""
            for engine in engines
        ]
        print(
            f"{len(facts):8}{len(found.firings):9}{''.join(f'{cell:>17}' for cell in cells)}  {found.engine}",
            flush=True,
        )
    exponents = [f"{engine} {exponent(found):.2f}" for engine, found in points.items() if len(found) > 1]
    print(f"\nexponent: {', '.join(exponents)}")


def main() -> None:
    book = make_rulebook()
    compare_engines(book)
    growth(book)


if __name__ == "__main__":
    main()
