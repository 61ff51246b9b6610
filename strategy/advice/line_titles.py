"""What a line asks for, in one Dutch sentence; of seats and of the roads to who decides too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from strategy.advice.lookups import Emphasis, Fit, TableChoice
from strategy.advice.model import LIGHT, REFRAIN, Advice, Target
from strategy.advice.names import MOST, ROLE_NAMES, Names, few, listed
from strategy.advice.scores_bands import net_values
from strategy.dossier.defined_names import all_of
from strategy.dossier.model import Actor
from strategy.dossier.word_lists import AGENDA_AIMS, ATTITUDES, LAYERS, NATURES
from strategy.facts.fact_base import FactBase, grouped, seats_held
from strategy.graph.network import View

_CHANCE: Mapping[str, str] = {
    "strategie": "Zorg dat {wat} een plek {krijgt} in {instrument}",
    "fonds": "Doe voor {wat} een beroep op {instrument}",
    "programma": "Sluit met {wat} aan bij {instrument}",
    "experiment": "Sluit met {wat} aan bij {instrument}",
    "regeling": "Gebruik {instrument} voor {wat}",
}
_ASKED: Mapping[str, str] = {
    "bijstellen": "Vraag om ruimte in {instrument} voor {wat}",
    "opbouwen": "Vraag voor {wat} om {instrument}",
}
"""What is in our way, or is not there yet."""
DOOR_NAMES: Mapping[str, str] = {
    "burgemeester": "de burgemeester", "wethouder": "de wethouder", "wethouders": "de wethouders per portefeuille",
    "directeur": "de directeur", "directeur-sociaal": "de directeur van het sociaal domein", "college": "het college",
}  # fmt: skip
"""Who sees to something, within a sentence."""
_LAYER_BY: Mapping[str, str] = {"directeur-sociaal": "voor het sociaal domein {} via de directeur"}
"""How a layer of a tie is told with who sees to it, where that is not about all subjects."""
_TIES: Mapping[str, tuple[str, str]] = {
    "intensiveren": ("de banden{} aanhalen", "haal de banden{} aan"),
    "opbouwen": ("een band{} opbouwen", "bouw een band op{}"),
    "onderhouden": ("de band{} onderhouden", "onderhoud de band{}"),
}
"""What to do about a tie, asked of somebody and told to the reader."""
_TIES_FOR: Mapping[str, str] = {
    "intensiveren": "haal{} de {} banden aan", "opbouwen": "bouw{} een {} band op", "onderhouden": "onderhoud{} de {} band",
}  # fmt: skip
"""The same of a partner, for what we do together."""
_CONTACTS: Mapping[str, tuple[str, str]] = {
    "intensiveren": ("actiever worden in het contact{}", "word actiever in het contact{}"),
    "opbouwen": ("contact leggen{}", "leg contact{}"),
    "onderhouden": ("het contact{} onderhouden", "onderhoud het contact{}"),
}
"""The same of a parliament, whose members one meets one by one."""
_BROUGHT = 4
"""The most matters that are named of what we bring ourselves."""
_THEMES = 6
"""The most themes that are named of a partner: they are short."""
_NUMBERS = ("geen", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


class Titles:
    """The sentences of lines, with what they need to know of the dossier.

    `advices` are the parts of all lines, `open_choices` what is to be chosen among them, and `common` says in how
    many lines a priority is.
    """

    def __init__(
        self,
        view: View,
        base: FactBase,
        names: Names,
        emphasis: Emphasis,
        advices: Sequence[Advice],
        open_choices: Sequence[TableChoice],
        common: Mapping[str, int],
        fit: Fit,
    ) -> None:
        self._advices = advices
        self._choices = open_choices
        self._owners = {body.id: actor.id for actor, body in view.bodies()}
        self._names = names
        self._common = common
        self._open = {(fact.values[0], fact.values[1]) for fact in base.of_type("rol_open")}
        self._seated = {body for body, _, _ in seats_held(base)}
        self._emphasis = emphasis
        self._fit = fit
        self._parliaments = {actor.id for actor in view.actors if actor.sort == "parlement"}
        self._striving = {
            actor.id
            for actor in view.actors
            if (agenda := actor.agenda_state) and view.shows(agenda) and agenda.said("doel") == AGENDA_AIMS[1]
        }
        self._judged: Mapping[str, frozenset[str]] = {
            actor.id: frozenset(
                field.value for field in filter(view.shows, actor.fields) if field.origin.nature != NATURES[0]
            )
            for actor in view.actors
        }
        self._supporting = {actor.id: _moves(view, actor, "steun") for actor in view.actors}
        self._hindering = {
            actor.id: _moves(view, actor, "hinder") - self._supporting[actor.id] for actor in view.actors
        }
        self._told = {
            actor.id: frozenset(
                reason.opgave for reason in filter(view.shows, actor.reasons) if reason.opgave
            )
            for actor in view.actors
        }
        self._sorts = {item.id: item.sort for layer in view.dossier.layers for item in layer.instruments}
        self._body, self._actor, self._instrument, self._theme, self._opgave, self._priority = (
            partial(names.spoken, kind)
            for kind in ("gremium", "actor", "instrument", "thema", "opgave", "prioriteit")
        )
        self._sentences: Mapping[str, Callable[[Sequence[Advice]], str]] = {
            "tafel": self._table, "keuze": self._choice, "beslisser": self._roads, "meelopen": self._joined,
            "instrument": self._chance, "organisatie": self._organise, "voorwaarde": self._own_part,
            "afzien": self._refrain, "prioriteit": self._watch,
        }  # fmt: skip

    def title(self, aspect: str, parts: Sequence[Advice], opgave: str) -> str:
        """The sentence of a line about something of this aspect; its leading part is the first.

        `opgave` is what its first reason is about; what we bring ourselves follows that.
        """
        match aspect:
            case "actor":
                return self._tie(parts, opgave)
            case "partner":
                return self._partner(parts, opgave)
        return self._sentences[aspect](parts)

    # ── tables ────────────────────────────────────────────────────────────────────────────────────

    def _table(self, parts: Sequence[Advice]) -> str:
        lead = parts[0].target
        body = self._body(lead.body)
        seats = {part.target.role: part.target for part in parts if part.target.sort == "positie"}
        if not seats:
            return self._without_seat(parts, body)
        roles = [role for role in seats if role not in ("portefeuille", "lid", "inbreng", "meelopen")]
        portfolios = [
            self._names.name("thema", part.target.theme)
            for part in parts
            if part.target.role == "portefeuille" and part.target.sort == "positie" and part.target.theme
        ]
        force = self._emphasis.force(lead)
        if roles:
            sentence = self._seat(seats[roles[0]], body, force)
            if "inbreng" in seats and roles[0] != "trekker":
                sentence += ", en lever in elk geval een stevige inbreng"
        elif portfolios and "lid" not in seats:
            sentence = ""
        else:
            sentence = self._seat(seats.get("lid", lead), body, force)
        if portfolios:
            one = "één portefeuille:" if portfolios[1:] else "de portefeuille"
            claim = f", en claim daarbinnen {one}" if sentence else f"Claim in {body} {one}"
            sentence += f"{claim} {' of '.join(portfolios)}"
        return sentence + self._beside(parts, seats.keys())

    def _seat(self, seat: Target, body: str, force: str) -> str:
        who = all_of([DOOR_NAMES[door] for door in self._emphasis.by((seat,))])
        if seat.attitude == "behouden" and (seat.body, seat.role) in self._open:
            return open_sentence(seat.role, body, force, who)
        if seat.attitude == "behouden":
            return held_sentence(seat.role, body, force, who)
        return new_sentence(seat.role, body, force, who)

    def _choice(self, parts: Sequence[Advice]) -> str:
        """A role in some of several tables, first the table at which it counts most."""
        lead = parts[0].target
        choice = next(
            choice for choice in self._choices if lead.body in choice.bodies and lead.role == choice.role
        )
        suffix = f" {self._names.name('actor', choice.actor)}"
        bodies = list(dict.fromkeys(part.target.body for part in parts if part.target.role == choice.role))
        among = all_of([self._body(body).removesuffix(suffix) for body in bodies])
        some = " of ".join(dict.fromkeys((_number(choice.least), _number(choice.most))))
        of = f"{some} van deze {_number(len(bodies))} overleggen van {self._actor(choice.actor)}"
        sentence = f"Word {ROLE_NAMES[choice.role]} van {of}: {among}"
        if any(part.target.role == "inbreng" for part in parts):
            sentence += "; lever in de andere een stevige inbreng"
        return sentence

    def _beside(self, parts: Sequence[Advice], roles: Iterable[str]) -> str:
        """What comes with a seat: a seat elsewhere that is needed first, and what not to do at this table."""
        said = ""
        first = [
            part.target.first
            for part in parts
            if part.target.sort == "voorwaarde" and part.target.first not in self._seated
        ]
        if first:
            said += f"; daarvoor is eerst een zetel nodig in {listed(first, self._body)}"
        refrained = [part.target for part in parts if part.target.sort == REFRAIN]
        if any(target.role == "trekker" for target in refrained) and set(roles) <= {"inbreng", "lid"}:
            said += "; trekker zijn hoeft niet per se"
        if better := [target.first for target in refrained if target.first]:
            said += f"; steek de tijd liever in {listed(better, self._body)}"
        return said

    def _without_seat(self, parts: Sequence[Advice], body: str) -> str:
        """A table at which no seat is advised: a chance there, something needed first, or something not to do."""
        lead = parts[0].target
        if lead.sort == "koppelkans":
            served = listed((part.target.opgave for part in parts if part.target.opgave), self._opgave)
            return f"Bespreek in {body} ook {served}"
        if lead.sort == "voorwaarde":
            return f"Verwerf eerst een zetel in {self._body(lead.first)}, als basis voor {body}"
        if better := [part.target.first for part in parts if part.target.first]:
            return f"Steek de tijd liever in {listed(better, self._body)} dan in {body}"
        role = ROLE_NAMES.get(lead.role, "")
        if lead.role in ("trekker", ""):
            return f"Neem in {body} geen voortrekkersrol"
        return f"Word geen {role} van {body}"

    # ── actors ────────────────────────────────────────────────────────────────────────────────────

    def _tie(self, parts: Sequence[Advice], opgave: str) -> str:
        whom = parts[0].target.actor or parts[0].target.to
        actor = self._actor(whom)
        direct = [part for part in parts if part.target.sort == "route" and not part.target.via]
        along = [part for part in parts if part.target.via]
        layers: dict[str, dict[str, tuple[str, ...]]] = {}
        meeting = ""
        for part in sorted(parts, key=lambda part: _layer(part.target.layer)):
            if part.target.sort == "relatie":
                by = self._emphasis.by((part.target,))
                if part.target.layer == "college":
                    meeting = all_of([DOOR_NAMES[door] for door in by]) or "beide colleges"
                else:
                    layers.setdefault(part.target.attitude, {})[part.target.layer] = by
        own = listed(self._ranked(direct, whom, opgave), self._priority, _BROUGHT)
        if not layers and not meeting:
            return f"Breng {own} zelf bij {actor}"
        parliament = whom in self._parliaments
        said = [
            _tie_sentence(
                (_CONTACTS if parliament else _TIES).get(attitude, _TIES["onderhouden"]),
                "" if number else f" met {f'leden van {actor}' if parliament else actor}",
                group,
            )
            for number, (attitude, group) in enumerate(
                (attitude, layers[attitude])
                for attitude in dict.fromkeys((*_TIES, *ATTITUDES))
                if attitude in layers
            )
        ]
        if meeting:
            whose = "" if said else f" met {actor}"
            said.append(
                f"verken een ontmoeting van beide colleges{whose}"
                if meeting == "beide colleges"
                else f"laat {meeting} een ontmoeting van beide colleges{whose} verkennen"
            )
        if own:
            via, partly = self._indirect(along, self._ranked(direct, whom, opgave)[:_BROUGHT])
            said.append(
                f"breng zelf{via} {own} bij de woordvoerders naar voren{partly}"
                if parliament
                else f"breng daar zelf {own} naar voren"
            )
        elif not meeting and not any(doors for group in layers.values() for doors in group.values()):
            what = few(self._nearest(parts), self._priority)
            said[-1] += f"; dat is voor {what}" if said[1:] else f", voor {what}"
        sentence = "; ".join(said)
        return sentence[:1].upper() + sentence[1:]

    def _priorities(self, parts: Iterable[Advice]) -> str:
        return listed(self._ranked(parts), self._priority)

    def _ranked(self, parts: Iterable[Advice], actor: str = "", opgave: str = "") -> list[str]:
        """The priorities of parts: the heaviest of the `opgave`, one of each other, and then the rest; the heaviest first.

        Of the others first one for which a source gives a reason to turn to the `actor`.
        Of equal ones, first what shares most themes with the `actor`, and then what is least said of other lines.
        """
        weight: dict[str, float] = {}
        served: dict[str, list[str]] = {}
        for entry in (entry for part in parts for entry in part.entries):
            weight[entry.priority] = max(entry.value, weight.get(entry.priority, entry.value))
            served.setdefault(entry.priority, []).append(entry.opgave)
        names = sorted(
            weight, key=lambda name: (-weight[name], -self._fit.shared(name, actor), self._common[name], name)
        )
        here = [name for name in names if opgave in served[name]]
        own = [name for name in here if weight[name] == weight[here[0]]]
        one_each = {served[name][0]: name for name in reversed(names) if name not in own}.values()
        told = self._told.get(actor, frozenset())
        first = sorted(one_each, key=lambda name: (told.isdisjoint(served[name]), names.index(name)))
        return list(dict.fromkeys((*own, *first, *names)))

    def _fitting(self, roads: Sequence[Advice]) -> list[str]:
        """The priorities of roads: first what is most about the work of those along whom they lead, then the heaviest."""
        targets = [road.target for road in roads]
        return sorted(self._ranked(roads), key=lambda name: -self._fit.share(name, targets))

    def _nearest(self, parts: Sequence[Advice]) -> list[str]:
        """Only the priorities that are most about the work of the actor."""
        share = {name: self._fit.share(name, (parts[0].target,)) for name in self._ranked(parts)}
        most = max(share.values())
        return [name for name in share if share[name] == most]

    def _roads(self, parts: Sequence[Advice]) -> str:
        direct = self._direct(parts[0].target.to)
        return roads_sentence(parts, direct, self._actor, self._priority, self._fitting)

    def _joined(self, parts: Sequence[Advice]) -> str:
        along = listed((part.target.via for part in parts if part.target.via), self._actor) or "anderen"
        return f"Loop bij {self._actor(parts[0].target.to)} mee in de lobby van {along} voor {self._priorities(parts)}"

    def _direct(self, to: str) -> bool:
        """Whether we are advised to bring something to this actor ourselves as well."""
        return any(
            advice.target.sort == "route" and advice.target.to == to and not advice.target.via
            for advice in self._advices
        )

    def _indirect(self, roads: Sequence[Advice], brought: Sequence[str]) -> tuple[str, str]:
        """Along whom we reach an actor as well: with all that is brought, and as long as few help with that, with a part.

        First who can help with most opgaven, then the strongest.
        """
        helping: dict[tuple[str, ...], list[str]] = {}
        for road in sorted(roads, key=lambda road: (-len(road.opgaven), -road.score, road.id)):
            helped = tuple(name for name in brought if name in road.priorities)
            if helped and (actor := self._actor(road.target.via)) not in helping.setdefault(helped, []):
                helping[helped].append(actor)
        of_all = helping.pop(tuple(brought), [])
        partly = (
            f"; voor {all_of([self._priority(name) for name in names])} ook via {all_of(actors[:MOST])}"
            for names, actors in list(helping.items())[: max(0, MOST - len(of_all))]
        )
        said = [*of_all[:MOST], "anderen"] if of_all[MOST + 1 :] else of_all
        return f" en via {all_of(said)}" if said else "", "".join(partly)

    def _partner(self, parts: Sequence[Advice], opgave: str) -> str:
        actor = self._actor(parts[0].target.actor)
        named = self._common_themes(parts, opgave)
        hindering = self._hindering.get(parts[0].target.actor, frozenset())
        themes = [theme for theme in named if theme not in hindering]
        plans = [theme for theme in named if theme in hindering]
        instruments = [part.target.instrument for part in parts if part.target.instrument]
        explored = any(part.target.sort == "verkenning" for part in parts)
        said = []
        if themes:
            said.append(f"werk samen met {actor} aan {self._themes(themes)}")
        if plans:
            whose = "" if said else f" met {actor}"
            said.append(f"stem plannen{whose} af voor {self._themes(plans)}")
        ours = self._brought(parts)
        brought = [name for name in self._fitting(parts) if name in ours]
        if brought or instruments:
            whose = "" if said else f" met {actor}"
            ends = [
                *([f"in de lobby voor {few(brought, self._priority)}"] if brought else ()),
                *([f"in {listed(instruments, self._instrument)}"] if instruments else ()),
            ]
            said.append(f"trek{whose} samen op {all_of(ends)}")
        if explored:
            strive = "streef naar geregeld bestuurlijk overleg op basis van een gezamenlijke agenda"
            wanted = strive if parts[0].target.actor in self._striving else "verken een gezamenlijke agenda"
            said.append(f"{wanted}{'' if said else f' met {actor}'}")
        ties = grouped(
            (part.target.attitude, f"{part.target.layer}e")
            for part in sorted(parts, key=lambda part: _layer(part.target.layer))
            if part.target.sort == "relatie"
        )
        for number, (attitude, layers) in enumerate(sorted(ties.items())):
            asked = _TIES_FOR.get(attitude, _TIES_FOR["onderhouden"])
            said.append(asked.format("" if number else " daarvoor", all_of(layers)))
        sentence = said[0] if len(said) < 2 else f"{', '.join(said[:-1])}, en {said[-1]}"
        return sentence[:1].upper() + sentence[1:]

    def _brought(self, parts: Sequence[Advice]) -> set[str]:
        """The causes we bring together with a partner, unless it supports one of them on a theme that is told."""
        return {
            name
            for part in parts
            if part.target.sort == "samenwerking" and not part.target.theme and not part.target.instrument
            if all(
                self._supporting[part.target.actor].isdisjoint(self._fit.themes[each])
                for each in part.priorities
            )
            for name in part.priorities
        }

    def _themes(self, themes: Sequence[str]) -> str:
        """Themes in a sentence, with a comma before the last where that or the one before has an "en" of its own."""
        names = [self._theme(theme) for theme in themes]
        if 1 < len(names) <= _THEMES and any(" en " in name for name in names[-2:]):
            return f"{', '.join(names[:-1])}, en {names[-1]}"
        return listed(themes, self._theme, _THEMES)

    def _common_themes(self, parts: Sequence[Advice], opgave: str) -> list[str]:
        """The themes to work on with a partner, and those on which it can support what we stand for together.

        First what a source says and then what is our reading, first for the `opgave`, and each time the heaviest; what is
        part of a broader theme that is told comes last.
        """
        partner = parts[0].target.actor
        weight: dict[str, float] = {}
        here: set[str] = set()
        for part in parts:
            if part.target.sort != "samenwerking" or part.target.instrument:
                continue
            for entry in part.entries:
                supported = self._fit.themes[entry.priority] & self._supporting[partner]
                for theme in (part.target.theme,) if part.target.theme else supported:
                    weight[theme] = max(entry.weight, weight.get(theme, 0.0))
                    if entry.opgave == opgave:
                        here.add(theme)
        judged = self._judged[partner]
        parts_of_told = {theme for theme in weight if weight.keys() & (self._fit.broader[theme] - {theme})}
        return sorted(
            weight,
            key=lambda theme: (
                theme in parts_of_told,
                theme in judged,
                theme not in here,
                -weight[theme],
                theme,
            ),
        )

    def _own_part(self, parts: Sequence[Advice]) -> str:
        target = parts[0].target
        actor = self._actor(target.actor)
        if target.attitude == "onderhouden":
            return f"Neem verantwoordelijkheid in {actor} en gun ook anderen iets; onze zetels elders hangen er deels van af"
        return f"Houd naast {actor} ook eigen contacten, want de koers is onzeker"

    # ── the rest ──────────────────────────────────────────────────────────────────────────────────

    def _chance(self, parts: Sequence[Advice]) -> str:
        name = parts[0].target.instrument
        form = _ASKED.get(parts[0].target.attitude) or _CHANCE[self._sorts[name]]
        many = len({priority for part in parts for priority in part.priorities}) > 1
        return form.format(
            wat=self._priorities(parts),
            instrument=self._instrument(name),
            krijgt="krijgen" if many else "krijgt",
        )

    def _organise(self, parts: Sequence[Advice]) -> str:
        return f"Stem de contacten met het Rijk af over {self._priorities(parts)}"

    def _watch(self, parts: Sequence[Advice]) -> str:
        priority = self._priorities(parts[:1]) or "deze prioriteit"
        sorts = {part.target.sort for part in parts}
        if sorts == {REFRAIN}:
            return f"Voer geen extra lobby voor {priority}"
        extra = "; extra lobby is niet nodig" if REFRAIN in sorts else ""
        return f"Volg de ontwikkeling van {priority}{extra}"

    def _refrain(self, parts: Sequence[Advice]) -> str:
        actor = self._actor(parts[0].target.actor)
        opgaven = [part.target.opgave for part in parts if part.target.opgave]
        sentence = f"Steek weinig tijd in {actor} voor {listed(opgaven, self._opgave)}"
        if kept := self._kept_at(parts[0].target.actor, opgaven):
            sentence += f"; wel {'tellen' if kept[1:] else 'telt'} daar {all_of(kept)}"
        return sentence

    def _kept_at(self, actor: str, opgaven: Sequence[str]) -> list[str]:
        """What is advised at an actor for these opgaven although we spend little time there."""
        said = []
        for advice in self._advices:
            target = advice.target
            if target.attitude in LIGHT or not set(opgaven).intersection(advice.opgaven):
                continue
            if self._owners.get(target.body) == actor:
                said.append(self._body(target.body))
            elif target.via == actor:
                said.append(f"de weg naar {self._actor(target.to)}")
            elif actor in (target.actor, target.to):
                said.append("het eigen contact")
        return list(dict.fromkeys(said))


def _tie_sentence(forms: tuple[str, str], whom: str, layers: Mapping[str, tuple[str, ...]]) -> str:
    """What to do about a tie, in one of `forms`; `whom` is " met ..." or "" when that goes without saying.

    `layers` are those that ask for it, with the doors of who sees to each. What one person sees to is asked of that person;
    what several see to is told per layer.
    """
    asked, told = (form.format(whom) for form in forms)
    doers = dict.fromkeys(doors for doors in layers.values() if doors)
    if len(doers) > 1:
        return f"{told}: {all_of([_layer_by(layer, doors) for layer, doors in layers.items()])}"
    rest = all_of([layer for layer, doors in layers.items() if not doors])
    if doers:
        who = all_of([DOOR_NAMES[door] for door in next(iter(doers))])
        return f"laat {who} {asked}{f', ook {rest}' if rest else ''}"
    return f"{told}, {rest}" if rest else told


def _layer_by(layer: str, doors: Sequence[str]) -> str:
    """A layer of a tie with who sees to it, if anyone does: "bestuurlijk via de wethouder"."""
    if not doors:
        return layer
    if len(doors) == 1 and (form := _LAYER_BY.get(doors[0])):
        return form.format(layer)
    return f"{layer} via {all_of([DOOR_NAMES[door] for door in doors])}"


def _layer(layer: str) -> int:
    return LAYERS.index(layer) if layer else len(LAYERS)


def _moves(view: View, actor: Actor, sort: str) -> frozenset[str]:
    """The themes on which an actor can support or hinder us."""
    found = (item.theme for item in filter(view.shows, actor.dependencies) if item.sort == sort)
    return frozenset(theme for theme in found if theme in view.themes)


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


_NEW: Mapping[str, tuple[str, str, str]] = {
    "trekker": ("Vervul", "een voortrekkersrol", "in {g}"),
    "inbreng": ("Neem", "met een stevige inbreng deel", "aan {g}"),
    "meelopen": ("Volg", "{g} zonder eigen inzet", ""),
}
"""Verb, object and place of a role that is not simply called by its name."""
_INFINITIVES: Mapping[str, str] = {
    "Vervul": "vervullen", "Neem": "nemen", "Volg": "volgen", "Word": "worden", "Blijf": "blijven",
}  # fmt: skip


def new_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Taking a seat; `who` says which of us takes it, with its article."""
    verb, thing, place = _NEW.get(role, ("Word", ROLE_NAMES[role], "van {g}"))
    return _seat_sentence(verb, thing, place, body, force, who)


def held_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Keeping a seat that is not up for division."""
    if role in _NEW and role != "trekker":
        return new_sentence(role, body, force, who)
    return _seat_sentence("Blijf", ROLE_NAMES[role], "van {g}", body, force, who)


def open_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Standing again for a seat that we hold and that is up for division."""
    if role == "lid":
        stays = f"{who} lid blijft" if who else "we lid blijven"
        return f"Zorg{_adverb(force)} dat {stays} van {body}, nu die zetel opnieuw wordt verdeeld"
    if role in ("inbreng", "meelopen", "portefeuille"):
        return held_sentence(role, body, force, who)
    seat = "de voortrekkersrol in" if role == "trekker" else f"het {ROLE_NAMES[role]}schap van"
    adverb = "" if force == "proberen" else _adverb(force)  # who stands for a seat tries already
    if who:
        return f"Laat {who}{adverb} opnieuw opgaan voor {seat} {body}"
    return f"Ga{adverb} opnieuw op voor {seat} {body}"


def _seat_sentence(verb: str, thing: str, place: str, body: str, force: str, who: str) -> str:
    what, where = thing.format(g=body), place.format(g=body)
    if who:
        joined = f"{what} {_INFINITIVES[verb]}".replace("deel nemen", "deelnemen")
        return f"Laat {who}{_adverb(force)} {joined} {where}".strip()
    if force == "proberen":
        return f"Probeer {what} te {_INFINITIVES[verb]} {where}".strip()
    return f"{verb}{_adverb(force)} {what} {where}".strip()


def _adverb(force: str) -> str:
    words = {
        "voorkeur": "bij voorkeur",
        "veelal": "in de regel",
        "proberen": "zo mogelijk",
    }
    return f" {words[force]}" if force in words else ""


_ROADS = 2
"""The most groups of roads that are named with their subjects."""
Say = Callable[[str], str]


def roads_sentence(
    parts: Sequence[Advice],
    direct: bool,
    say_actor: Say,
    say_priority: Say,
    fitting: Callable[[Sequence[Advice]], Sequence[str]],
) -> str:
    """The sentence of a line of roads to one actor; `direct` says whether we come there ourselves as well.

    `fitting` gives the priorities of some roads, first what suits them best. Each goes along the road that is best for it;
    a road that is the best for none can only help.
    """

    def told(roads: Sequence[Advice], names: frozenset[str], last: frozenset[str] = frozenset()) -> str:
        subjects = sorted((name for name in fitting(roads) if name in names), key=last.__contains__)
        return few(subjects, say_priority)

    def along(roads: Iterable[Advice]) -> str:
        return listed((road.target.via for road in roads), say_actor)

    groups = list(_alike(parts, _best_for(parts)).items())
    named = {part.id for _, group in groups[:_ROADS] for part in group}
    helping = [part for part in parts if part.id not in named]
    one = _one_of_several(helping, groups)
    said = [f"via {along(group)} voor {told(group, names, one)}" for names, group in groups[:_ROADS]]
    beside = ", naast het eigen contact," if direct else ""
    sentence = f"Lobby bij {say_actor(parts[0].target.to)}{beside} {', en '.join(said)}"
    if one:
        sentence += f", voor dat laatste ook via {along(helping)}"
    elif helping:
        names = [say_actor(part.target.via) for part in helping]
        others = f"anderen, zoals {all_of(names[:MOST])}," if names[MOST:] else all_of(names)
        sentence += f"; ook {others} {'kunnen' if names[1:] else 'kan'} helpen"
    return sentence


def _one_of_several(
    helping: Sequence[Advice], groups: Sequence[tuple[frozenset[str], Sequence[Advice]]]
) -> frozenset[str]:
    """The one subject with which others can help, when it is one of the few that go along the roads that are told."""
    matters = {priority for part in helping for priority in part.priorities}
    if len(groups) == 1 and len(matters) == 1 and not helping[MOST:]:
        names, _ = groups[0]
        if matters < names and len(names) <= MOST:
            return frozenset(matters)
    return frozenset()


def _best_for(roads: Sequence[Advice]) -> Mapping[str, frozenset[str]]:
    """Per road the priorities for which no other road is stronger."""
    strength: dict[tuple[str, str], float] = {}
    for road in roads:
        for entry, value in net_values(road.entries, road.counters):
            key = road.id, entry.priority
            strength[key] = max(value, strength.get(key, 0.0))
    best: dict[str, float] = {}
    for (_, priority), value in strength.items():
        best[priority] = max(value, best.get(priority, 0.0))
    return {
        road.id: frozenset(
            priority
            for (name, priority), value in strength.items()
            if name == road.id and value == best[priority]
        )
        for road in roads
    }


def _alike(
    roads: Sequence[Advice], best_for: Mapping[str, frozenset[str]]
) -> dict[frozenset[str], list[Advice]]:
    """The roads by what goes along them, together where that is the same; what already goes along one is left out."""
    found: dict[frozenset[str], list[Advice]] = {}
    for names, group in grouped((best_for[road.id], road) for road in roads).items():
        if rest := names.difference(*found):
            found[rest] = group
    return found
