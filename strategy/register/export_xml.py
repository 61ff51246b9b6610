"""An export of the register (exportOO.xml) as the same objects that the tables give, read as it streams past.

Of the tree only what is wanted is kept, and only until the organisation or arrangement that it belongs to is complete: people,
addresses and contact data are never looked at. The file comes from outside, so document types and entities are refused, and
size, depth and length are bounded. Names are compared without their namespace, which differs per version.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, BinaryIO
from xml.parsers import expat

from strategy.errors import KrachtenveldError
from strategy.register.tables import (
    PROVINCES,
    SAFETY,
    Arrangement,
    Municipality,
    Participant,
    Register,
    said_sorts,
)

MAX_BYTES = 500_000_000
"""Ten times what the export of 2026 holds."""
MAX_DEPTH = 60
MAX_TEXT = 20_000
MAX_PARTS = 20_000
"""Characters of one text, and wanted elements of one organisation or arrangement."""
CHUNK = 1 << 16
ROOT = "overheidsorganisaties"
_VERSION = re.compile(r"https?://[a-z.]*overheid\.nl/static/schema/oo/export/2\.[0-9.]+")
_PACKED = {b"PK": "een zip-bestand", b"\x1f\x8b": "een gz-bestand"}
_NEWER = "haal exportOO.xml opnieuw op bij het Register van Overheidsorganisaties"
_WANTED: Mapping[str, Any] = {
    "organisatie": {
        "naam": {}, "types": {"type": {}}, "geografie": {"aantalInwoners": {}}, "adressen": {"adres": {"provincie": {}}},
        "eindDatum": {}, "datumMutatie": {},
    },
    "regeling": {
        "titel": {}, "samenwerkingsvorm": {}, "regionaalSamenwerkingsorgaan": {}, "beleidsterreinen": {"beleidsterrein": {}},
        "deelnemendeOrganisaties": {
            "deelnemendeOrganisatie": {"naam": {}, "uittredingsDatum": {}, "bestuursorganen": {"bestuursorgaan": {}}},
        },
        "datumInwerkingtreding": {}, "datumUitwerkingtreding": {}, "datumMutatie": {}, "datumTerVerificatie": {},
    },
}  # fmt: skip
"""What is kept of an organisation and of an arrangement; an organisation within another is a part of it and passed by."""
_AROUND = (ROOT, "organisaties", "gemeenschappelijkeRegelingen")
_ORGANS = {
    "college van burgemeester en wethouders": "college", "gemeenteraad": "raad",
    "commissaris van de koningin": "commissaris van de Koning", "commissaris van de koning": "commissaris van de Koning",
}  # fmt: skip


@dataclass
class _Element:
    """A wanted element, while it is read."""

    name: str
    attributes: Mapping[str, str]
    wanted: Mapping[str, Any]
    text: str = ""
    parts: list[_Element] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[_Element]:
        """The elements at a path below this one."""
        for part in self.parts:
            if part.name == path[0]:
                yield from part.all(*path[1:]) if path[1:] else (part,)

    def first(self, *path: str) -> str:
        """The text of the first element at a path, "" without one; on one line, without what cannot be seen."""
        return next((each.said for each in self.all(*path)), "")

    def day(self, name: str) -> date | None:
        """A date below this one; what is no date is as good as none."""
        try:
            return date.fromisoformat(self.first(name)[:10])
        except ValueError:
            return None

    @property
    def said(self) -> str:
        return " ".join("".join(c for c in self.text if c.isprintable() or c.isspace()).split())


def read_export(stream: BinaryIO, name: str, known: Register) -> Register:
    """The register in an export. What it does not tell, such as who is in which city network, is as in `known`.

    Raises KrachtenveldError for what is no export of version 2, is cut off, or holds no arrangements.
    """
    reader = _Reader(name)
    reader.read(stream)
    if not reader.arrangements:
        other = " (wel organisaties)" if reader.municipalities else ""
        raise KrachtenveldError(
            f"in {name} staat geen enkele regeling{other}",
            "neem de export van alle organisaties, exportOO.xml; een deel daarvan is niet genoeg",
        )
    return _register(reader, known)


class _Reader:
    """Reads an export; what was found stands in `municipalities` and `arrangements`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.municipalities: list[_Element] = []
        self.arrangements: list[_Element] = []
        self.newest: date | None = None
        self._depth = 0
        self._passed_from = 0
        """The depth of the element that is passed by, 0 for none."""
        self._open: list[_Element] = []
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, stream: BinaryIO) -> None:
        """Read to the end. Raises KrachtenveldError."""
        size = 0
        try:
            while chunk := stream.read(CHUNK):
                if not size:
                    self._look_at(chunk)
                size += len(chunk)
                if size > MAX_BYTES:
                    raise self._refused(f"is groter dan {MAX_BYTES // 1_000_000} MB", _NEWER)
                self._parser.Parse(chunk, False)
            if not size:
                raise self._refused("is leeg", _NEWER)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not know, or of more bytes
            raise self._refused(
                "heeft een lettercodering die niet te lezen is", "bewaar het als UTF-8"
            ) from error

    def _look_at(self, chunk: bytes) -> None:
        for start, what in _PACKED.items():
            if chunk.startswith(start):
                raise self._refused(f"is {what}, geen XML", "pak het eerst uit")
        if b"<" not in chunk[:1000].replace(b"\0", b""):
            raise self._refused("is geen XML", "neem exportOO.xml van het Register van Overheidsorganisaties")

    def _refused(self, what: str, hint: str) -> KrachtenveldError:
        return KrachtenveldError(f"{self.name} {what}", hint)

    def _broken(self, error: expat.ExpatError) -> KrachtenveldError:
        place = f"{self.name}:{error.lineno}:{error.offset + 1}"
        codes = expat.errors.codes
        ended = (codes[expat.errors.XML_ERROR_NO_ELEMENTS], codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN])
        if error.code in (*ended, codes[expat.errors.XML_ERROR_PARTIAL_CHAR]):
            return KrachtenveldError(f"{place} het bestand houdt hier op, terwijl het niet af is", _NEWER)
        letters = (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
        if error.code in (codes[each] for each in letters):
            return KrachtenveldError(
                f"{place} deze lettercodering is niet te lezen", "bewaar het bestand als UTF-8"
            )
        if error.code == codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
            return KrachtenveldError(
                f"{place} hier staat een teken dat geen XML of geen UTF-8 is",
                f"bewaar als UTF-8, of {_NEWER}",
            )
        return KrachtenveldError(f"{place} vanaf hier is het geen goede XML", _NEWER)

    def _refuse_type(self, *_: object) -> None:
        raise self._refused(
            "verklaart een documenttype (DOCTYPE); de export heeft er geen, en het wordt niet gelezen", _NEWER
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused(f"is meer dan {MAX_DEPTH} elementen diep genest", _NEWER)
        if self._passed_from:
            return
        space, _, local = tag.rpartition(" ")
        if self._depth == 1:
            self._check_root(space, local)
        wanted = self._open[-1].wanted.get(local) if self._open else _WANTED.get(local)
        if wanted is not None:
            if not self._open:
                self._count = 0
            self._count += 1
            if self._count > MAX_PARTS:
                raise self._refused(
                    f"heeft op regel {self._parser.CurrentLineNumber} een {self._open[0].name} met te veel delen",
                    _NEWER,
                )
            bare = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
            self._open.append(_Element(local, bare, wanted))
        elif self._open or local not in _AROUND:
            self._passed_from = self._depth

    def _check_root(self, space: str, local: str) -> None:
        if local != ROOT:
            raise self._refused(
                f'begint met "{local[:60]}" en niet met "{ROOT}": dit is geen export van het register',
                "neem exportOO.xml van het Register van Overheidsorganisaties",
            )
        if not _VERSION.fullmatch(space):
            raise self._refused(
                f'heeft een vorm die dit programma niet kent ("{space[:90]}"); gelezen wordt versie 2',
                "haal een nieuwe export op; is die ook anders, neem dan een nieuwere versie van krachtenveld",
            )

    def _characters(self, text: str) -> None:
        if self._passed_from or not self._open:
            return
        here = self._open[-1]
        if len(here.text) + len(text) > MAX_TEXT:
            raise self._refused(
                f"heeft op regel {self._parser.CurrentLineNumber} een tekst van meer dan {MAX_TEXT} tekens bij {here.name}",
                _NEWER,
            )
        here.text += text

    def _end(self, _: str) -> None:
        if self._passed_from:
            if self._depth == self._passed_from:
                self._passed_from = 0
        elif self._open:
            done = self._open.pop()
            if self._open:
                self._open[-1].parts.append(done)
            else:
                self._keep(done)
        self._depth -= 1

    def _keep(self, done: _Element) -> None:
        changed = max(filter(None, (done.day("datumMutatie"), done.day("datumTerVerificatie"))), default=None)
        if changed and (self.newest is None or changed > self.newest):
            self.newest = changed
        if done.name == "regeling":
            self.arrangements.append(done)
        elif any(each.said == "Gemeente" for each in done.all("types", "type")):
            self.municipalities.append(done)


def _register(reader: _Reader, known: Register) -> Register:
    state = reader.newest or known.state
    municipalities = dict(known.municipalities)
    untold: frozenset[str] = frozenset()
    if reader.municipalities:
        found = [_municipality(each, state, known) for each in reader.municipalities]
        told = {each.code: each for each in found if each.code}
        gone = {
            code: replace(each, ended=True) for code, each in known.municipalities.items() if code not in told
        }
        municipalities = {**gone, **told}
        untold = frozenset(code for code in gone if not known.municipalities[code].ended)
    arrangements: dict[str, Arrangement] = {}
    participants: dict[str, tuple[Participant, ...]] = {}
    for each in reader.arrangements:
        end = each.day("datumUitwerkingtreding")
        number = each.attributes.get("systeemId", "")
        if number and (end is None or end > state):
            arrangements[number] = _arrangement(each, number, known)
            taking_part = (_participant(part) for part in _taking_part(each, state))
            participants[number] = tuple(
                sorted({part.code: part for part in taking_part}.values(), key=lambda part: part.code)
            )
    register = Register(
        state, dict(sorted(municipalities.items())), dict(sorted(arrangements.items())), participants, untold
    )
    return replace(
        register, municipalities={code: _placed(m, register) for code, m in register.municipalities.items()}
    )


def _placed(each: Municipality, register: Register) -> Municipality:
    """A municipality with its province, which many addresses leave out: that of most others in its veiligheidsregio."""
    if each.province or each.ended:
        return each
    near = Counter(
        register.municipalities[part.code].province
        for arrangement in register.joined(each.code)
        if SAFETY in arrangement.sorts
        for part in register.participants[arrangement.number]
        if part.code in register.municipalities
    )
    return replace(each, province=next((name for name, _ in near.most_common() if name), ""))


def _municipality(each: _Element, state: date, known: Register) -> Municipality:
    code = _code(each)
    before = known.municipalities.get(code, Municipality(code, ""))
    end = each.day("eindDatum")
    inhabitants = each.first("geografie", "aantalInwoners")
    province = PROVINCES.get(each.first("adressen", "adres", "provincie").rpartition("/")[2])
    return replace(
        before,
        code=code if code.startswith("gm") else "",
        name=each.first("naam").removeprefix("Gemeente "),
        province=province[0] if province else before.province,
        inhabitants=int(inhabitants) if inhabitants.isdecimal() else before.inhabitants,
        ended=end is not None and end <= state,
    )


def _arrangement(each: _Element, number: str, known: Register) -> Arrangement:
    organ = next(each.all("regionaalSamenwerkingsorgaan"), None)
    form = next(each.all("samenwerkingsvorm"), None)
    title = each.first("titel")
    name = organ.said if organ else title
    before = known.arrangements.get(number)
    code = _code(organ) if organ else ""
    if before is None and code:
        before = next((other for other in known.arrangements.values() if other.organ_code == code), None)
    return Arrangement(
        number,
        title,
        organ.said if organ else "",
        code,
        form.attributes.get("afkorting", "") if form else "",
        before.sorts if before else said_sorts(name),
        tuple(sorted(filter(None, (term.said for term in each.all("beleidsterreinen", "beleidsterrein"))))),
        each.day("datumInwerkingtreding"),
        each.day("datumTerVerificatie"),
    )


def _taking_part(each: _Element, state: date) -> Iterator[_Element]:
    """Who takes part and has not left."""
    for part in each.all("deelnemendeOrganisaties", "deelnemendeOrganisatie"):
        left = part.day("uittredingsDatum")
        if (left is None or left > state) and (_code(part) or part.attributes.get("systeemId")):
            yield part


def _participant(part: _Element) -> Participant:
    organs = (each.said.lower() for each in part.all("bestuursorganen", "bestuursorgaan"))
    named = sorted({_ORGANS.get(organ, organ) for organ in organs if organ})
    return Participant(_code(part) or part.attributes["systeemId"], part.first("naam"), tuple(named))


def _code(each: _Element) -> str:
    """The code at the end of a TOOI identifier; "" without one."""
    return each.attributes.get("resourceIdentifierTOOI", "").rpartition("/")[2]
