"use strict";
// The answer of a state in one sentence and three cards, as answer.py says it; under any weights.
const Antwoord = gegevens => {
  const { data } = gegevens, make = Maak.make, MOST = 3, NEAR = 8, SHARE = 0.36, NAMED = 3, NUMBERS = ["", "deze", "deze twee", "deze drie"];
  // Of a state that filters narrowed (kaart.narrowed) only what they leave.
  const isSeat = ({ card, band }) => card.table && band < 3;
  const seats = state => [...state.standing.values()].filter(one => isSeat(one) && (!state.left || state.left.has(one.card.advice)));
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

  // The room that a box takes with the longest sentence and the tallest cards there are, so that what stands below it stays
  // where it is; worked out once for a width. `cards` draws a list of them.
  function reserve(box, sentences, ones, cards) {
    const wide = box.clientWidth, title = box.querySelector("h2"), list = box.querySelector("ol");
    if (box.reserved === wide || !wide) return;
    box.reserved = wide;
    box.style.minHeight = "";
    title.textContent = sentences.reduce((a, b) => (b.length > a.length ? b : a), "");
    list.hidden = false;
    cards(ones);
    const tall = new Map([...list.children].map((li, i) => [ones[i], li.offsetHeight]));
    // The tallest last: in rows of two it stands alone.
    cards(ones.slice().sort((a, b) => tall.get(a) - tall.get(b)).slice(-MOST));
    // In a low window what one works with comes first.
    box.style.minHeight = (innerWidth > 900 ? Math.min(box.offsetHeight + 1, Math.round(innerHeight * SHARE)) : box.offsetHeight + 1) + "px";
  }
  // The seats that come on top in a scenario, and in the basis those near it; with `opgaven` also those of one opgave.
  function high(opgaven) {
    const found = new Map();
    const take = one => found.set([one.card.table, one.card.role, why(one.card), one.card.taker, until(one.card), restsOn(one.card)].join("|"), one);
    gegevens.cases.forEach((own, k) => {
      const all = seats(gegevens.state(k));
      all.slice(0, k ? MOST : NEAR).forEach(take);
      if (opgaven) own.opgaven.forEach(i => all.filter(one => one.card.opgaven.includes(i)).slice(0, MOST).forEach(take));
    });
    return [...found.values()];
  }

  // In `box`, which has a heading and a list; `go` leads to an advice.
  function draw(box, state, base, go) {
    const cards = ones => list.replaceChildren(...ones.map(one => cardOf(state, one, go)));
    const list = box.querySelector("ol"), asked = one => ({ ...one, left: new Set(one.cards.keys()), choice: "voor " + longest });
    const longest = data.opgaven.map(pair => pair[1]).reduce((a, b) => (b.length > a.length ? b : a), "");
    reserve(box, gegevens.cases.map((_, k) => sentence(asked(gegevens.state(k)), base)), high(true), cards);
    box.querySelector("h2").textContent = sentence(state, base);
    cards(best(state));
    list.hidden = !list.childElementCount;
  }
  function cardOf(state, one, go) {
    const { card } = one, li = make(null, "li"), head = make(li, "h3");
    Maak.button(head, card.table, () => go(card.advice), "naar");
    make(li, "p", card.role + " · " + data.bands[one.band] + ", rang " + one.rank + " van " + gegevens.cases[state.k].total, "rol");
    make(li, "p", why(card));
    if (card.taker) make(li, "p", card.taker, "wie");
    make(li, "p", until(card), "tot");
    make(li, "p", restsOn(card), "rust");
    return li;
  }
  return { NAMED, isSeat, seats, best, lost, gone, same, sentence, some, why, until, restsOn, reserve, high, draw };
};
