package io.tokenwell.example.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that only itself has signed, in the files that servers and clients take.
 *
 * @param certificate PEM, for the server, and for clients that trust it
 * @param key PEM, PKCS #8, readable by its owner only
 */
public record OwnCertificate(Path certificate, Path key) {

    private static final String ALIAS = "server";
    private static final String PASSWORD = "changeit";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Makes one for the address 127.0.0.1, and for no name. Blocks meanwhile.
     *
     * @param folder where its files go
     * @return the certificate, valid for some months
     */
    public static OwnCertificate forLoopback(Path folder) {
        try {
            Path store = folder.resolve("keys.p12");
            make(store);
            KeyStore keys = loaded(store);
            Path certificate = folder.resolve("server.crt");
            Path key = folder.resolve("server.key");
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return new OwnCertificate(certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerStartException("cannot make a certificate in " + folder, e);
        }
    }

    private static void make(Path store) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of((keytool + " -genkeypair -alias " + ALIAS + " -keyalg EC -groupname secp256r1 -dname CN=own"
                                + " -ext SAN=IP:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD + " -keystore "
                                + store)
                        .split(" "));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ServerStartException("keytool makes no certificate in " + store);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while keytool worked", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static KeyStore loaded(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String pem(String type, byte[] content) {
        String body = new String(PEM.encode(content), StandardCharsets.US_ASCII);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
