package org.gitsnapshot.fetch;

import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.report.MirrorFault;
import org.jspecify.annotations.Nullable;

/** One mirror, and what is known of it in this run. Thread-safe. */
final class Mirror {
  private final HttpUrl base;
  private volatile @Nullable MirrorFault dropped;

  Mirror(HttpUrl base) {
    this.base = base;
  }

  HttpUrl url(String name) {
    return base.resolve(name);
  }

  /** Takes no more from it in this run. */
  void drop(MirrorFault fault) {
    dropped = fault;
  }

  boolean usable() {
    return dropped == null;
  }

  MirrorFault fault(MirrorFault.Kind kind, String message) {
    return new MirrorFault(toString(), kind, message);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
