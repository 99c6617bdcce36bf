"""Commands on the record: log, restore."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop
from sheetops.cli.speech import Speech, print_json
from sheetops.errors import UsageError
from sheetops.records.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sheetops.adapters.workbook.versions import Version
    from sheetops.rules.filing.case_life import LifeLine
    from sheetops.shop import Shop


@example("sheetops log AS20261120-0007")
def log(
    case: Annotated[str, typer.Argument(help="A case, refund or slip number; or: verify")],
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Tell the life of a case, what comes next, why it is due when it is, and what to reply.

    `log verify` checks the chain and names the first broken row.
    """
    opened, speech = open_shop(shop)
    if case == "verify":
        return _verify(opened, speech, as_json)
    from sheetops.rules.deadlines.accounts import account_of
    from sheetops.rules.filing.case_life import case_life
    from sheetops.shop.replies import reply_now

    life = case_life(opened.log_rows(), case, opened.language)
    account = account_of(opened.records, case, opened.now, opened.settings, opened.workdays)
    reply = reply_now(opened, account.case) if account else None
    if as_json:
        told = account.as_json(opened.language) if account else None
        print_json({"life": [line.as_json() for line in life], "account": told, "reply": reply})
        return 0 if life or account else 1
    if life:
        _tell_life(life, speech)
    else:
        speech.say(Text(f"备案日志里没有 {case}。", f"The filing log knows nothing of {case}."))
    if account:
        speech.say("")
        for line in account.told():
            speech.say(line)
    if reply:
        speech.say(Text("\n可以这样回复买家：", "\nWhat to tell the buyer:"))
        speech.say(reply)
    return 0 if life or account else 1


def _tell_life(life: "Sequence[LifeLine]", speech: Speech) -> None:
    headings = (
        Text("时间", "Time"),
        Text("事件", "Event"),
        Text("操作人", "Who"),
        Text("内容", "What"),
        Text("来源", "Source"),
    )
    speech.table(headings, (line.cells() for line in life))


def _verify(shop: "Shop", speech: Speech, as_json: bool) -> int:
    from sheetops.errors import LogBroken

    broken, count = shop.chain_problem, len(shop.log_rows())
    if as_json:
        print_json({"rows": count, "broken": broken.message(speech.language) if broken else None})
    elif broken:
        speech.complain(
            Text(broken.message("zh-CN"), broken.message("en")),
            Text(broken.remedy("zh-CN"), broken.remedy("en")),
        )
    else:
        speech.say(
            Text(
                f"备案日志完整：{count} 行，序号连续，链条无误。",
                f"The filing log holds: {count} rows, no gap, the chain is whole.",
            )
        )
    return LogBroken.exit_code if broken else 0


@example('sheetops restore applications.xlsx --at "2026-11-20 18:00"')
def restore(
    workbook: Annotated[str, typer.Argument(help="File name of the workbook.")],
    at: Annotated[
        str | None,
        typer.Option(help="Bring back the latest kept version up to this time; none: list them."),
    ] = None,
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Put a kept version of a workbook beside the present one; nothing is overwritten."""
    opened, speech = open_shop(shop)
    kept = opened.versions.of(workbook)
    if not kept:
        speech.say(
            Text(
                f"versions 里没有 {workbook} 的旧版本。",
                f"versions/ has no version of {workbook}.",
            )
        )
        return 1
    if at is None:
        return _list_versions(kept, speech, as_json)
    path = opened.versions.restore(workbook, _instant(at, opened), opened.folder)
    if path is None:
        oldest = f"{kept[-1].at:%Y-%m-%d %H:%M:%S}"
        speech.say(
            Text(
                f"{workbook} 最早的旧版本是 {oldest}，没有更早的。",
                f"The oldest kept version of {workbook} is of {oldest}.",
            )
        )
        return 1
    if as_json:
        print_json({"restored": path.name})
        return 0
    speech.say(Text(f"已放在旁边：{path.name}", f"It lies beside it now: {path.name}"))
    return 0


def _list_versions(kept: "Sequence[Version]", speech: Speech, as_json: bool) -> int:
    if as_json:
        print_json([{"at": one.at.isoformat(), "sha": one.sha, "bytes": one.size} for one in kept])
        return 0
    headings = (Text("时间", "Seen"), Text("大小(KB)", "KB"), Text("文件", "File"))
    rows = [(str(one.at), str(one.size // 1024), one.path.name) for one in kept]
    speech.table(headings, rows)
    return 0


def _instant(at: str, shop: "Shop") -> datetime:
    """Return what a person wrote as shop time; a time with a zone is taken over into the shop's."""
    from zoneinfo import ZoneInfo

    try:
        instant = datetime.fromisoformat(at)
    except ValueError as error:
        raise UsageError(
            Text(f"“{at}”不是时间。", f'"{at}" is not a time.'),
            Text("写成 2026-11-20 18:00。", "Write it as 2026-11-20 18:00."),
        ) from error
    if instant.tzinfo is None:
        return instant
    return instant.astimezone(ZoneInfo(shop.settings.time_zone)).replace(tzinfo=None)
