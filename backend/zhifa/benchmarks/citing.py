"""Articles as tables cite them: 《食品安全法》第一百二十二条第一款、《…条例》第3条. Pure."""

import re
import unicodedata

from zhifa.benchmarks.exact import plain
from zhifa.benchmarks.model import Article
from zhifa.benchmarks.tier_text import number_of

_LAW = re.compile(r"《([^》]+)》([^《]*)")
_PLACE = re.compile(r"第([0-9零〇一二两三四五六七八九十百千]+)(条|款|项|章|节)(?:之[一二三四五六七八九十])?")
_ITEM = re.compile(r"第?[((]([0-9一二三四五六七八九十]+)[))]项")


def articles(text: str, law: str | None = None, version: str | None = None) -> list[Article]:
    """Every law with its articles; ``law``: the one meant where the text names none."""
    said = "".join(unicodedata.normalize("NFKC", text).split())
    found = [(name, rest) for name, rest in _LAW.findall(said)]
    if not found and law:
        found = [(law.strip("《》"), said)]
    return [
        Article(name.removeprefix("中华人民共和国"), article, version)
        for name, rest in found
        for article in _articles_in(_ITEM.sub(r"第\1项", rest))
    ]


def _articles_in(text: str) -> list[str]:
    """第3条第1款第2项 as one; 第3条、第4条 as two."""
    made: list[str] = []
    for number, kind in _PLACE.findall(text):
        value = number_of(number)
        if value is None:
            continue
        word = f"第{plain(value)}{kind}"
        if kind == "条" or not made:
            made.append(word)
        else:
            made[-1] += word
    return [each for each in dict.fromkeys(made) if "条" in each]
