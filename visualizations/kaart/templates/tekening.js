"use strict";
// Drawing: boxes and lines of a view, on the canvas for the screen and as SVG for print and export.
const Tekening = (data, nodes, boxes, edges, ends) => {
  const GEO = data.geo, INK = data.ink;
  const MARKERS = Object.fromEntries(Object.entries(data.markers).map(([seat, d]) => [seat, new Path2D(d)]));
  const font = (size, bold) => (bold ? "700 " : "") + size + "px Arial, Helvetica, 'Liberation Sans', sans-serif";
  nodes.forEach(node => {
    node.outline = data.outlines[node.kind + " " + node.lines.length];
    node.path = new Path2D(node.outline);
  });

  // A stop is a box, or the lane to a box through a column: {y, left, right}.
  function stop(view, item, column) {
    const c = column == null ? nodes[item].column : column, half = GEO.widths[c] / 2;
    const y = column == null ? view.place.get(item) : view.lanes.get(c + ":" + item);
    return { y, left: view.centres[c] - half, right: view.centres[c] + half };
  }
  function curve(stops, overFirst) {
    let d = overFirst ? `M${stops[0].left} ${stops[0].y}H${stops[0].right}` : `M${stops[0].right} ${stops[0].y}`;
    for (let i = 1; i < stops.length; i++) {
      const a = stops[i - 1], b = stops[i], m = (a.right + b.left) / 2;
      d += `C${m} ${a.y} ${m} ${b.y} ${b.left} ${b.y}` + (i < stops.length - 1 ? `H${b.right}` : "");
    }
    return d;
  }

  // Every line of a view, those of the chosen line last, so that nothing covers them.
  function strokes(view) {
    const { line } = view, found = [];
    view.edges.forEach(i => {
      const edge = edges[i], first = edge.lanes.length ? stop(view, edge.to, edge.lanes[0]) : stop(view, edge.to);
      found.push({
        d: curve([stop(view, edge.from), first]), strength: edge.strength, kind: edge.kind,
        on: line ? line.edges.has(i) : null,
      });
    });
    ends.forEach((incoming, end) => {
      const shared = incoming.filter(i => view.edges.has(i) && edges[i].lanes.length);
      if (!shared.length) return;
      const top = edges[shared.reduce((a, b) => (edges[b].strength > edges[a].strength ? b : a))];
      found.push({
        d: curve([...top.lanes.map(c => stop(view, end, c)), stop(view, end)], true),
        strength: top.strength, kind: top.kind, on: line ? shared.some(i => line.edges.has(i)) : null,
      });
    });
    return found.map(stroke => ({
      ...stroke,
      colour: stroke.on == null ? INK.edge : stroke.on ? INK.selected : INK.dimmed.edge,
      width: GEO.edgeWidths[stroke.strength] * (stroke.on === false ? 0.7 : 1),
      dashes: INK.patterns[stroke.kind],
    })).sort((a, b) => (a.on || false) - (b.on || false));
  }
  function looks(view, index) {
    const on = !view.line || view.line.nodes.has(index), own = boxes[index];
    return {
      fill: on ? own.color.background : INK.dimmed.fill,
      sign: on ? own.color.border : INK.dimmed.text,
      border: index === view.chosen ? INK.selected : on ? own.color.border : INK.dimmed.border,
      text: on ? (own.font ? own.font.color : INK.text) : INK.dimmed.text,
      width: index === view.chosen ? 4 : own.borderWidth || GEO.thin,
      dashes: nodes[index].seat === "aanbevolen" ? [6, 4] : [],
    };
  }
  const baseline = (node, i) => 6 + (i - (node.lines.length - 1) / 2) * GEO.line;

  function background(ctx, view) {
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.fillStyle = INK.text;
    ctx.font = font(GEO.font, true);
    data.columns.forEach((name, c) => ctx.fillText(c + 1 + ". " + name, view.centres[c], -18));
    strokes(view).forEach(stroke => {
      ctx.strokeStyle = stroke.colour;
      ctx.lineWidth = stroke.width;
      ctx.setLineDash(stroke.dashes);
      ctx.stroke(new Path2D(stroke.d));
    });
    ctx.setLineDash([]);
  }
  function box(ctx, view, index, x, y) {
    const node = nodes[index], style = looks(view, index);
    ctx.translate(x, y);
    ctx.fillStyle = style.fill;
    ctx.strokeStyle = style.border;
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dashes);
    ctx.fill(node.path);
    ctx.stroke(node.path);
    ctx.setLineDash([]);
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    if (node.kind === "gremium") {
      ctx.fillStyle = style.sign;
      ctx.font = font(13, true);
      ctx.fillText(data.letters[node.levelGroup], node.width / 2 - 15, 4.5);
      ctx.save();
      ctx.translate(17 - node.width / 2, 0);
      ctx.fill(MARKERS[node.seat]);
      ctx.restore();
    }
    ctx.fillStyle = style.text;
    ctx.font = font(GEO.font);
    node.lines.forEach((text, i) => ctx.fillText(text, 0, baseline(node, i)));
  }
  function ring(ctx, view) {
    const node = nodes[view.chosen], w = node.width + 12, h = node.height + 7;
    [["#fff", 6], ["#000", 2.5]].forEach(([ink, width]) => {
      ctx.strokeStyle = ink;
      ctx.lineWidth = width;
      ctx.strokeRect(view.centres[node.column] - w / 2, view.place.get(view.chosen) - h / 2, w, h);
    });
  }

  // The SVG in the page is the map as it opens; this makes it the view on the screen.
  function redrawSvg(svg, view) {
    const add = (parent, tag, attributes, text) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
      if (text != null) element.textContent = text;
      return parent.appendChild(element);
    };
    const title = svg.querySelector("title");
    svg.replaceChildren(title);
    const [x, y, width, height] = [-GEO.margin, -GEO.head, Math.round(view.width + 2 * GEO.margin),
      Math.round(view.height + GEO.head + GEO.margin)];
    svg.setAttribute("viewBox", [x, y, width, height].join(" "));
    add(svg, "rect", { x, y, width, height, fill: "#fff" });
    data.columns.forEach((name, c) =>
      add(svg, "text", { x: view.centres[c], y: -18, "font-weight": 700, fill: INK.text }, c + 1 + ". " + name));
    strokes(view).forEach(stroke => add(svg, "path", {
      d: stroke.d, fill: "none", stroke: stroke.colour, "stroke-width": stroke.width,
      "stroke-dasharray": stroke.dashes.join(" ") || "none",
    }));
    view.place.forEach((at, index) => {
      const node = nodes[index], style = looks(view, index);
      const group = add(svg, "g", { transform: `translate(${view.centres[node.column]} ${at})`, fill: style.text });
      add(group, "path", {
        d: node.outline, fill: style.fill, stroke: style.border, "stroke-width": style.width,
        "stroke-dasharray": style.dashes.join(" ") || "none",
      });
      if (node.kind === "gremium") {
        add(group, "path", {
          d: data.markers[node.seat], fill: style.sign, transform: `translate(${17 - node.width / 2} 0)`,
        });
        add(group, "text", { x: node.width / 2 - 15, y: 4.5, "font-size": 13, "font-weight": 700, fill: style.sign },
          data.letters[node.levelGroup]);
      }
      node.lines.forEach((text, i) => add(group, "text", { y: baseline(node, i) }, text));
    });
  }
  return { background, box, ring, redrawSvg };
};
