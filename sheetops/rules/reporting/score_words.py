"""A score card in words: the number of the person, what was done, and how well."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.records.text import Language, Text
from sheetops.rules.privacy.masking import mask_text
from sheetops.rules.reporting.figures import Mean, Rate
from sheetops.rules.reporting.scores import ScoreCard


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card as it is read; `parts` are (title, share or mean, what it rests on)."""

    agent: str
    reviewed: int
    overdue: int
    disputes: int
    parts: tuple[tuple[str, str, str], ...]


def card_line(card: ScoreCard, language: Language) -> CardLine:
    """Return the card in words; what rests on nothing is left out."""
    return CardLine(
        agent=mask_text(card.agent),
        reviewed=card.reviewed,
        overdue=card.overdue,
        disputes=card.disputes,
        parts=tuple(_parts(card, language)),
    )


def _parts(card: ScoreCard, language: Language) -> Iterator[tuple[str, str, str]]:
    shares: tuple[tuple[Text, Rate], ...] = (
        (_REVIEW, card.review),
        (_INSPECTION, card.inspection),
        (_RESOLUTION, card.resolution),
    )
    for title, share in shares:
        if share.whole:
            yield title.to(language), share.percent, f"{share.part}/{share.whole}"
    means: tuple[tuple[Text, Mean, Text], ...] = (
        (_RATING, card.rating, _RATINGS),
        (_HANDLING, card.handling, _CASES),
    )
    for title, mean, of in means:
        if mean.count:
            value = "—" if mean.value is None else f"{mean.value} {mean.unit.to(language)}"
            yield title.to(language), value, of.filled(n=mean.count).to(language)


_REVIEW = Text("审核及时", "reviews in time")
_INSPECTION = Text("验货及时", "inspections in time")
_RESOLUTION = Text("解决率", "resolved")
_RATING = Text("满意度", "rating")
_HANDLING = Text("平均处理", "mean time")
_RATINGS = Text("{n} 条评价", "{n} rated")
_CASES = Text("{n} 单", "{n} closed")
