/** Composes the background: it may be stopped between any two events, so every listener is registered at once. */
import { defineBackground } from 'wxt/utils/define-background';
import { openDatabase } from '../lib/db/index.ts';
import {
  announceNotesChanged,
  createHandlers,
  handleBackgroundCalls,
  keepRegistrations,
  onFirstInstall,
  openExtensionPage,
  showClaimCount,
} from '../lib/extension/index.ts';

export default defineBackground(() => {
  keepRegistrations();
  onFirstInstall(() => void openExtensionPage('welcome'));
  handleBackgroundCalls(
    createHandlers({
      db: openDatabase(),
      // The checker joins as soon as its matcher has landed.
      checker: () => Promise.reject(new Error('the checker is not part of this build')),
      now: () => new Date().toISOString(),
      onNotesChanged: () => void announceNotesChanged(),
      onChecked: (tabId, claims) => void showClaimCount(tabId, claims),
    }),
  );
});
