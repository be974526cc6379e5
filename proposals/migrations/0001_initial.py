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
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "part",
                    models.CharField(
                        choices=[("lead", "主办"), ("joint", "协办"), ("separate", "分办")],
                        max_length=8,
                        verbose_name="承办方式",
                    ),
                ),
                ("named_part", models.CharField(blank=True, max_length=120, verbose_name="分办内容")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "待签收"),
                            ("release_asked", "申请退办"),
                            ("handling", "办理中"),
                            ("signing", "待签发"),
                            ("replied", "待评价"),
                            ("rehandling", "重新办理"),
                            ("rated", "已评价"),
                            ("lapsed", "未评价"),
                            ("disputed", "不满意，待协调"),
                            ("given", "已提交协办意见"),
                            ("released", "已退办"),
                            ("ended", "已终止"),
                        ],
                        default="assigned",
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("assigned_on", models.DateField(verbose_name="交办日期")),
                ("first_assigned_on", models.DateField(verbose_name="首次交办日期")),
                ("signed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="交办人",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="承办科室",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="congress.organ",
                        verbose_name="承办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "交办",
                "verbose_name_plural": "交办",
                "ordering": ["assigned_on", "part", "id"],
                "indexes": [models.Index(fields=["organ", "state"], name="assignment_inbox")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["lead", "joint", "separate"])), name="assignment_part_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part", "separate"), _negated=True),
                            models.Q(("named_part", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assignment_separate_part_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part", "joint"), models.Q(("state", "given"), _negated=True), _connector="OR"
                        ),
                        name="assignment_only_joint_gives_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part", "joint"), _negated=True),
                            models.Q(
                                ("state__in", ["signing", "replied", "rehandling", "rated", "lapsed", "disputed"]),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="assignment_joint_never_replies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["replied", "rated", "lapsed", "disputed"]), _negated=True),
                            ("replied_on__isnull", False),
                            _connector="OR",
                        ),
                        name="assignment_replied_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["assigned", "release_asked", "released", "ended"]),
                            ("signed_in_at__isnull", False),
                            _connector="OR",
                        ),
                        name="assignment_signed_in_before_handling",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "limit",
                    models.CharField(
                        choices=[
                            ("review", "审核"),
                            ("assign", "交办"),
                            ("assign_session", "会后交办"),
                            ("supplement", "补充"),
                            ("sign_in", "签收"),
                            ("release", "申请退办"),
                            ("reassign", "退办审定"),
                            ("arbitrate", "裁定"),
                            ("contact", "首次沟通"),
                            ("opinion", "协办意见"),
                            ("opinion_again", "重提协办意见"),
                            ("reply", "答复"),
                            ("reply_extended", "延期答复"),
                            ("rehandle", "重新办理"),
                            ("rate", "评价"),
                            ("promise", "承诺"),
                            ("motion_report", "议案审议结果报告"),
                        ],
                        max_length=16,
                        verbose_name="时限",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="起算日期")),
                ("unrolled_on", models.DateField(verbose_name="期满日期")),
                ("due_on", models.DateField(verbose_name="到期日期")),
                ("span", models.CharField(max_length=8, verbose_name="期间")),
                ("ground", models.CharField(max_length=80, verbose_name="依据")),
                ("because", models.CharField(max_length=200, verbose_name="计算")),
                ("is_presumed", models.BooleanField(default=False, verbose_name="按推定日历")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                ("extended_from", models.DateField(blank=True, null=True, verbose_name="原到期日期")),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="proposals.assignment",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.congress",
                        verbose_name="办理层级",
                    ),
                ),
            ],
            options={
                "verbose_name": "时限",
                "verbose_name_plural": "时限",
                "ordering": ["due_on"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_on__isnull", True)), fields=["due_on"], name="clock_running"
                    ),
                    models.Index(
                        condition=models.Q(("stopped_on__isnull", True)),
                        fields=["holder", "due_on"],
                        name="clock_running_at",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("started_on__lte", models.F("due_on")), _connector="OR"
                        ),
                        name="clock_due_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("unrolled_on__lte", models.F("due_on")), _connector="OR"
                        ),
                        name="clock_rolls_forward",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_on__isnull", True)),
                        fields=("assignment", "limit"),
                        name="clock_runs_once_assignment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commendation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "评选中"), ("published", "已公布"), ("withdrawn", "已撤回公布")],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("nominations_end", models.DateField(verbose_name="提名截止日期")),
                ("opened_at", models.DateTimeField(verbose_name="开始评选时间")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公布时间")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="撤回公布的理由"),
                ),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commendations",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="开始评选的人",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="公布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "评选表彰",
                "verbose_name_plural": "评选表彰",
                "ordering": ["-year", "congress"],
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "year"), name="commendation_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "published", "withdrawn"])),
                        name="commendation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="commendation_published_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="commendation_open_until_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), models.Q(("withdrawn_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_reason", "")),
                            _connector="OR",
                        ),
                        name="commendation_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[("matter", "意见建议"), ("group", "代表团（小组）"), ("organ", "承办单位")],
                        max_length=6,
                        verbose_name="评什么",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="字典编码")),
                ("name", models.CharField(max_length=40, verbose_name="奖项名称")),
                ("quota", models.PositiveSmallIntegerField(verbose_name="名额")),
                (
                    "commendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="proposals.commendation",
                        verbose_name="评选表彰",
                    ),
                ),
            ],
            options={
                "verbose_name": "奖项",
                "verbose_name_plural": "奖项",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["matter", "group", "organ"])), name="award_subject_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("quota__gte", 1)), name="award_has_a_quota"),
                    models.UniqueConstraint(fields=("commendation", "subject", "code"), name="award_once_a_year"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(verbose_name="轮次")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "way",
                    models.CharField(
                        choices=[("meeting", "双方当面协调"), ("experts", "专家评估")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("result", models.CharField(max_length=300, verbose_name="协调结果")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusions",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "协调记录",
                "verbose_name_plural": "协调记录",
                "ordering": ["recorded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["meeting", "experts"])), name="conclusion_way_known"
                    ),
                    models.UniqueConstraint(fields=("assignment", "round"), name="conclusion_once_a_round"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("on", models.DateField(verbose_name="日期")),
                ("way", models.CharField(max_length=10, verbose_name="方式")),
                (
                    "rank",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "主要负责人"),
                            ("deputy_head", "分管负责人"),
                            ("section_head", "科室负责人"),
                            ("officer", "经办人员"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="单位由谁沟通",
                    ),
                ),
                ("persons", models.CharField(max_length=80, verbose_name="参加人")),
                ("result", models.CharField(max_length=300, verbose_name="沟通情况")),
                ("logged_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "沟通记录",
                "verbose_name_plural": "沟通记录",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rank__in", ["", "head", "deputy_head", "section_head", "officer"])),
                        name="contact_rank_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(max_length=60, verbose_name="地点和时间")),
                ("called_at", models.DateTimeField(auto_now_add=True, verbose_name="召集时间")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="下次调度")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="召集人",
                    ),
                ),
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
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="主持的领导",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "调度会",
                "verbose_name_plural": "调度会",
                "ordering": ["-on", "-called_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_on__isnull", True), ("on__lte", models.F("next_on")), _connector="OR"
                        ),
                        name="dispatch_next_after_this",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(("recorded_at__isnull", False), ("recorded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="dispatch_recorded_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reported", models.TextField(blank=True, verbose_name="汇报")),
                ("told", models.TextField(blank=True, verbose_name="要求")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="proposals.dispatch",
                        verbose_name="调度会",
                    ),
                ),
            ],
            options={
                "verbose_name": "调度事项",
                "verbose_name_plural": "调度事项",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("dispatch", "assignment"), name="agenda_item_once")],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("officer", "经办人"),
                            ("section", "科室负责人"),
                            ("deputy", "分管负责人"),
                            ("head", "主要负责人"),
                            ("committee", "督办工委"),
                        ],
                        max_length=9,
                        verbose_name="级别",
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("officer", "经办人"),
                            ("section", "科室负责人"),
                            ("deputy", "分管负责人"),
                            ("head", "主要负责人"),
                            ("committee", "督办工委"),
                        ],
                        max_length=9,
                        verbose_name="告知",
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(verbose_name="人数")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="proposals.clock",
                        verbose_name="时限",
                    ),
                ),
            ],
            options={
                "verbose_name": "逐级提醒",
                "verbose_name_plural": "逐级提醒",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rung__in", ["officer", "section", "deputy", "head", "committee"])),
                        name="escalation_rung_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("people", 0), ("told", "")),
                            models.Q(models.Q(("told", ""), _negated=True), ("people__gte", 1)),
                            _connector="OR",
                        ),
                        name="escalation_told_somebody",
                    ),
                    models.UniqueConstraint(fields=("clock", "rung"), name="escalation_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("until", models.DateField(verbose_name="延期至")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "延期申请",
                "verbose_name_plural": "延期申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_granted__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="extension_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("assignment",),
                        name="extension_asked_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="批示")),
                ("given_on", models.DateField(verbose_name="批示日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("answer", models.TextField(blank=True, verbose_name="落实情况")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="答复人",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="批示的领导",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "批示",
                "verbose_name_plural": "批示",
                "ordering": ["given_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)), fields=["due_on"], name="instruction_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("given_on__lte", models.F("due_on")), _connector="OR"
                        ),
                        name="instruction_due_after_it_is_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="instruction_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="instruction_answered_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="意见")),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="提交时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_opinions",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "协办意见",
                "verbose_name_plural": "协办意见",
                "ordering": ["given_at"],
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("review", "审核"),
                            ("assign", "交办"),
                            ("assign_session", "会后交办"),
                            ("supplement", "补充"),
                            ("sign_in", "签收"),
                            ("release", "申请退办"),
                            ("reassign", "退办审定"),
                            ("arbitrate", "裁定"),
                            ("contact", "首次沟通"),
                            ("opinion", "协办意见"),
                            ("opinion_again", "重提协办意见"),
                            ("reply", "答复"),
                            ("reply_extended", "延期答复"),
                            ("rehandle", "重新办理"),
                            ("rate", "评价"),
                            ("promise", "承诺"),
                            ("motion_report", "议案审议结果报告"),
                        ],
                        max_length=16,
                        verbose_name="时限",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("city", "市"), ("county", "县（区）"), ("town", "乡镇")],
                        max_length=6,
                        verbose_name="层级",
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        blank=True,
                        choices=[("ordinary", "普通"), ("simple", "即办"), ("urgent", "紧急"), ("formal", "正式")],
                        max_length=8,
                        verbose_name="办理方式",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="数量")),
                (
                    "unit",
                    models.CharField(
                        choices=[("WD", "个工作日"), ("D", "日"), ("M", "个月")], max_length=2, verbose_name="单位"
                    ),
                ),
                ("ground", models.CharField(max_length=80, verbose_name="依据")),
                ("starts_on", models.DateField(verbose_name="生效日期")),
                (
                    "congress",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
            ],
            options={
                "verbose_name": "时限规则",
                "verbose_name_plural": "时限规则",
                "ordering": ["key", "level", "lane", "-starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["WD", "D", "M"])), name="limit_unit_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="limit_at_least_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", "reply"), _negated=True),
                            models.Q(("count__lte", 3), ("unit", "M")),
                            models.Q(("count__lte", 90), ("unit", "D")),
                            models.Q(("count__lte", 60), ("unit", "WD")),
                            _connector="OR",
                        ),
                        name="limit_reply_within_three_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", "reply_extended"), _negated=True),
                            models.Q(("count__lte", 6), ("unit", "M")),
                            _connector="OR",
                        ),
                        name="limit_extension_within_six_months",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("congress__isnull", True)),
                        fields=("key", "level", "lane", "starts_on"),
                        name="limit_common_once_a_day",
                    ),
                    models.UniqueConstraint(
                        fields=("congress", "key", "level", "lane", "starts_on"), name="limit_own_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(verbose_name="进展")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理进展",
                "verbose_name_plural": "办理进展",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="progress_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="序号")),
                ("content", models.CharField(blank=True, max_length=200, verbose_name="承诺事项")),
                ("promised_on", models.DateField(blank=True, null=True, verbose_name="承诺完成时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="现在的期限")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="作出日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("open", "办理中"),
                            ("reported", "已报兑现，待确认"),
                            ("done", "已兑现"),
                            ("failed", "未兑现"),
                            ("replaced", "由新答复代替"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="了结日期")),
                (
                    "failed_reason",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有兑现的原因"),
                ),
                (
                    "carried_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.term",
                        verbose_name="转入的届",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺",
                "verbose_name_plural": "承诺",
                "ordering": ["reply", "position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "reported"])),
                        fields=["due_on"],
                        name="promise_unsettled",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "reported", "done", "failed", "replaced"])),
                        name="promise_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("content", ""), _negated=True),
                                ("due_on__isnull", False),
                                ("made_on__isnull", False),
                                ("promised_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="promise_made_says_what_and_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), _negated=True),
                            models.Q(
                                ("carried_into__isnull", True), ("due_on__isnull", True), ("made_on__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="promise_of_a_draft_is_not_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("promised_on__lte", models.F("due_on")), _connector="OR"
                        ),
                        name="promise_only_extended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on__isnull", False), ("state__in", ["done", "failed", "replaced"])),
                            models.Q(
                                models.Q(("state__in", ["done", "failed", "replaced"]), _negated=True),
                                ("settled_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="promise_settled_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("failed_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failed_reason", "")),
                            _connector="OR",
                        ),
                        name="promise_failed_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clock",
            name="promise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="proposals.promise",
            ),
        ),
        migrations.CreateModel(
            name="PromiseExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("until", models.DateField(verbose_name="延期至")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="申请人",
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
                        verbose_name="决定人",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="proposals.promise",
                        verbose_name="承诺",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺延期申请",
                "verbose_name_plural": "承诺延期申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_granted__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="promise_extension_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("promise",),
                        name="promise_extension_asked_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="进展")),
                ("on", models.DateField(verbose_name="日期")),
                ("logged_at", models.DateTimeField(auto_now_add=True, verbose_name="填报时间")),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="填报人",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="proposals.promise",
                        verbose_name="承诺",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺进展",
                "verbose_name_plural": "承诺进展",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="promise_progress_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="兑现情况")),
                ("reported_on", models.DateField(verbose_name="报告日期")),
                ("reported_at", models.DateTimeField(auto_now_add=True, verbose_name="报告时间")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="证明材料",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="proposals.promise",
                        verbose_name="承诺",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="报告人",
                    ),
                ),
            ],
            options={
                "verbose_name": "兑现报告",
                "verbose_name_plural": "兑现报告",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="promise_report_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("deputy", "代表"), ("desk", "代表工委")], max_length=6, verbose_name="哪一方"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("satisfied", "已兑现，满意"),
                            ("mostly", "已兑现，基本满意"),
                            ("denied", "没有兑现"),
                        ],
                        max_length=10,
                        verbose_name="意见",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="确认时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="确认人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="proposals.promisereport",
                        verbose_name="兑现报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "兑现确认",
                "verbose_name_plural": "兑现确认",
                "ordering": ["at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["deputy", "desk"])), name="promise_confirmation_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["satisfied", "mostly", "denied"])),
                        name="promise_confirmation_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "denied"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="promise_denied_gives_reasons",
                    ),
                    models.UniqueConstraint(fields=("report", "side"), name="promise_confirmed_once_a_side"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("opinion", "月度意见"), ("suggestion", "建议"), ("motion", "议案")],
                        default="opinion",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("cosign", "征集联名"),
                            ("submitted", "待审核"),
                            ("returned", "退回修改"),
                            ("refused", "不予受理"),
                            ("merged", "已并案"),
                            ("registered", "待交办"),
                            ("escalated", "已上转"),
                            ("in_hand", "办理中"),
                            ("answered", "已答复"),
                            ("closed", "办结"),
                            ("withdrawn", "已撤回"),
                            ("examining", "委员会审查"),
                            ("examined", "待主席团决定"),
                            ("on_agenda", "列入会议议程"),
                            ("passed", "表决通过"),
                            ("rejected", "表决未通过"),
                            ("declined", "不列入议程"),
                            ("referred", "委员会审议"),
                            ("reported", "待常委会决定"),
                            ("settled", "审议结束"),
                            ("handed", "待交办（议案）"),
                            ("fallen", "联名不足，终止"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="内容")),
                ("plan", models.TextField(blank=True, verbose_name="方案")),
                ("number", models.CharField(blank=True, max_length=24, null=True, unique=True, verbose_name="编号")),
                ("session_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="会议编号")),
                ("motion_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="议案编号")),
                ("month", models.DateField(blank=True, null=True, verbose_name="所属月份")),
                (
                    "lane",
                    models.CharField(
                        choices=[("ordinary", "普通"), ("simple", "即办"), ("urgent", "紧急"), ("formal", "正式")],
                        default="ordinary",
                        max_length=8,
                        verbose_name="办理方式",
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("wants_contact", models.BooleanField(default=False, verbose_name="要求当面沟通")),
                ("needs_no_reply", models.BooleanField(default=False, verbose_name="不需要书面答复，供研究参考")),
                ("is_public", models.BooleanField(default=True, verbose_name="可以公开")),
                ("is_name_hidden", models.BooleanField(default=False, verbose_name="对承办单位隐去姓名")),
                ("is_live", models.BooleanField(default=True, verbose_name="计入统计和提醒")),
                ("refusal_code", models.CharField(blank=True, max_length=4, verbose_name="不予受理原因")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="保存时间")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                ("assigned_on", models.DateField(blank=True, null=True, verbose_name="交办日期")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="groups.activity",
                        verbose_name="来自小组活动",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervised",
                        to="congress.organ",
                        verbose_name="督办工委",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="congress.congress",
                        verbose_name="提出层级",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="deputies.delegation",
                        verbose_name="以代表团名义",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代录人",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_proposals",
                        to="congress.congress",
                        verbose_name="办理层级",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="proposals.proposal",
                        verbose_name="并入",
                    ),
                ),
                (
                    "reception_matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="groups.matter",
                        verbose_name="来自群众反映的事项",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="deputies.seat",
                        verbose_name="提出人",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="congress.session",
                        verbose_name="会议",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="congress.term",
                        verbose_name="届",
                    ),
                ),
                (
                    "transfer_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.congress",
                        verbose_name="转往",
                    ),
                ),
                (
                    "wished_organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="希望由谁办",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议",
                "verbose_name_plural": "建议",
                "ordering": ["-submitted_at", "-created_at"],
                "indexes": [
                    models.Index(fields=["holder", "state", "-submitted_at"], name="proposal_queue"),
                    models.Index(fields=["seat", "month"], name="proposal_seat_month"),
                    models.Index(fields=["congress", "month", "state"], name="proposal_month"),
                    models.Index(fields=["-submitted_at"], name="proposal_newest"),
                    models.Index(fields=["congress", "-submitted_at"], name="proposal_newest_of_congress"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["opinion", "suggestion", "motion"])),
                        name="proposal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cosign"]),
                            models.Q(("number__isnull", False), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_numbered_once_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cosign"]),
                            models.Q(models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="proposal_written_once_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "merged"), _negated=True),
                            ("merged_into__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_merged_into_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "escalated"), _negated=True),
                            ("transfer_to__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_escalated_to_a_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["in_hand", "answered", "closed"]), _negated=True),
                            ("assigned_on__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_assigned_once_in_hand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="proposal_closed_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="proposal_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("motion_number__isnull", True), ("session_number__isnull", True)),
                            ("session__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_session_number_of_a_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegation__isnull", True), ("kind", "suggestion"), ("kind", "motion"), _connector="OR"
                        ),
                        name="proposal_of_a_delegation_is_formal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["withdrawn", "refused"]), _negated=True),
                        fields=("reception_matter",),
                        name="proposal_of_a_matter_once",
                    ),
                    models.UniqueConstraint(fields=("session", "session_number"), name="proposal_session_number_once"),
                    models.UniqueConstraint(fields=("session", "motion_number"), name="proposal_motion_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "motion"), _negated=True),
                            ("state__in", ["draft", "cosign"]),
                            models.Q(models.Q(("plan", ""), _negated=True), ("session__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_motion_has_a_plan_and_a_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "motion"),
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "examining",
                                        "examined",
                                        "on_agenda",
                                        "passed",
                                        "rejected",
                                        "declined",
                                        "referred",
                                        "reported",
                                        "settled",
                                        "handed",
                                        "fallen",
                                    ],
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="proposal_only_motions_are_examined",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sheet", "建议纸"),
                            ("feedback", "征询意见表"),
                            ("release", "退办申请表"),
                            ("extension", "延期申请表"),
                            ("other", "其他纸质件"),
                        ],
                        max_length=9,
                        verbose_name="种类",
                    ),
                ),
                ("fingerprint", models.CharField(editable=False, max_length=64, verbose_name="指纹")),
                ("filed_at", models.DateTimeField(auto_now_add=True, verbose_name="存入时间")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="存入人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "纸质件",
                "verbose_name_plural": "纸质件",
                "ordering": ["filed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["sheet", "feedback", "release", "extension", "other"])),
                        name="paper_scan_kind_known",
                    ),
                    models.UniqueConstraint(fields=("proposal", "fingerprint"), name="paper_scan_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("nominated_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("is_agreed", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="决定的理由")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提出人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "提请列为重点督办件",
                "verbose_name_plural": "提请列为重点督办件",
                "ordering": ["nominated_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("is_agreed__isnull", True)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_agreed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nomination_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("proposal",),
                        name="nomination_waits_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marked_on", models.DateField(verbose_name="主任会议日期")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("marked_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="取消日期")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="取消的理由")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="取消人",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="领办领导",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_items",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "重点督办件",
                "verbose_name_plural": "重点督办件",
                "ordering": ["marked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True), ("ended_by__isnull", True), ("ended_on__isnull", True)
                            ),
                            models.Q(
                                ("ended_at__isnull", False), ("ended_by__isnull", False), ("ended_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="key_item_ended_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("marked_on__lte", models.F("ended_on")), _connector="OR"
                        ),
                        name="key_item_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("proposal",),
                        name="key_item_marked_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="争议情况")),
                ("referred_at", models.DateTimeField(auto_now_add=True, verbose_name="提请时间")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="裁定的依据")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="裁定时间")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="proposals.assignment",
                        verbose_name="申请退办的单位",
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
                        verbose_name="裁定人",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="裁定的单位",
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提请人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办争议",
                "verbose_name_plural": "承办争议",
                "ordering": ["referred_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("organ__isnull", True)
                            ),
                            models.Q(
                                ("decided_at__isnull", False), ("decided_by__isnull", False), ("organ__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="dispute_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="dispute_decided_with_a_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"
                        ),
                        name="dispute_decided_or_dropped",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("dropped_at__isnull", True)),
                        fields=("proposal",),
                        name="dispute_waits_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "待确认"),
                            ("confirmed", "已确认"),
                            ("declined", "未同意"),
                            ("left", "已退出"),
                        ],
                        default="invited",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("invited_at", models.DateTimeField(auto_now_add=True, verbose_name="邀请时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "confirmed_text",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="确认的文本"),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_signatures",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="co_signatures",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "联名",
                "verbose_name_plural": "联名",
                "ordering": ["invited_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "seat"), name="co_signature_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "invited")),
                            models.Q(models.Q(("state", "invited"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="co_signature_decided_with_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("view", "审查意见"), ("report", "审议结果报告")], max_length=6, verbose_name="种类"
                    ),
                ),
                (
                    "recommends",
                    models.CharField(
                        choices=[
                            ("agenda", "列入会议议程"),
                            ("refer", "交委员会审议，会后提出报告"),
                            ("convert", "转为建议办理"),
                            ("decline", "不列入议程"),
                            ("pass", "表决通过"),
                            ("reject", "表决未通过"),
                            ("next", "建议列入下次大会议程"),
                            ("standing", "列入常委会会议议程"),
                            ("entrust", "交有关机关研究办理"),
                            ("plan", "纳入立法或工作计划"),
                            ("reference", "供工作参考"),
                        ],
                        max_length=10,
                        verbose_name="建议处理",
                    ),
                ),
                ("text", models.TextField(verbose_name="意见")),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="委员会",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提出人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_views",
                        to="proposals.proposal",
                        verbose_name="议案",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员会意见",
                "verbose_name_plural": "委员会意见",
                "ordering": ["given_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["view", "report"])), name="committee_view_stage_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="committee_view_says_something"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clock",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="proposals.proposal",
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="root",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="all_clocks",
                to="proposals.proposal",
                verbose_name="所属建议",
            ),
        ),
        migrations.CreateModel(
            name="ClassificationView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("given_at", models.DateTimeField(auto_now=True, verbose_name="提出时间")),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="督办工委",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提出人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="归类单位",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classification_views",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "归类意见",
                "verbose_name_plural": "归类意见",
                "ordering": ["office__sort_key", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "office"), name="classification_view_once_an_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待审核"),
                            ("passed", "审核通过，等主任会议决定"),
                            ("turned_down", "审核不通过"),
                            ("awarded", "主任会议决定表彰"),
                            ("declined", "主任会议决定不表彰"),
                        ],
                        default="waiting",
                        max_length=11,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="评选理由")),
                ("put_up_at", models.DateTimeField(verbose_name="提名时间")),
                ("evidence", models.JSONField(blank=True, null=True, verbose_name="评选依据")),
                ("vetting", models.CharField(blank=True, default="", max_length=300, verbose_name="审核意见")),
                ("vetted_at", models.DateTimeField(blank=True, null=True, verbose_name="审核时间")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="主任会议日期")),
                ("decision", models.CharField(blank=True, default="", max_length=300, verbose_name="决定说明")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                ("called", models.CharField(blank=True, default="", max_length=120, verbose_name="公布的名称")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="proposals.award",
                        verbose_name="奖项",
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
                        verbose_name="登记人",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.delegation",
                        verbose_name="代表团（小组）",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="承办单位",
                    ),
                ),
                (
                    "put_up_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提名人",
                    ),
                ),
                (
                    "vetted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="审核人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "表彰提名",
                "verbose_name_plural": "表彰提名",
                "ordering": ["put_up_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delegation__isnull", True), ("organ__isnull", True), ("proposal__isnull", False)
                            ),
                            models.Q(
                                ("delegation__isnull", False), ("organ__isnull", True), ("proposal__isnull", True)
                            ),
                            models.Q(
                                ("delegation__isnull", True), ("organ__isnull", False), ("proposal__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="candidate_of_exactly_one",
                    ),
                    models.UniqueConstraint(fields=("award", "proposal"), name="candidate_matter_once"),
                    models.UniqueConstraint(fields=("award", "delegation"), name="candidate_group_once"),
                    models.UniqueConstraint(fields=("award", "organ"), name="candidate_organ_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "passed", "turned_down", "awarded", "declined"])),
                        name="candidate_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="candidate_with_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vetted_at__isnull", True), ("vetted_by__isnull", True)),
                            models.Q(("vetted_at__isnull", False), ("vetted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidate_vetted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), ("vetted_at__isnull", True)),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("vetted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidate_waits_until_vetted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "turned_down"), _negated=True),
                            models.Q(("vetting", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="candidate_turned_down_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("decided_on__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("state__in", ["awarded", "declined"])),
                            models.Q(
                                models.Q(("state__in", ["awarded", "declined"]), _negated=True),
                                ("decided_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_decided_by_the_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("called", ""), ("state", "awarded"), _connector="OR"),
                        name="candidate_called_once_awarded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "form",
                    models.CharField(
                        choices=[("topic", "重点建议专题督"), ("kind", "共性问题分类督"), ("joint", "形成氛围合力督")],
                        max_length=5,
                        verbose_name="形式",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("plan", models.TextField(blank=True, verbose_name="安排")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("summary", models.TextField(blank=True, verbose_name="总结")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束登记时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="结束登记人",
                    ),
                ),
                ("committees", models.ManyToManyField(related_name="+", to="congress.organ", verbose_name="督办工委")),
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
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="牵头领导",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
                (
                    "proposals",
                    models.ManyToManyField(related_name="campaigns", to="proposals.proposal", verbose_name="建议"),
                ),
            ],
            options={
                "verbose_name": "督办行动",
                "verbose_name_plural": "督办行动",
                "ordering": ["-starts_on", "-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["topic", "kind", "joint"])), name="campaign_form_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="campaign_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="campaign_closed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "kind"), _negated=True),
                            models.Q(("category", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="campaign_of_a_kind_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), models.Q(("summary", ""), _negated=True), _connector="OR"
                        ),
                        name="campaign_closed_with_a_summary",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["file__uploaded_at"],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="proposals.proposal",
                verbose_name="建议",
            ),
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("text", models.CharField(max_length=200, verbose_name="诉求")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="改掉时间")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求",
                "verbose_name_plural": "诉求",
                "ordering": ["proposal", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("proposal", "number"),
                        name="ask_number_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="ask_numbered_from_one"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="ask_says_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("withheld", "不公开"), ("published", "已公开"), ("withdrawn", "已撤回公开")],
                        max_length=9,
                        verbose_name="决定",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="理由")),
                ("masked_words", models.TextField(blank=True, default="", verbose_name="另行遮去的词")),
                ("source", models.CharField(editable=False, max_length=64, verbose_name="原文指纹")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公开时间")),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="编号")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "kind",
                    models.CharField(
                        choices=[("opinion", "月度意见"), ("suggestion", "建议"), ("motion", "议案")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("category", models.CharField(blank=True, default="", max_length=40, verbose_name="类别")),
                ("author", models.CharField(blank=True, default="", max_length=120, verbose_name="代表")),
                ("put_forward_on", models.DateField(verbose_name="提出日期")),
                ("title", models.CharField(blank=True, default="", max_length=200, verbose_name="标题")),
                ("body", models.TextField(blank=True, default="", verbose_name="内容")),
                ("plan", models.TextField(blank=True, default="", verbose_name="方案")),
                ("search_text", models.TextField(blank=True, default="", editable=False, verbose_name="检索文本")),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="决定人",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开决定",
                "verbose_name_plural": "公开决定",
                "ordering": ["-put_forward_on", "-number"],
                "indexes": [
                    models.Index(fields=["changed_at", "id"], name="publication_changed"),
                    models.Index(fields=["state", "-put_forward_on", "-number"], name="publication_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["published", "withheld", "withdrawn"])),
                        name="publication_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("state", "published"),
                                models.Q(("title", ""), _negated=True),
                                models.Q(("body", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("author", ""),
                                ("body", ""),
                                ("category", ""),
                                ("plan", ""),
                                ("search_text", ""),
                                ("title", ""),
                            ),
                            _connector="OR",
                        ),
                        name="publication_alone_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("state", "published")),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_withheld_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="publication_was_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("organ", models.CharField(max_length=60, verbose_name="承办单位")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=9, verbose_name="办理结果"
                    ),
                ),
                ("outcome_label", models.CharField(max_length=40, verbose_name="办理结果（文字）")),
                ("text", models.TextField(blank=True, verbose_name="答复")),
                ("signed_on", models.DateField(verbose_name="答复日期")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="proposals.publication",
                        verbose_name="公开决定",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开的答复",
                "verbose_name_plural": "公开的答复",
                "ordering": ["position"],
                "indexes": [models.Index(fields=["organ"], name="published_reply_organ")],
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "position"), name="published_reply_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["A", "B", "C"])), name="published_reply_outcome_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="原因")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "proposed_organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="建议改由",
                    ),
                ),
            ],
            options={
                "verbose_name": "退办申请",
                "verbose_name_plural": "退办申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_granted__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="release_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("assignment",),
                        name="release_asked_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="意见")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="proposals.campaign",
                        verbose_name="督办行动",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办意见",
                "verbose_name_plural": "督办意见",
                "ordering": ["written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("campaign__isnull", True), ("proposal__isnull", False)),
                            models.Q(("campaign__isnull", False), ("proposal__isnull", True)),
                            _connector="OR",
                        ),
                        name="remark_of_exactly_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="remark_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("round", models.PositiveSmallIntegerField(verbose_name="轮次")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=1, verbose_name="办理结果"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="答复内容")),
                ("document_number", models.CharField(blank=True, max_length=40, verbose_name="发文字号")),
                ("contact_name", models.CharField(blank=True, max_length=30, verbose_name="联系人")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                ("is_public", models.BooleanField(default=True, verbose_name="同意公开")),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="保存时间")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签发时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="proposals.assignment",
                        verbose_name="交办",
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
                        verbose_name="正式答复文件",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="签发人",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复",
                "verbose_name_plural": "答复",
                "ordering": ["round"],
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "round"), name="reply_once_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reply_signed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="reply_signed_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(("text", ""), _negated=True),
                            ("file__isnull", False),
                            _connector="OR",
                        ),
                        name="reply_signed_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "process",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=12,
                        verbose_name="办理过程",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=12,
                        verbose_name="办理结果",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("rated_at", models.DateTimeField(auto_now_add=True, verbose_name="评价时间")),
                ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="修改时间")),
                ("asked_others", models.BooleanField(blank=True, null=True, verbose_name="已征求联名代表意见")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="deputies.seat",
                        verbose_name="评价人",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="proposals.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "评价",
                "verbose_name_plural": "评价",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("process__in", ["satisfied", "mostly", "dissatisfied"])),
                        name="rating_process_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["satisfied", "mostly", "dissatisfied"])),
                        name="rating_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("process", "dissatisfied"), ("result", "dissatisfied"), _connector="OR", _negated=True
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rating_dissatisfied_gives_reasons",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="promise",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="proposals.reply",
                verbose_name="答复",
            ),
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fault",
                    models.CharField(
                        choices=[
                            ("name", "称呼不对"),
                            ("number", "编号或标题不对"),
                            ("alike", "与以前的答复相近"),
                            ("asks", "有诉求没有答复"),
                            ("joint", "缺协办意见"),
                        ],
                        max_length=6,
                        verbose_name="问题",
                    ),
                ),
                ("found", models.CharField(max_length=300, verbose_name="检查结果")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="签发人",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="proposals.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "带问题签发",
                "verbose_name_plural": "带问题签发",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fault__in", ["name", "number", "alike", "asks", "joint"])),
                        name="override_fault_known",
                    ),
                    models.UniqueConstraint(fields=("reply", "fault"), name="override_once_a_fault"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="override_gives_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoSignatoryView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "process",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=12,
                        verbose_name="办理过程",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=12,
                        verbose_name="办理结果",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("told_at", models.DateTimeField(auto_now=True, verbose_name="告知时间")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views_told",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_signatory_views",
                        to="proposals.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "联名代表看法",
                "verbose_name_plural": "联名代表看法",
                "ordering": ["told_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "seat"), name="co_signatory_view_once"),
                    models.CheckConstraint(
                        condition=models.Q(("process__in", ["satisfied", "mostly", "dissatisfied"])),
                        name="co_signatory_view_process_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["satisfied", "mostly", "dissatisfied"])),
                        name="co_signatory_view_result_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clock",
            name="reply",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="proposals.reply",
            ),
        ),
        migrations.CreateModel(
            name="AskAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "采纳"),
                            ("partly", "部分采纳"),
                            ("explained", "解释说明"),
                            ("declined", "不采纳"),
                            ("elsewhere", "由其他分办单位答复"),
                        ],
                        max_length=9,
                        verbose_name="怎么办",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="答复内容")),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="proposals.ask",
                        verbose_name="诉求",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ask_answers",
                        to="proposals.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "逐条答复",
                "verbose_name_plural": "逐条答复",
                "ordering": ["ask__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "ask"), name="ask_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["", "adopted", "partly", "explained", "declined", "elsewhere"])
                        ),
                        name="ask_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ask_answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.CharField(
                        choices=[("presidium", "主席团"), ("congress", "大会"), ("standing", "常委会")],
                        max_length=10,
                        verbose_name="作出决定的",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("agenda", "列入会议议程"),
                            ("refer", "交委员会审议，会后提出报告"),
                            ("convert", "转为建议办理"),
                            ("decline", "不列入议程"),
                            ("pass", "表决通过"),
                            ("reject", "表决未通过"),
                            ("next", "建议列入下次大会议程"),
                            ("standing", "列入常委会会议议程"),
                            ("entrust", "交有关机关研究办理"),
                            ("plan", "纳入立法或工作计划"),
                            ("reference", "供工作参考"),
                        ],
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("ruled_on", models.DateField(verbose_name="决定日期")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("review_asked_at", models.DateTimeField(blank=True, null=True, verbose_name="提出复议")),
                (
                    "review",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "维持原决定"), ("changed", "改变原决定")],
                        max_length=7,
                        verbose_name="复议结果",
                    ),
                ),
                ("review_reason", models.CharField(blank=True, max_length=500, verbose_name="复议理由")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="复议时间")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="proposals.proposal",
                        verbose_name="议案",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "决定",
                "verbose_name_plural": "决定",
                "ordering": ["recorded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", "presidium"), ("way__in", ["agenda", "refer", "convert", "decline"])),
                            models.Q(("body", "congress"), ("way__in", ["pass", "reject"])),
                            models.Q(
                                ("body", "standing"), ("way__in", ["entrust", "next", "standing", "plan", "reference"])
                            ),
                            _connector="OR",
                        ),
                        name="ruling_is_its_bodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ["convert", "decline"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ruling_against_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review", ""), ("reviewed_at__isnull", True)),
                            models.Q(
                                ("review_asked_at__isnull", False),
                                ("reviewed_at__isnull", False),
                                models.Q(("review", ""), _negated=True),
                                models.Q(("review_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ruling_reviewed_once_asked",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body", "congress")), fields=("proposal",), name="ruling_voted_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
                (
                    "ruling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="proposals.ruling",
                        verbose_name="决定",
                    ),
                ),
            ],
            options={
                "verbose_name": "复议联名",
                "verbose_name_plural": "复议联名",
                "ordering": ["at"],
                "constraints": [models.UniqueConstraint(fields=("ruling", "seat"), name="review_supported_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("parameters", models.CharField(max_length=600, verbose_name="条件")),
                ("is_default", models.BooleanField(default=False, verbose_name="打开列表时先用这个")),
                ("saved_at", models.DateTimeField(auto_now_add=True, verbose_name="保存时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="所有人",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存的筛选",
                "verbose_name_plural": "保存的筛选",
                "ordering": ["saved_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "name"), name="saved_filter_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("person",), name="saved_filter_one_default"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("parameters", ""), _negated=True)
                        ),
                        name="saved_filter_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("case", "内容"), ("paper", "附件"), ("reply", "答复"), ("letter", "正式答复文件")],
                        max_length=6,
                        verbose_name="来源",
                    ),
                ),
                ("part", models.PositiveSmallIntegerField(verbose_name="第几段")),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="proposals.attachment",
                        verbose_name="附件",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_texts",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="proposals.reply",
                        verbose_name="答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "检索文本",
                "verbose_name_plural": "检索文本",
                "ordering": ["proposal", "source", "part", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["case", "paper", "reply", "letter"])),
                        name="search_text_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attachment__isnull", False), ("source", "paper")),
                            models.Q(models.Q(("source", "paper"), _negated=True), ("attachment__isnull", True)),
                            _connector="OR",
                        ),
                        name="search_text_of_an_attachment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply__isnull", False), ("source__in", ["reply", "letter"])),
                            models.Q(
                                models.Q(("source__in", ["reply", "letter"]), _negated=True), ("reply__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="search_text_of_a_reply",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", "case")),
                        fields=("proposal", "part"),
                        name="search_text_case_part_once",
                    ),
                    models.UniqueConstraint(fields=("attachment", "part"), name="search_text_paper_part_once"),
                    models.UniqueConstraint(fields=("reply", "source", "part"), name="search_text_reply_part_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Serial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最后编号")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
            ],
            options={
                "verbose_name": "编号",
                "verbose_name_plural": "编号",
                "constraints": [models.UniqueConstraint(fields=("congress", "year"), name="serial_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="SessionSerial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("opinion", "月度意见"), ("suggestion", "建议"), ("motion", "议案")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("last", models.PositiveSmallIntegerField(default=0, verbose_name="最后编号")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.session",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议编号",
                "verbose_name_plural": "会议编号",
                "constraints": [
                    models.UniqueConstraint(fields=("session", "kind"), name="session_serial_once_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("topic", "参考选题"), ("case", "优秀案例"), ("model", "范文"), ("rule", "本级制度")],
                        max_length=5,
                        verbose_name="种类",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("shelved", "已上架"), ("removed", "已下架")],
                        default="draft",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(max_length=100, verbose_name="标题")),
                ("text", models.TextField(verbose_name="正文")),
                (
                    "paper",
                    models.CharField(
                        choices=[("any", "各种建议和议案"), ("ordinary", "意见和建议"), ("motion", "议案")],
                        default="any",
                        max_length=8,
                        verbose_name="用于哪种文件",
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年份")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="来源")),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="下架的理由")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="编写时间")),
                ("changed_at", models.DateTimeField(verbose_name="修改时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shelf",
                        to="congress.congress",
                        verbose_name="人大",
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
                        verbose_name="附件",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shelf_entries",
                        to="proposals.proposal",
                        verbose_name="由哪一件整理",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="proposals.shelfentry",
                        verbose_name="由哪一项代替",
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
                "verbose_name": "履职参考",
                "verbose_name_plural": "履职参考",
                "ordering": ["-changed_at", "pk"],
                "indexes": [
                    models.Index(fields=["congress", "state", "kind", "-changed_at"], name="shelf_entry_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["topic", "case", "model", "rule"])),
                        name="shelf_entry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "shelved", "removed"])),
                        name="shelf_entry_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper__in", ["any", "ordinary", "motion"])),
                        name="shelf_entry_paper_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="shelf_entry_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "topic"), ("year__isnull", False)),
                            models.Q(models.Q(("kind", "topic"), _negated=True), ("year__isnull", True)),
                            _connector="OR",
                        ),
                        name="shelf_entry_topics_have_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "rule"), ("starts_on__isnull", False)),
                            models.Q(
                                models.Q(("kind", "rule"), _negated=True),
                                ("ends_on__isnull", True),
                                ("replaced_by__isnull", True),
                                ("starts_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="shelf_entry_rules_are_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="shelf_entry_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by__isnull", True), ("ends_on__isnull", False), _connector="OR"),
                        name="shelf_entry_replaced_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by", models.F("id")), _negated=True),
                        name="shelf_entry_not_replaced_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposal__isnull", True), ("kind", "case"), ("kind", "model"), _connector="OR"
                        ),
                        name="shelf_entry_made_of_a_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "removed"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "removed"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="shelf_entry_taken_off_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "removed"), _negated=True),
                        fields=("proposal", "kind"),
                        name="shelf_entry_made_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="written",
                to="proposals.shelfentry",
                verbose_name="按哪个参考选题写",
            ),
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=60, verbose_name="用在哪份报告里")),
                ("where", models.JSONField(verbose_name="条件")),
                ("scope", models.CharField(max_length=200, verbose_name="范围")),
                ("sentence", models.TextField(verbose_name="报告句")),
                ("deputies", models.PositiveIntegerField(verbose_name="代表数")),
                ("numbers", models.JSONField(verbose_name="数字")),
                ("rates", models.JSONField(verbose_name="比率")),
                ("taken_at", models.DateTimeField(verbose_name="冻结时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="冻结人",
                    ),
                ),
            ],
            options={
                "verbose_name": "冻结的数字",
                "verbose_name_plural": "冻结的数字",
                "ordering": ["-taken_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "title"), name="snapshot_title_once"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="snapshot_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockPhrases",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, verbose_name="常用语")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "organ",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stock_phrases",
                        to="congress.organ",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用语",
                "verbose_name_plural": "常用语",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="phrases_versions_from_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Superior",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.CharField(
                        choices=[("section", "科室负责人"), ("deputy", "分管负责人")],
                        max_length=9,
                        verbose_name="职责",
                    ),
                ),
                ("named_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="科室",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superiors",
                        to="congress.organ",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位各级负责人",
                "verbose_name_plural": "单位各级负责人",
                "ordering": ["rung", "office", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rung__in", ["section", "deputy"])), name="superior_rung_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("office__isnull", True)),
                        fields=("organ", "rung"),
                        name="superior_of_all_offices_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("office__isnull", False)),
                        fields=("organ", "rung", "office"),
                        name="superior_of_an_office_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urges",
                        to="proposals.assignment",
                        verbose_name="交办",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="催办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "催办",
                "verbose_name_plural": "催办",
                "ordering": ["on", "id"],
                "constraints": [models.UniqueConstraint(fields=("assignment", "by", "on"), name="urge_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(max_length=60, verbose_name="地点和集合时间")),
                ("called_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("result", models.TextField(blank=True, verbose_name="视察情况")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间（情况）")),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="组织人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察",
                "verbose_name_plural": "视察",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(("recorded_at__isnull", False), ("recorded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_recorded_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("result", "")),
                            models.Q(models.Q(("result", ""), _negated=True), ("recorded_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_recorded_with_its_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comes", models.BooleanField(blank=True, null=True, verbose_name="参加")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="proposals.visit",
                        verbose_name="视察",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察邀请",
                "verbose_name_plural": "视察邀请",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("comes__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("comes__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_invitation_answered_with_time",
                    ),
                    models.UniqueConstraint(fields=("visit", "seat"), name="visit_invitation_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="申请人",
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
                        verbose_name="登记人",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="proposals.proposal",
                        verbose_name="议案",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回申请",
                "verbose_name_plural": "撤回申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_granted__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("proposal",),
                        name="withdrawal_asked_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("body", models.TextField(verbose_name="内容")),
                ("plan", models.TextField(blank=True, verbose_name="方案")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="proposals.proposal",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "历次文本",
                "verbose_name_plural": "历次文本",
                "ordering": ["at"],
            },
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["released", "ended"]), _negated=True),
                fields=("proposal", "organ"),
                name="assignment_organ_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "lead"), models.Q(("state__in", ["released", "ended"]), _negated=True)),
                fields=("proposal",),
                name="assignment_one_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(fields=("reply", "position"), name="promise_line_once"),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assignment__isnull", True),
                        ("promise__isnull", True),
                        ("proposal__isnull", False),
                        ("reply__isnull", True),
                    ),
                    models.Q(
                        ("assignment__isnull", False),
                        ("promise__isnull", True),
                        ("proposal__isnull", True),
                        ("reply__isnull", True),
                    ),
                    models.Q(
                        ("assignment__isnull", True),
                        ("promise__isnull", True),
                        ("proposal__isnull", True),
                        ("reply__isnull", False),
                    ),
                    models.Q(
                        ("assignment__isnull", True),
                        ("promise__isnull", False),
                        ("proposal__isnull", True),
                        ("reply__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="clock_of_exactly_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("proposal", "limit"),
                name="clock_runs_once_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("reply", "limit"),
                name="clock_runs_once_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("promise", "limit"),
                name="clock_runs_once_promise",
            ),
        ),
    ]
