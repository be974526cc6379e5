"""Fill an installation for the restore drill: as many matters as asked for, their timeline in whole chains, and files.

The bench copies matters with the hashes of their events as they were; here every chain is hashed anew and the days are
sealed, so that a restored timeline can be verified as in a real installation.
"""

import hashlib
import os
import random
import sys

FILE_BYTES = 200_000


# What the bench leaves open, because nobody measures it: mergers into what was not copied, numbers of past years.
MEND = """
UPDATE proposals_proposal p SET merged_into_id = (
    SELECT id FROM proposals_proposal t WHERE t.holder_id = p.holder_id AND t.state = 'closed' ORDER BY id LIMIT 1)
WHERE merged_into_id IS NOT NULL AND NOT EXISTS (SELECT FROM proposals_proposal t WHERE t.id = p.merged_into_id);
INSERT INTO proposals_serial AS s (congress_id, year, last)
    SELECT c.id, split_part(number, '-', 2)::int, max(split_part(number, '-', 3)::int)
    FROM proposals_proposal JOIN congress_congress c ON c.code = split_part(number, '-', 1) GROUP BY 1, 2
ON CONFLICT (congress_id, year) DO UPDATE SET last = greatest(s.last, excluded.last);
DROP TABLE trees, copies, kept;
"""


def main(opinions: int, files: int) -> None:
    import django
    import psycopg

    django.setup()
    from bench.speed import copying, filling
    from proposals.models import Proposal

    filling.main("base")
    finished = Proposal.objects.filter(state__in=copying.FINISHED).count()
    a_round = copying.TREES * (Proposal.objects.count() + finished * (copying.YEARS - 1))
    copying.copy(os.environ["DATABASE_URL"], -(-opinions // a_round))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(MEND)
    chain()
    store(files)


def chain() -> None:
    """Give every event the hash it would have been written with, and seal the days."""
    import psycopg
    from django.utils import timezone

    from congress import timeline
    from congress.models import DaySeal, Event

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("SET session_replication_role = replica")  # the tables are append-only
        server.execute("CREATE UNLOGGED TABLE chained (id bigint PRIMARY KEY, previous_hash text, hash text)")
        previous, subject = "", None
        with server.cursor().copy("COPY chained FROM STDIN") as into:
            for event in Event.objects.order_by("subject_kind", "subject_id", "serial").iterator(chunk_size=5000):
                if subject != (event.subject_kind, event.subject_id):
                    previous, subject = "", (event.subject_kind, event.subject_id)
                event.previous_hash = previous
                previous = timeline.fingerprint(event)
                into.write_row((event.pk, event.previous_hash, previous))
        server.execute(
            f"UPDATE {Event._meta.db_table} e SET previous_hash = chained.previous_hash, hash = chained.hash "
            "FROM chained WHERE chained.id = e.id"
        )
        server.execute(f"TRUNCATE {DaySeal._meta.db_table}")
        server.execute("DROP TABLE chained")
        server.execute(f"VACUUM ANALYZE {Event._meta.db_table}")
    timeline.seal_days(before=timezone.localdate())


def store(number: int) -> None:
    """Attach a file that cannot be compressed to as many proposals."""
    from django.core.files.base import ContentFile

    from congress.models import StoredFile
    from proposals.models import Attachment, Proposal

    for proposal in Proposal.objects.select_related("seat__person").order_by("pk")[:number]:
        content = random.Random(str(proposal.pk)).randbytes(FILE_BYTES)
        file = StoredFile(name="现场.jpg", media_type="image/jpeg", size=len(content))
        file.sha256, file.uploaded_by = hashlib.sha256(content).hexdigest(), proposal.seat.person
        file.content.save("x", ContentFile(content), save=False)
        file.save(force_insert=True)
        Attachment.objects.create(proposal=proposal, file=file)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
