package io.tokenwell.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient.Authentication;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One refresh request (RFC 6749 section 6) before it is sent. */
final class RefreshForm {

    /** A part of a secret that is long enough to be harmful. */
    private static final int PART = 12;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Secret refreshToken;
    private final String clientId;
    private final @Nullable Secret clientSecret;
    private final Authentication authentication;
    private final List<String> secrets;

    RefreshForm(TokenEndpointSettings settings, Account account, Secret refreshToken) {
        OAuthClient client = settings.client();
        this.refreshToken = refreshToken;
        this.clientId = Unsendable.clientId(account).orElse(client.id());
        this.clientSecret = clientId.equals(client.id()) ? client.secret() : null;
        this.authentication = client.authentication();
        this.secrets = Stream.of(
                        Optional.of(refreshToken),
                        Optional.ofNullable(clientSecret),
                        account.credentials().accessToken(),
                        account.credentials().text("id_token").map(Secret::of))
                .flatMap(Optional::stream)
                .map(Secret::expose)
                .toList();
        fill(settings.scope());
    }

    private void fill(String scope) {
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken.expose());
        fields.put("client_id", clientId);
        if (!scope.isEmpty()) {
            fields.put("scope", scope);
        }
        if (clientSecret != null && authentication == Authentication.POST) {
            fields.put("client_secret", clientSecret.expose());
        }
    }

    void addHeaders(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded");
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        if (clientSecret != null && authentication == Authentication.BASIC) {
            String pair = encoded(clientId) + ':' + encoded(clientSecret.expose());
            String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
            headers.set(HttpHeaderNames.AUTHORIZATION, "Basic " + basic);
        }
    }

    byte[] body() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
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
