package io.tokenwell.http;

import static io.tokenwell.http.HostileAnswer.ACCESS;
import static io.tokenwell.http.HostileAnswer.CLIENT;
import static io.tokenwell.http.HostileAnswer.GOOD;
import static io.tokenwell.http.HostileAnswer.NEW;
import static io.tokenwell.http.HostileAnswer.OLD;
import static io.tokenwell.http.HostileAnswer.body;
import static io.tokenwell.http.HostileAnswer.grants;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers whose frame is good, and whose body is none that a token endpoint should give. */
final class HostileBodies {

    /** A JSON value, and the token that it is; null if it is none. */
    private record Value(String json, @Nullable String token) {}

    private static final List<Value> VALUES = List.of(
            new Value("null", null),
            new Value("true", null),
            new Value("[]", null),
            new Value("{}", null),
            new Value("[\"planted-refresh-NEW\"]", null),
            new Value("{\"access_token\":\"planted-refresh-NEW\"}", null),
            new Value("0", "0"),
            new Value("-1", "-1"),
            new Value("12345678901234567890123", "12345678901234567890123"),
            new Value("\"\"", null),
            new Value("\" \\t\\r\\n\"", null),
            new Value("\"\\u0000\"", null),
            new Value("\"a\\u0000b\"", null),
            new Value("\"a\\r\\nX-Evil: 1\"", null),
            new Value("\"a\\r\\n\\r\\nGET / HTTP/1.1\\r\\n\"", null),
            new Value("\"\\u001b[31mred\"", null),
            new Value("\"a\\u007f\"", null),
            new Value("\"a\\u009bb\"", null),
            new Value("\"\\u202eabc\"", null),
            new Value("\"\\ud83d\\ude00\"", null),
            new Value("\"\\ud800\"", null),
            new Value("\"caf\u00e9\"", null),
            new Value("\"\\u010a\\u0d0a\"", null),
            new Value("\"\\u3000a\\u00a0\\n\"", "a"),
            new Value("\"a b\"", "a b"),
            new Value("\"a,b;c=\\\"d\\\"\"", "a,b;c=\"d\""),
            new Value('"' + "x".repeat(100_000) + '"', "x".repeat(100_000)));

    private static final List<String> OTHER_KEYS = List.of(
            "expires_in",
            "id_token",
            "token_type",
            "scope",
            "error",
            "expires_at",
            "_token_version",
            "proxy",
            "planted\\u0000key");

    private static final List<String> NUMBERS = List.of(
            "-0",
            "0.0",
            "0.5",
            "1e3",
            "1e-3",
            "1e308",
            "1e309",
            "-1e309",
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "1e2147483648",
            "2147483648",
            "4294967296",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "9".repeat(900),
            "9".repeat(5_000),
            "0." + "9".repeat(5_000),
            "\"+5\"",
            "\" 60 \"",
            "\"1e9\"",
            "\"0x10\"",
            "\"NaN\"",
            "\"\u0663\u0660\"",
            "\"" + "9".repeat(40) + "\"",
            "\"" + "9".repeat(50_000) + "\"");

    private HostileBodies() {}

    static Stream<HostileAnswer> all() {
        return Stream.of(tokens(), otherKeys(), numbers(), refusals(), echoes(), documents())
                .flatMap(List::stream);
    }

    private static List<HostileAnswer> tokens() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (Value value : VALUES) {
            String shown = shown(value.json());
            inputs.add(body(
                    "access_token " + shown,
                    GOOD.replace('"' + ACCESS + '"', value.json()),
                    grants(value.token(), NEW)));
            inputs.add(body(
                    "refresh_token " + shown,
                    GOOD.replace('"' + NEW + '"', value.json()),
                    grants(ACCESS, value.token())));
            Consumer<HostileAnswer.Redeemed> alone =
                    value.token() == null ? HostileAnswer::unknown : grants(value.token(), null);
            inputs.add(body("access_token alone " + shown, "{\"access_token\":" + value.json() + "}", alone));
        }
        return inputs;
    }

    /** Whatever else stands there: the pair is not lost, and nothing else gets into the row. */
    private static List<HostileAnswer> otherKeys() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String key : OTHER_KEYS) {
            for (Value value : VALUES) {
                String more = ",\"" + key + "\":" + value.json() + "}";
                inputs.add(body(
                        key + " " + shown(value.json()),
                        GOOD.replace(",\"expires_in\":3600}", more),
                        grants(ACCESS, NEW)));
            }
        }
        return inputs;
    }

    private static List<HostileAnswer> numbers() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String number : NUMBERS) {
            inputs.add(body("expires_in " + shown(number), GOOD.replace("3600", number), HostileAnswer::anyTyped));
            inputs.add(body(
                    "expires_in alone " + shown(number),
                    "{\"access_token\":\"at-new\",\"expires_in\":" + number + "}",
                    HostileAnswer::anyTyped));
        }
        for (String over : List.of("0", "-1", "\"0\"", "-99999999999999999999")) {
            inputs.add(body(
                    "lifetime over " + over,
                    "{\"access_token\":\"at-new\",\"expires_in\":" + over + "}",
                    HostileAnswer::unknown));
            inputs.add(body("lifetime over, rotated " + over, GOOD.replace("3600", over), grants(ACCESS, NEW)));
        }
        return inputs;
    }

    private static List<HostileAnswer> refusals() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String form : List.of(
                "{\"error\":VALUE}",
                "{\"error\":\"x\",\"error_description\":VALUE}",
                "{\"error\":{\"code\":VALUE}}",
                "{\"error\":{\"code\":\"x\",\"message\":VALUE}}",
                "{\"error\":{\"type\":VALUE},\"code\":VALUE}")) {
            for (Value value : VALUES) {
                inputs.add(new HostileAnswer(
                        form + " " + shown(value.json()),
                        "HTTP/1.1 400 No\r\nConnection: close\r\n\r\n" + form.replace("VALUE", value.json()),
                        refused -> {
                            HostileAnswer.rejected(refused);
                            assertThat(refused.refused().code().orElse("x")).matches("[A-Za-z][A-Za-z0-9_.-]{0,63}");
                            assertThat(refused.refused().description().orElse(""))
                                    .hasSizeLessThan(401);
                        }));
            }
        }
        return inputs;
    }

    /** A secret in an answer, hidden or not, comes out nowhere: all inputs are searched for them. */
    private static List<HostileAnswer> echoes() {
        List<HostileAnswer> inputs = new ArrayList<>();
        List<String> secrets = new ArrayList<>(List.of(OLD, "planted-access-token", CLIENT, OLD + "\\u001b[0m"));
        for (String unseen : List.of("\\u200b", "\\u0301", "\\u3164", "\\n")) {
            secrets.add(String.join(unseen, OLD.split("", -1)));
        }
        for (String secret : secrets) {
            for (String form : List.of(
                    "{\"error\":\"VALUE\"}",
                    "{\"error\":\"x\",\"error_description\":\"no VALUE\"}",
                    "{\"error\":{\"code\":\"x\",\"message\":\"VALUE, no\"}}",
                    "{\"VALUE\":",
                    "VALUE")) {
                for (int status : new int[] {200, 400, 401, 503}) {
                    inputs.add(new HostileAnswer(
                            status + " echo " + form + " " + inputs.size(),
                            "HTTP/1.1 " + status
                                    + " VALUE\r\nX: VALUE\r\nConnection: close\r\n\r\n".replace("VALUE", NEW)
                                    + form.replace("VALUE", secret),
                            refused -> assertThat(refused.refused().status()).isEqualTo(status)));
                }
            }
        }
        return inputs;
    }

    private static List<HostileAnswer> documents() {
        String deep = "[".repeat(100_000);
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String text : List.of(
                "",
                "null",
                "true",
                "0",
                "[]",
                "[" + GOOD + "]",
                "\"at\"",
                "{",
                "{}",
                "<html>",
                "access_token<a",
                deep,
                deep.replace("[", "{\"a\":"),
                "{'access_token':'a'}",
                "{access_token:\"a\"}",
                "\u001f\u008b\b",
                "//c\n" + GOOD,
                "\u0000" + GOOD,
                "{\"access_token\":\"at\",}x",
                "{\"Access_Token\":\"at\"}",
                "{\"access_token\":\"a\u0000b\"}")) {
            inputs.add(body("document " + shown(text), text, HostileAnswer::unknown));
        }
        inputs.add(body("text behind", GOOD + "planted-refresh-NEW", grants(ACCESS, NEW)));
        inputs.add(body(
                "depth 400",
                GOOD.replace("3600", "3600,\"x\":" + "[".repeat(400) + "]".repeat(400)),
                grants(ACCESS, NEW)));
        inputs.add(body("depth 100000", GOOD.replace("3600", "3600,\"x\":" + deep), HostileAnswer::unknown));
        for (String key : List.of("access_token", "refresh_token")) {
            inputs.add(body("twice " + key, GOOD.replace("{", "{\"" + key + "\":\"first\","), HostileAnswer::anyTyped));
        }
        return inputs;
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "... of " + text.length() : text;
    }
}
