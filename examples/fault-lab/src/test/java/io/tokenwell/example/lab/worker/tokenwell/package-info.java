@NullMarked
package io.tokenwell.example.lab.worker.tokenwell;

import org.jspecify.annotations.NullMarked;
