from __future__ import annotations

import asyncio

from tempestweb.transports.writer import FrameWriter

PATIENCE = 20.0


def test_frames_stay_in_order_when_some_can_be_written_at_once() -> None:
    written: list[str | bytes] = []

    async def write(frame: str | bytes) -> None:
        written.append(frame)

    def write_now(frame: str | bytes) -> bool:
        if frame == "large":
            return False
        written.append(frame)
        return True

    def overflow() -> None:
        raise AssertionError("nothing is slow here")

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        writer = FrameWriter(
            write, loop=loop, limit=100, overflow=overflow, write_now=write_now
        )
        writer.put("first")
        writer.put("large")
        writer.put("small")
        assert written == ["first"]
        done = asyncio.Event()
        writer.finish(done.set)
        async with asyncio.timeout(PATIENCE):
            await done.wait()

    asyncio.run(scenario())

    assert written == ["first", "large", "small"]
