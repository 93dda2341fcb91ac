"""What people are told of, as data: one row a kind, read by the inbox, by push and by the preferences."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

HOUR_S = 3600
DAY_S = 24 * HOUR_S

#: RFC 8030 §5.3.
Urgency = Literal["low", "normal", "high"]


class Kind(StrEnum):
    RECORD_RETURNED = "record_returned"
    RECORD_ACCEPTED = "record_accepted"
    DECISION_TAKEN_BACK = "decision_taken_back"
    RECORD_REFERRED = "record_referred"
    REFERRAL_ANSWERED = "referral_answered"
    RECORDS_ASSIGNED = "records_assigned"
    SECOND_OFFICER_NAMED = "second_officer_named"
    DEVICE_REGISTERED = "device_registered"
    DEVICE_REVOKED = "device_revoked"
    CERTIFICATE_EXPIRING = "certificate_expiring"
    CERTIFICATE_WITHDRAWN = "certificate_withdrawn"
    ALERT_ASSIGNED = "alert_assigned"
    SHEETS_GIVEN = "sheets_given"
    RECORD_APPRAISED = "record_appraised"
    LEGAL_REVIEW_ASKED = "legal_review_asked"
    LEGAL_OPINION_GIVEN = "legal_opinion_given"
    STANDARD_CHANGED = "standard_changed"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_DUE = "complaint_due"
    ANNOUNCEMENT = "announcement"
    UNREAD_ESCALATED = "unread_escalated"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a kind is told.

    ``title``: over every message of the kind. ``push``: all that leaves the server, neutral and without names.
    ``ttl_s``: how long a push service may keep it for a phone that is off. ``urgent``: comes in quiet hours too.
    """

    title: str
    push: str
    urgency: Urgency = "normal"
    ttl_s: int = DAY_S
    urgent: bool = False


TELLINGS: Mapping[Kind, Telling] = {
    Kind.RECORD_RETURNED: Telling(
        "记录被退回补正", "您有一份检查记录被退回补正,请打开查看意见。", "high", 3 * DAY_S
    ),
    Kind.RECORD_ACCEPTED: Telling("记录已审核通过", "您的一份检查记录已审核通过。", "low"),
    Kind.DECISION_TAKEN_BACK: Telling("审核决定已撤销", "您的一份检查记录的审核决定已撤销,请打开查看。"),
    Kind.RECORD_REFERRED: Telling("有记录移送您单位", "有一份检查记录移送您单位,请打开查看。", "high", 3 * DAY_S),
    Kind.REFERRAL_ANSWERED: Telling("移送有答复", "您移送的一份检查记录有答复,请打开查看。", "high"),
    Kind.RECORDS_ASSIGNED: Telling("有记录交您审核", "有检查记录交由您审核,请打开查看。"),
    Kind.SECOND_OFFICER_NAMED: Telling("您被登记为协办人员", "您被登记为一次检查的协办人员,请打开核对。"),
    Kind.DEVICE_REGISTERED: Telling(
        "新设备已登记", "您的账号登记了一台新设备。若非本人操作,请立即告知管理员。", "high", urgent=True
    ),
    Kind.DEVICE_REVOKED: Telling("设备已停用", "您的一台设备已被停用,请打开查看原因。", "high", urgent=True),
    Kind.CERTIFICATE_EXPIRING: Telling("执法证件即将到期", "有执法证件将在 30 天内到期,请打开查看。", ttl_s=7 * DAY_S),
    Kind.CERTIFICATE_WITHDRAWN: Telling(
        "执法证件状态变更", "有执法证件已不能使用,请打开查看。", "high", 3 * DAY_S, urgent=True
    ),
    Kind.ALERT_ASSIGNED: Telling("有预警待您处理", "有一条预警交由您处理,请打开查看。", "high"),
    Kind.SHEETS_GIVEN: Telling("有案卷待您评查", "有案卷交由您评查,请打开查看。"),
    Kind.RECORD_APPRAISED: Telling("案卷评查有结果", "有一份检查记录的评查结果已形成,请打开查看。"),
    Kind.LEGAL_REVIEW_ASKED: Telling("有重大决定待您法制审核", "有一件重大执法决定送您法制审核,请打开查看。", "high"),
    Kind.LEGAL_OPINION_GIVEN: Telling("法制审核有意见", "有一件法制审核已出具意见,请打开查看。", "high"),
    Kind.STANDARD_CHANGED: Telling(
        "检查标准或裁量基准有更新", "您所在领域的检查标准或裁量基准有更新。", "low", 7 * DAY_S
    ),
    Kind.COMPLAINT_RECEIVED: Telling("收到投诉", "收到一件投诉,请打开查看办理期限。", "high", 3 * DAY_S),
    Kind.COMPLAINT_DUE: Telling("投诉办理即将到期", "有一件投诉的办理期限将到,请打开处理。", "high"),
    Kind.ANNOUNCEMENT: Telling("通知", "您有一条新通知,请打开查看。", ttl_s=7 * DAY_S),
    Kind.UNREAD_ESCALATED: Telling(
        "有重要消息逾期未读", "有一条重要消息逾期未读,已转给您,请打开查看。", "high"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What a message is about; each application knows where it shows that. ``type`` is one of ``TARGET_TYPES``."""

    type: str
    id: str

    @property
    def topic(self) -> str:
        """Messages about one thing: on a phone, the newest stands for all of them."""
        return f"{self.type}:{self.id}"


TARGET_TYPES = frozenset(
    {
        *("inspection", "certificate", "device", "alert", "benchmark", "matter", "complaint"),
        "benchmark_list",
        *("sheets", "legal_review", "message", "none"),
    }
)
