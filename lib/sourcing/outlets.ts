/**
 * News outlets as pages name them: found in a text, known by an address, told apart. The list only helps to recognise
 * names and to bring a name and an address together; it says nothing about an outlet.
 */

/** An outlet, under a key that is the same however it was named. */
export type Outlet = { readonly key: string; readonly name: string };

/** Name as shown, other names it goes by (`|`), hosts of its pages. Case counts: "the post" is no outlet. */
const KNOWN: readonly (readonly [name: string, others: string, hosts: string])[] = [
  ['The New York Times', 'New York Times|NYT', 'nytimes.com'],
  ['The Washington Post', 'Washington Post|WaPo', 'washingtonpost.com'],
  ['The Wall Street Journal', 'Wall Street Journal|WSJ', 'wsj.com'],
  ['Los Angeles Times', 'LA Times|L.A. Times', 'latimes.com'],
  ['NBC News', 'NBC|MSNBC', 'nbcnews.com msnbc.com'],
  ['ABC News', 'ABC', 'abcnews.go.com'],
  ['CBS News', 'CBS', 'cbsnews.com'],
  ['CNN', 'CNN en Español', 'cnn.com'],
  ['Fox News', 'FOX News', 'foxnews.com'],
  ['NPR', 'National Public Radio', 'npr.org'],
  ['PBS', 'PBS NewsHour', 'pbs.org'],
  ['Associated Press', 'AP|AP News', 'apnews.com'],
  ['Reuters', '', 'reuters.com'],
  ['Bloomberg', 'Bloomberg News', 'bloomberg.com'],
  ['Agence France-Presse', 'AFP', 'afp.com'],
  ['EFE', 'Agencia EFE', 'efe.com'],
  ['Europa Press', '', 'europapress.es'],
  ['Politico', 'POLITICO', 'politico.com politico.eu'],
  ['Axios', '', 'axios.com'],
  ['ProPublica', '', 'propublica.org'],
  ['The Atlantic', '', 'theatlantic.com'],
  ['The New Yorker', '', 'newyorker.com'],
  ['Rolling Stone', '', 'rollingstone.com'],
  ['Newsweek', '', 'newsweek.com'],
  ['USA Today', 'USA TODAY', 'usatoday.com'],
  ['Miami Herald', '', 'miamiherald.com'],
  ['The Intercept', '', 'theintercept.com'],
  ['The Hill', '', 'thehill.com'],
  ['BBC', 'BBC News|BBC Mundo', 'bbc.com bbc.co.uk'],
  ['The Guardian', '', 'theguardian.com'],
  ['Financial Times', 'FT', 'ft.com'],
  ['The Economist', '', 'economist.com'],
  ['The Telegraph', 'Daily Telegraph', 'telegraph.co.uk'],
  ['Al Jazeera', '', 'aljazeera.com'],
  ['Le Monde', '', 'lemonde.fr'],
  ['Der Spiegel', 'Spiegel', 'spiegel.de'],
  ['Deutsche Welle', 'DW', 'dw.com'],
  ['El País', 'EL PAÍS', 'elpais.com'],
  ['El Mundo', '', 'elmundo.es'],
  ['La Vanguardia', '', 'lavanguardia.com'],
  ['El Universal', '', 'eluniversal.com.mx'],
  ['Reforma', '', 'reforma.com'],
  ['La Jornada', '', 'jornada.com.mx'],
  ['Milenio', '', 'milenio.com'],
  ['Excélsior', '', 'excelsior.com.mx'],
  ['Proceso', '', 'proceso.com.mx'],
  ['El Financiero', '', 'elfinanciero.com.mx'],
  ['Animal Político', '', 'animalpolitico.com'],
  ['Infobae', '', 'infobae.com'],
  ['Univision', 'Univisión', 'univision.com'],
  ['Telemundo', '', 'telemundo.com'],
  ['Televisa', '', 'televisa.com'],
  ['El Tiempo', '', 'eltiempo.com'],
  ['La Nación', '', 'lanacion.com.ar'],
  ['Clarín', '', 'clarin.com'],
];

const squash = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/^(?:the|el|la|los|las)\s+/, '')
    .replace(/[^a-z0-9]+/g, '');

const byName = new Map<string, Outlet>();
const byHost = new Map<string, Outlet>();
for (const [name, others, hosts] of KNOWN) {
  const outlet = { key: squash(name), name };
  for (const one of [name, ...others.split('|')]) if (one !== '') byName.set(one, outlet);
  for (const host of hosts.split(' ')) byHost.set(host, outlet);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const KNOWN_NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...byName.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);
const WORD = "\\p{Lu}[\\p{L}\\p{N}.’'-]*";
/** A name that says itself that it is an outlet's: "the Harbour Gazette". */
const TELLING_NAME = new RegExp(
  `(?:\\b(?:The|El|La) )?(?:${WORD} (?:of |de la |de |del )?){0,3}\\b(?:Times|Post|Journal|Tribune|Herald|Gazette|Dispatch|Observer|Chronicle|Globe|Register|Courier|Bulletin|Telegraph|Examiner|Inquirer|Sentinel|Ledger|News|Noticias|Gaceta|Heraldo|Diario)\\b(?: ${WORD}){0,2}`,
  'gu',
);
/** A name behind a word for what it is: "la cadena Mar Abierto", "the news site Tidewatch". */
const CALLED = new RegExp(
  `\\b(?:diario|periódico|semanario|revista|portal|cadena|emisora|agencia|canal|noticiero|newspaper|daily|weekly|magazine|network|broadcaster|agency|news site|website|station|channel) (${WORD}(?: (?:de |del |la )?${WORD}){0,3})`,
  'gu',
);

/** The outlets named in a text, each once, in order. A text that names none gives none. */
export function outletsNamed(text: string): readonly Outlet[] {
  const found: { at: number; end: number; outlet: Outlet }[] = [];
  const add = (at: number, length: number, outlet: Outlet): void => {
    if (outlet.key !== '' && !found.some((other) => at < other.end && other.at < at + length)) {
      found.push({ at, end: at + length, outlet });
    }
  };
  for (const match of text.matchAll(KNOWN_NAME)) {
    const outlet = byName.get(match[0]);
    if (outlet) add(match.index, match[0].length, outlet);
  }
  for (const match of text.matchAll(TELLING_NAME)) {
    const name = match[0].trim();
    // A lone "Times" or "News" names nothing; "The Dispatch" does.
    if (/ /.test(name)) add(match.index, match[0].length, { key: squash(name), name });
  }
  for (const match of text.matchAll(CALLED)) {
    const name = match[1] ?? '';
    add(match.index + match[0].length - name.length, name.length, { key: squash(name), name });
  }
  const keys = new Set<string>();
  return found
    .sort((a, b) => a.at - b.at)
    .flatMap(({ outlet }) => (keys.has(outlet.key) || !keys.add(outlet.key) ? [] : [outlet]));
}

/** The host name of an address without `www.`; null for what has none (a file, standard input). */
export function hostOf(address: string): string | null {
  const [, host] = /^(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(address.trim()) ?? [];
  return host === undefined ? null : host.toLowerCase().replace(/^(?:www|m|amp)\./, '');
}

/** The outlet whose page this address is; an unknown one goes by its host name. Null for an address without a host. */
export function outletAt(address: string): Outlet | null {
  const host = hostOf(address);
  if (host === null) return null;
  for (let at = host; at.includes('.'); at = at.slice(at.indexOf('.') + 1)) {
    const known = byHost.get(at);
    if (known) return known;
  }
  const labels = host.split('.');
  // "news.example.co.uk" goes by "example": the last label that is no ending.
  const endings = /^(?:com?|org|net|gob|gov|ac|edu|[a-z]{2})$/;
  const label = labels.slice(0, -1).findLast((one) => !endings.test(one)) ?? labels[0] ?? host;
  return { key: squash(label), name: host };
}

/** Whether two mentions are of one outlet, as far as names and host names tell. */
export function sameOutlet(a: Outlet, b: Outlet): boolean {
  return a.key === b.key || shortens(a.name, b.key) || shortens(b.name, a.key);
}

/**
 * Whether `label` is `name` shortened as host names are: each word whole or by its initial ("nytimes", "latimes",
 * "wsj"). Names of one word must agree whole.
 */
function shortens(name: string, label: string): boolean {
  const words = name.split(/[\s-]+/).flatMap((word) => squash(word) || []);
  if (words.length < 2 || label.length < 2) return false;
  let ends = new Set([0]);
  for (const word of words) {
    const next = new Set<number>();
    for (const end of ends) {
      if (label.startsWith(word, end)) next.add(end + word.length);
      if (label[end] === word[0]) next.add(end + 1);
      if (end === 0 && /^(?:the|el|la)$/.test(word)) next.add(0);
    }
    ends = next;
  }
  return ends.has(label.length);
}
