"use strict";
// Which seat of the basis one is, or which of those are no more: by their table, as advice about one may have another name.
const Zetels = (gegevens, ernaast) => {
  const index = new Map(gegevens.data.advices.map((id, i) => [id, i])), decoded = [];
  // Per advice about a seat to take or keep {seat, bodies}: the seat that leads, and the tables that it is about.
  function of(k) {
    const place = ernaast.cases[k].seats;
    return decoded[place] || (decoded[place] = new Map(ernaast.seats[place].map(([line, seat, bodies]) => [index.get(line), { seat, bodies }])));
  }
  const about = (state, one) => (of(state.k).get(one.card.advice) || { bodies: [] }).bodies;
  const tables = state => new Set([...of(state.k).values()].flatMap(found => found.bodies));
  // What an advice was in the basis: the same, or the one about its table; undefined for what is new.
  const before = (state, base, one) => base.standing.get(one.card.advice) || [...base.standing.values()].find(other => about(base, other).some(body => about(state, one).includes(body)));
  // The advice of the basis that is no more, and of which no other now has the table.
  function gone(state, base) {
    const kept = tables(state);
    return [...base.standing.values()].filter(one => !state.standing.has(one.card.advice) && !about(base, one).some(body => kept.has(body)));
  }
  const lead = (k, advice) => of(k).get(advice).seat;
  return { lead, before, gone };
};
