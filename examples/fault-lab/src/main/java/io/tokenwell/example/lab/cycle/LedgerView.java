package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.check.Redemption;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import io.tokenwell.example.lab.net.Entry;
import io.tokenwell.example.lab.net.StrictServer;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cycle's part of the server's ledger, on the cycle's clock. */
final class LedgerView {

    private LedgerView() {}

    static int size(StrictServer server) {
        return server.ledger().size();
    }

    static List<Redemption> since(Site site, int before, CycleClock clock) {
        return entries(site.server, before)
                .map(entry -> redemption(entry, site, clock))
                .toList();
    }

    private static Stream<Entry> entries(StrictServer server, int before) {
        List<Entry> ledger = server.ledger();
        return ledger.subList(before, ledger.size()).stream();
    }

    /** Accounts that no redemption brings back: the family of their newest login is revoked. */
    static Set<Long> revoked(StrictServer server, int before) {
        return entries(server, before)
                .filter(entry -> Verdict.valueOf(entry.verdict().name()).revokes())
                .filter(entry -> entry.family() == server.newestFamily(entry.accountId()))
                .map(Entry::accountId)
                .collect(Collectors.toSet());
    }

    private static Redemption redemption(Entry entry, Site site, CycleClock clock) {
        boolean replied = entry.replySentNanos() != 0 && !entry.replyFailed();
        return new Redemption(
                entry.sequence(),
                entry.accountId(),
                entry.instance(),
                Long.toString(entry.family()),
                entry.rtId(),
                clock.of(entry.arrivedNanos()),
                clock.of(entry.nanos()),
                replied ? clock.of(entry.replySentNanos()) : -1,
                Verdict.valueOf(entry.verdict().name()),
                entry.status(),
                brokenAt(entry, site, clock));
    }

    private static long brokenAt(Entry entry, Site site, CycleClock clock) {
        OptionalLong nanos =
                site.instances.get(entry.instance()).proxy(Link.ENDPOINT).brokenSince(entry.peerPort(), entry.nanos());
        return nanos.isPresent() ? clock.of(nanos.getAsLong()) : Redemption.NEVER;
    }
}
