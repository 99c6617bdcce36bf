"""The reply texts that a new shop starts with, one for each scene.

Each goes greeting → thanks or apology → result → ground → steps and times → other ways → close,
promises nothing beyond policy and asks for nothing personal. `{names}` are filled when a reply is
made. No "final interpretation" clause: it is void (网络交易监督管理办法 art. 21(5)).
"""

from sheetops.records.seed.rows import Row, say, without_empty
from sheetops.records.text import Language

_TITLES = {
    "S-RC-01": ("received", "申请已收到|Application received", None),
    "S-OK-01": ("approved_self", "审核通过，自主寄回|Approved, buyer ships", "P-NR-01"),
    "S-OK-02": ("approved_pickup", "审核通过，上门取件|Approved, pick-up", "P-QL-01"),
    "S-EV-01": ("need_evidence", "请补充凭证|Evidence wanted", "P-QL-01"),
    "S-NO-01": ("rejected", "审核未通过，另有方案|Refused, with another way", "P-NR-01"),
    "S-RM-01": ("remind_return", "提醒寄回|Reminder to send back", "P-NR-01"),
    "S-GR-01": (
        "goods_received",
        "退件已签收，正在验货|Goods received, being inspected",
        "P-NR-01",
    ),
    "S-RF-01": ("refunded", "验货通过，已退款|Inspected and refunded", "P-NR-01"),
    "S-IF-01": ("inspect_failed", "验货未通过，商量处理|Inspection failed, let us talk", "P-NR-01"),
    "S-PT-01": ("partial", "部分退款协商|Partial refund proposed", "P-AG-01"),
    "S-EX-01": ("exchange_stock", "换货有货|Exchange, in stock", "P-EX-01"),
    "S-EX-02": ("exchange_short", "换货缺货，改退款或换款|Exchange out of stock", "P-EX-01"),
    "S-RS-01": ("reshipped", "换货已发出|Replacement shipped", "P-EX-01"),
    "S-NT-01": ("notice", "时效变更通知|Change of times", None),
    "S-RT-01": ("ask_rating", "邀请评价|Please rate us", None),
}

_NEVER = {
    "S-OK-01": "不承诺签收当天退款；不承诺报销到付运费|No same-day refund; no refund of freight collect",
    "S-OK-02": "不承诺具体上门分钟|No promise of the minute",
    "S-NO-01": '不说“最终解释权”；不说“平台也不会支持”|No "final interpretation"; no word for the platform',
    "S-RF-01": "不承诺银行到账的具体时刻|No promise when the bank books it",
    "S-IF-01": "不指责买家；不单方面扣款|No blame; no deduction on our own",
    "S-PT-01": "未经买家同意不扣减|No deduction without the buyer's consent",
    "S-RT-01": "不以返现换好评|No reward for a good rating",
}

_ZH = {
    "S-RC-01": (
        "亲，您好，感谢您联系{shop_name}。\n"
        "您的售后申请已收到（售后单号 {ticket_id}，商品：{item_summary}）。\n"
        "我们会在 {review_hours} 小时内审核完毕，并在这里把结果告诉您。\n"
        "如有补充的说明或照片，直接发在这里就可以，会一并查看。"
    ),
    "S-OK-01": (
        "亲，您好，谢谢您的耐心等待。\n"
        "您的退货申请已通过（依据 {policy_ref}），退货编号 {RMA}。\n"
        "请把 {item_summary} 连同配件、赠品寄到：\n"
        "{return_name}　{return_phone}\n{return_address}（邮编 {return_postcode}）\n"
        "运费：{freight}。请在 {return_due} 前寄出，并在订单页填写物流单号。\n"
        "包裹里放一张写有退货编号的纸条；请不要使用平邮或到付，寄件凭证请留好。\n"
        "我们收到后 {inspect_hours} 小时内验货，验货通过后 {refund_sla_days} 天内退款。\n"
        "如果更想换货，也可以告诉我们，一样为您办理。"
    ),
    "S-OK-02": (
        "亲，您好，给您添麻烦了，非常抱歉。\n"
        "您的申请已通过（依据 {policy_ref}），退货编号 {RMA}。\n"
        "快递员将于 {pickup_at} 上门取件，运费：{freight}，您不用自己联系快递。\n"
        "请提前把 {item_summary} 连同配件、赠品包好，放一张写有退货编号的纸条，并留好取件凭证。\n"
        "我们收到后 {inspect_hours} 小时内验货，验货通过后 {refund_sla_days} 天内退款。\n"
        "如果时间不方便，回复我们改约，或自行寄回都可以。"
    ),
    "S-EV-01": (
        "亲，您好，收到商品有问题，我们很抱歉。\n"
        "为了尽快核实，还需要您补充：问题部位的清晰照片 2 张、商品标签照片 1 张；"
        "如是破损或少件，请再拍一张外包装和面单。\n"
        "依据 {policy_ref}，核实属实的，来回运费由我们承担。\n"
        "请在 {evidence_hours} 小时内发给我们，收到后马上继续审核。\n"
        "照片里请不要出现个人电话和地址。"
    ),
    "S-NO-01": (
        "亲，您好，谢谢您的理解。\n"
        "很抱歉，这次的申请暂时没能通过，原因是：{reject_reason}。{reject_text}\n"
        "依据：{policy_ref}。\n"
        "我们可以为您提供另一个方案：{alternative}。您同意的话，回复我们马上办理。\n"
        "您也可以在 7 天内修改申请、补充凭证，或申请平台介入，我们会如实配合。"
    ),
    "S-RM-01": (
        "亲，您好，打扰您一下。\n"
        "您的退货（退货编号 {RMA}）已经通过审核，目前还没有看到寄出的物流单号。\n"
        "依据 {policy_ref}，请在 {return_due} 前寄出，并在订单页填写单号，逾期后平台会自动关闭申请。\n"
        "退货地址：{return_name}　{return_phone}　{return_address}\n"
        "已经寄出的话，把单号发给我们就好；改主意不退了，也请告诉我们一声。"
    ),
    "S-GR-01": (
        "亲，您好，您寄回的商品我们已经收到，谢谢您。\n"
        "退货编号 {RMA}，物流单号 {tracking_no}。\n"
        "仓库会在 {inspect_hours} 小时内完成验货；依据 {policy_ref}，验货通过后 {refund_sla_days} 天内退款。\n"
        "有结果我们第一时间告诉您。"
    ),
    "S-RF-01": (
        "亲，您好，让您久等了。\n"
        "退货编号 {RMA} 已验货通过，退款 {refund_amount} 元已原路退回（依据 {policy_ref}）。\n"
        "到账时间以付款渠道为准，一般 1 至 3 个工作日，可在订单的退款详情里查看。\n"
        "如果超过 3 个工作日仍未到账，请告诉我们，我们帮您查询。感谢您的信任。"
    ),
    "S-IF-01": (
        "亲，您好，您寄回的商品（退货编号 {RMA}）已完成验货。\n"
        "很抱歉，验货时发现：{deduction_note}。照片可以发给您核对。\n"
        "依据 {policy_ref}，我们想先听听您的意见。可以选择：\n"
        "1. 协商部分退款；2. 原件寄回给您；3. 补齐缺少的部分后再退款。\n"
        "请在 72 小时内回复，我们按您的选择办理；有不同意见，也可以申请平台介入。"
    ),
    "S-PT-01": (
        "亲，您好，谢谢您一直配合。\n"
        "关于 {item_summary}，我们的建议是：商品您留下，退还 {refund_amount} 元（依据 {policy_ref}）。\n"
        "如果您同意，请回复“同意”，我们在 24 小时内办理；退款原路退回。\n"
        "不同意也没关系，仍可以按原申请退货，我们一样负责到底。"
    ),
    "S-EX-01": (
        "亲，您好，谢谢您的等待。\n"
        "您要换的 {exchange_item} 有货，已经为您留好（换货编号 {RMA}，依据 {policy_ref}）。\n"
        "请把原商品 {item_summary} 寄到：{return_name}　{return_phone}　{return_address}\n"
        "运费：{freight}。请在 {return_due} 前寄出并填写物流单号。\n"
        "我们收到后 {inspect_hours} 小时内验货，通过后 {reship_hours} 小时内发出新商品，并把单号告诉您。\n"
        "如果想改成退货退款，回复我们即可。"
    ),
    "S-EX-02": (
        "亲，您好，非常抱歉。\n"
        "您要换的 {exchange_item} 目前缺货，没能为您留到（依据 {policy_ref}）。\n"
        "可以这样处理，您看哪一种方便：\n"
        "1. 换成现在有货的：{alternatives}；\n"
        "2. 改为退货退款，退款原路退回。\n"
        "请在 24 小时内告诉我们您的选择，我们马上办理。"
    ),
    "S-RS-01": (
        "亲，您好，您换的商品已经发出，让您久等了。\n"
        "{carrier}，单号 {tracking_no}（换货编号 {RMA}，依据 {policy_ref}）。\n"
        "物流信息一般 24 小时内更新，请您留意查收，当面检查外包装。\n"
        "收到后如有任何问题，直接在这里联系我们。"
    ),
    "S-NT-01": (
        "亲，您好。\n{notice}\n7 天无理由退货等法定权利不受影响。\n"
        "期间如有急事，请直接在这里留言，值班客服会尽快回复您。"
    ),
    "S-RT-01": (
        "亲，您好，您的售后（{ticket_id}）已经办完，谢谢您的耐心。\n"
        "方便的话，请您为这次的处理打个分，说说哪里可以做得更好，我们会认真看每一条。\n"
        "打扰了，祝您生活愉快。"
    ),
}

_EN = {
    "S-RC-01": (
        "Hello, and thank you for writing to {shop_name}.\n"
        "We have your request (case {ticket_id}, item: {item_summary}).\n"
        "We will review it within {review_hours} hours and tell you the result here.\n"
        "Anything you would like to add, words or photos, simply send it here."
    ),
    "S-OK-01": (
        "Hello, and thank you for your patience.\n"
        "Your return is approved (under {policy_ref}); its number is {RMA}.\n"
        "Please send {item_summary} with all parts and gifts to:\n"
        "{return_name}, {return_phone}\n{return_address} ({return_postcode})\n"
        "Freight: {freight}. Please ship by {return_due} and enter the tracking number in the order.\n"
        "Put a note with the return number into the parcel; no ordinary post or freight collect, please, and keep the receipt.\n"
        "We inspect within {inspect_hours} hours of arrival and refund within {refund_sla_days} days after that.\n"
        "If you would rather exchange it, tell us and we will arrange that instead."
    ),
    "S-OK-02": (
        "Hello. We are sorry for the trouble.\n"
        "Your request is approved (under {policy_ref}); its number is {RMA}.\n"
        "A courier will collect the parcel on {pickup_at}. Freight: {freight}; you need not arrange anything.\n"
        "Please have {item_summary} packed with all parts and gifts and a note with the return number, and keep the receipt.\n"
        "We inspect within {inspect_hours} hours of arrival and refund within {refund_sla_days} days after that.\n"
        "If the time does not suit you, tell us, or ship it yourself if you prefer."
    ),
    "S-EV-01": (
        "Hello. We are sorry that something is wrong with the item.\n"
        "To check it quickly we need two clear photos of the fault and one of the label; "
        "for damage or a missing part, also one of the outer packing with its shipping label.\n"
        "Under {policy_ref}, once confirmed, we bear the freight both ways.\n"
        "Please send them within {evidence_hours} hours; we go on with the review at once.\n"
        "No phone numbers or addresses in the photos, please."
    ),
    "S-NO-01": (
        "Hello, and thank you for your understanding.\n"
        "We are sorry that we cannot approve this request. Reason: {reject_reason}. {reject_text}\n"
        "Ground: {policy_ref}.\n"
        "We can offer you another way: {alternative}. If you agree, tell us and we will do it at once.\n"
        "You may also change the request within 7 days, add evidence, or ask the platform to look at it; we will cooperate."
    ),
    "S-RM-01": (
        "Hello, just a short reminder.\n"
        "Your return {RMA} is approved, and we have not seen a tracking number yet.\n"
        "Under {policy_ref}, please ship by {return_due} and enter the number in the order; later the platform closes the request by itself.\n"
        "Return address: {return_name}, {return_phone}, {return_address}\n"
        "If it is already on its way, just send us the number; if you have decided to keep it, let us know."
    ),
    "S-GR-01": (
        "Hello. What you sent back has arrived, thank you.\n"
        "Return {RMA}, tracking number {tracking_no}.\n"
        "We inspect it within {inspect_hours} hours; under {policy_ref} the refund follows within {refund_sla_days} days.\n"
        "You will hear from us as soon as there is a result."
    ),
    "S-RF-01": (
        "Hello, and thank you for waiting.\n"
        "Return {RMA} has passed inspection; CNY {refund_amount} went back the way you paid (under {policy_ref}).\n"
        "It usually arrives in 1 to 3 working days; you can follow it in the order's refund details.\n"
        "If it has not arrived after 3 working days, tell us and we will trace it. Thank you for your trust."
    ),
    "S-IF-01": (
        "Hello. We have inspected what you sent back (return {RMA}).\n"
        "We are sorry to say that we found: {deduction_note}. We can send you the photos.\n"
        "Under {policy_ref}, we would like to hear from you first. You may choose:\n"
        "1. a partial refund that we agree on; 2. the item goes back to you; 3. a full refund once the missing part is here.\n"
        "Please answer within 72 hours. If you see it differently, you may ask the platform to look at it."
    ),
    "S-PT-01": (
        "Hello, and thank you for your help so far.\n"
        "For {item_summary} we propose: you keep it, and we refund CNY {refund_amount} (under {policy_ref}).\n"
        "If you agree, reply \"agreed\" and we will do it within 24 hours, the way you paid.\n"
        "If not, that is fine: you may still return it as you asked."
    ),
    "S-EX-01": (
        "Hello, and thank you for waiting.\n"
        "{exchange_item} is in stock and reserved for you (exchange {RMA}, under {policy_ref}).\n"
        "Please send {item_summary} to: {return_name}, {return_phone}, {return_address}\n"
        "Freight: {freight}. Please ship by {return_due} and enter the tracking number.\n"
        "We inspect within {inspect_hours} hours of arrival, ship the new item within {reship_hours} hours and tell you its number.\n"
        "If you would rather have a refund, tell us."
    ),
    "S-EX-02": (
        "Hello. We are very sorry.\n"
        "{exchange_item} is out of stock at the moment, so we could not reserve it (under {policy_ref}).\n"
        "We can do one of these; which suits you?\n"
        "1. exchange for something in stock: {alternatives};\n"
        "2. return it for a refund, paid back the way you paid.\n"
        "Please tell us within 24 hours and we will see to it at once."
    ),
    "S-RS-01": (
        "Hello. Your replacement is on its way; thank you for waiting.\n"
        "{carrier}, tracking number {tracking_no} (exchange {RMA}, under {policy_ref}).\n"
        "Tracking usually starts within 24 hours; please check the packing when it arrives.\n"
        "If anything is wrong with it, write to us here."
    ),
    "S-NT-01": (
        "Hello.\n{notice}\nYour rights by law, the 7-day return among them, stay as they are.\n"
        "If something is urgent, leave a message here; whoever is on duty will answer soon."
    ),
    "S-RT-01": (
        "Hello. Your case {ticket_id} is closed; thank you for your patience.\n"
        "If you have a moment, please rate how we handled it and tell us what to do better. We read every word.\n"
        "Thank you, and all the best."
    ),
}  # fmt: skip


def script_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting reply texts, one for each scene."""
    bodies = _ZH if language == "zh-CN" else _EN
    return tuple(
        without_empty(
            {
                "script_id": key,
                "title": say(title, language),
                "scene": scene,
                "body": bodies[key],
                "policy_ref": policy,
                "forbidden": say(_NEVER.get(key, ""), language),
                "status": "active",
            }
        )
        for key, (scene, title, policy) in _TITLES.items()
    )
