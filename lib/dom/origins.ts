/** What a page declares to be based on, in its JSON-LD: for the check, which tells who a story rests on. */

const MAX_ORIGINS = 20;
const MAX_LENGTH = 2_000;
/** Graphs of a site are nested; a page about one story says so near the top. */
const MAX_DEPTH = 4;

/** Types that are the page's story; what other things on the page are based on is not asked. */
const storyType = /(?:^|\/)(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|WebPage)$/;

/**
 * `isBasedOn` and `citation` of the stories in the page's JSON-LD, and `isBasedOnUrl`, each once, as addresses or names.
 * Broken JSON-LD declares nothing.
 */
export function originsOf(document: Document): readonly string[] {
  const origins = new Set<string>();
  for (const script of document.querySelectorAll('script[type="application/ld+json" i]')) {
    const source = script.textContent ?? '';
    if (!/isBasedOn|citation/.test(source)) continue;
    try {
      collect(JSON.parse(source), origins, 0);
    } catch {
      // Half a statement about sources is none.
    }
  }
  return [...origins].slice(0, MAX_ORIGINS);
}

function collect(value: unknown, origins: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 50)) collect(entry, origins, depth + 1);
    return;
  }
  // JSON objects have string keys.
  const node = value as Record<string, unknown>;
  const types = [node['@type']].flat().filter((type) => typeof type === 'string');
  if (types.some((type) => storyType.test(type))) {
    for (const based of [node['isBasedOn'], node['isBasedOnUrl'], node['citation']].flat()) addOrigin(based, origins);
  }
  collect(node['@graph'], origins, depth + 1);
  collect(node['mainEntity'], origins, depth + 1);
}

/** A text, or a work with an address or a publisher; an address tells more than a title. */
function addOrigin(value: unknown, origins: Set<string>): void {
  if (typeof value === 'string') {
    const text = value.trim();
    if (text !== '') origins.add(text.slice(0, MAX_LENGTH));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const work = value as Record<string, unknown>;
  const publisher = work['publisher'] ?? work['provider'] ?? work['sourceOrganization'];
  const name = typeof publisher === 'object' && publisher !== null && 'name' in publisher ? publisher.name : publisher;
  addOrigin(
    [work['url'], work['@id'], name, work['name']].find((one) => typeof one === 'string'),
    origins,
  );
}
