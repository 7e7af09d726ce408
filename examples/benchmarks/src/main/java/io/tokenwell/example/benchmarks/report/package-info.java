/** What a benchmark found, as a table, as JSON and as a picture. */
@NullMarked
package io.tokenwell.example.benchmarks.report;

import org.jspecify.annotations.NullMarked;
