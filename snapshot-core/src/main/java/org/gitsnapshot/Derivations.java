package org.gitsnapshot;

import java.io.IOException;
import org.gitsnapshot.derive.CleanFile;
import org.gitsnapshot.derive.ProveDerivation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.request.CleanRequest;
import org.gitsnapshot.request.DerivationRequest;

/**
 * Makes tarballs from other tarballs so that anybody can see what was done, and proves it.
 *
 * <pre>{@code
 * try (Derivations derivations = Derivations.open(SnapshotOptions.of(cache))) {
 *   CleanReport cleaned = derivations.clean(request);
 *   DerivationReport proof = derivations.prove(new DerivationRequest(…));
 * }
 * }</pre>
 *
 * <p>Needs no repository and no network. A difference is a value in a report. Thread-safe; reports
 * stay valid after it is closed.
 */
public final class Derivations implements AutoCloseable {
  private final Resources resources;

  private Derivations(Resources resources) {
    this.resources = resources;
  }

  /**
   * Opens the library; nothing is read yet.
   *
   * @throws InvalidInputException if a rule among the options is malformed
   */
  public static Derivations open(SnapshotOptions options) throws InvalidInputException {
    return new Derivations(Resources.open(options));
  }

  /**
   * Deletes entries of a tarball, whoever made it. What stays is byte for byte what it was.
   *
   * @return a report with faults if a listed file is not the one in the tarball; nothing was
   *     written then
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be done; no file was written then,
   *     while a stream may have got a part of its bytes
   */
  public CleanReport clean(CleanRequest request) throws IOException {
    return new CleanFile(resources.pipeline(1), resources.options().progress()).run(request);
  }

  /**
   * Proves that one tar is another without some entries, or refuses it with the first entry, byte
   * and field that is not as it must be.
   *
   * @throws org.gitsnapshot.error.SnapshotException if one of them cannot be read
   */
  public DerivationReport prove(DerivationRequest request) throws IOException {
    return new ProveDerivation(resources.options().progress()).run(request);
  }

  @Override
  public void close() {
    resources.close();
  }
}
