/** One crawl, told as a story when a rule is broken. */
import { RuleBroken, socketLadder, text, verbatim, type ProgramOf, type Rule, type Text } from '@lastack/exercise-kit';
import type * as subject from '#subject';
import { patiently } from './patience.ts';
import { PAGES, SERVING } from './rules.ts';
import { NOT_FOUND, type Route, type Site, type Visit } from './site.ts';

export type Program = ProgramOf<typeof subject>;

/** More crawls behind the one that counts: the program has every occasion to see what came before. */
const MORE_CRAWLS = 20;

export class Crawl {
  readonly site: Site;
  readonly #program: Program;
  readonly #routes: Readonly<Record<string, Route>>;
  readonly #tried: Text[] = [];

  constructor(program: Program, site: Site, routes: Readonly<Record<string, Route>>) {
    this.#program = program;
    this.site = site;
    this.#routes = routes;
  }

  /** Crawls, and checks the pages at once: whatever else is graded, they have to be right. */
  async run(paths: readonly string[], concurrency: number, rule = PAGES): Promise<void> {
    const shown = paths.length > 6 ? `${paths.slice(0, 5).join(' ')} … (${paths.length})` : paths.join(' ');
    this.#tried.push(text(`crawl ${shown}, ${concurrency} at a time`, `抓取 ${shown}，并发 ${concurrency}`));
    const pages = await Promise.race([this.#crawl(paths, concurrency), this.#isCut(rule)]);
    paths.forEach((path, index) => this.#checkPage(pages, index, path, rule));
    const count = Array.isArray(pages) ? pages.length : 0;
    if (count === paths.length) return;
    this.fail(rule, {
      expected: text(`${paths.length} pages`, `${paths.length} 个页面`),
      got: text(`${count} pages`, `${count} 个页面`),
    });
  }

  /**
   * The server resets in the middle of `path`: the program goes on. How that crawl ends is not asked: in HTTP/1.0 there
   * are clients, fetch() among them, to which a reset is as good as an end.
   */
  async requireSurvival(path: string): Promise<void> {
    this.#tried.push(text(`crawl ${path}, which the server resets half-way`, `抓取 ${path}，服务器发到一半发 RST`));
    const lost = await patiently(this.#program, settled(this.#crawl([path], 1)));
    this.#tried.push(text('crawl /ok', '抓取 /ok'));
    const next = await patiently(this.#program, settled(this.#crawl(['/ok'], 1)));
    if (lost !== null && next === 'resolves') return;
    this.fail(SERVING, {
      expected: text('the first crawl() ends, the next one resolves', '第一次 crawl() 有结果，下一次 resolve'),
      got: text(
        `the first ${lost ?? 'does not settle'}, the next one ${next ?? 'does not settle'}`,
        `第一次：${lost ?? '没有结果'}；下一次：${next ?? '没有结果'}`,
      ),
      visit: this.site.visits.find((visit) => visit.path === path),
    });
  }

  /** After the crawl: is every connection closed by the crawler, too? */
  async requireRelease(rule: Rule): Promise<void> {
    for (let i = 0; i < MORE_CRAWLS; i += 1) await this.#crawl(['/ok'], 1);
    this.#tried.push(
      text(
        `crawl one more page, ${MORE_CRAWLS} times, so that the program has every occasion to see the FINs`,
        `再抓 ${MORE_CRAWLS} 次页面，让程序有充分的机会看到那些 FIN`,
      ),
    );
    if ((await patiently(this.#program, this.site.allReleased())) !== null) return;
    const asked = this.site.visits.filter(({ path }) => path !== '');
    const kept = asked.filter(({ released }) => !released);
    const paths = [...new Set(kept.map((visit) => visit.path))].sort();
    this.fail(rule, {
      expected: text('a FIN (or an RST) from you on every connection', '每条连接上都有你发的 FIN（或 RST）'),
      got: text(
        `none on ${kept.length} of ${asked.length} connections: ${paths.join(' ')}`,
        `${asked.length} 条连接中有 ${kept.length} 条没有：${paths.join(' ')}`,
      ),
      visit: kept.find((visit) => visit.path === paths[0]) ?? kept[0],
    });
  }

  fail(rule: Rule, { expected, got, visit }: { expected: Text; got: Text; visit?: Visit | undefined }): never {
    const ladder = visit === undefined ? null : ladderOf(visit);
    throw new RuleBroken(rule, { tried: this.#tried, ladder, expected, got });
  }

  /** Never settles, or fails. */
  async #isCut(rule: Rule): Promise<never> {
    const visit = await this.site.cutOff;
    return this.fail(rule, {
      expected: text('the connection stays until the server has sent everything', '服务器发完之前，连接一直在'),
      got: text(`you break off ${visit.path}`, `${visit.path} 没收完就断开了`),
      visit,
    });
  }

  async #crawl(paths: readonly string[], concurrency: number): Promise<unknown> {
    return this.#program.call('crawl', { origin: this.site.origin, paths, concurrency });
  }

  #checkPage(pages: unknown, index: number, path: string, rule: Rule): void {
    const route = this.#routes[path] ?? NOT_FOUND;
    const body = route.status === 200 ? route.body : '';
    const page: unknown = Array.isArray(pages) ? pages[index] : undefined;
    if (isPage(page) && page.path === path && page.status === route.status && page.body === body) return;
    const visit = this.site.visits.find((candidate) => candidate.path === path);
    this.fail(rule, { expected: pageText({ path, status: route.status, body }), got: pageText(page), visit });
  }
}

const settled = (call: Promise<unknown>): Promise<'resolves' | 'rejects'> =>
  call.then(
    () => 'resolves',
    () => 'rejects',
  );

/** The server's diary of one connection, and what it waited for in vain. */
function ladderOf(visit: Visit): Text {
  const missing = visit.finSent && !visit.released;
  const awaited = { from: 0, to: 1, label: 'no FIN from you', missing: true };
  return socketLadder(['your crawler', 'server'], missing ? [...visit.events, awaited] : visit.events);
}

const isPage = (value: unknown): value is subject.Page =>
  typeof value === 'object' && value !== null && 'path' in value && 'status' in value && 'body' in value;

function pageText(page: unknown): Text {
  if (!isPage(page)) return verbatim(JSON.stringify(page) ?? 'undefined');
  const { path, status, body } = page;
  const shown = body.length > 40 ? `${JSON.stringify(body.slice(0, 20))} … ` : `${JSON.stringify(body)} `;
  return text(
    `${path}: status ${status}, body ${shown}(${body.length} characters)`,
    `${path}：状态 ${status}，正文 ${shown}（${body.length} 个字符）`,
  );
}
