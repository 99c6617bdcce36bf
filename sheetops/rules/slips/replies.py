"""Ready-to-paste replies: the handbook's script of a scene, else the shipped text, filled in.

Every text goes greeting → thanks or apology → result → ground → steps and times → other ways →
close, and carries nothing personal about the buyer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sheetops.records.catalogue_slips import PLACEHOLDER_UNKNOWN
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Language
from sheetops.rules.slips.reply_facts import PLACEHOLDERS, facts_of, shop_facts

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The desk's voice: what it knows, and the texts it speaks with."""

    records: Records
    settings: Settings
    language: Language
    shipped: Mapping[str, str] = field(default_factory=dict)
    """Scene → text in the shop's language, for where the handbook has none in force."""

    def say(
        self, scene: str, case: Record, slip: Mapping[str, Value] | None = None, **more: str
    ) -> str | None:
        """Return the reply for a scene, filled; None when nobody has a text for it.

        The handbook's first row in force wins. `slip` is a register row, and `more` what only the
        caller knows.
        """
        row, body = self._script(scene)
        if not body:
            return None
        facts = facts_of(case, slip or {}, self.records, self.settings, self.language) | more
        if row and row["policy_ref"] is not None:
            facts["policy_ref"] = row.text("policy_ref")
        return fill(body, facts)

    def announce(self, notice: str) -> str:
        """Return what all buyers are told: the notice in the script of its scene, else alone."""
        _, body = self._script("notice")
        facts = shop_facts(self.records, self.settings, self.language) | {"notice": notice}
        return fill(body or "{notice}", facts)

    def _script(self, scene: str) -> tuple[Record | None, str]:
        scripts = self.records["scripts"]
        rows = (row for row in scripts if row["scene"] == scene and row["status"] == "active")
        row = next(rows, None)
        return row, (row.text("body").strip() if row else "") or self.shipped.get(scene, "").strip()


def fill(body: str, facts: Mapping[str, str]) -> str:
    """Return `body` with every `{name}` that has a fact replaced; the others stay as they are."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1]) or found[0], body)


def script_problems(records: Records) -> Iterator[Problem]:
    """Yield a warning for each script in force that names a placeholder nobody fills."""
    for script in records["scripts"]:
        names = dict.fromkeys(_PLACEHOLDER.findall(script.text("body")))
        unknown = [f"{{{name}}}" for name in names if name not in PLACEHOLDERS]
        if unknown and script["status"] == "active":
            facts = {"names": " ".join(unknown), "known": "{return_address} {return_due}"}
            yield Problem(PLACEHOLDER_UNKNOWN, script.place("body"), facts, "scripts", "body")
