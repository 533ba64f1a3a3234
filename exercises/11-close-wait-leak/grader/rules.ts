/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { text, type Rule } from '@lastack/exercise-kit';

const lesson = 'close-wait';

export const PAGES: Rule = {
  code: 'close-wait/pages',
  rule: text(
    'Every page with status 200 arrives whole; the pages come in the order of their paths.',
    '状态 200 的页面一个字节都不能少，结果按 paths 的顺序排列。',
  ),
  section: 'README, rule 1',
  lesson,
  look: text(
    'what happens to bytes that arrive after your change, and who reads them',
    '改动之后，后到的字节由谁来读、放到哪里',
  ),
};

export const CONCURRENCY: Rule = {
  code: 'close-wait/concurrency',
  rule: text(
    '`concurrency` requests are open at once, no more and no fewer.',
    '同时打开的请求数就是 concurrency，不多也不少。',
  ),
  section: 'README, rule 2',
  lesson,
  look: text('the workers in `crawl`', '`crawl` 里的那几个 worker'),
};

export const HEALTHY: Rule = {
  code: 'close-wait/healthy',
  rule: text(
    'A connection that the server still uses stays open, however slow the server is.',
    '服务器还在用的连接不能断，不管它多慢。',
  ),
  section: 'README, rule 3',
  lesson,
  look: text('timers: a leak is ended by the peer’s FIN, not by a clock', '定时器：结束泄漏靠的是对端的 FIN，不是时钟'),
};

export const RELEASE: Rule = {
  code: 'close-wait/release',
  rule: text(
    'When the server has closed a connection, the crawler closes it too, whatever the status was.',
    '服务器关掉的连接，爬虫也要关掉，跟状态码无关。',
  ),
  section: 'RFC 9293 §3.6, case 2; README, rule 4',
  lesson,
  look: text(
    'each way out of `fetchPage`: which of them ends the socket, and who still reads it',
    '`fetchPage` 的每一个出口：哪些会结束套接字，之后还有谁在读它',
  ),
};

export const HALF_CLOSE: Rule = {
  code: 'close-wait/half-close',
  rule: text(
    'The proxy passes bytes both ways, and a client that has sent FIN still gets its whole answer.',
    '代理双向转发；客户端先发了 FIN，回答照样要完整送到。',
  ),
  section: 'RFC 9293 §3.6; README, rule 5',
  lesson,
  look: text(
    '`allowHalfOpen`, and what you do on "end": it closes one direction only',
    '`allowHalfOpen`，以及 "end" 时做了什么：它只表示一个方向结束',
  ),
};

export const UPSTREAM_GONE: Rule = {
  code: 'close-wait/upstream-gone',
  rule: text(
    'When the upstream connection is gone (RST, refused), the proxy lets the client’s connection go.',
    '上游连接没了（RST、连接遭拒），代理要放开客户端那一侧的连接。',
  ),
  section: 'README, rule 6',
  lesson,
  look: text(
    '"error" and "close" of the upstream socket: pipe() passes neither on',
    '上游套接字的 "error" 和 "close"：pipe() 都不会转达',
  ),
};

export const CLIENT_GONE: Rule = {
  code: 'close-wait/client-gone',
  rule: text(
    'When the client’s connection is gone (RST), the proxy lets the upstream connection go.',
    '客户端连接没了（RST），代理要放开上游那一侧的连接。',
  ),
  section: 'README, rule 6',
  lesson,
  look: text(
    '"error" and "close" of the client’s socket: pipe() passes neither on',
    '客户端套接字的 "error" 和 "close"：pipe() 都不会转达',
  ),
};

export const SERVING: Rule = {
  code: 'close-wait/serving',
  rule: text(
    'A reset ends its pair of connections, or its crawl; the program lives on.',
    '一次重置只结束那一对连接，或者那一次抓取；程序照常活着。',
  ),
  section: 'README, rule 7',
  lesson,
  look: text(
    'sockets without an "error" listener: an unheard "error" ends the process',
    '没有 "error" 监听器的套接字：没人处理的 "error" 会让进程退出',
  ),
};
