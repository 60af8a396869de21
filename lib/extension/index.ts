/** The browser's side of Caveat, and the only folder that imports `wxt/browser`. */
export { annotateKeys, changeKeys, offerCommands } from './commands.ts';
export { type FollowOptions, followPage, type PageOutcome } from './follow.ts';
export { createHandlers, type HandlerParts } from './handlers.ts';
export { i18nLookup, uiLocale } from './i18n.ts';
export { keepInStep } from './keep-in-step.ts';
export {
  type BackgroundHandlers,
  type Caller,
  callBackground,
  callPage,
  handleBackgroundCalls,
  handlePageCalls,
  type PageHandlers,
} from './messaging.ts';
export { readOwnFile } from './own-file.ts';
export { openPanel, type TabChange, watchMarks, watchTab } from './panel.ts';
export { createPause } from './pause.ts';
export {
  type CallProblem,
  MAX_PAGE_TEXT,
  type PageStatus,
} from './protocol.ts';
export { EXTENSION_GONE } from './script-context.ts';
export { loadBackupState, loadSettings, saveBackupState, saveSettings, watchSettings } from './settings-item.ts';
export {
  annotateTab,
  type GrantedSites,
  grantedSites,
  readability,
  rebuildRegistrations,
  siteOf,
  siteState,
  turnAllSitesOff,
  turnAllSitesOn,
  turnSiteOff,
  turnSiteOn,
} from './sites.ts';
export {
  activeTab,
  announceCorrectionsChanged,
  announceNotesChanged,
  copyText,
  extensionVersion,
  loadCard,
  newNoteId,
  onFirstInstall,
  openExtensionPage,
  type PageTab,
  saveFile,
  showClaimCount,
  tabById,
} from './tabs.ts';
