/** One key for one page, however its address was reached. Work on strings only: the core has no `URL`. */

/**
 * Query parameters that say how a reader came to a page, not which page it is. From the public lists of ClearURLs and
 * Firefox's query stripping, reduced to those no site is known to use for content.
 */
const TRACKING = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid twclid ttclid li_fat_id igshid
  igsh mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok vero_id vero_conv oly_anon_id oly_enc_id
  rb_clickid s_cid wickedid _openstat epik srsltid cmpid ocid ncid smid smtyp ref_src ref_url guccounter guce_referrer
  guce_referrer_sig __twitter_impression wt_mc wt.mc_id xtor at_medium at_campaign sc_campaign sc_channel`.split(/\s+/),
);

const isTracking = (parameter: string): boolean => {
  const name = (parameter.split('=', 1)[0] ?? '').toLowerCase();
  return name.startsWith('utm_') || TRACKING.has(name);
};

/** Query parameters that ask for another view of the same page, with the values that do. */
const VIEWS: Readonly<Record<string, RegExp>> = {
  amp: /^(?:1|true|yes)?$/i,
  outputtype: /^amp$/i,
  output: /^amp$/i,
  print: /^(?:1|true|yes|y)?$/i,
  printable: /^(?:1|true|yes)?$/i,
  view: /^(?:print|amp|mobile)$/i,
};

const isView = (parameter: string): boolean => {
  const [name = '', value = ''] = parameter.split('=', 2);
  return VIEWS[name.toLowerCase()]?.test(value) ?? false;
};

type Parts = {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: readonly string[];
};

function partsOf(url: string): Parts | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?@]*@)?([^/?@]+)([^?]*)(?:\?(.*))?$/is.exec(withoutFragment(url));
  if (!match) return null;
  const [, scheme = '', host = '', path = '', query = ''] = match;
  const lowerScheme = scheme.toLowerCase();
  return {
    scheme: lowerScheme,
    host: withoutDefaultPort(lowerScheme, host.toLowerCase()),
    path: path === '' ? '/' : path,
    query: query.split('&').filter((parameter) => parameter !== '' && !isTracking(parameter)),
  };
}

function withoutFragment(url: string): string {
  const trimmed = url.trim();
  const hash = trimmed.indexOf('#');
  return (hash < 0 ? trimmed : trimmed.slice(0, hash)).trimEnd();
}

const joined = ({ scheme, host, path, query }: Parts): string =>
  `${scheme}://${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`.trimEnd();

/**
 * The address of a page as it was reached, without what says how: scheme and host in lower case, without user name,
 * default port, fragment (text fragments included) and tracking parameters; path and remaining parameters as they were,
 * in their order. Never fails: what is not an address with a host only loses its fragment.
 */
export function plainAddress(url: string): string {
  const parts = partsOf(url);
  return parts ? joined(parts) : withoutFragment(url);
}

/**
 * The key of the page at `url`: its plain address, and one for all views of it: AMP pages, also from Google's cache,
 * mobile hosts, views for print. Never fails, and `pageKey(pageKey(url))` is `pageKey(url)`. A page's canonical link
 * tells more; it is read before (`lib/dom`).
 */
export function pageKey(url: string): string {
  return keyOf(plainAddress(url));
}

/** Hints that an address may be a view; most have none, and libraries hold tens of thousands. */
const maybeView = /:\/\/(?:m|mobile|amp)\.|[/.?&]amp|[?&](?:output|print|view)|\/print|\/imprimir|ampproject/i;

/** The key of a plain address. */
export function keyOf(plain: string): string {
  if (!maybeView.test(plain)) return plain;
  let now = plain;
  // An AMP page in a cache on a mobile host is three views deep; each turn makes it shorter.
  for (let before = ''; before !== now; ) {
    before = now;
    const own = partsOf(now);
    if (own) now = joined(mainView(fromCache(own)));
  }
  return now;
}

/** Google's AMP cache and viewer carry the publisher's address in their paths. */
function fromCache(parts: Parts): Parts {
  const viewer = /^(?:www\.)?google\.[a-z.]{2,6}$/.test(parts.host) ? /^\/amp\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/ : null;
  const cache = parts.host.endsWith('.cdn.ampproject.org') ? /^\/[a-z]\/(s\/)?([^/]+\.[^/]+)(\/.*)?$/ : null;
  const [match, isSafe, host, path = '/'] = (viewer ?? cache)?.exec(parts.path) ?? [];
  return match && host ? { ...parts, scheme: isSafe ? 'https' : 'http', host: host.toLowerCase(), path } : parts;
}

/** A path that names a story rather than a part of a site: only then `amp` beside it is no name of its own. */
const isStory = (path: string): boolean =>
  path.split('/').some((name) => /\d{4,}/.test(name) || /\.s?html?$|\.php$/.test(name) || name.split('-').length > 2);

function mainView(parts: Parts): Parts {
  const [, bare = parts.path] =
    /^(.*?)(?:\/amp|\/amp\.html|\.amp|\/print|\/imprimir)\/?$/i.exec(parts.path) ??
    (/^\/amp(\/.*)$/i.exec(parts.path) as RegExpExecArray | null) ??
    [];
  const html = /^(.*)\.amp(\.s?html?)$/i.exec(parts.path);
  const path = html ? `${html[1]}${html[2]}` : bare;
  return {
    ...parts,
    host: mainHost(parts.host),
    path: path !== parts.path && path !== '' && isStory(path) ? path : parts.path,
    query: parts.query.filter((parameter) => !isView(parameter)),
  };
}

/** `m.news.example` is `news.example` for telephones; a host of two names (`m.example`) is a site of its own. */
const mainHost = (host: string): string => {
  const [, rest = ''] = /^(?:m|mobile|amp)\.(.+)$/.exec(host) ?? [];
  return rest.replace(/:\d+$/, '').split('.').length >= 2 && !/^[\d.]+$/.test(rest) ? rest : host;
};

/** Whether two addresses are of one site: the same host, `www.`, mobile and AMP hosts of it aside. */
export function isSameSite(a: string, b: string): boolean {
  const [own, other] = [partsOf(pageKey(a)), partsOf(pageKey(b))];
  const bare = (host: string): string => host.replace(/^www\./, '');
  return own !== null && other !== null && own.scheme === other.scheme && bare(own.host) === bare(other.host);
}

/**
 * The keys notes on the page at `url` may be kept under: its own first, then those with and without `www.`, and what
 * addresses of its views were kept as before there was one key for all of them. To ask a database with.
 */
export function pageKeys(url: string): readonly string[] {
  const key = pageKey(url);
  const parts = partsOf(key);
  if (!parts || !/^https?$/.test(parts.scheme)) return [...new Set([key, plainAddress(url)])];
  const bare = parts.host.replace(/^www\./, '');
  const hosts = [bare, `www.${bare}`, `m.${bare}`, `mobile.${bare}`, `amp.${bare}`, `www.m.${bare}`];
  const mainHosts = [bare, `www.${bare}`];
  const path = parts.path.replace(/\/$/, '');
  const views = [`${path}/amp`, `${path}/amp/`, `/amp${parts.path}`, path.replace(/(\.s?html?)$/i, '.amp$1')];
  const queries = ['amp=1', 'amp', 'amp=true', 'outputType=amp', 'print=1', 'view=print'];
  return [
    ...new Set([
      key,
      plainAddress(url),
      ...hosts.map((host) => joined({ ...parts, host })),
      ...views.flatMap((path) => mainHosts.map((host) => joined({ ...parts, host, path }))),
      ...queries.flatMap((query) =>
        mainHosts.map((host) => joined({ ...parts, host, query: [...parts.query, query] })),
      ),
    ]),
  ];
}

function withoutDefaultPort(scheme: string, host: string): string {
  if (scheme === 'https') return host.replace(/:(?:443)?$/, '');
  if (scheme === 'http') return host.replace(/:(?:80)?$/, '');
  return host;
}
