"""The daily mail: what its templates are given, and what a shop may change of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sheetops.adapters.reports import render_mail
from sheetops.errors import JobFailed
from sheetops.records.text import LANGUAGES
from sheetops.rules.reporting.board import board
from sheetops.rules.reporting.daily import daily, headline
from sheetops.rules.reporting.figures import Pair
from sheetops.rules.reporting.masked_board import masked
from tests.report.report_desk import NOW, SETTINGS, desk
from tests.report.sample_mails import a_day


def test_the_subject_says_the_news() -> None:
    mail = render_mail("daily", daily(a_day("zh-CN"), "zh-CN"), "zh-CN")
    assert mail.subject == "退换货日报 11-23：新增 2，逾期 2（昨日 3）"


def test_html_is_escaped_and_the_subject_is_not() -> None:
    mail = render_mail("daily", daily(a_day("en"), "en"), "en")
    assert "Spruce &lt;Store&gt;" in mail.html
    assert "Spruce <Store>" in mail.text


def test_what_a_buyer_wrote_is_in_no_part() -> None:
    for language in LANGUAGES:
        mail = render_mail("daily", daily(a_day(language), language), language)
        assert "13812345678" not in mail.subject + mail.text + mail.html


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (0, 0, "nothing is overdue."),
        (0, 3, "what was overdue a day ago (3) is done, nothing is overdue now."),
        (2, 2, "2 overdue now, as many as a day ago."),
        (5, 2, "5 overdue now, 3 more than a day ago."),
        (2, 5, "2 overdue now, 3 fewer than a day ago."),
    ],
)
def test_one_sentence_says_whether_it_gets_better(now: int, before: int, words: str) -> None:
    summary = replace(a_day("en").summary, overdue=Pair(now, before))
    assert headline(summary).en == f"23 Nov: 2 came in, 2 were decided and 1 closed; {words}"


def test_the_chart_is_in_the_mail_and_told_in_words() -> None:
    mail = render_mail("daily", daily(a_day("en"), "en"), "en")
    (cid,) = mail.pictures
    assert f'src="cid:{cid}"' in mail.html
    assert 'alt="10-25 to 11-23: 8 came in, 4 were closed; most came in at 11-22: 3"' in mail.html


def test_a_quiet_day_has_a_mail_too() -> None:
    quiet = masked(board(desk(), NOW, SETTINGS, [], []))
    mail = render_mail("daily", daily(quiet, "zh-CN"), "zh-CN")
    assert "没有逾期或临近截止的事项" in mail.text
    assert "需要留意" not in mail.html


def test_the_shops_own_template_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "templates/mail/daily/zh-CN"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("今天 {{ came_in.value }}\n单\n", "utf-8")
    mail = render_mail("daily", daily(a_day("zh-CN"), "zh-CN"), "zh-CN", tmp_path)
    assert mail.subject == "今天 2 单"
    assert "云杉旗舰店" in mail.html


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("新增\n{{ came_in.value }\n", 2),
        ("新增\n\n{{ came_inn.value }}\n", 3),
        ("{{ 1 / 0 }}", 1),
        ('{% include "mail/../../secret.txt" %}', None),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1),
    ],
)
def test_a_template_with_a_mistake_is_named_with_its_line(
    template: str, line: int | None, tmp_path: Path
) -> None:
    own = tmp_path / "templates/mail/daily/zh-CN"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text(template, "utf-8")
    with pytest.raises(JobFailed) as broken:
        render_mail("daily", daily(a_day("zh-CN"), "zh-CN"), "zh-CN", tmp_path)
    said = broken.value.message.en
    assert ("subject.txt" in said and f"line {line} " in said) if line else "secret.txt" in said


def test_colours_are_the_houses() -> None:
    from sheetops.records import palette

    mail = render_mail("daily", daily(a_day("en"), "en"), "en")
    light = re.sub(r"<style>.*?</style>", "", mail.html, flags=re.DOTALL)
    used = set(re.findall(r"#([0-9A-F]{6})", light))
    assert used <= {v for v in vars(palette).values() if isinstance(v, str)}
