"""Who inspected: two officers, each with a certificate in force that day 行政处罚法 art. 42."""

from collections.abc import Sequence

from zhifa.compliance.facts import Facts, OfficerFacts
from zhifa.compliance.model import Seen, Severity, rule
from zhifa.credentials.lifecycle import WORDS
from zhifa.credentials.models import CertificateStatus

ASSISTING = "assisting"


def _seen(officers: Sequence[OfficerFacts], said: str) -> Seen | None:
    """What is said of these officers; nothing where there are none."""
    if not officers:
        return None
    told = [{"name": one.name, "certificate": one.certificate, "status": one.status} for one in officers]
    return Seen(said, tuple(one.jti for one in officers), {"officers": told}, about=officers[0].id)


def _named(officers: Sequence[OfficerFacts]) -> str:
    return "、".join(f"{one.name}(证号 {one.certificate or '未填'})" for one in officers)


@rule("P03-1", "执法人员不足两人", Severity.BLOCK, "penalty-42", "compulsion-18", "inspection")
def fewer_than_two(facts: Facts) -> Seen | None:
    distinct = {one.id: one for one in facts.officers}
    if len(distinct) >= 2:
        return None
    names = "、".join(one.name for one in distinct.values()) or "无"
    about = next(iter(distinct), None)
    return Seen(f"记录中的执法人员只有 {len(distinct)} 人({names}),应不少于两人。", about=about)


@rule("P03-2", "执法证件当日无效", Severity.BLOCK, "penalty-42", "inspection", while_open=True)
def certificate_not_in_force(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.kind != ASSISTING and one.status not in {"valid", None}]
    words = "、".join(f"{one.name}的证件 {one.certificate} 为“{_status(one)}”" for one in bad)
    return _seen(bad, f"检查当日({facts.day}){words},不具执法资格。")


@rule("P03-3", "证件未在登记库中", Severity.WARN, "penalty-42", while_open=True)
def certificate_unknown(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.status is None]
    return _seen(bad, f"证件登记库中查不到{_named(bad)},请核对证号或补登。")


@rule("P03-4", "辅助人员列为执法人员", Severity.BLOCK, "inspection", "penalty-42", while_open=True)
def assisting_staff(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.kind == ASSISTING and one.status is not None]
    return _seen(bad, f"{_named(bad)}持辅助人员证,只能协助,不能作为执法人员实施检查。")


@rule("P03-5", "证件不是本人的", Severity.BLOCK, "penalty-42", while_open=True)
def another_persons_certificate(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.status is not None and not one.own]
    return _seen(bad, f"{_named(bad)}所填证号登记在他人名下。")


@rule("P03-6", "执法人员不属于检查机关", Severity.WARN, "supervision", "penalty-42", while_open=True)
def officer_of_another_agency(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if not one.of_agency]
    return _seen(bad, f"{_named(bad)}不属于{facts.agency_name}及其上下级机关,请核实是否异地协助及其手续。")


@rule("P03-7", "证件执法区域不含检查地点", Severity.WARN, "product-area", while_open=True)
def outside_the_area(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if not one.covers_area]
    return _seen(bad, f"{_named(bad)}证件载明的执法区域不包括检查地点所在区划。")


@rule("P03-8", "证件职权范围不含检查事项", Severity.WARN, "product-area", while_open=True)
def outside_the_powers(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.uncovered]
    named = ";".join(f"{one.name}:{'、'.join(one.uncovered)}" for one in bad)
    return _seen(bad, f"证件登记的职权范围不包括以下事项({named})。")


@rule("P04-1", "当事人申请回避,未见决定", Severity.BLOCK, "penalty-43")
def recusal_undecided(facts: Facts) -> Seen | None:
    asked = [notice for notice in facts.record.notified if notice.recusal == "requested"]
    if not asked or "recusal" in facts.duties:
        return None
    words = f"(“{asked[0].words}”)" if isinstance(asked[0].words, str) else ""
    said = f"当事人申请执法人员回避{words},记录和登记中都没有负责人的决定。"
    return Seen(said, tuple(notice.jti for notice in asked), {"duty": "recusal"})


def _status(officer: OfficerFacts) -> str:
    return WORDS[CertificateStatus(officer.status or "pending")]


RULES = (
    fewer_than_two,
    certificate_not_in_force,
    certificate_unknown,
    assisting_staff,
    another_persons_certificate,
    officer_of_another_agency,
    outside_the_area,
    outside_the_powers,
    recusal_undecided,
)
