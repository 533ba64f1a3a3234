/** The rules that this exercise grades. README.md states each of them; a failure names its code. */
import { COMMON, ruleBook, text } from '@lastack/exercise-kit';

export const RULES = ruleBook(
  { prefix: 'tune-keepalive', lesson: 'keepalive' },
  {
    ...COMMON,
    off: {
      rule: text(
        'Keepalive is off until SO_KEEPALIVE is set: an idle connection whose peer is gone stays for ever.',
        '不设 SO_KEEPALIVE 就没有保活：对端没了，空闲连接会一直留着。',
      ),
      section: 'README, rule 1; RFC 9293 §3.8.4, MUST-25',
      look: text('what happens when SO_KEEPALIVE is false', 'SO_KEEPALIVE 为 false 时走到哪里'),
    },
    idle: {
      rule: text(
        'An idle connection ends after the idle time, the probes, and the interval after the last of them.',
        '空闲连接的终点：空闲时间，加上每个探测报文段各一个间隔，最后一个之后也要等满。',
      ),
      section: 'README, rule 2; tcp(7)',
      look: text('how many intervals you count, and in which unit', '数了几个间隔、单位是什么'),
    },
    userTimeout: {
      rule: text(
        'On an idle connection TCP_USER_TIMEOUT takes the place of the count: the end is the first tick after a probe that is not before it.',
        '空闲连接上 TCP_USER_TIMEOUT 取代探测次数：发过探测之后，第一个不早于它的时刻就是终点。',
      ),
      section: 'README, rule 3; tcp(7); Linux, net/ipv4/tcp_timer.c: tcp_keepalive_timer',
      look: text('which ticks there are, and which of them is late enough', '有哪些时刻，哪一个才够晚'),
    },
    inFlight: {
      rule: text(
        'While data is unacknowledged there are no probes: TCP_USER_TIMEOUT ends it, or else tcp_retries2, from the sending on.',
        '有数据没确认就不发探测：从发送算起，由 TCP_USER_TIMEOUT 了断，没设就由 tcp_retries2。',
      ),
      section: 'README, rule 4; RFC 9293 §3.8.4, MUST-26; ip-sysctl',
      look: text('which clock runs after something was sent', '发出数据之后是哪个时钟在走'),
    },
    reset: {
      rule: text(
        'A host that has forgotten the connection answers the first packet with RST.',
        '忘了这条连接的主机，收到第一个包就回 RST。',
      ),
      section: 'README, rule 5; RFC 9293 §3.10.7.1',
      look: text('what is sent first, and what comes back', '先发的是什么，回来的是什么'),
    },
    error: {
      rule: text('Silence is ETIMEDOUT, an RST is ECONNRESET.', '没回音是 ETIMEDOUT，收到 RST 是 ECONNRESET。'),
      section: 'README, rule 6; tcp(7)',
      look: text('the errno that you return', '返回的是哪个 errno'),
    },
    node: {
      rule: text(
        'setKeepAlive(true, d) sets idle d, interval 1 s and 10 probes; with less than a second it leaves 7200, 75 and 9.',
        'setKeepAlive(true, d) 设的是空闲 d、间隔 1 秒、10 次；d 不足一秒时三个都不动，仍是 7200、75、9。',
      ),
      section: 'README, rule 7; measured with Node 20, 22 and 24',
      look: text('what Node leaves on the socket', 'Node 在套接字上留下了什么'),
    },
    settings: {
      rule: text(
        'Settings are of the api that is there, in the range that the kernel takes.',
        '设置要用现有的接口，数值要在内核接受的范围之内。',
      ),
      section: 'README; tcp(7); Linux, net/ipv4/tcp.c',
      look: text('seconds and milliseconds, and needs.api', '秒和毫秒，还有 needs.api'),
    },
    survives: {
      rule: text(
        'A quiet connection is still there when it is needed: what the balancer counts must come in time, with a margin.',
        '闲着的连接要用时还得在：负载均衡认的东西要及时到，还要留余量。',
      ),
      section: 'README, need 1',
      look: text('how often something goes out, and whether the balancer counts it', '多久发一次，负载均衡认不认'),
    },
    noticesIdle: {
      rule: text('The death of an idle peer is known in time.', '空闲时对端没了，要及时知道。'),
      section: 'README, need 2',
      look: text('idle time, interval and count together', '空闲时间、间隔、次数合起来多久'),
    },
    noticesSending: {
      rule: text(
        'Death is known in time with data in flight, too, where keepalive is silent.',
        '有数据在途时也要及时知道，而这时保活不出声。',
      ),
      section: 'README, need 3; RFC 9293 §3.8.4, MUST-26',
      look: text('what bounds data that nobody acknowledges', '没人确认的数据由什么来设限'),
    },
    noticesHung: {
      rule: text(
        'A program that hangs behind a living kernel is known in time: only an answer of the program proves anything.',
        '内核活着、程序卡住，也要及时知道：只有程序自己的回答才算数。',
      ),
      section: 'README, need 4',
      look: text('who answers your probe, and until when you wait', '回答探测的是谁，你等到什么时候'),
    },
    outage: {
      rule: text('An outage that is over in time kills nothing.', '按时恢复的网络中断，不该弄死任何连接。'),
      section: 'README, need 5',
      look: text(
        'how much time there is between the first unanswered packet and the end',
        '从第一个没回音的包到放弃之间有多少时间',
      ),
    },
    traffic: {
      rule: text('A quiet connection sends no more than it may.', '闲着的连接，发的包不能超过限额。'),
      section: 'README, need 6',
      look: text('how many packets an hour you send for nothing', '闲着时一小时发多少个包'),
    },
  },
);
