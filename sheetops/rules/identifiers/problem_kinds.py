"""What is told of a number that exports prove to be damaged."""

from collections.abc import Iterable, Iterator

from sheetops.records.catalogue.entry import warning
from sheetops.records.problems import Fact, Problem
from sheetops.rules.identifiers.proposals import Proposal

NUMBER_PROPOSED = warning(
    "number-proposed",
    "编号可以修复|Number can be put right",
    "“{column}”的 {value} 已损坏，导入的文件能证明它原来是 {wanted}。"
    "|{column} {value} is damaged; an imported file proves that it was {wanted}.",
    "依据写在“编号建议”，核对后在“采用编号建议”选“是”。"
    "|“Number proposed” says why; once checked, choose Yes in “Use the number proposed”.",
    urgency=12,
)
NUMBER_RECORDED = warning(
    "number-recorded-elsewhere",
    "编号损坏的行是重复登记|Damaged row recorded twice",
    "“{column}”的 {value} 原来是 {wanted}，这一单已登记为 {case}。"
    "|{column} {value} was {wanted}, and that case is recorded as {case} already.",
    "请核对两行，把需要的内容合到一行后删去另一行。"
    "|Compare the two rows, keep what is needed in one of them and delete the other.",
    urgency=12,
)

KINDS = (NUMBER_PROPOSED, NUMBER_RECORDED)


def number_problems(found: Iterable[Proposal]) -> Iterator[Problem]:
    """Yield a problem for each damaged number of which is known what it was."""
    for one in found:
        row, column = one.damage.row, one.damage.column
        if one.number is None or row["number_confirmed"] is False:
            continue  # a person who said no knows better
        facts: dict[str, Fact] = {
            "column": row.table.sheet.by_key[column].title,
            "value": one.damage.shown,
            "wanted": one.number,
            "case": one.recorded_as or "",
        }
        kind = NUMBER_PROPOSED if one.recorded_as is None else NUMBER_RECORDED
        yield Problem(kind, row.place(column), facts, row.table.sheet.key, column)
