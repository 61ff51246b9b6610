"use strict";
// The page of the map alone: the answer above it, and the same for a room.
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  document.documentElement.classList.add("js");
  const gegevens = Gegevens(read("gegevens"), read("knopen"), read("lijnen")), antwoord = Antwoord(gegevens), base = gegevens.state(0);
  // What the filters leave of the scenario and of the basis, and which they are.
  const shown = () => ({ state: kaart.narrowed(kaart.state), base: kaart.narrowed(base), about: kaart.about });
  const stappen = Stappen(document.getElementById("ongedaan"), ["projector"]);
  const projector = Projector(gegevens, antwoord, shown), box = document.getElementById("antwoord");
  function tell() {
    const { state, base } = shown();
    antwoord.draw(box, state, base, advice => {
      const node = gegevens.tableOf(state, advice);
      if (node) kaart.go(node.index, advice); else kaart.card(advice);
    });
    projector.draw();
  }
  const kaart = Kaart(gegevens, antwoord, {
    changed: tell, narrowed: tell, write: stappen.write,
    remember(found) { if (projector.at != null) found.set("projector", projector.at + 1); },
  });
  projector.changed = () => kaart.remember();
  function recall() {
    const slide = Number(new URLSearchParams(location.hash.slice(1)).get("projector"));
    kaart.recall();
    if (slide > 0) projector.open(slide - 1, true);
  }
  if (read("opening").verschil && !location.hash) kaart.scenario(1, 0);
  else recall();
  // In another width the answer has another room.
  window.addEventListener("resize", () => { if (box.reserved !== box.clientWidth) tell(); });
  window.addEventListener("hashchange", recall);
  window.krachtenveld = { kaart, antwoord, projector, ready: performance.now() };
})();
