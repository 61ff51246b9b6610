"""The JSON Schemas of scenarios and of toetsen/*.yaml: what an overlay may change, and what to expect of which advice,
with the names of everything that these can name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.model import BANDS, DIRECT, FOLLOWED, FOLLOWING, ID_FIELDS, ID_WORDS
from strategy.dossier.model import Choice, Day, Dossier, Key, Layer, Many, Object, Post, Source, Traits, YesNo
from strategy.dossier.word_lists import ADVICE_SORTS, ROLES, STANCES, VISIBILITIES
from strategy.editor_schemas.content import NAMES, Parts, described
from strategy.editor_schemas.parts import (
    ID,
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
    number,
    offer,
    one_of,
    several,
    word_list,
)
from strategy.editor_schemas.rules import rule_schema
from strategy.facts.types_and_sentences import ADVICE_TYPE
from strategy.rulebook.ast import Const, Head, Rule, Rulebook
from strategy.rulebook.parse import LARGEST_POINTS
from strategy.scenarios.changes import (
    ACTIVE,
    ADDED,
    GONE,
    NEW_AT,
    SUBJECTS,
    Subject,
    changeable,
    growable,
    posts,
)
from strategy.scenarios.files import BASE
from strategy.scenarios.read import OF_POST, POST_KEYS, may_go

_SWITCH = {"aan": "doet mee", "uit": "alsof het er niet is"}
_SECTIONS: Mapping[str, str] = {
    "opgaven": "andere waarden voor opgaven, zoals gewicht",
    "prioriteiten": "andere waarden voor prioriteiten, zoals inzet of belang",
    "portefeuilles": "andere waarden voor portefeuilles, of met erbij nieuwe",
    "bestuurders": "andere tijd voor bestuurders, of met erbij nieuwe",
    "actoren": "andere waarden voor actoren, zoals relaties",
    "gremia": "andere waarden voor gremia",
    "instrumenten": "andere waarden voor instrumenten, zoals status",
    "lagen": "een heel netwerk uitzetten, of er iets aan toevoegen",
}
_NEW = {
    "portefeuille": "portefeuilles",
    "bestuurder": "bestuurders",
    "opgave": "opgaven",
    "laag": "netwerken",
}


def scenario_schema(dossier: Dossier, rulebook: Rulebook, titles: Titles, known: Mapping[str, str]) -> Json:
    """The schema of a scenario file. `known` are the names of the scenarios there are, by id."""
    definitions = Definitions(titles, dossier.header.traits)
    parts = Parts(definitions)
    changes = OverlaySchema(parts, dossier, rulebook).overlay()
    text = any_text()
    properties = {
        "scenario": about(_name(), "korte naam van het scenario; zo heet het achter --scenario"),
        "naam": about(text, "naam van het scenario"),
        "basis": about(scenario_name(known), "waar het op bouwt: het dossier zelf, of een ander scenario"),
        "waarom": about(text, "welke vraag dit scenario beantwoordt"),
        "bron": about(parts.value(Source()), "bron: document §paragraaf punt n"),
        "aard": about(definitions.word("aard"), "registratie, oordeel of aanname"),
        "toelichting": about(text, "toelichting voor de lezer"),
        "te_verifieren": about(text, "wat nog nagegaan moet worden"),
        "openbaarheid": about(parts.value(Choice(VISIBILITIES)), "intern: doet niet mee met --openbaar"),
        "wijzig": about(changes, "wat er anders is"),
    }
    new = offer(
        "nieuw scenario",
        "wat als?",
        {
            "scenario": "${1:korte-naam}",
            "naam": '"${2:naam}"',
            "waarom": '"${3:Welke vraag beantwoordt dit?}"',
            "wijzig": {
                "prioriteiten": f"{{{choice(4, definitions.names('prioriteit'))}: {{inzet: {choice(5, STANCES)}}}}}"
            },
        },
    )
    body = closed(properties, ("scenario", "wijzig"), "scenario", defaultSnippets=[new])
    return definitions.schema("Krachtenveld: scenario", body)


def network_schema(dossier: Dossier, rulebook: Rulebook, titles: Titles) -> Json:
    """The schema of a file in networks/: a network, or with `wijzig` what is different from the basis."""
    parts = Parts(Definitions(titles, dossier.header.traits))
    own = {
        "basis": about(any_text(), "waarvan dit anders is"),
        **parts.provenance(),
        "wijzig": about(OverlaySchema(parts, dossier, rulebook).overlay(), "wat er bij ons anders is"),
    }
    changed = closed(own, ("wijzig",), "wijziging van de basis")
    either = {"if": {"required": ["wijzig"]}, "then": changed, "else": parts.block(Layer)}
    return parts.known.schema("Krachtenveld: netwerk", either)


def scenario_name(known: Mapping[str, str]) -> Json:
    """The dossier itself, or one of the scenarios."""
    return word_list((BASE, *known), {BASE: "het dossier zelf", **known})


@dataclass(frozen=True)
class OverlaySchema:
    """What may stand behind `wijzig:` in a scenario and `gegeven:` in a test."""

    parts: Parts
    dossier: Dossier
    rulebook: Rulebook

    def overlay(self) -> Json:
        """Every section, each with the names that it may change."""
        return self.parts.known.ref("wijzigingen", self._overlay)

    def _overlay(self) -> Json:
        items = {name: about(self._section(subject), _SECTIONS[name]) for name, subject in SUBJECTS.items()}
        sections = {
            **items,
            "posities": about(self._posts(), "zetels: gremium/rol, of gremium/rol/thema"),
            "regels": about(
                self._rules(), "regels uit- of aanzetten, anders laten tellen, of met erbij toevoegen"
            ),
            "peildatum": about(self.parts.value(Day()), "beoordeel alles op een andere dag"),
        }
        return closed(sections, (), "wijzigingen")

    def _section(self, subject: Subject) -> Json:
        def body() -> Json:
            return self.parts.known.ref(f"wijzig-{NAMES[subject.cls]}", lambda: self._item(subject))

        told = {name: about(body(), title) for name, title in self._titles(subject).items()}
        table = _table(told, f"een {subject.kind}")
        if subject.kind not in NEW_AT:
            return table
        return _with_new(table, self.parts.value(Object(subject.cls)), f"nieuwe {_NEW[subject.kind]}")

    def _titles(self, subject: Subject) -> Mapping[str, str]:
        if subject.cls is Layer:
            return {layer.id: layer.name for layer in self.dossier.layers}
        return self.parts.known.titles[subject.kind]

    def _item(self, subject: Subject) -> Json:
        keys = {name: self._key(key) for name, key in changeable(subject.cls).items()}
        more = {name: self._more(key) for name, key in growable(subject.cls).items()}
        off = word_list(("uit",), _SWITCH) if subject.cls is Layer else self._active()
        switch = about(off, "uit is alsof het er niet is") if subject.cls is Layer else off
        told = {**keys, **more, ACTIVE: switch, **self.parts.provenance()}
        return closed(told, (), f"wijziging van {NAMES[subject.cls]}")

    def _more(self, key: Key) -> Json:
        """New things within one that there is."""
        added = about(self.parts.value(key.kind), "wat erbij komt")
        return {**closed({ADDED: added}, (ADDED,), "erbij"), **described(key, always=False)}

    def _key(self, key: Key) -> Json:
        value = self.parts.value(key.kind)
        gone: list[Json] = [{"const": GONE, "description": "haal de waarde weg"}] if may_go(key) else []
        if not isinstance(key.kind, Many | Traits):
            return {**({"anyOf": [value, *gone]} if gone else value), **described(key, always=False)}
        edit = {
            "erbij": about(value, "wat erbij komt"),
            "eraf": about(value, "wat eraf gaat"),
        }
        return {
            "anyOf": [*value["anyOf"], *gone, closed(edit, (), "erbij of eraf")],
            **described(key, always=False),
        }

    def _active(self) -> Json:
        switch = self.parts.known.ref("aan-uit", lambda: word_list(_SWITCH, _SWITCH))
        return about(switch, "aan of uit: uit is alsof het er niet is")

    def _posts(self) -> Json:
        titles = self.parts.known.titles
        values = closed(
            {
                "te_verdelen": about(self.parts.value(YesNo()), "is deze zetel te verdelen?"),
                "houder": about(self.parts.value(POST_KEYS["houder"]), "wie de zetel heeft"),
                **{name: self._key(key) for name, key in OF_POST.items()},
                ACTIVE: self._active(),
                **self.parts.provenance(),
            },
            (),
            "wijziging van positie",
        )
        body = self.parts.known.ref("wijzig-positie", lambda: values)
        told = {
            name: about(body, _seat(post, titles["gremium"][name.split("/")[0]], titles["thema"]))
            for name, post in posts(self.dossier).items()
        }
        anywhere = f"^{one_of(titles['gremium'])}/{one_of(ROLES)}(?:/{one_of(titles['thema'])})?$"
        return {
            **_table(told, "een positie, geschreven als gremium/rol"),
            "patternProperties": {anywhere: body},
        }

    def _rules(self) -> Json:
        told = {rule.id: about(self._rule(rule), rule.description) for rule in self.rulebook.rules}
        return _with_new(
            _table(told, "een regel"), rule_schema(self.rulebook, self.parts.known), "nieuwe regels"
        )

    def _rule(self, rule: Rule) -> Json:
        sign = "boven" if rule.points > 0 else "onder" if rule.points < 0 else "zonder"
        return self.parts.known.ref(f"wijzig-regel-{sign}", lambda: self._points(sign))

    def _points(self, sign: str) -> Json:
        switch: Json = {ACTIVE: self._active()}
        if sign == "zonder":
            return closed(switch, (), "wijziging van regel")
        points = number(-LARGEST_POINTS, LARGEST_POINTS)
        bounds = {"exclusiveMinimum": 0} if sign == "boven" else {"maximum": 0}
        told = {**points, **bounds, "description": f"andere punten, ook {sign} nul"}
        return closed({"punten": told, **switch}, (), "wijziging van regel")


def _seat(post: Post, body: str, themes: Mapping[str, str]) -> str:
    theme = f" {themes[post.theme]}" if post.theme else ""
    return f"{post.role}{theme} van {body}"


def _name() -> Json:
    message = "gebruik kleine letters, cijfers en koppeltekens; basis is het dossier zelf"
    return matching(f"^(?!{BASE}$){ID}$", message, "korte-naam")


def _with_new(table: Json, one: Json, what: str) -> Json:
    """A table in which `erbij` holds a list of new ones, unless something there is called so."""
    new = {"type": "array", "items": one, "minItems": 1, "description": what}
    return {**table, "properties": {ADDED: new, **table["properties"]}}


def _table(entries: Mapping[str, Json], what: str) -> Json:
    return {
        "type": "object",
        "properties": dict(entries),
        "additionalProperties": False,
        "errorMessage": f"hier hoort {what} van dit dossier; Ctrl+spatie toont de namen",
    }


_BANDS: Mapping[str, str] = {
    "doen": "de sterkste adviezen",
    "ook doen": "goede adviezen",
    "als er tijd is": "de overige adviezen",
    "niet doen": "wat u beter laat",
}
_IDS = ("prioriteit", "opgave", "thema", "actor", "gremium", "instrument")


def tests_schema(dossier: Dossier, rulebook: Rulebook, titles: Titles, known: Mapping[str, str]) -> Json:
    """The schema of a file with tests. `known` are the names of the scenarios there are, by id."""
    return _TestSchema(Parts(Definitions(titles, dossier.header.traits)), dossier, rulebook, known).schema()


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
        ids = [name for kind in _IDS for name in known.names(kind)]
        parts = one_of(dict.fromkeys((*ids, *sorted(ID_WORDS), DIRECT, FOLLOWING)))
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
    fields = [field for field in ID_FIELDS if field in named]
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
