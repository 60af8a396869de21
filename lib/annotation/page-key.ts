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

/**
 * The key of the page at `url`: scheme and host in lower case, without user name, default port, fragment (text
 * fragments included) and tracking parameters; path and remaining parameters as they were, in their order. Never fails:
 * what is not an address with a host only loses its fragment. `pageKey(pageKey(url))` is `pageKey(url)`.
 */
export function pageKey(url: string): string {
  const trimmed = url.trim();
  const hash = trimmed.indexOf('#');
  const address = hash < 0 ? trimmed : trimmed.slice(0, hash);
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?@]*@)?([^/?@]+)([^?]*)(?:\?(.*))?$/is.exec(address);
  if (!parts) return address.trimEnd();
  const [, scheme = '', host = '', path = '', query = ''] = parts;
  const lowerScheme = scheme.toLowerCase();
  const kept = query.split('&').filter((parameter) => parameter !== '' && !isTracking(parameter));
  return `${lowerScheme}://${withoutDefaultPort(lowerScheme, host.toLowerCase())}${path === '' ? '/' : path}${
    kept.length > 0 ? `?${kept.join('&')}` : ''
  }`.trimEnd();
}

function withoutDefaultPort(scheme: string, host: string): string {
  if (scheme === 'https') return host.replace(/:(?:443)?$/, '');
  if (scheme === 'http') return host.replace(/:(?:80)?$/, '');
  return host;
}
