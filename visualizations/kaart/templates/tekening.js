"use strict";
// Draws a view as SVG: on the screen, and as a sheet with title, legend and stamp to save or print. One drawing for all.
const Tekening = data => {
  const GEO = data.geo, INK = data.ink, SPACE = "http://www.w3.org/2000/svg";
  const STATUS = { nieuw: ["+", "#00684A"], weg: ["−", "#8A1C1C"], anders: ["~", "#7A4A00"] };
  const set = (element, attributes) => {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };
  const add = (parent, tag, attributes, text) => {
    const element = set(document.createElementNS(SPACE, tag), attributes);
    if (text != null) element.textContent = text;
    return parent.appendChild(element);
  };

  // A stop is a box, or the lane to a box through a column: {y, left, right}.
  function stop(view, key, column) {
    const c = column == null ? view.items.get(key).column : column, half = view.widths[c] / 2;
    const y = column == null ? view.place.get(key) : view.lanes.get(c + ":" + key);
    return { y, left: view.centres[c] - half, right: view.centres[c] + half };
  }
  function curve(stops, overFirst) {
    const n = number => Math.round(number * 10) / 10;
    let d = overFirst ? `M${n(stops[0].left)} ${stops[0].y}H${n(stops[0].right)}` : `M${n(stops[0].right)} ${stops[0].y}`;
    for (let i = 1; i < stops.length; i++) {
      const a = stops[i - 1], b = stops[i], m = n((a.right + b.left) / 2);
      d += `C${m} ${a.y} ${m} ${b.y} ${n(b.left)} ${b.y}` + (i < stops.length - 1 ? `H${n(b.right)}` : "");
    }
    return d;
  }

  // Every line of a view, those of the chosen line last, so that nothing covers them.
  // Of a line that nobody asked for nothing is drawn, or with `all` a pale one.
  function strokes(view, line, wanted, all) {
    const found = [], asked = keys => !wanted || keys.some(key => wanted.has(key));
    view.edges.forEach(edge => {
      const pale = !asked([edge.key]);
      if (pale && !all) return;
      const first = edge.lanes.length ? stop(view, edge.to, edge.lanes[0]) : stop(view, edge.to);
      found.push({ ...edge, pale, d: curve([stop(view, edge.from), first]), on: line ? line.edges.has(edge.key) : null });
    });
    view.into.forEach((incoming, end) => {
      const over = incoming.filter(edge => edge.lanes.length), dark = over.filter(edge => asked([edge.key]));
      const shared = dark.length ? dark : all ? over : [];
      if (!shared.length) return;
      const top = shared.reduce((a, b) => (b.strength > a.strength ? b : a));
      const longest = shared.reduce((a, b) => (b.lanes.length > a.lanes.length ? b : a)).lanes;
      found.push({ ...top, pale: !dark.length, d: curve([...longest.map(c => stop(view, end, c)), stop(view, end)], true),
        on: line ? shared.some(edge => line.edges.has(edge.key)) : null });
    });
    const place = one => (one.pale ? 0 : one.on ? 2 : 1);
    return found.sort((a, b) => place(a) - place(b));
  }
  function stroke(one) {
    const colour = one.pale ? INK.pale : one.on ? INK.selected : (STATUS[one.status] || ["", INK.edge])[1];
    return { d: one.d, stroke: colour, "stroke-width": GEO.edgeWidths[one.strength],
      "stroke-dasharray": INK.patterns[one.kind].join(" ") || "none" };
  }

  function looks(item, on, chosen) {
    const gone = item.status === "weg", dim = INK.dimmed;
    const [fill, border, text] = item.node && !gone ? item.node.paint : ["#FFFFFF", "#4B5560", INK.text];
    return {
      fill: on ? fill : dim.fill, sign: on ? text : dim.text, text: on ? text : dim.text,
      border: chosen ? INK.selected : on ? border : dim.border,
      width: chosen ? 4 : INK.borders[item.seat] || INK.borders[""],
      dashes: gone ? "2 4" : item.seat === "aanbevolen" ? "6 4" : "none",
    };
  }
  function box(parent, view, item, style) {
    add(parent, "path", { d: item.outline, fill: style.fill, stroke: style.border, "stroke-width": style.width, "stroke-dasharray": style.dashes, class: "vorm" });
    // What fell away has no rank beside those of the scenario.
    const rank = item.node && item.status !== "weg" && item.node.rank, side = item.width / 2 - GEO.sign, beside = rank && item.kind !== "gremium" ? GEO.beside : 0;
    if (rank) add(parent, "text", { x: GEO.rankAt[item.kind] - item.width / 2, y: 6, "font-weight": 700, fill: style.sign }, rank);
    if (item.kind === "gremium") {
      add(parent, "path", { d: data.markers[item.seat], fill: style.sign, transform: `translate(${side} -8)`, class: "teken" });
      add(parent, "text", { x: side, y: 16, "font-weight": 700, fill: style.sign }, data.letters[item.node.levelGroup] + (item.node.unsure ? "?" : ""));
    }
    if (item.kind === "vouw") add(parent, "path", { d: "M-4-6L5 0L-4 6Z", fill: style.sign, transform: `translate(${18 - item.width / 2} 0)`, class: "teken" });
    item.lines.forEach((text, i) =>
      add(parent, "text", { x: beside, y: 6 + (i - (item.lines.length - 1) / 2) * GEO.line, fill: style.text,
        "text-decoration": item.status === "weg" ? "line-through" : "none", "font-style": i >= item.lines.length - (item.asked || 0) ? "italic" : "normal" }, text));
    if (STATUS[item.status]) {
      const [sign, colour] = STATUS[item.status], badge = add(parent, "g", { transform: `translate(${-item.width / 2 + 1} ${-item.height / 2 + 3})` });
      add(badge, "circle", { r: 9, fill: colour, stroke: "#fff", "stroke-width": 1.5 });
      add(badge, "text", { y: 5.5, fill: "#fff", "font-weight": 700, "font-size": 16 }, sign);
    }
  }
  function frame(view) {
    return [-GEO.margin, -GEO.head, Math.round(view.width + 2 * GEO.margin), Math.round(view.height + GEO.head + GEO.margin)];
  }

  // The drawing of a view in `svg`, which is emptied first: a list of options in columns. `label` names a box for who cannot
  // see it; `wanted` are the lines asked for, and with `all` the others are there too.
  function draw(svg, view, chosen, line, label, wanted, all) {
    const [x, y, width, height] = frame(view);
    svg.replaceChildren();
    set(svg, { viewBox: [x, y, width, height].join(" "), "font-family": INK.faces, "font-size": GEO.font, "text-anchor": "middle" });
    add(svg, "rect", { x, y, width, height, fill: "#fff", class: "vel" });
    const heads = add(svg, "g", { "aria-hidden": "true" });
    data.columns.forEach((name, c) =>
      add(heads, "text", { x: view.centres[c], y: -18, "font-weight": 700, fill: INK.text }, c + 1 + ". " + name));
    const under = add(svg, "g", { fill: "none", "aria-hidden": "true", class: "lijnen" });
    strokes(view, line, wanted, all).forEach(one => set(add(under, "path", stroke(one)), { class: one.pale ? "flets" : one.on ? "op" : "" }));
    const columns = data.columns.map(name => set(document.createElementNS(SPACE, "g"), { role: "group", "aria-label": name }));
    columns.forEach((column, c) => { if (view.order[c].some(entry => !entry.lane)) svg.appendChild(column); });
    view.order.flat().filter(entry => !entry.lane).forEach(item => {
      const { key } = item, on = !line || line.items.has(key), weight = item.node ? item.node.weight : "licht";
      const group = add(columns[item.column], "g", { id: "vak-" + key, class: ["vak", item.column > 1 && weight, !on && "buiten"].filter(Boolean).join(" "),
        role: "option", "aria-selected": String(key === chosen), "aria-label": label(item) + (line && on && key !== chosen ? ", op de gekozen lijn" : ""),
        transform: `translate(${view.centres[item.column]} ${view.place.get(key)})` });
      group.vak = key;
      box(group, view, item, looks(item, on, key === chosen));
    });
  }

  // Around a box that the keyboard is at; black in white, so that it shows on every fill.
  function ring(svg, view, key) {
    svg.querySelectorAll(".ring").forEach(element => element.remove());
    if (key == null || !view.items.has(key)) return;
    const item = view.items.get(key), w = item.width + 12, h = item.height + 7;
    const x = view.centres[item.column] - w / 2, y = view.place.get(key) - h / 2;
    [["#fff", 6], ["#000", 2.5]].forEach(([ink, width]) => add(svg, "rect",
      { class: "ring", x, y, width: w, height: h, fill: "none", stroke: ink, "stroke-width": width }));
  }

  // A sheet of its own: title, what was chosen, the drawing, the legend and the stamp.
  function sheet(svg, view, texts, legend) {
    const [x, y, width, height] = frame(view), wide = Math.max(width, 900), page = document.createElementNS(SPACE, "svg");
    const rows = [[]];
    let used = 0;
    legend.forEach(entry => {
      const room = 44 + entry.text.length * 8;
      if (used + room > wide - 24) { rows.push([]); used = 0; }
      rows[rows.length - 1].push({ ...entry, x: used });
      used += room;
    });
    const notes = texts.notes.flatMap(note => folded(note, Math.floor(wide / 7.6)));
    const head = 74 + 18 * texts.chosen.length, foot = 26 * rows.length + 20 + 18 * notes.length + 8, whole = head + height + foot;
    set(page, { xmlns: SPACE, viewBox: `0 0 ${wide} ${whole}`, width: wide, height: whole, "font-family": INK.faces, "font-size": GEO.font });
    add(page, "title", {}, texts.title);
    add(page, "rect", { width: wide, height: whole, fill: "#fff" });
    add(page, "text", { x: 16, y: 34, "font-size": 24, "font-weight": 700, fill: INK.text }, texts.title);
    add(page, "text", { x: 16, y: 58, "font-size": 14, fill: INK.text }, texts.stamp);
    texts.chosen.forEach((text, i) => add(page, "text", { x: 16, y: 78 + 18 * i, "font-size": 14, fill: INK.text }, text));
    const map = svg.cloneNode(true);
    map.querySelectorAll(".ring").forEach(element => element.remove());
    map.querySelectorAll("[id]").forEach(element => element.removeAttribute("id"));
    ["id", "style", "class", "tabindex", "role", "aria-label", "aria-describedby", "aria-roledescription", "aria-activedescendant"]
      .forEach(name => map.removeAttribute(name));
    page.appendChild(set(map, { x: (wide - width) / 2, y: head, width, height }));
    rows.forEach((row, r) => row.forEach(entry => {
      const at = head + height + 14 + 26 * r, sign = entry.sign.cloneNode(true);
      page.appendChild(set(sign, { x: 16 + entry.x, y: at, width: 30, height: 18 }));
      add(page, "text", { x: 52 + entry.x, y: at + 14, "font-size": 14, fill: INK.text }, entry.text);
    }));
    notes.forEach((note, i) => add(page, "text",
      { x: 16, y: whole - 18 * (notes.length - i) + 4, "font-size": 13, fill: INK.text }, note));
    return page;
  }
  function folded(text, most) {
    return text.split(" ").reduce((lines, word) => {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (longer.length <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
      return lines;
    }, [""]);
  }
  return { draw, ring, sheet };
};
