"use strict";
// The page: files on the left, the form or the text in the middle, what comes of it on the right.
(() => {
  const $ = id => document.getElementById(id), read = id => JSON.parse($(id).textContent);
  document.documentElement.classList.add("js");
  const begin = read("begin"), PAUSE = 450, SLOW = 20000;
  const dossier = Dossier(begin), machine = Machine(read("machinekamer"), () => ({ python: read("python"), program: read("programma") }));
  const weten = Weten();
  let editor = null, ready = false, found = [], sound = true, edition = 0, timer = 0, first = false, touched = "", advices = begin.advies.adviezen, possible = [];

  const tell = text => { $("melding").textContent = text; };
  const empty = id => { const box = $(id); box.replaceChildren(); return box; };
  const refused = ({ fout, tip }) => `${Maak.capital(fout)}${tip ? " – " + tip : ""}.`;
  const number = (count, one, more) => `${count} ${count === 1 ? one : more}`;

  // ── tabs ──
  function tabs(list, chosen) {
    const all = [...list.querySelectorAll("[role=tab]")];
    const choose = tab => {
      all.forEach(each => {
        const on = each === tab;
        each.setAttribute("aria-selected", on);
        each.tabIndex = on ? 0 : -1;
        $(each.getAttribute("aria-controls")).hidden = !on;
      });
      chosen(tab.getAttribute("aria-controls"));
    };
    all.forEach((tab, i) => {
      tab.addEventListener("click", () => choose(tab));
      tab.addEventListener("keydown", event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const next = all[(i + step + all.length) % all.length];
        next.focus();
        choose(next);
      });
    });
    return id => choose(all.find(tab => tab.getAttribute("aria-controls") === id));
  }
  const [ways, sheets] = document.querySelectorAll("[role=tablist]");
  const way = tabs(ways, id => {
    $("tekst-kop").textContent = id === "velden" ? "Gewone wijzigingen" : editor ? editor.current : "";
    $("tekst-kop").className = id === "velden" ? "" : "pad";
    list();
  });
  let sheet = "advies";
  const open = tabs(sheets, id => { sheet = id; if (id === "advies") advise(); });

  // ── files ──
  const GROUPS = [["opgaven", "Opgaven"], ["networks", "Netwerken"], ["rules", "Regels"], ["scenarios", "Scenario’s"], ["toetsen", "Toetsen"], ["", "Dossier"]];
  const groupOf = file => (!file.own ? "basis" : GROUPS.some(([id]) => id && file.path.startsWith(id + "/")) ? file.path.split("/")[0] : file.path.includes("/") ? "basis" : "");
  function list() {
    const box = empty("lijst"), loose = new Set(dossier.loose()), changed = loose.size;
    [...GROUPS, ["basis", "Basis"]].forEach(([id, title]) => {
      const own = dossier.files.filter(file => groupOf(file) === id);
      if (!own.length) return;
      Maak.make(box, "h3", title);
      const items = Maak.make(box, "ul");
      own.forEach(file => {
        const wrong = found.filter(each => each.bestand === file.path && each.ernst === "fout").length, button = Maak.button(Maak.make(items, "li"), null, () => go(file.path));
        button.dataset.pad = file.path;
        if (editor && editor.current === file.path && !$("schrijven").hidden) button.setAttribute("aria-current", "true");
        Maak.make(button, "span", file.path.split("/").slice(id && id !== "basis" ? 1 : 0).join("/").replace(/\.yaml$/, ""), "naam");
        if (wrong) Maak.make(button, "span", number(wrong, "fout", "fouten"), "merk");
        else if (loose.has(file)) Maak.make(button, "span", "gewijzigd", "merk");
      });
    });
    $("bewaar").textContent = changed ? `Bewaren (${changed})` : "Bewaren";
    $("ongedaan").disabled = !editor || !editor.steps;
    document.title = `${changed ? "• " : ""}Werkbank ${dossier.name}`;
  }
  function go(path, line, column) {
    const file = dossier.get(path);
    if (!file || !editor) return;
    way("schrijven");
    editor.show(path, line, column);
    $("tekst-kop").textContent = path;
    $("alleen-lezen").hidden = file.own;
    list();
  }
  const place = (parent, path, line, column) => Maak.button(parent, `${path}:${line || 1}`, () => go(path, line || 1, column || 1), "naar");

  // ── what is asked while someone types ──
  function changed(path, text) {
    dossier.get(path).text = text;
    touched = path;
    edition++;
    tell("");
    list();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
    if (sheet === "advies") open("gevolg");
    busy("wijzigingen");
    outdated();
  }
  const busy = id => { if (!$(id).querySelector(".bezig")) $(id).prepend(Maak.make(null, "p", ready ? "wordt nagerekend …" : "wacht op de rekenmachine …", "bezig")); };
  let looking = false, again = false;
  async function look() {
    if (!ready) return; // when the engine starts, it looks first
    if (looking) { again = true; return; }
    looking = true;
    const own = edition;
    try {
      const answer = await ask("kijk", { bestanden: dossier.now() });
      if (own === edition) shown(answer);
    } catch (error) {
      broken(error);
    } finally {
      looking = false;
      if (again || (ready && own !== edition)) { again = false; look(); }
      else if (ready && sound) after(own);
    }
  }
  async function after(own) {
    const fresh = () => own === edition && ready && !looking;
    const files = dossier.now();
    try {
      // First the tests that cost nothing or are about the edit: who types waits for red to turn green.
      let around = { klaar: true };
      if (dossier.edited) around = await ask("rondom", { bestanden: files });
      if (!fresh()) return;
      if (around.toetsen) surrounded(around);
      const remarks = await ask("opmerkingen", { bestanden: files });
      if (!fresh()) return;
      remarked(remarks);
      if (!own) return; // the rest is as it was when the page was made
      receipt(files);
      offer((await ask("scenarios", { bestanden: files })).scenarios || []);
      if (sheet === "advies") advise();
      if (first) {
        first = false;
        form(await ask("velden", { bestanden: files }), true);
      } else await refill(own);
      while (remarks.gaaf && !around.klaar && !around.fout && fresh()) {
        around = await ask("rondom", { bestanden: files });
        if (fresh() && !around.fout) surrounded(around);
      }
      if (fresh()) weten.set((await ask("schemas", { bestanden: files })).schemas);
    } catch (error) {
      broken(error);
    }
  }
  let last = null;
  // The errors, under the text and in it.
  function wrong(findings, rules) {
    found = findings.filter(each => each.ernst === "fout");
    $("fouten").hidden = !found.length;
    $("fouten-kop").textContent = number(found.length, "fout", "fouten");
    const box = empty("fouten-lijst");
    found.forEach(each => {
      const item = Maak.make(box, "li");
      if (each.bestand) { place(item, each.bestand, each.regel, each.kolom); item.append(" "); }
      Maak.make(item, "span", Maak.capital(each.melding) + ".");
      if (each.tip) Maak.make(item, "span", ` ${Maak.capital(each.tip)}.`, "klein");
    });
    editor.mark(found, rules);
    list();
  }
  const sayWrong = box => Maak.make(box, "p", `${number(found.length, "fout", "fouten")}; zij ${found.length === 1 ? "staat" : "staan"} onder de tekst.`, "rood");
  function shown(answer) {
    if (answer.fout && !answer.bevindingen) return tell(`${answer.fout}${answer.tip ? " – " + answer.tip : ""}`);
    sound = answer.gaaf;
    wrong(answer.bevindingen, answer.regels);
    if (!sound) {
      $("bewaar-gevolg").hidden = true;
      const note = empty("wijzigingen");
      sayWrong(empty("controles"));
      Maak.make(note, "p", `Er ${found.length === 1 ? "staat een fout" : "staan fouten"} in de tekst; het gevolg komt terug zodra die hersteld is.`);
      [...document.querySelectorAll("#uitkomst .bezig")].forEach(each => each.remove());
      if (!$("effect").querySelector(".oud")) $("effect").prepend(Maak.make(null, "p", "Dit is het gevolg van vóór de fout.", "oud klein"));
      return;
    }
    last = answer;
    $("stempel").textContent = answer.stempel;
    effect(answer);
  }
  const OVERLAP = "Achter een oorzaak staat wat zij op zichzelf met de score doet; samen kan dat meer of minder zijn.";
  const overlap = told => told.groepen.some(group => group.adviezen.some(each => each.waardoor.length > 1));
  const isBeside = change => change.gewoon.startsWith("Daarbij");
  const plain = value => (typeof value === "number" ? Maak.decimal(value) : value);
  function effect({ effect: told, wijzigingen: changes, voorbeelden: examples, meldingen: notes }) {
    const what = empty("wijzigingen"), does = empty("effect");
    $("bewaar-gevolg").hidden = !changes.length && !examples.length;
    if (!changes.length) {
      if (!examples.length) Maak.make(what, "p", "U hebt nog niets gewijzigd, of alles staat weer zoals het was.");
      Maak.make(does, "p", "Het advies is zoals u het opende.");
    } else {
      const items = Maak.make(what, "ol", null, "anders-lijst");
      changes.forEach(change => {
        const item = Maak.make(items, "li"), line = Maak.make(item, "p");
        Maak.make(line, "b", `${change.nummer}. `);
        Maak.make(line, "span", change.gewoon || change.tekst);
        const below = Maak.make(item, "p", null, "klein");
        if (change.bestand) place(below, change.bestand, change.regelnummer);
        if ((dossier.get(change.bestand) || {}).own && !isBeside(change)) {
          line.append(" ");
          Maak.button(line, "Neem terug", () => takeBack(change), "naar");
        }
        if (change.sleutels && change.sleutels.length) below.append(` ${change.sleutels.join(" › ")}`);
        if (change.oud != null || change.nieuw != null) {
          below.append(" · ");
          if (change.oud != null) Maak.make(below, "span", plain(change.oud), "was");
          if (change.oud != null && change.nieuw != null) below.append(" → ");
          if (change.nieuw != null) Maak.make(below, "span", plain(change.nieuw), "wordt");
        }
      });
      Maak.make(does, "p", told.groepen.length ? told.telling : "Deze wijziging verandert niets aan het advies.");
      if (overlap(told)) Maak.make(does, "p", OVERLAP, "klein");
      told.groepen.forEach(group => {
        const box = Maak.make(does, "details");
        box.open = group.soort !== "rang";
        Maak.make(box, "summary", group.kop);
        if (group.toelichting) Maak.make(box, "p", group.toelichting, "klein");
        const rows = Maak.make(box, "ul", null, "anders-lijst");
        group.adviezen.slice(0, group.soort === "rang" ? 0 : 12).forEach(each => {
          const item = Maak.make(rows, "li");
          Maak.make(Maak.make(item, "p"), "b", each.titel);
          Maak.make(item, "p", each.wordt);
          each.inhoud.forEach(text => Maak.make(item, "p", text));
          each.waardoor.forEach(text => Maak.make(item, "p", text, "klein"));
          const [word, asked] = group.soort === "vervallen" ? ["Waarom niet meer?", "waarom-niet"] : ["Waarom?", "waarom"];
          Maak.button(item, word, () => why(each.id, asked), "naar");
        });
        const rest = group.adviezen.length - 12;
        if (group.soort !== "rang" && rest > 0) Maak.make(box, "p", `… en nog ${rest}`, "klein");
      });
    }
    if (examples.length) {
      Maak.make(what, "p", number(examples.length, "voorbeeld erbij", "voorbeelden erbij") + ":");
      const items = Maak.make(what, "ul", null, "anders-lijst");
      items.id = "voorbeelden";
      examples.forEach(each => {
        const item = Maak.make(items, "li"), line = Maak.make(item, "p");
        Maak.make(line, "span", verdict(each), each.is === "mis" ? "rood" : each.is ? "groen" : "klein");
        line.append(`: ${each.tekst}`);
        const below = Maak.make(item, "p", null, "klein");
        place(below, each.bestand, each.regel);
        if (each.nu) below.append(` · nu: ${each.nu}`);
        if (each.waarom) Maak.make(item, "p", each.waarom, "klein");
      });
    }
    notes.forEach(note => Maak.make(does, "p", note, "klein"));
    const checks = empty("controles");
    Maak.make(checks, "p", "Geen fouten.", "groen");
    Maak.make(checks, "div").id = "opmerkingen";
    Maak.make(checks, "div").id = "getoetst";
    Maak.make($("getoetst"), "p", ...(dossier.edited ? ["De toetsen draaien zodra u even niet typt.", "bezig"] : ["De toetsen draaien zodra u iets wijzigt."]));
  }
  function remarked(answer) {
    if (answer.fout || !$("opmerkingen")) return;
    if (!answer.gaaf) {
      wrong(answer.bevindingen);
      sayWrong(empty("controles"));
      return;
    }
    const box = empty("opmerkingen");
    [["erbij", "Nieuw om op te letten", "rood"], ["weg", "Niet meer", "groen"]].forEach(([key, title, cls]) => {
      answer[key].slice(0, 6).forEach(each => {
        const line = Maak.make(box, "p");
        Maak.make(line, "span", `${title}: `, cls);
        Maak.make(line, "span", each.melding + " ");
        if (each.bestand) place(line, each.bestand, each.regel);
      });
      if (answer[key].length > 6) Maak.make(box, "p", `… en nog ${answer[key].length - 6}`, "klein");
    });
    Maak.make(box, "p", `${number(answer.samenvatting.let_op, "keer", "keer")} let op in het hele dossier.`, "klein");
  }
  const VERDICTS = { goed: "goed", mis: "mis", ooit: "voor ooit", vervuld: "vervuld" };
  const verdict = example => (example.is ? Maak.capital(VERDICTS[example.is]) : "Erbij");
  function surrounded({ toetsen: tested, scenarios: under, klaar: done, gedraaid: ran, van: all }) {
    const box = $("getoetst");
    if (!box) return;
    box.replaceChildren();
    if (tested.melding) Maak.make(box, "p", `De toetsen zijn niet te lezen: ${tested.melding}`, "rood");
    const wrong = tested.anders.filter(each => each.is === "mis").length;
    if (ran < all) Maak.make(box, "p", `De toetsen draaien: ${ran} van ${all} …`, "bezig");
    if (ran === all || tested.anders.length) Maak.make(box, "p", tested.anders.length ? `${number(tested.anders.length, "toets of voorbeeld komt", "toetsen en voorbeelden komen")} anders uit, ${wrong} mis.` : `Alle ${tested.aantal} toetsen en voorbeelden komen uit zoals eerst.`, wrong ? "rood" : "groen");
    const red = last ? last.voorbeelden.filter(each => each.is === "mis").length : 0;
    if (red) Maak.make(box, "p", `Van wat u erbij zette, ${red === 1 ? "is één voorbeeld" : `zijn ${red} voorbeelden`} nog mis.`, "rood");
    tested.anders.forEach(each => {
      const line = Maak.make(box, "p");
      if (each.was) { Maak.make(line, "span", VERDICTS[each.was], each.was === "mis" ? "rood" : "groen"); line.append(" → "); }
      Maak.make(line, "span", VERDICTS[each.is], each.is === "mis" ? "rood" : "groen");
      line.append(` ${each.soort} ${each.over ? each.over + ": " : ""}${each.tekst} `);
      if (each.bestand) place(line, each.bestand, each.regelnummer);
    });
    const touched = under.filter(each => each.gevolg), plain = under.filter(each => !each.melding);
    if (ran === all && last && last.wijzigingen.length) Maak.make(box, "p", `Gevolg in ${touched.length} van ${number(plain.length, "scenario", "scenario’s")}${done ? "" : "; er komen er nog"}.`, done ? undefined : "bezig");
    under.filter(each => each.melding).forEach(each => Maak.make(box, "p", `${each.naam}: ${each.melding}`, "klein"));
  }
  const bewijs = line => { $("bewijs").textContent = line; $("bewaar-bewijs").disabled = false; };
  async function receipt(files) {
    const answer = await ask("bewijsregel", { bestanden: files, scenario: scenario() });
    if (answer.zin) bewijs(answer.zin);
  }

  // ── other questions ──
  // Under which scenario: that holds for the advice, the reasons, the map and the receipt.
  const scenario = () => $("scenario").value;
  function offer(list) {
    const box = $("scenario"), chosen = box.value;
    box.replaceChildren();
    Maak.make(box, "option", "geen: het dossier zelf").value = "";
    list.forEach(each => { Maak.make(box, "option", each.naam).value = each.id; });
    box.value = list.some(each => each.id === chosen) ? chosen : "";
  }
  async function advise() {
    if (!ready || !sound) return undefined;
    const own = edition, answer = await ask("advies", { bestanden: dossier.now(), per: $("per").value, alles: $("alles").checked, scenario: scenario() });
    if (own !== edition) return undefined;
    if (answer.fout) return tell(refused(answer));
    return advised(answer);
  }
  function advised(answer) {
    Blokken($("advies-inhoud"), answer.blokken);
    advices = answer.adviezen;
    nameable();
    const titles = new Map(advices.map(each => [each.id, each.titel]));
    [...$("advies-inhoud").querySelectorAll("td .flets")].filter(each => titles.has(each.textContent.trim())).forEach(each => {
      const id = each.textContent.trim(), ask = Maak.button(null, "Waarom?", () => why(id, "waarom"), "naar");
      ask.setAttribute("aria-label", `Waarom? ${titles.get(id)}`);
      each.after(" ", ask);
    });
  }
  function halted(box, error) {
    box.replaceChildren();
    Maak.make(box, "p", "Gestopt: vraag het opnieuw.");
    broken(error);
  }
  async function filled(id, question, more = {}) {
    const box = $(id);
    box.replaceChildren();
    Maak.make(box, "p", ready ? "wordt uitgezocht …" : "wacht op de rekenmachine …", "bezig");
    try {
      const answer = await ask(question, { bestanden: dossier.now(), scenario: scenario(), ...more });
      if (answer.fout) { box.replaceChildren(); Maak.make(box, "p", Maak.capital(answer.fout) + "."); if (answer.tip) Maak.make(box, "p", Maak.capital(answer.tip) + ".", "klein"); }
      else Blokken(box, answer.blokken);
      return answer;
    } catch (error) {
      halted(box, error);
      return { fout: error };
    }
  }
  let about = "";
  async function why(words, question) {
    $("over").value = about = words;
    open("waarom");
    await told(question, {});
  }
  async function told(question, more) {
    $("oordeel").hidden = true;
    const answer = await filled("waarom-inhoud", question, { woorden: about, ...more });
    $("oordeel").hidden = Boolean(answer.fout);
    $("zoek-kleinste").hidden = !answer.te_zoeken;
  }
  function judge(verdict) {
    const known = advices.find(each => each.id === about);
    way("velden");
    velden.judge(known ? known.titel : about, verdict);
  }
  $("zoek-kleinste").addEventListener("click", () => told("waarom-niet", { zoek: true }));
  $("hoort").addEventListener("click", () => judge("wel"));
  $("hoort-niet").addEventListener("click", () => judge("niet"));
  $("vraag").addEventListener("submit", event => {
    event.preventDefault();
    if ($("over").value.trim()) why($("over").value.trim(), event.submitter ? event.submitter.value : "waarom");
  });
  ["per", "alles"].forEach(id => $(id).addEventListener("change", advise));
  $("scenario").addEventListener("change", () => { velden.under(scenario() && $("scenario").selectedOptions[0].text); outdated(); advise(); if (ready && sound) receipt(dossier.now()); });
  $("draai-toetsen").addEventListener("click", () => filled("toetsen-inhoud", "toets"));
  let drawn = null;
  // What was drawn before an edit, of another dossier or under another scenario does not pass for what one looks at now.
  function outdated() {
    const box = $("kaarten-inhoud");
    if (!box.querySelector("iframe") || box.querySelector(".oud")) return;
    box.prepend(Maak.make(null, "p", "Dit is getekend vóór uw laatste wijziging of keuze. Teken het opnieuw om die te zien.", "oud rood"));
    $("bewaar-plaat").hidden = true;
  }
  async function draw(question, called) {
    const box = empty("kaarten-inhoud"), own = edition;
    Maak.make(box, "p", "wordt getekend; dat duurt even …", "bezig");
    $("bewaar-plaat").hidden = true;
    try {
      const answer = await ask(question, { bestanden: dossier.now(), scenario: scenario() });
      box.replaceChildren();
      if (answer.fout) { Maak.make(box, "p", Maak.capital(answer.fout) + "."); return; }
      if (drawn) URL.revokeObjectURL(drawn.url);
      drawn = { name: called, html: answer.html, url: URL.createObjectURL(new Blob([answer.html], { type: "text/html" })) };
      const frame = Maak.make(box, "iframe");
      frame.title = question === "kaart" ? "Kaart van het dossier zoals het nu is" : "Verkenner van het dossier zoals het nu is";
      frame.src = drawn.url;
      $("bewaar-plaat").hidden = false;
      if (own !== edition) outdated();
    } catch (error) {
      halted(box, error);
    }
  }
  $("teken-kaart").addEventListener("click", () => draw("kaart", "kaart.html"));
  $("teken-verken").addEventListener("click", () => draw("verken", "verkenner.html"));
  $("bewaar-plaat").addEventListener("click", () => Maak.save(drawn.name, drawn.html, "text/html"));
  $("bewaar-bewijs").addEventListener("click", async () => {
    const answer = await ask("bewijs", { bestanden: dossier.now(), scenario: scenario() });
    if (answer.fout) return tell(answer.fout);
    Maak.save("bewijs.json", answer.tekst, "application/json");
  });

  // ── the form ──
  const velden = Velden($("velden"), {
    show: (path, line) => go(path, line, 1),
    // Gives why it was refused, if it was.
    async fill(field, value) {
      const answer = await drafted("invullen", { veld: field.id, waarde: value, dag: today(), rol: velden.role });
      if (!answer) return this.fill(field, value);
      if (!answer.bestanden) return answer.fout;
      written(answer.bestanden);
      tell(`Gewijzigd: ${Object.keys(answer.bestanden).join(", ")}.`);
      return undefined;
    },
    // Something that is new; gives the place where it came, or why it did not.
    async add(question, answers) {
      const answer = await drafted(question, { antwoorden: { ...answers, scenario: scenario() } });
      if (!answer) return this.add(question, answers);
      if (!answer.bestanden) return answer.fout ? answer : null;
      const [[path, text]] = Object.entries(answer.bestanden), before = (dossier.get(path) || { text: "" }).text;
      written(answer.bestanden);
      open("gevolg");
      let at = 0;
      while (at < before.length && before[at] === text[at]) at++;
      return { pad: path, regel: text.slice(0, at).split("\n").length };
    },
  });
  // The texts of files as the engine would have them, or why there are none; null when something else was changed meanwhile.
  async function drafted(question, more) {
    try {
      const own = edition, answer = await ask(question, { bestanden: dossier.now(), ...more });
      if (answer.fout) return { fout: refused(answer) };
      return own === edition ? answer : null;
    } catch (error) {
      broken(error);
      return {};
    }
  }
  // With a change goes what the form wrote beside it, unless that also belongs to another change of the same thing.
  async function takeBack(change) {
    const same = last.wijzigingen.filter(each => each.id === change.id && each.bestand === change.bestand && each !== change);
    const beside = same.filter(isBeside);
    const plekken = [change, ...(beside.length === same.length ? beside : [])].map(each => ({ regel: each.regelnummer, verdwenen: each.verdwenen }));
    const answer = await drafted("terug", { bestand: change.bestand, plekken });
    if (!answer) return tell("Er werd net iets anders gewijzigd: neem het opnieuw terug.");
    if (answer.fout) return tell(answer.fout);
    if (!answer.bestanden) return undefined;
    written(answer.bestanden);
    return tell(`Teruggenomen in ${change.bestand}.`);
  }
  // What was changed and what that does, for in a mail.
  function inWriting() {
    const told = last.effect, lines = [`Wat er gewijzigd is in ${dossier.name}`, last.stempel, ""];
    const below = (each, sign) => each.forEach(text => lines.push(`${sign}${text}`));
    last.wijzigingen.forEach(change => lines.push(`${change.nummer}. ${change.gewoon || change.tekst}`));
    last.voorbeelden.forEach(each => {
      lines.push(`${verdict(each)}: ${each.tekst}`);
      if (each.waarom) lines.push(`    ${each.waarom}`);
    });
    lines.push("", told.groepen.length ? told.telling : "Dit verandert niets aan het advies.");
    if (overlap(told)) lines.push(OVERLAP);
    told.groepen.forEach(group => {
      lines.push("", group.kop);
      group.adviezen.forEach(each => {
        lines.push(`- ${each.titel}: ${each.wordt}`);
        below([...each.inhoud, ...each.waardoor], "    ");
      });
    });
    lines.push("", $("bewijs").textContent, "");
    return lines.join("\n");
  }
  $("bewaar-gevolg").addEventListener("click", () => Maak.save("wijzigingen.txt", inWriting(), "text/plain"));
  // Who fills in a form is done with it, so nobody waits.
  function written(texts) {
    for (const [path, text] of Object.entries(texts)) {
      if (!dossier.get(path)) dossier.add(path);
      editor.put(path, text);
    }
    clearTimeout(timer);
    look();
  }
  const today = () => {
    const day = new Date(), two = part => String(part).padStart(2, "0");
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };
  async function refill(own) {
    const answer = await ask("velden", { bestanden: dossier.now() });
    if (own === edition) form(answer, false);
  }
  // The fields, and what one can ask about: also seats and relations on which there is no advice.
  function form(answer, fresh) {
    if (answer.fout) return;
    velden.set(answer, fresh);
    possible = answer.voorbeeld.adviezen;
    nameable();
  }
  function nameable() {
    const names = empty("adviezen"), given = new Set(advices.map(each => each.titel));
    advices.forEach(each => { Maak.make(names, "option", each.titel).value = each.id; });
    possible.filter(title => !given.has(title)).forEach(title => { Maak.make(names, "option").value = title; });
  }

  // ── keeping and opening ──
  function question(title, text, choices) {
    return new Promise(done => {
      const box = $("vraagvak"), buttons = empty("vraagvak-knoppen");
      $("vraagvak-kop").textContent = title;
      $("vraagvak-tekst").textContent = text;
      let chosen = "";
      choices.forEach(([name, value]) => Maak.button(buttons, name, () => { chosen = value; box.close(); }));
      box.addEventListener("close", () => done(chosen), { once: true });
      box.showModal();
    });
  }
  const gone = error => error && error.name === "AbortError";
  const REASONS = {
    NotAllowedError: "de browser kreeg geen toestemming om in deze map te schrijven", SecurityError: "deze map laat de browser niet toe; kies een map daarin",
    NotFoundError: "de map of het bestand is er niet meer", QuotaExceededError: "de schijf is vol", NoModificationAllowedError: "een ander programma houdt het bestand vast",
    InvalidStateError: "het bestand is intussen op schijf veranderd", NotReadableError: "het bestand is niet te lezen", TypeMismatchError: "er staat een map met de naam van een bestand",
  };
  const inWords = error => (error && REASONS[error.name]) || (error && error.message) || String(error);
  let keeping = false;
  async function keep() {
    if (keeping) return;
    keeping = true;
    const done = [];
    try {
      await kept(done);
    } catch (error) {
      if (error && (error.name === "NotAllowedError" || error.name === "NotFoundError")) dossier.folder = null;
      if (!gone(error)) tell(`${done.length ? `Bewaard: ${done.join(", ")}. De rest bewaren lukte niet` : "Bewaren lukte niet"}: ${inWords(error)}. Uw tekst staat er nog; probeer het nog eens of bewaar haar als zip.`);
    } finally {
      keeping = false;
      list();
    }
  }
  async function kept(done) {
    const changed = dossier.dirty();
    if (!changed.length) return tell("Er is niets te bewaren: alles is zoals het bewaard is.");
    if (!window.showDirectoryPicker) return keepZip();
    if (dossier.folder) await dossier.allowed();
    else {
      const answer = await question("Waar staat het dossier?", "Kies de map met dossier.yaml. De browser vraagt daarna of deze pagina er mag schrijven. Liever niet? Kies dan de zip.", [["Map kiezen", "map"], ["Als zip", "zip"], ["Nog niet", ""]]);
      if (answer === "zip") return keepZip();
      if (!answer) return undefined;
      dossier.folder = await window.showDirectoryPicker({ id: "dossier", mode: "readwrite" });
      if ((await dossier.onDisk("dossier.yaml")) === null) {
        dossier.folder = null;
        return tell("In die map staat geen dossier.yaml, dus er is niets geschreven. Kies de map van het dossier, of bewaar als zip.");
      }
    }
    const outside = await dossier.changedOutside(changed);
    if (outside.length) {
      const names = outside.map(each => each.file.path).join(", ");
      const answer = await question("Anders op schijf", `Op schijf is dit anders dan u het opende: ${names}. Wat u hier wijzigde, komt daar dan voor in de plaats.`, [["Toch bewaren", "ja"], ["Als zip", "zip"], ["Niet bewaren", ""]]);
      if (answer === "zip") return keepZip();
      if (!answer) return undefined;
    }
    for (const file of changed) {
      await dossier.keep(file);
      done.push(file.path);
      list();
    }
    return tell(`Bewaard in de map ${dossier.folder.name}, teruggelezen en gelijk: ${done.join(", ")}.`);
  }
  function keepZip() {
    Maak.save(`${(begin.naam || "dossier").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}.zip`, dossier.zip(), "application/zip");
    tell("Het hele dossier staat als zip bij uw downloads. Kijk of zij er staat voordat u de pagina sluit.");
    list();
  }
  // Whoever gets a dossier back that was changed elsewhere, wants to see what was changed.
  async function sent(given) {
    const had = Object.entries(begin.bestanden), same = had.every(([path]) => path in given), differs = had.some(([path, text]) => given[path] !== text);
    return same && differs && (await question("Waarmee vergelijken?", "Dit is een gewijzigde versie van het dossier in deze pagina. Wilt u zien wat eraan gewijzigd is?", [["Toon de wijzigingen", "ja"], ["Begin opnieuw hiermee", ""]])) === "ja";
  }
  async function take(read, folder = null) {
    if (dossier.loose().length && (await question("Niet bewaard", "U hebt wijzigingen die nog niet bewaard zijn. Bij het openen van een ander dossier gaan zij verloren.", [["Toch openen", "ja"], ["Terug", ""]])) !== "ja") return;
    tell("Het dossier wordt gelezen …");
    try {
      // What a dossier borrows from beside its folder is in no folder or zip of its own; this page has it.
      const borrowed = Object.fromEntries(dossier.files.filter(file => file.path.startsWith("../")).map(file => [file.path, file.text]));
      const given = { ...borrowed, ...(await read()) };
      const answer = await ask("zeef", { gegeven: given });
      if (answer.fout) return tell(refused(answer));
      const compared = await sent(answer.bestanden);
      dossier.fill(answer.bestanden, answer.naam || "dossier", compared ? begin.bestanden : null);
      dossier.folder = folder;
      editor.forget();
      edition++;
      outdated();
      first = true;
      document.querySelector("h1").textContent = `Werkbank ${dossier.name}`;
      await machine.ask("open", { bestanden: dossier.opened() });
      go((dossier.files.find(file => file.own) || dossier.files[0]).path);
      way("velden");
      if (compared) open("gevolg");
      tell(`Geopend: ${dossier.name}, ${number(dossier.files.filter(file => file.own).length, "bestand", "bestanden")}.`);
      look();
      if (folder) await resume();
    } catch (error) {
      if (error && error.damaged) broken(error);
      else if (!gone(error)) tell(`Openen lukte niet: ${inWords(error)}.`);
      else tell("");
    }
  }
  // What was typed before a time that keeping was cut short, is offered again as a change.
  async function resume() {
    const found = await dossier.leftovers();
    if (!found.length) return;
    const names = found.map(each => each.file.path).join(", ");
    if ((await question("Bewaren werd eerder afgebroken", `De nieuwe tekst van ${names} staat nog in een bestand ernaast. Wilt u die tekst hier terug, als wijziging?`, [["Terughalen", "ja"], ["Laten staan", ""]])) !== "ja") return;
    found.forEach(each => editor.put(each.file.path, each.text));
    tell(`Teruggehaald: ${names}. Kijk of het klopt en bewaar het dan.`);
  }
  $("bewaar").addEventListener("click", keep);
  $("bewaar-zip").addEventListener("click", keepZip);
  $("open-map").addEventListener("click", async () => {
    if (!window.showDirectoryPicker) return $("kies-map").click();
    try {
      const folder = await window.showDirectoryPicker({ id: "dossier", mode: "readwrite" });
      take(() => dossier.ofFolder(folder), folder);
    } catch (error) {
      if (!gone(error)) tell(`Openen lukte niet: ${inWords(error)}.`);
    }
    return undefined;
  });
  $("kies-map").addEventListener("change", event => { const files = [...event.target.files]; event.target.value = ""; if (files.length) take(() => dossier.ofList(files)); });
  $("open-zip").addEventListener("click", () => $("kies-zip").click());
  $("kies-zip").addEventListener("change", event => { const [file] = event.target.files; event.target.value = ""; if (file) take(() => dossier.ofZip(file)); });
  $("ongedaan").addEventListener("click", () => {
    const path = editor.back();
    if (path) tell(`Ongedaan gemaakt in ${path}.`);
    list();
  });
  window.addEventListener("beforeunload", event => { if (dossier.loose().length) event.preventDefault(); });
  window.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); keep(); }
  });
  // Who comes back to the page hears what was changed elsewhere meanwhile.
  window.addEventListener("focus", async () => {
    if (!dossier.folder) return;
    try {
      const outside = await dossier.changedOutside();
      outside.filter(each => each.text !== null && each.file.text === each.file.kept).forEach(each => {
        each.file.kept = each.text;
        editor.put(each.file.path, each.text);
      });
      if (outside.length) tell(`Buiten deze pagina veranderd: ${outside.map(each => each.file.path).join(", ")}. ${outside.some(each => each.file.text !== each.file.kept) ? "Wat u zelf wijzigde, staat er nog." : "De nieuwe tekst staat hier nu ook."}`);
    } catch { /* a folder that is gone is told when something is kept */ }
  });

  // ── the engine ──
  const state = (cls, text, again = false) => {
    $("machine").className = cls;
    $("machine-zin").textContent = text;
    $("machine-weer").hidden = !again;
  };
  let seeking = 0;
  function slowly() {
    const last = touched ? ` U wijzigde het laatst ${touched}: misschien levert een regel te veel op.` : "";
    const text = seeking ? "De kleinste wijziging wordt nog gezocht; dat mag u stoppen: start de rekenmachine dan opnieuw" : `De rekenmachine is nog bezig.${last} Duurt het te lang, start haar dan opnieuw`;
    state("", `${text}; uw tekst blijft staan.`, true);
  }
  async function ask(question, more) {
    const slow = setTimeout(slowly, SLOW), search = more && more.zoek ? 1 : 0;
    seeking += search;
    try {
      return await machine.ask(question, more);
    } finally {
      clearTimeout(slow);
      seeking -= search;
      if (ready && !$("machine-weer").hidden) state("klaar", "De rekenmachine staat klaar.");
    }
  }
  const unable = () => [typeof WebAssembly, typeof Worker, typeof DecompressionStream].includes("undefined");
  function broken(error) {
    if (error && error.stopped) return;
    ready = false;
    werkbank.fault = String((error && error.message) || error);
    const text = error && error.damaged ? `Een deel van deze pagina is beschadigd (${error.message}): vraag haar opnieuw op. Uw tekst staat er nog; bewaar haar als zip.` :
      unable() ? "Deze browser kan niet rekenen in de pagina. Lezen, typen en bewaren kan wel; neem een nieuwere Edge, Chrome of Firefox om te rekenen." :
      "De rekenmachine is gestopt. Uw tekst staat er nog.";
    state("stuk", text, !(error && error.damaged) && !unable());
  }
  // The names and words of when the page was made, until the engine has those of the dossier as it is.
  async function know() {
    try {
      const told = JSON.parse(new TextDecoder().decode(await Pak.plain(Pak.bytes(read("schemas").text))));
      if (!edition) weten.set(told.schemas);
    } catch { /* without these there is nothing to complete until the engine runs */ }
  }
  async function start() {
    const from = performance.now();
    state("", "De rekenmachine start. Lezen en typen kan al.");
    try {
      if (unable()) throw new Error("de browser kan dit niet");
      await machine.start();
      await machine.ask("open", { bestanden: dossier.opened() });
      ready = true;
      werkbank.engineReady = performance.now();
      state("klaar", `De rekenmachine staat klaar (na ${Maak.decimal((performance.now() - from) / 1000, 1)} seconden).`);
      look();
    } catch (error) {
      broken(error);
    }
  }
  // Who asked something of an engine that was started again gets no answer, and asks again of the next one.
  window.addEventListener("unhandledrejection", event => {
    if (event.reason && event.reason.stopped) event.preventDefault();
  });
  $("machine-weer").addEventListener("click", () => {
    machine.stop(Object.assign(new Error("gestopt"), { stopped: true }));
    ready = looking = false;
    start();
  });

  // ── begin ──
  const werkbank = (window.werkbank = { dossier, ask: (question, more) => ask(question, { bestanden: dossier.now(), ...more }), get ready() { return ready; }, get busy() { return machine.busy || looking; } });
  list();
  offer(begin.scenarios);
  advised(begin.advies);
  form(begin.formulier, true);
  bewijs(begin.bewijs.zin);
  $("fouten").hidden = true;
  werkbank.read = performance.now();
  document.addEventListener("DOMContentLoaded", () => {
    editor = Bewerker($("bewerker"), {
      nonce: read("nonce"), changed, text: path => dossier.get(path).text, readOnly: path => !dossier.get(path).own,
      complete: weten.complete, hover: weten.hover,
    });
    werkbank.editor = editor;
    const one = dossier.files.find(file => file.path.startsWith("opgaven/")) || dossier.files[0];
    go(one.path);
    way("velden");
    know();
    start();
  });
})();
