package io.tokenwell.example.lab.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import io.tokenwell.example.lab.net.EndpointFault.Kind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One presentation of a refresh token, from its arrival to the last byte of the answer. Used on the loop only. */
final class Exchange {

    private static final int UNDECIDED = -1;

    private final StrictEndpoint endpoint;
    private final Channel channel;
    private final int instance;
    private final String refreshToken;
    private final int peerPort;
    private final long arrivedNanos = System.nanoTime();
    private final StrictBook.Holder holder;
    private int sequence = UNDECIDED;
    private @Nullable Answer answer;
    private boolean gone;
    private boolean over;

    Exchange(StrictEndpoint endpoint, Channel channel, int instance, String refreshToken) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.instance = instance;
        this.refreshToken = refreshToken;
        this.peerPort = ((InetSocketAddress) channel.remoteAddress()).getPort();
        this.holder = endpoint.book().holder(refreshToken);
    }

    void arrived() {
        tell(Step.Kind.ARRIVED);
        goOn();
    }

    /** Goes as far as the faults of the moment let it: at its arrival, and again when they change while it hangs. */
    void goOn() {
        EndpointFault fault = endpoint.faultOf(instance);
        @Nullable Answer decided = answer;
        if (decided != null) {
            answer(decided, fault);
            return;
        }
        switch (fault.kind()) {
            case TOO_MANY -> turnAway(Answer.tooMany(fault.time()));
            case ERROR_BEFORE -> turnAway(Answer.error(503));
            case HANG_BEFORE, HANG_FOR_NOBODY -> endpoint.hang(this);
            default -> decide();
        }
    }

    private void turnAway(Answer refusal) {
        enter(Verdict.TURNED_AWAY);
        write(refusal, false);
    }

    private void decide() {
        StrictBook.Decision decision = endpoint.book().redeemed(refreshToken);
        enter(decision.verdict());
        Answer decided = Answer.to(decision, endpoint.book().lifetime());
        answer = decided;
        tell(Step.Kind.DECIDED);
        if (gone) {
            neverWritten();
        } else {
            answer(decided, endpoint.faultOf(instance));
        }
    }

    private void answer(Answer decided, EndpointFault fault) {
        switch (fault.kind()) {
            case HANG_AFTER -> endpoint.hang(this);
            case ERROR_AFTER -> writeLater(Answer.error(500), false, Duration.ZERO);
            case TRUNCATED -> writeLater(decided, true, Duration.ZERO);
            case SLOW -> writeLater(decided, false, fault.time());
            case INTERIM -> interim(decided, fault.time());
            default -> writeLater(decided, false, Duration.ZERO);
        }
    }

    private void writeLater(Answer words, boolean cut, Duration more) {
        later(endpoint.latency().plus(more), () -> write(words, cut));
    }

    /** The first at once, the others in between; without any time all of them right before the answer, in one piece. */
    private void interim(Answer decided, Duration time) {
        List<String> heads = InterimAnswers.ofTurn(sequence);
        for (int i = 0; i < heads.size(); i++) {
            String head = heads.get(i);
            Duration after =
                    time.isZero() ? endpoint.latency() : time.multipliedBy(i).dividedBy(heads.size());
            later(after, () -> InterimAnswers.write(head, channel, !time.isZero()));
        }
        writeLater(decided, false, time);
    }

    private void later(Duration time, Runnable work) {
        if (time.isZero()) {
            work.run();
        } else {
            ScheduledFuture<?> unused = endpoint.loop().schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void write(Answer words, boolean cut) {
        if (over) {
            return;
        }
        amend(entry -> entry.answering(words.status()));
        ChannelFuture written = channel.writeAndFlush(words.response(cut));
        if (cut) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else {
            written.addListener(done -> written(done.isSuccess()));
        }
    }

    private void written(boolean success) {
        if (success && !over) {
            over = true;
            amend(entry -> entry.sent(System.nanoTime()));
            tell(Step.Kind.REPLIED);
        }
    }

    boolean isOver() {
        return over;
    }

    /** The client is gone: what was not written out never will be, though it may yet be decided. */
    void left() {
        gone = true;
        boolean decidedLater =
                sequence == UNDECIDED && endpoint.faultOf(instance).kind() == Kind.HANG_FOR_NOBODY;
        if (!over && !decidedLater) {
            endpoint.left(this);
            if (sequence == UNDECIDED) {
                enter(Verdict.TURNED_AWAY);
            }
            neverWritten();
        }
    }

    private void neverWritten() {
        over = true;
        amend(Entry::failed);
    }

    private void enter(Verdict verdict) {
        sequence = endpoint.ledger().enter(verdict, holder, instance, peerPort, arrivedNanos);
    }

    private void amend(UnaryOperator<Entry> amendment) {
        endpoint.ledger().amend(sequence, amendment);
    }

    private void tell(Step.Kind kind) {
        endpoint.tell(new Step(kind, holder.accountId(), instance));
    }
}
