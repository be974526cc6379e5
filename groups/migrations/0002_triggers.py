from django.db import migrations

from congress.triggers import no_overlap


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]

    operations = [
        no_overlap("groups_membership", "group_id", "seat_id", name="membership_once_a_day"),
        no_overlap("groups_post", "group_id", name="one_leader_of_a_group", where="{row}.kind = 'leader'"),
        no_overlap("groups_post", "group_id", "grant_id", "kind", name="group_post_once_a_day"),
        no_overlap("groups_link", "group_id", "kind", name="one_link_of_a_kind"),
        no_overlap("groups_stationseat", "station_id", "seat_id", name="station_seat_once_a_day"),
    ]
