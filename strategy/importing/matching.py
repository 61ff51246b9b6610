"""Which thing of a dossier a text means, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from strategy.dossier.model import Actor, Body
from strategy.facts.fact_base import grouped
from strategy.graph.network import View

_WORD = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"(?<![\w.])(?:[a-z]\.)+[a-z]\b\.?")
"""Letters with dots between them, such as N.V. and q.q.: one word."""
_JOINED = re.compile(r"(?<=\b\w)&(?=\w\b)")
SMALL = frozenset(
    ("de", "het", "een", "van", "voor", "der", "den", "en", "in", "op", "aan", "te", "met", "over", "namens")
)
_PHRASES = (
    (re.compile(r"\bdagelijks bestuur\b"), "db"),
    (re.compile(r"\balgemeen bestuur\b"), "ab"),
    (re.compile(r"\bportefeuillehouder(?:s ?)?overleg\b"), "pho"),
)
_SHORT = {
    "benw": "bw",
    "cie": "commissie",
    "comm": "commissie",
    "gem": "gemeente",
    "prov": "provincie",
    "min": "ministerie",
}


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in their order: small letters without accents, and digits."""
    lower = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.casefold())
    plain = unicodedata.normalize("NFKD", _JOINED.sub("en", lower).replace("&", " en "))
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def squeezed(text: str) -> str:
    """A text as one word: what differs in spaces, hyphens, case and accents only, is the same."""
    return "".join(tokens(text))


@lru_cache(maxsize=20_000)
def meaningful_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in their order, abbreviations of kinds of tables made one."""
    plain = " ".join(tokens(text))
    for phrase, short in _PHRASES:
        plain = phrase.sub(short, plain)
    return tuple(_SHORT.get(word, word) for word in plain.split() if word not in SMALL)


_SHORTEST_SLIP = 5
_LONG = 10
"""Letters of a word from which two slips leave it the same word."""


def slip_of(word: str, known: Iterable[str]) -> str:
    """The known word that this one is with a slip of the pen in it; "" when it is none.

    A word with another before or behind it is no slip: an oudvoorzitter is no voorzitter.
    """
    if len(word) < _SHORTEST_SLIP:
        return ""
    most = 2 if len(word) >= _LONG else 1
    found = [
        (slips, each)
        for each in known
        if len(each) >= _SHORTEST_SLIP
        and (slips := OSA.distance(word, each, score_cutoff=most)) <= most
        and not (slips > 1 and (each in word or word in each))
    ]
    return min(found)[1] if found else ""


def initials(words: Iterable[str]) -> str:
    """The first letters of two words or more; "" for less."""
    found = [word[0] for word in words]
    return "".join(found) if len(found) > 1 else ""


LEGAL_FORMS = frozenset(("nv", "bv", "cv", "gr", "ua", "vof", "ba", "se", "st", "stichting", "cooperatie"))
"""Words that say of which legal kind a body is: no initials, and nothing to know it by."""
BOARD_WORDS = frozenset(("ab", "db", "bestuur", "raad"))
"""Words for a board that every network has: they say nothing of which network."""
_PREFIXES = frozenset(
    (
        "gemeente",
        "ministerie",
        "provincie",
        "regio",
        "stadsdeel",
        "stedennetwerk",
        "wethouder",
        "portefeuille",
    )
)
"""Words that say of which kind something is, and are often left out."""
_SORTS = {
    "dagelijks-bestuur": ("db", "bestuur"),
    "pho": ("pho", "overleg"),
    "commissie": ("commissie", "cie"),
}


@dataclass(frozen=True)
class NamedThing:
    """One thing of a dossier. `names` and `aliases` are squeezed; `cores` what its names say beyond network and kind.

    `own` are words of the network it belongs to, `sort` words of its kind: both may be left out in a list. `guesses`
    are letters that it may be called by, and something else as well.
    """

    kind: str
    id: str
    name: str
    names: frozenset[str]
    aliases: frozenset[str]
    cores: frozenset[frozenset[str]]
    spelled: tuple[str, ...]
    own: frozenset[str] = frozenset()
    sort: frozenset[str] = frozenset()
    guesses: frozenset[frozenset[str]] = frozenset()
    parent: str = ""
    themes: tuple[str, ...] = ()
    current: bool = True
    sort_of: str = ""
    board: bool = False
    """Whether it is a general board, whatever it is called."""

    @property
    def words(self) -> frozenset[str]:
        """Every word of its names."""
        return frozenset(word for text in self.spelled for word in meaningful_words(text))

    @cached_property
    def sayable(self) -> frozenset[str]:
        """Every word with which it can be called for certain otherwise than by a name as it is spelled."""
        return self.own.union(self.sort, *self.cores)

    def rest(self, words: Iterable[str]) -> frozenset[str]:
        """What words say beyond the network and the kind of this thing."""
        return frozenset(words) - self.own - self.sort


def named_things(view: View) -> tuple[NamedThing, ...]:
    """Everything a list can name, in the order of the dossier."""
    dossier = view.dossier
    actors = [actor for layer in dossier.layers for actor in layer.actors]
    return (
        *(_body(view, actor, body) for actor in actors for body in actor.bodies),
        *(_actor(view, actor) for actor in actors),
        *(_plain("opgave", item.id, item.name) for item in dossier.opgaven),
        *(_plain("prioriteit", p.id, p.name) for item in dossier.opgaven for p in item.priorities),
        *(_plain("thema", item.id, item.name) for item in dossier.header.themes.values()),
        *(
            _plain("portefeuille", item.id, item.name, item.office if item.office == "burgemeester" else "")
            for item in dossier.college.portfolios
        ),
    )


def _body(view: View, actor: Actor, body: Body) -> NamedThing:
    own = frozenset(word for text in _actor_names(actor) for word in meaningful_words(text))
    sort = frozenset((*_SORTS.get(body.sort, ()), *meaningful_words(body.sort)))
    spelled = (body.name, *body.aliases)
    cores: set[frozenset[str]] = set()
    guesses: set[frozenset[str]] = set()
    for text in (*spelled, body.id):
        rest = [word for word in meaningful_words(text) if word not in own | sort]
        cores.add(frozenset(rest))
        guesses.add(frozenset(filter(None, [initials(rest)])))
    return NamedThing(
        kind="gremium",
        id=body.id,
        name=body.name,
        names=frozenset((squeezed(body.id), squeezed(body.name))),
        aliases=frozenset(map(squeezed, body.aliases)),
        cores=frozenset(cores) - {frozenset()} or frozenset((frozenset(),)),
        spelled=spelled,
        own=own,
        sort=sort,
        guesses=_guesses(guesses, cores),
        parent=actor.id,
        themes=tuple(theme.value for theme in body.themes),
        current=view.shows(actor) and view.shows(body),
        board=body.sort in ("raad", "bestuur"),
    )


def _actor(view: View, actor: Actor) -> NamedThing:
    spelled = (actor.name, *actor.aliases)
    named = {frozenset(meaningful_words(text)) for text in spelled}
    key = frozenset(meaningful_words(actor.id))
    cores = {*named, *(core - _PREFIXES for core in named), key}
    return NamedThing(
        kind="actor",
        id=actor.id,
        name=actor.short or actor.name,
        names=frozenset((squeezed(actor.id), squeezed(actor.name))),
        aliases=frozenset(map(squeezed, (*actor.aliases, *filter(None, [actor.short])))),
        cores=frozenset(cores) - {frozenset()},
        spelled=spelled,
        sort=_PREFIXES,
        guesses=_guesses((_initials(actor.name), key - _PREFIXES), cores),
        sort_of=actor.sort,
        current=view.shows(actor),
    )


def _plain(kind: str, item: str, name: str, alias: str = "") -> NamedThing:
    cores = {frozenset(meaningful_words(name)), frozenset(meaningful_words(item)), _initials(name)}
    return NamedThing(
        kind=kind,
        id=item,
        name=name,
        names=frozenset((squeezed(item), squeezed(name))),
        aliases=frozenset(filter(None, [squeezed(alias)])),
        cores=frozenset(cores) - {frozenset()},
        spelled=(name,),
        sort=_PREFIXES,
    )


def _guesses(found: Iterable[frozenset[str]], cores: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    """What a thing may be called by; letters that are a legal form stand before many a name."""
    return frozenset(found) - frozenset(cores) - {frozenset()} - {frozenset((form,)) for form in LEGAL_FORMS}


def _initials(name: str) -> frozenset[str]:
    return frozenset(filter(None, [initials(meaningful_words(name))]))


def _actor_names(actor: Actor) -> Iterator[str]:
    yield from (actor.id, actor.name, *actor.aliases)
    if actor.short:
        yield actor.short


How = Literal["naam", "alias", "lijkt op", "onzeker", "nieuw"]
"""By its id or name; by another name that is certain; by a name spelled much like it; one of several; none."""
_ALIKE = 0.9
_LEAD = 0.03
"""How much more alike the best must be than the next."""
_PERHAPS = 0.72
_SAME_WORD = 0.7
"""How much two words must be spelled alike to be the same word with a slip in it."""
_SHORTEST = 5
"""Letters of a name below which likeness says nothing: VRA is not VRO."""
_MOST = 4
"""Candidates that are worth choosing from."""
_BY_PART = ("portefeuille", "opgave")
_HARD, _SOFT = ("\n", ";", "|"), ("/", ",")
MOST_PARTS = 20
"""Names in one cell: more is a text, and each would be held against every table."""
_BESIDE = 2
"""The network and the kind of a table, that may stand beside its name between commas of their own."""
IsKnown = Callable[[Sequence[str], str], bool]
"""Whether pieces of a cell are one name together; they come with the text that they make."""


@dataclass(frozen=True)
class NameMatch:
    """What a text means: one thing when it is certain, the candidates when it is not."""

    text: str
    how: How
    things: tuple[NamedThing, ...] = ()

    @property
    def thing(self) -> NamedThing | None:
        """The thing that is meant, when that is certain."""
        return self.things[0] if self.how in ("naam", "alias", "lijkt op") else None


class NameIndex:
    """Finds things by what people call them. `context` is the network in which a text is to be understood."""

    def __init__(self, known: Iterable[NamedThing]) -> None:
        self.things = tuple(known)
        self._kinds = grouped((thing.kind, thing) for thing in self.things)
        self._names = grouped(((thing.kind, word), thing) for thing in self.things for word in thing.names)
        self._aliases = grouped(
            ((thing.kind, word), thing) for thing in self.things for word in thing.aliases
        )
        self._sayable = {
            word: frozenset(at)
            for word, at in grouped(
                ((thing.kind, word), at) for at, thing in enumerate(self.things) for word in thing.sayable
            ).items()
        }
        self._words: dict[str, frozenset[str]] = {}
        self._speech: dict[tuple[str, ...], frozenset[str]] = {}
        self._longest = _BESIDE + max((len(core) for thing in self.things for core in thing.cores), default=0)
        self._found: dict[tuple[str, tuple[str, ...], str], NameMatch] = {}
        self.words = frozenset(word for thing in self.things for word in thing.words)

    def words_of(self, kind: str) -> frozenset[str]:
        """The words in the names of everything of a kind."""
        if kind not in self._words:
            self._words[kind] = frozenset(word for thing in self._kinds.get(kind, ()) for word in thing.words)
        return self._words[kind]

    def _sayable_words(self, kinds: tuple[str, ...]) -> frozenset[str]:
        """The words of which the names of things of these kinds are made."""
        if kinds not in self._speech:
            self._speech[kinds] = frozenset(word for kind, word in self._sayable if kind in kinds)
        return self._speech[kinds]

    def thing(self, kind: str, item: str) -> NamedThing | None:
        """The thing of a kind with this id."""
        return next((thing for thing in self._kinds.get(kind, ()) if thing.id == item), None)

    def known_as(self, words: Iterable[str], kind: str) -> NamedThing | None:
        """The one thing of a kind of which these words are a whole name."""
        said = frozenset(words)
        found = _narrowed((thing for thing in self._kinds.get(kind, ()) if said in thing.cores), "")
        return found[0] if len(found) == 1 else None

    def called_in_part(self, words: Iterable[str], kind: str) -> list[NamedThing]:
        """The things of a kind of whose names these words are the beginning, or the letters."""
        said = frozenset(words)
        return _narrowed(
            (
                thing
                for thing in self._kinds.get(kind, ())
                if said and (said in thing.guesses or any(said < core for core in thing.cores))
            ),
            "",
        )

    def within(self, actor: str) -> list[NamedThing]:
        """The bodies of an actor."""
        return [thing for thing in self._kinds.get("gremium", ()) if thing.parent == actor]

    def match(self, text: str, kinds: tuple[str, ...], context: str = "") -> NameMatch:
        """What a text means among things of these kinds, earlier kinds first where a text fits both."""
        key = (text, kinds, context)
        if key not in self._found:
            self._found[key] = self._match(text, kinds, context)
        return self._found[key]

    def is_certain(self, text: str, kinds: tuple[str, ...]) -> bool:
        """Whether a text is a name of one thing of these kinds, as it is spelled."""
        return self._certain(text, kinds, "") is not None

    def parts(self, text: str, kinds: tuple[str, ...], context: str = "") -> list[str]:
        """The names in a cell. A comma or slash within a known name does not part it; what has too many parts stays whole."""

        sayable = self._sayable_words(kinds)

        def known(pieces: Sequence[str], joined: str) -> bool:
            word = "".join(map(squeezed, pieces))
            spelled = any((kind, word) in called for called in (self._names, self._aliases) for kind in kinds)
            if not spelled and not all(sayable.issuperset(meaningful_words(piece)) for piece in pieces):
                return False  # unseen: nearly everything that pieces make together
            return self._certain(joined, kinds, context) is not None

        if has_too_many(text):
            return [text]
        return [part for part in _split(text, known, (*_HARD, *_SOFT), self._longest) if squeezed(part)]

    def _match(self, text: str, kinds: tuple[str, ...], context: str) -> NameMatch:
        if (certain := self._certain(text, kinds, context)) is not None:
            return certain
        several = [thing for kind in kinds for thing in self._derived(text, kind, context)]
        alike = sorted(
            self._alike(text, kinds, context), key=lambda pair: (-pair[0], pair[1].kind, pair[1].id)
        )
        if alike and alike[0][0] >= _ALIKE and not several:
            following = [ratio for ratio, thing in alike[1:] if thing.current or not alike[0][1].current]
            if not following or alike[0][0] - following[0] >= _LEAD:
                return NameMatch(text, "lijkt op", (alike[0][1],))
        near = dict.fromkeys(
            [
                *several,
                *self._shortened(text, kinds),
                *self._overlapping(text, kinds, context),
                *(thing for _, thing in alike),
            ]
        )
        return NameMatch(text, "onzeker", tuple(near)[:_MOST]) if near else NameMatch(text, "nieuw")

    def _certain(self, text: str, kinds: tuple[str, ...], context: str) -> NameMatch | None:
        """A match by name or other name, when only one thing can be meant."""
        word = squeezed(text)
        if not word:
            return None
        named: tuple[tuple[How, dict[tuple[str, str], list[NamedThing]]], ...]
        named = ("naam", self._names), ("alias", self._aliases)
        for how, called in named:
            for kind in kinds:
                found = _narrowed(called.get((kind, word), ()), context)
                if len(found) == 1:
                    return NameMatch(text, how, tuple(found))
        for find in (self._derived, self._partly):
            for kind in kinds:
                found = find(text, kind, context)
                if len(found) == 1:
                    return NameMatch(text, "alias", tuple(found))
        return None

    def _derived(self, text: str, kind: str, context: str) -> list[NamedThing]:
        """The things whose names say the same, but for their network, their kind, small words and order."""
        words = meaningful_words(text)
        near: frozenset[int] | None = None
        for word in words:
            found = self._sayable.get((kind, word), frozenset())
            near = found if near is None else near & found
            if not near:
                return []  # what nearly all texts come to, and what few words are read for
        things = (self.things[at] for at in sorted(near or ()))
        return _narrowed((thing for thing in things if _says(thing, words, context)), context)

    def _partly(self, text: str, kind: str, context: str) -> list[NamedThing]:
        """The portfolios or opgaven of which a text says a part: a wethouder is called by half a portfolio."""
        said = frozenset(meaningful_words(text))
        if kind not in _BY_PART:
            return []
        return [
            thing
            for thing in self._kinds.get(kind, ())
            if (rest := thing.rest(said)) and any(rest <= core for core in thing.cores)
        ]

    def _shortened(self, text: str, kinds: tuple[str, ...]) -> Iterator[NamedThing]:
        """The networks of whose name this is every word, some of them cut short: Veiligheidsregio Z-W."""
        said = meaningful_words(text)
        if "actor" in kinds and len(said) > 1 and max(map(len, said)) >= _SHORTEST:
            for thing in self._kinds.get("actor", ()):
                if any(_cut_short(said, meaningful_words(name)) for name in thing.spelled):
                    yield thing

    def _alike(self, text: str, kinds: tuple[str, ...], context: str) -> Iterator[tuple[float, NamedThing]]:
        """How much a text is spelled like the things that come near, the best spelling of each."""
        wanted = " ".join(meaningful_words(text))
        if not _SHORTEST <= len(wanted) <= 160:
            return
        for thing in (thing for kind in kinds for thing in self._kinds.get(kind, ())):
            best = max(
                (_ratio(" ".join(meaningful_words(name)), wanted) for name in thing.spelled),
                default=0.0,
            )
            if best >= _PERHAPS and not (context and thing.parent and thing.parent != context):
                yield best, thing

    def _overlapping(self, text: str, kinds: tuple[str, ...], context: str) -> Iterator[NamedThing]:
        """What may be meant though the text says less, more or partly something else."""
        words = frozenset(meaningful_words(text))
        for thing in (thing for kind in kinds for thing in self._kinds.get(kind, ())):
            rest = thing.rest(words)
            if not rest or (context and thing.parent and thing.parent != context):
                continue
            at_home = bool(words & thing.own) or bool(context and thing.parent == context)
            if (
                rest in thing.cores
                or rest in thing.guesses
                or (
                    words & thing.sort
                    and any(_is_short(part) and part < rest for part in thing.guesses | thing.cores)
                )
                or (at_home and any(_overlap(rest, core) for core in thing.cores if core))
                or (thing.kind == "actor" and len(rest) > 1 and any(rest < core for core in thing.cores))
            ):
                yield thing


def _is_short(core: frozenset[str]) -> bool:
    """Whether a name is no more than some letters, as BW is."""
    return len(core) == 1 and not core & BOARD_WORDS and len(next(iter(core))) < _SHORTEST


def _cut_short(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return (
        len(said) == len(name)
        and said[0] == name[0]
        and all(whole.startswith(part) for part, whole in zip(said, name, strict=True))
    )


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one or 2 * len(one & other) >= len(one | other)


def _says(thing: NamedThing, words: tuple[str, ...], context: str) -> bool:
    said = frozenset(words)
    rest = thing.rest(said)
    if thing.kind != "gremium":
        return bool(said) and (said in thing.cores or (bool(rest) and rest in thing.cores))
    if rest not in thing.cores:
        return False
    at_home = bool(said & thing.own) or bool(context and thing.parent == context)
    if not rest:  # a table with no name but its kind, such as a daily board
        return at_home and bool(said & thing.sort)
    if rest <= BOARD_WORDS:
        return at_home
    return at_home or bool(said & thing.sort) or len(rest) > 1 or len(next(iter(rest))) < _SHORTEST


def _narrowed(found: Iterable[NamedThing], context: str) -> list[NamedThing]:
    """The things in the network that is meant and of this day, if there are any such."""
    kept = list(found)
    kept = [thing for thing in kept if context and thing.parent == context] or kept
    return [thing for thing in kept if thing.current] or kept


def _ratio(name: str, wanted: str) -> float:
    """How much alike two names are, of 1; 0 when a word of one has nothing like it in the other."""
    if _digits(name) != _digits(wanted):  # G4 is not G40
        return 0.0
    ratio = fuzz.ratio(name, wanted, score_cutoff=100 * _PERHAPS) / 100
    mine, theirs = set(name.split()), set(wanted.split())
    if not ratio or not (_near(mine - theirs, theirs) and _near(theirs - mine, mine)):
        return 0.0  # Zuid-Holland is not Noord-Holland, however much of it is the same
    return ratio


def _near(words: set[str], others: set[str]) -> bool:
    return all(any(fuzz.ratio(word, other) >= 100 * _SAME_WORD for other in others) for word in words)


@lru_cache(maxsize=20_000)
def _digits(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if any(sign.isdigit() for sign in word))


def has_too_many(text: str) -> bool:
    """Whether more stands in a cell, one behind the other, than are names."""
    return sum(map(text.count, (*_HARD, *_SOFT))) >= MOST_PARTS


def _split(text: str, known: IsKnown, separators: tuple[str, ...], longest: int) -> list[str]:
    """A cell parted at the first of these separators that it has, and its parts at the next ones; a name has `longest` parts at most."""
    if not separators or known([text], text):
        return [text]
    separator, *others = separators
    pieces = [piece.strip() for piece in text.split(separator) if piece.strip()]
    if len(pieces) < 2:
        return _split(text, known, tuple(others), longest)
    found: list[str] = []
    waiting: list[str] = []

    def flush() -> None:
        """What is no known name goes apart behind a separator that always parts, together behind one that may not."""
        apart = [_rejoined(waiting, separator)] if separator in _SOFT and waiting else waiting
        found.extend(part for piece in apart for part in _split(piece, known, tuple(others), longest))
        waiting.clear()

    start = 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + longest), start, -1)
        for end in ends:
            joined = _rejoined(pieces[start:end], separator)
            if known(pieces[start:end], joined):
                flush()
                found.append(joined)
                start = end
                break
        else:
            waiting.append(pieces[start])
            start += 1
    flush()
    return found


def _rejoined(pieces: list[str], separator: str) -> str:
    return (" " if separator == "\n" else f"{separator} " if separator != "/" else "/").join(pieces)
