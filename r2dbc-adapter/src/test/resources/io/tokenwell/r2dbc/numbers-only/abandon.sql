WITH account AS MATERIALIZED (
  SELECT "id" AS id, "platform"::text AS platform, "type"::text AS type, "status"::text AS status,
       "credentials" AS credentials, NULL::text AS proxy
  FROM "SCHEMA"."accounts" WHERE "id" = $1 FOR NO KEY UPDATE
), kept AS (
  UPDATE "SCHEMA"."tokenwell_claims" AS held SET outcome = 'abandoned', reason = NULL
   WHERE held.account_id = $1 AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0 AND held.outcome IS DISTINCT FROM 'refused' AND held.lost_owner IS NOT NULL
), freed AS (
  DELETE FROM "SCHEMA"."tokenwell_claims" AS held
   WHERE held.account_id = $1 AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0 AND held.outcome IS DISTINCT FROM 'refused' AND held.lost_owner IS NULL
)
SELECT platform, type, status, credentials::text AS document, proxy FROM account
