"""Labels that try to break out of their place or to pass for something else, and a small dossier that is full of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from strategy.dossier.defined_names import yaml_value
from strategy.dossier.yamltree import lines_of
from strategy.errors import InputError
from strategy.workspace import read_workspace

IN_ONE = 40
"""Labels in one dossier."""
_HTML = (
    "<script>window.kwaad=1</script>", "</script><script>window.kwaad=1</script>", '"><img src=x onerror=window.kwaad=1>',
    "' onmouseover='window.kwaad=1", "</title></style></textarea><svg/onload=window.kwaad=1>", "<!--", "-->", "]]>", "&lt;b&gt;",
    "&#60;i&#62;", "&nbsp;", "<a href=javascript:window.kwaad=1>k</a>", "<base href=//x.invalid>", "<style>*{display:none}</style>",
    "{{7*7}}", "{% raw %}", "${kwaad}", "`+kwaad+`", "\\u003cscript>", "<iframe srcdoc='<script>parent.kwaad=1</script>'>",
    "<link rel=stylesheet href=//x.invalid>", "javascript:window.kwaad=1", "__proto__", "constructor", "<!DOCTYPE x>", "<?php ?>",
)  # fmt: skip
_MARKDOWN = (
    "![p](http://x.invalid/p.png)", "[k](http://x.invalid)", "<http://x.invalid>", "**vet**", "`code`", "``", "# kop", "- punt", "1. een",
    "|a|b|", "~~~", "***", "\\*", "[^1]", "[x]: http://x.invalid", "> citaat", "---", "===", "_a_", "~~weg~~", "<b>vet</b>", "\\",
    "![", "](", "+ plus", "12) twaalf", "[ ]", "a_b_c", "``` html",
)  # fmt: skip
_TYPST = (
    '#import "/etc/passwd"', '#read("/etc/passwd")', '#link("http://x.invalid")[x]', "$ x $", "@label", "<label>", "*vet*", "//", "/* c */",
    "= kop", "#panic()", '#image("x")', "\\u{1F600}", "#set page(fill: red)", "#{", "\\input{/etc/passwd}", "$$x$$", "%", "~", "--",
)  # fmt: skip
_FORMULAS = (
    "=1+1", '=HYPERLINK("http://x.invalid";"k")', "+1", "-1+2", "@SUM(1)", "|'/C calc'!A0", "=cmd", '"=1"', "'=1", "\uff1d1+1", ";=1;", '";"',
    '""', "+31 6", "-", "=", "==", "@",
)  # fmt: skip
_SIGNS = (
    "مرحبا", "שלום", "👩‍👩‍👧‍👦", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "e\u0301", "x\u0302\u0301", "q\u0303", "שָׁלוֹם",
    "क्षि", "ไทย", "ﷺ", "\u0378", "\ue000", "\U000f0000", "a\u200db", "a\u00adb", "a\u00a0b", "\u3000b", "ﬁ", "İ", "ǅ",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334", "\ufdd0", "\U0001ffff", "\u180e", "\u0600", "𝕏", "1\ufe0f\u20e3", "🇳🇱", "o\u20dd",
    "漢字", "\u0301los", "\u202eom", "\u2066in\u2069", "a\ufeffb", "\u2028", "c\u0327\u0306", "각", "\U0001f468\U0001f3fd\u200d\U0001f33e",
)  # fmt: skip
_REST = (
    "BEGIN:VEVENT", "\\n", "\\,", ";TZID=x:", "ATTACH:http://x.invalid", "%%{init: {'theme':'dark'}}%%", '"] end', "#quot;", "[red]r[/red]", "[/]",
    "[link=http://x.invalid]x[/link]", ":smile:", "\\[b]", "a | b", "x" * 60, "é" * 50, "🙂" * 25, "W" * 70, "woord " * 12, "{0} %s %d", "'; DROP",
    "../../x", "C:\\x", "null", "NaN", "0x1", "1e9", "zetel:x/lid", "{p}", "$p", "%0a", "a\nb", "a\tb",
)  # fmt: skip
_POOLS = (_HTML, _MARKDOWN, _TYPST, _FORMULAS, _SIGNS, _REST)
_LONGEST = 110


def _label(chance: random.Random, number: int) -> str:
    """A label of some pieces with a number by which it is found again: behind it, so that it may begin with anything, or before."""
    pieces = [chance.choice(chance.choice(_POOLS)) for _ in range(chance.choice((1, 1, 2, 3)))]
    text = chance.choice((" ", " ", "")).join(pieces)[:_LONGEST]
    mark = f"k{number:05}"
    return f"{text} {mark}" if chance.random() < 0.8 else f"{mark} {text}"


def _texts(label: Callable[[], str]) -> dict[str, str]:
    """A dossier that gives advice of all kinds, with a label wherever a text can stand."""

    def said() -> str:
        return yaml_value(label())

    tables = "".join(
        f"      - id: tafel-{n}\n        naam: {said()}\n        ook_bekend_als: [{said()}]\n        soort: commissie\n        themas: [wonen]\n"
        f"        functies: [lobby]\n        redenen:\n          - {{reden: {said()}, aard: oordeel}}\n"
        f"        posities:\n          - {{rol: lid, te_verdelen: ja, te_verifieren: {said()}}}\n"
        for n in range(3)
    )
    themes = f"  wonen: {{naam: {said()}}}\n  woningbouw: {{naam: {said()}, ouder: wonen}}\n  jeugd: {{naam: {said()}}}\n"
    base = (Path(__file__).parents[1] / "fouten" / "basis" / "dossier.yaml").read_text("utf-8")
    terms = base[base.index("begrippen:") :]
    return {
        "dossier.yaml": f"dossier: labels\nnaam: {said()}\ngemeente: waterdam\nperiode: {{van: 2022-06-16, tot: 2026-03-17}}\n"
        f"peildatum: 2023-01-01\nbron: nota §1\nthemas:\n{themes}{terms}",
        "bronnen.yaml": f'bronnen:\n  - id: nota\n    titel: {said()}\n    datum: "2022"\n    paragrafen:\n'
        f'      - {{id: "1", titel: {said()}}}\n      - {{id: "2", titel: {said()}, advies: ja}}\n',
        "college.yaml": f"college: {said()}\nbron: nota §1\nverdeling: {{aard: aanname, belasting: "
        f"{{voorzitter: 4, vicevoorzitter: 2, trekker: 4, portefeuille: 2, lid: 1, inbreng: 1}}}}\nportefeuilles:\n  - {{id: wonen, naam: {said()}, ambt: wethouder, "
        f"themas: [wonen, woningbouw], dagdelen: 6}}\n  - {{id: jeugd, naam: {said()}, ambt: wethouder, themas: [jeugd], dagdelen: 4}}\n",
        "networks/land.yaml": f"laag: land\nnaam: {said()}\nbron: nota §2\nactoren:\n"
        f"  - {{id: waterdam, naam: {said()}, soort: ons, niveau: lokaal}}\n"
        f"  - id: bond\n    naam: {said()}\n    ook_bekend_als: [{said()}]\n    soort: stedennetwerk\n    niveau: landelijk\n"
        f"    relaties: {{bestuurlijk: {{waarde: zwak, toelichting: {said()}, te_verifieren: {said()}}}}}\n"
        f"    invloed:\n      - {{op: ministerie, sterkte: 0.6}}\n    agenda:\n      - {{naam: {said()}, soort: ambitie, themas: [wonen], omschrijving: {said()}}}\n"
        f"    gremia:\n{tables}"
        f"  - id: ministerie\n    naam: {said()}\n    soort: ministerie\n    niveau: landelijk\n"
        f"    bevoegdheden:\n      - {{thema: woningbouw, soort: middelen}}\n"
        f"instrumenten:\n  - {{id: fonds, naam: {said()}, van: ministerie, soort: fonds, status: open, themas: [woningbouw]}}\n"
        f"momenten:\n  - {{naam: {said()}, datum: 2023-06-01, betreft: [tafel-0]}}\n  - {{naam: {said()}, datum: najaar, betreft: [tafel-1]}}\n",
        "opgaven/stad.yaml": f"opgave: stad\nnaam: {said()}\nbron: nota §2\ngewicht: 1.5\nportefeuilles: [wonen]\nprioriteiten:\n"
        f"  - {{id: huizen, naam: {said()}, omschrijving: {said()}, inzet: trekken, belang: collectief, vraag: [middelen], "
        f"themas: [wonen, woningbouw], niveau: [landelijk]}}\n"
        f"  - {{id: hulp, naam: {said()}, inzet: {{waarde: meedoen, aard: oordeel, bron: nota §2 punt 1, toelichting: {said()}}}, belang: gebied, "
        f"vraag: [middelen], themas: [jeugd]}}\n",
        "scenarios/anders.yaml": f"scenario: anders\nnaam: {said()}\nwijzig: {{opgaven: {{stad: {{gewicht: 2}}}}}}\n",
        "rules/zetels.yaml": f"vraag: {said()}\nregels:\n  - regel: lid\n    bron: nota §2\n    omschrijving: {said()}\n    als:\n"
        "      - prioriteit: {id: $p, inzet: trekken}\n      - raakt: {prioriteit: $p, thema: $t}\n"
        "      - gremium_thema: {gremium: $g, thema: $t}\n      - rol_open: {gremium: $g, rol: lid}\n"
        "    dan:\n      advies: {soort: positie, houding: claimen, gremium: $g, rol: lid, prioriteit: $p}\n    punten: 5\n"
        f"    argument: {said()}\n"
        "  - regel: band\n    bron: nota §2\n    als:\n      - relatie: {actor: $a, laag: $l, stand: zwak}\n      - prioriteit: {id: $p, inzet: trekken}\n"
        "    dan:\n      advies: {soort: relatie, houding: intensiveren, actor: $a, laag: $l, prioriteit: $p}\n    punten: 4\n    argument: Band.\n",
    }  # fmt: skip


def dossier(seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """A dossier of this seed in a folder: the labels in it, and those that the reader refused, with their place."""
    chance = random.Random(f"labels {seed}")
    number = 0
    made: list[str] = []
    refused: list[str] = []

    def label() -> str:
        nonlocal number
        number += 1
        made.append(_label(chance, number))
        return made[-1]

    texts = _texts(label)
    while True:
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        try:
            read_workspace(folder).proven()
            return made, refused
        except InputError as error:
            bad = _blamed(error, texts, made)
            if not bad:
                raise
            for each in bad:
                made.remove(each)
                refused.append(each)
                plain = f"gewoon k{number + 1:05}"
                number += 1
                made.append(plain)
                texts = {
                    name: text.replace(yaml_value(each), yaml_value(plain)) for name, text in texts.items()
                }


def _blamed(error: InputError, texts: dict[str, str], made: list[str]) -> list[str]:
    """The labels on the lines that a finding points at."""
    lines = {(found.span.file, found.span.line) for found in error.findings}
    said = [lines_of(texts[file])[line - 1] for file, line in lines if file in texts]
    return [each for each in made if any(yaml_value(each) in line for line in said)]
