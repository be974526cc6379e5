"""Two-character Chinese words are found by an index: pairs of neighbouring characters as numbers."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION portal_bigrams(content text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
INDEX = "CREATE INDEX proposal_bigrams ON proposals_proposal USING gin (portal_bigrams(search_text))"


def up(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION)
        editor.execute(INDEX)


def down(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX proposal_bigrams")
        editor.execute("DROP FUNCTION portal_bigrams(text)")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [migrations.RunPython(up, down, elidable=False)]
