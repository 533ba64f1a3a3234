/** Grades the crawler and the proxy from the other end of their sockets. README.md states each rule. */
import { describe, test, vi } from 'vitest';
import { programOf, text } from '@lastack/exercise-kit';
import * as subject from '#subject';
import { Crawl, type Program } from './grader/crawling.ts';
import { Relay } from './grader/relay.ts';
import * as rules from './grader/rules.ts';
import { openSite, type Route, type SiteOptions } from './grader/site.ts';

const page = (name: string, octets = 0): Route => ({ status: 200, body: `${name} 再见 `.padEnd(octets, `${name} `) });
const OK = { '/ok': page('ok') };

// A program may take as long as the exercise's own limits allow; no test decides by the time it took.
vi.setConfig({ testTimeout: 60_000 });

/** A program and a site of its own for one crawl; both are gone afterwards. */
async function crawling(options: SiteOptions, body: (crawl: Crawl) => Promise<void>): Promise<void> {
  const routes = { ...OK, ...options.routes };
  await running(async (program) => {
    const site = await openSite(program, { ...options, routes });
    await body(new Crawl(program, site, routes)).finally(() => site.close());
  });
}

async function running(body: (program: Program) => Promise<void>): Promise<void> {
  const program = programOf(subject).start();
  try {
    await body(program);
  } finally {
    program.signal('SIGKILL');
    await program.exit;
  }
}

async function relaying(open: (program: Program) => Promise<Relay>, body: (relay: Relay) => Promise<void>) {
  await running(async (program) => {
    const relay = await open(program);
    await body(relay).finally(() => relay.close());
  });
}

describe('crawl', () => {
  test('pages arrive whole, in the order of their paths', async () => {
    const blank = { status: 200, body: 'after an empty line\r\n\r\nit goes on' };
    const routes = {
      '/': page('home'),
      '/blank': blank,
      '/empty': { status: 200, body: '' },
      '/large': page('large', 300_000),
    };
    const drip = { '/drip': { ...page('drip', 5_000), pieces: 50 } };
    await crawling({ routes: { ...routes, ...drip } }, async (crawl) => {
      await crawl.run(['/large', '/', '/empty', '/missing', '/drip', '/large', '/blank', '/'], 3);
    });
  });

  test('a 404 lets its connection go', async () => {
    await crawling({ routes: {} }, async (crawl) => {
      await crawl.run(['/ok', '/missing', '/gone-too', '/ok', '/not-there'], 2);
      await crawl.requireRelease(rules.RELEASE);
    });
  });

  test('so does every other status', async () => {
    const statuses = [204, 301, 302, 304, 403, 410, 418, 429, 500, 503];
    const routes = Object.fromEntries(
      statuses.map((status) => [`/${status}`, { status, body: `this is a ${status}` }]),
    );
    await crawling({ routes }, async (crawl) => {
      await crawl.run(['/ok', ...Object.keys(routes)], 4);
      await crawl.requireRelease(rules.RELEASE);
    });
  });

  test('so does a long error page that comes in pieces', async () => {
    const routes = { '/long': { status: 404, body: 'not here '.repeat(30_000), pieces: 10 } };
    await crawling({ routes }, async (crawl) => {
      await crawl.run(['/long', '/ok', '/long'], 2);
      await crawl.requireRelease(rules.RELEASE);
    });
  });

  test('as many requests are open at once as were asked for', async () => {
    const together = 4;
    await crawling({ routes: {}, together }, async (crawl) => {
      await crawl.run(['/a', '/ok', '/b', '/ok', '/c', '/ok', '/d', '/ok'], together);
      const most = crawl.site.mostAtOnce;
      if (most === together) return;
      crawl.fail(rules.CONCURRENCY, {
        expected: text('4 requests waiting at once', '同时有 4 个请求在等'),
        got: text(`at most ${most}`, `最多 ${most} 个`),
      });
    });
  });

  test('a slow page is not cut off', async () => {
    const slow: Route = { ...page('slow', 2_000), pieces: 10, pause: 3_000 };
    await crawling({ routes: { '/slow': slow } }, async (crawl) => {
      await crawl.run(['/missing', '/slow', '/ok'], 3, rules.HEALTHY);
    });
  });

  test('a page that is lost ends its crawl, and not the program', async () => {
    const lost: Route = { ...page('lost', 5_000), pieces: 2, resets: true };
    await crawling({ routes: { '/lost': lost } }, async (crawl) => crawl.requireSurvival('/lost'));
  });
});

describe('proxy', () => {
  test('bytes pass both ways, and either side may end first', async () => {
    await relaying(Relay.open, async (relay) => {
      const asked = await relay.join(rules.HALF_CLOSE);
      await relay.ends(asked, 'client', rules.HALF_CLOSE);
      await relay.says(asked, 'upstream', 'late answer '.repeat(20_000), rules.HALF_CLOSE);
      await relay.ends(asked, 'upstream', rules.HALF_CLOSE);

      relay.begin();
      const told = await relay.join(rules.HALF_CLOSE);
      await relay.ends(told, 'upstream', rules.HALF_CLOSE);
      await relay.says(told, 'client', 'last words', rules.HALF_CLOSE);
      await relay.ends(told, 'client', rules.HALF_CLOSE);
    });
  });

  test('the upstream resets: the client is let go', async () => {
    await relaying(Relay.open, async (relay) => {
      const pair = await relay.join(rules.UPSTREAM_GONE);
      relay.tell('the upstream resets its connection', '上游重置它那条连接');
      relay.resets(pair, 'upstream');
      await relay.requireRelease(pair.client, 'client', rules.UPSTREAM_GONE);
    });
  });

  test('the upstream refuses: the client is let go', async () => {
    await relaying(Relay.refused, async (relay) => {
      relay.tell('nobody listens at the upstream port', '上游端口没有人监听');
      await relay.requireRelease(relay.dial(), 'client', rules.UPSTREAM_GONE);
    });
  });

  test('the client resets: the upstream is let go', async () => {
    await relaying(Relay.open, async (relay) => {
      const pair = await relay.join(rules.CLIENT_GONE);
      relay.tell('the client resets its connection', '客户端重置它那条连接');
      relay.resets(pair, 'client');
      await relay.requireRelease(pair.upstream, 'upstream', rules.CLIENT_GONE);
    });
  });

  test('after resets on either side it goes on serving', async () => {
    // Another proxy runs beside it: a free port is one that the system chooses.
    await relaying(Relay.open, () =>
      relaying(Relay.open, async (relay) => {
        for (const side of ['client', 'upstream', 'client', 'upstream'] as const) {
          relay.resets(await relay.join(rules.SERVING), side);
        }
        relay.tell(
          'two clients and two upstreams reset; then a new client comes',
          '两个客户端、两个上游先后重置；然后来了新的客户端',
        );
        const pair = await relay.join(rules.SERVING);
        await relay.says(pair, 'upstream', 'answer', rules.SERVING);
        await relay.ends(pair, 'upstream', rules.SERVING);
      }),
    );
  });
});
