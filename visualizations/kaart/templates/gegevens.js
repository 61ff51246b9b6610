"use strict";
// The data of the page, decoded when asked for: texts, facts, and per scenario what is on the map under some weights.
const Gegevens = (data, boxes, lines) => {
  const rekenen = Rekenen(data);
  const COLUMN = { opgave: 0, prioriteit: 1, gremium: 2, route: 3, instrument: 3, beslisser: 4 };
  const BAND_STRENGTH = { doen: 3, "ook doen": 2, "als er tijd is": 1, "niet doen": 1, afzien: 1 };
  const text = code => {
    const pattern = data.patterns[code[0]];
    if (code.length === 1) return pattern;
    return pattern.split("{}").map((part, i) => (i ? data.names[code[i]] : "") + part).join("");
  };
  const fact = index => {
    const [code, file, line, nature, source, note, verify] = data.facts[index], term = place => data.terms[place];
    return {
      text: text(code), place: term(file) + ":" + line, nature: term(nature), source: term(source), note: term(note),
      verify: term(verify),
    };
  };
  // What the dossier says of an opgave, as [description, [[heading, [said, …]], …]]; null when it has nothing to say.
  const said = codes => {
    const [text, nature, source, verify = "", name = "", when = ""] = codes.map(place => data.terms[place]);
    return { text, nature, source, verify, name, when, place: "" };
  };
  const page = (k, opgave) => {
    const found = data.cases[k].pages.find(one => one[0] === opgave);
    if (!found) return null;
    const [about, parts] = data.pages[found[1]];
    return [about.length ? said(about) : null, parts.map(([title, items]) => [data.terms[title], items.map(said)])];
  };
  // A record is decoded once, in however many scenarios it is.
  const once = make => {
    const found = [];
    return (record, ...more) => found[record] || (found[record] = make(record, ...more));
  };
  const card = once(index => {
    const [advice, title, sort, attitude, parts, opgaven = [], reasons = [], counters = [], conditions = [], told = [], [unsure = 0, ...footing] = [],
      seat = [0, 0, 0, 0], hangs = []] = data.cards[index], [table, role, until, taker] = seat.map(place => data.terms[place]);
    return {
      advice, id: data.advices[advice], title: text(title), sort: data.sorts[sort], attitude: data.attitudes[attitude],
      table, role, until, taker, hangs: hangs.map(pair => pair.map(place => data.terms[place])), parts, opgaven, reasons, counters, conditions: conditions.map(text), unsure, footing: footing.length ? text(footing) : "",
      told: told.map(([opgave, code, source]) => ({ opgave, text: text(code), source: data.terms[source] })),
    };
  });
  const node = once((record, index) => {
    const [id, kind, name, path = [], opgaven = [], cards = [], facts = [], level = 0, group = 0, network = 0, seat = 0,
      seats = [], roles = [], unsure = 0, ask = 0] = data.nodes[record];
    const own = { id, kind: data.sortsOfNode[kind], level: data.terms[level], levelGroup: data.terms[group],
      network: data.terms[network], seat: data.terms[seat], opgaven, cards, facts, seats, roles, unsure, ask: data.terms[ask] };
    const { label } = boxes[index], narrow = data.wrapped[index] || label, asked = data.asks[own.ask] || [[], []];
    return { ...own, index, name: text(name), path: path.map(text), column: COLUMN[own.kind], label,
      asked: { wide: asked[0].length, narrow: asked[1].length },
      lines: { wide: [...label.split("\n"), ...asked[0]], narrow: [...narrow.split("\n"), ...asked[1]] } };
  });

  const cases = data.cases.map(found => {
    const kept = { ...found, documents: found.documents.map(pair => pair.map(place => data.terms[place])) };
    delete kept.nodes;
    delete kept.lines;
    delete kept.cards;
    delete kept.standing;
    return kept;
  });
  const records = (k, name) => {
    const all = data.cases[0][name].slice(), changed = k ? data.cases[k][name] : [];
    for (let i = 0; i < changed.length; i += 2) all[changed[i]] = changed[i + 1];
    return all;
  };
  // What does not hang on weights: nodes by their index in the union, advice by its own.
  const content = once(k => {
    const found = data.cases[k], nodes = new Map();
    records(k, "nodes").forEach((record, i) => { if (record >= 0) nodes.set(i, node(record, i)); });
    const cards = new Map(found.cards.map(index => card(index)).map(one => [one.advice, one]));
    const standing = new Map([...cards.values()].map((one, i) => {
      const [score, band, rank] = found.standing[i];
      return [one.advice, { card: one, score, band, rank }];
    }));
    return { nodes, cards, standing };
  });
  // The lines by their index in the union; the answer, which reads every scenario, asks for none.
  const strung = once(k => {
    const place = new Map([...content(k).nodes.values()].map(one => [one.id, one.index])), edges = new Map();
    records(k, "lines").forEach((record, i) => {
      if (record < 0) return;
      const [kind, basis, strength, priorities, cards] = data.lines[record], { from, to } = lines[i];
      const served = priorities.map(priority => place.get("prioriteit:" + data.priorities[priority]));
      edges.set(i, { index: i, from, to, kind, basis: data.bases[basis], strength, cards, own: priorities[0], priorities: new Set(served) });
    });
    return edges;
  });

  // Scenario `k` under its own weights, or under others: with bands, groups and strengths that follow from them.
  const own = once(k => under(k, null));
  const state = (k, others = null) => (others ? under(k, others) : own(k));
  function under(k, others) {
    const { nodes, cards, ...own } = content(k), { scoring } = cases[k], weights = others || cases[k].weights;
    const standing = others ? rekenen.standing(cards, weights, scoring) : own.standing;
    const best = list => list.reduce((a, b) => {
      if (a == null) return b;
      const [x, y] = [standing.get(a), standing.get(b)];
      return y.rank < x.rank || (y.rank === x.rank && y.card.id < x.card.id) ? b : a;
    }, null);
    const found = new Map();
    nodes.forEach((own, i) => {
      const top = own.column < 2 ? null : best(own.seats.length ? own.seats : own.cards), stands = top == null ? null : standing.get(top);
      const order = own.cards.slice().sort((a, b) => standing.get(a).rank - standing.get(b).rank);
      const band = stands ? data.bands[stands.band] : "", group = own.kind !== "gremium" ? "" : own.seats.length ? band : "afzien";
      const weight = { doen: "zwaar", "ook doen": "midden" }[group || band] || "licht";
      found.set(i, { ...own, cards: order, band, group, weight, score: stands ? stands.score : null, rank: stands ? stands.rank : null,
        paint: data.ink.paints[(own.kind === "gremium" ? own.levelGroup : own.kind) + " " + weight] });
    });
    let edges = null;
    return { k, weights, nodes: found, cards, standing, groups: opening(found),
      get edges() { return edges || (edges = others ? weighed(found, strung(k), cards, standing, weights, scoring) : strung(k)); } };
  }

  // The lines with the strengths that follow from weights, as links.py has them.
  function weighed(nodes, edges, cards, standing, weights, scoring) {
    const adds = new Map();  // what each priority adds at the most to each advice
    cards.forEach(one => one.reasons.flatMap(rekenen.terms).forEach(term => {
      const value = rekenen.value(term, weights), key = one.advice + "," + term.priority;
      adds.set(key, Math.max(value, adds.get(key) || 0));
    }));
    const strong = value => BAND_STRENGTH[data.bands[rekenen.band(value, scoring)]];
    const strength = {
      vast: edge => edge.strength,
      waarde: edge => strong(Math.max(0, ...nodes.get(edge.to).cards.map(one => adds.get(one + "," + edge.own) || 0))),
      groep: edge => BAND_STRENGTH[nodes.get(edge.from).group],
      band: edge => Math.max(...edge.cards.map(one => BAND_STRENGTH[data.bands[standing.get(one).band]])),
    };
    return new Map([...edges].map(([i, edge]) => [i, { ...edge, strength: strength[edge.basis](edge) }]));
  }

  // The groups of bodies that the map opens with: all that fit, heaviest first, the heaviest always.
  function opening(nodes) {
    const bodies = [...nodes.values()].filter(one => one.kind === "gremium"), shown = [];
    for (const group of data.groups) {
      const count = bodies.filter(one => shown.includes(one.group) || one.group === group || one.seat === "heeft").length;
      if (shown.length && count > data.room) break;
      shown.push(group);
    }
    return shown;
  }

  // How one scenario differs from another, per node and line of either: nieuw, weg, anders or gelijk.
  function difference(before, after) {
    const told = (state, one) => JSON.stringify([one.seat, one.roles, one.group, one.cards.map(advice => {
      const stands = state.standing.get(advice);
      return [stands.card.id, stands.card.attitude, stands.band];
    }).sort()]);
    const compare = (a, b, same) => {
      const found = new Map();
      b.forEach((one, i) => found.set(i, !a.has(i) ? "nieuw" : same(a.get(i), one) ? "gelijk" : "anders"));
      a.forEach((_, i) => { if (!b.has(i)) found.set(i, "weg"); });
      return found;
    };
    return {
      nodes: compare(before.nodes, after.nodes, (x, y) => told(before, x) === told(after, y)),
      edges: compare(before.edges, after.edges, (x, y) => x.kind === y.kind && x.strength === y.strength),
    };
  }
  // The table at which an advice seeks a seat; of more than one the first.
  const tableOf = (state, advice) => [...state.nodes.values()].find(node => node.seats.includes(advice));
  // What advice of another state seeks a seat at the tables at which such of a state does, as advice about one may have another name.
  function alike(state, other, such) {
    const tables = new Set([...state.nodes.values()].filter(node => node.seats.some(such)).map(node => node.id));
    return new Set([...other.nodes.values()].filter(node => tables.has(node.id)).flatMap(node => node.seats));
  }
  // What an advice is in another state: the same, or else the one about its table; undefined for what is not there.
  function counterpart(state, other, { card: { advice } }) {
    if (other.standing.has(advice)) return other.standing.get(advice);
    const there = alike(state, other, one => one === advice);
    return [...other.standing.values()].find(one => there.has(one.card.advice));
  }
  return { data, cases, text, fact, page, state, difference, tableOf, alike, counterpart, rekenen };
};
