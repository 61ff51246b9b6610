"use strict";
// One A4 for who takes seats: what to take at the weights and the time of now, why, when, on what it rests, and what falls off.
const Eenblad = (gegevens, antwoord, bovenaan, verdelen) => {
  const { data, cases } = gegevens, $ = id => document.getElementById(id), make = Maak.make, MOST = 5;
  let from = null;

  function seat(parent, state, one) {
    const card = state.cards.get(one.advice), stands = state.standing.get(one.advice), li = make(parent, "li");
    make(li, "h2", Maak.capital(one.label));
    make(li, "p", data.bands[stands.band] + " · rang " + stands.rank + " van " + cases[state.k].total + " · " + verdelen.told(state.k, one.load), "klein");
    Maak.facts(make(li, "dl"), [["Waarom", bovenaan.seatWhy(state, one)], ["Wanneer", antwoord.until(card)], ["Rust op", bovenaan.seatRests(state, one)]]);
  }
  function listed(parent, title, texts) {
    if (!texts.length) return;
    make(parent, "h2", title + " (" + texts.length + ")");
    const ul = make(parent, "ul");
    texts.slice(0, MOST).forEach(text => make(ul, "li", text));
    if (texts.length > MOST) make(ul, "li", "en nog " + (texts.length - MOST));
  }
  // `now` is {k, state, times, plan, base, holder}: which of those who take seats it is for, and the plan of the basis.
  function open({ k, state, times, plan, base, holder }) {
    const posed = verdelen.problem(k), item = posed.takers[holder], box = $("eenblad-tekst"), heavy = (a, b) => state.standing.get(a.advice).rank - state.standing.get(b.advice).rank;
    const own = posed.seats.filter(one => plan.get(one.id) === item.id).sort(heavy), { load } = posed.units;
    const parted = verdelen.parted(k, holder, plan, base).sort((a, b) => heavy(a.seat, b.seat)), over = parted.filter(({ to, own }) => !to && !own);
    const others = verdelen.off(k, plan).tables.filter(one => one.takers.some(taker => taker.holder === holder) && !over.some(({ seat }) => seat.table === one.table)).sort(heavy);
    const stands = one => data.bands[state.standing.get(one.advice).band] + ", rang " + state.standing.get(one.advice).rank;
    from = document.activeElement && document.activeElement.id;
    $("eenblad-kop").textContent = item.name;
    $("eenblad-stempel").textContent = $("stempel").textContent;
    box.replaceChildren();
    make(box, "p", own.length ? "Neem " + (own.length === 1 ? "deze zetel" : "deze " + own.length + " zetels") + "; samen " + Maak.decimal(verdelen.load(k, plan, item.id)) + " van de " +
      Maak.decimal(verdelen.time(posed, holder, times) / load) + " dagdelen per maand." : "In de beste verdeling neemt u geen zetel.", "kern");
    const list = make(box, "ol", null, "kaal");
    own.forEach(one => seat(list, state, one));
    listed(box, "Laat los", over.map(({ seat }) => seat.label + " (" + stands(seat) + ")"));
    listed(box, "Wordt een andere rol", parted.filter(({ to, own }) => !to && own).map(({ seat, own }) => seat.label + ": wordt " + own.label));
    listed(box, "Draag over aan een collega", parted.filter(({ to }) => to).map(({ seat, next, to }) => seat.label + ": naar " + to + (next === seat ? "" : ", als " + next.label)));
    listed(box, "Is er in dit scenario niet", verdelen.absent(k, holder, base));
    listed(box, "Waar geen tijd voor is", others.map(one => one.label + " (" + stands(one) + ")"));
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
