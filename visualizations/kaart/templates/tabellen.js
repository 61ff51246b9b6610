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
  // Below them, and on paper: the seats in view with who, when and on what they rest; what has no place; where it is from.
  lists(data, antwoord, { inView, elsewhere, documents }) {
    const make = Maak.make, stands = one => data.bands[one.band] + ", " + Maak.decimal(one.score, 1);
    const fill = (id, entries, draw) => {
      const box = document.getElementById(id), list = box.querySelector("ul");
      box.hidden = !entries.length;
      list.replaceChildren();
      entries.forEach(one => draw(make(list, "li"), one));
    };
    fill("zetels-in-beeld", inView.filter(antwoord.isSeat), (li, one) => {
      const { card } = one;
      make(li, "strong", card.table);
      li.append(" – " + card.role + " (" + data.bands[one.band] + ", rang " + one.rank + ")");
      [["Wie", card.taker], ["Wanneer", antwoord.until(card)], ["Rust op", antwoord.restsOn(card)]]
        .forEach(([name, text]) => { if (text) make(li, "div", name + ": " + text); });
    });
    fill("elders", elsewhere, (li, one) => { li.textContent = one.card.title + " (" + stands(one) + ")"; });
    fill("bronnen", documents, (li, title) => { li.textContent = title; });
  },
};
