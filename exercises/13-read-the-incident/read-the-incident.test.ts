/** Grades the reading of incidents. README.md states each cause, its proof and its action. */
import { describe, test } from 'vitest';
import { diagnose } from '#subject';
import { randomCases } from '@lastack/exercise-kit';
import { finds } from './grader/ask.ts';
import * as incidents from './grader/incidents.ts';
import { caseAtRandom } from './grader/random-incidents.ts';
import { RULES } from './grader/rules.ts';

const { caseOf } = incidents;

describe('what is no illness', () => {
  test('TIME-WAIT, in any number', () => {
    const tempted = RULES.healthy;
    finds(diagnose, caseOf([incidents.busy('web', 443, 3), incidents.manyTimeWaits(40)]), { tempted });
    finds(diagnose, caseOf([]), { tempted });
  });

  test('CLOSE-WAIT for a moment, a queue for a moment', () => {
    finds(diagnose, caseOf([incidents.busy('web', 443, 2), incidents.passingCloseWaits('web', 4)]), {
      tempted: RULES.forgetsClose,
    });
    finds(diagnose, caseOf([incidents.turningCloseWait('web', 2)]), { tempted: RULES.forgetsClose });
    for (const which of ['before', 'after'] as const) {
      finds(diagnose, caseOf([incidents.passingQueue('web', 443, which)]), { tempted: RULES.notAccepting });
    }
  });
});

describe('CLOSE-WAIT that stays', () => {
  test('Recv-Q 0: the program forgets to close', () => {
    finds(diagnose, caseOf([incidents.busy('web', 443, 2), incidents.leak('crawler', 80, 5, -1)]));
    finds(diagnose, caseOf([incidents.leak('crawler', 80, 1, -1), incidents.passingCloseWaits('web', 3)]));
  });

  test('Recv-Q above 0: the program stops reading', () => {
    finds(diagnose, caseOf([incidents.leak('importer', 80, 3, 0)]));
    finds(diagnose, caseOf([incidents.leak('importer', 80, 3, 4_096), incidents.manyTimeWaits(9)]));
    finds(diagnose, caseOf([incidents.leak('importer', 80, 2, 0), incidents.leak('crawler', 81, 2, -1)]));
  });
});

describe('the accept queue', () => {
  test('it does not get shorter: the program does not accept', () => {
    finds(diagnose, caseOf([incidents.notAccepting('api', 8_080, 7)]));
    finds(diagnose, caseOf([incidents.busy('web', 443, 4), incidents.notAccepting('api', 8_080, 1)]));
  });

  test('all descriptors in use, none of them leaked: out of descriptors', () => {
    finds(diagnose, caseOf([incidents.notAccepting('api', 8_080, 5, { used: 64, limit: 64 })]));
    finds(diagnose, caseOf([incidents.notAccepting('api', 8_080, 5, { used: 63, limit: 64 })]), {
      tempted: RULES.outOfDescriptors,
    });
  });

  test('all descriptors in use by a leak: the leak is the cause, and no other', () => {
    const all = { used: 64, limit: 64 };
    const leak = incidents.leak('proxy', 80, 6, -1, all);
    finds(diagnose, caseOf([leak, incidents.starvedBy('proxy', 8_080, 4, all)]), { tempted: RULES.outOfDescriptors });
    const other = incidents.leak('crawler', 80, 3, -1);
    finds(diagnose, caseOf([other, incidents.notAccepting('api', 8_080, 4, all)]));
  });
});

describe('ports', () => {
  test('all ports towards one destination: out of ports', () => {
    finds(diagnose, caseOf([incidents.outOfPorts('worker', '10.0.3.1:5432')]));
    const [first, last] = incidents.PORTS;
    finds(
      diagnose,
      caseOf([
        incidents.outOfPorts('worker', '10.0.3.1:5432'),
        // To the same destination, from ports that bind() gave: they prove nothing.
        incidents.outgoing('worker', [first - 1, last + 1], '10.0.3.1:5432'),
      ]),
    );
    finds(
      diagnose,
      caseOf([
        incidents.outOfPorts('worker', '10.0.3.1:5432'),
        incidents.outgoing('worker', [40_000, 40_001], '10.0.3.2:5432'),
      ]),
    );
  });

  test('as many connections, to different destinations or from different addresses: ports are left', () => {
    const [first, last] = incidents.PORTS;
    const [half, rest] = [incidents.range([first, first + 5]), incidents.range([first + 6, last])];
    const tempted = RULES.outOfPorts;
    finds(
      diagnose,
      caseOf([incidents.outgoing('worker', half, '10.0.3.1:80'), incidents.outgoing('worker', rest, '10.0.3.2:80')]),
      { tempted },
    );
    finds(
      diagnose,
      caseOf([incidents.outgoing('worker', half, '10.0.3.1:80'), incidents.outgoing('worker', rest, '10.0.3.1:81')]),
      { tempted },
    );
    finds(
      diagnose,
      caseOf([
        incidents.outgoing('worker', half, '10.0.3.1:80'),
        incidents.outgoing('worker', rest, '10.0.3.1:80', '10.0.0.9'),
      ]),
      { tempted },
    );
    finds(diagnose, caseOf([incidents.outgoing('worker', incidents.range([first, last - 1]), '10.0.3.1:80')]), {
      tempted,
    });
    // As many again, but bind() gave some of them a port outside of the range; and listeners, which are no connections.
    for (const by of [-1, 1, -4, 4]) {
      const ports = incidents.range([first + by, last + by]);
      finds(diagnose, caseOf([incidents.outgoing('worker', ports, '10.0.3.1:80')]), { tempted });
    }
    finds(diagnose, caseOf([incidents.listening('inetd', incidents.range([first, last]))]), { tempted });
  });
});

describe('the other end', () => {
  test('retransmitted five times without an answer: the peer is gone', () => {
    finds(diagnose, caseOf([incidents.unanswered('worker', 1, 5), incidents.unanswered('worker', 2, 11)]));
    finds(diagnose, caseOf([incidents.busy('web', 443, 3), incidents.unanswered('worker', 3, 8)]));
    // A clock that runs out in this very millisecond has no time: timer:(on,,6).
    finds(diagnose, caseOf([incidents.unanswered('worker', 1, 6, '')]));
  });

  test('a loss or two, keepalive probes: nobody is gone yet', () => {
    const tempted = RULES.peerGone;
    finds(diagnose, caseOf([incidents.unanswered('worker', 1, 0), incidents.unanswered('worker', 2, 4)]), { tempted });
    finds(diagnose, caseOf([incidents.probed('cache', 1, 0), incidents.probed('cache', 2, 8)]), { tempted });
  });
});

describe('random cases', () => {
  test('120 incidents by seed, several causes at once, and no hidden memory', () => {
    randomCases('read-the-incident', 120, (random, seed) => finds(diagnose, caseAtRandom(random), { seed }));
  });
});
