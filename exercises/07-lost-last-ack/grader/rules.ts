/** The rules that this exercise grades. README.md states each of them; a failure names its code: `last-ack/backoff`. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'last-ack', lesson: 'lost-last-ack' },
  {
    ...COMMON,

    enter: {
      rule: text(
        'On entering LAST-ACK the clock is set: now + rto. The FIN has left already.',
        '进入 LAST-ACK 就定好时：now + rto。FIN 已经发出去了。',
      ),
      section: 'RFC 6298 §5.1',
      look: text('`enter`: the deadline, and that nothing is sent', '`enter` 分支：deadline，以及什么都不发'),
    },

    early: {
      rule: text(
        'A clock that rings before `deadline` is an old one, and means nothing.',
        '没到 `deadline` 就响的是旧定时器，不用理会。',
      ),
      section: 'README, rule 2',
      look: text('`timeout`: compare `now` with `deadline`', '`timeout` 分支：拿 `now` 和 `deadline` 比'),
    },

    retransmit: {
      rule: text(
        'When the deadline has come the FIN is sent again, with the number that it had.',
        '到了 deadline 就重传 FIN，号码和第一次一样。',
      ),
      section: 'RFC 6298 §5.4; RFC 9293 §3.10.8',
      look: text(
        '`transmit` on `timeout`: the FIN holds the number before SND.NXT',
        '`timeout` 时的 `transmit`：FIN 占的是 SND.NXT 前面那个号码',
      ),
    },

    backoff: {
      rule: text(
        'Each time the FIN is sent again the RTO doubles, and the next wait is that long.',
        '每重传一次 FIN，RTO 加倍，下一轮就等这么久。',
      ),
      section: 'RFC 6298 §5.5, §5.6',
      look: text('`rto` and `deadline` after a retransmission', '重传之后的 `rto` 和 `deadline`'),
    },

    longest: {
      rule: text('The RTO never exceeds rtoMax.', 'RTO 不超过 rtoMax。'),
      section: 'RFC 6298 §2.5, §5.5',
      look: text('what bounds the doubling', '加倍有没有封顶'),
    },

    count: {
      rule: text('Each retransmission is counted, and nothing else is.', '每次重传计数加一，别的都不计。'),
      section: 'RFC 9293 §3.8.3, MUST-20',
      look: text('`retransmissions`', '`retransmissions`'),
    },

    giveUp: {
      rule: text(
        'After `retries` retransmissions, and the whole wait after the last of them, the connection is given up.',
        '重传满 `retries` 次，并且最后一次也等足了，才放弃连接。',
      ),
      section: 'RFC 9293 §3.8.3, MUST-20; ip-sysctl, tcp_orphan_retries',
      look: text(
        'how many FINs leave before you give up: one, and `retries` more',
        '放弃之前发过几个 FIN：一个，再加 `retries` 个',
      ),
    },

    closed: {
      rule: text('The ACK of our FIN ends the connection; nothing is sent.', '我方 FIN 的确认结束连接，什么也不发。'),
      section: 'RFC 9293 §3.10.7.4, fifth',
      look: text('an ACK that equals SND.NXT', 'ACK 等于 SND.NXT 的情形'),
    },

    anotherAck: {
      rule: text(
        'An ACK of less says nothing about the FIN: the wait goes on as it was, and nothing is sent.',
        '确认号没盖过 FIN 的 ACK 说明不了什么：照旧等，什么也不发。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth',
      look: text('an ACK before SND.NXT', 'ACK 在 SND.NXT 之前的情形'),
    },

    neverSent: {
      rule: text(
        'An ACK of what was never sent is answered with an ACK, and ends nothing.',
        '确认了从没发过的号码：回一个 ACK，什么都不结束。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth',
      look: text('how you compare ACK with SND.NXT: modulo 2^32', 'ACK 与 SND.NXT 怎么比：要按模 2^32'),
    },

    reack: {
      rule: text(
        'The peer’s FIN again, or anything older, is acknowledged: our ACK of it was lost.',
        '对端的 FIN 又来了，或者来了更旧的报文段：再确认一次，说明我方的 ACK 丢了。',
      ),
      section: 'RFC 9293 §3.10.7.4, first',
      look: text('segments whose SEQ lies before RCV.NXT', 'SEQ 在 RCV.NXT 之前的报文段'),
    },

    reset: {
      rule: text(
        'An RST with SEQ = RCV.NXT ends the connection: the peer has gone. It is not answered.',
        'SEQ = RCV.NXT 的 RST 结束连接：对端已经不在了。不回应。',
      ),
      section: 'RFC 9293 §3.10.7.4, second',
      look: text('the path of an RST', '处理 RST 的路径'),
    },

    resetBlind: {
      rule: text(
        'An RST whose SEQ is not RCV.NXT ends nothing: anybody could have guessed it.',
        'SEQ 不等于 RCV.NXT 的 RST 什么也结束不了：这种号码谁都能蒙一个。',
      ),
      section: 'RFC 9293 §3.10.7.4, second (RFC 5961 §3.2)',
      look: text('the path of an RST: its SEQ', '处理 RST 的路径：有没有看它的 SEQ'),
    },

    syn: {
      rule: text(
        'A SYN is answered with an ACK, and ends nothing: a peer that means it will answer with an RST.',
        '收到 SYN 回一个 ACK，什么都不结束：对端要是真的重新来过，自然会回 RST。',
      ),
      section: 'RFC 9293 §3.10.7.4, fourth (RFC 5961 §4.2)',
      look: text('the path of a SYN', '处理 SYN 的路径'),
    },

    odd: {
      rule: text(
        'What no honest peer sends ends nothing; a segment without the ACK bit acknowledges nothing.',
        '守规矩的对端不会发的报文段，什么都结束不了；没开 ACK 位，就什么也没确认。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth and seventh',
      look: text(
        '`ack: null`, text behind the peer’s FIN, SEQ after RCV.NXT',
        '`ack: null`、对端 FIN 之后的数据、SEQ 在 RCV.NXT 之后，这几种情形',
      ),
    },

    clockKept: {
      rule: text(
        'Nothing that arrives moves the clock, the RTO or the count.',
        '收到什么都不会动 deadline、RTO 和计数。',
      ),
      section: 'RFC 6298 §5.2, §5.3',
      look: text(
        'where else you set `deadline`, `rto`, `retransmissions`',
        '还有哪里改了 `deadline`、`rto`、`retransmissions`',
      ),
    },

    numbers: {
      rule: text('SND.NXT and RCV.NXT do not move any more.', 'SND.NXT 和 RCV.NXT 不再变化。'),
      section: 'RFC 9293 §3.10.7.4',
      look: text('which fields of the connection you change', '你改了连接的哪些字段'),
    },

    /* What the rules are for: judged by what becomes of both ends, in a whole TCP. */

    hears: {
      rule: text(
        'However many ACKs are lost, the first that passes ends LAST-ACK; until then the FIN leaves at 1, 3, 7 … RTOs.',
        '丢多少个 ACK 都行，第一个到达的就结束 LAST-ACK；在那之前，FIN 在第 1、3、7…… 个 RTO 时重传。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth; RFC 6298 §5.4–5.6',
      look: text(
        'when the FIN is sent again (rule 3), and which ACK ends it (rule 5)',
        'FIN 什么时候重传（规则 3），哪个 ACK 结束连接（规则 5）',
      ),
    },

    noAnswer: {
      rule: text(
        'When nothing ever comes back LAST-ACK ends by itself: nobody waits for ever.',
        '什么回音都没有，LAST-ACK 也会自己结束：没有人永远等下去。',
      ),
      section: 'RFC 9293 §3.8.3, MUST-20',
      look: text(
        'the timeouts: how many send the FIN (rule 3), and what comes after the last (rule 4)',
        '`timeout` 分支：重传几次 FIN（规则 3），最后一次之后怎么办（规则 4）',
      ),
    },

    forgotten: {
      rule: text(
        'A peer that has forgotten the connection answers the FIN with an RST, and that is the end of LAST-ACK.',
        '对端已经忘了这条连接，就会用 RST 回应 FIN，LAST-ACK 到此结束。',
      ),
      section: 'RFC 9293 §3.10.7.1; §3.10.7.4, second',
      look: text('the path of an RST with SEQ = RCV.NXT (rule 9)', '处理 SEQ = RCV.NXT 的 RST 的路径（规则 9）'),
    },

    callsAnew: {
      rule: text(
        'A peer that has forgotten us and calls from the same port gets in: SYN, ACK, RST, and the SYN again.',
        '对端忘了这条连接、用同一个端口再拨，也连得上：SYN、ACK、RST，然后再来一个 SYN。',
      ),
      section: 'RFC 9293 §3.5.1, figure 9; §3.10.7.4, fourth',
      look: text(
        'the path of a SYN (rule 10), and of the RST that follows (rule 9)',
        '处理 SYN 的路径（规则 10），以及随后那个 RST（规则 9）',
      ),
    },

    inEveryOrder: {
      rule: text(
        'In no order of loss and delay does the connection end too early, or never.',
        '无论丢失、延迟以什么顺序发生，连接都不会结束得太早，也不会永远不结束。',
      ),
      section: 'RFC 9293 §3.6, §3.10.7.4',
      look: text('the last steps of the ladder at B', '时序图里 B 的最后几步'),
    },
  },
);
