package org.gitsnapshot.objects;

/** The four kinds of git object. */
public enum ObjectType {
  /** A commit. */
  COMMIT("commit"),
  /** A tree. */
  TREE("tree"),
  /** A blob. */
  BLOB("blob"),
  /** An annotated tag. */
  TAG("tag");

  private final String gitName;

  ObjectType(String gitName) {
    this.gitName = gitName;
  }

  /** Returns the name in an object's header. */
  public String gitName() {
    return gitName;
  }
}
