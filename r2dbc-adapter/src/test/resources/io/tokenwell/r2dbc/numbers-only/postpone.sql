WITH account AS MATERIALIZED (
  SELECT "id" AS id, "platform"::text AS platform, "type"::text AS type, "status"::text AS status,
       "credentials" AS credentials, NULL::text AS proxy
  FROM "SCHEMA"."accounts" WHERE "id" = $1 FOR NO KEY UPDATE
), paused AS (
  UPDATE "SCHEMA"."tokenwell_claims" AS held
     SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond', outcome = $4, reason = $5
   WHERE held.account_id = $1 AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0 AND coalesce(held.outcome, 'unknown') IN ('unknown', 'failed')
)
SELECT platform, type, status, credentials::text AS document, proxy FROM account
