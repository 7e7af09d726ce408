-- Claims: who is refreshing which account, and what became of the last attempt. Rows come with a claim and go with its
-- completion, or when it is given back. While outcome is NULL the attempt runs; one past its claimed_until is silent, and
-- respected for as long again as the next claimant says.
--   failed, unknown: nobody may claim before claimed_until, or before the row has another refresh token
--   refused:         nobody may claim before the row has another refresh token (a new login), or the mark is old
--   abandoned:       free; kept for lost_owner and lost_since only
-- refresh_token_fingerprint: of the refresh token at the claim, never the token: keyid:hmac, eight hex digits that name the
-- fingerprint key, and HMAC-SHA256 (hex) of the text as stored. NULL: the row had none.
-- lost_owner, lost_since: the newest attempt before this one, on the same refresh token, whose end is not known.
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
