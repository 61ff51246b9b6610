"use strict";
// The map on the page: scenario, folding, search, mouse and keys, and the address that holds it all.
const Kaart = (gegevens, antwoord, options = {}) => {
  const { data, cases } = gegevens, make = Maak.make;
  const $ = id => document.getElementById(id);
  const all = selector => [...document.querySelectorAll(selector)];
  const area = $("kaart"), roll = $("rol"), svg = $("tekening");
  const beeld = Beeld(gegevens), tekening = Tekening(data), keuze = Keuze(data);
  const unfolded = () => ({ all: false, open: new Set(), closed: new Set() });
  const now = { weights: null, k: 0, against: null, folds: unfolded(), chosen: null, first: null, alone: false, all: false, zoom: 1 };
  let state, before, view, line, pool, onPaper = false, later = 0, told = "";
  const FEW = 80;
  const say = text => { $("status").textContent = text; };

  const hangsOf = card => card.hangs.map(pair => pair.join(":"));

  // ── what there is to choose from ───────────────────────────────────────────────────────────────────
  function load() {
    state = gegevens.state(now.k, now.weights);
    before = now.against == null ? null : gegevens.state(now.against);
    const attitude = (node, card) => (state.cards.get(card) || before.cards.get(card)).attitude;
    const hangs = card => hangsOf(state.cards.get(card) || before.cards.get(card));
    pool = { nodes: state.nodes, edges: state.edges, attitude, hangs };
    if (before) {
      const status = gegevens.difference(before, state);
      const both = (a, b) => new Map([...new Map([...a, ...b])].sort((x, y) => x[0] - y[0]));
      pool = { nodes: both(before.nodes, state.nodes), edges: both(before.edges, state.edges), attitude, hangs, status };
    }
  }
  const owner = item => (item && item.node && !state.nodes.has(item.node.index) ? before : state);

  // ── the view ───────────────────────────────────────────────────────────────────────────────────────
  // The window's room for the map, in pixels.
  function room() {
    const top = roll.getBoundingClientRect().top + window.scrollY;
    return { wide: (roll.clientWidth || 900) - 2, tall: Math.max(360, window.innerHeight - top - 34) };
  }
  // What the view is about: its nodes, the advice on them, the advice without a place on the map, and the documents of all that.
  function about() {
    const members = [...view.items.values()].flatMap(item => (item.group ? item.group.members : [item.node])), here = new Set(members.flatMap(node => node.cards));
    const standing = keuze.serving([...state.standing.values()]), placed = new Set([...state.nodes.values()].flatMap(node => node.cards));
    const inView = standing.filter(one => here.has(one.card.advice));
    const elsewhere = keuze.onTables() || now.alone || now.chosen != null && onPaper ? [] : standing.filter(one => !placed.has(one.card.advice));
    const cards = [...inView, ...elsewhere].map(one => one.card);
    const facts = new Set([...members.flatMap(node => node.facts), ...cards.flatMap(card => [...card.reasons, ...card.counters].flatMap(found => found[3]))]);
    const said = new Set([...[...facts].map(one => gegevens.fact(one).source), ...cards.flatMap(card => card.told.map(one => one.source))]);
    const sources = [...said].map(text => text.replace(/^bron van [^:]*: /, ""));
    const documents = cases[now.k].documents.filter(pair => sources.some(text => pair.some(name => text === name || text.startsWith(name + ",")))).map(([title]) => title);
    return { inView, elsewhere, documents };
  }
  function tables() {
    Tabellen.fill(data, view, owner, go);
    Tabellen.lists(data, antwoord, about());
  }
  // `quick` leaves the tables for when the hand rests.
  function filter(first = now.first, quick = false) {
    const asked = keuze.wish(Boolean(before)), wide = onPaper ? null : room(), most = () => beeld.view(asked, pool, now.folds, wide);
    view = most();
    if (now.chosen != null && !view.items.has(now.chosen)) now.chosen = null;
    if (now.chosen == null) now.alone = false;
    if (now.alone) {
      asked.keep = beeld.lineOf(view, now.chosen);
      view = most();
    }
    size();
    show(now.chosen, first);
    clearTimeout(later);
    if (quick) later = setTimeout(tables, 250); else tables();
    $("leeg").hidden = view.items.size > 0;
    area.hidden = !view.items.size;
    // A high map needs the sheet for itself; the cards are then on the next one.
    document.body.classList.toggle("hoog", onPaper && (view.width + 2 * data.geo.margin) / (view.height + data.geo.head + data.geo.margin) < 2);
    $("vouwen").checked = now.folds.all || view.forced;
    $("vouwen").disabled = view.forced;
    all("#filters .alleen").forEach(button => button.setAttribute("aria-pressed", String(keuze.only(button.value))));
    const words = keuze.narrows() ? keuze.words().join("; ") : "";
    if (words !== told && options.narrowed) { told = words; options.narrowed(); }
  }
  // A state with the advice of which the filters leave a table, and what they are about; as it was where they leave all.
  function narrowed(one) {
    if (!keuze.narrows()) return one;
    const of = card => one.cards.get(card), wanted = keuze.wish(false), about = keuze.opgavenOnly();
    const { nodes } = beeld.chosen(wanted, { ...one, attitude: (_, card) => of(card).attitude, hangs: card => hangsOf(of(card)) });
    return { ...one, left: new Set([...nodes.values()].flatMap(node => node.seats)),
      choice: about.length ? "voor " + about.join(about.length > 2 ? ", " : " en ") : "in deze keuze" };
  }
  function size() {
    const scale = view.scale * now.zoom;
    const wide = Math.round((view.width + 2 * data.geo.margin) * scale), tall = Math.round((view.height + data.geo.head + data.geo.margin) * scale);
    svg.style.width = wide + "px";
    svg.style.height = tall + "px";
    area.style.padding = "";
    roll.classList.toggle("schuift", wide > roll.clientWidth || tall > roll.clientHeight);
  }
  function label(item) {
    if (item.group) return item.name + ", " + item.group.members.length + " onderdelen, samengevouwen";
    const seat = { heeft: ", zetel", aanbevolen: ", aanbevolen zetel" }[item.seat] || "";
    const status = { nieuw: ", nieuw", weg: ", vervalt", anders: ", anders" }[item.status] || "";
    const { rank, ask, group, band } = item.node, stands = rank && item.status !== "weg" ? ", rang " + rank + ", " + (group || band) : "";
    return item.name + ", " + data.kinds[item.kind].toLowerCase() + seat + (ask ? ": " + ask : "") + stands + (item.node.unsure ? ", onzeker" : "") + status;
  }
  // `first` is the advice to begin the details with.
  function select(key, first) {
    if (key !== now.chosen || first != null) now.first = first;
    now.chosen = key;
    if (now.alone) filter(); else show(key, now.first);
  }
  function show(key, first) {
    line = key == null ? null : beeld.lineOf(view, key);
    const wanted = beeld.wanted(view, line, Boolean(before));
    // Of paper nobody can ask another line: few are all there, of many those not asked for are pale.
    const whole = onPaper && key == null;
    tekening.draw(svg, view, key, line, label, whole && view.edges.length <= FEW ? null : wanted, now.all || whole);
    ring();
    const item = key == null ? null : view.items.get(key);
    paneel.show(view, key, owner(item), before, folds, first, $("voorwaarde").value ? $("voorwaarde").selectedOptions[0].textContent : "");
    if (key == null) count(wanted);
    else say(label(item) + ". Lijn met " + (line.items.size - 1) + " andere onderdelen.");
    foot(item && item.name);
    if (key == null) area.removeAttribute("aria-activedescendant");
    else area.setAttribute("aria-activedescendant", "vak-" + key);
    $("alleen-lijn").hidden = key == null;
    $("alleen-lijn").setAttribute("aria-pressed", String(now.alone));
    $("alle-lijnen").setAttribute("aria-pressed", String(now.all));
    remember();
    if (options.chosen) options.chosen(item);
  }
  // Where the panes stand under each other, what was chosen and the way to its reasons stay at the foot of the window.
  function foot(text) {
    $("onderbalk").hidden = !text;
    $("onderbalk-naam").textContent = text || "";
  }
  function card(advice) {
    paneel.alone(state, advice, before);
    foot(state.cards.get(advice).title);
  }
  function ring() { tekening.ring(svg, view, document.activeElement === area ? now.chosen : null); }

  function count(wanted) {
    const folded = [...view.items.values()].filter(item => item.group), inside = folded.reduce((so, item) => so + item.group.members.length, 0);
    const hidden = new Set(all("[name=groep]:not(:checked)").map(input => input.value));
    const left = state.groups.length < data.groups.length && [...pool.nodes.values()].some(node => hidden.has(node.group) && node.seat !== "heeft")
      ? " Om leesbaar te blijven begint de kaart zonder de gremia met het lichtste advies; zet ze aan bij Advies." : "";
    const away = folded.length ? " " + inside + " daarvan zijn samengevouwen tot " + folded.length + "; kies er een om haar uit te vouwen." : "";
    say(view.nodes + " van " + pool.nodes.size + " onderdelen en " + view.lines + " van " + pool.edges.size + " lijnen in beeld." +
      drawn(wanted) + away + left + difference());
  }
  function drawn(wanted) {
    if (now.all || before || !view.edges.length || !wanted) return "";
    return " Getekend zijn de lijnen van de drie zwaarste zetels in beeld; kies een vak voor zijn lijn, of Alle lijnen.";
  }
  function difference() {
    if (!before) return "";
    const tell = [...view.items.values()].reduce((so, item) => ({ ...so, [item.status]: (so[item.status] || 0) + 1 }), {});
    return " Tegenover " + name(now.against) + ": " + (tell.nieuw || 0) + " nieuw, " + (tell.weg || 0) + " vervallen, " +
      (tell.anders || 0) + " anders.";
  }
  const name = k => (cases[k].name && cases[k].id ? cases[k].name : "de basis");

  // ── folding ────────────────────────────────────────────────────────────────────────────────────────
  const folds = {
    open(key) {
      now.folds.open.add(key);
      now.folds.closed.delete(key);
      const first = view.items.get(key).group.members[0].index;
      now.chosen = null;
      filter();
      if (view.items.has(first)) select(first);
      area.focus({ preventScroll: true });
    },
    of(key) {
      const { node } = view.items.get(key), path = node.path;
      return path.length && node.column > 1 ? path[path.length - 1] : "";
    },
    close(key) {
      const { node } = view.items.get(key), fold = [node.column, ...node.path].join("/");
      now.folds.open.delete(fold);
      now.folds.closed.add(fold);
      now.chosen = fold;
      filter();
      area.focus({ preventScroll: true });
    },
  };
  const paneel = Paneel(gegevens, $("detail"), key => go(key), options.card);

  // ── moving about ───────────────────────────────────────────────────────────────────────────────────
  // Only the map moves within its own frame, never the page: what was chosen stays under the hand. Of the frame counts
  // what is in the window; at its ends there is white to bring the last box in sight too.
  function reveal(key) {
    const item = view.items.get(key), scale = view.scale * now.zoom, frame = roll.getBoundingClientRect();
    const x = (view.centres[item.column] + data.geo.margin) * scale, y = (view.place.get(key) + data.geo.head) * scale;
    const halfWide = item.width / 2 * scale, half = item.height / 2 * scale + 6;
    if (x - halfWide < roll.scrollLeft) roll.scrollLeft = x - halfWide - 12;
    else if (x + halfWide > roll.scrollLeft + roll.clientWidth) roll.scrollLeft = x + halfWide + 12 - roll.clientWidth;
    const bar = document.querySelector(".bladen");
    let top = Math.max(0, (bar ? bar.offsetHeight : 0) - frame.top), bottom = Math.min(roll.clientHeight, window.innerHeight - $("onderbalk").offsetHeight - frame.top);
    if (bottom - top < 2 * half) [top, bottom] = [0, roll.clientHeight];
    const above = parseFloat(area.style.paddingTop) || 0, at = above + y - roll.scrollTop;
    if (at - half >= top && at + half <= bottom) return;
    const want = y - (top + bottom) / 2;
    area.style.paddingTop = Math.max(0, -want) + "px";
    area.style.paddingBottom = Math.max(0, want + roll.clientHeight - svg.clientHeight) + "px";
    roll.scrollTop = Math.max(0, want);
  }
  // To a node wherever it is: filters that hide it give way, and then the folds around it.
  function go(key, first, focus = true) {
    const around = () => [...view.items.values()].find(item => item.group && item.group.members.some(node => node.index === key));
    if (now.alone && !view.items.has(key)) { now.chosen = null; filter(); }
    if (!view.items.has(key) && !around()) {
      reset();
      keuze.everyGroup();
      filter();
    }
    for (let fold = around(); fold && !view.items.has(key); fold = around()) {
      now.folds.open.add(fold.key);
      now.folds.closed.delete(fold.key);
      filter();
    }
    if (!view.items.has(key)) return;
    select(key, first);
    if (focus) area.focus({ preventScroll: true });
    reveal(key);
  }
  function step(key) {
    const column = c => view.order[c].filter(entry => !entry.lane).map(entry => entry.key);
    if (now.chosen == null) return view.order.flat().filter(entry => !entry.lane).map(entry => entry.key)[0];
    if (key === "ArrowUp" || key === "ArrowDown") {
      const list = column(view.items.get(now.chosen).column), move = key === "ArrowDown" ? 1 : -1;
      return list[(list.indexOf(now.chosen) + move + list.length) % list.length];
    }
    const right = key === "ArrowRight", near = (right ? view.out : view.into).get(now.chosen).slice();
    // The nearest column first, so that no column is passed by; within it the strongest line.
    const end = right ? "to" : "from", far = edge => Math.abs(view.items.get(edge[end]).column - view.items.get(now.chosen).column);
    near.sort((a, b) => far(a) - far(b) || b.strength - a.strength);
    return near.length ? near[0][end] : undefined;
  }
  function zoom(factor, at) {
    const old = now.zoom, frame = roll.getBoundingClientRect();
    const spot = at || { x: frame.left + roll.clientWidth / 2, y: frame.top + roll.clientHeight / 2 };
    const [x, y] = [spot.x - frame.left, spot.y - frame.top];
    now.zoom = Math.min(5, Math.max(0.3, now.zoom * factor));
    const ratio = now.zoom / old, [left, top] = [(roll.scrollLeft + x) * ratio - x, (roll.scrollTop + y) * ratio - y];
    size();
    roll.scrollLeft = left;
    roll.scrollTop = top;
  }
  function whole() { now.zoom = 1; filter(); }
  function wholeOnScreen() {
    const { wide, tall } = room();
    now.zoom = Math.min(1, wide / ((view.width + 2 * data.geo.margin) * view.scale), tall / ((view.height + data.geo.head + data.geo.margin) * view.scale));
    size();
  }

  area.addEventListener("keydown", event => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = now.chosen == null ? null : view.items.get(now.chosen);
    if (key === "+" || key === "=") zoom(1.2);
    else if (key === "-") zoom(1 / 1.2);
    else if (key === "0") whole();
    else if (key === "Escape") select(null);
    else if (key === "Enter" && item && item.group) folds.open(item.key);
    else if (key === "Enter" && item) $("paneel").focus();
    else if (key.startsWith("Arrow")) {
      const next = step(key);
      if (next === undefined) say("Geen verdere lijn in deze richting.");
      else { select(next); reveal(next); }
    } else return;
    event.preventDefault();
  });
  $("naar-redenen").addEventListener("click", () => { $("paneel").scrollIntoView(); $("paneel").focus({ preventScroll: true }); });
  $("paneel").addEventListener("keydown", event => { if (event.key === "Escape") area.focus(); });
  ["focus", "blur"].forEach(kind => area.addEventListener(kind, ring));

  // Dragging with the mouse moves the map; fingers and the wheel scroll it as everything else, with Ctrl the wheel zooms.
  let drag = null;
  roll.addEventListener("pointerdown", event => {
    if (event.pointerType !== "mouse" || event.button) return;
    drag = { x: event.clientX, y: event.clientY, left: roll.scrollLeft, top: roll.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", event => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (Math.abs(dx) + Math.abs(dy) > 4) drag.moved = true;
    if (drag.moved) { roll.scrollLeft = drag.left - dx; roll.scrollTop = drag.top - dy; }
  });
  window.addEventListener("pointerup", () => setTimeout(() => { drag = null; }));
  svg.addEventListener("click", event => {
    if (drag && drag.moved) return;
    const group = event.target.closest(".vak"), key = group ? group.vak : null;
    if (key != null && view.items.get(key).group) { folds.open(key); return; }
    select(key);
  });
  svg.addEventListener("mouseover", event => {
    const group = event.target.closest(".vak");
    roll.title = group ? view.items.get(group.vak).name : "";
  });
  roll.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX, y: event.clientY });
  }, { passive: false });

  // ── filters, scenario, search ──────────────────────────────────────────────────────────────────────
  function fillFilters() {
    const here = cases[now.k], lists = [$("netwerk"), $("houding"), $("voorwaarde")], keep = lists.map(list => list.value);
    const fill = (select, first, entries) => {
      select.replaceChildren();
      [["", first], ...entries].forEach(([value, text]) => { make(select, "option", text).value = value; });
    };
    const attitudes = [...new Set([...state.cards.values()].map(card => card.attitude))].sort();
    fill($("netwerk"), "Alle netwerken", here.networks);
    fill($("houding"), "Elke houding", attitudes.map(one => [one, Maak.capital(one)]));
    fill($("voorwaarde"), "Elke voorwaarde", conditions());
    lists.forEach((list, i) => {
      list.value = keep[i];
      if (list.selectedIndex < 0) list.value = "";
    });
    const sizes = {};
    pool.nodes.forEach(node => { if (node.kind === "gremium") sizes[node.group] = (sizes[node.group] || 0) + 1; });
    all("[name=groep]").forEach(input => {
      input.parentElement.hidden = !sizes[input.value];
      input.nextElementSibling.textContent = input.dataset.naam + " (" + (sizes[input.value] || 0) + ")";
    });
    all("[name=opgave]").forEach(input => {
      const hidden = !here.opgaven.includes(Number(input.value));
      input.parentElement.hidden = input.parentElement.parentElement.hidden = hidden;
    });
    const apart = now.k !== 0 || Boolean(now.weights);
    $("verschil").parentElement.hidden = !apart;
    $("verschil").checked = Boolean(before);
    $("alleen-anders").parentElement.hidden = !before;
    all(".alleen-verschil").forEach(element => { element.hidden = !before; });
    const why = $("waarom-scenario");
    if (why) { why.hidden = !here.id || !here.why; why.textContent = here.why; }
    $("stempel").textContent = options.stamp ? options.stamp(here, now) : stampOf(here);
  }
  // What advice hangs on, with how many tables are on the map for it.
  function conditions() {
    const WORDS = { gunning: "Gunning door ", vereist: "Eerst een zetel: ", keuze: "Kies uit meer", nagaan: "Nog iets na te gaan" };
    const found = new Map();
    pool.nodes.forEach(node => {
      if (node.kind === "gremium") new Set(node.cards.flatMap(pool.hangs)).forEach(key => found.set(key, (found.get(key) || 0) + 1));
    });
    return Object.keys(WORDS).flatMap(sort => [...found].filter(([key]) => key.split(":")[0] === sort).map(([key, count]) =>
      [key, WORDS[sort] + key.slice(sort.length + 1) + " (" + count + ")"]));
  }
  const adviceText = count => count + (count === 1 ? " advies" : " adviezen");
  function stampOf(here) {
    return ["Peildatum " + here.day, here.id ? "scenario " + here.name : "", adviceText(data.cases[now.k].cards.length), "regelset " + here.fingerprint, here.confirmed,
      document.body.dataset.openbaar ? "alleen openbare gegevens" : "", "de kaart adviseert, mensen besluiten"].filter(Boolean).join(" · ");
  }
  function opening() {
    all("[name=groep]").forEach(input => { input.checked = input.defaultChecked = state.groups.includes(input.value); });
  }
  function enter(k, against, weights) {
    const other = k !== now.k;
    Object.assign(now, { k, against: against === k && !weights ? null : against, weights });
    load();
    if (other) opening();
    fillFilters();
    if ($("scenario")) $("scenario").value = String(k);
  }
  // To scenario `k`, under its own weights or others; with `against`, what is different from that one.
  function scenario(k, against = null, weights = null) {
    enter(k, against, weights);
    filter();
    if (options.changed) options.changed(state, before);
  }
  function weigh(weights) {
    now.weights = weights;
    if (!weights && now.against === now.k) now.against = null;
    load();
    fillFilters();
    filter(now.first, true);
    if (options.changed) options.changed(state, before);
  }
  function reset() {
    keuze.reset();
    now.folds = unfolded();
    now.alone = now.all = false;
  }
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const hits = text => [...pool.nodes.values()].filter(node => {
    const whole = plain(node.name + " " + node.label.replace(/\n/g, " ") + " " + node.path.join(" "));
    return text.split(/\s+/).every(word => whole.includes(word));
  }).map(node => node.index);
  function names() {
    $("namen").replaceChildren();
    [...new Set([...pool.nodes.values()].map(node => node.name))].forEach(text => { make($("namen"), "option").value = text; });
  }
  let turn = 0;
  function search(jump) {
    const text = plain($("zoek").value.trim());
    if (text.length < 2) return;
    const found = hits(text), exact = found.filter(i => plain(pool.nodes.get(i).name) === text);
    const list = exact.length ? exact : found;
    if (jump && list.length) { go(list[turn++ % list.length]); $("zoek").focus({ preventScroll: true }); }
    else if (!jump && exact.length === 1 && view.items.has(exact[0])) { select(exact[0]); turn = 0; }
    else say(list.length ? list.length + (list.length === 1 ? " treffer" : " treffers") + "; Enter springt ernaartoe: " +
      list.slice(0, 5).map(i => pool.nodes.get(i).name).join(", ") :
      "Niets gevonden met “" + $("zoek").value.trim() + "”. Gezocht is in de namen van alles op de kaart, ook wat nu niet in beeld is: " + data.columns.map(one => one.toLowerCase()).join(", ") + ", en het netwerk erboven.");
  }
  $("zoek").addEventListener("focus", names, { once: true });
  $("zoek").addEventListener("input", () => { turn = 0; search(false); });
  $("filters").addEventListener("submit", event => { event.preventDefault(); search(true); });
  all("#filters input[type=checkbox]:not(#verschil):not(#vouwen), #netwerk, #houding, #voorwaarde").forEach(input => input.addEventListener("change", () => filter()));
  all("#filters .alleen").forEach(button => button.addEventListener("click", () => { keuze.only(button.value, true); filter(); }));
  $("vouwen").addEventListener("change", () => {
    now.folds = { ...unfolded(), all: $("vouwen").checked };
    filter();
  });
  $("verschil").addEventListener("change", () => scenario(now.k, $("verschil").checked ? 0 : null, now.weights));
  if ($("scenario")) $("scenario").addEventListener("change", () =>
    scenario(Number($("scenario").value), now.against == null || $("scenario").value === "0" ? null : 0));
  $("alles").addEventListener("click", () => {
    reset();
    now.chosen = null;
    $("zoek").value = "";
    // Where the scenario is chosen among the filters, it goes back too.
    if ($("scenario") && (now.k || before)) scenario(0); else filter();
  });
  $("alleen-lijn").addEventListener("click", () => {
    now.alone = !now.alone;
    now.zoom = 1;
    filter();
    if (now.chosen != null) reveal(now.chosen);
  });
  $("alle-lijnen").addEventListener("click", () => { now.all = !now.all; show(now.chosen, now.first); });
  $("in").addEventListener("click", () => zoom(1.2));
  $("uit").addEventListener("click", () => zoom(1 / 1.2));
  $("heel").addEventListener("click", () => (now.zoom === 1 ? wholeOnScreen() : whole()));

  // The address holds the choice, so a link within the page only moves the focus.
  all(".skip").forEach(link => link.addEventListener("click", event => {
    const target = document.querySelector(link.hash);
    event.preventDefault();
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }));

  // ── this view on paper, in a file, in the address ──────────────────────────────────────────────────────────────────
  function chosenText() {
    const found = keuze.words();
    if (before) found.push(($("alleen-anders").checked ? "alleen " : "") + "verschillen met " + name(now.against));
    if (now.chosen != null) found.push((now.alone ? "alleen de lijn van: " : "gekozen: ") + view.items.get(now.chosen).name);
    return found.length ? ["Keuze – " + found.join("; ")] : [];
  }
  Uitvoer(
    legend => tekening.sheet(svg, view, { title: document.title, stamp: $("stempel").textContent, chosen: chosenText(),
      notes: ["Bronnen: " + about().documents.join("; ") + "."] }, legend),
    ending => [(options.file || "invloedskaart"), cases[now.k].id].filter(Boolean).join("-") + "." + ending,
    say,
  );
  // A sheet is wide, whatever the screen is: the same view, laid out for paper.
  window.addEventListener("beforeprint", () => {
    $("keuze-op-papier").textContent = chosenText().join(" ");
    onPaper = true;
    filter(now.first);
  });
  window.addEventListener("afterprint", () => { onPaper = false; filter(now.first); });

  // The address holds all that was chosen, so that a view can be bookmarked and mailed.
  function remember() {
    const found = new URLSearchParams();
    if (now.k) found.set("scenario", cases[now.k].id);
    if (before) found.set("tegen", cases[now.against].id || "basis");
    keuze.write(found);
    if (now.alone) found.set("lijn", "ja");
    if (now.all) found.set("lijnen", "alle");
    if (now.folds.open.size) found.set("open", [...now.folds.open].join("|"));
    if (now.folds.closed.size) found.set("dicht", [...now.folds.closed].join("|"));
    if (now.chosen != null) found.set("vak", typeof now.chosen === "number" ? pool.nodes.get(now.chosen).id : now.chosen);
    if (options.remember) options.remember(found);
    const text = found.toString().replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");
    options.write(text);
  }
  function recall() {
    const found = new URLSearchParams(location.hash.slice(1)), k = id => (id === "basis" ? 0 : cases.findIndex(one => one.id === id));
    const wanted = k(found.get("scenario")), against = found.has("tegen") ? k(found.get("tegen")) : -1;
    enter(Math.max(0, wanted), against >= 0 ? against : null, options.recall ? options.recall(found) : null);
    keuze.read(found);
    Object.assign(now, { chosen: null, alone: false });
    now.all = found.get("lijnen") === "alle";
    const list = word => new Set((found.get(word) || "").split("|").filter(Boolean));
    now.folds = { all: found.has("vouw"), open: list("open"), closed: list("dicht") };
    if (options.changed) options.changed(state, before);
    filter();  // in the room that what stands above leaves
    const vak = found.get("vak"), node = vak && [...pool.nodes.values()].find(one => one.id === vak);
    if (node) go(node.index, null, false);
    else if (vak && view.items.has(vak)) { select(vak); reveal(vak); }
    if (found.has("lijn") && now.chosen != null) { now.alone = true; filter(); }
  }

  // What stood in the tables is for who has no scripts; without it there is less to lay out before they are filled.
  all("#tabel tbody").forEach(body => body.replaceChildren());
  load();
  opening();
  let wide = roll.clientWidth;
  new ResizeObserver(() => {
    if (roll.clientWidth !== wide) { wide = roll.clientWidth; filter(); }
  }).observe(roll);
  return {
    now, gegevens, narrowed, remember, go, scenario, card, weigh, filter, recall, reset, select, hits,
    get about() { return [cases[now.k].id ? "scenario " + cases[now.k].name : "", ...(keuze.narrows() ? keuze.words() : [])].filter(Boolean).join(" · "); },
    get view() { return view; },
    get state() { return state; },
    get before() { return before; },
    get line() { return line; },
    get pool() { return pool; },
  };
};
