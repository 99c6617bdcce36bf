"""Lets out what was decided: workbooks published, log appended, slips printed, mail sent.

Everything here starts from the local state and can be done again after a crash: what is out
already is recognised and not done twice. One thing that cannot go out now never stops the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.records.problems import Problem
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.adapters.state.patches import Waiting


@dataclass
class Settled:
    """What went out, and what still waits."""

    published: dict[str, int] = field(default_factory=dict)
    """Workbook → results written into it."""
    waiting: "list[Waiting]" = field(default_factory=list)
    filed: int = 0
    slips: list[str] = field(default_factory=list)
    board: Path | None = None
    mails: list[str] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)
    shelved: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def lines(self) -> Iterator[Text]:
        """Yield one line for each kind of thing that went out or waits."""
        for book, count in self.published.items():
            yield Text(f"已写入 {book}：{count} 项结果", f"Written into {book}: {count} results")
        for one in self.waiting:
            held = f"（{one.held_by}）" if one.held_by else ""
            by = f" ({one.held_by})" if one.held_by else ""
            yield Text(
                f"{one.count} 项结果等待写入 {one.book}：{one.reason.zh}{held}",
                f"{one.count} results wait for {one.book}: {one.reason.en}{by}",
            )
        if self.filed:
            yield Text(f"备案日志新增 {self.filed} 行", f"Filing log: {self.filed} new rows")
        if self.slips:
            yield Text(f"打印单据 {len(self.slips)} 张", f"Slips printed: {len(self.slips)}")
        for path in self.reports:
            yield Text(f"报告：{path}", f"Report: {path}")
        yield from self.notes
