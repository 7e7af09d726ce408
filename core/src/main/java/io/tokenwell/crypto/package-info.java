/**
 * Encryption of stored secrets with Google Tink.
 *
 * <p>For applications that do not want to store tokens in plain text in Redis or PostgreSQL. Start at
 * {@link io.tokenwell.crypto.TinkSecretCipher}, and give the same cipher to every store. Tink is an optional
 * dependency, which the application adds.
 */
@NullMarked
package io.tokenwell.crypto;

import org.jspecify.annotations.NullMarked;
