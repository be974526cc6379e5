"""The command that begins an installation."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from congress.models import ADMINISTRATORS, Congress, Event, Grant, Person
from tests.accounts.conftest import give_password, is_signed_in


def started(*arguments: str) -> str:
    out = StringIO()
    call_command("start_congress", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_a_congress_and_three_administrators_who_can_sign_in(db):
    said = started("淮北市人大", "--admin", "138 0000 0008")
    congress = Congress.objects.get()
    assert (congress.place, congress.level, congress.code) == ("淮北市", "city", "HB")
    assert {grant.role for grant in Grant.objects.all()} == set(ADMINISTRATORS)
    assert Person.objects.count() == 3 and Person.objects.by_phone("13800000008").login == "hb-system"
    logins = re.findall(r"登录名 (\S+)，初始密码 (\S+)", said)
    assert [name for name, _ in logins] == ["hb-system", "hb-security", "hb-audit"]
    for name, password in logins:
        client = Client()
        give_password(client, name, password)
        assert is_signed_in(client)
        assert client.get(reverse("congress:home")).url == reverse("account_change_password")


def test_a_dry_run_writes_nothing(db):
    assert "将建立濉溪县人大（县（区），编号前缀SX）" in started("濉溪县人大", "--admin", "13800000008", "--dry-run")
    assert not Congress.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["淮北市人大", "--admin", "1380"], "11位数字"),
        (["淮北", "--admin", "13800000009"], "名称应为"),
        (["淮北市人大", "--admin", "13800000009", "--code", "淮"], "编号前缀"),
        (["淮北市人大", "--admin", "13800000009", "--code", "HX"], "已经有淮北市人大"),
        (["淮南市人大", "--admin", "13800000009", "--code", "HB"], "编号前缀HB已被使用"),
        (["宿州市人大", "--admin", "13800000008"], "已经有人使用"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments, said, db):
    started("淮北市人大", "--admin", "13800000008")
    with pytest.raises(CommandError, match=said):
        started(*arguments)
    assert Congress.objects.count() == 1 and Person.objects.count() == 3


def test_the_only_security_administrator_is_let_back_in_from_the_machine(db):
    started("淮北市人大", "--admin", "13800000008")
    out = StringIO()
    call_command("reset_access", "hb-security", "--reason", "忘记密码", "--dry-run", stdout=out)
    assert "将重置安全管理员" in out.getvalue() and Event.objects.filter(step="reset_access").count() == 3

    call_command("reset_access", "hb-security", "--reason", "忘记密码", stdout=out)
    password = re.search(r"初始密码：(\S+)（", out.getvalue())[1]
    client = Client()
    give_password(client, "hb-security", password)
    assert is_signed_in(client)
    event = Event.objects.order_by("-id")[0]
    assert (event.person, event.note.text, event.subject_id) == (None, "忘记密码", Congress.objects.get().pk)
    with pytest.raises(CommandError, match="没有登录名为“nobody”的账号"):
        call_command("reset_access", "nobody", "--reason", "忘记密码")
