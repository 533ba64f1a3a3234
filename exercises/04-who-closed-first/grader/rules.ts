/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'who-closed-first', lesson: 'three-four-crossing' },
  {
    ...COMMON,
    first: {
      rule: text(
        'An end closes first when it sends its FIN without acknowledging the other’s, and the other’s FIN acknowledges it.',
        '一端发 FIN 时还没确认对方的 FIN，而对方的 FIN 已经确认了它：它就是先关的一方。',
      ),
      section: 'RFC 9293 §3.6, figure 12',
      look: text('by what you decide whose FIN came first', '你凭什么判断谁的 FIN 在先'),
    },
    crossed: {
      rule: text(
        'Two FINs of which neither acknowledges the other have crossed: nobody was first.',
        '两个 FIN 谁也没确认谁，就是在路上交叉了：不分先后。',
      ),
      section: 'RFC 9293 §3.6, figure 13',
      look: text('the case in which neither FIN acknowledges the other', '两个 FIN 互不确认的情形'),
    },
    captureOrder: {
      rule: text(
        'The order in which packets of two machines stand in a capture proves nothing; what they acknowledge does.',
        '两台机器的包在抓包里谁前谁后说明不了什么，确认号才说明问题。',
      ),
      section: 'README, rule 1',
      look: text(
        'whether you compare places in the list where you should compare ACK with SEQ',
        '该比确认号的地方是不是比了先后',
      ),
    },
    finished: {
      rule: text(
        'The close is complete when both FINs have been sent and each has been acknowledged by the other end.',
        '两个 FIN 都发了、都被对方确认了，关闭才算完成。',
      ),
      section: 'RFC 9293 §3.6',
      look: text('when you answer `fin`', '什么时候返回 `fin`'),
    },
    finNumber: {
      rule: text(
        'A FIN takes the number after the text of its segment; the ACK that covers it is one more, modulo 2^32.',
        'FIN 占用本段数据之后的那个号码；覆盖它的确认号再加一，按模 2^32 算。',
      ),
      section: 'RFC 9293 §3.4',
      look: text('the number that you wait for as an ACK of a FIN', '你等的是哪个确认号'),
    },
    segments: {
      rule: text(
        'The close takes as many segments as are needed to send two FINs and two ACKs: an ACK may ride on a FIN, and repetitions do not count.',
        '段数就是送出两个 FIN、两个 ACK 所用的段数：ACK 可以搭在 FIN 上，重传的不算。',
      ),
      section: 'RFC 9293 §3.6',
      look: text('which packets you count, and how often', '数了哪些包，有没有重复数'),
    },
    reset: {
      rule: text(
        'An RST before the close is complete is an abort; its ACK number acknowledges no FIN.',
        '关闭完成之前出现 RST 就是中止；RST 上的确认号不算确认 FIN。',
      ),
      section: 'RFC 9293 §3.5.2, §3.6',
      look: text('what an RST changes, and what it does not', 'RST 改变什么，不改变什么'),
    },
    lateReset: {
      rule: text(
        'An RST after a complete close answers some straggler: the connection had ended well before.',
        '关闭完成之后的 RST 只是打发某个迟到的包：连接早已好好结束。',
      ),
      section: 'RFC 9293 §3.5.2, CLOSED',
      look: text(
        'whether you ask for an RST before you know that the close was complete',
        '是不是还没判断关闭是否完成就先看 RST',
      ),
    },
    open: {
      rule: text('As long as something is missing, the connection is open.', '还缺一样，连接就还开着。'),
      section: 'RFC 9293 §3.6',
      look: text('what you answer when a FIN or an ACK is missing', '缺 FIN 或缺 ACK 时返回了什么'),
    },
  },
);
