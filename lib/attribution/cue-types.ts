/**
 * What the word lists of a language must offer. Lists hold folded words (lower case, no accents) or phrases of up to
 * four words; `lexicon.ts` joins them into one look-up.
 */

/**
 * What a word or phrase can be in an attribution:
 * RV reporting verb · RW verb that reports only with a speaker · RG its -ing form · ACC "according to" ·
 * PN unnamed people · CR critics, lawmakers, experts as a group · PM what describes people (senior, former) · KN how they know ·
 * IN an office or organisation · SP who speaks for one · ON outlet by name · OU outlet by noun · DN document or data ·
 * DA document or report, either · TI title before a name · PE a described single person (farmer, shopkeeper) ·
 * QT number of people · P3 he, she · IT it · TH they · FI first person · ANON asked not to be named ·
 * RU rumour · NE negation · HD hedge · HW weak hedge · MO month or weekday · UN universal · DC decision · RE reversal · DO done · DI dissent.
 */
export type Tag =
  | 'RV'
  | 'RW'
  | 'RG'
  | 'ACC'
  | 'PN'
  | 'CR'
  | 'PM'
  | 'KN'
  | 'IN'
  | 'SP'
  | 'ON'
  | 'OU'
  | 'DN'
  | 'DA'
  | 'TI'
  | 'PE'
  | 'QT'
  | 'P3'
  | 'IT'
  | 'TH'
  | 'FI'
  | 'ANON'
  | 'RU'
  | 'NE'
  | 'HD'
  | 'HW'
  | 'MO'
  | 'UN'
  | 'DC'
  | 'RE'
  | 'DO'
  | 'DI';

/** A language's lists: for each tag, words and phrases; phrases stand between bars, words between spaces. */
export type CueLists = { readonly [tag in Tag]?: readonly string[] };
