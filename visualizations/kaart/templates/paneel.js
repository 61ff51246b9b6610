"use strict";
// The details panel: why, by which rules, on which facts. All text goes in through textContent.
const Paneel = (gegevens, box, goTo, extra) => {
  const { data, text, fact, rekenen } = gegevens;
  const MOST = 5;
  const make = Maak.make, decimal = Maak.decimal, signed = number => (number > 0 ? "+" : "−") + decimal(Math.abs(number));
  const KIND_ROWS = { nieuw: "Nieuw in dit scenario.", weg: "Alleen in de basis; in dit scenario vervalt het.", anders: "Anders dan in de basis." };

  const origin = item => [...new Set([item.nature === "registratie" ? "" : item.nature, item.source, item.place])]
    .filter(Boolean).join(" · ");
  function facts(parent, list) {
    const ul = make(parent, "ul");
    list.map(fact).forEach(item => {
      const li = make(ul, "li", item.text);
      make(li, "div", origin(item), "bron");
      if (item.note) make(li, "div", item.note, "bron");
      if (item.verify) make(li, "div", "Te verifiëren: " + item.verify, "bron onzeker");
    });
  }

  // `counted` holds what a rule has counted for already: within an opgave it does so once, at its strongest.
  function reason(parent, state, found, counted) {
    const [rule, sentence, , grounds, known] = found, [name, file, line, points] = data.rules[rule];
    const li = make(parent, "li");
    make(li, "div", text(sentence) || "Deze regel heeft geen zin om te lezen.");
    const shares = rekenen.terms(found).map(term =>
      decimal(Math.round(rekenen.value(term, state.weights) * 100) / 100) + " voor " + data.opgaven[term.opgave][1]);
    const keys = rekenen.terms(found).map(term => term.rule + "," + term.opgave), again = keys.every(key => counted.has(key));
    keys.forEach(key => counted.add(key));
    make(li, "div", "Regel " + name + " (" + file + ":" + line + "), " + signed(points) + " punten; " +
      (again ? "dezelfde regel telde hierboven al zwaarder, dus dit komt er niet bij (" : "telt ") + [...new Set(shares)].join(", ") +
      (again ? ")" : ""), "bron rekening");
    if (grounds.length) make(li, "div", "Bron: " + origin(fact(grounds[0])), "bron");
    const more = known ? (grounds.length ? "; " : "") + known + (known === 1 ? " feit staat" : " feiten staan") +
      " hierboven al" : "";
    if (!grounds.length) { make(li, "div", more, "bron"); return; }
    const details = make(li, "details");
    make(details, "summary", grounds.length + (grounds.length === 1 ? " feit" : " feiten") + " met bron" + more);
    facts(details, grounds);
  }

  // How the score came about, as `waarom` says it.
  function sum(item, parts, state, stands) {
    const { scoring } = gegevens.cases[state.k], values = rekenen.values(item, parts, state.weights), two = value => decimal(Math.round(value * 100) / 100);
    if (values.length < 2 || !stands.score) return "Score: " + decimal(stands.score, 1) + ", het enige argument telt.";
    const rest = values.slice(1).reduce((so, value) => so + value, 0), capped = scoring.bonus * rest > scoring.cap * values[0];
    return "Score " + decimal(stands.score, 1) + " = " + two(values[0]) + " voor het sterkste argument + " +
      (capped ? two(scoring.cap * values[0]) + ", de meeste die de andere " + (values.length - 1) + " samen mogen toevoegen"
        : decimal(scoring.bonus) + " × (" + values.slice(1).map(two).join(" + ") + ") voor " + (values.length - 1) + (values.length === 2 ? " ander argument" : " andere argumenten")) + ".";
  }

  // One advice of a state, as it stands under its weights; `before` is what it is held against.
  function advice(parent, state, index, before) {
    const item = state.cards.get(index), stands = state.standing.get(index), old = before && gegevens.counterpart(state, before, stands);
    make(parent, "h3", item.title);
    const line = make(parent, "p", data.bands[stands.band] + " · score " + decimal(stands.score, 1) + " · rang " + stands.rank +
      " van " + gegevens.cases[state.k].total + " · " + item.attitude, "klein");
    if (before && before !== state)
      make(line, "strong", !old ? " · nieuw" : old.band !== stands.band ? " · was " + data.bands[old.band] + ", rang " + old.rank :
        old.rank !== stands.rank ? " · was rang " + old.rank : "");
    if (item.footing) make(parent, "p", item.footing + ".", "klein onzeker");
    if (extra) extra(parent, item);
    const parts = rekenen.counting(item, state.weights, gegevens.cases[state.k].scoring), counts = found => parts.includes(found[5]);
    const reasons = item.reasons.filter(counts).map((found, i) => ({ found, i, net: rekenen.net(item, found, state.weights) }))
      .sort((a, b) => b.net - a.net || a.i - b.i).map(one => one.found);
    make(parent, "p", sum(item, parts, state, stands), "klein");
    make(parent, "p", "Waarom", "kop");
    const list = make(parent, "ul"), counted = new Set();
    item.told.forEach(one => {
      const li = make(list, "li", one.text);
      make(li, "div", (one.opgave < 0 ? "" : data.opgaven[one.opgave][1] + " · ") + one.source, "bron");
    });
    reasons.slice(0, 2).forEach(found => reason(list, state, found, counted));
    if (reasons.length > 2) {
      const more = make(parent, "details"), count = reasons.length - 2;
      make(more, "summary", "Nog " + count + (count === 1 ? " argument" : " argumenten"));
      const rest = make(more, "ul");
      reasons.slice(2).forEach(found => reason(rest, state, found, counted));
    }
    const counters = item.counters.filter(counts);
    if (counters.length) {
      make(parent, "p", "Wat er tegen pleit", "kop");
      const against = make(parent, "ul");
      counters.forEach(found => reason(against, state, found, new Set()));
    }
    if (item.conditions.length) {
      make(parent, "p", "Voorwaarden", "kop");
      const ul = make(parent, "ul");
      item.conditions.forEach(found => make(ul, "li", found));
    }
    const grounds = reasons.length ? reasons[0][3].map(fact) : [];
    const count = nature => grounds.filter(found => found.nature === nature).length;
    const [views, guesses] = [count("oordeel"), count("aanname")];
    if (views + guesses)
      make(parent, "p", "Het sterkste argument rust op " + [
        views ? views + (views === 1 ? " oordeel" : " oordelen") : "",
        guesses ? guesses + (guesses === 1 ? " aanname" : " aannames") : "",
      ].filter(Boolean).join(" en ") + ".", "klein onzeker");
  }

  function links(view, state, title, list, other) {
    if (!list.length) return;
    make(box, "h3", title + " (" + list.length + ")");
    const ul = make(box, "ul", null, "kaal");
    list.slice().sort((a, b) => b.strength - a.strength).forEach(edge => {
      const li = make(ul, "li"), near = view.items.get(edge[other]);
      Maak.button(li, near.name, () => goTo(near.key), "naar");
      if (edge.kind === "tegen") make(li, "div", data.links.tegen, "bron");
      const best = near.node && ["gremium", "instrument"].includes(near.kind) && state.cards.get(near.node.cards[0]);
      if (best) make(li, "div", best.title + " (" + data.bands[state.standing.get(best.advice).band] + ")", "bron");
    });
  }

  // What is chosen in a view; `state` is where the node is from, `before` what it is held against, if anything.
  // `first` is the advice to begin with; `asked` the condition that was asked for, in words.
  function show(view, key, state, before, folds, first, asked) {
    box.textContent = "";
    box.classList.toggle("leeg", key == null);
    if (key == null) {
      make(box, "h2", asked || "Kies een onderdeel");
      if (!asked) make(box, "p", "Klik op een vak of gebruik de pijltjestoetsen. U ziet dan de hele lijn van opgave naar " +
        "beslisser, met redenen, regels en bronnen.");
      ranked(view, asked);
      return;
    }
    const item = view.items.get(key);
    make(box, "h2", item.name);
    if (asked) ranked(view, false, asked);
    if (item.group) {
      make(box, "p", item.group.members.length + " onderdelen, samengevouwen.");
      Maak.button(box, "Vouw uit", () => folds.open(key));
      const ul = make(box, "ul", null, "kaal");
      item.group.members.slice(0, 60).forEach(node => Maak.button(make(ul, "li"), node.name, () => goTo(node.index), "naar"));
      if (item.group.members.length > 60) make(box, "p", "… en nog " + (item.group.members.length - 60) + ".", "klein");
    } else about(item, state, before, folds, first);
    links(view, state, "Komt van", view.into.get(key), "from");
    links(view, state, "Leidt naar", view.out.get(key), "to");
    if (item.node && item.node.facts.length) {
      make(box, "h3", "Wat het dossier zegt");
      facts(box, item.node.facts);
    }
  }
  // The tables in view, one a row, the heaviest first.
  function ranked(view, open, name) {
    const tables = [...view.items.values()].filter(item => item.kind === "gremium")
      .sort((a, b) => a.node.rank - b.node.rank || a.key - b.key);
    if (!tables.length) return;
    const more = make(box, "details");
    more.open = Boolean(open);
    make(more, "summary", name || "Tafels in beeld, op rang (" + tables.length + ")");
    const list = make(more, "ol", null, "kaal");
    tables.forEach(item => {
      const li = make(list, "li");
      Maak.button(li, item.name, () => goTo(item.key), "naar");
      make(li, "div", [item.node.ask, item.node.group, item.node.rank ? "rang " + item.node.rank : ""].filter(Boolean).join(" · "), "bron");
    });
  }
  // What hangs on a box: what it must grant, or comes before.
  function hanging(node, state) {
    const found = [...state.standing.values()].filter(one => one.card.hangs.some(([, on]) => on && on === node.name));
    if (!found.length) return;
    make(box, "h3", "Hiervan hangt af (" + found.length + ")");
    const ul = make(box, "ul", null, "kaal");
    found.forEach(one => {
      const li = make(ul, "li"), place = gegevens.tableOf(state, one.card.advice);
      if (place) Maak.button(li, one.card.title, () => goTo(place.index), "naar"); else li.textContent = one.card.title;
      make(li, "div", data.bands[one.band] + " · rang " + one.rank, "bron");
    });
  }
  // What the dossier knows of an opgave, folded: goals, places, figures, what others do.
  function known(parent, state, opgave) {
    const found = gegevens.page(state.k, opgave);
    if (!found) return;
    const [about, parts] = found;
    const below = (li, one) => {
      const from = origin(one);
      if (from) make(li, "div", from, "bron");
      if (one.verify) make(li, "div", "Te verifiëren: " + one.verify, "bron onzeker");
    };
    make(parent, "h3", "Over deze opgave");
    if (about) below(make(parent, "div", about.text, "over"), about);
    parts.forEach(([title, items]) => {
      const more = make(parent, "details");
      make(more, "summary", title + " (" + items.length + ")");
      const ul = make(more, "ul");
      items.forEach(one => {
        const li = make(ul, "li");
        if (one.name) make(li, "strong", one.name + (one.text ? ": " : ""));
        if (one.text) li.append(one.text);
        if (one.when) li.append(" (" + one.when + ")");
        below(li, one);
      });
    });
  }
  function about(item, state, before, folds, first) {
    const { node } = item, { us } = gegevens.cases[state.k];
    const tags = make(box, "p");
    [data.kinds[node.kind], node.level, ...node.path.slice(1), ...node.opgaven.map(i => data.opgaven[i][1])]
      .filter(Boolean).forEach(tag => make(tags, "span", tag, "tag"));
    if (KIND_ROWS[item.status]) make(box, "p", KIND_ROWS[item.status], "onzeker");
    if (node.seat) make(box, "p", {
      heeft: us + " heeft hier een zetel" + (node.roles.length ? ": " + node.roles.join(", ") : "") + ".",
      aanbevolen: "Aanbevolen om hier een zetel in te nemen.",
      geen: "Geen zetel, en ook geen advies om die te zoeken.",
    }[node.seat]);
    if (node.kind === "opgave") {
      const button = document.querySelector(`#filters .alleen[value="${node.opgaven[0]}"]`);
      if (button) Maak.button(box, button.getAttribute("aria-pressed") === "true" ? "Alle opgaven" : "Alleen deze opgave", () => button.click());
      known(box, state, node.opgaven[0]);
    }
    hanging(node, state);
    const cards = node.cards.includes(first) ? [first, ...node.cards.filter(one => one !== first)] : node.cards;
    cards.slice(0, MOST).forEach(index => advice(box, state, index, before));
    if (cards.length > MOST) {
      make(box, "h3", "Verdere adviezen (" + (cards.length - MOST) + ")");
      const ul = make(box, "ul");
      cards.slice(MOST).forEach(index => {
        const stands = state.standing.get(index);
        make(ul, "li", stands.card.title + " (" + data.bands[stands.band] + ", " + decimal(stands.score, 1) + ")");
      });
    }
    if (!node.cards.length && node.kind !== "opgave" && node.kind !== "prioriteit")
      make(box, "p", "Geen eigen advies; dit onderdeel verbindt de lijn.");
    if (folds && folds.of(item.key)) Maak.button(box, "Vouw " + folds.of(item.key) + " in", () => folds.close(item.key));
  }
  // An advice by itself, without a place on the map.
  function alone(state, index, before) {
    box.textContent = "";
    box.classList.remove("leeg");
    advice(box, state, index, before);
  }
  return { show, alone };
};
