package io.tokenwell.example.lab.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Callers of this instance, each of whom hears exactly one answer: token, error, or that it was cancelled. */
final class Calls {

    private final Contestant contestant;
    private final Answers answers;
    private final Map<String, Disposable.Swap> open = new ConcurrentHashMap<>();

    Calls(Contestant contestant, Answers answers) {
        this.contestant = contestant;
        this.answers = answers;
    }

    void get(String call, long accountId) {
        Disposable.Swap work = Disposables.swap();
        open.put(call, work);
        work.update(contestant
                .accessToken(accountId)
                .subscribe(
                        token -> ended(call, "ok " + call + " " + token),
                        failure -> ended(call, error(call, failure)),
                        () -> ended(call, "error " + call + " false NoToken completed without a token")));
    }

    private String error(String call, Throwable failure) {
        return "error " + call + " " + contestant.retryable(failure) + " "
                + failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    void cancel(String call) {
        Disposable work = open.remove(call);
        if (work != null) {
            work.dispose();
            answers.say("cancelled " + call);
        }
    }

    private void ended(String call, String answer) {
        if (open.remove(call) != null) {
            answers.say(answer);
        }
    }

    int inFlight() {
        return open.size();
    }
}
