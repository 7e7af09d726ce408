package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.WireText;
import java.util.Optional;

/**
 * Finds reasons not to send the refresh token of an account: values of its row that the server would refuse or misread.
 */
final class Unsendable {

    private Unsendable() {}

    static Optional<TokenEndpointException> problemOf(Account account, TokenEndpointSettings settings) {
        return account.platform().equals(settings.platform())
                ? ofToken(account).or(() -> ofClient(account)).or(() -> ofAddress(account, settings))
                : because(account, "no_endpoint", false, "this endpoint is for platform " + settings.platform());
    }

    private static Optional<TokenEndpointException> ofToken(Account account) {
        if (account.credentials().refreshTokenUnusable()) {
            return because(
                    account,
                    "unusable_refresh_token",
                    true,
                    "the stored refresh token has characters that no token has: store it anew, or log in");
        }
        return account.credentials().refreshToken().isEmpty()
                ? because(account, "missing_refresh_token", true, "no refresh token is stored, a login is needed")
                : Optional.empty();
    }

    /**
     * Refuses an unusable client id instead of using the configured one: servers treat a token that another client
     * sends as stolen, which ends logins.
     */
    private static Optional<TokenEndpointException> ofClient(Account account) {
        return clientId(account)
                .filter(id -> !WireText.isVisible(id))
                .flatMap(id -> because(
                        account,
                        "unusable_client_id",
                        false,
                        "the stored client_id has characters that no client id has: store it anew"));
    }

    /** Refuses an address from the row that the settings do not allow instead of using another one. */
    private static Optional<TokenEndpointException> ofAddress(Account account, TokenEndpointSettings settings) {
        return settings.tokenUri(account).isPresent()
                ? Optional.empty()
                : because(
                        account,
                        "token_uri_not_allowed",
                        false,
                        "the address that its credentials name is none, or of a host that accountUris does not allow");
    }

    /** Returns the client id in the credentials of the account. */
    static Optional<String> clientId(Account account) {
        return account.credentials().text("client_id").map(String::strip);
    }

    private static Optional<TokenEndpointException> because(
            Account account, String code, boolean terminal, String reason) {
        Details details = new Details(Outcome.NOT_SENT, 0, code, terminal, null);
        return Optional.of(new TokenEndpointException(account.id(), details, reason, null));
    }
}
