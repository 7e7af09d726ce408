package io.tokenwell.http;

import io.tokenwell.WireText;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the server of a platform wants to be asked, where that differs from RFC 6749 section 6. Immutable. Prints no value
 * of a parameter or header, as it may be a key.
 *
 * <p>Use {@link #rfc6749()}, {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical
 * constructor is not part of the public API.
 *
 * @param body how the parameters are written
 * @param parameters parameters that are sent besides those of RFC 6749, for example {@code resource} (RFC 8707)
 * @param headers headers that are set on each request, for example {@code User-Agent}
 * @param names what the server calls {@code grant_type}, {@code refresh_token}, {@code client_id}, {@code client_secret}
 *     or {@code scope}; blank leaves the parameter out
 * @since 0.1
 */
public record TokenRequestFormat(
        Body body, Map<String, String> parameters, Map<String, String> headers, Map<String, String> names) {

    /** How the parameters of a request are written. */
    public enum Body {
        /** {@code application/x-www-form-urlencoded}, as RFC 6749 requires. */
        FORM("application/x-www-form-urlencoded"),
        /** One JSON object whose values are text. */
        JSON("application/json");

        private final String mediaType;

        Body(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    private static final Set<String> STANDARD =
            Set.of("grant_type", "refresh_token", "client_id", "client_secret", "scope");

    /** Headers that the endpoint sets itself, or that belong to the connection. */
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final TokenRequestFormat RFC_6749 = builder().build();

    /**
     * Checks names and values.
     *
     * @throws IllegalArgumentException if {@code parameters} has one of RFC 6749, {@code names} has another one, or a
     *     header cannot be sent or is set by the endpoint itself; the message names it, never a value
     */
    public TokenRequestFormat {
        Objects.requireNonNull(body, "body");
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
        names = Map.copyOf(names);
        parameters.keySet().forEach(TokenRequestFormat::requireExtra);
        headers.forEach(TokenRequestFormat::requireHeader);
        if (!STANDARD.containsAll(names.keySet())) {
            throw new IllegalArgumentException("names can rename " + new TreeSet<>(STANDARD) + " only");
        }
        requireDistinct(parameters, names);
    }

    /** A parameter must not take the place of another one: the refresh token itself might be left out. */
    private static void requireDistinct(Map<String, String> parameters, Map<String, String> names) {
        Set<String> sent = new TreeSet<>(parameters.keySet());
        for (String standard : STANDARD) {
            String name = names.getOrDefault(standard, standard);
            if (!name.isBlank() && !sent.add(name)) {
                throw new IllegalArgumentException("two parameters would be called " + name);
            }
        }
    }

    private static void requireExtra(String name) {
        WireText.requireVisible("name of a parameter", name);
        if (STANDARD.contains(name)) {
            throw new IllegalArgumentException("parameters must not have " + name
                    + ": the client, the scope and the account set it, and names renames it");
        }
    }

    private static void requireHeader(String name, String value) {
        WireText.requireHeaderName("name of a header", name);
        WireText.requireVisible("header " + name, value);
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "headers must not have " + name + ": the endpoint sets it, or the connection does");
        }
    }

    /**
     * Returns the format of RFC 6749 section 6: a form, without anything more.
     *
     * @return the format
     */
    public static TokenRequestFormat rfc6749() {
        return RFC_6749;
    }

    /**
     * Starts with the format of RFC 6749.
     *
     * @return a new builder
     */
    public static TokenRequestFormatBuilder builder() {
        return new TokenRequestFormatBuilder();
    }

    /**
     * Starts with this format.
     *
     * @return a new builder
     */
    public TokenRequestFormatBuilder toBuilder() {
        return builder().body(body).parameters(parameters).headers(headers).names(names);
    }

    /** Returns what the server calls a parameter of RFC 6749, blank if it is left out. */
    String named(String standard) {
        return names.getOrDefault(standard, standard);
    }

    @Override
    public String toString() {
        return "TokenRequestFormat[body=" + body + ", parameters=" + new TreeSet<>(parameters.keySet()) + ", headers="
                + new TreeSet<>(headers.keySet()) + ", names=" + names + "]";
    }
}
