"""Roads, needs and advice in the words that users read, and plainly how sure the numbers under them are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy.advice.model import FOLLOWED, Advice
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.vocabulary import ROLES, TIES
from strategy.explain.grounds import Ground
from strategy.roads.overview import Gain
from strategy.roads.road_network import Pair, RoadNetwork
from strategy.roads.steps import HELD, Need, RoadInSteps, RoadStep
from visualizations.writers.words import capital

_TIES: Mapping[str, str] = {"sterk": "onderhouden", "zwak": "versterken", "geen": "opbouwen"}
_DO: Mapping[str, str] = {
    "sterk": "gebruik de sterke {}",
    "zwak": "versterk de zwakke {}",
    "geen": "begin een {}",
}
_HELP: Mapping[str, str] = {
    "": "",
    "steun": "; kan ons steunen",
    "hinder": "; kan ons ook hinderen",
    "steun en hinder": "; kan ons steunen en hinderen",
}


def strength(number: float) -> str:
    """A strength as people read it; a dash where there is no road."""
    return decimal(number, 2) if number else "–"


def road(roads: RoadNetwork, nodes: Iterable[str]) -> str:
    """The stops of a road: wij → VNG → BZK."""
    return " → ".join(roads.short(node) for node in nodes)


def by(roads: RoadNetwork, via: str, to: str) -> str:
    """How a road is called: via VNG, or rechtstreeks."""
    return "rechtstreeks" if via == to else f"via {roads.short(via)}"


def no_road(roads: RoadNetwork, to: str) -> str:
    """What stands where a road would be."""
    return "geen weg" if roads.is_known(to) else "niets ingevuld"


def goal(roads: RoadNetwork, pair: Pair) -> str:
    """Whom a road leads to; of a parliament that it steers who decides, and does not decide itself."""
    return f"{roads.short(pair[1])}{' (stuurt wie beslist)' if roads.steers(pair) else ''}"


def say(roads: RoadNetwork, pair: Pair) -> str:
    """What the end of a road has to say on a priority, in a word."""
    return "stuurt" if roads.steers(pair) else "beslist"


def decides(roads: RoadNetwork, actor: str, denied: bool = False) -> str:
    """Who decides or steers, or on what not, as the beginning of a sentence."""
    no = "niet " if denied else ""
    if actor == roads.view.us:
        return f"Wij beslissen {no}".rstrip()
    deciding, steering = (
        any(actor in found for found in places.values()) for places in (roads.deciders, roads.steering)
    )
    doing = [f"beslist {no}".rstrip()] if deciding or not steering else []
    doing += [f"stuurt {no}mee"] if steering else []
    return f"{roads.short(actor)} {' of '.join(doing)}"


def step(roads: RoadNetwork, item: RoadStep) -> str:
    return f"{roads.short(item.start)} → {roads.short(item.end)}"


def rank(advice: Advice | None) -> str:
    """The rank of an advice between brackets, or nothing."""
    return f" (rang {advice.rank})" if advice else ""


def seat(roads: RoadNetwork, need: Need) -> str:
    """A seat with its role: lid VNG-commissie X, portefeuille Jeugd VNG-commissie Y."""
    theme = f" {roads.names.name('thema', need.theme)}" if need.theme else ""
    role = "portefeuille" if need.role == "portefeuille" else ROLE_NAMES[need.role]
    return f"{role}{theme} {roads.names.name('gremium', need.body)}"


def need(roads: RoadNetwork, item: Need) -> str:
    """What a step asks, in a few words."""
    match item.sort:
        case "relatie":
            return f"{item.layer}e relatie {item.state}: {_TIES[item.state]}{rank(item.advice)}"
        case "bondgenoot":
            return f"{roads.short(item.actor)} moet het overbrengen{_HELP[item.state]}"
    doing = "zetel behouden" if item.state == HELD else "zetel claimen"
    return f"{doing}: {seat(roads, item)}{rank(item.advice)}"


def table(roads: RoadNetwork, item: Need) -> str:
    """A seat at the first network on a road, and what it takes to get it."""
    if item.state == HELD:
        return f"bezet: {seat(roads, item)}{rank(item.advice)}"
    asked = [
        condition.text
        for condition in (item.advice.conditions if item.advice else ())
        if condition.sort in ("vereist", "gunning")
    ]
    return "; ".join((f"claimen: {seat(roads, item)}{rank(item.advice)}", *asked))


def weakest(roads: RoadNetwork, item: RoadInSteps) -> str:
    """Where a road loses most; when every step is as strong, that is said."""
    lowest = item.weakest
    if len(item.steps) > 1 and all(each.strength == lowest.strength for each in item.steps):
        return f"elke stap even sterk ({strength(lowest.strength)})"
    return f"{step(roads, lowest)} ({strength(lowest.strength)})"


def advised_gain(item: Gain) -> str:
    """The rank of what is advised about a seat or tie, with the role when that is another one."""
    if item.advice is None:
        return "–"
    other = item.sort == "zetel" and item.advice.target.role != item.role
    return f"rang {item.advice.rank}{f' als {item.advice.target.role}' if other else ''}"


def conditions(item: Need) -> str:
    """Under which conditions an advised seat holds."""
    return "; ".join(condition.text for condition in item.advice.conditions) if item.advice else ""


def gain(roads: RoadNetwork, item: Gain) -> str:
    """A seat or a stronger tie, as something to do."""
    if item.sort == "zetel":
        return f"{ROLE_NAMES[item.role]} {roads.names.name('gremium', item.body)}"
    now = f"{item.state} → sterk" if item.state else "nog geen bekend → sterk"
    return f"relatie met {roads.short(item.actor)}: {now}"


def if_so(roads: RoadNetwork, item: Gain) -> str:
    """A seat or a stronger tie as what would have to be so, behind "als"."""
    if item.sort == "zetel":
        return f"wij {ROLE_NAMES[item.role]} van {roads.names.name('gremium', item.body)} zijn"
    return f"onze relatie met {roads.short(item.actor)} sterk is"


def action(roads: RoadNetwork, item: RoadInSteps) -> str:
    """What to do to go a road, as a sentence: its steps in order, or to join in where another leads."""
    if item.advice and item.for_this and item.advice.target.attitude == FOLLOWED:
        return f"{item.advice.title}."
    doing = all_of(_asked(roads, step, need) for step in item.steps for need in step.needs)
    return f"{capital(doing)}."


def _asked(roads: RoadNetwork, item: RoadStep, need: Need) -> str:
    match need.sort:
        case "bondgenoot":
            return f"vraag {roads.short(need.actor)} het bij {roads.short(item.end)} te bepleiten"
        case "zetel":
            return f"breng het in als {seat(roads, need)}"
    doing = _DO[need.state].format(f"{need.layer}e relatie")
    return f"{doing} met {roads.short(need.actor)}{rank(need.advice)}"


def advised(item: RoadInSteps) -> str:
    """Whether a road is advised, and for what."""
    if item.advice is None:
        return "niet geadviseerd"
    words = f"rang {item.advice.rank} · {item.advice.band}"
    return words if item.for_this else f"niet hiervoor ({words})"


def cost(item: RoadInSteps) -> str:
    """What a road costs, counted: steps, ties to build, parties that must be willing."""
    ties = counted(item.to_build, "relatie", "relaties") if item.to_build else "geen relatie"
    others = f", {counted(item.carriers, 'partij', 'partijen')} mee te krijgen" if item.carriers else ""
    return f"{counted(len(item.steps), 'stap', 'stappen')}, {ties} op te bouwen{others}"


def natures(item: RoadInSteps) -> str:
    """How hard the facts under a road are: 1 aanname, 1 oordeel."""
    many = {"aanname": "aannames", "oordeel": "oordelen", "registratie": "registraties"}
    return ", ".join(counted(number, word, many[word]) for word, number in item.natures().items())


def priority(roads: RoadNetwork, name: str) -> str:
    return roads.names.name("prioriteit", name)


# ── reservations ──────────────────────────────────────────────────────────────────────────────────────

SEATS = (
    "Een zetel telt hier alleen als zij meer kracht geeft dan de relatie die we met dat netwerk al hebben; "
    "wat zij verder brengt (agenda, informatie, gezicht) staat in `krachtenveld advies`. "
    "De kolom alleen zegt wat de zetel draagt als die relatie tegenvalt."
)


def scale(roads: RoadNetwork) -> str:
    """What the numbers are, and by which scale of the dossier."""
    concepts = roads.view.dossier.header.concepts
    strengths = concepts.strengths
    ties = ", ".join(f"{word} {decimal(strengths.ties[word].value, 2)}" for word in TIES)
    seats = ", ".join(f"{word} {decimal(strengths.seats[word].value, 2)}" for word in reversed(ROLES))
    natures = {concepts.origin.nature} | {
        item.origin.nature for item in (*strengths.ties.values(), *strengths.seats.values())
    }
    word = next(word for word in ("aanname", "oordeel", "registratie") if word in natures)
    return (
        "Kracht is een rekenmaat van 0 tot 1, geen kans en geen meting: het product van de stappen. "
        f"De schaal is {'een ' if word != 'registratie' else ''}{word} van dit dossier: relatie {ties}; "
        f"zetel {seats}; van tafel naar netwerk {decimal(strengths.membership, 2)}."
    )


def uncertain(grounds: Iterable[Ground]) -> list[str]:
    """The aannames and oordelen under some steps, without repetition, each with its place."""
    found = {item.fact: item for item in grounds if item.nature != "registratie"}
    lines = []
    for item in sorted(found.values(), key=lambda item: (item.nature, item.file, item.line)):
        basis = item.nature if item.source in ("aanname", "zonder bron") else f"{item.nature}, {item.source}"
        verify = f"; nog na te gaan: {item.to_verify}" if item.to_verify else ""
        lines.append(f"{item.text} – {basis}{verify} ({item.place})")
    return lines


def thin(roads: RoadNetwork) -> str:
    """What a percentage and the word dun mean of a road; sterk and zwak are kept for ties."""
    weak = roads.view.dossier.header.concepts.strengths.ties["zwak"].value
    return (
        "Een percentage vergelijkt een weg met de beste naar dezelfde beslisser. Dun heet een weg die niet meer "
        f"draagt dan een zwakke relatie ({decimal(weak, 2)}). Sterk en zwak gaan over een relatie."
    )
