package io.tokenwell.example.kit.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a strict server reads it (RFC 9112).
 *
 * @param line its first line
 * @param headers its header lines, unfolded by nobody
 * @param complaint what a strict server would not have taken, null if there is nothing
 */
record Arrived(String line, List<String> headers, @Nullable String complaint) {

    private static final int LONGEST = 1 << 20;

    /** The next one, null at the end. Behind one with a complaint nothing more is read. */
    static @Nullable Arrived read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        String header = line(in);
        while (header != null && !header.isEmpty()) {
            headers.add(header);
            header = line(in);
        }
        Arrived head = new Arrived(line, List.copyOf(headers), null);
        String complaint = header == null ? "cut within its head" : head.complaintOf(in);
        return new Arrived(line, head.headers, complaint);
    }

    private @Nullable String complaintOf(InputStream in) throws IOException {
        if (!line.matches("[!-~]+ [!-~]+ HTTP/1\\.[01]")) {
            return "no request line";
        }
        if (headers.stream()
                .anyMatch(each -> !each.matches("(?s)[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*"))) {
            return "a line that is no header";
        }
        List<String> lengths = all("Content-Length");
        List<String> codings = all("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            return "two ends";
        }
        if (!lengths.isEmpty()) {
            return skipped(in, lengths.get(0));
        }
        return codings.isEmpty() ? null : chunks(in, codings.get(0));
    }

    private static @Nullable String skipped(InputStream in, String length) throws IOException {
        if (!length.matches("[0-9]{1,19}")) {
            return "no length";
        }
        if (length.length() > 9) {
            in.readAllBytes(); // nobody sends that much
            return CUT;
        }
        int bytes = Integer.parseInt(length);
        return in.readNBytes(bytes).length == bytes ? null : CUT;
    }

    private static @Nullable String chunks(InputStream in, String coding) throws IOException {
        if (!coding.equalsIgnoreCase("chunked")) {
            return "another coding";
        }
        while (true) {
            String size = line(in);
            if (size == null) {
                return CUT;
            }
            if (!size.matches("[0-9a-fA-F]{1,7}[ \\t]*(;[^\\x00-\\x08\\x0a-\\x1f]*)?")) {
                return "no chunk size";
            }
            int bytes = Integer.parseInt(size.replaceFirst("[ \\t;].*", ""), 16);
            if (bytes == 0) {
                return trailers(in);
            }
            if (in.readNBytes(bytes).length < bytes) {
                return CUT;
            }
            if (!"".equals(line(in))) {
                return "a chunk without an end";
            }
        }
    }

    private static @Nullable String trailers(InputStream in) throws IOException {
        String trailer = line(in);
        while (trailer != null && !trailer.isEmpty()) {
            trailer = line(in);
        }
        return trailer == null ? CUT : null;
    }

    /** Cut by the gateway: that is how it says that the client's body has no good end. */
    static final String CUT = "cut within its body";

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = -1;
        for (int next = in.read(); next >= 0 && line.size() < LONGEST; next = in.read()) {
            if (next == '\n' && last == '\r') {
                String read = line.toString(StandardCharsets.ISO_8859_1);
                return read.substring(0, read.length() - 1);
            }
            line.write(next);
            last = next;
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .toList();
    }

    String method() {
        return line.replaceFirst(" .*", "");
    }

    String target() {
        return line.replaceFirst("^\\S* ", "").replaceFirst(" [^ ]*$", "");
    }
}
