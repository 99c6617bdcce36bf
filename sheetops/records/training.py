"""培训 Training: who learned what, and when it is due again."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
TRAINING = Sheet(
    key="training",
    title=Text("培训", "Training"),
    purpose=Text(
        "每人每次培训一行；政策变更后 7 天内须完成培训。",
        "One row per person and training; within 7 days of a policy change.",
    ),
    table="training",
    key_column="train_id",
    columns=(
        define("train_id", "培训编号|Training ID", Kind.ID, "R", "M", Band.KEY, "唯一|Unique", example="PX202603-01", width=14),
        define("date", "日期|Date", Kind.DATE, "R", "M", Band.KEY, "培训日期|Day of training", example="2026-03-05"),
        define("topic", "主题|Topic", Kind.TEXT, "R", "M", Band.TYPED, "讲了什么|What it was about", width=26),
        define("kind", "内容类别|Kind", Kind.CHOICE, "R", "M", Band.TYPED, "从列表选择|Choose from the list", choices="training_kind", example="policy", width=11),
        define("agent_id", "参训客服|Agent", Kind.TEXT, "R", "M", Band.TYPED, "工号|Agent number", refers="agents", example="KF012", width=10),
        define("trainer", "讲师|Trainer", Kind.TEXT, "O", "M", Band.TYPED, "谁讲的|Who taught", width=10),
        define("hours", "学时|Hours", Kind.NUMBER, "R", "M", Band.TYPED, "大于 0|Above 0", least=0, example="1.5", width=7),
        define("score", "考核成绩|Score", Kind.COUNT, "O", "M", Band.TYPED, "0–100|0–100", least=0, most=100, width=9),
        define("pass_mark", "及格线|Pass mark", Kind.COUNT, "O", "M", Band.TYPED, "默认 60|60 by default", least=0, most=100, width=8),
        define("policy_version", "对应政策版本|Policy", Kind.TEXT, "O", "M", Band.TYPED, "政策编号|Policy ID", refers="policy", width=14),
        define("material", "资料|Material", Kind.TEXT, "O", "M", Band.SELDOM, "资料位置|Where it is kept", width=18),
        define("remark", "备注|Remark", Kind.PROSE, "O", "M", Band.SELDOM, "备注|Remark", width=18),
        define("passed", "是否合格|Passed", Kind.FLAG, "O", "J", Band.JOBS, "成绩不低于及格线|Score at least the pass mark", width=9),
        define("next_due", "下次培训日|Next due", Kind.DATE, "O", "J", Band.JOBS, "90 天后|90 days later"),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
