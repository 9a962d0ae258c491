"""Keeps the audit from being emptied. To be run again by each migration that adds an event table."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION articles_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is never emptied: %', TG_TABLE_NAME; END $$;
"""
GUARD = r"""
DO $$ DECLARE name text; BEGIN
FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND (
  relname LIKE 'articles\_%event' OR relname IN ('articles_seal', 'articles_sealshape', 'pghistory_context')) LOOP
  EXECUTE format('CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT'
    ' EXECUTE FUNCTION articles_never_emptied()', name);
END LOOP; END $$;
"""
# a request may learn who asks after its first write, so what an event hangs on stays open for as long as a request lives
CONTEXT = """
CREATE OR REPLACE FUNCTION articles_context_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.id IS DISTINCT FROM OLD.id OR NEW.created_at IS DISTINCT FROM OLD.created_at
    OR (NEW.metadata IS DISTINCT FROM OLD.metadata AND OLD.created_at < clock_timestamp() - interval '40 s')
  THEN RAISE EXCEPTION 'who did what, and from where, is never changed: context %', OLD.id; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER context_kept BEFORE UPDATE OR DELETE ON pghistory_context
FOR EACH ROW EXECUTE FUNCTION articles_context_kept();
"""


def guard_events() -> migrations.RunSQL:
    """A trigger on each event table, and on the chain, that refuses TRUNCATE."""
    return migrations.RunSQL(REFUSE + GUARD, migrations.RunSQL.noop)


def keep_context() -> migrations.RunSQL:
    """Who did it and from where can no longer be changed or deleted once the request has ended."""
    return migrations.RunSQL(CONTEXT, "DROP TRIGGER context_kept ON pghistory_context")
