package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.refresh.guard.FirstCacheRead;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A call for a token, as its caller has it. A token that this process knows is emitted at once; all other calls share
 * work under way. It is an operator of its own because its cost is the cost of a hit.
 */
final class TokenRequest extends Mono<String> implements Supplier<Mono<String>>, FirstCacheRead.AfterMiss {

    private final TokenRequests calls;
    private final AccountKey key;
    private final @Nullable Account snapshot;

    private TokenRequest(TokenRequests calls, AccountKey key, @Nullable Account snapshot) {
        this.calls = calls;
        this.key = key;
        this.snapshot = snapshot;
    }

    static Mono<String> of(TokenRequests calls, AccountKey key, @Nullable Account snapshot) {
        return onAssembly(new TokenRequest(calls, key, snapshot));
    }

    @Override
    public void subscribe(CoreSubscriber<? super String> caller) {
        try {
            calls.check(snapshot);
        } catch (AccessTokenException refused) {
            Operators.error(caller, calls.seen(refused));
            return;
        }
        CachedToken known = calls.known(key);
        if (known == null) {
            calls.join(key, this, caller);
        } else {
            caller.onSubscribe(
                    Operators.scalarSubscription(caller, known.token().expose()));
        }
    }

    /** Returns the work, if this call is the one that starts it. */
    @Override
    public Mono<String> get() {
        return calls.work(key, this);
    }

    @Override
    public Mono<String> afterMiss(boolean unanswered) {
        return calls.afterMiss(key, snapshot, unanswered);
    }
}
