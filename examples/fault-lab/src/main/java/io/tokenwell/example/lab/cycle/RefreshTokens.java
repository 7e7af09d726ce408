package io.tokenwell.example.lab.cycle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the lab's server writes into its tokens: {@code lab-rt-family-ordinal-random}. */
final class RefreshTokens {

    private static final Pattern FORM = Pattern.compile("lab-rt-(.+)-(\\d+)-[^-]+");

    private RefreshTokens() {}

    static boolean readable(String token) {
        return FORM.matcher(token).matches();
    }

    static String family(String token) {
        Matcher parts = FORM.matcher(token);
        return parts.matches() ? parts.group(1) : "unknown";
    }

    /** The ledger's name of a token, without its random part. */
    static Optional<String> name(String token) {
        Matcher parts = FORM.matcher(token);
        return parts.matches() ? Optional.of(parts.group(1) + "-" + parts.group(2)) : Optional.empty();
    }
}
