/** Views in a real browser: mounted with their style sheets, in a language and a colour scheme, and judged by axe. */
import axe from 'axe-core';
import { type ComponentChild, render } from 'preact';
import { onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';
import { parse } from 'yaml';
import cardCss from '../../components/card.css?inline';
import pageCss from '../../components/page.css?inline';
import partsCss from '../../components/parts.css?inline';
import themeCss from '../../components/theme.css?inline';
import libraryCss from '../../entrypoints/library/style.css?inline';
import popupCss from '../../entrypoints/popup/style.css?inline';
import sidepanelCss from '../../entrypoints/sidepanel/style.css?inline';
import welcomeCss from '../../entrypoints/welcome/style.css?inline';
import en from '../../lib/i18n/locales/en.yml?raw';
import es from '../../lib/i18n/locales/es.yml?raw';
import { speak } from './words.ts';

const pageSheets = [themeCss, partsCss, pageCss, libraryCss, popupCss, sidepanelCss, welcomeCss].join('\n');

export type Language = 'en' | 'es';

export function speakOf(language: Language): void {
  speak(parse(language === 'es' ? es : en), language);
}

/** A place to render into until the test ends, styled as one of Caveat's own pages. */
export function aPlace(): HTMLElement {
  const style = document.createElement('style');
  style.textContent = pageSheets;
  const place = document.createElement('div');
  document.head.append(style);
  document.body.append(place);
  onTestFinished(() => {
    render(null, place);
    style.remove();
    place.remove();
  });
  return place;
}

/** A place in a shadow root, styled as the card on somebody else's page. */
export function aPlaceOnAPage(): HTMLElement {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = `${themeCss}\n${cardCss}`;
  const place = document.createElement('div');
  root.append(style, place);
  document.body.append(host);
  onTestFinished(() => {
    render(null, place);
    host.remove();
  });
  return place;
}

/** Render into `place`, or into a new place of one of Caveat's own pages. */
export function show(view: ComponentChild, place: HTMLElement = aPlace()): HTMLElement {
  render(view, place);
  return place;
}

/** The browser prefers these colours until the test ends. */
export async function prefer(scheme: 'light' | 'dark'): Promise<void> {
  const send = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  await send(scheme);
  onTestFinished(() => send('').then(() => undefined));
}

/** What axe finds wrong with what stands in `place`, in words a developer can act on; empty when nothing. */
export async function findings(place: HTMLElement): Promise<readonly string[]> {
  const { violations } = await axe.run(place.getRootNode() instanceof ShadowRoot ? hostOf(place) : place, {
    rules: {
      // A view is not a whole page: the page around it has the title and the language.
      'document-title': { enabled: false },
      'html-has-lang': { enabled: false },
      region: { enabled: false },
      // Off by default, and wanted: 24 px targets.
      'target-size': { enabled: true },
    },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

function hostOf(place: HTMLElement): Element {
  const root = place.getRootNode();
  return root instanceof ShadowRoot ? root.host : place;
}
