"use strict";
// Scores, bands and ranks under any weights: what strategy/advice/score.py does, in the same order of operations.
const Rekenen = data => {
  // Python rounds a half to even, on the exact value; toFixed rounds it up. Only odd multiples of 1 / 2^(digits + 1)
  // lie exactly halfway between two decimals of that many digits.
  const half = 2 ** (data.digits + 1), unit = 10 ** data.digits;
  const rounded = value => {
    const twice = value * half;
    if (!Number.isInteger(twice) || twice % 2 === 0) return Number(value.toFixed(data.digits));
    const below = Math.floor(value * unit);
    return (below % 2 === 0 ? below : below + 1) / unit;
  };
  const sum = values => values.reduce((so, value) => so + value, 0);

  // A firing as its terms: {rule, opgave, priority, points, factor}.
  const terms = ([rule, , shares]) => {
    const found = [];
    for (let i = 0; i < shares.length; i += 3)
      found.push({ rule, opgave: shares[i], priority: shares[i + 1], factor: shares[i + 2], points: data.rules[rule][3] });
    return found;
  };
  const value = (term, weights) =>
    term.points * (weights.priorities[term.priority] * weights.opgaven[term.opgave]) * term.factor;
  const pair = term => term.priority + "," + term.opgave;

  // What the counter-arguments take off, per priority within an opgave: each rule once, at its strongest.
  function against(card, weights) {
    const worst = new Map();
    card.counters.flatMap(terms).forEach(term => {
      const rules = worst.get(pair(term)) || worst.set(pair(term), new Map()).get(pair(term));
      rules.set(term.rule, Math.min(value(term, weights), rules.get(term.rule) || 0));
    });
    return new Map([...worst].map(([key, rules]) => [key, sum([...rules.values()])]));
  }

  // What a reason counts for at the most, after the counter-arguments.
  function net(reason, taken, weights) {
    return Math.max(...terms(reason).map(term => Math.max(0, value(term, weights) + (taken.get(pair(term)) || 0))));
  }

  // The values of the different arguments, strongest first.
  function values(card, weights) {
    const taken = against(card, weights), best = new Map();
    card.reasons.flatMap(terms).forEach(term => {
      const left = Math.max(0, value(term, weights) + (taken.get(pair(term)) || 0)), key = term.rule + "," + term.opgave;
      best.set(key, Math.max(left, best.get(key) || 0));
    });
    return [...best.values()].sort((a, b) => b - a);
  }

  function score(card, weights, scoring) {
    const [strongest, ...others] = values(card, weights);
    if (strongest === undefined) return 0;
    return rounded(strongest + Math.min(scoring.bonus * sum(others), scoring.cap * strongest));
  }

  // The place among the bands of a score, of an advice that is not to refrain from something.
  const band = (score, scoring) => (score >= scoring.doFrom ? 0 : score >= scoring.alsoFrom ? 1 : 2);

  // Per advice {score, band, rank}: the band as its place among the bands, equal scores with the same rank.
  function standing(cards, weights, scoring) {
    const found = [...cards.values()].map(card => ({ card, score: score(card, weights, scoring) }));
    found.sort((a, b) => b.score - a.score || (a.card.id < b.card.id ? -1 : 1));
    found.forEach((one, i) => {
      one.band = one.card.sort === "afzien" ? 3 : band(one.score, scoring);
      one.rank = i && found[i - 1].score === one.score ? found[i - 1].rank : i + 1;
    });
    return new Map(found.map(one => [one.card.advice, one]));
  }
  return { standing, band, value, values, terms, against, net };
};
