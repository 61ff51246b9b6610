"use strict";
// The ranked advice under the weights of now, by band, with how far each moved from the base.
const Rangorde = (gegevens, choose) => {
  const { data } = gegevens, $ = id => document.getElementById(id), list = $("rangorde");
  let state, base, current = null;

  function fill(select, entries) {
    const kept = select.value;
    select.replaceChildren();
    entries.forEach(([value, text]) => { Maak.make(select, "option", text).value = value; });
    select.value = entries.some(([value]) => value === kept) ? kept : entries[0][0];
  }
  function listed() {
    const sort = $("soort").value, opgave = $("van-opgave").value;
    return [...state.standing.values()].filter(one =>
      (sort === "alle" || one.card.sort === sort) && (!opgave || one.card.opgaven.includes(Number(opgave))));
  }
  // The rank among what is listed, whatever the opgave; equal scores share one.
  const ranks = standing => {
    const sort = $("soort").value, list = [...standing.values()].filter(one => sort === "alle" || one.card.sort === sort), found = new Map();
    list.forEach((one, i) => found.set(one.card.advice, i && list[i - 1].rank === one.rank ? found.get(list[i - 1].card.advice) : i + 1));
    return found;
  };
  let now, then;
  const move = one => {
    if (!then.has(one.card.advice)) return ["nieuw", "op"];
    const up = then.get(one.card.advice) - now.get(one.card.advice);
    return up ? [(up > 0 ? "▲ " : "▼ ") + Math.abs(up), up > 0 ? "op" : "neer"] : ["", ""];
  };
  function draw() {
    const found = document.createDocumentFragment(), ones = listed();
    [now, then] = [ranks(state.standing), ranks(base.standing)];
    let band = null;
    ones.forEach(one => {
      if (one.band !== band) {
        band = one.band;
        const name = data.bands[band];
        Maak.make(found, "li", name.charAt(0).toUpperCase() + name.slice(1) + " (" + ones.filter(other => other.band === band).length + ")", "bandkop");
      }
      const li = Maak.make(found, "li"), button = Maak.button(li, null, () => choose(one.card.advice));
      button.dataset.advies = one.card.id;
      if (one.card.advice === current) button.setAttribute("aria-current", "true");
      Maak.make(button, "span", now.get(one.card.advice), "rang");
      Maak.make(button, "span", one.card.title);
      const stands = Maak.make(button, "span", Maak.decimal(one.score, 1) + (one.card.unsure ? " ?" : ""), "stand"), [text, way] = move(one);
      if (one.card.footing) button.title = one.card.footing;
      if (text) Maak.make(stands, "span", text, "beweging " + way);
    });
    list.replaceChildren(found);
    const gone = [...base.standing.values()].filter(one => !state.standing.has(one.card.advice) && ($("soort").value === "alle" || one.card.sort === $("soort").value));
    const moved = ones.filter(one => move(one)[0]).length;
    const what = $("soort").value === "alle" ? "alle adviezen" : "advies van de soort " + $("soort").value;
    if (!ones.length) { $("rang-uitleg").textContent = "Geen advies met deze keuze."; return; }
    if (!ones[0].score) { $("rang-uitleg").textContent = "Alles telt voor 0; er valt niets te ordenen."; return; }
    $("rang-uitleg").textContent = (moved ? moved + " van " + ones.length + " staan elders dan in de basis" : "Zoals in de basis") +
      (gone.length ? "; " + gone.length + " uit de basis " + (gone.length === 1 ? "vervalt" : "vervallen") : "") + ". Rang onder " + what + ".";
  }
  function show(current, before) {
    [state, base] = [current, before];
    const sorts = [...new Set([...state.cards.values()].map(card => card.sort))].sort();
    fill($("soort"), [...(sorts.includes("positie") ? [["positie", "positie"]] : []), ["alle", "alle soorten"], ...sorts.filter(one => one !== "positie").map(one => [one, one])]);
    fill($("van-opgave"), [["", "elke opgave"], ...gegevens.cases[state.k].opgaven.map(i => [String(i), data.opgaven[i][1]])]);
    draw();
  }
  function mark(advice) {
    current = advice;
    list.querySelectorAll("[aria-current]").forEach(button => button.removeAttribute("aria-current"));
    const button = advice == null ? null : [...list.querySelectorAll("button")].find(one => one.dataset.advies === data.advices[advice]);
    if (button) { button.setAttribute("aria-current", "true"); [list, list.parentElement].forEach(frame => Maak.within(frame, button)); }
  }
  ["soort", "van-opgave"].forEach(id => $(id).addEventListener("change", draw));
  return { show, mark };
};
