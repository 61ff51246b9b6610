"""The JSON Schema of toetsen/*.yaml: what to expect of which advice, and under which changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.identity import DIRECT, FOLLOWED, FOLLOWING
from strategy.advice.model import BANDS
from strategy.dossier.fields import YesNo
from strategy.dossier.model import Dossier
from strategy.dossier.vocabulary import ADVICE_SORTS
from strategy.facts.types import ADVICE_TYPE
from strategy.rulebook.ast import Const, Head, Rulebook
from strategy.schemas.content import Parts
from strategy.schemas.parts import (
    RENEW,
    Definitions,
    Json,
    Titles,
    about,
    any_text,
    choice,
    closed,
    listing,
    matching,
    offer,
    one_of,
    several,
    word_list,
)
from strategy.schemas.scenarios import OverlaySchema, scenario_name

_BANDS: Mapping[str, str] = {
    "doen": "de sterkste adviezen",
    "ook doen": "goede adviezen",
    "als er tijd is": "de overige adviezen",
    "niet doen": "wat u beter laat",
}
_ORDER = ("actor", "gremium", "rol", "laag", "via", "doel", "thema", "instrument", "eerst", "opgave")
"""The fields that fill the name of an advice, as `advice_id` joins them."""
_IDS = ("prioriteit", "opgave", "thema", "actor", "gremium", "instrument")


def tests_schema(dossier: Dossier, rulebook: Rulebook, titles: Titles, known: Mapping[str, str]) -> Json:
    """The schema of a file with tests. `known` are the names of the scenarios there are, by id."""
    return _TestSchema(Parts(Definitions(titles)), dossier, rulebook, known).schema()


@dataclass(frozen=True)
class _TestSchema:
    parts: Parts
    dossier: Dossier
    rulebook: Rulebook
    scenarios: Mapping[str, str]

    def schema(self) -> Json:
        text = any_text()
        test = self.parts.known.ref("toets", self._test)
        properties = {
            "onderwerp": about(text, "waar deze toetsen over gaan"),
            "toelichting": about(text, "toelichting voor de lezer"),
            "toetsen": about(listing(test, needed=True), "de toetsen, elk met een streepje ervoor"),
        }
        body = closed(properties, ("toetsen",), "toetsbestand")
        return self.parts.known.schema("Krachtenveld: toetsen", body)

    def _test(self) -> Json:
        overlay = OverlaySchema(self.parts, self.dossier, self.rulebook).overlay()
        text = any_text()
        properties = {
            "toets": about(text, "wat u verwacht, in één zin"),
            "toelichting": about(text, "waarom u dat verwacht"),
            "scenario": about(scenario_name(self.scenarios), "reken onder dit scenario; anders basis"),
            "gegeven": about(overlay, "wat er alleen in deze toets anders is"),
            "verwacht": about(self._expected(), "wat er dan uitkomt"),
            "ooit": about(self.parts.value(YesNo()), "ja: een voornemen; nog niet zo, en toch geen fout"),
        }
        new = offer(
            "nieuwe toets",
            "wat u van het advies verwacht",
            {"toets": '"${1:Wat u verwacht, in één zin.}"', "verwacht": {"wel": "[$2]"}},
        )
        return closed(properties, ("toets", "verwacht"), "toets", defaultSnippets=[new])

    def _expected(self) -> Json:
        advice = self.parts.known.ref("genoemd-advies", self._advice)
        several_advices = several(advice, needed=False, unique=False)
        bound = self.parts.known.ref("grens", _bound)
        bands = self.parts.known.ref("band", lambda: word_list(BANDS, _BANDS))
        attitudes = self.parts.known.word("houding")
        properties = {
            "wel": about(several_advices, "deze adviezen komen eruit"),
            "niet": about(several_advices, "deze adviezen komen er niet uit"),
            "band": about(_per(advice, bands), "per advies: doen, ook doen, als er tijd is of niet doen"),
            "rang": about(_per(advice, bound), 'per advies de plaats, zoals 1 of "<= 10"'),
            "score": about(_per(advice, bound), 'per advies de score, zoals ">= 5"'),
            "houding": about(_per(advice, attitudes), "per advies de houding, zoals claimen"),
            "volgorde": about(listing(advice, needed=True, least=2), "adviezen, het sterkste eerst"),
        }
        return closed(properties, (), "verwachting", minProperties=1)

    def _advice(self) -> Json:
        """The name of an advice: its kind, and what it is about, parted by slashes."""
        known = self.parts.known
        words = {word for field in _ORDER if (domain := ADVICE_TYPE.domain(field)) for word in domain.words}
        ids = [name for kind in _IDS for name in known.names(kind)]
        parts = one_of(dict.fromkeys((*ids, *sorted(words), DIRECT, FOLLOWING)))
        message = f"schrijf soort/onderdelen, zoals positie/gremium/rol, met namen uit dit dossier. {RENEW}"
        forms = dict.fromkeys(
            form for rule in self.rulebook.rules if rule.head.kind == "advies" for form in _forms(rule.head)
        )
        return matching(
            f"^{one_of(ADVICE_SORTS)}(?:/{parts})+$",
            message,
            defaultSnippets=[
                offer("/".join(form), "naam van een advies; zie `krachtenveld advies`", self._body(form))
                for form in forms
            ],
        )

    def _body(self, form: tuple[str, ...]) -> str:
        places = []
        for place, part in enumerate(form[1:], 1):
            domain = ADVICE_TYPE.domain(part)
            if domain is None:
                places.append(part)
            else:
                places.append(choice(place, domain.words or self.parts.known.names(domain.name)))
        return "/".join((form[0], *places))


def _forms(head: Head) -> Iterable[tuple[str, ...]]:
    """The parts of the names that a rule gives to its advice: the kind, then the fields that fill it."""
    sort = head.term("soort")
    if not isinstance(sort, Const):
        return
    named = {name for name, _ in head.terms}
    fields = [field for field in _ORDER if field in named]
    if sort.value == "route":
        direct = () if "via" in named else (DIRECT,)
        follows = (FOLLOWING,) if head.term("houding") == Const(FOLLOWED) else ()
        yield (str(sort.value), *direct, *fields, *follows)
    else:
        yield (str(sort.value), *(fields or ["prioriteit"]))


def _per(advice: Json, value: Json) -> Json:
    return {
        "type": "object",
        "propertyNames": advice,
        "additionalProperties": value,
        "errorMessage": "hier horen adviezen, elk met een waarde erachter",
    }


def _bound() -> Json:
    message = 'schrijf een getal, of een grens tussen aanhalingstekens zoals "<= 10"'
    return {
        "anyOf": [
            {"type": "number", "minimum": 0, "errorMessage": message},
            matching(r"^\s*(?:<=|>=|<|>|=)?\s*[0-9]+(?:\.[0-9]+)?\s*$", message),
        ]
    }
