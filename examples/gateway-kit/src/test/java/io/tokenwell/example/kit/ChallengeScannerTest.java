package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeScannerTest {

    static Stream<Arguments> challenges() {
        return Stream.of(
                arguments("Bearer error=\"invalid_token\"", List.of("invalid_token")),
                arguments("Bearer error=\"invalid\\_to\\ken\"", List.of("invalid_token")),
                arguments("Bearer realm=\"a \\\" error=no\", error=invalid_token", List.of("invalid_token")),
                arguments("DPoP ERROR\t= \"a\", Bearer error = b,error=c", List.of("a", "b", "c")),
                arguments("Bearer my-error=a, error_uri=b, xerror=c, errors=d, error", List.of()),
                arguments("Basic realm=\"error=no\", \"error=no\"", List.of()),
                arguments("Bearer token68==, error=a", List.of("a")),
                arguments("Bearer error=", List.of("")),
                arguments("Bearer error=\"open", List.of("open")),
                arguments("Bearer error=\"open\\", List.of("open\\")),
                arguments("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void errorsAreFoundWhereTheyAreParameters(String challenge, List<String> expected) {
        List<String> errors = new ArrayList<>();
        new ChallengeScanner(challenge, errors).scan();
        assertThat(errors).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "\"",
                "\\",
                "\"\\",
                ",",
                "=",
                "a=",
                "a=\"",
                "error=a,",
                "error=\"",
                " ",
                "\u00e9",
                "a-"
            })
    @Timeout(20)
    void eachLetterIsPassedOverOnceHoweverLongItGoesOn(String unit) {
        String hostile = unit.repeat(100_000);
        List<String> errors = new ArrayList<>();
        ChallengeScanner scanner = new ChallengeScanner(hostile, errors);
        scanner.scan();
        assertThat(scanner.steps()).isEqualTo(ChallengeScanner.LONGEST_READ);
        Challenges.blameTheToken(List.of(hostile, hostile));
    }
}
