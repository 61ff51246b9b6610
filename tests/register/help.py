"""What the tests of the register share: an export in XML, made from a register as the real one is built."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from strategy.register.tables import Register, identifier

SPACE = "https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"
_LONG = {"college": "College van burgemeester en wethouders", "raad": "Gemeenteraad"}


def export(register: Register, only: Iterable[str] | None = None, space: str = SPACE) -> bytes:
    """The arrangements of these municipalities (all without `only`), with every municipality."""
    joined = None if only is None else {each.number for code in only for each in register.joined(code)}
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<p:overheidsorganisaties xmlns:p="{space}"><p:organisaties>'
    ]
    for each in register.municipalities.values():
        end = "<p:eindDatum>2022-01-01</p:eindDatum>" if each.ended else ""
        parts.append(
            f'<p:organisatie p:systeemId="1{each.code[2:]}" p:resourceIdentifierTOOI="{identifier(each.code)}">'
            f"<p:naam>Gemeente {escape(each.name)}</p:naam><p:types><p:type>Gemeente</p:type></p:types>"
            "<p:functies><p:functie><p:medewerkers><p:medewerker><p:naam>J. de Vries</p:naam>"
            "<p:contact>j@voorbeeld.nl</p:contact></p:medewerker></p:medewerkers></p:functie></p:functies>"
            f"<p:geografie><p:aantalInwoners>{each.inhabitants}</p:aantalInwoners><p:inwoners>99</p:inwoners>"
            f"</p:geografie>{end}<p:datumMutatie>{register.state}</p:datumMutatie></p:organisatie>"
        )
    parts.append("</p:organisaties><p:gemeenschappelijkeRegelingen>")
    for each in register.arrangements.values():
        if joined is not None and each.number not in joined:
            continue
        organ = ""
        if each.organ:
            code = f' p:resourceIdentifierTOOI="{identifier(each.organ_code)}"' if each.organ_code else ""
            organ = f'<p:regionaalSamenwerkingsorgaan p:systeemId="9"{code}>{escape(each.organ)}</p:regionaalSamenwerkingsorgaan>'
        terms = "".join(f"<p:beleidsterrein>{escape(term)}</p:beleidsterrein>" for term in each.terms)
        start = f"<p:datumInwerkingtreding>{each.start}</p:datumInwerkingtreding>" if each.start else ""
        checked = f"<p:datumTerVerificatie>{each.checked}</p:datumTerVerificatie>" if each.checked else ""
        people = []
        for part in register.participants[each.number]:
            tooi = ""
            if not part.code.isdecimal():
                tooi = f" p:resourceIdentifierTOOI={quoteattr(identifier(part.code))}"
            organs = "".join(
                f"<p:bestuursorgaan>{escape(_LONG.get(organ, organ.capitalize() if 'Koning' not in organ else organ))}</p:bestuursorgaan>"
                for organ in part.organs
            )
            people.append(
                f'<p:deelnemendeOrganisatie p:systeemId="{part.code if part.code.isdecimal() else 7}"{tooi}><p:naam>{escape(part.name)}</p:naam>'
                f"<p:bestuursorganen>{organs}</p:bestuursorganen></p:deelnemendeOrganisatie>"
            )
        parts.append(
            f'<p:regeling p:systeemId="{each.number}"><p:titel>{escape(each.title)}</p:titel>'
            f'<p:samenwerkingsvorm p:afkorting="{each.form}">x</p:samenwerkingsvorm>{organ}<p:beleidsterreinen>{terms}</p:beleidsterreinen>'
            f"<p:deelnemendeOrganisaties>{''.join(people)}</p:deelnemendeOrganisaties>{start}{checked}</p:regeling>"
        )
    parts.append("</p:gemeenschappelijkeRegelingen></p:overheidsorganisaties>")
    return "".join(parts).encode()
