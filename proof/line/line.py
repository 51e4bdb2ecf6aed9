#!/usr/bin/env python3
"""A weak line between two network namespaces, frame by frame: slow, late, lossy, narrow, cut.

Kernels of small machines come without netem, so the frames go through this program: it reads them from one interface
and writes them to the other. What the line is like is read from standard input, one JSON object a line; what is left
out stays as it was. Each line is answered with `ok`.

  delay_ms    how late a frame arrives, each way
  rate        bits a second each way, 0 for as fast as can be; what does not fit into two seconds is dropped
  loss        in a thousand
  mtu         longer IP packets are dropped and nobody is told, 0 for none: a hole that swallows them
  cut         nothing goes
  seed        the dice

Usage: line.py INTERFACE INTERFACE, in the namespace that has both. Python's own library, nothing of Liaison.
"""

import array
import fcntl
import heapq
import json
import random
import select
import socket
import struct
import sys
import time

ETH_P_ALL, ETHER = 0x0003, 14
SIOCETHTOOL, STXCSUM = 0x8946, 0x17
QUEUE_SECONDS = 2


def plain_checksums(name):
    """The other end must write whole checksums: a frame that leaves its kernel here is not finished by a card."""
    value = array.array("B", struct.pack("II", STXCSUM, 0))
    request = struct.pack("16sP", name.encode(), value.buffer_info()[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCETHTOOL, request)


def open_end(name):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    end.bind((name, 0))
    end.setblocking(False)
    return end


def main():
    if sys.argv[1:2] == ["--plain-checksums"]:
        plain_checksums(sys.argv[2])
        return
    ends = [open_end(name) for name in sys.argv[1:3]]
    line = {"delay_ms": 0, "rate": 0, "loss": 0, "mtu": 0, "cut": False}
    dice = random.Random(1)
    waiting, order, free_at = [], 0, [0.0, 0.0]
    print("ok", flush=True)
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, to, frame = heapq.heappop(waiting)
            if not line["cut"]:
                try:
                    ends[to].send(frame)
                except OSError:
                    pass  # The interface is down: the frame is lost, as on any line.
        timeout = max(0.0, waiting[0][0] - now) if waiting else None
        ready, _, _ = select.select([*ends, sys.stdin], [], [], timeout)
        for one in ready:
            if one is sys.stdin:
                text = sys.stdin.readline()
                if not text:
                    return
                said = json.loads(text)
                if "seed" in said:
                    dice = random.Random(said.pop("seed"))
                line.update(said)
                print("ok", flush=True)
                continue
            at = ends.index(one)
            frame, where = one.recvfrom(70_000)
            if where[2] == socket.PACKET_OUTGOING:
                continue  # What this program itself wrote there.
            too_long = line["mtu"] and len(frame) - ETHER > line["mtu"]
            if line["cut"] or too_long or dice.randrange(1000) < line["loss"]:
                continue
            now = time.monotonic()
            leaves = max(now, free_at[at])
            if line["rate"]:
                if leaves - now > QUEUE_SECONDS:
                    continue
                leaves += len(frame) * 8 / line["rate"]
                free_at[at] = leaves
            order += 1
            heapq.heappush(waiting, (leaves + line["delay_ms"] / 1000, order, 1 - at, frame))


if __name__ == "__main__":
    main()
