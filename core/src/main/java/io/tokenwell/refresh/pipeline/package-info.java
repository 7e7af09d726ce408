/**
 * The stages of the pipeline: cache, lock, claim, redemption, save. Start with {@code RefreshPipeline}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.pipeline;

import org.jspecify.annotations.NullMarked;
