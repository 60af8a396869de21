/** The language of a page's text: what the page says of itself, else what its words say. */
import { detectLanguage } from '../text/index.ts';
import { parentOf } from './asked.ts';

/** A language tag for `text`, the content of `root` in `document`; `und` when nothing tells. */
export function languageOf(document: Document, root: Element | null, text: string): string {
  for (let at: Element | null = root ?? document.documentElement; at; at = parentOf(at)) {
    const tag = wellFormed(at.getAttribute('lang') ?? at.getAttribute('xml:lang'));
    if (tag) return tag;
  }
  const declared = wellFormed(metaContent(document, 'meta[http-equiv="content-language" i]'));
  if (declared) return declared;
  const detected = detectLanguage(text);
  return detected !== 'und' ? detected : (wellFormed(metaContent(document, 'meta[property="og:locale"]')) ?? 'und');
}

/** `es_MX` is common in pages and no language tag. */
function wellFormed(tag: string | null | undefined): string | null {
  const candidate = tag?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,8}$/i.test(candidate) ? candidate : null;
}

function metaContent(document: Document, selector: string): string | null {
  return document.querySelector(selector)?.getAttribute('content') ?? null;
}
