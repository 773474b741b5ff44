package org.gitsnapshot.build;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.output.Branch;
import org.gitsnapshot.recipe.Compressor;

/** Raw bytes through an engine into a stream, with the digests of what comes out. */
public final class EncodedBranch implements Branch {
  private final DigestingOutput digesting;
  private final Encoder encoder;

  /**
   * Starts a stream.
   *
   * @param threads how many threads the engine may use, from 1
   * @param sha512 whether to compute the SHA-512 too
   * @param out takes the compressed bytes, and stays open
   */
  public EncodedBranch(Compressor compressor, int threads, boolean sha512, OutputStream out)
      throws IOException {
    digesting = new DigestingOutput(new Shield(out), sha512);
    encoder = Engines.open(digesting, compressor, threads);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    encoder.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    encoder.finish();
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  /** Returns the digests; called once, after the fan-out has finished. */
  public FileDigests digests() {
    return digesting.digests();
  }

  /** The stream belongs to the caller, who gives the file its name only when all went well. */
  private static final class Shield extends FilterOutputStream {
    Shield(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
