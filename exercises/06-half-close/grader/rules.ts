/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'half-close', lesson: 'three-ways-to-leave' },
  {
    fin: {
      rule: text(
        'The whole question goes out, and your FIN after it, without waiting for an answer.',
        '问题要整个发出去，紧接着发 FIN，不等回答。',
      ),
      section: 'RFC 9293 §3.6, case 1; README, rule 1',
      look: text(
        'which call of a socket sends a FIN and leaves the reading half alone',
        '哪个调用只发 FIN、不动读的那一半',
      ),
    },
    readsOn: {
      rule: text(
        'After its FIN the client goes on reading: half of the connection is still open.',
        '发完 FIN 还要接着读：连接只关了一半。',
      ),
      section: 'RFC 9293 §3.6; README, rule 2',
      look: text('destroy() and what it does to the half that you still read', 'destroy() 会把你还在读的那一半怎么样'),
    },
    whole: {
      rule: text(
        'The answer is everything up to the server’s FIN, in however many chunks it comes.',
        '服务器发 FIN 之前说的都是回答，不管分成几块到。',
      ),
      section: 'RFC 9293 §3.8 (a stream has no messages); README, rule 2',
      look: text('the event on which ask() resolves', 'ask() 在哪个事件里给出结果'),
    },
    characters: {
      rule: text(
        'A character that comes in two chunks is still one character.',
        '一个字符拆在两块数据里，也还是一个字符。',
      ),
      section: 'RFC 3629 §3; README, rule 3',
      look: text(
        'where bytes become text: for each chunk, or once',
        '字节在哪里变成文本：每块各转一次，还是最后转一次',
      ),
    },
    early: {
      rule: text(
        'What the server says before it has heard your FIN belongs to the answer, too.',
        '服务器在收到你的 FIN 之前说的话，也算回答。',
      ),
      section: 'README, rule 2',
      look: text(
        'the moment from which somebody listens, and what flows by before it',
        '从什么时候开始监听，之前流过去的数据去哪了',
      ),
    },
    lost: {
      rule: text(
        'When the connection is lost before the server’s FIN, or cannot be made, ask() rejects; the program lives on.',
        '服务器的 FIN 还没到连接就断了，或者根本连不上，ask() 要 reject；程序照常活着。',
      ),
      section: 'RFC 9293 §3.10.7.4, second; README, rule 4',
      look: text(
        '"error", and what "close" says about how it ended: nothing',
        '"error" 事件；以及 "close"：它并不说明是怎么结束的',
      ),
    },
    questionEnd: {
      rule: text(
        'The question is over at the client’s FIN; before it there is no answer.',
        '客户端的 FIN 到了，问题才算完；在那之前不能回答。',
      ),
      section: 'RFC 9293 §3.6, case 2; README, rule 5',
      look: text('the event on which serve() begins to answer', 'serve() 在哪个事件里开始回答'),
    },
    halfOpen: {
      rule: text(
        'The client’s FIN ends the question and not the connection: the answer still goes out.',
        '客户端的 FIN 结束的是问题，不是连接：回答还要发出去。',
      ),
      section: 'RFC 9293 §3.6, case 2; README, rule 6',
      look: text(
        '`allowHalfOpen`, and everything else that closes a socket whose reading half has ended',
        '`allowHalfOpen`，以及读完之后还有谁会顺手把套接字关掉',
      ),
    },
    answerWhole: {
      rule: text('The whole answer arrives, even if the client reads slowly.', '客户端读得再慢，回答也要完整送到。'),
      section: 'README, rule 6',
      look: text('what is still waiting in the socket when you let go of it', '放手的时候，套接字里还有多少没发出去'),
    },
    ends: {
      rule: text(
        'After the answer the server says FIN: how else would the client know?',
        '回答完要发 FIN，不然客户端怎么知道说完了？',
      ),
      section: 'RFC 9293 §3.6; README, rule 6',
      look: text('write() and end()', 'write() 和 end() 的区别'),
    },
    apart: {
      rule: text('Questions that come at the same time are kept apart.', '同时来的几个问题不能串。'),
      section: 'README, rule 7',
      look: text('variables that live longer than one connection', '比一条连接活得更久的变量'),
    },
    serving: {
      rule: text(
        'A client that resets ends its own connection, never the server.',
        '客户端重置，断的只是它自己那条连接，服务器不能倒。',
      ),
      section: 'README, rule 7',
      look: text(
        'sockets without an "error" listener, at every moment of their life',
        '有没有哪个时刻，套接字上没有 "error" 监听器',
      ),
    },
  },
);
