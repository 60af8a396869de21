import type { Color } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { colorName } from './words.ts';

export type PassageProps = {
  readonly quote: string;
  /** The colour it is marked in; without one a quotation, as a claim's sentence is. */
  readonly color?: Color | undefined;
  /** Language tag of the page. */
  readonly lang?: string | undefined;
  /** It was found with other words than those it was marked with. */
  readonly approximate?: boolean;
  /** Inside of a line, a button for example, where no quotation of its own can stand. */
  readonly inline?: boolean;
};

/** The words of a page a note was written at: tinted as they are there, quoted in a line, or set off with a rule. */
export function Passage({ quote, color, lang, approximate = false, inline = false }: PassageProps) {
  const Frame = inline ? 'span' : 'blockquote';
  return (
    <Frame class={color ? 'cav-quotation' : 'cav-quotation cav-quotation-plain'} lang={lang}>
      {color ? (
        <>
          <span class="cav-hidden">{colorName(color)}: </span>
          <mark class={`cav-tint cav-color-${color}${approximate ? ' cav-tint-approximate' : ''}`}>{quote}</mark>
        </>
      ) : inline ? (
        t('source_quoted', { text: quote })
      ) : (
        quote
      )}
    </Frame>
  );
}
