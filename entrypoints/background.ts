/** Composes the background: it may be stopped between any two events, so every listener is registered at once. */
import { defineBackground } from 'wxt/utils/define-background';
import { createStandingChecker, openVectors } from '../lib/checker/index.ts';
import { bundledClaimSets } from '../lib/claims/index.ts';
import { openBackgroundDatabase, openClaimShelf } from '../lib/db/index.ts';
import {
  announceCorrectionsChanged,
  announceNotesChanged,
  createHandlers,
  createPause,
  handleBackgroundCalls,
  i18nLookup,
  keepInStep,
  loadCard,
  loadSettings,
  offerCommands,
  onFirstInstall,
  openExtensionPage,
  readOwnFile,
  showClaimCount,
  siteState,
} from '../lib/extension/index.ts';

export default defineBackground(() => {
  // First: whatever else a browser lacks, pages get answers.
  handleBackgroundCalls(
    createHandlers({
      db: openBackgroundDatabase(),
      checker: createStandingChecker({
        claimSets: bundledClaimSets(),
        shelf: openClaimShelf(),
        vectors: readVectors,
        settings: loadSettings,
        pause: createPause(),
      }),
      now: () => new Date().toISOString(),
      settings: loadSettings,
      onNotesChanged: () => void announceNotesChanged(),
      onCorrectionsChanged: (except) => void announceCorrectionsChanged(except),
      loadCard,
      onChecked: (tabId, claims) => void showClaimCount(tabId, claims),
      siteState,
    }),
  );
  keepInStep();
  offerCommands(() => i18nLookup('adder_menu'));
  onFirstInstall(() => void openExtensionPage('welcome'));
});

async function readVectors() {
  const bytes = await readOwnFile('/vectors.bin');
  const opened = bytes ? openVectors(bytes) : null;
  return opened?.ok ? opened.value : null;
}
