package io.tokenwell.example.kit;

import io.tokenwell.WireText;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which account a route's requests use: always one, or the one that a request header names. Immutable and safe for use by
 * any thread.
 *
 * @param account the one account, or null
 * @param header the header that names it, or null; it goes no further than the gateway
 */
public record AccountChoice(
        @Nullable Long account, @Nullable String header) {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,18}");

    /**
     * Checks that there is one way, and that a header can have the name.
     *
     * @param account the one account, or null
     * @param header the header that names it, or null
     */
    public AccountChoice {
        if ((account == null) == (header == null)) {
            throw new IllegalArgumentException(
                    "the Tokenwell filter needs either \"account\" or \"account-header\" in its args");
        }
        if (header != null) {
            WireText.requireHeaderName("\"account-header\"", header);
        }
    }

    /**
     * All requests use one account.
     *
     * @param account its id
     * @return the choice
     */
    public static AccountChoice fixed(long account) {
        return new AccountChoice(account, null);
    }

    /**
     * Each request names its account.
     *
     * @param header the header's name
     * @return the choice
     */
    public static AccountChoice namedBy(String header) {
        return new AccountChoice(null, header);
    }

    /**
     * The account of a request.
     *
     * @param headers all values of the request's header of a name
     * @return its id
     * @throws AccountHeaderException if the header does not name one account
     */
    public long accountOf(Function<String, ? extends @Nullable List<String>> headers) throws AccountHeaderException {
        return account != null ? account : named(Objects.requireNonNull(header), headers);
    }

    private static long named(String header, Function<String, ? extends @Nullable List<String>> headers)
            throws AccountHeaderException {
        List<String> values = headers.apply(header);
        if (values == null || values.size() != 1 || !ID.matcher(values.get(0)).matches()) {
            throw notOne(header);
        }
        try {
            return Long.parseLong(values.get(0));
        } catch (NumberFormatException tooLarge) {
            throw notOne(header);
        }
    }

    private static AccountHeaderException notOne(String header) {
        return new AccountHeaderException(header + " must hold the id of one account, for example 1");
    }
}
