import { useMemo } from 'preact/hooks';
import { MarkdownText } from './MarkdownText.tsx';
import { readMarkdown } from './markdown.ts';

/** A note's text as Markdown. For Caveat's own pages: the card on a page has the reader of Markdown come when needed. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return <MarkdownText blocks={blocks} />;
}
