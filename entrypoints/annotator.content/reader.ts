/** What the reader wants of a page: settings, as they are now, and text selected to be annotated. */
import { type PageAnnotator, type SelectionEvents, watchSelection } from '../../lib/dom/index.ts';
import { loadSettings, saveSettings, watchSettings } from '../../lib/extension/index.ts';
import { defaultSettings, type Settings } from '../../lib/settings.ts';
import type { PageSide } from '../in-page/door.ts';
import type { LazyCard } from './card-script.ts';

/** Follow settings and selection until `signal` aborts; `leave` the page when the reader wants no highlights. */
export function followReader(
  annotator: PageAnnotator,
  card: LazyCard,
  leave: (reason: string) => void,
  signal: AbortSignal,
): Pick<PageSide, 'color' | 'setColor'> {
  // Until they are read nothing is offered that the reader may not want.
  let settings: Settings = { ...defaultSettings, adder: false };
  void loadSettings().then((stored) => {
    settings = stored;
  });
  watchSettings((changed) => {
    const { adder, color, ...before } = settings;
    settings = changed;
    if (!changed.adder) card.withdraw();
    // What is followed here needs nothing to be read again.
    const { adder: _adder, color: _color, ...now } = changed;
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    if (!changed.highlights) leave('the reader paused highlights');
    else if (annotator.state().state === 'done') void annotator.read();
  }, signal);
  const events: SelectionEvents = {
    onStart: () => settings.adder && card.expect(),
    onSelect: (range, edge) => settings.adder && card.offer(range, edge),
    onGone: () => card.withdraw(),
  };
  annotator.eachDocument((each, gone) => watchSelection(each, events, gone), signal);
  return {
    color: () => settings.color,
    setColor(color) {
      settings = { ...settings, color };
      // It is worth no word to the reader should it not be kept.
      void saveSettings({ color }).catch(() => undefined);
    },
  };
}
