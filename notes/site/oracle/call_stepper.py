#!/usr/bin/env python3
"""Makes the calls of the call stepper for true, over loopback, and says where the kernel disagrees.

Reads runs from standard input, one JSON text a line: [{"id": "client connect", "result": "0", "after": {…}}, …].
Each call is made without waiting; a call that would wait gives "waits". The states come from /proc/net/tcp (proc(5)).
"""
import errno
import fcntl
import json
import socket
import struct
import sys
import termios
import time
from concurrent.futures import ThreadPoolExecutor

STATES = {1: "ESTABLISHED", 2: "SYN_SENT", 3: "SYN_RECV", 4: "FIN_WAIT1", 5: "FIN_WAIT2", 6: "TIME_WAIT", 7: "CLOSE",
          8: "CLOSE_WAIT", 9: "LAST_ACK", 10: "LISTEN", 11: "CLOSING"}


def table():
    """What the kernel knows: {(local port, remote port): (state, bytes to read or connections to accept)}."""
    with open("/proc/net/tcp", encoding="ascii") as lines:
        rows = [line.split() for line in lines][1:]
    port = lambda address: int(address.split(":")[1], 16)
    return {(port(row[1]), port(row[2])): (STATES.get(int(row[3], 16), "?"), int(row[4].split(":")[1], 16)) for row in rows}


class Run:
    def __init__(self):
        self.sockets = {}
        self.ports = {"client": 0}
        self.place = socket.socket()  # holds the port 7000 of this run until the end: bound, but no listener
        self.place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # so that ours may have the port, too
        self.place.bind(("127.0.0.1", 0))
        self.port = self.place.getsockname()[1]

    def make(self, step):
        side, call = step.split()[:2]
        try:
            return self.call(side, call)
        except BlockingIOError:
            return "waits"
        except OSError as error:
            return "-1 " + errno.errorcode[error.errno]

    def call(self, side, call):
        mine = self.sockets.get("server" if side == "server" else "client")
        if call == "socket":
            self.sockets["listener" if side == "server" else "client"] = socket.socket()
            return "a descriptor"
        if call == "bind":
            self.sockets["listener"].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.sockets["listener"].bind(("127.0.0.1", self.port))
            return "0"
        if call == "listen":
            self.sockets["listener"].listen(16)
            return "0"
        if call == "connect":
            try:
                mine.connect(("127.0.0.1", self.port))
            finally:
                self.ports["client"] = mine.getsockname()[1]
            return "0"
        if call == "accept":
            self.sockets["listener"].setblocking(False)
            self.sockets["server"] = self.sockets["listener"].accept()[0]
            return "a descriptor"
        if call == "send":
            return str(mine.send(b"3 + 4" if side == "client" else b"7", socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT))
        if call == "recv":
            return str(len(mine.recv(100, socket.MSG_DONTWAIT)))
        if call == "shutdown":
            mine.shutdown(socket.SHUT_WR)
        else:
            self.sockets.pop(side).close()
        return "0"

    def seen(self):
        rows = table()
        listener = self.sockets.get("listener")
        port = listener.getsockname()[1] if listener else 0
        state, waiting = rows.get((port, 0), ("CLOSE" if listener else "", 0))
        found = {"listener": {"state": state, "accept": waiting if state == "LISTEN" else 0}}
        for side, pair in (("client", (self.ports["client"], self.port)), ("server", (self.port, self.ports["client"]))):
            state, unread = rows.get(pair, ("CLOSE", 0)) if all(pair) else ("CLOSE", 0)
            if side in self.sockets:
                room = fcntl.ioctl(self.sockets[side].fileno(), termios.FIONREAD, bytes(4))
                unread = struct.unpack("i", room)[0]
            elif state == "CLOSE_WAIT":
                unread -= 1  # /proc/net/tcp counts the FIN
            elif state != "ESTABLISHED":
                unread = 0
            found[side] = {"state": state, "receive": unread}
        return found

    def end(self):
        for one in [self.place, *self.sockets.values()]:
            one.close()


def plain(after):
    """The model's picture, reduced to what can be seen: '' (no socket yet) and CLOSE both have no row in the table."""
    sides = {side: {"state": after[side]["state"] or "CLOSE", "receive": after[side]["receive"]} for side in ("client", "server")}
    return {"listener": {key: after["listener"][key] for key in ("state", "accept")}, **sides}


def differences(steps):
    run = Run()
    try:
        for number, step in enumerate(steps):
            result = run.make(step["id"])
            expected = plain(step["after"])
            limit = time.monotonic() + 5  # packets over loopback: at once, but on a busy machine a little later
            while (seen := run.seen()) != expected and time.monotonic() < limit:
                time.sleep(0.001)
            if result != step["result"] or seen != expected:
                return [f"call {number + 1}, {step['id']}: model: {step['result']} {expected}; kernel: {result} {seen}"]
        return []
    finally:
        run.end()


def loopback_up():
    """In a network of its own (unshare -rn) loopback is there, but down: netdevice(7). Its table is short, too."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: IFF_UP, IFF_RUNNING


if "--own-network" in sys.argv:
    loopback_up()
with ThreadPoolExecutor(8) as pool:  # a FIN may be confirmed only 40 ms later: delayed acknowledgements
    for found in pool.map(differences, [json.loads(text) for text in sys.stdin]):
        print(json.dumps(found))
