"use strict";
// Pinned settings side by side: which seats stay high whatever is chosen, and which move.
const Vast = (gegevens, gewichten, box, hooks) => {
  const { data, cases } = gegevens, MOST = 6, TOP = 10;
  let pins = [], now;
  const title = pin => (cases[pin.k].id ? cases[pin.k].name : "Basis") +
    (pin.weights ? ": " + gewichten.describe(pin.weights, pin.k) : "");

  function pin(k, weights) {
    if (pins.length >= MOST) return "Er staan al " + MOST + " standen vast; haal er eerst een weg.";
    const made = { k, weights, name: title({ k, weights }) };
    if (pins.some(other => other.k === k && JSON.stringify(other.weights) === JSON.stringify(weights))) return "Deze stand staat al vast.";
    pins.push(made);
    hooks.touched();
    draw();
    return "Vastgezet: " + made.name + ". Zie het blad Vergelijken.";
  }
  function draw() {
    box.replaceChildren();
    Maak.make(box, "h2", "Standen vergelijken");
    const columns = [...pins, { k: now.k, weights: now.weights, name: "Nu: " + title(now), current: true }];
    if (!pins.length) {
      Maak.make(box, "p", "Zet links een stand vast (een scenario met gewichten). Hier staan dan de posities van alle vastgezette standen naast die van nu.");
      return;
    }
    const states = columns.map(column => gegevens.state(column.k, column.weights));
    const seats = states.map(state => [...state.standing.values()].filter(one => one.card.sort === "positie"));
    const tops = seats.map(list => list.filter(one => list.filter(other => other.rank < one.rank).length < TOP));
    const ids = [...new Set(tops.flat().map(one => one.card.advice))];
    const best = ids.map(advice => ({ advice, rank: Math.min(...states.map(state => (state.standing.get(advice) || { rank: 9999 }).rank)) }));
    best.sort((a, b) => a.rank - b.rank || a.advice - b.advice);
    const always = ids.filter(advice => tops.every(list => list.some(one => one.card.advice === advice)));
    Maak.make(box, "p", always.length + " van de " + ids.length + " posities " + (always.length === 1 ? "hoort" : "horen") + " in elke stand bij de hoogste " + TOP + ".");
    const wrap = Maak.make(box, "div", null, "tw");
    Object.assign(wrap, { tabIndex: 0 });
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", "Tabel met standen");
    const table = Maak.make(wrap, "table"), head = Maak.make(Maak.make(table, "thead"), "tr");
    Maak.make(head, "th", "Positie").scope = "col";
    columns.forEach(column => {
      const th = Maak.make(head, "th");
      th.scope = "col";
      if (column.current) { th.textContent = column.name; return; }
      const part = Maak.make(th, "div", null, "vaststand"), input = Maak.make(part, "input");
      input.value = column.name;
      input.setAttribute("aria-label", "Naam van deze stand");
      input.addEventListener("change", () => { column.name = input.value || title(column); hooks.touched(); });
      Maak.button(part, "Ga hierheen", () => hooks.go(column.k, column.weights), "naar");
      Maak.button(part, "Haal weg", () => { pins = pins.filter(other => other !== column); hooks.touched(); draw(); }, "naar");
    });
    const body = Maak.make(table, "tbody");
    best.forEach(({ advice }) => {
      const row = Maak.make(body, "tr"), th = Maak.make(row, "th");
      th.scope = "row";
      Maak.button(th, states.map(state => state.cards.get(advice)).find(Boolean).title, () => hooks.choose(advice), "naar");
      states.forEach((state, i) => {
        const stands = state.standing.get(advice), first = states[0].standing.get(advice);
        const cell = Maak.make(row, "td", stands ? stands.rank + " · " + Maak.decimal(stands.score, 1) + " · " + data.bands[stands.band] : "–");
        if (i === 0 || (!first && !stands)) return;
        if (!first || !stands) { cell.className = first ? "verlies" : "winst"; Maak.make(cell, "strong", first ? " vervalt" : " nieuw"); return; }
        const change = Verschil(first.score, stands.score);
        if (change) { cell.className = change.way === "op" ? "winst" : "verlies"; Maak.make(cell, "strong", " " + change.text); }
      });
    });
    Maak.make(box, "p", "In elke cel de rang (onder alle adviezen), de score en de band. ▲, ▼ en de kleur zeggen hoeveel de score hoger of lager is dan in de eerste stand.", "klein");
  }
  function show(k, weights) {
    now = { k, weights };
    if (!box.hidden) draw();
  }
  const take = () => pins.map(one => ({ naam: one.name, scenario: cases[one.k].id || "basis", gewichten: gewichten.named(one.weights, one.k) }));
  const give = list => { pins = list; draw(); };
  return { pin, show, take, give, draw };
};
