package io.tokenwell.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Spellings of places, and what pretends to be one. PORT is a server's that nobody may connect to. */
final class HostileRoutes {

    static final List<String> ACCEPTED = List.of(
            "https://auth.example/t",
            "HTTPS://auth.example/t?a=b",
            "https://[2001:db8::1]/t",
            "http://localhost/t",
            "http://LOCALHOST:1/t",
            "http://127.0.0.1/t",
            "http://127.255.1.2/t",
            "http://[::1]/t",
            "http://[::0001]/t",
            "http://[0:0:0:0:0:0:0:1]/t",
            "http://[0000:0000:0000:0000:0000:0000:0000:0001]/t");

    static final List<String> REFUSED = Stream.concat(
                    Stream.of(
                            "",
                            "/",
                            "/t",
                            "t",
                            "localhost/t",
                            "//localhost:PORT/t",
                            "http:localhost:PORT",
                            "http:/t",
                            "http:///t",
                            "https:///t",
                            "https:opaque",
                            "https://",
                            "http://:PORT/t",
                            "file:///etc/passwd",
                            "ftp://localhost:PORT/t",
                            "ws://localhost:PORT/t",
                            "httpss://localhost:PORT/t",
                            "javascript:alert(1)",
                            "jar:http://localhost:PORT!/t",
                            "http+unix://localhost:PORT/t",
                            "\u017fttp://localhost:PORT/t",
                            "http://u@localhost:PORT/t",
                            "http://u:planted-client-secret@127.0.0.1:PORT/t",
                            "https://u:planted-client-secret@auth.example/t",
                            "https://:@auth.example/t",
                            "https://auth.example/t#f",
                            "http://localhost:PORT/t#",
                            "http://evil.test@localhost:PORT/t"),
                    Stream.of(
                                    "0.0.0.0",
                                    "0",
                                    "127.1",
                                    "127.0.1",
                                    "2130706433",
                                    "0x7f000001",
                                    "0x7f.0.0.1",
                                    "0177.0.0.1",
                                    "1270.0.0.1",
                                    "127.0.0.1.",
                                    "127.0.0.999",
                                    "127.0.0.1.evil.test",
                                    "127.0.0.1.nip.io",
                                    "128.0.0.1",
                                    "10.0.0.1",
                                    "169.254.169.254",
                                    "[::]",
                                    "[::2]",
                                    "[1::1]",
                                    "[0::0:10]",
                                    "[::ffff:127.0.0.1]",
                                    "[::ffff:7f00:1]",
                                    "[::127.0.0.1]",
                                    "[64:ff9b::7f00:1]",
                                    "[fe80::1]",
                                    "[::1%lo]",
                                    "[::1%25lo]",
                                    "[::1].evil.test",
                                    "localhost.",
                                    "localhost.evil.test",
                                    "localhost.localdomain",
                                    "xlocalhost",
                                    "auth.localhost",
                                    "-localhost",
                                    ".localhost",
                                    "..localhost",
                                    "local host",
                                    "local\thost",
                                    "localhost\u0000",
                                    "localhost%00.evil.test",
                                    "localhost%2eevil.test",
                                    "%6cocalhost",
                                    "evil.test\\@localhost",
                                    "evil.test#@localhost",
                                    "evil.test/@localhost",
                                    "evil.test?@localhost",
                                    "localhost\u3002evil.test",
                                    "\u2460\u2461\u2466.0.0.1",
                                    "loc\u0430lhost",
                                    "\uff4cocalhost",
                                    "\u24dbocalhost",
                                    "localho\u017ft",
                                    "\u0661\u0662\u0667.0.0.1",
                                    "\u202elocalhost")
                            .map(host -> "http://" + host + ":PORT/t"))
            .toList();

    /** Such an address is let pass, and leads nowhere. */
    static final List<String> NOWHERE = List.of(
            "http://localhost:0/t", "http://localhost:65536/t", "https://127.0.0.1:99999/t", "https://[::1]:0/t");

    static final List<String> PROXIES = Stream.of(
                    "https://127.0.0.1:PORT",
                    "http:127.0.0.1:PORT",
                    "127.0.0.1:PORT",
                    "u:planted-client-secret@127.0.0.1:PORT",
                    "//127.0.0.1:PORT",
                    "http://",
                    "http:///",
                    "http://:PORT",
                    "socks://127.0.0.1:PORT",
                    "socks4://127.0.0.1:PORT",
                    "socks5:127.0.0.1:PORT",
                    "javascript:alert(1)",
                    "file:///etc/passwd",
                    "direct",
                    "DIRECT://",
                    "none",
                    "null",
                    "\u0000",
                    "\u202e",
                    "http://127.0.0.1:1",
                    "socks5://127.0.0.1:1",
                    "socks5h://u:planted-client-secret@127.0.0.1:1",
                    "http://127.0.0.1:99999",
                    "http://127.0.0.1:-1",
                    "http://127.0.0.1:x",
                    "http://u:planted-client-secret@[",
                    "http://u:planted-client-secret@127.0.0.1:1\u0000",
                    "http://u:planted-client-secret@no such host",
                    "http://u:planted client-secret@127.0.0.1:1",
                    "http://u:planted-client-secret%zz@127.0.0.1:1",
                    "http://u:planted-client-secret@127.0.0.1:1\r\nX-Evil: 1",
                    "http://" + "a".repeat(70_000) + ":1")
            .toList();

    /** An answer that nobody asked for. */
    private static final String FORGED = HostileAnswer.HEAD + HostileAnswer.GOOD;

    static final List<String> NO_TUNNELS = replies(
            "HTTP/1.1 407 X\r\n\r\n",
            "HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n" + FORGED,
            "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"planted-client-secret\"\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
            "HTTP/1.1 400 X\r\n\r\n",
            "HTTP/1.1 503 X\r\n\r\n",
            "HTTP/1.1 100 X\r\n\r\n",
            "HTTP/1.1 103 X\r\n\r\n",
            "HTTP/1.1 200",
            "HTTP/1.1 200 X\r\nX: y\r\n",
            "HTTP/1.1 999 X\r\n\r\n",
            "SSH-2.0-x\r\n",
            "\u0005\u0000");

    static final List<String> NO_SOCKS = Stream.concat(
                    replies(
                            "\u0004\u0000",
                            "\u0005",
                            "\u0005\u00ff",
                            "\u0005\u00ff" + FORGED,
                            "\u0005\u0000\u0005\u0001\u0000\u0001\0\0\0\0\0\0" + FORGED,
                            "\u0005\u0001",
                            "\u0005\u0003",
                            "\u0005\u0002\u0001\u0001",
                            "\u0005\u0002\u0001",
                            "HTTP/1.1 200 X\r\n\r\n")
                            .stream(),
                    IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 255)
                            .mapToObj(code -> "\u0005\u0000\u0005" + (char) code + "\u0000\u0001\0\0\0\0\0\0"))
            .toList();

    static final List<String> NO_TLS = replies(
            HostileAnswer.HEAD + HostileAnswer.GOOD,
            "HTTP/1.1 400 X\r\n\r\n",
            "\u0015\u0003\u0003\u0000\u0002\u0002(",
            "\u0015\u0003\u0003\u0000\u0002\u0001\u0000",
            "\u0016\u0003\u0003\u00ff\u00ff",
            "\u0016\u0003\u0003\u0000\u0000",
            "\u0017\u0003\u0003\u0000\u0001\u0000",
            "\u0014\u0003\u0003\u0000\u0001\u0001",
            "\u0016\u0003\u0003\u0000\u0004\u0002\u00ff\u00ff\u00ff",
            "\u0080\u0000");

    static final List<String> SMUGGLING = List.of(
            "u%0d%0aX-Evil:planted-client-secret",
            "u:%0d%0aX-Evil: 1", "u:%0d%0a%0d%0aGET%20/", "%00:%00", ":", "u", ":%ff%fe", "u:".repeat(9_000));

    private HostileRoutes() {}

    private static List<String> replies(String... told) {
        List<String> replies = new ArrayList<>(List.of(told));
        replies.add("");
        Random chance = new Random(20_261_130);
        for (int round = 0; round < 8; round++) {
            byte[] noise = new byte[1 + chance.nextInt(300)];
            chance.nextBytes(noise);
            replies.add(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return replies;
    }
}
