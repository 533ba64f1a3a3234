/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text, type Rule } from '@lastack/exercise-kit';
import type { Rule as Name } from '#subject';

export const RULES = ruleBook(
  { prefix: 'may-i-reuse', lesson: 'tw-reuse' },
  {
    ...COMMON,
    otherTuple: {
      rule: text(
        'Another four-tuple is another connection: the old one is not in its way.',
        '四元组不同就是另一条连接：旧连接不挡它的路。',
      ),
      section: 'README, rule 1; RFC 9293 §3.4.1',
      look: text('which of the four you compare', '四样比了哪几样'),
    },
    notWaiting: {
      rule: text(
        'Only TIME-WAIT can be taken over: in any other state somebody may still speak.',
        '只有 TIME-WAIT 能让位：别的状态里还有人要说话。',
      ),
      section: 'README, rule 2; Linux, net/ipv4/tcp_ipv4.c: tcp_twsk_unique',
      look: text('the state of the old connection', '旧连接的状态'),
    },
    incoming: {
      rule: text(
        'tcp_tw_reuse is a matter of connect(): it does nothing for what comes in.',
        'tcp_tw_reuse 只管 connect()：对进来的连接毫无作用。',
      ),
      section: 'README, rule 3; Linux, ip-sysctl',
      look: text('the direction of the attempt', '这次连接的方向'),
    },
    noTimestamps: {
      rule: text(
        'Without timestamps on the old connection nothing tells its segments from the new ones: no reuse.',
        '旧连接没用时间戳，新旧报文段就分不清：不能重用。',
      ),
      section: 'README, rule 4; RFC 7323 §5',
      look: text(
        'whose timestamps you ask for: the old connection’s, not today’s sysctl',
        '问的是谁的时间戳：旧连接的，不是现在的 sysctl',
      ),
    },
    bound: {
      rule: text(
        'A port that bind() has given is taken over at once: the sysctls are for ports that connect() chooses.',
        'bind() 给定的端口马上就能接管：那几个 sysctl 只管 connect() 自己挑的端口。',
      ),
      section: 'README, rule 5; Linux, net/ipv4/inet_hashtables.c: __inet_hash_connect',
      look: text('whether a bound port comes before the sysctls', '绑定的端口是不是排在 sysctl 之前'),
    },
    off: {
      rule: text('tcp_tw_reuse = 0: connect() takes over nothing.', 'tcp_tw_reuse 为 0：connect() 什么都不接管。'),
      section: 'README, rule 6; Linux, ip-sysctl',
      look: text('what you answer when tcp_tw_reuse is 0', 'tcp_tw_reuse 为 0 时你怎么回答'),
    },
    notLoopback: {
      rule: text(
        '2, the default, is for loopback: one of the two addresses must lie in 127.0.0.0/8 or be ::1.',
        '默认值 2 只管环回：两个地址里要有一个在 127.0.0.0/8，或者是 ::1。',
      ),
      section: 'README, rule 7; Linux, net/ipv4/tcp_ipv4.c: tcp_twsk_unique',
      look: text('which addresses you take for loopback', '哪些地址算环回'),
    },
    tooYoung: {
      rule: text(
        'It must have been in TIME-WAIT for longer than tcp_tw_reuse_delay; exactly as long is not longer.',
        '处在 TIME-WAIT 的时间要超过 tcp_tw_reuse_delay；刚好相等不算超过。',
      ),
      section: 'README, rule 8; Linux, ip-sysctl',
      look: text(
        'from when you count, in which unit, and whether equal is enough',
        '从哪一刻算起、什么单位、相等算不算',
      ),
    },
    reuse: {
      rule: text('None of the rules before applies: it may be reused.', '前面的规则都不适用：可以重用。'),
      section: 'README, rule 9',
      look: text('the rule that your answer names: does it apply here?', '你回答的那条规则：在这里真的适用吗'),
    },
  },
);

export const RULE_OF: { readonly [name in Name]: Rule } = {
  'other-tuple': RULES.otherTuple,
  'not-waiting': RULES.notWaiting,
  incoming: RULES.incoming,
  'no-timestamps': RULES.noTimestamps,
  bound: RULES.bound,
  off: RULES.off,
  'not-loopback': RULES.notLoopback,
  'too-young': RULES.tooYoung,
  reuse: RULES.reuse,
};
