"use strict";
// The answers for a room: one finding at a time as a title, with the few boxes it needs, in letters that the last row can read.
const Projector = (gegevens, antwoord, now) => {
  const { data, rekenen } = gegevens, make = Maak.make, $ = id => document.getElementById(id), SPACE = "http://www.w3.org/2000/svg";
  const MOST = { opgaven: 2, priorities: 2, deciders: 2, overview: 5 };
  // Where the columns stand, in hundredths of the width: as wide as their labels are wrapped for.
  const COLUMNS = [[0, 14], [17.5, 18], [39.5, 23], [66.5, 17.5], [87, 13]], OVERVIEW = [[0, 30], [50, 50]];
  let at = null, from = null;

  // The first slide tells which seats weigh most; then one for each seat to take.
  function slides() {
    const { state, base, about } = now(), best = antwoord.best(state), seats = antwoord.seats(state).filter(one => one.band === 0);
    const all = [overview(state, base, best), ...(seats.length ? seats : best).map(one => seat(state, one))];
    return all.map(slide => ({ ...slide, sub: [slide.sub, about].filter(Boolean).join(" · ") }));
  }
  const row = (node, more) => ({ node, lines: node.lines.narrow.slice(0, node.lines.narrow.length - node.asked.narrow), more });
  const told = node => [node.ask, node.rank ? "rang " + node.rank : ""].filter(Boolean).join(", ");

  function overview(state, base, best) {
    const whole = antwoord.became(state, base, antwoord.every), served = new Set(best.flatMap(one => one.card.opgaven));
    const opgaven = [...state.nodes.values()].filter(node => node.kind === "opgave" && served.has(node.opgaven[0])).slice(0, MOST.overview);
    const tables = best.map(one => [one, gegevens.tableOf(state, one.card.advice)]).filter(([, node]) => node);
    return {
      title: antwoord.sentence(state, base), sub: "", places: OVERVIEW,
      facts: state.k === base.k || antwoord.became(state, base, antwoord.some).join() === whole.join() ? []
        : [["Vervallen", antwoord.every(antwoord.lost(state, base))], ["Andere rol", antwoord.every(antwoord.recast(state, base))]],
      columns: [opgaven, tables.map(pair => pair[1])].map(list => list.map(node => ({ node, lines: [node.name], more: told(node) }))),
      links: opgaven.flatMap((node, i) => tables.flatMap(([one], j) => (one.card.opgaven.includes(node.opgaven[0]) ? [[0, i, 1, j]] : []))),
    };
  }
  // The line of a seat, at its strongest: what it serves most, and whom it reaches.
  function seat(state, one) {
    const { card } = one, table = gegevens.tableOf(state, card.advice), worth = new Map(), nodes = [...state.nodes.values()], edges = [...state.edges.values()];
    card.reasons.flatMap(rekenen.terms).forEach(term =>
      worth.set(term.priority, Math.max(rekenen.value(term, state.weights), worth.get(term.priority) || 0)));
    const into = index => edges.filter(edge => edge.to === index).map(edge => state.nodes.get(edge.from));
    const priorities = (table ? into(table.index) : []).filter(node => node.kind === "prioriteit")
      .map(node => [worth.get(data.priorities.indexOf(node.id.slice(11))) || 0, node])
      .sort((a, b) => b[0] - a[0] || a[1].index - b[1].index).slice(0, MOST.priorities).map(pair => pair[1]);
    const own = new Set(priorities.map(node => node.index)), carries = edge => [...edge.priorities].some(index => own.has(index));
    const opgaven = [...new Set(priorities.flatMap(node => into(node.index)))].sort((a, b) =>
      card.opgaven.includes(b.opgaven[0]) - card.opgaven.includes(a.opgaven[0]) || a.index - b.index).slice(0, MOST.opgaven);
    const out = index => edges.filter(edge => edge.from === index && carries(edge)).map(edge => state.nodes.get(edge.to));
    const heavy = (a, b) => (a.rank || 9999) - (b.rank || 9999) || a.index - b.index;
    const beyond = table ? out(table.index) : [], routes = beyond.filter(node => node.column === 3).sort(heavy).slice(0, 1);
    const reached = [...new Set([...beyond.filter(node => node.column === 4), ...routes.flatMap(node => out(node.index))])];
    const deciders = reached.filter(node => node.column === 4).sort(heavy).slice(0, MOST.deciders);
    const columns = [opgaven, priorities, table ? [table] : [], routes, deciders];
    const place = new Map(columns.flatMap((list, c) => list.map((node, i) => [node.index, [c, i]])));
    return {
      title: card.title, sub: data.bands[one.band] + ", rang " + one.rank + " van " + gegevens.cases[state.k].total, places: COLUMNS,
      facts: [["Waarom", antwoord.why(card)], ["Wie", card.taker], ["Wanneer", antwoord.until(card)], ["Rust op", antwoord.restsOn(card)]],
      columns: columns.map(list => list.map(node => row(node, told(node)))),
      links: edges.filter(edge => place.has(edge.from) && place.has(edge.to) && (place.get(edge.from)[0] === 0 || carries(edge)))
        .map(edge => [...place.get(edge.from), ...place.get(edge.to)]),
    };
  }

  function draw() {
    const all = slides(), slide = all[at = Math.max(0, Math.min(at, all.length - 1))], board = $("plaat");
    $("projector-titel").textContent = slide.title;
    $("projector-rol").textContent = slide.sub;
    board.replaceChildren();
    const svg = board.appendChild(document.createElementNS(SPACE, "svg")), middle = (c, i) => 100 * (i + 0.5) / slide.columns[c].length;
    Object.entries({ viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" }).forEach(([name, value]) => svg.setAttribute(name, value));
    slide.links.forEach(([c, i, d, j]) => {
      const x = slide.places[c][0] + slide.places[c][1], to = slide.places[d][0], half = (x + to) / 2, path = svg.appendChild(document.createElementNS(SPACE, "path"));
      path.setAttribute("d", `M${x} ${middle(c, i)}C${half} ${middle(c, i)} ${half} ${middle(d, j)} ${to} ${middle(d, j)}`);
    });
    slide.columns.forEach((list, c) => {
      if (!list.length) return;
      const [left, wide] = slide.places[c], column = make(board, "ul");
      column.setAttribute("aria-label", data.columns[list[0].node.column]);
      list.forEach(({ node, lines, more }, i) => {
        const li = make(column, "li", null, "doos " + node.kind + (node.column > 1 ? " " + node.weight : ""));
        Object.assign(li.style, { left: left + "%", width: wide + "%", top: middle(c, i) + "%" });
        if (node.column > 1 || c > 1) [li.style.background, li.style.borderColor, li.style.color] = node.paint;
        lines.forEach(text => make(li, "span", text + " "));
        if (more) make(li, "em", more);
      });
    });
    const facts = $("projector-feiten");
    facts.replaceChildren();
    Maak.facts(facts, slide.facts);
    $("plaat-nummer").textContent = at + 1 + " van " + all.length;
    $("plaat-terug").disabled = at === 0;
    $("plaat-verder").disabled = at === all.length - 1;
  }
  function open(place = 0, quiet = false) {
    from = quiet ? null : document.activeElement;
    at = place;
    document.body.classList.add("projecteren");
    $("projector").hidden = false;
    draw();
    $("projector").focus({ preventScroll: true });
    changed();
  }
  function close() {
    at = null;
    document.body.classList.remove("projecteren");
    $("projector").hidden = true;
    (from || $("projector-aan")).focus();
    changed();
  }
  function go(step) { at += step; draw(); changed(); }
  let changed = () => {};
  $("projector-aan").addEventListener("click", () => open());
  $("projector-uit").addEventListener("click", close);
  $("plaat-terug").addEventListener("click", () => go(-1));
  $("plaat-verder").addEventListener("click", () => go(1));
  $("projector-druk").addEventListener("click", () => window.print());
  document.addEventListener("keydown", event => {
    if (at == null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (step) go(step);
    else return;
    event.preventDefault();
  });
  return { open, draw: () => { if (at != null) draw(); }, get at() { return at; }, set changed(act) { changed = act; } };
};
