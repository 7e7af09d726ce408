package io.tokenwell.example.kit.hostile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes for a gateway.
 *
 * @param id its kind and number
 * @param head up to and with the first header, after which the marker goes
 * @param rest what follows
 * @param demand what must come of it
 */
record Input(String id, String head, String rest, Demand demand) {

    /** A header by which the upstream tells which input has led to a request. */
    static final String MARKER = "X-Input";

    /** What must come of it, besides what always must. */
    sealed interface Demand {}

    /** One request at the upstream, as it was meant, or none. */
    record AtMostOne() implements Demand {}

    /** None at the upstream, and an answer that says whose fault it is, or none. */
    record Refused() implements Demand {}

    /** Exactly this target at the upstream, and its answer. */
    record Passed(String target) implements Demand {}

    /** One of its kind: request line, host, marker, then all else. */
    static Input of(String id, String line, String rest, Demand demand) {
        return new Input(id, line + "\r\nHost: gw\r\n", rest, demand);
    }

    static Input get(String id, String target, Demand demand, String... headers) {
        return of(id, "GET " + target + " HTTP/1.1", lines(headers) + "Connection: close\r\n\r\n", demand);
    }

    static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    byte[] bytes() {
        return (head + MARKER + ": " + id + "\r\nX-Pad: 1\r\n" + rest).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a strict server would not have taken it. */
    boolean isBroken() {
        try {
            Arrived read = Arrived.read(new ByteArrayInputStream(bytes()));
            return read == null || read.complaint() != null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    boolean asksForHead() {
        return head.startsWith("HEAD ");
    }
}
