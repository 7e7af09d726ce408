package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Demand;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a request ends: gateways and upstreams that see two ends give one client another's answer. */
final class FramingInputs {

    private static final Demand ONE = new AtMostOne();
    private static final String HIDDEN = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /v1/f HTTP/1.1";

    private static final List<String> CODINGS = List.of(
            "Transfer-Encoding: chunked",
            " Transfer-Encoding: chunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding\t: chunked",
            "Transfer-Encoding:chunked",
            "Transfer-Encoding:\tchunked",
            "Transfer-Encoding: \u000bchunked",
            "Transfer-Encoding: chunked\u000b",
            "Transfer-Encoding: chunked\0",
            "Transfer-Encoding\0: chunked",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunkedx",
            "Transfer-Encoding: Chunked",
            "Transfer-Encoding: CHUNKED",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: 'chunked'",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: chunked,",
            "Transfer-Encoding: ,chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, gzip",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: cow",
            "Transfer-Encoding:",
            "Transfer-Encoding: chunk\r\n ed",
            "Transfer-Encoding:\r\n chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
            "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "X: y\rTransfer-Encoding: chunked",
            "X: y\nTransfer-Encoding: chunked",
            "X: y\n\rTransfer-Encoding: chunked",
            "Transfer_Encoding: chunked",
            "Transfer-Encodin\u00e7: chunked",
            "\u007fTransfer-Encoding: chunked",
            "Content-Encoding: chunked",
            "TE: chunked");

    private static final List<String> LENGTHS = List.of(
            "4",
            "+4",
            "-4",
            "-0",
            "04",
            "0x4",
            "4.0",
            "4e0",
            "4 ",
            " 4",
            "4\t",
            "4,4",
            "4, 4",
            "4,5",
            "4;q",
            "\"4\"",
            "",
            "four",
            "4\0",
            "4\u000b",
            "\u00b2",
            "4\r\n 4",
            "4\r\nContent-Length: 4",
            "4\r\nContent-Length: 5",
            "99999999999999999999",
            "18446744073709551620",
            "9223372036854775807",
            "0",
            "3",
            "5");

    private static final List<String> SIZES = List.of(
            "5",
            "05",
            "00005",
            "5 ",
            " 5",
            "5\t",
            "0x5",
            "+5",
            "-5",
            "5;",
            "5;a",
            "5;a=b",
            "5;a=\"b\r\nc\"",
            "5; a = b",
            "5\0",
            "5\u000b",
            "5.0",
            "5,5",
            "5 5",
            "g",
            "",
            "\u00b2",
            "FFFFFFFFFFFFFFFF5",
            "ffffffffffffffff",
            "7fffffffffffffff",
            "80000000",
            "5\n",
            "5\r",
            "5\r\r",
            "5;" + "x".repeat(9_000));

    private static final List<String> ENDS = List.of(
            "5\r\nhello\r\n0\r\n\r\n",
            "5\r\nhello0\r\n\r\n",
            "5\r\nhello\n0\n\n",
            "5\nhello\n0\n\n",
            "5\r\nhelloX\r\n0\r\n\r\n",
            "5\r\nhello\r\n00\r\n\r\n",
            "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
            "5\r\nhello\r\n0\r\nContent-Length: 4\r\n\r\n",
            "5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "5\r\nhello\r\n0\r\nAuthorization: Bearer x\r\n\r\n",
            "5\r\nhello\r\n0\r\nHost: evil.test\r\n\r\n",
            "5\r\nhello\r\n0\r\nX\r\n\r\n",
            "5\r\nhello\r\n0\r\n: y\r\n\r\n",
            "5\r\nhello\r\n0\r\n X: y\r\n\r\n",
            "5\r\nhello\r\n0\r\n" + "X-T: 1\r\n".repeat(2_000) + "\r\n",
            "5\r\nhello\r\n0\r\n\r\n" + HIDDEN,
            "0\r\n\r\n" + HIDDEN);

    private FramingInputs() {}

    static Stream<Input> all() {
        return Stream.of(codings(), lengths(), sizes(), ends()).flatMap(each -> each);
    }

    private static Stream<Input> codings() {
        return numbered(CODINGS).flatMap(each -> {
            String chunks = Integer.toHexString(HIDDEN.length()) + "\r\n" + HIDDEN + "\r\n0\r\n\r\n";
            String short4 = "Content-Length: 4";
            String whole = "Content-Length: " + (5 + HIDDEN.length());
            return Stream.of(
                    sent("coding-a" + each, CODINGS.get(each), short4, chunks),
                    sent("coding-b" + each, short4, CODINGS.get(each), chunks),
                    sent("coding-c" + each, CODINGS.get(each), whole, "0\r\n\r\n" + HIDDEN),
                    sent("coding-d" + each, CODINGS.get(each), "X: y", chunks));
        });
    }

    private static Input sent(String id, String one, String other, String body) {
        return Input.of(id, POST, one + "\r\n" + other + "\r\nConnection: close\r\n\r\n" + body, ONE);
    }

    private static Stream<Input> lengths() {
        return numbered(LENGTHS)
                .map(each -> sent("length" + each, "Content-Length: " + LENGTHS.get(each), "X: y", "abcd" + HIDDEN));
    }

    private static Stream<Input> sizes() {
        return numbered(SIZES)
                .map(each -> sent(
                        "size" + each,
                        "Transfer-Encoding: chunked",
                        "X: y",
                        SIZES.get(each) + "\r\nhello\r\n0\r\n\r\n" + HIDDEN));
    }

    private static Stream<Input> ends() {
        return numbered(ENDS).map(each -> sent("end" + each, "Transfer-Encoding: chunked", "X: y", ENDS.get(each)));
    }

    private static Stream<Integer> numbered(List<String> list) {
        return IntStream.range(0, list.size()).boxed();
    }
}
