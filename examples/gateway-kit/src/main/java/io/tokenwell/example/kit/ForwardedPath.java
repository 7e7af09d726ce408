package io.tokenwell.example.kit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which request targets may go on: those in which every decoder finds the same names. A route is chosen by what the path
 * says here; read in another way by the upstream, it would lead the route's token somewhere else. What may go on goes on
 * byte for byte, for nothing is normalised. Pure functions, safe for use by any thread.
 */
public final class ForwardedPath {

    /** Whoever encodes a name more often wants it to be misread. */
    private static final int MOST_DECODINGS = 4;

    /** RFC 3986, section 3.3, and the percent sign. */
    private static final BitSet OF_PATHS = characters("/-._~!$&'()*+,;=:@%");

    /** RFC 3986, section 3.4, and the brackets that all clients leave as they are. */
    private static final BitSet OF_QUERIES = characters("/-._~!$&'()*+,;=:@%?[]");

    /** What no decoder reads in two ways, but for dots that stand alone. */
    private static final BitSet PLAIN = characters("/-._~");

    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** Where somebody stops reading a name: at its parameters (Servlet), at what decodes to the next part of a URI. */
    private static final Pattern REST = Pattern.compile("[;?#].*", Pattern.DOTALL);

    private ForwardedPath() {}

    private static BitSet characters(String marks) {
        BitSet all = new BitSet();
        all.set('0', '9' + 1);
        all.set('A', 'Z' + 1);
        all.set('a', 'z' + 1);
        marks.chars().forEach(all::set);
        return all;
    }

    /**
     * What is wrong with a request target.
     *
     * @param target as it stands in the first line of a request (RFC 9112, section 3.2), or in {@code :path}
     * @return a sentence for the client; empty if the target may go on as it is
     */
    public static Optional<String> flaw(String target) {
        String path = pathOf(target);
        String query = path.length() == target.length() ? "" : target.substring(path.length() + 1);
        // What begins with two slashes is a path to some, and to others a host.
        if (!path.startsWith("/") || path.startsWith("//")) {
            return Optional.of("The request target must be a path: it begins with one slash.");
        }
        if (!isSpelledOf(path, OF_PATHS) || !isSpelledOf(query, OF_QUERIES)) {
            return Optional.of("The request target holds what has to be percent-encoded, or a % that encodes nothing.");
        }
        return decodings(path) == null
                ? Optional.of("The path has a dot segment, a backslash, a control character, or is no UTF-8.")
                : Optional.empty();
    }

    private static String pathOf(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    private static boolean isSpelledOf(String text, BitSet characters) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!characters.get(next) || (next == '%' && !isEncoded(text, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEncoded(String text, int percent) {
        return percent + 2 < text.length()
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0;
    }

    /** The path, and what it is after each decoding there may be; null if one of these can be read in two ways. */
    private static @Nullable List<String> decodings(String path) {
        if (isPlain(path)) {
            return isDotted(path) ? null : List.of(path);
        }
        List<String> all = new ArrayList<>();
        String text = path;
        while (all.size() <= MOST_DECODINGS && !isAmbiguous(text)) {
            all.add(text);
            String decoded = decoded(text);
            if (decoded == null) {
                return null;
            }
            if (decoded.equals(text)) {
                return all;
            }
            text = decoded;
        }
        return null;
    }

    /** Nearly all paths are: for them the answers below are cheap. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (!PLAIN.get(path.charAt(i))) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    private static boolean isDotted(String plain) {
        return plain.contains("/.")
                && (plain.concat("/").contains("/./") || plain.concat("/").contains("/../"));
    }

    private static boolean isAmbiguous(String text) {
        return text.indexOf('\\') >= 0 || text.chars().anyMatch(Character::isISOControl) || hasDotSegment(text);
    }

    /** As some file systems read it: compatible forms of dots and slashes are these, and invisible characters nothing. */
    private static boolean hasDotSegment(String text) {
        return SEPARATOR
                .splitAsStream(INVISIBLE
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll(""))
                .map(segment -> REST.matcher(segment).replaceFirst("").strip())
                .anyMatch(name -> name.equals(".") || name.equals(".."));
    }

    /** Decoded once; null if that is no UTF-8. A % that encodes nothing stays, as it can only come from a decoding. */
    private static @Nullable String decoded(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length());
        int at = 0;
        while (at < bytes.length()) {
            boolean encoded = bytes.charAt(at) == '%' && isEncoded(bytes, at);
            decoded.put((byte) (encoded ? Integer.parseInt(bytes, at + 1, at + 3, 16) : bytes.charAt(at)));
            at += encoded ? 3 : 1;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException noUtf8) {
            return null;
        }
    }

    /**
     * Of which paths a target without flaw is another spelling: one that some decoder takes for the path, or for one below.
     *
     * @param target the target
     * @param paths the paths, for example {@code /actuator}
     * @return the first of them; empty if the target leads elsewhere, or is spelled as plainly as the path
     */
    public static Optional<String> disguised(String target, List<String> paths) {
        String asked = pathOf(target);
        List<String> all = decodings(asked);
        String plain = all == null ? asked : plain(all.get(all.size() - 1));
        return asked.equals(plain) || asked.equals(plain.concat("/"))
                ? Optional.empty()
                : paths.stream()
                        .filter(path -> plain.concat("/").startsWith(path.concat("/")))
                        .findFirst();
    }

    private static String plain(String decoded) {
        if (isPlain(decoded) && !decoded.contains("//") && decoded.length() > 1) {
            String lower = decoded.toLowerCase(Locale.ROOT);
            return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
        }
        return SLASHES.splitAsStream(decoded)
                .map(segment -> REST.matcher(segment).replaceFirst("").strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }
}
