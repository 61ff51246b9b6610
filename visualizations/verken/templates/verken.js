"use strict";
// The explorer: weights, scenarios and sheets around the map, held together.
(() => {
  const parse = id => JSON.parse(document.getElementById(id).textContent), $ = id => document.getElementById(id);
  const ernaast = parse("ernaast"), kept = parse("sessie"), data = parse("gegevens");
  const stappen = Stappen($("ongedaan"), ["blad"]), { step } = stappen;
  const sessie = Sessie(ernaast.dossier);
  document.documentElement.classList.add("js");
  const gegevens = Gegevens(data, parse("knopen"), parse("lijnen")), { cases } = gegevens;
  const tell = text => { $("melding").textContent = text; };
  const place = id => (id === "basis" ? 0 : cases.findIndex(one => one.id === id));

  const antwoord = Antwoord(gegevens);
  const gewichten = Gewichten(gegevens, $("schuiven"), weights => kaart.weigh(weights), () => step());
  const rangorde = Rangorde(gegevens, antwoord, advice => picked(advice));
  const MOMENT = 3000;
  const rekenaar = Rekenaar(ernaast.solves, () => parse("rekenpakket")), verdelen = Verdelen(gegevens, ernaast, rekenaar);
  // When the page has stood for a moment, so that starting the solver delays no first look, or as soon as the hand comes near.
  window.addEventListener("load", () => setTimeout(verdelen.warm, MOMENT));
  ["pointerover", "focusin"].forEach(kind => $("stuur").addEventListener(kind, verdelen.warm, { once: true }));
  const bovenaan = Bovenaan(gegevens, antwoord, verdelen, advice => picked(advice));
  const bladen = Bladen(gegevens, ernaast, verdelen, bovenaan, advice => picked(advice), given => { step(); times = given; $("stempel").textContent = stamp(cases[kaart.now.k], kaart.now); divide(); kaart.remember(); },
    Eenblad(gegevens, antwoord, bovenaan, verdelen));
  const vast = Vast(gegevens, gewichten, $("vastblad"), {
    touched: sessie.touched, choose: advice => choose(advice), go: (k, weights) => { step(); to(k, weights); },
  });
  const base = gegevens.state(0);
  let last = null, times = {};  // the time that those who take seats got instead of their own, by id
  function stamp(here, now) {
    const weighed = gewichten.describe(now.weights, now.k), given = Object.entries(times).map(([id, value]) => verdelen.name(id) + " " + Maak.decimal(value));
    return ["Peildatum " + here.day, here.id ? "scenario " + here.name : "basis", weighed ? "gewichten: " + weighed : "",
      given.length ? "dagdelen: " + given.join(", ") : "", "regelset " + here.fingerprint, here.confirmed,
      document.body.dataset.openbaar ? "alleen openbare gegevens" : "", "Krachtenveld adviseert, mensen beslissen"].filter(Boolean).join(" · ");
  }
  const kaart = Kaart(gegevens, antwoord, {
    file: "verkenner", write: stappen.write,
    card: (parent, card) => sessie.onCard(parent, card),
    chosen: item => { if (item && item.node && last != null && !item.node.cards.includes(last)) { last = null; rangorde.mark(null); } },
    changed(state) {
      const fresh = shown !== state.k;
      if (fresh) { gewichten.show(state, kaart.now.weights); shown = state.k; }
      rangorde.show(state, base);
      if (last != null && !state.cards.has(last)) { tell("Het gekozen advies is er niet in dit scenario."); last = null; }
      else if (fresh) tell("");
      if (last != null && kaart.now.chosen == null) kaart.card(last);
      rangorde.mark(last);
      vast.show(state.k, kaart.now.weights);
      if (sheetNow === "kalenderblad") bladen.calendar(state.k, state);
      divide();
      $("scenario-" + state.k).checked = true;
      $("scenario-nu").textContent = cases[state.k].id ? cases[state.k].name : "Basis";
    },
    stamp,
    remember(found) {
      const named = gewichten.named(kaart ? kaart.now.weights : null, kaart ? kaart.now.k : 0);
      if (Object.keys(named).length) found.set("gewicht", Object.entries(named).map(([id, value]) => id + "*" + value).join(","));
      const given = Object.entries(times);
      if (given.length) found.set("tijd", given.map(([id, value]) => id + "*" + value).join(","));
      if (sheetNow !== "kaartblad") found.set("blad", sheetNow);
      if (last != null) found.set("keuze", data.advices[last]);
    },
    recall(found) {
      const numbers = word => Object.fromEntries((found.get(word) || "").split(",").filter(Boolean).map(part => {
        const [id, value] = part.split("*");
        return [id, Number(value)];
      }));
      const named = numbers("gewicht");
      times = Object.fromEntries(Object.entries(numbers("tijd")).filter(([id, value]) => takers.has(id) && value >= 0 && value <= 99));
      return gewichten.unnamed(named, Math.max(0, place(found.get("scenario") || "basis"))).weights;
    },
  });
  let shown = null, sheetNow = "kaartblad";
  const own = new Map();  // per scenario the weights it was left with
  const takers = new Set(cases.flatMap((_, k) => (verdelen.problem(k).takers || []).map(item => item.id)));
  const list = $("scenarios");
  list.addEventListener("change", event => {
    step();
    own.set(kaart.now.k, kaart.now.weights);
    const k = Number(event.target.value);
    to(k, own.get(k) || null);
  });
  // A click chooses and is done; with the arrow keys one walks along them. Enter and Escape close the list.
  const close = () => { list.open = false; list.firstElementChild.focus(); };
  list.addEventListener("click", event => { if (event.detail && event.target.name === "scenario") close(); });
  list.addEventListener("keydown", event => { if (list.open && (event.key === "Escape" || (event.key === "Enter" && event.target.name === "scenario"))) { event.preventDefault(); close(); } });
  document.addEventListener("pointerdown", event => { if (!list.contains(event.target)) list.open = false; });
  const pickSheet = bladen.tabs(document.querySelector(".bladen"), button => openSheet(button.getAttribute("aria-controls")));
  function openSheet(id) {
    sheetNow = id;
    document.querySelectorAll(".blad").forEach(blad => { blad.hidden = blad.id !== id; });
    pickSheet($("tab-" + id));
    if (id === "notitieblad") notes();
    if (id === "vastblad") vast.draw();
    if (id === "planblad") divide();
    if (id === "kalenderblad") bladen.calendar(kaart.now.k, kaart.state);
    if (id === "kaartblad") kaart.filter(); else kaart.select(kaart.now.chosen);
  }
  function notes() {
    sessie.sheet($("notitieblad"), id => choose(data.advices.indexOf(id)), id => {
      const card = kaart.state.cards.get(data.advices.indexOf(id));
      return card ? card.title : id + " (niet in dit scenario)";
    });
  }
  function to(k, weights) {
    shown = null;
    kaart.scenario(k, kaart.now.against == null ? null : 0, weights);
  }
  // Who takes which seat under all this, and in the basis: at once where it is known, else when it has been worked out.
  const PATIENCE = 250;
  let turn = 0, told = 0, waiting = 0, ofBase = null;
  function divide() {
    const now = { k: kaart.now.k, weights: kaart.now.weights, times }, { state } = kaart, mine = (turn += 1), wanted = () => turn === mine;
    const found = [verdelen.best(now.k, now.weights, times, wanted), beside()];
    const show = ([result, before]) => {
      if (!wanted()) return;
      const own = now.k === 0 && !now.weights && !Object.keys(times).length;
      if (result) told = mine;
      bovenaan.draw(state, result, { state: base, result: before }, own);
      if (sheetNow === "planblad") bladen.plan({ ...now, state: result && result.failed ? gegevens.state(now.k) : state, result, base: before, changed: result && result.plan && !result.failed && !own ? bovenaan.division(state, result, before, own, antwoord.every).join(" ") : "" });
    };
    clearTimeout(waiting);
    if (!found.some(one => one instanceof Promise)) { show(found); return; }
    // What comes at once need not flicker.
    waiting = setTimeout(() => show([null, null]), PATIENCE);
    Promise.all(found).then(answers => {
      if (!answers[0]) return;
      if (wanted()) clearTimeout(waiting);
      show(answers);
    });
  }
  function beside() {
    if (!ofBase) {
      ofBase = verdelen.best(0);
      if (ofBase instanceof Promise) ofBase.then(found => { ofBase = found; });
    }
    return ofBase;
  }

  function picked(advice) {
    step();
    choose(advice);
  }
  // To an advice: its place on the map, and its reasons in the panel.
  function choose(advice) {
    const { state } = kaart;
    if (!state.cards.has(advice)) { tell("Dit advies is er niet in dit scenario."); return; }
    const nodes = [...state.nodes.values()].filter(node => node.cards.includes(advice));
    const node = nodes.find(one => one.seats.includes(advice)) || nodes.find(one => one.kind === "gremium") || nodes[nodes.length - 1];
    tell("");
    if (node && sheetNow === "kaartblad") kaart.go(node.index, advice, false);
    else kaart.card(advice);
    last = advice;  // only now: on the way there, what was chosen before is let go
    rangorde.mark(advice);
    kaart.remember();
    // Where the panes stand under each other; a bar at the foot of the screen leads to the reasons.
    if (!matchMedia("(max-width:1100px)").matches) return;
    $("detail").prepend(Maak.button(null, "Terug naar de rangorde", () => { $("rangorde").scrollIntoView(); $("rangorde").focus(); }, "smal-alleen"));
  }

  // ── weights, pins, sessions ────────────────────────────────────────────────────────────────────────
  $("gewichten-terug").addEventListener("click", () => { step(); shown = null; kaart.weigh(null); });
  $("zet-vast").addEventListener("click", () => tell(vast.pin(kaart.now.k, kaart.now.weights)));
  const stand = () => ({
    scenario: cases[kaart.now.k].id || "basis", regelset: cases[kaart.now.k].fingerprint, adres: location.hash.slice(1),
    gewichten: gewichten.named(kaart.now.weights, kaart.now.k), vast: vast.take(),
  });
  function restore(session) {
    const missing = [], k = place(session.scenario), own = gewichten.unnamed(session.gewichten, Math.max(0, k));
    if (k < 0) missing.push("scenario " + session.scenario);
    missing.push(...own.unknown);
    const pins = session.vast.flatMap(one => {
      const at = place(one.scenario), made = gewichten.unnamed(one.gewichten, Math.max(0, at));
      if (at < 0) { missing.push("scenario " + one.scenario); return []; }
      return [{ k: at, weights: made.weights, name: one.naam || one.scenario }];
    });
    sessie.give(session.notities);
    history.replaceState(history.state, "", "#" + session.adres);
    recall();
    if (k >= 0) to(k, own.weights);
    vast.give(pins);
    notes();
    kaart.select(kaart.now.chosen);
    const other = session.regelset && session.regelset !== cases[kaart.now.k].fingerprint;
    return "Sessie geopend." + (session.dossier && session.dossier !== ernaast.dossier ? " Zij hoort bij een ander dossier (" + session.dossier + ")." : "") +
      (other ? " De regels zijn sindsdien veranderd." : "") + (missing.length ? " Niet gevonden en overgeslagen: " + missing.join(", ") + "." : "");
  }
  function open(source) {
    const found = sessie.read(source);
    if (found.why) { tell("Niet geopend: " + found.why + ". Er is niets veranderd."); return; }
    const go = () => { step(); tell(restore(found.session)); sessie.saved(); };
    if (!sessie.dirty) { go(); return; }
    tell("Uw notities of vastgezette standen zijn nog niet bewaard; deze sessie komt daarvoor in de plaats. ");
    Maak.button($("melding"), "Toch openen", go);
    Maak.button($("melding"), "Niet openen", () => tell("Er is niets veranderd."));
  }
  $("sessie-bewaar").addEventListener("click", () => {
    Maak.save("verkenner-sessie.json", JSON.stringify(sessie.wrap(stand()), null, 2) + "\n", "application/json");
    sessie.saved();
    tell("De sessie is bewaard als verkenner-sessie.json.");
  });
  $("sessie-open").addEventListener("click", () => $("sessie-bestand").click());
  $("sessie-bestand").addEventListener("change", () => {
    const [file] = $("sessie-bestand").files;
    if (file) file.text().then(open, () => tell("Niet geopend: dit bestand is niet te lezen."));
    $("sessie-bestand").value = "";
  });
  $("bewaar-kopie").addEventListener("click", () => {
    Maak.save("verkenner-met-notities.html", sessie.copy(stand()), "text/html");
    sessie.saved();
    tell("De kopie is bewaard; zij opent met deze stand en deze notities.");
  });

  function recall() {
    const found = new URLSearchParams(location.hash.slice(1)), sheet = found.get("blad") || "kaartblad", wanted = data.advices.indexOf(found.get("keuze"));
    shown = last = null;
    stappen.tell();
    kaart.recall();
    if (sheet !== sheetNow && $(sheet) && $(sheet).classList.contains("blad")) openSheet(sheet);
    if (wanted >= 0) choose(wanted);
  }
  recall();
  if (kept) { const found = sessie.read(JSON.stringify(kept)); if (found.session) restore(found.session); }
  window.addEventListener("hashchange", recall);
  window.krachtenveld = {
    kaart, gegevens, verdelen, bovenaan, ready: performance.now(),
    get busy() { return told !== turn; },
    // For a page that draws itself anew: what was not saved before is not saved after.
    sessie() {
      const state = { ...sessie.wrap(stand()), onbewaard: sessie.dirty };
      sessie.saved();
      return state;
    },
    herstel(given) {
      const found = sessie.read(JSON.stringify(given));
      if (found.session) restore(found.session);
      if (given && given.onbewaard) sessie.touched();
    },
  };
})();
