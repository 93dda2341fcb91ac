"""What the public pages say for each answer: a word for the band, what it means, and what to do next."""

from dataclasses import dataclass

from zhifa.credentials.schemas import KindName, StatusName
from zhifa.verification.schemas import Answer, Reason

KINDS: dict[KindName, str] = {
    "province": "省级人民政府制发",
    "ministry": "国务院部门制发",
    "assisting": "辅助人员(不具备执法资格)",
}
STATUSES: dict[StatusName, str] = {
    "pending": "未生效",
    "valid": "有效",
    "suspended": "暂扣",
    "withdrawn": "收回",
    "lost": "挂失",
    "cancelled": "注销",
    "voided": "作废",
    "expired": "过期",
}


@dataclass(frozen=True, slots=True)
class Words:
    """``band`` stands on the coloured band, ``meaning`` below it, ``advice`` before the links."""

    band: str
    meaning: str
    advice: str


_ASK = "请勿仅凭此证接受检查;可要求换持有效证件的人员,或拨打 12345 核实。"
_REFUSE = "您可以拒绝持此证人员的检查,并拨打 12345 反映。"
_RESCAN = "请让执法人员在手机上打开“亮证”,当面再扫一次新的二维码。"

VALID = Words(
    "有效",
    "该证件现在有效,持证人具有行政执法资格。",
    "请核对本人与照片。人证不符的,可以拒绝检查,并拨打 12345 反映。",
)
VALID_WITHOUT_FACE = Words(
    VALID.band,
    VALID.meaning,
    "本页没有照片:请核对本人与实体证件上的照片。人证不符的,可以拒绝检查,并拨打 12345 反映。",
)
SILENT = Words(
    "无法核验",
    "核验系统暂时没有应答。这不说明证件有问题。",
    "请稍候再扫一次;也可以拨打 12345,报证号核实。",
)
BUSY = Words("请稍候", "查询过于频繁,这次没有核验。这不说明证件有问题。", "请稍候再扫一次。")

WORDS: dict[Reason, Words] = {
    "expired": Words("无效 · 已过期", "该证件已超过有效期,现在不具有执法资格。", _REFUSE),
    "suspended": Words("无效 · 暂扣", "该证件已被暂扣,暂扣期间不具有执法资格。", _REFUSE),
    "withdrawn": Words("无效 · 已收回", "该证件已被发证机关收回,不具有执法资格。", _REFUSE),
    "cancelled": Words("无效 · 已注销", "该证件已注销,不具有执法资格。", _REFUSE),
    "voided": Words("无效 · 已作废", "该证件已作废,不具有执法资格。", _REFUSE),
    "lost": Words("无效 · 已挂失", "该证件已挂失,持有此证的人可能不是本人。", _REFUSE),
    "not_yet_valid": Words("无效 · 未生效", "该证件尚未生效,现在不具有执法资格。", _ASK),
    "assisting": Words(
        "无执法资格",
        "这是辅助人员的证件:可以协助工作,不得单独检查、不得作出处理。",
        "检查应由两名以上有执法资格的人员进行。",
    ),
    "device_revoked": Words("无效 · 手机已停用", "签发此码的手机已被停用,此码不能证明任何人的身份。", _REFUSE),
    "stale": Words("无效 · 码已过时", "此码不是现在生成的,可能是截图或照片;手机时间不准也会这样。", _RESCAN),
    "card_replaced": Words("无效 · 旧卡", "此卡已换发,卡上的二维码不再有效。证件本身的状态见下。", _RESCAN),
    "forged": Words("无效 · 伪造", "此码的签名不真实,不是登记的执法手机为该证件生成的。", _REFUSE),
    "unknown": Words("无效 · 查无此码", "核验系统中没有这个码。它可能不完整,也可能不是行政执法证件的码。", _ASK),
    "reused": Words("请重新扫码", "此码刚被另一台手机核验过。码是真实的,但无法确认出示人就在您面前。", _RESCAN),
}


def words_of(answer: Answer, reason: Reason | None, *, face: bool = True) -> Words:
    """``face``: whether the page shows a portrait to compare the person with."""
    if reason is not None:
        return WORDS[reason]
    if answer != "valid":
        return SILENT
    return VALID if face else VALID_WITHOUT_FACE
