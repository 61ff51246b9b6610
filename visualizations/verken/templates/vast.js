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
    // With nothing pinned the basis is what now is held against.
    const beside = pins.length ? pins : now.k || now.weights ? [{ k: 0, weights: null, name: "Basis", given: true }] : [];
    const columns = [...beside, { k: now.k, weights: now.weights, name: "Nu: " + title(now), given: true }];
    if (!beside.length) {
      Maak.make(box, "p", "Dit is de basis. Kies een scenario of verschuif een gewicht: hier staan de posities dan naast die van de basis. Met Zet dit vast houdt u een stand vast om naast andere te leggen.");
      return;
    }
    const states = columns.map(column => gegevens.state(column.k, column.weights));
    const seats = states.map(state => [...state.standing.values()].filter(one => one.card.sort === "positie"));
    const tops = seats.map(list => list.filter(one => list.filter(other => other.rank < one.rank).length < TOP));
    // A row is of a table: in another stand the advice about it may have another name.
    const rows = [];
    tops.forEach((list, i) => list.forEach(one => {
      if (!rows.some(row => row.cells[i] === one)) rows.push({ one, cells: states.map((state, j) => (j === i ? one : gegevens.counterpart(states[i], state, one))) });
    }));
    const rank = ({ cells }) => Math.min(...cells.filter(Boolean).map(one => one.rank));
    rows.sort((a, b) => rank(a) - rank(b) || a.one.card.advice - b.one.card.advice);
    const always = rows.filter(({ cells }) => tops.every((list, i) => list.includes(cells[i])));
    Maak.make(box, "p", always.length + " van de " + rows.length + " posities " + (always.length === 1 ? "hoort" : "horen") + " in elke stand bij de hoogste " + TOP + (tops.some(list => list.length > TOP) ? "; wie even hoog staat als de laatste daarvan, telt mee." : "."));
    const wrap = Maak.make(box, "div", null, "tw");
    Object.assign(wrap, { tabIndex: 0 });
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", "Tabel met standen");
    const table = Maak.make(wrap, "table"), head = Maak.make(Maak.make(table, "thead"), "tr");
    Maak.make(head, "th", "Positie").scope = "col";
    columns.forEach(column => {
      const th = Maak.make(head, "th");
      th.scope = "col";
      if (column.given) { th.textContent = column.name; return; }
      const part = Maak.make(th, "div", null, "vaststand"), input = Maak.make(part, "input");
      input.value = column.name;
      input.setAttribute("aria-label", "Naam van deze stand");
      input.addEventListener("change", () => { column.name = input.value || title(column); hooks.touched(); });
      Maak.button(part, "Ga hierheen", () => hooks.go(column.k, column.weights), "naar");
      Maak.button(part, "Haal weg", () => { pins = pins.filter(other => other !== column); hooks.touched(); draw(); }, "naar");
    });
    const body = Maak.make(table, "tbody");
    rows.forEach(({ one: { card }, cells }) => {
      const row = Maak.make(body, "tr"), th = Maak.make(row, "th"), [first] = cells, now = cells[cells.length - 1] || { card };
      th.scope = "row";
      Maak.button(th, card.title, () => hooks.choose(now.card.advice), "naar");
      cells.forEach((stands, i) => {
        const cell = Maak.make(row, "td", stands ? stands.rank + " · " + Maak.decimal(stands.score, 1) + " · " + data.bands[stands.band] : "–");
        const change = first && stands && i ? Verschil(first.score, stands.score) : null;
        if (change) { cell.className = change.way === "op" ? "winst" : "verlies"; Maak.make(cell, "strong", " " + change.text); }
        else if (i && !first !== !stands) { cell.className = first ? "verlies" : "winst"; Maak.make(cell, "strong", first ? " vervalt" : " nieuw"); }
        if (stands && stands.card.title !== card.title) Maak.make(cell, "div", stands.card.title, "bron");
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
