"""From a municipality to its part of the register as a network file: itself, its neighbours, and what it takes part in.

Nothing is put in that the register or a law does not say. What a table does beyond what its legal form implies is left
out, so that `controleer` can say what is missing; what was not looked at for a year says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from strategy.dossier.defined_names import all_of, free, slug, within_quotes
from strategy.dossier.files import KEPT, KEPT_MARK, as_read, is_kept
from strategy.register.tables import (
    ENVIRONMENT,
    SAFETY,
    Arrangement,
    Municipality,
    Participant,
    Register,
    identifier,
    themes,
)

FILE = KEPT
LAYER = "register"
_PRINT = "# vingerafdruk: "
_HEAD = f"""\
# yaml-language-server: $schema=../schema/netwerk.json
# {KEPT_MARK}; wat u zelf weet zet u in een ander bestand, met bron: dat gaat voor.
# Verander hier niets: `krachtenveld register` maakt dit bestand opnieuw uit het Register van Overheidsorganisaties.
"""
YEAR = 366
"""Days after which what the register says is to be looked at again."""
OPEN_BODY, OPERATIONS, COMMON_ORGAN, BARE = "OL", "BVO", "GO", "RZM"
_FORMS = {
    OPEN_BODY: "openbaar lichaam",
    OPERATIONS: "bedrijfsvoeringsorganisatie",
    COMMON_ORGAN: "gemeenschappelijk orgaan",
    BARE: "regeling zonder eigen bestuur",
}
_BOARDS = {
    OPEN_BODY: ("ab", "Algemeen bestuur van", "12"),
    OPERATIONS: ("bestuur", "Bestuur van", "14a"),
    COMMON_ORGAN: ("orgaan", "Gemeenschappelijk orgaan van", "8"),
}
"""Per legal form the end of the id and the name of its board, and the article of the Wgr that gives it one. A public body
has a general board, an executive one and a chair (12); an organisation for operations one board (14a); a common organ is
itself the board (8). A regeling zonder meer has none of these."""
_NEUTER = re.compile(
    r"(?:schap|bedrijf|lichaam|bureau|centrum|verband|archief|orgaan|plein|huis|fonds|park|gebied|instituut)(?:\s|$)"
    r"|^(?:openbaar|regionaal|sociaal|gemeenschappelijk|historisch|grensoverschrijdend|toezichthoudend|gelders)\b",
    re.IGNORECASE,
)
"""The first two words of names that are called `het`."""


_BROAD = "wat deze regeling hieraan doet: het register noemt alleen een ruim beleidsterrein"
"""Asked of each theme of an arrangement that no law made for one thing: the register has terms like "zorg en gezondheid"."""


@dataclass(frozen=True)
class Entry:
    """An actor of the file: its id and that of its table, its name, by which codes the register knows it, and its lines.

    `broad` are the themes of which the register only says that it does something about them.
    """

    id: str
    body: str
    name: str
    codes: tuple[str, ...]
    text: str
    broad: tuple[str, ...] = ()


@dataclass(frozen=True)
class Network:
    """What the register says about a municipality, as the entries of its network file.

    `elsewhere` are the ids of what the dossier describes in another file, which is left out here.
    """

    municipality: Entry | None
    arrangements: tuple[Entry, ...]
    neighbours: tuple[Entry, ...]
    elsewhere: tuple[str, ...]
    state: date

    @property
    def entries(self) -> tuple[Entry, ...]:
        own = (self.municipality,) if self.municipality else ()
        return (*own, *self.arrangements, *self.neighbours)


@dataclass(frozen=True)
class Around:
    """What the rest of a dossier has: ids that are taken, what it describes itself by its code, and its themes.

    `present` are the ids that things of the network file have already, by their code: who refers to them can go on doing so.
    """

    taken: Collection[str] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    themes: Collection[str] | None = None
    present: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, codes: Iterable[str]) -> bool:
        """Whether what has these codes is to be described."""
        return not any(code in self.elsewhere for code in codes)


def network_of(municipality: Municipality, register: Register, around: Around | None = None) -> Network:
    """What the register says about a municipality, as far as the rest of its dossier does not."""
    around = around or Around()
    given = dict(around.present)

    def named(codes: tuple[str, ...], wanted: str, instead: str) -> str:
        """The id that one of the codes has, else `wanted`, else `instead`."""
        found = next((given[code] for code in codes if code in given), "")
        others = {*around.taken, *given.values()}
        found = found or (wanted if wanted not in others else free(instead, others))
        given.update(dict.fromkeys(codes, found))
        return found

    own_name = slug(municipality.name)
    own = named((municipality.code,), own_name, f"gemeente-{own_name}")
    near = [each for each in neighbours(municipality, register) if around.lacks((each.code,))]
    near_ids = [named((each.code,), slug(each.name), f"gemeente-{slug(each.name)}") for each in near]
    joined = joined_by(municipality, register)
    entries = []
    for each in joined:
        if around.lacks(codes_of(each)):
            wanted = slug(each.name)
            name = named(codes_of(each), wanted, f"regeling-{wanted}")
            worked_on = [
                theme for theme in themes_of(each) if around.themes is None or theme in around.themes
            ]
            entries.append(_arrangement(each, name, worked_on, municipality, register))
    codes = [
        municipality.code,
        *(code for each in joined for code in codes_of(each)),
        *(each.code for each in neighbours(municipality, register)),
    ]
    return Network(
        _municipality(municipality, own, "ons", "lokaal") if around.lacks((municipality.code,)) else None,
        tuple(entries),
        tuple(
            _municipality(each, name, "gemeente", "buur") for each, name in zip(near, near_ids, strict=True)
        ),
        tuple(sorted({around.elsewhere[code] for code in codes if code in around.elsewhere})),
        register.state,
    )


def codes_of(arrangement: Arrangement) -> tuple[str, ...]:
    """By which codes an arrangement is known again: its number, and that of its organ, which outlives a version."""
    return (arrangement.number, arrangement.organ_code) if arrangement.organ_code else (arrangement.number,)


def joined_by(municipality: Municipality, register: Register) -> tuple[Arrangement, ...]:
    """What a municipality takes part in, also by the name of one that went into it; the veiligheidsregio first."""
    codes = (municipality.code, *(each.code for each in register.predecessors(municipality.code)))
    found = {each.number: each for code in codes for each in register.joined(code)}
    return tuple(
        sorted(
            found.values(),
            key=lambda each: (SAFETY not in each.sorts, not each.sorts, each.form == BARE, each.name, each.number),
        )
    )  # fmt: skip


def neighbours(municipality: Municipality, register: Register) -> tuple[Municipality, ...]:
    """The municipalities with which it shares the veiligheidsregio, or at least two arrangements; by name."""
    joined = register.joined(municipality.code)
    shared = Counter(part.code for each in joined for part in register.participants[each.number])
    near = {
        part.code for each in joined if SAFETY in each.sorts for part in register.participants[each.number]
    }
    found = {code for code in shared if code in near or shared[code] > 1} - {municipality.code}
    known = (register.municipalities[code] for code in found if code in register.municipalities)
    return tuple(
        sorted((each for each in known if not each.ended), key=lambda each: (slug(each.name), each.code))
    )


def _municipality(each: Municipality, own: str, sort: str, level: str) -> Entry:
    lines = [
        f"  - id: {own}",
        f"    naam: {_quoted(f'Gemeente {each.name}')}",
        f"    afkorting: {_quoted(each.name)}" if len(each.name) <= 40 else "",
        f"    soort: {sort}",
        f"    niveau: {level}",
        f"    identificatie: [{_code('TOOI', identifier(each.code))}]",
        "    bron: roo-2026 §gemeenten",
    ]
    return Entry(own, "", f"Gemeente {each.name}", (each.code,), _joined_lines(lines))


def _arrangement(
    each: Arrangement, own: str, worked_on: Sequence[str], municipality: Municipality, register: Register
) -> Entry:
    taking_part = register.participants[each.number]
    ours = next((part for part in taking_part if part.code == municipality.code), None)
    codes = [_code("ROO", each.number)]
    if each.organ_code:
        codes.append(_code("TOOI", identifier(each.organ_code)))
    broad = () if each.sorts else tuple(worked_on)
    doubt = f", te_verifieren: {_quoted(_BROAD)}" if broad else ""
    listed = ", ".join(f"{{waarde: {theme}, aard: oordeel{doubt}}}" for theme in worked_on)
    body = f"{own}-{_BOARDS[each.form][0]}" if each.form in _BOARDS else ""
    lines = [
        f"  - id: {own}",
        f"    naam: {_quoted(each.name)}",
        f"    lidwoord: {_article(each.name)}" if _article(each.name) in ("geen", "het") else "",
        "    soort: samenwerkingsverband",
        "    niveau: regio",
        f"    identificatie: [{', '.join(codes)}]",
        f"    toelichting: {_quoted(_note(each, taking_part, ours))}",
        _to_verify(each, ours, municipality, register),
        f"    werkvelden: [{listed}]" if listed else "",
        "    kenmerken: [{waarde: ruim-omschreven, aard: oordeel}]" if broad else "",
        *(_board(each, body, "" if broad else listed, ours) if body else ()),
    ]
    return Entry(own, body, each.name, codes_of(each), _joined_lines(lines), broad)


def _board(each: Arrangement, body: str, themes: str, ours: Participant | None) -> Iterator[str]:
    """The lines of the board, and of the seat that we have in it because we take part."""
    _, called, article = _BOARDS[each.form]
    yield "    gremia:"
    yield f"      - id: {body}"
    yield f"        naam: {_quoted(f'{called} {_spoken(each.name)}')}"
    yield "        soort: bestuur"
    yield f"        bron: wgr §{article}"
    if themes:
        sourced = themes.replace("aard: oordeel", "aard: oordeel, bron: roo-2026 §regelingen")
        yield f"        themas: [{sourced}]"
    holder = "wij" if ours else "onbekend"
    by_office = ""
    if SAFETY in each.sorts:
        by_office = (
            ", zetel: {waarde: ambtshalve, bron: wvr §11}, door: {waarde: burgemeester, bron: wvr §11}"
        )
    yield f"        posities: [{{rol: lid, bron: roo-2026 §deelnemers{by_office}, bezetting: [{{houder: {holder}}}]}}]"


def _note(each: Arrangement, taking_part: Iterable[Participant], ours: Participant | None) -> str:
    """What it is, who take part, and which of our organs do."""
    others = [part.name.removeprefix("Gemeente ") for part in taking_part if part is not ours]
    with_whom = f" Met {_enough(others)}." if others else ""
    organs = f" Namens ons: {all_of(ours.organs)}." if ours and ours.organs else ""
    title = each.title if each.title.lower() != each.name.lower() else "Gemeenschappelijke regeling"
    since = f", sinds {each.start}" if each.start else ""
    return f"{title} ({_FORMS.get(each.form, 'vorm onbekend')}{since}).{with_whom}{organs}"


_MOST_NAMED = 30


def _enough(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return f"{', '.join(names[:_MOST_NAMED])} en nog {rest}" if rest > 1 else ", ".join(names)


def _to_verify(
    each: Arrangement, ours: Participant | None, municipality: Municipality, register: Register
) -> str:
    """The line that says what is still to be looked at, "" when there is nothing."""
    doubts = []
    gone = [
        register.municipalities[part.code].name
        for part in register.participants[each.number]
        if part.code in register.municipalities and register.municipalities[part.code].ended
    ]
    if ours is None:
        before = all_of(each.name for each in register.predecessors(municipality.code) if each.name in gone)
        doubts.append(f"of wij hieraan meedoen: het register noemt nog {before}, dat opgeheven is")
    elif gone:
        doubts.append(f"wie er meedoen: het register noemt nog {all_of(gone)}, dat opgeheven is")
    if ENVIRONMENT in each.sorts:
        same = [
            other.name
            for other in register.joined(municipality.code)
            if ENVIRONMENT in other.sorts and other.number != each.number
        ]
        if same:
            doubts.append(f"of deze dienst nog bestaat: het register noemt ook {', '.join(same)}")
    if each.checked is None:
        doubts.append("of het nog zo is: wanneer het register dit nakeek, staat er niet bij")
    elif (register.state - each.checked).days > YEAR:
        doubts.append(f"of het nog zo is: het register keek dit voor het laatst na op {each.checked}")
    return f"    te_verifieren: {_quoted('; '.join(doubts))}" if doubts else ""


def themes_of(each: Arrangement) -> tuple[str, ...]:
    """The themes of the basis that an arrangement works on: by what it is, by its terms in the register, else by its name.

    What a law made for one thing is only about that: the register also lists what its staff deals with. The table is `landelijk/register/themas.tsv`; a term that is not in it counts as the broader one before its bar.
    """
    table = themes()
    found: dict[str, None] = {}
    for sort in each.sorts:
        found.update(dict.fromkeys(table.get(("soort", sort), ())))
    for term in () if {SAFETY, ENVIRONMENT} & set(each.sorts) else each.terms:
        broader = term.partition(" | ")[0]
        found.update(
            dict.fromkeys(table.get(("beleidsterrein", term), table.get(("beleidsterrein", broader), ())))
        )
    if not each.sorts and not each.terms:
        said = f"{each.title} {each.organ}".lower()
        for (kind, words), meant in table.items():
            if kind == "naam" and re.search(rf"\b{words}\b" if len(words) < 4 else re.escape(words), said):
                found.update(dict.fromkeys(meant))
    return tuple(found)


def text_of(network: Network, kept: Iterable[str] = ()) -> str:
    """The file; `kept` are lines of actors that ended and that the dossier still speaks of."""
    rest = list(kept)
    parts = [
        f"laag: {LAYER}\nnaam: Regionale samenwerking\nbron: roo-2026 §regelingen\n"
        f"toelichting: Stand van het register op {network.state}.\nactoren:{'' if network.entries or rest else ' []'}\n",
    ]
    if network.elsewhere:
        parts.append(f"  # Al elders in dit dossier: {', '.join(network.elsewhere)}.\n")
    if network.municipality:
        parts.extend(("  # Wijzelf.\n", network.municipality.text))
    if network.arrangements:
        parts.append(
            "  # De gemeenschappelijke regelingen waaraan wij meedoen. Een bestuur volgt uit de vorm (Wet gemeenschappelijke\n"
            "  # regelingen). Thema's komen uit het register, met één tabel vertaald: ons oordeel.\n"
        )
        parts.extend(entry.text for entry in network.arrangements)
    if network.neighbours:
        parts.append("  # Gemeenten waarmee wij de veiligheidsregio of ten minste twee regelingen delen.\n")
        parts.extend(entry.text for entry in network.neighbours)
    if rest:
        parts.append("  # Opgehouden, maar uw eigen bestanden noemen het nog.\n")
        parts.extend(rest)
    content = "".join(parts)
    return f"{_HEAD}{_PRINT}{_fingerprint(content)}\n{content}"


def _fingerprint(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def is_untouched(text: str) -> bool:
    """Whether a file is as this program made it."""
    plain = as_read(text)
    found = re.search(rf"^{_PRINT}([0-9a-f]+)\n", plain, re.MULTILINE)
    return (
        is_kept(FILE, {FILE: plain}) and found is not None and _fingerprint(plain[found.end() :]) == found[1]
    )


def _article(name: str) -> str:
    """The article of an arrangement in a sentence: "geen" for a name in one word, "" for one that begins with it."""
    words = name.split()
    if words[0].lower() in ("de", "het"):
        return ""
    if len(words) == 1:
        return "geen"
    return "het" if _NEUTER.search(" ".join(words[:2])) else "de"


def _spoken(name: str) -> str:
    """A name as it stands behind "van"."""
    article = _article(name)
    if not article:
        return f"{name[:1].lower()}{name[1:]}"
    return name if article == "geen" else f"{article} {name}"


def _code(register: str, code: str) -> str:
    return f"{{register: {register}, code: {_quoted(code)}}}"


def _quoted(text: str) -> str:
    return f'"{within_quotes(text)}"'


def _joined_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines if line)
