package io.tokenwell.example.lab.worker;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines to whoever drives the worker, written by one thread of its own: a full pipe must not stop an event loop. */
final class Answers {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PrintStream out;

    private Answers(PrintStream out) {
        this.out = out;
    }

    static Answers to(PrintStream raw) {
        Answers answers = new Answers(new PrintStream(raw, false, StandardCharsets.UTF_8));
        Thread writer = new Thread(answers::write, "answers");
        writer.setDaemon(true);
        writer.start();
        return answers;
    }

    void say(String line) {
        lines.add(line.replace('\n', ' ').replace('\r', ' '));
    }

    private void write() {
        try {
            while (true) {
                out.println(lines.take());
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
