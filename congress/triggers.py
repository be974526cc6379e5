"""Rules that CHECK and UNIQUE do not reach, as triggers on both databases. Migrations call these.

A later migration that alters a guarded table on SQLite makes the table anew and so drops its triggers: it must name
them again, after what it alters. tests/congress/test_triggers.py proves that none is missing.
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython


def _run(postgresql: list[str], sqlite: list[str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, editor: Any) -> None:
        for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
            editor.execute(statement)

    return run


def append_only(table: str) -> RunPython:
    """Rows of this table are written once: the database refuses to change or delete them."""
    up = _run(
        [
            f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'check_violation'; END $$",
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
            f"CREATE OR REPLACE TRIGGER {table}_append_only_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
        ],
        [
            f"CREATE TRIGGER IF NOT EXISTS {table}_append_only_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ],
    )
    down = _run(
        [
            f"DROP TRIGGER {table}_append_only ON {table}",
            f"DROP TRIGGER {table}_append_only_truncate ON {table}",
            f"DROP FUNCTION {table}_append_only()",
        ],
        [f"DROP TRIGGER {table}_append_only_{verb}" for verb in ("update", "delete")],
    )
    return RunPython(up, down, elidable=False)


def no_overlap(table: str, *keys: str, name: str, where: str = "") -> RunPython:
    """No two rows with equal keys share a day between starts_on and ends_on (inclusive; open end = for ever).

    Args:
        table: the table's name; it has the columns id, starts_on, ends_on.
        keys: columns whose values together name the thing that may have one row a day.
        name: of the trigger.
        where: an SQL condition with {row} for the row's name; rows outside it are free.
    """
    same = " AND ".join(f"other.{key} = NEW.{key}" for key in keys)
    both = f"AND {where.format(row='other')}" if where else ""
    only = where.format(row="NEW") if where else "TRUE"
    clash = (
        f"EXISTS (SELECT 1 FROM {table} other WHERE other.id <> NEW.id AND {same} {both} "  # noqa: S608, no input
        "AND other.starts_on <= COALESCE(NEW.ends_on, '9999-12-31') "
        "AND NEW.starts_on <= COALESCE(other.ends_on, '9999-12-31'))"
    )
    lock = " || ':' || ".join(f"NEW.{key}::text" for key in keys)
    up = _run(
        [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {only} THEN "
            f"PERFORM pg_advisory_xact_lock(hashtextextended('{name}:' || {lock}, 0)); "
            f"IF {clash} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'exclusion_violation'; END IF; END IF; "
            "RETURN NEW; END $$",
            f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
        [
            f"CREATE TRIGGER IF NOT EXISTS {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {only} AND {clash} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            for verb in ("INSERT", "UPDATE")
        ],
    )
    down = _run(
        [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"],
        [f"DROP TRIGGER {name}_{verb}" for verb in ("insert", "update")],
    )
    return RunPython(up, down, elidable=False)


def refuse_where(table: str, condition: str, *, name: str) -> RunPython:
    """No row is written of which the condition is true.

    On SQLite a later migration that makes a table anew which the condition reads must take the trigger off before, and
    put it on again after: a renamed table is looked for in every trigger.

    Args:
        table: the table's name.
        condition: SQL that both databases understand, of NEW and of other tables.
        name: of the trigger.
    """
    up = _run(
        [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
        [
            f"CREATE TRIGGER IF NOT EXISTS {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            for verb in ("INSERT", "UPDATE")
        ],
    )
    down = _run(
        [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"],
        [f"DROP TRIGGER {name}_{verb}" for verb in ("insert", "update")],
    )
    return RunPython(up, down, elidable=False)
