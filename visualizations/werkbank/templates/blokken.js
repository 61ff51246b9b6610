"use strict";
// What a command shows on a screen, on the page: sentences, tables and trees, made of nothing but text.
const Blokken = (() => {
  const LOOKS = { bold: "vet", dim: "flets", "bold underline": "kop" };
  // What there is to type stands between backticks.
  function run(parent, text, look) {
    const found = Maak.make(parent, "span", null, LOOKS[look] || undefined), parts = text.split("`");
    if (parts.length % 2) parts.forEach((part, i) => { if (part) Maak.make(found, i % 2 ? "code" : "span", part); });
    else found.textContent = text;
  }
  const runs = (parent, parts) => parts.forEach(([text, look]) => run(parent, text, look));
  function cell(parent, content, look) {
    if (typeof content === "string") run(parent, content, look);
    else content.forEach(each => draw(parent, each));
  }
  function draw(parent, block) {
    if (block.soort === "tekst") return Maak.make(parent, "pre", block.tekst);
    if (block.soort === "regel") {
      if (!block.delen.length) return null;
      const heading = block.delen[0][1] === "bold underline", found = Maak.make(parent, heading ? "h3" : "p");
      runs(found, block.delen);
      return found;
    }
    if (block.soort === "boom") {
      const found = Maak.make(parent, "div");
      runs(Maak.make(found, "p"), block.regel);
      if (block.onder.length) {
        const list = Maak.make(found, "ul");
        block.onder.forEach(each => draw(Maak.make(list, "li"), each));
      }
      return found;
    }
    if (!block.koppen.some(head => head)) {
      const list = Maak.make(parent, "div");
      block.rijen.forEach(row => {
        const line = Maak.make(list, "div", null, "rij");
        row.forEach((content, i) => {
          if (i) line.append(" ");
          cell(line, content, block.kijk[i]);
        });
      });
      return list;
    }
    const wide = Maak.make(parent, "div", null, "tw"), found = Maak.make(wide, "table"), heads = Maak.make(Maak.make(found, "thead"), "tr");
    block.koppen.forEach((head, i) => { Maak.make(heads, head ? "th" : "td", head, block.rechts[i] ? "getal" : undefined).scope = "col"; });
    const body = Maak.make(found, "tbody");
    block.rijen.forEach(row => {
      const line = Maak.make(body, "tr");
      row.forEach((content, i) => cell(Maak.make(line, "td", null, block.rechts[i] ? "getal" : block.heel[i] ? "heel" : undefined), content, block.kijk[i]));
    });
    return found;
  }
  return (parent, blocks) => {
    parent.replaceChildren();
    const box = Maak.make(parent, "div", null, "blok");
    blocks.forEach(block => draw(box, block));
  };
})();
