/** What breaks the rules for calls and records; those for imports are broken by the shipped code itself. */
@NullMarked
package io.tokenwell.architecture.planted;

import org.jspecify.annotations.NullMarked;
