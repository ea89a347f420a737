"""Work done beside other work, in a thread that no one has to wait for at the end."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Queue
from typing import Generic, TypeVar

Result = TypeVar("Result")
Block = TypeVar("Block")


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Start `work` in a thread and return what waits for its result, or raises its error.

    The thread is a daemon: a run that fails or is stopped meanwhile ends without it.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result


class Fed(Generic[Block]):
    """Takes blocks and gives each to `work` in a thread, in order; at most `ahead` of them wait."""

    def __init__(self, work: Callable[[Block], None], *, ahead: int) -> None:
        """Start the thread."""
        self._blocks: Queue[Block | None] = Queue(maxsize=ahead)
        self._work = work
        self._failed: BaseException | None = None
        self._ended = beside(self._run)

    def take(self, block: Block) -> None:
        """Take the next block; waits where too many wait already."""
        self._blocks.put(block)

    def finish(self) -> None:
        """Wait until all is done. Raises what `work` raised."""
        self._blocks.put(None)
        self._ended()

    def _run(self) -> None:
        """Work until the end is told; after a failure blocks are let go, so that nobody waits."""
        while (block := self._blocks.get()) is not None:
            if self._failed is None:
                try:
                    self._work(block)
                except BaseException as error:  # noqa: BLE001 - raised where one finishes
                    self._failed = error
        if self._failed is not None:
            raise self._failed
