"""What the run's own database saw, written by triggers that the program knows nothing of."""

from __future__ import annotations

INSTALL = """
CREATE TABLE IF NOT EXISTS chaos_turn (
    article bigint, was text, now text, token uuid, crashes int, tx bigint, at timestamptz DEFAULT clock_timestamp()
);
CREATE TABLE IF NOT EXISTS chaos_claim (article bigint, claim bigint, tx bigint);
CREATE OR REPLACE FUNCTION chaos_note_turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_turn VALUES (
        NEW.id, OLD.state, NEW.state, coalesce(NEW.lease_token, OLD.lease_token), NEW.crash_count, txid_current()
    );
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION chaos_note_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_claim VALUES (NEW.article_id, NEW.id, txid_current());
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER chaos_turn AFTER UPDATE OF state ON articles_article FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION chaos_note_turn();
CREATE OR REPLACE TRIGGER chaos_claim AFTER INSERT ON articles_claim FOR EACH ROW EXECUTE FUNCTION chaos_note_claim();
"""
UNENDED = "SELECT count(*) FROM articles_article WHERE state IN ('queued', 'running')"
ENDED = "SELECT count(*) FROM articles_article WHERE state NOT IN ('queued', 'running')"
STATES = "SELECT url, state FROM articles_article"
CLAIMS = """
SELECT a.url, c.start, c."end", c.surface, c.value, c.hedge, c.measure, c.unit, c.mode FROM articles_claim c
JOIN articles_article a ON a.id = c.article_id WHERE c.is_current ORDER BY c.start, c."end"
"""
# counts that must be 0
FAULTS = {
    "duplicate": 'SELECT count(*) - count(DISTINCT (revision_id, start, "end")) FROM articles_claim',
    "ungrouped": """SELECT count(*) FROM articles_claim c WHERE is_current AND NOT EXISTS
        (SELECT FROM articles_membership m WHERE m.claim_id = c.id AND m.status <> 'rejected')""",
    "quarantined": "SELECT count(*) FROM articles_article WHERE state = 'quarantined'",
    "unended": UNENDED,
    "held_past_two_leases": """SELECT count(*) FROM articles_article
        WHERE state = 'running' AND lease_until < now() - interval '30 s'""",
    "stale_claims": """SELECT count(*) FROM chaos_claim c WHERE NOT EXISTS
        (SELECT FROM chaos_turn t WHERE t.article = c.article AND t.tx = c.tx AND t.was = 'running')""",
    "done_too_often": """SELECT count(*) FROM (SELECT article FROM chaos_turn WHERE now = 'done' GROUP BY article
        HAVING count(*) > (SELECT count(*) FROM articles_capture k WHERE k.article_id = article)) AS t""",
    "annotations_astray": """SELECT count(*) FROM articles_annotation n JOIN articles_revision r ON r.id = n.revision_id
        WHERE NOT n.is_orphaned AND (NOT r.is_latest OR substr(r.text, n.start + 1, n."end" - n.start) <> n.exact)""",
    "events_missing": """SELECT (SELECT count(*) FROM articles_annotation) - (SELECT count(*) FROM articles_annotationevent
        WHERE pgh_label = 'insert') + (SELECT count(*) FROM articles_article) - (SELECT count(*) FROM articles_articleevent
        WHERE pgh_label = 'insert')""",
}
TURNS = "SELECT article, was, now, extract(epoch FROM at) FROM chaos_turn ORDER BY at"


def recoveries(turns: list[tuple[int, str, str, float]], hurts: list[float]) -> list[float]:
    """Seconds from the first fault after an abandoned article was taken to its being taken again."""
    taken: dict[int, float] = {}
    hurt_at: dict[int, float] = {}
    took = []
    for article, was, now, at in turns:
        if now == "running":
            if article in hurt_at:
                took.append(at - hurt_at.pop(article))
            taken[article] = at
        elif was == "running" and now == "queued":
            later = [hurt for hurt in hurts if hurt >= taken.get(article, at) - 1]
            if later and later[0] <= at:
                hurt_at[article] = later[0]
    return sorted(took)


def rate(turns: list[tuple[int, str, str, float]], share: float = 0.95) -> float:
    """Articles a second from the first one taken until so many of all were done: the last waits for leases left out."""
    began = turns[0][3] if turns else 0.0
    ends = [at for _, _, now, at in turns if now == "done"]
    most = int(len(ends) * share)
    return most / (ends[most - 1] - began) if most else 0.0
