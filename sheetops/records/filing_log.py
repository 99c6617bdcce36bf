"""备案日志 Filing log: append-only, gapless, hash-chained; written by jobs, read by people."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
FILING_LOG = Sheet(
    key="filing_log",
    title=Text("备案日志", "Filing log"),
    purpose=Text(
        "每一笔申请、每一次改动、系统的每一个动作，都按顺序记在这里，只增不改。",
        "Every application, every change and every act of sheetops in order; only ever added to.",
    ),
    table="filing_log",
    key_column="seq",
    appended_by_jobs=True,
    columns=(
        define("seq", "序号|Sequence", Kind.COUNT, "R", "J", Band.KEY, "连续，不断号|Without gaps", least=1, example="10231", width=9),
        define("logged_at", "记录时间|Logged at", Kind.TIME, "R", "J", Band.KEY, "只进不退|Never goes back", example="2026-03-01 15:01:02"),
        define("event", "事件|Event", Kind.CHOICE, "R", "J", Band.JOBS, "发生了什么|What happened", choices="event", example="review", width=9),
        define("case_id", "售后单号|Case", Kind.ID, "C", "J", Band.JOBS, "哪一单|Which case", when="与某一单有关时|when about a case", example="AS20260301-0007"),
        define("slip_no", "退货编号|Slip", Kind.ID, "O", "J", Band.JOBS, "哪一张单据|Which slip"),
        define("refund_no", "退款编号|Refund no.", Kind.ID, "O", "J", Band.JOBS, "平台编号|The platform's number"),
        define("actor", "操作人|Actor", Kind.TEXT, "R", "J", Band.JOBS, "工号，或 job:任务名|Agent number, or job:name", example="KF012", width=18),
        define("actor_role", "角色|Role", Kind.CHOICE, "R", "J", Band.JOBS, "以什么身份|In which role", choices="actor_role", example="agent", width=9),
        define("field", "字段|Field", Kind.TEXT, "C", "J", Band.JOBS, "改的是哪一项|Which field", when="改动时|for a change", example="status", width=17),
        define("old_value", "原值|Old value", Kind.TEXT, "O", "J", Band.JOBS, "个人信息已脱敏|Personal data masked", example="待审核", width=20),
        define("new_value", "新值|New value", Kind.TEXT, "O", "J", Band.JOBS, "个人信息已脱敏|Personal data masked", example="待买家寄回", width=24),
        define("reason", "说明|Reason", Kind.TEXT, "C", "J", Band.JOBS, "为什么|Why", when="更正和偏离政策时|for corrections and overrides", width=30),
        define("source", "来源|Source", Kind.TEXT, "R", "J", Band.JOBS, "工作簿和行，或导入文件及其指纹|Workbook and row, or import file and its fingerprint", width=30),
        define("due_at", "截止|Due", Kind.TIME, "O", "J", Band.JOBS, "当时的截止时间|The deadline at the time"),
        define("late", "是否逾期|Late", Kind.FLAG, "O", "J", Band.JOBS, "当时是否已逾期|Whether it was late", width=9),
        define("retain_until", "保存至|Retain until", Kind.DATE, "C", "J", Band.JOBS, "完结后三年|Three years after closing", when="完结后|once closed", example="2029-03-06"),
        define("prev_hash", "上一哈希|Previous hash", Kind.ID, "R", "J", Band.JOBS, "上一行的哈希|Hash of the row before", width=14),
        define("hash", "哈希|Hash", Kind.ID, "R", "J", Band.JOBS, "本行的哈希|Hash of this row", width=14),
    ),
)
