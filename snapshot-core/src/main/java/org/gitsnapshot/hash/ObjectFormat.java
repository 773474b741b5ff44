package org.gitsnapshot.hash;

/** The hash function that names a repository's objects. */
public enum ObjectFormat {
  /** SHA-1, 40 hex digits: nearly every repository. */
  SHA1("sha1", "SHA-1", 20),
  /** SHA-256, 64 hex digits. */
  SHA256("sha256", "SHA-256", 32);

  private final String gitName;
  private final String jcaName;
  private final int bytes;

  ObjectFormat(String gitName, String jcaName, int bytes) {
    this.gitName = gitName;
    this.jcaName = jcaName;
    this.bytes = bytes;
  }

  /** Returns the name git gives it in {@code extensions.objectFormat}. */
  public String gitName() {
    return gitName;
  }

  /** Returns the name {@link java.security.MessageDigest#getInstance(String)} takes. */
  public String jcaName() {
    return jcaName;
  }

  /** Returns the length of an id in bytes. */
  public int bytes() {
    return bytes;
  }
}
