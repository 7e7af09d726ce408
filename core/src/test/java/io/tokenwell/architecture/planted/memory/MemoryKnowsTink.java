package io.tokenwell.architecture.planted.memory;

import com.google.crypto.tink.DeterministicAead;

/** An optional library must not be known elsewhere. */
public record MemoryKnowsTink(DeterministicAead aead) {}
