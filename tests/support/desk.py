"""The registrar's desk in tests: an issuer, a second registrar, and the two-person way of getting things done."""

from datetime import date, datetime, timedelta
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import LONG_AGO, PASSWORD_HASH, City, Person
from zhifa.clock import SHANGHAI
from zhifa.credentials.models import Issuer
from zhifa.identity.models import Account, Role
from zhifa.ids import new_id

Client = TestClient[Litestar]
Json = dict[str, Any]

ISSUER = "山西省人民政府"
HEADING = "证号,姓名,执法机关编码,证件种类,执法类别,执法区域,发证机关,有效期起,有效期止"


def staff(city: City) -> City:
    """Adds the issuer and registrars: second (of the city, like registrar) and registrar_ruicheng."""
    with city.parts.db.write() as session:
        rule = "11 位数字,前 4 位为 0408 或 1408"
        session.add(Issuer(name=ISSUER, number_pattern=r"[01]408\d{7}", number_rule=rule, kind="province"))
        for name, division in (("second", "140800"), ("registrar_ruicheng", "140830")):
            account = Account(
                id=new_id(),
                username=name,
                password_hash=PASSWORD_HASH,
                display_name=f"{name}同志",
                role=Role.REGISTRAR.value,
                division_code=division,
                created_at=LONG_AGO,
            )
            session.add(account)
            city.people[name] = Person(account.id, name, Role.REGISTRAR, None, name=f"{name}同志")
    return city


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def draft(city: City, **changes: Any) -> Json:
    return {
        "number": "14080012345",
        "officer_name": "新同志",
        "agency_id": str(city.yanhu),
        "kind": "province",
        "category": "行政检查",
        "area": "盐湖区",
        "issuer": ISSUER,
        "valid_from": "2026-11-01",
        "valid_to": "2031-10-31",
        "reason": "新录用",
        **changes,
    }


class Desk:
    """``registrar`` enters, ``second`` approves."""

    def __init__(self, client: Client, city: City) -> None:
        self.client, self.city = client, city
        self.enterer, self.approver = city.headers("registrar"), city.headers("second")

    def get(self, path: str, who: str = "registrar", **query: Any) -> Any:
        answer = self.client.get(path, params=query, headers=self.city.headers(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def create(self, **changes: Any) -> Any:
        return self.client.post("/api/credentials", json=draft(self.city, **changes), headers=self.enterer)

    def step(self, number: str, status: str, starts_at: datetime, **more: Any) -> Any:
        body = {"status": status, "starts_at": starts_at.isoformat(), "reason": "测试", "document": "测字1号", **more}
        return self.client.post(f"/api/credentials/{number}/status", json=body, headers=self.enterer)

    def decide(self, change: Json, decision: str = "approve", words: str = "", *, own: bool = False) -> Any:
        headers = self.enterer if own else self.approver
        body = {"decision": decision, "words": words}
        self.city.parts.clock.forward(seconds=1)  # type: ignore[attr-defined]
        return self.client.post(f"/api/credential-changes/{change['id']}/decision", json=body, headers=headers)

    def done(self, proposed: Any) -> Json:
        """What was proposed is approved by the second person."""
        assert proposed.status_code == 201, proposed.text
        answer = self.decide(proposed.json())
        assert answer.status_code == 200, answer.text
        approved: Json = answer.json()
        return approved

    def status(self, number: str, as_of: str | None = None) -> str:
        """As of a day or a moment."""
        query = {"as_of": as_of} if as_of else {}
        told: str = self.get(f"/api/credentials/{number}", **query)["row"]["status"]
        return told

    def send(self, content: bytes | str, *, dry_run: bool = True, who: str = "registrar") -> Json:
        raw = content.encode() if isinstance(content, str) else content
        path = f"/api/credentials/import?dry_run={str(dry_run).lower()}"
        answer = self.client.post(path, content=raw, headers=self.city.headers(who))
        assert answer.status_code == 200, answer.text
        report: Json = answer.json()
        return report


def line(number: str, name: str, agency: str = "yanhu-scjg", **changes: str) -> str:
    cells = {
        "kind": "省发", "category": "行政检查", "area": "盐湖区", "issuer": ISSUER, "from": "2025-01-01",
        "to": "2029-12-31", **changes,
    }  # fmt: skip
    return ",".join([number, name, agency, *cells.values()])


def table(*lines: str, heading: str = HEADING) -> str:
    return "\r\n".join([heading, *lines]) + "\r\n"


def days_from(start: date, days: int) -> str:
    return (start + timedelta(days=days)).isoformat()
