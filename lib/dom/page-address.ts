/** Where a page belongs: what it says of itself, where that can be believed, else where it is. */
import { isSameSite, pageKey } from '../annotation/index.ts';

/** What a document's address and canonical link were when it was first asked for. */
type First = { readonly path: string; readonly link: string | null };
const firsts = new WeakMap<Document, First>();

/**
 * The page's canonical address, if it is one of its own site (`www.`, mobile and AMP hosts count as the same) and not a
 * mistake; else its address. Without the fragment. `given` where the document does not know its address.
 */
export function pageAddress(document: Document, given?: string): string {
  const href = given ?? document.location?.href ?? '';
  const own = parseUrl(href);
  const link = document.querySelector('link[rel="canonical" i]')?.getAttribute('href') ?? null;
  const canonical = link ? parseUrl(link, own?.href) : null;
  const isOwn = canonical !== null && (own === null || (isPlausible(canonical, own) && !isStale(document, own, link)));
  const chosen = isOwn ? canonical : own;
  if (!chosen) return href;
  chosen.hash = '';
  return chosen.href;
}

function isPlausible(canonical: URL, own: URL): boolean {
  if (canonical.origin !== own.origin && !isSameSite(canonical.href, own.href)) return false;
  // A canonical address of "/" on a story is a mistake of the site's template.
  return canonical.pathname !== '/' || own.pathname === '/' || parseUrl(pageKey(own.href))?.pathname === '/';
}

/** After navigation inside the page, a link that did not change with it is still the first story's. */
function isStale(document: Document, own: URL, link: string | null): boolean {
  const path = `${own.pathname}${own.search}`;
  const first = firsts.get(document);
  if (first === undefined) {
    firsts.set(document, { path, link });
    return false;
  }
  return first.path !== path && first.link === link && own.pathname !== new URL(first.path, own).pathname;
}

function parseUrl(address: string, base?: string): URL | null {
  try {
    const url = new URL(address, base);
    return /^(?:https?|file):$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
