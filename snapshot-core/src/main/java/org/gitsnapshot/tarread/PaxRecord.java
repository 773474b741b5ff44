package org.gitsnapshot.tarread;

import org.gitsnapshot.io.ByteString;

/** One {@code key=value} of a pax header. */
public record PaxRecord(ByteString key, ByteString value) {}
