"""Segments as octets and back, and the TUN device that carries them. RFC 9293 section 3.1, RFC 7323, RFC 2018."""
import fcntl, os, socket, struct, subprocess

LOCAL, REMOTE = '192.168.0.2', '192.0.2.1'
U32 = 0xFFFFFFFF


def open_tun():
    tun = os.open('/dev/net/tun', os.O_RDWR)
    fcntl.ioctl(tun, 0x400454CA, struct.pack('16sH', b'tun0', 0x0001 | 0x1000))  # TUNSETIFF: IFF_TUN | IFF_NO_PI
    for command in (
        'ip link set lo up',
        f'ip address add {LOCAL}/24 dev tun0',
        'ip link set tun0 up',
        f'ip route add {REMOTE}/32 dev tun0 advmss 1460',
        'sysctl -qw net.ipv6.conf.all.disable_ipv6=1',
    ):
        subprocess.run(command.split(), check=True)
    return tun


def checksum(data):
    if len(data) % 2:
        data += b'\0'
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def options_bytes(options):
    out = b''
    for option in options:
        kind = option['kind']
        if kind == 'nop':
            out += b'\x01'
        elif kind == 'eol':
            out += b'\x00'
        elif kind == 'mss':
            out += struct.pack('!BBH', 2, 4, option['value'])
        elif kind == 'wscale':
            out += struct.pack('!BBB', 3, 3, option['value'])
        elif kind == 'sackOK':
            out += b'\x04\x02'
        elif kind == 'sack':
            blocks = [edge & U32 for block in option['blocks'] for edge in block]
            out += struct.pack(f'!BB{len(blocks)}I', 5, 2 + 4 * len(blocks), *blocks)
        elif kind == 'TS':
            out += struct.pack('!BBII', 8, 10, option['val'] & U32, option['ecr'] & U32)
    return out + b'\0' * (-len(out) % 4)


def parse_options(data):
    options, at = [], 0
    while at < len(data):
        kind = data[at]
        if kind < 2:
            options.append({'kind': ['eol', 'nop'][kind]})
            at += 1
            continue
        body = data[at + 2 : at + data[at + 1]]
        if kind == 2:
            options.append({'kind': 'mss', 'value': struct.unpack('!H', body)[0]})
        elif kind == 3:
            options.append({'kind': 'wscale', 'value': body[0]})
        elif kind == 4:
            options.append({'kind': 'sackOK'})
        elif kind == 5:
            edges = struct.unpack(f'!{len(body) // 4}I', body)
            options.append({'kind': 'sack', 'blocks': [list(edges[i : i + 2]) for i in range(0, len(edges), 2)]})
        elif kind == 8:
            val, ecr = struct.unpack('!II', body)
            options.append({'kind': 'TS', 'val': val, 'ecr': ecr})
        else:
            options.append({'kind': f'option {kind}'})
        at += data[at + 1]
    return options


def packet_bytes(packet, sport, dport):
    bits = sum(bit for name, bit in (('fin', 1), ('syn', 2), ('rst', 4), ('psh', 8), ('ack', 16)) if packet['flags'][name])
    options = options_bytes(packet['options'])
    length = packet['length']
    header = struct.pack(
        '!HHIIBBHHH', sport, dport, packet['seq'] & U32, (packet['ack'] or 0) & U32,
        (20 + len(options)) << 2, bits, packet['window'] or 0, 0, 0,
    ) + options
    tcp = bytearray(header + b'\0' * length)
    source, destination = socket.inet_aton(REMOTE), socket.inet_aton(LOCAL)
    tcp[16:18] = struct.pack('!H', checksum(source + destination + struct.pack('!BBH', 0, 6, len(tcp)) + bytes(tcp)))
    ip = bytearray(struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0, source, destination))
    ip[10:12] = struct.pack('!H', checksum(bytes(ip)))
    return bytes(ip + tcp)


def parse_packet(data):
    if data[0] >> 4 != 4 or data[9] != 6:
        return None
    ihl = (data[0] & 15) * 4
    sport, dport, seq, ack, offset, bits, window = struct.unpack('!HHIIBBH', data[ihl : ihl + 16])
    end = ihl + (offset >> 4) * 4
    flags = {name: bool(bits & bit) for name, bit in (('fin', 1), ('syn', 2), ('rst', 4), ('psh', 8), ('ack', 16))}
    return {
        'source': socket.inet_ntoa(data[12:16]), 'sport': sport, 'dport': dport, 'flags': flags, 'seq': seq, 'ack': ack,
        'window': window, 'options': parse_options(data[ihl + 20 : end]),
        'length': struct.unpack('!H', data[2:4])[0] - end,
    }
