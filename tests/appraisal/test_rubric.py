"""What a sheet comes to, and when a third person is needed."""

import pytest

from zhifa.appraisal.rubric import (
    Grade,
    Mark,
    Result,
    RubricItem,
    Settled,
    Standard,
    faults_of,
    result_of,
    settle,
    unknown_items,
)

STANDARD = Standard(
    items=[
        RubricItem("V1", "主体", "执法人员不少于两人", veto=True, basis="行政处罚法第四十二条"),
        RubricItem("A1", "程序", "告知权利", points=60, each=20),
        RubricItem("A2", "文书", "笔录完整", points=40, each=7),
    ],
    grades=[Grade("优秀", 90), Grade("合格", 60)],
    tolerance=10,
)


@pytest.mark.parametrize(
    ("marks", "points", "grade"),
    [
        ([], 100, "优秀"),
        ([Mark("A2", 1, "缺页码")], 93, "优秀"),
        ([Mark("A2", 2, "缺页码")], 86, "合格"),
        ([Mark("A2", 9, "处处有误")], 60, "合格"),
        ([Mark("A2", 6, "处处有误"), Mark("A1", 1, "未告知回避")], 40, "不合格"),
        ([Mark("V1", 1, "只有一人签名")], 0, "不合格"),
    ],
)
def test_points_are_lost_a_fault_at_a_time_and_never_more_than_there_are(
    marks: list[Mark], points: int, grade: str
) -> None:
    result = result_of(STANDARD, marks)
    assert (result.points, result.grade) == (points, grade)


def _result(points: int, *vetoed: str) -> Result:
    return Result(points, 100, "", list(vetoed))


@pytest.mark.parametrize(
    ("first", "second", "settled", "points"),
    [
        (_result(90), _result(80), Settled.AGREED, 85),
        (_result(90), _result(81), Settled.AGREED, 86),
        (_result(90), _result(79), Settled.OPEN, None),
        (_result(0, "V1"), _result(5), Settled.OPEN, None),
        (_result(0, "V1"), _result(0, "V1"), Settled.AGREED, 0),
    ],
)
def test_two_within_the_tolerance_agree(first: Result, second: Result, settled: Settled, points: int | None) -> None:
    how, result = settle(STANDARD, first, second, None)
    assert (how, result.points if result else None) == (settled, points)


def test_the_arbiter_decides() -> None:
    assert settle(STANDARD, _result(90), _result(50), _result(70)) == (Settled.ARBITRATED, _result(70))


def test_a_faulty_rubric_is_told_what_is_wrong() -> None:
    faulty = Standard(
        items=[
            RubricItem("A", "一", "又有分又否决", points=5, each=1, veto=True),
            RubricItem("A", "一", "扣得太多", points=5, each=6),
        ],
        grades=[Grade("合格", 60), Grade("优秀", 90)],
        tolerance=0,
    )
    assert len(faults_of(faulty)) == 4
    assert faults_of(STANDARD) == []
    assert unknown_items(STANDARD, [Mark("A1", 1, "x"), Mark("A1", 1, "x"), Mark("Z", 1, "x")]) == ["A1", "Z"]
