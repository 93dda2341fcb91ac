"""What a rule is, and what it says. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from zhifa.compliance.facts import Facts
from zhifa.compliance.sources import Source, source


class Severity(StrEnum):
    """How much a finding weighs. None of them stops an officer: ``block`` asks a reviewer not to let it pass."""

    BLOCK = "block"  # 须处理
    WARN = "warn"  # 应核实
    INFO = "info"  # 提示


#: What a finding adds to the ``risk`` of its inspection; no number of lighter ones outweighs a graver one.
WEIGHTS: Mapping[Severity, int] = {Severity.BLOCK: 10_000, Severity.WARN: 100, Severity.INFO: 1}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw in the facts. ``trace``: one plain sentence that names them; ``entries``: the entries it is
    about; ``facts``: the values that decided; ``about``: an officer or subject by whom similar findings are grouped;
    ``severity``: where it differs from the rule's own."""

    trace: str
    entries: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: str | None = None
    severity: Severity | None = None


Check = Callable[[Facts], Seen | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's word on one inspection."""

    rule: "Rule"
    seen: Seen

    @property
    def severity(self) -> Severity:
        return self.seen.severity or self.rule.severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law. ``version`` grows with every change of what ``check`` says of the same facts.

    ``while_open``: it speaks of a visit that has not ended, too; the others wait for its end.
    """

    id: str
    title: str
    severity: Severity
    sources: tuple[Source, ...]
    check: Check
    version: int = 1
    while_open: bool = False

    @property
    def confidence(self) -> str:
        return self.sources[0].confidence

    @property
    def citation(self) -> str:
        return ";".join(each.citation for each in self.sources)

    def in_force(self, day: date) -> bool:
        """Whether the first source, on which the rule rests, held on the day of the visit."""
        return self.sources[0].in_force(day)

    def apply(self, facts: Facts) -> Finding | None:
        if not (self.while_open or facts.ended) or not self.in_force(facts.day):
            return None
        seen = self.check(facts)
        return Finding(self, seen) if seen else None


def rule(
    identifier: str, title: str, severity: Severity, *sources: str, version: int = 1, while_open: bool = False
) -> Callable[[Check], Rule]:
    """Makes a rule of a function from facts to what was seen; ``sources`` are keys of ``sources.json``."""
    cited = tuple(source(key) for key in sources)

    def made(check: Check) -> Rule:
        return Rule(identifier, title, severity, cited, check, version, while_open)

    return made
