import { describe, expect, test } from 'vitest';
import { conversation, socketLadder } from '../src/index.ts';

describe('a conversation with a function', () => {
  const talk = conversation();
  talk.moves(0, 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  talk.hears(200, { seq: 401, ack: 1201, fin: true });
  talk.says(200, { seq: 1201, ack: 402 });

  test('is a trace like any other', () => {
    expect(talk.trace().records.map(({ type, host, at }) => `${at} ${host} ${type}`)).toEqual([
      '0 you state',
      '200000 peer transmit',
      '200000 you arrive',
      '200000 you transmit',
      '200000 peer arrive',
    ]);
  });

  test('and has a ladder in both languages, with the numbers as they were given', () => {
    const { en, 'zh-Hans': chinese } = talk.ladder();
    for (const ladder of [en, chinese]) {
      expect(ladder).toContain('TIME-WAIT');
      expect(ladder).toMatch(/FIN,ACK.*seq=401/);
      expect(ladder).toMatch(/ACK.*seq=1201/);
    }
  });
});

describe('the ladder of a program', () => {
  test('shows what its peers saw, and crosses out what never came', () => {
    const { en } = socketLadder(
      ['client', 'your proxy', 'upstream'],
      [
        { from: 0, to: 1, label: 'hello' },
        { from: 2, to: 1, label: 'RST' },
        { from: 1, to: 0, label: 'no FIN from you', missing: true },
      ],
    );
    expect(en).toBe(
      [
        'client                             your proxy                         upstream',
        '│                                  │                                  │',
        '│──── hello ──────────────────────▶│                                  │',
        '│                                  │◀─── RST ─────────────────────────│',
        '│     no FIN from you             ✕│                                  │',
        '│                                  │                                  │',
      ].join('\n'),
    );
  });
});
