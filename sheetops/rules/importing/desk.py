"""What an import looks up in the shop's records: reasons, couriers, slips, matching rows."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from sheetops.records.desk import Records
from sheetops.records.references import References, references
from sheetops.records.settings import Settings
from sheetops.records.spelling import folded
from sheetops.records.table import Record
from sheetops.rules.importing.matching import Matches

_COMPANY = re.compile("(?:快递|速递|速运|快运|物流|有限公司|公司)+$")
_CLOSED_SLIPS = ("closed", "void")


class ImportDesk:
    """The records at one instant, indexed the way exports ask."""

    def __init__(self, records: Records, now: datetime, settings: Settings) -> None:
        self.records = records
        self.now = now
        self.settings = settings
        self.applications = records["applications"]

    @cached_property
    def matches(self) -> Matches:
        """The applications under the numbers by which an export names them."""
        return Matches(self.applications)

    def reason(self, words: str) -> str | None:
        """Return the code of the reason that the platform calls so."""
        return self._reasons.get(folded(words))

    def courier(self, words: str) -> str | None:
        """Return the code of the courier that the platform calls so."""
        short = _COMPANY.sub("", words.strip())
        return self._couriers.key("couriers", words) or self._couriers.key("couriers", short)

    def slip_of(self, case: Record | None) -> Record | None:
        """Return the slip of a case that is under way, the latest one; None where there is none."""
        place = self._slips.get(case.text("case_id")) if case is not None else None
        return None if place is None else self.records["slips"][place]

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for row in self.records["reasons"]:
            for words in (row.text("name"), *re.split(r"[;；\n]", row.text("platform_words"))):
                if words.strip() and row.text("code"):
                    found.setdefault(folded(words), row.text("code"))
        return found

    @cached_property
    def _couriers(self) -> References:
        return references({"couriers": self.records["couriers"]})

    @cached_property
    def _slips(self) -> Mapping[str, int]:
        slips = self.records["slips"]
        states = slips.column("slip_status")
        return {
            str(case): place
            for place, case in enumerate(slips.column("case_id"))
            if case is not None and states[place] not in _CLOSED_SLIPS
        }
