/** The rules that this exercise grades. README.md states each of them; a failure names its code: `next/crossing`. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'next', lesson: 'three-four-crossing' },
  {
    ...COMMON,

    close: {
      rule: text(
        'A close sends our FIN: ESTABLISHED becomes FIN-WAIT-1, CLOSE-WAIT becomes LAST-ACK.',
        '关闭就发我方的 FIN：ESTABLISHED 变 FIN-WAIT-1，CLOSE-WAIT 变 LAST-ACK。',
      ),
      section: 'RFC 9293 §3.10.4',
      lesson: 'two-goodbyes',
      look: text('your path for `close`', '`close` 分支'),
    },

    closeAgain: {
      rule: text(
        'There is one FIN to send: a close in any other state changes nothing.',
        'FIN 只有一个：在别的状态里关闭，什么也不变。',
      ),
      section: 'RFC 9293 §3.10.4',
      lesson: 'two-goodbyes',
      look: text('`close` after our FIN has left', '我方 FIN 发出之后的 `close`'),
    },

    peerCloses: {
      rule: text(
        'The peer’s FIN in ESTABLISHED is acknowledged; the state is CLOSE-WAIT.',
        'ESTABLISHED 里收到对端的 FIN：确认它，进入 CLOSE-WAIT。',
      ),
      section: 'RFC 9293 §3.10.7.4, eighth',
      lesson: 'two-goodbyes',
      look: text('`fin` in ESTABLISHED', 'ESTABLISHED 里的 `fin`'),
    },

    closeWait: {
      rule: text(
        'CLOSE-WAIT waits for the application: no segment but an RST ends it.',
        'CLOSE-WAIT 等的是应用程序：除了 RST，什么报文段都结束不了它。',
      ),
      section: 'RFC 9293 §3.10.7.4, eighth; §3.10.4',
      lesson: 'close-wait',
      look: text('what takes you out of CLOSE-WAIT', '什么会让你离开 CLOSE-WAIT'),
    },

    ackOfFin: {
      rule: text(
        'The ACK of our FIN takes FIN-WAIT-1 to FIN-WAIT-2.',
        '我方 FIN 的确认，让 FIN-WAIT-1 变成 FIN-WAIT-2。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth',
      look: text('`acksOurFin` in FIN-WAIT-1', 'FIN-WAIT-1 里的 `acksOurFin`'),
    },

    secondFin: {
      rule: text(
        'The peer’s FIN in FIN-WAIT-2 is acknowledged; the state is TIME-WAIT.',
        'FIN-WAIT-2 里收到对端的 FIN：确认它，进入 TIME-WAIT。',
      ),
      section: 'RFC 9293 §3.10.7.4, eighth',
      look: text('`fin` in FIN-WAIT-2', 'FIN-WAIT-2 里的 `fin`'),
    },

    threeSegments: {
      rule: text(
        'FIN and the ACK of ours in one segment: from FIN-WAIT-1 to TIME-WAIT at once.',
        '对端的 FIN 捎带着对我方 FIN 的确认：FIN-WAIT-1 一步到 TIME-WAIT。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth and eighth; figure 5, note 2',
      look: text('FIN-WAIT-1 with `fin` and `acksOurFin` both on', 'FIN-WAIT-1 里 `fin` 和 `acksOurFin` 同时为真'),
    },

    crossing: {
      rule: text(
        'FINs that cross: in FIN-WAIT-1 a FIN that does not acknowledge ours leads to CLOSING.',
        'FIN 交叉：FIN-WAIT-1 里来了 FIN，却没有确认我方的 FIN，进入 CLOSING。',
      ),
      section: 'RFC 9293 §3.6, figure 13; §3.10.7.4, eighth',
      look: text('FIN-WAIT-1 with `fin` alone', 'FIN-WAIT-1 里只有 `fin`'),
    },

    crossed: {
      rule: text('The ACK of our FIN takes CLOSING to TIME-WAIT.', '我方 FIN 的确认，让 CLOSING 变成 TIME-WAIT。'),
      section: 'RFC 9293 §3.10.7.4, fifth; figure 13',
      look: text('`acksOurFin` in CLOSING', 'CLOSING 里的 `acksOurFin`'),
    },

    lastAck: {
      rule: text(
        'The ACK of our FIN, and no other, takes LAST-ACK to CLOSED: who closes last does not wait.',
        '只有我方 FIN 的确认才让 LAST-ACK 变成 CLOSED：后关的一方不用等。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth',
      lesson: 'lost-last-ack',
      look: text('`acksOurFin` in LAST-ACK', 'LAST-ACK 里的 `acksOurFin`'),
    },

    finAgain: {
      rule: text(
        'A FIN that comes again is acknowledged again, and moves nothing: our ACK of it was lost.',
        '重传的 FIN 要再确认一次，状态不变：说明上次的 ACK 丢了。',
      ),
      section: 'RFC 9293 §3.10.7.4, first and eighth',
      lesson: 'lost-last-ack',
      look: text('`fin` in the states that come after the peer’s FIN', '收过对端 FIN 之后的那些状态里的 `fin`'),
    },

    nothingNew: {
      rule: text(
        'A segment that brings neither a FIN nor the ACK that is awaited moves nothing, and is not answered.',
        '既没带来 FIN、也没带来在等的确认，这样的报文段不改变状态，也不回应。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth; README for TIME-WAIT',
      look: text('`ack` is not `acksOurFin`', '`ack` 不是 `acksOurFin`'),
    },

    reset: {
      rule: text(
        'An RST ends the connection in every state, and is not answered.',
        '无论什么状态，RST 都结束连接，并且不回应。',
      ),
      section: 'RFC 9293 §3.10.7.4, second',
      lesson: 'three-ways-to-leave',
      look: text('`rst`, before you look at anything else', '`rst` 要最先看'),
    },

    nobody: {
      rule: text(
        'In CLOSED nobody is here: a segment is answered with an RST, an RST with nothing.',
        'CLOSED 里没有人：报文段一律回 RST，RST 不回应。',
      ),
      section: 'RFC 9293 §3.10.7.1',
      lesson: 'three-ways-to-leave',
      look: text('segments in CLOSED', 'CLOSED 里的报文段'),
    },

    clock: {
      rule: text('The clock of 2 MSL ends TIME-WAIT, and no other state.', '2 MSL 的定时器只结束 TIME-WAIT。'),
      section: 'RFC 9293 §3.10.8, time-wait timeout',
      lesson: 'time-wait',
      look: text('your path for `timeout`', '`timeout` 分支'),
    },

    wholeTcp: {
      rule: text(
        'On a real connection both ends go through the states that the rules give.',
        '真实连接的两端，走过的正是这些规则给出的状态。',
      ),
      section: 'RFC 9293 §3.6, figures 12 and 13',
      look: text('the moment at which the ladder ends', '时序图停在的那一刻'),
    },

    inEveryOrder: {
      rule: text(
        'Two ends that follow the rules both come to CLOSED, in whatever order things happen, and neither before the other has its FIN.',
        '两端都守规则，那么无论事情以什么顺序发生，双方都会走到 CLOSED，而且谁都不会在对方收到自己的 FIN 之前离开。',
      ),
      section: 'RFC 9293 §3.6',
      look: text(
        'the last steps: which move should not have been, or is missing',
        '最后几步：哪一步不该走，或者少了哪一步',
      ),
    },
  },
);
