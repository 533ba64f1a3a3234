/** Grades the server from the other end of its sockets: octets and what follows from what, never how long it took. */
import { describe, test, vi } from 'vitest';
import * as subject from '#subject';
import { PAGE, type Client } from './grader/client.ts';
import { RULES } from './grader/rules.ts';
import { AMPLE, Shop } from './grader/shop.ts';

// A program may take as long as the exercise's own limits allow; no test decides by the time it took.
vi.setConfig({ testTimeout: 60_000 });

const open = (body: (shop: Shop) => Promise<void>): Promise<void> => Shop.open(subject, body);

/** More than the kernel keeps for a client that does not read. */
const LONG = 'p'.repeat(256);

/** Finishes the order that holds the server up, and the server is gone. */
async function finish(client: Client, letters: string): Promise<void> {
  client.says('\n');
  await client.requireFarewell(`${letters}\n`, RULES.inFlight);
}

test('before stop(): orders are served, one after the other', () =>
  // Another server runs beside it: a free port is one that the system chooses.
  open(() =>
    open(async (shop) => {
      const [a, b] = [shop.client('A'), shop.client('B')];
      await a.orders('ab');
      await b.orders('c');
      await a.orders('d\ne');
    }),
  ));

describe('stop', () => {
  test('an order in flight is finished, and the FIN comes behind it', () =>
    open(async (shop) => {
      const [a, b] = [shop.client('A'), shop.client('B')];
      await a.begins('a');
      await b.begins('x');
      await shop.stops(AMPLE);
      a.says('bc');
      a.says('d\n');
      await a.requireFarewell('abcd\n', RULES.inFlight);
      await finish(b, 'x');
    }));

  test('nobody new is served', () =>
    open(async (shop) => {
      const busy = shop.client('A');
      await busy.begins('a');
      await shop.stops(AMPLE);
      const late = shop.client('B');
      late.says('b\n');
      await late.requireClosed(RULES.accepts);
      await finish(busy, 'a');
    }));

  test('a connection without an order in flight is closed at once', () =>
    open(async (shop) => {
      const [busy, fresh, used] = [shop.client('A'), shop.client('B'), shop.client('C')];
      await busy.begins('a');
      await used.orders('cc');
      await fresh.connected();
      await shop.stops(AMPLE);
      await fresh.requireClosed(RULES.idle);
      await used.requireClosed(RULES.idle, 2 * PAGE + 1);
      await finish(busy, 'a');
    }));

  test('an order that begins later is not served, on an old connection either', () =>
    open(async (shop) => {
      const [a, b] = [shop.client('A'), shop.client('B', { allowHalfOpen: true })];
      await a.begins('a');
      await b.begins('b');
      await shop.stops(AMPLE);
      a.says('a\nnew\nnewer\n');
      await a.requireFarewell('aa\n', RULES.inFlight);
      await finish(b, 'b');
      b.says('new\n');
      await shop.turns();
      await b.requireFarewell('b\n', RULES.noNew);
    }));

  test('a slow client that talks on gets its last page', () =>
    open(async (shop) => {
      const slow = shop.client('A', { allowHalfOpen: true });
      slow.pausesAtOnce();
      await slow.begins(LONG);
      const stopping = await shop.stops(AMPLE);
      slow.says('z\nnew\n');
      await shop.turns();
      slow.resumes('n', `${LONG}z`);
      await slow.requireFarewell(`${LONG}z\n`, RULES.cut);
      await slow.requireHearing(RULES.cut);
      slow.ends();
      await stopping.requireCounts(1, 0);
    }));

  test('at the deadline the rest is let go', () =>
    open(async (shop) => {
      const [endless, deaf] = [shop.client('A'), shop.client('B')];
      await endless.begins('a');
      deaf.pausesAtOnce();
      await deaf.begins(`${LONG}\n`);
      const stopping = await shop.stops(100);
      await stopping.requireCounts(0, 2, RULES.deadline);
      await endless.requireClosed(RULES.deadline, PAGE);
    }));

  test('it is over with the last connection, and nothing keeps the process alive', () =>
    open(async (shop) => {
      const [busy, idle] = [shop.client('A'), shop.client('B')];
      await busy.begins('a');
      await idle.connected();
      const stopping = await shop.stops(AMPLE);
      await finish(busy, 'a');
      await stopping.requireCounts(1, 0);
      await shop.requireExit();
    }));

  test('with nobody there it is over at once', () =>
    open(async (shop) => {
      const stopping = await shop.stops(AMPLE);
      await stopping.requireCounts(0, 0);
      await shop.requireExit();
    }));

  test('a second stop() gets the same answer', () =>
    open(async (shop) => {
      const busy = shop.client('A');
      await busy.begins('a');
      const first = await shop.stops(AMPLE);
      const second = await shop.stops(AMPLE);
      await finish(busy, 'a');
      await first.requireCounts(1, 0, RULES.twice, RULES.twice);
      await second.requireCounts(1, 0, RULES.twice, RULES.twice);
      const third = await shop.stops(AMPLE);
      await third.requireCounts(1, 0, RULES.twice, RULES.twice);
    }));

  test('many at once: every one gets what is due to it, and is counted once', () =>
    open(async (shop) => {
      const clients = (count: number, kind: string): Client[] =>
        Array.from({ length: count }, (_, i) => shop.client(`${kind}${i + 1}`));
      const [idle, done, gone] = [clients(3, 'idle'), clients(4, 'done'), clients(2, 'gone')];
      const [reset, ended] = [shop.client('reset'), shop.client('ended', { allowHalfOpen: true })];
      for (const client of idle) await client.orders('i');
      for (const client of [...done, ...gone, reset, ended]) await client.begins('a');
      // Gone before stop() is called, and so not in flight.
      for (const client of gone) await client.resets();
      const stopping = await shop.stops(AMPLE);
      await reset.resets();
      ended.ends();
      for (const client of idle) await client.requireClosed(RULES.idle, PAGE + 1);
      for (const client of done) await finish(client, 'a');
      await stopping.requireCounts(done.length, 2);
    }));
});
