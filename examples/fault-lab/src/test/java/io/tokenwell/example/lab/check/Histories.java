package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Histories made by hand: account 7, one login {@code f}, instances 0 and 1. */
final class Histories {

    static final long ACCOUNT = 7;

    private final List<Redemption> redemptions = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<FaultEvent> faults = new ArrayList<>();
    private FinalAccount account = account("f-1", true);
    private Leftovers leftovers = Leftovers.NONE;

    Histories redeemed(String token, int instance, long at, long repliedAt, Verdict verdict) {
        return answered(token, instance, at, repliedAt, verdict, 200);
    }

    Histories answered(String token, int instance, long at, long repliedAt, Verdict verdict, int status) {
        redemptions.add(new Redemption(
                redemptions.size() + 1,
                ACCOUNT,
                instance,
                "f",
                token,
                at,
                at,
                repliedAt,
                verdict,
                status,
                Redemption.NEVER));
        return this;
    }

    /** The last redemption so far, which hung undecided since then. */
    Histories arrived(long at) {
        return amended(at, redemptions.get(redemptions.size() - 1).brokenAt());
    }

    /** The connection of the last redemption so far. */
    Histories broken(long at) {
        return amended(redemptions.get(redemptions.size() - 1).arrivedAt(), at);
    }

    private Histories amended(long arrivedAt, long brokenAt) {
        Redemption last = redemptions.remove(redemptions.size() - 1);
        redemptions.add(new Redemption(
                last.sequence(),
                last.account(),
                last.instance(),
                last.family(),
                last.refreshToken(),
                arrivedAt,
                last.at(),
                last.repliedAt(),
                last.verdict(),
                last.status(),
                brokenAt));
        return this;
    }

    Histories rotated(String token, int instance, long at) {
        return redeemed(token, instance, at, at + 20, Verdict.ROTATED);
    }

    Histories reused(String token, int instance, long at) {
        return redeemed(token, instance, at, at + 20, Verdict.REUSED);
    }

    Histories served(int instance, long askedAt, long endedAt, long expiresAt) {
        return call(instance, askedAt, endedAt, Ending.TOKEN, expiresAt);
    }

    Histories call(int instance, long askedAt, long endedAt, Ending ending, long expiresAt) {
        calls.add(new Call(calls.size() + 1, ACCOUNT, instance, askedAt, endedAt, ending, "f-1", expiresAt));
        return this;
    }

    Histories fault(Kind kind, int instance, long from, long until) {
        return fault(kind, instance, Link.NONE, from, until, 0);
    }

    Histories fault(Kind kind, int instance, Link link, long from, long until, long amount) {
        faults.add(new FaultEvent(kind, instance, link, from, until, amount));
        return this;
    }

    Histories lost(String rowToken) {
        account = account(rowToken, false);
        return this;
    }

    Histories versions(long row, long cached) {
        account = new FinalAccount(
                ACCOUNT, Optional.of("f-1"), "f", true, "f", false, OptionalLong.of(row), OptionalLong.of(cached));
        return this;
    }

    Histories loggedInAnew(String newest) {
        account = new FinalAccount(
                ACCOUNT, Optional.of("f-1"), "f", true, newest, true, OptionalLong.of(2), OptionalLong.empty());
        return this;
    }

    Histories left(Leftovers left) {
        leftovers = left;
        return this;
    }

    CycleHistory history() {
        return new CycleHistory(
                new Cycle("tokenwell", "none", 1), redemptions, calls, faults, List.of(account), leftovers);
    }

    private static FinalAccount account(String rowToken, boolean usable) {
        return new FinalAccount(
                ACCOUNT, Optional.of(rowToken), "f", usable, "f", false, OptionalLong.of(2), OptionalLong.empty());
    }
}
