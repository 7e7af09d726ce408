package io.tokenwell.example.kit.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers of an upstream, each with and without the end of its connection. */
final class UpstreamInputs {

    private static final String OWN = "Content-Length: 3\r\n\r\nown";
    private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON";

    /**
     * An answer.
     *
     * @param id its kind and number
     * @param parts what is written, with a pause between each two
     * @param ends whether the connection ends then
     */
    record Said(String id, List<byte[]> parts, boolean ends) {}

    private static final List<String> LINES = List.of(
            "HTTP/1.1 200 OK",
            "HTTP/1.1 200",
            "HTTP/1.1 200 ",
            "HTTP/1.0 200 OK",
            "HTTP/1.1 299 X",
            "HTTP/1.1 404 X",
            "HTTP/1.1 599 X",
            "HTTP/1.1 99 X",
            "HTTP/1.1 000 X",
            "HTTP/1.1 600 X",
            "HTTP/1.1 999 X",
            "HTTP/1.1 1000 X",
            "HTTP/1.1 -200 X",
            "HTTP/1.1 2OO X",
            "HTTP/1.1  200 X",
            "HTTP/1.1\t200 X",
            "HTTP/9.9 200 X",
            "HTTP/2 200",
            "ICY 200 OK",
            "200 OK",
            "",
            " HTTP/1.1 200 OK",
            "\r\nHTTP/1.1 200 OK",
            "HTTP/1.1 200 \u001b[31m",
            "HTTP/1.1 200 \0",
            "HTTP/1.1 200 " + "x".repeat(5_000),
            "HTTP/1.1 301 X",
            "HTTP/1.1 401 X",
            "HTTP/1.1 503 X");

    private static final List<String> LENGTHS = List.of(
            "3",
            "+3",
            "-3",
            "03",
            "0x3",
            "3.0",
            "3 ",
            "3,3",
            "3,4",
            "3;q",
            "\"3\"",
            "",
            "three",
            "3\0",
            "3\r\n 3",
            "3\r\nContent-Length: 3",
            "3\r\nContent-Length: 4",
            "99999999999999999999",
            "9223372036854775807",
            "0",
            "2",
            "4");

    private static final List<String> CODINGS = List.of(
            "chunked",
            "Chunked",
            "xchunked",
            "chunked, chunked",
            "gzip, chunked",
            "identity",
            "cow",
            "",
            "chunked\r\nContent-Length: 3",
            "chunked\r\nContent-Length: 99",
            "\u000bchunked",
            "chunked\0",
            "\"chunked\"");

    private static final List<String> CHUNKS = List.of(
            "3\r\nown\r\n0\r\n\r\n",
            "3\r\nown\r\n0\r\n",
            "3\r\nown",
            "3;x=y\r\nown\r\n0\r\n\r\n",
            "0x3\r\nown\r\n0\r\n\r\n",
            "-3\r\nown\r\n0\r\n\r\n",
            "g\r\n",
            "ffffffffffffffff\r\nown",
            "3\nown\n0\n\n",
            "3\r\nown0\r\n\r\n",
            "0\r\n\r\n" + POISON,
            "3\r\nown\r\n0\r\nAuthorization: x\r\nContent-Length: 9\r\n\r\n",
            "3\r\nown\r\n0\r\n" + "X: y\r\n".repeat(3_000) + "\r\n");

    private static final List<String> HEADERS = List.of(
            "X",
            ": x",
            " X: y",
            "X : y",
            "X:",
            "X:\0",
            "X\0: y",
            "X: a\rb",
            "X: a\nb",
            "X: a\r\n b",
            "(X): y",
            "\u00e4: y",
            "X: \u00e4",
            "X: \u001b[31m",
            "X: " + "y".repeat(7_000),
            "X: " + "y".repeat(70_000),
            "X-Many: y\r\n".repeat(150) + "X: y",
            "X-Many: y\r\n".repeat(20_000) + "X: y",
            "Connection: close",
            "Connection: Content-Length",
            "Connection: X-Own\r\nX-Own: 1",
            "Upgrade: websocket",
            "Trailer: Authorization",
            "Location: //evil.test/",
            "Set-Cookie: a=b\r\nSet-Cookie: c=\0",
            "WWW-Authenticate: Bearer " + "a=\"\\".repeat(2_000),
            "WWW-Authenticate: " + "a".repeat(7_500),
            "Retry-After: -1",
            "Content-Encoding: gzip",
            "Keep-Alive: timeout=0");

    private UpstreamInputs() {}

    static Stream<Said> all() {
        List<String> answers = new ArrayList<>();
        LINES.forEach(line -> answers.add(line + "\r\n" + OWN));
        LENGTHS.forEach(length -> answers.add("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nown"));
        CODINGS.forEach(coding ->
                answers.add("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + coding + "\r\n\r\n3\r\nown\r\n0\r\n\r\n"));
        CHUNKS.forEach(chunks -> answers.add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks));
        HEADERS.forEach(header -> answers.add("HTTP/1.1 200 OK\r\n" + header + "\r\n" + OWN));
        HEADERS.forEach(header -> answers.add("HTTP/1.1 401 X\r\n" + header + "\r\n" + OWN));
        IntStream.of(0, 1, 9, 15, 17, 30, 38, 40)
                .forEach(cut -> answers.add(("HTTP/1.1 200 OK\r\n" + OWN).substring(0, Math.min(cut, 38))));
        IntStream.of(100, 102, 103, 199)
                .forEach(status -> answers.add("HTTP/1.1 " + status + " X\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n" + OWN));
        IntStream.of(101, 204, 304)
                .forEach(status -> answers.add("HTTP/1.1 " + status + " X\r\nX: y\r\n\r\n" + POISON));
        return IntStream.range(0, answers.size())
                .boxed()
                .flatMap(each -> Stream.of(true, false)
                        .map(ends -> new Said(
                                "up" + each + (ends ? "-ends" : "-stays"), List.of(bytes(answers.get(each))), ends)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
