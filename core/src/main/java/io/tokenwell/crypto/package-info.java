/** Encryption of stored secrets on Google Tink, which whoever uses this package brings along. */
@NullMarked
package io.tokenwell.crypto;

import org.jspecify.annotations.NullMarked;
