package io.tokenwell.example.cli;

import io.tokenwell.example.cli.RecordCheck.Checked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** Reads, checks and bundles records when they are asked for. Never more than a batch is kept, however long the input is. */
final class BatchReader {

    private static final long BYTES = 1 << 20;

    private final RecordReader reader;
    private final RecordCheck check;
    private final int most;
    private final boolean failFast;
    private @Nullable RawRecord heldBack;
    private boolean ended;

    private BatchReader(InputStream in, RecordCheck check, int most, boolean failFast) {
        this.reader = new RecordReader(in);
        this.check = check;
        this.most = most;
        this.failFast = failFast;
    }

    /** On threads that may wait for input. With {@code failFast} nothing behind the first failure is read. */
    static Flux<ImportBatch> batches(InputStream in, RecordCheck check, int most, boolean failFast) {
        return Flux.<ImportBatch, BatchReader>generate(
                        () -> new BatchReader(in, check, most, failFast), BatchReader::emit)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private BatchReader emit(SynchronousSink<ImportBatch> sink) {
        try {
            ImportBatch batch = next();
            if (batch.records().isEmpty() && batch.failures().isEmpty()) {
                sink.complete();
            } else {
                sink.next(batch);
            }
        } catch (IOException unreadable) {
            sink.error(new UncheckedIOException(unreadable));
        }
        return this;
    }

    private ImportBatch next() throws IOException {
        List<ImportRecord> records = new ArrayList<>();
        List<ImportFailure> failures = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long bytes = 0;
        while (!ended && records.size() + failures.size() < most && bytes < BYTES) {
            @Nullable RawRecord raw = heldBack == null ? reader.next() : heldBack;
            heldBack = null;
            if (raw == null) {
                ended = true;
                break;
            }
            Checked checked = check.checked(raw);
            if (checked.failure() != null) {
                failures.add(checked.failure());
                ended = failFast;
            } else if (checked.record() != null && ids.add(checked.record().id())) {
                records.add(checked.record());
                bytes += raw.size();
            } else {
                // The same account once more: the later record meets what the earlier one left.
                heldBack = raw;
                break;
            }
        }
        return new ImportBatch(records, failures);
    }
}
