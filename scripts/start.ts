/**
 * `npm start`: builds Caveat and opens a real browser with it on a sample story. With a display the browser is the
 * reader's until it is closed; without one it runs unseen, prints what was found and leaves pictures in `out/`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserKind, findBrowser, needBrowser } from './browsers.ts';
import { cardIsOpen, Driver, highlights, type PageDone, placeOf, until, wordsOf } from './driver.ts';
import { type ExtensionBrowser, launchWithExtension } from './launch.ts';
import { servePages } from './serve-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const STORY = 'stories/wire.html';

try {
  await start(process.argv.slice(2));
} catch (error) {
  console.error(`\nCaveat could not be started: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error && error.cause) console.error(error.cause);
  process.exitCode = 1;
}

async function start(args: readonly string[]): Promise<void> {
  const kind = chooseKind(args);
  const program = needBrowser(kind);
  const headless = args.includes('--headless') || !hasDisplay();
  const extension = build(kind);
  mkdirSync(join(root, 'out'), { recursive: true });
  // Beside the project rather than in the system's folder, where browsers in a sandbox of their own cannot reach.
  const profile = mkdtempSync(join(root, 'out', 'profile-'));
  const server = await servePages(join(root, 'tests/fixtures/pages'));
  try {
    console.log(`Opening ${program}${headless ? ' without a window' : ''} …`);
    await show(await launchWithExtension({ kind, program, extension, profile, headless }), {
      story: server.url(STORY),
      extension,
      headless,
    });
  } finally {
    await server.stop();
    forget(profile);
  }
}

type Showing = { readonly story: string; readonly extension: string; readonly headless: boolean };

/** Opens the story with Caveat on; ends when the browser does. */
async function show(caveat: ExtensionBrowser, { story, extension, headless }: Showing): Promise<void> {
  const { browser } = caveat;
  const ended = new Promise<void>((resolve) => browser.process()?.once('exit', () => resolve()) ?? resolve());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void browser.close());
  try {
    const driver = new Driver(caveat);
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    await page.goto(story);
    const done = await driver.turnSiteOn(page, wordsOf(extension, 'sites_here')).catch((error: unknown) => {
      if (headless) throw error;
      // A browser whose button no program may press: the reader can.
      console.log(`\nPress Caveat's button in the toolbar, on the tab of the story (${story}).`);
      return null;
    });
    await driver.leaveDesk();
    await page.bringToFront();
    if (done) print(done, extension);
    if (done && headless) {
      await takePictures(page, done);
      await browser.close();
    } else {
      console.log('\nClick an underlined sentence. Close the browser, or press Ctrl+C here, to end.');
    }
  } catch (error) {
    await browser.close();
    throw error;
  }
  await ended;
}

/** Deletes a profile; what a browser that is still ending holds on to is left in `out/`, which is not kept anyway. */
function forget(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  } catch (error) {
    console.error(`The browser's profile could not be deleted: ${error instanceof Error ? error.message : error}`);
  }
}

/** `npm start -- firefox` asks for one; otherwise what is installed, Chromium and its kin first. */
function chooseKind(args: readonly string[]): BrowserKind {
  if (args.includes('firefox')) return 'firefox';
  if (args.includes('chromium')) return 'chromium';
  return findBrowser('chromium') === null && findBrowser('firefox') !== null ? 'firefox' : 'chromium';
}

function hasDisplay(): boolean {
  if (process.env['CI']) return false;
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Builds the extension and answers with its folder. */
function build(kind: BrowserKind): string {
  console.log('Building Caveat …');
  const target = kind === 'chromium' ? 'chrome' : 'firefox';
  const wxt = join(root, 'node_modules/wxt/bin/wxt.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [wxt, 'build', '-b', target, '--mv3'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed.\n${stdout}${stderr}`);
  return join(root, '.output', `${target}-mv3`);
}

/** What Caveat found on the page, in page order. */
function print({ title, report }: PageDone, extension: string): void {
  const { annotations, tally } = report;
  console.log(
    `\n${title}\n${annotations.length} marks in ${tally.sentences} sentences, ${report.claims.length} claims:\n`,
  );
  for (const { claim, level, quote } of annotations) {
    const label = wordsOf(extension, `level_${level === '?' ? 'incomplete' : level}`);
    console.log(`  ${label.padEnd(18)} ${claim.slice(claim.indexOf(':') + 1)}\n  ${''.padEnd(18)} “${quote}”\n`);
  }
  if (annotations.length === 0) throw new Error('nothing was found on the sample story, which states many claims.');
}

type OpenPage = Parameters<typeof cardIsOpen>[0];

async function takePictures(page: OpenPage, { report }: PageDone): Promise<void> {
  const marked = await until('the marks', async () => {
    const texts = Object.values(await highlights(page)).flat();
    return texts.length > 0 && texts;
  });
  await page.screenshot({ path: join(root, 'out/start-page.png') });
  // A sentence of the story proper rather than its headline: there is room around it.
  const text =
    marked.find((mark) => report.annotations.slice(1).some(({ quote }) => quote.includes(mark))) ?? marked[0];
  const { x, y } = await placeOf(page, (text ?? '').slice(0, 60));
  await page.mouse.click(x, y);
  await until('the card', () => cardIsOpen(page));
  await page.screenshot({ path: join(root, 'out/start-card.png') });
  console.log(`Pictures: ${join('out', 'start-page.png')}, ${join('out', 'start-card.png')}`);
}
