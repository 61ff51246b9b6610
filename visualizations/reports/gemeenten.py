"""`gemeenten`: the advice of many municipalities as one table, a row per advice and per setback that changes it."""

from __future__ import annotations

from strategy.comparison.municipalities import Row
from visualizations.writers.parquet import ParquetColumn

_Column = ParquetColumn[Row]
COLUMNS: tuple[_Column, ...] = (
    _Column("gemeente", "tekst", "naam van de gemeente", lambda row: row.municipality),
    _Column("code", "tekst", "code van de gemeente in het register, zoals gm0479", lambda row: row.code),
    _Column("provincie", "tekst", "provincie", lambda row: row.province),
    _Column("inwoners", "geheel", "aantal inwoners", lambda row: row.inhabitants),
    _Column("dossier", "tekst", "naam van het dossier", lambda row: row.dossier),
    _Column("scenario", "tekst", "`basis`, of een scenario van dat dossier", lambda row: row.scenario),
    _Column("tegenslag", "tekst", "wat er wegvalt of anders blijkt, bij dit dossier; leeg is niets", lambda row: row.setback),
    _Column("tegenslag_tekst", "tekst", "hetzelfde in woorden, overal gelijk", lambda row: row.setback_text),
    _Column("advies", "tekst", "de naam van het advies, zoals in `advies`", lambda row: row.advice),
    _Column("soort", "tekst", "`positie`, `relatie`, `route` …", lambda row: row.sort),
    _Column("houding", "tekst", "wat ermee te doen: `claimen`, `behouden` …", lambda row: row.attitude),
    _Column("netwerk", "tekst", "het netwerk waarin dit is: `vng`, `g40` …", lambda row: row.network),
    _Column("actor", "tekst", "met wie, of van wie de tafel is", lambda row: row.actor),
    _Column("actor_naam", "tekst", "hoe die heet", lambda row: row.actor_name),
    _Column("gremium", "tekst", "de tafel; leeg als het niet over een tafel gaat", lambda row: row.body),
    _Column("gremium_naam", "tekst", "hoe die heet", lambda row: row.body_name),
    _Column("rol", "tekst", "de rol aan die tafel: `voorzitter`, `lid` …", lambda row: row.role),
    _Column("instrument", "tekst", "de regeling of het programma", lambda row: row.instrument),
    _Column("themas", "teksten", "thema's van de prioriteiten die het dient", lambda row: row.themes),
    _Column("titel", "tekst", "het advies in een zin", lambda row: row.title),
    _Column("score", "getal", "de score; leeg is: het advies vervalt", lambda row: row.score),
    _Column("band", "tekst", "`doen`, `ook doen`, `als er tijd is` of `niet doen`", lambda row: row.band),
    _Column("rang", "geheel", "de plaats op de lijst van die gemeente", lambda row: row.rank),
    _Column("eigen", "ja of nee", "of de tegenslag wegneemt waar het advies over gaat", lambda row: row.own),
    _Column("tegenslagen", "geheel", "hoeveel tegenslagen tellen", lambda row: row.setbacks),
    _Column("blijft_doen", "getal", "bij welk deel daarvan het *doen* heet", lambda row: row.stays),
    _Column("laagste_rang", "geheel", "de laagste rang daarbij; leeg: het vervalt ook eens", lambda row: row.worst_rank),
    _Column("breekt", "geheel", "hoeveel tegenslagen het een lagere band geven of weghalen", lambda row: row.breaks),
)  # fmt: skip
"""The last four only where there is no setback, `eigen` only where there is one."""
