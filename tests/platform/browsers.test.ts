/** Where `npm start` and the tests look for a browser on the three systems. */
import { describe, expect, test } from 'vitest';
import { findBrowser, type Machine } from '../../scripts/browsers.ts';

const machine = (platform: string, installed: readonly string[], env: Machine['env'] = {}): Machine => ({
  platform,
  env,
  exists: (path) => installed.includes(path),
});

const windows = {
  ProgramFiles: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local',
};

describe('finding a browser', () => {
  test.each([
    { on: 'Linux', with: '/usr/bin/chromium', kind: 'chromium', platform: 'linux', env: { PATH: '/usr/bin:/bin' } },
    { on: 'Linux', with: '/opt/own/google-chrome', kind: 'chromium', platform: 'linux', env: { PATH: '/opt/own' } },
    { on: 'Linux', with: '/snap/bin/firefox', kind: 'firefox', platform: 'linux', env: {} },
    {
      on: 'macOS',
      with: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      kind: 'chromium',
      platform: 'darwin',
      env: { HOME: '/Users/ana' },
    },
    {
      on: 'macOS',
      with: '/Users/ana/Applications/Firefox.app/Contents/MacOS/firefox',
      kind: 'firefox',
      platform: 'darwin',
      env: { HOME: '/Users/ana' },
    },
    {
      on: 'Windows',
      with: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      kind: 'chromium',
      platform: 'win32',
      env: windows,
    },
    {
      on: 'Windows',
      with: 'C:\\Users\\ana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
      kind: 'chromium',
      platform: 'win32',
      env: windows,
    },
    {
      on: 'Windows',
      with: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
      kind: 'firefox',
      platform: 'win32',
      env: windows,
    },
  ] as const)('finds $with on $on', ({ with: path, kind, platform, env }) => {
    expect(findBrowser(kind, machine(platform, [path], env))).toBe(path);
    expect(findBrowser(kind === 'chromium' ? 'firefox' : 'chromium', machine(platform, [path], env))).toBeNull();
  });

  test('takes the one that the reader names before any other', () => {
    const env = { PATH: '/usr/bin', CHROME_PATH: '/home/ana/chrome', FIREFOX_PATH: '/home/ana/firefox' };
    const both = machine('linux', ['/usr/bin/chromium', '/home/ana/chrome', '/home/ana/firefox'], env);
    expect(findBrowser('chromium', both)).toBe('/home/ana/chrome');
    expect(findBrowser('firefox', both)).toBe('/home/ana/firefox');
  });

  test('goes on where the named one does not exist', () => {
    const env = { PATH: '/usr/bin', CHROME_PATH: '/nowhere' };
    expect(findBrowser('chromium', machine('linux', ['/usr/bin/chromium'], env))).toBe('/usr/bin/chromium');
  });

  test('says null where there is none', () => {
    expect(findBrowser('chromium', machine('linux', [], { PATH: '/usr/bin' }))).toBeNull();
    expect(findBrowser('firefox', machine('win32', [], {}))).toBeNull();
  });
});
