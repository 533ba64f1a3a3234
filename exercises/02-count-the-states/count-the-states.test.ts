/** Grades the counting of states out of three programs' output. README.md states each rule. */
import { describe, test } from 'vitest';
import { count } from '#subject';
import { randomCases, type Rule } from '@lastack/exercise-kit';
import { counts, countsText } from './grader/ask.ts';
import * as captured from './grader/captured.ts';
import { FORMS, hasTitles, showsStrangers, type Form } from './grader/print.ts';
import { RULES } from './grader/rules.ts';
import { oneOfEach, randomSockets, socketIn, stranger } from './grader/sockets.ts';

const PROC = 'cat /proc/net/tcp /proc/net/tcp6';

describe('one table', () => {
  test('ss -tan: the state is the first word, in ss’s spelling', () => {
    counts(count, 'ss -tan', oneOfEach(), { rule: RULES.ss });
    counts(count, 'ss -tan', [...oneOfEach(), ...oneOfEach(), socketIn('CLOSE-WAIT', 40)], { rule: RULES.ss });
    counts(count, 'ss -tan', [], { rule: RULES.ss });
  });

  test('ss -H prints no titles', () => {
    counts(count, 'ss -Htan', oneOfEach(), { rule: RULES.ss });
    for (const form of ['ss -Htan', 'ss -Han'] as const) {
      for (const socket of oneOfEach()) counts(count, form, [socket], { rule: RULES.ss });
    }
  });

  test('netstat -ant: the state is the sixth word, in netstat’s spelling', () => {
    counts(count, 'netstat -ant', oneOfEach(), { rule: RULES.netstat });
    counts(count, 'netstat -ant', [...oneOfEach(), socketIn('TIME-WAIT', 40)], { rule: RULES.netstat });
    counts(count, 'netstat -ant', [], { rule: RULES.netstat });
  });

  test('/proc/net/tcp: the state is the fourth word, in hexadecimal', () => {
    counts(count, PROC, oneOfEach(), { rule: RULES.proc });
    counts(count, PROC, [], { rule: RULES.proc });
  });
});

describe('what breaks one-liners', () => {
  test('-p, -o and -e print more columns', () => {
    const named = ['node', 'nginx: worker', 'LISTEN', 'TIME_WAIT', 'ESTAB'].flatMap((program, nth) => [
      socketIn('CLOSE-WAIT', nth, 4, program),
      socketIn('TIME-WAIT', 20 + nth),
    ]);
    const forms: readonly Form[] = [
      'ss -tanp',
      'ss -tanop',
      'ss -tane',
      'netstat -antp',
      'netstat -antop',
      'netstat -ane',
    ];
    for (const form of forms) counts(count, form, [...oneOfEach(), ...named], { rule: RULES.moreColumns });
  });

  test('IPv6: tcp6, and addresses full of colons', () => {
    for (const form of ['ss -tan', 'netstat -ant', PROC] as const) {
      counts(count, form, oneOfEach(6), { rule: RULES.addresses });
      counts(count, form, [...oneOfEach(4), ...oneOfEach(6)], { rule: RULES.addresses });
    }
  });

  test('udp, unix and netlink sockets are none of TCP', () => {
    const strangers = (['udp', 'udp-connected', 'unix', 'unix', 'netlink'] as const).map((kind, nth) =>
      stranger(kind, 20 + nth),
    );
    for (const form of ['ss -an', 'ss -Han', 'netstat -an', 'netstat -ane'] as const) {
      counts(count, form, [...oneOfEach(), ...strangers], { rule: RULES.onlyTcp });
      if (hasTitles(form)) counts(count, form, strangers, { rule: RULES.onlyTcp });
    }
  });
});

describe('nothing to count', () => {
  test('ss state close-wait has no State column: null', () => {
    for (const output of captured.WITHOUT_STATES) countsText(count, output, null, { rule: RULES.noState });
  });

  test('any other text: null', () => {
    for (const output of captured.OTHER_TEXTS) countsText(count, output, null, { rule: RULES.noTable });
  });
});

describe('real output', () => {
  test('two hosts of a lab: ss, /proc, netstat, netstat -antop', () => {
    countsText(count, captured.CLOSER, captured.CLOSER_COUNTS, { rule: RULES.ss });
    countsText(count, captured.CLOSER_IN_PROC, captured.CLOSER_COUNTS, { rule: RULES.proc });
    countsText(count, captured.OTHER, captured.OTHER_COUNTS, { rule: RULES.netstat });
    countsText(count, captured.EVERYTHING, captured.EVERYTHING_COUNTS, { rule: RULES.moreColumns });
  });
});

describe('random cases', () => {
  test('150 tables by seed, in every form, and no hidden memory', () => {
    randomCases('count-the-states', 150, (random, seed) => {
      const form = random.pick(FORMS);
      const sockets = randomSockets(random);
      if (!hasTitles(form) && sockets.every(({ state }) => state === null)) return;
      counts(count, form, sockets, { rule: ruleOf(form), seed });
    });
  });
});

function ruleOf(form: Form): Rule {
  if (showsStrangers(form)) return RULES.onlyTcp;
  if (form.startsWith('cat')) return RULES.proc;
  if (/[ope]/.test(form.split(' -')[1] ?? '')) return RULES.moreColumns;
  return form.startsWith('ss') ? RULES.ss : RULES.netstat;
}
