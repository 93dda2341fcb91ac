"""Pairs of characters for the phone's index, in which every substring of two characters can be found. Pure.

Punctuation counts: what the phone finds is exactly what a plain scan would find. The twin of
``folded`` is pwa/officer/features/benchmarks/folding.ts; both keep the length of a text, so that a place in the
folded text is the place in the text on the screen.
"""

#: Full-width forms of ASCII and the ideographic space, to their plain forms; A to Z lowered.
_FOLD = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_FOLD |= {0xFF21 + n: 0x61 + n for n in range(26)} | {0x41 + n: 0x61 + n for n in range(26)}


def folded(text: str) -> str:
    return text.translate(_FOLD)


def pairs(text: str) -> set[str]:
    """Every two neighbouring characters that are not white space."""
    return {text[at : at + 2] for at in range(len(text) - 1) if not (text[at].isspace() or text[at + 1].isspace())}
