/** The address in `text`, or null if it is none. (`URL.canParse` came with Chrome 120, after our floor.) */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    // The constructor's way to say no.
    return null;
  }
}
