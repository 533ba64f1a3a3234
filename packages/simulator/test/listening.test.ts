import { describe, expect, test } from 'vitest';
import { play } from './playing.ts';

const reuse = { name: 'SO_REUSEADDR', value: true } as const;

describe('listeners', () => {
  test('a backlog of n holds n + 1; the next client believes in a connection that is not there (Linux)', () => {
    const { call, connect, listen, pass, world } = play();
    listen('B', 80, 1);
    connect('A', 'B', 80);
    connect('A', 'B', 80);
    pass(100);
    const late = call('A', { call: 'socket' }) as number;
    call('A', { call: 'connect', fd: late, address: 'B', port: 80 });
    pass(500);
    const { counters, sockets } = world.query('B');
    expect(sockets.filter(({ state }) => state === 'ESTABLISHED')).toHaveLength(2);
    expect(sockets[0]).toMatchObject({ state: 'LISTEN', recvQ: 2, sendQ: 1 });
    expect(counters.TcpExtListenOverflows).toBe(1);
    expect(counters.TcpExtListenDrops).toBe(1);
  });

  test('the SYN that was dropped is sent again, and gets in once there is room', () => {
    const { call, connect, listen, pass, wait } = play();
    const door = listen('B', 80, 0);
    connect('A', 'B', 80);
    pass(100);
    const fd = call('A', { call: 'socket' }) as number;
    const blocked = () => call('A', { call: 'getsockopt', fd, name: 'SO_ERROR' });
    call('A', { call: 'connect', fd, address: 'B', port: 80 });
    pass(500);
    expect(blocked()).toBe(0);
    expect(wait('B', { call: 'accept', fd: door })).toBe(4);
    expect(wait('B', { call: 'accept', fd: door }, 2_000)).toBe(5);
  });

  test('nobody listens: RST, and connect() answers ECONNREFUSED', () => {
    const { connect, world } = play();
    expect(connect('A', 'B', 81)).toBe('ECONNREFUSED');
    expect(world.query('B').counters.TcpOutRsts).toBe(1);
    expect(world.query('A').counters.TcpAttemptFails).toBe(1);
    expect(world.query('A').sockets).toEqual([]);
  });

  test('close() of a listener resets what nobody accepted', () => {
    const { call, connect, listen, pass, states } = play();
    const door = listen('B', 80);
    const a = connect('A', 'B', 80) as number;
    pass(50);
    call('B', { call: 'close', fd: door });
    pass(50);
    expect(states('B')).toEqual([]);
    expect(call('A', { call: 'recv', fd: a, count: 1 })).toBe('ECONNRESET');
  });

  test('a blocked accept() returns when a client comes; a non-blocking one answers EAGAIN', () => {
    const { call, connect, listen, pass, world } = play();
    const door = listen('B', 80);
    const accept = world.call('B', { call: 'accept', fd: door });
    expect(accept.result).toBeNull();
    connect('A', 'B', 80);
    pass(50);
    expect(accept.result).toEqual({ value: 4, error: null });
    call('B', { call: 'fcntl', fd: door, nonBlocking: true });
    expect(call('B', { call: 'accept', fd: door })).toBe('EAGAIN');
  });

  test('two live listeners on one port: EADDRINUSE, SO_REUSEADDR or not', () => {
    const { call, listen } = play();
    listen('B', 80);
    const fd = call('B', { call: 'socket' }) as number;
    expect(call('B', { call: 'bind', fd, port: 80 })).toBe('EADDRINUSE');
    call('B', { call: 'setsockopt', fd, option: reuse });
    expect(call('B', { call: 'bind', fd, port: 80 })).toBe('EADDRINUSE');
  });

  test.each([
    { before: false, after: false, answer: 'EADDRINUSE' },
    { before: true, after: false, answer: 'EADDRINUSE' },
    { before: false, after: true, answer: 'EADDRINUSE' },
    { before: true, after: true, answer: 0 },
  ])(
    'a server restarts over its own TIME-WAIT: SO_REUSEADDR before $before, after $after → $answer',
    ({ before, after, answer }) => {
      const { call, connect, pass, states, wait } = play();
      const door = call('B', { call: 'socket' }) as number;
      if (before) call('B', { call: 'setsockopt', fd: door, option: reuse });
      call('B', { call: 'bind', fd: door, port: 80 });
      call('B', { call: 'listen', fd: door, backlog: 8 });
      const a = connect('A', 'B', 80) as number;
      const b = wait('B', { call: 'accept', fd: door }) as number;
      call('B', { call: 'close', fd: b });
      pass(50);
      call('A', { call: 'close', fd: a });
      pass(50);
      call('B', { call: 'close', fd: door });
      expect(states('B')).toEqual(['TIME-WAIT']);
      const again = call('B', { call: 'socket' }) as number;
      if (after) call('B', { call: 'setsockopt', fd: again, option: reuse });
      expect(call('B', { call: 'bind', fd: again, port: 80 })).toBe(answer);
      pass(60_000);
      expect(call('B', { call: 'bind', fd: again, port: 80 })).toBe(answer === 0 ? 'EINVAL' : 0);
    },
  );

  test('a SYN to TIME-WAIT is taken by the listener, with an ISS of SND.NXT + 65537 (MAY-2; Linux)', () => {
    const { call, connect, listen, pass, records, states, wait } = play();
    const door = listen('B', 80);
    const a = connect('A', 'B', 80, 40_000) as number;
    const b = wait('B', { call: 'accept', fd: door }) as number;
    call('B', { call: 'close', fd: b });
    pass(50);
    call('A', { call: 'close', fd: a });
    pass(50);
    expect(states('B')).toEqual(['LISTEN', 'TIME-WAIT']);
    expect(connect('A', 'B', 80, 40_000)).toBe(a);
    pass(50);
    expect(states('B')).toEqual(['LISTEN', 'ESTABLISHED']);
    const numbers = records.flatMap((record) =>
      record.type === 'transmit' && record.host === 'B' ? [[record.packet.segment.seq, record.packet.segment.syn]] : [],
    );
    const second = numbers.findLastIndex(([, syn]) => syn);
    // The last ACK of the old connection carries its SND.NXT.
    const sndNxt = numbers[second - 1]![0] as number;
    expect(((numbers[second]![0] as number) - sndNxt) >>> 0).toBe(65_537);
  });
});

describe('a listener that calls out', () => {
  const door = (profile: 'rfc9293' | 'linux') => {
    const it = play({ A: { profile }, B: { profile } });
    it.listen('B', 80);
    return { ...it, fd: it.listen('A', 40_000) };
  };

  test('rfc9293, §3.10.1: an OPEN that names the remote socket turns it around', () => {
    const { call, fd, pass, states, connect } = door('rfc9293');
    expect(call('A', { call: 'connect', fd, address: 'B', port: 80 })).toBeUndefined();
    pass(100);
    expect(states('A')).toEqual(['ESTABLISHED']);
    expect(connect('B', 'A', 40_000)).toBe('ECONNREFUSED');
  });

  test('rfc9293, §3.10.2: so does a SEND, and its text arrives', () => {
    const { call, fd, pass, wait } = door('rfc9293');
    expect(call('A', { call: 'send', fd, bytes: 'hello', to: { address: 'B', port: 80 } })).toBe(5);
    pass(100);
    const b = wait('B', { call: 'accept', fd: 3 }) as number;
    expect(wait('B', { call: 'recv', fd: b, count: 10 })).toBe('hello');
  });

  test('linux: EISCONN, and EPIPE for send()', () => {
    const { call, fd, states } = door('linux');
    expect(call('A', { call: 'connect', fd, address: 'B', port: 80 })).toBe('EISCONN');
    expect(call('A', { call: 'send', fd, bytes: 'hello', to: { address: 'B', port: 80 } })).toBe('EPIPE');
    expect(states('A')).toEqual(['LISTEN']);
  });
});
