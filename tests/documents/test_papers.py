"""Records on paper: what is printed is the record, and the code on it tells whether the record is still that."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, col

from tests.conftest import TestClock
from tests.support.altered import altered
from tests.support.city import City
from tests.support.phone import Phone
from tests.support.reviewing import Visit, sent_visit
from tests.support.visits import person_claim
from zhifa.app import Parts
from zhifa.documents import papers
from zhifa.documents.checking import check
from zhifa.inspections.entry import digest
from zhifa.inspections.models import Entry
from zhifa.matters.models import Checklist, ChecklistItem

Client = TestClient[Litestar]


@pytest.fixture
def visit(client: Client, city: City) -> Visit:
    return sent_visit(client, city, photos=2)


def paper_of(visit: Visit, who: str = "supervisor") -> dict[str, Any]:
    return visit.read(who, "/paper")


def page_of(client: Client, paper: dict[str, Any]) -> str:
    answer = client.get(urlsplit(paper["address"]).path)
    assert answer.status_code == 200
    assert len(answer.content) < 15_000
    assert "<script" not in answer.text
    assert 'content="noindex"' in answer.text
    return answer.text


def test_the_paper_is_the_record_and_its_code_says_so(client: Client, city: City, visit: Visit) -> None:
    paper = paper_of(visit)
    read = visit.read()
    assert (paper["record"], paper["chains"]) == (
        {**read["record"], "findings": paper["record"]["findings"]},
        read["chains"],
    )
    assert paper["agency_name"] == "盐湖区市场监督管理局"
    assert [item["id"] for item in paper["matters"][0]["checklist"]["items"]] == city.items
    assert paper_of(visit, "li")["record"] == paper["record"], "the officer prints the same"
    page = page_of(client, paper)
    for words in (
        "与系统记录一致", f"{len(visit.entries)} 条现场记录", "盐湖区南城张记面馆", "li同志",
        str(city["wang"].certificate), "从业人员未戴口罩:一名帮厨", "责令改正:当场改正", "<dd>当场改正</dd>", "待审核",
    ):  # fmt: skip
        assert words in page, words
    assert "张三" not in page, "the party's name stands on the paper alone"
    assert str(visit.id) not in page


def test_what_comes_after_printing_is_told(client: Client, city: City, visit: Visit, clock: TestClock) -> None:
    paper = paper_of(visit)
    clock.forward(seconds=60)
    visit.write("found", {"title": "后来才写下的问题", "items": [], "words": "不在纸上"})
    other = Phone().register(city, "wang")
    joined = other.write(visit.id, "joined", {"officer": person_claim(city["wang"]), "via": "device"})
    body = {"sent_at": clock().isoformat(), "entries": [joined]}
    client.post("/api/sync/entries", json=body, headers=city.headers("wang"))
    page = page_of(client, paper)
    assert "与系统记录一致" in page
    assert "又补充了 2 条记录" in page
    assert "后来才写下的问题" not in page, "the page is compared with the paper"
    assert page.count("wang同志") == 1, "named by the lead, and there with a phone of their own"
    again = page_of(client, paper_of(visit))
    assert "又补充了" not in again, "printed again, with both chains"
    assert "后来才写下的问题" in again
    due = {"measure": "order_to_correct", "words": "限期改正。", "due": "2026-12-01"}
    visit.write("measured", due)
    assert "责令改正:限期改正。(期限 2026-12-01)" in page_of(client, paper_of(visit))
    visit.write("withdrawn", {"reason": "对象认错"})
    assert "已撤回" in page_of(client, paper)


def forget(session: Session, visit: UUID) -> None:
    """The entry after which nothing came: no hash misses it."""
    last = sa.select(sa.func.max(col(Entry.seq))).where(col(Entry.inspection_id) == visit).scalar_subquery()
    session.execute(sa.delete(Entry).where(col(Entry.inspection_id) == visit, col(Entry.seq) == last))


def rewrite(session: Session, visit: UUID) -> None:
    """One that lies behind, its own hash adjusted."""
    entry = session.scalars(sa.select(Entry).where(col(Entry.inspection_id) == visit, col(Entry.seq) == 6)).one()
    head, _, signature = entry.jws.split(".")
    other = session.scalars(sa.select(Entry).where(col(Entry.inspection_id) == visit, col(Entry.seq) == 7)).one()
    entry.jws = f"{head}.{other.jws.split('.')[1]}.{signature}"
    entry.sha256 = digest(entry.jws)


@pytest.mark.parametrize("tamper", [forget, rewrite])
def test_a_record_that_was_tampered_with_is_found_out(
    client: Client, parts: Parts, visit: Visit, tamper: Callable[[Session, UUID], None]
) -> None:
    paper = paper_of(visit)
    with parts.db.write() as session:
        tamper(session, visit.id)
    page = page_of(client, paper)
    assert "与系统记录不一致" in page
    assert "盐湖区南城张记面馆" not in page


def test_a_later_checklist_does_not_change_what_was_asked(city: City, parts: Parts, visit: Visit) -> None:
    before = paper_of(visit)["matters"]
    with parts.db.write() as session:
        old = session.get_one(Checklist, city.checklist)
        newer = Checklist(**{**old.model_dump(), "id": UUID(int=7), "version": old.version + 1})
        session.add(newer)
        session.flush()
        item = session.scalars(sa.select(ChecklistItem).where(col(ChecklistItem.checklist_id) == old.id)).first()
        assert item is not None
        session.add(ChecklistItem(**{**item.model_dump(), "id": UUID(int=8), "checklist_id": newer.id, "text": "新"}))
    assert paper_of(visit)["matters"] == before


def test_whoever_may_not_see_the_record_may_not_print_it(client: Client, city: City, visit: Visit) -> None:
    for who in ("zhao", "supervisor_ruicheng"):
        answer = client.get(f"/api/inspections/{visit.id}/paper", headers=city.headers(who))
        assert (answer.status_code, answer.json()["code"]) == (404, "inspection_not_found")


def test_a_code_is_bound_to_what_it_says(client: Client, parts: Parts, visit: Visit) -> None:
    ring = parts.token_key.ring
    text = urlsplit(paper_of(visit)["address"]).path.removeprefix("/d/")
    paper = papers.read(ring, text)
    assert paper is not None
    assert papers.path(ring, paper) == f"/d/{text}"
    assert (paper.inspection, len(paper.heads)) == (visit.id, 1)
    for wrong in (altered(text, -2), altered(text, 0), text[:30], "", "中文", "=" * 80):
        assert papers.read(ring, wrong) is None
    gone = client.get(papers.path(ring, replace(paper, inspection=UUID(int=5))))
    assert "与系统记录不一致" in gone.text, "printed here, and the whole visit is gone"
    answer = client.get(f"/d/{altered(text, 3)}")
    assert answer.status_code == 404
    assert "不是本系统打印的" in answer.text


def test_each_entry_is_missed(city: City, visit: Visit) -> None:
    """Whichever is left out, replaced or moved, of whatever chain."""
    entries = [_Row(UUID(int=1), jws) for jws in visit.entries]
    heads = [papers.head_of(digest(visit.entries[-1]))]
    whole, first_ten = check(entries, heads), check(entries, [papers.head_of(digest(visit.entries[9]))])
    assert whole is not None
    assert (whole.entries, whole.later) == (entries, 0)
    assert first_ten is not None
    assert (first_ten.entries, first_ten.later) == (entries[:10], len(entries) - 10)
    for at in range(len(entries)):
        assert check(entries[:at] + entries[at + 1 :], heads) is None
        other = entries[at - 1].jws
        assert check([*entries[:at], _Row(UUID(int=1), other), *entries[at + 1 :]], heads) is None
    for chains, wanted in ((entries, []), ([], heads), (entries, [*heads, b"\0" * 16])):
        assert check(chains, wanted) is None
    for rubbish in ("", "a.b.c", "中文", visit.entries[0][:40]):
        assert check([_Row(UUID(int=1), rubbish)], heads) is None


@dataclass
class _Row:
    device_id: UUID
    jws: str
