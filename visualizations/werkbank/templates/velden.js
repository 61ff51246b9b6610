"use strict";
// The common edits as a form, for who does not know YAML. What a field writes is worked out by the engine, and can be seen in the text.
const Velden = (box, host) => {
  const MOST = 40, opened = new Map(), shut = new Map();
  let fields = [], wanted = "";
  const spoken = text => text.toLocaleLowerCase("nl");
  function row(list, field) {
    const line = Maak.make(list, "div", null, "veld"), id = `veld-${fields.indexOf(field)}`, label = Maak.make(line, "label", field.titel);
    label.htmlFor = id;
    if (opened.has(field.id) && opened.get(field.id) !== field.nu) line.classList.add("anders");
    let input;
    if (field.keuzes.length === 1) {
      input = Maak.button(line, "Dit klopt", () => told(field.keuzes[0]));
    } else if (field.keuzes.length) {
      input = Maak.make(line, "select");
      (field.keuzes.includes(field.nu) ? field.keuzes : [field.nu, ...field.keuzes]).forEach(word => { Maak.make(input, "option", word || "(niets)").value = word; });
      input.value = field.nu;
    } else {
      input = Maak.make(line, "input");
      input.value = field.nu;
      input.inputMode = "decimal";
      input.placeholder = "niet genoemd, dus 1";
      input.autocomplete = "off";
    }
    input.id = id;
    input.dataset.veld = field.id;
    const wrong = Maak.make(line, "p", null, "rood");
    wrong.setAttribute("role", "alert");
    const told = async value => {
      wrong.textContent = (value !== null && (await host.fill(field, value))) || "";
      input.setAttribute("aria-invalid", String(Boolean(wrong.textContent)));
    };
    if (field.keuzes.length !== 1) input.addEventListener("change", () => told(input.value === field.nu ? null : input.value));
    const note = Maak.make(line, "p", null, "klein");
    if (field.uitleg) note.append(field.uitleg + " ");
    Maak.button(note, "Toon in de tekst", () => host.show(field.bestand, field.regel), "naar");
  }
  // What is always there, around the fields: these are drawn anew, and what is typed beside them stays.
  const bar = Maak.make(box, "div", null, "zoekveld"), label = Maak.make(bar, "label", "Zoek"), search = Maak.make(bar, "input");
  search.id = label.htmlFor = "zoek-veld";
  search.type = "search";
  search.addEventListener("input", () => { wanted = search.value; lists(); });
  const who = Maak.make(bar, "label", "U bent"), pick = Maak.make(bar, "select");
  pick.id = who.htmlFor = "rol";
  Maak.make(box, "p", "Wat u hier invult, komt als tekst in het bestand: als aanname, tot iemand er een bron bij zet. Zegt u dat iets klopt, dan komen uw rol en de dag erbij.", "klein");
  const erbij = Erbij(Maak.make(box, "div"), host);
  Maak.make(box, "div").id = "velden-lijst";
  function draw() {
    const at = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.veld : "", top = box.scrollTop;
    lists();
    box.scrollTop = top;
    const again = at && [...box.querySelectorAll("[data-veld]")].find(each => each.dataset.veld === at);
    if (again) again.focus({ preventScroll: true });
  }
  function lists() {
    const list = document.getElementById("velden-lijst"), words = spoken(wanted).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    [...new Set(fields.map(field => field.groep))].forEach((group, i) => {
      const own = fields.filter(field => field.groep === group && words.every(word => spoken(`${field.titel} ${field.uitleg}`).includes(word)));
      const part = Maak.make(list, "details"), open = words.length ? own.length > 0 : shut.has(group) ? !shut.get(group) : i === 0;
      part.open = open;
      Maak.make(part, "summary", `${group} (${own.length})`);
      part.addEventListener("toggle", () => { if (!wanted) shut.set(group, !part.open); if (part.open) fill(part, own); });
      if (open) fill(part, own);
    });
  }
  function fill(part, own) {
    if (part.dataset.vol) return;
    part.dataset.vol = "ja";
    own.slice(0, MOST).forEach(field => row(part, field));
    if (own.length > MOST) Maak.button(part, `Toon ook de andere ${own.length - MOST}`, event => { event.target.remove(); own.slice(MOST).forEach(field => row(part, field)); });
  }
  function set(answer, first) {
    fields = answer.velden;
    if (!pick.options.length) answer.rollen.forEach(each => { Maak.make(pick, "option", each).value = each; });
    erbij.set(answer);
    if (first) {
      opened.clear();
      fields.forEach(field => opened.set(field.id, field.nu));
    }
    draw();
  }
  return { set, judge: erbij.judge, under: erbij.under, get role() { return pick.value; } };
};
