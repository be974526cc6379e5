"""督办通知单: to one organ, with what it has let run over or is about to, and by when it must answer."""

from collections.abc import Sequence
from datetime import date

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.documents import Paper
from congress.models import Organ
from congress.templatetags.portal import cn_date
from congress.workflow import OutOfTurn
from proposals.board import BANDS, band, running_for, stage
from proposals.clocks import Light
from proposals.models import Assignment
from proposals.papers.wording import desk_of, number_of

NOTHING = "{organ}没有{band}的事项，不用督办。"
SCOPES = {"overdue": "超期", "soon": "超期或马上到期"}
HEADING = ["序号", "编号", "标题", "办什么", "期限", "情况", "督办工委"]
WIDTHS = [10, 36, 31, 14, 30, 19, 16]
STAGES = {"sign_in", "opinion", "handling", "signing", "rehandling"}  # in which the organ is at work, not the desk
MOST_ROWS = 500


def pressing_lights(actor: Actor, organ: Organ, *, scope: str, on: date) -> list[Light]:
    """The limits of one organ that are to be pressed, the nearest first; those of the actor's level alone.

    Raises:
        OutOfTurn: when there are none.
    """
    calendar, wanted = current_calendar(), {"overdue"} if scope == "overdue" else {"overdue", "red"}
    clocks = running_for(actor, organ=organ.pk).filter(assignment__state__in=Assignment.AT_WORK)
    rows = clocks.select_related("root__committee", "assignment__organ").order_by("due_on", "pk")
    lights = [
        light
        for light in (Light(clock, on, calendar) for clock in rows)
        if band(light) in wanted and _stage(light) in STAGES
    ]
    if not lights:
        raise OutOfTurn(NOTHING.format(organ=organ, band=SCOPES[scope]))
    return lights[:MOST_ROWS]


def pressing_notice(actor: Actor, organ: Organ, lights: Sequence[Light], *, until: date | None, on: date) -> bytes:
    """The .docx notice: which items, how late, by when to report, who supervises; a receipt to send back.

    Args:
        until: the last day for the organ's report; blank to be written when left out.
    """
    sender = actor.organ.name_on(on) if actor.organ and not actor.is_desk else desk_of(actor.congress, on)
    late = sum(band(light) == "overdue" for light in lights)
    paper = Paper("代表建议督办通知单", author=sender)
    paper.title("代表建议督办通知单")
    paper.ends("督办〔　　〕　号", cn_date(on))
    paper.blank()
    paper.line(f"{organ.name_on(on)}：")
    soon = f"，{len(lights) - late}件{BANDS['red']}" if len(lights) > late else ""
    paper.text(f"你单位承办的代表建议有{late}件超期{soon}，清单如下：")
    paper.table([HEADING, *(_line(at, light) for at, light in enumerate(lights, 1))], WIDTHS)
    paper.blank()
    by = f"请于{cn_date(until)}前" if until else "请于　　月　　日前"
    paper.text(f"{by}办结或书面说明原因和办结时间，并由负责人签字。")
    committees = dict.fromkeys(str(light.clock.root.committee) for light in lights if light.clock.root.committee)
    if committees:
        paper.text(f"督办工委：{'、'.join(committees)}。")
    paper.text("督办领导：　　　　　　　　")
    paper.blank()
    paper.signature(sender, cn_date(on))
    paper.text(f"（联系电话：{configuration.value('site.help_phone', actor.congress, on=on)}）")
    paper.blank()
    paper.line("承办单位签收：　　　　　　　　　　　　年　　月　　日")
    paper.number_pages()
    return paper.content()


def pressing_name(organ: Organ, on: date) -> str:
    """督办通知单_市城管局_2026-06-24.docx."""
    return f"督办通知单_{organ}_{on}.docx"


def _stage(light: Light) -> str | None:
    assert light.clock.assignment
    return stage(light.clock.limit, light.clock.assignment.state)


def _line(at: int, light: Light) -> list[str]:
    clock = light.clock
    return [
        str(at),
        number_of(clock.root),
        clock.root.title,
        clock.get_limit_display(),
        str(clock.due_on),
        light.words,
        str(clock.root.committee or "—"),
    ]
