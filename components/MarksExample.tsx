import { t } from '../lib/i18n/index.ts';

const MARKS = ['limited', 'strong', 'thin', 'changed', 'judgement'] as const;

/** Sentences marked as Caveat marks a page: what the lines look like before the first page is read. */
export function MarksExample() {
  return (
    <figure class="cav-example" id="lines">
      <figcaption class="cav-quiet">{t('welcome_exampleLabel')}</figcaption>
      <p>
        {MARKS.map((mark, index) => (
          <span key={mark}>
            <span class={`cav-mark cav-mark-${mark}`}>{t(`welcome_example_${mark}`)}</span>
            {index < MARKS.length - 1 && ' '}
          </span>
        ))}
      </p>
    </figure>
  );
}
