"""Two thousand invented enterprises and shops, near the towns they belong to."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from stdnum.cn import uscc as standard

from zhifa.demo.places import Place, counties, towns_of
from zhifa.demo.seed import EPOCH, demo_id, randomness, read
from zhifa.subjects.uscc import fault

Row = dict[str, Any]
COUNT = 2000
FAILING = 6
SPREAD_DEGREES = 0.006  # about 600 m

#: How many of the two thousand lie in a county; the others share the rest evenly.
SHARES = {"140802": 420, "140830": 300}

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
KIND_PREFIX = {"企业": "91", "个体工商户": "92", "农民专业合作社": "93"}
RISKS = (("A", 40), ("B", 36), ("C", 18), ("D", 6))
RISKY = frozenset({"化工生产", "危险货物运输", "加油站", "烟花爆竹零售", "建筑施工"})
RISKY_RISKS = (("A", 15), ("B", 35), ("C", 35), ("D", 15))
FAILING_REASON = "营业执照原件所载代码即如此,已提示当事人向登记机关核对(演示)"


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, and the trades with their patterns of names."""

    surnames: list[str]
    given: list[str]
    brands: list[str]
    roads: list[str]
    villages: list[str]
    trades: list[Row]


@cache
def subjects() -> tuple[Row, ...]:
    words, made = Words(**read("words.json")), []
    for county in counties():
        random, taken = randomness(f"subjects/{county.code}"), set[str]()
        for number in range(_share(county.code)):
            made.append(_subject(random, words, county, number, taken))
    return tuple(_failing(row) if place % (len(made) // FAILING) == 7 else row for place, row in enumerate(made))


def _share(county: str) -> int:
    """Adds up to COUNT + FAILING."""
    if county in SHARES:
        return SHARES[county]
    others = [place.code for place in counties() if place.code not in SHARES]
    rest = COUNT + FAILING - sum(SHARES.values())
    return rest // len(others) + (others.index(county) < rest % len(others))


def _subject(random: Random, words: Words, county: Place, number: int, taken: set[str]) -> Row:
    town = _town(random, county)
    trade = random.choices(words.trades, [trade["weight"] for trade in words.trades])[0]
    kind, name = _name(random, words, trade, county, town, taken)
    code = _code(kind, county.code, number)
    risks = RISKY_RISKS if trade["trade"] in RISKY else RISKS
    return {
        "id": demo_id("subject", code),
        "name": name,
        "uscc": code,
        "uscc_valid": True,
        "uscc_reason": None,
        "kind": kind,
        "trade": trade["trade"],
        "address": _address(random, words, county, town),
        "division_code": town.code,
        "lat": round(random.gauss(town.lat, SPREAD_DEGREES), 6),
        "lon": round(random.gauss(town.lon, SPREAD_DEGREES), 6),
        "risk": random.choices([risk for risk, _ in risks], [weight for _, weight in risks])[0],
        "demo": True,
        "updated_at": EPOCH,
    }


def _town(random: Random, county: Place) -> Place:
    """The seat, which comes first, and the street offices have more shops than the villages."""
    towns = towns_of(county.code)
    weights = [5 if place == 0 else 3 if town.kind == "街道" else 1 for place, town in enumerate(towns)]
    return random.choices(towns, weights)[0]


def _name(random: Random, words: Words, trade: Row, county: Place, town: Place, taken: set[str]) -> tuple[str, str]:
    """Kind and name, a name that no other subject of the county has."""
    while True:
        kind = _kind(random, trade)
        pattern = random.choice(trade[{"企业": "company", "个体工商户": "shop"}.get(kind, "cooperative")])
        said = pattern.format(
            s=random.choice(words.surnames), g=random.choice(words.given), b=random.choice(words.brands)
        )
        name = f"{county.name}{said}" if kind == "企业" else f"{county.name}{town.short}{said}"
        if name not in taken:
            taken.add(name)
            return kind, name


def _kind(random: Random, trade: Row) -> str:
    if trade.get("cooperative") and random.random() < 0.4:
        return "农民专业合作社"
    if not trade["shop"] or (trade["company"] and random.random() < 0.22):
        return "企业"
    return "个体工商户"


def _address(random: Random, words: Words, county: Place, town: Place) -> str:
    if town.kind == "街道":
        return f"{county.name}{town.name}{random.choice(words.roads)} {random.randrange(1, 400)} 号"
    return f"{county.name}{town.name}{random.choice(words.villages)} {random.randrange(1, 200)} 号"


def _code(kind: str, county: str, number: int) -> str:
    """A USCC of the invented series MA0DEM: right in its check digits, issued to nobody that we know of."""
    body = "MA0DEM" + CHARACTERS[number // 31] + CHARACTERS[number % 31]
    first = f"{KIND_PREFIX[kind]}{county}{body}{_organisation_check(body)}"
    return first + str(standard.calc_check_digit(first))


def _organisation_check(body: str) -> str:
    """GB 11714, the ninth character of an organisation code."""
    values = [int(c) if c.isdigit() else ord(c) - ord("A") + 10 for c in body]
    rest = 11 - sum(v * w for v, w in zip(values, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _failing(row: Row) -> Row:
    """The same subject with a wrong last character, as some real certificates have, and the reason."""
    wrong = row["uscc"][:-1] + CHARACTERS[(CHARACTERS.index(row["uscc"][-1]) + 1) % 31]
    reason = f"{fault(wrong)};{FAILING_REASON}"
    return {**row, "uscc": wrong, "uscc_valid": False, "uscc_reason": reason}
