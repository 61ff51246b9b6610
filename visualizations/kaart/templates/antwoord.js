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
  const every = texts => texts.join("; "), some = texts => [...texts.slice(0, NAMED), ...(texts.length > NAMED ? ["nog " + (texts.length - NAMED)] : [])].join("; ");

  // The tables at which a seat is advised, by the id of their box, the heaviest first: a line may be about more of them.
  function tables(state) {
    const own = new Set(seats(state).map(one => one.card.advice));
    const found = [...state.nodes.values()].filter(node => node.kind === "gremium" && node.seats.some(advice => own.has(advice)));
    return new Map(found.sort((a, b) => a.rank - b.rank || a.index - b.index).map(node => [node.id, node]));
  }
  const names = nodes => nodes.map(node => node.name);
  // The tables of one state at which the other seeks no seat.
  const beyond = (state, other) => { const known = tables(other); return [...tables(state).values()].filter(node => !known.has(node.id)); };
  const lost = (state, base) => names(beyond(base, state)), fresh = (state, base) => names(beyond(state, base));
  // The tables at which a state advises another role than the basis, with both.
  function recast(state, base) {
    const now = tables(state);
    return [...tables(base).values()].filter(node => now.has(node.id) && now.get(node.id).ask !== node.ask)
      .map(node => node.name + " (" + now.get(node.id).ask + ", was " + node.ask + ")");
  }
  // All advice of the basis that is no more; of seats not where another advice now seeks one at their table.
  function gone(state, base) {
    const kept = gegevens.alike(state, base, advice => state.cards.has(advice));
    return [...base.standing.values()].filter(({ card: { table, advice } }) => !state.standing.has(advice) && !(table && kept.has(advice)));
  }
  // What became of the tables of the basis, in sentences; `told` says how many of their names.
  function became(state, base, told) {
    const away = lost(state, base), other = recast(state, base);
    return [
      away.length ? "Tegenover de basis " + (away.length === 1 ? "vervalt 1 tafel" : "vervallen " + away.length + " tafels") + ": " + told(away) + "." : "",
      other.length ? "In een andere rol: " + told(other) + "." : "",
    ].filter(Boolean);
  }
  // Whether the seats on top are those of the basis, each at its place.
  const same = (state, base) => {
    const now = best(state).map(one => gegevens.counterpart(state, base, one)), then = best(base);
    return now.length === then.length && now.every((one, i) => one === then[i]);
  };
  // `base` is what a scenario is held against: what fell away since is told first, by name.
  function sentence(state, base = null) {
    const all = seats(state), top = best(state), found = [];
    if (base && base.k !== state.k) found.push(...became(state, base, some));
    const choice = state.left ? state.choice + " " : "";
    found.push(!top.length ? "Er is " + choice + "geen zetel die wij aanraden." :
      (all.length > top.length ? "Van de " + all.length + " adviezen over een zetel " : "Van alle adviezen over een zetel ") + choice + (top.length === 1 ? "weegt " : "wegen ") +
      NUMBERS[top.length] + " het zwaarst: " + top.map(phrase).join("; ") + ".");
    if (base && base.k !== state.k && top.length && same(state, base))
      found.push("Het zijn dezelfde als in de basis, in dezelfde volgorde.");
    return found.join(" ");
  }

  // The room that a box takes with the longest sentence and the tallest cards there are, so that what stands below it stays
  // where it is; worked out once for a width. `told` gives the sentence of a state and `cards` draws a list of them;
  // `filtered` is a box of which filters narrow the answer, and that folds the names which are not told.
  function reserve(box, told, cards, filtered = false) {
    const wide = box.clientWidth, title = box.querySelector("h2"), list = box.querySelector("ol");
    if (box.reserved === wide || !wide) return;
    const states = gegevens.cases.map((_, k) => gegevens.state(k)), ones = high(states, filtered);
    box.reserved = wide;
    box.style.minHeight = "";
    title.textContent = states.map(told).reduce((a, b) => (b.length > a.length ? b : a), "");
    list.hidden = false;
    if (states.length > 1 && filtered) whole(box, list, [""], ["…"]);
    cards(ones);
    const tall = new Map([...list.children].map((li, i) => [ones[i], li.offsetHeight]));
    // The tallest last: in rows of two it stands alone.
    cards(ones.slice().sort((a, b) => tall.get(a) - tall.get(b)).slice(-MOST));
    // In a low window what one works with comes first.
    box.style.minHeight = (innerWidth > 900 ? Math.min(box.offsetHeight + 1, Math.round(innerHeight * SHARE)) : box.offsetHeight + 1) + "px";
  }
  // The seats that come on top in a scenario, and in the basis those near it; with `opgaven` also those of one opgave.
  function high(states, opgaven) {
    const found = new Map();
    const take = one => found.set([one.card.table, one.card.role, why(one.card), one.card.taker, until(one.card), restsOn(one.card)].join("|"), one);
    states.forEach(state => {
      const all = seats(state);
      all.slice(0, state.k ? MOST : NEAR).forEach(take);
      if (opgaven) gegevens.cases[state.k].opgaven.forEach(i => all.filter(one => one.card.opgaven.includes(i)).slice(0, MOST).forEach(take));
    });
    return [...found.values()];
  }
  // Behind a fold the sentences of which only the first names were told; `before` is what it stands above.
  function whole(box, before, short, full) {
    const cut = full.filter((text, i) => text !== short[i]), old = box.querySelector(".voluit"), more = make(null, "details", null, "voluit");
    if (old) { more.open = old.open; old.remove(); }
    if (!cut.length) return;
    make(more, "summary", "Alle namen");
    cut.forEach(text => make(more, "div", text));
    box.insertBefore(more, before);
  }

  // In `box`, which has a heading and a list; `go` leads to an advice.
  function draw(box, state, base, go) {
    const cards = ones => list.replaceChildren(...ones.map(one => cardOf(state, one, go)));
    const list = box.querySelector("ol"), asked = ({ k, nodes, standing, cards }) => ({ k, nodes, standing, left: new Set(cards.keys()), choice: "voor " + longest });
    const longest = data.opgaven.map(pair => pair[1]).reduce((a, b) => (b.length > a.length ? b : a), "");
    const unfiltered = base && gegevens.state(base.k);  // the room is the same whatever is asked for first
    reserve(box, one => sentence(asked(one), unfiltered), cards, true);
    box.querySelector("h2").textContent = sentence(state, base);
    const changes = told => (base && base.k !== state.k ? became(state, base, told) : []);
    whole(box, list, changes(some), changes(every));
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
  return { isSeat, seats, best, lost, fresh, recast, gone, same, became, sentence, some, every, whole, why, until, restsOn, reserve, draw };
};
