package io.tokenwell.example.authorization;

import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient;
import io.tokenwell.http.OAuthClient.Authentication;

/**
 * A client of the authorization server.
 *
 * @param id its identifier
 * @param secret its secret
 */
record Client(String id, String secret) {

    /** Whose login it was. The secret has what a form, and a header that is not encoded first, would change. */
    static final Client GATEWAY = new Client("gateway", "s3cret+with/odd:signs%41&more=");

    /** Known to the server as well. */
    static final Client ANOTHER = new Client("another", "secret-of-another");

    static final Client UNKNOWN = new Client("nobody", "secret-of-nobody");

    OAuthClient by(Authentication authentication) {
        return OAuthClient.builder()
                .id(id)
                .secret(Secret.of(secret))
                .authentication(authentication)
                .build();
    }

    @Override
    public String toString() {
        return id;
    }
}
