/**
 * Values of the pipeline and rules that need no port: what a walk wants ({@code Demand}), how an attempt ended, when a
 * token is due. Used by all other packages here; knows only the settings. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.model;

import org.jspecify.annotations.NullMarked;
