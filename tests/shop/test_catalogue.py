"""Every kind of problem has one code, and says in both languages what is wrong and what to do."""

import re
from collections import Counter
from string import Formatter

import pytest

from sheetops.adapters.workbook.publish import KINDS as PUBLISHING
from sheetops.records.catalogue import KINDS as CHECKED
from sheetops.records.catalogue_slips import SLIP_KINDS
from sheetops.records.problems import ProblemKind
from sheetops.records.text import Text
from sheetops.rules.evidence.problem_kinds import KINDS as EVIDENCE
from sheetops.rules.filing.problem_kinds import KINDS as FILING
from sheetops.rules.identifiers.problem_kinds import KINDS as IDENTIFIERS
from sheetops.rules.importing.problem_kinds import KINDS as IMPORTING
from sheetops.rules.policy.problem_kinds import KINDS as POLICY
from sheetops.rules.reconciling.problem_kinds import KINDS as RECONCILING
from sheetops.shop.catalogue import all_kinds
from sheetops.shop.looking import KINDS as LOOKING

KINDS = all_kinds()


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_code_is_used_by_one_kind() -> None:
    rules = [*FILING, *EVIDENCE, *IDENTIFIERS, *IMPORTING, *POLICY, *RECONCILING]
    every = [*CHECKED.values(), *SLIP_KINDS, *PUBLISHING.values(), *rules, *LOOKING]
    assert [code for code, n in Counter(kind.code for kind in every).items() if n > 1] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_says_the_same_in_both_languages(kind: ProblemKind) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.code)
    for text in (kind.title, kind.message, kind.remedy):
        assert isinstance(text, Text)
        assert text.zh.strip()
        assert text.en.strip()
        assert not re.search(r"[!！]", text.zh + text.en)
        assert names(text.zh) == names(text.en)
        assert not re.search(r"[\u4e00-\u9fff]", text.en)
