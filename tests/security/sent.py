"""What somebody sensible would send to each page: a permission is worth nothing that holds for empty forms only."""

from typing import Any

from deputies.models import Delegation
from deputies.standing import END_GROUNDS, SUSPENSION_GROUNDS
from proposals.guards import reply_of
from proposals.models import Ask, Assignment, Award, Commendation, Proposal, Reply
from proposals.publishing.copying import answers_of, copy_of
from tests import stages
from tests.proposals.posted_pages import DRAFT, REPLY, TEXT, day
from tests.security.cast import Cast
from tests.security.dutied import sent_of_duties
from tests.security.sent_to_stations import of_stations
from tests.security.things import Thing
from tests.security.trained import sent_in_training
from tests.world import BODY

REASON = {"reason": TEXT}
ANSWER = {"answer": TEXT, "organ": ""}
TO_COME = {"starts_on": day(1), "seen": "1"}
ACTIVITY = {"kind": "视察", "day": day(0), "summary": TEXT, "problems": "", "topic": ""}
STANDING = {"detail": "某号", "starts_on": day(0)}
WRITTEN: dict[str, dict[str, Any]] = {
    "proposals:save_filter": {"name": "本月", "parameters": "q=%E8%B7%AF%E7%81%AF"},
    "proposals:change_filter": {"name": "上月"},
    "proposals:freeze_figures": {"title": "年度报告"},
    "proposals:create": {"kind": "suggestion"},
    "proposals:edit": DRAFT,
    "proposals:autosave": DRAFT,
    "proposals:cosign": {"join": "1"},
    "proposals:refuse": {"code": "N4", **REASON},
    "proposals:decide_release": ANSWER,
    "proposals:decide_extension": ANSWER | {"refuse": "1"},
    "proposals:unmerge": REASON,
    "proposals:speak_for_delegation": {"speaks": "1"},
    "proposals:ask_release": {**REASON, "proposed_organ": ""},
    "proposals:ask_extension": {**REASON, "until": day(100)},
    "proposals:log_contact": {"on": day(0), "way": "phone", "persons": "周某", "result": TEXT},
    "proposals:give_opinion": {"text": TEXT},
    "proposals:reply": {**REPLY, "save": "1"},
    "proposals:reply_autosave": REPLY,
    "proposals:rate": {"process": "satisfied", "result": "dissatisfied", "asked_others": "on", **REASON},
    "proposals:tell_lead": {"process": "satisfied", "result": "mostly", **REASON},
    "proposals:give_view": {"recommends": "convert", "text": TEXT},
    "proposals:report": {"recommends": "reference", "text": TEXT},
    "proposals:rule": {"way": "refer", "ruled_on": day(0), "reason": ""},
    "proposals:decide_review": {"is_changed": "0", **REASON},
    "proposals:ask_withdrawal": REASON,
    "proposals:decide_withdrawal": {"answer": TEXT, "refuse": "1"},
    "proposals:log_progress": {"text": TEXT},
    "proposals:report_done": {"text": TEXT},
    "proposals:confirm_promise": {"level": "satisfied", "words": ""},
    "proposals:verify_promise": {"words": TEXT},
    "proposals:fail_promise": REASON,
    "proposals:ask_promise_extension": {"until": day(100), **REASON},
    "proposals:decide_promise_extension": {"answer": TEXT, "refuse": "1"},
    "proposals:nominate_key": REASON,
    "proposals:write_entry": {"title": "停车", "text": TEXT, "year": "2026", "category": "", "source": ""},
    "proposals:change_entry": {"title": "停车", "text": TEXT, "year": "2026", "category": "", "source": ""},
    "proposals:take_off": REASON,
    "dossiers:choose_public": {"hide": "1"},
    "proposals:take_up": {"kind": "suggestion"},
    "proposals:make_entry": {"kind": "case"},
    "proposals:withhold": REASON,
    "proposals:unpublish": REASON,
    "proposals:unpublish_commendation": REASON,
    "proposals:publish_commendation": {"publish": "1"},
    "proposals:vet_candidate": {"words": TEXT},
    "proposals:decide_candidate": {"decided_on": day(0), "note": TEXT},
    "proposals:open_commendation": {
        "year": str(int(day(0)[:4]) - 3),
        "nominations_end": day(9),
        "quota_matter_J1": "10",
        "quota_group_X1": "5",
        "quota_organ_D1": "5",
    },
    "proposals:unmark_key": {"ended_on": day(0), **REASON},
    "proposals:remark": {"text": TEXT},
    "proposals:report_progress": {"day": day(0), "text": TEXT},
    "proposals:answer_visit": {"accept": "1"},
    "proposals:record_visit": {"result": TEXT},
    "proposals:answer_instruction": {"answer": TEXT},
    "proposals:record_dispatch": {"next_on": day(30)},
    "proposals:note_campaign": {"text": TEXT},
    "proposals:conclude": {"on": day(0), "way": "meeting", "result": TEXT},
    "proposals:order_catalogue": {"year": day(0)[:4], "session": ""},
    "proposals:scan": {"number": "HB-1999-0001", "kind": ""},
    "proposals:limits": {
        "key": "sign_in",
        "lane": "",
        "count": "2",
        "unit": "WD",
        "ground": "办法",
        "starts_on": day(1),
        "seen": "1",
    },
    "groups:establish": {"kind": "activity", "name": "新的小组", "starts_on": day(0), "area": "", "committee": ""},
    "groups:rename_group": {"name": "改名的小组"},
    "groups:end_group": {"ends_on": day(0)},
    "groups:end_member": {"ends_on": day(0)},
    "groups:record_activity": ACTIVITY,
    "groups:record": ACTIVITY,
    "groups:send_back": REASON,
    "groups:write_plan": {"seen": "1", "of_year": day(0)[:4], "year": day(0)[:4], "number": "6", "text": TEXT},
    "groups:plan_activity": {"kind": "视察", "title": "看河道", "day": day(5), "topic": ""},
    "groups:change_activity": {"version": "1", "kind": "视察", "title": "看河道", "day": day(5), "topic": ""},
    "groups:change_topic": {"seen": "0", "title": "改名的行动", "text": TEXT, "starts_on": day(0), "ends_on": ""},
    "groups:close_topic": {"conclusion": TEXT},
    "groups:cancel_activity": REASON,
    "groups:ask_leave": REASON,
    "groups:sign_in": {"digits": "12345"},
    "groups:add_reading": {"title": "条例", "link": "https://example.org/law"},
    "groups:set_link": {"village": "路西村", "contact": "", "starts_on": day(0)},
    "groups:note_contact": {"day": day(0), "text": TEXT},
    "groups:end_link": {"ends_on": day(0)},
    "groups:add_matter": {"title": "修路灯", "starts_on": day(0), "text": TEXT},
    "groups:change_matter": {"title": "修路灯", "starts_on": day(0), "text": TEXT},
    "groups:open_topic": {"title": "新的行动", "text": TEXT, "starts_on": day(0), "ends_on": ""},
    "deputies:suspend": {"ground": SUSPENSION_GROUNDS[0], **STANDING},
    "deputies:resume": STANDING,
    "deputies:delegations": {"name": "高岳代表团"},
    "deputies:rename_delegation": {"name": "相山代表团"},
    "deputies:end": {"ground": END_GROUNDS[0], **STANDING},
    "congress:add_person": {"name": "毛某", "login": "mao", "phone": "", "email": ""},
    "congress:account": {"deed": "close"},
    "congress:reset_access": REASON,
    "congress:change_person": {"name": "毛某某", "login": "maomao", "phone": "", "email": ""},
    "congress:open_term": {"number": "18", "starts_on": day(0)},
    "congress:change_term": {"number": "17", "starts_on": "2026-01-01"},
    "congress:call_session": {"number": "1", "opens_on": day(1), "closes_on": day(3)},
    "congress:change_session": {"number": "9", "opens_on": "2026-01-11", "closes_on": "2026-01-12"},
    "congress:rename_organ": {"name": "市气候局", "short_name": "", "starts_on": day(0)},
    "congress:system_scopes": {"scopes": ["read"]},
    "congress:add_token": {"label": "测试环境", "expires_on": day(30)},
    "congress:subscribe": {"address": "https://hooks.example.org/portal", "kinds": ["proposal.submit"]},
    "congress:setting": {"value": "20", "starts_on": day(1)},
    "congress:wording": {"text": "编号{no}已收到。"},
    "congress:dictionary": {"label": "气象", "starts_on": day(1)},
    "congress:rename_word": {"label": "换个说法", "starts_on": day(1)},
    "congress:retire_word": {"starts_on": day(1)},
}
OF_THE_REPLY = ("proposals:reply", "proposals:reply_autosave")
WITH_A_REASON = {
    f"proposals:{name}"
    for name in (
        "withdraw",
        "recall",
        "send_back",
        "give_back",
        "reopen",
        "send_back_opinion",
        "export_phones",
        "refer_dispute",
    )
} | {"deputies:export_phones"}


def sent_to(url: str, thing: Thing | None, cast: Cast) -> dict[str, Any]:
    """The fields of one form, those that name rows among them."""
    world = cast.world
    if url in WITH_A_REASON:
        return dict(REASON)
    named: dict[str, dict[str, Any]] = {
        **of_stations(cast),
        **sent_of_duties(cast),
        "proposals:assign": {"lead": world.urban.pk, "joint": world.housing.pk, "lane": "ordinary", "committee": ""},
        "proposals:split": {"asks": TEXT, "seen": _asks_seen(thing)},
        "groups:members": {"seats": cast.seat("colleague").pk, "starts_on": day(0)},
        "groups:name_post": {"kind": "deputy_leader", "grant": cast.grants["author"].pk, "starts_on": day(0)},
        "proposals:invite": {"seats": cast.seat("colleague").pk},
        "proposals:classify": {"organ": world.urban.pk, "committee": "", "category": "", **REASON},
        "proposals:arbitrate": {"organ": world.housing.pk, "answer": TEXT},
        "proposals:merge": {"number": _number_in_hand()},
        "proposals:transfer": {"congress": world.county.pk, **REASON},
        "proposals:examine": {"committee": cast.committee.pk},
        "proposals:mark_key": {
            "leader": cast.grants["council"].pk,
            "committee": cast.committee.pk,
            "marked_on": day(0),
            **REASON,
        },
        "proposals:call_visit": {"day": day(0), "place": "现场", "seats": _author_of(thing)},
        "proposals:instruct": {"part": _part_in_hand(), "text": TEXT, "given_on": day(0), "due_on": day(9)},
        "proposals:call_dispatch": {
            "leader": cast.grants["council"].pk,
            "day": day(1),
            "place": "三楼",
            "numbers": _number_in_hand(),
        },
        "proposals:open_campaign": {
            "form": "topic",
            "title": TEXT,
            "numbers": _number_in_hand(),
            "committees": cast.committee.pk,
            "starts_on": day(0),
            "ends_on": day(9),
        },
        "proposals:publish": {"words": "", "seen": _seen(thing)},
        "proposals:phrases": {"text": TEXT, "version": 1},
        "proposals:change_commendation": {**_quotas(thing), "nominations_end": day(9)},
        "proposals:put_up": {"nominee": _nominee(thing, cast), **REASON},
        "proposals:superiors": {"rung": "section", "person": cast.people["lead_handler"].pk, "office": ""},
        "proposals:delegate": {"office": world.office.pk, "handler": cast.people["lead_handler"].pk},
        "proposals:record": {"seat": cast.seat("author").pk, "title": "代录", "body": BODY},
        "proposals:sign": {"sign": "1"},
        "congress:acting_signers": {
            "colleague": cast.people["lead_handler"].pk,
            "starts_on": day(0),
            "ends_on": day(9),
        },
        "congress:add_congress": {
            "name": "相山区人大",
            "parent": world.city.pk,
            "code": "XQ",
            "number": "17",
            "starts_on": day(0),
        },
        "congress:give_role": {
            "role": "handler",
            "congress": world.city.pk,
            "organ": world.housing.pk,
            "starts_on": day(0),
        },
        "congress:add_system": {
            "name": "市政府办公系统",
            "purpose": "起草答复",
            "role": "auditor",
            "congress": world.city.pk,
            "organ": "",
        },
        "congress:add_organ": {
            "name": "市体育局",
            "short_name": "",
            "congress": world.city.pk,
            "kind": "handler",
            "branch": "government",
            "parent": "",
        },
    }
    named |= sent_in_training(thing, day, TEXT)
    fields = dict(named.get(url) or WRITTEN.get(url, {"text": stages.LETTER}))
    row = thing and thing.row
    shown = (reply_of(row) or Reply()) if url in OF_THE_REPLY and isinstance(row, Assignment) else row
    if version := getattr(shown, "version", None):
        fields["version"] = version
    return fields


def _asks_seen(thing: Thing | None) -> str:
    """Those that the page shows now."""
    row = thing and thing.proposal
    return ",".join(str(ask.pk) for ask in Ask.objects.current().filter(proposal=row)) if row else ""


def _seen(thing: Thing | None) -> str:
    """The fingerprint of what the page of publishing shows."""
    return copy_of(thing.proposal, answers_of(thing.proposal)).source if thing and thing.proposal else ""


def _quotas(thing: Thing | None) -> dict[str, str]:
    """A quota for each award of the year."""
    row = thing and thing.row
    return {f"quota_{award.pk}": "9" for award in row.awards.all()} if isinstance(row, Commendation) else {}


def _nominee(thing: Thing | None, cast: Cast) -> Any:
    """Somebody who was not put up yet: a matter that waits for its rating, another delegation, another organ."""
    if thing is None or not isinstance(thing.row, Award):
        return ""
    return {
        "matter": Proposal.objects.get(title="已答复").number,
        "group": Delegation.objects.exclude(name="烈山代表团").get(congress=cast.world.city).pk,
        "organ": cast.unrelated.pk,
    }[thing.row.subject]


def _number_in_hand() -> str:
    row = Proposal.objects.get(title="办理中")
    assert row.number
    return row.number


def _part_in_hand() -> str:
    """Of the organ that leads in it."""
    row = Assignment.objects.get(proposal__title="办理中", part=Assignment.Part.LEAD)
    return str(row.pk)


def _author_of(thing: Thing | None) -> int | str:
    """Who put it forward: nobody else may be invited to look at it."""
    return thing.proposal.seat_id if thing and thing.proposal else ""
