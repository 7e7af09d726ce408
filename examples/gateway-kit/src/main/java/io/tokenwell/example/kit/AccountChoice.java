package io.tokenwell.example.kit;

import io.tokenwell.AccountIds;
import io.tokenwell.WireText;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which account a route's requests use: always one, or the one that a request header names. Immutable and safe for use by
 * any thread.
 *
 * @param account the one account, or null
 * @param header the header that names it, or null; it goes no further than the gateway
 * @param ids which ids the header may have
 */
public record AccountChoice(
        @Nullable String account, @Nullable String header, Ids ids) {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,18}");

    /** What accounts are named by. Each id has one form, so that nothing on the way can read another. */
    public enum Ids {

        /** Positive numbers. */
        NUMBERS {
            @Override
            @Nullable
            String named(String value) {
                // Of the texts of nineteen digits some exceed the range of an id.
                return NUMBER.matcher(value).matches() && (value.length() < 19 || value.compareTo(GREATEST) <= 0)
                        ? value
                        : null;
            }
        },

        /** UUIDs with small letters. */
        UUIDS {
            @Override
            @Nullable
            String named(String value) {
                try {
                    return UUID.fromString(value).toString().equals(value) ? value : null;
                } catch (IllegalArgumentException noUuid) {
                    return null;
                }
            }
        },

        /** Any texts, in the form of {@link AccountIds#encoded(String)}. */
        TEXTS {
            @Override
            @Nullable
            String named(String value) {
                return AccountIds.decoded(value);
            }
        };

        private static final String GREATEST = Long.toString(Long.MAX_VALUE);

        /** The id that a header's value names; null if it names none. */
        abstract @Nullable String named(String value);
    }

    /**
     * Checks that there is one way, that a header can have the name, and that an account can have the id.
     *
     * @param account the one account, or null
     * @param header the header that names it, or null
     * @param ids which ids the header may have
     */
    public AccountChoice {
        if ((account == null) == (header == null)) {
            throw new IllegalArgumentException(
                    "the Tokenwell filter needs either \"account\" or \"account-header\" in its args");
        }
        if (header != null) {
            WireText.requireHeaderName("\"account-header\"", header);
        }
        if (account != null) {
            AccountIds.checked(account);
        }
    }

    /**
     * All requests use one account.
     *
     * @param account its id
     * @return the choice
     */
    public static AccountChoice fixed(String account) {
        return new AccountChoice(account, null, Ids.NUMBERS);
    }

    /**
     * Each request names its account, by a number.
     *
     * @param header the header's name
     * @return the choice
     */
    public static AccountChoice namedBy(String header) {
        return namedBy(header, Ids.NUMBERS);
    }

    /**
     * Each request names its account.
     *
     * @param header the header's name
     * @param ids which ids it may have
     * @return the choice
     */
    public static AccountChoice namedBy(String header, Ids ids) {
        return new AccountChoice(null, header, ids);
    }

    /**
     * The account of a request.
     *
     * @param headers all values of the request's header of a name
     * @return its id
     * @throws AccountHeaderException if the header does not name one account
     */
    public String accountOf(Function<String, ? extends @Nullable List<String>> headers) throws AccountHeaderException {
        return account != null ? account : named(Objects.requireNonNull(header), headers);
    }

    private String named(String header, Function<String, ? extends @Nullable List<String>> headers)
            throws AccountHeaderException {
        List<String> values = headers.apply(header);
        @Nullable String id = values == null || values.size() != 1 ? null : ids.named(values.get(0));
        if (id == null) {
            throw new AccountHeaderException(header + " must hold the id of one account, for example 1");
        }
        return id;
    }
}
