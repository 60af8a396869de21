import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentSentences } from '../../lib/text/index.ts';

/** Each case is a block, its sentences marked off by `|`. */
const english = [
  'Training is underway, officials say.| No deployment has been approved.',
  'The plan would rely on U.S. Special Operations forces.| Officials did not say when.',
  'He lives in the U.S.| She does not.',
  'The force answers to the U.S.| "We will go," he said.',
  'Gen. Gregory Guillot briefed Sen. Mark Kelly.| Rep. Ruiz did not attend.',
  'The U.N. Security Council met at 5 p.m. Monday.| It took no vote.',
  'Polls close at 8 p.m.| Officials expect a long night.',
  'Strikes resumed on Sept. 2, U.S. forces said.| They have not stopped.',
  'ARLINGTON, Va. — For three weeks the house has been raided.| Nobody lives there.',
  'George W. Bush refused.| So did J.D. Vance.',
  'Working with her is Plan A.| Plan B is to go without her.',
  'It was the No. 2 cartel.| No.| He was sure.',
  'SEN. HALVORSEN: How many are dead?| MR. KESSLER: Seventy-six.',
  'Brig. Gen. (ret.) Ana Ruiz disagreed.| She gave no reason.',
  '“What now?” Sen. Oakes asked.| Nobody knew.',
  '"Why?" he said.| "Because."',
  '“We will not accept it. Not from them,” she said.| Then she left.',
  '“Mexico coordinates,” Sheinbaum said.| “It does not subordinate itself.”',
  'The toll rose to 6.4 per 100,000.| At least 64 people were killed.',
  '8:01 a.m. The question comes up.',
] as const;

const spanish = [
  'Lo dijo el Gral. Ricardo Trevilla en EE. UU. Fuentes no lo confirmaron.',
  'Viven en EE. UU.| El gobierno no respondió.',
  'La Dra. Claudia Sheinbaum y el Sr. Rubio hablaron a las 5 p. m.| No hubo acuerdo.',
  'El art. 76 de la Constitución lo exige.| El Senado no votó.',
  '«No va a ocurrir. No lo aceptamos», dijo.| Luego se fue.',
  '¿Y quién manda ahí?| Nadie lo sabe.',
  '—¿Van a entrar? —preguntó el senador.| Nadie contestó.',
  'Se mata en alta mar.| Organizaciones protestaron.',
  'Hace un año, el Lic. Ruiz renunció.| Hoy volvió.',
] as const;

const parts = (block: string) => ({
  text: block.replaceAll('|', ''),
  sentences: block.split('|').map((part) => part.trim()),
});

describe('sentences', () => {
  it.each(english.map(parts))('splits in English: $text', ({ text, sentences }) => {
    expect(segmentSentences(text, 'en').map((sentence) => sentence.text)).toEqual(sentences);
  });

  it.each(spanish.map(parts))('splits in Spanish: $text', ({ text, sentences }) => {
    expect(segmentSentences(text, 'es-MX').map((sentence) => sentence.text)).toEqual(sentences);
  });

  it('never crosses a block and names the block', () => {
    const sentences = segmentSentences('A plan for the U.S.\nArmy officials agree. They met.\n\nThe end', 'en');
    expect(sentences.map(({ text, block }) => [block, text])).toEqual([
      [0, 'A plan for the U.S.'],
      [1, 'Army officials agree.'],
      [1, 'They met.'],
      [3, 'The end'],
    ]);
  });

  it('splits a long quotation where its sentences end', () => {
    const long = `“${'We have looked at this for a very long time and we have not decided. '.repeat(8)}That is all,” he said.`;
    expect(segmentSentences(long, 'en').length).toBe(9);
  });

  it('splits inside a quotation that never closes in its block', () => {
    expect(segmentSentences('“We are ready. We are waiting.', 'en').length).toBe(2);
  });

  it('takes any language tag', () => {
    for (const locale of ['', 'english', 'en_US', 'es-419', 'zh-Hant']) {
      expect(segmentSentences('One. Two.', locale).length).toBe(2);
    }
  });

  it('keeps offsets exact and loses nothing but white space', () => {
    const bits = fc.constantFrom(
      ...[
        'U.S. ',
        'Gen. ',
        'EE. UU. ',
        'p. m. ',
        'He said. ',
        '“',
        '”',
        '"',
        '«',
        '»',
        '? ',
        '! ',
        '… ',
        '\n',
        ' ',
        '🙂',
        'ñ',
        '5.',
      ],
      ...['(ret.) ', 'A. ', 'The plan ', '— ', '\t', '​', '¿', 'é', 'Monday '],
    );
    const texts = fc.oneof(
      fc.array(bits, { maxLength: 60 }).map((list) => list.join('')),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('en', 'es'), (text, locale) => {
        let end = 0;
        for (const sentence of segmentSentences(text, locale)) {
          expect(sentence.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, sentence.start).trim()).toBe('');
          expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
          expect(sentence.text.trim()).toBe(sentence.text);
          expect(sentence.text).not.toBe('');
          expect(sentence.text).not.toContain('\n');
          expect(text.slice(0, sentence.start).split('\n').length - 1).toBe(sentence.block);
          end = sentence.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
