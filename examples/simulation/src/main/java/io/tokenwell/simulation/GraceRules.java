package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.simulation.Send.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What changes with a server that accepts a used refresh token again for a while: then it may be sent again, and has to be
 * if its answers are lost.
 */
final class GraceRules {

    /** A caller that came so long before the end of the time has had its turn. */
    private static final long TURN = 8 * Times.SECOND;

    /** Uses of a token after which somebody asks all the time. */
    private static final int MORE_CALLERS = 3;

    private final World world;
    private final Plan plan;
    private final SimulatedTable table;
    private final AuthorizationServer server;
    private final Stories stories;
    private final long grace;
    private final long latest;
    private final Chance chance;
    private int moreCallers = MORE_CALLERS;

    GraceRules(World world, Plan plan, Fleet.Stores stores, Stories stories) {
        this.world = world;
        this.plan = plan;
        this.table = stores.table();
        this.server = stores.server();
        this.stories = stories;
        this.grace = plan.grace.toNanos();
        this.chance = new Chance(plan.seed);
        this.latest = grace - onTheWay(plan);
    }

    /** What is left for the way of a request. */
    private static long onTheWay(Plan plan) {
        Duration quarter = plan.grace.dividedBy(4);
        Duration timeout = plan.settings.endpointTimeout();
        return (quarter.compareTo(timeout) < 0 ? quarter : timeout).toNanos();
    }

    /** Whether the token of an earlier send may be sent again, and early enough that it arrives in time. */
    boolean forgives(Send first, Send again) {
        return again.sentAt - server.firstUse(first.used, first.sentAt) < latest;
    }

    /** Whether it is the same attempt that sends once more. */
    boolean isSentAgain(Send first, Send again) {
        return grace > 0
                && first.verdict == Verdict.ROTATED
                && first.sender.equals(again.sender)
                && first.claimedAt == again.claimedAt;
    }

    /** The server has decided. */
    void decided(Send send, Callers callers) {
        if (send.verdict == Verdict.ROTATED && server.firstUse(send.used, -1) == world.now()) {
            world.at(world.now() + grace, () -> over(send, callers.calls));
            if (moreCallers > 0 && world.now() < plan.active) {
                moreCallers--;
                callers.again(chance, send.used.account, latest);
            }
        } else if (send.verdict == Verdict.REUSED && send.excuse == null) {
            reused(send);
        }
    }

    /** An account was lost with this send. */
    private void reused(Send send) {
        if (world.now() - send.sentAt <= grace - latest) {
            world.violated("came back after the grace", send.used.account, String.valueOf(send));
        } else if (world.told()) {
            world.tell("excused: too long on its way: " + send);
        }
    }

    /** The refresh token that was used first so long ago is now good for nothing. */
    private void over(Send first, List<CallerCall> calls) {
        AccountStory story = stories.of(first.used.account);
        boolean received = server.ledger.stream()
                .anyMatch(send -> send.granted != null
                        && send.used.refreshToken.equals(first.used.refreshToken)
                        && send.granted.receivedBy != null);
        if (received || !isStored(first.used)) {
            return;
        }
        CallerCall turn = calls.stream()
                .filter(call -> call.account == story.id && hadItsTurn(call, first))
                .findFirst()
                .orElse(null);
        if (turn != null) {
            world.violated(
                    "lost though it was forgiven", story.id, first + ", and " + turn + " could have asked again");
        } else if (world.told()) {
            world.tell("excused: nobody could have asked again with " + first.used.refreshToken);
        }
    }

    private boolean isStored(Pair pair) {
        Account row = table.find(pair.account);
        return row != null
                && row.status().equals(Account.ACTIVE)
                && pair.refreshToken.equals(row.credentials().asMap().get(Credentials.REFRESH_TOKEN));
    }

    /** Whether a caller wanted a new token, in time, where all that it takes has worked since. */
    private boolean hadItsTurn(CallerCall call, Send first) {
        Instance instance = call.node.instance;
        long since = call.start - 2 * Times.SECOND;
        return call.start >= Math.max(heldUntil(call), first.decidedAt) + Times.SECOND
                && call.start <= firstSent(first.used) + latest - TURN
                && call.start >= pausedUntil(first.used, call.start)
                && !call.emitted
                && call.over()
                && !anothersTurn(call, first.used)
                && instance.alive()
                && instance.ranSince(since)
                && isWell(instance, since);
    }

    /** When the claim can be taken over that is held as the call begins. */
    private long heldUntil(CallerCall call) {
        long early = Math.min(grace / 2, plan.settings.lockTtl().toNanos());
        return stories.of(call.account).claims.stream()
                .filter(claim -> claim.from <= call.start && claim.until > call.start)
                .mapToLong(claim -> claim.from + early)
                .max()
                .orElse(call.start - Times.SECOND);
    }

    /** The fleet cannot tell a send that was turned away from one whose answer was lost. */
    private long firstSent(Pair used) {
        return server.ledger.stream()
                .filter(send -> send.used.refreshToken.equals(used.refreshToken))
                .mapToLong(send -> send.sentAt)
                .min()
                .orElseThrow();
    }

    /** Somebody else was at it after the call began, or it was sent again; and that came to grief. */
    private boolean anothersTurn(CallerCall call, Pair used) {
        return stories.of(call.account).claims.stream()
                        .anyMatch(claim -> claim.from >= call.start && !claim.holder.equals(call.node.instance))
                || server.ledger.stream()
                        .anyMatch(
                                send -> send.sentAt >= call.start && send.used.refreshToken.equals(used.refreshToken));
    }

    /** Until when the account may pause after what was sent before: each attempt in a row doubles the pause. */
    private long pausedUntil(Pair used, long now) {
        List<Send> before = server.ledger.stream()
                .filter(send -> send.used.refreshToken.equals(used.refreshToken) && send.sentAt < now)
                .toList();
        long last = before.stream().mapToLong(send -> send.sentAt).max().orElse(now);
        long attempts =
                before.stream().mapToLong(send -> send.claimedAt).distinct().count();
        long pause = plan.settings.failureCooldown().toNanos() << attempts;
        long longest = plan.settings.longestFailureCooldown().toNanos();
        return last + plan.settings.endpointTimeout().toNanos() + Math.min(pause, longest) + 2 * Times.SECOND;
    }

    private boolean isWell(Instance instance, long since) {
        Links links = instance.links;
        return !links.table().troubledSince(since)
                && !links.redis().troubledSince(since)
                && !links.endpoint().troubledSince(since)
                && server.unmoodySince() <= since
                && instance.clockMovedAt() < since;
    }
}
