package io.tokenwell;

import io.tokenwell.tck.BlockHoundCanary;

class BlockHoundTest implements BlockHoundCanary {}
