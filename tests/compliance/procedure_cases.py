"""Cases by hand for the rules that a phone reads: what differs from the faultless visit, and what is said then.

Run as a program, writes ``tests/vectors/procedure/cases.json`` with more that chance made of them; what is expected of
those is the word of the rules themselves, so that the phone's reading is held to the server's.
"""

import json
import random
from pathlib import Path
from typing import Any

from tests.compliance import made
from tests.compliance.made import at, attachment, finding, measure, part, person, signed

Case = tuple[list[str], str, dict[str, Any]]
LI, WANG = made.LI, made.WANG
FILE = Path(__file__).parents[1] / "vectors" / "procedure" / "cases.json"
DAY = "2026-11-23"
QUESTIONS = [{"codes": ["I-1"], "label": "第1项"}, {"codes": ["I-2", "J-7"], "label": "第2项"}]
PEOPLE = {"N1": ["valid", "province"], "N2": ["valid", "province"]}


def answer(kind: str = "pass", minutes: float = 10, **more: Any) -> dict[str, Any]:
    return made.answer(kind, minutes, jti=f"answer-{minutes}", **more)


def both(first: dict[str, Any]) -> dict[str, Any]:
    return {"answers": {"I-1": first, "I-2": answer(minutes=11)}}


def shown(minutes: float, *numbers: str) -> dict[str, Any]:
    return {"presented": [{**made.RECORD["presented"][0], "at": at(minutes), "certificates": list(numbers)}]}


def told(minutes: float, recusal: str = "none") -> dict[str, Any]:
    return {"notified": [{**made.RECORD["notified"][0], "at": at(minutes), "recusal": recusal}]}


def refused(**more: Any) -> dict[str, Any]:
    return {"party": {"outcome": "refused", "at": at(45), "jti": "party", **more}}


def alone(*officers: dict[str, Any]) -> dict[str, Any]:
    return {"officers": [person(LI, "李明", "N1", "lead"), *officers]}


NOTE = part(12, "note", text="积水", item="I-1")
FOUND, ORDER = {"findings": [finding()]}, {"measures": [measure(due="2026-12-01")]}
FAIL = answer("fail")

#: (rules that speak, what is so, what of the record differs); ``people`` is not of the record: certificates as known.
CASES: list[Case] = [
    ([], "a faultless visit", {}),
    (["P03-1"], "one officer", alone()),
    (["P03-1"], "the same officer twice", alone(person(LI, "李明", "", "second"))),
    ([], "a second officer joined twice, with a certificate first", {
        "officers": [*made.RECORD["officers"], person(WANG, "王强", "", "second")]}),
    (["P03-2"], "suspended that day", {"people": {**PEOPLE, "N2": ["suspended", "province"]}}),
    ([], "not known on this phone", {"people": {"N1": PEOPLE["N1"]}}),
    (["P03-4"], "assisting staff", {"people": {**PEOPLE, "N2": ["valid", "assisting"]}}),
    (["P03-4"], "assisting staff whose card has expired", {"people": {**PEOPLE, "N2": ["expired", "assisting"]}}),
    (["P08-1"], "never shown", {"presented": []}),
    (["P08-2"], "shown after the first answer", shown(10.1, "N1", "N2")),
    ([], "shown at the moment of the first answer", shown(10, "N1", "N2")),
    (["P08-2"], "shown after a photograph", {
        **told(0.5), **shown(2, "N1", "N2"), "attachments": [attachment(at=at(1))]}),
    (["P08-2"], "shown after an answer that was corrected", {**both(answer(minutes=12, history=[
        {"answer": "fail", "note": None, "at": at(1), "jti": "earlier"}])), **told(0.5)}),
    (["P08-2", "P09-2"], "a note before both", {"notes": [part(1, "note", text="到场", item=None)]}),
    (["P08-3"], "only one certificate shown", shown(2, "N1")),
    ([], "one certificate after the other", {
        "presented": [*shown(2, "N1")["presented"], *shown(4, "N2")["presented"]]}),
    (["P09-1"], "never told", {"notified": []}),
    (["P09-2"], "told after the first answer", told(10.5)),
    (["P04-1"], "recusal asked for", told(3, "requested")),
    (["P11-1"], "one item without an answer", {"answers": {"I-1": answer()}}),
    ([], "answered under the other matter's item", {"answers": {"I-1": answer(), "J-7": answer(minutes=11)}}),
    (["E01-1"], "failing with nothing to show", {**both(FAIL), **FOUND, **ORDER, "result": "order_to_correct"}),
    ([], "failing with a note", {**both({**FAIL, "note": "积水"}), **FOUND, **ORDER, "result": "order_to_correct"}),
    (["E01-1"], "a blank note", {**both({**FAIL, "note": " \u3000"}), **FOUND, **ORDER, "result": "order_to_correct"}),
    ([], "failing with a note of its own", {
        **both(FAIL), "notes": [NOTE], **FOUND, **ORDER, "result": "order_to_correct"}),
    ([], "failing with a photograph", {
        **both(FAIL), "attachments": [attachment(item="I-1")], **FOUND, **ORDER, "result": "order_to_correct"}),
    (["E04-1"], "a photograph from the album", {"attachments": [attachment(source="library")]}),
    (["P10-4"], "failing, no finding", {**both({**FAIL, "note": "积水"}), "result": "other"}),
    (["C16-1"], "a finding, nothing ordered", {**FOUND, "result": "other"}),
    ([], "a finding, corrected on the spot", {**FOUND, "result": "corrected_on_spot"}),
    (["C16-2"], "an order without its day", {**FOUND, "measures": [measure()], "result": "order_to_correct"}),
    ([], "ordered without a day, corrected on the spot", {
        **FOUND, "measures": [measure()], "result": "corrected_on_spot"}),
    (["P10-1"], "nobody signed", {"party": None}),
    (["P10-2"], "refused without a word", refused()),
    (["P10-2"], "refused, nobody saw it", refused(reason="不同意")),
    (["P10-2"], "refused without a reason", refused(witness="赵六", reason=" ")),
    ([], "refused before a witness", refused(reason="不同意", witness="赵六")),
    ([], "refused and filmed", {**refused(reason="不同意"), "attachments": [attachment(type="video/mp4")]}),
    (["P10-3"], "one officer has not signed", {"officer_signatures": [signed(LI, "李明", "N1")]}),
    (["P10-5"], "changed after the signature", both(answer(minutes=45.01))),
    ([], "answered in the moment of the signature", both(answer(minutes=45))),
    ([], "changed after the end is another matter", both(answer(minutes=51, late=True))),
    (["P10-6"], "no problem, with an order and a finding", {**FOUND, **ORDER}),
]  # fmt: skip


def by_chance(count: int) -> list[dict[str, Any]]:
    """Several of the differences at once, later ones on top."""
    dice = random.Random(20261127)
    made: list[dict[str, Any]] = []
    for number in range(count):
        changes: dict[str, Any] = {}
        for _, _, some in dice.sample(CASES, dice.randint(2, 6)):
            changes |= some
        made.append({"so": f"by chance {number}", "changes": changes})
    return made


def write() -> None:
    from tests.compliance.test_procedure import spoken

    cases = [{"so": so, "changes": changes, "rules": rules} for rules, so, changes in CASES]
    cases += [{**each, "rules": spoken(each["changes"])} for each in by_chance(200)]
    base = {"day": DAY, "record": made.RECORD, "people": PEOPLE, "questions": QUESTIONS}
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in cases)
    head = json.dumps(base, ensure_ascii=False, indent=1).removesuffix("\n}")
    FILE.write_text(f'{head},\n "cases": [\n{lines}\n ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
