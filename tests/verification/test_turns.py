"""Questions that wait are answered together, and what ails one is no other's."""

import asyncio
from collections.abc import Sequence
from time import monotonic

import pytest

from zhifa.errors import Unavailable
from zhifa.verification.turns import Turns


async def doubled(questions: Sequence[int]) -> list[int]:
    if -1 in questions:
        raise ValueError("cannot be doubled")
    if -2 in questions:
        raise Unavailable
    return [2 * question for question in questions]


async def asked(turns: Turns[int, int], questions: Sequence[int]) -> list[int | BaseException]:
    return await asyncio.gather(*[turns.ask(question, monotonic()) for question in questions], return_exceptions=True)


def test_those_who_wait_are_answered_together() -> None:
    sizes = []

    async def answer(questions: Sequence[int]) -> list[int]:
        sizes.append(len(questions))
        return await doubled(questions)

    assert asyncio.run(asked(Turns(answer), range(50))) == [2 * n for n in range(50)]
    assert sizes == [50]


def test_a_question_that_breaks_takes_no_other_with_it() -> None:
    told = asyncio.run(asked(Turns(doubled), [1, -1, 3]))
    assert told[::2] == [2, 6]
    assert isinstance(told[1], ValueError)


def test_a_silent_database_is_told_to_everybody() -> None:
    assert all(isinstance(one, Unavailable) for one in asyncio.run(asked(Turns(doubled), [1, -2, 3])))


@pytest.mark.parametrize("askers", [1, 3, 64])
def test_nobody_waits_for_ever_however_the_questions_come(askers: int) -> None:
    async def ask_again_and_again() -> None:
        turns = Turns(doubled)

        async def one(number: int) -> None:
            for _ in range(20):
                assert await turns.ask(number, monotonic()) == 2 * number

        await asyncio.wait_for(asyncio.gather(*[one(number) for number in range(askers)]), 60)

    asyncio.run(ask_again_and_again())


def test_those_who_are_about_to_ask_are_waited_for() -> None:
    sizes = []

    async def answer(questions: Sequence[int]) -> list[int]:
        sizes.append(len(questions))
        return await doubled(questions)

    async def ask_one_after_another() -> None:
        turns = Turns(answer)
        asking = []
        for number in range(10):
            asking.append(asyncio.create_task(turns.ask(number, monotonic())))
            await asyncio.sleep(0)  # a round of the loop, in which the server reads the next request
        assert await asyncio.gather(*asking) == [2 * number for number in range(10)]

    asyncio.run(ask_one_after_another())
    assert sizes == [10]
