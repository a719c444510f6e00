from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from tempestweb.server.runner import JobQueue, QueueFullError, Workers

PATIENCE = 20.0


@pytest.fixture
def workers() -> Workers:
    return Workers(8)


def _flushed(queue: JobQueue) -> None:
    done = threading.Event()
    queue.put_anyway(done.set)
    assert done.wait(PATIENCE)


def test_jobs_of_a_queue_run_in_order_and_one_at_a_time(workers: Workers) -> None:
    queue = JobQueue("q", workers, 10_000)
    ran: list[int] = []
    inside = threading.Lock()

    def job(number: int) -> None:
        assert inside.acquire(blocking=False)
        ran.append(number)
        inside.release()

    for number in range(1000):
        queue.put(partial(job, number))
    _flushed(queue)

    assert ran == list(range(1000))


def test_a_queue_that_hangs_holds_up_no_other(workers: Workers) -> None:
    release = threading.Event()
    stuck, other = JobQueue("a", workers, 10), JobQueue("b", workers, 10)
    stuck.put(release.wait)  # type: ignore[arg-type]  # what it returns is not used

    _flushed(other)
    release.set()
    _flushed(stuck)


def test_a_queue_takes_no_more_than_its_limit(workers: Workers) -> None:
    release = threading.Event()
    queue = JobQueue("q", workers, 2)
    queue.put(release.wait)  # type: ignore[arg-type]  # see above
    ran: list[int] = []

    def fill() -> None:
        for number in range(4):
            queue.put(partial(ran.append, number))

    with pytest.raises(QueueFullError):
        fill()
    queue.put_anyway(lambda: ran.append(99))
    release.set()
    _flushed(queue)

    assert ran[-1] == 99
    assert ran[:-1] == list(range(len(ran) - 1))


def test_a_job_that_fails_ends_nothing(
    workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    queue = JobQueue("session x", workers, 10)

    def fail() -> None:
        raise SystemExit(3)

    queue.put(fail)
    _flushed(queue)

    assert "a job of session x failed" in caplog.text


def test_a_call_returns_what_its_function_does(workers: Workers) -> None:
    queue = JobQueue("q", workers, 10)

    def fail() -> None:
        raise ValueError("as it should")

    async def scenario() -> str:
        with pytest.raises(ValueError, match="as it should"):
            await queue.call(fail)
        return await queue.call(lambda: threading.current_thread().name)

    assert asyncio.run(scenario()).startswith("tempestweb-worker-")


def test_a_call_that_nobody_waits_for_is_not_made(workers: Workers) -> None:
    release, ran = threading.Event(), threading.Event()
    queue = JobQueue("q", workers, 10)
    queue.put(release.wait)  # type: ignore[arg-type]  # see above

    async def scenario() -> None:
        task = asyncio.ensure_future(queue.call(ran.set))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(scenario())
    release.set()
    _flushed(queue)

    assert not ran.is_set()


def test_there_are_no_more_threads_than_needed_or_allowed() -> None:
    workers = Workers(2)
    release = threading.Event()
    queues = [JobQueue(f"q{n}", workers, 10) for n in range(5)]
    started = threading.Semaphore(0)

    def job() -> None:
        started.release()
        release.wait(PATIENCE)

    for queue in queues:
        queue.put(job)
    for _ in range(2):
        assert started.acquire(timeout=PATIENCE)
    busy = workers.count
    release.set()
    for queue in queues:
        _flushed(queue)

    assert busy == 2
    assert workers.count == 2


def test_a_queue_with_much_to_do_lets_others_have_a_turn() -> None:
    workers = Workers(1)
    busy, other = JobQueue("busy", workers, 10_000), JobQueue("other", workers, 10)
    release = threading.Event()
    ran: list[str] = []
    busy.put(release.wait)  # type: ignore[arg-type]  # see above
    for _ in range(1000):
        busy.put(lambda: ran.append("busy"))
    other.put(lambda: ran.append("other"))
    release.set()
    _flushed(other)
    _flushed(busy)

    assert ran.index("other") < 200
    assert ran.count("busy") == 1000


def test_a_stuck_job_is_told_of_once_with_its_place(workers: Workers) -> None:
    queue = JobQueue("q", workers, 10)
    begun, release = threading.Event(), threading.Event()

    def hang_here() -> None:
        begun.set()
        release.wait(PATIENCE)

    queue.put(hang_here)
    assert begun.wait(PATIENCE)
    too_early = queue.stuck_stack(3600.0)
    first, again = queue.stuck_stack(0.0), queue.stuck_stack(0.0)
    release.set()
    _flushed(queue)

    assert too_early is None
    assert first is not None
    assert "hang_here" in first
    assert again is None
    assert queue.stuck_stack(0.0) is None


def test_a_job_waits_for_a_busy_thread_where_no_other_can_be_started(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        may_end.wait(PATIENCE)

    workers.run(hold)
    assert begun.wait(PATIENCE)
    monkeypatch.setattr(threading.Thread, "start", _no_thread)
    workers.run(done.set)
    may_end.set()

    assert done.wait(PATIENCE)
    assert workers.count == 1


def test_a_queue_goes_on_after_no_thread_could_be_started(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = JobQueue("q", workers, 10)
    ran: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", _no_thread)
        with pytest.raises(RuntimeError):
            queue.put(lambda: ran.append(1))

    queue.put(lambda: ran.append(2))
    _flushed(queue)

    assert ran == [2]


def _no_thread(_thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")
