/** The algorithm that this library was made after, with its defects, for comparison in the lab only. */
@NullMarked
package io.tokenwell.example.lab.worker.original;

import org.jspecify.annotations.NullMarked;
