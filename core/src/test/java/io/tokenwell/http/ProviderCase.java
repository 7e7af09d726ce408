package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient.Authentication;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of cases, as {@code core/docs/providers.md} describes it.
 *
 * @param fields the parsed object
 */
record ProviderCase(Map<String, @Nullable Object> fields) {

    private static final Set<String> KNOWN =
            Set.of("id", "provider", "source", "preset", "settings", "client", "credentials", "answers", "expected");

    ProviderCase {
        if (!KNOWN.containsAll(fields.keySet())) {
            throw new IllegalArgumentException("a case has no other fields than " + KNOWN + ": " + fields.keySet());
        }
    }

    String id() {
        return String.valueOf(fields.get("id"));
    }

    /** The dialect, at an address of the driver's. */
    TokenEndpointSettings settings(URI address) {
        TokenEndpointSettingsBuilder builder = fields.get("preset") instanceof String preset
                ? ProviderPresets.named(preset)
                : ProviderPresets.of(object("settings"));
        return builder.platform("acme")
                .tokenUri(address)
                .client(client())
                .transport(Redeeming.CALM)
                .build();
    }

    private OAuthClient client() {
        Map<String, @Nullable Object> given = object("client");
        OAuthClientBuilder client = OAuthClient.builder().id(String.valueOf(given.getOrDefault("id", "client-1")));
        if (given.get("secret") instanceof String secret) {
            client.secret(Secret.of(secret));
        }
        if (given.get("authentication") instanceof String authentication) {
            client.authentication(Authentication.valueOf(authentication));
        }
        return client.build();
    }

    /** Expired, with a refresh token; what the case says comes on top. */
    Account account() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("access_token", "AT-old");
        stored.put("refresh_token", "RT-old");
        stored.put("expires_at", Redeeming.NOW.minusSeconds(60).toString());
        stored.put("_token_version", 7L);
        stored.putAll(object("credentials"));
        return Account.active(1, "acme", Credentials.of(stored));
    }

    List<TokenServer.Answer> answers() {
        return list("answers").stream()
                .map(each -> DialectReader.object("answers", each))
                .map(answer -> new TokenServer.Answer(
                        answer.get("status") instanceof Integer status ? status : 200,
                        texts(answer.get("headers")),
                        String.valueOf(answer.getOrDefault("body", ""))))
                .toList();
    }

    Optional<Object> expected(String field) {
        return Optional.ofNullable(object("expected").get(field));
    }

    Map<String, @Nullable Object> expectedObject(String field) {
        return expected(field).map(value -> DialectReader.object(field, value)).orElse(Map.of());
    }

    private Map<String, @Nullable Object> object(String field) {
        Object value = fields.get(field);
        return value == null ? Map.of() : DialectReader.object(field, value);
    }

    private List<?> list(String field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> texts.put(String.valueOf(name), String.valueOf(each)));
        }
        return texts;
    }
}
