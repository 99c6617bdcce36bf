"""The command outbox: what waits, failed or may have arrived, and what a person decides."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop
from sheetops.cli.speech import Speech, print_json
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.adapters.state.outbox import Outbox
    from sheetops.adapters.state.postings import Posting


@example("sheetops outbox --resend 12")
def outbox(
    shop: ShopFolder = HERE,
    sent: Annotated[
        list[int] | None, typer.Option(help="Number of an uncertain mail that did arrive.")
    ] = None,
    resend: Annotated[
        list[int] | None,
        typer.Option(help="Number of an uncertain or refused mail to send again, unchanged."),
    ] = None,
    drop: Annotated[
        list[int] | None, typer.Option(help="Number of a mail that need not go out any more.")
    ] = None,
    show: Annotated[int | None, typer.Option(help="Number of a mail to read here.")] = None,
    as_json: AsJson = False,
) -> int:
    """Print the mails that wait, failed or may have arrived, and settle them.

    Whether an uncertain mail arrived, only its recipient can say: look there, then settle it.
    --sent, --resend and --drop may be given several times.
    """
    opened, speech = open_shop(shop)
    box = opened.state.outbox
    if show is not None:
        return _show(box, box.posting(show), speech, as_json)
    for number, settle, words in _wishes(box, sent, resend, drop):
        settle(number, opened.now)
        if not as_json:
            speech.say(words.filled(n=number, to=box.posting(number).recipient or "—"))
    mails = box.unsettled()
    if as_json:
        print_json([mail.as_json() for mail in mails])
    elif mails:
        speech.table(_HEADINGS, (mail.cells() for mail in mails))
    else:
        speech.say(Text("发件箱是空的。", "The outbox is empty."))
    return 0


def _wishes(
    box: "Outbox", sent: list[int] | None, resend: list[int] | None, drop: list[int] | None
) -> Iterator[tuple[int, Callable[[int, datetime], None], Text]]:
    """Yield number, deed and words for each number that was given."""
    deeds = (
        (sent, box.resolve_sent, _IS_SENT),
        (resend, box.resolve_resend, _GOES_AGAIN),
        (drop, box.resolve_drop, _IS_DROPPED),
    )
    for numbers, settle, words in deeds:
        yield from ((number, settle, words) for number in numbers or ())


def _show(box: "Outbox", mail: "Posting", speech: Speech, as_json: bool) -> int:
    from sheetops.adapters.letters import read_letter
    from sheetops.adapters.state.postings import STATE_WORDS

    data = box.data(mail)
    letter = read_letter(data) if data else None
    if as_json:
        attached = dict(letter.attachments) if letter else {}
        text = letter.text if letter else None
        print_json({**mail.as_json(), "text": text, "attachments": attached})
        return 0
    facts = (
        (Text("状态", "State"), STATE_WORDS[mail.state]),
        (Text("收件人", "To"), mail.recipient),
        (Text("主题", "Subject"), mail.subject),
        (Text("排队时间", "Queued"), f"{mail.since:%Y-%m-%d %H:%M}"),
        (Text("已试次数", "Tries"), str(mail.tries)),
        (Text("原因", "Why"), mail.why),
        (Text("邮件编号", "Message-ID"), mail.message_id),
    )
    for title, value in facts:
        if speech.word(value):
            speech.say(Text(f"{title.zh}：{_in(value, 0)}", f"{title.en}: {_in(value, 1)}"))
    for name, size in letter.attachments if letter else ():
        speech.say(Text(f"附件：{name}（{size:,} 字节）", f"Attached: {name} ({size:,} bytes)"))
    speech.say("")
    speech.say(letter.text if letter else _SHED)
    return 0


def _in(value: Text | str, language: int) -> str:
    return value if isinstance(value, str) else value.both()[language]


_HEADINGS = (
    Text("编号", "No."),
    Text("状态", "State"),
    Text("收件人", "To"),
    Text("主题", "Subject"),
    Text("自", "Since"),
    Text("原因", "Why"),
)
_IS_SENT = Text("第 {n} 封已记为送达（{to}）。", "Mail {n} is settled as arrived ({to}).")
_GOES_AGAIN = Text(
    "第 {n} 封会在下次运行时原样重发（{to}）。",
    "Mail {n} goes out again with the next run ({to}).",
)
_IS_DROPPED = Text("第 {n} 封不再发送（{to}）。", "Mail {n} will not be sent any more ({to}).")
_SHED = Text("内容已不在发件箱，请看 reports 文件夹。", "Its text is no longer here; see reports/.")
