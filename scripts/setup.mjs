/**
 * Makes a bare machine ready: a Node that is new enough, and the packages the lockfile names. Plain JavaScript without
 * packages, because it runs before there are any.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  fail(`Caveat needs Node 20.20 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`);
}

if (!packagesAreThere()) {
  console.log('Installing the packages the project needs …');
  // Not `npm ci`: it refuses a lockfile that was written where packages for other systems could not be had.
  // npm is a script of the shell on Windows.
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--no-audit', '--no-fund'], {
    shell: process.platform === 'win32',
  });
}

/** Whether what npm installed last is what the lockfile names. */
function packagesAreThere() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional, peer }]) =>
        path === '' || present[path]?.version === version || (present[path] === undefined && (optional || peer)),
    );
  } catch {
    return false;
  }
}

function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0)
    fail(`${[program, ...args].join(' ')} failed${error ? `: ${error.message}` : '; see the lines above'}.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
