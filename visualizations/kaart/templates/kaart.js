"use strict";
// The map: which boxes and lines are in view and where they stand, on vis-network's canvas, with mouse and keys.
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const $ = id => document.getElementById(id);
  const all = selector => [...document.querySelectorAll(selector)];
  const DATA = read("gegevens"), BOXES = read("knopen"), EDGES = read("lijnen"), OPTIONS = read("opties");
  const GEO = DATA.geo, NODES = DATA.nodes;
  const MIN_SCALE = 11 / GEO.font, MIN_GAP = 44, MAX_GAP = 170;
  const COLUMN = { opgave: 0, prioriteit: 1, gremium: 2, route: 3, instrument: 3, beslisser: 4 };
  document.documentElement.classList.add("js");

  const paneel = Paneel(DATA, NODES, EDGES, index => go(index));
  NODES.forEach((node, i) => {
    node.name = paneel.text(node.name);
    node.column = COLUMN[node.kind];
    node.lines = BOXES[i].label.split("\n");
    node.height = GEO.line * node.lines.length + GEO.padding;
    node.width = GEO.widths[node.column];
  });
  const outOf = NODES.map(() => []), into = NODES.map(() => []);
  EDGES.forEach((edge, i) => {
    edge.strength = edge.strength || 1;
    edge.kind = edge.kind || "aanbevolen";
    const own = NODES[edge.to].kind === "prioriteit" ? edge.to : edge.from;
    edge.priorities = new Set(edge.priorities || [own]);
    edge.lanes = [];
    for (let c = NODES[edge.from].column + 1; c < NODES[edge.to].column; c++) edge.lanes.push(c);
    outOf[edge.from].push(i);
    into[edge.to].push(i);
  });
  const tekening = Tekening(DATA, NODES, BOXES, EDGES, into);

  // ── state ──────────────────────────────────────────────────────────────────────────────────────────
  // place: node → y; lanes: "column:node it leads to" → y; line: nodes and edges of the chosen node's line.
  const view = {
    nodes: new Set(), edges: new Set(), order: [], place: new Map(), lanes: new Map(), centres: [], width: 0,
    height: 0, chosen: null, line: null,
  };
  const total = { nodes: NODES.length, edges: EDGES.length };
  const say = text => { $("status").textContent = text; };
  const laneKey = (column, end) => column + ":" + end;

  // ── the view: filters, places, the chosen line ───────────────────────────────────────────────────────────
  function filter() {
    const ticked = name => new Set(all(`[name=${name}]:checked`).map(input => input.value));
    const opgaven = ticked("opgave"), levels = ticked("niveau"), groups = ticked("groep");
    const network = $("netwerk").value, advised = $("aanbevolen").checked;
    const changed = all("[name=niveau], [name=groep]").some(input => input.checked !== input.defaultChecked);
    const narrow = network || advised || changed;
    const may = node => {
      if (node.kind === "gremium")
        return levels.has(node.levelGroup) && (!network || node.network === network) &&
          (groups.has(node.group) || (node.seat === "heeft" && groups.size > 0)) &&
          (!advised || node.seat === "aanbevolen");
      return node.column !== 3 || !network || node.network === network;
    };
    view.nodes = new Set();
    NODES.forEach((node, i) => {
      if (node.kind === "opgave" ? opgaven.has(String(node.opgaven[0])) : may(node)) view.nodes.add(i);
    });
    const starts = EDGES.filter(edge => NODES[edge.from].kind === "opgave" && view.nodes.has(edge.from));
    const live = new Set(starts.map(edge => edge.to));
    const meets = edge => [...edge.priorities].some(priority => live.has(priority));
    view.edges = new Set(EDGES.flatMap((edge, i) =>
      view.nodes.has(edge.from) && view.nodes.has(edge.to) && meets(edge) ? [i] : []));
    // What no line reaches any more goes, and in a narrowed view also the priorities that lead nowhere.
    for (let again = true; again;) {
      again = false;
      for (const i of view.nodes) {
        const node = NODES[i], has = list => list.some(e => view.edges.has(e));
        const lost = node.column > 0 ? !has(into[i]) : !has(outOf[i]) && narrow;
        if (lost || (node.column === 1 && narrow && !has(outOf[i]))) {
          view.nodes.delete(i);
          [...into[i], ...outOf[i]].forEach(e => view.edges.delete(e));
          again = true;
        }
      }
    }
    if (view.chosen != null && !view.nodes.has(view.chosen)) view.chosen = null;
    arrange();
    rows();
    select(view.chosen);
  }

  function arrange() {
    const passed = new Set();
    view.edges.forEach(i => EDGES[i].lanes.forEach(c => passed.add(laneKey(c, EDGES[i].to))));
    view.order = DATA.order.map((column, c) =>
      column.filter(item => (item < 0 ? passed.has(laneKey(c, -1 - item)) : view.nodes.has(item))));
    stack();
    fit();
  }

  // The same as `stack` in layout.py: every column spread evenly over the tallest one. A view with few boxes may
  // use the height that is there.
  function stack() {
    const size = item => (item < 0 ? GEO.lane : NODES[item].height);
    const sum = column => column.reduce((so, item) => so + size(item), 0);
    view.height = Math.max(...view.order.map(column => sum(column) + GEO.spacing * column.length), 60);
    const { wide, tall, least } = room(), most = Math.max(...view.order.map(column => column.length));
    const spare = tall / Math.min(wide / least, 1.25) - GEO.head - GEO.margin;
    view.height = Math.max(view.height, Math.min(spare, view.height + 18 * most));
    view.place = new Map();
    view.lanes = new Map();
    view.order.forEach((column, c) => {
      const free = (view.height - sum(column)) / Math.max(1, column.length);
      let y = 0;
      column.forEach(item => {
        const at = Math.round(y + (free + size(item)) / 2);
        if (item < 0) view.lanes.set(laneKey(c, -1 - item), at);
        else view.place.set(item, at);
        y += free + size(item);
      });
    });
  }

  function spread(gap) {
    const left = c => GEO.widths.slice(0, c).reduce((a, b) => a + b, 0) + gap * c;
    return { centres: GEO.widths.map((w, c) => left(c) + w / 2), width: left(5) - gap };
  }

  // The window's room for the map, in pixels, and the least width of the map, in its own units.
  function room() {
    const area = $("rol"), top = area.getBoundingClientRect().top + window.scrollY;
    const least = spread(MIN_GAP).width + 2 * GEO.margin;
    return { wide: area.clientWidth || 900, tall: Math.max(360, window.innerHeight - top - 6), least };
  }

  // Legible before complete: never below 11 pixels; what does not fit then scrolls with the page.
  function fit() {
    const { wide, tall, least } = room(), edge = 2 * GEO.margin, full = view.height + GEO.head + GEO.margin;
    const sum = least - 4 * MIN_GAP - edge;
    let scale = tall / full;
    if (scale < MIN_SCALE) scale = Math.min(wide / least, 0.9);
    scale = Math.max(MIN_SCALE, Math.min(scale, wide / least, 1.25));
    const gap = Math.max(MIN_GAP, Math.min(MAX_GAP, ((wide - 2) / scale - edge - sum) / 4));
    Object.assign(view, spread(gap));
    const w = Math.max(wide, Math.ceil((view.width + edge) * scale)), h = Math.ceil(full * scale);
    $("kaart").style.width = w + "px";
    $("kaart").style.height = h + "px";
    net.setSize(w + "px", h + "px");
    vis_nodes.update(NODES.map((node, i) =>
      ({ id: i, hidden: !view.place.has(i), x: view.centres[node.column], y: view.place.get(i) || 0 })));
    net.redraw();
    net.moveTo({ position: { x: view.width / 2, y: view.height / 2 - (GEO.head - GEO.margin) / 2 }, scale, animation: false });
  }

  // From the chosen node both ways, along the priorities that are on the line so far.
  function lineOf(index) {
    const found = { nodes: new Set([index]), edges: new Set() };
    const own = new Set();
    [...into[index], ...outOf[index]].forEach(e => {
      if (view.edges.has(e)) EDGES[e].priorities.forEach(priority => own.add(priority));
    });
    if (NODES[index].kind === "prioriteit") { own.clear(); own.add(index); }
    const walk = (links, end, start, order) => {
      const carried = new Map([[start, own]]);
      order.forEach(node => (carried.has(node) ? links[node] : []).forEach(e => {
        if (!view.edges.has(e)) return;
        const on = [...EDGES[e].priorities].filter(priority => carried.get(node).has(priority));
        if (!on.length) return;
        const next = EDGES[e][end];
        found.edges.add(e);
        found.nodes.add(next);
        carried.set(next, new Set([...(carried.get(next) || []), ...on]));
      }));
    };
    const byColumn = [...NODES.keys()].sort((a, b) => NODES[a].column - NODES[b].column);
    walk(outOf, "to", index, byColumn);
    walk(into, "from", index, byColumn.reverse());
    return found;
  }

  function select(index) {
    view.chosen = index;
    view.line = index == null ? null : lineOf(index);
    paneel.show(index, view.edges);
    if (index == null) count();
    else say(NODES[index].name + ", " + DATA.kinds[NODES[index].kind].toLowerCase() +
      ({ heeft: ", zetel", aanbevolen: ", aanbevolen zetel" }[NODES[index].seat] || "") +
      ". Lijn met " + (view.line.nodes.size - 1) + " andere onderdelen.");
    history.replaceState(null, "", index == null ? "#" : "#" + encodeURIComponent(NODES[index].id));
    net.redraw();
  }

  function count() {
    const left = DATA.leftOut && all("[name=groep]:not(:checked)").length && view.nodes.size < total.nodes
      ? " Om leesbaar te blijven begint de kaart zonder " + DATA.leftOut +
        " gremia met het lichtste advies; zet ze aan bij Advies." : "";
    say(view.nodes.size + " van " + total.nodes + " onderdelen en " + view.edges.size + " van " + total.edges +
      " lijnen in beeld." + left);
  }

  // ── the network, and what people do with it ────────────────────────────────────────────────────────
  const area = $("kaart");
  OPTIONS.nodes.ctxRenderer = ({ ctx, id, x, y }) => ({
    drawNode: () => tekening.box(ctx, view, id, x, y),
    nodeDimensions: { width: NODES[id].width, height: NODES[id].height },
  });
  const vis_nodes = new vis.DataSet(BOXES);
  const net = new vis.Network(area, { nodes: vis_nodes, edges: EDGES.map(e => ({ from: e.from, to: e.to })) }, OPTIONS);
  area.firstElementChild.setAttribute("aria-hidden", "true");
  area.querySelectorAll("[tabindex]").forEach(element => element.removeAttribute("tabindex"));
  net.on("beforeDrawing", ctx => tekening.background(ctx, view));
  net.on("afterDrawing", ctx => {
    if (view.chosen != null && document.activeElement === area) tekening.ring(ctx, view);
  });

  const at = point => {
    for (const [index, y] of view.place) {
      const node = NODES[index];
      if (Math.abs(point.x - view.centres[node.column]) <= node.width / 2 && Math.abs(point.y - y) <= node.height / 2 + 2)
        return index;
    }
    return null;
  };
  const zoom = factor => net.moveTo({ scale: Math.min(4, Math.max(0.2, net.getScale() * factor)), animation: false });
  const whole = () => { fit(); };
  net.on("click", event => select(at(event.pointer.canvas)));
  area.addEventListener("mousemove", event => {
    const frame = area.getBoundingClientRect();
    const over = at(net.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top }));
    area.classList.toggle("raak", over != null);
    area.title = over == null ? "" : NODES[over].name;
  });
  // The wheel scrolls the page, as everywhere; with Ctrl it zooms the map.
  area.addEventListener("wheel", event => { if (!event.ctrlKey) event.stopImmediatePropagation(); }, true);

  function reveal(index) {
    const frame = area.getBoundingClientRect();
    const spot = net.canvasToDOM({ x: view.centres[NODES[index].column], y: view.place.get(index) });
    if (spot.x < 0 || spot.y < 0 || spot.x > frame.width || spot.y > frame.height)
      net.moveTo({ position: { x: view.centres[NODES[index].column], y: view.place.get(index) }, animation: false });
    const { x, y } = net.canvasToDOM({ x: view.centres[NODES[index].column], y: view.place.get(index) });
    const top = frame.top + y;
    if (top < 40 || top > window.innerHeight - 40) window.scrollBy(0, top - window.innerHeight / 2);
    const roll = $("rol");
    if (x < roll.scrollLeft + 60 || x > roll.scrollLeft + roll.clientWidth - 60)
      roll.scrollLeft = x - roll.clientWidth / 2;
  }
  function go(index) {
    if (!view.nodes.has(index)) {
      reset();
      all("[name=groep]").forEach(input => { input.checked = true; });
      filter();
    }
    select(index);
    area.focus({ preventScroll: true });
    reveal(index);
  }
  function step(key) {
    const column = c => view.order[c].filter(item => item >= 0);
    if (view.chosen == null) return view.order.flat().find(item => item >= 0);
    if (key === "ArrowUp" || key === "ArrowDown") {
      const list = column(NODES[view.chosen].column), move = key === "ArrowDown" ? 1 : -1;
      return list[(list.indexOf(view.chosen) + move + list.length) % list.length];
    }
    const right = key === "ArrowRight";
    const near = (right ? outOf : into)[view.chosen].filter(e => view.edges.has(e)).map(e => EDGES[e]);
    near.sort((a, b) => b.strength - a.strength);
    return near.length ? near[0][right ? "to" : "from"] : undefined;
  }
  area.addEventListener("keydown", event => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "+" || key === "=") zoom(1.2);
    else if (key === "-") zoom(1 / 1.2);
    else if (key === "0") whole();
    else if (key === "Escape") select(null);
    else if (key === "Enter" && view.chosen != null) $("paneel").focus();
    else if (key.startsWith("Arrow")) {
      const next = step(key);
      if (next === undefined) say("Geen verdere lijn in deze richting.");
      else { select(next); reveal(next); }
    } else return;
    event.preventDefault();
  });
  $("paneel").addEventListener("keydown", event => { if (event.key === "Escape") area.focus(); });
  ["focus", "blur"].forEach(name => area.addEventListener(name, () => net.redraw()));

  function reset() {
    all(".balk input[type=checkbox]").forEach(input => { input.checked = input.defaultChecked; });
    $("netwerk").value = "";
  }
  const hits = text => NODES.flatMap((node, i) =>
    (node.name + " " + node.lines.join(" ")).toLowerCase().includes(text) ? [i] : []);
  [...new Set(NODES.map(node => node.name))].forEach(name => { paneel.make($("namen"), "option").value = name; });
  let turn = 0;
  function search(jump) {
    const text = $("zoek").value.trim().toLowerCase();
    if (text.length < 2) return;
    const found = hits(text), exact = found.filter(i => NODES[i].name.toLowerCase() === text);
    const list = exact.length ? exact : found;
    if (jump && list.length) { go(list[turn++ % list.length]); $("zoek").focus({ preventScroll: true }); }
    else if (!jump && exact.length === 1) { select(view.nodes.has(exact[0]) ? exact[0] : view.chosen); turn = 0; }
    else say(list.length ? list.length + " treffers; Enter springt ernaartoe: " +
      list.slice(0, 5).map(i => NODES[i].name).join(", ") : "Niets gevonden.");
  }
  $("zoek").addEventListener("input", () => { turn = 0; search(false); });
  document.querySelector(".balk").addEventListener("submit", event => { event.preventDefault(); search(true); });
  all(".balk input[type=checkbox], #netwerk").forEach(input => input.addEventListener("change", filter));
  $("alles").addEventListener("click", () => { reset(); view.chosen = null; $("zoek").value = ""; filter(); });
  $("in").addEventListener("click", () => zoom(1.2));
  $("uit").addEventListener("click", () => zoom(1 / 1.2));
  $("heel").addEventListener("click", whole);
  $("druk-af").addEventListener("click", () => window.print());
  const svg = document.querySelector("#druk svg");
  const redrawSvg = () => tekening.redrawSvg(svg, { ...view, ...spread(MAX_GAP) });  // fills a sheet of A3
  window.addEventListener("beforeprint", redrawSvg);
  $("bewaar-svg").addEventListener("click", () => {
    redrawSvg();
    const text = new XMLSerializer().serializeToString(svg);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    link.download = "invloedskaart.svg";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  // ── the tables ─────────────────────────────────────────────────────────────────────────────────────
  const KIND = { bestaand: "bestaand", aanbevolen: "aanbevolen", terughoudend: "volgen of afzien" };
  EDGES.forEach(edge => {
    const row = paneel.make(document.querySelector("#relaties tbody"), "tr");
    [NODES[edge.from].name, NODES[edge.to].name, edge.strength, KIND[edge.kind]]
      .forEach(cell => paneel.make(row, "td", cell));
  });
  const nodeRows = all("#onderdelen tbody tr"), edgeRows = all("#relaties tbody tr");
  nodeRows.forEach((row, i) => {
    const cell = row.firstElementChild, button = paneel.make(null, "button", cell.textContent.trim(), "naar");
    button.type = "button";
    button.addEventListener("click", () => { go(i); document.querySelector(".werk").scrollIntoView({ block: "nearest" }); });
    cell.replaceChildren(button);
  });
  function rows() {
    nodeRows.forEach((row, i) => { row.hidden = !view.nodes.has(i); });
    edgeRows.forEach((row, i) => { row.hidden = !view.edges.has(i); });
  }

  filter();
  let width = $("rol").clientWidth;
  new ResizeObserver(() => {
    if ($("rol").clientWidth !== width) { width = $("rol").clientWidth; fit(); }
  }).observe($("rol"));
  const named = NODES.findIndex(node => node.id === decodeURIComponent(location.hash.slice(1)));
  if (named >= 0) go(named);
  window.krachtenveld = { ready: performance.now(), view, net };
})();
