"""A secret that is wrong for certain: the same but for one character. A fixed one is right now and then by chance."""


def altered(text: str, place: int) -> str:
    """``text`` with another character at ``place``. In base64url the last one may hold bits that nobody reads, so the
    last but one."""
    characters = list(text)
    characters[place] = "B" if characters[place] == "A" else "A"
    return "".join(characters)
