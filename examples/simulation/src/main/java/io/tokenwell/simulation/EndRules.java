package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.simulation.Send.Verdict;
import io.tokenwell.simulation.Task.Lane;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshObserver.Gauges;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** When all is quiet again, nothing is lost, nothing is left, and the sums are right. */
final class EndRules {

    private final World world;
    private final Fleet fleet;
    private final SendRules sends;
    private final RowRules rows;
    private final Stories stories;

    EndRules(World world, Fleet fleet, SendRules sends, RowRules rows, Stories stories) {
        this.world = world;
        this.fleet = fleet;
        this.sends = sends;
        this.rows = rows;
        this.stories = stories;
    }

    /** Whether an account's refresh token is the one that the server accepts, or was lost through nobody's fault. */
    boolean inOrder(long id) {
        Account row = fleet.table.find(id);
        Pair pair = row == null
                ? null
                : fleet.server.ofRefreshToken(row.credentials().asMap().get(Credentials.REFRESH_TOKEN));
        return pair == null || fleet.server.accepts(pair);
    }

    /** Whether its instance's date has been set so far ahead that the row's token has ended by it: an attempt of unknown end waits for the true end. */
    boolean tooLate(CallerCall call) {
        Instance instance = call.node.instance;
        Account row = fleet.table.find(call.account);
        return instance.clockMovedAt() > Long.MIN_VALUE
                && row != null
                && row.credentials()
                        .expiresAt()
                        .filter(end -> !instance.instant().isBefore(end))
                        .isPresent();
    }

    void nothingLost() {
        for (AccountStory story : stories.all()) {
            Account row = fleet.table.find(story.id);
            Pair pair = row == null
                    ? null
                    : fleet.server.ofRefreshToken(row.credentials().asMap().get(Credentials.REFRESH_TOKEN));
            if (pair != null && !fleet.server.accepts(pair)) {
                lost(story, pair);
            }
        }
    }

    /** A revoked family was judged when its used token was sent. */
    private void lost(AccountStory story, Pair stored) {
        if (!fleet.server.isRevoked(stored)) {
            successors(stored).forEach(successor -> lostSuccessor(story, successor));
        }
    }

    private void lostSuccessor(AccountStory story, Pair successor) {
        if (SendRules.isNews(successor, world.now())) {
            return; // It is being saved just now.
        }
        if (successor.equals(rows.keptPair(story.id))) {
            world.violated(
                    "left in escrow", story.id, successor + " is in escrow only, and nobody brings it into the table");
        } else if (sends.excuse(successor, null, world.now()) == null) {
            world.violated(
                    "rotation lost",
                    story.id,
                    successor + " was received by " + successor.receivedBy + " at "
                            + World.seconds(successor.receivedAt));
        }
    }

    /** One, or several where the server forgives that a token comes again. */
    private List<Pair> successors(Pair stored) {
        return fleet.server.ledger.stream()
                .filter(send -> send.used.refreshToken.equals(stored.refreshToken) && send.verdict == Verdict.ROTATED)
                .map(send -> send.granted)
                .filter(Objects::nonNull)
                .toList();
    }

    void allAnswered(List<CallerCall> calls) {
        for (CallerCall call : calls) {
            if (!call.over() && call.node.instance.alive()) {
                world.violated("never answered", call, "");
            }
        }
        for (Node node : fleet.nodes) {
            if (node.instance.alive() && node.begun != node.answered) {
                world.violated("outcomes", node, node.answered + " were told for " + node.begun + " calls");
            }
        }
    }

    void allClosed(long mostTasks) {
        for (Node node : fleet.present()) {
            if (node.instance.inService()) {
                boolean[] clean = {false};
                Task unused = world.at(world.now(), node.instance, Lane.CALLER, () -> {
                    Mono<?> before = node.ahead == null ? Mono.empty() : node.ahead.close(Duration.ofSeconds(100));
                    before.then(node.provider().close(Duration.ofSeconds(30)))
                            .subscribe(report -> clean[0] = report.clean());
                });
                world.runUntil(world.now() + 120 * Times.SECOND, mostTasks);
                if (!clean[0]) {
                    world.violated("not closed", node, "");
                }
            }
        }
    }

    void nothingLeft() {
        for (Node node : fleet.present()) {
            Gauges levels = node.levels;
            if (levels != null && levels.workUnderWay() + levels.unsavedRotations() + levels.unsharedRotations() > 0) {
                world.violated(
                        "left over",
                        node,
                        levels.workUnderWay() + " under way, " + levels.unsavedRotations() + " unsaved");
            }
        }
        if (fleet.plan.ahead) {
            return; // Somebody may be at it just now.
        }
        for (AccountStory story : stories.all()) {
            Lease probe = new Lease(new AccountKey(story.id), "probe");
            if (fleet.redis.acquire(probe, Duration.ofMillis(1)) == null) {
                world.violated("left over", story.id, "the lock is held");
            }
        }
    }

    /**
     * Whoever received a rotation tells how it ends, once, and nobody else does. Stored without a reply, and replaced before
     * it could be seen: then it is told as superseded. One without an access token is no refresh, but may be at risk.
     */
    void storedIsTold() {
        for (Node node : fleet.nodes) {
            for (AccountStory story : stories.all()) {
                ToldRotations told = node.rotations(story.id);
                int received = 0;
                int stored = 0;
                int usable = 0;
                for (Pair pair : received(node.instance, story.id)) {
                    received++;
                    stored += pair.storedAt < 0 ? 0 : 1;
                    usable += pair.storedAt < 0 || !pair.usable ? 0 : 1;
                }
                boolean tooMuch = told.refreshed > usable
                        || told.refreshed + told.saved > stored
                        || told.saved > told.atRisk
                        || told.atRisk > received
                        || told.ends() > received;
                if (tooMuch || (told.ends() < usable && node.instance.alive())) {
                    String fact = stored + " stored, " + usable + " of them refreshes, of " + received + " received";
                    world.violated("events", node, told + " were told of " + story.id + ": " + fact);
                }
            }
        }
    }

    private List<Pair> received(Instance instance, long id) {
        return fleet.server.ledger.stream()
                .filter(send -> send.used.account == id)
                .map(send -> send.granted)
                .filter(Objects::nonNull)
                .filter(pair -> instance.equals(pair.receivedBy))
                .toList();
    }
}
