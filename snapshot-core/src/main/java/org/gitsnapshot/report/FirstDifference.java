package org.gitsnapshot.report;

import java.util.Optional;
import org.gitsnapshot.io.ByteString;

/**
 * Where two streams of bytes first differ.
 *
 * @param offset the first byte that is not the same, from 0; the size of the shorter one if that is
 *     where the other goes on
 * @param entry the path of side A's entry there, in a raw tar
 */
public record FirstDifference(long offset, Optional<ByteString> entry) {}
