"""统一社会信用代码: known good and bad codes, and what an officer's keyboard makes of them."""

import pytest

from zhifa.subjects.uscc import fault, normalise

GOOD = [
    "91350100M000100Y43",
    "91110000101623741K",
    "911101066976941872",
    "91140802MA0K003470",
    "91140802MA0K005820",
    "91140802MA0DEMQ002",
    "92140830MA0DEMQ19D",
    "91140881MA0TERT24P",
    "1214080040DEMA003F",
]


@pytest.mark.parametrize("code", GOOD)
def test_good_codes_have_no_fault(code: str) -> None:
    assert fault(code) is None


@pytest.mark.parametrize("code", ["91310115MA1H8R7C6D", "91350211M0000XUF46"])
def test_a_wrong_check_digit_is_named(code: str) -> None:
    assert fault(code) == "校验码不符,请与营业执照核对"


@pytest.mark.parametrize("code", GOOD)
def test_any_changed_character_shows(code: str) -> None:
    for place in range(8, 18):
        other = "1" if code[place] != "1" else "2"
        assert fault(code[:place] + other + code[place + 1 :]) is not None


def test_full_width_spaces_and_small_letters_are_forgiven() -> None:
    assert normalise(" 92140830ma0demq19d ") == "92140830MA0DEMQ19D"
    assert normalise("92140830 MA0DEMQ1-9D") == "92140830MA0DEMQ19D"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "18 位"),
        ("9214", "18 位"),
        ("92140830MA0DEMQ19O", "O"),
        ("02140830MA0DEMQ19D", "未列入"),
        ("9214O830MA0DEMQ19D", "O"),
        ("92A40830MA0DEMQ19D", "数字"),
    ],
)
def test_what_is_wrong_is_said(code: str, words: str) -> None:
    assert words in (fault(code) or "")
