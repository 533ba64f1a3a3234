/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'graceful-shutdown', lesson: 'leaving-well' },
  {
    serves: {
      rule: text('Until stop() is called, orders are served as before.', '调用 stop() 之前，订单照常处理。'),
      section: 'README, rule 1',
      look: text('what you have changed in start()', 'start() 里改了什么'),
    },
    accepts: {
      rule: text('After stop() nobody new is served.', '调用 stop() 之后，不再接待新来的。'),
      section: 'README, rule 2',
      look: text(
        'when the listening socket is closed: first, or after everything else',
        '监听套接字什么时候关：一开始，还是最后',
      ),
    },
    inFlight: {
      rule: text(
        'An order in flight is finished: the rest of it is read, and answered whole.',
        '已经开始的订单要做完：剩下的部分接着读，回答一页不少。',
      ),
      section: 'RFC 9293 §3.6; README, rule 3',
      look: text(
        'what stop() does to a connection whose order has no newline yet',
        '订单还没等到换行的连接，stop() 拿它怎么办',
      ),
    },
    goodbye: {
      rule: text('After the answer comes your FIN, at once.', '回答完马上发 FIN。'),
      section: 'RFC 9293 §3.6, case 1; README, rule 3',
      look: text('who closes a connection whose order is done, and when', '订单做完之后，连接由谁关、什么时候关'),
    },
    idle: {
      rule: text('A connection without an order in flight is closed at once.', '没有订单在做的连接，马上关掉。'),
      section: 'README, rule 4',
      look: text(
        'what server.close() of node:net waits for, and how you could know all connections',
        'node:net 的 server.close() 在等什么；怎么才能知道手上有哪些连接',
      ),
    },
    noNew: {
      rule: text(
        'An order that begins after stop() is not served, on an old connection either.',
        '调用 stop() 之后才开始的订单不做，老连接上的也不做。',
      ),
      section: 'README, rule 5',
      look: text(
        'what comes behind the newline, in the same chunk and in later ones',
        '换行后面的数据：同一块里的，和后来的',
      ),
    },
    cut: {
      rule: text(
        'The last page arrives, however slowly the client reads and whatever it goes on saying.',
        '最后一页要送到，不管客户端读得多慢，也不管它还在说什么。',
      ),
      section: 'RFC 9293 §3.10.4; RFC 2525 §2.17; README, rule 6',
      lesson: 'three-ways-to-leave',
      look: text(
        'destroy(): what has been handed to the kernel is not yet with the client, and octets that nobody reads become an RST',
        'destroy()：交给内核不等于送到客户端；没人读的数据会变成一个 RST',
      ),
    },
    deadline: {
      rule: text(
        'When the deadline is over, whatever is left is let go, and stop() resolves.',
        '期限一到，剩下的全部放手，stop() 给出结果。',
      ),
      section: 'README, rule 7',
      look: text(
        'what waits for a client that never finishes, and for one that never reads',
        '遇到永远说不完的、永远不读的客户端，是谁在等',
      ),
    },
    over: {
      rule: text(
        'With the last connection it is over, long before the deadline, and nothing keeps the process alive.',
        '最后一条连接没了就结束，不必等到期限；也不能有东西拖着进程不退。',
      ),
      section: 'README, rule 8',
      look: text('timers: which of them still runs when everything is done', '定时器：事情都做完了，还有哪个没停'),
    },
    counts: {
      rule: text(
        'served and aborted count the orders that were in flight at stop(), each once.',
        'served 和 aborted 数的是调用 stop() 那一刻在做的订单，每个只数一次。',
      ),
      section: 'README, rule 9',
      look: text(
        'idle connections, connections that the client breaks, and when an order counts as served',
        '空闲的连接、客户端自己断掉的连接，以及什么时候才算做完',
      ),
    },
    twice: {
      rule: text(
        'A second stop() changes nothing and gets the same answer.',
        '再调一次 stop()，什么都不变，结果也一样。',
      ),
      section: 'README, rule 10',
      look: text('what a second SIGTERM would do', '要是又来一个 SIGTERM 会怎样'),
    },
  },
);
