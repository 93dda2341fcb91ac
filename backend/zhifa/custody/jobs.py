"""The ledger's work that comes round by itself."""

from zhifa.custody.ledger import Ledger
from zhifa.jobs import Handler
from zhifa.recurring import Recurring, daily, every

CHECKPOINT, SWEEP, LOOK_OVER = "ledger_checkpoint", "ledger_sweep", "ledger_look_over"

RECURRING = (
    Recurring(CHECKPOINT, every(hours=1)),
    Recurring(SWEEP, daily(2, 40)),
    Recurring(LOOK_OVER, daily(3, 20)),
)


def handlers(ledger: Ledger) -> dict[str, Handler]:
    return {
        CHECKPOINT: lambda _: ledger.check_point(),
        SWEEP: lambda _: ledger.sweep(),
        LOOK_OVER: lambda _: ledger.look_over(),
    }
