package org.gitsnapshot.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Times engines and the tools they equal in turn, and prints one table of medians and ratios.
 *
 * <p>A warm row is this process after it has compressed the input a few times; a cold row is a new
 * JVM each time. The tool is a new process in both. In each round ours and theirs run one after the
 * other, and the ratio is taken within the round, so that a machine that slows down slows both.
 */
public final class SideBySide {
  private static final int WARM_UP = 3;

  /** So many bytes of the input, at the most, are compressed to warm up. */
  private static final int WARM_UP_BYTES = 32 << 20;

  private final Path file;
  private final byte[] input;
  private final int rounds;
  private final String only;

  private SideBySide(Path file, int rounds, String only) throws IOException {
    this.file = file;
    this.only = only;
    this.input = Files.readAllBytes(file);
    this.rounds = rounds;
  }

  /**
   * Takes a file, the number of rounds, {@code warm} or {@code cold}, and, to leave out the other
   * rows, how the compressor's text begins.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    SideBySide table =
        new SideBySide(Path.of(args[0]), Integer.parseInt(args[1]), args.length > 3 ? args[3] : "");
    boolean cold = args[2].equals("cold");
    System.out.printf("%n%s, %.1f MB, %s%n", args[2], table.input.length / 1e6, runtime());
    System.out.println("| ours | threads | theirs | ours, s | theirs, s | ratio |");
    System.out.println("|---|---|---|---|---|---|");
    for (int threads : new int[] {1, 2}) {
      table.row(cold, "gnu-gzip -6", threads, "gzip", "-n", "-6", "-c");
    }
    if (!cold) {
      for (int level : new int[] {1, 9}) {
        for (int threads : new int[] {1, 2}) {
          table.row(false, "gnu-gzip -" + level, threads, "gzip", "-n", "-" + level, "-c");
        }
      }
      table.deflaterRow("zlib -6", 1);
      table.deflaterRow("zlib -6", 2);
    }
    for (int threads : new int[] {1, 2}) {
      table.row(cold, "bzip2 -9", threads, "bzip2", "-9", "-c");
    }
    for (int threads : new int[] {1, 2}) {
      table.row(cold, "xz -6", threads, "xz", "-6", "-T1", "-c");
    }
    table.row(cold, "xz-mt -6", 2, "xz", "-6", "-T2", "-c");
    if (!cold) {
      table.row(false, "xz -1", 1, "xz", "-1", "-T1", "-c");
      table.row(false, "xz -9", 2, "xz", "-9", "-T1", "-c");
    }
  }

  private static String runtime() {
    return Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
  }

  private void row(boolean cold, String compressor, int threads, String... tool)
      throws IOException, InterruptedException {
    if (!compressor.startsWith(only)) {
      return;
    }
    Timed ours =
        cold
            ? () -> process(javaCommand(compressor, threads))
            : () -> inProcess(compressor, threads, input.length);
    if (!cold) {
      warmUp(compressor, threads);
    }
    print(compressor, threads, String.join(" ", tool), ours, () -> process(List.of(tool)));
  }

  private void deflaterRow(String compressor, int threads)
      throws IOException, InterruptedException {
    if (!compressor.startsWith(only)) {
      return;
    }
    Timed ours = () -> inProcess(compressor, threads, input.length);
    Timed theirs = this::deflater;
    warmUp(compressor, threads);
    theirs.seconds();
    print(compressor, threads, "the JDK's Deflater", ours, theirs);
  }

  private void print(String compressor, int threads, String tool, Timed ours, Timed theirs)
      throws IOException, InterruptedException {
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    List<Double> ratio = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double a = ours.seconds();
      double b = theirs.seconds();
      our.add(a);
      their.add(b);
      ratio.add(a / b);
    }
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %d | %s | %.2f | %.2f | %.2f |%n",
        compressor,
        threads,
        tool,
        median(our),
        median(their),
        median(ratio));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private void warmUp(String compressor, int threads) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      inProcess(compressor, threads, Math.min(input.length, WARM_UP_BYTES));
    }
  }

  private double inProcess(String compressor, int threads, int length) throws IOException {
    long start = System.nanoTime();
    InputStream in = new ByteArrayInputStream(input, 0, length);
    CompressFile.compress(in, OutputStream.nullOutputStream(), compressor, threads);
    return (System.nanoTime() - start) / 1e9;
  }

  private double deflater() throws IOException {
    long start = System.nanoTime();
    Deflater deflater = new Deflater(6, true);
    try (OutputStream out =
        new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, 64 << 10)) {
      out.write(input);
    } finally {
      deflater.end();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private double process(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(file.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(command + " exited with " + code);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<String> javaCommand(String compressor, int threads) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    // The flags of the launcher.
    command.addAll(Arrays.asList("-XX:+UseSerialGC", "-Xms160m", "-Xmn48m", "-XX:-UsePerfData"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.endsWith("UseTransparentHugePages"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CompressFile.class.getName(), compressor, Integer.toString(threads)));
    return command;
  }

  private interface Timed {
    double seconds() throws IOException, InterruptedException;
  }
}
