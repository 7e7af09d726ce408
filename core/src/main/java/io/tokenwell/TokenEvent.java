package io.tokenwell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that an application or its operator should know. Events never contain a secret.
 *
 * @since 0.1
 */
public sealed interface TokenEvent {

    /**
     * Returns the id of the account concerned.
     *
     * @return the id
     */
    String accountId();

    /**
     * Event: the server refuses the refresh token of the account permanently, or the account has none: a human has
     * to log in again. Emitted by each instance that receives the refusal or finds the mark, not on each call.
     *
     * @param accountId the account
     * @param reason error code and description of the server and, if there was one, the earlier attempt whose answer
     *     was lost
     */
    record LoginRequired(String accountId, String reason) implements TokenEvent {}

    /**
     * Event: the mark of the account was removed: {@link LoginRequired} is over, or it was caused by a refusal that
     * concerned the whole platform. Emitted by the instance that removed the mark.
     *
     * @param accountId the account
     */
    record Reinstated(String accountId) implements TokenEvent {}

    /**
     * Event: an account that needed a login, as far as this instance knew, is served again: after a login, or because
     * its mark was taken back and the server has accepted its refresh token.
     *
     * @param accountId the account
     */
    record AccountRecovered(String accountId) implements TokenEvent {}

    /**
     * Event: the token endpoint refuses one account after the other and accepted none in between: probably the client
     * id, the client secret or the address is wrong, not the refresh tokens. No account is marked, marks made during
     * this series are removed, and only one account at a time is tried, less and less often. Emitted once by each
     * instance that notices it.
     *
     * @param platform the platform
     * @param accountId the account that was refused last
     * @param accounts how many accounts were refused in a row
     * @param reason error code and description of the server
     */
    record PlatformRefusing(String platform, String accountId, int accounts, String reason) implements TokenEvent {}

    /**
     * Event: the token endpoint has not answered for several accounts in a row. Until it does, this instance tries one
     * account at a time; all other calls for tokens that have ended are answered at once. Its counterpart is
     * {@link PlatformAnswering}.
     *
     * @param platform name of the platform
     * @param accountId the last one of the accounts
     * @param accounts how many accounts in a row
     * @param reason what happened to the last one, without secrets
     */
    record PlatformAway(String platform, String accountId, int accounts, String reason) implements TokenEvent {}

    /**
     * Event: the token endpoint has answered again: {@link PlatformRefusing} or {@link PlatformAway} is over on this
     * instance.
     *
     * @param platform the platform
     * @param accountId the account that was accepted
     */
    record PlatformAnswering(String platform, String accountId) implements TokenEvent {}

    /**
     * Event: no instance tries to refresh the account for a while, unless its row gets another refresh token. Either a
     * redemption failed, or it was postponed because the outcome of an earlier attempt is unknown: then only the
     * instance that made the attempt emits the event. Or upstreams rejected fresh tokens of the account repeatedly, so
     * that none is replaced before it is due: then each instance that notices it emits the event, once per pause.
     *
     * @param accountId the account
     * @param reason what failed
     * @param length how long the cooldown lasts
     * @param outcomeUnknown whether this attempt sent the refresh token and received no usable answer
     */
    record CoolingDown(String accountId, String reason, Duration length, boolean outcomeUnknown)
            implements TokenEvent {}

    /**
     * Event: the outcome of an earlier attempt is unknown (its process died, or no usable answer was received) and that
     * the escrow contains nothing of it. It may have used up the refresh token that is about to be redeemed once more.
     *
     * @param accountId the account
     * @param instance owner of the attempt
     * @param startedAt when the attempt started, on the clock of the store
     */
    record AttemptLost(String accountId, String instance, Instant startedAt) implements TokenEvent {}

    /**
     * Event: the account table does not take redeemed credentials; they wait in escrow. Emitted, like the event that
     * ends it, by the instance that redeemed them. Other instances that find them only log that, and count them in
     * {@link ProviderHealth}.
     *
     * @param accountId the account
     * @param shared whether the credentials would survive this process at the time of the event; {@link ProviderHealth}
     *     has the current state
     */
    record RotationAtRisk(String accountId, boolean shared) implements TokenEvent {}

    /**
     * Event: the account table has taken credentials that were at risk.
     *
     * @param accountId the account
     */
    record RotationSaved(String accountId) implements TokenEvent {}

    /**
     * Event: the account table was unavailable for as long as the escrow keeps rotations: the credentials are lost, and
     * a login will be needed.
     *
     * @param accountId the account
     */
    record RotationGivenUp(String accountId) implements TokenEvent {}

    /**
     * Event: the row was changed while its token was redeemed. The row wins. The redeemed credentials are kept in
     * escrow for {@code escrowTtl} if the escrow is available and keeps no other rotation of the account.
     *
     * @param accountId the account
     */
    record RotationSuperseded(String accountId) implements TokenEvent {}

    /**
     * Event: the refresh token was redeemed and that the account table has taken the answer. Routine: one per account
     * and token lifetime. If the table does not take the answer at once, {@link RotationAtRisk} and later
     * {@link RotationSaved} are emitted instead.
     *
     * @param accountId the account
     * @param took time from just before the token was sent until the table had taken the answer
     * @param expiresAt when the new access token expires, or null if that is unknown
     */
    record Refreshed(
            String accountId, Duration took, @Nullable Instant expiresAt) implements TokenEvent {}

    /**
     * Event: a call found the account held by another instance and waits for that refresh. Routine. Emitted once for
     * each call that does the work, however often it waits; calls that share the work of another call emit none.
     *
     * @param accountId the account
     */
    record Contended(String accountId) implements TokenEvent {}
}
