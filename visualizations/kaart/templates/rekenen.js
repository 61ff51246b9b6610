"use strict";
// Scores, bands and ranks under any weights: what scores_bands.py and lines.py in strategy/advice do, in the same order of operations.
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

  const REFRAINED = -2;  // in the place of the role of a part: what not to do; -1 is a part that is no seat

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

  const of = (list, part) => list.filter(found => found[5] === part);

  // What the counter-arguments of a part take off, per priority within an opgave: each rule once, at its strongest.
  function against(card, part, weights) {
    const worst = new Map();
    of(card.counters, part).flatMap(terms).forEach(term => {
      const rules = worst.get(pair(term)) || worst.set(pair(term), new Map()).get(pair(term));
      rules.set(term.rule, Math.min(value(term, weights), rules.get(term.rule) || 0));
    });
    return new Map([...worst].map(([key, rules]) => [key, sum([...rules.values()])]));
  }

  // What a reason counts for at the most, after the counter-arguments.
  function net(card, reason, weights) {
    const taken = against(card, reason[5], weights);
    return Math.max(...terms(reason).map(term => Math.max(0, value(term, weights) + (taken.get(pair(term)) || 0))));
  }

  // The values of the different arguments of some parts, strongest first.
  function values(card, parts, weights) {
    const best = new Map();
    parts.forEach(part => {
      const taken = against(card, part, weights);
      of(card.reasons, part).flatMap(terms).forEach(term => {
        const left = Math.max(0, value(term, weights) + (taken.get(pair(term)) || 0)), key = term.rule + "," + term.opgave;
        best.set(key, Math.max(left, best.get(key) || 0));
      });
    });
    return [...best.values()].sort((a, b) => b - a);
  }

  // The parts that make up the score: of several seats at a table only the best, of what not to do only what stands alone.
  function counting(card, weights, scoring) {
    const all = card.parts.map((_, part) => part), role = part => card.parts[part][0], table = part => card.parts[part][1];
    const doing = all.filter(part => role(part) !== REFRAINED), best = new Map();
    doing.filter(part => role(part) >= 0).map(part => [part, added(values(card, [part], weights), scoring)])
      .sort(([a, x], [b, y]) => y - x || role(a) - role(b) || a - b)
      .forEach(([part]) => best.has(table(part)) || best.set(table(part), part));
    return doing.length ? doing.filter(part => role(part) < 0 || best.get(table(part)) === part) : all;
  }

  // What some parts of a card score together.
  const joint = (card, parts, weights, scoring) => added(values(card, parts, weights), scoring);
  const score = (card, weights, scoring) => joint(card, counting(card, weights, scoring), weights, scoring);
  function added([strongest, ...others], scoring) {
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
  return { standing, band, value, values, terms, counting, net, joint };
};
