"""Classes, who is in them, when they were there, what they read, heard and answered."""

from training.models.courses import Course, CourseQuerySet, HalfDay, is_new
from training.models.enrolments import Attendance, Certificate, Enrolment, EnrolmentQuerySet
from training.models.materials import Attempt, Exam, Lesson, Material, Question, Watching
from training.models.practice import Practice, PracticeQuerySet

__all__ = [
    "Attempt",
    "Attendance",
    "Certificate",
    "Course",
    "CourseQuerySet",
    "Enrolment",
    "EnrolmentQuerySet",
    "Exam",
    "HalfDay",
    "Lesson",
    "Material",
    "Practice",
    "PracticeQuerySet",
    "Question",
    "Watching",
    "is_new",
]
