"""Questions that wait at the same moment are answered together: one thread, one read and one commit for all of them.

What a question costs by itself is little; what surrounds it (a thread, a transaction, a synced commit) is much, and
is the same for one as for fifty. A question that comes alone is answered alone.

Answers are held until their time, so that who asks does not learn from a clock what was asked about.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from litestar.concurrency import sync_to_thread

from zhifa.errors import Unavailable

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Questions of one turn at most, so that nobody waits long for the others.
MOST = 100
#: From a question to its answer at least, whatever it costs to find: longer than it takes on a machine that is not
#: busy, and too short to be noticed. Who asks cannot tell by the time which codes there are.
EVEN_S = 0.005


class Turns(Generic[Question, Answer]):
    """Belongs to one event loop. ``answer`` is called in a thread, one call at a time."""

    def __init__(self, answer: Callable[[Sequence[Question]], Sequence[Answer]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._serving: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """The answer, or what ``answer`` raised for this question."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._waiting.append((question, future))
        if self._serving is None:
            self._serving = loop.create_task(self._serve())
        return await future

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                turn, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                due = loop.time() + EVEN_S  # of the last that came; the others wait a little longer
                outcomes = await sync_to_thread(self._outcomes, [question for question, _ in turn])
                loop.call_at(due, _settle, [future for _, future in turn], outcomes)
        finally:  # here, not when the task is seen to be done: what is asked in between would wait for nobody
            self._serving = None

    def _outcomes(self, questions: Sequence[Question]) -> Sequence[Answer | Exception]:
        """One question that cannot be answered does not take the others with it; a silent database does."""
        try:
            return self._answer(questions)
        except Exception as error:
            if isinstance(error, Unavailable) or len(questions) == 1:
                return [error] * len(questions)
        return [outcome for question in questions for outcome in self._outcomes([question])]


def _settle(futures: Sequence[asyncio.Future[Answer]], outcomes: Sequence[Answer | Exception]) -> None:
    for future, outcome in zip(futures, outcomes, strict=True):
        if future.done():  # whoever asked has gone
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
