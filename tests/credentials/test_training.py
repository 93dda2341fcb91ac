"""Training hours in both halves, exams and yearly assessments."""

from typing import Any

import pytest

from tests.support.desk import Desk


def record(desk: Desk, *who: str, status: int = 201, **changes: Any) -> Any:
    body = {
        "officers": [str(desk.city[name].officer) for name in who],
        "category": "public_law",
        "course": "行政处罚法",
        "hours": 30,
        "held_on": "2026-05-01",
        **changes,
    }
    answer = desk.client.post("/api/training", json=body, headers=desk.enterer)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_both_halves_are_needed_and_the_year_ends_with_december(desk: Desk) -> None:
    assert record(desk, "li", "wang") == {"recorded": 2}
    record(desk, "li", category="professional", hours=29.5)
    record(desk, "li", category="professional", hours=0.5, held_on="2025-12-31")
    record(desk, "wang", category="professional", hours=40)
    rows = {row["officer_name"]: row for row in desk.get("/api/training", year=2026)["items"]}
    assert (rows["wang同志"]["short"], rows["li同志"]["short"], rows["zhao同志"]["short"]) == (False, True, True)
    assert (rows["li同志"]["professional"], rows["li同志"]["professional_missing"]) == (29.5, 0.5)
    short = desk.get("/api/training", year=2026, short="true")["items"]
    assert [row["officer_name"] for row in short] == ["li同志", "zhao同志"]
    assert [row["officer_name"] for row in desk.get("/api/training", short="false")["items"]] == ["wang同志"]
    years = desk.get(f"/api/credentials/{desk.city['li'].certificate}")["training"]
    assert [(year["year"], year["professional"], year["short"]) for year in years] == [
        (2026, 29.5, True), (2025, 0.5, True),
    ]  # fmt: skip


def test_training_is_paged_and_kept_to_the_scope(desk: Desk) -> None:
    first = desk.get("/api/training", limit=2)
    rest = desk.get("/api/training", limit=2, cursor=first["next"])
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    assert [row["officer_name"] for row in desk.get("/api/training", "registrar_ruicheng")["items"]] == ["zhao同志"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": "2026-11-24"}, "held_in_the_future"),
        ({"officers": ["0197bd3e-0000-7000-8000-000000000000"]}, "officer_unknown"),
        ({"hours": 1.3}, "request_invalid"),
        ({"hours": 0}, "request_invalid"),
        ({"category": "sports"}, "request_invalid"),
        ({"officers": []}, "request_invalid"),
    ],
)
def test_what_cannot_have_been_attended_is_refused_whole(desk: Desk, changes: Any, code: str) -> None:
    assert record(desk, "li", status=400, **changes)["code"] == code
    assert desk.get("/api/training", year=2026, short="false")["items"] == []


def test_the_last_assessment_of_a_year_counts_and_exams_are_listed(desk: Desk) -> None:
    path = f"/api/credentials/{desk.city['li'].certificate}"
    for result in ("deferred", "passed"):
        desk.city.parts.clock.forward(minutes=1)  # type: ignore[attr-defined]
        body = {"year": 2025, "result": result}
        assert desk.client.post(f"{path}/assessments", json=body, headers=desk.enterer).status_code == 201
    exam = {"name": "执法资格考试", "held_on": "2024-10-01", "score": 88.5, "passed": True}
    assert desk.client.post(f"{path}/exams", json=exam, headers=desk.enterer).status_code == 201
    shown = desk.get(path)
    assert [(row["year"], row["result"]) for row in shown["assessments"]] == [(2025, "passed")]
    assert shown["exams"] == [exam]
