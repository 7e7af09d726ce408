package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.memory.InMemoryRefreshCooldown;
import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The in-memory ports, with every operation written down, delayed or made to fail as a test wants. */
public final class HookedPorts implements TokenCache, RefreshLock, AccountRepository {

    public final InMemoryTokenCache cache;
    public final InMemoryRefreshLock lock;
    public final InMemoryAccountRepository accounts;
    final InMemoryRotationEscrow escrow;
    final InMemoryRefreshCooldown cooldown;
    public final List<String> operations = new CopyOnWriteArrayList<>();
    private final Sinks.Many<AccountChange> changes = Sinks.many().multicast().directBestEffort();

    /** Questions that no call asks. */
    public final AtomicInteger sweeps = new AtomicInteger();

    public boolean announcing;
    public boolean near;
    private volatile Hook hook = Hook.NONE;

    /** Bends an operation. */
    public interface Hook {

        Hook NONE = new Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return work;
            }
        };

        <T> Mono<T> bend(String operation, Mono<T> work);
    }

    HookedPorts(Clock clock) {
        cache = new InMemoryTokenCache(clock);
        lock = new InMemoryRefreshLock(clock);
        accounts = new InMemoryAccountRepository(clock);
        escrow = new InMemoryRotationEscrow(clock);
        cooldown = new InMemoryRefreshCooldown(clock);
    }

    public void hook(Hook next) {
        hook = next;
    }

    /** Makes operations fail, before they take effect. */
    public void failing(String... failingOperations) {
        Set<String> all = Set.of(failingOperations);
        hook(new Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return all.contains(operation) ? Mono.error(new IllegalStateException(operation + " is down")) : work;
            }
        });
    }

    /** Bends one operation only. */
    public void bending(String bentOperation, UnaryOperator<Mono<Object>> bend) {
        hook(new Hook() {
            @Override
            @SuppressWarnings("unchecked") // the bend passes values through or drops them
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operation.equals(bentOperation) ? (Mono<T>) bend.apply((Mono<Object>) work) : work;
            }
        });
    }

    public long count(String operation) {
        return operations.stream().filter(operation::equals).count();
    }

    public <T> Mono<T> hooked(String operation, Mono<T> work) {
        return Mono.defer(() -> {
            operations.add(operation);
            return hook.bend(operation, work);
        });
    }

    @Override
    public Flux<AccountChange> changes() {
        return changes.asFlux();
    }

    /** As a store does that announces its changes. */
    public void tell(AccountKey key, Kind kind) {
        if (announcing) {
            changes.tryEmitNext(new AccountChange(key, kind));
        }
    }

    @Override
    public @Nullable CachedToken peek(AccountKey key) {
        return near ? cache.peek(key) : null;
    }

    public int listeners() {
        return changes.currentSubscriberCount();
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return hooked("cache.get", cache.get(key));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return hooked("cache.put", cache.put(key, token, timeToLive)).doOnSuccess(put -> tell(key, Kind.TOKEN));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return hooked("cache.evict", cache.evict(key));
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return hooked("lock.tryAcquire", lock.tryAcquire(lease, timeToLive));
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return hooked("lock.release", lock.release(lease)).doOnSuccess(freed -> tell(lease.key(), Kind.LOCK));
    }

    @Override
    public Mono<Account> findById(String accountId) {
        return hooked("accounts.find", accounts.findById(accountId));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return hooked("accounts.claim", accounts.claimRefresh(request));
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return hooked("accounts.complete", accounts.complete(claim, redeemed));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return hooked("accounts.abandon", accounts.abandon(claim));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return hooked("accounts.postpone", accounts.postpone(claim, cooldown));
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return hooked("accounts.mark", accounts.markReauthorizationRequired(claim, reason));
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return Mono.defer(() -> {
            sweeps.incrementAndGet();
            return hook.bend("accounts.unfinished", accounts.unfinished(query));
        });
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return hooked("accounts.reinstate", accounts.reinstate(accountId));
    }

    public RotationEscrow hookedEscrow() {
        return new RotationEscrow() {
            @Override
            public Mono<EscrowedRotation> find(AccountKey key) {
                return hooked("escrow.find", escrow.find(key));
            }

            @Override
            public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
                return hooked("escrow.keep", escrow.keep(rotation, timeToLive));
            }

            @Override
            public Mono<Void> remove(EscrowedRotation rotation) {
                return hooked("escrow.remove", escrow.remove(rotation));
            }
        };
    }

    RefreshCooldown hookedCooldown() {
        return new RefreshCooldown() {
            @Override
            public Mono<SharedCooldown> find(AccountKey key) {
                return hooked("cooldown.find", cooldown.find(key));
            }

            @Override
            public Mono<Void> start(AccountKey key, SharedCooldown started) {
                return hooked("cooldown.start", cooldown.start(key, started))
                        .doOnSuccess(begun -> tell(key, Kind.COOLDOWN));
            }

            @Override
            public Mono<Void> end(AccountKey key) {
                return hooked("cooldown.end", cooldown.end(key));
            }
        };
    }
}
