"""Marks texts for translation without translating them: the domain knows no language."""


def N_(text: str) -> str:
    """The text itself, an English msgid."""
    return text
