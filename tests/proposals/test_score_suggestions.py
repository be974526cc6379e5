"""The command that measures the suggested organs on titles whose organ is known."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "real_proposals_sample.csv"
LAMPS = "关于滨河路安装路灯的建议"


def figures(*arguments: str) -> dict[str, float]:
    out = StringIO()
    call_command("score_suggestions", *arguments, stdout=out)
    lines = [line.split(": ") for line in out.getvalue().splitlines()]
    assert [name for name, _ in lines] == ["top1", "top3", "abstained", "n"]
    return {name: float(value) for name, value in lines}


def test_public_titles_are_found_again():
    found = figures(str(SAMPLE))

    assert found["n"] == 12
    assert found["top3"] >= 0.85
    assert found["abstained"] <= 0.4


def test_it_learns_from_another_table_and_from_the_other_folds(tmp_path):
    asked, learned = tmp_path / "asked.csv", tmp_path / "learned.csv"
    asked.write_text("title,lead_organ\n关于第十号星空乐园的建议,市某某中心\n", encoding="utf-8")
    learned.write_text(
        "title,lead_organ\n" + "".join(f"关于{n}号星空乐园的建议,市某某中心\n" for n in range(9)), encoding="utf-8"
    )

    assert figures(str(asked))["abstained"] == 1
    assert figures(str(asked), f"--train={learned}")["top1"] == 1
    assert figures(str(learned), "--folds=3")["top1"] == 1


def test_strictly_words_of_a_single_title_do_not_count_for_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(f"title,lead_organ\n{LAMPS},市城管局\n关于河道清淤的建议,市水务局\n", encoding="utf-8")

    assert figures(str(path))["abstained"] == 0
    assert figures(str(path), "--strict")["abstained"] == 1
    path.write_text(f"title,lead_organ\n{LAMPS},市城管局\n关于建设路路灯的建议,市城管局\n", encoding="utf-8")
    assert figures(str(path), "--strict", "--folds=2")["top1"] == 1


def test_tables_in_gbk_with_chinese_headings_and_holes_are_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(f"序号,案由,主办单位\n1,{LAMPS},市城管局\n2,关于空着的建议,\n3,,市城管局\n4\n".encode("gbk"))

    assert figures(str(path)) == {"top1": 1, "top3": 1, "abstained": 0, "n": 1}


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (b"", [], "空的"),
        (b"title,organ\na,b\n", [], "缺少列：lead_organ"),
        ("title,lead_organ\n关于路灯,\n".encode(), [], "没有写明承办单位"),
        ("title,lead_organ\n关于路灯,市城管局\n".encode(), ["--folds=5"], "--folds"),
        ("title,lead_organ\n关于路灯,市城管局\n".encode(), ["--train=/nowhere/x.csv"], "无法读取文件"),
        (None, [], "无法读取文件"),
    ],
)
def test_an_unfit_table_is_refused_in_plain_words(content, arguments, said, tmp_path):
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=said) as refusal:
        call_command("score_suggestions", str(path), *arguments)

    assert refusal.value.returncode == 2
