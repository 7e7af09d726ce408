/** Four instances, two hundred callers, one expired token: how many redemptions? */
@NullMarked
package io.tokenwell.example.storm;

import org.jspecify.annotations.NullMarked;
