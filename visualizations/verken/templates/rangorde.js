"use strict";
// The ranked advice under the weights of now, by band, with how much its score differs from that in the basis.
const Rangorde = (gegevens, antwoord, choose) => {
  const { data, cases } = gegevens, $ = id => document.getElementById(id), list = $("rangorde");
  let state, base, same, current = null;

  function fill(select, entries) {
    const kept = select.value;
    select.replaceChildren();
    entries.forEach(([value, text]) => { Maak.make(select, "option", text).value = value; });
    select.value = entries.some(([value]) => value === kept) ? kept : entries[0][0];
  }
  function listed(from) {
    const sort = $("soort").value, opgave = $("van-opgave").value;
    return [...from.standing.values()].filter(one =>
      (sort === "alle" || one.card.sort === sort) && (!opgave || one.card.opgaven.includes(Number(opgave))));
  }
  function row(one, before) {
    const li = Maak.make(null, "li"), button = Maak.button(li, null, () => choose(one.card.advice)), unsure = one.card.unsure ? " ?" : "";
    button.dataset.advies = one.card.id;
    if (one.card.advice === current) button.setAttribute("aria-current", "true");
    Maak.make(button, "span", "rang", "vh");
    Maak.make(button, "span", one.rank, "rang");
    Maak.make(button, "span", one.card.title);
    Maak.make(button, "span", ", score", "vh");
    const stands = Maak.make(button, "span", Maak.decimal(one.score, 1) + unsure, "stand");
    if (one.card.footing) button.title = one.card.footing;
    if (same) return li;
    if (!before) { Maak.make(stands, "span", "nieuw", "beweging"); return li; }
    const change = Verschil(before.score, one.score);
    if (change) Maak.make(stands, "span", change.text, "beweging " + change.way);
    if (before.rank !== one.rank) Maak.make(stands, "span", "was rang " + before.rank, "was");
    return li;
  }
  function draw() {
    const found = document.createDocumentFragment(), ones = listed(state), lost = antwoord.gone(state, base), gone = listed(base).filter(one => lost.includes(one));
    const head = text => Maak.make(found, "li", text, "bandkop");
    // What is no more comes first: a list of what is left would read as gain.
    if (gone.length) {
      head("Vervallen (" + gone.length + ")");
      gone.forEach(one => {
        const li = Maak.make(found, "li", null, "vervallen");
        Maak.make(li, "s", one.card.title);
        Maak.make(li, "span", " was rang " + one.rank, "was");
      });
    }
    let band = null;
    ones.forEach(one => {
      if (one.band !== band) {
        band = one.band;
        head(Maak.capital(data.bands[band]) + " (" + ones.filter(other => other.band === band).length + ")");
      }
      found.append(row(one, gegevens.counterpart(state, base, one)));
    });
    list.replaceChildren(found);
    stop(list.querySelector("[aria-current]") || list.querySelector("button"));
    $("rang-uitleg").textContent = told(ones, gone);
  }
  function told(ones, gone) {
    if (!ones.length) return "Geen advies met deze keuze.";
    if (!ones[0].score) return "Alles telt voor 0; er valt niets te ordenen.";
    const before = one => gegevens.counterpart(state, base, one), changed = ones.filter(one => before(one) && Verschil(before(one).score, one.score)).length;
    const what = changed ? "Bij " + changed + " van " + ones.length + " is de score anders dan in de basis" : same ? "Zoals in de basis" : "De scores zijn zoals in de basis";
    const seats = gone.filter(one => one.card.table).length;
    const among = seats === gone.length ? "" : seats ? ", waarvan " + seats + " over een zetel die wij aanraden" : ", geen ervan over een zetel die wij aanraden";
    const lost = gone.length ? "; " + gone.length + (gone.length === 1 ? " advies uit de basis vervalt" : " adviezen uit de basis vervallen") + among : "";
    return what + lost + ". De rang is die onder alle " + cases[state.k].total + " adviezen.";
  }
  function show(now, before) {
    [state, base, same] = [now, before, now.k === before.k && now.weights === before.weights];
    const sorts = [...new Set([...state.cards.values()].map(card => card.sort))].sort();
    fill($("soort"), [...(sorts.includes("positie") ? [["positie", "positie"]] : []), ["alle", "alle soorten"], ...sorts.filter(one => one !== "positie").map(one => [one, one])]);
    fill($("van-opgave"), [["", "elke opgave"], ...cases[state.k].opgaven.map(i => [String(i), data.opgaven[i][1]])]);
    draw();
  }
  // The list is one stop for Tab; within it the arrows walk.
  function stop(button) { list.querySelectorAll("button").forEach(other => { other.tabIndex = other === button ? 0 : -1; }); }
  list.addEventListener("keydown", event => {
    const all = [...list.querySelectorAll("button")], at = all.indexOf(document.activeElement);
    const to = { ArrowDown: Math.min(at + 1, all.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stop(all[to]);
    all[to].focus();
  });
  function mark(advice) {
    current = advice;
    list.querySelectorAll("[aria-current]").forEach(button => button.removeAttribute("aria-current"));
    const button = advice == null ? null : [...list.querySelectorAll("button")].find(one => one.dataset.advies === data.advices[advice]);
    if (button) { stop(button); button.setAttribute("aria-current", "true"); [list, list.parentElement].forEach(frame => Maak.within(frame, button)); }
  }
  ["soort", "van-opgave"].forEach(id => $(id).addEventListener("change", draw));
  return { show, mark };
};
// The change of a score from one stand to another, as people read it; null where no digit of it shows.
const Verschil = (before, after) => {
  const change = Math.round((after - before) * 1e4) / 1e4, text = Maak.decimal(Math.abs(change), 1);
  if (text === "0,0") return null;
  return { text: (change > 0 ? "▲ " : "▼ ") + text, way: change > 0 ? "op" : "neer" };
};
