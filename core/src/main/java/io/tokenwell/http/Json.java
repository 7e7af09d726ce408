package io.tokenwell.http;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON objects. The errors of the parser quote their input, so none of them leaves this class. */
final class Json {

    /** Ignores bytes after the object, as the object may contain the only copy of a rotated refresh token. */
    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private static final ObjectWriter WRITER =
            JsonMapper.builder().build().writerFor(new TypeReference<Map<String, String>>() {});

    private Json() {}

    static byte[] bytes(Map<String, String> object) {
        return WRITER.writeValueAsBytes(object);
    }

    /** Returns the object, or empty if the bytes are not a JSON object. */
    static Optional<Map<String, @Nullable Object>> object(byte[] json) {
        try {
            return Optional.ofNullable(READER.readValue(json));
        } catch (JacksonException quotesItsInput) {
            return Optional.empty();
        }
    }
}
