from django.db import migrations

from congress.triggers import refuse_where

COUNTED = (
    "NEW.is_live AND EXISTS (SELECT 1 FROM congress_congress c "
    "WHERE c.id = NEW.congress_id AND c.practice_of_id IS NOT NULL)"
)


class Migration(migrations.Migration):
    """What is written in a practice room is counted nowhere, reminds nobody and is never public."""

    dependencies = [("proposals", "0032_reception"), ("congress", "0021_practice_guards")]

    operations = [refuse_where("proposals_proposal", COUNTED, name="practice_is_not_live")]
