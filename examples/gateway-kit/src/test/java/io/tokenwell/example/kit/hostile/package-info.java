/** What a hostile client, upstream or store may send, as tables, with what must come of it. */
@NullMarked
package io.tokenwell.example.kit.hostile;

import org.jspecify.annotations.NullMarked;
