/** The rules that this exercise grades. README.md states each of them; a failure names its code: `time-wait/rearm`. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'time-wait', lesson: 'time-wait' },
  {
    ...COMMON,
    clockStart: {
      rule: text(
        'The clock starts when TIME-WAIT is entered, and runs for 2 MSL.',
        '计时从进入 TIME-WAIT 那一刻算起，时长 2 MSL。',
      ),
      section: 'RFC 9293 §3.6.1, MUST-13',
      look: text('`enter`: which moment you add 2 × msl to', '`enter` 分支：2 × msl 加在哪个时刻上'),
    },
    clockEnd: {
      rule: text(
        'The connection is over when its 2 MSL have passed, and not a millisecond earlier.',
        '2 MSL 走完连接才结束，早一毫秒也不行。',
      ),
      section: 'RFC 9293 §3.10.8, time-wait timeout',
      look: text(
        '`timeout`: an old clock may ring too; compare `now` with `expires`',
        '`timeout` 分支：旧的定时器也会响，要拿 `now` 和 `expires` 比',
      ),
    },
    rearm: {
      rule: text('The peer’s FIN, seen again, restarts 2 MSL.', '对端重传的 FIN 让 2 MSL 重新计时。'),
      section: 'RFC 9293 §3.10.7.4, eighth',
      look: text('the path of a repeated FIN: is `expires` set anew?', '处理重传 FIN 的路径：`expires` 更新了吗'),
    },
    clockKept: {
      rule: text(
        'Any other segment leaves the clock as it is or restarts it; none shortens the wait.',
        '其他报文段要么不动计时，要么让它重来，绝不会缩短等待。',
      ),
      section: 'RFC 9293 §3.10.7.4, first and fifth',
      look: text('where else you set `expires`', '还有哪里改了 `expires`'),
    },
    reack: {
      rule: text(
        'The peer’s FIN, seen again, is acknowledged again: our last ACK was lost.',
        '对端又发来 FIN，说明最后那个 ACK 丢了：再确认一次。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth and eighth',
      look: text(
        'the path of a FIN: its ACK is { seq: sndNxt, ack: rcvNxt }',
        '处理 FIN 的路径：该回的 ACK 是 { seq: sndNxt, ack: rcvNxt }',
      ),
    },
    reset: {
      rule: text(
        'An RST with SEQ = RCV.NXT ends the connection, unless rfc1337 is on; then it changes nothing.',
        'SEQ = RCV.NXT 的 RST 结束连接；rfc1337 打开时例外，RST 什么也改变不了。',
      ),
      section: 'RFC 9293 §3.10.7.4, second; RFC 1337 §3',
      look: text('the path of an RST, and `rfc1337`', '处理 RST 的路径，以及 `rfc1337`'),
    },
    resetBlind: {
      rule: text(
        'An RST whose SEQ is not RCV.NXT never ends the connection: anybody could have guessed it.',
        'SEQ 不等于 RCV.NXT 的 RST 不能结束连接：这种号码谁都能蒙一个。',
      ),
      section: 'RFC 9293 §3.10.7.4, second (RFC 5961 §3.2)',
      look: text('the path of an RST: its SEQ', '处理 RST 的路径：有没有看它的 SEQ'),
    },
    resetAnswered: {
      rule: text('An RST is not answered.', '不回应 RST。'),
      section: 'RFC 9293 §3.10.7.4, first and second',
      look: text(
        'the order of your checks: RST before anything that sends',
        '判断的先后：RST 要排在一切会发报文的分支之前',
      ),
    },
    resetClock: {
      rule: text('An RST does not restart the clock.', 'RST 不会让计时重来。'),
      section: 'RFC 9293 §3.10.7.4, second; RFC 1337 §3',
      look: text('where `expires` is set: can an RST come there?', '更新 `expires` 的地方：RST 会走到吗'),
    },
    newSyn: {
      rule: text(
        'A SYN (without ACK) with SEQ after RCV.NXT opens a new connection: this one is over, and sends nothing.',
        'SEQ 在 RCV.NXT 之后的 SYN（不带 ACK）开启新连接：旧连接到此为止，自己什么也不发。',
      ),
      section: 'RFC 9293 §3.6.1, MAY-2',
      look: text('how you compare SEQ with RCV.NXT: modulo 2^32', 'SEQ 与 RCV.NXT 怎么比：要按模 2^32'),
    },
    oldSyn: {
      rule: text(
        'A SYN with SEQ at or before RCV.NXT, or with an ACK, is an old one: it is acknowledged, and opens nothing.',
        'SEQ 等于或早于 RCV.NXT 的 SYN、带 ACK 的 SYN，都是旧报文：只回 ACK，不开新连接。',
      ),
      section: 'RFC 9293 §3.10.7.4, first and fourth',
      look: text(
        'how you compare SEQ with RCV.NXT: modulo 2^32, and equal is not after',
        'SEQ 与 RCV.NXT 怎么比：要按模 2^32，相等不算之后',
      ),
    },
    bareAck: {
      rule: text(
        'An ACK that carries nothing, with SEQ = RCV.NXT, is not answered: an ACK for an ACK never ends.',
        '什么都不带、SEQ = RCV.NXT 的纯 ACK 不回应：ACK 换 ACK 会没完没了。',
      ),
      section: 'README, rule 3 (a departure from RFC 9293 §3.10.7.4, fifth)',
      look: text(
        'what you answer when length is 0 and neither SYN nor FIN is set',
        'length 为 0、又没有 SYN 和 FIN 时回了什么',
      ),
    },
    noAckBit: {
      rule: text(
        'A segment without the ACK bit that is neither SYN nor RST ends nothing: every segment of an open connection has it.',
        '没开 ACK 位、又不是 SYN 或 RST 的报文段，什么都结束不了：连接建立之后，正常的报文段都开着 ACK 位。',
      ),
      section: 'RFC 9293 §3.10.7.4, fifth; §3.1',
      look: text(
        'where you look at `ack === null`: do you ask for `syn` first?',
        '看 `ack === null` 的地方：先看过 `syn` 没有',
      ),
    },
    oldSegment: {
      rule: text(
        'Anything else is answered with an ACK and taken by nobody: the connection stays.',
        '其余报文段一律回一个 ACK，内容谁也不收，连接照旧等着。',
      ),
      section: 'RFC 9293 §3.10.7.4, first',
      look: text('the last path of your function, for what no other path took', '函数最后的兜底分支'),
    },
    numbers: {
      rule: text(
        'SND.NXT, RCV.NXT and RCV.WND do not move any more: both FINs have had their numbers.',
        'SND.NXT、RCV.NXT、RCV.WND 不再变化：两个 FIN 的号码都已经用掉。',
      ),
      section: 'RFC 9293 §3.10.7.4, seventh',
      look: text('which fields of the connection you change besides `expires`', '除了 `expires` 你还改了哪些字段'),
    },
    lastAck: {
      rule: text(
        'While the peer may repeat its FIN it gets its ACK, and never an RST: 2 MSL count from its last FIN.',
        '只要对端还可能重传 FIN，就要等得到 ACK，而不是 RST：2 MSL 从它最后一个 FIN 算起。',
      ),
      section: 'RFC 9293 §3.6.1, MUST-13; §3.10.7.4, eighth',
      look: text(
        'the clock (rules 1 and 2), and the path of a repeated FIN (rule 4)',
        '时钟（规则 1、2），以及处理重传 FIN 的路径（规则 4）',
      ),
    },
    oldText: {
      rule: text(
        'A new connection between the same addresses and ports receives nothing that was sent on the old one.',
        '同一个四元组上的新连接，绝不能收到旧连接的数据。',
      ),
      section: 'RFC 9293 §3.4.2, §3.6.1',
      look: text(
        'how long the wait lasts, rules 1 and 4, and what ends it early',
        '等多久（规则 1、4），以及什么会让它提前结束',
      ),
    },
    redial: {
      rule: text(
        'A client that calls again from the same port, with a newer SYN, is connected at once.',
        '客户端用同一个端口、更新的 SYN 重新拨号，马上就能连上。',
      ),
      section: 'RFC 9293 §3.6.1, MAY-2',
      look: text('the path of a SYN without ACK (rule 6)', '处理不带 ACK 的 SYN 的路径（规则 6）'),
    },
    ackStorm: {
      rule: text('Two ends that both wait fall silent.', '两端都在等的时候，要能安静下来。'),
      section: 'README, rule 3',
      look: text(
        'what you answer to a segment at RCV.NXT without text, SYN, FIN and RST',
        'SEQ = RCV.NXT、没有数据也没有 SYN、FIN、RST 的报文段，你回了什么',
      ),
    },
    assassination: {
      rule: text(
        'With rfc1337 on, an RST cannot shorten the wait; with it off, an RST at RCV.NXT ends it.',
        'rfc1337 打开时，RST 缩短不了等待；关闭时，SEQ = RCV.NXT 的 RST 结束等待。',
      ),
      section: 'RFC 1337 §2, §3',
      look: text(
        'the path of an RST with SEQ = RCV.NXT, and `rfc1337` (rule 5)',
        '处理 SEQ = RCV.NXT 的 RST 的路径，以及 `rfc1337`（规则 5）',
      ),
    },

    inEveryOrder: {
      rule: text(
        'In no order of loss, delay and duplication does anything of an old connection get into the new one.',
        '无论丢失、延迟、重复以什么顺序发生，旧连接的任何东西都进不了新连接。',
      ),
      section: 'RFC 9293 §3.6.1; RFC 1337 §3',
      look: text(
        'the moment in the ladder at which TIME-WAIT ends: who ended it, and what was still on its way',
        '时序图里 TIME-WAIT 结束的那一刻：是谁结束了它，路上还有什么',
      ),
    },
  },
);
