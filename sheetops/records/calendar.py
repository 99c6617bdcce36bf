"""日历 Calendar: holidays, make-up workdays, promotions, closures and what they lengthen."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
CALENDAR = Sheet(
    key="calendar",
    title=Text("日历", "Calendar"),
    purpose=Text(
        "节假日、调休、大促和店铺安排。只能放宽买家的期限，不能缩短。",
        "Holidays, make-up days, promotions, closures. They may lengthen a buyer's time, never shorten it.",
    ),
    table="calendar",
    key_column="cal_id",
    shows=("cal_id", "name"),
    columns=(
        define("cal_id", "编号|ID", Kind.ID, "R", "MJ", Band.KEY, "唯一|Unique", example="C2026-02", width=14),
        define("name", "名称|Name", Kind.TEXT, "R", "M", Band.KEY, "如 春节、双11|e.g. Spring Festival", example="春节", width=16),
        define("kind", "类型|Kind", Kind.CHOICE, "R", "M", Band.TYPED, "从列表选择|Choose from the list", choices="calendar_kind", example="holiday", width=12),
        define("date_from", "开始日期|From", Kind.DATE, "R", "M", Band.TYPED, "第一天|First day", example="2026-02-15"),
        define("date_to", "结束日期|To", Kind.DATE, "R", "M", Band.TYPED, "最后一天|Last day", example="2026-02-23"),
        define("is_workday", "是否上班|Workday", Kind.FLAG, "R", "M", Band.TYPED, "调休上班填“是”|Yes for a make-up day", example="否", width=9),
        define("review_hours_add", "审核延长(小时)|Review hours added", Kind.COUNT, "O", "M", Band.TYPED, "期间的审核多给几小时|More hours to review", least=0, most=720, width=10),
        define("inspect_hours_add", "验货延长(小时)|Inspect hours added", Kind.COUNT, "O", "M", Band.TYPED, "期间的验货多给几小时|More hours to inspect", least=0, most=720, width=10),
        define("window_days_add", "退换期限延长(天)|Window days added", Kind.COUNT, "O", "M", Band.TYPED, "期间的无理由等期限多给几天|More days to ask for a return", least=0, most=365, width=10),
        define("return_days_add", "寄回延长(天)|Return days added", Kind.COUNT, "O", "M", Band.TYPED, "期间的寄回多给几天；物流停运不填时按停运天数|More days to send back; couriers stopped: empty means as long as they are", least=0, most=365, width=10),
        define("refund_days_add", "退款延长(天)|Refund days added", Kind.COUNT, "O", "M", Band.TYPED, "不得超过法定 7 天|Not beyond the legal 7 days", least=0, most=365, width=10),
        define("ship_note", "发货说明|Shipping note", Kind.PROSE, "O", "M", Band.TYPED, "对内说明|For the desk", width=20),
        define("notice_text", "对外通知|Notice text", Kind.PROSE, "C", "M", Band.TYPED, "发给买家看的话|What buyers read", when="有延长或店铺休息时必填|if anything is lengthened or the shop is closed", width=60),
        define("notice_send_at", "通知时间|Notice time", Kind.TIME, "C", "M", Band.TYPED, "最好提前 3 天|Best 3 days before", when="有对外通知时必填|with a notice text", example="2026-02-12 10:00:00"),
        define("notified", "已通知|Notified", Kind.FLAG, "O", "M", Band.TYPED, "发出后填“是”|Yes once sent", width=8),
        define("source", "来源|Source", Kind.TEXT, "C", "M", Band.TYPED, "国务院通知、平台公告|State Council or platform notice", when="法定假日和大促必填|for holidays and promotions", width=22),
        define("applies_shop", "适用店铺|Shops", Kind.TEXT, "O", "M", Band.SELDOM, "留空为全部|Empty: all", width=12),
        define("reply", "买家通知话术|Notice to paste", Kind.PROSE, "O", "J", Band.JOBS, "到时直接发给买家，发出后在“已通知”填“是”|Send it to buyers as it is, then put Yes under Notified", width=40),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
