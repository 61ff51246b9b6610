"use strict";
// The answer of a state in one sentence and three cards, as answer.py says it; under any weights.
const Antwoord = gegevens => {
  const { data } = gegevens, make = Maak.make, MOST = 3, NAMED = 3, NUMBERS = ["", "deze", "deze twee", "deze drie"];
  // Of a state that filters narrowed (kaart.narrowed) only what they leave.
  const seats = state => [...state.standing.values()].filter(({ card, band }) => card.table && band < 3 && (!state.left || state.left.has(card.advice)));
  const best = state => seats(state).slice(0, MOST);
  const phrase = one => one.card.table + " (" + one.card.role + ")";
  const why = card => [...card.told.map(one => one.text), ...card.reasons.map(one => gegevens.text(one[1]))].find(Boolean) || "";
  const until = card => card.until || "Geen datum bekend in het dossier";
  const restsOn = card => card.footing || (card.told.length ? card.told[0].source : "de regels en het dossier");
  // The first of some texts, and how many more there are.
  const some = texts => [...texts.slice(0, NAMED), ...(texts.length > NAMED ? ["nog " + (texts.length - NAMED)] : [])].join("; ");

  // The seats of the basis that are no more; not where another advice now seeks a seat at their table.
  function lost(state, base) {
    const kept = gegevens.alike(state, base, advice => state.cards.has(advice));
    return seats(base).filter(({ card: { advice } }) => !state.cards.has(advice) && !kept.has(advice));
  }
  // All advice of the basis that is no more; of seats those that are lost.
  function gone(state, base) {
    const seatless = new Set(lost(state, base));
    return [...base.standing.values()].filter(one => (one.card.table ? seatless.has(one) : !state.standing.has(one.card.advice)));
  }
  // Whether the seats on top are those of the basis, each at its place.
  const same = (state, base) => {
    const now = best(state).map(one => gegevens.counterpart(state, base, one)), then = best(base);
    return now.length === then.length && now.every((one, i) => one === then[i]);
  };
  // `base` is what a scenario is held against: what fell away since is told first, by name.
  function sentence(state, base = null) {
    const all = seats(state), top = best(state), found = [];
    if (base && base.k !== state.k) {
      const gone = lost(state, base);
      if (gone.length) found.push("Tegenover de basis " + (gone.length === 1 ? "vervalt" : "vervallen") + ": " +
        some(gone.map(one => one.card.table)) + ".");
    }
    const choice = state.left ? state.choice + " " : "";
    found.push(!top.length ? "Er is " + choice + "geen zetel die wij aanraden." :
      (all.length > top.length ? "Van de " + all.length + " zetels " : "Van alle zetels ") + choice + (top.length === 1 ? "weegt " : "wegen ") +
      NUMBERS[top.length] + " het zwaarst: " + top.map(phrase).join("; ") + ".");
    if (base && base.k !== state.k && top.length && same(state, base))
      found.push("Het zijn dezelfde als in de basis, in dezelfde volgorde.");
    return found.join(" ");
  }

  // In `box`, which has a heading and a list; `go` leads to an advice.
  function draw(box, state, base, go) {
    box.querySelector("h2").textContent = sentence(state, base);
    const list = box.querySelector("ol");
    list.replaceChildren();
    best(state).forEach(one => {
      const { card } = one, li = make(list, "li"), head = make(li, "h3");
      Maak.button(head, card.table, () => go(card.advice), "naar");
      make(li, "p", card.role + " · " + data.bands[one.band] + ", rang " + one.rank + " van " + gegevens.cases[state.k].total, "rol");
      make(li, "p", why(card));
      if (card.taker) make(li, "p", card.taker, "wie");
      make(li, "p", until(card), "tot");
      make(li, "p", restsOn(card), "rust");
    });
    list.hidden = !list.childElementCount;
  }
  return { NAMED, seats, best, lost, gone, same, sentence, some, why, until, restsOn, draw };
};
