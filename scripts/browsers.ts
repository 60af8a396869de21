/** Which browsers are installed on this machine, and how to get one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `chromium` stands for the whole family: Chromium, Chrome, Edge, Brave. */
export type BrowserKind = 'chromium' | 'firefox';

/** Reader's own choice of a browser: a path in one of these variables comes before everything found. */
const variables: Record<BrowserKind, readonly string[]> = {
  chromium: ['CHROME_PATH', 'CHROMIUM_PATH'],
  firefox: ['FIREFOX_PATH'],
};

/** Names of programs on the path (Linux, and wherever somebody put them there). Chromium first: it changes nothing of its own accord. */
const commands: Record<BrowserKind, readonly string[]> = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
    'brave-browser',
  ],
  firefox: ['firefox-esr', 'firefox'],
};

const macApplications: Record<BrowserKind, readonly string[]> = {
  chromium: [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    'Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  firefox: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
};

const windowsPrograms: Record<BrowserKind, readonly string[]> = {
  chromium: [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
    'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  ],
  firefox: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

/** What a search needs to know of a machine; the default is the machine we are on. */
export type Machine = {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
};

const thisMachine: Machine = { platform: process.platform, env: process.env, exists: existsSync };

/** Path of an installed browser of this kind, or null. */
export function findBrowser(kind: BrowserKind, machine: Machine = thisMachine): string | null {
  return candidates(kind, machine).find((path) => machine.exists(path)) ?? null;
}

function candidates(kind: BrowserKind, { platform, env }: Machine): string[] {
  const chosen = variables[kind].map((name) => env[name]).filter((path) => path !== undefined && path !== '');
  return [...(chosen as string[]), ...usualPlaces(kind, platform, env)];
}

function usualPlaces(kind: BrowserKind, platform: string, env: Machine['env']): string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])];
    return folders.flatMap((folder) => macApplications[kind].map((program) => `${folder}/${program}`));
  }
  if (platform === 'win32') {
    const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(Boolean);
    return windowsPrograms[kind].flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return commands[kind].flatMap((command) => [...path, '/usr/bin', '/snap/bin'].map((folder) => join(folder, command)));
}

/** Debian's packages, and what to do by hand elsewhere. */
const debianPackage: Record<BrowserKind, string> = { chromium: 'chromium', firefox: 'firefox-esr' };

const advice: Record<BrowserKind, string> = {
  chromium: 'Install Chromium, Chrome, Edge or Brave, or name the program in the variable CHROME_PATH.',
  firefox: 'Install Firefox (140 or newer), or name the program in the variable FIREFOX_PATH.',
};

/**
 * Path of an installed browser; installs Debian's package first where we may (root, apt-get). Throws with what to do by
 * hand otherwise.
 */
export function needBrowser(kind: BrowserKind): string {
  const found = findBrowser(kind);
  if (found !== null) return found;
  if (mayInstall()) {
    const name = debianPackage[kind];
    console.log(`No ${kind} here: installing Debian's ${name} …`);
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', name, 'fonts-dejavu-core']);
    const installed = findBrowser(kind);
    if (installed !== null) return installed;
  }
  throw new Error(`No ${kind} was found on this machine. ${advice[kind]}`);
}

function mayInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && isDebian();
}

function isDebian(): boolean {
  try {
    // Ubuntu's packages of these names only point to its store of snaps, which a bare machine does not run.
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function apt(args: readonly string[]): void {
  const { status } = spawnSync('apt-get', args, {
    // apt's own talk is for the log, not for the program's answer.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed; see the lines above.`);
}
