package io.tokenwell.redis;

import java.util.concurrent.Executor;

/** For work that blocks: the common pool has a single thread on two cores, and on JDK 25 no other steps in. */
final class OwnThread implements Executor {

    static final Executor EACH = new OwnThread();

    private OwnThread() {}

    @Override
    public void execute(Runnable work) {
        Thread thread = new Thread(work, "own");
        thread.setDaemon(true);
        thread.start();
    }
}
