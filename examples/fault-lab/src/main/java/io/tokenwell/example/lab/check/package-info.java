/** What must hold after a cycle: pure functions over what was recorded of it. */
@NullMarked
package io.tokenwell.example.lab.check;

import org.jspecify.annotations.NullMarked;
