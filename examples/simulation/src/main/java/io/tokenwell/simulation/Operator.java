package io.tokenwell.simulation;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A human with access to the table: logs accounts in anew, edits, disables and deletes them, and tells the fleet. */
final class Operator {

    private static final int TRIES = 4;

    private final World world;
    private final Plan plan;
    private final Fleet fleet;
    private final Stories stories;

    Operator(World world, Plan plan, Fleet fleet, Stories stories) {
        this.world = world;
        this.plan = plan;
        this.fleet = fleet;
        this.stories = stories;
    }

    /** A row whose token ends so long from now. */
    void create(long id, long left) {
        AccountStory story = stories.of(id);
        Pair pair = fleet.server.login(id, Times.date(world.now() + left));
        story.family = pair.family;
        long version = Times.START.toEpochMilli() + world.now() / Times.MS - 1_000;
        tell("operator creates " + id + " with " + pair);
        fleet.table.save(Account.active(id, "openai", Credentials.of(document(pair, version, story.note))));
    }

    private static Map<String, @Nullable Object> document(Pair pair, long version, long note) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(Credentials.ACCESS_TOKEN, pair.accessToken);
        values.put(Credentials.REFRESH_TOKEN, pair.refreshToken);
        values.put(Credentials.EXPIRES_AT, pair.end.toEpochMilli());
        values.put(Credentials.TOKEN_VERSION, version);
        values.put("note", note);
        return values;
    }

    /** A transaction that waits for the row's lock like any other. */
    void login(long id) {
        Account row = fleet.table.find(id);
        if (row == null) {
            return;
        }
        if (fleet.table.rowLocked(id)) {
            world.at(world.now() + 200 * Times.MS, () -> login(id));
            return;
        }
        AccountStory story = stories.of(id);
        Pair pair = fleet.server.login(id, Times.date(world.now() + plan.life.toNanos()));
        story.family = pair.family;
        long now = Times.START.toEpochMilli() + world.now() / Times.MS;
        long version = Math.max(now, row.credentials().tokenVersion() + 1);
        tell("operator logs " + id + " in: " + pair);
        fleet.table.save(row.withCredentials(row.credentials().with(document(pair, version, story.note))));
        invalidate(id, row, pair, TRIES);
    }

    /** Again until it is done. */
    void invalidate(long id, Account row, @Nullable Pair login, int tries) {
        Node node = fleet.any();
        if (tries == 0) {
            return;
        }
        if (!node.instance.inService()) {
            world.at(world.now() + Times.SECOND, () -> invalidate(id, row, login, tries - 1));
            return;
        }
        Task unused = world.at(
                world.now(),
                node.instance,
                Task.Lane.CALLER,
                () -> node.provider()
                        .invalidate(row)
                        .subscribe(
                                none -> {},
                                failure -> notInvalidated(id, row, login, tries, node, failure),
                                () -> invalidated(id, login, node)));
    }

    private void notInvalidated(long id, Account row, @Nullable Pair login, int tries, Node node, Throwable failure) {
        tell("not invalidated " + id + " at " + node + ": " + failure);
        if (!(failure instanceof AccessTokenException)) {
            world.violated("untyped error", node, "invalidate: " + failure);
        }
        world.at(world.now() + Times.SECOND, () -> invalidate(id, row, login, tries - 1));
    }

    private void invalidated(long id, @Nullable Pair login, Node node) {
        tell("invalidated " + id + " at " + node);
        AccountStory story = stories.of(id);
        if (login != null && login.family > story.fencedFamily) {
            story.fencedFamily = login.family;
            story.fencedAt = world.now();
        }
    }

    void edit(long id) {
        Account row = fleet.table.find(id);
        if (row != null) {
            AccountStory story = stories.of(id);
            story.note++;
            tell("operator edits " + id);
            fleet.table.save(row.withCredentials(row.credentials().with(Map.of("note", story.note))));
        }
    }

    void disable(long id) {
        status(id, "disabled");
        world.at(world.now() + world.chance.between(1, 20_000) * Times.MS, () -> status(id, Account.ACTIVE));
    }

    private void status(long id, String status) {
        Account row = fleet.table.find(id);
        if (row != null) {
            tell("operator makes " + id + " " + status);
            fleet.table.save(new Account(row.id(), row.platform(), row.type(), status, row.credentials(), row.proxy()));
        }
    }

    void delete(long id) {
        tell("operator deletes " + id);
        fleet.table.remove(id);
        if (world.chance.of(0.7)) {
            world.at(world.now() + world.chance.between(1, 15_000) * Times.MS, () -> {
                if (fleet.table.find(id) == null) {
                    create(id, plan.life.toNanos());
                }
            });
        }
    }

    private void tell(String what) {
        if (world.told()) {
            world.tell("==== " + what);
        }
    }
}
