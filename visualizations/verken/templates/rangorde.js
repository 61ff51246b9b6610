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
  const move = one => {
    const old = base.standing.get(one.card.advice);
    if (!old) return ["nieuw", "op"];
    const up = old.rank - one.rank;
    return up ? [(up > 0 ? "▲ " : "▼ ") + Math.abs(up), up > 0 ? "op" : "neer"] : ["", ""];
  };
  function draw() {
    const found = document.createDocumentFragment(), ones = listed();
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
      Maak.make(button, "span", one.rank, "rang");
      Maak.make(button, "span", one.card.title);
      const stands = Maak.make(button, "span", Maak.decimal(one.score, 1), "stand"), [text, way] = move(one);
      if (text) Maak.make(stands, "span", text, "beweging " + way);
    });
    list.replaceChildren(found);
    const gone = [...base.standing.values()].filter(one => !state.standing.has(one.card.advice) && ($("soort").value === "alle" || one.card.sort === $("soort").value));
    const moved = ones.filter(one => move(one)[0]).length;
    $("rang-uitleg").textContent = (moved ? moved + " van " + ones.length + " staan elders dan in de basis" : "Zoals in de basis") +
      (gone.length ? "; " + gone.length + " uit de basis " + (gone.length === 1 ? "vervalt" : "vervallen") : "") + ". De rang telt over alle adviezen.";
  }
  function show(now, before) {
    [state, base] = [now, before];
    const sorts = [...new Set([...state.cards.values()].map(card => card.sort))].sort();
    fill($("soort"), [...(sorts.includes("positie") ? [["positie", "positie"]] : []), ["alle", "alle soorten"], ...sorts.filter(one => one !== "positie").map(one => [one, one])]);
    fill($("van-opgave"), [["", "elke opgave"], ...gegevens.cases[state.k].opgaven.map(i => [String(i), data.opgaven[i][1]])]);
    draw();
  }
  function mark(advice) {
    current = advice;
    list.querySelectorAll("[aria-current]").forEach(button => button.removeAttribute("aria-current"));
    const button = advice == null ? null : [...list.querySelectorAll("button")].find(one => one.dataset.advies === data.advices[advice]);
    if (button) { button.setAttribute("aria-current", "true"); button.scrollIntoView({ block: "nearest" }); }
  }
  ["soort", "van-opgave"].forEach(id => $(id).addEventListener("change", draw));
  return { show, mark };
};
