/**
 * Files out and in: what the reader wrote and what a page was found to claim, in formats other programs read, and such
 * files read back. Everything comes in as arguments, so the same input gives the same file and the same report.
 */
export { deepLink, isScriptAddress, textFragment } from './address.ts';
export { exportCorrections } from './corrections.ts';
export { exampleClaimSet } from './example-set.ts';
export {
  type ExportPacing,
  exportAnnotations,
  exportFormats,
  exportInParts,
  exportInSlices,
  type FileInParts,
} from './export.ts';
export {
  annotationsToSave,
  type ImportOptions,
  type ImportPacing,
  importAnnotations,
  importInSlices,
} from './import.ts';
export type {
  ImportEntry,
  ImportFormat,
  ImportProblem,
  ImportProblemCode,
  ImportReport,
  ImportStatus,
} from './import-types.ts';
export type {
  ClaimInFile,
  ExportFile,
  ExportFormat,
  ExportInput,
  ExportWords,
  PageInFile,
  TextFile,
} from './types.ts';
