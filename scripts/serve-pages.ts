/** A web server for saved pages on this machine only, for the sample story and the tests. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize, sep } from 'node:path';

export type PageServer = {
  /** Address of a page; two host names stand for two sites. */
  url(path: string, host?: 'localhost' | '127.0.0.1'): string;
  stop(): Promise<void>;
};

/** An answer made by hand, for pages that are not files. */
export type MadePage = { readonly type: string; readonly body: string | Buffer };

/** Serve the HTML files under `folder`, and `made` pages by path (`/article.html`). Listens on a free port. */
export async function servePages(folder: string, made: Readonly<Record<string, MadePage>> = {}): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    void answer(folder, path, made).then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      () => response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: (path, host = 'localhost') => `http://${host}:${port}/${path.replace(/^\//, '')}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder: string, path: string, made: Readonly<Record<string, MadePage>>): Promise<MadePage> {
  const page = Object.hasOwn(made, path) ? made[path] : undefined;
  if (page) return page;
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep) || !file.endsWith('.html')) {
    throw new Error('not a page of the folder');
  }
  return { type: 'text/html; charset=utf-8', body: await readFile(file) };
}
