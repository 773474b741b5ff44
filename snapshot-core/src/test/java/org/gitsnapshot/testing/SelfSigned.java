package org.gitsnapshot.testing;

import java.nio.file.Path;
import java.util.List;

/** A key for 127.0.0.1 that nobody has signed, made by the JDK's own keytool. */
public final class SelfSigned {
  /** The password of the key store. */
  public static final String PASSWORD = "password";

  private SelfSigned() {}

  /** Makes a key store in the form PKCS 12. */
  public static void make(Path keyStore) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool ended with " + process.exitValue());
    }
  }

  /** Returns what makes a JVM trust it. */
  public static List<String> trust(Path keyStore) {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + keyStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }
}
