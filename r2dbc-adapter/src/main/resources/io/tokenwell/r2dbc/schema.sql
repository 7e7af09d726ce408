-- Claims: who is refreshing which account, and what became of the last attempt. Rows come with a claim and go with its
-- completion, or when it is given back. While outcome is NULL the attempt runs. One past its claimed_until is silent, and
-- respected for as long again as the next claimant says.
--   failed, unknown: nobody may claim before claimed_until, or before the row has another refresh token
--   refused:         nobody may claim before the row has another refresh token (a new login), or the mark is old
--   abandoned:       free. Kept for the columns lost_* and for failures in a row
-- refresh_token_fingerprint: of the refresh token at the claim, never the token: keyid:hmac, eight hex digits that name the
-- fingerprint key, and HMAC-SHA256 (hex) of the text as stored. NULL: the row had none.
-- account_id: the id, where the accounts have integers. Else a number that means nothing and fills the primary key, which
-- stays for instances of earlier versions. account_key: the id as text, where the accounts have uuid or text, else NULL.
-- lost_owner, lost_since: the newest attempt before this one, on the same refresh token, whose end is not known.
-- lost_first: when the first of those attempts took its claim. failures, refusals: how many in a row on this refresh token.
-- refused_version: version of the credentials that were refused. A greater one in the row is a new login.
CREATE TABLE IF NOT EXISTS tokenwell_claims (
    account_id                bigint      PRIMARY KEY,
    owner                     text        NOT NULL,
    claimed_until             timestamptz NOT NULL,
    started_at                timestamptz NOT NULL,
    refresh_token_fingerprint text,
    outcome                   text,
    reason                    text,
    lost_owner                text,
    lost_since                timestamptz,
    lost_first                timestamptz,
    failures                  integer,
    refusals                  integer,
    refused_version           bigint,
    account_key               text
);

-- What a table of an earlier version lacks. Nothing else is changed, so its instances go on. Each statement may run again.
ALTER TABLE tokenwell_claims
    ADD COLUMN IF NOT EXISTS outcome         text,
    ADD COLUMN IF NOT EXISTS reason          text,
    ADD COLUMN IF NOT EXISTS lost_owner      text,
    ADD COLUMN IF NOT EXISTS lost_since      timestamptz,
    ADD COLUMN IF NOT EXISTS lost_first      timestamptz,
    ADD COLUMN IF NOT EXISTS failures        integer,
    ADD COLUMN IF NOT EXISTS refusals        integer,
    ADD COLUMN IF NOT EXISTS refused_version bigint,
    ADD COLUMN IF NOT EXISTS account_key     text;

-- One claim for one id, however it was written: the text 42 and the number 42 are one account.
CREATE UNIQUE INDEX IF NOT EXISTS tokenwell_claims_account_key
    ON tokenwell_claims ((coalesce(account_key, account_id::text)) COLLATE "C");
