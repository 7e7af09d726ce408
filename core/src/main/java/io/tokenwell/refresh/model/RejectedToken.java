package io.tokenwell.refresh.model;

import io.tokenwell.Rejection;
import io.tokenwell.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token that an upstream has refused, and how. Known by its SHA-256 only: the token itself is not kept. */
public final class RejectedToken {

    private final byte[] fingerprint;
    private final Rejection kind;

    private RejectedToken(byte[] fingerprint, Rejection kind) {
        this.fingerprint = fingerprint;
        this.kind = kind;
    }

    /** Returns the rejected token; empty if it is blank. Surrounding white space is no part of a token. */
    public static Optional<RejectedToken> of(@Nullable String token) {
        return Optional.ofNullable(token)
                .flatMap(text -> Secret.of(text).stripped())
                .map(stripped -> new RejectedToken(fingerprintOf(stripped), Rejection.UNEXPLAINED));
    }

    /**
     * Returns this token as rejected in this way. Rejections of different kinds are not equal: what holds one up does
     * not hold up another.
     */
    public RejectedToken as(Rejection rejection) {
        return new RejectedToken(fingerprint, rejection);
    }

    public Rejection kind() {
        return kind;
    }

    public boolean is(Secret token) {
        return MessageDigest.isEqual(fingerprint, fingerprintOf(token));
    }

    private static byte[] fingerprintOf(Secret token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.expose().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RejectedToken that
                && kind == that.kind
                && MessageDigest.isEqual(fingerprint, that.fingerprint);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(fingerprint) + kind.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
