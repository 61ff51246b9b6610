"use strict";
// One A4 for who takes seats: what to take at the weights and the time of now, why, when, on what it rests, and what falls off.
const Eenblad = (gegevens, antwoord, bovenaan, verdelen) => {
  const { data, cases } = gegevens, $ = id => document.getElementById(id), make = Maak.make, MOST = 5;
  let from = null;

  function seat(parent, state, one, units) {
    const card = state.cards.get(one.advice), stands = state.standing.get(one.advice), li = make(parent, "li");
    make(li, "h2", one.label[0].toUpperCase() + one.label.slice(1));
    make(li, "p", data.bands[stands.band] + " · rang " + stands.rank + " van " + cases[state.k].total + " · " + Maak.decimal(one.load / units) + (one.load === units ? " dagdeel" : " dagdelen") + " per maand", "klein");
    const facts = make(li, "dl");
    [["Waarom", bovenaan.why(state, card)], ["Wanneer", antwoord.until(card)], ["Rust op", antwoord.restsOn(card)]].forEach(([name, text]) => {
      make(facts, "dt", name);
      make(facts, "dd", text);
    });
  }
  // `now` is {k, state, times, plan, holder}: which of those who take seats it is for.
  function open({ k, state, times, plan, holder }) {
    const posed = verdelen.problem(k), item = posed.takers[holder], box = $("eenblad-tekst"), heavy = (a, b) => state.standing.get(a.advice).rank - state.standing.get(b.advice).rank;
    const own = posed.seats.filter(one => plan.get(one.id) === item.id).sort(heavy), { load } = posed.units;
    const left = verdelen.left(k, plan).map(place => posed.seats[place]).filter(one => one.takers.some(taker => taker.holder === holder)).sort(heavy);
    from = document.activeElement && document.activeElement.id;
    $("eenblad-kop").textContent = item.name;
    $("eenblad-stempel").textContent = $("stempel").textContent;
    box.replaceChildren();
    make(box, "p", own.length ? "Neem " + (own.length === 1 ? "deze zetel" : "deze " + own.length + " zetels") + "; samen " + Maak.decimal(verdelen.load(k, plan, item.id)) + " van de " +
      Maak.decimal(verdelen.time(posed, holder, times) / load) + " dagdelen per maand." : "In de beste verdeling neemt u geen zetel.", "kern");
    const list = make(box, "ol", null, "kaal");
    own.forEach(one => seat(list, state, one, load));
    if (left.length) {
      make(box, "h2", "Laat los, binnen deze tijd (" + left.length + ")");
      const ul = make(box, "ul");
      left.slice(0, MOST).forEach(one => make(ul, "li", one.label + " (" + data.bands[state.standing.get(one.advice).band] + ", rang " + state.standing.get(one.advice).rank + ")"));
      if (left.length > MOST) make(ul, "li", "en nog " + (left.length - MOST));
    }
    document.body.classList.add("eenbladig");
    $("eenblad").hidden = false;
    $("eenblad").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  function close() {
    document.body.classList.remove("eenbladig");
    $("eenblad").hidden = true;
    if (from && $(from)) $(from).focus();
  }
  $("eenblad-uit").addEventListener("click", close);
  $("eenblad-druk").addEventListener("click", () => window.print());
  $("eenblad").addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  return { open };
};
