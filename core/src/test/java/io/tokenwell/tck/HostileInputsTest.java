package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileInputsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HostileInputs inputs =
            new HostileInputs("anything", new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void whatWentWellIsCounted() {
        IntStream.range(0, 1_000).parallel().forEach(number -> inputs.tried("input " + number, () -> {}));

        inputs.end();

        assertThat(printed()).isEqualTo("hostile: 1000 inputs, 0 failed (anything)");
    }

    @Test
    void failuresAreCountedAndToldInLinesOfPlainAscii() {
        IntStream.range(0, 30)
                .forEach(number -> inputs.tried("a\nb\u001b[31m\u202e\\" + number, () -> {
                    throw new StackOverflowError("deep\r\n" + "x".repeat(1_000));
                }));
        inputs.tried("good", () -> {});

        assertThatThrownBy(inputs::end)
                .isInstanceOf(AssertionError.class)
                .message()
                .matches("[\n -~]+")
                .startsWith("30 of 31 hostile inputs failed (anything):\n"
                        + "a\\u000ab\\u001b[31m\\u202e\\u005c0: java.lang.StackOverflowError: deep\\u000d\\u000axxx")
                .hasLineCount(21)
                .hasSizeLessThan(10_000);
        assertThat(printed()).isEqualTo("hostile: 31 inputs, 30 failed (anything)");
    }

    @Test
    void noInputIsNoSuccess() {
        assertThatThrownBy(inputs::end).isInstanceOf(AssertionError.class);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).strip();
    }
}
