package io.tokenwell.http;

import io.tokenwell.TokenEndpointException.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what an answer without a token means for the account, where no {@link AnswerRule} can. It runs on an event loop
 * and must not block. Implementations are safe for use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AnswerJudge {

    /** Leaves every answer to the rules. */
    AnswerJudge NONE = (status, body) -> Optional.empty();

    /**
     * Judges an answer. It is asked before the rules. An exception counts as no verdict.
     *
     * @param status HTTP status of the answer
     * @param body the parsed body, empty if it is no object
     * @return the verdict; empty to leave it to the rules
     */
    Optional<Verdict> verdict(int status, Map<String, @Nullable Object> body);
}
