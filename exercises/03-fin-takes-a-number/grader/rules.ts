/** The rules that this exercise grades. README.md states each of them; a failure names its code: `fin/fin-counts`. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'fin', lesson: 'two-goodbyes' },
  {
    ...COMMON,

    textCounts: {
      rule: text('Each octet of text takes one number.', '每个字节占一个号码。'),
      section: 'RFC 9293 §3.4',
      look: text('how far you move for `length` octets', '`length` 个字节，你前进了多少'),
    },

    synCounts: {
      rule: text('A SYN takes one number, before the text.', 'SYN 占一个号码，排在数据前面。'),
      section: 'RFC 9293 §3.4, §3.4.1',
      look: text('what `syn` adds to the size of a segment', '算报文段占几个号码时，`syn` 算了没有'),
    },

    finCounts: {
      rule: text('A FIN takes one number, behind the text.', 'FIN 占一个号码，排在数据后面。'),
      section: 'RFC 9293 §3.4',
      look: text('what `fin` adds to the size of a segment', '算报文段占几个号码时，`fin` 算了没有'),
    },

    ackIsFree: {
      rule: text('A bare ACK takes no number.', '纯 ACK 不占号码。'),
      section: 'RFC 9293 §3.4',
      look: text('how far you move for a segment that carries nothing', '什么都不带的报文段，你前进了多少'),
    },

    seq: {
      rule: text('What is sent for the first time begins at SND.NXT.', '第一次发送的报文段，SEQ 就是 SND.NXT。'),
      section: 'RFC 9293 §3.3.1, §3.4',
      look: text('`seq` in your answer to `send`', '`send` 分支返回的 `seq`'),
    },

    newestAck: {
      rule: text(
        'Every segment carries the newest RCV.NXT as its ACK, also one that is sent again.',
        '每个报文段的 ACK 都是当前的 RCV.NXT，重传的也一样。',
      ),
      section: 'RFC 9293 §3.10.7.4, MUST-60; §3.4',
      look: text('`ack` in your answers to `send` and `resend`', '`send` 和 `resend` 分支返回的 `ack`'),
    },

    noAckYet: {
      rule: text(
        'Before the peer’s SYN there is nothing to acknowledge: the ACK bit is off.',
        '对端的 SYN 到来之前没有可确认的东西：ACK 位是关的。',
      ),
      section: 'RFC 9293 §3.5, figure 6',
      look: text('`ack` while `rcvNxt` is null', '`rcvNxt` 为 null 时的 `ack`'),
    },

    resend: {
      rule: text(
        'What is sent again has the SEQ that it had, and moves nothing.',
        '重传沿用原来的 SEQ，SND.NXT 不动。',
      ),
      section: 'RFC 9293 §3.8.1, §3.4',
      look: text('`seq` and `sndNxt` in your answer to `resend`', '`resend` 分支返回的 `seq` 和 `sndNxt`'),
    },

    peerBegins: {
      rule: text(
        'The peer’s SYN says where the peer begins: before it RCV.NXT is null, after it a number.',
        '对端从哪里数起，由它的 SYN 说了算：在那之前 RCV.NXT 是 null，之后就是一个号码。',
      ),
      section: 'RFC 9293 §3.4, §3.10.7.3',
      look: text('what you do with a segment while `rcvNxt` is null', '`rcvNxt` 还是 null 时来的报文段，你怎么处理'),
    },

    inOrder: {
      rule: text(
        'A segment that begins at RCV.NXT moves it behind its last number.',
        '从 RCV.NXT 开始的报文段，让 RCV.NXT 走到它最后一个号码之后。',
      ),
      section: 'RFC 9293 §3.10.7.4, seventh and eighth',
      look: text('`rcvNxt` in your answer to `arrive`', '`arrive` 分支返回的 `rcvNxt`'),
    },

    hole: {
      rule: text(
        'Beyond a hole nothing is acknowledged, not even a FIN: an ACK says that everything before it has come.',
        '中间有缺口，后面的一律不确认，FIN 也不例外：ACK 的意思是“此前的全到了”。',
      ),
      section: 'RFC 9293 §3.4, §3.10.7.4, eighth',
      look: text('a segment whose SEQ lies after RCV.NXT', 'SEQ 在 RCV.NXT 之后的报文段'),
    },

    old: {
      rule: text(
        'What has come before moves nothing, and RCV.NXT never goes back.',
        '收过的东西不会让 RCV.NXT 移动，更不会后退。',
      ),
      section: 'RFC 9293 §3.10.7.4, first',
      look: text('a segment that ends at or before RCV.NXT', '在 RCV.NXT 或更早就结束的报文段'),
    },

    overlap: {
      rule: text(
        'Of a segment that is half old the rest is taken: RCV.NXT goes behind its end.',
        '一半旧一半新的报文段，新的那一半要收：RCV.NXT 走到它的末尾之后。',
      ),
      section: 'RFC 9293 §3.10.7.4, first and seventh',
      look: text(
        'a segment that begins before RCV.NXT and ends after it: where does it end?',
        '从 RCV.NXT 之前开始、到之后才结束的报文段：末尾在哪',
      ),
    },

    circle: {
      rule: text(
        'Before and after are directions on a circle: 5 comes after 2^32 − 5.',
        '先后要在圆上比：5 在 2^32 − 5 之后。',
      ),
      section: 'RFC 9293 §3.4',
      look: text('how you compare two sequence numbers', '两个序列号是怎么比先后的'),
    },

    answered: {
      rule: text(
        'Whatever takes a number is acknowledged with RCV.NXT, old or new; what takes none is not.',
        '占号码的都要用 RCV.NXT 确认，新旧一样；不占号码的不确认。',
      ),
      section: 'RFC 9293 §3.10.7.4, first; §3.4',
      look: text('`ack` in your answer to `arrive`', '`arrive` 分支返回的 `ack`'),
    },

    wholeTcp: {
      rule: text(
        'On a real connection every SEQ and ACK is the one that the rules give.',
        '真实连接上的每个 SEQ 和 ACK，都能用这些规则算出来。',
      ),
      section: 'RFC 9293 §3.4',
      look: text('the segment at which the ladder ends', '时序图停在的那个报文段'),
    },
  },
);
