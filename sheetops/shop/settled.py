"""What went out at the end of a run, and what still waits, in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.records.problems import Problem
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.adapters.filing_book import Appended
    from sheetops.adapters.state.patches import Waiting


@dataclass
class Settled:
    """What went out, and what still waits."""

    published: dict[str, int] = field(default_factory=dict)
    """Workbook → results written into it."""
    waiting: "list[Waiting]" = field(default_factory=list)
    filed: int = 0
    log: "Appended | None" = None
    """What still waits for the filing log, and why; None where nothing does."""
    pictures: int = 0
    """Pictures kept as evidence."""
    archived: int = 0
    """Rows put into the archive."""
    cleared: dict[str, int] = field(default_factory=dict)
    """Workbook → archived rows taken out of it."""
    forgotten: list[str] = field(default_factory=list)
    """Months of the archive whose personal data was removed."""
    slips: list[str] = field(default_factory=list)
    board: Path | None = None
    mails: list[str] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)
    shelved: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    is_whole: bool = True
    """Whether every step was done; otherwise the next run looks at everything again."""

    def lines(self) -> Iterator[Text]:
        """Yield one line for each kind of thing that went out or waits."""
        for book, count in self.published.items():
            yield Text(f"已写入 {book}：{count} 项结果", f"Results written into {book}: {count}")
        for one in self.waiting:
            untold = one.held_by if one.held_by and one.held_by not in one.reason.zh else ""
            zh, en = (f"（{untold}）", f" ({untold})") if untold else ("", "")
            yield Text(
                f"{one.count} 项结果等待写入 {one.book}：{one.reason.zh}{zh}",
                f"Results waiting for {one.book}: {one.count}, {one.reason.en}{en}",
            )
        if self.filed:
            yield Text(f"备案日志新增 {self.filed} 行", f"Rows filed in the log: {self.filed}")
        if self.log and self.log.reason:
            yield Text(
                f"{self.log.waiting} 行等待写入 {self.log.book}：{self.log.reason.zh}",
                f"{self.log.waiting} rows wait for {self.log.book}: {self.log.reason.en}",
            )
        if self.pictures:
            yield Text(f"存入凭证图片 {self.pictures} 张", f"Pictures kept: {self.pictures}")
        yield from self._archive_lines()
        if self.slips:
            yield Text(f"打印单据 {len(self.slips)} 张", f"Slips printed: {len(self.slips)}")
        for path in self.shelved:
            yield Text(
                f"平台文件：{path}，说明在旁边的 .txt", f"Export: {path}; a note lies beside it"
            )
        if self.mails:
            yield Text(f"邮件已发出 {len(self.mails)} 封", f"Mails sent: {len(self.mails)}")
        for path in self.reports:
            yield Text(f"报告：{path}", f"Report: {path}")
        yield from self.notes

    def _archive_lines(self) -> Iterator[Text]:
        if self.archived:
            yield Text(f"归档 {self.archived} 行", f"Archived: {self.archived} rows")
        for book, count in self.cleared.items():
            yield Text(
                f"{book} 移出已归档的 {count} 行",
                f"Taken out of {book}: {count} archived rows",
            )
        for month in self.forgotten:
            yield Text(
                f"archive/{month}.xlsx 保存期满，个人信息已去除",
                f"archive/{month}.xlsx is past its time: personal data removed",
            )

    @property
    def is_complete(self) -> bool:
        """Whether everything is out and nothing was written: then the next run may look away."""
        return self.is_whole and not (
            self.published
            or self.waiting
            or self.filed
            or self.log
            or self.slips
            or self.shelved
            or self.pictures
            or self.archived
            or self.cleared
        )
