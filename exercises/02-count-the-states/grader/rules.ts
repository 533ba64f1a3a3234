/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'count-the-states', lesson: 'reading-states' },
  {
    ...COMMON,
    ss: {
      rule: text(
        'ss has the state in its first column, or in the second when Netid comes before it.',
        'ss 的状态在第一列；前面有 Netid 列时在第二列。',
      ),
      section: 'README, rule 1; ss(8)',
      look: text('which word of a line of ss you take', '从 ss 的一行里取的是哪个词'),
    },
    netstat: {
      rule: text('netstat has the state in its sixth column.', 'netstat 的状态在第六列。'),
      section: 'README, rule 1; netstat(8)',
      look: text('which word of a line of netstat you take', '从 netstat 的一行里取的是哪个词'),
    },
    proc: {
      rule: text(
        '/proc/net/tcp has the state in its fourth column, in hexadecimal; each file begins with a line of titles.',
        '/proc/net/tcp 的状态在第四列，十六进制；每个文件开头有一行标题。',
      ),
      section: 'README, rule 1; Linux, net/ipv4/tcp_ipv4.c: get_tcp4_sock',
      look: text('the column `st`, and every line that begins with `sl`', '`st` 列，以及每一个以 `sl` 开头的行'),
    },
    moreColumns: {
      rule: text(
        'What -o, -p and -e print behind the state changes no count, whatever it says.',
        '-o、-p、-e 在后面多印的东西，不管写着什么，都不影响计数。',
      ),
      section: 'README, rule 2',
      look: text(
        'whether you look for the state at its place, or for anything that looks like one',
        '你是按位置取状态，还是见到像状态的词就算',
      ),
    },
    addresses: {
      rule: text('A socket over IPv6 counts like any other.', 'IPv6 的套接字照样算。'),
      section: 'README, rule 3',
      look: text('tcp6, and addresses that hold colons, brackets or %', 'tcp6，以及带冒号、方括号、% 的地址'),
    },
    onlyTcp: {
      rule: text(
        'Only sockets of TCP count: udp, unix and netlink sockets have words in that column, too.',
        '只数 TCP：udp、unix、netlink 套接字在那一列也有词。',
      ),
      section: 'README, rule 4',
      look: text('whether you ask what kind of socket a line shows', '有没有看这一行是哪种套接字'),
    },
    noState: {
      rule: text(
        '`ss state close-wait` leaves the State column out: there is nothing to count, and the answer is null.',
        '`ss state close-wait` 不印 State 列：没有状态可数，返回 null。',
      ),
      section: 'README, rule 5; ss(8)',
      look: text('whether the line of titles has State in it', '标题行里有没有 State'),
    },
    noTable: {
      rule: text('Any other text is null.', '其他文本一律返回 null。'),
      section: 'README, rule 5',
      look: text('what you answer when you recognise nothing', '什么都认不出来时返回了什么'),
    },
  },
);
