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


def test_what_comes_after_the_last_frame_is_done_once() -> None:
    async def scenario() -> int:
        loop = asyncio.get_running_loop()
        done = 0

        def count() -> None:
            nonlocal done
            done += 1

        async def write(frame: str | bytes) -> None:
            del frame

        class Late(FrameWriter):
            """Asked to finish by another thread just when all is written."""

            def _next(self) -> str | bytes | None:
                frame = super()._next()
                if frame is None:
                    self.finish(count)
                return frame

        writer = Late(write, loop=loop, limit=100, overflow=count)
        writer.put("first")
        for _ in range(10):
            await asyncio.sleep(0)
        return done

    assert asyncio.run(scenario()) == 1
