package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Call;
import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.CycleHistory;
import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.Leftovers;
import io.tokenwell.example.lab.check.Redemption;
import io.tokenwell.example.lab.net.TokenFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes down how a cycle went, when everything has settled. */
final class HistoryWriter {

    private final Site site;
    private final CycleClock clock;
    private final Logins logins;

    HistoryWriter(Site site, CycleClock clock, Logins logins) {
        this.site = site;
        this.clock = clock;
        this.logins = logins;
    }

    CycleHistory written(Schedule schedule, int ledgerBefore, CallBook book, List<FaultEvent> faults) {
        Map<Long, CacheView.Versions> versions = new CacheView(site, logins.accounts()).settled();
        List<Call> calls = book.entries().stream()
                .map(this::call)
                .sorted(Comparator.comparingLong(Call::id))
                .toList();
        Leftovers leftovers = new LeftoversView(site).settled();
        AccountsView accounts = new AccountsView(site, logins, versions, calls);
        accounts.awaitStored(ledgerBefore);
        return new CycleHistory(
                new Cycle(site.contestant.label(), schedule.fault(), schedule.seed()),
                ledger(ledgerBefore),
                calls,
                faults,
                accounts.accounts(),
                leftovers);
    }

    private List<Redemption> ledger(int before) {
        return LedgerView.since(site, before, clock);
    }

    private Call call(CallBook.Entry entry) {
        CallBook.Answer answer = entry.answer();
        if (answer == null) {
            return new Call(entry.id, entry.account, entry.instance, entry.askedAt, -1, Ending.NONE, "", 0);
        }
        return answer.ending() == Ending.TOKEN
                ? served(entry, answer)
                : new Call(
                        entry.id,
                        entry.account,
                        entry.instance,
                        entry.askedAt,
                        answer.at(),
                        answer.ending(),
                        answer.text(),
                        0);
    }

    /** A token that the server never issued has always been dead. */
    private Call served(CallBook.Entry entry, CallBook.Answer answer) {
        var facts = site.server.facts(answer.text());
        return new Call(
                entry.id,
                entry.account,
                entry.instance,
                entry.askedAt,
                answer.at(),
                Ending.TOKEN,
                facts.map(HistoryWriter::name).orElse("a foreign token"),
                facts.map(found -> clock.of(found.expiresAt())).orElse(Long.MIN_VALUE / 2));
    }

    static String name(TokenFacts facts) {
        return facts.family() + "-" + facts.ordinal();
    }
}
