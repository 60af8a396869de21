/** Composes the background: it may be stopped between any two events, so every listener is registered at once. */
import { defineBackground } from 'wxt/utils/define-background';
import { type Checker, createChecker } from '../lib/checker/index.ts';
import { bundledClaimSets } from '../lib/claims/index.ts';
import { openBackgroundDatabase } from '../lib/db/index.ts';
import {
  announceCorrectionsChanged,
  announceNotesChanged,
  createHandlers,
  handleBackgroundCalls,
  keepInStep,
  loadCard,
  loadSettings,
  onFirstInstall,
  openExtensionPage,
  showClaimCount,
} from '../lib/extension/index.ts';

export default defineBackground(() => {
  keepInStep();
  onFirstInstall(() => void openExtensionPage('welcome'));
  handleBackgroundCalls(
    createHandlers({
      db: openBackgroundDatabase(),
      checker: checkerBySettings(),
      now: () => new Date().toISOString(),
      settings: loadSettings,
      onNotesChanged: () => void announceNotesChanged(),
      onCorrectionsChanged: (except) => void announceCorrectionsChanged(except),
      loadCard,
      onChecked: (tabId, claims) => void showClaimCount(tabId, claims),
    }),
  );
});

/** The checker is built with the first check and again when the reader changes how sure Caveat must be. */
function checkerBySettings(): () => Promise<Checker> {
  let built: { confidence: string; checker: Checker } | undefined;
  return async () => {
    const { confidence } = await loadSettings();
    if (built?.confidence !== confidence) {
      built = { confidence, checker: createChecker(bundledClaimSets(), { confidence }) };
    }
    return built.checker;
  };
}
