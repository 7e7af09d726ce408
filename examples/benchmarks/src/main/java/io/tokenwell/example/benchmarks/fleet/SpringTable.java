package io.tokenwell.example.benchmarks.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.security.oauth2.client.R2dbcReactiveOAuth2AuthorizedClientService;

/** Where Spring Security keeps logins, the account's id being the principal's name. */
final class SpringTable {

    static final String REGISTRATION = "benchmarks";

    /** A token's date of issue, which Spring wants to be before its end, is a minute before that. */
    static final String STORE = """
            INSERT INTO oauth2_authorized_client
                   (client_registration_id, principal_name, access_token_type, access_token_value,
                    access_token_issued_at, access_token_expires_at, refresh_token_value, refresh_token_issued_at)
            SELECT '%s', id::text, 'Bearer', convert_to(access_token, 'UTF8'),
                   expires_at::timestamptz AT TIME ZONE 'UTC' - interval '1 minute',
                   expires_at::timestamptz AT TIME ZONE 'UTC', convert_to(refresh_token, 'UTF8'),
                   expires_at::timestamptz AT TIME ZONE 'UTC' - interval '1 minute'
              FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                   AS fresh(id, access_token, refresh_token, expires_at)""".formatted(REGISTRATION);

    private SpringTable() {}

    /** As Spring Security ships it for PostgreSQL. */
    static String ddl() {
        try (InputStream schema = R2dbcReactiveOAuth2AuthorizedClientService.class.getResourceAsStream(
                "oauth2-client-schema-postgres.sql")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
