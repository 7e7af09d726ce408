/** What came of a run: table, JSON, and a page with a timeline of each failing cycle. */
@NullMarked
package io.tokenwell.example.lab.report;

import org.jspecify.annotations.NullMarked;
