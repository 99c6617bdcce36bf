"""What a new shop's handbook begins with, in both languages, one module for each sheet."""

from datetime import date, timedelta

from sheetops.records.seed.agents import agent_rows
from sheetops.records.seed.calendar import calendar_rows
from sheetops.records.seed.couriers import courier_rows
from sheetops.records.seed.improvements import improvement_rows
from sheetops.records.seed.inventory import inventory_rows
from sheetops.records.seed.policy import policy_rows
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.seed.rows import Row
from sheetops.records.seed.scripts import script_rows
from sheetops.records.seed.training import training_rows
from sheetops.records.text import Language

__all__ = ["Row", "example_handbook", "starting_handbook"]


def starting_handbook(language: Language) -> dict[str, tuple[Row, ...]]:
    """Return sheet key → starting rows. What a desk has done is not invented: no training yet."""
    return {
        "policy": policy_rows(language),
        "calendar": calendar_rows(language),
        "reasons": reason_rows(language),
        "scripts": script_rows(language),
        "couriers": courier_rows(language),
        "inventory": inventory_rows(language),
        "agents": agent_rows(language),
    }


def example_handbook(language: Language, today: date) -> dict[str, tuple[Row, ...]]:
    """Return the starting rows with mail addresses, training and improvements up to `today`."""
    held = (today - timedelta(days=24), today - timedelta(days=17))
    return {
        **starting_handbook(language),
        "agents": tuple(_with_address(row) for row in agent_rows(language)),
        "training": training_rows(language, held),
        "improvements": improvement_rows(language, today),
    }


def _with_address(agent: Row) -> Row:
    """Return the person with an address that cannot exist (RFC 2606): they get digests."""
    return {**agent, "email": f"{agent['agent_id']}@example.com".lower()}
