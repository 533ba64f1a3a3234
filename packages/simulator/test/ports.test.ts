import { describe, expect, test } from 'vitest';
import type { HostSpec } from '../src/index.ts';
import { play, type Play } from './playing.ts';

const RANGE = { 'net.ipv4.ip_local_port_range': '40000 40009' };

/** A connects and closes until it cannot; B closes right after. How many came about, and what ended it. */
function exhaust({ call, connect, pass, wait }: Play, door: number, to = 'B', port = 80) {
  for (let made = 0; ; made += 1) {
    const a = connect('A', to, port);
    if (typeof a === 'string') return { made, error: a };
    const server = to === 'A' || to === 'localhost' ? 'A' : 'B';
    const b = wait(server, { call: 'accept', fd: door }) as number;
    call('A', { call: 'close', fd: a });
    pass(30);
    call(server, { call: 'close', fd: b });
    pass(30);
  }
}

const world = (sysctls: HostSpec['sysctls'] = {}) => play({ A: { sysctls: { ...RANGE, ...sysctls } }, B: {} });

describe('ephemeral ports', () => {
  test('ten ports, ten TIME-WAITs, and the eleventh connect() answers EADDRNOTAVAIL', () => {
    const it = world();
    expect(exhaust(it, it.listen('B', 80))).toEqual({ made: 10, error: 'EADDRNOTAVAIL' });
    const ports = it.world.query('A').sockets.map(({ local }) => local!.port);
    expect([...ports].sort()).toEqual(Array.from({ length: 10 }, (_, i) => 40_000 + i));
    expect(it.states('A')).toEqual(Array(10).fill('TIME-WAIT'));
  });

  test('another port of the same server, and another server, still work: the limit is per destination', () => {
    const it = play({ A: { sysctls: RANGE }, B: {}, C: {} });
    exhaust(it, it.listen('B', 80));
    it.listen('B', 81);
    it.listen('C', 80);
    expect(it.connect('A', 'B', 81)).toBeTypeOf('number');
    expect(it.connect('A', 'C', 80)).toBeTypeOf('number');
  });

  test('bind() to port 0 asks for a port that nobody holds: EADDRINUSE where connect() says EADDRNOTAVAIL', () => {
    const it = world();
    exhaust(it, it.listen('B', 80));
    const fd = it.call('A', { call: 'socket' }) as number;
    expect(it.call('A', { call: 'bind', fd, port: 0 })).toBe('EADDRINUSE');
  });

  test('2 MSL later they are free again', () => {
    const it = world();
    const door = it.listen('B', 80);
    exhaust(it, door);
    it.pass(60_000);
    expect(it.connect('A', 'B', 80)).toBeTypeOf('number');
  });

  test('a server’s port is no limit: its connections share it', () => {
    const it = play();
    it.listen('B', 80, 200);
    for (let i = 0; i < 100; i += 1) expect(it.connect('A', 'B', 80)).toBeTypeOf('number');
    it.pass(50);
    expect(it.world.query('B').sockets.filter(({ local }) => local!.port === 80)).toHaveLength(101);
  });

  test('ports that someone bound, and reserved ones, are not chosen', () => {
    const it = world({ 'net.ipv4.ip_local_reserved_ports': '40000-40003,40009' });
    it.listen('A', 40_004);
    expect(exhaust(it, it.listen('B', 80)).made).toBe(4);
  });
});

describe('tcp_tw_reuse', () => {
  test.each([
    { reuse: 0, delay: 1_000, after: 5_000, works: false },
    { reuse: 2, delay: 1_000, after: 5_000, works: false },
    { reuse: 1, delay: 1_000, after: 1_100, works: true },
    { reuse: 1, delay: 200, after: 210, works: true },
    { reuse: 1, delay: 3_000, after: 2_000, works: false },
  ])('$reuse with a delay of $delay ms, $after ms later, to another host: $works', ({ reuse, delay, after, works }) => {
    const it = world({ 'net.ipv4.tcp_tw_reuse': reuse, 'net.ipv4.tcp_tw_reuse_delay': 60_000 });
    const door = it.listen('B', 80);
    exhaust(it, door);
    it.pass(after);
    it.call('A', { call: 'sysctl', name: 'net.ipv4.tcp_tw_reuse_delay', value: delay });
    expect(it.connect('A', 'B', 80)).toEqual(works ? expect.any(Number) : 'EADDRNOTAVAIL');
    expect(it.world.query('A').counters.TcpExtTWRecycled).toBe(works ? 1 : 0);
  });

  test('without timestamps on the old connection nothing is reused', () => {
    const it = world({ 'net.ipv4.tcp_tw_reuse': 1, 'net.ipv4.tcp_timestamps': 0 });
    exhaust(it, it.listen('B', 80));
    it.pass(5_000);
    expect(it.connect('A', 'B', 80)).toBe('EADDRNOTAVAIL');
  });

  test('the old connection counts, not what the sysctl says now', () => {
    const it = world({ 'net.ipv4.tcp_tw_reuse': 1, 'net.ipv4.tcp_tw_reuse_delay': 60_000 });
    exhaust(it, it.listen('B', 80));
    it.call('A', { call: 'sysctl', name: 'net.ipv4.tcp_timestamps', value: 0 });
    it.call('A', { call: 'sysctl', name: 'net.ipv4.tcp_tw_reuse_delay', value: 1_000 });
    it.pass(5_000);
    expect(it.connect('A', 'B', 80)).toBeTypeOf('number');
  });

  test('2, the default, works over loopback after a second', () => {
    const it = world();
    const door = it.listen('A', 80);
    const used = exhaust(it, door, 'localhost');
    expect(used.made).toBeGreaterThanOrEqual(10);
    it.pass(1_100);
    expect(it.connect('A', 'localhost', 80)).toBeTypeOf('number');
    expect(it.world.query('A').counters.TcpExtTWRecycled).toBeGreaterThan(0);
  });

  test('2: what goes to one’s own other address is not loopback (measured on Linux 6.18)', () => {
    const it = world();
    exhaust(it, it.listen('A', 80), 'A');
    it.pass(5_000);
    expect(it.connect('A', 'A', 80)).toBe('EADDRNOTAVAIL');
  });

  test('a port bound by hand with SO_REUSEADDR is reused at once, whatever the sysctl, if there are timestamps', () => {
    for (const timestamps of [1, 0]) {
      const it = world({ 'net.ipv4.tcp_tw_reuse': 0, 'net.ipv4.tcp_timestamps': timestamps });
      const door = it.listen('B', 80);
      const dial = () => {
        const fd = it.call('A', { call: 'socket' }) as number;
        it.call('A', { call: 'setsockopt', fd, option: { name: 'SO_REUSEADDR', value: true } });
        expect(it.call('A', { call: 'bind', fd, port: 40_005 })).toBe(0);
        return { fd, answer: it.wait('A', { call: 'connect', fd, address: 'B', port: 80 }) };
      };
      const first = dial();
      const b = it.wait('B', { call: 'accept', fd: door }) as number;
      it.call('A', { call: 'close', fd: first.fd });
      it.pass(30);
      it.call('B', { call: 'close', fd: b });
      it.pass(30);
      expect(it.states('A')).toEqual(['TIME-WAIT']);
      expect(dial().answer).toBe(timestamps === 1 ? 0 : 'EADDRNOTAVAIL');
    }
  });
});

describe('tcp_max_tw_buckets', () => {
  test('what does not fit is closed without TIME-WAIT, and counted', () => {
    const it = play({ A: { sysctls: { 'net.ipv4.tcp_max_tw_buckets': 3 } }, B: {} });
    const door = it.listen('B', 80);
    for (let i = 0; i < 5; i += 1) {
      const a = it.connect('A', 'B', 80) as number;
      const b = it.wait('B', { call: 'accept', fd: door }) as number;
      it.call('A', { call: 'close', fd: a });
      it.pass(30);
      it.call('B', { call: 'close', fd: b });
      it.pass(30);
    }
    expect(it.states('A')).toEqual(['TIME-WAIT', 'TIME-WAIT', 'TIME-WAIT']);
    expect(it.world.query('A').counters.TcpExtTCPTimeWaitOverflow).toBe(2);
    it.pass(60_000);
    expect(it.world.query('A').counters.TcpExtTW).toBe(3);
  });
});
