"""Writes a mapping down for a person to correct: TOML, with what to do in the shop's language."""

from collections.abc import Iterator

from sheetops.records.text import Language, Text
from sheetops.rules.importing.facts import fact_names
from sheetops.rules.importing.guesses import Guesses
from sheetops.rules.importing.mapping import choices_for

_ABOUT = Text(
    """导入对照表：告诉 sheetops 这种导出的每一列是什么。
左边是导出里的表头，右边是登记簿的列名；不需要的列右边留空。
下面是猜的，请核对后保存，再运行一次：sheetops import 文件""",
    """Mapping: tells sheetops what each column of this export is.
Left: the heading in the export; right: the column of the book; nothing for what is not needed.
What follows is guessed. Correct it, save it, and run again: sheetops import FILE""",
)
_TITLE = Text("这种导出叫什么", "what this export is called")
_PURPOSE = Text(
    "refunds：一行是一笔退换货申请；orders：一行是一个订单",
    "refunds: a row is an application; orders: a row is an order",
)
_PLATFORM = Text(
    "taobao、tmall 或 other；留空就是店铺自己的平台",
    "taobao, tmall or other; nothing for the shop's own platform",
)
_COLUMNS = Text("右边可以写的列名：", "What may stand on the right:")
_EXAMPLE = Text("例：{value}", "e.g. {value}")
_WORDS = Text(
    "这份导出里的说法 = 平台的说法；可以写：{choices}",
    "what this export writes = what it means; one of: {choices}",
)
_PER_LINE = 6


def mapping_text(guesses: Guesses, title: str, language: Language) -> str:
    """Return the mapping as TOML."""
    return "\n".join(_lines(guesses, title, language)) + "\n"


def _lines(guesses: Guesses, title: str, language: Language) -> Iterator[str]:
    names = {fact: name.to(language) for fact, name in fact_names().items()}
    yield from (f"# {line}" for line in _ABOUT.to(language).splitlines())
    yield ""
    yield f"title = {_quoted(title)}  # {_TITLE.to(language)}"
    yield f'purpose = "refunds"  # {_PURPOSE.to(language)}'
    yield f'platform = ""  # {_PLATFORM.to(language)}'
    yield ""
    yield f"# {_COLUMNS.to(language)}"
    known = list(dict.fromkeys(names.values()))
    for start in range(0, len(known), _PER_LINE):
        yield f"#   {' | '.join(known[start : start + _PER_LINE])}"
    yield "[columns]"
    for column in guesses.columns:
        example = _EXAMPLE.filled(value=column.example).to(language) if column.example else ""
        wanted = names[column.fact] if column.fact else ""
        yield f"{_quoted(column.heading)} = {_quoted(wanted)}" + (
            f"  # {example}" if example else ""
        )
    for fact, words in guesses.words.items():
        choices = " | ".join(choice.to(language) for choice in choices_for(fact))
        yield ""
        yield f"# {_WORDS.filled(choices=choices).to(language)}"
        yield f"[words.{_quoted(names[fact])}]"
        yield from (f'{_quoted(one)} = ""' for one in words)


def _quoted(text: str) -> str:
    """Return a TOML string; what cannot stand in one is written as an escape."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    shown = (c if c.isprintable() else f"\\U{ord(c):08x}" for c in plain)
    return '"' + "".join(shown) + '"'
