"use strict";
// The sliders: a weight for every opgave, and behind it for each of its priorities.
const Gewichten = (gegevens, box, changed, begins) => {
  const { data, cases } = gegevens, MOST = 3, STEP = 0.1;
  let own, weights, inputs = [];

  function slider(parent, id, text, list, place) {
    const row = Maak.make(parent, "div", null, "schuif"), label = Maak.make(row, "label", text);
    const input = Maak.make(row, "input"), output = Maak.make(row, "output");
    label.htmlFor = input.id = id;
    output.htmlFor = id;
    Object.assign(input, { type: "range", min: 0, max: Math.max(MOST, own[list][place]), step: STEP });
    // A drag is one step, to be undone as one.
    let busy = false;
    input.addEventListener("change", () => { busy = false; });
    input.addEventListener("input", () => {
      if (!busy) begins();
      busy = true;
      weights = { opgaven: weights.opgaven.slice(), priorities: weights.priorities.slice() };
      weights[list][place] = Number(input.value);
      tell();
      changed(get());
    });
    inputs.push({ row, input, output, list, place });
  }
  function build(state) {
    box.replaceChildren();
    inputs = [];
    const whole = Maak.make(box, "div", null, "opgaafschuiven"), more = Maak.make(box, "details");
    Maak.make(more, "summary", "Gewicht per prioriteit");
    const groups = new Map();
    state.nodes.forEach(node => {
      if (node.kind !== "prioriteit") return;
      const first = node.opgaven[0];
      (groups.get(first) || groups.set(first, []).get(first)).push(node);
    });
    cases[state.k].opgaven.forEach(opgave => {
      slider(whole, "w-o" + opgave, data.opgaven[opgave][1], "opgaven", opgave);
      const nodes = groups.get(opgave) || [];
      if (!nodes.length) return;
      Maak.make(more, "h3", data.opgaven[opgave][1]);
      const own = Maak.make(more, "div", null, "opgaafschuiven");
      nodes.forEach(node => {
        const place = data.priorities.indexOf(node.id.slice("prioriteit:".length));
        slider(own, "w-p" + place, node.name, "priorities", place);
      });
    });
  }
  function tell() {
    inputs.forEach(({ row, input, output, list, place }) => {
      const value = weights[list][place];
      input.value = value;
      input.setAttribute("aria-valuetext", Maak.decimal(value));
      output.textContent = Maak.decimal(value);
      row.classList.toggle("anders", value !== own[list][place]);
    });
  }
  // The weights of a scenario; `given` are others than its own, or null.
  function show(state, given) {
    own = cases[state.k].weights;
    weights = given || own;
    build(state);
    tell();
  }
  const same = () => ["opgaven", "priorities"].every(list => weights[list].every((value, i) => value === own[list][i]));
  const get = () => (same() ? null : weights);

  // Weights as what differs from a scenario, by name, and back: what a session, the address and a pin hold.
  const ids = { opgaven: data.opgaven.map(pair => pair[0]), priorities: data.priorities };
  function named(given, k) {
    const found = {};
    if (given) ["opgaven", "priorities"].forEach(list => given[list].forEach((value, i) => {
      if (value !== cases[k].weights[list][i]) found[(list === "opgaven" ? "" : "prioriteit:") + ids[list][i]] = value;
    }));
    return found;
  }
  function unnamed(found, k) {
    const made = { opgaven: cases[k].weights.opgaven.slice(), priorities: cases[k].weights.priorities.slice() }, unknown = [];
    Object.entries(found || {}).forEach(([name, value]) => {
      const list = name.startsWith("prioriteit:") ? "priorities" : "opgaven", place = ids[list].indexOf(name.replace("prioriteit:", ""));
      if (place < 0 || typeof value !== "number" || !(value >= 0 && value <= 1000)) unknown.push(name);
      else made[list][place] = value;
    });
    return { weights: Object.keys(found || {}).length > unknown.length ? made : null, unknown };
  }
  function describe(given, k) {
    const found = Object.entries(named(given, k)).map(([name, value]) => {
      const list = name.startsWith("prioriteit:") ? null : data.opgaven.find(pair => pair[0] === name)[1];
      const state = list ? null : [...gegevens.state(k).nodes.values()].find(node => node.id === name);
      return (list || (state ? state.name : name)) + " × " + Maak.decimal(value);
    });
    return found.join(", ");
  }
  return { show, get, named, unnamed, describe };
};
