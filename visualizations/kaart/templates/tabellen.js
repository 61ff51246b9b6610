"use strict";
// The same view as two tables: everything that is drawn, for who reads rather than looks.
const Tabellen = {
  STATUS: { nieuw: "nieuw", weg: "vervalt", anders: "anders", gelijk: "gelijk" },
  fill(data, view, owner, go) {
    const body = id => document.querySelector(id + " tbody"), make = Maak.make;
    const rows = document.createDocumentFragment(), seats = { heeft: "ja", aanbevolen: "aanbevolen", geen: "nee" };
    view.items.forEach((item, key) => {
      const row = make(rows, "tr"), first = make(row, "th");
      first.scope = "row";
      Maak.button(first, item.name, () => { go(key); document.getElementById("rol").scrollIntoView({ block: "nearest" }); }, "naar");
      if (item.group) {
        ["Samengevouwen", "–", "", "", item.group.members.length + " onderdelen", "", ""].forEach(text => make(row, "td", text));
        return;
      }
      const { node } = item, state = owner(item), best = node.cards.length ? state.standing.get(node.cards[0]) : null;
      const fact = node.facts[0] ?? (best && best.card.reasons.length ? best.card.reasons[0][3][0] : null);
      [
        data.kinds[node.kind], node.level || "–", node.opgaven.map(i => data.opgaven[i][1]).join(", "),
        (seats[node.seat] || "n.v.t.") + (node.roles.length ? " (" + node.roles.join(", ") + ")" : ""),
        best ? best.card.title + " (" + data.bands[best.band] + ", " + Maak.decimal(best.score, 1) + ")" +
          (node.cards.length > 1 ? " +" + (node.cards.length - 1) : "") : "–",
        Tabellen.STATUS[item.status] || "",
        fact == null ? "" : data.terms[data.facts[fact][4]],
      ].forEach(text => make(row, "td", text));
    });
    body("#onderdelen").replaceChildren(rows);
    const lines = document.createDocumentFragment();
    view.edges.forEach(edge => {
      const row = make(lines, "tr");
      [view.items.get(edge.from).name, view.items.get(edge.to).name, edge.strength, data.links[edge.kind], Tabellen.STATUS[edge.status] || ""]
        .forEach(text => make(row, "td", text));
    });
    body("#relaties").replaceChildren(lines);
    document.getElementById("tabel").classList.toggle("met-verschil", [...view.items.values()].some(item => item.status));
  },
};
