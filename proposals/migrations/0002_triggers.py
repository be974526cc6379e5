from django.db import migrations

from congress.triggers import append_only, refuse_where

# What is written in a practice room is counted nowhere, reminds nobody and is never public.
COUNTED = (
    "NEW.is_live AND EXISTS (SELECT 1 FROM congress_congress c "
    "WHERE c.id = NEW.congress_id AND c.practice_of_id IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial"), ("congress", "0002_triggers")]

    operations = [
        append_only("proposals_snapshot"),
        refuse_where("proposals_proposal", COUNTED, name="practice_is_not_live"),
    ]
