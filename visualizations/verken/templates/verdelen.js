"use strict";
// Who takes which seat under any weights and any time: what problem.py and plan_search.py in strategy/allocation do, on the same rows.
const Verdelen = (gegevens, ernaast, rekenaar) => {
  const { data, cases, rekenen } = gegevens, index = new Map(data.advices.map((id, i) => [id, i]));
  const halfToEven = value => { const near = Math.round(value); return value % 1 === 0.5 && near % 2 ? near - 1 : near; };
  const decoded = [];
  function problem(k) {
    const place = ernaast.cases[k].problem, found = ernaast.problems[place];
    if (decoded[place] || "why" in found) return decoded[place] || found;
    return (decoded[place] = {
      ...found,
      takers: found.takers.map(([id, name, about, time, nature]) => ({ id, name, about, time, nature })),
      seats: found.seats.map(([id, line, leads, label, load, kept, parts, takers, covers, table, why, rests]) => ({ id, advice: index.get(line), leads, label, load, kept, parts, covers, table, why, rests,
        takers: takers.map(([holder, share, ties, lot]) => ({ holder, share, ties, lot })) })),
      rules: found.rules.map(([sort, text, seats, least, most, given, holder]) => ({ sort, text, seats, least, most, given, holder })),
    });
  }
  // The time of who takes seats, in units: what was given instead, or that of the dossier.
  const time = (posed, holder, times) => {
    const { id, time: own } = posed.takers[holder];
    return id in times ? halfToEven(times[id] * posed.units.load) : own;
  };
  function program(k, weights, times) {
    const posed = problem(k), { cards } = gegevens.state(k), { scoring } = cases[k], pairs = [];
    posed.seats.forEach((seat, i) => {
      const value = rekenen.joint(cards.get(seat.advice), seat.parts, weights || cases[k].weights, scoring);
      seat.takers.forEach(({ holder, share, ties, lot }) =>
        pairs.push({ seat: i, holder, kept: seat.kept, ties, lot, load: seat.load, worth: halfToEven(value * share * posed.units.worth) }));
      // Takes a seat that fits nobody; a rule forbids it.
      if (!seat.takers.length) pairs.push({ seat: i, holder: -1, kept: seat.kept, ties: 0, lot: 0, load: seat.load, worth: 0 });
    });
    const of = (seats, holder = -1) => pairs.flatMap((pair, at) => (seats.includes(pair.seat) && (holder < 0 || pair.holder === holder) ? [at] : []));
    const row = (terms, low, high) => ({ at: [...terms.keys()], by: [...terms.values()], low, high });
    const rule = ({ seats, least, most, given, holder }) => {
      const terms = new Map(of(seats, holder).map(at => [at, 1]));
      if (given < 0) return row(terms, least, most < 0 ? null : most);
      of([given]).forEach(at => terms.set(at, (terms.get(at) || 0) - least));
      return row(terms, 0, null);
    };
    const capacity = holder =>
      row(new Map(pairs.flatMap((pair, at) => (pair.holder === holder && pair.load ? [[at, pair.load]] : []))), null, time(posed, holder, times));
    const rows = [
      ...posed.seats.map((_, i) => row(new Map(of([i]).map(at => [at, 1])), null, 1)),
      ...posed.rules.map(rule), ...posed.takers.map((_, holder) => capacity(holder)),
    ];
    return { posed, pairs, rows, rule };
  }
  const column = (pairs, key) => pairs.map(pair => pair[key]);
  // A plan as who takes which seat, by id; null where there is none.
  function planOf({ posed, pairs }, found) {
    if (!found || !found.values) return found && { none: found.proven, plan: null };
    const taken = pairs.filter((_, at) => found.values[at]);
    return { proven: found.proven, worth: found.total, plan: new Map(taken.map(pair => [posed.seats[pair.seat].id, posed.takers[pair.holder].id])) };
  }
  const known = new Map(), MOST = 60;
  const key = (k, weights, times) => JSON.stringify([k, weights, times]);
  // What was worked out beforehand, for the weights and the time of a scenario itself.
  function ready(k) {
    const made = ernaast.plans[ernaast.cases[k].plan];
    return made === undefined ? null : made === null ? { none: true, plan: null } : { proven: made.proven, worth: made.worth, plan: new Map(made.seats) };
  }
  // The best division: at once where it is known, else a promise. {plan, worth, proven}, {none} when no plan keeps to all, {why} when
  // nothing can be divided, {failed, plan} with the plan beforehand where nothing could be worked out.
  function best(k, weights = null, times = {}, wanted) {
    const posed = problem(k), own = ready(k), name = key(k, weights, times);
    if ("why" in posed) return { why: posed.why, plan: null };
    if (!weights && !Object.keys(times).length && own) return own;
    if (known.has(name)) return known.get(name);
    if (!rekenaar.there) return { failed: "de rekenaar zit niet in deze pagina", ...(own || { plan: null }) };
    const made = program(k, weights, times), { pairs } = made;
    return rekenaar.ask({ count: pairs.length, rows: made.rows },
      [column(pairs, "worth"), column(pairs, "kept"), column(pairs, "ties"), pairs.map(pair => -pair.load), column(pairs, "lot")], wanted)
      .then(found => planOf(made, found), () => ({ failed: "deze browser kan de rekenaar niet starten", ...(own || { plan: null }) }))
      .then(result => {
        if (result && !result.failed) {
          if (known.size > MOST) known.clear();
          known.set(name, result);
        }
        return result;
      });
  }
  // A question beforehand: a browser compiles the solver as it runs, and only then answers soon.
  let warmed = !rekenaar.there || "why" in problem(0);
  function warm() {
    if (warmed) return;
    warmed = true;
    const { pairs, rows } = program(0, null, {});
    rekenaar.ask({ count: pairs.length, rows }, [column(pairs, "worth")]).catch(() => {});
  }
  // What lies around a plan: a seat outside it with what taking it would cost; null when no plan can hold it.
  async function taking(k, weights, times, plan, seat, wanted) {
    const made = program(k, weights, times), { pairs, posed } = made, own = posed.seats[seat];
    const enough = posed.seats.flatMap((other, i) => (i === seat || other.covers.includes(seat) ? [i] : []));
    const must = made.rule({ seats: enough, least: 1, most: -1, given: -1, holder: -1 });
    // The seats that differ from the plan, in the fewest ways.
    const like = pairs.map(pair => {
      const holder = plan.get(posed.seats[pair.seat].id);
      return holder === undefined ? -1 : holder === (posed.takers[pair.holder] || {}).id ? 1 : 0;
    });
    const found = planOf(made, await rekenaar.ask({ count: pairs.length, rows: [...made.rows, must] }, [column(pairs, "worth"), like, column(pairs, "lot")], wanted));
    return found && { ...found, own: own.id };
  }
  // From one plan to another: seats that come, go or change hands.
  function shift(before, after) {
    return {
      added: [...after.keys()].filter(id => !before.has(id)), dropped: [...before.keys()].filter(id => !after.has(id)),
      moved: [...after.keys()].filter(id => before.has(id) && before.get(id) !== after.get(id)),
    };
  }
  // The seats that nobody takes, and that no heavier role brings along.
  function left(k, plan) {
    const { seats } = problem(k), covered = new Set(seats.filter(seat => plan.has(seat.id)).flatMap(seat => seat.covers));
    return seats.flatMap((seat, i) => (plan.has(seat.id) || covered.has(i) ? [] : [i]));
  }
  // Of these the tables that fall off, by their heaviest seat, and the roles at tables that someone does take.
  function off(k, plan) {
    const { seats } = problem(k), taken = new Set(seats.filter(seat => plan.has(seat.id)).map(seat => seat.table)), tables = new Map();
    const over = left(k, plan).map(place => seats[place]);
    over.filter(one => !taken.has(one.table)).forEach(one => { if (!tables.has(one.table) || tables.get(one.table).load < one.load) tables.set(one.table, one); });
    return { tables: [...tables.values()], roles: over.filter(one => taken.has(one.table)) };
  }
  // What a taker had in the plan of the basis, or holds already, and no longer has: each with what becomes of it.
  function parted(k, holder, plan, base) {
    const { seats, takers } = problem(k), me = takers[holder].id, has = seat => plan.get(seat.id) === me;
    const owner = seat => {
      const there = seats.find(other => other.table === seat.table && plan.has(other.id));
      const best = seat.takers.reduce((a, b) => (a && a.share >= b.share ? a : b), null);
      return there ? plan.get(there.id) : best && takers[best.holder].id;
    };
    const over = new Set(left(k, plan).map(place => seats[place].id)), had = seat => (base && base.has(seat.id) ? base.get(seat.id) === me : seat.kept && owner(seat) === me);
    return seats.filter(seat => had(seat) && !has(seat) && (plan.has(seat.id) || over.has(seat.id))).map(seat => {
      const there = seats.filter(other => other.table === seat.table && plan.has(other.id)), own = there.find(has), next = own ? null : there.find(other => other.id === seat.id) || there[0];
      return { seat, own, next, to: next && takers.find(item => item.id === plan.get(next.id)).name };
    });
  }
  // What a taker has in the plan of the basis and nobody can take here.
  function absent(k, holder, base) {
    const { seats, takers } = problem(k), known = new Set(seats.map(seat => seat.id));
    return [...(base || [])].filter(([id, to]) => to === takers[holder].id && !known.has(id)).map(([id]) => names.get(id) || id);
  }
  function load(k, plan, id) {
    const posed = problem(k);
    return posed.seats.reduce((so, seat) => so + (plan.get(seat.id) === id ? seat.load : 0), 0) / posed.units.load;
  }
  // A load in units as people say it.
  function told(k, units) {
    const one = problem(k).units.load;
    return Maak.decimal(units / one) + (units === one ? " dagdeel" : " dagdelen") + " per maand";
  }
  const names = new Map();
  cases.forEach((_, k) => {
    const posed = problem(k);
    if ("why" in posed) return;
    posed.seats.forEach(seat => { if (!names.has(seat.id)) names.set(seat.id, seat.label); });
    posed.takers.forEach(item => { if (!names.has(item.id)) names.set(item.id, item.name); });
  });
  return { problem, best, warm, taking, shift, off, parted, absent, load, told, time, name: id => names.get(id) || id, there: rekenaar.there };
};
