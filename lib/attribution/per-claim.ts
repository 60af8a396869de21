/** What is worked out once for a claim and a language, and kept as long as the claim is. */
import type { Claim } from '../claims/index.ts';
import type { Language } from './lexicon.ts';

export function perClaim<Prepared>(
  prepare: (claim: Claim, language: Language) => Prepared,
): (claim: Claim, language: Language) => Prepared {
  const kept = new WeakMap<Claim, Map<Language, Prepared>>();
  return (claim, language) => {
    const perLanguage = kept.get(claim) ?? new Map<Language, Prepared>();
    kept.set(claim, perLanguage);
    const prepared = perLanguage.get(language) ?? prepare(claim, language);
    perLanguage.set(language, prepared);
    return prepared;
  };
}
