/**
 * What the reader met so far: which claim on which page, how it was sourced and worded there. Only with consent, only on
 * this device; whoever stores decides that, this room only computes.
 */
export { encountersOf, expired, foldEncounter, type HistoryLimits } from './encounters.ts';
export {
  type ClaimHistory,
  claimHistories,
  claimHistory,
  type FigureStep,
  type Matrix,
  type MatrixCell,
  outletMatrix,
  type Sighting,
} from './summary.ts';
export { type Encounter, type EncounterWording, parseEncounter } from './types.ts';
