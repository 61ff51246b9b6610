"use strict";
// The editor: one state per file, so that undo belongs to a file; errors, names and rules of that file in it.
const Bewerker = (parent, host) => {
  const { EditorState, Compartment, StateEffect, StateField, Transaction } = Pakket("@codemirror/state");
  const { EditorView, keymap, lineNumbers, highlightActiveLine, drawSelection, Decoration, WidgetType, hoverTooltip } = Pakket("@codemirror/view");
  const { defaultKeymap, history, historyKeymap, indentWithTab, undo, undoDepth } = Pakket("@codemirror/commands");
  const { syntaxHighlighting, HighlightStyle, indentUnit, foldGutter, foldKeymap } = Pakket("@codemirror/language");
  const { autocompletion, completionKeymap } = Pakket("@codemirror/autocomplete");
  const { setDiagnostics, lintGutter, lintKeymap } = Pakket("@codemirror/lint");
  const { search, searchKeymap, highlightSelectionMatches } = Pakket("@codemirror/search");
  const { yaml } = Pakket("@codemirror/lang-yaml");
  const { tags } = Pakket("@lezer/highlight");

  const WORDS = {
    Find: "Zoek", Replace: "Vervang door", next: "volgende", previous: "vorige", all: "alle", "match case": "hoofdletters", regexp: "patroon",
    "by word": "hele woorden", replace: "vervang", "replace all": "vervang alles", close: "sluiten", "current match": "gevonden", "on line": "op regel",
    "replaced match on line $": "vervangen op regel $", "replaced $ matches": "$ keer vervangen", "Control character": "Onzichtbaar teken",
    "Selection deleted": "Selectie verwijderd", "Folded lines": "Ingeklapte regels", "Unfolded lines": "Uitgeklapte regels", to: "tot",
    "folded code": "ingeklapt", unfold: "uitklappen", "Fold line": "Inklappen", "Unfold line": "Uitklappen", Completions: "Wat hier kan staan",
    Diagnostics: "Meldingen", "No diagnostics": "Geen meldingen",
  };
  const look = HighlightStyle.define([
    { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "#003B5C", fontWeight: "700" },
    { tag: tags.comment, color: "#4A5560", fontStyle: "italic" },
    { tag: [tags.string, tags.content], color: "#10222E" },
    { tag: [tags.special(tags.string), tags.attributeValue], color: "#6B2B00" },
  ]);
  const theme = EditorView.theme({
    "&": { color: "#10222E", backgroundColor: "#fff" },
    ".cm-scroller": { fontFamily: "Consolas, 'Liberation Mono', monospace", lineHeight: "1.5" },
    ".cm-gutters": { backgroundColor: "#F1F4F6", color: "#3A4650", border: "0" },
    ".cm-activeLine": { backgroundColor: "#DCEBF566" },
    "&.cm-focused": { outline: "3px solid #10222E", outlineOffset: "-3px" },
    ".cm-tooltip": { border: "1px solid #003B5C", backgroundColor: "#fff", color: "#10222E", maxWidth: "min(30rem, 90vw)" },
    ".cm-tooltip-hover": { padding: "4px 8px", fontSize: ".88rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "#003B5C", color: "#fff" },
    ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
  });

  // How often each rule fires for the case at hand, behind its name.
  class Fires extends WidgetType {
    constructor(rule) { super(); this.rule = rule; }
    eq(other) { return other.rule.vuurt === this.rule.vuurt && other.rule.verslagen === this.rule.verslagen; }
    toDOM() {
      const { vuurt, verslagen } = this.rule, times = number => `${number} keer`;
      return Maak.make(null, "span", vuurt ? `vuurt ${times(vuurt)}${verslagen ? `, waarvan ${times(verslagen)} uitgesloten` : ""}` : "vuurt niet", vuurt ? "cm-vuurt" : "cm-vuurt stil");
    }
  }
  const setRules = StateEffect.define();
  const rulesField = StateField.define({
    create: () => Decoration.none,
    update(value, change) {
      let found = value.map(change.changes);
      for (const effect of change.effects) {
        if (!effect.is(setRules)) continue;
        found = Decoration.set(effect.value.filter(rule => rule.regel <= change.state.doc.lines).flatMap(rule => {
          const line = change.state.doc.line(rule.regel), cls = rule.vuurt ? (rule.verslagen ? "cm-regel-verslagen" : "cm-regel-vuurt") : "cm-regel-stil";
          return [Decoration.line({ class: cls }).range(line.from), Decoration.widget({ widget: new Fires(rule), side: 1 }).range(line.to)];
        }), true);
      }
      return found;
    },
    provide: field => EditorView.decorations.from(field),
  });

  const states = new Map(), depths = new Map(), order = [];
  let current = "", findings = [], rules = [];
  const view = new EditorView({ parent, state: EditorState.create({ extensions: [EditorView.cspNonce.of(host.nonce)] }) });
  const fixed = new Compartment();

  function count(path, state) {
    const before = depths.get(path) || 0, now = undoDepth(state);
    depths.set(path, now);
    for (let i = before; i < now; i++) order.push(path);
    for (let i = now; i < before; i++) {
      const at = order.lastIndexOf(path);
      if (at >= 0) order.splice(at, 1);
    }
  }
  const watch = path => EditorView.updateListener.of(update => {
    if (!update.docChanged || current !== path) return;
    states.set(path, update.state);
    count(path, update.state);
    host.changed(path, update.state.doc.toString());
  });
  function make(path, text) {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
        yaml(), indentUnit.of("  "), syntaxHighlighting(look), theme, rulesField, EditorState.phrases.of(WORDS), EditorView.lineWrapping,
        EditorView.cspNonce.of(host.nonce), EditorView.contentAttributes.of({ "aria-label": `Tekst van ${path}`, spellcheck: "false", tabindex: "0" }),
        autocompletion({ override: [context => host.complete(path, context)], icons: false }), hoverTooltip((v, at) => host.hover(path, v, at)),
        keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab, ...defaultKeymap]),
        fixed.of(EditorState.readOnly.of(host.readOnly(path))), watch(path),
      ],
    });
  }
  const state = path => states.get(path) || make(path, host.text(path));
  function mark() {
    const { doc } = view.state;
    const own = findings.filter(found => found.bestand === current).map(found => {
      const line = doc.line(Math.min(Math.max(found.regel || 1, 1), doc.lines)), from = Math.min(line.from + Math.max((found.kolom || 1) - 1, 0), line.to);
      const word = /^[\w-]+|^\S/.exec(doc.sliceString(from, line.to)), to = Math.min(from + (word ? word[0].length : 0), line.to);
      return { from, to, severity: found.ernst === "fout" ? "error" : "warning", message: found.melding + (found.tip ? ` – ${found.tip}` : "") };
    });
    view.dispatch(setDiagnostics(view.state, own));
    view.dispatch({ effects: setRules.of(rules.filter(rule => rule.bestand === current)), annotations: Transaction.addToHistory.of(false) });
    states.set(current, view.state);
  }
  function show(path, line = 0, column = 1) {
    if (path !== current) {
      if (current) states.set(current, view.state);
      current = path;
      view.setState(state(path));
      mark();
    }
    if (!line) return;
    const found = view.state.doc.line(Math.min(line, view.state.doc.lines)), at = Math.min(found.from + column - 1, found.to);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    view.focus();
  }
  // Another text for a file, as one step that can be undone; only what differs is touched.
  function put(path, text) {
    const before = state(path), old = before.doc.toString();
    if (old === text) return;
    let from = 0, tail = 0;
    while (from < old.length && from < text.length && old[from] === text[from]) from++;
    while (tail < old.length - from && tail < text.length - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    const change = { changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) }, annotations: [Transaction.userEvent.of("input.veld"), Pakket("@codemirror/commands").isolateHistory.of("full")] };
    if (path === current) view.dispatch(change);
    else {
      const next = before.update(change).state;
      states.set(path, next);
      count(path, next);
      host.changed(path, text);
    }
  }
  function back() {
    const path = order[order.length - 1];
    if (!path) return "";
    if (path === current) undo(view);
    else undo({ state: state(path), dispatch: change => {
      states.set(path, change.state);
      count(path, change.state);
      host.changed(path, change.state.doc.toString());
    } });
    return path;
  }
  function forget() {
    states.clear();
    depths.clear();
    order.length = 0;
    current = "";
  }
  return {
    show, put, back, forget, view,
    mark(found, fired) { findings = found; if (fired) rules = fired; if (current) mark(); },
    get current() { return current; },
    get steps() { return order.length; },
  };
};
