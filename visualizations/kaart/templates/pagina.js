"use strict";
// The page of the map alone.
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  document.documentElement.classList.add("js");
  const kaart = Kaart(Gegevens(read("gegevens"), read("knopen"), read("lijnen")));
  if (read("opening").verschil && !location.hash) kaart.scenario(1, 0);
  else kaart.recall();
  window.addEventListener("hashchange", () => kaart.recall());
  window.krachtenveld = { kaart, ready: performance.now() };
})();
