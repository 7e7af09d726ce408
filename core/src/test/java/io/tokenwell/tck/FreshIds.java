package io.tokenwell.tck;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that no test has had yet, of the kinds that a store may have to keep. Each is greater than the one before it. */
public enum FreshIds {

    /** What an integer column has. */
    NUMBERS {
        @Override
        String of(long number) {
            return Long.toString(number);
        }

        @Override
        long number(String id) {
            return Long.parseLong(id);
        }
    },

    /** What a uuid column has. */
    UUIDS {
        @Override
        String of(long number) {
            return new UUID(0xfedcba9876543210L, number).toString();
        }

        @Override
        long number(String id) {
            return UUID.fromString(id).getLeastSignificantBits();
        }
    },

    /** Texts with all that could break a key, a line of a log or an order. */
    ODD_TEXTS {
        @Override
        String of(long number) {
            return "{a} b%7D:c/\\*?[\"'\u00a0ключ 鍵 \uffe5 \ud83d\ude00 " + DIGITS.formatted(number);
        }
    },

    /** The longest texts there are, of the characters that need the most bytes. */
    LONGEST_TEXTS {
        @Override
        String of(long number) {
            return "\ud83d\udd11".repeat(255 - 19) + DIGITS.formatted(number);
        }
    };

    private static final String DIGITS = "%019d";

    // Runs that share a server, or a server that outlives a run, must not meet each other's accounts.
    private static final AtomicLong LAST =
            new AtomicLong((1L << 40) + ThreadLocalRandom.current().nextLong(1L << 40));

    /** Returns a new id. */
    public String fresh() {
        return of(LAST.incrementAndGet());
    }

    /** Returns the greatest id of this kind that is less than another one. */
    public String before(String id) {
        return of(number(id) - 1);
    }

    /** Returns the least id of this kind that is greater than another one. */
    public String after(String id) {
        return of(number(id) + 1);
    }

    abstract String of(long number);

    long number(String id) {
        return Long.parseLong(id.substring(id.length() - 19));
    }
}
