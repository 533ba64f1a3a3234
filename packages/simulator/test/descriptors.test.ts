import { describe, expect, test } from 'vitest';
import { play } from './playing.ts';

describe('descriptors', () => {
  test('the lowest free one is given, from 3 on (POSIX, 2.6)', () => {
    const { call } = play();
    expect([call('A', { call: 'socket' }), call('A', { call: 'socket' }), call('A', { call: 'socket' })]).toEqual([
      3, 4, 5,
    ]);
    expect(call('A', { call: 'close', fd: 4 })).toBe(0);
    expect(call('A', { call: 'socket' })).toBe(4);
  });

  test('a descriptor that is closed, or never was: EBADF', () => {
    const { call } = play();
    expect(call('A', { call: 'recv', fd: 3, count: 1 })).toBe('EBADF');
    call('A', { call: 'socket' });
    call('A', { call: 'close', fd: 3 });
    expect(call('A', { call: 'close', fd: 3 })).toBe('EBADF');
  });

  test('RLIMIT_NOFILE: socket() answers EMFILE', () => {
    const { call } = play({ A: { openFiles: 5 }, B: {} });
    expect([call('A', { call: 'socket' }), call('A', { call: 'socket' }), call('A', { call: 'socket' })]).toEqual([
      3,
      4,
      'EMFILE',
    ]);
  });

  test('accept() answers EMFILE even when nobody waits, and the connection stays in the queue', () => {
    const { call, connect, listen, world } = play({ A: {}, B: { openFiles: 5 } });
    const door = listen('B', 80);
    connect('A', 'B', 80);
    connect('A', 'B', 80);
    world.advance(100_000);
    expect(call('B', { call: 'accept', fd: door })).toBe(4);
    expect(call('B', { call: 'accept', fd: door })).toBe('EMFILE');
    expect(world.query('B').sockets.find(({ state }) => state === 'LISTEN')?.recvQ).toBe(1);
    call('B', { call: 'close', fd: 4 });
    expect(call('B', { call: 'accept', fd: door })).toBe(4);
  });

  test('CLOSE-WAIT that was not accepted has no descriptor, and counts in the listener’s Recv-Q', () => {
    const { call, connect, listen, pass, world } = play();
    listen('B', 80);
    const a = connect('A', 'B', 80) as number;
    call('A', { call: 'close', fd: a });
    pass(100);
    const [listener, child] = world.query('B').sockets;
    expect(listener).toMatchObject({ state: 'LISTEN', recvQ: 1 });
    expect(child).toMatchObject({ state: 'CLOSE-WAIT', fds: [], recvQ: 1 });
  });

  test('TIME-WAIT holds no descriptor', () => {
    const { call, pair, pass, world } = play();
    const { a, b } = pair();
    call('A', { call: 'close', fd: a });
    pass(50);
    call('B', { call: 'close', fd: b });
    pass(50);
    expect(world.query('A').descriptors).toEqual([]);
    expect(world.query('A').sockets).toMatchObject([{ state: 'TIME-WAIT', fds: [] }]);
  });

  test('after shutdown() the descriptor stays, apart from TIME-WAIT, until close()', () => {
    const { call, pair, pass, states } = play();
    const { a, b } = pair();
    call('A', { call: 'shutdown', fd: a, how: 'SHUT_WR' });
    pass(50);
    call('B', { call: 'send', fd: b, bytes: 'late' });
    call('B', { call: 'close', fd: b });
    pass(50);
    expect(states('A')).toEqual(['TIME-WAIT']);
    expect(call('A', { call: 'recv', fd: a, count: 9 })).toBe('late');
    expect(call('A', { call: 'recv', fd: a, count: 9 })).toBe(0);
    expect(call('A', { call: 'close', fd: a })).toBe(0);
    expect(states('A')).toEqual(['TIME-WAIT']);
  });

  test('close() of one of two descriptors sends nothing; shutdown() acts on both (dup(2))', () => {
    const { call, pair, pass, states } = play();
    const { a } = pair();
    const other = call('A', { call: 'dup', fd: a }) as number;
    call('A', { call: 'close', fd: a });
    pass(50);
    expect(states('A')).toEqual(['ESTABLISHED']);
    call('A', { call: 'shutdown', fd: other, how: 'SHUT_WR' });
    expect(states('A')).toEqual(['FIN-WAIT-1']);
  });

  test('the end of a process closes everything: the leak ends with the leaker', () => {
    const { call, connect, listen, pass, states, world } = play();
    const door = listen('B', 80);
    for (let i = 0; i < 3; i += 1) {
      const a = connect('A', 'B', 80) as number;
      pass(20);
      call('B', { call: 'accept', fd: door });
      call('A', { call: 'close', fd: a });
    }
    pass(1_000);
    expect(states('B')).toEqual(['LISTEN', 'CLOSE-WAIT', 'CLOSE-WAIT', 'CLOSE-WAIT']);
    expect(call('B', { call: 'exit' })).toBe(0);
    pass(1_000);
    expect(world.query('B').descriptors).toEqual([]);
    expect(states('B')).toEqual([]);
  });
});
