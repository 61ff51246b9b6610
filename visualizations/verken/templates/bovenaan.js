"use strict";
// The answer above all: one sentence and three cards, and what is otherwise than in the basis; under any weights.
const Bovenaan = (gegevens, antwoord, verdelen, choose) => {
  const { data, cases, rekenen } = gegevens, { best, some } = antwoord, make = Maak.make, $ = id => document.getElementById(id);

  const sentence = state => (best(state).some(one => one.score) || !best(state).length ? antwoord.sentence(state) : "Alles telt voor 0; er valt niets te ordenen.");
  // What is otherwise than in the basis, and what is not; nothing of the basis itself.
  function otherwise(state, base, told) {
    if (state.k === base.k && state.weights === base.weights) return [];
    const found = antwoord.became(state, base, told), was = one => gegevens.counterpart(state, base, one), now = best(state).map(was), then = best(base);
    const fresh = antwoord.fresh(state, base);
    if (fresh.length) found.push("Erbij " + (fresh.length === 1 ? "komt 1 tafel: " : "komen " + fresh.length + " tafels: ") + told(fresh) + ".");
    if (antwoord.same(state, base)) found.push("Bovenaan staan dezelfde zetels als in de basis, in dezelfde volgorde.");
    else if (now.length && now.length === then.length && then.every(one => now.includes(one))) found.push("Het zijn dezelfde zetels als in de basis, in een andere volgorde.");
    return found;
  }
  // What nobody takes: the tables that fall off, and of those where we do sit the roles that do not go.
  function over(state, { plan }, told) {
    const { tables, roles } = verdelen.off(state.k, plan), found = [];
    if (!tables.length && !roles.length) return ["Het college heeft tijd voor al deze zetels."];
    if (tables.length) found.push("Binnen de tijd van het college " + (tables.length === 1 ? "valt 1 tafel af: " : "vallen " + tables.length + " tafels af: ") + told(tables.map(one => one.table)) + ".");
    if (roles.length) found.push("Aan tafels waar we wel zitten " + (roles.length === 1 ? "gaat 1 andere rol niet" : "gaan " + roles.length + " andere rollen niet") + (told === some ? "" : ": " + told(roles.map(one => one.label))) + ".");
    return found;
  }
  // What becomes of the division, in sentences; `own` whether it is the one that is compared with.
  function division(state, result, base, own, told) {
    if (result.why === "") return [];
    if (result.why) return ["Wie wat neemt, is niet te zeggen: " + result.why + "."];
    if (result.failed) return [result.plan ? "Wie wat neemt, volgt hier de gewichten en de tijd niet (" + result.failed + "); u ziet de verdeling van dit scenario zelf." : "Wie wat neemt, is niet uitgerekend (" + result.failed + ")."];
    if (result.none) return ["Geen verdeling over het college houdt zich aan alle eisen."];
    if (!result.plan) return ["Een verdeling is niet op tijd gevonden."];
    if (own || !base.plan) return over(state, result, told);
    const { added, dropped, moved } = verdelen.shift(base.plan, result.plan), seat = (id, plan) => verdelen.name(id) + " (" + verdelen.name(plan.get(id)) + ")";
    if (![added, dropped, moved].some(list => list.length)) return ["De verdeling blijft gelijk: dezelfde zetels bij dezelfde " + verdelen.problem(state.k).noun + "s."];
    // The tables that are no more are told above.
    const { seats } = verdelen.problem(state.k), off = dropped.filter(id => seats.some(one => one.id === id));
    if (![added, off, moved].some(list => list.length)) return ["De zetels aan tafels die vervallen, komen vrij; verder blijft de verdeling gelijk."];
    return [
      off.length ? "In de verdeling valt af: " + told(off.map(id => seat(id, base.plan))) + "." : "",
      added.length ? "In de verdeling komt erbij: " + told(added.map(id => seat(id, result.plan))) + "." : "",
      moved.length ? "Naar een ander gaat: " + told(moved.map(id => verdelen.name(id) + " (van " + verdelen.name(base.plan.get(id)) + " naar " + verdelen.name(result.plan.get(id)) + ")")) + "." : "",
    ].filter(Boolean);
  }

  // Who in the college takes it, and what that costs; `result` is null while it is being worked out.
  function who(k, card, result) {
    const posed = verdelen.problem(k);
    if ("why" in posed) return posed.why && "niet te zeggen";
    const cost = load => "kost " + verdelen.told(k, load);
    const own = posed.seats.filter(one => one.advice === card.advice), lead = own.find(one => one.leads) || own[0];
    if (!lead) return "een ambtenaar; het kost het college geen tijd";
    if (!result) return "wordt uitgerekend …";
    if (!result.plan) return "niet verdeeld; " + cost(lead.load);
    const taken = own.filter(one => result.plan.has(one.id)).sort((a, b) => b.load - a.load), [first] = taken;
    if (!first) return "niemand, want het past niet in de tijd die er is; " + cost(lead.load);
    const rest = taken.slice(1), by = [...new Set(rest.map(one => verdelen.name(result.plan.get(one.id))))];
    return verdelen.name(result.plan.get(first.id)) + (first === lead && own.every(one => one.table === lead.table) ? "" : " (" + first.label + ")") +
      (rest.length ? ", en nog " + rest.length + (rest.length === 1 ? " zetel bij " : " zetels bij ") + by.join(" en ") : "") + "; " + cost(taken.reduce((so, one) => so + one.load, 0));
  }

  // Under weights of one's own why it counts now: what the dossier says for the opgave that carries most, or else its name.
  function why(state, card) {
    const plain = antwoord.why(card), { weights, k } = state;
    if (weights === cases[k].weights) return plain;
    const counts = rekenen.counting(card, weights, cases[k].scoring), worth = new Map();
    card.reasons.filter(found => counts.includes(found[5])).flatMap(rekenen.terms).forEach(term =>
      worth.set(term.opgave, Math.max(worth.get(term.opgave) || 0, rekenen.value(term, weights))));
    const [[most, value] = [], [, next] = []] = [...worth].sort((a, b) => b[1] - a[1]);
    if (!value || value === next) return plain;
    const said = card.told.find(one => one.opgave === most);
    return said ? said.text : plain + " Het zwaarst telt hier " + data.opgaven[most][1] + ".";
  }

  // Why a seat, and on what it rests, in the role in which it is taken: of what the line begins with as on its card.
  const seatWhy = (state, one) => one.why || why(state, state.cards.get(one.advice));
  const seatRests = (state, one) => (one.why ? one.rests || "de regels en het dossier" : antwoord.restsOn(state.cards.get(one.advice)));

  // What stands above the sliders has room for the longest there is, grows where that is not enough and does not shrink: they
  // keep their place under the hand. What is otherwise has two lines, and the rest on request.
  let wide = 0, tall = [];
  const above = [document.querySelector("header"), $("bovenaan")], more = $("bovenaan-meer");
  function room(state) {
    if (wide === innerWidth) return;
    above.forEach(box => { box.style.minHeight = ""; });
    [wide, tall] = [innerWidth, [0, 0]];
    const longest = cases.flatMap((_, k) => (verdelen.problem(k).takers || []).map(item => item.name)).reduce((a, b) => (b.length > a.length ? b : a), "");
    // Who takes a seat, as long as it may be told.
    const taker = one => {
      const own = (verdelen.problem(state.k).seats || []).filter(seat => seat.advice === one.card.advice);
      return longest + (own.some(seat => seat.table !== own[0].table) ? " (" + own[0].label + ")" : "") + (own.length ? "; kost 4 dagdelen per maand" : "");
    };
    const cards = ones => $("bovenaan-kaarten").replaceChildren(...ones.map(one => card(state, one, taker(one), ", was rang 88")));
    antwoord.reserve($("bovenaan"), one => antwoord.sentence(one), cards);
  }
  function keep() {
    above.map(box => box.offsetHeight).forEach((now, i) => {
      if (now > tall[i]) above[i].style.minHeight = (tall[i] = now) + "px";
    });
    const text = $("bovenaan-anders"), hides = text.scrollHeight > text.clientHeight + 2;
    more.style.visibility = hides || more.getAttribute("aria-expanded") === "true" ? "" : "hidden";
  }
  window.addEventListener("resize", () => { if (wide !== innerWidth) again(); });
  more.addEventListener("click", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "Minder" : "Lees verder";
    $("bovenaan-anders").classList.toggle("open", open);
    if (!open) { above[1].reserved = wide = 0; again(); }
  });

  let later = 0, again = () => {};
  // `result` is the division of now and `base` the state of the basis with its division; null while they are being worked out.
  function draw(state, result, base, own) {
    again = () => draw(state, result, base, own);
    room(state);
    const changes = told => [...otherwise(state, base.state, told), ...(result ? division(state, result, base.result, own, told) : ["De verdeling wordt uitgerekend …"])];
    const first = sentence(state), rest = changes(some);
    $("bovenaan-zin").textContent = first;
    const told = $("bovenaan-anders"), fold = told.querySelector(".voluit");
    told.textContent = rest.join(" ") + " ";
    if (fold) told.append(fold);
    antwoord.whole(told, null, rest, changes(antwoord.every));
    $("bovenaan-kaarten").replaceChildren(...best(state).map(one => {
      const was = gegevens.counterpart(state, base.state, one), change = own ? "" : !was ? ", nieuw" : was.rank !== one.rank ? ", was rang " + was.rank : "";
      return card(state, one, who(state.k, one.card, result), change);
    }));
    keep();
    // Spoken when the hand rests.
    clearTimeout(later);
    if (result) later = setTimeout(() => {
      const text = [first, ...rest].join(" ");
      if ($("bovenaan-gezegd").textContent !== text) $("bovenaan-gezegd").textContent = text;
    }, 700);
  }
  function card(state, one, taker, change) {
    const { card } = one, li = make(null, "li");
    Maak.button(make(li, "h3"), card.table, () => choose(card.advice), "naar");
    make(li, "p", card.role + " · " + data.bands[one.band] + " · rang " + one.rank + " van " + cases[state.k].total + change, "rol");
    Maak.facts(make(li, "dl"),
      [["Waarom", why(state, card)], ["Wie", taker], ["Wanneer", card.until || "geen datum bekend in het dossier"], ["Rust op", antwoord.restsOn(card)]]);
    return li;
  }
  return { draw, division, who, seatWhy, seatRests };
};
