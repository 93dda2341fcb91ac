"""Questions that wait at the same moment are answered together: one read and one commit for all of them.

What a question costs by itself is little; what surrounds it (a thread, a transaction, a synced commit) is much, and
is the same for one as for fifty. So those who are about to ask are let in first. A question that comes alone is
answered alone.

Answers are held until their time, so that who asks does not learn from a clock what was asked about.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import SystemRandom
from time import monotonic, sleep
from typing import Generic, TypeVar

from zhifa.errors import Unavailable

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Questions of one turn at most, so that nobody waits long for the others.
MOST = 100
#: From a question to its answer at least, whatever it costs to find: longer than it takes on a machine that is not
#: busy, and too short to be noticed. Who asks cannot tell by the time which codes there are.
EVEN_S = 0.005
#: And by chance so much longer at most: what is left to tell, some millionths of a second by how warm the caches are,
#: drowns in it.
CHANCE_S = 0.001
#: Rounds of the loop without a new question after which a turn begins: in one a request is read, in the next it asks.
QUIET = 2

_lots = SystemRandom()


class Turns(Generic[Question, Answer]):
    """Belongs to one event loop. ``answer`` is called for one turn at a time."""

    def __init__(self, answer: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Question, float, asyncio.Future[Answer]]] = []
        self._serving: asyncio.Task[None] | None = None
        # A timer of the loop would tell: it counts whole milliseconds from whenever the loop last had something to do,
        # which is when the answers were found.
        self._clock = ThreadPoolExecutor(max_workers=1, thread_name_prefix="even")

    async def ask(self, question: Question, came: float) -> Answer:
        """The answer, or what ``answer`` raised for this question. ``came``: when, by the monotonic clock."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._waiting.append((question, came, future))
        if self._serving is None:
            self._serving = loop.create_task(self._serve())
        return await future

    async def _serve(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                turn, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                due = max(came for _, came, _ in turn) + EVEN_S + _lots.uniform(0, CHANCE_S)
                outcomes = await self._outcomes([question for question, _, _ in turn])
                self._tell(due, [future for _, _, future in turn], outcomes)
        finally:  # here, not when the task is seen to be done: what is asked in between would wait for nobody
            self._serving = None

    def _tell(
        self, due: float, futures: Sequence[asyncio.Future[Answer]], outcomes: Sequence[Answer | Exception]
    ) -> None:
        """Not before they are due, and meanwhile the next turn goes on."""
        if monotonic() >= due:
            _settle(futures, outcomes)
        else:
            held = asyncio.get_running_loop().run_in_executor(self._clock, _sleep_until, due)
            held.add_done_callback(lambda _: _settle(futures, outcomes))

    async def _gather(self) -> None:
        """Returns when nobody is about to ask, or enough have."""
        quiet = 0
        while quiet < QUIET and len(self._waiting) < MOST:
            waiting = len(self._waiting)
            await asyncio.sleep(0)
            quiet = quiet + 1 if len(self._waiting) == waiting else 0

    async def _outcomes(self, questions: Sequence[Question]) -> Sequence[Answer | Exception]:
        """One question that cannot be answered does not take the others with it; a silent database does."""
        try:
            return await self._answer(questions)
        except Exception as error:
            if isinstance(error, Unavailable) or len(questions) == 1:
                return [error] * len(questions)
        return [outcome for question in questions for outcome in await self._outcomes([question])]


def _sleep_until(due: float) -> None:
    """``due``: by the monotonic clock."""
    sleep(max(0.0, due - monotonic()))


def _settle(futures: Sequence[asyncio.Future[Answer]], outcomes: Sequence[Answer | Exception]) -> None:
    for future, outcome in zip(futures, outcomes, strict=True):
        if future.done():  # whoever asked has gone
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
