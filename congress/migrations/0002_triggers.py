from django.db import migrations

from congress.triggers import append_only, no_overlap, refuse_where

# A room is one from its first day on and for one person; none lies below another, or in a room.
STAYS_APART = (
    "EXISTS (SELECT 1 FROM congress_congress c WHERE c.id = NEW.id AND "
    "((c.practice_of_id IS NULL) <> (NEW.practice_of_id IS NULL) OR c.practice_of_id <> NEW.practice_of_id "
    "OR c.practised_by_id <> NEW.practised_by_id)) "
    "OR EXISTS (SELECT 1 FROM congress_congress c "
    "WHERE c.id IN (NEW.practice_of_id, NEW.parent_id) AND c.practice_of_id IS NOT NULL)"
)
# Nobody but its person acts in it, save for figures without a way to sign in; administrators' roles are for real.
ITS_OWN = (
    "EXISTS (SELECT 1 FROM congress_congress c WHERE c.id = NEW.congress_id AND c.practice_of_id IS NOT NULL AND "
    "(NEW.role IN ('system_admin', 'security_admin', 'audit_admin') OR (c.practised_by_id <> NEW.person_id AND EXISTS "
    "(SELECT 1 FROM congress_person p WHERE p.id = NEW.person_id AND "
    "(p.login IS NOT NULL OR p.phone_index IS NOT NULL)))))"
)
# What is said in a practice room never gets a way out.
LEAVES = (
    "EXISTS (SELECT 1 FROM congress_notice n JOIN congress_congress c ON c.id = n.congress_id "
    "WHERE n.id = NEW.notice_id AND c.practice_of_id IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("congress", "0001_initial")]

    operations = [
        append_only("congress_event"),
        append_only("congress_dayseal"),
        append_only("congress_revision"),
        # 三员分立: on no day is one person administrator of two kinds.
        no_overlap(
            "congress_grant",
            "person_id",
            name="grant_one_administrator_role",
            where="{row}.role IN ('system_admin', 'security_admin', 'audit_admin')",
        ),
        refuse_where("congress_congress", STAYS_APART, name="practice_room_stays_apart"),
        refuse_where("congress_grant", ITS_OWN, name="practice_room_is_its_persons"),
        refuse_where("congress_delivery", LEAVES, name="practice_never_leaves"),
    ]
