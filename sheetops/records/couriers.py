"""快递 Couriers: the carriers the shop knows, with the form of their tracking numbers."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
COURIERS = Sheet(
    key="couriers",
    title=Text("快递", "Couriers"),
    purpose=Text(
        "快递公司及单号格式；格式不符只提醒，不算错误。",
        "Carriers and the form of their numbers; a mismatch is a reminder, never an error.",
    ),
    table="couriers",
    key_column="code",
    shows=("name",),
    columns=(
        define("code", "代码|Code", Kind.ID, "R", "M", Band.KEY, "平台代码|The platform's code", example="ZTO", width=10),
        define("name", "公司|Company", Kind.TEXT, "R", "M", Band.KEY, "客服看到的名字|As the desk says it", example="中通快递", width=14),
        define("aliases", "其他叫法|Other names", Kind.TEXT, "O", "M", Band.TYPED, "多个用分号隔开|Separate by semicolons", example="中通;中通速递", width=24),
        define("kuaidi100", "查询代码|Tracking code", Kind.TEXT, "O", "M", Band.TYPED, "快递100 代码|kuaidi100 code", example="zhongtong", width=16),
        define("number_pattern", "单号格式|Number form", Kind.TEXT, "O", "M", Band.TYPED, "正则表达式，可留空|A regular expression, may be empty", width=44),
        define("trackable", "可追踪|Trackable", Kind.FLAG, "R", "M", Band.TYPED, "平邮填“否”|No for ordinary post", example="是", width=8),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
