/** Tests of the reports. */
@NullMarked
package io.tokenwell.example.benchmarks.report;

import org.jspecify.annotations.NullMarked;
