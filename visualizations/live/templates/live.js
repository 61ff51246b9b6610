(() => {
'use strict';
const section = document.getElementById('live');
if (!section) return;
const KEY = 'krachtenveld-live', FEW = 6, SHORTEST = 2000, LONGEST = 30000;
const PANELS = ['bevindingen', 'effect', 'watals'];
const LISTS = [['zetels', 'Zetels die wij hebben', 'zetel'], ['te_verdelen', 'Zetels die te verdelen zijn', 'zetel'], ['lagen', 'Netwerken', 'laag'], ['organisaties', 'Organisaties', 'uit']];
const part = name => document.getElementById(`live-${name}`);
const own = section.dataset.uitgave;
let stream = null, wait = SHORTEST, again = 0, over = false, state = null, asked = '', ready = null, forced = false;

// Everything that comes from the dossier goes in as text.
const make = (tag, text = '', css = '') => {
const element = document.createElement(tag);
if (text) element.textContent = text;
if (css) element.className = css;
return element;
};
const say = text => { if (part('status').textContent !== text) part('status').textContent = text; };
const look = mood => ['fout', 'los', 'rekent'].forEach(name => section.classList.toggle(name, name === mood));
const number = (count, one, many) => `${count} ${count === 1 ? one : many}`;

const open = (name, wanted) => {
if (wanted) PANELS.filter(other => other !== name).forEach(other => open(other, false));
part(name).hidden = !wanted;
part(`knop-${name}`).setAttribute('aria-expanded', String(wanted));
if (wanted && name === 'watals') offer();
};

// ── what is kept over a reload ──
const keep = () => {
const kept = {
sessie: window.krachtenveld && krachtenveld.sessie ? krachtenveld.sessie() : null,
open: PANELS.filter(name => !part(name).hidden && !(forced && name === 'bevindingen')),
meteen: part('meteen').checked,
gekozen: chosen(),
scenario: part('scenario').value,
gevraagd: asked,
plek: document.activeElement ? document.activeElement.id : '',
hoogte: window.scrollY
};
sessionStorage.setItem(KEY, JSON.stringify(kept));
};
const reload = () => {
try {
keep();
} catch (error) {
say('Er is nieuw advies, maar wat u instelde past niet in het geheugen van de browser. Bewaar uw sessie, en ververs dan zelf.');
return;
}
location.reload();
};
const restore = async () => {
const text = sessionStorage.getItem(KEY);
if (!text) return;
sessionStorage.removeItem(KEY);
const kept = JSON.parse(text);
part('meteen').checked = kept.meteen;
kept.open.forEach(name => open(name, true));
try {
if (kept.sessie && window.krachtenveld && krachtenveld.herstel) await krachtenveld.herstel(kept.sessie);
} catch (error) {
say('Het advies is ververst, maar wat u had ingesteld past er niet meer bij.');
}
window.scrollTo(0, kept.hoogte);
const focus = kept.plek && document.getElementById(kept.plek);
if (focus) focus.focus({ preventScroll: true });
if (kept.gekozen.length) await offer();
part('lijsten').querySelectorAll('input').forEach(box => { box.checked = kept.gekozen.includes(`${box.name}=${box.value}`); });
if (kept.scenario) part('scenario').value = kept.scenario;
if (kept.gevraagd) ask(kept.gevraagd);
};

// ── the stream ──
const listen = () => {
clearTimeout(again);
if (stream) stream.close();
stream = new EventSource('/gebeurtenissen');
stream.addEventListener('stand', event => { over = false; wait = SHORTEST; told(JSON.parse(event.data)); });
stream.addEventListener('einde', () => { over = true; lost(); });
stream.onerror = lost;
};
const lost = () => {
if (stream) stream.close();
stream = null;
look('los');
say(`${over ? 'Krachtenveld is gestopt.' : 'Er is geen verbinding met Krachtenveld.'} Deze pagina blijft bruikbaar, maar kijkt niet meer mee. Start verken --live opnieuw: dan gaat zij vanzelf verder.`);
clearTimeout(again);
if (document.visibilityState === 'visible') again = setTimeout(listen, wait);
wait = Math.min(wait * 1.5, LONGEST);
};
document.addEventListener('visibilitychange', () => {
if (document.visibilityState === 'visible') { wait = SHORTEST; listen(); return; }
clearTimeout(again);
if (stream) stream.close();
stream = null;
});
const told = found => {
state = found;
const other = Boolean(found.uitgave) && found.uitgave !== own;
if (other && !found.rekent && part('meteen').checked) { reload(); return; }
part('toon').hidden = !other || found.rekent;
look(found.rekent ? 'rekent' : found.gaaf ? '' : 'fout');
say(sentence(found, other));
findings(found);
effect(found);
if (found.rekent === 'bestanden' || found.gaaf !== forced) return;
forced = !found.gaaf;
open('bevindingen', forced);
};
const sentence = (found, other) => {
const saved = found.bewaard ? `, laatst bewaard ${found.bewaard}${found.bestanden.length ? ` (${found.bestanden.slice(0, 3).join(', ')}${found.bestanden.length > 3 ? ` en nog ${found.bestanden.length - 3}` : ''})` : ''}` : '';
const start = `Live: dossier ${found.map}${saved}`;
if (found.rekent === 'bestanden') return `${start}. Wordt nagerekend…`;
if (found.rekent && found.gaaf) return `${start}. Geen fouten; het nieuwe advies wordt getekend…`;
const errors = found.samenvatting.fouten;
if (!found.gaaf) return `${start}. ${number(errors, 'fout', 'fouten')} in de bestanden${own ? '; u ziet het laatste goede advies' : ''}.`;
if (other) return `${start}. Er is nieuw advies.`;
return `${start}. Geen fouten.${found.effect ? ` ${found.effect.telling}` : ''}`;
};

// ── findings ──
const findings = found => {
const box = part('bevindingen'), all = found.bevindingen;
part('knop-bevindingen').textContent = all.length ? `Bevindingen (${all.length})` : 'Geen bevindingen';
box.replaceChildren();
if (!all.length) { box.append(make('p', 'Er valt niets op aan te merken.')); return; }
const list = make('ul');
all.forEach(finding => {
const item = make('li');
item.append(make('span', finding.ernst, `live-ernst${finding.ernst === 'fout' ? ' fout' : ''}`));
if (finding.bestand) item.append(make('span', `${finding.bestand}:${finding.regel}`, 'live-plaats'), ' ');
item.append(make('span', finding.melding));
if (finding.tip) item.append(make('span', `Wat te doen: ${finding.tip}`, 'live-klein'));
list.append(item);
});
box.append(list);
};

// ── an effect, of an edit or of a what-if ──
const effect = found => {
const box = part('effect');
box.replaceChildren();
if (!found.effect) { box.append(make('p', 'Zolang dit venster meekijkt, is er nog niets veranderd. Bewaar een bestand, en hier staat wat dat doet.')); return; }
const changes = found.effect.wijzigingen;
box.append(make('h3', changes.length ? number(changes.length, 'wijziging', 'wijzigingen') : 'Geen wijziging in de inhoud'));
if (changes.length) box.append(numbered(changes, true));
differences(box, found.effect);
};
const numbered = (changes, places) => {
const list = make('ol');
changes.forEach(change => {
const item = make('li', change.tekst);
item.value = change.nummer;
if (places && change.plaats) item.append(' ', make('span', change.plaats, 'live-plaats'));
list.append(item);
});
return list;
};
const differences = (box, found) => {
if (!found.groepen.length) { box.append(make('p', 'Aan het advies verandert niets.')); return; }
box.append(make('p', found.telling));
found.groepen.forEach(group => {
const small = group.soort === 'score' || group.soort === 'rang' || group.toelichting;
const place = small ? make('details') : box;
if (small) { place.append(make('summary', group.kop)); box.append(place); } else box.append(make('h4', group.kop));
if (group.toelichting) place.append(make('p', group.toelichting, 'live-uitleg'));
place.append(advices(small ? group.adviezen : group.adviezen.slice(0, FEW)));
const rest = small ? [] : group.adviezen.slice(FEW);
if (!rest.length) return;
const more = make('details');
more.append(make('summary', `en nog ${rest.length}`), advices(rest));
box.append(more);
});
};
const advices = all => {
const list = make('ul');
all.forEach(advice => {
const item = make('li');
item.append(make('strong', advice.titel), make('span', advice.wordt, 'live-klein'));
[...advice.inhoud, ...advice.waardoor].forEach(line => item.append(make('span', line, 'live-klein')));
list.append(item);
});
return list;
};

// ── what if ──
const fetched = async address => {
const answer = await fetch(address, { headers: { Accept: 'application/json' } });
const data = await answer.json();
if (!answer.ok) throw new Error([data.fout, data.tip].filter(Boolean).join('; '));
return data;
};
const problem = error => part('rekent').textContent = error instanceof TypeError || error instanceof SyntaxError ? 'Krachtenveld antwoordt niet. Draait het programma nog?' : `Dat lukt niet: ${error.message}.`;
const offer = () => { ready = ready || fill(); return ready; };
const fill = async () => {
try {
const data = await fetched('/watals/keuzes');
const all = LISTS.filter(([key]) => data[key].length).map(([key, title, word]) => {
const set = make('fieldset'), list = make('div', '', 'live-lijst');
set.append(make('legend', `${title} (${data[key].length})`), list);
data[key].forEach(({ naam, titel }) => {
const label = make('label'), input = make('input');
input.type = 'checkbox'; input.name = word; input.value = naam;
label.append(input, make('span', titel));
list.append(label);
});
return set;
});
part('lijsten').replaceChildren(...all);
const none = make('option', 'geen: het dossier zelf');
none.value = '';
part('scenario').replaceChildren(none, ...data.scenarios.map(({ naam, titel }) => { const option = make('option', titel); option.value = naam; return option; }));
part('rekent').textContent = '';
} catch (error) {
ready = null;
problem(error);
}
};
const chosen = () => [...part('lijsten').querySelectorAll('input:checked')].map(box => `${box.name}=${box.value}`);
const ask = async query => {
asked = query;
part('rekent').textContent = 'Krachtenveld rekent…';
try {
const data = await fetched(`/watals?${query}`);
if (asked !== query) return;
outcome(data);
part('rekent').textContent = `Doorgerekend: ${data.gevolg.telling}`;
} catch (error) {
if (asked !== query) return;
asked = '';
part('uitkomst').replaceChildren();
problem(error);
}
};
const outcome = data => {
const box = part('uitkomst');
const where = data.scenario_naam ? `In scenario ${data.scenario_naam}: ` : '';
const what = data.vraag.map(({ soort, titel }) => soort === 'zetel' ? `een ander ${titel} wordt` : `${titel} wegvalt`);
box.replaceChildren(make('h3', `${where}${where ? 'als' : 'Als'} ${what.join(', en ')}`));
differences(box, data.gevolg);
const changes = make('details');
changes.append(make('summary', 'Welke nummers zijn dit?'), numbered(data.gevolg.wijzigingen, false));
if (data.gevolg.groepen.length) box.append(changes);
if (!data.overlay) return;
const kept = make('details');
kept.append(make('summary', 'Dit bewaren als scenario'), make('p', 'Zet dit in een bestand in scenarios/ en geef het een eigen naam.', 'live-uitleg'), make('pre', data.overlay));
box.append(kept);
};

part('vraag').addEventListener('submit', event => {
event.preventDefault();
const query = new URLSearchParams(chosen().map(pair => pair.split('=')));
if (![...query].length) { part('rekent').textContent = 'Kruis eerst aan wat wegvalt.'; return; }
if (part('scenario').value) query.append('scenario', part('scenario').value);
ask(query.toString());
});
part('vraag').addEventListener('reset', () => {
asked = '';
part('uitkomst').replaceChildren();
part('rekent').textContent = '';
setTimeout(filter);
});
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const filter = () => {
const words = plain(part('zoek').value).split(/\s+/).filter(Boolean);
part('lijsten').querySelectorAll('label').forEach(label => {
const text = plain(`${label.textContent} ${label.firstChild.value}`);
label.hidden = !label.firstChild.checked && !words.every(word => text.includes(word));
});
};
part('zoek').addEventListener('input', filter);
part('zoek').addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
part('toon').addEventListener('click', reload);
part('meteen').addEventListener('change', () => { if (part('meteen').checked && state) told(state); });
PANELS.forEach(name => part(`knop-${name}`).addEventListener('click', () => open(name, part(name).hidden)));
section.hidden = false;
window.addEventListener('load', () => { restore().finally(listen); });
})();
