package org.gitsnapshot.archive;

/**
 * Bounds on what an untrusted repository can make the library do.
 *
 * @param treeBytes the most bytes of one tree object; trees are held whole. Default 128 MiB, about
 *     three million names in one directory
 * @param treeDepth the most directories inside each other. Default 2048, as in git
 * @param linkBytes the most bytes of a symbolic link's target. Default 16 MiB
 * @param formatBytes the most bytes of a file in which export-subst has something to expand; such
 *     files are held whole. Default 16 MiB
 */
public record Limits(int treeBytes, int treeDepth, int linkBytes, int formatBytes) {
  /** The defaults. */
  public static final Limits DEFAULT = new Limits(128 << 20, 2048, 16 << 20, 16 << 20);
}
