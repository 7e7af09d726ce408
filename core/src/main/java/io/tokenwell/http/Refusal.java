package io.tokenwell.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientResponse;

/** Reads answers that are not a success: RFC 6749 section 5.2, and the nested {@code error} object of OpenAI. */
final class Refusal {

    /** The statuses with which a server comments on a token. Any other may come from a proxy or an outage. */
    private static final Set<Integer> ABOUT_THE_TOKEN = Set.of(400, 401, 403);

    private static final int TOO_MANY_REQUESTS = 429;

    /** A code is a short word; a longer text may be an echoed token. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final HttpClientResponse response;
    private final Optional<Map<String, @Nullable Object>> answer;

    Refusal(HttpClientResponse response, byte[] body) {
        this.response = response;
        this.answer = Json.object(body);
    }

    Details details(Set<String> terminalCodes, RefreshForm form, Instant now) {
        int status = response.status().code();
        Optional<String> code = code().filter(found -> !form.quotedIn(found));
        boolean terminal = ABOUT_THE_TOKEN.contains(status)
                && code.filter(terminalCodes::contains).isPresent();
        String wait = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
        return new Details(
                outcome(status),
                status,
                code.orElse(null),
                terminal,
                RetryAfter.read(wait, now),
                ErrorText.of(answer.isPresent() ? answer.get() : Map.of(), form::quotedInPart));
    }

    /** A server error may come after the token was rotated; a refusal comes instead of the rotation. */
    private static Outcome outcome(int status) {
        return status >= 300 && status < 500 ? Outcome.REJECTED : Outcome.UNKNOWN;
    }

    String reason() {
        int status = response.status().code();
        if (status == TOO_MANY_REQUESTS) {
            return "too many requests";
        }
        return switch (status / 100) {
            case 3 -> "redirect not followed";
            case 4 -> "refused";
            default -> "server error";
        };
    }

    private Optional<String> code() {
        Map<?, ?> top = answer.isPresent() ? answer.get() : Map.of();
        Object error = top.get("error");
        Map<?, ?> nested = error instanceof Map<?, ?> found ? found : Map.of();
        return Stream.of(Optional.ofNullable(error), found(nested, "code"), found(nested, "type"), found(top, "code"))
                .flatMap(Optional::stream)
                .filter(String.class::isInstance)
                .map(code -> ((String) code).strip())
                .filter(CODE.asMatchPredicate())
                .findFirst();
    }

    private static Optional<Object> found(Map<?, ?> object, String key) {
        return Optional.ofNullable(object.get(key));
    }
}
