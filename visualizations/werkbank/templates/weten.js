"use strict";
// What the schemas of the dossier know: what may stand at a place in a file, and what it means. The place follows from the
// indentation and the braces before it, so that it is known while the text is not YAML yet.
const Weten = () => {
  const OF = [[/^opgaven\//, "opgave"], [/(^|\/)networks\//, "netwerk"], [/(^|\/)rules\//, "regels"], [/^scenarios\//, "scenario"], [/^toetsen\//, "toetsen"],
    [/(^|\/)dossier\.yaml$/, "dossier"], [/(^|\/)college\.yaml$/, "college"], [/(^|\/)bronnen\.yaml$/, "bronnen"], [/(^|\/)basis\.yaml$/, "basis"]];
  let schemas = null;
  const schemaOf = path => {
    const found = OF.find(([pattern]) => pattern.test(path));
    return found && schemas ? schemas[found[1]] : null;
  };
  // Every schema that may hold at once: references followed, alternatives side by side.
  function spread(root, node, depth = 0) {
    if (!node || typeof node !== "object" || depth > 12) return [];
    if (node.$ref) return spread(root, { ...root.definitions[node.$ref.split("/").pop()], description: node.description, markdownDescription: node.markdownDescription }, depth + 1);
    const more = ["anyOf", "oneOf", "allOf"].flatMap(key => (node[key] || []).flatMap(each => spread(root, each, depth + 1)));
    return [node, ...more, ...spread(root, node.then, depth + 1), ...spread(root, node.else, depth + 1)];
  }
  function step(root, nodes, key) {
    return nodes.flatMap(node => {
      if (typeof key === "number") return node.items ? spread(root, node.items) : [];
      const own = node.properties && node.properties[key];
      if (own) return spread(root, own);
      const named = Object.entries(node.patternProperties || {}).filter(([pattern]) => new RegExp(pattern).test(key)).map(([, each]) => each);
      const rest = typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
      return [...named, ...rest].flatMap(each => spread(root, each));
    });
  }
  const KEY = /^(\s*)((?:- +)*)(?!- )([^\s#:"'{[][^:#]*|"[^"]*"|'[^']*'):(?:\s|$)/;
  // The keys that lead to a place, and the word before it; `value` is whether it stands behind a key.
  function placeOf(doc, at) {
    const line = doc.lineAt(at), before = line.text.slice(0, at - line.from);
    const path = [], braces = [];
    const dashed = /^(\s*)((?:- +)*)/.exec(before), indent = dashed[1].length + dashed[2].length;
    let inner = before.slice(indent), key = KEY.exec(before), rest = inner, behind = false;
    if (key) { rest = before.slice(key[0].length); behind = true; }
    // Braces and brackets on this line.
    let word = "", last = null, quoted = "";
    for (const sign of rest) {
      if (quoted) { if (sign === quoted) quoted = ""; word += sign; continue; }
      if ((sign === '"' || sign === "'") && !word.trim()) { quoted = sign; word += sign; continue; }
      if (sign === "{") { braces.push({ sort: "{", key: last }); word = ""; last = null; }
      else if (sign === "[") { braces.push({ sort: "[", key: last }); word = ""; last = null; }
      else if (sign === "}" || sign === "]") { braces.pop(); word = ""; last = null; }
      else if (sign === ",") { word = ""; last = null; }
      else if (sign === ":" ) { last = word.trim(); word = ""; }
      else word += sign;
    }
    // The keys of the lines above that this one stands under.
    let level = dashed[1].length, dash = dashed[2].length > 0;
    const above = [];
    if (dash) above.unshift(0);
    for (let number = line.number - 1; number > 0 && (level > 0 || dash); number--) {
      const text = doc.line(number).text, found = KEY.exec(text), list = /^(\s*)(- +)/.exec(text);
      if (!text.trim() || text.trim().startsWith("#")) continue;
      const start = /^\s*/.exec(text)[0].length, inside = found ? start + found[2].length : start;
      if (list && start < level && inside <= level && !dash) {
        above.unshift(0);
        level = start;
        dash = true;
        continue;
      }
      if (found && (inside < level || (dash && inside <= level && !found[2]) || (dash && inside < level + 1 && found[2] && inside <= level))) {
        above.unshift(found[3].replace(/^["']|["']$/g, ""));
        level = start;
        dash = Boolean(found[2]);
        if (dash) above.unshift(0);
      }
    }
    path.push(...above);
    if (key) path.push(key[3].replace(/^["']|["']$/g, ""));
    for (const brace of braces) {
      if (brace.key) path.push(brace.key);
      if (brace.sort === "[") path.push(0);
    }
    const open = braces[braces.length - 1], within = open ? open.sort === "{" : !behind;
    if (last !== null && within) return { path: [...path, last], word: word.trimStart(), value: true };
    if (open && open.sort === "[") return { path, word: word.trimStart(), value: true };
    return { path, word: (open ? word : behind ? rest : inner).trimStart(), value: !within };
  }
  const nodesAt = (root, path) => path.reduce((nodes, key) => step(root, nodes, key), spread(root, root));
  const told = node => node.markdownDescription || node.description || "";
  function complete(path, context) {
    const root = schemaOf(path);
    if (!root) return null;
    const { path: keys, word, value } = placeOf(context.state.doc, context.pos);
    if (!context.explicit && !word) return null;
    const nodes = nodesAt(root, keys), options = new Map();
    const add = (label, more) => { if (label !== "" && !options.has(String(label))) options.set(String(label), { label: String(label), ...more }); };
    if (value) {
      for (const node of nodes) {
        (node.enum || []).forEach((each, i) => add(each, { info: (node.markdownEnumDescriptions || node.enumDescriptions || [])[i] || undefined, type: "enum" }));
        if ("const" in node) add(node.const, { info: told(node) || node.title || undefined, type: "enum" });
      }
    } else {
      for (const node of nodes) for (const [key, each] of Object.entries(node.properties || {})) add(key, { apply: `${key}: `, info: told(each) || undefined, type: "property" });
    }
    const from = context.pos - word.length;
    return options.size ? { from, options: [...options.values()], validFor: /^[\w-]*$/ } : null;
  }
  function hover(path, view, at) {
    const root = schemaOf(path), line = view.state.doc.lineAt(at), text = line.text;
    if (!root) return null;
    let from = at - line.from, to = from;
    while (from > 0 && /[\w-]/.test(text[from - 1])) from--;
    while (to < text.length && /[\w-]/.test(text[to])) to++;
    const word = text.slice(from, to);
    if (!word) return null;
    const { path: keys, value } = placeOf(view.state.doc, line.from + to), nodes = nodesAt(root, keys);
    let said = "";
    if (!value && text[to] === ":") said = step(root, nodes, word).map(told).find(Boolean) || "";
    else for (const node of nodes) {
      const index = (node.enum || []).indexOf(word);
      said = said || (index >= 0 && ((node.markdownEnumDescriptions || node.enumDescriptions || [])[index] || "")) || (node.const === word && (told(node) || node.title)) || "";
    }
    if (!said) return null;
    return { pos: line.from + from, end: line.from + to, above: true, create: () => ({ dom: Maak.make(null, "div", said.replace(/[*`]/g, "")) }) };
  }
  return { complete, hover, set(found) { schemas = found; } };
};
