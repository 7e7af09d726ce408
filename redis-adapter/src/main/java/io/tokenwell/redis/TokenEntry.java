package io.tokenwell.redis;

import io.lettuce.core.codec.StringCodec;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cached token as one Redis string, {@code version|expiry|token}, so that a hit is one plain GET. The expiry is in
 * epoch milliseconds, or empty if it is unknown. Only the token is encrypted, as the server compares versions. Version
 * and expiry belong to the place to which the token is bound, so that it does not decrypt with other values: an altered
 * entry can neither extend the life of a token nor raise its version. Earlier versions of this library bound the token
 * to account and field only. They cannot read current entries, which are misses to them; their entries are read if the
 * cipher is not strict.
 *
 * @param cipher encrypts the token
 */
record TokenEntry(SecretCipher cipher) {

    private static final String CACHED = "cached ";
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,19})\\|(-?\\d{1,19})?\\|(.+)", Pattern.DOTALL);

    String encoded(AccountKey key, CachedToken token) {
        Instant expiry = token.expiresAt();
        String epochMillis = expiry == null ? "" : Long.toString(epochMillis(expiry));
        String before = token.version() + "|" + epochMillis + "|";
        return before + cipher.encrypted(key, CACHED + before, token.token().expose());
    }

    CachedToken decoded(AccountKey key, String entry) {
        return decoded(key, StandardCharsets.UTF_8.encode(entry), StringCodec.UTF8);
    }

    /** Decodes an entry from its bytes. */
    CachedToken decoded(AccountKey key, ByteBuffer entry, StringCodec texts) {
        int versionEnd = barAfter(entry, entry.position());
        int expiryEnd = barAfter(entry, versionEnd + 1);
        if (versionEnd == entry.position() || expiryEnd == entry.limit() - 1) {
            throw unreadable();
        }
        long version = number(entry, entry.position(), versionEnd);
        Instant expiry =
                expiryEnd == versionEnd + 1 ? null : Instant.ofEpochMilli(number(entry, versionEnd + 1, expiryEnd));
        ByteBuffer before = entry.duplicate().limit(expiryEnd + 1);
        String place = CACHED + texts.decodeValue(before);
        entry.position(expiryEnd + 1);
        String token = cipher.decryptedAlso(key, place, Credentials.ACCESS_TOKEN, texts.decodeValue(entry));
        return new CachedToken(Secret.of(token), version, expiry);
    }

    private static int barAfter(ByteBuffer entry, int start) {
        for (int place = start; place < entry.limit(); place++) {
            if (entry.get(place) == '|') {
                return place;
            }
        }
        throw unreadable();
    }

    /** Reads a number. Counts downwards, as there is one more negative number than positive ones. */
    private static long number(ByteBuffer entry, int from, int to) {
        boolean negative = entry.get(from) == '-';
        long below = 0;
        for (int place = negative ? from + 1 : from; place < to; place++) {
            int digit = entry.get(place) - '0';
            if (digit < 0 || digit > 9 || below < (Long.MIN_VALUE + digit) / 10) {
                throw unreadable();
            }
            below = 10 * below - digit;
        }
        if (to - from < (negative ? 2 : 1) || (!negative && below == Long.MIN_VALUE)) {
            throw unreadable();
        }
        return negative ? below : -below;
    }

    /** Reports whether any instance may be able to read the entry, for example with a key that this one lacks. */
    boolean mayBeRead(AccountKey key, String entry) {
        if (!isOfForm(entry)) {
            return false;
        }
        try {
            decoded(key, entry);
            return true;
        } catch (RefusedSecretException byAll) {
            return false;
        } catch (IllegalStateException here) {
            return true;
        }
    }

    private static boolean isOfForm(String entry) {
        Matcher parts = FORM.matcher(entry);
        return parts.matches() && isNumber(parts.group(1)) && (parts.group(2) == null || isNumber(parts.group(2)));
    }

    /** Nineteen digits may exceed the range of a long. */
    private static boolean isNumber(String digits) {
        return new BigInteger(digits).bitLength() < Long.SIZE;
    }

    /** An expiry beyond the range of milliseconds is replaced by the last one in range. */
    private static long epochMillis(Instant expiry) {
        try {
            return expiry.toEpochMilli();
        } catch (ArithmeticException beyond) {
            return expiry.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** Creates an error without the entry and without a cause that quotes it, as the entry may contain a token. */
    private static IllegalStateException unreadable() {
        return new IllegalStateException("the entry is not of the form version|expiry|token");
    }
}
