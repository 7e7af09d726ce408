SELECT account_id FROM "SCHEMA"."tokenwell_claims"
 WHERE account_id > $1
   AND CASE coalesce(outcome, 'running')
         WHEN 'running' THEN claimed_until <= clock_timestamp() - $2 * interval '1 millisecond'
         WHEN 'unknown' THEN claimed_until <= clock_timestamp()
         WHEN 'failed' THEN claimed_until <= clock_timestamp() AND lost_owner IS NOT NULL
         ELSE outcome = 'abandoned' AND lost_owner IS NOT NULL END
   AND greatest(CASE WHEN coalesce(outcome, 'unknown') = 'unknown' THEN started_at END, lost_since)
       > clock_timestamp() - $3 * interval '1 millisecond'
 ORDER BY account_id
 LIMIT $4
