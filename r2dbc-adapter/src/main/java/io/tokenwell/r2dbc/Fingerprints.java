package io.tokenwell.r2dbc;

import io.r2dbc.spi.Statement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the HMACs that PostgreSQL computes, newest first, in their two padded forms. They are bound as bytes,
 * which the log of the driver does not print, and are derived from the given keys, so that bound values are useless
 * elsewhere. The blocks of all keys form one value, so that the text of the statement does not depend on their number.
 */
final class Fingerprints {

    private static final String LABEL = "tokenwell refresh token fingerprint";
    private static final int BLOCK = 64;

    private final byte[] newest;
    private final byte[] inner;
    private final byte[] outer;

    Fingerprints(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the cipher has no fingerprint key");
        }
        List<byte[]> derived = keys.stream().map(Fingerprints::derived).toList();
        this.newest = derived.get(0);
        this.inner = padded(derived, 0x36);
        this.outer = padded(derived, 0x5c);
    }

    Statement bind(Statement statement, String innerName, String outerName) {
        return statement.bind(innerName, inner).bind(outerName, outer);
    }

    /** Returns the HMAC that the database computes for a text with the newest key. */
    String of(String text) {
        return HexFormat.of().formatHex(hmac(newest, text));
    }

    private static byte[] derived(byte[] key) {
        return hmac(key, LABEL);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }

    private static byte[] padded(List<byte[]> keys, int pad) {
        ByteBuffer blocks = ByteBuffer.allocate(keys.size() * BLOCK);
        for (byte[] key : keys) {
            for (int i = 0; i < BLOCK; i++) {
                blocks.put((byte) ((i < key.length ? key[i] : 0) ^ pad));
            }
        }
        return blocks.array();
    }
}
