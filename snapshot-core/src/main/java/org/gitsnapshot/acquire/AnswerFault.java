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
  static final String AGAIN = "run again; if it stays so, use another URL or a local copy";

  private static final String LATER = "run again later, or use another URL or a local copy";

  /** What JGit says of a status that is no success: the reason, which a server may leave out. */
  private static final Pattern STATUS = Pattern.compile("([0-9]{3}) (.*)");

  /** What git says of an id that its list has, or a client made up. */
  private static final String NOT_OUR_REF = "not our ref ";

  /** What JGit says of an answer that is not a list of refs, with the argument of its pattern. */
  private static final Pattern NO_LIST =
      Pattern.compile(
          Pattern.quote(JGitText.get().invalidAdvertisementOf).replace("{0}", "\\E(.*)\\Q"));

  /** What it says of a pack. */
  private static final Pattern DAMAGED =
      Pattern.compile(
          Pattern.quote(JGitText.get().packfileCorruptionDetected).replace("{0}", "\\E(.*)\\Q"));

  /** What JGit says where a redirect leads from the list of refs to something else; no query. */
  private static final Pattern NO_REPOSITORY =
      Pattern.compile(
          Pattern.quote(JGitText.get().redirectBlocked)
              .replace("{0}", "\\E.*\\Q")
              .replace("{1}", "\\E([^?#]*).*\\Q"));

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
    Matcher status = STATUS.matcher(said);
    if (status.matches()) {
      return ofStatus(Integer.parseInt(status.group(1)), status.group(2));
    }
    Matcher damaged = DAMAGED.matcher(said);
    if (damaged.matches()) {
      return new AnswerFault("the pack that it sent is damaged: " + damaged.group(1), AGAIN);
    }
    Matcher elsewhere = NO_REPOSITORY.matcher(said);
    if (elsewhere.matches()) {
      return new AnswerFault(
          "redirects to " + elsewhere.group(1) + ", which is no place of a repository's refs",
          Redirects.HINT);
    }
    Matcher noList = NO_LIST.matcher(said);
    if (noList.matches()) {
      return new AnswerFault(
          "what came is no list of refs, but begins with " + noList.group(1),
          "check the URL: there may be a web page in place of a repository");
    }
    return new AnswerFault(said, said.contains(NOT_OUR_REF) ? AGAIN : null);
  }

  private static AnswerFault ofStatus(int status, String reason) {
    String what =
        reason.equals("null") ? "the server answered with status " + status : status + " " + reason;
    return new AnswerFault(what, ServerWatch.isBusy(status) ? LATER : null);
  }
}
