"""A random day at the desk: somebody edits and saves old copies, jobs publish, the power goes.

The person's program asks nothing and overwrites whatever is there ("Save anyway"). At the end every
word of the person and every result of the jobs is in the workbook.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sheetops.adapters import crashpoints
from sheetops.adapters.workbook.publish import Ending
from sheetops.adapters.workbook.publish import swap as door
from tests.publish.publish_desk import COLUMNS, Desk, Row, application, open_desk

JOB_COLUMNS = ("issues", "next_step")
BEARERS = {"seller": "卖家", "buyer": "买家"}


class PowerCut(BaseException):
    """The run ends here."""


@dataclass
class Day:
    """What everybody wants to see in the end."""

    folder: Path
    seed: int
    desk: Desk = field(init=False)
    copy: list[Row] = field(default_factory=list)
    remarks: dict[str, str] = field(default_factory=dict)
    results: dict[tuple[str, str], str | None] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    """Refund number → the bearer that a job filled in where the person never does."""
    added: set[str] = field(default_factory=set)
    steps: list[str] = field(default_factory=list)
    number: int = 100

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.desk = open_desk(self.folder)
        self.desk.save([application(n) for n in range(1, 6)])
        self.open_copy()

    # what the person does
    def open_copy(self) -> None:
        """Close and open again: the copy is what the file says now."""
        self.copy = [{key: row.get(key) for key in COLUMNS} for row in self.desk.rows()]

    def edit(self) -> None:
        row = self.random.choice(self.copy)
        self.number += 1
        row["remark"] = words = f"备注{self.number}"
        self.save()
        self.remarks[str(row["refund_no"])] = words

    def type_row(self) -> None:
        self.number += 1
        self.copy.append(application(self.number))
        self.save()

    def sort(self) -> None:
        self.random.shuffle(self.copy)
        self.save()

    def delete(self) -> None:
        own = [row for row in self.copy if str(row["refund_no"]) not in self.added]
        if len(own) < 4:
            return
        row = self.random.choice(own)
        self.copy.remove(row)
        refund_no = str(row["refund_no"])
        self.remarks.pop(refund_no, None)
        self.shared.pop(refund_no, None)
        for column in JOB_COLUMNS:
            self.results.pop((refund_no, column), None)
        self.save()

    def save(self) -> None:
        self.desk.save(self.copy)

    # what jobs do
    def result(self) -> None:
        row = self.random.choice(self.desk.rows())
        column = self.random.choice(JOB_COLUMNS)
        # few words, and often none: what stands there again may have stood there long before
        words = self.random.choice(("缺少凭证", "超过时限", None))
        seen = self.results.get((str(row["refund_no"]), column))
        if words != seen:  # a plan never wants what is there
            self.desk.set(str(row["case_id"]), column, words, seen)
            self.results[str(row["refund_no"]), column] = words

    def fill(self) -> None:
        empty = [row for row in self.desk.rows() if "freight_bearer" not in row]
        if empty:
            row = self.random.choice(empty)
            refund_no = str(row["refund_no"])
            if refund_no not in self.shared:
                bearer = self.random.choice(list(BEARERS))
                self.desk.set(str(row["case_id"]), "freight_bearer", bearer)
                self.shared[refund_no] = BEARERS[bearer]

    def add(self) -> None:
        """Import a row, give it its number, and write the first result under that number."""
        self.number += 1
        row = application(self.number)
        key, refund_no = str(row["case_id"]), str(row["refund_no"])
        natural = f"tmall|{refund_no}|"
        order_no = str(row["order_no"])
        self.desk.add(natural, platform="tmall", refund_no=refund_no, order_no=order_no)
        self.desk.set(natural, "case_id", key)
        self.desk.set(key, "issues", "缺少凭证")
        self.results[refund_no, "issues"] = "缺少凭证"
        self.added.add(refund_no)

    def publish(self) -> None:
        self.desk.publish()

    def publish_while_saving(self) -> None:
        """The person is faster than the exchange."""
        tools = self.desk.tools
        saves = [self.random.random() < 0.7 for _ in range(3)]

        def swap(incoming: Path, target: Path, aside: Path) -> Path:
            if saves and saves.pop():
                self.edit()
            return door.swap(incoming, target, aside)

        self.desk.tools = replace(tools, swap=swap)
        self.desk.publish()
        self.desk.tools = tools

    def publish_and_crash(self) -> None:
        left = self.random.randrange(16)

        def cut(name: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut(name)

        try:
            with crashpoints.armed(cut):
                self.publish_while_saving()
        except PowerCut:
            self.desk.database.close()
            now = self.desk.now
            self.desk = open_desk(self.folder)
            self.desk.now = now
            self.publish()  # the machine comes up again before somebody saves

    def walk(self, count: int) -> None:
        """Take so many steps, then let everybody finish."""
        acts = [
            *[self.open_copy, self.edit, self.edit, self.type_row, self.sort, self.delete],
            *[self.result, self.result, self.fill, self.add],
            *[self.publish, self.publish, self.publish_while_saving, self.publish_and_crash],
        ]
        for _ in range(count):
            self.desk.now += timedelta(minutes=1)
            act = self.random.choice(acts)
            self.steps.append(act.__name__)
            act()
        self.publish()

    def losses(self) -> list[str]:
        """Return everything that somebody wanted and that is not in the workbook, or is twice."""
        rows = self.desk.rows()
        by_number = {str(row["refund_no"]): row for row in rows}
        lost = [] if len(by_number) == len(rows) else ["a row stands there twice"]
        wanted: list[tuple[str, str, str | None]] = [
            *((number, "remark", words) for number, words in self.remarks.items()),
            *((number, column, words) for (number, column), words in self.results.items()),
            *((number, "freight_bearer", words) for number, words in self.shared.items()),
        ]
        for number, column, words in wanted:
            found = by_number.get(number, {}).get(column)
            if found != words:
                lost.append(f"{number} {column}: {words} wanted, {found} found")
        lost += [f"{number}: row added by a job" for number in self.added - set(by_number)]
        copies = {str(row["refund_no"]) for row in self.copy}
        lost += [f"{number}: row of the person" for number in copies - set(by_number)]
        if self.desk.strays():
            lost.append(f"left behind: {self.desk.strays()}")
        if self.desk.publish().state is not Ending.CURRENT:
            lost.append("publishing again was not idle")
        if set(self.desk.states()) - {"applied", "superseded", "refused"}:
            lost.append(f"unsettled: {self.desk.states()}")
        return lost
