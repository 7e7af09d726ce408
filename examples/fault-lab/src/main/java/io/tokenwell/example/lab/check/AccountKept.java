package io.tokenwell.example.lab.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every rotation reaches the row, unless the reply that carried the newest pair reached nobody alive. An account that was
 * revoked though its newest pair was kept is the business of {@link OneRedemption}, unless that excuses it: every lost
 * account has a lost reply or a violation.
 */
final class AccountKept implements Invariant {

    @Override
    public String name() {
        return "account-kept";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        Stream<Violation> thrownAway =
                thrownAway(history).map(account -> new Violation(name(), account.account(), told(account, history)));
        Stream<Violation> unexplained = unexplained(history)
                .map(account -> new Violation(name(), account.account(), "lost, and no reply that was lost tells why"));
        return Stream.concat(thrownAway, unexplained).toList();
    }

    /** Revoked with the newest pair in the row, though whoever had presented a token again was excused. */
    private static Stream<FinalAccount> unexplained(CycleHistory history) {
        Set<Long> redeemedAgain = new OneRedemption()
                .violations(history).stream().map(Violation::account).collect(Collectors.toSet());
        return lost(history).stream()
                .filter(account -> lostReply(account, history).isEmpty())
                .filter(account -> newestInRow(account, history))
                .filter(account -> !redeemedAgain.contains(account.account()));
    }

    private static Stream<FinalAccount> thrownAway(CycleHistory history) {
        return lost(history).stream()
                .filter(account -> lostReply(account, history).isEmpty())
                .filter(account -> !newestInRow(account, history));
    }

    /** Refresh tokens whose pair was received and thrown away: that they are presented again is part of that very loss. */
    static Set<String> redeemedForNothing(CycleHistory history) {
        return thrownAway(history)
                .flatMap(account -> fatal(account, history).stream())
                .map(Redemption::refreshToken)
                .collect(Collectors.toSet());
    }

    /** Every lost account that is excused, with the reply that nobody received. */
    static List<LostReply> lostReplies(CycleHistory history) {
        return lost(history).stream()
                .flatMap(account -> lostReply(account, history).stream())
                .toList();
    }

    static List<FinalAccount> lost(CycleHistory history) {
        return history.accounts().stream().filter(account -> !account.usable()).toList();
    }

    /** A pair that is in the row was received; only one that came too late may have been given up before. */
    private static Optional<LostReply> lostReply(FinalAccount account, CycleHistory history) {
        ReplyFate fate = new ReplyFate(history);
        return fatal(account, history)
                .filter(redemption -> fate.heldUp(redemption) || !newestInRow(account, history))
                .flatMap(redemption -> fate.lost(redemption)
                        .map(why ->
                                new LostReply(account.account(), redemption.sequence(), redemption.instance(), why)));
    }

    private static boolean newestInRow(FinalAccount account, CycleHistory history) {
        boolean issuedLater =
                account.refreshToken().flatMap(history::rotationOf).isPresent();
        boolean revoked = history.redemptionsOf(account.account())
                .anyMatch(redemption -> redemption.family().equals(account.family())
                        && redemption.verdict() == Redemption.Verdict.REUSED);
        return revoked && !issuedLater;
    }

    /** The rotation whose pair is missing: of the token that was presented again, else of the one still in the row. */
    private static Optional<Redemption> fatal(FinalAccount account, CycleHistory history) {
        return history.redemptionsOf(account.account())
                .filter(redemption -> redemption.family().equals(account.family()))
                .filter(redemption -> redemption.verdict() == Redemption.Verdict.REUSED)
                .map(Redemption::refreshToken)
                .findFirst()
                .or(account::refreshToken)
                .flatMap(history::rotationOf);
    }

    private static String told(FinalAccount account, CycleHistory history) {
        return fatal(account, history)
                .map(redemption -> "lost, though the reply to " + redemption + " was received")
                .orElse("lost: the row's refresh token is not usable and was never rotated");
    }
}
