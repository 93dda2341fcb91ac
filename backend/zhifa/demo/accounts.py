"""Who may log in to the demo city. There is one password, for everyone, printed by ``zhifa demo accounts``."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from zhifa.demo.agencies import agency_id, listed
from zhifa.demo.people import people
from zhifa.demo.places import CITY
from zhifa.demo.seed import EPOCH, demo_id, randomness, read
from zhifa.identity.models import Role

Row = dict[str, Any]
PASSWORD = "yuncheng-demo-2026"  # noqa: S105  (public on purpose: it opens invented data only)

#: The posts of a justice bureau; the last two in the city's alone.
_JUSTICE_POSTS = (
    ("jd", Role.OVERSEER),
    ("zj", Role.REGISTRAR),
    ("zj2", Role.REGISTRAR),
    ("jd2", Role.OVERSEER),
    ("jd3", Role.OVERSEER),
)

#: Shown first: two officers of one agency, its supervisor, one of every other role, and the second registrar.
FIRST = ("yanhu01", "yanhu02", "yanhu-fz", "yunchengsf-jd", "yanhusf-zj", "admin01", "zhongcheng-sfs", "yanhusf-zj2")


@cache
def accounts() -> tuple[Row, ...]:
    """Rows of the account table, but for the hash, with the agency's name for the list."""
    made = {
        row["username"]: row for row in (*_officers(), *_supervisors(), *_justice(), *_offices(), *_administrators())
    }
    first = [made.pop(name) for name in FIRST]
    return (*first, *made.values())


def rows(password_hash: str) -> list[Row]:
    return [
        {
            "id": demo_id("account", row["username"]),
            **{name: value for name, value in row.items() if name != "agency_name"},
            "password_hash": password_hash,
            "active": True,
            "created_at": EPOCH,
        }
        for row in accounts()
    ]


def printable() -> list[dict[str, str]]:
    return [
        {
            "username": row["username"],
            "password": PASSWORD,
            "role": row["role"],
            "agency": row["agency_name"],
            "display_name": row["display_name"],
        }
        for row in accounts()
    ]


def _officers() -> Iterator[Row]:
    for person in people():
        if not person.assisting and person.fate != "withdrawn":
            yield _account(person.username, person.name, Role.OFFICER, person.agency, officer_id=person.id)


def _supervisors() -> Iterator[Row]:
    """法制机构 of every enforcing agency."""
    for agency in listed():
        if agency["officers"]:
            yield _account(f"{agency['login']}-fz", _name(agency["code"] + "fz"), Role.SUPERVISOR, agency)


def _justice() -> Iterator[Row]:
    """A justice bureau oversees (-jd) its division and keeps its certificates: one enters (-zj), another approves.
    The city's has two more who oversee: a sample of records is marked by two, and a third decides."""
    for agency in listed():
        if agency["field"] == "司法行政":
            division = agency["division"]
            for suffix, role in _JUSTICE_POSTS if division == CITY else _JUSTICE_POSTS[:3]:
                name = _name(agency["code"] + suffix)
                yield _account(f"{agency['login']}-{suffix}", name, role, agency, division_code=division)


def _offices() -> Iterator[Row]:
    """司法所: they read and comment within their town."""
    by_code = {agency["code"]: agency for agency in listed()}
    for office in read("agencies.json")["justice_offices"]:
        agency = by_code[office["agency"]]
        name = _name(office["login"])
        row = _account(office["login"], name, Role.ASSISTANT, agency, division_code=office["division"])
        yield {**row, "agency_name": f"{agency['name']}{office['name']}"}


def _administrators() -> Iterator[Row]:
    agency = next(agency for agency in listed() if agency["code"] == "yuncheng-sfj")
    for number in (1, 2):
        username = f"admin{number:02}"
        yield _account(username, _name(username), Role.ADMINISTRATOR, agency, division_code=CITY)


def _account(username: str, name: str, role: Role, agency: Row, **fields: Any) -> Row:
    return {
        "username": username,
        "display_name": name,
        "role": role.value,
        "agency_id": agency_id(agency["code"]),
        "division_code": None,
        "officer_id": None,
        **fields,
        "agency_name": agency["name"],
    }


def _name(about: str) -> str:
    random, words = randomness(f"name/{about}"), read("words.json")
    return str(random.choice(words["surnames"]) + random.choice(words["given"]))
