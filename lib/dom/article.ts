/** Whether a page is a news story, decided from a few elements: it runs on every page of a site that is turned on. */

import { bodyOf } from './asked.ts';
import { frameDocument } from './frames.ts';

const storyTypes =
  /(?:^|\/)(?:NewsArticle|\w+NewsArticle|Article|BlogPosting|LiveBlogPosting|Report|AdvertiserContentArticle|SatiricalArticle|SocialMediaPosting)$/;
const newsTypes = /(?:^|\/)(?:\w*NewsArticle|LiveBlogPosting|Report)$/;
/** Pages that say they are something else. */
const otherTypes =
  /(?:^|\/)(?:Product|ProductGroup|Offer|DiscussionForumPosting|QAPage|SearchResultsPage|CollectionPage|Recipe|SoftwareSourceCode|SoftwareApplication|TechArticle|APIReference|ItemPage|CheckoutPage|JobPosting|Event)$/;

/** Paragraphs looked at; enough to tell a story, few enough for a page of thousands. */
const MAX_PARAGRAPHS = 80;
const LONG_PARAGRAPH = 60;

/**
 * Whether `document` looks like one article rather than a shop, forum, list, home or code page. What the page says of
 * itself counts, but only together with prose: templates mark whole sites as articles.
 */
export function looksLikeArticle(document: Document): boolean {
  if (!bodyOf(document)) return false;
  const prose = measureProse(document);
  if (isStory(document, prose)) return true;
  // A page may be nothing but the frame of its story.
  return [...document.querySelectorAll('iframe, frame')].some((frame) => {
    const inner = frameDocument(frame);
    return inner !== null && measureProse(inner).length > prose.length && looksLikeArticle(inner);
  });
}

function isStory(document: Document, prose: Prose): boolean {
  const declared = declaredTypes(document);
  if (declared.some((type) => newsTypes.test(type))) return prose.length >= 200;
  if (declared.some((type) => otherTypes.test(type))) return false;
  if (prose.teasers > prose.paragraphs || prose.code * 3 > prose.paragraphs) return false;
  if (declared.some((type) => storyTypes.test(type))) return prose.paragraphs >= 2 && prose.length >= 300;
  const openGraph = document.querySelector('meta[property="og:type"]')?.getAttribute('content')?.toLowerCase();
  if (openGraph === 'article' || openGraph === 'news') return prose.paragraphs >= 2 && prose.length >= 300;
  if (openGraph?.startsWith('product')) return false;
  if (prose.inStory) return prose.paragraphs >= 3 && prose.length >= 500 && hasHeadline(document);
  return prose.paragraphs >= 4 && prose.length >= 800 && hasHeadline(document) && hasByline(document);
}

/** What a page's JSON-LD calls the page itself; what is listed on it (`itemListElement`) does not count. */
function declaredTypes(document: Document): string[] {
  const types: string[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json" i]')) {
    const source = script.textContent ?? '';
    if (!source.includes('@type')) continue;
    try {
      collectTypes(JSON.parse(source), types, 0);
    } catch {
      // Broken JSON-LD (a stray comma, a raw line break) is common; its words are still worth something.
      if (!source.includes('ItemList')) {
        for (const [, type] of source.matchAll(/"@type"\s*:\s*\[?\s*"([^"]+)"/g)) if (type) types.push(type);
      }
    }
  }
  const item = document.querySelector('[itemscope][itemtype*="Article"], [itemscope][itemtype*="/Product"]');
  const itemType = item?.getAttribute('itemtype');
  if (itemType) types.push(itemType);
  return types;
}

function collectTypes(value: unknown, types: string[], depth: number): void {
  if (depth > 4 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 50)) collectTypes(entry, types, depth + 1);
    return;
  }
  const node = value as Record<string, unknown>;
  for (const type of [node['@type']].flat()) if (typeof type === 'string') types.push(type);
  collectTypes(node['@graph'], types, depth + 1);
  collectTypes(node['mainEntity'], types, depth + 1);
}

type Prose = {
  /** Long paragraphs that are not links, and how long they are together, in UTF-16 units. */
  readonly paragraphs: number;
  readonly length: number;
  /** Articles beyond the first that are not comments: a page of teasers. */
  readonly teasers: number;
  /** Blocks of code. */
  readonly code: number;
  /** Most of the prose stands in one article or main region. */
  readonly inStory: boolean;
};

function measureProse(document: Document): Prose {
  let paragraphs = 0;
  let length = 0;
  const perStory = new Map<Element, number>();
  const list = document.getElementsByTagName('p');
  for (let index = 0; index < list.length && index < MAX_PARAGRAPHS; index += 1) {
    const paragraph = list[index];
    const text = paragraph?.textContent?.trim() ?? '';
    if (!paragraph || text.length < LONG_PARAGRAPH) continue;
    const link = paragraph.getElementsByTagName('a')[0];
    if (link && (link.textContent?.length ?? 0) * 2 > text.length) continue;
    if (paragraph.closest('nav, footer, form, aside, [class*="comment" i], [id*="comment" i]')) continue;
    paragraphs += 1;
    length += text.length;
    const story = paragraph.closest('article, main, [role="main"]');
    if (story) perStory.set(story, (perStory.get(story) ?? 0) + text.length);
  }
  const largest = Math.max(0, ...perStory.values());
  return {
    paragraphs,
    length,
    teasers: document.querySelectorAll('article:not(article article, [class*="comment" i])').length - 1,
    code: document.getElementsByTagName('pre').length,
    inStory: largest * 2 > length,
  };
}

const hasHeadline = (document: Document): boolean => document.querySelector('h1') !== null;

function hasByline(document: Document): boolean {
  const signs = 'time, [rel~="author"], [itemprop~="author"], [itemprop~="datePublished"], meta[name="author"]';
  return document.querySelector(`${signs}, [class*="byline" i], meta[property="article:published_time"]`) !== null;
}
