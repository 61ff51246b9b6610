"use strict";
// What is in view and where it stands: filters, folding, columns. Pure: from a state and the room there is to a view.
const Beeld = gegevens => {
  const { data } = gegevens, GEO = data.geo;
  const MIN_SCALE = 11 / GEO.font, MIN_GAP = { wide: 34, narrow: 24 }, MAX_GAP = 170;
  const NEARLY = 0.8;  // better small and nearly whole than large and half
  const SHEET = 400 / 170;  // how much wider than high the room of a map on a sheet is
  const COLUMNS = data.columns.length;

  // ── which nodes and lines ──────────────────────────────────────────────────────────────────────────
  // wish: {opgaven, levels, groups: Set, network, attitude, condition, advised, only, narrow, keep: a line or nothing}; `pool` is what there is to choose from.
  function chosen(wish, pool) {
    const narrow = wish.narrow || wish.network || wish.attitude || wish.condition || wish.advised || wish.only;
    const may = node => {
      if (node.kind === "gremium")
        return wish.levels.has(node.levelGroup) && (!wish.network || node.network === wish.network) &&
          (wish.groups.has(node.group) || (node.seat === "heeft" && wish.groups.size > 0)) &&
          (!wish.condition || node.cards.some(card => pool.hangs(card).includes(wish.condition))) &&
          (!wish.attitude || node.cards.some(card => pool.attitude(node, card) === wish.attitude)) &&
          (!wish.advised || node.seat === "aanbevolen");
      return node.column !== 3 || !wish.network || node.network === wish.network;
    };
    const nodes = new Map();
    pool.nodes.forEach((node, i) => {
      if (node.kind === "opgave" ? wish.opgaven.has(node.opgaven[0]) : may(node)) nodes.set(i, node);
    });
    const live = new Set();
    pool.edges.forEach(edge => {
      if (pool.nodes.get(edge.from).kind === "opgave" && nodes.has(edge.from)) live.add(edge.to);
    });
    const edges = new Map();
    pool.edges.forEach((edge, i) => {
      if (nodes.has(edge.from) && nodes.has(edge.to) && [...edge.priorities].some(one => live.has(one))) edges.set(i, edge);
    });
    prune(nodes, edges, narrow, wish.only ? i => pool.status.nodes.get(i) !== "gelijk" : null);
    return { nodes, edges };
  }

  // What no line reaches goes, and in a narrowed view also what leads nowhere; `keep` says which nodes it is about.
  function prune(nodes, edges, narrow, keep) {
    const into = new Map(), out = new Map();
    edges.forEach((edge, e) => {
      (out.get(edge.from) || out.set(edge.from, new Set()).get(edge.from)).add(e);
      (into.get(edge.to) || into.set(edge.to, new Set()).get(edge.to)).add(e);
    });
    if (keep) {
      const wanted = new Set([...nodes.keys()].filter(keep));
      const walk = (links, end) => {
        const queue = [...wanted], seen = new Set(queue);
        while (queue.length) for (const e of links.get(queue.pop()) || []) {
          const next = edges.get(e)[end];
          if (!seen.has(next)) { seen.add(next); queue.push(next); }
        }
        return seen;
      };
      const kept = new Set([...walk(into, "from"), ...walk(out, "to")]);
      [...nodes.keys()].forEach(i => { if (!kept.has(i)) nodes.delete(i); });
      edges.forEach((edge, e) => { if (!nodes.has(edge.from) || !nodes.has(edge.to)) cut(e); });
    }
    function cut(e) {
      const edge = edges.get(e);
      out.get(edge.from).delete(e);
      into.get(edge.to).delete(e);
      edges.delete(e);
    }
    const has = (links, i) => links.has(i) && links.get(i).size > 0;
    for (let again = true; again;) {
      again = false;
      nodes.forEach((node, i) => {
        const lost = node.column > 0 ? !has(into, i) : !has(out, i) && narrow;
        if (lost || (node.column === 1 && narrow && !has(out, i))) {
          nodes.delete(i);
          [...(into.get(i) || []), ...(out.get(i) || [])].forEach(cut);
          again = true;
        }
      });
    }
  }

  // ── folding ────────────────────────────────────────────────────────────────────────────────────────
  // Nodes of a column fold into what their path names. Too many for the screen: as deep as still fits, at the least the
  // widest; `all` means bodies into organisations. What is in `open` opens, what is in `closed` stays.
  function folded(nodes, folds) {
    const box = new Map();  // node → key of the fold that stands for it
    const kept = new Map();
    let forced = false;  // whether bodies fold as far as they would when asked to, for lack of room
    for (let column = 1; column < COLUMNS; column++) {
      const members = [...nodes.values()].filter(node => node.column === column);
      const root = { depth: 0, members }, deepest = Math.max(0, ...members.map(node => node.path.length));
      let depth = deepest + 1;
      if (folds.all && column === 2) depth = deepest;
      while (depth > 1 && expand(root, depth, { open: new Set(), closed: new Set() }).length > data.room) depth -= 1;
      if (column === 2) forced = !folds.all && deepest > 0 && depth <= deepest;
      expand(root, depth, folds).filter(group => group.key).forEach(group => {
        kept.set(group.key, { ...group, column });
        group.members.forEach(node => box.set(node.index, group.key));
      });
    }
    return { box, folds: kept, forced };
  }
  function expand(group, depth, folds) {
    const stays = group.depth > 0 && (!group.key || folds.closed.has(group.key) ||
      (group.depth >= depth && group.members.length > 1 && !folds.open.has(group.key)));
    return stays ? [group] : parts(group).flatMap(part => expand(part, depth, folds));
  }
  function parts(group) {
    const found = new Map();
    group.members.forEach(node => {
      const name = node.path[group.depth];
      const key = name == null ? node.index : [node.column, ...node.path.slice(0, group.depth + 1)].join("/");
      (found.get(key) || found.set(key, []).get(key)).push(node);
    });
    return [...found].map(([key, members]) => (typeof key === "number" ? { depth: group.depth + 1, members } :
      { key, name: members[0].path[group.depth], depth: group.depth + 1, members }));
  }

  // ── places ─────────────────────────────────────────────────────────────────────────────────────────
  const spread = (widths, gap) => {
    const left = c => widths.slice(0, c).reduce((a, b) => a + b, 0) + gap * c;
    return { centres: widths.map((w, c) => left(c) + w / 2), width: left(COLUMNS) - gap };
  };

  const least = size => spread(GEO[size], MIN_GAP[size]).width + 2 * GEO.margin;

  // The view of a wish: `room` is {wide, tall} in pixels, or null for paper.
  function view(wish, pool, folds, room) {
    const { nodes, edges } = chosen(wish, pool);
    const size = room && room.wide < least("wide") * MIN_SCALE ? "narrow" : "wide", widths = GEO[size];
    const { box, folds: groups, forced } = folded(nodes, folds);
    const items = new Map();
    nodes.forEach((node, i) => {
      if (!box.has(i)) items.set(i, item(node, i, pool.status && pool.status.nodes.get(i), size, widths));
    });
    groups.forEach((group, key) => items.set(key, foldItem(group, widths)));
    const { keep } = wish, merged = new Map();
    if (keep) items.forEach((_, key) => { if (!keep.items.has(key)) items.delete(key); });
    edges.forEach((edge, e) => {
      const from = box.get(edge.from) ?? edge.from, to = box.get(edge.to) ?? edge.to, key = from + ">" + to;
      if (keep && !keep.edges.has(key)) return;
      const other = merged.get(key), status = pool.status ? pool.status.edges.get(e) : "";
      if (!other) merged.set(key, { key, from, to, kind: edge.kind, strength: edge.strength, status, priorities: new Set(edge.priorities), count: 1 });
      else {
        if (edge.strength > other.strength) Object.assign(other, { strength: edge.strength, kind: edge.kind });
        if (other.status !== status) other.status = "anders";
        edge.priorities.forEach(priority => other.priorities.add(priority));
        other.count += 1;
      }
    });
    const found = { items, edges: [...merged.values()], into: new Map(), out: new Map(), size, widths, forced };
    found.nodes = [...items.values()].reduce((so, one) => so + (one.group ? one.group.members.length : 1), 0);
    found.lines = found.edges.reduce((so, edge) => so + edge.count, 0);
    items.forEach((_, key) => { found.into.set(key, []); found.out.set(key, []); });
    found.edges.forEach(edge => {
      edge.lanes = [];
      for (let c = items.get(edge.from).column + 1; c < items.get(edge.to).column; c++) edge.lanes.push(c);
      found.out.get(edge.from).push(edge);
      found.into.get(edge.to).push(edge);
    });
    order(found, box);
    stack(found, room);
    return found;
  }
  function item(node, key, status, size, widths) {
    const lines = node.lines[size];
    return { key, node, kind: node.kind, column: node.column, name: node.name, seat: node.seat, lines, status: status || "",
      width: widths[node.column], height: Math.max(GEO.tap, GEO.line * lines.length + GEO.padding), asked: node.asked[size],
      outline: data.outlines[node.kind + " " + lines.length + (size === "narrow" ? "n" : "")] };
  }
  function foldItem(group, widths) {
    const width = widths[group.column], height = Math.max(GEO.tap, GEO.line + GEO.padding + 6), w = width / 2, h = height / 2;
    const most = Math.floor((width - 76) / 8.4), name = group.name.length > most ? group.name.slice(0, most - 1) + "…" : group.name;
    return { key: group.key, group, kind: "vouw", column: group.column, name: group.name, seat: "", status: "", width, height,
      lines: [name + " (" + group.members.length + ")"],
      outline: `M${-w} ${-h}h${width}v${height - 3}h${-width}ZM${4 - w} ${h - 3}v3h${width - 8}v-3` };
  }

  // A fold stands where the middle one of its members would; a lane to it likewise.
  function order(view, box) {
    const passed = new Map();
    view.edges.forEach(edge => edge.lanes.forEach(c => passed.set(c + ":" + edge.to, { lane: true, column: c, end: edge.to })));
    const base = data.order.map(column => new Map(column.map((entry, place) => [entry, place])));
    view.order = base.map((places, c) => {
      const found = [];
      const middle = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
      const spots = (key, sign) => {
        const one = view.items.get(key), names = one.group ? one.group.members.map(node => node.index) : [key];
        return names.map(i => places.get(sign(i))).filter(place => place != null);
      };
      view.items.forEach((one, key) => { if (one.column === c) found.push([middle(spots(key, i => i)) ?? 0, one]); });
      passed.forEach(lane => { if (lane.column === c) found.push([middle(spots(lane.end, i => -1 - i)) ?? places.size, lane]); });
      return found.sort((a, b) => a[0] - b[0]).map(pair => pair[1]);
    });
  }

  // The same as `stack` in layout.py: every column spread evenly over the tallest one. A view with few boxes may use the
  // height that is there.
  function stack(view, room) {
    const size = entry => (entry.lane ? GEO.lane : entry.height);
    const sum = column => column.reduce((so, entry) => so + size(entry), 0);
    view.height = Math.max(...view.order.map(column => sum(column) + GEO.spacing * column.length), 60);
    if (room) {
      const most = Math.max(...view.order.map(column => column.length));
      const spare = room.tall / Math.min(room.wide / least(view.size), 1.25) - GEO.head - GEO.margin;
      view.height = Math.max(view.height, Math.min(spare, view.height + 18 * most));
    } else {
      const across = spread(view.widths, GEO.gap).width + 2 * GEO.margin;
      view.height = Math.max(view.height, Math.min(GEO.airy * view.height, Math.round(across / SHEET) - GEO.head - GEO.margin));
    }
    view.place = new Map();
    view.lanes = new Map();
    view.order.forEach((column, c) => {
      const free = (view.height - sum(column)) / Math.max(1, column.length);
      let y = 0;
      column.forEach(entry => {
        const at = Math.round(y + (free + size(entry)) / 2);
        if (entry.lane) view.lanes.set(c + ":" + entry.end, at);
        else view.place.set(entry.key, at);
        y += free + size(entry);
      });
    });
    fit(view, room);
  }

  // Legible before complete: never below 11 pixels; what does not fit then scrolls.
  function fit(view, room) {
    const full = view.height + GEO.head + GEO.margin, edge = 2 * GEO.margin;
    let scale = 1, gap = GEO.gap;
    if (room) {
      const most = room.wide / least(view.size);
      scale = room.tall / full;
      if (scale < MIN_SCALE * NEARLY) scale = Math.min(most, 0.8);
      scale = Math.max(MIN_SCALE, Math.min(scale, most, 1.25));
      const thin = MIN_GAP[view.size], sum = least(view.size) - (COLUMNS - 1) * thin - edge;
      gap = Math.max(thin, Math.min(MAX_GAP, (room.wide / scale - edge - sum) / (COLUMNS - 1)));
    }
    Object.assign(view, spread(view.widths, gap), { scale });
  }

  // From a node both ways, along the priorities that are on the line so far.
  function lineOf(view, key) {
    const found = { items: new Set([key]), edges: new Set() }, start = view.items.get(key), own = new Set();
    [...view.into.get(key), ...view.out.get(key)].forEach(edge => edge.priorities.forEach(priority => own.add(priority)));
    if (start.kind === "prioriteit") { own.clear(); own.add(key); }
    const columns = [...view.items.values()].sort((a, b) => a.column - b.column).map(one => one.key);
    const walk = (links, end, sequence) => {
      const carried = new Map([[key, own]]);
      sequence.forEach(one => (carried.has(one) ? links.get(one) : []).forEach(edge => {
        const on = [...edge.priorities].filter(priority => carried.get(one).has(priority));
        if (!on.length) return;
        found.edges.add(edge.key);
        found.items.add(edge[end]);
        carried.set(edge[end], new Set([...(carried.get(edge[end]) || []), ...on]));
      }));
    };
    walk(view.out, "to", columns);
    walk(view.into, "from", columns.reverse());
    return found;
  }
  // The edges that are asked for: of what is chosen, of what differs, or else of the heaviest seats in view; null is all.
  function wanted(view, line, differs) {
    if (line) return line.edges;
    if (differs) return new Set(view.edges.filter(edge => edge.status !== "gelijk").map(edge => edge.key));
    const seats = [...view.items.values()].filter(item => item.column === 2)
      .flatMap(item => (item.group ? item.group.members : [item.node]).map(node => ({ node, key: item.key })))
      .filter(({ node }) => node.rank && node.seat !== "geen")
      .sort((a, b) => a.node.rank - b.node.rank || a.node.index - b.node.index).slice(0, 3);
    return seats.length ? new Set(seats.flatMap(({ key }) => [...lineOf(view, key).edges])) : null;
  }
  return { view, chosen, lineOf, wanted };
};
