package io.tokenwell.example.authorization;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who signs in, and the login of an application behind it: the authorization code flow with PKCE. */
final class Browser {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";
    private static final JsonMapper JSON = new JsonMapper();

    private final SpringServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();

    /** Signs in. */
    Browser(SpringServer server) {
        this.server = server;
        String page = sent(HttpRequest.newBuilder(server.address("/login"))).body();
        Map<String, String> form =
                Map.of("username", SpringServer.USER, "password", SpringServer.PASSWORD, "_csrf", found(CSRF, page));
        assertThat(posted(server.address("/login"), form).headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).doesNotContain("error"));
    }

    /** Lets the gateway have tokens of its own. */
    JsonNode login() {
        Map<String, String> ask = Map.of(
                "response_type",
                "code",
                "client_id",
                Client.GATEWAY.id(),
                "redirect_uri",
                SpringServer.REDIRECT,
                "scope",
                "openid",
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256");
        URI authorize = server.address("/oauth2/authorize?" + encoded(ask));
        String back = sent(HttpRequest.newBuilder(authorize))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Map<String, String> grant = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                found(CODE, back),
                "redirect_uri",
                SpringServer.REDIRECT,
                "code_verifier",
                VERIFIER,
                "client_id",
                Client.GATEWAY.id(),
                "client_secret",
                Client.GATEWAY.secret());
        return granted(posted(server.tokenUri(), grant));
    }

    /** Uses a refresh token up, as a copy of the gateway that nobody knows of would. */
    void spend(String refreshToken) {
        granted(posted(
                server.tokenUri(),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken,
                        "client_id",
                        Client.GATEWAY.id(),
                        "client_secret",
                        Client.GATEWAY.secret())));
    }

    private static JsonNode granted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> posted(URI address, Map<String, String> form) {
        return sent(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Accept", "text/html,application/json")
                            .timeout(LIMIT)
                            .build(),
                    BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
