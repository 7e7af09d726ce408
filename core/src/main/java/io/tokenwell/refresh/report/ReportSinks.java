package io.tokenwell.refresh.report;

import io.tokenwell.spi.RefreshObserver;

/** Where reports go, besides the log. */
public record ReportSinks(RuntimeCounters counters, RefreshObserver observer, TokenEvents events) {}
