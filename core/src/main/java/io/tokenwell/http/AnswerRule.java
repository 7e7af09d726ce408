package io.tokenwell.http;

import io.tokenwell.TokenEndpointException.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an answer without a token means for the account, where its error code alone does not say. The first rule that
 * applies decides. Immutable.
 *
 * @param verdict the meaning
 * @param statuses HTTP statuses of such answers; empty for all below 500
 * @param where what stands in the body: for each JSON Pointer (RFC 6901) a regular expression that the whole value
 *     matches, regardless of case; text, numbers and booleans can match. All must match; empty for any body
 * @since 0.1
 */
public record AnswerRule(Verdict verdict, Set<Integer> statuses, Map<String, String> where) {

    private static final int SERVER_ERROR = 500;

    /** An expression may take long over a text that somebody has made for it. */
    private static final int LONGEST = 1_000;

    /**
     * Checks that the rule says something.
     *
     * @throws IllegalArgumentException if it has neither statuses nor places, or a place or an expression is none, naming
     *     it
     */
    public AnswerRule {
        Objects.requireNonNull(verdict, "verdict");
        statuses = Set.copyOf(statuses);
        where = Map.copyOf(where);
        if (statuses.isEmpty() && where.isEmpty()) {
            throw new IllegalArgumentException("a rule must name a status or a place of the body");
        }
        where.forEach(AnswerRule::requireExpression);
    }

    private static void requireExpression(String place, String expression) {
        Places.require("place of a rule", place);
        try {
            pattern(expression);
        } catch (PatternSyntaxException none) {
            throw new IllegalArgumentException(
                    "what stands at " + place + " must be a regular expression, but is \"" + expression + "\"", none);
        }
    }

    /**
     * Creates a rule for refresh tokens that will never be accepted again.
     *
     * @param where what stands in the body
     * @return the rule, for all statuses below 500
     */
    public static AnswerRule spent(Map<String, String> where) {
        return new AnswerRule(Verdict.SPENT, Set.of(), where);
    }

    /**
     * Creates a rule for refusals that pass by themselves.
     *
     * @param where what stands in the body
     * @return the rule, for all statuses below 500
     */
    public static AnswerRule passing(Map<String, String> where) {
        return new AnswerRule(Verdict.PASSING, Set.of(), where);
    }

    /**
     * Creates a rule for refusals of the client or the app, which say nothing about the account.
     *
     * @param where what stands in the body
     * @return the rule, for all statuses below 500
     */
    public static AnswerRule misconfigured(Map<String, String> where) {
        return new AnswerRule(Verdict.MISCONFIGURED, Set.of(), where);
    }

    /**
     * Returns this rule for some statuses only.
     *
     * @param some the statuses
     * @return the rule
     */
    public AnswerRule withStatus(Integer... some) {
        return new AnswerRule(verdict, Set.of(some), where);
    }

    boolean appliesTo(int status, ParsedAnswer answer) {
        boolean ofStatus = statuses.isEmpty() ? status < SERVER_ERROR : statuses.contains(status);
        return ofStatus
                && where.entrySet().stream()
                        .allMatch(place -> answer.text(place.getKey())
                                .filter(text -> text.length() <= LONGEST)
                                .filter(text ->
                                        pattern(place.getValue()).matcher(text).matches())
                                .isPresent());
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
