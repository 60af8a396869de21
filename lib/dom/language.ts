/** The language of a page's text: what the page says of itself, else what its words say. */

const commonWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the of and to in that is was for with on as by from it has have had not said are were this which'.split(' '),
  ),
  es: new Set(
    'el la de que y en los las del se un una por con para su no es al como más lo fue ha según dijo'.split(' '),
  ),
};

/** A language tag for `text`, the content of `root` in `document`; English when nothing tells. */
export function languageOf(document: Document, root: Element | null, text: string): string {
  for (let at = root; at; at = at.parentElement) {
    const tag = wellFormed(at.getAttribute('lang') ?? at.getAttribute('xml:lang'));
    if (tag) return tag;
  }
  const html = document.documentElement;
  return (
    wellFormed(html.getAttribute('lang') ?? html.getAttribute('xml:lang')) ??
    wellFormed(metaContent(document, 'meta[http-equiv="content-language" i]')) ??
    guessLanguage(text) ??
    wellFormed(metaContent(document, 'meta[property="og:locale"]')) ??
    'en'
  );
}

/** The language whose commonest words stand in the text's beginning; null when neither does clearly. */
function guessLanguage(text: string): string | null {
  const words = text
    .slice(0, 4_000)
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  const counts = Object.entries(commonWords).map(
    ([language, common]) => [language, words.filter((word) => common.has(word)).length] as const,
  );
  const [first, second] = counts.sort((a, b) => b[1] - a[1]);
  return first && second && first[1] >= 3 && first[1] > second[1] ? first[0] : null;
}

/** `es_MX` is common in pages and no language tag. */
function wellFormed(tag: string | null | undefined): string | null {
  const candidate = tag?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(candidate) ? candidate : null;
}

function metaContent(document: Document, selector: string): string | null {
  return document.querySelector(selector)?.getAttribute('content') ?? null;
}
