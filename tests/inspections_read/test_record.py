"""One inspection as a reviewer reads it: record, chains, files, entries and clocks."""

from datetime import timedelta
from uuid import uuid4

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.reviewing import hand_in, sent_visit, visit

Client = TestClient[Litestar]


def test_the_record_is_what_the_phone_signed(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    found = made.read()
    row, record = found["row"], found["record"]
    assert (row["state"], row["version"], row["answers"]) == ("closed", 25, {"pass": 9, "fail": 1, "na": 0})
    assert [officer["name"] for officer in row["officers"]] == ["li同志", "wang同志"]
    assert record["subject"]["name"] == row["subject_name"]
    assert record["result"] == "corrected_on_spot"
    [chain] = found["chains"]
    assert (chain["entries"], chain["held"], chain["officer_name"]) == (25, 0, "li同志")
    assert found["blockers"] == found["reviews"] == found["evidence"] == []


def test_another_countys_inspection_does_not_exist(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    for who in ("supervisor_ruicheng", "zhao", "assistant"):
        headers = city.headers(who)
        for path in ("", "/entries"):
            answer = client.get(f"/api/inspections/{made.id}{path}", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (404, "inspection_not_found"), who
    assert client.get(f"/api/inspections/{uuid4()}", headers=city.headers("supervisor")).status_code == 404
    assert made.read("wang")["row"]["id"] == str(made.id)  # took part


def test_files_are_missing_until_their_own_author_hands_them_in(client: Client, city: City) -> None:
    made = sent_visit(client, city, photos=2)
    first, second = (f"{number:02x}" * 32 for number in range(2))
    hand_in(city, "zhao", first)  # knowing a hash that somebody else handed in opens nothing
    hand_in(city, "li", second)
    found = made.read()
    assert found["row"]["missing_evidence"] == 1
    assert [(file["sha256"], file["present"], file["width"]) for file in found["evidence"]] == [
        (first, False, None),
        (second, True, 4000),
    ]
    [blocker] = found["blockers"]
    assert blocker["code"] == "evidence_missing"
    assert [file["sha256"] for file in blocker["missing"]] == [first]
    assert "后厨操作间现场照片" in blocker["detail"]


def test_also_in_names_only_what_the_asker_may_see(client: Client, city: City) -> None:
    here = sent_visit(client, city, photos=1)
    there = sent_visit(client, city, lead="zhao", second="zhao", photos=1)
    assert here.read("supervisor")["evidence"][0]["also_in"] == []
    assert here.read("overseer")["evidence"][0]["also_in"] == [str(there.id)]


def test_a_chain_with_a_gap_is_told_with_its_gap(client: Client, city: City) -> None:
    made = visit(client, city)
    made.send(made.entries[:10])
    made.send(made.entries[11:])
    found = made.read()
    assert (found["row"]["held"], found["chains"][0]["held"], found["chains"][0]["entries"]) == (14, 14, 10)
    assert [blocker["code"] for blocker in found["blockers"]] == ["inspection_open", "chain_incomplete"]
    assert "缺第 11 条" in found["blockers"][1]["detail"]


def test_entries_come_in_pages_of_the_canonical_order(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    first = made.read(path="/entries", limit=10)
    made.write("noted", {"text": "补记"})
    second = made.read(path="/entries", limit=100, cursor=first["next"])
    items = first["items"] + second["items"]
    assert [item["seq"] for item in items] == list(range(26))
    assert [item["jws"] for item in items[:25]] == made.entries
    assert second["next"] is None
    answer = client.get(
        f"/api/inspections/{made.id}/entries",
        headers=city.headers("supervisor"),
        params={"cursor": "WyJub25lIl0"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")


def test_a_clock_that_was_set_back_shows_on_the_entry_after(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    made.phone.moment -= timedelta(minutes=10)
    made.write("noted", {"text": "补记"})
    suspects = [item["seq"] for item in made.read(path="/entries", limit=100)["items"] if item["clock_suspect"]]
    assert suspects == [25]


def test_a_closing_that_came_days_after_is_late(client: Client, city: City) -> None:
    made = visit(client, city)
    city.parts.clock.forward(hours=48)  # type: ignore[attr-defined]
    made.send(made.entries)
    late = made.read()["row"]["late_by_s"]
    assert 47 * 3600 < late < 50 * 3600
