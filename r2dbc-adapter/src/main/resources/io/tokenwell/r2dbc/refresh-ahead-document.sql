-- Optional: refresh-ahead.sql for a column of the type json, text or varchar, in PostgreSQL 16 or later.
-- On a large table that is in use, run it by hand with CREATE INDEX CONCURRENTLY: else nobody can write to the table meanwhile.
-- The end of an access token in UTC, as RFC 3339 (with seconds), epoch seconds or epoch milliseconds. Anything else is NULL, and so is
-- a text that is no JSON, that is nested too deeply for the parser, or that has escapes of no characters.
-- It calls nothing that depends on settings or that fails for any text. The query of the library has the very same expression.
CREATE INDEX IF NOT EXISTS accounts_tokenwell_expiry ON accounts (
(CASE WHEN CASE WHEN length(credentials::text) - length(translate(credentials::text, '[{', '')) < 5000 THEN credentials::text IS JSON OBJECT AND regexp_replace(regexp_replace(credentials::text, '\\\\', '.', 'g'), '\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}', '.', 'g') !~ '\\u(0000|[dD][89a-fA-F])' ELSE false END
THEN CASE WHEN (credentials::text::json ->> 'expires_at') ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.,][0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$'
     THEN make_timestamp(
              substr((credentials::text::json ->> 'expires_at'), 1, 4)::integer, substr((credentials::text::json ->> 'expires_at'), 6, 2)::integer, 1,
              substr((credentials::text::json ->> 'expires_at'), 12, 2)::integer, substr((credentials::text::json ->> 'expires_at'), 15, 2)::integer,
              translate(substring((credentials::text::json ->> 'expires_at') FROM '^.{17}([0-9]{2}([.,][0-9]{1,6})?)'), ',', '.')::double precision)
          + make_interval(days => substr((credentials::text::json ->> 'expires_at'), 9, 2)::integer - 1)
          - CASE WHEN (credentials::text::json ->> 'expires_at') ~ '[+-][0-9]{2}:[0-9]{2}$'
                 THEN make_interval(
                          hours => left(right((credentials::text::json ->> 'expires_at'), 6), 3)::integer,
                          mins => (left(right((credentials::text::json ->> 'expires_at'), 6), 1) || right((credentials::text::json ->> 'expires_at'), 2))::integer)
                 ELSE interval '0' END
     WHEN (credentials::text::json ->> 'expires_at') ~ '^[0-9]{1,14}([.][0-9]+)?$'
     THEN timestamp '1970-01-01' + trunc(((credentials::text::json ->> 'expires_at'))::numeric)::double precision
          * CASE WHEN ((credentials::text::json ->> 'expires_at'))::numeric > 100000000000 THEN interval '1 millisecond' ELSE interval '1 second' END
END
END), id);

-- Without counts of what the index is worth it may not be used. Reads a sample of the table, and locks nobody out.
ANALYZE accounts;
