package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** An instance's way to the authorization server. Every send is written down before it leaves. */
record EndpointPort(Instance instance, Link link, AuthorizationServer server, Ear ear, Mutant mutant)
        implements TokenEndpoint {

    /** Hears of sends, and knows who waits. */
    interface Ear {
        void sent(Send send);

        /** The server has answered it; the answer is on its way. */
        void decided(Send send);

        /** When this instance was granted its claim on the account. */
        long claimedAt(Instance instance, long account);

        boolean anybodyWaits(Instance instance, long account);
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        return Mono.defer(() -> {
            String token =
                    account.credentials().refreshToken().map(Secret::expose).orElse("");
            Pair used = Objects.requireNonNull(server.ofRefreshToken(token), token);
            long now = instance.world.now();
            Send send = new Send(instance, used, now, ear.claimedAt(instance, Long.parseLong(account.id())));
            ear.sent(send);
            server.ledger.add(send);
            return link.asked(instance, Step.REDEEM, Long.parseLong(account.id()), () -> redeemed(send))
                    .doOnNext(grant -> received(send))
                    .doOnError(failure -> heard(send, failure.toString()))
                    .doOnCancel(() -> heard(send, "nothing, gave up"))
                    .filter(grant ->
                            mutant != Mutant.NO_DETACHMENT || ear.anybodyWaits(instance, Long.parseLong(account.id())));
        });
    }

    private TokenGrant redeemed(Send send) {
        try {
            return server.redeemed(send);
        } finally {
            ear.decided(send);
        }
    }

    private void received(Send send) {
        heard(send, "a pair");
        Pair pair = send.granted;
        if (pair != null) {
            pair.receivedBy = instance;
            pair.receivedAt = instance.world.now();
        }
    }

    private void heard(Send send, String what) {
        send.heard = what;
        send.heardAt = instance.world.now();
    }
}
