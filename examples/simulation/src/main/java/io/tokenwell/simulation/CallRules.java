package io.tokenwell.simulation;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Credentials;
import java.time.Instant;

/** What a caller may be told, and when. */
final class CallRules {

    /** Longer than claim, line, endpoint and table take together. */
    private static final long BOUND = 60 * Times.SECOND;

    private static final long STALLED = 5 * Times.SECOND;

    /** The longest wait until a claim is given back again that may be ours. */
    private static final long SUSPICION = 4 * Times.SECOND;

    private final World world;
    private final Plan plan;
    private final SimulatedRedis redis;
    private final AuthorizationServer server;
    private final Stories stories;

    CallRules(World world, Plan plan, Fleet.Stores stores, Stories stories) {
        this.world = world;
        this.plan = plan;
        this.redis = stores.redis();
        this.server = stores.server();
        this.stories = stories;
    }

    void answered(CallerCall call, String token) {
        told(call, token);
        if (call.emitted) {
            world.violated("two answers", call, token);
        }
        ended(call);
        AccountStory story = stories.of(call.account);
        Pair pair = server.ofAccessToken(token);
        if (pair == null || pair.account != call.account) {
            world.violated("foreign token", call, token);
            return;
        }
        story.answers.add(token);
        if (token.equals(call.rejected)) {
            world.violated("rejected token", call, token);
        }
        Instance instance = call.node.instance;
        if (instance.clockMovedAt() < call.start && !instance.instant().isBefore(pair.end)) {
            world.violated("dead token", call, token + " ended " + pair.end);
        }
        fenced(call, story, pair);
        stale(call, story, pair);
    }

    /** Who reaches Redis hands out what it has, or something newer. */
    private void stale(CallerCall call, AccountStory story, Pair pair) {
        Instance instance = call.node.instance;
        long known = Math.max(story.publishedAt, instance.stillUntil()) + slack();
        boolean reached = call.rejected == null
                && !instance.links.redis().troubledSince(call.since)
                && instance.ranSince(call.since);
        Pair newest = story.published;
        if (newest != null
                && newest.isNewerThan(pair)
                && call.since > known
                && reached
                && redis.forgotAt() < story.publishedAt
                && world.now() < story.publishedUntil) {
            world.violated(
                    "stale token",
                    call,
                    pair + " though " + newest + " was published at " + World.seconds(story.publishedAt));
        }
    }

    /** How long near caches may take to notice. */
    private long slack() {
        return plan.near ? 2 * plan.heartbeat + 2 * Times.SECOND : 0;
    }

    /** After a login was made known, nothing older is handed out: near caches hear of it or notice that they are deaf. */
    private void fenced(CallerCall call, AccountStory story, Pair pair) {
        Instance instance = call.node.instance;
        long slack = slack();
        long known = Math.max(story.fencedAt, instance.stillUntil());
        boolean own = call.snapshot != null
                && pair.accessToken.equals(call.snapshot.credentials().asMap().get(Credentials.ACCESS_TOKEN))
                && instance.links.table().troubledSince(call.start);
        boolean late = story.fencedAt < Long.MAX_VALUE - slack && call.start > known + slack;
        // Work that stood still with its process in the midst answers as of before.
        boolean ran = instance.ranSince(call.since);
        if (pair.family < story.fencedFamily && late && ran && redis.forgotAt() < story.fencedAt && !own) {
            world.violated(
                    "old login served",
                    call,
                    pair + " though login " + story.fencedFamily + " was told at " + World.seconds(story.fencedAt));
        }
    }

    void failed(CallerCall call, Throwable failure) {
        told(call, failure);
        ended(call);
        if (!(failure instanceof AccessTokenException)) {
            world.violated("untyped error", call, String.valueOf(failure));
            return;
        }
        if (call.rejected != null) {
            return;
        }
        AccountStory story = stories.of(call.account);
        Instance instance = call.node.instance;
        long since = call.since - Times.SECOND;
        Instant soon = instance.instant().plusMillis(10);
        boolean reachable = !instance.links.table().troubledSince(since) && instance.ranSince(since);
        if (reachable && instance.clockMovedAt() < since && story.hadToken(since, soon)) {
            world.violated("valid token not served", call, String.valueOf(failure));
        }
        boolean onlyRedis = plan.kind == Kind.CALM || plan.kind == Kind.REDIS;
        boolean patient = plan.settings.backoff().maxWait().toSeconds() >= 20 && plan.maxRefreshes > 1;
        if (onlyRedis && patient) {
            world.violated("not served though table and endpoint are well", call, String.valueOf(failure));
        }
    }

    void completed(CallerCall call) {
        if (!call.over()) {
            ended(call);
            world.violated("empty", call, "completed without a token");
        }
    }

    private void ended(CallerCall call) {
        if (call.over()) {
            world.violated("answered after its end", call, "");
            return;
        }
        call.end = world.now();
        call.node.workSince.remove(call.work());
        Instance instance = call.node.instance;
        if (!instance.ranSince(call.start)) {
            return;
        }
        long took = call.end - call.start;
        if (took > BOUND) {
            world.violated("too long", call, World.seconds(took) + " s");
        }
        if (took > STALLED) {
            stalled(call, instance);
        }
    }

    /** Nobody is at it, and the table is there for us: then nobody waits for what is nobody's. */
    private void stalled(CallerCall call, Instance instance) {
        long timeout = plan.settings.repositoryTimeout().toNanos();
        long since = Math.max(call.start, instance.links.table().troubledAt() + timeout);
        boolean inLine = plan.maxRefreshes == 1 && plan.accounts > 1;
        long alone = stories.of(call.account).unattended(since, call.end, timeout + SUSPICION);
        if (!inLine && alone > STALLED) {
            world.violated("stalled by an orphaned lock", call, World.seconds(alone) + " s with nobody at it");
        }
    }

    private void told(CallerCall call, Object answer) {
        if (world.told()) {
            world.tell(call + " = " + answer);
        }
    }
}
