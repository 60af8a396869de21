/** Tags the reader used before, offered while another is typed. */

/**
 * Of tags with how often each is used, those that go on from what is typed, case and accents aside: those that begin so
 * before those that have it inside, and among each the most used first; at most `most`.
 */
export function completeTags(
  used: Iterable<readonly [tag: string, uses: number]>,
  typed: string,
  most: number,
): readonly string[] {
  const wanted = plain(typed);
  const placeOf = (tag: string): number => plain(tag).indexOf(wanted);
  return [...used]
    .map(([tag, uses]) => ({ tag, uses, isInside: placeOf(tag) > 0, fits: placeOf(tag) >= 0 }))
    .filter(({ fits }) => fits)
    .sort(
      (a, b) =>
        Number(a.isInside) - Number(b.isInside) || b.uses - a.uses || (a.tag < b.tag ? -1 : Number(a.tag > b.tag)),
    )
    .slice(0, most)
    .map(({ tag }) => tag);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
