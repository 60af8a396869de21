/** Letters kept as numbers. */

/** The text of UTF-16 units, some thousands at most. Their list is taken as it is: spreading it would cost ten times as much. */
export const textOfLetters = (letters: Uint8Array | Uint16Array): string =>
  // The type asks for an array; any list of numbers does.
  String.fromCharCode.apply(null, letters as unknown as number[]);
