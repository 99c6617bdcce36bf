"""评价反馈 Feedback: what buyers thought of the handling."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
FEEDBACK = Sheet(
    key="feedback",
    title=Text("评价反馈", "Feedback"),
    purpose=Text(
        "买家对售后的评价和投诉；投诉须在 48 小时内回复。",
        "Buyers' ratings and complaints; complaints are answered within 48 hours.",
    ),
    table="feedback",
    key_column="fb_id",
    columns=(
        define("fb_id", "反馈编号|Feedback ID", Kind.ID, "R", "A", Band.KEY, "唯一|Unique", example="FB20260306-01", width=15),
        define("received_at", "反馈时间|Received at", Kind.TIME, "R", "A", Band.TYPED, "收到反馈的时间|When it came in", example="2026-03-06 12:00:00"),
        define("case_id", "售后单号|Case ID", Kind.ID, "C", "A", Band.TYPED, "对应的售后单|The case it is about", when="能对应时必填|if known", refers="applications", example="AS20260301-0007"),
        define("channel", "渠道|Channel", Kind.CHOICE, "R", "A", Band.TYPED, "从列表选择|Choose from the list", choices="channel", example="aftersale", width=10),
        define("score", "满意度评分|Score", Kind.COUNT, "R", "A", Band.TYPED, "1–5 分|1–5", least=1, most=5, example="5", width=10),
        define("tags", "问题标签|Tags", Kind.CHOICES, "O", "A", Band.TYPED, "多个用分号隔开|Several: separate by semicolons", choices="feedback_tag", width=16),
        define("content", "反馈内容|Content", Kind.PROSE, "O", "A", Band.TYPED, "不要写电话、地址|No phone numbers or addresses", width=36),
        define("agent_id", "被评客服|Agent", Kind.TEXT, "O", "A", Band.TYPED, "工号|Agent number", refers="agents", example="KF012", width=10),
        define("is_complaint", "是否投诉|Complaint", Kind.FLAG, "O", "A", Band.TYPED, "投诉填“是”|Yes for a complaint", width=9),
        define("reply", "回复|Reply", Kind.PROSE, "O", "A", Band.TYPED, "怎么回复的|What was answered", width=28),
        define("replied_at", "回复时间|Replied at", Kind.TIME, "C", "A", Band.TYPED, "投诉 48 小时内|Complaints: within 48 h", when="已回复时必填|once answered"),
        define("linked_improve", "关联改进|Improvement", Kind.TEXT, "O", "A", Band.SELDOM, "改进编号|Improvement ID", refers="improvements", width=12),
        define("level", "评价等级|Level", Kind.CHOICE, "O", "J", Band.JOBS, "自动判断|Judged automatically", choices="feedback_level", width=10),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
