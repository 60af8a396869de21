/** What a page rests on: the outlets it relays, and the claims of which everything it says leads to one origin. */
import type { ClaimKey, ClaimSet } from '../claims/index.ts';
import { type Outlet, outletAt, outletsNamed, sameOutlet } from '../sourcing/index.ts';
import type { Sentence } from '../text/index.ts';
import type { ClaimAnnotation, ClaimOnPage, OneOrigin, PageText, Relay } from './report.ts';

/** "First reported by", in the forms newsrooms use. Names an outlet or does not count. */
const FIRST_REPORTED = [
  /\b(?:first|originally|initially|earlier) (?:reported|disclosed|published|revealed|obtained|described)\b/i,
  /\bfirst to (?:report|disclose|reveal|publish|break)\b|\bbroke the (?:story|news)\b/i,
  /\b(?:publicad|informad|revelad|adelantad|difundid)[oa]s?\s(?:\S+\s){0,3}?por\b/iu,
  /\bprimer[oa]s? en (?:informar|publicar|revelar|dar)|\b(?:primero|originalmente) (?:informó|publicó|reveló)|\badelantó\b/iu,
];

/** An agency's mark before the first sentence: "MEXICO CITY (AP) —", "Washington, 12 nov (EFE).-". */
const WIRE_SLUG =
  /^[\p{Lu}\d][^()\n]{1,60}\((?:The )?(AP|Reuters|REUTERS|AFP|EFE|Europa Press|Bloomberg|Associated Press)\)\s*\.?\s*[-–—]/u;
const SLUG_LINES = 6;

/** How far back "the network" and "that report" look for their name, in sentences. */
const REACH = 12;

/** Where an address leads when it is no outlet's: what is kept there is a document of an office. */
const OFFICE = /\.(?:gov|mil|int|edu|gob|gouv)(?:\.[a-z]{2})?(?:[/:?#]|$)|\.(?:pdf|csv|xlsx?|zip)(?:[?#]|$)/i;

export type PageSources = { readonly relays: readonly Relay[]; readonly oneOrigin: readonly OneOrigin[] };

/**
 * Read from the page's claim sentences, its "first reported by", its agency mark and what it declares (`page.origins`).
 * The page's own outlet is never a relay. A relay whose outlet is nowhere named has `outlet: null`.
 */
export function pageSources(
  page: PageText,
  sentences: readonly Sentence[],
  annotations: readonly ClaimAnnotation[],
  claims: readonly ClaimOnPage[],
  claimSets: readonly ClaimSet[],
): PageSources {
  if (annotations.length === 0) return { relays: [], oneOrigin: [] };
  const own = outletAt(page.source);
  const indexOf = new Map(sentences.map((sentence, index) => [sentence.start, index]));
  const credited = new Map<number, Credited | null>();
  const relays: Building[] = [];
  const relayOf = (outlet: Credited | null): Building => {
    const known = relays.find((relay) =>
      outlet === null || relay.outlet === null ? outlet === relay.outlet : sameOutlet(relay.outlet, outlet),
    );
    if (known) return known;
    const relay: Building = { outlet, how: 'credited', sentences: [], claims: new Set() };
    relays.push(relay);
    return relay;
  };
  const isOwn = (outlet: Outlet | null): boolean => own !== null && outlet !== null && sameOutlet(own, outlet);

  // What the whole page says of itself comes first: it stands before any single sentence.
  const declared = [wireOf(page.text), ...(page.origins ?? []).map(declaredOutlet)];
  for (const outlet of declared) if (outlet && !isOwn(outlet)) relayOf(outlet).how = 'declared';
  const whole = relays.length === 1 ? (relays[0]?.outlet ?? null) : null;

  const first = new Set<Outlet>();
  sentences.forEach((sentence, index) => {
    if (!FIRST_REPORTED.some((pattern) => pattern.test(sentence.text))) return;
    const [outlet] = outletsNamed(sentence.text);
    if (!outlet) return;
    credited.set(index, outlet);
    if (isOwn(outlet)) return;
    const relay = relayOf(outlet);
    if (relay.how === 'credited') relay.how = 'first-reported';
    if (relay.outlet) first.add(relay.outlet);
    relay.sentences.push({ start: sentence.start, end: sentence.end });
  });
  const firstReport = first.size === 1 ? ([...first][0] ?? null) : null;

  const origins = new Map<ClaimAnnotation, Credited | null>();
  for (const annotation of annotations) {
    const index = indexOf.get(annotation.sentence.start);
    if (annotation.attribution.kind === 'outlet' && index !== undefined) {
      const outlet = credited.get(index) ?? outletFor(annotation, sentences, index, credited);
      credited.set(index, outlet);
      if (!isOwn(outlet)) {
        const relay = relayOf(outlet);
        relay.claims.add(annotation.claim);
        if (!relay.sentences.some(({ start }) => start === annotation.sentence.start)) {
          relay.sentences.push(annotation.sentence);
        }
      }
      origins.set(annotation, outlet);
    } else {
      // A sentence without words of its own for its source leads where the page says that it comes from.
      origins.set(annotation, whole ?? (annotation.attribution.kind === 'none' ? firstReport : null));
    }
  }
  return {
    relays: relays.map(({ outlet, how, sentences: said, claims: about }) => ({
      outlet: outlet && !outlet.described ? outlet.name : null,
      ...(outlet?.described ? { described: outlet.name } : {}),
      how,
      sentences: said.sort((a, b) => a.start - b.start),
      claims: [...about],
    })),
    oneOrigin: claims.flatMap((claim) => {
      const set = claimSets.find(({ id }) => id === claim.set.id);
      const sightings = annotations.filter((annotation) => annotation.claim === claim.key);
      return oneOriginOf(
        claim,
        sightings.map((sighting) => origins.get(sighting) ?? null),
        own,
        set,
      );
    }),
  };
}

/** An outlet the page names, or one it only describes. */
type Credited = Outlet & { readonly described?: boolean };

type Building = {
  outlet: Credited | null;
  how: Relay['how'];
  sentences: Relay['sentences'][number][];
  claims: Set<ClaimKey>;
};

function wireOf(text: string): Outlet | null {
  for (const line of text.split('\n', SLUG_LINES)) {
    const [, agency] = WIRE_SLUG.exec(line) ?? [];
    if (agency !== undefined) return outletsNamed(agency === 'REUTERS' ? 'Reuters' : agency)[0] ?? null;
  }
  return null;
}

/** What a page declares is an address or a name. */
function declaredOutlet(origin: string): Outlet | null {
  if (OFFICE.test(origin)) return null;
  const at = outletAt(origin);
  if (at) return at;
  const name = origin.trim();
  return outletsNamed(name)[0] ?? null;
}

/** The outlet an attributing sentence means: named in its words, in the sentence, or the one last named before. */
function outletFor(
  { attribution, quote }: ClaimAnnotation,
  sentences: readonly Sentence[],
  index: number,
  credited: ReadonlyMap<number, Credited | null>,
): Credited | null {
  const words = attribution.carried ? '' : (attribution.name ?? '');
  const here = outletsNamed(words)[0] ?? properName(words);
  if (here) return here;
  // "A rival magazine" is none of those named before.
  const described = describedOutlet(words);
  if (described && INDEFINITE.test(words)) return described;
  const elsewhere = outletsNamed(quote)[0];
  if (elsewhere) return elsewhere;
  for (let at = index - 1; at >= Math.max(0, index - REACH); at -= 1) {
    const earlier = credited.get(at) ?? outletsNamed(sentences[at]?.text ?? '').at(-1);
    if (earlier) return earlier;
  }
  return described ?? introducedIn(quote);
}

const NAME_WORD = "\\p{Lu}[\\p{L}\\p{N}.’'-]*";
const PROPER_NAME = new RegExp(
  `^(?:(?:The|El|La|Los) ${NAME_WORD}|${NAME_WORD} (?:(?:of|de|del|al|y|and) )*${NAME_WORD})(?: (?:(?:of|de|del|al|y|and) )*${NAME_WORD})*$`,
  'u',
);
const INDEFINITE = /^(?:an?|one|another|some|una?|otr[oa]|algún|alguna)\s/iu;
/** What an outlet is called by those who do not name it. */
const OUTLET_NOUN =
  /(?<![\p{L}])(?:newspaper|paper|daily|weekly|magazine|network|broadcaster|channel|station|tabloid|agency|news service|news site|outlet|bulletin|podcast|press|media|television|diario|periódico|semanario|revista|cadena|televisora|emisora|canal|noticiero|portal|agencia|rotativo|pódcast|podcast|prensa|medio|televisión)(?![\p{L}])/iu;
const MAX_DESCRIPTION = 60;

/** "The Imperial Valley Press": the words of the attribution are a name and nothing else. */
function properName(words: string): Credited | null {
  if (!PROPER_NAME.test(words)) return null;
  const key = words
    .replace(/^(?:The|El|La|Los) /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return { key, name: words };
}

/** "A Mexico City daily": an outlet by what it is, in a key of its own kind that no named one has. */
function describedOutlet(words: string): Credited | null {
  // Without a preposition before it and a clause behind it: "por la televisión de allá", "un semanario que…".
  const text = words
    .trim()
    .replace(/^(?:en|por|con|a|según|de|in|by|from)\s+(?=(?:an?|one|the|una?|el|la|los|las)\s)/iu, '')
    .replace(/\s(?:que|quien|había|ha|who|which|that|whose|on the)\s.*$/iu, '')
    .replace(/\s(?:había|ha|had|has)$/iu, '');
  if (text.length > MAX_DESCRIPTION || !OUTLET_NOUN.test(text)) return null;
  const name = /^\p{Lu}\p{Ll}*\s/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return { key: `~${name.toLowerCase()}`, name, described: true };
}

const INTRODUCED = new RegExp(
  `(?<![\\p{L}])(?:an?|una?) (?:[\\p{L}’'-]+ ){0,3}?(?:newspaper|daily|weekly|magazine|network|broadcaster|channel|station|tabloid|news service|news site|diario|periódico|semanario|cadena|televisora|emisora|noticiero|portal)(?: (?:de|en) (?:la |el )?[\\p{L}]+(?: ${NAME_WORD})*)?(?![\\p{L}])`,
  'iu',
);

/** "… una revelación de una cadena en inglés": the outlet a sentence brings in without its being the subject. */
const introducedIn = (sentence: string): Credited | null => describedOutlet(INTRODUCED.exec(sentence)?.[0] ?? '');

/** One origin, or nothing: `sightings` are the outlets this page's sentences lead to, null where they lead elsewhere. */
function oneOriginOf(
  { key, claim }: ClaimOnPage,
  sightings: readonly (Credited | null)[],
  own: Outlet | null,
  set: ClaimSet | undefined,
): OneOrigin[] {
  const recorded = recordedOutlets(claim.record.sources ?? [], set);
  const isRecorded = (outlet: Outlet): boolean => recorded.some((one) => sameOutlet(one, outlet));
  const [origin] = sightings;
  if (origin && sightings.every((outlet) => outlet !== null && sameOutlet(outlet, origin))) {
    return [{ claim: key, outlet: origin.name, sightings: sightings.length, circular: isRecorded(origin) }];
  }
  // What the page says with its own voice is what the record was made from.
  if (own && isRecorded(own)) return [{ claim: key, outlet: own.name, sightings: sightings.length, circular: true }];
  return [];
}

/** The outlets a record leads to: those it cites, those its origins are named for, and the one its set was read from. */
function recordedOutlets(
  sources: NonNullable<ClaimOnPage['claim']['record']['sources']>,
  set: ClaimSet | undefined,
): Outlet[] {
  const outlets = sources.flatMap((source): (Outlet | null)[] => {
    const group = source.group === undefined ? [] : [{ key: source.group.replaceAll('-', ''), name: source.group }];
    if (source.kind !== 'outlet') return group;
    const named = outletsNamed(source.name)[0] ?? { key: source.name.toLowerCase(), name: source.name };
    return [...group, named, source.url === undefined ? null : outletAt(source.url)];
  });
  const read = set?.source?.url === undefined ? null : outletAt(set.source.url);
  return [...outlets, read].filter((outlet) => outlet !== null);
}
