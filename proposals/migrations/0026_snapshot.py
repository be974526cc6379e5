import uuid

import django.db.models.deletion
from django.db import migrations, models

from congress.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("congress", "0017_staffing_office"), ("proposals", "0025_contact_rank")]

    operations = [
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
        append_only("proposals_snapshot"),
    ]
