package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.simulation.AccountStory.Claimed;
import io.tokenwell.simulation.AccountStory.State;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Watches the table: what may be written into a row, and what instances see of it. */
final class RowRules {

    private static final int MOST_SNAPSHOTS = 6;

    private final World world;
    private final SimulatedTable table;
    private final SimulatedRedis redis;
    private final AuthorizationServer server;
    private final Stories stories;
    private final long claimTtl;

    RowRules(World world, Fleet.Stores stores, Stories stories, long claimTtl) {
        this.world = world;
        this.table = stores.table();
        this.redis = stores.redis();
        this.server = stores.server();
        this.stories = stories;
        this.claimTtl = claimTtl;
    }

    void changed(long id) {
        AccountStory story = story(id);
        Account row = table.find(id);
        if (row == null) {
            story.states.add(new State(world.now(), null));
            story.everOutOfUse = true;
            return;
        }
        judged(story, row);
        boolean active = row.status().equals(Account.ACTIVE);
        story.everOutOfUse |= !active;
        Pair pair = server.ofAccessToken(row.credentials().asMap().get(Credentials.ACCESS_TOKEN));
        writtenDown(pair);
        Pair used = pairOf(row);
        if (used != null && !used.usable) {
            writtenDown(used); // The row keeps the access token it had.
        }
        story.states.add(new State(world.now(), active ? pair : null));
        story.snapshots.add(row);
        if (story.snapshots.size() > MOST_SNAPSHOTS) {
            story.snapshots.remove(0);
        }
    }

    private void writtenDown(@Nullable Pair pair) {
        if (pair != null && pair.storedAt < 0) {
            pair.storedAt = world.now();
        }
    }

    private void judged(AccountStory story, Account row) {
        Pair pair = pairOf(row);
        Pair before = story.snapshots.isEmpty() ? null : pairOf(story.snapshots.get(story.snapshots.size() - 1));
        if (pair == null) {
            world.violated("foreign token stored", story.id, Shown.of(row));
        } else if (pair.family < story.family) {
            world.violated("login overwritten", story.id, pair + " is of an earlier login");
        } else if (before != null && before.succeeds(pair)) {
            world.violated("row went back", story.id, pair + " after " + before);
        }
        if (!Objects.equals(row.credentials().asMap().get("note"), story.note)) {
            world.violated("edit lost", story.id, "note is not " + story.note);
        }
    }

    /** A statement or a question of an instance was answered by the store. */
    void asked(Step step, Instance instance, long id) {
        if (id == 0) {
            return;
        }
        switch (step) {
            case FIND, CLAIM -> looked(instance, id, look(instance, id).intoTable(stored(id)));
            case ESCROW_FIND -> looked(instance, id, look(instance, id).intoEscrow(keptPair(id), world.now()));
            case ESCROW_KEEP -> kept(id);
            case CACHE_PUT -> published(story(id));
            case CACHE_EVICT -> story(id).published = null;
            default -> {
                // Shows nothing.
            }
        }
    }

    private Look look(Instance instance, long id) {
        return story(id).looks.getOrDefault(instance, Look.NEVER);
    }

    private void looked(Instance instance, long id, Look look) {
        story(id).looks.put(instance, look);
    }

    private @Nullable Pair stored(long id) {
        Account row = table.find(id);
        return row == null ? null : pairOf(row);
    }

    private void published(AccountStory story) {
        CachedToken cached = redis.token(new AccountKey(story.id));
        Pair pair = cached == null ? null : server.ofAccessToken(cached.token().expose());
        if (pair != null && (story.published == null || pair.isNewerThan(story.published))) {
            story.published = pair;
            story.publishedAt = world.now();
            story.publishedUntil =
                    world.now() + redis.lifeLeft(new AccountKey(story.id)).toNanos();
        }
    }

    private void kept(long id) {
        Pair pair = keptPair(id);
        if (pair != null) {
            pair.keptAt = world.now();
        }
    }

    @Nullable
    Pair keptPair(long id) {
        EscrowedRotation rotation = redis.kept(new AccountKey(id));
        return rotation == null
                ? null
                : server.ofRefreshToken(rotation.credentials().asMap().get(Credentials.REFRESH_TOKEN));
    }

    void claimed(String owner, long id) {
        story(id).claims.add(new Claimed(owner, world.now(), world.now() + claimTtl));
    }

    /** When this instance was last granted the claim. */
    long claimedAt(Instance instance, long id) {
        List<Claimed> claims = story(id).claims;
        for (int i = claims.size() - 1; i >= 0; i--) {
            if (claims.get(i).by.equals(instance.name)) {
                return claims.get(i).from;
            }
        }
        return world.now();
    }

    /** An instance may have asked more than once: only this claim has ended. */
    void ended(String owner, long id) {
        Claimed last = story(id).lastClaim();
        if (last != null && last.owner.equals(owner) && last.until > world.now()) {
            last.until = world.now();
        }
    }

    private @Nullable Pair pairOf(Account row) {
        return server.ofRefreshToken(row.credentials().asMap().get(Credentials.REFRESH_TOKEN));
    }

    private AccountStory story(long id) {
        return stories.of(id);
    }
}
