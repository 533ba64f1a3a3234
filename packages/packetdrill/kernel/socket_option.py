"""Socket options and tcp_info in the kernel's own units. tcp(7), linux/tcp.h."""
import socket, struct


def set_option(sock, option):
    name, value = option['name'], option['value']
    if name == 'unseen':
        return
    if name == 'TCP_INQ':
        sock.setsockopt(socket.IPPROTO_TCP, 36, value)
        return
    if name == 'SO_LINGER':
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', int(value['on']), value['seconds']))
        return
    unit = {'TCP_KEEPIDLE': 1e6, 'TCP_KEEPINTVL': 1e6, 'TCP_LINGER2': 1e6, 'TCP_USER_TIMEOUT': 1e3}.get(name, 1)
    level = socket.SOL_SOCKET if name.startswith('SO_') else socket.IPPROTO_TCP
    sock.setsockopt(level, getattr(socket, name), int(value / unit))


TCP_INFO = ['state', 'ca_state', 'retransmits', 'probes', 'backoff', 'options', 'wscale', 'flags']
TCP_INFO_32 = ['rto', 'ato', 'snd_mss', 'rcv_mss', 'unacked', 'sacked', 'lost', 'retrans', 'fackets', 'last_data_sent',
               'last_ack_sent', 'last_data_recv', 'last_ack_recv', 'pmtu', 'rcv_ssthresh', 'rtt', 'rttvar', 'snd_ssthresh',
               'snd_cwnd', 'advmss', 'reordering']
STATES = ['ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT', 'LAST_ACK',
          'LISTEN', 'CLOSING']


def tcp_info(sock):
    data = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
    values = struct.unpack(f'8B{len(TCP_INFO_32)}I', data[: 8 + 4 * len(TCP_INFO_32)])
    info = {f'tcpi_{name}': value for name, value in zip(TCP_INFO + TCP_INFO_32, values)}
    info.update({f'TCP_{name}': index + 1 for index, name in enumerate(STATES)})
    return info
