/** A small claim set to begin one's own with: every part of the format once, in two languages. All of it is invented. */
import type { ClaimSet } from '../claims/index.ts';
import type { TextFile } from './types.ts';

const EXAMPLE: ClaimSet = {
  format: 'caveat-claim-set/1',
  id: 'example-harbour',
  version: '1.0.0',
  title: { en: 'Example: a ferry for Port Alder', es: 'Ejemplo: un transbordador para Puerto Aliso' },
  description: {
    en: 'Two invented claims. Put your own in their place, and give the set an id and a title of its own.',
    es: 'Dos afirmaciones inventadas. Pon las tuyas en su lugar, y dale a la colección otro identificador y otro título.',
  },
  publisher: 'Your name or desk',
  licence: 'CC-BY-4.0',
  date: '2026-11-23',
  languages: ['en', 'es'],
  source: { title: 'The Alder Gazette, 20 November 2026', url: 'https://gazette.example/ferry' },
  claims: [
    {
      id: 'ferry-planned',
      text: {
        en: 'Port Alder plans a ferry across the strait from 2028.',
        es: 'Puerto Aliso prevé un transbordador a través del estrecho a partir de 2028.',
      },
      paraphrases: {
        en: [
          'Port Alder wants a ferry to cross the strait by 2028.',
          'A ferry link over the strait is being prepared.',
        ],
        es: [
          'Puerto Aliso quiere que un transbordador cruce el estrecho en 2028.',
          'Se prepara una línea de transbordador por el estrecho.',
        ],
      },
      modality: 'planned',
      figures: [],
      entities: [{ role: 'place', names: { en: ['Port Alder'], es: ['Puerto Aliso'] } }],
      qualifiedBy: ['ferry-cost'],
      passages: [2],
      record: {
        kind: 'plan',
        sources: [
          {
            kind: 'anonymous',
            count: 'several',
            desc: 'knowledge',
            wording: 'officials who have seen the plan',
            group: 'port-office',
            interest: 'own',
          },
        ],
        evidence: 'none',
        conflict: false,
        denials: [
          { by: 'The port council', kind: 'institution', words: 'Nothing has been decided.', date: '2026-11-21' },
        ],
        checkable: 'partly',
        asOf: '2026-11-23',
        unverified: [{ en: 'No plan has been published.', es: 'No se ha publicado ningún plan.' }],
        wouldSettle: [{ en: 'The minutes of the port council.', es: 'Las actas del consejo del puerto.' }],
      },
    },
    {
      id: 'ferry-cost',
      text: {
        en: 'The ferry will cost about 12 million a year.',
        es: 'El transbordador costará unos 12 millones al año.',
      },
      paraphrases: {
        en: ['Running the ferry takes about 12 million a year.'],
        es: ['Mantener el transbordador cuesta unos 12 millones al año.'],
      },
      modality: 'said',
      figures: [{ value: 12_000_000, comparator: 'about', unit: { en: 'a year', es: 'al año' } }],
      entities: [],
      qualifiedBy: [],
      passages: [5],
      record: {
        kind: 'count',
        sources: [
          { kind: 'named', name: 'Ada Berg', role: 'port director', wording: 'Ada Berg said', interest: 'own' },
          {
            kind: 'document',
            title: 'Port budget 2026',
            url: 'https://port.example/budget',
            wording: 'the port’s budget',
            interest: 'own',
          },
        ],
        evidence: 'published',
        conflict: false,
        denials: [],
        checkable: 'public',
        asOf: '2026-11-23',
        unverified: [],
        wouldSettle: [],
      },
    },
  ],
};

/** The example as a file: what a reader writes a set of their own from. */
export const exampleClaimSet = (): TextFile => ({
  name: 'caveat-claim-set-example.json',
  mediaType: 'application/json',
  text: `${JSON.stringify(EXAMPLE, null, 2)}\n`,
});
