package io.tokenwell.example.benchmarks.many;

import java.util.NoSuchElementException;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** One call of one account at one instance. */
final class Ask implements CoreSubscriber<String> {

    private final Traffic traffic;
    private final int call;
    private final int account;
    private final int instance;
    private final int statementsBefore;
    private boolean answered;

    Ask(Traffic traffic, int call, int account, int instance) {
        this.traffic = traffic;
        this.call = call;
        this.account = account;
        this.instance = instance;
        this.statementsBefore = traffic.fleet().statements(instance, account);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String token) {
        long now = System.nanoTime();
        answered = true;
        boolean ofLogin = traffic.population().isOfLogin(account, token);
        boolean dead =
                ofLogin && traffic.log().millis(now) > traffic.population().endOf(account);
        traffic.log().answered(call, now, asked(), new CallLog.Answer(dead, !ofLogin));
    }

    @Override
    public void onError(Throwable failure) {
        traffic.log().failed(call, System.nanoTime(), asked(), failure);
    }

    @Override
    public void onComplete() {
        if (!answered) {
            onError(new NoSuchElementException("completed without a token"));
        }
    }

    private boolean asked() {
        return traffic.fleet().statements(instance, account) != statementsBefore;
    }
}
