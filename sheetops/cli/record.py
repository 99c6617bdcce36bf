"""Commands on the record: log, restore."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop
from sheetops.cli.speech import Speech, print_json
from sheetops.errors import UsageError
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.shop import Shop


@example("sheetops log AS20261120-0007")
def log(
    case: Annotated[str, typer.Argument(help="A case, refund or slip number; or: verify")],
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Tell the life of a case; `log verify` checks the chain and names the first broken row."""
    opened, speech = open_shop(shop)
    if case == "verify":
        return _verify(opened, speech, as_json)
    from sheetops.rules.filing.case_life import case_life

    life = case_life(opened.log_rows(), case, opened.language)
    if as_json:
        print_json([line.as_json() for line in life])
        return 0 if life else 1
    if not life:
        speech.say(Text(f"备案日志里没有 {case}。", f"The filing log knows nothing of {case}."))
        return 1
    headings = (
        Text("时间", "Time"),
        Text("事件", "Event"),
        Text("操作人", "Who"),
        Text("内容", "What"),
        Text("来源", "Source"),
    )
    speech.table(headings, (line.cells() for line in life))
    return 0


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
    at: Annotated[str, typer.Option(help="The latest kept version up to this time.")],
    shop: ShopFolder = HERE,
) -> int:
    """Put a kept version of a workbook beside the present one; nothing is overwritten."""
    opened, speech = open_shop(shop)
    try:
        instant = datetime.fromisoformat(at)
    except ValueError as error:
        raise UsageError(
            Text(f"“{at}”不是时间。", f'"{at}" is not a time.'),
            Text("写成 2026-11-20 18:00。", "Write it as 2026-11-20 18:00."),
        ) from error
    path = opened.versions.restore(workbook, instant, opened.folder)
    if path is None:
        speech.say(
            Text(
                f"versions 里没有 {workbook} 在 {at} 之前的版本。",
                f"versions/ has no version of {workbook} up to {at}.",
            )
        )
        return 1
    speech.say(Text(f"已放在旁边：{path.name}", f"It lies beside it now: {path.name}"))
    return 0
