"""测验: its bank of questions, attempts drawn from it, and the points."""

import random
from datetime import datetime
from typing import Any

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import refuse, require
from congress.workflow import OutOfTurn
from training.enrolling import hold_enrolment
from training.models import Attempt, Course, Enrolment, Exam, Question
from training.permissions import may_keep, may_take_part
from training.planning import hold_live

FEWEST, MOST = 2, 6  # answers of a question


@transaction.atomic
def set_exam(course: Course, *, pass_mark: int, drawn: int, most_attempts: int, by: Actor, at: datetime) -> Exam:
    """设置测验, or set it anew; results that are there keep their points and are held against the new mark."""
    require(may_keep(by, course))
    hold_live(course)
    facts = {"pass_mark": pass_mark, "drawn": drawn, "most_attempts": most_attempts}
    same = Exam.objects.filter(course=course, **facts).first()
    if same is not None:
        return same
    exam, _ = Exam.objects.update_or_create(course=course, defaults=facts)
    timeline.record("set_exam", exam, by=by, root=course.pk, at=at, is_locked=True)
    return exam


@transaction.atomic
def add_question(exam: Exam, *, kind: str, text: str, answers: list[str], right: str, by: Actor, at: datetime) -> None:
    """出一道题.

    Args:
        answers: the words to choose from, in order A, B …
        right: the letters that are right.
    Raises:
        PermissionDenied: with what does not fit.
    """
    require(may_keep(by, exam.course))
    hold_live(exam.course)
    letters = "ABCDEF"[: len(answers)]
    if not FEWEST <= len(answers) <= MOST:
        require(refuse(f"选项要有{FEWEST}到{MOST}个，一行一个。"))
    if not right or not set(right) <= set(letters):
        require(refuse(f"正确答案请写{letters[0]}到{letters[-1]}里的字母。"))
    if kind != Question.Kind.MULTIPLE and len(right) != 1:
        require(refuse("单选题和判断题只有一个正确答案。"))
    if exam.questions.filter(text=text).exists():
        require(refuse("这道题已经在题库里。"))
    made = Question.objects.create(
        exam=exam, kind=kind, text=text, answers="\n".join(answers), right="".join(sorted(set(right)))
    )
    timeline.record("add_question", made, by=by, root=exam.course_id, at=at)


def attempts_of(exam: Exam, enrolment: Enrolment) -> list[Attempt]:
    """The person's tries, oldest first."""
    return list(exam.attempts.filter(enrolment=enrolment))


@transaction.atomic
def take_exam(exam: Exam, enrolment: Enrolment, *, by: Actor, at: datetime) -> Attempt:
    """开始答题: questions are drawn; a try that was begun goes on.

    Raises:
        OutOfTurn: passed already, no tries left, or nothing to ask yet.
    """
    require(may_take_part(enrolment))
    hold_enrolment(enrolment)
    tries = attempts_of(exam, enrolment)
    if tries and tries[-1].handed_in_at is None:
        return tries[-1]
    if any((each.score or 0) >= exam.pass_mark for each in tries):
        raise OutOfTurn("您已经合格，不用再测。")
    if len(tries) >= exam.most_attempts:
        raise OutOfTurn(f"最多测{exam.most_attempts}次，您已经用完。")
    bank = [str(pk) for pk in exam.questions.values_list("pk", flat=True)]
    if not bank:
        raise OutOfTurn("题库里还没有题。")
    drawn = random.SystemRandom().sample(bank, min(exam.drawn, len(bank)))
    row = Attempt.objects.create(exam=exam, enrolment=enrolment, questions=drawn, begun_at=at)
    timeline.record("take_exam", row, by=by, root=exam.course_id, at=at)
    return row


def questions_of(attempt: Attempt) -> list[Question]:
    """In the order in which they were drawn."""
    found = {str(row.pk): row for row in Question.objects.filter(pk__in=attempt.questions)}
    return [found[pk] for pk in attempt.questions if pk in found]


@transaction.atomic
def hand_in(attempt: Attempt, answers: dict[str, str], *, by: Actor, at: datetime) -> int:
    """交卷: the points of a hundred, each question the same share; a part of a multiple choice is wrong.

    Args:
        answers: letters by the key of the question.
    Raises:
        OutOfTurn: handed in already.
    """
    enrolment = attempt.enrolment
    require(may_take_part(enrolment))
    hold_enrolment(enrolment)
    attempt.refresh_from_db()
    if attempt.handed_in_at is not None:
        raise OutOfTurn(f"这份答卷已经交过，{attempt.score}分。")
    drawn = questions_of(attempt)
    right = sum("".join(sorted(answers.get(str(row.pk), ""))) == row.right for row in drawn)
    attempt.answers = {str(row.pk): answers.get(str(row.pk), "") for row in drawn}
    attempt.score, attempt.handed_in_at = right * 100 // max(len(drawn), 1), at
    attempt.save(update_fields=["answers", "score", "handed_in_at"])
    facts: dict[str, Any] = {"score": attempt.score}
    timeline.record("hand_in", attempt, by=by, root=attempt.exam.course_id, at=at, is_locked=True, **facts)
    return attempt.score
