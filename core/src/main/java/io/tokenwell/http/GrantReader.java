package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
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
    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(3650).toSeconds());

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

    private final TokenEndpointSettings settings;

    GrantReader(TokenEndpointSettings settings) {
        this.settings = settings;
    }

    /** Returns the grant. Throws {@link TransportProblem} if the answer contains nothing that could be lost. */
    TokenGrant grant(Account account, Instant asked, byte[] body) throws TransportProblem {
        Credentials answer =
                Json.object(body).map(Credentials::of).orElseThrow(() -> new TransportProblem("no JSON object"));
        Optional<Duration> lifetime = lifetime(answer);
        if (answer.refreshToken().isEmpty()) {
            requireUsable(answer, lifetime);
        }
        warnOf(account, answer);
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
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

    /**
     * Logs an unusable refresh token: the old one is kept and the access token is used, but the server may have used up
     * the old refresh token.
     */
    private static void warnOf(Account account, Credentials answer) {
        if (answer.refreshTokenUnusable()) {
            log.error(
                    "Refresh token of an answer not usable (characters that no token has), the stored one is kept;"
                            + " a login is needed if the server has used it up: account_id={}",
                    account.id());
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

    private Optional<Duration> lifetime(Credentials answer) {
        return answer.text("expires_in")
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> new BigDecimal(text).min(LONGEST_SECONDS).max(LONGEST_SECONDS.negate()))
                .map(seconds -> Duration.ofSeconds(seconds.longValue()))
                .or(() -> Optional.ofNullable(settings.defaultLifetime()));
    }

    /** Returns the expiry in whole seconds, rounded down. */
    private static String expiry(Instant asked, Duration lifetime) {
        Instant end = asked.plus(lifetime);
        return end.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
