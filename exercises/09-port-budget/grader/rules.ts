/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'port-budget', lesson: 'ports' },
  {
    ...COMMON,
    fourTuple: {
      rule: text(
        'connect() needs a free four-tuple: towards another destination, or from another address, the same port is free.',
        'connect() 要的是没人用的四元组：换个目的地，或者换个本机地址，同一个端口照样能用。',
      ),
      section: 'README, rule 1; RFC 9293 §3.4.1',
      look: text('which of the four you compare', '四样比了哪几样'),
    },
    taken: {
      rule: text(
        'A four-tuple that exists is taken in every state, TIME-WAIT included: with none left, connect() says EADDRNOTAVAIL.',
        '已有的四元组，不论什么状态都占着，TIME-WAIT 也一样：一个不剩时 connect() 报 EADDRNOTAVAIL。',
      ),
      section: 'README, rule 1; connect(2)',
      look: text('which states you count as taken', '哪些状态算占用'),
    },
    range: {
      rule: text(
        'The kernel chooses from ip_local_port_range, and both ends belong to it.',
        '内核在 ip_local_port_range 里挑，两端都算在内。',
      ),
      section: 'README, rule 2; ip-sysctl',
      look: text('the first and the last port', '第一个和最后一个端口'),
    },
    reserved: {
      rule: text(
        'What ip_local_reserved_ports names, the kernel never chooses by itself.',
        'ip_local_reserved_ports 里列的端口，内核不会自己去挑。',
      ),
      section: 'README, rule 2; ip-sysctl',
      look: text('where you leave the reserved ports out', '保留端口在哪里排除'),
    },
    bound: {
      rule: text(
        'connect() leaves alone a port that somebody chose with bind(): a listener’s, for one.',
        '别人用 bind() 定下的端口，connect() 不会去挑，比如监听端口。',
      ),
      section: 'README, rule 3; Linux, net/ipv4/inet_hashtables.c: __inet_hash_connect',
      look: text('portFrom of what holds the port', '占着这个端口的套接字，portFrom 是什么'),
    },
    bindPort: {
      rule: text(
        'bind() is about ports: one that is held at this address is EADDRINUSE, whatever the other end.',
        'bind() 管的是端口：这个地址上有人占着就是 EADDRINUSE，不看对端是谁。',
      ),
      section: 'README, rule 4; bind(2)',
      look: text('which address and port of theirs you compare', '拿对方的哪个地址、哪个端口来比'),
    },
    reuseAddress: {
      rule: text(
        'SO_REUSEADDR helps when both sockets have it and the other does not listen.',
        'SO_REUSEADDR 要两个套接字都设了，而且对方没在监听，才起作用。',
      ),
      section: 'README, rule 4; Linux, net/ipv4/inet_connection_sock.c: inet_csk_bind_conflict',
      look: text('both flags, and the state of the other socket', '两边的标志，以及对方的状态'),
    },
    named: {
      rule: text(
        'A port that bind() names need not be in the range; afterwards connect() still needs a free four-tuple.',
        'bind() 点名的端口不必在范围里；之后 connect() 照样要四元组没人用。',
      ),
      section: 'README, rule 4; ip-sysctl',
      look: text('what you ask of a port that bind() names', '对 bind() 点名的端口查了什么'),
    },
    bindAny: {
      rule: text(
        'bind() with port 0 needs a port that nobody holds at this address; with none left it is bind() that fails, with EADDRINUSE.',
        'bind() 用端口 0，要一个这个地址上没人占的端口；一个不剩时失败的是 bind()，报 EADDRINUSE。',
      ),
      section: 'README, rule 5; bind(2)',
      look: text(
        'what bind() knows of the destination, and what SO_REUSEADDR changes for it: nothing, both',
        'bind() 对目的地知道多少、SO_REUSEADDR 在这里管不管用：一无所知，不管用',
      ),
    },
    addressNoPort: {
      rule: text(
        'With IP_BIND_ADDRESS_NO_PORT bind() takes the address alone, and connect() chooses as if there had been no bind().',
        '设了 IP_BIND_ADDRESS_NO_PORT，bind() 只要地址，端口由 connect() 挑，和没有 bind() 一样。',
      ),
      section: 'README, rule 6; ip(7)',
      look: text('which of the two calls chooses the port', '端口是哪个调用挑的'),
    },
    budget: {
      rule: text(
        'The budget is every four-tuple, divided by the time for which a connection holds one.',
        '预算等于四元组的总数，除以一条连接占用它的时间。',
      ),
      section: 'README, rule 7',
      look: text('how many four-tuples, and how long each is held', '有多少四元组，每个占多久'),
    },
    closer: {
      rule: text(
        'TIME-WAIT is with whoever closes first: when that is the server, it holds no port of the client.',
        '谁先关谁进 TIME-WAIT：服务器先关，就不占客户端的端口。',
      ),
      section: 'README, rule 7; RFC 9293 §3.6.1, MAY-2',
      look: text('what you do with `closer`', '`closer` 用在哪里'),
    },
  },
);
