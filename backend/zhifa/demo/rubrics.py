"""Two rubrics of 案卷评查 for the demo city, one for penalty files and one for inspections."""

from typing import Any

import msgspec

from zhifa.appraisal.rubric import Standard
from zhifa.demo.seed import EPOCH, demo_id, read

Row = dict[str, Any]


def rubrics() -> list[Row]:
    return [
        {
            "id": demo_id("rubric", each["name"]),
            "name": each["name"],
            "version": 1,
            "content": msgspec.to_builtins(msgspec.convert(each["standard"], Standard)),
            "source": each["source"],
            "demo": True,
            "created_by": None,
            "created_at": EPOCH,
        }
        for each in read("rubrics.json")
    ]
