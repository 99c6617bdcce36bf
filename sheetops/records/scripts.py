"""话术 Scripts: the texts that agents paste into the chat, by scene."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
SCRIPTS = Sheet(
    key="scripts",
    title=Text("话术", "Scripts"),
    purpose=Text(
        "发给买家的文字，按场景一行一条；{花括号} 里的内容自动填入，均已脱敏。",
        "Texts for buyers, one a scene; what stands in {braces} is filled in, masked.",
    ),
    table="scripts",
    key_column="script_id",
    shows=("script_id", "title"),
    columns=(
        define("script_id", "话术编号|Script ID", Kind.ID, "R", "M", Band.KEY, "唯一|Unique", pattern=r"S-[A-Z0-9]+(-[A-Z0-9]+)*", pattern_words="S- 开头|starts with S-", example="S-OK-01", width=12),
        define("title", "标题|Title", Kind.TEXT, "R", "M", Band.KEY, "一眼看懂的名字|A name that says it", example="审核通过(自主寄回)", width=22),
        define("scene", "场景|Scene", Kind.CHOICE, "R", "M", Band.TYPED, "什么时候用|When it is used", choices="scene", example="approved_self", width=18),
        define("body", "正文|Body", Kind.PROSE, "R", "M", Band.TYPED, "称呼、结论、依据、步骤、其他方案|Greeting, result, ground, steps, other ways", width=70),
        define("policy_ref", "依据条款|Policy ref", Kind.TEXT, "O", "M", Band.TYPED, "引用的政策编号|The policy row quoted", refers="policy", example="P-NR-01", width=14),
        define("forbidden", "不可承诺|Never promise", Kind.TEXT, "O", "M", Band.TYPED, "提醒客服不要说的话|What must not be promised", width=26),
        define("status", "状态|Status", Kind.CHOICE, "R", "M", Band.TYPED, "草稿、生效、停用|Draft, in force, stopped", choices="policy_status", example="active", width=8),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
