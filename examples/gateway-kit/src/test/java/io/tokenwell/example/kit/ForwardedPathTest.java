package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of single targets; the suite's PathsContract has the long lists, for all gateways. */
class ForwardedPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/a%20b",
                "/v1/a%2Fb//c/",
                "/v1/%E4%BD%A0",
                "/v1/100%25",
                "/v1/a%2520b",
                "/v1/a..b/...;x=..",
                "/v1/x?",
                "/v1/x?a[]=/../%00%ff&&"
            })
    void whatEverybodyReadsAlikeMayGoOn(String target) {
        assertThat(ForwardedPath.flaw(target)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', one slash",
        "*, one slash",
        "a:80, one slash",
        "http://a/, one slash",
        "//a/b, one slash",
        "/a#b, percent-encoded",
        "/a?b#c, percent-encoded",
        "/a|b, percent-encoded",
        "/\u00e4, percent-encoded",
        "/%, percent-encoded",
        "/%0, percent-encoded",
        "/%g0, percent-encoded",
        "/?%, percent-encoded",
        "/.., dot segment",
        "/a/%2e;b, dot segment",
        "/%252e%252e%252f, dot segment",
        "/%ff, dot segment",
        "/%5c, dot segment",
        "/%00, dot segment",
        "/%2525252525, dot segment"
    })
    void whatCanBeReadInTwoWaysMayNot(String target, String why) {
        assertThat(ForwardedPath.flaw(target))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%61ctuator",
                "/actuator;a",
                "/Actuator/health",
                "/actuator//health",
                "/actuator/%68ealth?a",
                "/;/actuator",
                "/actuator%3fa",
                "/%2561ctuator/"
            })
    void anotherSpellingOfAPathIsADisguise(String target) {
        assertThat(ForwardedPath.disguised(target, List.of("/metrics", "/actuator")))
                .contains("/actuator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/", "/actuator/health?%61", "/actuators%20", "/v1/%61ctuator", "/"})
    void thePathItselfAndOthersAreNone(String target) {
        assertThat(ForwardedPath.disguised(target, List.of("/actuator"))).isEmpty();
    }

    @Test
    void alsoTheLongestTargetIsJudgedAtOnce() {
        for (String part : new String[] {"%25", "%2e", "a/", "..;", ";", "%ef%b7%ba", "."}) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(2), () -> ForwardedPath.flaw("/v1/" + part.repeat(100_000 / part.length())));
        }
    }
}
