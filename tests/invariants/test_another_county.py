"""A supervisor of one county sees nothing of another's: every GET there is, as a stranger, on what another county has.

What a county has is gathered as its own supervisor sees it, list by list. A stranger is then given every list, where
none of it may stand, and every page, where each of those ids must not exist. A new route is walked by itself; what is
everybody's is named in ``COMMON`` with the reason.
"""

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.compliance.doors import work
from tests.support.city import City
from tests.support.reviewing import Visit, hand_in, sent_visit
from tests.test_walls import DOORS

Client = TestClient[Litestar]
OWN, STRANGER = "supervisor", "supervisor_ruicheng"

#: Open to every county, since it is published for everybody or says nothing of any county.
COMMON = {
    "/api/divisions": "the table of divisions",
    "/api/matters": "the published catalogue, its checklists and who acts on them",
    "/api/benchmarks": "the published benchmarks in force",
    "/api/benchmark-lists": "the four lists, published",
    "/api/benchmark-layouts": "layouts of import files",
    "/api/issuers": "who issues certificates, and how numbers look",
    "/api/calendar": "days of the whole country",
    "/api/thresholds": "published figures",
    "/api/rubrics": "published rubrics",
    "/api/reviews/reasons": "words to pick from",
    "/api/push/key": "the server's public key",
    "/api/me": "the asker",
    "/api/inbox": "the asker's own",
    "/api/benchmark-imports/last": "the asker's own",
    "/api/packs": "phones only: refused to a supervisor",
}
LISTS = sorted(route[4:] for route in DOORS if route.startswith("GET /api/") and "{" not in route)
PAGES = sorted(route[4:] for route in DOORS if route.startswith("GET /api/") and "{" in route)
#: Lists that need to be asked something.
ASKED = {
    "/api/legal-qualifications/holders": {"q": "同志"},
    "/api/reviewers": {"agency": "00000000-0000-0000-0000-000000000000"},
    "/api/overview": {"period": "2026"},
    "/api/overview/export": {"period": "2026"},
}


def is_common(path: str) -> bool:
    return any(path == each or path.startswith((f"{each}/", f"{each}.")) for each in COMMON)


@pytest.fixture
def visit(client: Client, city: City) -> Visit:
    """One county's visit with a photograph, an alert, something in quarantine and a proposed change of a matter."""
    made = sent_visit(client, city, photos=1)
    hand_in(city, "li", "00" * 32)
    garbage = {"sent_at": city.parts.clock().isoformat(), "entries": ["not.an.entry"]}
    client.post("/api/sync/entries", json=garbage, headers=city.headers("li"))
    town = {"matter_id": str(city.matter), "agency_id": str(city.street), "starts_on": "2026-11-23"}
    change = {"kind": "delegate", **town}
    client.post("/api/matter-changes", json={"what": change, "reason": "试"}, headers=city.headers(OWN))
    work(city)
    version = client.get(f"/api/inspections/{made.id}", headers=city.headers(OWN)).json()["row"]["version"]
    referral = {"agency_id": str(city.street), "version": version, "words": "由街道处理"}
    sent = client.post(f"/api/inspections/{made.id}/referrals", json=referral, headers=city.headers(OWN))
    assert sent.status_code == 201, sent.text
    return made


def ask(client: Client, city: City, who: str, path: str) -> Any:
    cards = {"numbers": city["li"].certificate}
    asked = cards if path.endswith("cards.pdf") else ASKED.get(path, {})
    return client.get(path, headers=city.headers(who), params=asked)


def ids_of(said: Any) -> set[str]:
    """Every id, hash and number of an answer."""
    if isinstance(said, dict):
        own = {value for name, value in said.items() if isinstance(value, str) and _names(name)}
        return own.union(*(ids_of(value) for value in said.values()))
    return set().union(*(ids_of(each) for each in said)) if isinstance(said, list) else set()


def _names(field: str) -> bool:
    return field in {"id", "number", "sha256", "jti"} or field.endswith("_id")


def owned(client: Client, city: City) -> dict[str, set[str]]:
    """By list: the ids that one county's supervisor finds in it."""
    found = {}
    for path in LISTS:
        if is_common(path) or "stream" in path:
            continue
        answer = ask(client, city, OWN, path)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("application/json"):
            found[path] = ids_of(answer.json())
    return found


def test_no_list_count_picture_or_file_holds_anything_of_another_county(
    client: Client, city: City, visit: Visit
) -> None:
    shared = {str(city.matter), str(city["overseer"].account)}
    known = set().union(*owned(client, city).values()) - shared
    words = {str(visit.id), "00" * 32, "li同志", "wang同志", "盐湖区南城张记面馆", "盐湖区市场监督管理局"}
    assert str(visit.id) in known
    for path in LISTS:
        if is_common(path):
            continue
        answer = ask(client, city, STRANGER, path)
        assert answer.status_code in {200, 403, 404}, (path, answer.text)
        told = {mark for mark in words | known if answer.status_code == 200 and mark.encode() in answer.content}
        assert not told, f"{path} tells a stranger of {told}"
    counts = ask(client, city, STRANGER, "/api/inspections/counts").json()
    assert not any(value for value in counts.values() if isinstance(value, int)), counts


def test_no_page_of_another_county_exists_for_a_stranger(client: Client, city: City, visit: Visit) -> None:
    lists = owned(client, city)
    everything = set().union(*lists.values()) | {str(visit.id), "00" * 32}
    walked = set()
    for page in PAGES:
        if is_common(page):
            continue
        listed = next(
            (lists[path] for path in sorted(lists, key=len, reverse=True) if page.startswith(f"{path}/")), None
        )
        for each in sorted(listed or everything):
            path = re.sub(r"\{\w+:(uuid|str)\}", each, page, count=1)
            path = re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:\w*(uuid|str)\}", each, path))
            answer = client.get(path, headers=city.headers(STRANGER))
            assert answer.status_code in {400, 403, 404}, f"{path} shows a stranger {answer.text[:200]}"
            walked.add(page)
    assert {page for page in PAGES if not is_common(page)} == walked
    own = client.get(f"/api/inspections/{visit.id}", headers=city.headers(OWN))
    assert own.status_code == 200
