/** The rules that this exercise grades: what must hold of whole connections. A failure names its code: `closing/text`. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'closing', lesson: 'lost-last-ack' },
  {
    ...COMMON,

    moves: {
      rule: text('Every change of state is one that the diagram has.', '状态的每次变化，状态图里都要有。'),
      section: 'RFC 9293 §3.3.2, figure 5',
      lesson: 'three-four-crossing',
      look: text('`state` in your answer', '返回的 `state`'),
    },

    clock: {
      rule: text(
        'A clock that has rung is stopped, or set to a later moment.',
        '响过的定时器要么停掉，要么重新定到以后。',
      ),
      section: 'RFC 6298 §5; RFC 9293 §3.10.8',
      look: text('`deadline` after `enter` and `timeout`', '`enter` 和 `timeout` 之后的 `deadline`'),
    },

    oldClock: {
      rule: text(
        'A timeout before `deadline`, or where no clock runs, is an old one: it means nothing.',
        '`deadline` 之前的 timeout，或者没有定时器时的 timeout，是旧的：什么都不做。',
      ),
      section: 'README, rule 1',
      look: text(
        'what you ask of `deadline` before a timeout does anything',
        'timeout 动手之前，对 `deadline` 查了什么',
      ),
    },

    sameNumber: {
      rule: text('A FIN has one number, however often it is sent.', 'FIN 只有一个号码，发多少遍都一样。'),
      section: 'RFC 9293 §3.4, §3.8.1',
      lesson: 'two-goodbyes',
      look: text(
        'SEQ of what you send again: it begins at SND.UNA; and in FIN-WAIT-2 nothing is left to be sent again',
        '重传的 SEQ：从 SND.UNA 开始；到了 FIN-WAIT-2，就没有什么可重传的了',
      ),
    },

    backoff: {
      rule: text('What is sent again waits twice as long each time.', '每次重传，等的时间都加倍。'),
      section: 'RFC 6298 §5.5, §5.6',
      look: text('`rto` and `deadline` after a retransmission', '重传之后的 `rto` 和 `deadline`'),
    },

    text: {
      rule: text(
        'Both applications read what the other wrote: every octet, once, in order, and then the end.',
        '两边的应用程序读到的，就是对方写的：一个字节不少、不重、不乱，然后是结束。',
      ),
      section: 'RFC 9293 §3.10.7.4, seventh',
      lesson: 'two-goodbyes',
      look: text('`deliver`, and how far RCV.NXT moves with it', '`deliver`，以及 RCV.NXT 随它走多远'),
    },

    silence: {
      rule: text('When everything has been said, both ends are silent.', '话说完了，两端就要安静。'),
      section: 'README, rule 8',
      lesson: 'time-wait',
      look: text('what you answer to a segment that carries nothing', '对什么都不带的报文段回了什么'),
    },

    noReset: {
      rule: text(
        'Nobody is reset: each end stays until the other has all that it needs from it.',
        '谁都不该收到 RST：对方还需要它的时候，它得在。',
      ),
      section: 'RFC 9293 §3.6, §3.6.1',
      lesson: 'time-wait',
      look: text('which end left too early, and what it had not acknowledged', '哪一端走早了，还有什么没确认'),
    },

    ends: {
      rule: text('Both ends come to CLOSED.', '两端最后都要到 CLOSED。'),
      section: 'RFC 9293 §3.6',
      lesson: 'three-four-crossing',
      look: text('the last thing that happened at the end that is left', '没走成的那一端，最后发生了什么'),
    },

    twoMsl: {
      rule: text(
        'TIME-WAIT lasts until 2 MSL after it was entered, or after the last FIN that came.',
        'TIME-WAIT 从进入那一刻、或者最后一个 FIN 到达那一刻起，等足 2 MSL。',
      ),
      section: 'RFC 9293 §3.6.1, MUST-13; §3.10.7.4, eighth',
      lesson: 'time-wait',
      look: text('`deadline` in TIME-WAIT', 'TIME-WAIT 里的 `deadline`'),
    },

    giveUp: {
      rule: text(
        'When nothing comes back, an end gives up after `retries` repetitions, and the wait after the last of them.',
        '一直没有回音，就在重传 `retries` 次、最后一次也等足之后放弃。',
      ),
      section: 'RFC 9293 §3.8.3, MUST-20',
      look: text('when you compare `retransmissions` with `retries`', '`retransmissions` 和 `retries` 什么时候比'),
    },

    script: {
      rule: text(
        'What is sent, and when, is what the packetdrill script says.',
        '发什么、什么时候发，要和 packetdrill 脚本一致。',
      ),
      section: 'RFC 9293 §3.10.7.4',
      look: text(
        'the line of the script that differs, and what was injected before it',
        '脚本里不一致的那一行，以及它之前注入了什么',
      ),
    },

    inEveryOrder: {
      rule: text(
        'In every order of events: nothing is lost or taken twice, nothing old gets in, nobody is reset from outside, and it ends.',
        '无论什么顺序：不丢不重，旧的进不来，窗口外的 RST 结束不了谁，而且总会结束。',
      ),
      section: 'RFC 9293 §3.4, §3.6; RFC 1337 §3',
      look: text('the last steps of the ladder', '时序图的最后几步'),
    },
  },
);
