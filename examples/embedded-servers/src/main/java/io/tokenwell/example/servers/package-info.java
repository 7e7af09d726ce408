/** Real servers for tests and for the demonstration gateway, which live no longer than the JVM that started them. */
@NullMarked
package io.tokenwell.example.servers;

import org.jspecify.annotations.NullMarked;
