import type { Whereabouts } from '../../components/page-entries.ts';
import type { Annotation } from '../../lib/annotation/index.ts';

/**
 * `whereIs`, with `places` as its memory: a note just removed, or just brought back, is not among those the page tells
 * of, and keeps its place in the list.
 */
export function rememberPlaces(
  whereIs: (note: Annotation) => Whereabouts,
  places: Map<string, Whereabouts>,
): (note: Annotation) => Whereabouts {
  return (note) => {
    const now = whereIs(note);
    if (now === 'unknown') return places.get(note.id) ?? now;
    places.set(note.id, now);
    return now;
  };
}
