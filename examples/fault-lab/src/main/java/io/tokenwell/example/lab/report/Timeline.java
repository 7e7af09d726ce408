package io.tokenwell.example.lab.report;

import io.tokenwell.example.lab.check.Call;
import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.CycleHistory;
import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.Redemption;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.check.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** A failing cycle as a picture: one lane for the faults, one for each account that was hurt. */
final class Timeline {

    private static final int WIDTH = 1_100;
    private static final int LEFT = 90;
    private static final int LANE = 60;
    /** Without a hurt account, so many are shown. */
    private static final int SAMPLE = 3;

    private final CycleHistory history;
    private final long end;
    private final StringBuilder svg = new StringBuilder();

    private Timeline(CycleHistory history) {
        this.history = history;
        this.end = Math.max(
                1, history.calls().stream().mapToLong(Call::endedAt).max().orElse(1));
    }

    static String of(Verdicts verdicts) {
        return new Timeline(verdicts.history()).drawn(accounts(verdicts));
    }

    private static List<Long> accounts(Verdicts verdicts) {
        List<Long> hurt = verdicts.violations().stream()
                .map(Violation::account)
                .filter(account -> account != 0)
                .distinct()
                .sorted()
                .toList();
        return !hurt.isEmpty()
                ? hurt
                : verdicts.history().accounts().stream()
                        .limit(SAMPLE)
                        .map(account -> account.account())
                        .toList();
    }

    private String drawn(List<Long> accounts) {
        int height = LANE * (accounts.size() + 1) + 20;
        line("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, height);
        LongStream.rangeClosed(0, end / 500).forEach(half -> {
            line("<line x1=\"%1$d\" y1=\"12\" x2=\"%1$d\" y2=\"%2$d\" stroke=\"var(--line)\"/>", x(half * 500), height);
            line("<text x=\"%d\" y=\"10\">%d ms</text>", x(half * 500), half * 500);
        });
        line("<text x=\"0\" y=\"%d\">faults</text>", LANE / 2);
        history.faults().forEach(this::fault);
        for (int lane = 0; lane < accounts.size(); lane++) {
            account(accounts.get(lane), LANE * (lane + 1) + 20);
        }
        return svg.append("</svg>").toString();
    }

    private void fault(FaultEvent fault) {
        String who = fault.instance() == FaultEvent.ALL ? "all" : "instance " + fault.instance();
        String link = fault.link() == FaultEvent.Link.NONE ? "" : " " + fault.link();
        int row = 14 + 10 * Math.max(0, fault.instance() + 1);
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"8\" fill=\"var(--fault)\" opacity=\"0.7\">"
                        + "<title>%s %s%s, %d to %d ms</title></rect>",
                x(fault.from()),
                row,
                Math.max(3, x(fault.until()) - x(fault.from())),
                fault.kind(),
                who,
                link,
                fault.from(),
                fault.until());
        line("<text x=\"%d\" y=\"%d\">%s</text>", x(fault.from()) + 4, row + 8, fault.kind());
    }

    private void account(long account, int top) {
        line("<text x=\"0\" y=\"%d\">%d</text>", top + LANE / 2, account);
        line("<line x1=\"0\" y1=\"%1$d\" x2=\"%2$d\" y2=\"%1$d\" stroke=\"var(--line)\"/>", top, WIDTH);
        history.redemptionsOf(account).forEach(redemption -> redemption(redemption, top));
        history.calls().stream().filter(call -> call.account() == account).forEach(call -> call(call, top + 34));
    }

    /** From arrival to reply; a reply that was never written has no end. */
    private void redemption(Redemption redemption, int top) {
        long until = redemption.repliedAt() < 0 ? redemption.at() : redemption.repliedAt();
        boolean good = redemption.verdict() == Verdict.ROTATED || redemption.verdict() == Verdict.TURNED_AWAY;
        int y = top + 4 + 8 * redemption.instance();
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"7\" fill=\"var(--%s)\"><title>%s, reply %s</title></rect>",
                x(redemption.at()),
                y,
                Math.max(4, x(until) - x(redemption.at())),
                good ? "good" : "bad",
                HtmlReport.escaped(redemption.toString()),
                redemption.repliedAt() < 0 ? "never written" : "at " + redemption.repliedAt() + " ms");
    }

    private void call(Call call, int top) {
        long until = call.endedAt() < 0 ? end : call.endedAt();
        String colour = call.ending() == Ending.TOKEN ? "call" : call.ending() == Ending.CANCELLED ? "faint" : "bad";
        int y = top + 7 * call.instance();
        line(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"var(--%s)\" stroke-width=\"3\">"
                        + "<title>call %d to instance %d, %d to %d ms: %s %s</title></line>",
                x(call.askedAt()),
                y,
                Math.max(x(until), x(call.askedAt()) + 2),
                y,
                colour,
                call.id(),
                call.instance(),
                call.askedAt(),
                call.endedAt(),
                call.ending(),
                HtmlReport.escaped(call.detail()));
    }

    private int x(long millis) {
        return LEFT + (int) Math.min(WIDTH, (WIDTH - LEFT) * millis / end);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
