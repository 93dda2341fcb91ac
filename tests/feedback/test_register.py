"""The public register: whatever is published, for eyes, ears, engines and programs."""

import re

from tests.feedback.counter import Client
from tests.support.city import City
from zhifa.ids import new_id
from zhifa.matters.models import Matter

PAGES = ("/register", "/register/matters", "/register/matters/SP-CY-001", "/register/agencies",
         "/register/agencies/yanhu-scjg", "/complaint", "/complaints")  # fmt: skip


def test_each_page_can_be_read_by_everybody(client: Client, city: City) -> None:
    for path in PAGES:
        page = client.get(path)
        assert page.status_code == 200, path
        assert len(page.content) < 15_000
        assert '<html lang="zh-CN">' in page.text
        assert len(re.findall("<h1>", page.text)) == len(re.findall("<main>", page.text)) == 1
        assert re.search(r"<title>.+</title>", page.text)
        assert re.search(r'<meta name="description" content="[^"]{8,}">', page.text)
        assert "noindex" not in page.text
        assert "<script" not in page.text


def test_each_link_leads_somewhere(client: Client, city: City) -> None:
    seen, ahead = set(), ["/register"]
    while ahead:
        path = ahead.pop()
        if path in seen or path.startswith(("/benchmarks", "http")):
            continue
        seen.add(path)
        answer = client.get(path.replace("&amp;", "&"))
        assert answer.status_code == 200, path
        ahead += re.findall(r'href="(/[^"]*)"', answer.text)
    assert {"/withdrawn", "/report", "/register/matters.json", "/register/agencies/ruicheng-scjg"} <= seen


def test_the_data_say_what_the_pages_say(client: Client, city: City) -> None:
    (row,) = client.get("/register/matters.json", params={"q": "食品安全法"}).json()["items"]
    assert (row["code"], row["annual_cap"]) == ("SP-CY-001", 2)
    told = client.get("/register/matters/SP-CY-001/data.json").json()
    assert [len(told["items"]), {each["code"] for each in told["agencies"]}] == [10, {"yanhu-scjg", "ruicheng-scjg"}]
    page = client.get("/register/matters/SP-CY-001").text
    assert "对同一单位每年检查 2 次" in page
    assert "检查第 10 项" in page
    agencies = client.get("/register/agencies.json", params={"q": "芮城", "limit": 1}).json()
    assert [row["name"] for row in agencies["items"]] == ["芮城县市场监督管理局"]
    assert client.get("/register/matters/none/data.json").json()["code"] == "not_published"
    assert "没有公示" in client.get("/register/matters/none").text


def test_pages_turn_and_searches_find_nothing_politely(client: Client, city: City) -> None:
    with city.parts.db.write() as session:
        base = session.get_one(Matter, city.matter).model_dump(exclude={"id", "code"})
        session.add_all([Matter(id=new_id(), code=f"ZZ-{n:03}", **base) for n in range(25)])
    first = client.get("/register/matters").text
    following = re.search(r'href="(/register/matters\?[^"]+)" rel="next"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    assert "ZZ-024" in second
    assert "ZZ-024" not in first
    assert "没有找到“&lt;b&gt;”" in client.get("/register/matters", params={"q": "<b>"}).text
