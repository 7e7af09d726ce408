package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Demand;
import io.tokenwell.example.kit.hostile.Input.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same over HTTP/2, where fields have no line ends, and may have them inside. */
final class FrameInputs {

    /**
     * The fields of a request.
     *
     * @param id its kind and number
     * @param fields names and values
     * @param demand what must come of it
     */
    record Fields(String id, List<Map.Entry<String, String>> fields, Demand demand) {
        boolean names() {
            return fields.stream().anyMatch(field -> field.getValue().startsWith("/by-header"));
        }
    }

    private static final List<String> METHODS = List.of(
            "TRACE",
            "CONNECT",
            "TRACK",
            "get",
            "PRI",
            "",
            " GET",
            "GET ",
            "G ET",
            "GET\r\nX: y",
            "GET /v1/x HTTP/1.1\r\n\r\nGET",
            "G\0T");

    private static final List<String> PATHS = List.of(
            "/v1/../admin",
            "/v1/%2e%2e/admin",
            "/v1/..%2fadmin",
            "/v1/..;/admin",
            "/v1/..%3b/admin",
            "/v1/%5c..%5cadmin",
            "/v1\\..\\admin",
            "/v1/./x",
            "/v1/%252e%252e/x",
            "/by-header/v1/%2e%2e/%2e%2e/admin",
            "/v1/x\r\nX: y",
            "/v1/x HTTP/1.1\r\n\r\nGET /v1/smuggled",
            "/v1/x y",
            "/v1/x\0",
            "/v1/x#y",
            "*",
            "",
            "v1/x",
            "http://evil.test/v1/x",
            "//evil.test/v1/x",
            "/v1/%",
            "/v1/%zz",
            "/v1/%00",
            "/v1/%0d%0ax",
            "/v1/\u00e4",
            "/v1/%c0%ae%c0%ae/x");

    private static final List<Map.Entry<String, String>> MORE = List.of(
            Map.entry("connection", "close"),
            Map.entry("transfer-encoding", "chunked"),
            Map.entry("upgrade", "websocket"),
            Map.entry("te", "gzip"),
            Map.entry("keep-alive", "1"),
            Map.entry("proxy-connection", "close"),
            Map.entry("content-length", "5"),
            Map.entry("content-length", "-1"),
            Map.entry("content-length", "x"),
            Map.entry("host", "evil.test"),
            Map.entry("X-Upper", "y"),
            Map.entry("x\r\ny", "z"),
            Map.entry("x: y", "z"),
            Map.entry("x y", "z"),
            Map.entry("x\0", "z"),
            Map.entry("", "z"),
            Map.entry(":x", "z"),
            Map.entry(":path", "/v1/two"),
            Map.entry(":method", "POST"),
            Map.entry(":authority", "evil.test"),
            Map.entry("x", "y\r\nz: 1"),
            Map.entry("x", "y\nz"),
            Map.entry("x", "y\0z"),
            Map.entry("x", " y"),
            Map.entry("x", "y\t"),
            Map.entry("x", "\u00e4"),
            Map.entry("authorization", "Bearer of-the-client"),
            Map.entry("authorization", "Bearer x\r\nX: y"),
            Map.entry("x-forwarded-host", "evil.test"),
            Map.entry("forwarded", "host=evil.test"),
            Map.entry("x-real-ip", "evil.test"),
            Map.entry("http2-settings", "AAMAAABkAAQAAP__"),
            Map.entry("cookie", "a=b"),
            Map.entry("expect", "200-maybe"),
            Map.entry("content-length\r\nx", "1"));

    private static final List<String> ACCOUNTS = List.of(
            "",
            "one",
            "1,",
            ",1",
            "1,2",
            "\"1\"",
            "+1",
            "1.0",
            " 1 2",
            "9223372036854775808",
            "1\r\nX: y",
            "1\0",
            "\u0661");

    private FrameInputs() {}

    static Stream<Fields> all() {
        return Stream.of(
                        numbered(METHODS, "h2-method", each -> fields(METHODS.get(each), "/v1/h2"), new Refused()),
                        numbered(PATHS, "h2-path", each -> fields("GET", PATHS.get(each)), new Refused()),
                        numbered(
                                MORE,
                                "h2-field",
                                each -> with(fields("GET", "/v1/h2"), MORE.get(each)),
                                new AtMostOne()),
                        numbered(
                                MORE,
                                "h2-first",
                                each -> first(fields("GET", "/v1/h2"), MORE.get(each)),
                                new AtMostOne()),
                        numbered(ACCOUNTS, "h2-account", each -> account(ACCOUNTS.get(each)), new Refused()),
                        IntStream.range(0, 4)
                                .mapToObj(each -> new Fields("h2-without" + each, without(each), new AtMostOne())))
                .flatMap(each -> each);
    }

    private static Stream<Fields> numbered(
            List<?> list,
            String kind,
            java.util.function.IntFunction<List<Map.Entry<String, String>>> fields,
            Demand demand) {
        return IntStream.range(0, list.size()).mapToObj(each -> new Fields(kind + each, fields.apply(each), demand));
    }

    private static List<Map.Entry<String, String>> fields(String method, String path) {
        return List.of(
                Map.entry(":method", method),
                Map.entry(":scheme", "http"),
                Map.entry(":path", path),
                Map.entry(":authority", "gw"));
    }

    private static List<Map.Entry<String, String>> with(
            List<Map.Entry<String, String>> fields, Map.Entry<String, String> more) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields);
        all.add(more);
        return all;
    }

    private static List<Map.Entry<String, String>> first(
            List<Map.Entry<String, String>> fields, Map.Entry<String, String> more) {
        List<Map.Entry<String, String>> all = new ArrayList<>(List.of(more));
        all.addAll(fields);
        return all;
    }

    private static List<Map.Entry<String, String>> account(String value) {
        return with(fields("GET", "/by-header/v1/h2"), Map.entry("x-account", value));
    }

    private static List<Map.Entry<String, String>> without(int field) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields("GET", "/v1/h2"));
        all.remove(field);
        return all;
    }
}
