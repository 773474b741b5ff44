package org.gitsnapshot.error;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A process that tells the same failure twice: with files left to open, and without. */
final class FewFilesMain {
  private FewFilesMain() {}

  public static void main(String[] args) {
    Throwable failure =
        new IllegalStateException(new InternalError("Error loading java.security file"));
    System.out.println(Explanation.of(failure).message());
    List<InputStream> opened = new ArrayList<>();
    try {
      while (true) {
        opened.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException full) {
      System.out.println(Explanation.of(failure).message());
    }
    System.out.println(opened.size());
  }
}
