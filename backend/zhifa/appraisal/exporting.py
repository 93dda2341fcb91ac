"""The results of a draw as a file. Texts never are formulas; there is no ranking and no sum of fines."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.appraisal import reading
from zhifa.appraisal.schemas import DrawnCase
from zhifa.credentials.sheets import write_xlsx
from zhifa.identity import audit
from zhifa.identity.actor import Actor

COLUMNS = (
    ("抽取次序", 10),
    ("检查对象", 30),
    ("执法机关", 30),
    ("结果", 12),
    ("得分", 8),
    ("满分", 8),
    ("等次", 10),
    ("未通过的否决项", 20),
    ("申辩意见", 40),
    ("记录编号", 38),
)
SETTLED = {"waiting": "评查中", "open": "待仲裁", "agreed": "两人一致", "arbitrated": "仲裁裁定"}


def export(session: Session, actor: Actor, draw_id: UUID) -> bytes:
    """An XLSX, one line a drawn record.

    Raises:
        DrawNotFound
    """
    cases = reading.draw(session, actor, draw_id).cases
    table = [[heading for heading, _ in COLUMNS], *(_line(case) for case in cases)]
    return write_xlsx(table, "案卷评查", [width for _, width in COLUMNS])


def tell(session: Session, actor: Actor, draw_id: UUID, *, at: datetime, request_id: str | None) -> None:
    """Audits that the results were taken out."""
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="draw_export",
        target_type="draw",
        target_id=draw_id,
        request_id=request_id,
    )


def _line(case: DrawnCase) -> list[str]:
    result = case.result
    told = [str(result.points), str(result.of), result.grade, "、".join(result.vetoed)] if result else [""] * 4
    said = "\n".join(f"{one.by}({one.agency_name}):{one.words}" for one in case.statements)
    who = [str(case.place), case.subject_name, case.agency_name, SETTLED[case.settled]]
    return [*who, *told, said, str(case.inspection_id)]
