package io.tokenwell.http;

import static io.tokenwell.http.HostileAnswer.ACCESS;
import static io.tokenwell.http.HostileAnswer.GOOD;
import static io.tokenwell.http.HostileAnswer.HEAD;
import static io.tokenwell.http.HostileAnswer.NEW;
import static io.tokenwell.http.HostileAnswer.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Answers whose headers or frame are none that a token endpoint should give. */
final class HostileFrames {

    private static final String WHOLE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD;
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private HostileFrames() {}

    static Stream<HostileAnswer> all() {
        return Stream.of(truncated(), mutated(), interim(), sizes(), framed()).flatMap(List::stream);
    }

    static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static List<HostileAnswer> truncated() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (int length = 0; length < WHOLE.length(); length++) {
            inputs.add(new HostileAnswer(
                    "first " + length + " bytes", WHOLE.substring(0, length), HostileAnswer::unknown));
        }
        for (int length = HEAD.length(); length < HEAD.length() + GOOD.length(); length++) {
            inputs.add(new HostileAnswer(
                    "first " + length + " bytes, ended by closing",
                    (HEAD + GOOD).substring(0, length),
                    HostileAnswer::unknown));
        }
        inputs.add(new HostileAnswer("whole", WHOLE, grants(ACCESS, NEW)));
        return inputs;
    }

    private static List<HostileAnswer> mutated() {
        List<HostileAnswer> inputs = new ArrayList<>();
        Random chance = new Random(20_261_130);
        for (int round = 0; round < 150; round++) {
            int place = chance.nextInt(WHOLE.length());
            char changed = (char) chance.nextInt(256);
            String text = WHOLE.substring(0, place) + changed + WHOLE.substring(place + 1);
            inputs.add(new HostileAnswer("byte " + place + " is " + (int) changed, text, HostileAnswer::anyTyped));
        }
        return inputs;
    }

    private static List<HostileAnswer> interim() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (int status : new int[] {100, 102, 103, 110, 199}) {
            String before = "HTTP/1.1 " + status + " X\r\nLink: <http://planted-refresh-NEW/>\r\n\r\n";
            inputs.add(new HostileAnswer(status + " before", before + WHOLE, grants(ACCESS, NEW)));
            inputs.add(
                    new HostileAnswer(status + " thirty times before", before.repeat(30) + WHOLE, grants(ACCESS, NEW)));
            inputs.add(new HostileAnswer(status + " only", before, HostileAnswer::unknown));
        }
        inputs.add(new HostileAnswer("101", "HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n" + WHOLE, HostileAnswer::unknown));
        inputs.add(new HostileAnswer("a second answer", WHOLE + WHOLE.replace(ACCESS, "at-bad"), grants(ACCESS, NEW)));
        inputs.add(new HostileAnswer("a refusal behind", WHOLE + WHOLE.replace("200", "400"), grants(ACCESS, NEW)));
        return inputs;
    }

    private static List<HostileAnswer> sizes() {
        String padded = GOOD.replace("3600", "3600,\"x\":\"" + "y".repeat((1 << 20) - GOOD.length() - 7) + "\"");
        return List.of(
                new HostileAnswer("1 MiB", HEAD + padded, grants(ACCESS, NEW)),
                new HostileAnswer("1 MiB and a byte", HEAD + padded + " ", HostileAnswer::unknown),
                new HostileAnswer(
                        "3 MB chunked", CHUNKED + chunk(" ".repeat(1_000_000)).repeat(3), HostileAnswer::unknown),
                new HostileAnswer(
                        "a refusal of 3 MB",
                        HEAD.replace("200", "400") + " ".repeat(3_000_000),
                        HostileAnswer::rejected),
                new HostileAnswer(
                        "a header of 100 KB",
                        HEAD.replace("close", "close\r\nX: " + "y".repeat(100_000)) + GOOD,
                        HostileAnswer::anyTyped),
                new HostileAnswer(
                        "10,000 headers",
                        HEAD.replace("close", "close" + "\r\nX: y".repeat(10_000)) + GOOD,
                        HostileAnswer::anyTyped),
                new HostileAnswer(
                        "a reason of 100 KB", HEAD.replace("OK", NEW.repeat(5_000)) + GOOD, HostileAnswer::anyTyped));
    }

    private static List<HostileAnswer> framed() {
        List<HostileAnswer> inputs = new ArrayList<>();
        for (String length :
                List.of("-1", "+1", "x", "", "1,2", "0x10", "9223372036854775808", "1\r\nContent-Length: 2")) {
            inputs.add(new HostileAnswer(
                    "Content-Length: " + length,
                    "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + GOOD,
                    HostileAnswer::anyTyped));
        }
        for (String size :
                List.of("-1", "x", "FFFFFFFFFFFFFFFF", "7FFFFFFF", "80000000", "", " ", "1;" + "x".repeat(99_999))) {
            inputs.add(new HostileAnswer(
                    "chunk of " + size.length() + " " + size,
                    CHUNKED + size + "\r\n" + GOOD + "\r\n0\r\n\r\n",
                    HostileAnswer::unknown));
        }
        for (String line : List.of(
                "HTTP/1.1 200",
                "HTTP/1.0 200 OK",
                "HTTP/2 200",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 abc OK",
                "ICY 200 OK",
                "HTTP/1.1",
                "",
                "\u0000\u0001\u0002",
                "\u0016\u0003\u0001",
                "GET / HTTP/1.1",
                "HTTP/1.1  200 OK",
                "HTTP/9.9 200 OK",
                "http/1.1 200 ok",
                "HTTP/1.1 200 \u001b[31m" + NEW)) {
            inputs.add(new HostileAnswer(
                    "line " + line, line + "\r\nConnection: close\r\n\r\n" + GOOD, HostileAnswer::anyTyped));
        }
        for (String header : List.of(
                "Content-Encoding: gzip",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked, chunked",
                "No colon",
                ": no name",
                " : blank",
                "X\u0000: y",
                "X: \u0000",
                "X: a\rb",
                "X: a\nY: b",
                " folded: a",
                "Set-Cookie: a=" + NEW,
                "Content-Type: text/html; charset=utf-16",
                "Proxy-Authenticate: Basic realm=\"" + NEW + "\"")) {
            inputs.add(new HostileAnswer(
                    "header " + header,
                    HEAD.replace("Connection", header + "\r\nConnection") + GOOD,
                    HostileAnswer::anyTyped));
        }
        return inputs;
    }
}
