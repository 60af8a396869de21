/** The sets that come with Caveat. */
import mexicoMission from './data/mexico-mission.json';
import { parseClaimSet } from './parse.ts';
import type { ClaimSet } from './schema.ts';

let parsed: readonly ClaimSet[] | undefined;

/** The bundled sets, parsed on first use like any other. A bundled set that does not parse is a bug and throws. */
export function bundledClaimSets(): readonly ClaimSet[] {
  parsed ??= [mexicoMission].map((data) => {
    const result = parseClaimSet(data);
    if (result.ok) return result.value;
    const [first] = result.error;
    throw new Error(`Bundled claim set: ${first?.place} ${first?.message}`);
  });
  return parsed;
}
