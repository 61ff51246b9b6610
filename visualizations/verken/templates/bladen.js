"use strict";
// The sheets beside the map: who takes which seat, and what is due when. Rows of tabs that the arrow keys walk.
const Bladen = (gegevens, ernaast, verdelen, bovenaan, choose, give, eenblad) => {
  const { data } = gegevens, $ = id => document.getElementById(id), make = Maak.make, SPACE = "http://www.w3.org/2000/svg";
  const advice = id => data.advices.indexOf(id);
  const link = (parent, id, text) => (advice(id) < 0 ? make(parent, "span", text) : Maak.button(parent, text, () => choose(advice(id)), "naar"));
  function table(parent, name, headings) {
    const wrap = make(parent, "div", null, "tw"), found = make(wrap, "table"), head = make(make(found, "thead"), "tr");
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", name);
    headings.forEach(text => { make(head, "th", text).scope = "col"; });
    return make(found, "tbody");
  }
  function bar(parent, share) {
    const box = make(parent, "span", null, "balkje"), svg = box.appendChild(document.createElementNS(SPACE, "svg"));
    const rect = svg.appendChild(document.createElementNS(SPACE, "rect"));
    svg.setAttribute("viewBox", "0 0 100 10");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    Object.entries({ width: Math.min(100, 100 * share), height: 10 }).forEach(([key, value]) => rect.setAttribute(key, value));
  }

  // `now` is {k, weights, times, result, base}: what is divided, its division, and that of the basis.
  let drawn = 0, focus = "";  // the box that is typed in, over a drawing anew
  function plan(now) {
    const box = $("planblad"), { k, times, result, base } = now, posed = verdelen.problem(k), turn = (drawn += 1);
    if (document.activeElement.id.startsWith("tijd-")) focus = document.activeElement.id;
    box.replaceChildren();
    make(box, "h2", "Wie neemt welke zetel");
    if ("why" in posed) { make(box, "p", posed.why ? "Er valt niets te verdelen: " + posed.why + "." : "Wie in het college welke zetel neemt, is in deze verkenner weggelaten."); return; }
    if (!result) { make(box, "p", "Wordt uitgerekend …"); return; }
    const given = Object.keys(times).length, shifted = now.weights || given;
    if (result.failed) make(box, "p", (result.plan ? "Dit is de verdeling bij de gewichten en de tijd van dit scenario zelf; uw gewichten en tijd tellen hier niet mee (" : "De verdeling is hier niet uitgerekend (") + result.failed + ").", "let-op");
    else if (result.none) make(box, "p", "Geen verdeling houdt zich aan alle eisen" + (given ? "; geef een " + posed.noun + " meer tijd" : "; `krachtenveld verdeling` zegt welke botsen") + ".");
    else if (!result.plan) make(box, "p", "Binnen de tijd die de rekenaar kreeg, is geen verdeling gevonden.");
    else make(box, "p", (result.proven ? "Bewezen de beste verdeling binnen de tijd die er is" : "De beste verdeling die gevonden is, niet bewezen de beste") +
      (shifted ? ", bij uw " + [now.weights ? "gewichten" : "", given ? "tijd" : ""].filter(Boolean).join(" en ") : ", bij de gewichten van dit scenario") + ".");
    if (now.changed) make(box, "p", now.changed);
    const plan = result.plan || new Map(), body = table(box, "Verdeling over " + posed.noun + "s", [Maak.capital(posed.noun), "Dagdelen per maand", "Zetels"]);
    const seat = (parent, one, more) => { link(parent, data.advices[one.advice], one.label); make(parent, "span", " (" + Maak.decimal(one.load / posed.units.load) + ")" + more, "bron"); };
    posed.takers.forEach((item, holder) => {
      const row = make(body, "tr"), th = make(row, "th", item.name);
      th.scope = "row";
      make(th, "div", item.about + (item.nature === "registratie" ? "" : " · tijd: " + item.nature), "bron");
      if (result.plan) {
        const sheet = Maak.button(th, "Op één A4", () => eenblad.open({ k, state: now.state, times: result.failed ? {} : times, plan, base: base && base.plan, holder }), "naar");
        sheet.id = "a4-" + item.id;
        make(sheet, "span", " voor " + item.name, "vh");
      }
      const cell = make(row, "td"), there = verdelen.time(posed, holder, result.failed ? {} : times) / posed.units.load, used = verdelen.load(k, plan, item.id);
      bar(cell, there ? used / there : 0);
      const line = make(cell, "div", Maak.decimal(used) + " van "), input = make(line, "input");
      Object.assign(input, { type: "number", id: "tijd-" + item.id, min: 0, max: 99, step: 0.5, value: verdelen.time(posed, holder, times) / posed.units.load, disabled: !verdelen.there });
      input.setAttribute("aria-label", "Dagdelen van " + item.name);
      if (item.id in times) input.className = "anders";
      input.addEventListener("change", () => {
        const value = Number(input.value);
        if (input.value === "" || !(value >= 0 && value <= 99)) { input.value = verdelen.time(posed, holder, times) / posed.units.load; return; }
        const { [item.id]: _, ...others } = times;
        give(value * posed.units.load === item.time ? others : { ...others, [item.id]: value });
      });
      const seats = make(row, "td"), own = posed.seats.filter(one => plan.get(one.id) === item.id);
      own.forEach(one => {
        const before = base && base.plan && !result.failed ? base.plan.get(one.id) : item.id;
        seat(make(seats, "div"), one, before === item.id ? "" : before ? ", was bij " + verdelen.name(before) : ", nieuw");
        make(seats, "div", bovenaan.seatWhy(now.state, one), "bron");
      });
      if (!own.length) make(seats, "span", "–");
    });
    if (given) Maak.button(box, "Tijd terug", () => give({}));
    const rows = [];
    // What falls off, with what it would cost to take it after all.
    const away = (title, list) => {
      if (!list.length) return;
      make(box, "h2", title + " (" + list.length + ")");
      const ul = make(box, "ul", null, "kaal");
      list.forEach(one => {
        const li = make(ul, "li"), holder = base && base.plan && base.plan.get(one.id);
        seat(li, one, holder ? ", was bij " + verdelen.name(holder) : "");
        rows.push({ place: posed.seats.indexOf(one), told: make(li, "div", verdelen.there && !result.failed ? "…" : "", "bron") });
      });
    };
    const { tables, roles } = result.plan ? verdelen.off(k, plan) : { tables: [], roles: [] };
    away("Tafels die afvallen, binnen deze tijd", tables);
    away("Andere rollen die niet gaan, aan tafels waar we wel zitten", roles);
    if (rows.length) make(box, "p", "Niet alles past in de tijd die er is; onder elke zetel staat wat het kost om hem toch te nemen. De waarde van een zetel is de score van het advies, met die van de lichtere rollen die erin zitten.", "klein");
    if (rows.length && verdelen.there && !result.failed) costs(now, plan, rows, () => turn === drawn && !box.hidden);
    posed.notes.forEach(note => make(box, "p", note, "klein"));
    if (focus && $(focus)) $(focus).focus({ preventScroll: true });
    focus = "";
  }
  // What it would cost to take a seat after all, one by one behind the list.
  async function costs({ k, weights, times, result }, plan, rows, wanted) {
    const { units } = verdelen.problem(k);
    for (const { place, told } of rows) {
      let found = null;
      try { found = await verdelen.taking(k, weights, times, plan, place, wanted); } catch { told.textContent = ""; continue; }
      if (!found) return;
      if (!found.plan) { told.textContent = found.none ? "kan niet: geen verdeling met deze zetel houdt zich aan alle eisen" : "niet op tijd uitgerekend"; continue; }
      const { added, dropped, moved } = verdelen.shift(plan, found.plan), lost = (result.worth - found.worth) / units.worth, more = added.filter(id => id !== found.own);
      const by = (id, of) => verdelen.name(id) + " (" + verdelen.name(of.get(id)) + ")", to = found.plan.get(found.own);
      told.textContent = (to ? "Kan naar " + verdelen.name(to) + "; dan " : "Kan in een zwaardere rol; dan ") + [
        dropped.length ? "valt af: " + dropped.map(id => by(id, plan)).join("; ") : "valt niets af",
        more.length ? "komt erbij: " + more.map(id => by(id, found.plan)).join("; ") : "",
        moved.length ? "gaat naar een ander: " + moved.map(id => verdelen.name(id) + " (van " + verdelen.name(plan.get(id)) + " naar " + verdelen.name(found.plan.get(id)) + ")").join("; ") : "",
      ].filter(Boolean).join("; ") + ". Samen " + Maak.decimal(lost, lost && lost < 0.05 ? 4 : 1) + " waarde minder.";
    }
  }
  function calendar(k, state) {
    const box = $("kalenderblad"), found = ernaast.calendars[ernaast.cases[k].calendar];
    box.replaceChildren();
    make(box, "h2", "Wat er wanneer aan de orde is");
    if (!found.length) { make(box, "p", "Het dossier noemt geen momenten."); return; }
    const body = table(box, "Kalender", ["Wanneer", "Wat", "Advies dat ervan afhangt", "Let op"]);
    found.forEach(item => {
      const row = make(body, "tr"), first = make(row, "th", item.when || "datum onbekend");
      first.scope = "row";
      make(first, "div", item.state, "bron");
      const what = make(row, "td", item.name);
      make(what, "div", [item.network, item.source].filter(Boolean).join(" · "), "bron");
      const advices = make(row, "td");
      item.advices.filter(id => state.standing.has(advice(id))).slice(0, 4).forEach(id => link(make(advices, "div"), id, state.cards.get(advice(id)).title));
      make(row, "td", [item.verify ? "te verifiëren: " + item.verify : "", item.nominated.length ? "voordracht door " + item.nominated.join(", ") : ""].filter(Boolean).join("; "));
    });
  }

  // A row of tabs: arrows move, `act` shows.
  function tabs(list, act) {
    const buttons = [...list.querySelectorAll("[role=tab]")];
    const pick = (button, focus) => {
      buttons.forEach(other => {
        other.setAttribute("aria-selected", String(other === button));
        other.tabIndex = other === button ? 0 : -1;
      });
      if (focus) button.focus();
      button.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    buttons.forEach((button, i) => {
      button.addEventListener("click", () => { pick(button); act(button); });
      button.addEventListener("keydown", event => {
        const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: buttons.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        const next = buttons[(to + buttons.length) % buttons.length];
        pick(next, true);
        act(next);
      });
    });
    return pick;
  }
  return { plan, calendar, tabs };
};
