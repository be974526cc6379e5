"""Two-character Chinese words are found by an index: pairs of neighbouring characters as numbers."""

from django.db import migrations

# An expression that holds the function is dear to compute, an index that holds its results is not: hence the cost.
FUNCTION = """
CREATE OR REPLACE FUNCTION portal_bigrams(content text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
DECLARE
  letters text[] := string_to_array(content, NULL);
  pairs bigint[] := '{}';
  size int := coalesce(array_length(letters, 1), 0);
  here bigint;
  following bigint;
BEGIN
  IF size < 2 THEN RETURN pairs; END IF;
  here := ascii(letters[1]);
  FOR place IN 2..size LOOP
    following := ascii(letters[place]);
    pairs := pairs || (here * 2097152 + following);
    here := following;
  END LOOP;
  RETURN pairs;
END $$
"""
INDEXES = {
    "search_text_bigrams": "proposals_searchtext USING gin (portal_bigrams(text))",
    "publication_bigrams": "proposals_publication USING gin (portal_bigrams(search_text))",
}


def up(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION)
        for name, rows in INDEXES.items():
            editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {rows}")


def down(apps, editor):
    if editor.connection.vendor == "postgresql":
        for name in INDEXES:
            editor.execute(f"DROP INDEX {name}")
        editor.execute("DROP FUNCTION portal_bigrams(text)")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0002_triggers")]

    operations = [migrations.RunPython(up, down, elidable=False)]
