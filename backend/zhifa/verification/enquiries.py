"""Where the public addresses bring the codes they are asked about; one in each event loop."""

from collections.abc import Sequence
from time import monotonic

from zhifa.clock import Clock
from zhifa.settings import Settings
from zhifa.verification import result_page
from zhifa.verification.origins import Asker
from zhifa.verification.schemas import Verification
from zhifa.verification.service import Question, Verifier
from zhifa.verification.turns import Turns
from zhifa.web.layout import Sheet


class Enquiries:
    """All that a public page needs, in one dependency: Litestar starts a task for each where there are several."""

    def __init__(self, verifier: Verifier, settings: Settings, clock: Clock) -> None:
        self.clock, self.demo = clock, settings.demo
        self._verifier = verifier
        self._answers: Turns[Question, Verification] = Turns(verifier.answer)
        self._pages: Turns[Question, Sheet] = Turns(self._written)

    async def verify(self, text: str, asker: Asker) -> Verification:
        """The answer to a code as it was scanned.

        Raises:
            TooManyQuestions
            Unavailable: the database does not answer. Whoever shows this says 无法核验, never 无效.
        """
        came = monotonic()
        return await self._answers.ask(self._verifier.question(text, asker), came)

    async def page(self, text: str, asker: Asker) -> Sheet:
        """The answer as a page. Raises as ``verify`` does."""
        came = monotonic()
        return await self._pages.ask(self._verifier.question(text, asker), came)

    async def _written(self, questions: Sequence[Question]) -> list[Sheet]:
        """Written before the answers are held: one page takes longer than another."""
        return [Sheet(result_page.html(found, demo=self.demo)) for found in await self._verifier.answer(questions)]
