"""选项 Lists: the dropdown sources of a people's book, kept in step with the handbook by jobs.

A dropdown cannot look into another workbook, so each people's book carries the handbook's choices
on a sheet of its own: row n holds the n-th choice of every list. Fixed choices stand there too.
"""

from sheetops.records.columns import Band, Column, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

FED_BY_HANDBOOK = (
    "reasons",
    "couriers",
    "inventory",
    "agents",
    "scripts",
    "policy",
    "improvements",
)
"""Sheets of the handbook whose rows are dropdown choices elsewhere."""

_TITLES = {
    "reasons": "原因代码|Reasons",
    "couriers": "快递公司|Couriers",
    "inventory": "商家编码|SKU codes",
    "agents": "工号|Agents",
    "scripts": "话术|Scripts",
    "policy": "政策|Policy rows",
    "improvements": "改进|Improvements",
}


def _list_column(key: str) -> Column:
    return define(
        key, _TITLES[key], Kind.TEXT, "O", "J", Band.JOBS, "取自手册|From the handbook", width=24
    )


LISTS = Sheet(
    key="lists",
    title=Text("选项", "Lists"),
    purpose=Text(
        "下拉选项的来源，由系统按手册更新，请勿修改。",
        "Where the dropdowns come from; kept in step with the handbook, not to be edited.",
    ),
    table="lists",
    key_column="n",
    appended_by_jobs=True,
    columns=(
        define("n", "行号|No.", Kind.COUNT, "R", "J", Band.KEY, "行号|Number", least=1, width=6),
        *(_list_column(key) for key in FED_BY_HANDBOOK),
    ),
)
