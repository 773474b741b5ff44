package org.gitsnapshot.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.output.Branch;

/** The raw tar as it is, into any number of streams, with its digests. */
final class RawBranch implements Branch {
  private final List<OutputStream> outputs;
  private final DigestingOutput digesting;

  RawBranch(List<OutputStream> outputs, boolean sha512) {
    this.outputs = outputs;
    this.digesting = new DigestingOutput(OutputStream.nullOutputStream(), sha512);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digesting.write(bytes, offset, length);
    for (OutputStream out : outputs) {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}

  /** Returns the digests; called once, after the fan-out has finished. */
  FileDigests digests() {
    return digesting.digests();
  }
}
