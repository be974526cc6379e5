"""公开: decisions, public copies and their replies; on PostgreSQL an index of pairs over what is searched in them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


INDEX = "CREATE INDEX publication_bigrams ON proposals_publication USING gin (portal_bigrams(search_text))"


def index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(INDEX)


def no_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX publication_bigrams")


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0017_staffing_office"),
        ("proposals", "0026_snapshot"),
    ]

    operations = [
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
            },
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["changed_at", "id"], name="publication_changed"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["state", "-put_forward_on", "-number"], name="publication_newest"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["published", "withheld", "withdrawn"])),
                name="publication_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="publication_withheld_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True), ("published_at__isnull", False), _connector="OR"
                ),
                name="publication_was_public",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreply",
            index=models.Index(fields=["organ"], name="published_reply_organ"),
        ),
        migrations.AddConstraint(
            model_name="publishedreply",
            constraint=models.UniqueConstraint(
                fields=("publication", "position"), name="published_reply_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["A", "B", "C"])), name="published_reply_outcome_known"
            ),
        ),
        migrations.RunPython(index, no_index, elidable=False),
    ]
