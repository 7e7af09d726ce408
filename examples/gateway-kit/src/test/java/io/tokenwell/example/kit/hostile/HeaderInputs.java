package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Demand;
import io.tokenwell.example.kit.hostile.Input.Refused;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Headers: lines that are none, the account, the authorization, the host, what only proxies may say, other protocols. */
final class HeaderInputs {

    private static final Demand ONE = new AtMostOne();

    private static final List<String> ODD = List.of(
            "X",
            ": x",
            " X: y",
            "\tX: y",
            "X : y",
            "X\t: y",
            "X:",
            "X:\0",
            "X\0: y",
            "X: a\rb",
            "X: a\nb",
            "X: a\u000bb",
            "X: a\r\n b",
            "X: a\r\n\tb",
            "X: a\r\n\r b",
            "(X): y",
            "X@: y",
            "X[]: y",
            "X{}: y",
            "\"X\": y",
            "X,Y: z",
            "X;Y: z",
            "X/Y: z",
            "X=Y: z",
            "\u00e4: y",
            "X: \u00e4",
            "X: \u0001",
            "X: \u001b[31m",
            "X: \u007f",
            "X: \u0085",
            "X: \u2028",
            "X: " + "y".repeat(7_000),
            "X: " + "y".repeat(70_000),
            "X".repeat(9_000) + ": y",
            "X-Many: y\r\n".repeat(150) + "X: y",
            "X-Many: y\r\n".repeat(20_000) + "X: y",
            "Cookie: " + "a=b; ".repeat(500) + "c=d",
            "Range: bytes=0-,0-,0-",
            "Content-Type: \u0001/x",
            "Accept-Encoding: gzip;q=\u0001",
            "If-Modified-Since: never",
            "Date: never",
            "Max-Forwards: -1",
            "Trailer: Authorization",
            "TE: trailers, chunked",
            "Keep-Alive: timeout=99999999999",
            "Connection: Content-Length, Transfer-Encoding",
            "Proxy-Connection: keep-alive",
            "Proxy-Authorization: Basic x");

    private static final List<String> ACCOUNTS = List.of(
            "",
            " ",
            "0x1",
            "+1",
            "-1",
            "1.0",
            "1e0",
            "01 ",
            "1,",
            ",1",
            "1,,",
            "1,1",
            "1,2",
            "1 2",
            "1;2",
            "1;a=b",
            "\"1\"",
            "'1'",
            "<1>",
            "one",
            "\u00b9",
            "\u0661",
            "1\0",
            "1\u000b",
            "1\u00a0",
            "1\u007f",
            "1\r\n\t",
            "1\r\n 2",
            "99999999999999999999",
            "9223372036854775808",
            "-9223372036854775809",
            "null",
            "NaN",
            "true",
            "1\r\nX-Account: 2",
            "1\r\nX-Account: 1",
            "1\r\nX-Account:",
            "\r\nX-Account: 1",
            "1\r\nx-account: 2",
            "../1",
            "1/../2",
            "1%00",
            "1' OR '1'='1",
            "{1}",
            "${1}",
            "1".repeat(5_000));

    private static final List<String> AUTHORIZATIONS = List.of(
            "Bearer of-the-client",
            "Basic b2Y6Y2xpZW50",
            "",
            " ",
            "Bearer",
            "Bearer  x",
            "bearer x",
            "Bearer x, Bearer y",
            "Bearer x\r\nAuthorization: Bearer y",
            "Bearer x\r\nauthorization: Bearer y",
            "Bearer x\r\n y",
            "Bearer \0",
            "Bearer \u00e4",
            "Digest username=\"a\"",
            "Negotiate x",
            "Bearer " + "x".repeat(6_000),
            "{\"a\":1}",
            "Bearer x\r\nProxy-Authorization: Basic y",
            "Bearer x\r\nCookie: access_token=z",
            "AWS4-HMAC-SHA256 x");

    private static final List<String> PROXIES = List.of(
            "Forwarded: for=1.2.3.4;host=evil.test;proto=https",
            "X-Forwarded-For: 1.2.3.4",
            "X-Forwarded-Host: evil.test",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 1",
            "X-Forwarded-Prefix: /admin",
            "X-Forwarded-Server: evil.test",
            "X-Forwarded-Ssl: on",
            "X-Real-IP: 1.2.3.4",
            "X-Client-IP: 1.2.3.4",
            "X-Original-URL: /admin",
            "X-Rewrite-URL: /admin",
            "X-HTTP-Method-Override: DELETE",
            "X-Original-Host: evil.test",
            "X-Host: evil.test",
            "Via: 1.1 evil",
            "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 5.6.7.8",
            "Forwarded: \u0001",
            "X-Forwarded-Host: a\r\n b",
            "True-Client-IP: 1.2.3.4",
            "X-Envoy-Original-Path: /admin",
            "X-Forwarded-Path: /admin",
            "X-Forwarded-Uri: /admin",
            "X-Forwarded-Method: TRACE");

    private static final List<String> UPGRADES = List.of(
            "Connection: Upgrade\r\nUpgrade: websocket",
            "Connection: Upgrade\r\nUpgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "HTTP2-Settings: AAMAAABkAAQAAP__",
            "Upgrade: h2c\r\nHTTP2-Settings: \u0001",
            "Connection: Upgrade\r\nUpgrade: TLS/1.3",
            "Connection: Upgrade\r\nUpgrade: foo/1, websocket",
            "Connection: upgrade\r\nUpgrade:",
            "Upgrade: websocket",
            "Connection: Upgrade\r\nUpgrade: h2c, h2c\r\nHTTP2-Settings: x\r\nHTTP2-Settings: y",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 3");

    private static final List<String> HOSTS = List.of(
            "Host: evil.test",
            "Host: gw\r\nHost: evil.test",
            "Host:",
            "Host: gw:99999",
            "Host: gw:x",
            "Host: @evil.test",
            "Host: gw/x",
            "Host: gw?x",
            "Host: gw#x",
            "Host: [::1",
            "Host: g w",
            "Host: \u00e4",
            "Host: gw\0",
            "Host: " + "h".repeat(5_000),
            "Host: http://evil.test",
            "Host: localhost",
            "X: no host at all",
            "Host: 127.0.0.1, evil.test",
            "Host: gw\r\n.evil.test");

    private HeaderInputs() {}

    static Stream<Input> all() {
        return Stream.of(
                        table("odd", ODD, "/v1/o", ONE),
                        table("authorization", prefixed("Authorization: ", AUTHORIZATIONS), "/v1/a", ONE),
                        table("authorization-account", twoHeaders(AUTHORIZATIONS), "/by-header/v1/a", ONE),
                        table("account", prefixed("X-Account: ", ACCOUNTS), "/by-header/v1/c", new Refused()),
                        table("account-on-fixed", prefixed("X-Account: ", ACCOUNTS), "/v1/c", ONE),
                        table("proxy", PROXIES, "/v1/p", ONE),
                        table("proxy-account", prefixed("X-Account: 1\r\n", PROXIES), "/by-header/v1/p", ONE),
                        table("upgrade", UPGRADES, "/v1/u", ONE),
                        hosts())
                .flatMap(each -> each);
    }

    private static List<String> prefixed(String name, List<String> values) {
        return values.stream().map(value -> name + value).toList();
    }

    private static List<String> twoHeaders(List<String> values) {
        return prefixed("X-Account: 1\r\nAuthorization: ", values);
    }

    private static Stream<Input> table(String kind, List<String> headers, String target, Demand demand) {
        return IntStream.range(0, headers.size())
                .mapToObj(each -> Input.get(kind + each, target, demand, headers.get(each)));
    }

    private static Stream<Input> hosts() {
        return IntStream.range(0, HOSTS.size())
                .boxed()
                .flatMap(each -> Stream.of("1.1", "1.0")
                        .map(version -> new Input(
                                "host-" + version + "-" + each,
                                "GET /v1/h HTTP/" + version + "\r\n",
                                HOSTS.get(each) + "\r\nConnection: close\r\n\r\n",
                                ONE)));
    }
}
