"""A workbook's results go into its file: look, read, merge, build, verify, exchange, confirm.

Whatever breaks off in between, the complete old or the complete new file stands in its place, and
the next run brings the rest to its end: what is in the file already is found there, not written
twice, and what a person saved is never thrown away.
"""

import sqlite3
from datetime import datetime
from pathlib import Path

from sheetops.adapters.state.exchanges import Exchanges
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.roster import Roster
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.look import Sight
from sheetops.adapters.workbook.publish.missing import alarms
from sheetops.adapters.workbook.publish.outcome import Outcome
from sheetops.adapters.workbook.publish.run import Run, look_through
from sheetops.adapters.workbook.publish.tools import Content, Patience, Tools, real_tools
from sheetops.adapters.workbook.versions import Versions, sha_of
from sheetops.errors import StorageError
from sheetops.records.problems import Problem
from sheetops.records.references import References
from sheetops.records.text import Language, Text


def publish(
    folder: Path,
    book: str,
    journal: Journal,
    language: Language,
    references: References,
    now: datetime,
    *,
    versions: Versions | None = None,
    tools: Tools | None = None,
    patience: Patience | None = None,
) -> Outcome:
    """Write what waits for `book` (a file name in the shop `folder`) into it, if that can be done.

    Never raises for the workbook, the folder or the share: then the results wait, and the outcome
    says why. StorageError when the local state itself cannot be written.
    """
    errand = Errand(
        folder=folder,
        book=book,
        journal=journal,
        exchanges=Exchanges(journal.database),
        roster=Roster(journal.database),
        versions=versions or Versions(folder / "versions"),
        tools=tools or real_tools(language, references),
        patience=patience or Patience(),
        now=now,
    )
    try:
        return Run(errand).run()
    except sqlite3.Error as error:
        raise _local_state(error) from error


def scan(
    book: str,
    data: bytes,
    journal: Journal,
    language: Language,
    references: References,
    now: datetime,
    *,
    versions: Versions,
    content: Content | None = None,
    tools: Tools | None = None,
) -> list[Problem]:
    """Keep this version of `book`, and let wait again what was written once and is not in it.

    For every look at a workbook, whether it is open or not. `content` saves reading it once more.
    Returns what is told, and for three days that rows have vanished; OSError when the version
    cannot be kept.
    """
    errand = Errand(
        folder=versions.folder.parent,
        book=book,
        journal=journal,
        exchanges=Exchanges(journal.database),
        roster=Roster(journal.database),
        versions=versions,
        tools=tools or real_tools(language, references),
        patience=Patience(),
        now=now,
    )
    try:
        found = look_through(errand, Sight(data, sha_of(data)), content)
        return [*found, *alarms(book, errand.roster, now)]
    except sqlite3.Error as error:
        raise _local_state(error) from error


def _local_state(error: sqlite3.Error) -> StorageError:
    return StorageError(
        Text(f"本机状态文件写入失败（{error}）。", f"The local state cannot be written ({error})."),
        Text("请检查本机磁盘空间。", "Check the space on this machine's disk."),
    )
