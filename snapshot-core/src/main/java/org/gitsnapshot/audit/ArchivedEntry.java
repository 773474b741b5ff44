package org.gitsnapshot.audit;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarMember;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one entry of the published tar.
 *
 * @param path as it is written
 * @param kind what it is
 * @param blob the id that git would give its content: a file's bytes or a link's target; null for
 *     what has none
 * @param time its time; {@link Long#MIN_VALUE} if it is malformed
 * @param mode its permissions; -1 if they are malformed
 * @param contentOffset where its content begins in the raw tar
 * @param size how many bytes of content it has
 * @param plain whether these bytes are in the raw tar as they are, without holes
 */
record ArchivedEntry(
    ByteString path,
    TarMember.Kind kind,
    @Nullable Oid blob,
    long time,
    int mode,
    long contentOffset,
    long size,
    boolean plain) {}
