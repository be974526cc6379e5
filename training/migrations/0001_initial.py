import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("congress", "0001_initial"),
        ("congress", "__first__"),
        ("deputies", "0001_initial"),
        ("groups", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="主题月")),
                ("organiser", models.CharField(max_length=60, verbose_name="主办")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("teachers", models.CharField(blank=True, max_length=100, verbose_name="授课人")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "全体代表"),
                            ("new", "本届新任代表"),
                            ("group", "一个代表小组的成员"),
                            ("chosen", "只有邀请的人"),
                        ],
                        default="all",
                        max_length=6,
                        verbose_name="参加范围",
                    ),
                ),
                ("is_compulsory", models.BooleanField(default=False, verbose_name="必修")),
                ("asks_sign_out", models.BooleanField(default=True, verbose_name="要签退")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("open", "已发布"), ("cancelled", "已取消")],
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="取消的理由")),
                ("written_at", models.DateTimeField(verbose_name="编写时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="groups.group",
                        verbose_name="代表小组",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.term",
                        verbose_name="届",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="编写人",
                    ),
                ),
            ],
            options={
                "verbose_name": "培训班",
                "verbose_name_plural": "培训班",
                "ordering": ["-starts_on", "title"],
                "indexes": [models.Index(fields=["congress", "-starts_on"], name="course_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="course_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["all", "new", "group", "chosen"])),
                        name="course_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "cancelled"])), name="course_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "group"), ("group__isnull", False)),
                            models.Q(models.Q(("audience", "group"), _negated=True), ("group__isnull", True)),
                            _connector="OR",
                        ),
                        name="course_of_a_group_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="course_cancelled_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("congress", "title", "starts_on"),
                        name="course_planned_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("work_unit", models.CharField(blank=True, max_length=80, verbose_name="单位及职务")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "待确认"),
                            ("enrolled", "已报名"),
                            ("leave_asked", "请假待批"),
                            ("on_leave", "已准假"),
                            ("struck", "已移出"),
                        ],
                        default="invited",
                        max_length=11,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="请假或移出的理由")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="请假时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批假或移出的时间")),
                ("enrolled_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="training.course",
                        verbose_name="培训班",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="批假或移出的人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="参加人",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="deputies.seat",
                        verbose_name="代表资格",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名",
                "verbose_name_plural": "报名",
                "ordering": ["person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "enrolled", "leave_asked", "on_leave", "struck"])
                        ),
                        name="enrolment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolment_leave_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "enrolled"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_leave_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["on_leave", "struck"]), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_leave_is_given",
                    ),
                    models.UniqueConstraint(fields=("course", "person"), name="enrolment_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="学时")),
                ("issued_on", models.DateField(verbose_name="发证日期")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="发证人",
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="training.enrolment",
                        verbose_name="报名",
                    ),
                ),
            ],
            options={
                "verbose_name": "结业证书",
                "verbose_name_plural": "结业证书",
                "ordering": ["year", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "year", "number"), name="certificate_number_once"),
                    models.CheckConstraint(condition=models.Q(("hours__gte", 1)), name="certificate_of_some_hours"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exam",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pass_mark", models.PositiveSmallIntegerField(default=60, verbose_name="合格分数")),
                ("drawn", models.PositiveSmallIntegerField(verbose_name="每次抽几题")),
                ("most_attempts", models.PositiveSmallIntegerField(default=3, verbose_name="最多几次")),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exam",
                        to="training.course",
                        verbose_name="培训班",
                    ),
                ),
            ],
            options={
                "verbose_name": "测验",
                "verbose_name_plural": "测验",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pass_mark__gte", 1), ("pass_mark__lte", 100)),
                        name="exam_mark_of_a_hundred",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("drawn__gte", 1), ("most_attempts__gte", 1)), name="exam_asks_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("questions", models.JSONField(verbose_name="抽到的题")),
                ("answers", models.JSONField(default=dict, verbose_name="回答")),
                ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                ("handed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="交卷时间")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="得分")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="training.enrolment",
                        verbose_name="报名",
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="training.exam",
                        verbose_name="测验",
                    ),
                ),
            ],
            options={
                "verbose_name": "答卷",
                "verbose_name_plural": "答卷",
                "ordering": ["begun_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_in_at__isnull", True), ("score__isnull", True)),
                            models.Q(("handed_in_at__isnull", False), ("score__isnull", False), ("score__lte", 100)),
                            _connector="OR",
                        ),
                        name="attempt_scored_when_handed_in",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("handed_in_at__isnull", True)),
                        fields=("exam", "enrolment"),
                        name="attempt_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HalfDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("topic", models.CharField(max_length=60, verbose_name="内容")),
                ("speaker", models.CharField(blank=True, max_length=60, verbose_name="主讲人")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("hours", models.PositiveSmallIntegerField(default=4, verbose_name="学时")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="half_days",
                        to="training.course",
                        verbose_name="培训班",
                    ),
                ),
            ],
            options={
                "verbose_name": "半天",
                "verbose_name_plural": "半天",
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="half_day_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 8)), name="half_day_hours_of_a_half_day"
                    ),
                    models.UniqueConstraint(fields=("course", "starts_at"), name="half_day_begins_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("came_at", models.DateTimeField(verbose_name="签到时间")),
                (
                    "came_way",
                    models.CharField(
                        choices=[("code", "扫码"), ("digits", "签到码"), ("desk", "补签"), ("sheet", "签到表")],
                        max_length=6,
                        verbose_name="签到方式",
                    ),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="签退时间")),
                (
                    "left_way",
                    models.CharField(
                        blank=True,
                        choices=[("code", "扫码"), ("digits", "签到码"), ("desk", "补签"), ("sheet", "签到表")],
                        default="",
                        max_length=6,
                        verbose_name="签退方式",
                    ),
                ),
                ("is_void", models.BooleanField(default=False, verbose_name="已取消")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="training.enrolment",
                        verbose_name="报名",
                    ),
                ),
                (
                    "half_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="training.halfday",
                        verbose_name="半天",
                    ),
                ),
            ],
            options={
                "verbose_name": "签到",
                "verbose_name_plural": "签到",
                "ordering": ["came_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("half_day", "enrolment"), name="class_attendance_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True), ("came_at__lte", models.F("left_at")), _connector="OR"
                        ),
                        name="attendance_left_after_it_came",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("came_way__in", ["code", "digits", "desk", "sheet"])),
                        name="attendance_came_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_way", "")),
                            models.Q(
                                ("left_at__isnull", False), ("left_way__in", ["code", "digits", "desk", "sheet"])
                            ),
                            _connector="OR",
                        ),
                        name="attendance_left_in_a_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("seconds", models.PositiveIntegerField(verbose_name="时长（秒）")),
                ("hours", models.PositiveSmallIntegerField(default=1, verbose_name="学时")),
                ("added_at", models.DateTimeField(verbose_name="加入时间")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="training.course",
                        verbose_name="培训班",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "线上课",
                "verbose_name_plural": "线上课",
                "ordering": ["added_at"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("seconds__gte", 1)), name="lesson_lasts"),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 8)), name="lesson_hours_of_a_lesson"
                    ),
                    models.UniqueConstraint(fields=("course", "title"), name="lesson_title_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("link", models.URLField(blank=True, default="", max_length=300, verbose_name="网址")),
                ("is_compulsory", models.BooleanField(default=False, verbose_name="必学")),
                ("added_at", models.DateTimeField(verbose_name="加入时间")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="training.course",
                        verbose_name="培训班",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "资料",
                "verbose_name_plural": "资料",
                "ordering": ["-is_compulsory", "added_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", True), models.Q(("link", ""), _negated=True)),
                            models.Q(("file__isnull", False), ("link", "")),
                            _connector="OR",
                        ),
                        name="material_is_a_file_or_a_link",
                    ),
                    models.UniqueConstraint(fields=("course", "title"), name="material_title_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(verbose_name="开始练习时间")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice",
                        to="congress.grant",
                        verbose_name="练习室里的身份",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="真实的身份",
                    ),
                ),
            ],
            options={
                "verbose_name": "练习",
                "verbose_name_plural": "练习",
                "ordering": ["stands_for__person__sort_key", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grant", models.F("stands_for")), _negated=True),
                        name="practice_stands_for_another_grant",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("single", "单选"), ("multiple", "多选"), ("truth", "判断")],
                        default="single",
                        max_length=8,
                        verbose_name="题型",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="题目")),
                ("answers", models.TextField(verbose_name="选项")),
                ("right", models.CharField(max_length=6, verbose_name="正确答案")),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="training.exam",
                        verbose_name="测验",
                    ),
                ),
            ],
            options={
                "verbose_name": "试题",
                "verbose_name_plural": "试题",
                "ordering": ["text"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["single", "multiple", "truth"])), name="question_kind_known"
                    ),
                    models.UniqueConstraint(fields=("exam", "text"), name="question_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watching",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0, verbose_name="播放到（秒）")),
                ("spans", models.JSONField(default=list, verbose_name="听过的片段")),
                ("seconds", models.PositiveIntegerField(default=0, verbose_name="听过（秒）")),
                ("reported_at", models.DateTimeField(verbose_name="最近一次报告")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="听完时间")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watchings",
                        to="training.enrolment",
                        verbose_name="报名",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watchings",
                        to="training.lesson",
                        verbose_name="线上课",
                    ),
                ),
            ],
            options={
                "verbose_name": "收听",
                "verbose_name_plural": "收听",
                "constraints": [models.UniqueConstraint(fields=("lesson", "enrolment"), name="watching_once")],
            },
        ),
    ]
