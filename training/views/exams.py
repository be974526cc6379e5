"""测验: its page, a try, the desk's bank of questions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import configuration
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from training import exams
from training.forms.courses import ExamForm, QuestionForm
from training.forms.taking_part import AnswerForm
from training.models import Attempt, Course, Enrolment, Exam
from training.permissions import may_keep, may_take_part
from training.views.finding import course_or_404, kept_or_404, own_enrolment


def _exam_or_404(course: Course) -> Exam:
    return get_object_or_404(Exam.objects.select_related("course__congress"), course=course)


@require_http_methods(["GET", "POST"])
def set_exam(request: PortalRequest, pk: UUID) -> HttpResponse:
    """设置测验."""
    found = kept_or_404(request, pk)
    before = Exam.objects.filter(course=found).first()
    mark = configuration.value("training.pass_mark", found.congress, on=timezone.localdate())
    initial = None if before else {"pass_mark": mark, "drawn": 5, "most_attempts": 3}
    form = ExamForm(request.POST or None, instance=before, initial=initial)
    if form.is_valid():
        with said_at(form, None):
            exams.set_exam(found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "测验已设置。请往题库里放题。")
            return redirect("training:exam", found.pk)
    return render(request, "training/set_exam.html", {"course": found, "form": form})


@require_http_methods(["GET", "POST"])
def add_question(request: PortalRequest, pk: UUID) -> HttpResponse:
    """出题."""
    found = kept_or_404(request, pk)
    own = _exam_or_404(found)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "answers"):
            exams.add_question(own, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "已放进题库。")
            return redirect("training:exam", found.pk)
    return render(request, "training/add_question.html", {"course": found, "form": form})


@require_safe
def exam(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the test asks for, one's own results; for the desk the bank and how everybody did."""
    found = course_or_404(request, pk)
    own, row = _exam_or_404(found), own_enrolment(request, found)
    tries = exams.attempts_of(own, row) if row else []
    keeps = bool(may_keep(request.actor, found))
    passed = Attempt.objects.filter(exam=own, score__gte=own.pass_mark).values("enrolment").distinct()
    context = {
        "course": found,
        "exam": own,
        "tries": tries,
        "left": own.most_attempts - len(tries),
        "has_passed": any((each.score or 0) >= own.pass_mark for each in tries),
        "begun": next((each for each in tries if each.handed_in_at is None), None),
        "may": may_take_part(row),
        "keeps": keeps,
        "bank": own.questions.all()[:100] if keeps else [],
        "bank_number": own.questions.count(),
        "passed": passed.count() if keeps else 0,
    }
    return render(request, "training/exam.html", context)


@require_POST
def take_exam(request: PortalRequest, pk: UUID) -> HttpResponse:
    """开始测验."""
    found = course_or_404(request, pk)
    own, row = _exam_or_404(found), own_enrolment(request, found)
    require(may_take_part(row))
    assert row is not None
    begun = exams.take_exam(own, row, by=request.actor, at=timezone.now())
    return redirect("training:attempt", begun.pk)


@require_http_methods(["GET", "POST"])
def attempt(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One's own try: the questions, then the result."""
    seen = Enrolment.objects.visible_to(request.actor).filter(person=request.actor.person)
    rows = Attempt.objects.filter(enrolment__in=seen)
    row = get_object_or_404(rows.select_related("exam__course__congress", "enrolment__course"), pk=pk)
    questions = exams.questions_of(row)
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, questions=questions) if row.handed_in_at is None else None
    if request.method == "POST":
        if form is None:
            exams.hand_in(row, {}, by=request.actor, at=timezone.now())  # says that it was handed in before
        elif form.is_valid():
            score = exams.hand_in(row, form.answers(), by=request.actor, at=timezone.now())
            if score >= row.exam.pass_mark:
                messages.success(request, f"已交卷，{score}分，合格。")
            else:
                messages.warning(request, f"已交卷，{score}分，没有合格。")
            return redirect("training:exam", row.exam.course_id)
    context = {"attempt": row, "course": row.exam.course, "exam": row.exam, "form": form}
    return render(request, "training/attempt.html", context)
