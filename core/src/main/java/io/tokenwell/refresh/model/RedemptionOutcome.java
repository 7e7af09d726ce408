package io.tokenwell.refresh.model;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.refresh.model.GrantMerge.Rotation;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * What a granted claim led to. This is decided first and acted on afterwards, so that no deadline covers what follows.
 */
public sealed interface RedemptionOutcome {

    /** The endpoint gave new credentials; the access token may still be unusable. */
    record Answered(Rotation rotation) implements RedemptionOutcome {}

    /** The endpoint refused, failed, or could not be asked. */
    record Failed(TokenEndpointException failure) implements RedemptionOutcome {}

    /** No answer in time. It is still listened for, and {@code late} emits the outcome of that. */
    record Overdue(Duration timeout, Mono<RedemptionOutcome> late) implements RedemptionOutcome {}

    /** Nothing was sent: an earlier attempt has left its pair in escrow. */
    record Escrowed(EscrowedRotation rotation) implements RedemptionOutcome {}

    /** Nothing was sent: an earlier attempt may still bring its answer, and the stored token can be served until then. */
    record Spared(UnfinishedAttempt previous, Duration spare) implements RedemptionOutcome {}

    /** Nothing was sent: an earlier attempt may have left its pair in escrow, which cannot be read. */
    record EscrowAway(UnfinishedAttempt previous, Throwable failure) implements RedemptionOutcome {}

    /** Nothing was sent; the claim is to be given back. */
    record Unsent(RuntimeException why) implements RedemptionOutcome {}
}
