package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.WireText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks for the signed proof of a client before a request is made. */
final class Assertions {

    private Assertions() {}

    /** Emits the request with the proof, if the client has one; errors if it cannot be had, and then nothing was sent. */
    static Mono<RefreshRequest> added(TokenEndpointSettings settings, Account account, RefreshRequest request) {
        return needed(settings, account) ? signed(settings, account).map(request::asserting) : Mono.just(request);
    }

    /** Never in the name of another client that the account has. */
    private static boolean needed(TokenEndpointSettings settings, Account account) {
        OAuthClient client = settings.client();
        return client.assertion() != null
                && Unsendable.clientId(account)
                        .filter(id -> !id.equals(client.id()))
                        .isEmpty();
    }

    private static Mono<String> signed(TokenEndpointSettings settings, Account account) {
        OAuthClient client = settings.client();
        ClientAssertion assertion = Objects.requireNonNull(client.assertion());
        return Mono.defer(() ->
                        assertion.signed(client.id(), settings.tokenUri(account).orElseThrow()))
                .timeout(settings.transport().connectTimeout())
                .filter(WireText::isVisible)
                .onErrorMap(failure -> unsigned(account, failure))
                .switchIfEmpty(Mono.error(() -> unsigned(account, null)));
    }

    /** The cause may quote a key, so only its kind is told. */
    private static TokenEndpointException unsigned(Account account, @Nullable Throwable failure) {
        String why = failure == null ? "there was none" : failure.getClass().getSimpleName();
        Details details = new Details(Outcome.NOT_SENT, 0, "client_assertion", false, null);
        return new TokenEndpointException(
                account.id(), details, "the client's assertion could not be signed: " + why, null);
    }
}
