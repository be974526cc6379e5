"""A database of any size out of a small one: every row again and again, under new keys, in PostgreSQL itself.

A copy is (tree, year, again): the trees of congresses are copied with their people and organs, the proposals and all
that hangs on them once for each tree, each of five years and, for the larger sizes, several times a year. What is not
finished is copied into the present year only, as in an office that closes its files. Hashes of events are copied as
they are, so the timeline of such a database does not verify; everything else is as the portal wrote it.
"""

import psycopg
from django.db import connection, models

from congress.models import (
    Congress,
    Delivery,
    Event,
    EventNote,
    Grant,
    Notice,
    Organ,
    OrganName,
    Person,
    Session,
    StoredFile,
    Term,
)
from deputies.models import Delegation, Seat, SeatState
from proposals.models import (
    Assignment,
    Attachment,
    Clock,
    Contact,
    CoSignature,
    Extension,
    JointOpinion,
    Promise,
    PromiseConfirmation,
    PromiseExtension,
    PromiseProgress,
    PromiseReport,
    Proposal,
    Rating,
    Release,
    Reply,
    SearchText,
    Serial,
    Wording,
)

TREES, YEARS = 3, 5
OF_A_TREE = [Congress, Term, Session, Organ, OrganName, Person, Grant, Delegation, Seat, SeatState, Serial]
# Each with the way to its proposal; None: of the present year only.
OF_A_YEAR: dict[type[models.Model], str | None] = {
    Proposal: "",
    CoSignature: "proposal__",
    Wording: "proposal__",
    Assignment: "proposal__",
    Contact: "assignment__proposal__",
    JointOpinion: "assignment__proposal__",
    Release: "assignment__proposal__",
    Extension: "assignment__proposal__",
    Reply: "assignment__proposal__",
    Rating: "reply__assignment__proposal__",
    Promise: "reply__assignment__proposal__",
    PromiseProgress: "promise__reply__assignment__proposal__",
    PromiseReport: "promise__reply__assignment__proposal__",
    PromiseConfirmation: "report__promise__reply__assignment__proposal__",
    PromiseExtension: "promise__reply__assignment__proposal__",
    StoredFile: "",
    Attachment: "proposal__",
    SearchText: "proposal__",
    Clock: "root__",
    Event: None,
    EventNote: None,
    Notice: None,
    Delivery: None,
}
FINISHED = {"closed", "refused", "withdrawn", "merged"}
PLACES = "东西南北中上下前后新老大小长方平安和顺宁"
SUFFIX = "CASE WHEN c = 0 THEN '' ELSE chr(64 + c) END"


# Not needed where only what is at work is copied, to see how many limits a morning's reminders can look through.
TRAIL = {Event, EventNote, Notice, Delivery, Wording, StoredFile, Attachment, SearchText}


def copy(url: str, again: int, *, only_open: bool = False) -> None:
    """Fill the database, which is a copy of the base: a year's proposals so many times in each tree.

    Args:
        only_open: copy what is at work, in the present year, and not its trail.
    """
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")  # triggers and foreign keys: the copies agree anyway
        _list_copies(server, again)
        definition = _without_the_index_of_pairs(server)
        for model in OF_A_TREE:
            _copy_table(url, server, model, "trees", f"{model._meta.db_table} t CROSS JOIN trees")
        for model, way in OF_A_YEAR.items():
            if only_open and model in TRAIL:
                continue
            _keep(server, model, way, only_open=only_open)
            key = model._meta.pk.column
            rows = f"{model._meta.db_table} t JOIN kept ON kept.key = t.{key}::text "
            rows += "JOIN copies ON copies.y = 0 OR kept.finished"
            _copy_table(url, server, model, "copies", rows)
        for model in [*OF_A_TREE, *OF_A_YEAR]:
            if isinstance(model._meta.pk, models.AutoField):
                table = model._meta.db_table
                server.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        server.execute("SET maintenance_work_mem = '512MB'")
        server.execute(definition)
        server.execute("VACUUM ANALYZE")


def _without_the_index_of_pairs(server: psycopg.Connection) -> str:
    """Drop it, because it is made in a fraction of the time once all rows are there; gives how to make it."""
    name = "search_text_bigrams"
    (definition,) = server.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name]).fetchone()
    server.execute(f"DROP INDEX {name}")
    return definition


def _list_copies(server: psycopg.Connection, again: int) -> None:
    """What to make: (0, 0, 0) is there already."""
    server.execute("CREATE UNLOGGED TABLE trees AS SELECT c FROM generate_series(1, %s) c" % (TREES - 1))
    server.execute(
        "CREATE UNLOGGED TABLE copies AS SELECT row_number() OVER () AS n, c, y, k, "
        f"substr('{PLACES}', 1 + (k * 7 + y) %% 20, 1) || substr('{PLACES}', 1 + (k / 20 + c * 3) %% 20, 1) "
        "AS somewhere "
        "FROM generate_series(0, %s) c, generate_series(0, %s) y, generate_series(0, %s) k "
        "WHERE NOT (c = 0 AND y = 0 AND k = 0)" % (TREES - 1, YEARS - 1, again - 1)
    )
    server.execute("CREATE UNLOGGED TABLE kept (key text PRIMARY KEY, finished boolean)")


def _keep(server: psycopg.Connection, model: type[models.Model], way: str | None, *, only_open: bool) -> None:
    """Which rows are copied, and which of them belong to something finished."""
    if model is StoredFile:  # a proposal's papers
        attached = Attachment.objects.values_list("file", "proposal__state")
        rows = [(str(key), state in FINISHED) for key, state in attached]
    elif way is not None:
        rows = [(str(key), state in FINISHED) for key, state in model.objects.values_list("pk", f"{way}state")]
    elif model in (Event, EventNote):
        states = dict(Proposal.objects.values_list("pk", "state"))
        root = "root_id" if model is Event else "event__root_id"
        rows = [
            (str(key), states[of] in FINISHED) for key, of in model.objects.values_list("pk", root) if of in states
        ]
    else:
        rows = [(str(key), False) for key in model.objects.values_list("pk", flat=True)]
    if only_open:
        rows = [(key, False) for key, is_finished in rows if not is_finished]
    server.execute("TRUNCATE kept")
    with server.cursor().copy("COPY kept FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _copy_table(url: str, server: psycopg.Connection, model: type[models.Model], which: str, rows: str) -> None:
    """COPY the rows out under new keys and in again."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    select = ", ".join(_new_value(model, field, which) for field in fields)
    with (
        psycopg.connect(url) as reader,
        reader.cursor().copy(f"COPY (SELECT {select} FROM {rows}) TO STDOUT (FORMAT BINARY)") as out,
        server.cursor().copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN (FORMAT BINARY)") as into,
    ):
        for block in out:
            into.write(block)
    connection.close()


def _new_value(model: type[models.Model], field: models.Field, which: str) -> str:
    """SQL for a column of the copy."""
    column = f't."{field.column}"'
    if special := SPECIAL.get((model, field.name)):
        return special
    if field.primary_key and not field.remote_field:
        return _new_key(field, column, which)
    if field.remote_field:
        target = field.remote_field.model
        if target in OF_A_TREE:
            key = _new_key(target._meta.pk, column, "trees")
            return f"CASE WHEN c = 0 THEN {column} ELSE {key} END"
        return _new_key(target._meta.pk, column, "copies") if target in OF_A_YEAR else column
    if which == "copies" and isinstance(field, models.DateField):  # and date-times
        kind = "timestamptz" if isinstance(field, models.DateTimeField) else "date"
        return f"({column} - make_interval(years => y))::{kind}"
    return column


def _new_key(key: models.Field, column: str, which: str) -> str:
    while key.remote_field:
        key = key.remote_field.model._meta.pk
    if isinstance(key, models.UUIDField):
        copy = "'/' || c" if which == "trees" else "'/' || c || '/' || y || '/' || k"
        return f"md5({column}::text || {copy})::uuid"
    return f"{column} + c * 100000000" if which == "trees" else f"{column} + n * 1000000"


IN_A_YEAR = _new_key(models.UUIDField(), "t.{}", "copies")
SPECIAL = {
    (Congress, "code"): f"t.code || {SUFFIX}",
    (Congress, "path"): f"replace(t.path, '/', {SUFFIX} || '/')",
    (Person, "login"): f"t.login || {SUFFIX}",
    (Person, "phone_index"): "CASE WHEN t.phone_index IS NULL THEN NULL ELSE md5(t.phone_index || c) END",
    (Serial, "last"): "t.last + 9000000",
    (Proposal, "number"): f"split_part(t.number, '-', 1) || {SUFFIX} || '-' || (split_part(t.number, '-', 2)::int - y)"
    " || '-' || lpad((split_part(t.number, '-', 3)::int + k * 2000)::text, 7, '0')",
    (Proposal, "title"): "left(t.title, 50) || '（' || somewhere || '）'",
    (Proposal, "body"): "t.body || somewhere",
    (Proposal, "reception_matter"): "NULL::uuid",  # receptions are not copied, and from a matter comes one proposal
    (SearchText, "text"): "t.text || somewhere",
    (Event, "subject_id"): IN_A_YEAR.format("subject_id"),
    (Event, "root_id"): IN_A_YEAR.format("root_id"),
    (Notice, "key"): "left(t.key, 140) || '/' || n",
}
