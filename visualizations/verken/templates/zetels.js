"use strict";
// The seats to take or keep, in a few words; and which seat of the basis one is, or which of those are no more.
const Zetels = (gegevens, ernaast) => {
  const index = new Map(gegevens.data.advices.map((id, i) => [id, i])), decoded = [];
  // Per seat by its advice {seat, table, role, bodies}: the seat that leads, and the tables that the advice is about.
  function words(k) {
    const place = ernaast.cases[k].seats;
    return decoded[place] || (decoded[place] = new Map(ernaast.seats[place].map(([line, seat, table, role, bodies]) => [index.get(line), { seat, table, role, bodies }])));
  }
  const about = (state, one) => (words(state.k).get(one.card.advice) || { bodies: [] }).bodies;
  const tables = state => new Set([...words(state.k).values()].flatMap(found => found.bodies));
  // What an advice was in the basis: the same, or the one about its table; undefined for what is new.
  const before = (state, base, one) => base.standing.get(one.card.advice) || [...base.standing.values()].find(other => about(base, other).some(body => about(state, one).includes(body)));
  // The advice of the basis that is no more, and of which no other now has the table.
  function gone(state, base) {
    const kept = tables(state);
    return [...base.standing.values()].filter(one => !state.standing.has(one.card.advice) && !about(base, one).some(body => kept.has(body)));
  }
  const all = state => [...state.standing.values()].filter(one => words(state.k).has(one.card.advice));
  return { words, before, gone, all };
};
