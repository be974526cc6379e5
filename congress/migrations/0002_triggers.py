from django.db import migrations

from congress.triggers import append_only, no_overlap


class Migration(migrations.Migration):
    dependencies = [("congress", "0001_initial")]

    operations = [
        append_only("congress_event"),
        append_only("congress_dayseal"),
        # 三员分立: on no day is one person administrator of two kinds.
        no_overlap(
            "congress_grant",
            "person_id",
            name="grant_one_administrator_role",
            where="{row}.role IN ('system_admin', 'security_admin', 'audit_admin')",
        ),
    ]
