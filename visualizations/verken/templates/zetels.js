"use strict";
// Which advice of the basis one is, or which of those are no more: by its table, as advice about one may have another name.
const Zetels = antwoord => {
  const known = new WeakMap();
  // The tables at which each advice of a state seeks a seat.
  function tables(state) {
    if (!known.has(state)) {
      const found = new Map();
      state.nodes.forEach(node => node.seats.forEach(advice => (found.get(advice) || found.set(advice, []).get(advice)).push(node.id)));
      known.set(state, found);
    }
    return known.get(state);
  }
  // What an advice was in the basis: the same, or the one about its table; undefined for what is new.
  function before(state, base, { card: { advice } }) {
    const at = tables(state).get(advice) || [], then = tables(base);
    return base.standing.get(advice) || [...base.standing.values()].find(other => (then.get(other.card.advice) || []).some(table => at.includes(table)));
  }
  // All advice of the basis that is no more; of seats those that the answer says so of.
  function gone(state, base) {
    const lost = new Set(antwoord.lost(state, base));
    return [...base.standing.values()].filter(one => (one.card.table ? lost.has(one) : !state.standing.has(one.card.advice)));
  }
  return { before, gone };
};
