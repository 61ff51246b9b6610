"use strict";
// Notes, and the whole working state as a small file: nothing is kept in the browser, so nothing is lost with it.
const Sessie = (dossier, page) => {
  const KIND = "sessie van krachtenveld", LIMIT = 2000000, LONGEST = 20000;
  let notes = { algemeen: "", adviezen: {} }, dirty = false;
  const touched = () => { dirty = true; };
  window.addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });
  const text = value => (typeof value === "string" ? value.slice(0, LONGEST) : "");

  const version = value => (["string", "number"].includes(typeof value) ? text(String(value)) : "geen nummer");

  // Anything that came from a file, held against what a session is; null with a reason when it is none.
  function read(source) {
    let found;
    if (source.length > LIMIT) return { why: "dit bestand is te groot voor een sessie" };
    try { found = JSON.parse(source); } catch (error) { return { why: "dit bestand is geen leesbare sessie (geen geldige JSON)" }; }
    if (!found || typeof found !== "object" || found.soort !== KIND) return { why: "dit is geen sessie van krachtenveld" };
    if (found.versie !== 1) return { why: "deze sessie is van een andere versie (" + version(found.versie) + "); deze pagina leest versie 1" };
    const record = value => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
    const made = record(found.notities), advices = {};
    Object.entries(record(made.adviezen)).forEach(([id, note]) => { if (text(note)) advices[id] = text(note); });
    return {
      session: {
        dossier: text(found.dossier), regelset: text(found.regelset), scenario: text(found.scenario) || "basis", adres: text(found.adres),
        gewichten: record(found.gewichten), notities: { algemeen: text(made.algemeen), adviezen: advices },
        vast: (Array.isArray(found.vast) ? found.vast : []).slice(0, 6).map(record).map(one =>
          ({ naam: text(one.naam), scenario: text(one.scenario) || "basis", gewichten: record(one.gewichten) })),
      },
    };
  }
  const wrap = state => ({ gemaakt_met: "gemaakt met krachtenveld", soort: KIND, versie: 1, dossier, ...state, notities: notes });

  // The page itself, with a session in it: taken before any script changed it.
  const before = document.documentElement.cloneNode(true), live = before.querySelector("#live");
  if (live) live.remove();
  function copy(state) {
    const whole = before.cloneNode(true);
    whole.lastElementChild.append(document.getElementById("rekenpakket").cloneNode(true));  // which comes after the scripts
    const original = "<!doctype html>\n" + whole.outerHTML;
    const inside = JSON.stringify(wrap(state)).replace(/[<>&\u2028\u2029]/g, sign => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
    const at = original.indexOf('id="sessie">') + 'id="sessie">'.length;  // the data stand before the scripts
    return original.slice(0, at) + inside + original.slice(original.indexOf("</" + "script>", at));
  }

  function field(parent, label, value, change) {
    const id = "notitie-" + Math.abs([...label].reduce((so, sign) => (so * 31 + sign.charCodeAt(0)) | 0, 7)) + (parent.id || "");
    const name = Maak.make(parent, "label", label, "klein"), area = Maak.make(parent, "textarea");
    name.htmlFor = area.id = id;
    area.value = value;
    area.maxLength = LONGEST;
    area.addEventListener("input", () => { change(area.value); touched(); });
    return area;
  }
  // A note under an advice in the details.
  function onCard(parent, card) {
    const details = Maak.make(parent, "details"), own = notes.adviezen[card.id];
    Maak.make(details, "summary", own ? "Notitie" : "Notitie maken");
    details.open = Boolean(own);
    field(details, "Notitie bij: " + card.title, own || "", value => {
      if (value) notes.adviezen[card.id] = value; else delete notes.adviezen[card.id];
    });
  }
  function sheet(box, choose, titleOf) {
    box.replaceChildren();
    Maak.make(box, "h2", "Notities");
    Maak.make(box, "p", "Notities staan alleen in deze pagina. Bewaar ze als sessie (een klein bestand om later te openen) of als kopie van deze pagina met de notities erin. " +
      "Schrijf geen namen van personen op; rollen volstaan.");
    field(box, "Algemeen", notes.algemeen, value => { notes.algemeen = value; });
    const ids = Object.keys(notes.adviezen);
    if (ids.length) Maak.make(box, "h2", "Bij adviezen (" + ids.length + ")");
    ids.forEach(id => {
      const part = Maak.make(box, "div");
      Maak.button(part, titleOf(id), () => choose(id), "naar");
      Maak.make(part, "p", notes.adviezen[id]);
    });
  }
  return {
    read, copy, onCard, sheet, touched, wrap,
    give(given) { notes = { algemeen: given.algemeen, adviezen: { ...given.adviezen } }; },
    saved() { dirty = false; },
    get dirty() { return dirty; },
  };
};
