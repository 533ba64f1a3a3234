/**
 * The floor: as little as a discrete-event simulation of the lifecycle can cost in this engine. It is no TCP: a binary
 * heap, a Map from ports to connections, a fresh object for each segment, a retransmission timer for each one that is
 * acknowledged, 60 s of TIME-WAIT; no options, no reassembly, no congestion control, no checks, no sockets.
 * `node floor.mjs CONNECTIONS` prints {"connections":…,"cpuSeconds":…}: user and system time of the process.
 */
const N = Number(process.argv[2] ?? 50_000);
class Heap {
  constructor() {
    this.a = [];
  }
  push(e) {
    const a = this.a;
    let i = a.length;
    a.push(e);
    while (i > 0) {
      const p = (i - 1) >> 1,
        q = a[p];
      if (q.t < e.t || (q.t === e.t && q.s < e.s)) break;
      a[i] = q;
      i = p;
    }
    a[i] = e;
  }
  pop() {
    const a = this.a,
      top = a[0],
      e = a.pop(),
      n = a.length;
    if (n) {
      let i = 0;
      for (;;) {
        let c = 2 * i + 1;
        if (c >= n) break;
        const r = c + 1;
        let x = a[c];
        if (r < n) {
          const y = a[r];
          if (y.t < x.t || (y.t === x.t && y.s < x.s)) {
            c = r;
            x = y;
          }
        }
        if (e.t < x.t || (e.t === x.t && e.s < x.s)) break;
        a[i] = x;
        i = c;
      }
      a[i] = e;
    }
    return top;
  }
}
const SYN = 2,
  ACK = 16,
  FIN = 1;
const h = new Heap();
let now = 0,
  s = 0;
const at = (t, k, x, y) => {
  const e = { t, s: s++, k, x, y, dead: false };
  h.push(e);
  return e;
};
const ST = { SYN_SENT: 1, SYN_RCVD: 2, EST: 3, FW1: 4, FW2: 5, TW: 6, CW: 7, LA: 8, CLOSED: 9 };
class Host {
  constructor(id) {
    this.id = id;
    this.m = new Map();
    this.peer = null;
  }
}
const A = new Host(1),
  B = new Host(2);
A.peer = B;
B.peer = A;
class Tcb {
  constructor(h, lp, rp) {
    this.h = h;
    this.lp = lp;
    this.rp = rp;
    this.key = lp * 65536 + rp;
    this.st = 0;
    this.una = 0;
    this.nxt = 0;
    this.rnxt = 0;
    this.rto = null;
    this.got = 0;
    this.srtt = 0;
    this.rttvar = 0;
    this.cwnd = 14600;
    this.wnd = 65535;
    this.idle = now;
    h.m.set(this.key, this);
  }
}
const set = (c, st) => {
  c.st = st;
};
function send(c, fl, len) {
  const g = { sp: c.lp, dp: c.rp, seq: c.nxt, ack: c.rnxt, fl, wnd: 65535, len };
  const adv = len + (fl & 3 ? 1 : 0);
  c.nxt = (c.nxt + adv) >>> 0;
  if (adv) {
    if (c.rto) c.rto.dead = true;
    c.rto = at(now + 1000, 1, c);
  }
  at(now + 1, 0, c.h.peer, g);
}
function recv(host, g) {
  let c = host.m.get(g.dp * 65536 + g.sp);
  if (!c) {
    if (!(g.fl & SYN)) return;
    c = new Tcb(host, g.dp, g.sp);
    c.rnxt = (g.seq + 1) >>> 0;
    set(c, ST.SYN_RCVD);
    send(c, SYN | ACK, 0);
    return;
  }
  if (g.fl & ACK && ((g.ack - c.una) | 0) > 0) {
    c.una = g.ack;
    if (c.una === c.nxt && c.rto) {
      c.rto.dead = true;
      c.rto = null;
    }
  }
  const adv = g.len + (g.fl & 3 ? 1 : 0);
  if (adv) c.rnxt = (g.seq + adv) >>> 0;
  switch (c.st) {
    case ST.SYN_SENT:
      set(c, ST.EST);
      send(c, ACK, 0);
      send(c, ACK, 100);
      return;
    case ST.SYN_RCVD:
      set(c, ST.EST);
      if (!g.len) return; /* fallthrough */
    case ST.EST:
      if (g.len) {
        c.got += g.len;
        send(c, ACK, 0);
        if (host === B) send(c, ACK, 1000);
        else if (c.got >= 1000) {
          set(c, ST.FW1);
          send(c, FIN | ACK, 0);
        }
      } else if (g.fl & FIN) {
        set(c, ST.CW);
        send(c, ACK, 0);
        set(c, ST.LA);
        send(c, FIN | ACK, 0);
      }
      return;
    case ST.FW1:
      if (g.fl & FIN) {
        tw(c);
      } else if (c.una === c.nxt) set(c, ST.FW2);
      return;
    case ST.FW2:
      if (g.fl & FIN) tw(c);
      return;
    case ST.LA:
      if (c.una === c.nxt) {
        set(c, ST.CLOSED);
        host.m.delete(c.key);
      }
      return;
  }
}
let started = 0,
  done = 0,
  port = 0;
function tw(c) {
  send(c, ACK, 0);
  set(c, ST.TW);
  at(now + 60000, 2, c);
  done++;
  start();
}
function start() {
  if (started >= N) return;
  started++;
  const c = new Tcb(A, 1024 + (port++ % 60000), 80 + Math.floor(port / 60000));
  set(c, ST.SYN_SENT);
  send(c, SYN, 0);
}
start();
while (h.a.length) {
  const e = h.pop();
  if (e.dead) continue;
  now = e.t;
  if (e.k === 0) recv(e.x, e.y);
  else if (e.k === 1) {
    throw new Error('rto');
  } else {
    set(e.x, ST.CLOSED);
    e.x.h.m.delete(e.x.key);
  }
}
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ connections: done, cpuSeconds: (user + system) / 1e6 }));
