/** This library in the lab, whole or with one protection taken out. */
@NullMarked
package io.tokenwell.example.lab.worker.tokenwell;

import org.jspecify.annotations.NullMarked;
