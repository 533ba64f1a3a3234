import { describe, expect, test } from 'vitest';
import { play } from './playing.ts';

describe('errno, call by call', () => {
  test('the first send() after the peer’s close() succeeds, draws an RST, and the second answers EPIPE', () => {
    const { call, pair, pass } = play();
    const { a, b } = pair();
    call('A', { call: 'close', fd: a });
    pass(100);
    expect(call('B', { call: 'send', fd: b, bytes: 'are you there?' })).toBe(14);
    pass(100);
    expect(call('B', { call: 'send', fd: b, bytes: 'hello?' })).toBe('EPIPE');
  });

  test('RST in ESTABLISHED: ECONNRESET once, then the end of the stream, and EPIPE', () => {
    const { call, pair, pass } = play();
    const { a, b } = pair();
    call('A', { call: 'abort', fd: a });
    pass(100);
    expect(call('B', { call: 'recv', fd: b, count: 1 })).toBe('ECONNRESET');
    expect(call('B', { call: 'recv', fd: b, count: 1 })).toBe(0);
    expect(call('B', { call: 'send', fd: b, bytes: 'x' })).toBe('EPIPE');
  });

  test('what came before the RST can still be read', () => {
    const { call, pair, pass } = play();
    const { a, b } = pair();
    call('A', { call: 'send', fd: a, bytes: 'farewell' });
    pass(50);
    call('A', { call: 'abort', fd: a });
    pass(50);
    expect(call('B', { call: 'recv', fd: b, count: 99 })).toBe('farewell');
    expect(call('B', { call: 'recv', fd: b, count: 99 })).toBe('ECONNRESET');
  });

  test('a blocked recv() is told of the RST, and of the FIN', () => {
    for (const [how, answer] of [
      ['abort', { value: null, error: 'ECONNRESET' }],
      ['close', { value: 0, error: null }],
    ] as const) {
      const { call, pair, pass, world } = play();
      const { a, b } = pair();
      const recv = world.call('B', { call: 'recv', fd: b, count: 1 });
      call('A', { call: how, fd: a });
      pass(100);
      expect(recv.result).toEqual(answer);
    }
  });

  test('close() with octets unread is an RST, and so is SO_LINGER {1, 0}: neither leaves TIME-WAIT', () => {
    for (const linger of [false, true]) {
      const { call, pair, pass, states } = play();
      const { a, b } = pair();
      const option = { name: 'SO_LINGER', value: { on: true, seconds: 0 } } as const;
      if (linger) call('B', { call: 'setsockopt', fd: b, option });
      else call('A', { call: 'send', fd: a, bytes: 'unread' });
      pass(50);
      call('B', { call: 'close', fd: b });
      pass(50);
      expect(states('A')).toEqual(['CLOSED']);
      expect(states('B')).toEqual(['LISTEN']);
      expect(call('A', { call: 'recv', fd: a, count: 1 })).toBe('ECONNRESET');
    }
  });

  test('nobody answers the SYN: connect() gives up with ETIMEDOUT', () => {
    const { connect, world } = play(
      { A: { sysctls: { 'net.ipv4.tcp_syn_retries': 2, 'net.ipv4.tcp_syn_linear_timeouts': 0 } }, B: {} },
      { faults: [{ packet: {}, fate: 'drop' }] },
    );
    expect(connect('A', 'B', 80)).toBe('ETIMEDOUT');
    expect(world.query('A').counters.TcpRetransSegs).toBe(2);
  });

  test('an address of nobody is beyond some router: ETIMEDOUT; a host without a link: ENETUNREACH', () => {
    const hosts = { A: { sysctls: { 'net.ipv4.tcp_syn_retries': 1 } }, B: {}, C: {} };
    const { connect } = play(hosts, { links: [{ between: ['A', 'B'] }] });
    expect(connect('A', '192.0.2.1', 80)).toBe('ETIMEDOUT');
    expect(connect('A', 'C', 80)).toBe('ENETUNREACH');
  });

  test('shutdown() before the handshake is over ends it: the blocked connect() answers ECONNABORTED', () => {
    const { call, world } = play();
    const fd = call('A', { call: 'socket' }) as number;
    const connect = world.call('A', { call: 'connect', fd, address: 'B', port: 80 });
    call('A', { call: 'shutdown', fd, how: 'SHUT_WR' });
    expect(connect.result).toEqual({ value: null, error: 'ECONNABORTED' });
  });

  test('O_NONBLOCK: EINPROGRESS, EAGAIN, and SO_ERROR tells the outcome once', () => {
    const { call, listen, pass } = play();
    const fd = call('A', { call: 'socket', nonBlocking: true }) as number;
    expect(call('A', { call: 'connect', fd, address: 'B', port: 80 })).toBe('EINPROGRESS');
    pass(50);
    expect(call('A', { call: 'getsockopt', fd, name: 'SO_ERROR' })).toBe('ECONNREFUSED');
    expect(call('A', { call: 'getsockopt', fd, name: 'SO_ERROR' })).toBe(0);
    listen('B', 80);
    const again = call('A', { call: 'socket', nonBlocking: true }) as number;
    call('A', { call: 'connect', fd: again, address: 'B', port: 80 });
    expect(call('A', { call: 'send', fd: again, bytes: 'early' })).toBe('EAGAIN');
    pass(50);
    expect(call('A', { call: 'recv', fd: again, count: 1 })).toBe('EAGAIN');
    expect(call('A', { call: 'send', fd: again, bytes: 'on time' })).toBe(7);
  });

  test('calls on a socket that cannot have them', () => {
    const { call, pair, listen } = play();
    const fresh = call('A', { call: 'socket' }) as number;
    expect(call('A', { call: 'recv', fd: fresh, count: 1 })).toBe('ENOTCONN');
    expect(call('A', { call: 'shutdown', fd: fresh, how: 'SHUT_WR' })).toBe('ENOTCONN');
    expect(call('A', { call: 'accept', fd: fresh })).toBe('EINVAL');
    const { a } = pair();
    expect(call('A', { call: 'connect', fd: a, address: 'B', port: 80 })).toBe('EISCONN');
    expect(call('A', { call: 'bind', fd: a, port: 4_000 })).toBe('EINVAL');
    expect(call('A', { call: 'bind', fd: fresh, port: 4_000, address: '10.9.9.9' })).toBe('EADDRNOTAVAIL');
    expect(call('A', { call: 'connect', fd: listen('A', 90), address: 'B', port: 80 })).toBe('EISCONN');
  });

  test('after shutdown(SHUT_WR) send() answers EPIPE, and recv() goes on', () => {
    const { call, pair, pass } = play();
    const { a, b } = pair();
    call('A', { call: 'shutdown', fd: a, how: 'SHUT_WR' });
    expect(call('A', { call: 'send', fd: a, bytes: 'x' })).toBe('EPIPE');
    call('B', { call: 'send', fd: b, bytes: 'late' });
    pass(50);
    expect(call('A', { call: 'recv', fd: a, count: 9 })).toBe('late');
  });

  test('a send() beyond SO_SNDBUF blocks until the peer has room and returns with all of it', () => {
    const { call, pair, pass, world } = play();
    const { a, b } = pair();
    call('A', { call: 'setsockopt', fd: a, option: { name: 'SO_SNDBUF', value: 10_000 } });
    const text = Array.from({ length: 200_000 }, (_, i) => String.fromCharCode(65 + (i % 26))).join('');
    const send = world.call('A', { call: 'send', fd: a, bytes: text });
    let read = '';
    for (let round = 0; read.length < text.length; round += 1) {
      expect(round).toBeLessThan(1_000);
      pass(50);
      while (world.query('B').sockets.some(({ fds, recvQ }) => fds.includes(b) && recvQ > 0)) {
        read += String(call('B', { call: 'recv', fd: b, count: 7_000 }));
      }
    }
    expect(read).toBe(text);
    pass(50);
    expect(send.result).toEqual({ value: 200_000, error: null });
  });

  test('SO_LINGER {1, 2} with octets that nobody acknowledges: close() blocks for two seconds', () => {
    const { call, pair, pass, states, world } = play(
      { A: {}, B: {} },
      { faults: [{ packet: { from: 'A', has: 'PSH' }, fate: 'drop' }] },
    );
    const { a } = pair();
    call('A', { call: 'setsockopt', fd: a, option: { name: 'SO_LINGER', value: { on: true, seconds: 2 } } });
    call('A', { call: 'send', fd: a, bytes: 'lost' });
    const close = world.call('A', { call: 'close', fd: a });
    pass(1_999);
    expect(close.result).toBeNull();
    pass(1);
    expect(close.result).toEqual({ value: 0, error: null });
    expect(states('A')).toEqual(['FIN-WAIT-1']);
  });
});
