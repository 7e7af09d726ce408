package io.tokenwell.example.cli;

import io.tokenwell.example.cli.AccountWriter.Fate;
import io.tokenwell.example.cli.AccountWriter.Written;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Stores batches one after the other, and tells the fleet of what it replaced. */
final class AccountImport {

    private static final int TOLD_AT_ONCE = 32;

    private final AccountWriter writer;
    private final ImportPolicy policy;
    private final @Nullable Fleet fleet;
    private final ImportSummary summary;

    /** Without a fleet nobody is told. */
    AccountImport(AccountWriter writer, ImportPolicy policy, @Nullable Fleet fleet, ImportSummary summary) {
        this.writer = writer;
        this.policy = policy;
        this.fleet = fleet;
        this.summary = summary;
    }

    /** Ends when all is stored, or at the first failure if so wanted; errors if a store fails. */
    Mono<Void> done(Flux<ImportBatch> batches, boolean failFast) {
        return batches.concatMap(this::stored, 1)
                .takeUntil(batch -> failFast && summary.failures() > 0)
                .then();
    }

    private Mono<ImportBatch> stored(ImportBatch batch) {
        Map<String, ImportRecord> records =
                batch.records().stream().collect(Collectors.toMap(ImportRecord::id, Function.identity()));
        return written(batch.records())
                .collectList()
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(fates -> count(batch, fates, records))
                .flatMap(fates -> told(fates, records))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(untold -> untold.forEach(summary::failed))
                .doOnNext(untold -> summary.progress())
                .thenReturn(batch);
    }

    /** A row that the table does not take must not keep the others of its batch out: they are tried one by one. */
    private Flux<Written> written(List<ImportRecord> records) {
        if (records.isEmpty()) {
            return Flux.empty();
        }
        return writer.written(records)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .onErrorResume(
                        AccountImport::isAboutData,
                        refused -> records.size() == 1
                                ? refused(records.get(0), refused)
                                : Flux.fromIterable(records).concatMap(record -> written(List.of(record))));
    }

    private static boolean isAboutData(Throwable failure) {
        return failure instanceof StoreException refused && refused.aboutData();
    }

    private Flux<Written> refused(ImportRecord record, Throwable failure) {
        return Flux.<Written>empty()
                .doOnComplete(() -> {
                    String detail = String.valueOf(failure.getMessage());
                    summary.failed(new ImportFailure(record.at(), record.id(), ImportReason.REFUSED_BY_TABLE, detail));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void count(ImportBatch batch, List<Written> fates, Map<String, ImportRecord> records) {
        summary.read(batch.records().size() + batch.failures().size());
        batch.failures().forEach(summary::failed);
        for (Written written : fates) {
            @Nullable ImportRecord record = records.get(written.id());
            if (record == null) {
                continue;
            }
            if (written.fate() == Fate.OLDER) {
                fail(record, ImportReason.OLDER_THAN_ROW, "the row has a greater _token_version and was left alone");
            } else if (written.fate() == Fate.THERE && policy != ImportPolicy.skip) {
                fail(record, ImportReason.ALREADY_THERE, "there is such an account, and it was left alone");
            } else {
                summary.count(written.fate());
            }
        }
    }

    private void fail(ImportRecord record, ImportReason reason, String detail) {
        summary.failed(new ImportFailure(record.at(), record.id(), reason, detail));
    }

    /** Emits whom the fleet could not be told of. */
    private Mono<List<ImportFailure>> told(List<Written> fates, Map<String, ImportRecord> records) {
        return Flux.fromIterable(fates)
                .flatMap(
                        written -> Mono.justOrEmpty(records.get(written.id()))
                                .flatMap(record -> told(record, written.fate())),
                        TOLD_AT_ONCE)
                .collectList();
    }

    private Mono<ImportFailure> told(ImportRecord record, Fate fate) {
        return fleet == null
                ? Mono.empty()
                : fleet.told(record, fate)
                        .then(Mono.<ImportFailure>empty())
                        .onErrorResume(failure -> Mono.just(new ImportFailure(
                                record.at(),
                                record.id(),
                                ImportReason.CACHE_NOT_TOLD,
                                "it is stored, but its cached token could not be forgotten: " + failure.getMessage())));
    }
}
