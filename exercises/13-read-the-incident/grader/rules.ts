/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text, type LessonName, type Text } from '@lastack/exercise-kit';

const look = (en: string, chinese: string): Text => text(en, chinese);

const rule = (lesson: LessonName, [en, chinese]: readonly [string, string], section: string, where: Text) => ({
  rule: text(en, chinese),
  section,
  lesson,
  look: where,
});

export const RULES = ruleBook(
  { prefix: 'read-the-incident', lesson: 'reading-states' },
  {
    ...COMMON,
    forgetsClose: rule(
      'close-wait',
      [
        'A connection in CLOSE-WAIT in both looks, with an owner and Recv-Q 0: the program has read the end and never closed.',
        '两次都看到的 CLOSE-WAIT，有属主，Recv-Q 为 0：程序读到了结尾，就是没 close()。',
      ],
      'README, 1; RFC 9293 §3.3.2, CLOSE-WAIT',
      look(
        'CLOSE-WAIT: the same four-tuple in both looks, users:, Recv-Q',
        'CLOSE-WAIT：两次是不是同一个四元组，users:，Recv-Q',
      ),
    ),
    stopsReading: rule(
      'close-wait',
      [
        'A connection in CLOSE-WAIT in both looks, with an owner and Recv-Q above 0: the program does not read, and has not seen the end.',
        '两次都看到的 CLOSE-WAIT，有属主，Recv-Q 大于 0：程序没在读，还不知道对端关了。',
      ],
      'README, 2',
      look('CLOSE-WAIT: Recv-Q counts the end itself as one', 'CLOSE-WAIT：Recv-Q 把结尾本身也算作 1'),
    ),
    notAccepting: rule(
      'descriptors',
      [
        'A listener with connections in its queue in both looks: the program does not call accept().',
        '监听套接字的队列两次都不空：程序没在 accept()。',
      ],
      'README, 3; ss(8), listen(2)',
      look('LISTEN: Recv-Q is what waits, Send-Q is how much may', 'LISTEN：Recv-Q 是排着的，Send-Q 是排得下的'),
    ),
    outOfDescriptors: rule(
      'descriptors',
      [
        'A program that has used all its descriptors, without leaking them, is out of descriptors.',
        '描述符用到上限，又不是泄漏造成的，才是描述符不够。',
      ],
      'README, 4; accept(2), EMFILE',
      look('`used`, `limit`, and whether the same program leaks', '`used`、`limit`，以及同一个程序有没有泄漏'),
    ),
    outOfPorts: rule(
      'ports',
      [
        'Ports are used up towards one destination from one source address: as many connections as the range has ports.',
        '端口是对“一个源地址到一个目的地址加端口”用完的：连接数等于范围里的端口数。',
      ],
      'README, 5; connect(2), EADDRNOTAVAIL',
      look('what you count together, and how many ports the range has', '哪些连接合在一起数，范围里有几个端口'),
    ),
    peerGone: rule(
      'keepalive',
      [
        'Octets that were retransmitted five times or more without an answer: the other end is gone.',
        '同一段数据重传了五次以上没有回音：对端没了。',
      ],
      'README, 6; RFC 9293 §3.8.3',
      look('timer:(on,…,n): its name and its last number', 'timer:(on,…,n)：名字和最后一个数'),
    ),
    healthy: rule(
      'time-wait',
      [
        'What is not on the list of causes is no illness: not TIME-WAIT in any number, and not a moment’s CLOSE-WAIT.',
        '不在病因表上的就不是病：TIME-WAIT 再多也不是，一闪而过的 CLOSE-WAIT 也不是。',
      ],
      'README',
      look('what made you name a cause here: a big number alone is none', '凭什么在这里报了病因：数字大本身不算'),
    ),
    evidence: rule(
      'reading-states',
      ['A finding names the lines that prove it: all of them, and no other.', '病因要附上能证明它的行：不多，不少。'],
      'README',
      look(
        'each line that is too many or missing: what in `before` and in its own columns speaks for it',
        '多了或少了的那几行：`before` 里有没有它，它自己的各列说明什么',
      ),
    ),
    action: rule(
      'reading-states',
      ['Each cause has one action that ends it.', '每个病因有一个治它的办法。'],
      'README',
      look('the action of this cause', '这个病因配的是哪个办法'),
    ),
  },
);
