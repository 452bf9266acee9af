#!/usr/bin/env python3
"""A server far away: passes connections on to one that is near, with a round trip in between.

    far.py PORT TO_PORT MILLISECONDS WINDOW

Each direction of a connection has at most WINDOW bytes under way, which is what limits TCP over a distance: it
carries WINDOW bytes for each round trip. A new connection costs a round trip before its first byte.
"""
import asyncio
import sys

PIECE = 64 << 10


class Way:
    """One direction of one connection."""

    def __init__(self, reader, writer, round_trip, window):
        self._reader = reader
        self._writer = writer
        self._round_trip = round_trip
        self._window = window
        self._under_way = 0
        self._has_room = asyncio.Event()
        self._pieces = asyncio.Queue()

    async def run(self, first_delay):
        await asyncio.gather(self._take(first_delay), self._deliver())

    async def _take(self, delay):
        loop = asyncio.get_running_loop()
        while True:
            data = await self._reader.read(PIECE)
            self._pieces.put_nowait((loop.time() + delay + self._round_trip / 2, data))
            if not data:
                return
            self._under_way += len(data)
            loop.call_later(delay + self._round_trip, self._acknowledge, len(data))
            delay = 0
            while self._under_way >= self._window:
                self._has_room.clear()
                await self._has_room.wait()

    def _acknowledge(self, count):
        self._under_way -= count
        self._has_room.set()

    async def _deliver(self):
        loop = asyncio.get_running_loop()
        while True:
            due, data = await self._pieces.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not data:
                self._writer.close()
                return
            self._writer.write(data)
            await self._writer.drain()


async def main(port, to_port, milliseconds, window):
    round_trip = milliseconds / 1000

    async def connected(reader, writer):
        there_reader, there_writer = await asyncio.open_connection('127.0.0.1', to_port)
        there = Way(reader, there_writer, round_trip, window)
        back = Way(there_reader, writer, round_trip, window)
        # Who breaks off does so while the other end still has something to say.
        await asyncio.gather(there.run(round_trip), back.run(0), return_exceptions=True)

    server = await asyncio.start_server(connected, '127.0.0.1', port)
    async with server:
        await server.serve_forever()


asyncio.run(main(*map(int, sys.argv[1:])))
