"""All of a shop's local state, opened together: one file, one transaction for one decision."""

from contextlib import AbstractContextManager
from pathlib import Path

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.entries import Entries
from sheetops.adapters.state.glances import Glances
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.leaving import Leaving
from sheetops.adapters.state.ledger import Ledger
from sheetops.adapters.state.looks import Looks
from sheetops.adapters.state.numbers import Numbers
from sheetops.adapters.state.outbox import Outbox
from sheetops.adapters.state.prints import Prints
from sheetops.adapters.state.shelves import Shelves
from sheetops.adapters.state.told import Told


class State:
    """The parts of the state; `transaction` makes what happens in several of them one step."""

    def __init__(self, path: Path) -> None:
        """Open or make the state file; StorageError when that cannot be done."""
        self.database = Database(path)
        self.journal = Journal(self.database)
        self.entries = Entries(self.database)
        self.numbers = Numbers(self.database)
        self.outbox = Outbox(self.database)
        self.told = Told(self.database)
        self.prints = Prints(self.database)
        self.leaving = Leaving(self.database)
        self.shelves = Shelves(self.database)
        self.looks = Looks(self.database)
        self.ledger = Ledger(self.database)
        self.glances = Glances(self.database)

    def transaction(self) -> AbstractContextManager[None]:
        """Commit everything inside together, or nothing of it."""
        return self.database.transaction()

    def close(self) -> None:
        """Close the file."""
        self.database.close()
