"""Marks texts for translation without translating them: the domain knows no language."""

from collections.abc import Mapping


def N_(text: str) -> str:
    """The text itself, an English msgid."""
    return text


class OwnWords(str):
    """A text of an organisation's own, in the languages in which it was given; as a string it is the Finnish one."""

    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> "OwnWords":
        made = super().__new__(cls, texts["fi"])
        made.texts = dict(texts)
        return made

    def in_language(self, language: str) -> str:
        """The words in a language; in Finnish where they were not given in it."""
        return self.texts.get(language) or str(self)
