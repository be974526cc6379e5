"""履职参考: entries of the shelf, and the topic that a proposal was written from."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0017_staffing_office"),
        ("proposals", "0028_commending"),
    ]

    operations = [
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
        migrations.AddIndex(
            model_name="shelfentry",
            index=models.Index(fields=["congress", "state", "kind", "-changed_at"], name="shelf_entry_newest"),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["topic", "case", "model", "rule"])), name="shelf_entry_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "shelved", "removed"])), name="shelf_entry_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["any", "ordinary", "motion"])), name="shelf_entry_paper_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)),
                name="shelf_entry_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "topic"), ("year__isnull", False)),
                    models.Q(models.Q(("kind", "topic"), _negated=True), ("year__isnull", True)),
                    _connector="OR",
                ),
                name="shelf_entry_topics_have_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                ),
                name="shelf_entry_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_by__isnull", True), ("ends_on__isnull", False), _connector="OR"),
                name="shelf_entry_replaced_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_by", models.F("id")), _negated=True),
                name="shelf_entry_not_replaced_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposal__isnull", True), ("kind", "case"), ("kind", "model"), _connector="OR"),
                name="shelf_entry_made_of_a_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "removed"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "removed"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="shelf_entry_taken_off_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelfentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "removed"), _negated=True),
                fields=("proposal", "kind"),
                name="shelf_entry_made_once",
            ),
        ),
    ]
