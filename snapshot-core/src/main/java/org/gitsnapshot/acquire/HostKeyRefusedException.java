package org.gitsnapshot.acquire;

/** An ssh server whose key the user's {@code known_hosts} does not vouch for. */
final class HostKeyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HostKeyRefusedException(String message) {
    super(message);
  }
}
