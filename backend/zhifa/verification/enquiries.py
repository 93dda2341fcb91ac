"""Where the public addresses bring the codes they are asked about; one in each event loop."""

from zhifa.clock import Clock
from zhifa.settings import Settings
from zhifa.verification.origins import Asker
from zhifa.verification.schemas import Verification
from zhifa.verification.service import Question, Verifier
from zhifa.verification.turns import Turns


class Enquiries:
    """All that a public page needs, in one dependency: Litestar starts a task for each where there are several."""

    def __init__(self, verifier: Verifier, settings: Settings, clock: Clock) -> None:
        self.clock, self.demo = clock, settings.demo
        self._verifier = verifier
        self._turns: Turns[Question, Verification] = Turns(verifier.answer)

    async def verify(self, text: str, asker: Asker) -> Verification:
        """The answer to a code as it was scanned.

        Raises:
            TooManyQuestions
            Unavailable: the database does not answer. Whoever shows this says 无法核验, never 无效.
        """
        return await self._turns.ask(self._verifier.question(text, asker))
