package org.gitsnapshot.archive;

import java.util.Optional;
import org.gitsnapshot.hash.Oid;

/**
 * What an archive says of itself before its first entry.
 *
 * @param commit the commit, or nothing for an archive of a bare tree
 * @param rootTree the root tree
 * @param time seconds since 1970, UTC, of every entry: the commit's committer time
 */
public record ArchiveMeta(Optional<Oid> commit, Oid rootTree, long time) {}
