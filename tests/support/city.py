"""A small city for tests: two counties, three agencies, one account of every role, one matter, one subject."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from sqlmodel import Session

from tests.support.statements import Statements, write_again, written
from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter, Division
from zhifa.app import Parts
from zhifa.credentials.models import Certificate, CertificateInterval, Officer
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, LoginSession, Role
from zhifa.identity.tokens import AccessClaims
from zhifa.ids import new_id
from zhifa.matters.models import Checklist, ChecklistItem, Matter
from zhifa.subjects.models import Subject

PASSWORD = "correct horse battery staple"
_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD_HASH = _HASHER.hash(PASSWORD)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)

DIVISIONS = [
    ("140800", "运城市", "city", "市", None),
    ("140802", "盐湖区", "county", "区", "140800"),
    ("140830", "芮城县", "county", "县", "140800"),
    ("140802001", "中城街道", "town", "街道", "140802"),
]


@dataclass
class Person:
    """An account with what belongs to it; ``officer`` is set for officers."""

    account: UUID
    username: str
    role: Role
    agency: UUID | None
    officer: UUID | None = None
    certificate: str | None = None
    name: str = ""


@dataclass
class City:
    parts: Parts
    yanhu: UUID  # 盐湖区市场监督管理局
    street: UUID  # 中城街道办事处, under it
    ruicheng: UUID  # 芮城县市场监督管理局
    matter: UUID
    checklist: UUID
    items: list[str]
    subject: UUID
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def appoint(self, name: str, role: Role, *, agency: UUID | None = None, division: str | None = None) -> None:
        """One person more than the city has to begin with."""
        with self.parts.db.write() as session:
            self.people[name] = _person(session, name, role, agency, division)

    def actor(self, name: str) -> Actor:
        """The person as queries know them."""
        with self.parts.db.read() as session:
            account = session.get_one(Account, self.people[name].account)
        return Actor(
            account_id=account.id,
            session_id=new_id(),
            role=Role(account.role),
            display_name=account.display_name,
            agency_id=account.agency_id,
            division_code=account.division_code,
            officer_id=account.officer_id,
        )

    def headers(self, name: str, *, device: UUID | None = None) -> dict[str, str]:
        """An Authorization header of a fresh login."""
        person, at = self.people[name], self.parts.clock()
        session_id = new_id()
        with self.parts.db.write() as session:
            session.add(
                LoginSession(id=session_id, account_id=person.account, device_id=device, client="app", opened_at=at)
            )
        claims = AccessClaims(account_id=person.account, session_id=session_id)
        token = self.parts.token_key.issue(claims, at=at, life=timedelta(hours=1))
        return {"Authorization": f"Bearer {token}"}


_founded: dict[str, tuple[City, Statements]] = {}  # by the kind of database


def make_city(parts: Parts) -> City:
    """People: li and wang (officers of yanhu), zhao (officer of ruicheng), supervisor (of yanhu),
    supervisor_ruicheng, overseer (of the city), overseer_yanhu, registrar, administrator, assistant (of the street).

    Thought out once for each kind of database; every further one is given the same rows, ids and all.
    """
    kind = parts.db.engine.dialect.name
    if kind not in _founded:
        with written(parts.db) as statements:
            _founded[kind] = _found_city(parts), statements
    else:
        write_again(parts.db, _founded[kind][1])
    city = _founded[kind][0]
    return replace(
        city,
        parts=parts,
        items=list(city.items),
        people={name: replace(person) for name, person in city.people.items()},
    )


def _found_city(parts: Parts) -> City:
    with parts.db.write() as session:
        for code, name, level, kind, parent in DIVISIONS:
            session.add(Division(code=code, name=name, level=level, kind=kind, parent_code=parent))
            session.flush()
        yanhu = _agency(session, "yanhu-scjg", "盐湖区市场监督管理局", "市场监管", "140802")
        street = _agency(session, "zhongcheng", "中城街道办事处", "综合", "140802001", parent=yanhu)
        ruicheng = _agency(session, "ruicheng-scjg", "芮城县市场监督管理局", "市场监管", "140830")
        matter, checklist, items = _matter(session, [yanhu, ruicheng])
        subject = Subject(
            id=new_id(),
            name="盐湖区南城张记面馆",
            uscc="92140830MA0DEMQ19D",
            kind="个体工商户",
            trade="餐饮服务",
            address="盐湖区解放南路 12 号",
            division_code="140802001",
            lat=35.0151,
            lon=110.9983,
            risk="B",
            updated_at=LONG_AGO,
        )
        session.add(subject)
        session.flush()
        city = City(parts, yanhu, street, ruicheng, matter, checklist, items, subject.id)
        for name, role, agency, division in [
            ("li", Role.OFFICER, yanhu, None),
            ("wang", Role.OFFICER, yanhu, None),
            ("zhao", Role.OFFICER, ruicheng, None),
            ("supervisor", Role.SUPERVISOR, yanhu, None),
            ("supervisor_ruicheng", Role.SUPERVISOR, ruicheng, None),
            ("overseer", Role.OVERSEER, None, "140800"),
            ("overseer_yanhu", Role.OVERSEER, None, "140802"),
            ("registrar", Role.REGISTRAR, None, "140800"),
            ("administrator", Role.ADMINISTRATOR, None, "140800"),
            ("assistant", Role.ASSISTANT, street, "140802001"),
        ]:
            city.people[name] = _person(session, name, role, agency, division)
    return city


def _agency(session: Session, code: str, name: str, area: str, division: str, parent: UUID | None = None) -> UUID:
    agency = Agency(id=new_id(), code=code, name=name, field=area, division_code=division, parent_id=parent)
    session.add(agency)
    session.flush()
    session.add(AgencyAncestor(ancestor_id=agency.id, agency_id=agency.id))
    if parent is not None:
        session.add(AgencyAncestor(ancestor_id=parent, agency_id=agency.id))
    return agency.id


def _matter(session: Session, agencies: list[UUID]) -> tuple[UUID, UUID, list[str]]:
    matter = Matter(
        id=new_id(),
        code="SP-CY-001",
        name="餐饮服务单位食品安全检查",
        kind="检查",
        field="市场监管",
        basis="食品安全法 第110条",
        basis_confidence="high",
        trades=["餐饮服务"],
        annual_cap=2,
        valid_from=date(2025, 6, 30),
    )
    session.add(matter)
    session.flush()
    checklist = Checklist(id=new_id(), matter_id=matter.id, version=1, published_on=date(2025, 6, 30))
    session.add(checklist)
    session.flush()
    items = [f"SP-CY-001-{number:02}" for number in range(1, 11)]
    for position, code in enumerate(items, start=1):
        session.add(
            ChecklistItem(
                checklist_id=checklist.id,
                position=position,
                code=code,
                text=f"检查第 {position} 项",
                requirement="符合要求",
                basis="食品安全法 第33条",
            )
        )
    for agency in agencies:
        session.add(AgencyMatter(id=new_id(), agency_id=agency, matter_id=matter.id, valid_from=date(2025, 6, 30)))
    return matter.id, checklist.id, items


def _person(session: Session, name: str, role: Role, agency: UUID | None, division: str | None) -> Person:
    officer_id = number = None
    if role is Role.OFFICER and agency is not None:
        officer = Officer(id=new_id(), name=f"{name}同志", agency_id=agency)
        session.add(officer)
        session.flush()
        officer_id, number = officer.id, f"0408{int.from_bytes(name.encode()[:3], 'big') % 10**7:07}"
        session.add(
            Certificate(
                number=number,
                officer_id=officer.id,
                kind="province",
                category="行政检查 行政处罚",
                area="盐湖区",
                issuer="山西省人民政府",
                valid_from=date(2025, 1, 1),
                valid_to=date(2029, 12, 31),
            )
        )
        session.flush()
        session.add(
            CertificateInterval(
                id=new_id(),
                certificate_number=number,
                status="valid",
                starts_at=LONG_AGO,
                reason="制证",
                recorded_at=LONG_AGO,
            )
        )
    account = Account(
        id=new_id(),
        username=name,
        password_hash=PASSWORD_HASH,
        display_name=f"{name}同志",
        role=role.value,
        agency_id=agency,
        division_code=division,
        officer_id=officer_id,
        created_at=LONG_AGO,
    )
    session.add(account)
    session.flush()
    return Person(account.id, name, role, agency, officer_id, number, f"{name}同志")
