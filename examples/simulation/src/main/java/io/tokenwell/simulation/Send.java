package io.tokenwell.simulation;

import org.jspecify.annotations.Nullable;

/** A refresh token on its way to the authorization server. */
final class Send {

    enum Verdict {
        UNDECIDED,
        ROTATED,
        /** Granted, and the refresh token stays in force. */
        KEPT,
        /** Not looked at. */
        TURNED_AWAY,
        REUSED,
        REVOKED
    }

    final Instance sender;
    final Pair used;
    final long sentAt;
    final long claimedAt;
    Verdict verdict = Verdict.UNDECIDED;
    long decidedAt = -1;

    @Nullable
    Pair granted;

    /** When the sender heard of its end; whatever it heard. */
    long heardAt = -1;

    @Nullable
    String heard;

    /** Whether a correct fleet could not have known better. */
    @Nullable
    String excuse;

    Send(Instance sender, Pair used, long sentAt, long claimedAt) {
        this.sender = sender;
        this.used = used;
        this.sentAt = sentAt;
        this.claimedAt = claimedAt;
    }

    @Override
    public String toString() {
        return sender + " sent " + used.refreshToken + " at " + World.seconds(sentAt) + " (" + verdict
                + (heard == null ? ", no answer" : ", heard " + heard + " at " + World.seconds(heardAt)) + ")";
    }
}
