/**
 * Colours of passages the standard way (https://www.w3.org/TR/annotation-model/#styles): a class on the target, and on the
 * annotation a style sheet that says what the class looks like, so that another program can paint it.
 */
import { type Color, colors, type JsonValue } from '../annotation/index.ts';
import { isObject, listed } from './json.ts';

/** A translucent tint, as a marker pen leaves it on paper: red, green, blue. */
const TINTS: Readonly<Record<Color, string>> = {
  yellow: '250 204 21',
  green: '74 222 128',
  blue: '96 165 250',
  pink: '244 114 182',
  purple: '192 132 252',
};

/** CSS of a tint, for a class of ours and for the report. */
export const tintOf = (color: Color, percent: number): string => `rgb(${TINTS[color]} / ${percent}%)`;

export const styleClassOf = (color: Color): string => `cav-${color}`;

export const stylesheetOf = (color: Color): { type: 'CssStylesheet'; value: string } => ({
  type: 'CssStylesheet',
  value: `.${styleClassOf(color)} { background-color: ${tintOf(color, 45)}; }`,
});

export const isColor = (value: unknown): value is Color => colors.some((color) => color === value);

/** The colour a target's `styleClass` names, if it is one of ours. */
export function colorOfStyle(styleClass: JsonValue | undefined): Color | undefined {
  for (const { value } of listed(styleClass, '')) {
    const color = typeof value === 'string' && value.startsWith('cav-') ? value.slice('cav-'.length) : '';
    if (isColor(color)) return color;
  }
  return undefined;
}

/** Whether a style sheet is what `stylesheetOf` writes, and so need not be kept beside the colour. */
export const isOwnStylesheet = (stylesheet: JsonValue | undefined): boolean =>
  isObject(stylesheet) &&
  colors.some((color) => stylesheet['value'] === stylesheetOf(color).value && stylesheet['type'] === 'CssStylesheet');
