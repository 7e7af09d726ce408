package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.AccountRepositoryOutageContract;
import io.tokenwell.tck.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** A good repository under the contract; a mutant overrides one method. */
abstract class RepositoryUnderTest implements AccountRepositoryContract, AccountRepositoryOutageContract {

    final ManualClock clock = new ManualClock();
    final InMemoryAccountRepository good = new InMemoryAccountRepository(clock);

    /** Who was granted the claim last, for mutants that meddle with it. */
    final Map<String, RefreshClaim> holders = new ConcurrentHashMap<>();

    @Override
    public AccountRepository repository() {
        return new Delegating(this);
    }

    @Override
    public AccountRepository unreachableRepository() {
        return new Unreachable(this);
    }

    @Override
    public void store(Account account) {
        good.save(account);
    }

    @Override
    public void delete(String accountId) {
        good.remove(accountId);
    }

    @Override
    public void letClaimExpire(String accountId) {
        clock.advance(LONG);
    }

    @Override
    public Instant storeTime() {
        return clock.instant();
    }

    Mono<Account> find(String accountId) {
        return good.findById(accountId);
    }

    Mono<RefreshClaim> claim(ClaimRequest request) {
        return good.claimRefresh(request).doOnNext(claim -> {
            if (claim.granted()) {
                holders.put(request.accountId(), claim);
            }
        });
    }

    Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return good.complete(claim, redeemed);
    }

    Mono<Account> abandon(RefreshClaim claim) {
        return good.abandon(claim);
    }

    Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return good.postpone(claim, cooldown);
    }

    Mono<Account> mark(RefreshClaim claim, String reason) {
        return good.markReauthorizationRequired(claim, reason);
    }

    Mono<List<String>> unfinished(UnfinishedQuery query) {
        return good.unfinished(query);
    }

    Mono<Boolean> reinstate(String accountId) {
        return good.reinstate(accountId);
    }

    <T> Mono<T> outage(String accountId) {
        return Mono.error(new TokenStorageException(accountId, "memory", "test", null));
    }

    private record Delegating(RepositoryUnderTest target) implements AccountRepository {

        @Override
        public Mono<Account> findById(String accountId) {
            return target.find(accountId);
        }

        @Override
        public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
            return target.claim(request);
        }

        @Override
        public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return target.complete(claim, redeemed);
        }

        @Override
        public Mono<Account> abandon(RefreshClaim claim) {
            return target.abandon(claim);
        }

        @Override
        public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return target.postpone(claim, cooldown);
        }

        @Override
        public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
            return target.mark(claim, reason);
        }

        @Override
        public Mono<List<String>> unfinished(UnfinishedQuery query) {
            return target.unfinished(query);
        }

        @Override
        public Mono<Boolean> reinstate(String accountId) {
            return target.reinstate(accountId);
        }
    }

    private record Unreachable(RepositoryUnderTest target) implements AccountRepository {

        @Override
        public Mono<Account> findById(String accountId) {
            return target.outage(accountId);
        }

        @Override
        public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
            return target.outage(request.accountId());
        }

        @Override
        public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return target.outage(claim.account().id());
        }

        @Override
        public Mono<Account> abandon(RefreshClaim claim) {
            return target.outage(claim.account().id());
        }

        @Override
        public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return target.outage(claim.account().id());
        }

        @Override
        public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
            return target.outage(claim.account().id());
        }

        @Override
        public Mono<List<String>> unfinished(UnfinishedQuery query) {
            return target.outage("");
        }

        @Override
        public Mono<Boolean> reinstate(String accountId) {
            return target.outage(accountId);
        }
    }
}
