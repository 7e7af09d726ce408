package io.tokenwell.http;

import static io.tokenwell.http.HostileAnswer.ACCESS;
import static io.tokenwell.http.HostileAnswer.GOOD;
import static io.tokenwell.http.HostileAnswer.HEAD;
import static io.tokenwell.http.HostileAnswer.NEW;
import static io.tokenwell.http.HostileAnswer.grants;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.http.HostileAnswer.Redeemed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Answers of every status, and what goes with some: places to go to, times to wait. */
final class HostileStatuses {

    private static final int[] STATUSES = {
        200, 201, 202, 203, 206, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399, 400, 401, 402, 403, 404, 405,
        407, 408, 409, 410, 413, 415, 418, 421, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520,
        599, 600, 999
    };
    private static final List<String> BODIES = List.of(
            GOOD,
            "{\"error\":\"invalid_grant\"}",
            "{\"error\":{\"code\":\"refresh_token_reused\"}}",
            "",
            "<html>no</html>");

    private HostileStatuses() {}

    static Stream<HostileAnswer> all(int trapPort) {
        return Stream.of(statuses(), redirects(trapPort), waits()).flatMap(List::stream);
    }

    private static List<HostileAnswer> statuses() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (int status : STATUSES) {
            for (String body : BODIES) {
                inputs.add(new HostileAnswer(
                        status + " " + body,
                        "HTTP/1.1 " + status + " X\r\n" + framed(body, inputs.size() % 3),
                        expected(status, body)));
            }
        }
        inputs.add(new HostileAnswer("204 with a body", HEAD.replace("200", "204") + GOOD, HostileAnswer::unknown));
        return inputs;
    }

    private static String framed(String body, int kind) {
        return switch (kind) {
            case 0 -> "Connection: close\r\n\r\n" + body;
            case 1 -> "Content-Length: " + body.length() + "\r\n\r\n" + body;
            default ->
                "Transfer-Encoding: chunked\r\n\r\n" + (body.isEmpty() ? "" : HostileFrames.chunk(body)) + "0\r\n\r\n";
        };
    }

    private static Consumer<Redeemed> expected(int status, String body) {
        if (status / 100 == 2) {
            if (!body.contains("error")) {
                return body.equals(GOOD) ? grants(ACCESS, NEW) : HostileAnswer::unknown;
            }
        }
        boolean spent = (status / 100 == 2 || Set.of(400, 401, 403).contains(status))
                && (body.contains("invalid_grant") || body.contains("refresh_token_reused"));
        return redeemed -> {
            assertThat(redeemed.refused().status()).isEqualTo(status);
            assertThat(redeemed.refused().terminal()).isEqualTo(spent);
            assertThat(redeemed.refused().outcome())
                    .isEqualTo(status >= 200 && status < 500 ? Outcome.REJECTED : Outcome.UNKNOWN);
        };
    }

    /** The trap is another server, which nobody may ever connect to. */
    private static List<HostileAnswer> redirects(int trapPort) {
        List<HostileAnswer> inputs = new ArrayList<>();
        String trap = "//127.0.0.1:" + trapPort + "/";
        for (int status : new int[] {300, 301, 302, 303, 305, 307, 308}) {
            for (String header : List.of(
                    "Location: http:" + trap,
                    "Location: " + trap,
                    "Content-Location: http:" + trap,
                    "Refresh: 0; url=http:" + trap)) {
                inputs.add(new HostileAnswer(
                        status + " " + header.replace(String.valueOf(trapPort), "PORT"),
                        HEAD.replace("200", String.valueOf(status)).replace("Connection", header + "\r\nConnection"),
                        HostileAnswer::rejected));
            }
        }
        return inputs;
    }

    private static List<HostileAnswer> waits() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String wait : List.of(
                "0",
                "-1",
                "1.5",
                "1e9",
                "3601",
                "9".repeat(9),
                "9".repeat(10),
                "9".repeat(5_000),
                "",
                " ",
                "soon",
                "0x10",
                "\u00b2",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Thu, 99 Foo 2026 99:99:99 GMT",
                NEW)) {
            inputs.add(new HostileAnswer(
                    "Retry-After: " + wait,
                    HEAD.replace("200", "429").replace("Connection", "Retry-After: " + wait + "\r\nConnection"),
                    HostileAnswer::rejected));
        }
        return inputs;
    }
}
