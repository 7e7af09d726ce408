package io.tokenwell.example.cli;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.r2dbc.IdType;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which records can be stored, and in which form: tokens encrypted as the library encrypts them. A record is
 * {@code {"id":1,"platform":"openai","type":"oauth","status":"active","proxy":null,"credentials":{...}}}; type and status
 * may be left out, what else it has is left alone.
 */
final class RecordCheck {

    private final ImportSecrets secrets;
    private final ImportMarks marks;
    private final Set<String> platforms;
    private final boolean takesProxy;
    private final IdType ids;

    RecordCheck(SecretCipher cipher, Set<String> morePlatforms, boolean takesProxy, IdType ids) {
        this.secrets = new ImportSecrets(cipher);
        this.marks = new ImportMarks(cipher.fingerprintKeys());
        this.platforms = new TreeSet<>(morePlatforms);
        this.platforms.addAll(List.of(Platform.OPENAI.name(), Platform.SORA.name()));
        this.takesProxy = takesProxy;
        this.ids = ids;
    }

    /** What is wrong with a record; ends with it. */
    private static final class Wrong extends RuntimeException {

        private final ImportReason reason;
        private final String detail;

        Wrong(ImportReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }
    }

    /** Either a record or why it is none. */
    record Checked(@Nullable ImportRecord record, @Nullable ImportFailure failure) {}

    Checked checked(RawRecord raw) {
        if (raw.failure() != null) {
            return new Checked(null, raw.failure());
        }
        @Nullable String id = raw.value() instanceof Map<?, ?> fields ? idOf(fields.get("id")) : null;
        try {
            return new Checked(prepared(raw, id), null);
        } catch (Wrong wrong) {
            return new Checked(null, new ImportFailure(raw.at(), id, wrong.reason, wrong.detail));
        }
    }

    private ImportRecord prepared(RawRecord raw, @Nullable String id) {
        if (!(raw.value() instanceof Map<?, ?> fields)) {
            throw new Wrong(ImportReason.NOT_AN_OBJECT, "it is no JSON object");
        }
        if (id == null) {
            throw new Wrong(ImportReason.ID_INVALID, "\"id\" must be " + GivenIds.wanted(ids));
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        String platform = platform(fields);
        row.put("platform", platform);
        row.put("type", word(fields, "type", Account.OAUTH, ImportReason.TYPE_INVALID));
        row.put("status", word(fields, "status", Account.ACTIVE, ImportReason.STATUS_INVALID));
        row.put("proxy", proxy(fields));
        Credentials credentials = credentials(fields, id);
        String json = json(row, credentials, id);
        requireUsable(credentials);
        return new ImportRecord(raw.at(), id, platform, json);
    }

    /** A number where the column has numbers, else a text; a text column may have what is written as a number too. */
    private @Nullable String idOf(@Nullable Object value) {
        boolean number = ids != IdType.UUID && (value instanceof Integer || value instanceof Long);
        boolean text = ids != IdType.BIGINT && value instanceof String;
        if (!number && !text) {
            return null;
        }
        String id = String.valueOf(value);
        return GivenIds.problem(ids, id) == null ? id : null;
    }

    private String platform(Map<?, ?> fields) {
        if (!(fields.get("platform") instanceof String platform) || platform.isBlank()) {
            throw new Wrong(ImportReason.PLATFORM_MISSING, "\"platform\" must be a text");
        }
        if (!platforms.contains(platform)) {
            throw new Wrong(
                    ImportReason.PLATFORM_UNKNOWN,
                    "\"platform\" must be one of " + String.join(", ", platforms) + ", or be named by --platform");
        }
        return platform;
    }

    private static String word(Map<?, ?> fields, String name, String otherwise, ImportReason reason) {
        @Nullable Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new Wrong(reason, "\"" + name + "\" must be a text");
    }

    private @Nullable String proxy(Map<?, ?> fields) {
        @Nullable Object value = fields.get("proxy");
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.isBlank()) {
            throw new Wrong(ImportReason.PROXY_INVALID, "\"proxy\" must be a text or null");
        }
        if (!takesProxy) {
            throw new Wrong(
                    ImportReason.PROXY_INVALID,
                    "the table has no column for \"proxy\"; if it has, set " + Setting.PROXY_COLUMN.key());
        }
        return text;
    }

    private Credentials credentials(Map<?, ?> fields, String id) {
        if (!(fields.get("credentials") instanceof Map<?, ?> document)) {
            throw new Wrong(ImportReason.CREDENTIALS_INVALID, "\"credentials\" must be a JSON object");
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        document.forEach((key, value) -> named.put(String.valueOf(key), value));
        // A mark of an earlier import came with an export; what counts is what this record says.
        named.remove(ImportMarks.KEY);
        Credentials plain = stated(() -> secrets.opened(Credentials.of(named), id));
        if (plain.text(Credentials.ACCESS_TOKEN).isEmpty()
                && plain.text(Credentials.REFRESH_TOKEN).isEmpty()) {
            throw new Wrong(ImportReason.TOKENS_MISSING, "its credentials hold neither access_token nor refresh_token");
        }
        if (plain.expiryUnreadable()) {
            throw new Wrong(ImportReason.EXPIRY_UNREADABLE, "its expires_at is not understood");
        }
        @Nullable Object version = named.get(Credentials.TOKEN_VERSION);
        if (version != null && plain.tokenVersion() < 1) {
            throw new Wrong(ImportReason.VERSION_INVALID, "its _token_version is no positive whole number");
        }
        return plain;
    }

    /** Stored, it would never be sent: whoever asks for the account had to find that out. */
    private static void requireUsable(Credentials plain) {
        if (plain.accessTokenUnusable() || plain.refreshTokenUnusable()) {
            String which = plain.refreshTokenUnusable() ? Credentials.REFRESH_TOKEN : Credentials.ACCESS_TOKEN;
            throw new Wrong(ImportReason.TOKEN_UNUSABLE, "its " + which + " has characters that no token has");
        }
    }

    private String json(Map<String, @Nullable Object> row, Credentials plain, String id) {
        List<String> known = marks.of(id, plain);
        row.put(
                "credentials",
                stated(() -> secrets.sealed(plain, id))
                        .with(Map.of(ImportMarks.KEY, List.of(known.get(0))))
                        .asMap());
        Map<String, @Nullable Object> bound = Json.object();
        bound.put("row", row);
        bound.put("marks", known);
        bound.put("version", plain.tokenVersion() > 0 ? plain.tokenVersion() : null);
        String json = Json.line(bound);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw new Wrong(ImportReason.NOT_STORABLE, "it holds half a surrogate pair");
        }
        return json;
    }

    /** What the cipher says names fields and keys, no values. */
    private static Credentials stated(Supplier<Credentials> work) {
        try {
            return work.get();
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw new Wrong(ImportReason.NOT_STORABLE, String.valueOf(refused.getMessage()));
        }
    }
}
