"""What can be in the way of a result, or happen to it after it was written, in words for people."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetops.records.problems import ProblemKind, Severity
from sheetops.records.text import Text

ROW_GONE = ProblemKind(
    "row-gone",
    Severity.ERROR,
    Text("这一行不见了", "Row is gone"),
    Text(
        "要写入结果的行（{key}）已不在 {book} 的“{sheet}”里。",
        'The row {key}, for which there are results, is no longer in "{sheet}" of {book}.',
    ),
    Text(
        "如果是误删，请用 sheetops restore 取回以前的版本，把这一行复制回来；结果会自动补写。",
        "If it was deleted by mistake, get an earlier version with sheetops restore and copy the "
        "row back; its results are then written by themselves.",
    ),
    urgency=15,
)
ROW_BROUGHT_BACK = ProblemKind(
    "row-brought-back",
    Severity.WARNING,
    Text("补回了被覆盖的行", "Row brought back"),
    Text(
        "有人用较早打开的副本保存了 {book}，系统开的行 {key} 因此不见，现重新写入。",
        "{book} was saved from a copy opened earlier, without the row {key} that sheetops had "
        "added; it is added again.",
    ),
    Text(
        "无需处理。保存时若提示文件已被更改，请先选“否”再重新打开。",
        "Nothing to do. When a program says that the file was changed, do not overwrite it; "
        "open it again.",
    ),
    urgency=60,
)
KEY_EDITED = ProblemKind(
    "key-edited",
    Severity.WARNING,
    Text("编号被改过", "Number was edited"),
    Text(
        "{book} 的“{sheet}”里，编号 {key} 被改成了 {value}。",
        'In "{sheet}" of {book} the number {key} was changed to {value}.',
    ),
    Text(
        "编号由系统给出，一经使用请勿修改；需要时从 versions 文件夹查看原来的编号。",
        "Numbers are given by sheetops and stay; the folder versions shows what it was.",
    ),
    urgency=25,
)
KEY_DOUBLED = ProblemKind(
    "key-doubled",
    Severity.ERROR,
    Text("两行编号相同", "Two rows with one number"),
    Text(
        "{book} 的“{sheet}”里有不止一行的编号是 {key}，无法判断结果属于哪一行。",
        'More than one row of "{sheet}" in {book} has the number {key}; which of them a result '
        "belongs to cannot be told.",
    ),
    Text(
        "请清空复制出来的那一行的编号，系统会给它新的编号。",
        "Clear the number in the copied row; it is given one of its own.",
    ),
    urgency=15,
)
PERSON_CHANGED = ProblemKind(
    "person-changed",
    Severity.WARNING,
    Text("保留了人工填写的内容", "A person's value stays"),
    Text(
        "{key} 的“{column}”已有人填写为“{value}”，系统原想写“{wanted}”，未改动。",
        '{column} of {key} was filled in by a person with "{value}"; sheetops wanted "{wanted}" '
        "and left it alone.",
    ),
    Text("请看一眼哪个正确。", "Please see which of the two is right."),
    urgency=70,
)
COLUMN_MISSING = ProblemKind(
    "result-without-column",
    Severity.ERROR,
    Text("缺少要写入的列", "Column is missing"),
    Text(
        "{book} 的“{sheet}”里没有“{column}”这一列，它的结果先保留着。",
        '"{sheet}" of {book} has no column {column}; its results wait.',
    ),
    Text("请恢复这一列的标题。", "Put the heading back."),
    urgency=20,
)
SHEET_MISSING = ProblemKind(
    "result-without-sheet",
    Severity.ERROR,
    Text("缺少要写入的工作表", "Sheet is missing"),
    Text(
        "{book} 里没有“{sheet}”工作表，它的结果先保留着。",
        '{book} has no sheet "{sheet}"; its results wait.',
    ),
    Text(
        "请恢复工作表的名称，或用 sheetops restore 取回以前的版本。",
        "Give the sheet its name again, or get an earlier version with sheetops restore.",
    ),
    urgency=20,
)
NOT_OURS = ProblemKind(
    "not-ours",
    Severity.ERROR,
    Text("这一列只由人填写", "Column belongs to people"),
    Text(
        "作业想写入 {key} 的“{column}”，但这一列只由人填写，未写入。",
        "A job wanted to write {column} of {key}, which only people fill in; it was not written.",
    ),
    Text("请检查这项作业。", "Have a look at the job."),
    urgency=90,
)
WITHOUT_KEY = ProblemKind(
    "row-without-key",
    Severity.ERROR,
    Text("新行没有编号", "New row without a number"),
    Text(
        "作业想新增的行（{key}）里找不到它的编号，为免重复没有写入。",
        "The row {key} that a job wanted to add does not hold its own number; it was not added, "
        "as it could be added twice.",
    ),
    Text("请检查这项作业。", "Have a look at the job."),
    urgency=90,
)
CELL_REFUSED = ProblemKind(
    "cell-refused",
    Severity.ERROR,
    Text("单元格无法安全写入", "Cell cannot be written safely"),
    Text(
        "{key} 的结果暂时无法写入 {book} 的“{sheet}”：{why}。",
        'Results for {key} cannot be written to "{sheet}" of {book} yet: {why}.',
    ),
    Text(
        "请按原因调整表格，结果保留着，会自动再写。",
        "Mend the sheet; the results wait and are written by themselves.",
    ),
    urgency=30,
)
NOT_READ_BACK = ProblemKind(
    "not-read-back",
    Severity.ERROR,
    Text("写入后读回不一致", "Reads back differently"),
    Text(
        "{key} 的结果写进 {book} 后读回来不一样，因此没有写入。",
        "Results for {key} read back differently from {book}, so they were not written.",
    ),
    Text(
        "请把这条提示交给负责 sheetops 的同事。",
        "Please show this to the colleague who looks after sheetops.",
    ),
    urgency=30,
)
ROWS_VANISHED = ProblemKind(
    "rows-vanished",
    Severity.ERROR,
    Text("有行不见了", "Rows have vanished"),
    Text(
        "{book} 的“{sheet}”里有 {count} 行不见了：{keys}。",
        'Rows that were in "{sheet}" of {book} are there no more ({count}): {keys}.',
    ),
    Text(
        "记录只结案，不删除。请用 sheetops restore 取回以前的版本，把这些行复制回来。",
        "Cases are closed, not deleted. Get an earlier version with sheetops restore and copy the "
        "rows back.",
    ),
    urgency=10,
)
SAVE_SET_ASIDE = ProblemKind(
    "save-set-aside",
    Severity.WARNING,
    Text("一份较早的保存已留存", "An earlier save was kept"),
    Text(
        "更新 {book} 时中断过，找到一份当时的文件，已存为 {file}。",
        "An update of {book} was interrupted; a file from that moment was kept as {file}.",
    ),
    Text(
        "如果发现少了内容，请打开这一份对照。",
        "If something is missing, open that file and compare.",
    ),
    urgency=40,
)

KINDS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            ROW_GONE,
            ROW_BROUGHT_BACK,
            KEY_EDITED,
            KEY_DOUBLED,
            PERSON_CHANGED,
            COLUMN_MISSING,
            SHEET_MISSING,
            NOT_OURS,
            WITHOUT_KEY,
            CELL_REFUSED,
            NOT_READ_BACK,
            ROWS_VANISHED,
            SAVE_SET_ASIDE,
        )
    }
)
"""Code → kind, of everything that publishing tells."""
