"""Words that people read, in Chinese and in English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in both languages; `{names}` in it are filled by `filled`."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the words in `language`."""
        return self.zh if language == "zh-CN" else self.en

    def both(self) -> tuple[str, str]:
        """Return the Chinese and the English words."""
        return (self.zh, self.en)

    def filled(self, **facts: object) -> "Text":
        """Return the text with its `{names}` replaced; a name without a fact raises KeyError."""
        return Text(self.zh.format(**facts), self.en.format(**facts))
