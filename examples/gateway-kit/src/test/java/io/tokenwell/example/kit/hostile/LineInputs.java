package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Demand;
import io.tokenwell.example.kit.hostile.Input.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Request lines: methods with and without bodies, versions, and what stands between the words. */
final class LineInputs {

    private static final Demand ONE = new AtMostOne();

    private static final List<String> KNOWN = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> OTHERS = List.of(
            "TRACE",
            "CONNECT",
            "TRACK",
            "get",
            "trace",
            "Trace",
            "PROPFIND",
            "PRI",
            "M-SEARCH",
            "FOO",
            "G\u00c4T",
            "GET\0",
            "(",
            "");

    private static final List<String> BODIES = List.of(
            "\r\n",
            "Content-Length: 0\r\n\r\n",
            "Content-Length: 3\r\n\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
            "Expect: 200-maybe\r\nContent-Length: 3\r\n\r\nabc");

    private static final List<String> CONNECTIONS =
            List.of("close", "keep-alive", "close, X-Hop", "Authorization, Host");

    private static final List<String> VERSIONS = List.of(
            "HTTP/1.0",
            "HTTP/0.9",
            "HTTP/1.2",
            "HTTP/2.0",
            "HTTP/2",
            "HTTP/3",
            "HTTP/9.9",
            "http/1.1",
            "Http/1.1",
            "HTTP/1.1 ",
            "HTTP/1.1\t",
            "HTTP/1.1\0",
            "HTTP /1.1",
            "HTTP/ 1.1",
            "HTTP/1",
            "HTTP/11",
            "HTTP/1.11",
            "HTTP/01.1",
            "HTTP/1.01",
            "HTTP/1.1x",
            "xHTTP/1.1",
            "HTTP/1,1",
            "HTTPS/1.1",
            "ICAP/1.0",
            "RTSP/1.0",
            "HTTP/-1.1",
            "HTTP/1.-1",
            "HTTP/",
            "HTTP",
            "",
            " ",
            "HTTP/1.1 HTTP/1.1",
            "HTTP/\u0661.1");

    private static final List<String> SPACED = List.of(
            "GET  /v1/x HTTP/1.1",
            "GET /v1/x  HTTP/1.1",
            "GET\t/v1/x\tHTTP/1.1",
            "GET\u000b/v1/x HTTP/1.1",
            "GET\u00a0/v1/x HTTP/1.1",
            " GET /v1/x HTTP/1.1",
            "\r\nGET /v1/x HTTP/1.1",
            "\r\n\r\n\r\nGET /v1/x HTTP/1.1",
            "\nGET /v1/x HTTP/1.1",
            "GET /v1/x y HTTP/1.1",
            "GET /v1/x HTTP/1.1 y",
            "GET /v1/x",
            "GET",
            "\0GET /v1/x HTTP/1.1",
            "GET /v1/x HTTP/1.1\r",
            "GET /v1/x HTTP/1.1\0",
            "GET /v1/x HTTP/1.1\r\n X: folded",
            "GET /v1/" + "x".repeat(70_000) + " HTTP/1.1",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001");

    private LineInputs() {}

    static Stream<Input> all() {
        return Stream.of(methods(), versions(), spaced()).flatMap(each -> each);
    }

    private static Stream<Input> methods() {
        List<Input> inputs = new ArrayList<>();
        for (int body = 0; body < BODIES.size(); body++) {
            for (int connection = 0; connection < CONNECTIONS.size(); connection++) {
                for (String method : KNOWN) {
                    inputs.add(method(method, body, connection, ONE));
                }
                for (int other = 0; other < OTHERS.size(); other++) {
                    if ((other + body + connection) % 3 == 0) {
                        inputs.add(method(OTHERS.get(other), body, connection, new Refused()));
                    }
                }
            }
        }
        return inputs.stream();
    }

    private static Input method(String method, int body, int connection, Demand demand) {
        return Input.of(
                "method-" + printable(method) + "-" + body + "-" + connection,
                method + " /v1/m HTTP/1.1",
                "X-Hop: 1\r\nConnection: " + CONNECTIONS.get(connection) + "\r\n" + BODIES.get(body),
                demand);
    }

    private static String printable(String text) {
        return text.replaceAll("[^A-Za-z]", "_");
    }

    private static Stream<Input> versions() {
        return IntStream.range(0, VERSIONS.size())
                .boxed()
                .flatMap(each -> Stream.of("GET", "POST")
                        .map(method -> Input.of(
                                "version-" + method + each,
                                method + " /v1/v " + VERSIONS.get(each),
                                "Content-Length: 3\r\nConnection: close\r\n\r\nabc",
                                ONE)));
    }

    private static Stream<Input> spaced() {
        return IntStream.range(0, SPACED.size())
                .mapToObj(each -> Input.of("spaced" + each, SPACED.get(each), "Connection: close\r\n\r\n", ONE));
    }
}
