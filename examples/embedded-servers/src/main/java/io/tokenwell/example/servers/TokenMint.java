package io.tokenwell.example.servers;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens nobody can guess: a hash of a secret seed and a counter, since SecureRandom may block a reactor thread. */
final class TokenMint {

    private final byte[] seed = new byte[32];
    private final MessageDigest digest;
    private long counter;

    TokenMint() {
        new SecureRandom().nextBytes(seed);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    synchronized String next(String prefix) {
        digest.update(seed);
        byte[] token =
                digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
