import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("congress", "0001_initial"),
        ("congress", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表团",
                "verbose_name_plural": "代表团",
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("congress", "name"), name="delegation_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("card_number", models.CharField(blank=True, max_length=20, verbose_name="代表证号")),
                ("electing_unit", models.CharField(blank=True, max_length=60, verbose_name="选举单位（选区）")),
                ("work_unit", models.CharField(blank=True, max_length=80, verbose_name="工作单位及职务")),
                ("is_placeholder", models.BooleanField(default=False, verbose_name="占位")),
                ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="选择不公开代表页的时间")),
                ("starts_on", models.DateField(verbose_name="任期开始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="任期结束")),
                (
                    "branch_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="congress.organ",
                        verbose_name="联系街道",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="deputies.delegation",
                        verbose_name="代表团",
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat",
                        to="congress.grant",
                        verbose_name="授权",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代表",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="congress.term",
                        verbose_name="届",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表资格",
                "verbose_name_plural": "代表资格",
                "ordering": ["person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="seat_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("card_number", ""), _negated=True),
                        fields=("term", "card_number"),
                        name="seat_card_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeputyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="deputies.seat",
                        verbose_name="联系的代表",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_kept",
                        to="deputies.seat",
                        verbose_name="常委会组成人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系名单",
                "verbose_name_plural": "联系名单",
                "ordering": ["deputy__person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="deputy_link_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("deputy")), _negated=True), name="deputy_link_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeputyContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="日期")),
                ("words", models.CharField(max_length=200, verbose_name="一句话说明")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=200, verbose_name="作废的理由")),
                (
                    "way",
                    models.CharField(
                        choices=[("meeting", "见面"), ("phone", "电话"), ("talk", "座谈"), ("letter", "书信、网络")],
                        default="meeting",
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="作废人",
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
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="deputies.seat",
                        verbose_name="联系的代表",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts_made",
                        to="deputies.seat",
                        verbose_name="常委会组成人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系代表",
                "verbose_name_plural": "联系代表",
                "ordering": ["-day", "-recorded_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=["member", "day"],
                        name="contact_of_member",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["meeting", "phone", "talk", "letter"])),
                        name="deputy_contact_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("deputy")), _negated=True), name="deputy_contact_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="deputy_contact_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="deputy_contact_cancelled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_reason", ""), ("cancelled_at__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), models.Q(("cancel_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="deputy_contact_cancelled_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="delegation",
            name="head",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="heads",
                to="deputies.seat",
                verbose_name="团长",
            ),
        ),
        migrations.CreateModel(
            name="CouncilMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="任职日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="免职日期")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_memberships",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "常委会组成人员",
                "verbose_name_plural": "常委会组成人员",
                "ordering": ["seat__person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="council_membership_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("serving", "在任"), ("suspended", "暂停执行职务"), ("ended", "资格终止")],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("ground", models.CharField(blank=True, max_length=80, verbose_name="依据")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="deputies.seat",
                        verbose_name="代表资格",
                    ),
                ),
            ],
            options={
                "verbose_name": "资格状态",
                "verbose_name_plural": "资格状态",
                "ordering": ["starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="seat_state_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["serving", "suspended", "ended"])), name="seat_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "serving"), models.Q(("ground", ""), _negated=True), _connector="OR"
                        ),
                        name="seat_state_end_has_a_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="日期")),
                ("words", models.CharField(max_length=200, verbose_name="一句话说明")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=200, verbose_name="作废的理由")),
                ("number", models.PositiveSmallIntegerField(verbose_name="走访了多少户（人）")),
                (
                    "unit",
                    models.CharField(
                        choices=[("household", "户"), ("person", "人")],
                        default="household",
                        max_length=9,
                        verbose_name="户还是人",
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=60, verbose_name="地点")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="作废人",
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
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访",
                "verbose_name_plural": "走访",
                "ordering": ["-day", "-recorded_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=["seat", "day"],
                        name="visit_of_seat",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["household", "person"])), name="visit_unit_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 999)), name="visit_number_sensible"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="visit_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_cancelled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_reason", ""), ("cancelled_at__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), models.Q(("cancel_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="visit_cancelled_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                (
                    "holder",
                    models.CharField(
                        choices=[("deputy", "每名代表"), ("member", "每名常委会组成人员"), ("group", "每个代表小组")],
                        max_length=6,
                        verbose_name="由谁完成",
                    ),
                ),
                ("countable", models.CharField(max_length=30, verbose_name="计数的记录")),
                (
                    "period",
                    models.CharField(
                        choices=[("month", "每月"), ("quarter", "每季度"), ("year", "每年"), ("standing", "固定")],
                        max_length=8,
                        verbose_name="周期",
                    ),
                ),
                ("target", models.PositiveSmallIntegerField(verbose_name="目标")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "congress",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
            ],
            options={
                "verbose_name": "履职任务",
                "verbose_name_plural": "履职任务",
                "ordering": ["order", "code", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="duty_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holder__in", ["deputy", "member", "group"])), name="duty_holder_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["month", "quarter", "year", "standing"])),
                        name="duty_period_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("target__lte", 999)), name="duty_target_sensible"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyExcuse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "subject",
                    models.CharField(
                        choices=[("seat", "代表"), ("group", "代表小组")], max_length=5, verbose_name="对象"
                    ),
                ),
                ("holder", models.UUIDField(verbose_name="谁")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("reason", models.CharField(max_length=100, verbose_name="理由")),
                ("given_at", models.DateTimeField(verbose_name="登记时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="作废人",
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
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "免计时段",
                "verbose_name_plural": "免计时段",
                "ordering": ["-starts_on", "-given_at"],
                "indexes": [models.Index(fields=["congress", "holder"], name="duty_excuse_of_holder")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="duty_excuse_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["seat", "group"])), name="duty_excuse_subject_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="duty_excuse_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duty_excuse_cancelled_by_somebody",
                    ),
                ],
            },
        ),
    ]
