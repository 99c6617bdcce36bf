"""退换原因 Reasons: what buyers say, and the class that decides windows and freight."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
REASONS = Sheet(
    key="reasons",
    title=Text("退换原因", "Reasons"),
    purpose=Text(
        "买家的退换原因及其类别；导入时按“平台说法”自动对应。",
        "Buyers' reasons and their classes; imports are matched by the platform's words.",
    ),
    table="reasons",
    key_column="code",
    shows=("code", "name"),
    columns=(
        define("code", "原因代码|Reason code", Kind.ID, "R", "M", Band.KEY, "R+两位数字|R and two digits", pattern=r"R\d{2}", pattern_words="R 加两位数字|R and two digits", example="R01", width=10),
        define("name", "原因|Reason", Kind.TEXT, "R", "M", Band.KEY, "给客服看的说法|As the desk says it", example="7天无理由退换货", width=28),
        define("reason_class", "类别|Class", Kind.CHOICE, "R", "M", Band.TYPED, "决定期限和运费|Decides window and freight", choices="reason_class", example="no_reason", width=12),
        define("applies", "适用类型|Applies to", Kind.CHOICES, "R", "M", Band.TYPED, "多个用分号隔开|Several: separate by semicolons", choices="case_type", example="return_refund;exchange", width=26),
        define("freight_bearer", "默认运费|Freight default", Kind.CHOICE, "O", "M", Band.TYPED, "默认谁承担运费|Who bears freight by default", choices="freight_bearer", example="buyer", width=10),
        define("evidence_min", "至少几张凭证|Pictures needed", Kind.COUNT, "R", "M", Band.TYPED, "0 为不要求|0: none", least=0, most=20, example="0", width=12),
        define("detail_required", "需详细说明|Detail needed", Kind.FLAG, "R", "M", Band.TYPED, "是：说明至少 10 个字|Yes: 10 characters at least", example="否", width=10),
        define("platform_words", "平台说法|Platform's words", Kind.TEXT, "O", "M", Band.TYPED, "导入原文，多个用分号隔开|As in exports; separate by semicolons", example="7天无理由退换货", width=40),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
