package io.tokenwell.refresh;

import io.tokenwell.spi.RefreshObserver;

/** Where reports go, besides the log. */
record ReportSinks(RuntimeCounters counters, RefreshObserver observer, TokenEvents events) {}
