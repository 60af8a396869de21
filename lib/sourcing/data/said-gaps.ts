/** How authors of claim sets put what also follows from a record, in English and Spanish. Data, not logic. */
import type { GapCode } from '../types.ts';

export const SAID: Partial<Record<GapCode, RegExp>> = {
  'nobody-cited':
    /\b(?:nobody|no one|no source)\b[^.;]*\b(?:cited|quoted|named|credited)\b|\b(?:cites|names|credits) (?:nobody|no one)\b|\bno (?:se )?(?:cita|nombra|atribuye)n? a (?:nadie|ning)/i,
  'no-answer':
    /\bno (?:answer|reply|response|comment)\b|\b(?:ha|have|has) not (?:answered|replied)\b|\b(?:ninguna|sin|hay|consta|consta la|consta una) respuesta\b|\bno ha(?:n)? (?:respondido|contestado)\b/i,
  'evidence-not-published':
    /\bno evidence\b|\bevidence\b[^.;]*\bnot been\b|\bno se han?\b[^.;]*\bpruebas\b|\bsin pruebas\b/i,
  'evidence-partly':
    /\b(?:part of|little) the evidence\b|\blittle evidence\b|\bparte de las pruebas\b|\bpocas pruebas\b/i,
  'not-corroborated': /\bcorrobor|\bindependently confirmed\b/i,
};
