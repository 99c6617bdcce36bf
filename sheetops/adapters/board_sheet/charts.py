"""Native charts, few and labelled where the eye is: no legend, no grid to read off, no 3-D."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines, DateAxis
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.records import palette

WIDTH_CM = 13.5

Dash = Literal["solid", "sysDash"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chart's numbers stand: a heading row, names in one column, numbers in others."""

    sheet: Worksheet
    head: int
    last: int
    names: int
    """Column of the names (days, reasons)."""
    numbers: tuple[int, ...]


def line_chart(source: Source, title: str, lines: Sequence[tuple[str, Dash]]) -> LineChart:
    """Return lines over days, each named at its right end; `lines` are (colour, dash)."""
    chart = LineChart()
    _frame(chart, title, height=6.4)
    last = source.last - source.head - 1
    ends = [_number(source, column) for column in source.numbers]
    highest = ends.index(max(ends))
    for place, (column, (colour, dash)) in enumerate(zip(source.numbers, lines, strict=True)):
        series = _series(source, column)
        series.graphicalProperties = GraphicalProperties(
            ln=LineProperties(solidFill=colour, w=22_000, cap="rnd", prstDash=dash)
        )
        series.smooth = False
        series.marker = Marker(symbol="none")
        # the higher line is named above its end and the lower one below: they never collide
        series.dLbls = _named_at_the_end(last, colour, "t" if place == highest else "b")
        chart.append(series)
    chart.set_categories(_names(source))
    chart.x_axis = DateAxis(crossAx=100, majorUnit=7, majorTimeUnit="days")
    chart.y_axis.crossAx = 500
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=_hair()))
    _axis(chart.x_axis)
    chart.x_axis.number_format = "mm-dd"
    _axis(chart.y_axis, line=False)
    # room at the right for the names of the lines
    chart.layout = _inner(x=0.07, y=0.2, w=0.84, h=0.62)
    return chart


def bar_chart(source: Source, title: str, colour: str) -> BarChart:
    """Return horizontal bars, the longest on top, each with its number."""
    chart = BarChart()
    count = source.last - source.head
    _frame(chart, title, height=2.0 + 0.68 * count)
    chart.type, chart.gapWidth = "bar", 45
    series = _series(source, source.numbers[0])
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.graphicalProperties.line.noFill = True
    series.dLbls = DataLabelList(dLblPos="outEnd", txPr=_words(palette.INK, bold=True))
    _show(series.dLbls, "showVal")
    chart.append(series)
    chart.set_categories(_names(source))
    chart.x_axis.scaling.orientation = "maxMin"
    _axis(chart.x_axis)
    chart.x_axis.tickLblSkip = 1
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    top = 1.25 / (2.0 + 0.68 * count)
    chart.layout = _inner(x=0.36, y=top, w=0.54, h=0.94 - top)
    return chart


def _number(source: Source, column: int) -> int:
    """Return the last number of a column."""
    value = source.sheet.cell(source.last, column).value
    return value if isinstance(value, int) else 0


def _frame(chart: LineChart | BarChart, title: str, height: float) -> None:
    # centimetres; the stubs take openpyxl's default of 15 for a rule that it be whole
    chart.width, chart.height = WIDTH_CM, height  # type: ignore[assignment]
    chart.legend = None
    chart.title = _title(title)
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(
        solidFill=palette.PAPER, ln=LineProperties(solidFill=palette.LINE, w=9_525)
    )


def _series(source: Source, column: int) -> Series:
    values = Reference(source.sheet, min_col=column, min_row=source.head, max_row=source.last)
    series: Series = SeriesFactory(values, title_from_data=True)
    return series


def _names(source: Source) -> Reference:
    return Reference(
        source.sheet, min_col=source.names, min_row=source.head + 1, max_row=source.last
    )


def _title(words: str) -> Title:
    look = _characters(palette.INK, size=1100, bold=True)
    run = RegularTextRun(rPr=look, t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])
    place = ManualLayout(xMode="edge", yMode="edge", x=0.025, y=0.03)
    return Title(
        tx=Text(rich=RichText(p=[paragraph])), layout=Layout(manualLayout=place), overlay=False
    )


def _named_at_the_end(last: int, colour: str, where: str) -> DataLabelList:
    """Return labels of which only the last point's is shown: the name of the line."""
    label = DataLabel(idx=last, dLblPos=where, txPr=_words(colour, bold=True))
    _show(label, "showSerName")
    labels = DataLabelList(dLbl=[label])
    _show(labels, None)
    return labels


def _show(labels: DataLabelList | DataLabel, what: str | None) -> None:
    for name in ("showVal", "showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(labels, name, name == what)
    labels.showBubbleSize = False


def _axis(axis: object, line: bool = True) -> None:
    """Show an axis quietly; without `delete = False` newer Excel hides it."""
    axis.delete = False  # type: ignore[attr-defined]  # openpyxl's axes share no public base
    axis.majorTickMark = axis.minorTickMark = "none"  # type: ignore[attr-defined]
    axis.txPr = _words(palette.MUTED)  # type: ignore[attr-defined]
    axis.spPr = GraphicalProperties(  # type: ignore[attr-defined]
        ln=_hair() if line else LineProperties(noFill=True)
    )
    axis.number_format = "General"  # type: ignore[attr-defined]


def _hair() -> LineProperties:
    return LineProperties(solidFill=palette.LINE, w=9_525)


def _words(colour: str, *, size: int = 850, bold: bool = False) -> RichText:
    look = _characters(colour, size=size, bold=bold)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _characters(colour: str, *, size: int, bold: bool) -> CharacterProperties:
    font = Font(typeface=palette.FONT)
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=font, ea=font)


def _inner(x: float, y: float, w: float, h: float) -> Layout:
    return Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=w, h=h
        )
    )
