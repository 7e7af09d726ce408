/** The algorithm that this library was made after, as one instance in the lab. */
@NullMarked
package io.tokenwell.example.lab.worker.original;

import org.jspecify.annotations.NullMarked;
