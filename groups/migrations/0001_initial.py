import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("congress", "0001_initial"),
        ("deputies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="日期")),
                ("planned_on", models.DateField(verbose_name="原定日期")),
                ("starts_at", models.TimeField(verbose_name="开始时间")),
                ("ends_at", models.TimeField(verbose_name="结束时间")),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="主题")),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="取消")),
            ],
            options={
                "verbose_name": "值班接待日",
                "verbose_name_plural": "值班接待日",
                "ordering": ["day", "starts_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_at__lt", models.F("ends_at"))),
                        name="duty_day_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "活动小组"), ("professional", "专业小组")],
                        default="activity",
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="成立日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.congress",
                        verbose_name="所在县区",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.organ",
                        verbose_name="联系的专门委员会",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="congress.term",
                        verbose_name="届",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表小组",
                "verbose_name_plural": "代表小组",
                "ordering": ["kind", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="group_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["activity", "professional"])), name="group_kind_known"
                    ),
                    models.UniqueConstraint(fields=("term", "kind", "number"), name="group_number_once"),
                    models.UniqueConstraint(fields=("term", "name"), name="group_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20, verbose_name="类型")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "计划中"),
                            ("recorded", "待确认"),
                            ("sent_back", "退回补正"),
                            ("confirmed", "已确认"),
                            ("cancelled", "已取消"),
                        ],
                        default="planned",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("day", models.DateField(verbose_name="日期")),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="开始时间")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="主题")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("invited", models.CharField(blank=True, max_length=100, verbose_name="邀请的单位")),
                ("summary", models.TextField(blank=True, verbose_name="做了什么")),
                ("problems", models.TextField(blank=True, verbose_name="发现的问题")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="取消或退回的理由")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="确认人",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="发起人",
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
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="groups.group",
                        verbose_name="小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组活动",
                "verbose_name_plural": "小组活动",
                "ordering": ["-day", "-recorded_at", "pk"],
                "indexes": [
                    models.Index(fields=["group", "day"], name="activity_of_group"),
                    models.Index(fields=["state", "day"], name="activity_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "recorded", "sent_back", "confirmed", "cancelled"])
                        ),
                        name="activity_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(("recorded_at__isnull", False), ("recorded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="activity_recorded_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="activity_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["recorded", "sent_back", "confirmed"]), _negated=True),
                            models.Q(models.Q(("summary", ""), _negated=True), ("recorded_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="activity_record_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", False), ("state", "confirmed")),
                            models.Q(models.Q(("state", "confirmed"), _negated=True), ("confirmed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="activity_confirmed_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["sent_back", "cancelled"]), models.Q(("reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state__in", ["sent_back", "cancelled"]), _negated=True), ("reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="activity_turned_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "planned"), _negated=True),
                            models.Q(("title", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activity_planned_with_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("organ", "国家机关"), ("village", "村（社区）")], max_length=7, verbose_name="种类"
                    ),
                ),
                ("village", models.CharField(blank=True, max_length=40, verbose_name="联系的村（社区）")),
                ("contact", models.CharField(blank=True, max_length=40, verbose_name="对方联系人")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="groups.group",
                        verbose_name="小组",
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
                        verbose_name="联系的机关",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "固定联系",
                "verbose_name_plural": "固定联系",
                "ordering": ["kind", "-starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="link_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "organ"), ("organ__isnull", False), ("village", "")),
                            models.Q(
                                ("kind", "village"), ("organ__isnull", True), models.Q(("village", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="link_of_its_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="日期")),
                ("text", models.TextField(verbose_name="联系情况")),
                ("written_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="groups.link",
                        verbose_name="固定联系",
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
                "verbose_name": "联系记录",
                "verbose_name_plural": "联系记录",
                "ordering": ["-day", "-written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="link_note_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="加入日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="groups.group",
                        verbose_name="小组",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组成员",
                "verbose_name_plural": "小组成员",
                "ordering": ["seat__person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="membership_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="groups.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="照片",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动照片",
                "verbose_name_plural": "活动照片",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("leader", "组长"), ("deputy_leader", "副组长"), ("contact", "联络员")],
                        max_length=13,
                        verbose_name="职务",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="任职日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="免职日期")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_posts",
                        to="congress.grant",
                        verbose_name="任职人",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="groups.group",
                        verbose_name="小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组职务",
                "verbose_name_plural": "小组职务",
                "ordering": ["kind", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="group_post_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["leader", "deputy_leader", "contact"])),
                        name="group_post_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticalMatter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(max_length=60, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="办理情况")),
                ("beneficiaries", models.CharField(blank=True, max_length=60, verbose_name="受益群众")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("cost", models.PositiveIntegerField(blank=True, null=True, verbose_name="费用（元）")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="办成日期")),
                ("confirmed_by", models.CharField(blank=True, max_length=40, verbose_name="村（社区）确认人")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="groups.group",
                        verbose_name="小组",
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
                "verbose_name": "实事",
                "verbose_name_plural": "实事",
                "ordering": ["-starts_on", "title"],
                "indexes": [models.Index(fields=["group", "done_on"], name="matter_done")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True), ("starts_on__lte", models.F("done_on")), _connector="OR"
                        ),
                        name="matter_done_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", True), ("done_on__lte", models.F("confirmed_on")), _connector="OR"
                        ),
                        name="matter_confirmed_after_it_was_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", ""), ("confirmed_on__isnull", True)),
                            models.Q(
                                ("confirmed_on__isnull", False),
                                ("done_on__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="matter_confirmed_by_somebody_once_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="groups.practicalmatter",
                        verbose_name="实事",
                    ),
                ),
            ],
            options={
                "verbose_name": "佐证材料",
                "verbose_name_plural": "佐证材料",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, verbose_name="材料名称")),
                ("link", models.URLField(blank=True, max_length=300, null=True, verbose_name="网址")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="groups.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
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
                "verbose_name": "会前材料",
                "verbose_name_plural": "会前材料",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", True), ("link__isnull", False)),
                            models.Q(("file__isnull", False), ("link__isnull", True)),
                            _connector="OR",
                        ),
                        name="reading_is_a_link_or_a_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reception",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="日期")),
                ("visitors", models.PositiveSmallIntegerField(verbose_name="来访人数")),
                ("summary", models.CharField(max_length=200, verbose_name="一句话")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="撤销的理由")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptions",
                        to="groups.dutyday",
                        verbose_name="值班接待日",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="撤销人",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待记录",
                "verbose_name_plural": "接待记录",
                "ordering": ["-day", "-recorded_at", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("visitors__gte", 1)), name="reception_of_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True), name="reception_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reception_withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("withdrawn_at__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reception_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("content", models.TextField(max_length=500, verbose_name="反映的事项")),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("on_spot", "当场解答"),
                            ("community", "转社区（村）"),
                            ("street", "转街道（乡镇）"),
                            ("district", "由区（县）代表提建议"),
                            ("city", "由市代表提建议"),
                        ],
                        max_length=9,
                        verbose_name="去向",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=500, verbose_name="办理结果")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="解决日期")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="告知群众的日期")),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=12,
                        verbose_name="群众是否满意",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="deputies.seat",
                        verbose_name="请哪位代表提",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "reception",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="groups.reception",
                        verbose_name="接待记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "反映的事项",
                "verbose_name_plural": "反映的事项",
                "ordering": ["recorded_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["on_spot", "community", "street", "district", "city"])),
                        name="matter_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satisfaction__in", ["", "satisfied", "mostly", "dissatisfied"])),
                        name="matter_satisfaction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("content", ""), _negated=True), name="matter_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"
                        ),
                        name="matter_settled_with_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"
                        ),
                        name="matter_told_of_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satisfaction", ""), ("told_on__isnull", False), _connector="OR"),
                        name="matter_judged_once_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_to__isnull", True), ("way__in", ["district", "city"]), _connector="OR"
                        ),
                        name="matter_passed_to_a_deputy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceptionSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reception",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_by",
                        to="groups.reception",
                        verbose_name="接待记录",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptions",
                        to="deputies.seat",
                        verbose_name="接待代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待代表",
                "verbose_name_plural": "接待代表",
                "ordering": ["seat__person__sort_key", "id"],
                "constraints": [models.UniqueConstraint(fields=("reception", "seat"), name="reception_seat_once")],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("place", models.CharField(max_length=30, verbose_name="所在村（社区）")),
                ("address", models.CharField(max_length=80, verbose_name="地址")),
                ("area", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="面积（平方米）")),
                ("hours", models.CharField(blank=True, max_length=60, verbose_name="开放时间")),
                ("head", models.CharField(blank=True, max_length=30, verbose_name="站长")),
                ("deputy_head", models.CharField(blank=True, max_length=30, verbose_name="副站长")),
                ("contact", models.CharField(blank=True, max_length=30, verbose_name="联络员")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="办公电话")),
                ("starts_on", models.DateField(verbose_name="启用日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "branch_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="congress.organ",
                        verbose_name="所属街道",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
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
                        related_name="stations",
                        to="groups.group",
                        verbose_name="联系的代表小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地",
                "verbose_name_plural": "阵地",
                "ordering": ["congress__path", "place", "name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="station_closes_after_opening",
                    ),
                    models.UniqueConstraint(fields=("congress", "name"), name="station_name_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="reception",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receptions",
                to="groups.station",
                verbose_name="阵地",
            ),
        ),
        migrations.AddField(
            model_name="dutyday",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duty_days",
                to="groups.station",
                verbose_name="阵地",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="station",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="groups.station",
                verbose_name="代表阵地",
            ),
        ),
        migrations.CreateModel(
            name="StationSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="进站日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="离站日期")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attached",
                        to="groups.station",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "进站代表",
                "verbose_name_plural": "进站代表",
                "ordering": ["seat__person__sort_key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="station_seat_leaves_after_entering",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=40, verbose_name="名称")),
                ("text", models.TextField(verbose_name="要求")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("conclusion", models.TextField(blank=True, default="", verbose_name="行动小结")),
                ("groups_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="活动小组总数")),
                ("part_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加的小组")),
                ("held_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="活动次数")),
                ("problems_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="发现问题的活动")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="结束人",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
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
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "专题行动",
                "verbose_name_plural": "专题行动",
                "ordering": ["-starts_on", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="topic_ends_after_start",
                    ),
                    models.UniqueConstraint(fields=("congress", "title"), name="topic_title_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("groups_number__isnull", True),
                                ("held_number__isnull", True),
                                ("part_number__isnull", True),
                                ("problems_number__isnull", True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("groups_number__isnull", False),
                                ("held_number__isnull", False),
                                ("part_number__isnull", False),
                                ("problems_number__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="topic_closed_with_its_sums",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("conclusion", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("conclusion", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="topic_closed_with_a_conclusion",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="groups.topic",
                verbose_name="专题行动",
            ),
        ),
        migrations.CreateModel(
            name="VisitorMessage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="回执号")),
                (
                    "key_digest",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="回执地址指纹"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "待处理"),
                            ("taken", "办理中"),
                            ("answered", "已答复"),
                            ("declined", "没有受理"),
                        ],
                        default="new",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="内容")),
                ("at", models.DateTimeField(verbose_name="留言时间")),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")],
                        default="",
                        max_length=12,
                        verbose_name="群众是否满意",
                    ),
                ),
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
                    "photo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.storedfile",
                        verbose_name="照片",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="groups.station",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "群众留言",
                "verbose_name_plural": "群众留言",
                "ordering": ["-at", "id"],
                "indexes": [models.Index(fields=["station", "state", "-at"], name="visitor_message_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "taken", "answered", "declined"])),
                        name="visitor_message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="visitor_message_answered_with_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state__in", ["answered", "declined"]), _negated=True),
                                ("answer", ""),
                                ("answered_at__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state__in", ["answered", "declined"]),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="visitor_message_over_with_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="visitor_message_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satisfaction__in", ["", "satisfied", "mostly", "dissatisfied"])),
                        name="visitor_message_satisfaction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satisfaction", ""), ("state", "answered"), _connector="OR"),
                        name="visitor_message_judged_once_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=20, verbose_name="称呼")),
                (
                    "phone_sealed",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="手机号（加密）"),
                ),
                ("at", models.DateTimeField(verbose_name="留下时间")),
                (
                    "matter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitor",
                        to="groups.matter",
                        verbose_name="反映的事项",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitor",
                        to="groups.visitormessage",
                        verbose_name="群众留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "来访群众",
                "verbose_name_plural": "来访群众",
                "indexes": [models.Index(fields=["at"], name="visitor_kept_since")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("matter__isnull", False), ("message__isnull", True)),
                            models.Q(("matter__isnull", True), ("message__isnull", False)),
                            _connector="OR",
                        ),
                        name="visitor_of_a_matter_or_a_message",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("phone_sealed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="visitor_left_something",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="matter",
            name="message",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matter",
                to="groups.visitormessage",
                verbose_name="群众留言",
            ),
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveSmallIntegerField(verbose_name="计划几次活动")),
                ("text", models.TextField(verbose_name="形式和内容")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="groups.group",
                        verbose_name="小组",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="制定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度计划",
                "verbose_name_plural": "年度计划",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year"), name="year_plan_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="year_plan_has_activities"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待答复"),
                            ("coming", "参加"),
                            ("leave_asked", "请假待批"),
                            ("excused", "请假"),
                            ("present", "到场"),
                            ("absent", "缺席"),
                        ],
                        default="asked",
                        max_length=11,
                        verbose_name="情况",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="请假的理由")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "没有签到"),
                            ("code", "扫码或签到码"),
                            ("leader", "组长签到"),
                            ("record", "随活动记录登记"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="签到方式",
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签到时间")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="groups.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动出席",
                "verbose_name_plural": "活动出席",
                "ordering": ["seat__person__sort_key", "seat"],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "seat"), name="attendance_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "coming", "leave_asked", "excused", "present", "absent"])
                        ),
                        name="attendance_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["", "code", "leader", "record"])), name="attendance_way_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "leave_asked"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="attendance_leave_asked_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed_at__isnull", True), ("state", "present"), _connector="OR"),
                        name="attendance_signed_by_who_is_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutySeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="on_duty",
                        to="groups.dutyday",
                        verbose_name="值班接待日",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_days",
                        to="deputies.seat",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "值班代表",
                "verbose_name_plural": "值班代表",
                "ordering": ["seat__person__sort_key", "id"],
                "constraints": [models.UniqueConstraint(fields=("day", "seat"), name="duty_seat_once_a_day")],
            },
        ),
        migrations.AddIndex(
            model_name="reception",
            index=models.Index(fields=["station", "-day"], name="reception_of_station"),
        ),
        migrations.AddConstraint(
            model_name="dutyday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_cancelled", False)), fields=("station", "day"), name="duty_day_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("message__isnull", True), ("reception__isnull", False)),
                    models.Q(("message__isnull", False), ("reception__isnull", True)),
                    _connector="OR",
                ),
                name="matter_of_a_reception_or_a_message",
            ),
        ),
    ]
