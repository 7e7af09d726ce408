package io.tokenwell.http;

import io.tokenwell.http.TokenRequestFormat.Body;
import java.util.Map;

/**
 * Makes a {@link TokenRequestFormat}, starting from RFC 6749. Not for use by several threads.
 *
 * @since 0.1
 */
public final class TokenRequestFormatBuilder {

    private Body body = Body.FORM;
    private Map<String, String> parameters = Map.of();
    private Map<String, String> headers = Map.of();
    private Map<String, String> names = Map.of();

    TokenRequestFormatBuilder() {}

    /**
     * Sets how the parameters are written. Default: {@link Body#FORM}.
     *
     * @param body the body
     * @return this builder
     */
    public TokenRequestFormatBuilder body(Body body) {
        this.body = body;
        return this;
    }

    /**
     * Sets parameters that are sent besides those of RFC 6749. Default: none.
     *
     * @param parameters values by name
     * @return this builder
     */
    public TokenRequestFormatBuilder parameters(Map<String, String> parameters) {
        this.parameters = parameters;
        return this;
    }

    /**
     * Sets headers of each request. They replace those of the endpoint, such as {@code User-Agent} and {@code Accept}.
     * Default: none.
     *
     * @param headers values by name
     * @return this builder
     */
    public TokenRequestFormatBuilder headers(Map<String, String> headers) {
        this.headers = headers;
        return this;
    }

    /**
     * Sets what the server calls parameters of RFC 6749. Default: their names.
     *
     * @param names the server's name by that of RFC 6749; blank leaves the parameter out
     * @return this builder
     */
    public TokenRequestFormatBuilder names(Map<String, String> names) {
        this.names = names;
        return this;
    }

    /**
     * Builds the format.
     *
     * @return the format
     * @throws IllegalArgumentException if a value cannot be sent, naming it
     */
    public TokenRequestFormat build() {
        return new TokenRequestFormat(body, parameters, headers, names);
    }
}
