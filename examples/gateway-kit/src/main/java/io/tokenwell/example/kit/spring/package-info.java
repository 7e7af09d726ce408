/** Settings, beans, health and errors for gateways that run on Spring Boot. */
@NullMarked
package io.tokenwell.example.kit.spring;

import org.jspecify.annotations.NullMarked;
