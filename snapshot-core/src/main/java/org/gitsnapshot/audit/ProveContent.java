package org.gitsnapshot.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.proof.TreeProof;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.request.ProofRequest;
import org.gitsnapshot.request.UnchangedFiles;

/** Holds an archive against a commit and its trees, without any of the commit's files. */
public final class ProveContent {
  private final Acquirer acquirer;
  private final Progress progress;

  /** Creates a prover. */
  public ProveContent(Acquirer acquirer, Progress progress) {
    this.acquirer = acquirer;
    this.progress = progress;
  }

  /**
   * Proves what can be proved.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if the file is no archive
   * @throws org.gitsnapshot.error.CorruptObjectException if the file or an object is damaged
   * @throws org.gitsnapshot.error.UnavailableException if there is no such file, it changes while
   *     it is read, or no URL has the commit
   */
  public ProofReport run(ProofRequest request) throws IOException {
    return UnchangedFiles.read(List.of(request.file()), () -> prove(request));
  }

  private ProofReport prove(ProofRequest request) throws IOException {
    String label = request.file().toString();
    progress.stage(label, "reading");
    try (Evidence evidence =
        new EvidenceReader(bytes -> progress.bytes(label, bytes)).read(request.file())) {
      ByteString prefix = request.prefix().orElseGet(evidence::topDirectory);
      TreeProof proof;
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(evidence.raw()))) {
        proof = TreeProof.of(raw, prefix, request.commit().format());
      }
      if (request.urls().isEmpty()) {
        return proof.check(request.commit(), Optional.empty());
      }
      progress.stage(label, "looking for " + request.commit().hex());
      try (ObjectStore store = acquirer.trees(request.urls(), request.commit());
          ObjectReader objects = store.newReader()) {
        return proof.check(request.commit(), Optional.of(objects));
      }
    } finally {
      progress.done(label);
    }
  }
}
