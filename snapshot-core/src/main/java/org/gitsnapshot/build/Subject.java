package org.gitsnapshot.build;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.HistorySource;
import org.gitsnapshot.objects.ObjectStore;

/**
 * What an archive is made of.
 *
 * @param store has the commit with all its tree needs; the caller closes it
 * @param commit the commit
 * @param history opened only if the archive's bytes depend on more than the commit and the recipe
 *     does not say it
 */
public record Subject(ObjectStore store, Oid commit, HistorySource history) {}
