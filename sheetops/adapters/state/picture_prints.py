"""What pictures are, worked out once: by the checksum inside a workbook, or by a file's stamp."""

from dataclasses import dataclass

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS picture_parts (
    mark TEXT PRIMARY KEY,       -- checksum, size and packed size, as the zip says them
    sha TEXT NOT NULL,
    extension TEXT NOT NULL      -- empty: no picture
) STRICT;
CREATE TABLE IF NOT EXISTS picture_files (
    path TEXT PRIMARY KEY,       -- relative to the shop
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,    -- mtime in ns
    sha TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What a picture's bytes are."""

    sha: str
    extension: str


class PicturePrints:
    """Fingerprints of pictures in the local database; losing them costs only time.

    A rehearsal remembers nothing.
    """

    def __init__(self, database: Database, *, is_rehearsal: bool = False) -> None:
        """Use `database`, making the tables where they are missing."""
        self._database = database
        self._is_rehearsal = is_rehearsal
        if not is_rehearsal:
            database.prepare(SCHEMA)
        have = database.rows("SELECT name FROM sqlite_master WHERE name LIKE 'picture_%'")
        tables = {row["name"] for row in have}
        self._parts = self._read_parts() if "picture_parts" in tables else {}
        self._files = self._read_files() if "picture_files" in tables else {}

    def of_part(self, mark: str) -> Known | None:
        """Return what the part with this mark is; None before it was looked at."""
        return self._parts.get(mark)

    def remember_part(self, mark: str, known: Known) -> None:
        """Keep what a part is."""
        self._parts[mark] = known
        self._write(
            "INSERT OR REPLACE INTO picture_parts VALUES (?, ?, ?)",
            (mark, known.sha, known.extension),
        )

    def of_file(self, path: str, size: int, changed: int) -> str | None:
        """Return the SHA-256 of a file as long as size and time of change are the same."""
        known = self._files.get(path)
        return known[2] if known is not None and known[:2] == (size, changed) else None

    def remember_file(self, path: str, size: int, changed: int, sha: str) -> None:
        """Keep what a file is."""
        self._files[path] = (size, changed, sha)
        self._write(
            "INSERT OR REPLACE INTO picture_files VALUES (?, ?, ?, ?)", (path, size, changed, sha)
        )

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if not self._is_rehearsal:
            self._database.execute(statement, values)

    def _read_parts(self) -> dict[str, Known]:
        rows = self._database.rows("SELECT mark, sha, extension FROM picture_parts")
        return {row["mark"]: Known(row["sha"], row["extension"]) for row in rows}

    def _read_files(self) -> dict[str, tuple[int, int, str]]:
        rows = self._database.rows("SELECT path, size, changed, sha FROM picture_files")
        return {row["path"]: (row["size"], row["changed"], row["sha"]) for row in rows}
