/**
 * Which parts of a page are its text. Nodes and attributes only, so that it also runs where there is no layout
 * (the command line); what only layout can tell comes in as `visible`.
 */
import { parentOf } from './asked.ts';

/**
 * Elements whose content is never text of the story: machinery, controls, media and their captions (which describe a
 * picture, often an old one), code.
 */
const skippedNames = new Set(
  `script style noscript template head title iframe frame object embed applet svg math canvas video audio map picture
  input textarea select option datalist button output progress meter label legend nav menu dialog pre code kbd samp
  figcaption rt rp del s strike amp-ad amp-embed amp-sidebar amp-consent amp-iframe amp-social-share`.split(/\s+/),
);

const skippedRoles = new Set(
  `navigation search menu menubar toolbar tablist tab tooltip alert alertdialog dialog button switch checkbox radio
  textbox combobox listbox slider spinbutton progressbar timer marquee log code`.split(/\s+/),
);

/** What no reader can select as text of the page: machinery, media, fields, readings above characters. */
const unselectableNames = new Set(
  `script style noscript template head title iframe frame object embed applet svg math canvas video audio map picture
  input textarea select option datalist progress meter rt rp`.split(/\s+/),
);

/** Elements that start and end a block of text. Everything else, custom elements included, runs in the line. */
const blockNames = new Set(
  `address article aside blockquote body caption center dd details dir div dl dt fieldset figure footer form
  h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p section summary table tbody td tfoot th thead tr
  ul`.split(/\s+/),
);

/** Text that is there for screen readers or printers and not seen. */
const unseenNames =
  /(?:^|[\s_-])(?:sr-only|screen-?reader(?:-text)?|visually-?hidden|visuallyhidden|skip-?link)(?:$|[\s_-])/i;

/** What readers write under a story, and what is put around it to sell or to lead on. */
const commentNames = /(?:^|[\s_-])(?:comments?|disqus\w*|replies|respond)(?:$|[\s_-])/i;
const chromeNames =
  /(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promos?|taboola|outbrain|newsletter\w*|(?:\w+-)?captions?(?:-text)?|subscri\w+|related\w*|recommend\w*|recirc\w*|(?:most|read|more|also)-(?:read|popular|viewed|more|next|on|from|stories|news|like)|trending|share|sharing|social\w*|breadcrumbs?|cookies?|consent|gdpr|sidebar|rail|widgets?|toc|tags|footer|masthead|navbar|nav|menu|pagination|paywall|modal|popup|overlay)(?:$|[\s_-])/i;

/** `comment`: dropped unless the story itself stands in it; `chrome`: dropped unless most of the page's prose does. */
export type Doubt = 'comment' | 'chrome';

/** Whether nothing under `element` is text of the page. */
export function isSkipped(element: Element): boolean {
  const name = element.localName;
  if (skippedNames.has(name) || isEditable(element) || isHidden(element)) return true;
  const role = element.getAttribute('role');
  if (role !== null && skippedRoles.has(role.trim().toLowerCase())) return true;
  if (name === 'sup') return isFootnoteMark(element);
  const names = namesOf(element);
  return names !== '' && unseenNames.test(names) && element.querySelector('p, h1') === null;
}

/** Whether nothing under `element` is text a reader could mark. Menus, captions, comments and code are. */
export const isUnselectable = (element: Element): boolean =>
  unselectableNames.has(element.localName) || isEditable(element) || isHidden(element);

function isEditable(element: Element): boolean {
  const editable = element.getAttribute('contenteditable');
  return editable !== null && editable.toLowerCase() !== 'false';
}

function isHidden(element: Element): boolean {
  const hidden = element.getAttribute('hidden');
  return (hidden !== null && hidden !== 'until-found') || isDisplayNone(element.getAttribute('style'));
}

export const isBlock = (element: Element): boolean => blockNames.has(element.localName);

export const isHeading = (name: string): boolean => /^h[1-6]$/.test(name);

/** Whether the text under `element` is probably not the story's, and why. */
export function doubtOf(element: Element): Doubt | null {
  const name = element.localName;
  if (name === 'body' || name === 'main') return null;
  const type = element.getAttribute('itemtype');
  if (type !== null && /\/(?:Comment|UserComments)$/.test(type)) return 'comment';
  const names = namesOf(element);
  if (names !== '' && commentNames.test(names)) {
    return element.querySelector('h1, main, [itemprop~="articleBody"]') ? null : 'comment';
  }
  const role = element.getAttribute('role')?.trim().toLowerCase();
  if (role === 'complementary' || role === 'banner' || role === 'contentinfo') return 'chrome';
  if (element.getAttribute('aria-hidden') === 'true' || element.getAttribute('inert') !== null) return 'chrome';
  if (name === 'aside' || name === 'form' || name === 'footer') return 'chrome';
  // The header of an article holds its headline and standfirst; the page's own holds its name.
  if (name === 'header') return insideStory(element) ? null : 'chrome';
  if (name === 'article') return null;
  return names === 'cap' || chromeNames.test(names) ? 'chrome' : null;
}

/** How strongly `element` promises to hold one story: 3 an article, 2 the main region, 1 the marked body, 0 nothing. */
export function promiseOf(element: Element): 0 | 1 | 2 | 3 {
  const name = element.localName;
  const role = element.getAttribute('role');
  if (name === 'article' || role === 'article') return 3;
  if (/\/\w*(?:Article|BlogPosting|Report)$/.test(element.getAttribute('itemtype') ?? '')) return 3;
  if (name === 'main' || role === 'main') return 2;
  return (element.getAttribute('itemprop') ?? '').split(/\s+/).includes('articleBody') ? 1 : 0;
}

function insideStory(element: Element): boolean {
  for (let at = parentOf(element); at; at = parentOf(at)) if (promiseOf(at) > 0) return true;
  return false;
}

const namesOf = (element: Element): string =>
  `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.trim();

const isDisplayNone = (style: string | null): boolean =>
  style !== null && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);

/** `[1]` and the like; ordinals such as "5<sup>th</sup>" are words. */
function isFootnoteMark(element: Element): boolean {
  return element.querySelector('a[href^="#"]') !== null || /^\s*\[?[\d*†‡]+\]?\s*$/.test(element.textContent ?? '');
}
