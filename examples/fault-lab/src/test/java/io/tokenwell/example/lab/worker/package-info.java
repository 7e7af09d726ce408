@NullMarked
package io.tokenwell.example.lab.worker;

import org.jspecify.annotations.NullMarked;
