"""改进 Improvements: what the desk proposes to do better, and whether it helped."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
IMPROVEMENTS = Sheet(
    key="improvements",
    title=Text("改进", "Improvements"),
    purpose=Text(
        "从反馈和逾期里发现的问题、改进办法和结果，一行一项。",
        "Problems found in feedback and delays, what was proposed and what came of it.",
    ),
    table="improvements",
    key_column="imp_id",
    shows=("imp_id",),
    columns=(
        define("imp_id", "改进编号|Improvement ID", Kind.ID, "R", "M", Band.KEY, "唯一|Unique", example="GJ202603-01", width=14),
        define("status", "状态|Status", Kind.CHOICE, "R", "M", Band.KEY, "从列表选择|Choose from the list", choices="improvement_status", example="open", width=10),
        define("raised_at", "提出日期|Raised on", Kind.DATE, "R", "M", Band.TYPED, "哪天提出|Which day", example="2026-03-10"),
        define("raised_by", "提出人|Raised by", Kind.TEXT, "R", "M", Band.TYPED, "工号|Agent number", refers="agents", example="KF012", width=10),
        define("source", "来源|Source", Kind.CHOICE, "R", "M", Band.TYPED, "从列表选择|Choose from the list", choices="improvement_source", example="feedback", width=13),
        define("problem", "问题描述|Problem", Kind.PROSE, "R", "M", Band.TYPED, "发生了什么|What goes wrong", width=30),
        define("evidence", "数据依据|Evidence", Kind.PROSE, "R", "M", Band.TYPED, "指标和周期|Figure and period", width=24),
        define("proposal", "改进建议|Proposal", Kind.PROSE, "R", "M", Band.TYPED, "怎么改|What to change", width=30),
        define("owner", "负责人|Owner", Kind.TEXT, "R", "M", Band.TYPED, "工号|Agent number", refers="agents", example="KF001", width=10),
        define("due", "完成期限|Due", Kind.DATE, "R", "M", Band.TYPED, "最晚哪天|Latest day", example="2026-04-01"),
        define("changed_policy", "涉及政策|Policy changed", Kind.TEXT, "C", "M", Band.TYPED, "政策编号|Policy ID", when="改了政策时必填|if a policy row changed", refers="policy", width=14),
        define("before_value", "改进前指标|Before", Kind.NUMBER, "O", "M", Band.TYPED, "改进前的数|The figure before", width=11),
        define("after_value", "改进后指标|After", Kind.NUMBER, "O", "M", Band.TYPED, "改进后的数|The figure after", width=11),
        define("verified_at", "验证日期|Verified on", Kind.DATE, "C", "M", Band.TYPED, "谁验证过效果|When the effect was checked", when="已完成时必填|once done"),
        define("verified_by", "验证人|Verified by", Kind.TEXT, "C", "M", Band.TYPED, "不能是负责人本人|Not the owner", when="已完成时必填|once done", refers="agents", width=10),
        define("remark", "备注|Remark", Kind.PROSE, "O", "M", Band.SELDOM, "备注|Remark", width=18),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
