import congress.models.files
import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=30, verbose_name="姓名")),
                ("sort_key", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="姓名拼音")),
                ("login", models.CharField(blank=True, max_length=30, null=True, unique=True, verbose_name="登录名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                (
                    "phone_sealed",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="手机号（加密）"),
                ),
                (
                    "phone_index",
                    models.CharField(editable=False, max_length=64, null=True, unique=True, verbose_name="手机号索引"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("must_change_password", models.BooleanField(default=False, verbose_name="首次登录须改密码")),
                ("notice_read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读隐私告知时间")),
                (
                    "text_size",
                    models.CharField(
                        blank=True,
                        choices=[("", "标准"), ("large", "大字版"), ("xlarge", "特大")],
                        default="",
                        max_length=7,
                        verbose_name="字号",
                    ),
                ),
                ("is_contrast", models.BooleanField(default=False, verbose_name="高对比")),
                ("joined_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
            ],
            options={
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
                "ordering": ["sort_key", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone_index__isnull", True), ("phone_sealed", "")),
                            models.Q(("phone_index__isnull", False), models.Q(("phone_sealed", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="person_phone_sealed_and_indexed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                ("source", models.CharField(max_length=120, verbose_name="依据")),
                ("entered_at", models.DateTimeField(auto_now=True, verbose_name="录入时间")),
            ],
            options={
                "verbose_name": "年度放假安排",
                "verbose_name_plural": "年度放假安排",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Congress",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("place", models.CharField(max_length=30, verbose_name="地名")),
                ("code", models.CharField(max_length=8, unique=True, verbose_name="编号前缀")),
                (
                    "level",
                    models.CharField(
                        choices=[("city", "市"), ("county", "县（区）"), ("town", "乡镇")],
                        max_length=6,
                        verbose_name="层级",
                    ),
                ),
                ("path", models.CharField(editable=False, max_length=60, unique=True, verbose_name="路径")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="congress.congress",
                        verbose_name="上级人大",
                    ),
                ),
                (
                    "practice_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_rooms",
                        to="congress.congress",
                        verbose_name="哪级人大的练习室",
                    ),
                ),
                (
                    "practised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的练习室",
                    ),
                ),
            ],
            options={
                "verbose_name": "人大",
                "verbose_name_plural": "人大",
                "ordering": ["path"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["city", "county", "town"])), name="congress_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="congress_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("practice_of__isnull", True), ("practised_by__isnull", True)),
                            models.Q(("practice_of__isnull", False), ("practised_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="congress_practice_room_has_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("practice_of__isnull", True), ("parent__isnull", True), _connector="OR"),
                        name="congress_practice_room_has_no_parent",
                    ),
                    models.UniqueConstraint(
                        fields=("practice_of", "practised_by"), name="congress_practice_room_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DaySeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("events", models.PositiveIntegerField(verbose_name="条数")),
                ("last_event_id", models.BigIntegerField(verbose_name="最后一条")),
                ("previous_hash", models.CharField(blank=True, max_length=64, verbose_name="前一日")),
                ("hash", models.CharField(max_length=64, verbose_name="指纹")),
            ],
            options={
                "verbose_name": "日封存",
                "verbose_name_plural": "日封存",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=20, verbose_name="对象类型")),
                ("subject_id", models.UUIDField(verbose_name="对象")),
                ("root_id", models.UUIDField(db_index=True, verbose_name="所属事项")),
                ("serial", models.PositiveIntegerField(verbose_name="序号")),
                ("step", models.CharField(max_length=30, verbose_name="步骤")),
                ("before", models.CharField(blank=True, max_length=20, verbose_name="之前")),
                ("after", models.CharField(blank=True, max_length=20, verbose_name="之后")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("facts", models.JSONField(default=dict, verbose_name="事实")),
                ("previous_hash", models.CharField(blank=True, max_length=64, verbose_name="前一条")),
                ("hash", models.CharField(max_length=64, verbose_name="指纹")),
            ],
            options={
                "verbose_name": "记录",
                "verbose_name_plural": "记录",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["at"], name="event_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_kind", "subject_id", "serial"), name="event_serial_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(unique=True, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="是否上班")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
            ],
            options={
                "verbose_name": "特殊日",
                "verbose_name_plural": "特殊日",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160, unique=True, verbose_name="事实")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="链接")),
                ("day", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("visible_at", models.DateTimeField(blank=True, null=True, verbose_name="可见时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="已读时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收件人",
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
            ],
            options={
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "ordering": ["-at"],
                "indexes": [
                    models.Index(fields=["person", "-at"], name="notice_person_at"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="home",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="congress.congress",
                verbose_name="建账号的人大",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "电子邮件"), ("sms", "短信"), ("wecom", "企业微信"), ("hook", "接口推送")],
                        max_length=6,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发送"),
                            ("sending", "发送中"),
                            ("sent", "已发送"),
                            ("unknown", "结果不明"),
                            ("dead", "发送失败"),
                            ("dropped", "已合并"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("due_at", models.DateTimeField(verbose_name="不早于")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="领取时间")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="问题")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="congress.notice",
                        verbose_name="消息",
                    ),
                ),
            ],
            options={
                "verbose_name": "发送记录",
                "verbose_name_plural": "发送记录",
                "ordering": ["due_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["due_at"],
                        name="delivery_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["unknown", "dead"])),
                        fields=["channel"],
                        name="delivery_stuck",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "channel"), name="delivery_channel_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "unknown", "dead", "dropped"])
                        ),
                        name="delivery_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventNote",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="note",
                        serialize=False,
                        to="congress.event",
                    ),
                ),
                ("text", models.TextField(verbose_name="说明")),
            ],
            options={
                "verbose_name": "记录说明",
                "verbose_name_plural": "记录说明",
            },
        ),
        migrations.AddField(
            model_name="event",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="人员",
            ),
        ),
        migrations.CreateModel(
            name="FormKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "已提交表单",
                "verbose_name_plural": "已提交表单",
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="form_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("deputy", "代表"),
                            ("group_leader", "小组组长"),
                            ("group_contact", "小组联络员"),
                            ("desk", "代表工委工作人员"),
                            ("committee", "督办工委"),
                            ("council", "主任会议成员"),
                            ("government", "政府督查室"),
                            ("staffing", "编办"),
                            ("handler", "承办单位经办人"),
                            ("organ_leader", "承办单位负责人"),
                            ("auditor", "督查员"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("audit_admin", "审计管理员"),
                        ],
                        max_length=16,
                        verbose_name="角色",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="生效日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="提前结束时间")),
                (
                    "acting_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="congress.grant",
                        verbose_name="代行",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="授予人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "ordering": ["starts_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="grant_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("ends_on__isnull", False), _connector="OR"),
                        name="grant_ended_by_hand_has_an_end",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="grant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="congress.grant",
                verbose_name="身份",
            ),
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.CharField(max_length=40, verbose_name="任务")),
                ("period", models.CharField(max_length=20, verbose_name="周期")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="开始")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束")),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="结果")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="条数")),
            ],
            options={
                "verbose_name": "任务运行",
                "verbose_name_plural": "任务运行",
                "ordering": ["-started_at"],
                "constraints": [models.UniqueConstraint(fields=("job", "period"), name="job_run_once")],
            },
        ),
        migrations.CreateModel(
            name="KnownDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="设备标识")),
                ("label", models.CharField(blank=True, max_length=80, verbose_name="设备")),
                ("seen_at", models.DateTimeField(verbose_name="最近登录")),
                ("trusted_until", models.DateTimeField(blank=True, null=True, verbose_name="免验证至")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用设备",
                "verbose_name_plural": "常用设备",
            },
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("text", models.CharField(max_length=200, verbose_name="短信文本")),
                (
                    "congress",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="congress.congress",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息文本",
                "verbose_name_plural": "消息文本",
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "kind"), name="message_text_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("congress__isnull", True)),
                        fields=("kind",),
                        name="message_text_default_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organ",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("desk", "代表工作机构"),
                            ("street", "街道人大工委"),
                            ("committee", "专委会（工委）"),
                            ("office", "办事机构"),
                            ("government", "政府办公室（督查室）"),
                            ("staffing", "机构编制部门（编办）"),
                            ("handler", "承办单位"),
                            ("inner", "内设科室"),
                        ],
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                (
                    "branch",
                    models.CharField(
                        choices=[
                            ("congress", "人大"),
                            ("government", "政府"),
                            ("supervision", "监委"),
                            ("court", "法院"),
                            ("procuratorate", "检察院"),
                            ("party", "党委"),
                            ("mass", "群团"),
                            ("company", "国企"),
                            ("county", "县区"),
                        ],
                        max_length=14,
                        verbose_name="系统",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=20, verbose_name="简称")),
                ("sort_key", models.CharField(blank=True, db_index=True, max_length=80, verbose_name="拼音")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organs",
                        to="congress.congress",
                        verbose_name="所属人大",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="congress.organ",
                        verbose_name="上级单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位",
                "verbose_name_plural": "单位",
                "ordering": ["sort_key", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True), ("parent__isnull", True)),
                        fields=("congress", "name"),
                        name="organ_name_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("parent", "name"),
                        name="organ_inner_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "inner"), _negated=True), ("parent__isnull", False), _connector="OR"
                        ),
                        name="organ_inner_has_parent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="grant",
            name="organ",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="congress.organ",
                verbose_name="单位",
            ),
        ),
        migrations.CreateModel(
            name="OrganName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="启用日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="congress.organ",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位名称",
                "verbose_name_plural": "单位名称",
                "ordering": ["starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="organ_name_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=20, verbose_name="对象类型")),
                ("subject_id", models.UUIDField(verbose_name="对象")),
                (
                    "was",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="更正前的内容"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="更正时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="更正人",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正前的记录",
                "verbose_name_plural": "更正前的记录",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="revision_subject")],
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, verbose_name="项目")),
                ("value", models.JSONField(verbose_name="值")),
                ("starts_on", models.DateField(verbose_name="生效日期")),
                (
                    "congress",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settings",
                        to="congress.congress",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "设置",
                "verbose_name_plural": "设置",
                "ordering": ["key", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "key", "starts_on"), name="setting_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("congress__isnull", True)),
                        fields=("key", "starts_on"),
                        name="setting_default_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255, verbose_name="文件名")),
                (
                    "content",
                    models.FileField(max_length=120, upload_to=congress.models.files.folder, verbose_name="内容"),
                ),
                ("media_type", models.CharField(max_length=100, verbose_name="类型")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="指纹")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "constraints": [models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_not_empty")],
            },
        ),
        migrations.CreateModel(
            name="Making",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("label", models.CharField(max_length=80, verbose_name="名称")),
                ("parameters", models.JSONField(default=dict, verbose_name="条件")),
                ("ordered_at", models.DateTimeField(auto_now_add=True, verbose_name="要求时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待生成"),
                            ("making", "正在生成"),
                            ("done", "已生成"),
                            ("failed", "没有生成"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="领取时间")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已完成")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="共")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="问题")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.grant",
                        verbose_name="要求生成的人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="makings",
                        to="congress.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "生成任务",
                "verbose_name_plural": "生成任务",
                "ordering": ["-ordered_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "making"])),
                        fields=["ordered_at"],
                        name="making_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("file__isnull", True)),
                            _connector="OR",
                        ),
                        name="making_done_has_its_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="making_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "failed"])),
                            models.Q(("ended_at__isnull", True), ("state__in", ["waiting", "making"])),
                            _connector="OR",
                        ),
                        name="making_ended_has_its_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "making"])),
                        fields=("ordered_by", "kind", "parameters"),
                        name="making_ordered_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="System",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=100, verbose_name="用途")),
                ("scopes", models.JSONField(blank=True, default=list, verbose_name="权限")),
                ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="system",
                        to="congress.grant",
                        verbose_name="身份",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "外部系统",
                "verbose_name_plural": "外部系统",
                "ordering": ["registered_at"],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(max_length=300, verbose_name="推送地址")),
                ("kinds", models.JSONField(default=list, verbose_name="步骤")),
                ("key_sealed", models.CharField(editable=False, max_length=200, verbose_name="签名密钥（加密）")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="停止时间")),
                ("position", models.BigIntegerField(default=0, verbose_name="已看到的记录")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="连续失败")),
                ("rests_until", models.DateTimeField(blank=True, null=True, verbose_name="暂停到")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="congress.system",
                        verbose_name="外部系统",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送",
                "verbose_name_plural": "推送",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("system", "address"),
                        name="subscription_address_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="幂等键")),
                ("digest", models.CharField(max_length=64, verbose_name="请求的指纹")),
                ("status", models.PositiveSmallIntegerField(default=0, verbose_name="状态码")),
                ("body", models.JSONField(blank=True, default=dict, verbose_name="回答")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="congress.system",
                        verbose_name="外部系统",
                    ),
                ),
            ],
            options={
                "verbose_name": "接口写入的回答",
                "verbose_name_plural": "接口写入的回答",
                "indexes": [models.Index(fields=["at"], name="kept_answer_at")],
                "constraints": [models.UniqueConstraint(fields=("system", "key"), name="kept_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="SystemToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="指纹")),
                ("beginning", models.CharField(editable=False, max_length=12, verbose_name="开头")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="发放时间")),
                ("expires_on", models.DateField(verbose_name="有效至")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="最近使用")),
                ("minute", models.DateTimeField(blank=True, null=True, verbose_name="计数的分钟")),
                ("requests", models.PositiveIntegerField(default=0, verbose_name="本分钟次数")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="congress.system",
                        verbose_name="外部系统",
                    ),
                ),
            ],
            options={
                "verbose_name": "令牌",
                "verbose_name_plural": "令牌",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("system", "label"),
                        name="system_token_label_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="届")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="congress.congress",
                        verbose_name="人大",
                    ),
                ),
            ],
            options={
                "verbose_name": "届",
                "verbose_name_plural": "届",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("congress", "number"), name="term_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="term_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("opens_on", models.DateField(verbose_name="开幕日期")),
                ("closes_on", models.DateField(verbose_name="闭幕日期")),
                ("receives_from", models.DateField(verbose_name="开始受理日期")),
                ("motions_until", models.DateTimeField(blank=True, null=True, verbose_name="议案截止时间")),
                ("presidium_at", models.DateTimeField(blank=True, null=True, verbose_name="最后一次主席团会议")),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="congress.term",
                        verbose_name="届",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议",
                "verbose_name_plural": "会议",
                "ordering": ["-opens_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "number"), name="session_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True), ("opens_on__lte", models.F("closes_on")), _connector="OR"
                        ),
                        name="session_closes_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__isnull", True), ("receives_from__lte", models.F("opens_on")), _connector="OR"
                        ),
                        name="session_receives_before_it_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dictionary", models.CharField(max_length=30, verbose_name="字典")),
                ("code", models.CharField(max_length=20, verbose_name="代码")),
                ("label", models.CharField(max_length=60, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("starts_on", models.DateField(verbose_name="生效日期")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "congress",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="congress.congress",
                    ),
                ),
            ],
            options={
                "verbose_name": "字典项",
                "verbose_name_plural": "字典项",
                "ordering": ["dictionary", "order", "code", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "dictionary", "code", "starts_on"), name="word_once_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("congress__isnull", True)),
                        fields=("dictionary", "code", "starts_on"),
                        name="word_common_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="call",
                        serialize=False,
                        to="congress.notice",
                        verbose_name="消息",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congress.event",
                        verbose_name="记录",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="congress.subscription",
                        verbose_name="推送",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送内容",
                "verbose_name_plural": "推送内容",
            },
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grant__isnull", True), ("person__isnull", True)),
                    models.Q(("grant__isnull", False), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="event_person_with_grant",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["organ", "role"], name="grant_organ_role"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role__in", ["committee", "government", "staffing", "handler", "organ_leader"]), _negated=True
                    ),
                    ("organ__isnull", False),
                    _connector="OR",
                ),
                name="grant_of_an_organ_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acting_for__isnull", True),
                    models.Q(("ends_on__isnull", False), ("role", "organ_leader")),
                    _connector="OR",
                ),
                name="grant_acting_leader_has_an_end",
            ),
        ),
    ]
