/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

const look = {
  spell: text('the word that `spell` returns for this state', '`spell` 对这个状态返回的词'),
  parse: text('how `parse` finds the state that a word means', '`parse` 怎么从词找到状态'),
};

export const RULES = ruleBook(
  { prefix: 'name-the-state', lesson: 'reading-states' },
  {
    ...COMMON,
    rfc: {
      rule: text('RFC 9293 writes a state in capitals, with hyphens.', 'RFC 9293 里状态名全大写，用连字符。'),
      section: 'RFC 9293 §3.3.2',
      look: look.spell,
    },
    ss: {
      rule: text(
        'ss writes like the RFC, save three words: ESTAB, SYN-RECV, and UNCONN for CLOSED.',
        'ss 的写法和 RFC 只差三个词：ESTAB、SYN-RECV，以及代表 CLOSED 的 UNCONN。',
      ),
      section: 'iproute2, misc/ss.c: sstate_name',
      look: look.spell,
    },
    netstat: {
      rule: text(
        'netstat writes underscores between words, none before a digit, and CLOSE for CLOSED.',
        'netstat 在词之间用下划线，数字前面不加；CLOSED 写作 CLOSE。',
      ),
      section: 'net-tools, netstat.c: tcp_state',
      look: look.spell,
    },
    proc: {
      rule: text(
        '/proc/net/tcp writes the number of the state in the kernel, as two hexadecimal digits in capitals.',
        '/proc/net/tcp 写的是内核里的状态编号：两位十六进制，字母大写。',
      ),
      section: 'Linux, include/net/tcp_states.h',
      look: look.spell,
    },
    parse: {
      rule: text('Every word of every dialect is understood.', '四种写法里的每个词都要认得。'),
      section: 'README',
      look: look.parse,
    },
    letterCase: {
      rule: text(
        'Letter case does not matter: 0a is 0A, and estab is ESTAB.',
        '不分大小写：0a 就是 0A，estab 就是 ESTAB。',
      ),
      section: 'README',
      look: look.parse,
    },
    noState: {
      rule: text(
        'A word that is no state means null: not a guess, and not a crash.',
        '不是状态的词返回 null：不猜，也不抛异常。',
      ),
      section: 'README; RFC 9293 §3.3.2 has eleven states and no other',
      look: look.parse,
    },
  },
);
