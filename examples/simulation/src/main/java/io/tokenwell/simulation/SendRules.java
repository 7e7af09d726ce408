package io.tokenwell.simulation;

import io.tokenwell.simulation.Send.Verdict;
import org.jspecify.annotations.Nullable;

/** A refresh token is not sent while another send of it may be answered, nor when a correct fleet knows its successor. */
final class SendRules {

    /** In this time a pair that escrow has lost is kept there again. */
    private static final long KEPT_AGAIN = 8 * Times.SECOND;

    private final World world;
    private final SimulatedRedis redis;
    private final AuthorizationServer server;
    private final Stories stories;
    private final long respected;
    private final GraceRules grace;

    SendRules(World world, Fleet.Stores stores, Stories stories, long respected, GraceRules grace) {
        this.world = world;
        this.redis = stores.redis();
        this.server = stores.server();
        this.stories = stories;
        this.respected = respected;
        this.grace = grace;
    }

    void sent(Send send) {
        if (world.told()) {
            world.tell(send.sender + " SENDS " + send.used.refreshToken);
        }
        for (Send first : server.ledger) {
            if (first.used.refreshToken.equals(send.used.refreshToken) && !grace.forgives(first, send)) {
                judged(first, send);
            }
        }
    }

    private void judged(Send first, Send again) {
        boolean underWay = first.heardAt < 0 && first.sender.alive();
        if (underWay && world.now() - first.claimedAt < respected) {
            world.violated("two at a time", again.used.account, first + ", then " + again.sender);
            return;
        }
        if (grace.isSentAgain(first, again)) {
            world.violated("sent again after the grace", again.used.account, first + ", then again");
            return;
        }
        Pair successor = first.granted;
        if (first.verdict != Verdict.ROTATED || successor == null) {
            return;
        }
        String excuse = excuse(successor, again);
        if (excuse == null) {
            world.violated(
                    "used token sent",
                    again.used.account,
                    first + ", stored " + shown(successor.storedAt) + ", in escrow " + shown(successor.keptAt)
                            + ", then " + again.sender);
        } else if (world.told()) {
            world.tell("excused: " + excuse);
        }
        again.excuse = excuse;
    }

    private static String shown(long time) {
        return time < 0 ? "never" : World.seconds(time);
    }

    /** Why a correct fleet may have sent it all the same; null if it may not. */
    private @Nullable String excuse(Pair successor, Send again) {
        Look look = stories.of(again.used.account).looks.getOrDefault(again.sender, Look.NEVER);
        if (look.shows(again.used)) {
            return null;
        }
        return excuse(successor, again.sender, look.at());
    }

    /** Why a pair may be lost that was in neither place when this instance looked; null if it may not. */
    @Nullable
    String excuse(Pair lost, @Nullable Instance looker, long lookedAt) {
        Instance holder = lost.receivedBy;
        if (holder == null) {
            return "the answer has reached nobody";
        }
        if (holder.equals(looker)) {
            return null;
        }
        if (wasKept(lost, lookedAt)) {
            return null;
        }
        if (!holder.alive()) {
            return "its holder has died with it";
        }
        if (!holder.ranSince(lost.receivedAt)) {
            return "its holder stood still with it";
        }
        boolean wellConnected = !holder.links.redis().troubledSince(world.now() - KEPT_AGAIN);
        boolean longEnough = world.now() - Math.max(lost.receivedAt, redis.forgotAt()) > KEPT_AGAIN;
        return wellConnected && longEnough ? null : "its holder could not keep it anywhere";
    }

    static boolean isNews(Pair pair, long now) {
        return pair.receivedAt >= 0 && now - pair.receivedAt <= KEPT_AGAIN;
    }

    /** Into escrow before the look, and Redis has not forgotten: what was there then has been thrown away. */
    private boolean wasKept(Pair lost, long lookedAt) {
        return lost.keptAt >= 0 && lost.keptAt <= lookedAt && redis.forgotAt() < lost.keptAt;
    }
}
