-- Claims: who is refreshing which account. Rows come with a claim and go with its completion; one that outlived its
-- claimed_until belongs to an attempt that never ended.
CREATE TABLE IF NOT EXISTS tokenwell_claims (
    account_id                bigint      PRIMARY KEY,
    owner                     text        NOT NULL,
    claimed_until             timestamptz NOT NULL,
    started_at                timestamptz NOT NULL,
    refresh_token_fingerprint text
);
