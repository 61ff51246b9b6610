"use strict";
// What can be added with a form: a relation, and an example of what should be advised or not. What it becomes in the text is worked out
// by the engine. What someone filled in stays until it has come into a file.
const Erbij = (box, host) => {
  let known = {};

  // ── parts of a form ──
  let number = 0;
  function asked(parent, label, tag) {
    const line = Maak.make(parent, "div", null, "vraag"), text = Maak.make(line, "label", label), input = Maak.make(line, tag);
    input.id = text.htmlFor = `erbij-${++number}`;
    return input;
  }
  function choices(select, groups, first) {
    const before = select.value;
    select.replaceChildren();
    Maak.make(select, "option", first).value = "";
    groups.forEach(([title, items]) => {
      const within = title ? Maak.make(select, "optgroup") : select;
      if (title) within.label = title;
      items.forEach(([value, text]) => { Maak.make(within, "option", text).value = value; });
    });
    select.value = before;
    if (select.selectedIndex < 0) select.value = "";
  }
  function form(id, title, help, build) {
    const part = Maak.make(box, "details", null, "erbij");
    part.id = id;
    Maak.make(part, "summary", title);
    const own = Maak.make(part, "form");
    if (help) Maak.make(own, "p", help, "klein");
    const fields = build(own), foot = Maak.make(own, "div", null, "zet");
    Maak.make(foot, "button", "Zet erbij").type = "submit";
    const told = Maak.make(foot, "p");
    told.setAttribute("role", "status");
    const tell = (text, cls) => { told.textContent = text; told.className = cls; };
    let busy = false;
    own.addEventListener("submit", async event => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      tell("wordt opgeschreven …", "bezig");
      const answer = await host.add(id, fields.answers());
      busy = false;
      if (!answer) tell("Dat lukte niet; wat u invulde, staat er nog.", "rood");
      else if (answer.fout) tell(answer.fout, "rood");
      else {
        tell(`Staat nu in ${answer.pad}. ${fields.done} `, "groen");
        Maak.button(told, "Toon in de tekst", () => host.show(answer.pad, answer.regel), "naar");
        fields.clear();
      }
      foot.scrollIntoView({ block: "nearest" });
    });
    own.addEventListener("input", () => { if (!busy) tell("", ""); });
    return { part, ...fields };
  }

  // ── a relation ──
  const relation = form("relatie", "Een relatie erbij", "", own => {
    const kind = asked(own, "Wat voor relatie?", "select"), about = Maak.make(own, "p", null, "klein"), middle = Maak.make(own, "div");
    const source = asked(own, "Waar staat dat?", "select"), note = asked(own, "Toelichting (mag leeg)", "input");
    note.autocomplete = "off";
    Maak.make(own, "p", "Met een bron staat het er als oordeel, zonder als aanname. Noem rollen en geen namen van personen.", "klein");
    let inputs = {};
    const values = () => Object.fromEntries(Object.entries(inputs).map(([id, { input }]) => [id, input.value]));
    const offer = () => Object.values(inputs).forEach(({ input, lijst, open }) => choices(input, known.relatie.lijsten[lijst], open ? "niet genoemd" : "kies …"));
    function draw() {
      const chosen = known.relatie.soorten.find(each => each.id === kind.value), before = values();
      middle.replaceChildren();
      inputs = {};
      about.textContent = chosen ? chosen.uitleg : "";
      (chosen ? chosen.vragen : []).forEach(each => { inputs[each.id] = { ...each, input: asked(middle, each.open ? `${each.vraag} (mag leeg)` : each.vraag, "select") }; });
      offer();
      Object.entries(inputs).forEach(([id, { input }]) => { if ([...input.options].some(each => each.value === before[id])) input.value = before[id]; });
    }
    kind.addEventListener("change", draw);
    return {
      done: "Rechts ziet u wat het doet.",
      answers: () => ({ soort: kind.value, ...values(), bron: source.value, toelichting: note.value }),
      clear: () => { Object.values(inputs).forEach(({ input }) => { input.value = ""; }); source.value = note.value = ""; },
      set() {
        choices(kind, [["", known.relatie.soorten.map(each => [each.id, each.titel])]], "kies …");
        choices(source, known.relatie.lijsten.bron, "nog geen bron: een aanname");
        offer();
      },
    };
  });

  // ── an example ──
  const example = form("voorbeeld", "Een voorbeeld: wat hoort er wel of niet in het advies", "Klopt een advies niet, of mist u er een? Leg dat vast. Het voorbeeld is groen als het advies zo is en rood als het anders is, ook later nog.", own => {
    const about = asked(own, "Welk advies of welke zetel?", "input"), list = Maak.make(own, "datalist"), verdicts = Maak.make(own, "fieldset");
    list.id = "voorbeeld-adviezen";
    about.setAttribute("list", list.id);
    about.autocomplete = "off";
    about.spellcheck = false;
    about.placeholder = "typ een paar woorden en kies";
    Maak.make(verdicts, "legend", "Wat vindt u?");
    const why = asked(own, "Waarom? In uw eigen woorden", "textarea");
    why.rows = 2;
    Maak.make(own, "p", "Noem rollen en geen namen van personen.", "klein");
    const under = Maak.make(own, "p", null, "klein");
    const chosen = () => verdicts.querySelector("input:checked");
    return {
      done: "Rechts ziet u of het nu al zo is.",
      answers: () => ({ advies: about.value, oordeel: chosen() ? chosen().value : "", reden: why.value }),
      clear: () => { about.value = why.value = ""; if (chosen()) chosen().checked = false; },
      set() {
        list.replaceChildren();
        known.voorbeeld.adviezen.forEach(title => { Maak.make(list, "option").value = title; });
        if (verdicts.querySelector("input")) return;
        known.voorbeeld.oordelen.forEach(([value, text]) => {
          const label = Maak.make(verdicts, "label"), input = Maak.make(label, "input");
          Object.assign(input, { type: "radio", name: "oordeel", value });
          label.append(` ${text}`);
        });
      },
      under(scenario) { under.textContent = scenario ? `Dit gaat over het advies onder het scenario “${scenario}”, dat u bij Advies koos.` : ""; },
      // From an answer about an advice: only why is left to say.
      about(title, verdict) {
        about.value = title;
        [...verdicts.querySelectorAll("input")].forEach(input => { input.checked = input.value === verdict; });
        why.focus();
      },
    };
  });
  return {
    set(answer) {
      // Who is choosing is not disturbed by an answer that says the same.
      const same = part => JSON.stringify(answer[part]) === JSON.stringify(known[part]), told = [["relatie", relation], ["voorbeeld", example]].filter(([part]) => !same(part));
      known = answer;
      told.forEach(([, each]) => each.set());
    },
    under: example.under,
    judge(title, verdict) {
      example.part.open = true;
      example.part.scrollIntoView({ block: "nearest" });
      example.about(title, verdict);
    },
  };
};
