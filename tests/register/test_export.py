"""Reading an export of the register: what it says, nothing about people, and a clear message for what is none.

Set KRACHTENVELD_VERNIEUW=1 to write the present messages to meldingen.txt; read the difference before committing.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.errors import KrachtenveldError
from strategy.register import export_xml
from strategy.register.export_xml import read_export
from strategy.register.tables import Register, shipped
from tests.examples import examples
from tests.nieuw.help import held
from tests.register.help import SPACE, export

EXAMPLE = Path(__file__).with_name("voorbeeld.xml")
MESSAGES = Path(__file__).with_name("meldingen.txt")


def read(content: bytes, name: str = "exportOO.xml") -> Register:
    return read_export(io.BytesIO(content), name, shipped())


def test_the_whole_register_reads_back() -> None:
    """What the tables say, said as the real export is built, is read as the same."""
    found, known = read(export(shipped())), shipped()
    assert found.municipalities == known.municipalities
    assert found.arrangements == known.arrangements
    assert found.participants == known.participants
    assert found.state == known.state


def test_the_example() -> None:
    found = read(EXAMPLE.read_bytes())
    assert [each.number for each in found.arrangements.values()] == ["90000011"], (
        "an old version is not valid"
    )
    arrangement = found.arrangements["90000011"]
    assert (arrangement.form, arrangement.organ_code, arrangement.sorts) == (
        "OL",
        "so9999",
        ("veiligheidsregio",),
    )
    assert [(part.code, part.organs) for part in found.participants["90000011"]] == [
        ("gm9997", ()),
        ("gm9998", ("college",)),
        ("gm9999", ("college",)),
    ]
    assert found.municipalities["gm9999"].inhabitants == 100500, "the number, not the density"
    assert found.municipalities["gm9997"].ended
    assert found.municipalities["gm0439"].ended, "what is not in a newer export is no more"


def test_nothing_of_people_is_kept() -> None:
    assert "Vries" not in repr(read(export(shipped(), ["gm0439"])))
    assert "voorbeeld.nl" not in repr(read(export(shipped(), ["gm0439"])))


def test_other_versions_of_form_2_are_read_whatever_the_prefix() -> None:
    for version in ("2.6.3", "2.4.23", "2.10.0", "2.7"):
        space = SPACE.replace("2.6.9", version)
        assert read(export(shipped(), ["gm0439"], space)).arrangements
    plain = export(shipped(), ["gm0439"]).replace(b"<p:", b"<").replace(b"</p:", b"</").replace(b" p:", b" ")
    plain = plain.replace(b"xmlns:p=", b"xmlns=")
    assert read(plain).arrangements == read(export(shipped(), ["gm0439"])).arrangements


def test_utf_16_is_read() -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert read(text.encode("utf-16")).arrangements == read(EXAMPLE.read_bytes()).arrangements


def test_a_regeling_that_ends_later_is_still_valid_and_who_left_is_out() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    later = text.replace(
        "<p:datumInwerkingtreding>2024-07-01<",
        "<p:datumUitwerkingtreding>2027-01-01</p:datumUitwerkingtreding><p:datumInwerkingtreding>2024-07-01<",
    )
    left = later.replace(
        "<p:verdeelsleutel>0.25</p:verdeelsleutel>", "<p:uittredingsDatum>2025-01-01</p:uittredingsDatum>"
    )
    found = read(left.encode())
    assert [part.code for part in found.participants["90000011"]] == ["gm9997", "gm9999"]


def _bad() -> Mapping[str, bytes]:
    text = EXAMPLE.read_text(encoding="utf-8")
    head, _, rest = text.partition("<p:overheidsorganisaties")
    whole = "<p:overheidsorganisaties" + rest
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    only = text[: text.index("<p:gemeenschappelijkeRegelingen>")] + "</p:overheidsorganisaties>"
    return {
        "leeg": b"",
        "wit": b"  \n\n",
        "geen-xml": b"Naam;Type\nPurmerend;Gemeente\n",
        "nullen": bytes(5000),
        "zip": b"PK\x03\x04" + bytes(100),
        "gz": b"\x1f\x8b\x08" + bytes(100),
        "afgebroken": text[: text.index("<p:deelnemendeOrganisaties>")].encode(),
        "afgebroken-in-een-woord": text[: text.index("<p:deelnemendeOrganisaties>") + 7].encode(),
        "alleen-kop": head.encode(),
        "andere-wortel": f'<?xml version="1.0"?><html xmlns="{SPACE}"><body/></html>'.encode(),
        "andere-versie": text.replace("export/2.6.9", "export/3.0.1").encode(),
        "zonder-namespace": text.replace("<p:", "<").replace("</p:", "</").replace(" p:", " ").replace("xmlns:p=", "xmlns:q=").encode(),
        "almanak": text.replace(SPACE, "http://almanak.overheid.nl/schema/export/2.0").encode(),
        "doctype": (head + "<!DOCTYPE p:overheidsorganisaties>" + whole).encode(),
        "duizend-maal-lachen": (head + f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + whole.replace("Oudeveen", "&l9;")).encode(),
        "bestand-van-buiten": (head + '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + whole.replace("Oudeveen", "&e;")).encode(),
        "onbekende-entiteit": text.replace("Oudeveen", "&bestaatniet;").encode(),
        "geen-regelingen": only.encode(),
        "latijn": text.replace("Oudeveen", "Súdwest").encode("latin-1"),
        "onbekende-codering": text.replace('"UTF-8"', '"x-klinkt-goed"').encode(),
        "verkeerde-codering": text.replace('"UTF-8"', '"UTF-16"').encode(),
        "ongesloten": text.replace("</p:naam>", "</p:nam>", 1).encode(),
        "twee-wortels": (text + "<nog-een/>").encode(),
        "te-diep": text.replace("<p:woonplaats>", "<a>" * 100).encode(),
        "te-lang": text.replace("Gemeente Oudeveen", "x" * 30_000).encode(),
        "te-veel-delen": text.replace("<p:types>", "<p:types>" + "<p:type>a</p:type>" * 21_000, 1).encode(),
    }  # fmt: skip


def test_what_is_no_export_says_what_it_is() -> None:
    told = []
    for name, content in _bad().items():
        with pytest.raises(KrachtenveldError) as error:
            read(content, f"{name}.xml")
        told.append(f"{name}\n  {error.value.message}\n    {error.value.hint}\n")
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        MESSAGES.write_text("".join(told), encoding="utf-8", newline="\n")
    assert "".join(told) == MESSAGES.read_text(encoding="utf-8")


def test_what_is_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_xml, "MAX_BYTES", 2_000_000)
    start = EXAMPLE.read_bytes().partition(b"</p:organisaties>")[0]

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return start if self.given == size else b"<a/>" * (size // 4)

    stream = Endless()
    with pytest.raises(KrachtenveldError, match="groter dan 2 MB"):
        read_export(stream, "x.xml", shipped())  # type: ignore[arg-type]
    assert stream.given < 4_000_000


@settings(max_examples=examples(30), deadline=None)
@given(data=st.data())
def test_whatever_is_damaged_gives_a_register_or_a_message(data: st.DataObject) -> None:
    content = bytearray(EXAMPLE.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = min(len(content), at + data.draw(st.integers(0, 40)))
        content[at:end] = data.draw(st.binary(max_size=12))
    try:
        read(bytes(content))
    except KrachtenveldError as error:
        told = (error.message, error.hint)
        if not all(told):
            raise


def test_an_export_without_organisations_leaves_the_municipalities_as_they_are() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    start, end = (
        text.index("<p:organisaties>"),
        text.index("</p:organisaties>", text.index("<p:naam>Voorbeeldzaken")),
    )
    end = text.index("</p:organisaties>", end + 1) + len("</p:organisaties>")
    assert read((text[:start] + text[end:]).encode()).municipalities == shipped().municipalities


def test_a_new_arrangement_is_known_by_its_organ_or_its_name() -> None:
    known = shipped()
    number, each = next(
        (n, a) for n, a in known.arrangements.items() if "ggd" in a.sorts and "ggd" not in a.name.lower()
    )
    other = replace(each, number="99999999", title="Anders")
    register = replace(
        known,
        arrangements={"99999999": other},
        participants={"99999999": known.participants[number]},
    )
    assert read(export(register)).arrangements["99999999"].sorts == each.sorts


def test_reading_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "exportOO.xml").write_bytes(EXAMPLE.read_bytes())
    before = held(tmp_path)
    read((tmp_path / "exportOO.xml").read_bytes())
    assert held(tmp_path) == before
