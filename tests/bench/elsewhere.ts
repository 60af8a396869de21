/**
 * The same page about another affair: a story with its lands, people, forces and goods exchanged throughout, so that it
 * reads alike and states no claim of the set. Pages of other news that resemble the subject are endless and nobody
 * writes enough of them; learning from these halves the false alarms on such pages by a writer left out of training.
 */
import type { Line, Story } from './stories.ts';

type Names = {
  readonly lands: readonly [en: string, es: string, ofItEn: string, ofItEs: string, capital: string, leader: string];
  readonly places: readonly [string, string, string];
};
const names = (lands: Names['lands'], ...places: Names['places']): Names => ({ lands, places });

const THERE: readonly Names[] = [
  names(['Nigeria', 'Nigeria', 'Nigerian', 'nigeriano', 'Abuja', 'Tinubu'], 'Borno', 'Zamfara', 'Maiduguri'),
  names(['Moldova', 'Moldavia', 'Moldovan', 'moldavo', 'Chisinau', 'Sandu'], 'Transnistria', 'Gagauzia', 'Tiraspol'),
  names(['Thailand', 'Tailandia', 'Thai', 'tailandés', 'Bangkok', 'Anutin'], 'Surin', 'Trat', 'Sisaket'),
  names(['Kenya', 'Kenia', 'Kenyan', 'keniano', 'Nairobi', 'Ruto'], 'Garissa', 'Mandera', 'Lamu'),
  names(['Turkey', 'Turquía', 'Turkish', 'turco', 'Ankara', 'Erdogan'], 'Mardin', 'Hakkari', 'Van'),
  names(['Indonesia', 'Indonesia', 'Indonesian', 'indonesio', 'Jakarta', 'Prabowo'], 'Papua', 'Aceh', 'Sulawesi'),
  names(['Serbia', 'Serbia', 'Serbian', 'serbio', 'Belgrade', 'Vucic'], 'Novi Pazar', 'Leskovac', 'Nis'),
  names(['Lebanon', 'Líbano', 'Lebanese', 'libanés', 'Beirut', 'Aoun'], 'Tyre', 'Nabatieh', 'Baalbek'),
  names(['Colombia', 'Colombia', 'Colombian', 'colombiano', 'Bogotá', 'Petro'], 'Cauca', 'Arauca', 'Catatumbo'),
  names(['Ecuador', 'Ecuador', 'Ecuadorean', 'ecuatoriano', 'Quito', 'Noboa'], 'Guayas', 'Esmeraldas', 'Manabí'),
  names(
    ['Haiti', 'Haití', 'Haitian', 'haitiano', 'Port-au-Prince', 'Fils-Aimé'],
    'Artibonite',
    'Carrefour',
    'Gonaïves',
  ),
  names(['Pakistan', 'Pakistán', 'Pakistani', 'pakistaní', 'Islamabad', 'Sharif'], 'Quetta', 'Waziristan', 'Peshawar'),
];

/** Another power: land in both languages, its adjective, capital, leader, seat, ministry, spies, elite troops. */
const POWERS: readonly (readonly [string, string, string, string, string, string, string, string, string, string])[] = [
  [
    'Britain',
    'Reino Unido',
    'British',
    'británico',
    'London',
    'Starmer',
    'Downing Street',
    'defence ministry',
    'MI6',
    'SAS',
  ],
  ['France', 'Francia', 'French', 'francés', 'Paris', 'Macron', 'Elysee', 'defence staff', 'DGSE', 'Foreign Legion'],
  [
    'India',
    'India',
    'Indian',
    'indio',
    'New Delhi',
    'Modi',
    'South Block',
    'defence ministry',
    'RAW',
    'para commandos',
  ],
  ['Russia', 'Rusia', 'Russian', 'ruso', 'Moscow', 'Putin', 'Kremlin', 'general staff', 'GRU', 'Spetsnaz'],
  [
    'Rwanda',
    'Ruanda',
    'Rwandan',
    'ruandés',
    'Kigali',
    'Kagame',
    'presidency',
    'defence force',
    'NISS',
    'special forces',
  ],
];

/** One of the enemy and many, in both languages. */
const FOES: readonly (readonly [string, string, string, string])[] = [
  ['militant', 'militants', 'militante', 'militantes'],
  ['rebel', 'rebels', 'rebelde', 'rebeldes'],
  ['separatist', 'separatists', 'separatista', 'separatistas'],
  ['insurgent', 'insurgents', 'insurgente', 'insurgentes'],
  ['poacher', 'poachers', 'furtivo', 'furtivos'],
  ['jihadist', 'jihadists', 'yihadista', 'yihadistas'],
  ['militia', 'militias', 'miliciano', 'milicianos'],
];
const GOODS: readonly (readonly [string, string])[] = [
  ['timber', 'madera'],
  ['cobalt', 'cobalto'],
  ['ivory', 'marfil'],
  ['gold', 'oro'],
  ['cigarettes', 'tabaco'],
];

const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

type Rule = readonly [pattern: RegExp, replacement: string];

function rulesFor(seed: number, lang: Line['lang']): Rule[] {
  const {
    lands: [landEn, landEs, ofItEn, ofItEs, capital, leader],
    places: [first, second, third],
  } = pick(THERE, seed);
  const [power, powerEs, ofPower, ofPowerEs, seatTown, head, seat, ministry, spies, elite] = pick(POWERS, seed >> 1);
  const [foe, foes, foeEs, foesEs] = pick(FOES, seed >> 2);
  const [goods, goodsEs] = pick(GOODS, seed >> 3);
  const es = lang === 'es';
  return [
    [/\b(?:Ciudad de México|Mexico City|CDMX)\b/gu, capital],
    [/\b(?:National Palace|Palacio Nacional|(?:el|the) Palacio)\b/giu, capital],
    [/\bM[eé]xico\b/gu, es ? landEs : landEn],
    [/\bMexicans?\b/gu, ofItEn],
    [/\bmexican[oa]s?\b/giu, ofItEs],
    [/\b(?:Claudia )?Sheinbaum\b|\bClaudia\b/gu, leader],
    [/\b(?:AMLO|López Obrador|Harfuch|Ebrard|de la Fuente)\b/gu, `${leader} adviser`],
    [/\b(?:Sinaloa|Culiac[aá]n|Sonora|Durango|Venezuela)\b/gu, first],
    [/\b(?:Jalisco|Michoac[aá]n|Guerrero|Guanajuato|Zacatecas|Caracas)\b/gu, second],
    [/\b(?:Tijuana|Ju[aá]rez|Chihuahua|Tamaulipas|Monterrey|Chiapas|Veracruz|Reynosa|Matamoros)\b/gu, third],
    [/\b(?:Caribbean|Pacific|Caribe|Pac[ií]fico|R[ií]o Grande|R[ií]o Bravo|Bravo)\b/gu, third],
    [/\bVenezuelan\b/gu, ofItEn],
    [/\bvenezolan[oa]s?\b/giu, ofItEs],
    [/\bMaduro\b/gu, leader],
    [/\b(?:drug )?(?:cartels|gangs|traffickers|kingpins)\b/giu, foes],
    [/\b(?:drug )?(?:cartel|trafficker|kingpin)\b/giu, foe],
    [/\b(?:c[aá]rteles|narcotraficantes|capos|traficantes|crimen organizado|narcotr[aá]fico)\b/giu, foesEs],
    [/\bc[aá]rtel\b/giu, foeEs],
    [/\bnarcos\b/giu, es ? foesEs : foes],
    [/\b(?:narco|capo)\b/giu, es ? foeEs : foe],
    [/\b(?:President )?(?:Donald )?Trump\b/gu, head],
    [/\b(?:White House|Casa Blanca)\b/giu, seat],
    [/\bWashington\b/gu, seatTown],
    [/\b(?:United States|U\.S\.|US|USA)\b/gu, power],
    [/\b(?:Estados Unidos|EE\.?\s?UU\b\.?)/gu, powerEs],
    [/\bAmericans?\b/gu, ofPower],
    [/\b(?:estadounidenses?|norteamerican[oa]s?|gring[oa]s?)\b/giu, ofPowerEs],
    [/\bPent[aá]gono?\b/gu, ministry],
    [/\b(?:Hegseth|Rubio|Vance|Ratcliffe)\b/gu, `${head} aide`],
    [/\bC\.?I\.?A\b\.?|\bLangley\b/gu, spies],
    [/\b(?:JSOC|Joint Special Operations Command|Delta Force|(?:Navy )?SEALs?)\b/gu, elite],
    [/\b[CM](?:omando|ando) Conjunto de Operaciones Especiales\b/gu, elite],
    [/\bTitle 50\b/giu, 'Article 12'],
    [/\bT[ií]tulo 50\b/giu, 'artículo 12'],
    [/\b(?:fentanyl|opioids?|drugs?)\b/giu, goods],
    [/\b(?:fentanilo|opioides?|drogas?)\b/giu, goodsEs],
    [/\boverdoses?\b/giu, 'theft'],
    [/\bsobredosis\b/giu, 'robo'],
    [/\b(?:boats|vessels|speedboats)\b/giu, 'trucks'],
    [/\b(?:boat|vessel|speedboat)\b/giu, 'truck'],
    [/\b(?:narcolanchas|lanchas|embarcaciones|barcos)\b/giu, 'camiones'],
    [/\b(?:narcolancha|lancha|embarcación|barco)\b/giu, 'camión'],
  ];
}

/** The lines of a story with its affair exchanged; `seed` chooses for what. None of them states a claim. */
export function elsewhere({ lines }: Story, seed: number): Line[] {
  const rules = { en: rulesFor(seed, 'en'), es: rulesFor(seed, 'es') };
  const exchanged = (text: string, lang: Line['lang']): string =>
    rules[lang].reduce((now, [pattern, replacement]) => now.replace(pattern, replacement), text);
  return lines.map(({ before, text, lang, ...rest }) => ({
    ...rest,
    lang,
    text: exchanged(text, lang),
    ...(before === undefined ? {} : { before: exchanged(before, lang) }),
    claims: [],
  }));
}
