#!/usr/bin/env python3
"""Plays one packetdrill script against the kernel of the machine it runs on.

The script comes parsed, as JSON on standard input: play-all.ts reads it and starts this. Semantics are packetdrill's:
its run.c, run_packet.c and socket.h. Needs root (a TUN device, a network namespace of its own), Linux, Python 3.
Prints one line: `ok`, or what differed and at which line. Exit code 0 or 1.

    --strict      nothing may be left over at the end      --slack=MS    more tolerance than the script declares
    --record[=S]  prints, as JSON, what the kernel sends within S seconds of the last event, and the states then
"""
import errno, fcntl, json, os, queue, select, socket, struct, subprocess, sys, termios, threading, time

sys.dont_write_bytecode = True
from socket_option import set_option, tcp_info
from wire import LOCAL, REMOTE, U32, open_tun, packet_bytes, parse_packet

PORT, PEER_PORT = 8080, 54321
STRICT = '--strict' in sys.argv
RECORD = next((float(arg[9:] or 0.3) for arg in sys.argv if arg.startswith('--record')), None)
# A loaded machine is late: more tolerance than the script declares, in milliseconds.
SLACK = next((int(arg[8:]) * 1000 for arg in sys.argv if arg.startswith('--slack=')), 0)


class Differs(Exception):
    pass


# The connection under test: script numbers to live numbers and back (packetdrill's socket.h)


class Mapping:
    def __init__(self, state):
        self.state = state
        self.local_port = PORT
        self.remote_port = PEER_PORT
        self.remote_isn = self.local_isn = self.script_local_isn = 0
        self.ts = {}
        self.first_ts = None

    def ack_offset(self, syn):
        return self.local_isn - self.script_local_isn if syn else self.local_isn

    def seq_offset(self, syn):
        return 0 if syn else self.remote_isn


class Player:
    def __init__(self, plan):
        self.options = plan['options']
        self.events = plan['events']
        self.tun = open_tun()
        self.sent = queue.Queue()
        self.sockets = {}
        self.map = None
        self.now_line = 0
        self.threads = []
        self.failures = queue.Queue()
        threading.Thread(target=self.sniff, daemon=True).start()

    def sniff(self):
        while True:
            data = os.read(self.tun, 65536)
            now = time.monotonic()
            packet = parse_packet(data)
            if packet:
                self.sent.put((now, packet))

    def elapsed(self):
        return int((time.monotonic() - self.start) * 1e6)

    def play(self):
        time.sleep(0.05)
        while not self.sent.empty():
            self.sent.get()
        self.start = time.monotonic()
        last = 0
        anchored = None
        for event in self.events:
            self.now_line = event['place']['line']
            if not self.failures.empty():
                raise self.failures.get()
            when, action = event['time'], event['action']
            inbound = action['type'] == 'packet' and action['packet']['direction'] == 'inbound'
            base = 0 if when['type'].startswith('absolute') else self.elapsed()
            if inbound and anchored is not None and when['type'] == 'relative':
                base = anchored
            begin = base + when.get('at', when.get('from', 0))
            end = base + when.get('to', when.get('at', 0))
            if action['type'] == 'packet' and not inbound:
                self.expect(action['packet'], when['type'], begin, end, last)
            else:
                self.wait(begin)
                self.check_time(when['type'], begin, end, self.elapsed(), last, 'event')
                self.act(action, base)
            anchored = begin if inbound else None
            last = begin
        for thread, expected in self.threads:
            thread.join(max(0, expected / 1e6 - self.elapsed() / 1e6) + 0.2 * expected / 1e6 + 1)
            if thread.is_alive():
                raise Differs('a blocking call has not returned')
        if not self.failures.empty():
            raise self.failures.get()
        if RECORD is not None:
            self.record(time.monotonic())
        if STRICT:
            time.sleep(0.01)
            while not self.sent.empty():
                _, packet = self.sent.get()
                if self.is_ours(packet):
                    raise Differs(f'sent after the last expected packet: {shown(self.to_script(packet, None))}')

    def record(self, since):
        """Instead of expecting: what the kernel sends within so many seconds of the last event, which states stand, SO_ERROR."""
        time.sleep(RECORD)
        while not self.sent.empty():
            at, packet = self.sent.get()
            if self.is_ours(packet):
                got = self.to_script(packet, None)
                print(json.dumps({'after': at - since, 'packet': {**got, 'direction': 'outbound', 'ports': None}}))
        shown = subprocess.run(['ss', '-tanH'], capture_output=True, text=True).stdout
        print(json.dumps({'states': sorted(line.split()[0] for line in shown.splitlines())}))
        if 4 in self.sockets or 3 in self.sockets and self.map is self.sockets[3][1]:
            code = self.sockets.get(4, self.sockets.get(3))[0].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            print(json.dumps({'error': errno.errorcode[code] if code else None}))

    def wait(self, begin):
        while True:
            rest = begin - self.elapsed()
            if rest <= 0:
                return
            time.sleep(rest / 1e6)

    def tolerance(self, begin, last):
        return SLACK + max(self.options['toleranceUsecs'], self.options['tolerancePercent'] / 100 * (begin - last))

    def check_time(self, kind, begin, end, actual, last, what):
        if kind == 'any':
            return
        slack = self.tolerance(begin, last)
        if actual < begin - slack or actual > end + slack:
            raise Differs(f'{what} expected at {begin / 1e6:.6f}{"~%.6f" % (end / 1e6) if end != begin else ""} s, '
                          f'happened at {actual / 1e6:.6f} s')

    # Packets

    def act(self, action, base):
        kind = action['type']
        if kind == 'packet':
            self.inject(action['packet'])
        elif kind == 'command':
            done = subprocess.run(action['text'], shell=True, capture_output=True, text=True)
            if done.returncode:
                raise Differs(f'command failed: {action["text"]}: {done.stdout}{done.stderr}')
        elif kind == 'assert':
            self.check_info(action['assertions'])
        elif kind == 'icmp':
            raise Differs('ICMP is not played against the kernel')
        else:
            self.call(action, base)

    def inject(self, spec):
        flags = spec['flags']
        if self.map is None or self.map.state == 'listening':
            self.map = Mapping('packet-received')
            self.map.remote_isn = spec['seq']
        elif self.map.state == 'synack-sent' and flags['ack']:
            self.map.state = 'synack-acked'
        elif self.map.state == 'syn-sent' and flags['syn'] and flags['ack']:
            self.map.state = 'syn-acked'
            self.map.remote_isn = spec['seq']
        syn = flags['syn']
        live = dict(spec)
        live['seq'] = spec['seq'] + self.map.seq_offset(syn)
        if flags['ack']:
            live['ack'] = (spec['ack'] or 0) + self.map.ack_offset(syn)
        live['options'] = [self.live_option(option, flags['ack'], syn) for option in spec['options']]
        ports = spec['ports'] or {'source': self.map.remote_port, 'destination': self.map.local_port}
        os.write(self.tun, packet_bytes(live, ports['source'], ports['destination']))

    def live_option(self, option, ack, syn):
        if option['kind'] == 'sack':
            offset = self.map.ack_offset(syn)
            return {**option, 'blocks': [[edge + offset for edge in block] for block in option['blocks']]}
        if option['kind'] != 'TS' or not ack:
            return option
        if option['ecr'] in self.map.ts:
            return {**option, 'ecr': self.map.ts[option['ecr']]}
        if self.options['tsEcrScaled'] and self.map.first_ts:
            script, live = self.map.first_ts
            return {**option, 'ecr': option['ecr'] - script + live}
        raise Differs(f'no outbound TSval {option["ecr"]} to echo')

    def is_ours(self, packet):
        m = self.map
        if m is None:
            return False
        if m.state in ('connecting', 'syn-sent') and m.local_port is None:
            return packet['flags']['syn'] and packet['dport'] == m.remote_port
        return packet['sport'] == m.local_port and packet['dport'] == m.remote_port

    def expect(self, spec, kind, begin, end, last):
        m = self.map
        if m is None:
            raise Differs('no socket for this packet')
        flags = spec['flags']
        if flags['syn'] and not flags['ack'] and m.state == 'connecting':
            m.state = 'syn-sent'
            m.script_local_isn = spec['seq']
        synack = m.state == 'packet-received' and flags['syn'] and flags['ack']
        if synack:
            m.script_local_isn = spec['seq'] or 0
        limit = 600e6 if kind == 'any' else end + self.tolerance(begin, last) + 50_000
        while True:
            rest = (limit - self.elapsed()) / 1e6
            try:
                at, live = self.sent.get(timeout=max(0.001, rest))
            except queue.Empty:
                raise Differs(f'expected {shown(spec)}, and nothing was sent until {limit / 1e6:.3f} s')
            if not self.is_ours(live):
                continue
            break
        if m.local_port is None:
            m.local_port = live['sport']
            m.local_isn = live['seq']
        if synack:
            m.state = 'synack-sent'
            m.local_isn = live['seq']
        actual = int((at - self.start) * 1e6)
        got = self.to_script(self.whole(live, spec['length']), spec)
        self.compare(spec, got)
        self.check_time(kind, begin, end, actual, last, f'packet {shown(spec)}')

    def whole(self, live, length):
        """The TUN device gets one by one what the kernel sent as one large packet, and packetdrill sees as one."""
        while not self.options['strictSegments'] and 0 < live['length'] < length:
            try:
                _, more = self.sent.get(timeout=0.005)
            except queue.Empty:
                break
            if not self.is_ours(more) or more['seq'] != (live['seq'] + live['length']) & U32:
                raise Differs(f'{shown(more)} does not follow {shown(live)}')
            live = {**live, 'length': live['length'] + more['length'], 'flags': more['flags']}
        return live

    def to_script(self, live, spec):
        m = self.map
        syn = live['flags']['syn']
        got = dict(live)
        got['seq'] = (live['seq'] - m.ack_offset(syn)) & U32
        if live['flags']['ack']:
            got['ack'] = (live['ack'] - m.seq_offset(syn)) & U32
        got['options'] = [
            {**o, 'blocks': [[(edge - m.seq_offset(syn)) & U32 for edge in block] for block in o['blocks']]} if o['kind'] == 'sack' else o
            for o in live['options']
        ]
        return got

    def compare(self, spec, got):
        differs = [name for name in ('flags', 'length') if spec[name] != got[name]]
        if spec['seq'] is not None and spec['seq'] != got['seq']:
            differs.append('seq')
        if (spec['ack'] or 0) != got['ack']:
            differs.append('ack')
        if spec['window'] is not None and spec['window'] != got['window']:
            differs.append('win')
        if spec['options'] != 'unchecked' and not self.same_options(spec['options'], got['options']):
            differs.append('options')
        if differs:
            raise Differs(f'{", ".join(differs)}: expected {shown(spec)}, got {shown(got)}')

    def same_options(self, expected, got):
        if [o['kind'] for o in expected] != [o['kind'] for o in got]:
            return False
        for want, have in zip(expected, got):
            if want['kind'] == 'TS':
                self.map.ts[want['val']] = have['val']
                if self.map.first_ts is None:
                    self.map.first_ts = (want['val'], have['val'])
                script, live = self.map.first_ts
                tick = self.options['tsTickUsecs']
                if tick and abs(have['val'] - live + script - want['val']) * tick > self.options['toleranceUsecs']:
                    return False
            elif want != have:
                return False
        return True

    # System calls

    def call(self, action, base):
        what, answer = action['plan']['what'], action['plan']['answer']
        end = action['call']['end']
        if end is None:
            return self.judge(what, answer, self.run(what))
        expected = end + base

        def blocked():
            try:
                got = self.run(what)
                at = self.elapsed()
                self.judge(what, answer, got)
                self.check_time('relative', expected, expected, at, base, f'return of {what["type"]}()')
            except Differs as difference:
                self.failures.put(difference)

        thread = threading.Thread(target=blocked, daemon=True)
        thread.start()
        self.threads.append((thread, expected))
        time.sleep(0.002)

    def judge(self, what, answer, got):
        value, error = got
        expected = (answer['value'], answer['error'])
        if what['type'] == 'getsockopt' or value == -1 or error:
            if (value, error) != expected:
                raise Differs(f'{what["type"]}() returned {value} {error or ""}, expected {expected}')
        elif value != answer['value'] or answer['error']:
            raise Differs(f'{what["type"]}() returned {value}, expected {expected}')

    def run(self, what):
        try:
            return self.dispatch(what), None
        except BlockingIOError as refused:
            return -1, errno.errorcode[refused.errno]
        except OSError as refused:
            return -1, errno.errorcode[refused.errno]

    def dispatch(self, what):
        kind = what['type']
        if kind == 'socket':
            return self.new_socket(socket.socket(socket.AF_INET, socket.SOCK_STREAM), what['nonBlocking'], Mapping('new'))
        if kind == 'poll':
            return self.poll(what)
        if kind.startswith('epoll'):
            raise Differs('epoll is not played against the kernel')
        fd = what['fd']
        if fd not in self.sockets:
            raise OSError(errno.EBADF, 'EBADF')
        sock, mapping = self.sockets[fd]
        if kind == 'bind':
            sock.bind((what['address'] or LOCAL, PORT if what['port'] is None else what['port']))
        elif kind == 'listen':
            sock.listen(what['backlog'])
            mapping.state = 'listening'
            self.map = mapping
        elif kind == 'accept':
            child, _ = sock.accept()
            return self.new_socket(child, what['nonBlocking'], None)
        elif kind == 'connect':
            if mapping.state == 'new':
                mapping.state = 'connecting'
                mapping.local_port = None
                mapping.remote_port = PORT if what['port'] is None else what['port']
                self.map = mapping
            sock.connect((what['address'] or REMOTE, PORT if what['port'] is None else what['port']))
        elif kind == 'send':
            return sock.send(what['bytes'].encode('latin-1'), socket.MSG_NOSIGNAL | (socket.MSG_DONTWAIT if what['dontWait'] else 0))
        elif kind == 'recv':
            return len(sock.recv(what['count'], socket.MSG_DONTWAIT if what['dontWait'] else 0))
        elif kind == 'shutdown':
            sock.shutdown({'SHUT_RD': 0, 'SHUT_WR': 1, 'SHUT_RDWR': 2}[what['how']])
        elif kind == 'close':
            del self.sockets[fd]
            os.close(sock.detach())
        elif kind == 'setsockopt':
            set_option(sock, what['option'])
        elif kind == 'getsockopt':
            self.get_option(sock, what['option'])
        elif kind == 'get-flags':
            return fcntl.fcntl(sock.fileno(), fcntl.F_GETFL)
        elif kind == 'ioctl':
            self.count(sock, what)
        elif kind == 'set-flags':
            fcntl.fcntl(sock.fileno(), fcntl.F_SETFL, os.O_RDWR | (os.O_NONBLOCK if what['nonBlocking'] else 0))
        return 0

    def new_socket(self, sock, non_blocking, mapping):
        fcntl.fcntl(sock.fileno(), fcntl.F_SETFL, os.O_RDWR | (os.O_NONBLOCK if non_blocking else 0))
        fd = 3
        while fd in self.sockets:
            fd += 1
        if mapping is None:
            mapping = self.map
        self.sockets[fd] = (sock, mapping)
        if mapping.state == 'new':
            self.map = mapping
        return fd

    def get_option(self, sock, option):
        if option['name'] == 'SO_ERROR':
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            got = errno.errorcode[code] if code else None
            if got != option['error']:
                raise Differs(f'SO_ERROR is {got}, expected {option["error"]}')
        elif option['name'] == 'SO_LINGER':
            on, seconds = struct.unpack('ii', sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
            if (bool(on), seconds) != (option['on'], option['seconds']):
                raise Differs(f'SO_LINGER is {on}, {seconds}')
        else:
            level = socket.SOL_SOCKET if option['name'].startswith('SO_') else socket.IPPROTO_TCP
            got = sock.getsockopt(level, getattr(socket, option['name']))
            if got != option['value']:
                raise Differs(f'{option["name"]} is {got}, expected {option["value"]}')

    def poll(self, what):
        mask = lambda names: sum(getattr(select, f'POLL{name}') for name in names)
        poller = select.poll()
        for item in what['items']:
            poller.register(self.sockets[item['fd']][0].fileno(), mask(item['events']))
        got = dict(poller.poll(what['timeout']))
        for item in what['items']:
            revents = got.get(self.sockets[item['fd']][0].fileno(), 0)
            if revents != mask(item['revents']):
                raise Differs(f'revents of {item["fd"]} are {revents:#x}')
        return len(got)

    def count(self, sock, what):
        request = {'received': termios.FIONREAD, 'unacknowledged': termios.TIOCOUTQ, 'unsent': 0x894B}[what['request']]
        got = struct.unpack('i', fcntl.ioctl(sock.fileno(), request, b'\0' * 4))[0]
        if got != what['octets']:
            raise Differs(f'ioctl() tells {got} octets, expected {what["octets"]}')

    def check_info(self, assertions):
        sock = next(s for s, m in self.sockets.values() if m is self.map)
        info = tcp_info(sock)
        for assertion in assertions:
            # What the parser lets through is arithmetic and comparisons of these names.
            if not eval(assertion['text'], {'__builtins__': {}}, info):
                raise Differs(f'assert {assertion["text"]}: {info}')


def shown(packet):
    flags = packet['flags']
    letters = ''.join(letter for name, letter in (('syn', 'S'), ('fin', 'F'), ('rst', 'R'), ('psh', 'P')) if flags[name])
    text = f'{letters}{"." if flags["ack"] else ""} {packet["seq"]}({packet["length"]})'
    if packet.get('ack'):
        text += f' ack {packet["ack"]}'
    if packet['window'] is not None:
        text += f' win {packet["window"]}'
    return text + f' {packet["options"] if packet["options"] else ""}'


def main():
    # As packetdrill does: on a busy machine a script's own steps must not come late.
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
    player = Player(json.load(sys.stdin))
    try:
        player.play()
        print('ok')
    except Differs as difference:
        print(f'line {player.now_line}: {difference}')
        sys.exit(1)


main()
