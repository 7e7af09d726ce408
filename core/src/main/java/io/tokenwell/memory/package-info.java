/**
 * The ports in the memory of one process.
 *
 * <p>For applications with a single instance, for tests, and as the reference of the contracts. A provider uses these
 * stores for each port that its builder was not given. Start at {@link io.tokenwell.memory.InMemoryAccountRepository}.
 */
@NullMarked
package io.tokenwell.memory;

import org.jspecify.annotations.NullMarked;
