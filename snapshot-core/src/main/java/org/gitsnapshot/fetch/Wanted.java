package org.gitsnapshot.fetch;

import java.util.List;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.Blocks;
import org.gitsnapshot.manifest.Origin;

/**
 * A file to get.
 *
 * @param name its name
 * @param sha256 what its digest must be
 * @param sizes its size, or what mirrors say of it, the most credible first; none where nobody says
 * @param blocks lists of its blocks' digests, the most credible first; a list of a mirror may lie,
 *     so it only says where to look
 * @param origins where manifests say that it comes from
 */
record Wanted(
    String name, Digest sha256, List<Long> sizes, List<Blocks> blocks, List<Origin> origins) {}
