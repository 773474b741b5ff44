package org.gitsnapshot.fetch;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.report.MirrorFault;
import org.jspecify.annotations.Nullable;

/** One mirror, and what is known of it in this run. Thread-safe. */
final class Mirror {
  private final HttpUrl base;
  private volatile @Nullable MirrorFault dropped;

  Mirror(HttpUrl base) {
    this.base = base;
  }

  /**
   * Returns the mirrors of some base URLs, in their order. One that is written in two ways is one:
   * it does not confirm itself.
   */
  static List<Mirror> distinct(List<URI> bases) throws InvalidInputException {
    Map<String, Mirror> mirrors = new LinkedHashMap<>();
    for (URI base : bases) {
      HttpUrl url = HttpUrl.parse(base.toString());
      mirrors.putIfAbsent(url.identity(MirrorManifest.FILE_NAME), new Mirror(url));
    }
    return List.copyOf(mirrors.values());
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

  /**
   * Returns what it did wrong when it did not give a file.
   *
   * @param name the file
   * @param part whether it was asked for a part of it
   */
  MirrorFault fault(String name, HttpFailure failure, boolean part) {
    return switch (failure.status()) {
      case 404, 410 -> fault(MirrorFault.Kind.ABSENT, "does not have " + name);
      case 416 -> fault(MirrorFault.Kind.OTHER_FILE, "its " + name + " is shorter");
      default ->
          part && failure.refused()
              ? fault(
                  MirrorFault.Kind.NO_RANGES,
                  "gives no parts of " + name + ": " + failure.getMessage())
              : fault(MirrorFault.Kind.UNAVAILABLE, failure.getMessage());
    };
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
