/** The other end, with everything that stands between: a whole TCP until something befalls it. */
import {
  createMachine,
  resetFor,
  type Env,
  type Machine,
  type Tcb,
  type TcpEvent,
  type Transition,
} from '@lastack/tcp';

/** `silent`: nothing arrives, nothing leaves. `reset`: nobody knows the connection. `hung`: the kernel lives alone. */
export type Fate = 'well' | 'silent' | 'reset' | 'hung';

/** When it was last heard from: any packet, and one with octets in it; ms. */
export interface Heard {
  readonly packet: number;
  readonly octets: number;
}

/** A fresh one for each world: it remembers when it last heard something. */
export function peerMachine(fateAt: (now: number, heard: Heard) => Fate): Machine {
  const tcp = createMachine({ profile: 'linux' });
  let heard: Heard = { packet: 0, octets: 0 };
  return {
    step(tcb, event, env) {
      const now = env.now / 1_000;
      if (tcb.state !== 'ESTABLISHED') {
        heard = { packet: now, octets: now };
        return tcp.step(tcb, event, env);
      }
      const fate = fateAt(now, heard);
      if (event.type === 'segment' && (fate === 'well' || fate === 'hung')) {
        heard = { packet: now, octets: event.segment.text === '' ? heard.octets : now };
      }
      return befallen(tcp, fate, tcb, event, env);
    },
  };
}

function befallen(tcp: Machine, fate: Fate, tcb: Tcb, event: TcpEvent, env: Env): Transition {
  switch (fate) {
    case 'well':
      return tcp.step(tcb, event, env);
    case 'hung':
      return without('deliver', tcp.step(tcb, event, env));
    case 'silent':
      return event.type === 'segment' ? { tcb, effects: [] } : without('transmit', tcp.step(tcb, event, env));
    case 'reset': {
      if (event.type !== 'segment') return without('transmit', tcp.step(tcb, event, env));
      const answer = resetFor(event.segment);
      return { tcb, effects: answer === null ? [] : [{ type: 'transmit', segment: answer }] };
    }
  }
}

const without = (type: 'deliver' | 'transmit', { tcb, effects }: Transition): Transition => ({
  tcb,
  effects: effects.filter((effect) => effect.type !== type),
});
