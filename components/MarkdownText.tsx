import { ExternalLink } from 'lucide';
import type { ComponentChildren } from 'preact';
import { t } from '../lib/i18n/index.ts';
import type { MarkdownBlock, MarkdownInline } from '../lib/markdown/index.ts';
import { Icon } from './Icon.tsx';

/** A note's Markdown, read by `readMarkdown`. Elements are made one by one; nothing of the text is ever markup. */
export function MarkdownText({ blocks }: { readonly blocks: readonly MarkdownBlock[] }) {
  return <div class="cav-markdown">{blocks.map(block)}</div>;
}

/** Headings in a note are no headings of the page it is shown on. */
function block(one: MarkdownBlock): ComponentChildren {
  switch (one.kind) {
    case 'paragraph':
      return <p>{one.content.map(inline)}</p>;
    case 'heading':
      return (
        <p>
          <strong>{one.content.map(inline)}</strong>
        </p>
      );
    case 'code':
      return (
        <pre>
          <code>{one.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'quote':
      return <blockquote>{one.content.map(block)}</blockquote>;
    case 'list': {
      const items = one.items.map(({ done, content }) => (
        <li>
          {done !== null && (
            <span class="cav-task" role="img" aria-label={t(done ? 'note_task_done' : 'note_task_open')}>
              {done ? '\u2611' : '\u2610'}
            </span>
          )}
          {content.map((inner) => (inner.kind === 'paragraph' ? inner.content.map(inline) : block(inner)))}
        </li>
      ));
      return one.start === null ? <ul>{items}</ul> : <ol start={one.start}>{items}</ol>;
    }
    case 'table':
      return (
        <table>
          {one.rows.map((row, index) => (
            <tr>
              {row.map((cell) => (index === 0 ? <th scope="col">{cell.map(inline)}</th> : <td>{cell.map(inline)}</td>))}
            </tr>
          ))}
        </table>
      );
  }
}

function inline(piece: MarkdownInline): ComponentChildren {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'strong':
      return <strong>{piece.content.map(inline)}</strong>;
    case 'em':
      return <em>{piece.content.map(inline)}</em>;
    case 'del':
      return <del>{piece.content.map(inline)}</del>;
    case 'code':
      return <code>{piece.text}</code>;
    case 'break':
      return <br />;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {piece.content.map(inline)}
          <Icon of={ExternalLink} />
        </a>
      );
  }
}
