"""The register of public organisations as data: municipalities, the arrangements they share, and who takes part in those.

The tables in `landelijk/register` come with the program; LEESMIJ.md beside them says where they come from. A newer export
gives the same objects (`export_xml`), so nothing above knows which of the two it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from strategy.dossier.defined_names import slug
from strategy.dossier.files import LANDELIJK, shipped_dossier
from strategy.errors import KrachtenveldError, suggest

FOLDER = f"{LANDELIJK}/register"
MUNICIPALITIES, ARRANGEMENTS, PARTICIPANTS, THEMES = (
    "gemeenten.tsv",
    "regelingen.tsv",
    "deelnemers.tsv",
    "themas.tsv",
)
TOOI = "https://identifier.overheid.nl/tooi/id/"
"""Where the identifier of an organisation begins; its sort and code follow."""
SORTS = {"gm": "gemeente", "pv": "provincie", "ws": "waterschap", "mn": "ministerie"}
"""The sort in an identifier, by how its code begins; the others are organs of arrangements."""
PROVINCES: Mapping[str, tuple[str, str]] = {
    "pv20": ("Groningen", "gr"), "pv21": ("Fryslân", "fr"), "pv22": ("Drenthe", "dr"), "pv23": ("Overijssel", "ov"),
    "pv24": ("Flevoland", "fl"), "pv25": ("Gelderland", "ge"), "pv26": ("Utrecht", "ut"), "pv27": ("Noord-Holland", "nh"),
    "pv28": ("Zuid-Holland", "zh"), "pv29": ("Zeeland", "ze"), "pv30": ("Noord-Brabant", "nb"), "pv31": ("Limburg", "li"),
}  # fmt: skip
"""Per code the name of a province, and how the actor of the basis is called behind `provincie-`."""
_ALSO_CALLED = {"den-bosch": "gm0796", "s-gravenhage": "gm0518"}
"""Names in daily use that are not a spelling of the official one."""
SAFETY, HEALTH, ENVIRONMENT = "veiligheidsregio", "ggd", "omgevingsdienst"
_SAID = {
    SAFETY: r"\bveiligheids(?:regio|- en gezondheidsregio)",
    HEALTH: r"\bggd\b|gezondheidsdienst\b|gezondheidsregio",
    ENVIRONMENT: r"\bomgevingsdienst|\buitvoeringsdienst|\bmilieudienst",
}
"""What the name of an arrangement says that it is, where the tables do not know it yet."""


@dataclass(frozen=True)
class Municipality:
    """A municipality; of one that ended, `successor` is the code of what it went into, "" when that is not known."""

    code: str
    name: str
    province: str = ""
    inhabitants: int = 0
    city_network: str = ""
    ended: bool = False
    successor: str = ""


@dataclass(frozen=True)
class Arrangement:
    """A valid gemeenschappelijke regeling, by its number in the register.

    `form` is OL (a public body), BVO (an organisation for operations), GO (a common organ) or RZM (none of these); `sorts`
    says whether it is the veiligheidsregio, ggd or omgevingsdienst of who takes part; `terms` are the policy terms of the
    register.
    """

    number: str
    title: str
    organ: str
    organ_code: str
    form: str
    sorts: tuple[str, ...]
    terms: tuple[str, ...]
    start: date | None = None
    checked: date | None = None

    @property
    def name(self) -> str:
        return self.organ or self.title


@dataclass(frozen=True)
class Participant:
    """Who takes part in an arrangement, by TOOI code or number in the register, and with which of its organs."""

    code: str
    name: str
    organs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """The state of the register on a day."""

    state: date
    municipalities: Mapping[str, Municipality]
    arrangements: Mapping[str, Arrangement]
    participants: Mapping[str, tuple[Participant, ...]]
    """By the number of the arrangement, in the order of their codes."""
    untold: frozenset[str] = frozenset()
    """The municipalities that were known, and that this state does not name."""

    @cached_property
    def _joined(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for number, taking_part in self.participants.items():
            for participant in taking_part:
                found.setdefault(participant.code, []).append(number)
        return {code: tuple(sorted(numbers)) for code, numbers in found.items()}

    def joined(self, code: str) -> tuple[Arrangement, ...]:
        """The arrangements in which this organisation takes part, by number."""
        return tuple(self.arrangements[number] for number in self._joined.get(code, ()))

    def predecessors(self, code: str) -> tuple[Municipality, ...]:
        """The municipalities that went into this one, as far as the register still names them."""
        return tuple(each for each in self.municipalities.values() if each.successor == code)

    def current(self) -> Iterator[Municipality]:
        """The municipalities that exist."""
        return (each for each in self.municipalities.values() if not each.ended)


def identifier(code: str) -> str:
    """The full TOOI identifier of a code such as gm0439."""
    return f"{TOOI}{SORTS.get(code[:2], 'so')}/{code}"


@lru_cache(maxsize=1)
def shipped() -> Register:
    """The register as it comes with the program. Raises KrachtenveldError when a table is gone or damaged."""
    folder = shipped_dossier() / FOLDER
    names = (MUNICIPALITIES, ARRANGEMENTS, PARTICIPANTS)
    try:
        return from_tables({name: (folder / name).read_text(encoding="utf-8") for name in names})
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> KrachtenveldError:
    return KrachtenveldError(
        f"het register dat bij krachtenveld hoort, is niet te lezen ({type(error).__name__} in {folder})",
        "installeer krachtenveld opnieuw",
    )


@lru_cache(maxsize=1)
def themes() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The one table from the words of the register to themes of the basis: what is said (sort, term or name) and which word."""
    folder = shipped_dossier() / FOLDER
    try:
        rows = _rows((folder / THEMES).read_text(encoding="utf-8"))
        return {(row["kenmerk"], row["waarde"]): tuple(row["themas"].split()) for row in rows}
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder, error) from error


def from_tables(texts: Mapping[str, str]) -> Register:
    """The register in these tables, by file name. Raises ValueError or KeyError when they are not what `as_tables` gives."""
    state = re.match(r"# stand: ([0-9-]+)\n", texts[MUNICIPALITIES])
    municipalities = {
        row["code"]: Municipality(
            row["code"], row["naam"], row["provincie"], int(row["inwoners"] or 0), row["stedennetwerk"],
            row["opgeheven"] == "ja", row["opvolger"],
        )
        for row in _rows(texts[MUNICIPALITIES])
    }  # fmt: skip
    arrangements = {
        row["nummer"]: Arrangement(
            row["nummer"], row["titel"], row["orgaan"], row["orgaancode"], row["vorm"], _listed(row["soort"]),
            _listed(row["beleidsterreinen"]), _day(row["van"]), _day(row["nagekeken"]),
        )
        for row in _rows(texts[ARRANGEMENTS])
    }  # fmt: skip
    participants: dict[str, list[Participant]] = {number: [] for number in arrangements}
    for row in _rows(texts[PARTICIPANTS]):
        code = row["deelnemer"]
        name = row["naam"] or f"Gemeente {municipalities[code].name}"
        participants[row["regeling"]].append(Participant(code, name, _listed(row["organen"])))
    return Register(
        date.fromisoformat(state[1] if state else ""),
        municipalities,
        arrangements,
        {number: tuple(found) for number, found in participants.items()},
    )


def as_tables(register: Register) -> dict[str, str]:
    """The tables of a register, by file name: how those that come with the program are renewed."""
    municipalities = [
        (m.code, m.name, m.province, str(m.inhabitants or ""), m.city_network, "ja" if m.ended else "", m.successor)
        for m in register.municipalities.values()
    ]  # fmt: skip
    arrangements = [
        (a.number, a.title, a.organ, a.organ_code, a.form, "; ".join(a.sorts), "; ".join(a.terms), *map(_text, (a.start, a.checked)))
        for a in register.arrangements.values()
    ]  # fmt: skip
    participants = [
        (number, p.code, "" if p.code in register.municipalities else p.name, "; ".join(p.organs))
        for number, found in register.participants.items()
        for p in found
    ]
    return {
        MUNICIPALITIES: f"# stand: {register.state}\n"
        + _table("code naam provincie inwoners stedennetwerk opgeheven opvolger", municipalities),
        ARRANGEMENTS: _table(
            "nummer titel orgaan orgaancode vorm soort beleidsterreinen van nagekeken", arrangements
        ),
        PARTICIPANTS: _table("regeling deelnemer naam organen", participants),
    }


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("\t".join(row) + "\n" for row in (tuple(head.split()), *sorted(rows)))


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    head = lines[0].split("\t")
    return (dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:])


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def said_sorts(name: str) -> tuple[str, ...]:
    """What the name of an arrangement says that it is."""
    return tuple(sort for sort, words in sorted(_SAID.items()) if re.search(words, name, re.IGNORECASE))


def municipality(word: str, register: Register) -> Municipality:
    """The municipality that a user names: by name, code or identifier, whatever the capitals and accents.

    Raises KrachtenveldError, with who may be meant, for what is no municipality, no longer is one, or is more than one.
    """
    given = " ".join(word.split())
    code = _code(given)
    if code:
        found = [register.municipalities[code]] if code in register.municipalities else []
    else:
        found = _named(given, register)
    if len(found) > 1:
        listed = "; ".join(f"{each.name} ({each.code})" for each in found)
        raise KrachtenveldError(f'er is meer dan één gemeente "{given}"', f"kies met naam of code: {listed}")
    if not found:
        raise KrachtenveldError(f'"{given}" is geen gemeente in het register', _meant(given, register))
    if found[0].code in register.untold:
        told = sum(1 for _ in register.current())
        raise KrachtenveldError(
            f"de gemeente {found[0].name} ({found[0].code}) staat niet in dit bestand, dat er {told} noemt",
            "is dit het hele register? neem de export van alle organisaties, exportOO.xml; is de gemeente opgeheven, noem dan "
            "de gemeente waar zij nu bij hoort",
        )
    if found[0].ended:
        raise _ended(found[0], register)
    return found[0]


def _code(given: str) -> str:
    """The code in what a user types, "" when it is a name."""
    match = re.fullmatch(r"(?:https?://\S*/)?(?:gm)?0*([0-9]{1,4})", given, re.IGNORECASE)
    return f"gm{match[1]:0>4}" if match else ""


def _named(given: str, register: Register) -> list[Municipality]:
    wanted = slug(re.sub(r"^gemeente\s+", "", given, flags=re.IGNORECASE))
    if wanted in _ALSO_CALLED:
        return [register.municipalities[_ALSO_CALLED[wanted]]]
    exact = [each for each in register.municipalities.values() if slug(each.name) == wanted]
    bare = slug(re.sub(r"\s*\(.*", "", given)).removeprefix("gemeente-")
    return exact or [each for each in register.municipalities.values() if _bare(each) == bare]


def _bare(each: Municipality) -> str:
    """The name without what tells two municipalities of that name apart."""
    return slug(re.sub(r"\s*\(.*", "", each.name))


def _meant(given: str, register: Register) -> str:
    wanted = slug(given)
    for arrangement in register.arrangements.values():
        if wanted and slug(arrangement.name) == wanted:
            names = [p.name.removeprefix("Gemeente ") for p in register.participants[arrangement.number]]
            return f"dat is een samenwerking; noem een gemeente: {', '.join(names[:8])}"
    near = suggest(given, (each.name for each in register.current()))
    near = near or suggest(given.title(), (each.name for each in register.current()))
    return near or "schrijf de naam zoals het register die kent, of de code, zoals gm0439"


def _ended(each: Municipality, register: Register) -> KrachtenveldError:
    after = register.municipalities.get(each.successor)
    if after is None:
        return KrachtenveldError(
            f"de gemeente {each.name} ({each.code}) is opgeheven; waarin zij opging, is te verifiëren",
            "noem de gemeente waar zij nu bij hoort",
        )
    return KrachtenveldError(
        f"de gemeente {each.name} ({each.code}) is opgeheven; volgens onze gegevens ging zij op in {after.name} "
        "(te verifiëren)",
        f"bedoeld: {after.name} ({after.code})?",
    )
