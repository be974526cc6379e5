"""A reply no longer holds one promise of its own: what rules its lines keep."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0017_promises_of_replies")]

    operations = [
        migrations.RemoveField(
            model_name="reply",
            name="promise",
        ),
        migrations.RemoveField(
            model_name="reply",
            name="promised_on",
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "reported"])), fields=["due_on"], name="promise_unsettled"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "reported", "done", "failed", "replaced"])),
                name="promise_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(fields=("reply", "position"), name="promise_line_once"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), _negated=True),
                    models.Q(("carried_into__isnull", True), ("due_on__isnull", True), ("made_on__isnull", True)),
                    _connector="OR",
                ),
                name="promise_of_a_draft_is_not_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True), ("promised_on__lte", models.F("due_on")), _connector="OR"
                ),
                name="promise_only_extended",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), models.Q(("failed_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "failed"), _negated=True), ("failed_reason", "")),
                    _connector="OR",
                ),
                name="promise_failed_has_a_reason",
            ),
        ),
    ]
