package io.tokenwell.example.peers.original;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The original's {@code OpenAIOAuthService}: one POST, one timeout, every failure the same. */
final class OriginalEndpoint {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI tokenUri;
    private final String clientId;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient client = HttpClient.create().disableRetry(true);

    OriginalEndpoint(URI tokenUri, String clientId, Duration timeout, Clock clock) {
        this.tokenUri = tokenUri;
        this.clientId = clientId;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** {@code RefreshAccountToken}. Cancelled with its subscriber, as the original's call is with its context. */
    Mono<JsonNode> refreshed(Account account) {
        String token = account.credentials().refreshToken().map(Secret::expose).orElse("");
        if (token.isEmpty()) {
            return Mono.error(new IllegalStateException("no refresh token available"));
        }
        return client.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"))
                .post()
                .uri(tokenUri)
                .send(ByteBufMono.fromString(Mono.just(form(token))))
                .responseSingle((response, body) -> answer(response, body))
                .timeout(timeout);
    }

    private String form(String refreshToken) {
        QueryStringEncoder form = new QueryStringEncoder("");
        form.addParam("grant_type", "refresh_token");
        form.addParam("refresh_token", refreshToken);
        form.addParam("client_id", clientId);
        form.addParam("scope", "openid profile email");
        return form.toString().substring(1);
    }

    private static Mono<JsonNode> answer(HttpClientResponse response, ByteBufMono body) {
        return body.asString(StandardCharsets.UTF_8).defaultIfEmpty("").map(text -> {
            if (response.status().code() != 200) {
                throw new IllegalStateException(
                        "token refresh failed: status " + response.status().code());
            }
            return JSON.readTree(text);
        });
    }

    /** {@code BuildAccountCredentials} and the merge after it: only keys that the answer lacks keep their old values. */
    Credentials merged(Account account, JsonNode answer) {
        Map<String, Object> fresh = new LinkedHashMap<>();
        fresh.put(Credentials.ACCESS_TOKEN, answer.path("access_token").asString(""));
        fresh.put(Credentials.REFRESH_TOKEN, answer.path("refresh_token").asString(""));
        fresh.put(
                Credentials.EXPIRES_AT,
                clock.instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(answer.path("expires_in").asLong(0))
                        .toString());
        return account.credentials().with(fresh);
    }
}
