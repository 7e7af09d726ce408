package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Passed;
import io.tokenwell.example.kit.hostile.Input.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Targets that leave the route's prefix in somebody's reading, those that are none, and those that must go through. */
final class PathInputs {

    private static final List<String> BEFORE = List.of("/v1/", "/v1/a/", "/by-header/v1/", "/by-header/v1/a/b/");

    private static final List<String> DOTS = List.of(
            "..",
            ".",
            "%2e%2e",
            "%2E%2E",
            ".%2e",
            "%2e.",
            "%2e",
            "%252e%252e",
            "%25252e%25252e",
            "..;",
            "..;x=y",
            ".;",
            "..%3b",
            "..%3Bx",
            "%2e%2e;",
            "%2e%2e%3b",
            "..%00",
            "..%09",
            "%c0%ae%c0%ae",
            "%e0%80%ae%e0%80%ae",
            "%u002e%u002e");

    private static final List<String> AFTER =
            List.of("/admin", "", "/", "%2fadmin", "%2Fadmin", "%5cadmin", "\\admin", "%252fadmin", "//admin", "?x=y");

    private static final List<String> BROKEN = List.of(
            "/v1/%",
            "/v1/%2",
            "/v1/%zz",
            "/v1/%-1",
            "/v1/a%00b",
            "/v1/a%0db",
            "/v1/a%0ab",
            "/v1/a%1bb",
            "/v1/a%7fb",
            "/v1/a\\b",
            "/v1/a%5cb",
            "/v1/a\0b",
            "/v1/a\u001bb",
            "/v1/a\u007fb",
            "/v1/\u00e4",
            "/v1/%ff",
            "/v1/%c3",
            "/v1/%c0%af",
            "/v1/%ed%a0%80",
            "/v1/a#b",
            "/v1/x#/../admin",
            "*",
            "v1/x",
            "gw:80",
            "http://gw/v1/x",
            "http://evil.test/v1/x",
            "https://gw/v1/x",
            "//evil.test/v1/x",
            "///v1/x",
            "/\\evil.test/v1/x",
            "/v1/..%c0%af",
            "/v1%2fx",
            "/v1%2f..%2fadmin",
            "/%76%31/x",
            "/V1/x",
            "/v1;a/x",
            "/v1%3b/x",
            "/by-header/../v1/x",
            "/by-header/..%2fv1/x",
            "/actuator/../v1/x",
            "/actuator/health/../../v1/x",
            "/metrics/../v1/x",
            "/tokenwell/../v1/x");

    private static final List<String> ORDINARY = List.of(
            "/v1/",
            "/v1/a",
            "/v1/a/b/c.d",
            "/v1/a..b",
            "/v1/...",
            "/v1/.a",
            "/v1/a.",
            "/v1/a%20b",
            "/v1/a+b",
            "/v1/a%2Bb",
            "/v1/a%2fb",
            "/v1/%C3%A4",
            "/v1/%E2%82%AC",
            "/v1/a:b@c!$&'()*,=~-_",
            "/v1/a//b",
            "/v1/a?",
            "/v1/a?b=c&d=%20e",
            "/v1/a?b=../c",
            "/v1/a?b=%2e%2e",
            "/v1/a?http://x/",
            "/v1/a?b=/?c",
            "/v1/" + "a".repeat(2_000));

    private PathInputs() {}

    static Stream<Input> all() {
        return Stream.of(left(), broken(), ordinary()).flatMap(each -> each);
    }

    /** A query keeps its dots. */
    private static Stream<Input> left() {
        List<Input> inputs = new ArrayList<>();
        for (int before = 0; before < BEFORE.size(); before++) {
            for (int dots = 0; dots < DOTS.size(); dots++) {
                for (int after = 0; after < AFTER.size(); after++) {
                    if ((before + dots + after) % 3 == 0 || after == 0) {
                        inputs.add(Input.get(
                                "dots" + before + "-" + dots + "-" + after,
                                BEFORE.get(before) + DOTS.get(dots) + AFTER.get(after),
                                new Refused(),
                                "X-Account: 1"));
                    }
                }
            }
        }
        return inputs.stream();
    }

    private static Stream<Input> broken() {
        return IntStream.range(0, BROKEN.size())
                .mapToObj(each -> Input.get("target" + each, BROKEN.get(each), new AtMostOne(), "X-Account: 1"));
    }

    private static Stream<Input> ordinary() {
        return IntStream.range(0, ORDINARY.size())
                .boxed()
                .flatMap(each -> Stream.of("", "/by-header")
                        .map(prefix -> Input.get(
                                "ordinary" + prefix.length() + "-" + each,
                                prefix + ORDINARY.get(each),
                                new Passed(ORDINARY.get(each)),
                                "X-Account: 1")));
    }
}
