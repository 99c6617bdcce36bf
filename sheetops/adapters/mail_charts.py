"""Draws the charts of the mails as small PNG pictures; digits and dates only, so any font will do.

The picture has its own light ground: it is readable in a dark mail too, and a mail program that
knows dark mode may turn it over (the class `chart` in `templates/mail/house.html`).
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sheetops.records import palette
from sheetops.rules.reporting.charts import Chart

WIDTH, HEIGHT = 1104, 420
"""Pixels: twice the size at which a mail shows it."""

_FINE = 2
"""Everything is drawn this much larger and made smaller again: smooth edges."""
_FONT = 34
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 16, 46, 62
_FEW = 12
"""Up to this many bars each has its label and its number."""

Point = tuple[float, float]


def draw_chart(chart: Chart) -> bytes:
    """Return the chart as PNG: what came in as bars, what was closed as bars or a line."""
    size = (WIDTH * _FINE, HEIGHT * _FINE)
    picture = Image.new("RGB", size, f"#{palette.PAPER}")
    _Sheet(ImageDraw.Draw(picture), chart).draw()
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(48)
    data = BytesIO()
    small.save(data, "PNG", optimize=True)
    return data.getvalue()


def top_of(highest: int) -> int:
    """Return the top of the scale: 2, 4, 6, 8, 10, 20, 40 …, so that its middle is whole too."""
    tens = 1
    while tens * 10 < highest:
        tens *= 10
    return next(tens * n for n in (2, 4, 6, 8, 10) if tens * n >= highest)


class _Sheet:
    """One picture in the making; measures are final pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw, chart: Chart) -> None:
        self._draw = draw
        self._chart = chart
        self._top = top_of(chart.highest)
        self._slot = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels))
        self._font = ImageFont.load_default(_FONT * _FINE)  # Pillow's own: no font file is needed

    def draw(self) -> None:
        """Draw scale, bars, line and labels."""
        for value in (0, self._top // 2, self._top):
            y = self._y(value)
            self._line([(_LEFT, y), (WIDTH - _RIGHT, y)], palette.LINE, 2)
            self._text((_LEFT - 14, y), f"{value}", "rm")
        if self._is_roomy:
            self._bars(self._chart.came_in, palette.BAR, -0.4)
            self._bars(self._chart.closed, palette.ACCENT, 0.02)
        else:
            self._bars(self._chart.came_in, palette.BAR, -0.32, 0.64)
            self._trace([(self._x(p), self._y(n)) for p, n in enumerate(self._chart.closed)])
        for place in labelled(len(self._chart.labels)):
            anchor = "mt" if self._is_roomy else _anchor(place, len(self._chart.labels))
            self._text((self._x(place), HEIGHT - _BOTTOM + 16), self._chart.labels[place], anchor)

    @property
    def _is_roomy(self) -> bool:
        return len(self._chart.labels) <= _FEW

    def _bars(self, counts: Sequence[int], colour: str, begin: float, width: float = 0.38) -> None:
        """Draw one bar a slot; `begin` (from its middle) and `width` are parts of the slot."""
        for place, count in enumerate(counts):
            if count:
                left, top = self._x(place) + begin * self._slot, self._y(count)
                box = [left, top, left + width * self._slot, self._y(0)]
                self._draw.rectangle([_FINE * at for at in box], fill=f"#{colour}")
                if self._is_roomy:
                    self._text((left + width * self._slot / 2, top - 6), f"{count}", "mb")

    def _trace(self, points: Sequence[Point]) -> None:
        self._line(points, palette.PAPER, 12)  # apart from the bars, in a grey print too
        self._line(points, palette.ACCENT, 6)
        for x, y in points:
            box = [x - 5, y - 5, x + 5, y + 5]
            self._draw.ellipse([_FINE * at for at in box], fill=f"#{palette.ACCENT}")

    def _line(self, points: Sequence[Point], colour: str, width: int) -> None:
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.line(scaled, fill=f"#{colour}", width=width * _FINE, joint="curve")

    def _text(self, at: Point, words: str, anchor: str) -> None:
        place = (at[0] * _FINE, at[1] * _FINE)
        self._draw.text(place, words, fill=f"#{palette.MUTED}", font=self._font, anchor=anchor)

    def _x(self, place: int) -> float:
        return _LEFT + self._slot * (place + 0.5)

    def _y(self, count: int) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * count / self._top


def labelled(count: int) -> Iterator[int]:
    """Yield which of `count` bars have a label: all of a few, else the last and every seventh."""
    step = 1 if count <= _FEW else 7
    yield from range((count - 1) % step, count, step)


def _anchor(place: int, count: int) -> str:
    return "rt" if place == count - 1 else "mt"
