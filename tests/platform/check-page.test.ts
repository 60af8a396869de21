/** The command line as a user runs it: a process of its own, files, pipes, exit status. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
// A process of its own takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caveat-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = { status: number; out: string; problem: string };

function checkPage(args: readonly string[], input?: string): Promise<Outcome> {
  const command = [join(root, 'node_modules/vite-node/dist/cli.mjs'), '--script', 'scripts/check-page.ts', ...args];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      command,
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, out, problem) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, problem });
      },
    );
    child.stdin?.end(input ?? '');
  });
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const story = `<!doctype html><html lang="en"><head><title>Planning under way</title></head><body>
<nav><a href="/">Home</a> The CIA would take part in the mission.</nav>
<article><h1>Washington drafts a covert mission in Mexico</h1>
<p>No deployment has been approved, officials said.</p>
<p>The weather in Mexico City was mild on Tuesday.</p>
<p>U.S. forces have carried out deadly strikes on suspected drug boats off Venezuela, and at least 64 people have been killed.</p>
</article></body></html>`;

describe('check-page', () => {
  test('prints the claims of a saved page in page order, with level and sentence', async () => {
    const { status, out, problem } = await checkPage([file('story.html', story), '--format', 'json']);
    expect(problem).toBe('');
    expect(status).toBe(0);
    const report = JSON.parse(out);
    expect(report.title).toContain('Planning under way');
    expect(report.lang).toBe('en');
    const claims = report.annotations.map((annotation: { claim: string }) => annotation.claim);
    expect(claims).toEqual(expect.arrayContaining(['no-deployment-approved', 'at-least-64-killed']));
    expect(claims.indexOf('no-deployment-approved')).toBeLessThan(claims.indexOf('at-least-64-killed'));
    const toll = report.annotations.find((annotation: { claim: string }) => annotation.claim === 'at-least-64-killed');
    expect(toll).toMatchObject({
      level: 1,
      drift: 'none',
      quote: expect.stringMatching(/^U\.S\. forces have carried out/),
    });
    expect(toll.confidence).toBeGreaterThan(0.5);
    expect(toll.confidence).toBeLessThanOrEqual(1);
    expect(out).not.toContain('The CIA would take part');
    expect(out).not.toContain('The weather');
  });

  test('prints the same for people, and reads plain text from standard input', async () => {
    const { status, out } = await checkPage(
      [],
      'Nobody has approved sending American troops into Mexico to fight the cartels, officials said.\nIt rained.\n',
    );
    expect(status).toBe(0);
    expect(out).toContain('[2] no-deployment-approved');
    expect(out).toContain(
      'on this page: Nobody has approved sending American troops into Mexico to fight the cartels, officials said.',
    );
    expect(out).not.toContain('It rained');
  });

  test('says so when a page states no claim', async () => {
    const { status, out } = await checkPage(['-'], 'The recipe needs two eggs and a little flour.');
    expect(status).toBe(0);
    expect(out).toContain('No sentence here states a claim');
  });

  test('tells which outlets a page rests on, and what leads to one origin', async () => {
    const data = '{"@type":"NewsArticle","isBasedOn":{"@type":"Article","url":"https://www.reuters.com/world/x"}}';
    const relayed = story
      .replace('</head>', `<script type="application/ld+json">${data}</script></head>`)
      .replace('approved, officials said', 'approved, NBC News reported');
    const saved = file('relayed.html', relayed);
    const json = JSON.parse((await checkPage([saved, '--format', 'json'])).out);
    expect(json.relays).toEqual([
      { outlet: 'Reuters', how: 'declared', sentences: [], claims: [] },
      {
        outlet: 'NBC News',
        how: 'credited',
        sentences: ['No deployment has been approved, NBC News reported.'],
        claims: ['no-deployment-approved'],
      },
    ]);
    expect(json.oneOrigin).toContainEqual({
      claim: 'no-deployment-approved',
      outlet: 'NBC News',
      sightings: 1,
      circular: false,
    });
    expect(json.tally).toHaveProperty('certaintyRaised');
    expect(json.annotations[0]).toHaveProperty('certaintyRaised');
    const { out } = await checkPage([saved]);
    expect(out).toContain('rests on: Reuters, as the page itself declares');
    expect(out).toContain('rests on: NBC News (no-deployment-approved)');
    expect(out).toContain('one origin: what this page says of no-deployment-approved leads to NBC News');
  });

  test('predicts one line for each line of a sentence file, in its order', async () => {
    const stories = join(root, 'tests/bench/stories/t1-01.jsonl');
    const lines = readFileSync(stories, 'utf8').trim().split('\n');
    const shuffled = [...lines.filter((_, index) => index % 2 === 1), ...lines.filter((_, index) => index % 2 === 0)];
    const { status, out } = await checkPage(['--sentences', file('story.jsonl', `${shuffled.join('\n')}\n`)]);
    expect(status).toBe(0);
    const predictions = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(predictions.map(({ id }) => id)).toEqual(shuffled.map((line) => JSON.parse(line).id));
    for (const prediction of predictions) {
      expect(prediction).toEqual({
        id: expect.any(String),
        claims: expect.any(Array),
        attribution: expect.stringMatching(/^(?:named|institution|anonymous|outlet|document|none)$/),
        hedged: expect.any(Boolean),
      });
      for (const claim of prediction.claims) {
        expect(claim.drift).toMatch(/^(?:none|overstated|contradicts|figure)$/);
      }
    }
    expect(predictions.some(({ claims }) => claims.length > 0)).toBe(true);
  });

  test('ranks claims for texts, in the format of ranked lists', async () => {
    const claims = file(
      'claims.tsv',
      '\tvclaim\ttitle\n7\tA shark swam on a flooded highway in Houston.\tShark on the Highway?\n' +
        '9\t"The ""old mill"" was\tsold."\tOld Mill\n12\tButterflies survived the Australian fires.\tButterflies\n',
    );
    const queries = file(
      'queries.tsv',
      '\ttweet_content\n3\t"#AustralianFires: how do ""butterflies"" cope? 🦋 https://t.co/x — A B (@ab) January 1, 2020"\n' +
        '1\tbelieve it or not a SHARK on the freeway, Houston @user\n5\t🦋🦋\n',
    );
    const { status, out, problem } = await checkPage(['--retrieve', queries, '--claims', claims]);
    expect(problem).toBe('');
    expect(status).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    for (const line of lines) expect(line).toHaveLength(5);
    expect(lines.filter(([, , , rank]) => rank === '1').map(([query, , claim]) => [query, claim])).toEqual([
      ['3', '12'],
      ['1', '7'],
    ]);
    for (const [, zero, , rank, score] of lines) {
      expect(zero).toBe('0');
      expect(Number(rank)).toBeGreaterThan(0);
      expect(Number.isFinite(Number(score))).toBe(true);
    }
  });

  test.each([
    {
      what: 'texts without claims to search',
      args: () => ['--retrieve', file('q.tsv', '\ttext\n1\ta b\n')],
      says: /--retrieve needs the claims/,
    },
    {
      what: 'a table without rows',
      args: () => ['--retrieve', file('q.tsv', '\ttext\n'), '--claims', file('c.tsv', '\tclaim\n1\ta b\n')],
      says: /q\.tsv: no rows/,
    },
    {
      what: 'a table of one column',
      args: () => ['--retrieve', file('q.tsv', '\ttext\n1\ta b\n'), '--claims', file('c.tsv', 'id\tclaim\n1\ta\n2\n')],
      says: /c\.tsv:3: one column only/,
    },
    {
      what: 'a table that names an id twice',
      args: () => ['--retrieve', file('q.tsv', '\ttext\n1\ta b\n1\tc d\n'), '--claims', file('c.tsv', '\tc\n1\ta\n')],
      says: /q\.tsv:3: the id "1" stands there twice/,
    },
    { what: 'a missing file', args: () => [join(folder, 'nowhere.html')], says: /nowhere\.html: no such file/ },
    { what: 'a folder', args: () => [folder], says: /is a folder/ },
    {
      what: 'a file that is not text',
      args: () => [file('page.bin', new Uint8Array([0, 159, 146, 0, 1]))],
      says: /not a text file/,
    },
    { what: 'an empty file', args: () => [file('empty.html', '')], says: /no readable text/ },
    {
      what: 'a page without text',
      args: () => [file('bare.html', '<!doctype html><html><body><img src="a.png"></body></html>')],
      says: /no readable text/,
    },
    { what: 'an unknown option', args: () => ['--colour', 'red'], says: /--colour[\s\S]*usage:/ },
    {
      what: 'an unknown format',
      args: () => ['-', '--format', 'xml'],
      says: /--format is "text" or "json", not "xml"/,
    },
    {
      what: 'a sentence file that is not JSON',
      args: () => ['--sentences', file('broken.jsonl', '{"id":"a","text":"b"}\n\n{oops\n')],
      says: /broken\.jsonl:3: not JSON/,
    },
    {
      what: 'a sentence without a text',
      args: () => ['--sentences', file('notext.jsonl', '{"id":"a"}\n')],
      says: /notext\.jsonl:1: "text" is missing/,
    },
    {
      what: 'a sentence file without sentences',
      args: () => ['--sentences', file('none.jsonl', '\n')],
      says: /no sentences/,
    },
    {
      what: 'a claim set that is not JSON',
      args: () => ['-', '--claims', file('set.txt', 'claims!')],
      says: /set\.txt: not JSON/,
    },
    {
      what: 'a broken claim set',
      args: () => ['-', '--claims', file('set.json', '{"format":"caveat-claim-set/1"}')],
      says: /set\.json: not a claim set[\s\S]*claims:/,
    },
  ])('refuses $what with a clear message and exit status 2', async ({ args, says }) => {
    const { status, out, problem } = await checkPage(args());
    expect(problem).toMatch(says);
    expect(problem).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
    expect(status).toBe(2);
  });
});
