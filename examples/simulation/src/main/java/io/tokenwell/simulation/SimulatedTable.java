package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Held;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The account table: its statements are those of the reference, on the database's clock, each in its turn at the row's lock. The
 * verdict that refuses an asker who had to wait is as the adapter's: what ended meanwhile counts as held.
 */
class SimulatedTable implements Link.Server {

    final World world;
    private final InMemoryAccountRepository rows;
    private final TableEar ear;
    private final Map<Long, Deque<Runnable>> lines = new HashMap<>();
    private final Map<Long, Long> lockedUntil = new HashMap<>();
    private final Map<Long, Long> claimChanges = new HashMap<>();

    /** How often the claim had been changed when the statement came that runs now. */
    private long claimChangesAtArrival;

    SimulatedTable(World world, long clockOffset, TableEar ear) {
        this.world = world;
        this.ear = ear;
        rows = new InMemoryAccountRepository(new StoreClock(world, clockOffset));
    }

    @Override
    public void serve(Request<?> request, Runnable work) {
        switch (request.step) {
            case FIND, PAGE -> work.run();
            default -> inTurn(request.account, work);
        }
    }

    /** Somebody's transaction holds the row. */
    void lockRow(long account, long length) {
        lockedUntil.merge(account, world.now() + length, Math::max);
        ear.locked(account, world.now() + length);
    }

    /** Statements that an operator's transaction makes wait go on in the order in which they came. */
    private void inTurn(long account, Runnable work) {
        long before = claimChanges(account);
        Runnable statement = () -> {
            claimChangesAtArrival = before;
            work.run();
        };
        Deque<Runnable> line = lines.computeIfAbsent(account, id -> new ArrayDeque<>());
        if (line.isEmpty() && !locked(account)) {
            statement.run();
            return;
        }
        line.add(statement);
        if (line.size() == 1) {
            world.at(lockedUntil.getOrDefault(account, 0L), () -> goOn(account, line));
        }
    }

    private boolean locked(long account) {
        return lockedUntil.getOrDefault(account, 0L) > world.now();
    }

    private void goOn(long account, Deque<Runnable> line) {
        if (locked(account)) {
            world.at(lockedUntil.getOrDefault(account, 0L), () -> goOn(account, line));
            return;
        }
        while (!line.isEmpty()) {
            line.remove().run();
        }
    }

    boolean rowLocked(long account) {
        return locked(account);
    }

    @Nullable
    Account find(long account) {
        return Answers.now(rows.findById(Long.toString(account)));
    }

    /** As an instance reads it. */
    @Nullable
    Account read(long account) {
        return find(account);
    }

    /** As an operator's tools write, whatever claims there are. */
    void save(Account account) {
        rows.save(account);
        ear.changed(Long.parseLong(account.id()));
    }

    void remove(long account) {
        rows.remove(Long.toString(account));
        ear.changed(account);
    }

    private long claimChanges(long account) {
        return claimChanges.getOrDefault(account, 0L);
    }

    private void ended(RefreshClaim claim) {
        claimChanged(Long.parseLong(claim.account().id()));
        ear.ended(claim.owner(), Long.parseLong(claim.account().id()));
    }

    private void claimChanged(long account) {
        claimChanges.merge(account, 1L, Long::sum);
    }

    @Nullable
    RefreshClaim claim(ClaimRequest request) {
        boolean waited = claimChanges(Long.parseLong(request.accountId())) != claimChangesAtArrival;
        RefreshClaim claim = Answers.now(rows.claimRefresh(request));
        if (claim == null) {
            return null;
        }
        if (claim.granted()) {
            claimChanged(Long.parseLong(request.accountId()));
            ear.claimed(request.owner(), Long.parseLong(request.accountId()));
            return claim;
        }
        return waited ? new RefreshClaim(claim.account(), claim.owner(), new Held()) : claim;
    }

    /** The answer has reached whoever asked. */
    void told(RefreshClaim claim) {
        if (claim.granted()) {
            ear.told(claim.owner(), Long.parseLong(claim.account().id()));
        }
    }

    Boolean complete(RefreshClaim claim, Credentials redeemed) {
        long id = Long.parseLong(claim.account().id());
        Account before = find(id);
        boolean holds = Boolean.TRUE.equals(Answers.now(rows.complete(claim, redeemed)));
        claimChanged(id);
        if (holds && !Objects.equals(before, find(id))) {
            ear.changed(id);
        }
        return holds;
    }

    @Nullable
    Account abandon(RefreshClaim claim) {
        ended(claim);
        return Answers.now(rows.abandon(claim));
    }

    @Nullable
    Account postpone(RefreshClaim claim, Cooldown cooldown) {
        ended(claim);
        return Answers.now(rows.postpone(claim, cooldown));
    }

    @Nullable
    Account mark(RefreshClaim claim, String reason) {
        ended(claim);
        return Answers.now(rows.markReauthorizationRequired(claim, reason));
    }

    @Nullable
    List<ExpiringAccount> page(ExpiringQuery query) {
        return Answers.now(rows.page(query));
    }

    @Nullable
    List<String> unfinished(UnfinishedQuery query) {
        return Answers.now(rows.unfinished(query));
    }

    Boolean reinstate(long account) {
        claimChanged(account);
        return Boolean.TRUE.equals(Answers.now(rows.reinstate(Long.toString(account))));
    }
}
