package io.tokenwell.r2dbc;

import io.r2dbc.postgresql.codec.Json;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Converts credentials to jsonb and back without losing a digit. Errors never contain a value. */
final class CredentialsJson {

    /** More digits than numeric in PostgreSQL can store. */
    private static final int LONGEST_NUMBER = 200_000;

    /** An escaped NUL: valid JSON that jsonb refuses, with an error that quotes the text around it. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u0000");

    // Finds its parts under a lock here, once: an event loop must not wait for a lock.
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(Object.class);

    private CredentialsJson() {}

    /** Loads this class and both halves of Jackson on the thread of the caller instead of an event loop. */
    static void load() {
        write("0", read("0", "{\"all\":[{},\"text\",true,null,1,12345678901234567890,1.5]}"));
    }

    /**
     * Reads a document. NULL is an empty document; a document that is not an object is an error, as it could not be
     * preserved.
     */
    static Credentials read(String accountId, @Nullable String document) {
        if (document == null) {
            return Credentials.empty();
        }
        Object value = parsed(accountId, document);
        if (value instanceof Map<?, ?> object) {
            return Credentials.of(named(object));
        }
        String kind = DocumentSql.NO_JSON.equals(value) ? "text that jsonb cannot store" : "JSON " + kind(value);
        throw new InvalidAccountException(accountId, "credentials are a " + kind + ", not an object");
    }

    static Json write(String accountId, Credentials credentials) {
        return written(accountId, credentials.asMap());
    }

    /** Returns the keys that a completion removes, as keys of a document, because bound text would be logged. */
    static Json keys(String accountId, Set<String> keys) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        keys.forEach(key -> document.put(key, null));
        return written(accountId, document);
    }

    /**
     * Returns what a completion compares: the version as it was read, if there was one, and the forms of the refresh
     * token.
     */
    static Json guard(String accountId, Credentials read, List<@Nullable Object> refreshTokenForms) {
        Map<String, @Nullable Object> compared = new LinkedHashMap<>(read.asMap());
        compared.keySet().retainAll(List.of(Credentials.TOKEN_VERSION));
        compared.put(Credentials.REFRESH_TOKEN, refreshTokenForms);
        return written(accountId, compared);
    }

    static Json written(String accountId, Map<String, @Nullable Object> document) {
        ByteBuffer bytes = encoded(accountId, text(accountId, document));
        // As a stream, because the driver's DEBUG log prints what is bound, and text it prints in full.
        return Json.of(new ByteArrayInputStream(bytes.array(), bytes.arrayOffset(), bytes.remaining()));
    }

    private static String text(String accountId, Map<String, @Nullable Object> document) {
        try {
            return JsonText.of(document);
        } catch (JacksonException quotesValues) {
            throw new InvalidAccountException(
                    accountId,
                    "credentials are not JSON (" + quotesValues.getClass().getSimpleName() + ")");
        }
    }

    private static ByteBuffer encoded(String accountId, String json) {
        try {
            if (!NUL.matcher(json).find()) {
                return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
            }
        } catch (CharacterCodingException halfASurrogatePair) {
            throw unstorable(accountId, "half a surrogate pair");
        }
        throw unstorable(accountId, "a NUL character");
    }

    private static InvalidAccountException unstorable(String accountId, String what) {
        return new InvalidAccountException(accountId, "credentials hold " + what + ", which jsonb cannot store");
    }

    private static @Nullable Object parsed(String accountId, String document) {
        try {
            return READER.readValue(document);
        } catch (JacksonException quotesValues) {
            throw new InvalidAccountException(
                    accountId,
                    "credentials cannot be read (" + quotesValues.getClass().getSimpleName() + ")");
        }
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> object) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        object.forEach((key, value) -> named.put((String) key, value));
        return named;
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof List) {
            return "array";
        }
        if (value instanceof String) {
            return "string";
        }
        return value instanceof Boolean ? "boolean" : "number";
    }
}
