"""Exports from beside the desk: 生意参谋 figures, and claims of other platforms."""

from types import MappingProxyType

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset, Purpose, headings

SHOP_FIGURES = Preset(
    "sycm_shop_daily",
    Text("生意参谋店铺日报", "Business Advisor daily shop figures"),
    headings(
        "统计日期, 店铺名称, 访客数, 成功退款金额, 评价数, 有图评价数, 描述相符评分",
        Heading("统计日期", required=True),
        Heading("访客数", required=True),
        Heading("成功退款金额", required=True),
    ),
    Purpose.REPORT,
)
JD_CLAIMS = Preset(
    "jd_claims",
    Text("京东赔付单导出", "JD compensation claims"),
    headings(
        "店铺名称, 申请时间, 赔付单号, 关联订单号, 关联服务单号, 赔付金额, 赔付原因, "
        "赔付状态, 申请人",
        Heading("店铺名称", "shop"),
        Heading("申请时间", "applied_at", required=True),
        Heading("赔付单号", "refund_no", required=True),
        Heading("关联订单号", "order_no", required=True),
        Heading("赔付金额", "apply_amount", required=True),
        Heading("赔付原因", "reason_text", required=True),
        Heading("赔付状态", "platform_status", required=True),
    ),
    platform="other",
    words=MappingProxyType(
        {
            "platform_status": {
                "待审核": "等待卖家同意",
                "待商家审核": "等待卖家同意",
                "已赔付": "退款成功",
                "赔付成功": "退款成功",
                "已驳回": "卖家拒绝退款",
                "已关闭": "退款关闭",
            }
        }
    ),
)

PRESETS = (SHOP_FIGURES, JD_CLAIMS)
