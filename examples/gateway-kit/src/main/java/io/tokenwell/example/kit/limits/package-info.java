/** What clients and upstreams are held to, by handlers on their connections. */
@NullMarked
package io.tokenwell.example.kit.limits;

import org.jspecify.annotations.NullMarked;
