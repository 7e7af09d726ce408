package io.tokenwell.example.servers;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A refresh request as RFC 6749 wants it.
 *
 * @param refreshToken the token presented
 * @param scope the scope asked for
 */
record TokenRequest(String refreshToken, String scope) {

    private static final int LARGEST_BODY = 16_384;
    private static final int MOST_PARAMETERS = 100;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String DEFAULT_SCOPE = "openid profile email";
    private static final Set<String> SCOPES = Set.of("openid", "profile", "email", "offline_access");

    /** A request that is not answered with tokens, whatever the token. */
    static final class Refused extends RuntimeException {
        private final String code;

        Refused(String code, String description) {
            super(description, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    @Override
    public String toString() {
        return "TokenRequest[scope=" + scope + "]";
    }

    static Mono<TokenRequest> from(HttpServerRequest request) {
        String type = String.valueOf(request.requestHeaders().get("Content-Type"));
        if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return Mono.error(new Refused("invalid_request", "the body must be " + FORM));
        }
        return request.receive()
                .asByteArray()
                .reduceWith(ByteArrayOutputStream::new, TokenRequest::withinLimit)
                .map(body -> from(body.toString(StandardCharsets.UTF_8)));
    }

    private static ByteArrayOutputStream withinLimit(ByteArrayOutputStream body, byte[] part) {
        if (body.size() + part.length > LARGEST_BODY) {
            throw new Refused("invalid_request", "the body is too large");
        }
        body.writeBytes(part);
        return body;
    }

    private static TokenRequest from(String body) {
        Map<String, List<String>> form = form(body);
        if (!required(form, "grant_type").equals("refresh_token")) {
            throw new Refused("unsupported_grant_type", "only refresh_token is supported");
        }
        required(form, "client_id");
        return new TokenRequest(required(form, "refresh_token"), scope(form));
    }

    private static Map<String, List<String>> form(String body) {
        try {
            return new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true).parameters();
        } catch (IllegalArgumentException brokenEscape) {
            throw new Refused("invalid_request", "the body is not a form");
        }
    }

    private static String scope(Map<String, List<String>> form) {
        @Nullable String asked = single(form, "scope");
        if (asked == null) {
            return DEFAULT_SCOPE;
        }
        if (!SCOPES.containsAll(List.of(asked.split(" ", -1)))) {
            throw new Refused("invalid_scope", "only " + String.join(", ", SCOPES) + " can be asked for");
        }
        return asked;
    }

    private static String required(Map<String, List<String>> form, String name) {
        @Nullable String value = single(form, name);
        if (value == null) {
            throw new Refused("invalid_request", name + " is missing");
        }
        return value;
    }

    /** RFC 6749, 3.2: a parameter without a value counts as left out, and none may come twice. */
    private static @Nullable String single(Map<String, List<String>> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Refused("invalid_request", name + " comes more than once");
        }
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }
}
