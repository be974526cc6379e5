"""An organ's pages: the inbox, signing in, contact, release, extension, the reply and its signature."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import files
from congress.calendar_table import current_calendar
from congress.downloads import respond
from congress.interrupted import keeps_words, typed_into
from congress.models import Role
from congress.permissions import ALLOWED, require
from congress.permissions import refuse as no
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals import handling, replies, routing
from proposals.asks.answering import left_over, named_answers
from proposals.checking.faults import Draft, draft_of, faults_of, soft_faults
from proposals.clocks import extension_cap, light
from proposals.drafting import Overwritten
from proposals.forms.asks import OverrideForm
from proposals.forms.handling import (
    AskExtensionForm,
    AskReleaseForm,
    ContactForm,
    DelegateForm,
    OpinionForm,
    ReplyForm,
    SendBackForm,
)
from proposals.guards import contacts_of_round, joint_parts, ready_for_signing, reply_of
from proposals.inbox import counts_of, inbox_of
from proposals.models import Assignment, Proposal, Reply
from proposals.papers.letters import addressees
from proposals.permissions import may_handle, may_reply
from proposals.phrases import phrases_of, with_phrase
from proposals.showing import main_clock, why_sent_back
from proposals.views.finding import assignment_or_404
from proposals.workflow import assignment_steps

PAGE = 50


@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """待办: what this organ has to do, nearest limit first."""
    require(ALLOWED if request.actor.role in (Role.HANDLER, Role.ORGAN_LEADER) else no("待办是承办单位的页面。"))
    found = inbox_of(request.actor, request.GET.get("state", ""))
    page: Any = Paginator(cast(Any, found), PAGE).get_page(request.GET.get("page"))
    counts = counts_of(request.actor)
    context = {"page": page, "counts": counts, "today": timezone.localdate()}
    return render(request, "proposals/inbox.html", context)


@require_POST
def sign_in(request: PortalRequest, pk: UUID) -> HttpResponse:
    """签收."""
    assignment = assignment_or_404(request, pk)
    routing.sign_in(assignment, by=request.actor, at=timezone.now())
    messages.success(request, f"{assignment.proposal.number}号已签收。")
    return redirect(assignment.proposal)


@require_http_methods(["GET", "POST"])
def sign_in_all(request: PortalRequest) -> HttpResponse:
    """全部签收: said once more before it is done."""
    require(ALLOWED if request.actor.role in (Role.HANDLER, Role.ORGAN_LEADER) else no("签收由承办单位办理。"))
    if request.method == "POST":
        taken = routing.sign_in_all(by=request.actor, at=timezone.now())
        messages.success(request, f"已签收{taken}件。")
        return redirect("proposals:inbox")
    return render(request, "proposals/sign_in_all.html", {"found": inbox_of(request.actor, "assigned")})


@require_http_methods(["GET", "POST"])
def ask_release(request: PortalRequest, pk: UUID) -> HttpResponse:
    """申请退办."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.verdict("ask_release", request.actor, assignment))
    form = AskReleaseForm(request.POST or None, assignment=assignment)
    if form.is_valid():
        routing.ask_release(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "退办申请已送代表工委；在决定之前，答复期限照常计算。")
        return redirect("proposals:inbox")
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/ask_release.html", context)


@require_http_methods(["GET", "POST"])
def ask_extension(request: PortalRequest, pk: UUID) -> HttpResponse:
    """申请延期."""
    assignment = assignment_or_404(request, pk)
    require(may_reply(request.actor, assignment))
    form = AskExtensionForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "until"):
            handling.ask_extension(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "延期申请已送代表工委。")
            return redirect(assignment.proposal)
    context = {
        "assignment": assignment,
        "proposal": assignment.proposal,
        "form": form,
        "cap": extension_cap(assignment),
    }
    return render(request, "proposals/ask_extension.html", context)


@require_http_methods(["GET", "POST"])
def delegate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """转科室."""
    assignment = assignment_or_404(request, pk)
    require(may_handle(request.actor, assignment))
    form = DelegateForm(request.POST or None, assignment=assignment)
    if form.is_valid():
        routing.delegate(assignment, by=request.actor, **form.cleaned_data)
        messages.success(request, "已转办。")
        return redirect(assignment.proposal)
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/delegate.html", context)


@require_http_methods(["GET", "POST"])
def log_contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记沟通."""
    assignment = assignment_or_404(request, pk)
    require(may_reply(request.actor, assignment))
    form = ContactForm(request.POST or None, assignment=assignment, by=request.actor.person)
    if form.is_valid():
        handling.log_contact(assignment, by=request.actor, **form.cleaned_data)
        messages.success(request, "沟通情况已登记。")
        return redirect("proposals:reply", pk)
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/log_contact.html", context)


@require_http_methods(["GET", "POST"])
def give_opinion(request: PortalRequest, pk: UUID) -> HttpResponse:
    """写协办意见."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.may("give_opinion", request.actor, assignment))
    form = OpinionForm(request.POST or None)
    if form.is_valid():
        handling.give_opinion(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "协办意见已送主办单位。")
        return redirect("proposals:inbox")
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/give_opinion.html", context)


@require_http_methods(["GET", "POST"])
def send_back_opinion(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退回协办意见; the lead organ reaches its joint organ's assignment through its own proposal."""
    visible = Assignment.objects.filter(proposal__in=Proposal.objects.visible_to(request.actor))
    assignment = get_object_or_404(visible.select_related("proposal", "organ"), pk=pk)
    require(assignment_steps.may("send_back_opinion", request.actor, assignment))
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        handling.send_back_opinion(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "已退回协办单位重新提交。")
        return redirect(assignment.proposal)
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/send_back_opinion.html", context)


@keeps_words("proposals:reply")
@require_http_methods(["GET", "POST"])
def reply(request: PortalRequest, pk: UUID) -> HttpResponse:
    """答复: the editor; 送签 says what is missing."""
    assignment = assignment_or_404(request, pk)
    typed = _with_phrase(request, typed_into(request), assignment)
    prefetch_related_objects([assignment], "contacts")
    draft = (replies.to_write if typed is None else replies.begin)(assignment, by=request.actor)
    if not draft._state.adding:
        prefetch_related_objects([draft], "promises")
    form = ReplyForm(typed, request.FILES or None, instance=draft)
    contact = _first_contact(request, assignment, typed)
    if typed is not None and form.is_valid() and not (contact and contact.errors):
        try:
            if contact and contact.is_bound:
                handling.log_contact(assignment, by=request.actor, **contact.cleaned_data)
            _keep(request, draft, form)
        except Overwritten:
            stored = Reply.objects.get(pk=draft.pk)
            both = {"reply": stored, "proposal": assignment.proposal, "form": form, "assignment": assignment}
            return render(request, "proposals/reply_overwritten.html", both, status=409)
        except ValidationError as problem:
            form.add_error("upload", problem)
        else:
            if request.method == "POST" or not _is_written(typed):
                return _after_keeping(request, assignment)
            # What was typed before signing in again is kept, but the contact is not logged unasked.
            draft.refresh_from_db()
            form = ReplyForm(instance=draft)
            messages.success(request, "您刚才写的内容已恢复，沟通情况还没有登记。")
    joint = list(joint_parts(assignment).prefetch_related("joint_opinions"))
    asks = [row.ask for row in form.ask_rows if row.is_asked]
    clock = main_clock(list(assignment.clocks.running()), request.actor)
    context = {
        "assignment": assignment,
        "proposal": assignment.proposal,
        "reply": draft,
        "form": form,
        "contact": contact,
        "contacts": contacts_of_round(assignment),
        "clock": clock,
        "light": light(clock, today=timezone.localdate(), calendar=current_calendar()),
        "files": assignment.proposal.attachments.select_related("file"),
        "sent_back": why_sent_back(assignment),
        "letters_to": addressees(assignment.proposal, timezone.localdate()),
        "faults": faults_of(Draft(assignment, draft, asks, form.given, joint), request.actor),
        "left_over": left_over([row.ask for row in form.ask_rows], form.given),
        "joint": joint,
        "phrases": phrases_of(assignment.organ),
    }
    return render(request, "proposals/reply.html", context)


def _with_phrase(request: PortalRequest, typed: QueryDict | None, assignment: Assignment) -> QueryDict | None:
    """加到答复末尾: what was typed, with the phrase that was pressed as its last paragraph."""
    if typed is None or "insert" not in request.POST:
        return typed
    text = with_phrase(typed.get("text", ""), assignment.organ, request.POST["insert"])
    if text is None:
        messages.error(request, "这条常用语刚刚改过或者删去，没有加上。")
        return typed
    with_it = typed.copy()
    with_it["text"] = text
    return with_it


def _first_contact(request: PortalRequest, assignment: Assignment, typed: QueryDict | None) -> ContactForm | None:
    """The fields of a round's first contact, inside the reply's form; bound when what was written there is sent."""
    if contacts_of_round(assignment):
        return None
    about: dict[str, Any] = {"prefix": "contact", "assignment": assignment, "by": request.actor.person}
    sent = typed if _is_written(typed) else None
    if request.method == "POST" or sent is None:
        return ContactForm(sent, **about)
    fields = ContactForm.Meta.fields
    return ContactForm(initial={name: sent.get(f"contact-{name}", "") for name in fields}, **about)


def _is_written(typed: QueryDict | None) -> bool:
    """Whether somebody wrote into the fields of the contact, or asked to log it."""
    return typed is not None and any(typed.get(name) for name in ("log", "contact-way", "contact-result"))


def _keep(request: PortalRequest, draft: Reply, form: ReplyForm) -> None:
    fields = {name: form.cleaned_data[name] for name in ReplyForm.Meta.fields}
    if upload := form.cleaned_data.get("upload"):
        fields["file"] = files.store(upload, by=request.actor.person, as_sent=True)
    stored = Reply.objects.select_related("assignment__proposal").get(pk=draft.pk)
    seen, answers = form.cleaned_data["version"], form.answers
    replies.save(stored, by=request.actor, seen=seen, lines=form.lines, answers=answers, **fields)
    if any(not row.is_asked for row in form.ask_rows):
        messages.warning(request, "诉求刚刚有变动。您写的答复都已保存，请按新的诉求核对。")


def _after_keeping(request: PortalRequest, assignment: Assignment) -> HttpResponse:
    if "log" in request.POST:
        messages.success(request, "沟通情况已登记，答复草稿已保存。")
        return redirect("proposals:reply", assignment.pk)
    if "insert" in request.POST:
        return redirect(f"{reverse('proposals:reply', args=[assignment.pk])}#id_text")
    if "send" not in request.POST:
        restored = request.method == "GET"
        messages.success(request, "您刚才写的内容已恢复，并已保存。" if restored else "答复草稿已保存。")
        return redirect("proposals:reply", assignment.pk)
    missing = ready_for_signing(assignment)
    if not missing:
        messages.error(request, f"草稿已保存，还不能送签：{missing.refusal}")
        return redirect("proposals:reply", assignment.pk)
    faults = soft_faults(draft_of(assignment), request.actor)
    if {fault.key for fault in faults} - set(request.POST.get("faults", "").split()):
        said = f"草稿已保存。检查出{len(faults)}处问题，请核对；确实不用改的，再按一次“核对并送领导签发”。"
        messages.error(request, said)
        return redirect(f"{reverse('proposals:reply', args=[assignment.pk])}#check")
    replies.send_for_signing(assignment, by=request.actor, on=timezone.localdate())
    messages.success(request, "已送领导签发。")
    return redirect("proposals:inbox")


@keeps_words("proposals:reply")
@require_POST
def reply_autosave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the editor sends by itself."""
    assignment = assignment_or_404(request, pk)
    draft = replies.begin(assignment, by=request.actor)
    form = ReplyForm(request.POST, instance=draft)
    if not form.is_valid():
        return JsonResponse({"problems": form.errors}, status=422)
    fields = {name: form.cleaned_data[name] for name in ReplyForm.Meta.fields}
    stored = Reply.objects.select_related("assignment__proposal").get(pk=draft.pk)
    seen, answers = form.cleaned_data["version"], form.answers
    try:
        version = replies.save(stored, by=request.actor, seen=seen, lines=form.lines, answers=answers, **fields)
    except Overwritten:
        return JsonResponse({"problem": "同事在另一处改过这份答复。请点“存草稿”对照两份内容。"}, status=409)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M"), "version": version})


@require_http_methods(["GET", "POST"])
def sign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """签发: request left, reply right, sign or send back."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.may("sign", request.actor, assignment))
    is_signed = request.method == "POST" and "sign" in request.POST
    form = SendBackForm(request.POST if "reason" in request.POST and not is_signed else None)
    faults = faults_of(draft_of(assignment), request.actor)
    is_soft = any(not fault.is_hard for fault in faults)
    signing = OverrideForm(request.POST if is_signed else None)
    if is_signed and signing.is_valid():
        seen, why = request.POST.get("faults", "").split(), signing.cleaned_data["why"]
        with said_at(signing, "why" if is_soft else None):
            replies.sign(assignment, by=request.actor, at=timezone.now(), passed_over=seen, reason=why)
            messages.success(request, f"{assignment.proposal.number}号的答复已签发，已送达代表。")
            return redirect("proposals:inbox")
    if form.is_valid():
        replies.send_back(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "已退回经办人修改。")
        return redirect("proposals:inbox")
    reply = reply_of(assignment)
    context = {
        "assignment": assignment,
        "proposal": assignment.proposal,
        "reply": reply,
        "answers": named_answers(assignment, reply),
        "form": form,
        "signing": signing,
        "faults": faults,
        "is_soft": is_soft,
        "contacts": assignment.contacts.all(),
    }
    return render(request, "proposals/sign.html", context)


@require_safe
def reply_file(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """The official reply as it was uploaded; drafts only for the organ itself."""
    found = get_object_or_404(replies.visible_replies(request.actor).select_related("file"), pk=pk, file__isnull=False)
    assert found.file is not None
    return respond(found.file)
