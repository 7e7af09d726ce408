package io.tokenwell.example.kit;

import java.util.List;

/**
 * Finds the {@code error} parameters of one {@code WWW-Authenticate} value (RFC 9110, sections 5.6 and 11.2). It is the
 * upstream's text and is read on an event loop: each letter is passed over once, never gone back to.
 */
final class ChallengeScanner {

    /** More than servers send. What comes behind is not read, as if it were not there. */
    static final int LONGEST_READ = 16_384;

    private static final String ERROR = "error";

    private final String text;
    private final int end;
    private final List<String> errors;
    private int at;
    private int steps;

    ChallengeScanner(String text, List<String> errors) {
        this.text = text;
        this.end = Math.min(text.length(), LONGEST_READ);
        this.errors = errors;
    }

    void scan() {
        while (at < end) {
            if (isName(text.charAt(at))) {
                parameter();
            } else if (text.charAt(at) == '"') {
                quoted();
            } else {
                step();
            }
        }
    }

    /** A name with a value, or a name alone: of a scheme, or what stands in its place. */
    private void parameter() {
        int start = at;
        while (at < end && isName(text.charAt(at))) {
            step();
        }
        boolean error = text.regionMatches(true, start, ERROR, 0, ERROR.length()) && at - start == ERROR.length();
        blanks();
        if (at < end && text.charAt(at) == '=') {
            step();
            blanks();
            String value = value();
            if (error) {
                errors.add(value);
            }
        }
    }

    private String value() {
        if (at < end && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < end && !isBlank(text.charAt(at)) && text.charAt(at) != ',' && text.charAt(at) != '"') {
            step();
        }
        return text.substring(start, at);
    }

    /** What is quoted belongs to its parameter, whatever it looks like; an open quote takes all that is left. */
    private String quoted() {
        StringBuilder content = new StringBuilder();
        step();
        while (at < end && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < end) {
                step();
            }
            content.append(text.charAt(at));
            step();
        }
        if (at < end) {
            step();
        }
        return content.toString();
    }

    private void blanks() {
        while (at < end && isBlank(text.charAt(at))) {
            step();
        }
    }

    private void step() {
        at++;
        steps++;
    }

    /** How many letters were passed over. */
    int steps() {
        return steps;
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isName(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(letter) >= 0;
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r');
    }
}
