WITH account AS MATERIALIZED (
  SELECT "id" AS id, "platform"::text AS platform, "type"::text AS type, "status"::text AS status,
       "credentials" AS credentials, NULL::text AS proxy
  FROM "SCHEMA"."accounts" WHERE "id" = $1 FOR NO KEY UPDATE
), token AS MATERIALIZED (
  SELECT ARRAY(SELECT left(encode(sha256(substring($5 FROM block FOR 64)
  || sha256(substring($4 FROM block FOR 64) || convert_to('key id', 'UTF8'))), 'hex'), 8) || ':' || encode(sha256(substring($5 FROM block FOR 64)
  || sha256(substring($4 FROM block FOR 64) || convert_to(credentials ->> 'refresh_token', 'UTF8'))), 'hex')
        FROM generate_series(1, length($4), 64) AS block ORDER BY block) AS fingerprints FROM account
), claim AS (
  INSERT INTO "SCHEMA"."tokenwell_claims" AS held
         (account_id, owner, claimed_until, started_at, refresh_token_fingerprint)
  SELECT id, $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp(), fingerprints[1]
    FROM account, token
   WHERE coalesce(jsonb_typeof(credentials), 'object') = 'object'
     AND num_nulls(platform, type, status) = 0
  ON CONFLICT (account_id) DO UPDATE
     SET owner = excluded.owner, claimed_until = excluded.claimed_until,
         started_at = excluded.started_at,
         refresh_token_fingerprint = excluded.refresh_token_fingerprint,
         outcome = NULL, reason = CASE WHEN held.outcome = 'refused' AND (array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) THEN 'marked' END,
         lost_owner = CASE WHEN ((array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR coalesce(
   (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
      FROM token, unnest(fingerprints) AS known), false))
           THEN CASE WHEN coalesce(held.outcome, 'unknown') = 'unknown' THEN held.owner ELSE held.lost_owner END END,
         lost_since = CASE WHEN ((array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR coalesce(
   (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
      FROM token, unnest(fingerprints) AS known), false))
           THEN CASE WHEN coalesce(held.outcome, 'unknown') = 'unknown' THEN held.started_at ELSE held.lost_since END END
   WHERE CASE coalesce(held.outcome, 'running')
           WHEN 'running' THEN held.claimed_until <= clock_timestamp()
             AND (held.claimed_until <= clock_timestamp() - $6 * interval '1 millisecond' OR NOT ((array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR coalesce(
   (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
      FROM token, unnest(fingerprints) AS known), false)))
           WHEN 'refused' THEN NOT (array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL)
             OR $7 > 0 AND held.started_at <= clock_timestamp() - $7 * interval '1 millisecond'
           WHEN 'abandoned' THEN true
           ELSE held.claimed_until <= clock_timestamp() OR NOT ((array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR coalesce(
   (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
      FROM token, unnest(fingerprints) AS known), false)) END
  RETURNING true AS granted, held.lost_owner, held.lost_since, held.reason IS NOT NULL AS marked
)
SELECT platform, type, status, credentials::text AS document, proxy, claim.lost_owner, claim.lost_since, claim.marked, held.reason,
       CASE WHEN claim.granted THEN 'granted'
            WHEN (array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR held.outcome IS DISTINCT FROM 'refused' AND ((array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL) OR coalesce(
   (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
      FROM token, unnest(fingerprints) AS known), false))
            THEN CASE WHEN held.outcome IS NOT NULL THEN held.outcome
                      WHEN held.claimed_until <= clock_timestamp() THEN 'silent' END END AS verdict,
       (extract(epoch FROM held.claimed_until - clock_timestamp()
          + CASE WHEN held.outcome IS NULL THEN $6 * interval '1 millisecond' ELSE interval '0' END) * 1000000)::bigint AS micros_left,
       held.owner AS silent_owner, held.started_at AS silent_since
  FROM account LEFT JOIN claim ON true LEFT JOIN "SCHEMA"."tokenwell_claims" AS held ON held.account_id = $1
