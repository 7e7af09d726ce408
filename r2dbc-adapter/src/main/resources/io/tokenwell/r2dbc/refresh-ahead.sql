-- Optional: needed only by those who refresh tokens ahead of time, to find the accounts whose tokens end soon.
-- For a column of the type jsonb. For json and text there is refresh-ahead-document.sql.
-- On a large table that is in use, run it by hand with CREATE INDEX CONCURRENTLY: else nobody can write to the table meanwhile.
-- The end of an access token in UTC, as RFC 3339 (with seconds), epoch seconds or epoch milliseconds. Anything else is NULL.
-- It calls nothing that depends on settings or that fails for any text. The query of the library has the very same expression.
CREATE INDEX IF NOT EXISTS accounts_tokenwell_expiry ON accounts (
(CASE WHEN (credentials ->> 'expires_at') ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.,][0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$'
     THEN make_timestamp(
              substr((credentials ->> 'expires_at'), 1, 4)::integer, substr((credentials ->> 'expires_at'), 6, 2)::integer, 1,
              substr((credentials ->> 'expires_at'), 12, 2)::integer, substr((credentials ->> 'expires_at'), 15, 2)::integer,
              translate(substring((credentials ->> 'expires_at') FROM '^.{17}([0-9]{2}([.,][0-9]{1,6})?)'), ',', '.')::double precision)
          + make_interval(days => substr((credentials ->> 'expires_at'), 9, 2)::integer - 1)
          - CASE WHEN (credentials ->> 'expires_at') ~ '[+-][0-9]{2}:[0-9]{2}$'
                 THEN make_interval(
                          hours => left(right((credentials ->> 'expires_at'), 6), 3)::integer,
                          mins => (left(right((credentials ->> 'expires_at'), 6), 1) || right((credentials ->> 'expires_at'), 2))::integer)
                 ELSE interval '0' END
     WHEN (credentials ->> 'expires_at') ~ '^[0-9]{1,14}([.][0-9]+)?$'
     THEN timestamp '1970-01-01' + trunc(((credentials ->> 'expires_at'))::numeric)::double precision
          * CASE WHEN ((credentials ->> 'expires_at'))::numeric > 100000000000 THEN interval '1 millisecond' ELSE interval '1 second' END
END), id);

-- Without counts of what the index is worth it may not be used. Reads a sample of the table, and locks nobody out.
ANALYZE accounts;
