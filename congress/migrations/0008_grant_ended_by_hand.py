from django.db import migrations, models
from django.db.models import Q

from congress.triggers import kept, no_overlap

ADMINISTRATORS = no_overlap(
    "congress_grant",
    "person_id",
    name="grant_one_administrator_role",
    where="{row}.role IN ('system_admin', 'security_admin', 'audit_admin')",
)


class Migration(migrations.Migration):
    dependencies = [("congress", "0007_one_rule_for_administrators")]

    operations = [
        kept(ADMINISTRATORS),
        migrations.AddField(
            model_name="grant",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="提前结束时间"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ends_on__isnull=False), name="grant_ended_by_hand_has_an_end"
            ),
        ),
        kept(ADMINISTRATORS),
    ]
