"use strict";
// The filters as a form: what they ask for, in words, and in the address.
const Keuze = data => {
  const $ = id => document.getElementById(id), all = selector => [...document.querySelectorAll(selector)];
  // Name of the tick boxes, word in the address, word on paper.
  const LISTS = [["opgave", "opgave", "opgaven"], ["niveau", "niveau", "niveaus"], ["groep", "advies", "advies"]];
  const SELECTS = ["netwerk", "houding", "voorwaarde"];
  const TICKS = [["aanbevolen", "aanbevolen"], ["alleen-anders", "anders"], ["vouwen", "vouw"]];
  const boxes = name => all(`[name=${name}]`), offered = name => boxes(name).filter(input => !input.parentElement.hidden);
  const idOf = (name, input) => (name === "opgave" ? data.opgaven[input.value][0] : input.value);
  const ticked = name => new Set(boxes(name).filter(input => input.checked).map(input => input.value));

  // What the form asks for; `apart` says whether there is something to differ from.
  function wish(apart) {
    return {
      opgaven: new Set([...ticked("opgave")].map(Number)), levels: ticked("niveau"), groups: ticked("groep"),
      network: $("netwerk").value, attitude: $("houding").value, condition: $("voorwaarde").value, advised: $("aanbevolen").checked,
      only: apart && $("alleen-anders").checked, narrow: onKinds(),
    };
  }
  // Whether it leaves something out, by what tables are or in any way; and the names of the opgaven where that is all there is to it.
  const touched = name => boxes(name).some(input => input.checked !== input.defaultChecked);
  const onKinds = () => touched("niveau") || touched("groep");
  const onTables = () => SELECTS.some(id => $(id).value) || $("aanbevolen").checked || onKinds();
  const narrows = () => onTables() || touched("opgave");
  const opgavenOnly = () => {
    const shown = offered("opgave"), on = shown.filter(input => input.checked);
    return words().length > 1 || on.length === shown.length ? [] : on.map(input => input.nextElementSibling.textContent);
  };
  function words() {
    const found = [];
    LISTS.forEach(([name, , word]) => {
      const shown = offered(name), on = shown.filter(input => input.checked);
      if (on.length < shown.length) found.push(word + ": " + (on.map(input => input.nextElementSibling.textContent).join(", ") || "geen"));
    });
    SELECTS.forEach(id => { if ($(id).value) found.push(id + ": " + $(id).selectedOptions[0].textContent); });
    if ($("aanbevolen").checked) found.push("alleen aanbevolen zetels");
    return found;
  }
  function write(address) {
    LISTS.forEach(([name, word]) => {
      if (touched(name))
        address.set(word, boxes(name).filter(input => input.checked).map(input => idOf(name, input)).join(","));
    });
    SELECTS.forEach(id => { if ($(id).value) address.set(id, $(id).value); });
    TICKS.forEach(([id, word]) => { if ($(id).checked) address.set(word, "ja"); });
  }
  function read(address) {
    LISTS.forEach(([name, word]) => {
      const on = address.has(word) && address.get(word).split(",");
      boxes(name).forEach(input => { input.checked = on ? on.includes(idOf(name, input)) : input.defaultChecked; });
    });
    SELECTS.forEach(id => {
      const wanted = address.get(id) || "";
      if ([...$(id).options].some(option => option.value === wanted)) $(id).value = wanted;
    });
    TICKS.forEach(([id, word]) => { $(id).checked = address.has(word); });
  }
  function reset() {
    all("#filters input[type=checkbox]").forEach(input => { if (input.id !== "verschil") input.checked = input.defaultChecked; });
    SELECTS.forEach(id => { $(id).value = ""; });
    $("vouwen").checked = false;
  }
  // Of some advice what serves an opgave that is asked for.
  function serving(ones) {
    const on = ticked("opgave");
    return on.size === boxes("opgave").length ? ones : ones.filter(({ card }) => card.opgaven.some(i => on.has(String(i))));
  }
  const everyGroup = () => boxes("groep").forEach(input => { input.checked = true; });
  // Whether one opgave is all there is; with `set` it becomes so, or all of them come back.
  function only(value, set) {
    const shown = offered("opgave");
    const alone = shown.length > 1 && shown.every(input => input.checked === (input.value === value));
    if (set) boxes("opgave").forEach(input => { input.checked = alone || input.value === value; });
    return alone;
  }
  return { wish, narrows, onTables, serving, opgavenOnly, words, write, read, reset, everyGroup, only };
};
