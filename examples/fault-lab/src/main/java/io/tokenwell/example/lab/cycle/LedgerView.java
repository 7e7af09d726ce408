package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Redemption;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import io.tokenwell.example.lab.net.Entry;
import io.tokenwell.example.lab.net.StrictServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A cycle's part of the server's ledger, on the cycle's clock. */
final class LedgerView {

    private LedgerView() {}

    static int size(StrictServer server) {
        return server.ledger().size();
    }

    static List<Redemption> since(StrictServer server, int before, CycleClock clock) {
        List<Entry> ledger = server.ledger();
        return ledger.subList(before, ledger.size()).stream()
                .map(entry -> redemption(entry, clock))
                .toList();
    }

    /** Accounts that no redemption brings back: the family of their newest login is revoked. */
    static Set<Long> revoked(StrictServer server, int before) {
        return since(server, before, new CycleClock()).stream()
                .filter(redemption -> redemption.verdict().revokes())
                .filter(redemption ->
                        redemption.family().equals(Long.toString(server.newestFamily(redemption.account()))))
                .map(Redemption::account)
                .collect(Collectors.toSet());
    }

    private static Redemption redemption(Entry entry, CycleClock clock) {
        boolean replied = entry.replySentNanos() != 0 && !entry.replyFailed();
        return new Redemption(
                entry.sequence(),
                entry.accountId(),
                entry.instance(),
                Long.toString(entry.family()),
                entry.rtId(),
                clock.of(entry.nanos()),
                replied ? clock.of(entry.replySentNanos()) : -1,
                Verdict.valueOf(entry.verdict().name()),
                entry.status());
    }
}
