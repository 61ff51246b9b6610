"use strict";
// The details panel: why, by which rules, on which facts. All text goes in through textContent.
const Paneel = (() => {
  const make = (parent, tag, text, cls) => {
    const element = document.createElement(tag);
    if (text != null) element.textContent = text;
    if (cls) element.className = cls;
    if (parent) parent.appendChild(element);
    return element;
  };
  const decimal = (number, digits) =>
    (digits == null ? String(number) : number.toFixed(digits)).replace(".", ",");
  const signed = number => (number > 0 ? "+" : "−") + decimal(Math.abs(number));

  return (data, nodes, edges, goTo) => {
    const box = document.getElementById("detail");
    const text = code => {
      const pattern = data.patterns[code[0]];
      if (code.length === 1) return pattern;
      return pattern.split("{}").map((part, i) => (i ? data.names[code[i]] : "") + part).join("");
    };
    const card = index => {
      const [id, title, band, score, rank, reasons = [], counters = [], conditions = []] = data.cards[index];
      return { id, title: text(title), band: data.bands[band], score, rank, reasons, counters, conditions };
    };
    const fact = index => {
      const [code, file, line, nature, source, note, verify] = data.facts[index];
      const term = place => data.terms[place];
      return {
        text: text(code), place: term(file) + ":" + line, nature: term(nature), source: term(source),
        note: term(note), verify: term(verify),
      };
    };

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

    function reason(parent, [rule, sentence, shares, grounds, known]) {
      const [name, file, line, points] = data.rules[rule];
      const li = make(parent, "li");
      make(li, "div", text(sentence) || "Deze regel heeft geen zin om te lezen.");
      const parts = [];
      for (let i = 0; i < shares.length; i += 2)
        parts.push(decimal(shares[i + 1]) + " voor " + data.opgaven[shares[i]]);
      make(li, "div", "Regel " + name + " (" + file + ":" + line + "), " + signed(points) +
        " punten; telt " + parts.join(", "), "bron rekening");
      if (grounds.length) make(li, "div", "Bron: " + origin(fact(grounds[0])), "bron");
      const more = known ? (grounds.length ? "; " : "") + known + (known === 1 ? " feit staat" : " feiten staan") +
        " hierboven al" : "";
      if (!grounds.length) { make(li, "div", more, "bron"); return; }
      const details = make(li, "details");
      make(details, "summary", grounds.length + (grounds.length === 1 ? " feit" : " feiten") + " met bron" + more);
      facts(details, grounds);
    }

    function advice(index) {
      const item = card(index);
      make(box, "h3", item.title);
      make(box, "p", item.band + " · score " + decimal(item.score, 1) + " · rang " + item.rank + " van " +
        data.advices, "klein");
      make(box, "p", "Waarom", "kop");
      const list = make(box, "ul");
      item.reasons.slice(0, 2).forEach(found => reason(list, found));
      if (item.reasons.length > 2) {
        const more = make(box, "details");
        make(more, "summary", "Nog " + (item.reasons.length - 2) + " argumenten");
        const rest = make(more, "ul");
        item.reasons.slice(2).forEach(found => reason(rest, found));
      }
      if (item.counters.length) {
        make(box, "p", "Wat er tegen pleit", "kop");
        const against = make(box, "ul");
        item.counters.forEach(found => reason(against, found));
      }
      if (item.conditions.length) {
        make(box, "p", "Voorwaarden", "kop");
        const ul = make(box, "ul");
        item.conditions.forEach(found => make(ul, "li", text(found)));
      }
      const grounds = item.reasons.length ? item.reasons[0][3].map(fact) : [];
      const count = nature => grounds.filter(found => found.nature === nature).length;
      const [views, guesses] = [count("oordeel"), count("aanname")];
      if (views + guesses)
        make(box, "p", "Het sterkste argument rust op " + [
          views ? views + (views === 1 ? " oordeel" : " oordelen") : "",
          guesses ? guesses + (guesses === 1 ? " aanname" : " aannames") : "",
        ].filter(Boolean).join(" en ") + ".", "klein onzeker");
      make(box, "p", "krachtenveld waarom " + item.id, "klein");
    }

    function links(title, list, other) {
      if (!list.length) return;
      make(box, "h3", title + " (" + list.length + ")");
      const ul = make(box, "ul", null, "kaal");
      list.slice().sort((a, b) => b.strength - a.strength).forEach(edge => {
        const li = make(ul, "li"), near = nodes[edge[other]];
        const button = make(li, "button", near.name, "naar");
        button.type = "button";
        if (near.kind === "gremium" || near.kind === "instrument") {
          const best = card(near.cards[0]);
          make(li, "div", best.title + " (" + best.band + ")", "bron");
        }
        button.addEventListener("click", () => goTo(edge[other]));
      });
    }

    function show(index, visible) {
      box.textContent = "";
      if (index == null) {
        make(box, "h2", "Kies een onderdeel");
        make(box, "p", "Klik op een vak of gebruik de pijltjestoetsen. U ziet dan de hele lijn van opgave naar " +
          "beslisser, met redenen, regels en bronnen.");
        return;
      }
      const node = nodes[index];
      make(box, "h2", node.name);
      const tags = make(box, "p");
      [data.kinds[node.kind], node.level, ...(node.opgaven || []).map(i => data.opgaven[i])]
        .filter(Boolean).forEach(tag => make(tags, "span", tag, "tag"));
      if (node.seat) make(box, "p", {
        heeft: data.us + " heeft hier een zetel" + (node.roles ? ": " + node.roles.join(", ") : "") + ".",
        aanbevolen: "Aanbevolen om hier een zetel in te nemen.",
        geen: "Geen zetel, en ook geen advies om die te zoeken.",
      }[node.seat]);
      const cards = node.cards || [];
      cards.slice(0, 5).forEach(advice);
      if (cards.length > 5) {
        make(box, "h3", "Verdere adviezen (" + (cards.length - 5) + ")");
        const ul = make(box, "ul");
        cards.slice(5).map(card).forEach(item => make(ul, "li", item.title + " (" + item.band + ", " +
          decimal(item.score, 1) + ")"));
      }
      if (!cards.length && node.kind !== "opgave" && node.kind !== "prioriteit")
        make(box, "p", "Geen eigen advies; dit onderdeel verbindt de lijn.");
      const around = edges.filter((edge, i) => visible.has(i));
      links("Komt van", around.filter(edge => edge.to === index), "from");
      links("Leidt naar", around.filter(edge => edge.from === index), "to");
      if (node.facts) {
        make(box, "h3", "Wat het dossier zegt");
        facts(box, node.facts);
      }
    }
    return { show, text, make };
  };
})();
