package io.tokenwell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an application or its operator should know of. Immutable and safe for use by any thread; never a secret.
 *
 * @since 0.1
 */
public sealed interface TokenEvent {

    /**
     * The account concerned.
     *
     * @return its id
     */
    long accountId();

    /**
     * The server refuses the account's refresh token for good, or it has none: a human has to sign in again. Told by each instance that
     * finds it out or finds it marked, not at each call.
     *
     * @param accountId the account
     * @param reason the server's code and what it said beside it, and the attempt that was lost before, if there was one
     */
    record LoginRequired(long accountId, String reason) implements TokenEvent {}

    /**
     * The account's mark was taken back: {@link LoginRequired} is over, or was told for a refusal that concerned the whole
     * platform. Told by the instance that took it back.
     *
     * @param accountId the account
     */
    record Reinstated(long accountId) implements TokenEvent {}

    /**
     * The token endpoint refuses one account after the other, and served none in between: probably a wrong client id, client
     * secret or address, not spent refresh tokens. Nobody is marked, marks made in that row are taken back, and one account
     * is tried at a time, less and less often. Told once by each instance that finds it out.
     *
     * @param platform the platform
     * @param accountId the account that was refused last
     * @param accounts how many were refused in a row
     * @param reason the server's code and what it said beside it
     */
    record PlatformRefusing(String platform, long accountId, int accounts, String reason) implements TokenEvent {}

    /**
     * The token endpoint has served an account again; {@link PlatformRefusing} is over on this instance.
     *
     * @param platform the platform
     * @param accountId the account that was served
     */
    record PlatformAnswering(String platform, long accountId) implements TokenEvent {}

    /**
     * A redemption failed, or was put off because an earlier attempt's outcome is not known. Nobody in the fleet tries again
     * for a while, or until the row has another refresh token. Told by the instance whose attempt it was only. Or: upstreams
     * rejected the account's fresh tokens again and again, and for a while nobody replaces one before it is due. Told by
     * each instance that finds it out, once per pause.
     *
     * @param accountId the account
     * @param reason what failed
     * @param length how long nobody tries
     * @param outcomeUnknown whether this very attempt sent the refresh token and had no usable answer
     */
    record CoolingDown(long accountId, String reason, Duration length, boolean outcomeUnknown) implements TokenEvent {}

    /**
     * The outcome of an earlier attempt is not known (its process died, no usable answer came), nothing of it is in escrow,
     * and it may have used up the refresh token that is about to be redeemed once more.
     *
     * @param accountId the account
     * @param instance who attempted it
     * @param startedAt when, on the store's clock
     */
    record AttemptLost(long accountId, String instance, Instant startedAt) implements TokenEvent {}

    /**
     * The account table does not take redeemed credentials; they wait in escrow. Told, as is how it ends, by the instance that
     * redeemed them; others that find them there only log, and count them in {@link ProviderHealth}.
     *
     * @param accountId the account
     * @param shared whether they would survive this process, when this was told; {@link ProviderHealth} has the present
     */
    record RotationAtRisk(long accountId, boolean shared) implements TokenEvent {}

    /**
     * The account table has taken credentials that were at risk.
     *
     * @param accountId the account
     */
    record RotationSaved(long accountId) implements TokenEvent {}

    /**
     * The account table was out of reach for as long as escrow keeps rotations: this one is lost, a login will be needed.
     *
     * @param accountId the account
     */
    record RotationGivenUp(long accountId) implements TokenEvent {}

    /**
     * The row was changed while its token was redeemed. The row wins; the redeemed pair is kept in escrow for
     * {@code escrowTtl}, if that can be reached and keeps no other.
     *
     * @param accountId the account
     */
    record RotationSuperseded(long accountId) implements TokenEvent {}

    /**
     * The refresh token was redeemed and the account table has taken the answer. Routine, one per account and token life. What
     * the table does not take at once is told as {@link RotationAtRisk}, then {@link RotationSaved}, instead.
     *
     * @param accountId the account
     * @param took from before the token was sent until the table had taken the answer
     * @param expiresAt when the new access token expires, or null if that is unknown
     */
    record Refreshed(
            long accountId, Duration took, @Nullable Instant expiresAt) implements TokenEvent {}

    /**
     * A call found the account held by another instance, and waits for that one's refresh. Routine. Told once for each call
     * that does work, however often it has to wait; calls that join it are not told of.
     *
     * @param accountId the account
     */
    record Contended(long accountId) implements TokenEvent {}
}
