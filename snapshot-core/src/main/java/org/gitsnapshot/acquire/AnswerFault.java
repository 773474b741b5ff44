package org.gitsnapshot.acquire;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.JGitText;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a server's answer, where JGit's words say it to nobody, or nothing.
 *
 * @param what what is wrong
 * @param hint what to do, or null if nobody knows
 */
record AnswerFault(String what, @Nullable String hint) {
  private static final String AGAIN = "run again; if it stays so, use another URL or a local copy";

  /** A status of HTTP whose reason was left out, which a server may do. */
  private static final Pattern NO_REASON = Pattern.compile("([0-9]{3}) null");

  /** What JGit says of an answer that is not a list of refs, with the argument of its pattern. */
  private static final Pattern NO_LIST =
      Pattern.compile(
          Pattern.quote(JGitText.get().invalidAdvertisementOf).replace("{0}", "\\E(.*)\\Q"));

  /**
   * Finds it.
   *
   * @param chain what was thrown, the causes last
   * @param said what that says, in one line and without the URL
   */
  static AnswerFault of(List<Throwable> chain, String said) {
    Throwable last = chain.get(chain.size() - 1);
    if (last instanceof NegativeArraySizeException) {
      return new AnswerFault("an object that it sent has a size that cannot be", AGAIN);
    }
    if (last instanceof IndexOutOfBoundsException) {
      return new AnswerFault("its answer is not what git's protocol has", null);
    }
    if (said.equals(
        JGitText.get().startingReadStageWithoutWrittenRequestDataPendingIsNotSupported)) {
      return new AnswerFault("its answer ended before the pack", AGAIN);
    }
    if (said.isEmpty()) {
      return new AnswerFault("the server refused, and gave no reason", null);
    }
    Matcher status = NO_REASON.matcher(said);
    if (status.matches()) {
      return new AnswerFault("the server answered with status " + status.group(1), null);
    }
    Matcher noList = NO_LIST.matcher(said);
    if (noList.matches()) {
      return new AnswerFault(
          "what came is no list of refs, but begins with " + noList.group(1),
          "check the URL: there may be a web page in place of a repository");
    }
    return new AnswerFault(said, null);
  }
}
