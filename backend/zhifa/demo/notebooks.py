"""A demo visit as the two officers' phones sign it, from the greeting to the signatures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from zhifa.clock import SHANGHAI
from zhifa.demo.findings import looked_up
from zhifa.demo.people import Person
from zhifa.demo.phones import Body, DemoPhone
from zhifa.demo.photographs import MEDIA_TYPE, Photograph, photograph
from zhifa.demo.seed import demo_id, randomness
from zhifa.demo.visits import Visit

NOTICE_VERSION = "notice-2026-11"
#: About five kilometres.
FAR_DEGREES = 0.045
CANVAS = {"width": 600, "height": 240}
SOURCES = ("plan", "plan", "plan", "special", "complaint", "spot")


@dataclass
class Notebook:
    """Two phones at one visit. ``first`` and ``second`` are what each has to send."""

    visit: Visit
    leader: DemoPhone
    other: DemoPhone
    random: Random = field(init=False)
    now: datetime = field(init=False)
    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    photographs: list[Photograph] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = randomness(f"notebook/{self.visit.id}")
        self.now = self.visit.opened_at

    def say(self, kind: str, body: Body, *, seconds: int = 20, by_second: bool = False) -> None:
        """The next entry, some seconds after the last."""
        self.now += timedelta(seconds=seconds, milliseconds=self.random.randrange(1000))
        phone, chain = (self.other, self.second) if by_second else (self.leader, self.first)
        away = FAR_DEGREES if self.visit.flaw == "far" and kind == "attached" else 0
        place = (self.visit.subject["lat"] + away, self.visit.subject["lon"])
        chain.append(phone.write(self.visit.id, self.now, kind, body, place=place))


def written(visit: Visit, leader: DemoPhone, other: DemoPhone) -> Notebook:
    """The whole visit."""
    book = Notebook(visit, leader, other)
    _arrive(book)
    if visit.ending == "withdrawn":
        book.say("withdrawn", {"reason": "到场后发现该店已停业,检查取消,另行安排。"})
        return book
    _look(book)
    if visit.flaw == "shown_late":
        _present(book)
    _find(book)
    _sign(book)
    book.say("closed", {"result": _result(visit), "summary": _summary(visit), "missing": []})
    return book


def _arrive(book: Notebook) -> None:
    visit = book.visit
    book.say("opened", _opened(book), seconds=0)
    if visit.second.username.endswith(("2", "4", "6", "8")):
        book.say("joined", {"officer": _who(visit.second), "via": "device"}, by_second=True)
    else:
        reason = "同事的手机电量不足"
        book.say("joined", {"officer": _who(visit.second), "via": "named", "reason": reason})
    if visit.flaw != "shown_late":
        _present(book)
    book.say("notified", {"text_version": NOTICE_VERSION, "acknowledged": "oral", "recusal": "none"}, seconds=90)


def _present(book: Notebook) -> None:
    visit = book.visit
    numbers = [visit.lead.number, visit.second.number]
    book.say("presented", {"to": _party(visit), "method": "card", "certificates": numbers}, seconds=40)


def _opened(book: Notebook) -> Body:
    visit, subject = book.visit, book.visit.subject
    return {
        "subject": {
            "id": str(subject["id"]),
            "name": subject["name"],
            "uscc": subject["uscc"],
            **({"uscc_reason": subject["uscc_reason"]} if subject["uscc_reason"] else {}),
            "kind": subject["kind"],
            "address": subject["address"],
            "division": subject["division_code"],
        },
        "matters": [
            {
                "id": str(visit.matter["id"]),
                "code": visit.matter["code"],
                "name": visit.matter["name"],
                "checklist": str(demo_id("checklist", visit.matter["code"])),
                "checklist_version": 1,
            }
        ],
        "source": book.random.choice(SOURCES),
        "officer": _who(visit.lead),
        "agency": str(visit.lead.officer["agency_id"]),
    }


def _look(book: Notebook) -> None:
    """Every item answered, those not met with a note and a picture."""
    for place, item in enumerate(book.visit.items):
        fails = place in book.visit.faults
        answer = "fail" if fails else "na" if book.random.random() < 0.06 else "pass"
        note = {"note": f"现场未做到:{_demand(item)}"} if fails else {}
        said = {"item": item["code"], "matter": str(book.visit.matter["id"]), "answer": answer, **note}
        book.say("answered", said, seconds=book.random.randrange(8, 70))
        if fails:
            _photograph(book, f"{_demand(item)}的现场情况", item["code"])
    if not book.visit.faults:
        _photograph(book, "经营场所整体情况", None)


def _photograph(book: Notebook, shows: str, item: str | None) -> None:
    made = photograph(f"{book.visit.id}/{len(book.photographs)}")
    book.photographs.append(made)
    body = {
        "sha256": made.sha256,
        "size": len(made.content),
        "type": MEDIA_TYPE,
        "shows": shows,
        "captured_at": book.now.astimezone(SHANGHAI).isoformat(timespec="milliseconds"),
        "source": "camera",
    }
    book.say("attached", body | ({"item": item} if item else {}), seconds=6)


def _find(book: Notebook) -> None:
    visit = book.visit
    failed = [visit.items[place] for place in sorted(visit.faults)]
    if not failed:
        return
    if visit.benchmark is not None:
        found = looked_up(visit.benchmark, visit.circumstance, book.random)
        book.say("found", found | {"items": [item["code"] for item in failed]}, seconds=90)
    for item in failed if visit.benchmark is None else []:
        words = f"现场检查时,{visit.subject['name']}未达到“{_demand(item)}”的要求。"
        title = f"{visit.matter['name']}第 {item['position']} 项不符合要求"
        book.say("found", {"title": title, "items": [item["code"]], "words": words, "basis": item["basis"]}, seconds=50)
    due = (visit.opened_at + timedelta(days=15)).date().isoformat()
    words = "责令限期改正上述问题,逾期不改正的依法处理。"
    codes = [item["code"] for item in failed]
    book.say("measured", {"measure": "order_to_correct", "words": words, "due": due, "items": codes}, seconds=60)


def _sign(book: Notebook) -> None:
    visit = book.visit
    if visit.ending == "refused":
        witness = {} if visit.flaw == "unwitnessed" else {"witness": "村(社区)干部"}
        book.say("party_refused", {"reason": "当事人称需等负责人回来,不愿签字。", **witness}, seconds=80)
    else:
        signed = {"name": _party(visit), "role": "现场负责人", "strokes": _strokes(book.random), **CANVAS}
        book.say("party_signed", signed, seconds=80)
    for person in (visit.lead,) if visit.flaw == "unsigned" else (visit.lead, visit.second):
        own = person is visit.second and bool(book.second)
        signed = {"officer": _who(person), "strokes": _strokes(book.random), **CANVAS}
        book.say("officer_signed", signed, by_second=own)


def _who(person: Person) -> Body:
    return {"officer": str(person.id), "name": person.name, "certificate": person.number}


def _party(visit: Visit) -> str:
    """The name of whoever was met, the same throughout a visit."""
    return randomness(f"party/{visit.id}").choice("王李张刘陈杨赵周吴孙") + "某"


def _demand(item: dict[str, Any]) -> str:
    """The first of an item's requirements."""
    return str(item["requirement"]).split(";")[0]


def _strokes(random: Random) -> list[list[int]]:
    """Two pen strokes as x, y, milliseconds."""
    made = []
    for start in (60, 300):
        points: list[int] = []
        for step in range(14):
            points += [start + step * 14, 110 + random.randrange(-50, 50), step * 16]
        made.append(points)
    return made


def _result(visit: Visit) -> str:
    return "order_to_correct" if visit.faults else "no_problem"


def _summary(visit: Visit) -> str:
    if not visit.faults:
        return "未发现问题。"
    return f"发现 {len(visit.faults)} 项问题,已责令限期改正。"
