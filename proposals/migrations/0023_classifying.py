import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0017_staffing_office"),
        ("proposals", "0022_search_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clock",
            name="limit",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="limit",
            name="key",
            field=models.CharField(
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="proposals.proposal",
                        verbose_name="建议",
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
    ]
