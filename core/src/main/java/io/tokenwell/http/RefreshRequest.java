package io.tokenwell.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokenwell.Account;
import io.tokenwell.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One refresh request (RFC 6749 section 6) before it is sent. */
final class RefreshRequest {

    /** A part of a secret that is long enough to be harmful. */
    private static final int PART = 12;

    /** RFC 7523 section 2.2. */
    private static final String BEARER_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final TokenRequestFormat format;
    private final @Nullable String authorization;
    private final List<String> secrets;

    RefreshRequest(TokenEndpointSettings settings, Account account, Secret refreshToken) {
        this.format = settings.request();
        OAuthClient client = settings.client();
        String clientId = Unsendable.clientId(account).orElse(client.id());
        @Nullable Secret clientSecret = secretOf(client, clientId, account);
        this.authorization =
                clientSecret == null ? null : client.authentication().header(clientId, clientSecret.expose());
        this.secrets = secrets(account, refreshToken, clientSecret);
        put("grant_type", "refresh_token");
        put("refresh_token", refreshToken.expose());
        if (authorization == null) {
            put("client_id", clientId);
        }
        put("scope", settings.scope());
        if (clientSecret != null && authorization == null) {
            put("client_secret", clientSecret.expose());
        }
        fields.putAll(format.parameters());
    }

    private static List<String> secrets(Account account, Secret refreshToken, @Nullable Secret clientSecret) {
        return Stream.of(
                        Optional.of(refreshToken),
                        Optional.ofNullable(clientSecret),
                        account.credentials().accessToken(),
                        account.credentials().text("id_token").map(Secret::of))
                .flatMap(Optional::stream)
                .map(Secret::expose)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Adds what proves the client (RFC 7521 section 4.2). */
    RefreshRequest asserting(String jwt) {
        put("client_assertion_type", BEARER_JWT);
        put("client_assertion", jwt);
        secrets.add(jwt);
        return this;
    }

    /** Never sends a secret with the identifier of another client. */
    private static @Nullable Secret secretOf(OAuthClient client, String clientId, Account account) {
        return Unsendable.clientId(account).isEmpty()
                ? client.secret()
                : account.credentials()
                        .text("client_secret")
                        .map(Secret::of)
                        .flatMap(Secret::stripped)
                        .orElse(clientId.equals(client.id()) ? client.secret() : null);
    }

    private void put(String standard, String value) {
        String name = format.named(standard);
        if (!name.isBlank() && !value.isEmpty()) {
            fields.put(name, value);
        }
    }

    void addHeaders(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, format.body().mediaType());
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        if (authorization != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        format.headers().forEach(headers::set);
    }

    byte[] body() {
        return switch (format.body()) {
            case FORM ->
                fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.US_ASCII);
            case JSON -> Json.bytes(fields);
        };
    }

    /** Reports whether a text repeats a secret, as it is or as it was sent. */
    boolean quotedIn(String text) {
        return secrets.stream().anyMatch(secret -> text.contains(secret) || text.contains(encoded(secret)));
    }

    /** Reports whether a text repeats a secret or a part of it. */
    boolean quotedInPart(String text) {
        return quotedIn(text)
                || secrets.stream().anyMatch(secret -> partOf(secret, text) || partOf(encoded(secret), text));
    }

    private static boolean partOf(String secret, String text) {
        return IntStream.rangeClosed(0, text.length() - PART)
                .anyMatch(from -> secret.contains(text.substring(from, from + PART)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
