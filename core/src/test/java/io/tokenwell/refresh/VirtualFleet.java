package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Instances of the provider on shared in-memory ports and one strict endpoint, all in virtual time. */
public final class VirtualFleet {

    public static final String ID = "42";
    public static final AccountKey KEY = new AccountKey(ID);

    public final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    public final VirtualClock clock = new VirtualClock(time);
    public final HookedPorts ports = new HookedPorts(clock);
    public final InMemoryRotationEscrow escrow = ports.escrow;
    public final List<String> redeemed = new CopyOnWriteArrayList<>();
    public final List<TokenEvent> told = new CopyOnWriteArrayList<>();

    /** Those of them that are no routine. */
    public final List<TokenEvent> events = new CopyOnWriteArrayList<>();

    public final List<RefreshObserver> observers = new CopyOnWriteArrayList<>();
    public boolean sharedCooldown;
    public DoubleSupplier random = () -> 0.5;
    public Platform platform = Platform.OPENAI;
    public RefreshSettings settings = RefreshSettings.defaults();
    public Duration endpointLatency = Duration.ofMillis(300);

    /** How long this process has stood still, as after a SIGSTOP: monotonic time goes on, timers do not. */
    public Duration stoodStill = Duration.ZERO;

    /** How much time goes by between any two looks at it, beside the timers'. */
    public Duration tick = Duration.ZERO;

    private volatile Function<Account, Mono<TokenGrant>> answers = this::rotated;

    /** An account whose token has this much life left. */
    public Account stored(Duration life) {
        return stored(Long.parseLong(ID), life);
    }

    public Account stored(long id, Duration life) {
        Account account = Account.active(
                id,
                "openai",
                Credentials.of(Map.of(
                        "access_token", "at-0",
                        "refresh_token", "rt-0",
                        "expires_at", clock.instant().plus(life).toString(),
                        "_token_version", 7L,
                        "note", "keep-me")));
        ports.accounts.save(account);
        return account;
    }

    public Account expired() {
        return stored(Duration.ofMinutes(-1));
    }

    public RefreshingAccessTokenProvider instance() {
        return instance("one");
    }

    public RefreshingAccessTokenProvider instance(String name) {
        RefreshingProviderBuilder builder = RefreshingAccessTokenProvider.builder()
                .repository(ports)
                .cache(ports)
                .lock(ports)
                .escrow(ports.hookedEscrow())
                .endpoint(account -> ports.hooked("endpoint", Mono.defer(() -> redeem(account))))
                .settings(settings)
                .platforms(platform, Platform.SORA)
                .instance(name)
                .clock(clock)
                .scheduler(time, this::nanoTime)
                .random(random);
        observers.forEach(builder::observer);
        RefreshingAccessTokenProvider provider =
                (sharedCooldown ? builder.cooldown(ports.hookedCooldown()) : builder).build();
        provider.events().subscribe(this::heard);
        return provider;
    }

    private long nanoTime() {
        stoodStill = stoodStill.plus(tick);
        return time.now(TimeUnit.NANOSECONDS) + stoodStill.toNanos();
    }

    private void heard(TokenEvent event) {
        told.add(event);
        if (!(event instanceof TokenEvent.Refreshed) && !(event instanceof TokenEvent.Contended)) {
            events.add(event);
        }
    }

    public void answering(Function<Account, Mono<TokenGrant>> answer) {
        answers = answer;
    }

    public void refusing(String code, boolean terminal) {
        answering(account -> Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.REJECTED, 400, code, terminal, null), "refused", null)));
    }

    public void advance(Duration step) {
        time.advanceTimeBy(step);
    }

    public Account row() {
        return now(ports.accounts.findById(ID));
    }

    public boolean lockIsFree() {
        Lease probe = new Lease(KEY, "probe");
        return now(ports.lock
                .tryAcquire(probe, Duration.ofSeconds(1))
                .flatMap(lease -> ports.lock.release(lease).thenReturn(true))
                .defaultIfEmpty(false));
    }

    public boolean claimIsFree() {
        RefreshClaim claim = now(ports.accounts.claimRefresh(new ClaimRequest(ID, "probe", Duration.ofSeconds(1))));
        now(ports.accounts.abandon(claim));
        return claim.granted();
    }

    /** The outcome of work that needs no time. */
    public static <T> T now(Mono<T> work) {
        return work.toFuture().getNow(null);
    }

    private Mono<TokenGrant> redeem(Account account) {
        redeemed.add(account.credentials().refreshToken().map(Secret::expose).orElse(""));
        return endpointLatency.isZero()
                ? answers.apply(account)
                : Mono.delay(endpointLatency, time).then(Mono.defer(() -> answers.apply(account)));
    }

    /** Single use: what was redeemed before is refused, as real servers do that then revoke the whole family. */
    private Mono<TokenGrant> rotated(Account account) {
        String token = redeemed.get(redeemed.size() - 1);
        boolean reused = redeemed.stream().filter(token::equals).count() > 1;
        return reused
                ? Mono.error(new TokenEndpointException(
                        ID, new Details(Outcome.REJECTED, 401, "refresh_token_reused", true, null), "reused", null))
                : Mono.fromSupplier(() -> grant(redeemed.size()));
    }

    public TokenGrant grant(int generation) {
        return new TokenGrant(Map.of(
                "access_token", "at-" + generation,
                "refresh_token", "rt-" + generation,
                "expires_at", clock.instant().plus(Duration.ofHours(1)).toString()));
    }
}
