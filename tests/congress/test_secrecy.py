"""密级标志: papers that bear one are refused, papers that speak of secrecy are not."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from congress import files
from congress.models import Person, StoredFile
from tests.congress.made_files import docx, ofd, pdf, photo, xlsx_with

pytestmark = pytest.mark.django_db

MARKED = [
    "机密★10年",
    "秘密★启封前",
    "绝密 ★ 长期",
    "机密☆5年",
    "秘密*10年",
    "密级：机密",
    "密级: 秘密",
    "密 级：绝密",
    "【机密】关于某项目的报告",
    "（秘密）",
    "[绝密]",
    "〔机密〕2026年第3号",
    "（机密级）",
    "机密",
    "  秘密  ",
    "绝密级",
    "机密件",
    "编号：001 机密★20年",
    "密级：秘密 保密期限：10年",
    "某市委办公室\n机密\n2026年1月",
]
HARMLESS = [
    "请加强保密工作要求的宣传",
    "涉及商业秘密的不公开",
    "不得泄露国家秘密",
    "机密级以上的会议室应当加装设备",
    "秘密花园小区门口没有路灯",
    "保守秘密是每个人的责任",
    "档案分为绝密、机密、秘密三级",
    "建议修改密级管理办法",
    "关于密级确定程序的建议",
    "个人秘密受法律保护",
    "这不是什么秘密",
    "保密员培训",
    "机密文件应当由专人保管",
    "高中生物课本里的生命的秘密",
    "打开秘密档案展览",
    "密封条老化",
    "非涉密",
    "国家秘密载体管理",
    "★五星级厕所",
    "（内部资料）",
]


@pytest.fixture
def person() -> Person:
    return Person.objects.create_person("周某")


def refused(content: bytes, person: Person, name: str = "附件") -> bool:
    try:
        files.store(SimpleUploadedFile(name, content), by=person)
    except ValidationError as problem:
        assert "本系统不能上传涉密文件" in problem.messages[0]
        return True
    return False


@pytest.mark.parametrize("text", MARKED)
def test_a_marked_paper_is_refused(text, person):
    assert refused(docx(text), person)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("text", HARMLESS)
def test_a_paper_about_secrecy_is_kept(text, person):
    assert not refused(docx(text), person)


def test_tables_and_fixed_pages_are_read_too(person):
    strings = "<sst><si><t>密级：机密</t></si></sst>"
    page = "<ofd:Page><ofd:TextCode>机密★10年</ofd:TextCode></ofd:Page>"
    assert refused(xlsx_with("xl/sharedStrings.xml", strings), person)
    assert refused(ofd(**{"Doc_0/Pages/Page_0/Content.xml": page}), person)


@pytest.mark.parametrize(
    "name", ["机密报告.pdf", "方案_秘密.pdf", "绝密-名单.jpg", "【机密】方案.pdf", "通知 机密.pdf"]
)
def test_what_is_not_read_is_judged_by_its_name(name, person):
    assert refused(photo() if name.endswith("jpg") else pdf(), person, name)


@pytest.mark.parametrize("name", ["保密承诺书.pdf", "秘密花园路灯.jpg", "商业秘密说明.pdf"])
def test_a_name_about_secrecy_is_taken(name, person):
    assert not refused(photo() if name.endswith("jpg") else pdf(), person, name)
