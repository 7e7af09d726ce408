package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Creates accounts and verdicts from the rows of {@link AccountSql}. */
record RowReader(SecretFields secrets) {

    Account account(String accountId, Readable row) {
        return new Account(
                accountId,
                required(accountId, row, "platform"),
                required(accountId, row, "type"),
                required(accountId, row, "status"),
                secrets.opened(accountId, CredentialsJson.read(accountId, row.get("document", String.class))),
                row.get("proxy", String.class));
    }

    static boolean flag(Readable row, String column) {
        return Boolean.TRUE.equals(row.get(column, Boolean.class));
    }

    static ClaimVerdict verdict(Readable row) {
        return switch (text(row, "verdict")) {
            case "granted" ->
                new ClaimVerdict.Granted(lost(row), flag(row, "marked"), streak(row), duration(row, "micros_used"));
            case "refused" -> new ClaimVerdict.LoginRequired(text(row, "reason"));
            case "failed" -> pause(row, false);
            case "unknown" -> pause(row, true);
            case "silent" -> silence(row);
            default -> new ClaimVerdict.Held();
        };
    }

    private static @Nullable UnfinishedAttempt lost(Readable row) {
        @Nullable Instant since = row.get("lost_since", Instant.class);
        return since == null ? null : new UnfinishedAttempt(text(row, "lost_owner"), since);
    }

    private static ClaimVerdict pause(Readable row, boolean outcomeUnknown) {
        Duration left = left(row);
        return left.isZero()
                ? new ClaimVerdict.Held()
                : new ClaimVerdict.CoolingDown(new Cooldown(text(row, "reason"), left, outcomeUnknown, streak(row)));
    }

    private static FailureStreak streak(Readable row) {
        return new FailureStreak(count(row, "failures"), count(row, "refusals"));
    }

    private static int count(Readable row, String column) {
        @Nullable Integer count = row.get(column, Integer.class);
        return count == null || count < 0 ? 0 : count;
    }

    private static ClaimVerdict silence(Readable row) {
        Duration left = left(row);
        @Nullable Instant since = row.get("silent_since", Instant.class);
        return left.isZero() || since == null
                ? new ClaimVerdict.Held()
                : new ClaimVerdict.Silent(new UnfinishedAttempt(text(row, "silent_owner"), since), left);
    }

    /** Returns the time that is left; zero if it is over, and the claimant asks again. */
    private static Duration left(Readable row) {
        return duration(row, "micros_left");
    }

    private static Duration duration(Readable row, String column) {
        @Nullable Long micros = row.get(column, Long.class);
        return micros == null || micros <= 0 ? Duration.ZERO : Duration.of(micros, ChronoUnit.MICROS);
    }

    private static String text(Readable row, String column) {
        @Nullable String text = row.get(column, String.class);
        return text == null ? "" : text;
    }

    private static String required(String accountId, Readable row, String column) {
        @Nullable String value = row.get(column, String.class);
        if (value == null) {
            throw new InvalidAccountException(accountId, column + " is NULL");
        }
        return value;
    }
}
