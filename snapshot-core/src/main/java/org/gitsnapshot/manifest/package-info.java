/**
 * What was made, written down so that others can check it: manifests and checksum lists. Start at
 * {@link org.gitsnapshot.manifest.Manifest} and {@link org.gitsnapshot.manifest.ChecksumList}.
 *
 * <p>A mirror's list of files is a {@link org.gitsnapshot.manifest.MirrorManifest}; {@link
 * org.gitsnapshot.manifest.MirrorLists} writes it with the lists that go with it.
 *
 * <p>All are canonical: the same snapshots give the same bytes on every machine, so that lists of
 * two mirrors can be compared as files. Only this package knows JSON.
 */
@NullMarked
package org.gitsnapshot.manifest;

import org.jspecify.annotations.NullMarked;
