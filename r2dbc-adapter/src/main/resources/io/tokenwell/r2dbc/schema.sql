-- Claims: who is refreshing which account, and what became of the last attempt. Rows come with a claim and go with its
-- completion. While outcome is NULL the attempt runs; one that outlived its claimed_until never ended.
--   failed, unknown: nobody may claim before claimed_until, or before the row has another refresh token
--   refused:         nobody may claim before the row has another refresh token
--   abandoned:       free; kept for lost_owner and lost_since only
-- lost_owner, lost_since: the newest attempt before this one, on the same refresh token, that never ended.
CREATE TABLE IF NOT EXISTS tokenwell_claims (
    account_id                bigint      PRIMARY KEY,
    owner                     text        NOT NULL,
    claimed_until             timestamptz NOT NULL,
    started_at                timestamptz NOT NULL,
    refresh_token_fingerprint text,
    outcome                   text,
    reason                    text,
    lost_owner                text,
    lost_since                timestamptz
);

-- A table of an earlier version. Asked first, because ALTER TABLE locks all claimants out, even when it does nothing.
DO $upgrade$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute
                    WHERE attrelid = 'tokenwell_claims'::regclass AND attname = 'lost_since') THEN
        ALTER TABLE tokenwell_claims
            ADD COLUMN IF NOT EXISTS outcome    text,
            ADD COLUMN IF NOT EXISTS reason     text,
            ADD COLUMN IF NOT EXISTS lost_owner text,
            ADD COLUMN IF NOT EXISTS lost_since timestamptz;
    END IF;
END
$upgrade$;
