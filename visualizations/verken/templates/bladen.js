"use strict";
// The sheets beside the map: who takes which seat, and what is due when. Rows of tabs that the arrow keys walk.
const Bladen = (gegevens, ernaast, choose) => {
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
    Object.entries({ width: Math.min(100, 100 * share), height: 10, fill: "#003B5C" }).forEach(([key, value]) => rect.setAttribute(key, value));
  }

  function plan(k, weighed) {
    const box = $("planblad"), found = ernaast.plans[ernaast.cases[k].plan];
    box.replaceChildren();
    make(box, "h2", "Wie neemt welke zetel");
    if (!ernaast.planned) { make(box, "p", "De verdeling is in deze weergave niet doorgerekend. `krachtenveld verdeling` doet dat."); return; }
    if (!found.portfolios.length) { make(box, "p", "In dit scenario houdt geen verdeling zich aan alle eisen; `krachtenveld verdeling` zegt welke botsen."); return; }
    make(box, "p", (found.proven ? "Bewezen de beste verdeling binnen de tijd die er is" : "De beste verdeling die gevonden is, niet bewezen de beste") +
      ", bij de gewichten van dit scenario." + (weighed ? " De schuiven veranderen haar niet; `krachtenveld verdeling --scenario` rekent een eigen scenario door." : ""));
    const body = table(box, "Verdeling over portefeuilles", ["Portefeuille", "Dagdelen", "Zetels"]);
    found.portfolios.forEach(item => {
      const row = make(body, "tr"), th = make(row, "th", item.name);
      th.scope = "row";
      make(th, "div", item.office + (item.nature === "registratie" ? "" : " · tijd: " + item.nature), "bron");
      const time = make(row, "td");
      bar(time, item.capacity ? item.used / item.capacity : 0);
      make(time, "div", Maak.decimal(item.used) + " van " + Maak.decimal(item.capacity));
      const seats = make(row, "td");
      item.seats.forEach(seat => { const line = make(seats, "div"); link(line, seat.advice, seat.title); make(line, "span", " (" + Maak.decimal(seat.load) + ")", "bron"); });
      if (!item.seats.length) make(seats, "span", "–");
    });
    if (found.left.length) {
      make(box, "h2", "Valt af, binnen deze tijd");
      const ul = make(box, "ul", null, "kaal");
      found.left.slice(0, 20).forEach(seat => link(make(ul, "li"), seat.advice, seat.title));
      if (found.left.length > 20) make(box, "p", "… en nog " + (found.left.length - 20) + ".", "klein");
    }
    found.notes.forEach(note => make(box, "p", note, "klein"));
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
