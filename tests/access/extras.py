"""Pages that no row of the policy brings up: for people with passwords, after mistakes in a table, of nothing."""

import time
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress import kept_tables
from congress.actors import Actor
from congress.models import Grant, Role
from deputies import standing
from deputies.standing import SUSPENSION_GROUNDS
from tests.access.sights import NOTHING, Sight
from tests.places import a_grant, a_seat, signed_in
from tests.practice.made import in_room, laid
from tests.security.walking import Stage

PASSWORD = "correct horse battery"
HOUR = 3600  # the pages may be looked at that much later
NO_SUCH = "没有这样的事"
# Lists with nothing in them: the page, who has nothing there, what he searched for.
EMPTY = [
    ("congress:home", "colleague", ""),
    ("congress:home", "unrelated_handler", ""),
    ("congress:home", "town_desk", ""),
    ("congress:messages", "town_desk", ""),
    ("congress:organs", "county_admin", ""),
    ("congress:acting_signers", "joint_leader", ""),
    ("deputies:index", "town_desk", ""),
    ("deputies:delegations", "town_desk", ""),
    *[(f"duties:{name}", "colleague", "") for name in ("visits", "contacts")],
    *[(f"duties:{name}", "town_desk", "") for name in ("links", "members", "excuses")],
    ("groups:index", "town_desk", ""),
    ("groups:activities", "town_desk", ""),
    ("groups:matters", "town_desk", ""),
    ("groups:topics", "town_desk", ""),
    ("proposals:index", "colleague", ""),
    ("proposals:index", "author", NO_SUCH),
    ("proposals:index", "desk", NO_SUCH),
    ("proposals:board", "town_desk", ""),
    ("proposals:figures", "town_desk", ""),
    ("proposals:owing_deputies", "town_desk", ""),
    ("proposals:queue", "town_desk", ""),
    ("proposals:inbox", "unrelated_handler", ""),
    ("proposals:publishing", "town_desk", ""),
    ("proposals:shelf", "author", NO_SUCH),
    ("proposals:shelf_entries", "town_desk", ""),
    ("public:suggestions", "anonymous", NO_SUCH),
    ("stations:index", "author", NO_SUCH),
    ("stations:messages", "town_desk", ""),
    ("public:stations", "anonymous", NO_SUCH),
    ("public:deputies", "anonymous", NO_SUCH),
    ("dossiers:mine", "colleague", ""),
    ("training:index", "cosigner", ""),
    ("training:courses", "town_desk", ""),
    ("training:hours", "town_desk", ""),
    ("training:statistics", "town_desk", ""),
    ("training:practice_results", "town_desk", ""),
]


def more(stage: Stage) -> list[Sight]:
    """All of them; what they need is added to the stage."""
    made: list[Sight] = []
    for part in (_suspended, _with_password, _with_second_factor, _by_code, _tables_with_mistakes, _in_a_room):
        made += part(stage)
    for page, actor, wanted in EMPTY:
        address = reverse(page) + (f"?q={wanted}" if wanted else "")
        made.append(Sight(page, actor, address, "nothing found" if wanted else "empty"))
    address = f"{reverse('proposals:publishing')}?state=withdrawn"
    made.append(Sight("proposals:publishing", "desk", address, "withdrawn"))
    address = f"{reverse('duties:records')}?duty=monthly_opinion&holder={stage.cast.seat('author').pk}"
    made.append(Sight("duties:records", "author", address, "of a number"))
    address = f"{reverse('dossiers:mine')}?length=quarter&at=2026-9&kind=no"
    made.append(Sight("dossiers:mine", "author", address, "period that means nothing"))
    return made


def _enters(stage: Stage, name: str, client: Client) -> None:
    stage.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value


def _suspended(stage: Stage) -> list[Sight]:
    seat = a_seat(stage.cast.world.city, name="段某", phone="13800000077", card="077")
    on = timezone.localdate() - timedelta(days=1)
    by = Actor(stage.cast.grants["desk"])
    standing.change_standing(seat, "suspend", ground=SUSPENSION_GROUNDS[0], starts_on=on, by=by)
    page = "deputies:resume"
    address = reverse(page, args=[seat.pk])
    detail = Sight("deputies:detail", "desk", reverse("deputies:detail", args=[seat.pk]), "suspended")
    return [Sight(page, "desk", address), Sight(page, "desk", address, sent=NOTHING), detail]


def _a_clerk(stage: Stage, name: str, login: str) -> Grant:
    grant = a_grant(Role.HANDLER, stage.cast.world.city, name=name, organ=stage.cast.world.urban)
    grant.person.login = login
    grant.person.set_password(PASSWORD)
    grant.person.save()
    return grant


def _with_password(stage: Stage) -> list[Sight]:
    client = signed_in(_a_clerk(stage, "路某", "lu"))
    _enters(stage, "password_holder", client)
    return [
        Sight(page, "password_holder", reverse(page), sent=sent)
        for page in ("account_change_password", "account_reauthenticate")
        for sent in (None, NOTHING)
    ]


def _with_second_factor(stage: Stage) -> list[Sight]:
    grant = _a_clerk(stage, "娄某", "lou")
    TOTP.activate(grant.person, generate_totp_secret())
    RecoveryCodes.activate(grant.person)
    inside, outside = signed_in(grant), Client()
    session = inside.session
    said = {"method": "password", "at": time.time() + HOUR, "reauthenticated": True}
    session["account_authentication_methods"] = [said]
    session["account_authentication_methods_user"] = str(grant.person.pk)
    session.save()
    outside.post(reverse("account_login"), {"login": "lou", "password": PASSWORD})
    _enters(stage, "factor_holder", inside)
    _enters(stage, "factor_asked", outside)
    pages = ("mfa_index", "mfa_reauthenticate", "mfa_view_recovery_codes")
    return [
        *[Sight(page, "factor_holder", reverse(page), "with a second factor") for page in pages],
        *[
            Sight("mfa_authenticate", "factor_asked", reverse("mfa_authenticate"), sent=sent)
            for sent in (None, NOTHING)
        ],
    ]


def _by_code(stage: Stage) -> list[Sight]:
    client = Client()
    client.post(reverse("account_request_login_code"), {"phone": "13800000001"})
    _enters(stage, "code_asked", client)
    page = "account_confirm_login_code"
    return [Sight(page, "code_asked", reverse(page), sent=sent) for sent in (None, NOTHING)]


def _in_a_room(stage: Stage) -> list[Sight]:
    """The practice room from within, and a matter laid out in it."""
    by = in_room(stage.cast.grants["lead_handler"])
    _enters(stage, "practising", signed_in(by.grant))
    matter = laid(stage.cast.grants["lead_handler"], "sign_in")
    where = reverse("proposals:detail", args=[matter.pk])
    room = Sight("training:practice", "practising", reverse("training:practice"), "in the room")
    return [room, Sight("proposals:detail", "practising", where, "in the room")]


TABLES = [
    ("deputies:preview", "receiving_desk", "姓名,出缺\n何某,\n"),
    ("groups:preview", "receiving_desk", "小组,姓名\n没有的小组,何某\n"),
    ("congress:organs_preview", "system_admin", "单位名称,性质\n市气候局,不明\n"),
]


def _tables_with_mistakes(stage: Stage) -> list[Sight]:
    made = []
    for page, actor, table in TABLES:
        client = signed_in(stage.cast.grants[actor])
        session = client.session
        upload = SimpleUploadedFile("表.csv", table.encode())
        file = kept_tables.keep(upload, session, by=Actor(stage.cast.grants[actor]))
        session.save()
        sender = f"{actor} with a table"
        _enters(stage, sender, client)
        made.append(Sight(page, sender, reverse(page, args=[file.pk]), "with mistakes"))
    return made
