"""Tables from outside stay within limits; tables for outside hold no formulas."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from congress import spreadsheets
from congress.spreadsheets import Column, Unreadable

AT = datetime(2026, 11, 30, 2, 5, tzinfo=UTC)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def read(raw, name="名册.xlsx"):
    return spreadsheets.read(io.BytesIO(raw), name)


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as target:
        for name, content in entries:
            target.writestr(name, content)
    return output.getvalue()


def exported(rows):
    return spreadsheets.export(
        "代表名册", [Column("编号"), Column("日期")], rows, maker="淮北市人大", exporter="赵某", at=AT
    )


def test_a_workbook_is_read_row_by_row():
    assert read(workbook(["姓名", "手机号"], ["张某", 13800000000])) == [["姓名", "手机号"], ["张某", 13800000000]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_write(encoding):
    assert read("姓名,手机号\n张某,138\n".encode(encoding), "名册.csv") == [["姓名", "手机号"], ["张某", "138"]]


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"", "a.xlsx", "空的"),
        (b"\xd0\xcf\x11\xe0rest", "a.xls", "密码"),
        (b"PK\x03\x04broken", "a.xlsx", "损坏"),
        (b"%PDF-1.4", "a.pdf", "只能上传"),
        (b"MZ\x00\x01", "a.csv", "编码"),
        (b'"' + b"a" * 200_000 + b'"', "a.csv", "CSV"),
        (archive([("readme.txt", "x")]), "a.xlsx", "损坏"),
        (archive([("xl/big.xml", b"0" * 30_000_000)]), "a.xlsx", "展开后过大"),
        (archive([(f"{n}.xml", "x") for n in range(2001)]), "a.xlsx", "展开后过大"),
        (archive([("inner.zip", "x")]), "a.xlsx", "压缩文件"),
        ("\n".join(["张某"] * 20_001).encode(), "a.csv", "最多20000行"),
        (workbook([]), "a.xlsx", "没有内容"),
    ],
)
def test_what_is_no_table_or_a_trap_is_refused_in_words(raw, name, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(raw, name)


def test_a_row_far_down_does_not_make_a_million_empty_ones():
    book = Workbook()
    book.active["A1"], book.active["A1048576"] = "姓名", "张某"
    output = io.BytesIO()
    book.save(output)

    assert len(read(output.getvalue())) <= spreadsheets.MOST_ROWS


def test_entities_are_not_expanded():
    good = zipfile.ZipFile(io.BytesIO(workbook(["姓名"])))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><worksheet><sheetData>&x;</sheetData></worksheet>'
    entries = [(n, bomb if n.startswith("xl/worksheets/") else good.read(n)) for n in good.namelist()]

    with pytest.raises(Unreadable):
        read(archive(entries))


def test_an_export_looks_as_offices_expect():
    book = load_workbook(io.BytesIO(exported([["0012", date(2026, 6, 20)]])))
    sheet = book.active

    assert sheet["A1"].value == "代表名册"
    assert sheet["A2"].value == "制表单位：淮北市人大　　截至时间：2026-11-30 10:05　　导出人：赵某"
    assert [cell.value for cell in sheet[3]] == ["编号", "日期"]
    assert (sheet["A4"].value, sheet["B4"].value) == ("0012", datetime(2026, 6, 20))
    assert sheet["B4"].number_format == "yyyy-mm-dd"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:B4")
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert spreadsheets.file_name("代表名册", AT) == "代表名册_2026-11-30_1005.xlsx"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["=", "+", "-", "@", "\t", ""]), st.text(max_size=40)).map("".join), min_size=30
    )
)
def test_no_text_becomes_a_formula(texts):
    content = exported([[text, text] for text in texts])

    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml and b"<f " not in xml
    values = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=4, values_only=True)]
    plain = [spreadsheets.ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r", "\n") for text in texts]
    assert [(value or "").replace("\r", "\n") for value in values] == plain


def test_the_users_own_rows_come_back_with_a_column_of_problems():
    rows = read("姓名,手机号\n张某,1380\n李某,=1+1\n".encode(), "a.csv")

    back = read(spreadsheets.with_problems(rows, 0, {2: ["手机号应为11位数字", "没有写任期"]}))
    assert back[0] == ["姓名", "手机号", "问题"]
    assert back[1] == ["张某", "1380", "手机号应为11位数字；没有写任期"]
    assert back[2] == ["李某", "=1+1"]
    again = read(spreadsheets.with_problems(back, 0, {}))
    assert again[0] == ["姓名", "手机号", "问题"] and again[1] == ["张某", "1380"]


def test_the_heading_is_found_below_a_title():
    rows = [["代表名册"], ["制表单位：…"], ["姓名", "手机号（选填）"], ["张某"]]

    assert spreadsheets.find_header(rows, ["姓名", "手机号"]) == (2, {"姓名": 0, "手机号": 1})


@pytest.mark.parametrize(
    "cell", ["2026-6-2", "2026/06/02", "2026年6月2日", "2026.6.2", "２０２６-６-２", datetime(2026, 6, 2)]
)
def test_days_are_read_as_people_write_them(cell):
    assert spreadsheets.day_of(cell) == date(2026, 6, 2)


@pytest.mark.parametrize("cell", ["2026-02-30", "明天", "45000"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(ValueError, match="无法识别"):
        spreadsheets.day_of(cell)


def test_a_template_offers_the_words_that_may_stand():
    content = spreadsheets.template(
        "名册模板", [Column("姓名"), Column("类型")], {"姓名": "必填"}, {"类型": ["甲", "乙"]}
    )

    book = load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book.active[1]] == ["姓名", "类型"]
    assert [rule.formula1 for rule in book.active.data_validations.dataValidation] == ["'填写说明'!$C$2:$C$3"]


def test_a_word_with_a_sign_that_no_workbook_holds_breaks_no_template():
    content = spreadsheets.template("名册模板", [Column("代表团")], {}, {"代表团": ["=\x07甲"]})

    assert load_workbook(io.BytesIO(content)).worksheets[1]["C2"].value == "=甲"


def test_sixteen_thousand_rows_all_arrive():
    content = exported([[f"{number}号", date(2026, 1, 1)] for number in range(16_000)])

    assert sum(str(row[0])[:-1].isdigit() for row in read(content, "台账.xlsx")) == 16_000


def test_csv_rows_of_any_shape_do_no_harm():
    output = io.StringIO()
    csv.writer(output).writerows([["姓名"] * 300, [], ["张某\u202e"]])

    rows = read(output.getvalue().encode(), "a.csv")
    assert len(rows[0]) == 100 and spreadsheets.text_of(rows[2][0]) == "张某"
