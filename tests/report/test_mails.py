"""Every mail in both languages: as it was looked at, in the house's colours, nothing personal."""

import re
from functools import cache
from pathlib import Path

import pytest

from sheetops.actions import QueueMail
from sheetops.adapters.gate import scan
from sheetops.adapters.letters import build_letter
from sheetops.adapters.mailer import page_of
from sheetops.adapters.reports import Rendered, render_mail
from sheetops.adapters.state.postings import MailState
from sheetops.errors import JobFailed
from sheetops.records import palette
from sheetops.records.text import LANGUAGES, Language
from tests.report.report_desk import NOW, SETTINGS
from tests.report.sample_mails import MAILS, PHONE, ROW
from tests.report.write_golden import GOLDEN, parts

BOTH = pytest.mark.parametrize("language", LANGUAGES)
ALL = pytest.mark.parametrize("name", MAILS)
TO = ("boss@example.com",)


@cache
def rendered(name: str, language: Language) -> Rendered:
    return render_mail(name, MAILS[name](language), language)


@ALL
@BOTH
def test_mail_reads_as_it_was_looked_at(name: str, language: Language) -> None:
    for part, found in parts(rendered(name, language)):
        assert found == (GOLDEN / name / language / part).read_text("utf-8"), part


@ALL
@BOTH
def test_mail_passes_the_last_gate_and_names_no_buyer(name: str, language: Language) -> None:
    mail = rendered(name, language)
    assert PHONE not in mail.subject + mail.text + mail.html
    queued = QueueMail("k", mail.subject, mail.text, mail.html, TO, pictures=mail.pictures)
    assert scan(build_letter(queued, TO, SETTINGS, NOW).data) is None


@ALL
def test_mail_uses_the_houses_colours_alone(name: str) -> None:
    mail = rendered(name, "en")
    light = re.sub(r"<style>.*?</style>", "", mail.html, flags=re.DOTALL)
    used = set(re.findall(r"#([0-9A-F]{6})", light))
    assert used <= {v for v in vars(palette).values() if isinstance(v, str)}


@ALL
def test_mail_in_english_has_no_chinese_of_ours(name: str) -> None:
    mail = rendered(name, "en")
    ours = re.sub("7天无理由退换货|尺码表.*?(…|·)|拍错的多|质量问题|圆通速递", "", mail.text)
    assert re.findall(r"[一-鿿]+", ours) == []


@ALL
@BOTH
def test_subject_is_short_enough_for_a_phone(name: str, language: Language) -> None:
    assert len(rendered(name, language).subject) <= 70


@pytest.mark.parametrize("name", ["daily", "weekly", "monthly"])
def test_chart_is_in_the_mail_with_words_for_who_does_not_see_it(name: str) -> None:
    mail = rendered(name, "en")
    (cid,) = mail.pictures
    assert f'src="cid:{cid}"' in mail.html
    assert re.search(r'alt="[^"]+ came in, [^"]+"', mail.html)
    queued = QueueMail("k", mail.subject, mail.text, mail.html, TO, pictures=mail.pictures)
    page = page_of(build_letter(queued, TO, SETTINGS, NOW).data).decode()
    assert "cid:" not in page
    assert "data:image/png;base64," in page


def test_the_monthly_mail_alone_is_a_witness_of_the_log() -> None:
    for name in ("weekly", "monthly"):
        mail = rendered(name, "en")
        assert (ROW.hash in mail.text) is (ROW.hash in mail.html) is (name == "monthly")


@ALL
@pytest.mark.parametrize("part", ["subject.txt", "body.txt", "body.html"])
def test_the_shops_own_template_comes_first_and_a_mistake_in_it_is_named(
    name: str, part: str, tmp_path: Path
) -> None:
    language: Language = "zh-CN" if part == "subject.txt" else "en"
    own = tmp_path / "templates" / "mail" / name / language / part
    own.parent.mkdir(parents=True)
    own.write_text("{{ shop }} | {{ as_of }}\n", "utf-8")
    mail = render_mail(name, MAILS[name](language), language, tmp_path)
    assert f" | {NOW:%Y-%m-%d %H:%M}" in mail.subject + mail.text + mail.html
    own.write_text("{{ shop }}\n{{ shopp }}\n", "utf-8")
    with pytest.raises(JobFailed) as broken:
        render_mail(name, MAILS[name](language), language, tmp_path)
    assert f"{part}, line 2 ('shopp' is undefined)" in broken.value.message.en


@ALL
def test_docs_name_every_value_that_a_template_is_given(name: str) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "mails.md").read_text("utf-8")
    heading = "weekly, monthly" if name in ("weekly", "monthly") else name
    (_, section) = page.split(f"\n### {heading}\n")
    told = set(re.findall(r"`(\w+)`", section.split("\n### ")[0]))
    assert set(MAILS[name]("en")) - told == set()


def test_docs_name_every_state_of_a_mail() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "mails.md").read_text("utf-8")
    assert re.findall(r"^\| (\w+) \| .*\| .*\|$", page, re.MULTILINE)[2:] == [
        state.value for state in MailState
    ]
