import { LANGUAGES } from '@lastack/trace';
import { describe, expect, test } from 'vitest';
import { clocksAt } from '../src/clock.ts';
import { FATES } from '../src/fault.ts';
import { runOf } from '../src/ladder/useRun.ts';
import { CLOSE, LAST_ACK } from './close.ts';

const view = { language: 'en', from: 150, room: 'roomy' } as const;
const sound = runOf(CLOSE, [], view);
const withoutLastAck = runOf(CLOSE, [{ identity: LAST_ACK, fate: 'drop' }], view);

describe('a run', () => {
  test('shows the close alone when the picture begins there', () => {
    expect(sound.layout.arrows.map(({ label }) => label.split(' ')[0])).toEqual(['FIN,ACK', 'ACK', 'FIN,ACK', 'ACK']);
    expect(sound.track.moments[0]).toBe(150_000);
    expect(sound.packets.map(({ host }) => host)).toEqual(['A', 'B', 'B', 'A']);
  });

  test('has as many sentences in one language as in the other', () => {
    const [en, zh] = LANGUAGES.map((language) => runOf(CLOSE, [], { ...view, language }).story.map(({ at }) => at));
    expect(en).toEqual(zh);
  });

  test('stands in order on the drawing', () => {
    const heights = sound.track.moments.map((at) => sound.scale.yOf(at));
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(Math.max(...heights)).toBeLessThan(sound.geometry.height);
  });
});

describe('without the last ACK', () => {
  test.each(FATES)('%s: what was before it stays as it was, to the last record', (fate) => {
    const { trace } = runOf(CLOSE, [{ identity: LAST_ACK, fate }], view);
    const sent = sound.trace.records.findIndex((r) => r.type === 'transmit' && r.packet.identity === LAST_ACK);
    expect(sent).toBeGreaterThan(0);
    expect(trace.records.slice(0, sent)).toEqual(sound.trace.records.slice(0, sent));
  });

  test('the ladder says where the runs part', () => {
    expect(sound.layout.mark).toBeNull();
    const at = withoutLastAck.layout.rows[withoutLastAck.layout.mark!.row]!.at;
    expect(at).toBe(260_000);
  });

  test('the FIN is retransmitted and TIME-WAIT begins anew (§3.10.7.4)', () => {
    const fins = withoutLastAck.packets.filter(({ packet, host }) => host === 'B' && packet.segment.fin);
    expect(fins.map(({ transmission }) => transmission)).toEqual([1, 2]);
    const rearmed = fins[1]!.at + 20_000;
    const clock = (at: number) => clocksAt(withoutLastAck.trace, at).find(({ timer }) => timer === 'time-wait');
    expect(clock(rearmed - 1)).toMatchObject({ host: 'A', restarts: 0, deadline: 60_260_000 });
    expect(clock(rearmed)).toMatchObject({ host: 'A', restarts: 1, deadline: rearmed + 60_000_000 });
  });
});

test('no clock runs when all is over', () => {
  expect(clocksAt(sound.trace, sound.trace.end)).toEqual([]);
});
