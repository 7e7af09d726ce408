package io.tokenwell.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.client.HttpClientResponse;

/** Reads answers that bring no token: RFC 6749 section 5.2, and what other servers make of it. */
final class Refusal {

    private static final Logger log = LoggerFactory.getLogger(Refusal.class);

    /** The statuses with which a server comments on a token. Any other may come from a proxy or an outage. */
    private static final Set<Integer> ABOUT_THE_TOKEN = Set.of(400, 401, 403);

    private static final int TOO_MANY_REQUESTS = 429;

    /** RFC 6749 section 4.1.2.1: they stand for a status of 5xx. */
    private static final Set<String> OF_THE_SERVER = Set.of("server_error", "temporarily_unavailable");

    private final HttpClientResponse response;
    private final ParsedAnswer answer;
    private final TokenEndpointSettings settings;
    private final Optional<Verdict> ruled;

    Refusal(HttpClientResponse response, ParsedAnswer answer, TokenEndpointSettings settings) {
        this.response = response;
        this.answer = answer;
        this.settings = settings;
        this.ruled = ruled(response.status().code());
    }

    /** Reports whether an answer with a status of success is a refusal: it says so, or somebody knows it for one. */
    boolean isSaid() {
        return answer.saysError() || ruled.isPresent();
    }

    Details details(RefreshRequest request, Instant now) {
        int status = response.status().code();
        List<String> codes = ErrorCodes.of(answer.values()).stream()
                .filter(code -> !request.quotedIn(code))
                .toList();
        Optional<String> terminal =
                codes.stream().filter(settings.terminalCodes()::contains).findFirst();
        boolean spent = (ABOUT_THE_TOKEN.contains(status) || status / 100 == 2) && terminal.isPresent();
        String wait = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
        return new Details(
                ruled.isPresent() ? Outcome.REJECTED : outcome(status, codes),
                status,
                terminal.or(() -> codes.stream().findFirst()).orElse(null),
                ruled.orElse(spent ? Verdict.SPENT : Verdict.PASSING),
                RetryAfter.read(wait, now),
                ErrorText.of(answer, request::quotedInPart));
    }

    private Optional<Verdict> ruled(int status) {
        return judged(status)
                .or(() -> settings.rules().stream()
                        .filter(rule -> rule.appliesTo(status, answer))
                        .findFirst()
                        .map(AnswerRule::verdict));
    }

    private Optional<Verdict> judged(int status) {
        try {
            return settings.judge().verdict(status, answer.values());
        } catch (RuntimeException quotesItsInput) {
            log.warn(
                    "The judge of answers failed, the rules decide: error={}",
                    quotesItsInput.getClass().getName());
            return Optional.empty();
        }
    }

    /** A server error may come after the token was rotated; a refusal comes instead of the rotation. */
    private static Outcome outcome(int status, List<String> codes) {
        boolean underSuccess = status / 100 == 2 && codes.stream().noneMatch(OF_THE_SERVER::contains);
        return underSuccess || (status >= 300 && status < 500) ? Outcome.REJECTED : Outcome.UNKNOWN;
    }

    String reason() {
        int status = response.status().code();
        if (status == TOO_MANY_REQUESTS) {
            return "too many requests";
        }
        return switch (status / 100) {
            case 2 -> "refused, though with a status of success";
            case 3 -> "redirect not followed";
            case 4 -> "refused";
            default -> "server error";
        };
    }
}
