"""What stands in the way of a change of the catalogue."""

from zhifa.errors import BadRequest, Conflict, Forbidden, NotFound


class ChangeNotFound(NotFound):
    code = "matter_change_not_found"
    detail = "没有找到这项变更,或它不在您的管辖范围内。"


class AgencyOutOfScope(NotFound):
    code = "agency_not_found"
    detail = "没有找到这个单位,或它不在您的管辖范围内,没有提交。"


class CodeTaken(Conflict):
    code = "matter_code_taken"
    detail = "目录里已有这个事项编码,或已有人用它提交了待批的事项,没有提交。请换一个编码。"


class NotHeld(Forbidden):
    code = "matter_not_held"
    detail = "您管辖的单位没有这个事项,不能变更。请由公布该事项的单位提出。"


class BeyondScope(Forbidden):
    code = "matter_beyond_scope"
    detail = "这个事项也由您辖区以外的单位执行,须由上一级司法行政部门审核。变更已保留待批。"


class AlreadyEnded(Conflict):
    code = "matter_ended"
    detail = "这个事项在所填日期之前已经取消,没有提交。"


class ItemsMissing(BadRequest):
    code = "checklist_empty"
    detail = "检查类事项至少要有一条检查标准,没有提交。请补充后再提交。"


class DayInPast(BadRequest):
    code = "starts_in_past"
    detail = "公布、变更的施行日期不能早于今天,没有提交。"


class DaysReversed(BadRequest):
    code = "days_reversed"
    detail = "截止日期早于开始日期,没有提交。请核对日期。"


class TownsOnly(BadRequest):
    code = "delegation_to_towns_only"
    detail = "赋权只能给乡镇人民政府、街道办事处,没有提交。"


class AlreadyHeld(Conflict):
    code = "matter_already_held"
    detail = "这个单位在所填期间内已有该事项,没有提交。请核对起止日期。"


class NothingToTakeBack(Conflict):
    code = "delegation_not_found"
    detail = "这个单位在所填日期没有该事项的赋权,没有提交。"


class NothingChanges(BadRequest):
    code = "nothing_changes"
    detail = "所填内容与现行目录相同,没有需要变更的,没有提交。"


class ChangeDecided(Conflict):
    code = "matter_change_decided"
    detail = "这项变更已经办理,您的决定未执行。请刷新后查看。"


class SamePerson(Conflict):
    code = "same_person"
    detail = "这项变更是您提出的,须由另一人审核。您可以撤回它。"


class NotYours(Forbidden):
    code = "not_the_proposer"
    detail = "只有提出人可以撤回这项变更。您可以审核通过或不予通过。"


class RejectionWordsRequired(BadRequest):
    code = "words_required"
    detail = "不予通过须写明理由,尚未提交。"


#: Everything that proposing, and with it approving, may meet.
IN_THE_WAY = (
    AgencyOutOfScope, CodeTaken, NotHeld, AlreadyEnded, ItemsMissing, DayInPast, DaysReversed, TownsOnly, AlreadyHeld,
    NothingToTakeBack, NothingChanges,
)  # fmt: skip
