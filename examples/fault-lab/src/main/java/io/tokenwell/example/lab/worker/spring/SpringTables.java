package io.tokenwell.example.lab.worker.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.security.oauth2.client.R2dbcReactiveOAuth2AuthorizedClientService;

/** Where Spring Security keeps its accounts, one authorized client each, the account's id being the principal's name. */
public final class SpringTables {

    /** Name of the client registration. */
    public static final String REGISTRATION = "lab";

    private SpringTables() {}

    /**
     * The table, as Spring Security ships it for PostgreSQL.
     *
     * @return one CREATE TABLE
     */
    public static String ddl() {
        try (InputStream schema = R2dbcReactiveOAuth2AuthorizedClientService.class.getResourceAsStream(
                "oauth2-client-schema-postgres.sql")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stores logins, over earlier ones of the same accounts. A token's date of issue, which Spring wants to be before its
     * end, is a minute before that.
     *
     * @return a statement with four arrays: $1 account ids, $2 access tokens, $3 refresh tokens, $4 ends of the access
     *     tokens in ISO 8601
     */
    public static String logins() {
        return """
                INSERT INTO oauth2_authorized_client
                       (client_registration_id, principal_name, access_token_type, access_token_value,
                        access_token_issued_at, access_token_expires_at, refresh_token_value, refresh_token_issued_at)
                SELECT '%s', id::text, 'Bearer', convert_to(access_token, 'UTF8'),
                       expires_at::timestamptz AT TIME ZONE 'UTC' - interval '1 minute',
                       expires_at::timestamptz AT TIME ZONE 'UTC', convert_to(refresh_token, 'UTF8'),
                       expires_at::timestamptz AT TIME ZONE 'UTC' - interval '1 minute'
                  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                       AS fresh(id, access_token, refresh_token, expires_at)
                ON CONFLICT (client_registration_id, principal_name) DO UPDATE
                   SET access_token_value = excluded.access_token_value,
                       access_token_issued_at = excluded.access_token_issued_at,
                       access_token_expires_at = excluded.access_token_expires_at,
                       refresh_token_value = excluded.refresh_token_value,
                       refresh_token_issued_at = excluded.refresh_token_issued_at""".formatted(REGISTRATION);
    }

    /**
     * Reads accounts. One whose client was removed has no row.
     *
     * @return a query with an array of account ids as $1; its columns are {@code id}, {@code access_token} and
     *     {@code refresh_token}
     */
    public static String rows() {
        return """
                SELECT principal_name::bigint AS id, convert_from(access_token_value, 'UTF8') AS access_token,
                       convert_from(refresh_token_value, 'UTF8') AS refresh_token
                  FROM oauth2_authorized_client WHERE principal_name = ANY($1::bigint[]::text[])""";
    }
}
