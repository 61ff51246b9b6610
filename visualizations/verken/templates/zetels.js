"use strict";
// Which advice of the basis one is, or which of those are no more: by its table, as advice about one may have another name.
const Zetels = antwoord => {
  // What an advice was in the basis: the same, or the one about its table; undefined for what is new.
  function before(state, base, { card: { advice } }) {
    if (base.standing.has(advice)) return base.standing.get(advice);
    const then = antwoord.alike(state, base, one => one === advice);
    return [...base.standing.values()].find(one => then.has(one.card.advice));
  }
  // All advice of the basis that is no more; of seats those that the answer says so of.
  function gone(state, base) {
    const lost = new Set(antwoord.lost(state, base));
    return [...base.standing.values()].filter(one => (one.card.table ? lost.has(one) : !state.standing.has(one.card.advice)));
  }
  return { before, gone };
};
