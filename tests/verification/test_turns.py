"""Questions that wait are answered together, and what ails one is no other's."""

import asyncio
from collections.abc import Sequence

import pytest

from zhifa.errors import Unavailable
from zhifa.verification.turns import Turns


def doubled(questions: Sequence[int]) -> list[int]:
    if -1 in questions:
        raise ValueError("cannot be doubled")
    if -2 in questions:
        raise Unavailable
    return [2 * question for question in questions]


async def asked(turns: Turns[int, int], questions: Sequence[int]) -> list[int | BaseException]:
    return await asyncio.gather(*[turns.ask(question) for question in questions], return_exceptions=True)


def test_those_who_wait_are_answered_together() -> None:
    sizes = []

    def answer(questions: Sequence[int]) -> list[int]:
        sizes.append(len(questions))
        return doubled(questions)

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
                assert await turns.ask(number) == 2 * number

        await asyncio.wait_for(asyncio.gather(*[one(number) for number in range(askers)]), 60)

    asyncio.run(ask_again_and_again())
