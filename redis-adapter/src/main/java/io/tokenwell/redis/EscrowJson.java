package io.tokenwell.redis;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts a rotation to JSON and back without losing a digit. Equal rotations have equal texts: keys are sorted, and a
 * number has one form. Errors never contain a value.
 */
final class EscrowJson {

    private static final String READ_VERSION = "readVersion";
    private static final String REDEEMED_TOKEN = "redeemedToken";
    private static final String CREDENTIALS = "credentials";

    /** More digits than an account table can store. */
    private static final int LONGEST_NUMBER = 200_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    // Half a surrogate pair is kept as an escape; in UTF-8 it would become a question mark.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(Object.class);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private EscrowJson() {}

    /** Makes Jackson load its parts, which takes locks, on the thread of the caller instead of an event loop. */
    static void load() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("all", List.of("text", true, 1, Long.MAX_VALUE, 1.5, BigInteger.TEN, BigDecimal.TEN));
        document.put("none", null);
        Credentials credentials = Credentials.of(document);
        AccountKey key = new AccountKey(0);
        rotation(key, text(new EscrowedRotation(key, 0, Secret.of(""), credentials)));
    }

    static String text(EscrowedRotation rotation) {
        Map<String, @Nullable Object> document = new TreeMap<>();
        document.put(READ_VERSION, rotation.readVersion());
        Secret redeemed = rotation.redeemedToken();
        document.put(REDEEMED_TOKEN, redeemed == null ? null : redeemed.expose());
        document.put(CREDENTIALS, sorted(rotation.credentials().asMap()));
        try {
            return WRITER.writeValueAsString(document);
        } catch (JacksonException quotesValues) {
            throw unusable(quotesValues);
        }
    }

    static EscrowedRotation rotation(AccountKey key, String text) {
        if (parsed(text) instanceof Map<?, ?> document
                && document.get(READ_VERSION) instanceof Number version
                && document.get(CREDENTIALS) instanceof Map<?, ?> credentials) {
            Secret redeemed = document.get(REDEEMED_TOKEN) instanceof String token ? Secret.of(token) : null;
            return new EscrowedRotation(key, version.longValue(), redeemed, Credentials.of(sorted(credentials)));
        }
        throw new IllegalStateException("the entry is not a rotation");
    }

    private static @Nullable Object parsed(String text) {
        try {
            return READER.readValue(text);
        } catch (JacksonException quotesValues) {
            throw unusable(quotesValues);
        }
    }

    /** Converts a value to one of the few classes that {@link #load} has used; whole numbers that fit are longs. */
    private static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(canonical(each)));
            return copy;
        }
        if (value instanceof Number number) {
            return canonical(number);
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        throw new IllegalStateException("not a JSON value: " + value.getClass().getName());
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put(String.valueOf(key), canonical(each)));
        return sorted;
    }

    private static Number canonical(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(number.toString());
        }
        boolean large = number instanceof BigDecimal || number instanceof BigInteger;
        return large ? number : (Number) number.longValue();
    }

    private static IllegalStateException unusable(JacksonException quotesValues) {
        return new IllegalStateException(
                "the rotation is not JSON (" + quotesValues.getClass().getSimpleName() + ")");
    }
}
