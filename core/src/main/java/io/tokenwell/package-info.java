/** What users type: the provider, accounts and their credentials, and the errors. */
@NullMarked
package io.tokenwell;

import org.jspecify.annotations.NullMarked;
