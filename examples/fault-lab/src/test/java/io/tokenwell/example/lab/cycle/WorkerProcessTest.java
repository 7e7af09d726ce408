package io.tokenwell.example.lab.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    @Test
    void whoHasSaidHisLastWordIsToldNothingMoreThoughHisPipeStillTakesIt(@TempDir Path folder) {
        AtomicInteger ends = new AtomicInteger();
        File log = folder.resolve("log").toFile();
        List<String> silent = List.of("sh", "-c", "echo ready; exec 1>&-; sleep 60");
        try (WorkerProcess worker = WorkerProcess.start(silent, log, line -> {}, ends::incrementAndGet)) {
            worker.awaitEnd();
            assertThat(ends).hasValue(1);
            assertThat(worker.tell("get 1 1")).isFalse();
        }
    }
}
