package io.tokenwell.example.cli;

import java.util.List;
import java.util.stream.Stream;

/** Lines of an import that are no records, and ones that only look so, with what is said of each. */
final class HostileRecords {

    /** Bytes of a line, each as a character, and the reason that it is refused for; empty if it is stored. */
    record Line(String latin1, String reason) {}

    private static final String WHOLE =
            "{\"id\":ID,\"platform\":\"openai\",\"credentials\":{\"access_token\":\"planted-secret\"}}";
    private static final String TOKEN = "\"planted-secret\"";

    private HostileRecords() {}

    static List<Line> all() {
        return Stream.of(
                        refused(
                                "not-json",
                                "{",
                                "}",
                                "nonsense planted-secret",
                                "\u00ff\u00fe",
                                "\u00c0\u0080",
                                "\0",
                                "//",
                                "{'id':1}",
                                "{id:1}",
                                WHOLE + "planted-secret",
                                WHOLE + WHOLE,
                                WHOLE.replace("{\"id\"", "{\"id\":7,\"id\""),
                                WHOLE.replace("\"access", "\"access_token\":\"a\",\"access"),
                                WHOLE.substring(0, 60),
                                "{\"a\":".repeat(100_000),
                                "[".repeat(100_000),
                                "[" + "9".repeat(2_000) + "]",
                                WHOLE.replace("planted-secret", "\u00ff"),
                                WHOLE.replace("planted-secret", "planted-secret\u001b[31m")),
                        refused(
                                "too-long",
                                WHOLE.replace("planted-secret", "planted-secret".repeat(100_000)),
                                "[".repeat(2 << 20)),
                        refused("not-an-object", "null", "true", "1", "1e400", TOKEN, "[]", "[" + WHOLE + "]"),
                        each(
                                "ID",
                                "id-invalid",
                                "null",
                                "true",
                                "1.0",
                                "1e3",
                                "\"1\"",
                                "99999999999999999999",
                                "-9223372036854775809",
                                "[]",
                                "{}"),
                        each("\"openai\"", "platform-missing", "null", "1", "\"\"", "\" \"", "[\"openai\"]"),
                        each(
                                "\"openai\"",
                                "platform-unknown",
                                "\"aol\"",
                                "\"OpenAI\"",
                                "\"openai \"",
                                "\"\\u202eopenai\"",
                                "\"openai\\u0000\"",
                                "\"planted\\n\""),
                        each(
                                "\"openai\"",
                                "type-invalid",
                                "\"openai\",\"type\":1",
                                "\"openai\",\"type\":\"\"",
                                "\"openai\",\"type\":[]"),
                        each(
                                "\"openai\"",
                                "status-invalid",
                                "\"openai\",\"status\":false",
                                "\"openai\",\"status\":\" \"",
                                "\"openai\",\"status\":{}"),
                        each(
                                "\"openai\"",
                                "proxy-invalid",
                                "\"openai\",\"proxy\":1",
                                "\"openai\",\"proxy\":\"\"",
                                "\"openai\",\"proxy\":\"http://planted-secret@h\""),
                        each(
                                "{\"access_token\":" + TOKEN + "}",
                                "credentials-invalid",
                                "null",
                                "1",
                                TOKEN,
                                "[]",
                                "true"),
                        each(
                                TOKEN,
                                "tokens-missing",
                                "null",
                                "true",
                                "\"\"",
                                "\" \\t\\n\"",
                                "[]",
                                "{\"a\":\"planted-secret\"}"),
                        each(
                                TOKEN,
                                "token-unusable",
                                "\"planted-secret\\r\\nX-Evil: 1\"",
                                "\"planted-secret\\u001b\"",
                                "\"planted-secret\\u007f\"",
                                "\"planted-secret\\u009b\"",
                                "\"planted-secret\\u202e\"",
                                "\"planted-secret\\ud83d\\ude00\"",
                                "\"planted-secret\\u00e4\""),
                        each(
                                TOKEN,
                                "not-storable",
                                "\"planted-secret\",\"x\":\"\\ud800\"",
                                "\"tw1.0123456789abcdef.planted-secret\""),
                        each(
                                TOKEN,
                                "refused-by-table",
                                "\"planted-secret\",\"note\":\"planted-secret\\u0000\"",
                                "\"planted-secret\",\"\\u0000\":1"),
                        each(
                                TOKEN,
                                "expiry-unreadable",
                                "\"a\",\"expires_at\":\"planted-secret\"",
                                "\"a\",\"expires_at\":\"\"",
                                "\"a\",\"expires_at\":true",
                                "\"a\",\"expires_at\":[]",
                                "\"a\",\"expires_at\":\"2026-13-45T99:99:99Z\""),
                        each(
                                TOKEN,
                                "version-invalid",
                                "\"a\",\"_token_version\":0",
                                "\"a\",\"_token_version\":-1",
                                "\"a\",\"_token_version\":1.5",
                                "\"a\",\"_token_version\":1e30",
                                "\"a\",\"_token_version\":9223372036854775808",
                                "\"a\",\"_token_version\":\"planted-secret\"",
                                "\"a\",\"_token_version\":[]",
                                "\"a\",\"_token_version\":true"),
                        each(
                                "\"openai\"",
                                "",
                                "\"openai\",\"status\":\"x'); DROP TABLE accounts; --\"",
                                "\"openai\",\"status\":\"red\\u001b[31m\\nforged\"",
                                "\"openai\",\"type\":\"\\r\\u0008\\u007f\"",
                                "\"openai\",\"status\":\"\\u009b31m\\u202e\\u2028\"",
                                "\"openai\",\"x\":\"__proto__\"",
                                "\"openai\",\"\":1"),
                        each(
                                TOKEN,
                                "",
                                "\"a\",\"expires_at\":\"9999-12-31T23:59:59Z\"",
                                "\"a\",\"expires_at\":-1",
                                "\"a b,c;d\"",
                                "123456789012345678901234567890"))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<Line> refused(String reason, String... lines) {
        return Stream.of(lines).map(line -> new Line(line, reason));
    }

    private static Stream<Line> each(String part, String reason, String... others) {
        return Stream.of(others).map(other -> new Line(WHOLE.replace(part, other), reason));
    }
}
