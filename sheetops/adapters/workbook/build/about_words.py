"""The words of the explanation sheets: colours, and the mistakes that cost a desk most time."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records import palette
from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class Legend:
    """One colour: its sample, what it means, and the books that use it (None: all)."""

    sample: Text
    words: Text
    ink: str
    ground: str
    books: tuple[str, ...] | None = None


COLOURS = (
    Legend(
        Text("绿色标题", "Green headings"),
        Text(
            "{whose}填写。白色格子里直接输入，有选项的格子点右侧箭头。",
            "{whose} type here, in the white cells; where there is an arrow, choose from the list.",
        ),
        palette.PAPER,
        palette.ACCENT,
    ),
    Legend(
        Text("蓝灰色", "Blue-grey"),
        Text(
            "系统填写：编号、截止时间、校验提示等。不用填，改了会被恢复。",
            "sheetops writes here: numbers, deadlines, issues. What you type there is replaced.",
        ),
        palette.JOB,
        palette.JOB_HEAD,
    ),
    Legend(
        Text("● 有提示", "● Something to read"),
        Text(
            "编号后面有 ●，说明这一行的“校验提示”里写了问题和改法，改好后自动清空。",
            "A ● behind the number: Issues says what is wrong and what to do. It clears itself.",
        ),
        palette.WARNING,
        palette.WARNING_WASH,
    ),
    Legend(
        Text("△ 预警", "△ Warning"),
        Text(
            "离截止不到 {warn} 小时，请尽快办理。",
            "Less than {warn} hours left: see to these soon.",
        ),
        palette.WARNING,
        palette.WARNING_WASH,
        ("applications", "slips"),
    ),
    Legend(
        Text("▲ 逾期", "▲ Overdue"),
        Text(
            "已经超过截止时间，请最先处理。颜色随时间实时变化。",
            "The deadline has passed: these come first. Colours follow the clock by themselves.",
        ),
        palette.OVERDUE,
        palette.OVERDUE_WASH,
        ("applications", "slips"),
    ),
    Legend(
        Text("浅灰字", "Grey text"),
        Text("已经完结或停用，留作记录。", "Closed or no longer in use; kept for the record."),
        palette.MUTED,
        palette.PAPER,
    ),
)

MISTAKES: Mapping[str, tuple[tuple[Text, Text], ...]] = MappingProxyType(
    {
        "applications": (
            (
                Text("订单编号丢了尾数", "Order number lost its digits"),
                Text(
                    "从别的表粘贴时选“只粘贴值”。显示成 3.3E+18 的已经回不来，请从平台重新复制。",
                    "Paste values only. One that shows as 3.3E+18 is lost: copy it again "
                    "from the platform.",
                ),
            ),
            (
                Text("拒绝了，没写替代方案", "Refused without an alternative"),
                Text(
                    "展开右边“少用”的列，写齐拒绝原因、拒绝说明、其他解决方案三项。",
                    "Unfold the seldom needed columns; give refusal reason, note and alternative.",
                ),
            ),
            (
                Text("办完了，没改状态", "Done, but the status not changed"),
                Text(
                    "每办一步改一次“处理状态”，时间按 Ctrl+; 空格 Ctrl+Shift+; 即可填好。",
                    "Change Status with each step; Ctrl+; space Ctrl+Shift+; enters the time.",
                ),
            ),
        ),
        "slips": (
            (
                Text("收到货，没填收货时间", "Goods came, no time of receipt"),
                Text(
                    "48 小时验货从“收货时间”算起，包裹一到就填。",
                    "The 48 hours for inspection run from Received at: fill it in as the "
                    "parcel arrives.",
                ),
            ),
            (
                Text("验货不通过，没留照片", "Failed inspection, no photo"),
                Text(
                    "照片放进 evidence 文件夹，把路径写在“验货照片”；没有照片，平台一般支持买家。",
                    "Put it into evidence/ and its path into Photos; without one the "
                    "platform sides with the buyer.",
                ),
            ),
            (
                Text("物流单号填成手机号", "A phone number as tracking number"),
                Text(
                    "从物流短信里复制单号，不带空格；先选物流公司，系统会帮着核对格式。",
                    "Copy the number without spaces and choose the carrier first: sheetops "
                    "checks its form.",
                ),
            ),
        ),
        "handbook": (
            (
                Text("直接改用过的政策", "Editing a policy row in use"),
                Text(
                    "给旧条款填“失效日期”，再新增一条；这样以前的单子仍按当时的规则。",
                    "Give the old row an end date and add a new one: earlier cases keep "
                    "their rule.",
                ),
            ),
            (
                Text("无理由少于 7 天", "No-reason window under 7 days"),
                Text(
                    "消法第 25 条规定不少于 7 天。日历只能放宽买家的期限，不能缩短。",
                    "The law (Consumer Protection Law, art. 25) says 7. The calendar may "
                    "lengthen, never shorten.",
                ),
            ),
            (
                Text("离职了仍是“在职”", "Somebody left and is still Active"),
                Text(
                    "先把手上的单子转给代理人，再把状态改为“停用”。",
                    "Hand the open cases to the backup first, then set the status to Left.",
                ),
            ),
        ),
    }
)
"""Book key → what goes wrong most often, and what to do instead."""

NOTES = (
    (
        Text("开着也没关系", "Keep it open if you like"),
        Text(
            "簿子开着时系统不会写入，等您保存关闭后自动补上，不会丢，也不会覆盖您填的内容。",
            "While it is open sheetops waits, and writes once you have saved and closed it. "
            "Nothing is lost.",
        ),
    ),
    (
        Text("列可以挪，行可以排序", "Move columns, sort rows"),
        Text(
            "系统按标题找列、按编号找行；也可以在最右边加自己的列。请不要改标题的文字。",
            "Columns are found by heading, rows by number. Add columns of your own; keep the "
            "headings' words.",
        ),
    ),
)
