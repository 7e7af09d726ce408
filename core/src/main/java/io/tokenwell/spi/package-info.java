/**
 * The ports: what a store, a lock, a token endpoint, a cipher or an observer has to do for a provider.
 *
 * <p>Read this package to write an adapter or a decorator. Applications that use the adapters of this project need only
 * its types. Start at {@link io.tokenwell.spi.AccountRepository}, the only port that a provider requires; it decides
 * which instance refreshes. The contracts in the package {@code io.tokenwell.tck}, in the tests jar of this module,
 * check an implementation of each port.
 */
@NullMarked
package io.tokenwell.spi;

import org.jspecify.annotations.NullMarked;
