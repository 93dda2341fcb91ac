"""Fines that leave their tier: which need an approval, and which nothing mends. Pure.

A fine outside the tier, or below the statute's least amount by a ground of 减轻, is proposed with a reason; a qualified
reviewer agrees to it before the record is accepted. Beyond the statute's band there is nothing to approve.
"""

from typing import NamedTuple

from msgspec import UNSET

from zhifa.benchmarks.recompute import Place
from zhifa.inspections.record import Finding, Record


class Fines(NamedTuple):
    """``departures``: ids of findings with a reason; ``unlawful``: a sentence for each that has to be returned."""

    departures: frozenset[str]
    unlawful: list[str]


def fines_of(record: Record) -> Fines:
    """``record``: its findings checked, see `zhifa.inspections.finding_checks`."""
    left = [each for each in record.findings if _place(each) in {Place.OUTSIDE, Place.MITIGATED}]
    reasoned = frozenset(each.jti for each in left if _reason(each))
    unlawful = [f"“{each.title}”拟处罚款 {each.fine} 元,超出法定幅度,不能以理由和审批补正,须退回补正。"
                for each in record.findings if _place(each) is Place.BEYOND]  # fmt: skip
    unlawful += [f"“{each.title}”拟处罚款 {each.fine} 元,不在裁量基准的幅度内,没有写明理由,须退回补正。"
                 for each in left if each.jti not in reasoned]  # fmt: skip
    return Fines(reasoned, unlawful)


def _place(finding: Finding) -> Place | None:
    return finding.check.place if finding.check is not UNSET else None


def _reason(finding: Finding) -> str:
    return finding.reason.strip() if finding.reason is not UNSET else ""
