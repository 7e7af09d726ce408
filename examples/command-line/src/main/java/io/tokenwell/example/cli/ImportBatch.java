package io.tokenwell.example.cli;

import java.util.List;

/**
 * Records that are stored by one statement, no account twice.
 *
 * @param records to be stored
 * @param failures records before, between and behind them that cannot be
 */
record ImportBatch(List<ImportRecord> records, List<ImportFailure> failures) {}
