package org.gitsnapshot.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.recipe.Compressor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One engine over one file; name the file with {@code -p file=…}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class EngineBenchmark {
  /** The compressor. */
  @Param({
    "gnu-gzip -1",
    "gnu-gzip -6",
    "gnu-gzip -9",
    "zlib -6",
    "bzip2 -9",
    "xz -6",
    "xz-mt -6",
    "xz-java -6"
  })
  public String compressor = "";

  /** Threads it may use. */
  @Param({"1", "2"})
  public int threads;

  /** The input. */
  @Param("")
  public String file = "";

  private byte[] input = new byte[0];

  /** Reads the input. */
  @Setup
  public void read() throws IOException {
    input = Files.readAllBytes(Path.of(file));
  }

  /** Compresses it into nothing. */
  @Benchmark
  public void compress() throws IOException {
    Compressor parsed = Compressor.parse(compressor);
    try (Encoder encoder = Engines.open(OutputStream.nullOutputStream(), parsed, threads)) {
      encoder.write(input);
      encoder.finish();
    }
  }
}
