package io.tokenwell.r2dbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names that would be SQL, and documents that are no account's. */
final class HostileRows {

    static final List<String> NAMES =
            List.of("a", "_", "A", "a1", "a$", "select", "user", "NULL", "pg_catalog", "a".repeat(63), "_$9");

    static final List<String> NO_NAMES = List.of(
            "",
            " ",
            "a ",
            " a",
            "a b",
            "a\tb",
            "a\n",
            "\na",
            "a\r\nb",
            "a\0",
            "\0",
            "a\u00a0",
            "a\u200b",
            "\ufeffa",
            "a\u2028",
            "1a",
            "$1",
            "$a",
            "-a",
            "a-b",
            "a.b",
            "public.accounts",
            "a;",
            "a;DROP TABLE accounts",
            "a'; DROP TABLE accounts; --",
            "a\"",
            "a\"; DROP TABLE accounts; --",
            "\"a\"",
            "a\\",
            "a'",
            "'a'",
            "a`",
            "a/**/b",
            "a--b",
            "a#",
            "a(b)",
            "a[1]",
            "{a}",
            "%a",
            "a%s",
            "a:b",
            "a::text",
            "a@b",
            "a|b",
            "a=b",
            "a,b",
            "*",
            "?",
            "U&\"a\"",
            "caf\u00e9",
            "\u0430ccounts",
            "\uff41",
            "\u0660",
            "\ud83d\ude00",
            "\u202ea",
            "a\u001b[31m",
            "a".repeat(64),
            "a".repeat(100_000));

    /** Where a text or a number should stand; what PostgreSQL itself takes for JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e-300",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e300",
            "1".repeat(5_000),
            "\"\"",
            "\" \"",
            "\"planted\\r\\nX: y\"",
            "\"planted\\u001b[31m\"",
            "\"planted\\u202e\\u2066\"",
            "\"planted\\ud83d\\ude00\"",
            "\"\\u00a0planted\\u3000\"",
            "\"tw1.\"",
            "\"tw1.planted\"",
            "\"tw1.0123456789abcdef.planted\"",
            "[]",
            "[\"planted\"]",
            "{}",
            "{\"access_token\":\"planted\"}",
            "\"" + "1 ".repeat(100_000) + "planted\"",
            "\"" + "2026-01-01T".repeat(9_000) + "\"");

    private static final List<String> KEYS =
            List.of("access_token", "refresh_token", "id_token", "expires_at", "_token_version", "client_id");

    private HostileRows() {}

    /** No objects, too deep to be read, or with a name too long for it: never an account. */
    static List<String> unreadable() {
        return List.of(
                "null",
                "true",
                "false",
                "0",
                "-1.5",
                "1e300",
                "\"planted\"",
                "\"{}\"",
                "[]",
                "[{\"access_token\":\"planted\"}]",
                "[\"access_token\"]",
                "{\"" + "planted".repeat(9_000) + "\":1}",
                nested("[", "]", 600),
                "{\"access_token\":\"planted\",\"x\":" + nested("[", "]", 600) + "}",
                "{\"access_token\":\"planted\",\"x\":" + nested("{\"planted\":", "}", 600) + "}");
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    /** Objects by what is odd in them. */
    static Map<String, String> odd() {
        Map<String, String> odd = new LinkedHashMap<>();
        String good = "\"access_token\":\"planted-a\",\"refresh_token\":\"planted-r\",\"_token_version\":1";
        for (String key : KEYS) {
            for (String value : VALUES) {
                odd.put(key + " " + shown(value), "{" + good + ",\"" + key + "\":" + value + "}");
            }
        }
        Stream.of(
                        "",
                        "\u202e",
                        "__proto__",
                        "_import",
                        "a\\\\u0000",
                        "access_token ",
                        "Access_Token",
                        "name".repeat(9_000))
                .forEach(key -> odd.put("key " + shown(key), "{" + good + ",\"" + key + "\":\"planted\"}"));
        odd.put("twice", "{\"access_token\":\"planted-1\",\"access_token\":\"planted-2\"}");
        odd.put("depth 400", "{" + good + ",\"x\":" + nested("[", "]", 400) + "}");
        odd.put("5 MB", "{" + good + ",\"x\":\"" + "x".repeat(5_000_000) + "\"}");
        return odd;
    }

    /** Texts of columns, and of what a statement binds. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "a\nERROR forged",
                "\u001b[31m",
                "\u009b31m",
                "\u202e",
                "'; DROP TABLE accounts; --",
                "$1",
                "\\",
                "\u2028",
                "\ud83d\ude00"));
        texts.add("x".repeat(100_000));
        return texts;
    }

    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "... of " + text.length() : text;
    }
}
