#!/usr/bin/env python3
"""Records the captures of this folder with a real tcpdump: root, iproute2, tcpdump. One connection each, in a network
namespace of its own: the client sends 100 octets and shuts down, the server answers with 10 and closes.

    python3 record.py FOLDER
"""
import os, signal, socket, subprocess, sys, threading, time

NS = f"lastack-rec-{os.getpid()}"


def run(*words):
    subprocess.run(words, check=True)


def serve(listener):
    peer, _ = listener.accept()
    while peer.recv(4096):
        pass
    peer.send(b"y" * 10)
    peer.close()


def talk(family, address, port):
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(1)
    server = threading.Thread(target=serve, args=(listener,))
    server.start()
    client = socket.socket(family)
    client.connect((address, port))
    client.send(b"x" * 100)
    client.shutdown(socket.SHUT_WR)
    while client.recv(4096):
        pass
    client.close()
    server.join()
    listener.close()


def record(file, options, family=socket.AF_INET, address="127.0.0.1", port=8080):
    dump = subprocess.Popen(
        ["tcpdump", "-U", "-n", "--immediate-mode", "-w", file, *options, "tcp"], stderr=subprocess.PIPE, text=True
    )
    while "listening on" not in (dump.stderr.readline() or "listening on"):
        pass
    talk(family, address, port)
    time.sleep(0.5)
    dump.send_signal(signal.SIGINT)
    dump.wait()


def inside(folder):
    at = lambda name: os.path.join(folder, name + ".pcap")
    record(at("loopback"), ["-i", "lo"])
    record(at("loopback-ipv6"), ["-i", "lo"], socket.AF_INET6, "::1")
    record(at("any-cooked-v2"), ["-i", "any"])
    record(at("any-cooked-v1"), ["-i", "any", "-y", "LINUX_SLL"])
    record(at("nanoseconds"), ["-i", "lo", "--time-stamp-precision=nano"])
    record(at("snap-length"), ["-i", "lo", "-s", "80"])


if __name__ == "__main__":
    if os.environ.get("LASTACK_INSIDE"):
        inside(sys.argv[1])
        sys.exit()
    try:
        run("ip", "netns", "add", NS)
        run("ip", "-n", NS, "link", "set", "lo", "up")
        os.environ["LASTACK_INSIDE"] = "1"
        run("ip", "netns", "exec", NS, sys.executable, __file__, sys.argv[1])
    finally:
        subprocess.run(["ip", "netns", "del", NS])
