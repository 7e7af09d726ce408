package io.tokenwell.example.cli;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what an import knows its own rows: a keyed hash of the tokens that it stored. It stays in the row while refreshes
 * rotate the tokens, so that the same record, imported once more, does not bring a used refresh token back, which the server
 * would answer by revoking the account.
 */
record ImportMarks(List<byte[]> keys) {

    static final String KEY = "_import";

    /** Under every known key, the newest first. */
    List<String> of(String id, Credentials plain) {
        String tokens = id + "\n" + exposed(plain.refreshToken()) + "\n"
                + (plain.refreshToken().isPresent() ? "" : exposed(plain.accessToken()));
        return keys.stream().map(key -> hash(key, tokens)).toList();
    }

    private static String exposed(java.util.Optional<Secret> secret) {
        return secret.map(Secret::expose).orElse("");
    }

    private static String hash(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update("tokenwell import\n".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 32);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }
}
