/** How marks look: line style and colour by look, for light and for dark backgrounds. */
import { type Color, colors } from '../annotation/index.ts';
import type { Look, PassageMark } from './marks.ts';

export type Tone = 'light' | 'dark';

const lines: Readonly<Record<Look, string>> = {
  strong: 'solid',
  limited: 'dashed',
  thin: 'dotted',
  none: 'dotted',
  judgement: 'double',
  drift: 'wavy',
};

const colours: Readonly<Record<Tone, Readonly<Record<Look, string>>>> = {
  light: {
    strong: '#0f766e',
    limited: '#9a6700',
    thin: '#9a6700',
    none: '#57606a',
    judgement: '#6d5bd0',
    drift: '#b3261e',
  },
  dark: {
    strong: '#5eead4',
    limited: '#f2cc60',
    thin: '#f2cc60',
    none: '#9da7b3',
    judgement: '#b6a6ff',
    drift: '#ffb4ab',
  },
};

/** The tint of the sentence in focus, with a text colour that can be read on it whatever the page's is. */
const focusTint: Readonly<Record<Tone, { background: string; text: string }>> = {
  light: { background: '#dff2ee', text: '#15181c' },
  dark: { background: '#1d4742', text: '#f2f7f6' },
};

/** The tint of a sentence the reader wrote on: translucent, so that the page's own text colours stay. */
const noteTint: Readonly<Record<Tone, string>> = { light: 'rgb(242 204 96 / 30%)', dark: 'rgb(242 204 96 / 20%)' };

/** Red, green, blue and opacity (0–100) of a passage's tint: translucent too, and each as strong to the eye. */
const passageTints: Readonly<Record<Tone, Readonly<Record<Color, readonly [rgb: string, alpha: number]>>>> = {
  light: {
    yellow: ['250 204 21', 42],
    green: ['74 200 110', 34],
    blue: ['70 160 255', 30],
    pink: ['250 100 170', 28],
    purple: ['160 110 250', 28],
  },
  dark: {
    yellow: ['250 204 21', 30],
    green: ['74 200 110', 32],
    blue: ['70 160 255', 36],
    pink: ['250 100 170', 34],
    purple: ['170 125 255', 38],
  },
};

/** The lines of passages: strong enough to be seen where the tint is left away or halved. */
const passageLines: Readonly<Record<Tone, Readonly<Record<Color, string>>>> = {
  light: { yellow: '#a16207', green: '#15803d', blue: '#1d64c8', pink: '#be185d', purple: '#7c3aed' },
  dark: { yellow: '#fde047', green: '#86efac', blue: '#93c5fd', pink: '#f9a8d4', purple: '#c4b5fd' },
};

export const looks = Object.keys(lines) as readonly Look[];
export const tones: readonly Tone[] = ['light', 'dark'];

/** Double and wavy lines need their strokes thin, or they run together. */
const thickness = (look: Look, plain: number): number =>
  look === 'judgement' || look === 'drift' ? plain - 0.5 : plain;

export const underline = (look: Look, tone: Tone, plain = 2): string =>
  `underline ${lines[look]} ${thickness(look, plain)}px ${colours[tone][look]}`;

/** Below the page's own underlines, so that links stay links. */
export const UNDERLINE_OFFSET = '0.22em';

type Passage = Pick<PassageMark, 'color' | 'approximate'>;

/** The tint of a passage; half of it where the words are not quite the ones that were marked. */
export function passageTint({ color, approximate }: Passage, tone: Tone): string {
  const [rgb, alpha] = passageTints[tone][color];
  return `rgb(${rgb} / ${approximate ? alpha / 2 : alpha}%)`;
}

/** The line under a passage, below the lines of claims: dashed where it is approximate, else none. */
export const passageLine = ({ color, approximate }: Passage, tone: Tone, plain = 1.5): string =>
  `underline ${approximate ? 'dashed' : 'solid'} ${plain}px ${passageLines[tone][color]}`;

export const PASSAGE_OFFSET = '0.4em';

export const focusStyle = (tone: Tone): { background: string; text: string } => focusTint[tone];
export const noteStyle = (tone: Tone): string => noteTint[tone];

export type Style = Look | 'focus' | 'note' | Passage;

/**
 * Names in the registry, which the page can read: one for each style, never for a claim or a note, and saying nothing.
 * `f` is the focus, `n` a note, `h` to `r` are passages, the others are looks.
 */
export const nameOf = (style: Style, tone: Tone): string => {
  const letter =
    typeof style === 'object'
      ? 'hijklmopqr'.charAt(colors.indexOf(style.color) + (style.approximate ? 5 : 0))
      : style === 'focus'
        ? 'f'
        : style === 'note'
          ? 'n'
          : 'abcdeg'.charAt(looks.indexOf(style));
  return `caveat-${letter}${tone === 'light' ? 1 : 2}`;
};

export const toneOfName = (name: string): Tone => (name.endsWith('1') ? 'light' : 'dark');

const passages: readonly Passage[] = [false, true].flatMap((approximate) =>
  colors.map((color) => ({ color, approximate })),
);

/** Every name there can be. */
export const allNames = (): string[] => tones.flatMap((tone) => styles.map((style) => nameOf(style, tone)));

/** Every style there can be. */
const styles: readonly Style[] = [...looks, 'focus', 'note', ...passages];

/**
 * The style sheet of the highlights with these names: browsers match every rule with every element of the page.
 * `tintOnly` is for Firefox 140–145, whose highlights draw backgrounds and text colours but no lines: there the levels
 * can be told apart only in the list and the card.
 */
export function highlightCss(tintOnly: boolean, names: ReadonlySet<string>): string {
  const rules: string[] = [];
  const stronger: string[] = [];
  for (const tone of tones) {
    for (const style of styles) {
      const name = nameOf(style, tone);
      if (!names.has(name)) continue;
      const [plain, strong] = declarationsOf(style, tone, tintOnly);
      rules.push(`::highlight(${name}) { ${plain} }`);
      if (strong) stronger.push(`::highlight(${name}) { ${strong} }`);
    }
  }
  return `${rules.join('\n')}\n@media (prefers-contrast: more) {\n${stronger.join('\n')}\n}`;
}

/** What a style is drawn with, and what changes for readers who ask for more contrast. */
function declarationsOf(style: Style, tone: Tone, tintOnly: boolean): readonly [plain: string, strong?: string] {
  if (typeof style === 'object') {
    const line = `text-decoration: ${passageLine(style, tone)}; text-underline-offset: ${PASSAGE_OFFSET};`;
    return [
      `background-color: ${passageTint(style, tone)}; ${style.approximate ? line : ''}`,
      `background-color: transparent; ${line} text-decoration-thickness: 3px;`,
    ];
  }
  if (style === 'note') return [`background-color: ${noteStyle(tone)};`, 'background-color: transparent;'];
  if (style === 'focus') {
    const { background, text } = focusStyle(tone);
    return [
      `background-color: ${background}; color: ${text}; text-decoration: overline 1.5px ${colours[tone].strong};`,
    ];
  }
  const tint = tintOnly ? `background-color: color-mix(in srgb, ${colours[tone][style]} 18%, transparent);` : '';
  return [
    `text-decoration: ${underline(style, tone)}; text-underline-offset: ${UNDERLINE_OFFSET}; ${tint}`,
    `text-decoration-thickness: ${thickness(style, 3)}px;`,
  ];
}
