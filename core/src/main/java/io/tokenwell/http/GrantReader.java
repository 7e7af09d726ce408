package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.WireText;
import io.tokenwell.spi.TokenGrant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates a successful answer (RFC 6749 section 5.1) to the stored keys. */
final class GrantReader {

    private static final Logger log = LoggerFactory.getLogger(GrantReader.class);

    /** Limits an absurd lifetime to years that RFC 3339 can write. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(LONGEST.toSeconds());

    /** A scope or an address; longer texts only fill the row. */
    private static final int LONGEST_KEPT = 4_000;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

    private final TokenEndpointSettings settings;

    GrantReader(TokenEndpointSettings settings) {
        this.settings = settings;
    }

    /** Returns the grant. Throws {@link TransportProblem} if the answer contains nothing that could be lost. */
    TokenGrant grant(Account account, Instant asked, ParsedAnswer body) throws TransportProblem {
        Credentials answer = tokens(account, body);
        Optional<Duration> lifetime = lifetime(answer, asked);
        if (answer.refreshToken().isEmpty()) {
            requireUsable(answer, lifetime);
        }
        warnOf(account, answer);
        Map<String, @Nullable Object> stored = new LinkedHashMap<>(kept(body));
        answer.text("id_token").map(String::strip).ifPresent(idToken -> stored.putAll(identity(account, idToken)));
        answer.refreshToken().map(Secret::expose).ifPresent(token -> stored.put(Credentials.REFRESH_TOKEN, token));
        answer.accessToken().map(Secret::expose).ifPresent(token -> {
            stored.put(Credentials.ACCESS_TOKEN, token);
            // Null on purpose: the old token's expiry must not be taken for the new one's.
            stored.put(
                    Credentials.EXPIRES_AT,
                    lifetime.map(life -> expiry(asked, life)).orElse(null));
        });
        return new TokenGrant(stored);
    }

    /** Returns what stands at the places of the format; without any token there, what the answer has elsewhere. */
    private Credentials tokens(Account account, ParsedAnswer body) {
        Credentials found = tokens(body, settings.answer());
        if (found.accessToken().isPresent() || found.refreshToken().isPresent()) {
            return found;
        }
        return body.onlyObjectWithTokens()
                .map(object -> {
                    log.warn(
                            "Tokens of an answer found at another place than its format says, they are used:"
                                    + " account_id={} platform={}",
                            AccountIds.encoded(account.id()),
                            settings.platform());
                    return tokens(object, TokenAnswerFormat.rfc6749());
                })
                .orElse(found);
    }

    private static Credentials tokens(ParsedAnswer body, TokenAnswerFormat format) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        found.put(Credentials.ACCESS_TOKEN, body.at(format.accessToken()));
        found.put(Credentials.REFRESH_TOKEN, body.at(format.refreshToken()));
        found.put("expires_in", body.at(format.expiresIn()));
        found.put(Credentials.EXPIRES_AT, body.at(format.expiresAt()));
        found.put("id_token", body.at("/id_token"));
        return Credentials.of(found);
    }

    /** Returns further values; what the answer does not have, or has in a form that nobody can use, stays as it is stored. */
    private Map<String, @Nullable Object> kept(ParsedAnswer body) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        settings.answer().kept().forEach((key, place) -> {
            Object value = body.at(place);
            if (value instanceof Number
                    || value instanceof Boolean
                    || (value instanceof String text && text.length() <= LONGEST_KEPT && WireText.isVisible(text))) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    /**
     * Logs an unusable refresh token: the old one is kept and the access token is used, but the server may have used up
     * the old refresh token.
     */
    private static void warnOf(Account account, Credentials answer) {
        if (answer.refreshTokenUnusable()) {
            log.error(
                    "Refresh token of an answer not usable (characters that no token has), the stored one is kept;"
                            + " a login is needed if the server has used it up: account_id={}",
                    AccountIds.encoded(account.id()));
        }
    }

    private Map<String, @Nullable Object> identity(Account account, String idToken) {
        Map<String, @Nullable Object> identity =
                new LinkedHashMap<>(IdToken.claims(account.id(), idToken, settings.idTokenClaims()));
        identity.put("id_token", idToken);
        return identity;
    }

    private static void requireUsable(Credentials answer, Optional<Duration> lifetime) throws TransportProblem {
        if (answer.accessToken().isEmpty()) {
            throw new TransportProblem(
                    answer.accessTokenUnusable()
                            ? "its access token has characters that no token has"
                            : "no access token in it");
        }
        if (lifetime.filter(life -> life.isZero() || life.isNegative()).isPresent()) {
            throw new TransportProblem("its access token has no lifetime left");
        }
    }

    /** Returns the lifetime that the answer names, that its access token names, or that the settings name. */
    private Optional<Duration> lifetime(Credentials answer, Instant asked) {
        return answer.text("expires_in")
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> new BigDecimal(text).multiply(unit()).min(LONGEST_SECONDS))
                .map(seconds ->
                        Duration.ofSeconds(seconds.max(LONGEST_SECONDS.negate()).longValue()))
                .or(() -> answer.expiresAt()
                        .or(() -> answer.accessToken().flatMap(token -> IdToken.expiry(token.expose())))
                        .filter(end -> end.isAfter(asked))
                        .map(end -> between(asked, end)))
                .or(() -> Optional.ofNullable(settings.defaultLifetime()));
    }

    private BigDecimal unit() {
        return BigDecimal.valueOf(settings.answer().lifetimeUnit().toNanos(), 9);
    }

    private static Duration between(Instant asked, Instant end) {
        Duration life = Duration.between(asked, end);
        return life.compareTo(LONGEST) > 0 ? LONGEST : life;
    }

    /** Returns the expiry in whole seconds, rounded down. */
    private static String expiry(Instant asked, Duration lifetime) {
        Instant end = asked.plus(lifetime);
        return end.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
