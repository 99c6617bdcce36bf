"""What can be wrong with the filing log: signs that somebody or something changed it (V22)."""

from sheetops.records.catalogue.entry import error

_LOOK = (
    "请勿手工修改备案日志。请从备份取回“{book}”原来的版本，再运行 sheetops log verify。"
    "|Do not edit the filing log by hand. Take the former version of {book} from a backup, "
    "then run sheetops log verify."
)

ROW_CHANGED = error(
    "log-row-changed",
    "备案日志被改动|Filing log row changed",
    "序号 {seq} 这一行与当时记下的内容不一致。|Row {seq} is no longer what was filed.",
    _LOOK,
    rule="V22",
    urgency=1,
)
ROWS_MISSING = error(
    "log-rows-missing",
    "备案日志缺行|Filing log rows missing",
    "序号 {wanted} 不见了，后面直接是 {seq}。|Row {wanted} is missing; {seq} follows directly.",
    _LOOK,
    rule="V22",
    urgency=1,
)
MONTH_MISSING = error(
    "log-month-missing",
    "备案日志缺月份|Filing log month missing",
    "“{book}”之前应有序号 {wanted} 起的日志文件，现在没有。"
    "|Before {book} there should be a log book that begins with row {wanted}; it is not there.",
    "请从备份取回缺少的月份文件，放回 filing_log 文件夹，再运行 sheetops log verify。"
    "|Take the missing month's book from a backup, put it back into filing_log, then run "
    "sheetops log verify.",
    rule="V22",
    urgency=1,
)
ROW_DISPLACED = error(
    "log-row-displaced",
    "备案日志顺序被改动|Filing log out of order",
    "这里应是序号 {wanted}，实际是 {seq}。|Row {wanted} belongs here, but {seq} stands here.",
    _LOOK,
    rule="V22",
    urgency=1,
)
TIME_BACKWARDS = error(
    "log-time-backwards",
    "备案日志时间倒退|Filing log goes back in time",
    "序号 {seq} 的记录时间早于上一行。|Row {seq} was logged earlier than the row before it.",
    _LOOK,
    rule="V22",
    urgency=1,
)
WRONG_MONTH = error(
    "log-wrong-month",
    "备案日志放错月份|Filing log row in the wrong month",
    "序号 {seq} 记于 {wanted}，却在“{book}”里。"
    "|Row {seq} was logged in {wanted} but stands in {book}.",
    _LOOK,
    rule="V22",
    urgency=1,
)
END_MISSING = error(
    "log-end-missing",
    "备案日志末尾缺行|End of the filing log missing",
    "日志到序号 {seq} 为止，但已经备案到 {wanted}。"
    "|The log ends with row {seq}, but rows up to {wanted} were filed.",
    _LOOK,
    rule="V22",
    urgency=1,
)

KINDS = (
    ROW_CHANGED,
    ROWS_MISSING,
    MONTH_MISSING,
    ROW_DISPLACED,
    TIME_BACKWARDS,
    WRONG_MONTH,
    END_MISSING,
)
