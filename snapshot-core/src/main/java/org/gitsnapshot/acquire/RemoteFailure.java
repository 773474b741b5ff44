package org.gitsnapshot.acquire;

import com.google.common.base.Throwables;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CompoundException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/** Tells from JGit's exceptions why a server did not give what it was asked for. */
final class RemoteFailure {
  private static final String NO_PROMPT =
      "use a URL that needs none, an ssh key, or a local copy; nothing is ever asked for here";

  /** What Apache MINA throws; its package is not part of JGit's interface. */
  private static final String SSH_EXCEPTION = "SshException";

  /** What Apache MINA says when {@link SshAccess} does not accept a server's key. */
  private static final String KEY_REFUSED = "Server key did not validate";

  /** What JGit says of a URL whose host Java's class for URIs does not take. */
  private static final String NO_PROXY_FOR = "Cannot determine proxy for";

  /** What Apache MINA says of a host whose name has no address. */
  private static final String UNRESOLVED = "UnresolvedAddressException";

  private static final String BROKE_OFF = "the connection ended in the middle of its answer";

  private static final Pattern ID_OF_SHA256 =
      Pattern.compile("(ref advertisement line: '|Invalid id: )[0-9a-f]{64}\\b");

  /** Enough for what a server has to say. */
  private static final int MESSAGE_LENGTH = 500;

  private RemoteFailure() {}

  /** Returns whether the server's repository was reached, so that asking otherwise makes sense. */
  static boolean wasReached(Throwable failure) {
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      if (cause instanceof RemoteRepositoryException) {
        return true;
      }
      if (cause instanceof InterruptedIOException
          || cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException
          || cause instanceof NoRemoteRepositoryException
          || cause.getClass().getSimpleName().equals(SSH_EXCEPTION)) {
        return false;
      }
    }
    return !isAboutCredentials(text(failure));
  }

  /** Returns the exception of ours that stopped a reader, if that is what JGit stumbled over. */
  static Optional<SnapshotException> ours(Throwable failure, ServerWatch watch) {
    return Throwables.getCausalChain(failure).stream()
        .filter(SnapshotException.class::isInstance)
        .map(SnapshotException.class::cast)
        .findFirst()
        // What JGit reads a server of plain files with keeps causes where no chain leads.
        .or(() -> Optional.ofNullable(watch.failure()));
  }

  /** Returns whether the server ended the connection in the middle of an answer. */
  static boolean brokeOff(Throwable failure) {
    return Throwables.getCausalChain(failure).stream().anyMatch(EOFException.class::isInstance);
  }

  /** Returns whether JGit stumbled over an id of 64 digits, in a line of a ref or by itself. */
  static boolean showsIdOfSha256(Throwable failure) {
    return ID_OF_SHA256.matcher(text(failure)).find();
  }

  /** Returns what to tell the user, in one line that begins with the URL. */
  static SnapshotException explain(
      RemoteUrl url, Throwable failure, AcquireOptions options, ServerWatch watch) {
    Optional<SnapshotException> ours = ours(failure, watch);
    if (ours.isPresent()) {
      return ours.get();
    }
    List<Throwable> chain = causes(failure);
    if (chain.stream().anyMatch(RemoteFailure::isJGitsTimer)) {
      // The timer has interrupted this thread; whoever comes next must not find it so.
      boolean unused = Thread.interrupted();
    }
    String text = text(failure);
    String what = null;
    String hint = null;
    for (Throwable cause : chain) {
      if (String.valueOf(cause.getMessage()).contains(KEY_REFUSED)) {
        what = "its ssh key is not the one in known_hosts, or none is there";
        hint =
            "connect once with ssh, check the key, and let ssh add it to "
                + options.sshDirectory().resolve("known_hosts");
      } else if (cause instanceof SocketTimeoutException
          || cause instanceof InterruptedIOException) {
        what = "did not answer within " + options.timeoutSeconds() + " s";
        hint = ServerWatch.timeoutHint(options.timeoutSeconds());
      } else if (cause instanceof UnknownHostException
          || String.valueOf(cause.getMessage()).contains(UNRESOLVED)) {
        what = "unknown host " + url.jgit().getHost();
      } else if (String.valueOf(cause.getMessage()).contains(NO_PROXY_FOR)) {
        what = "no URL may have such a host name";
        hint = "use another name of the host, without an underscore";
      } else if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        what = "cannot connect: " + oneLine(cause.getMessage());
      } else if (cause instanceof SSLException) {
        what = "its TLS certificate or connection is not good: " + oneLine(cause.getMessage());
      }
    }
    if (what == null && Thread.currentThread().isInterrupted()) {
      what = "interrupted";
    }
    if (what == null && isAboutCredentials(text)) {
      boolean tried = url.hasLogin();
      what = tried ? "the user and the password were not accepted" : "authentication is needed";
      hint = tried ? "check those in the URL" : NO_PROMPT;
    }
    if (what == null && chain.stream().anyMatch(NoRemoteRepositoryException.class::isInstance)) {
      what = brokeOff(failure) ? BROKE_OFF : "there is no repository there";
      hint = brokeOff(failure) ? AnswerFault.AGAIN : null;
    }
    Throwable last = chain.get(chain.size() - 1);
    if (what == null && last instanceof EOFException) {
      what = BROKE_OFF;
      hint = AnswerFault.AGAIN;
    }
    if (what == null && last instanceof FileNotFoundException) {
      what = "it has no file " + withoutUrl(url, String.valueOf(last.getMessage()));
      hint = "a server of plain files must have all objects itself: use a URL of one that has";
    }
    if (what == null) {
      AnswerFault fault = AnswerFault.of(chain, withoutUrl(url, innermost(chain)));
      what = fault.what();
      hint = fault.hint();
    }
    String message = url.display() + ": " + what;
    // JGit's messages have the URL in them, with a user's name and a query.
    Throwable cause = url.hasSecrets() ? null : failure;
    return isPassing(chain, watch)
        ? UnavailableException.passing(message, hint, cause)
        : new UnavailableException(message, hint, cause);
  }

  /** Returns whether it may be otherwise in a while: a server that is down, busy, or broke off. */
  private static boolean isPassing(List<Throwable> chain, ServerWatch watch) {
    return !Thread.currentThread().isInterrupted()
        && (watch.isBusy()
            || chain.stream()
                .anyMatch(
                    cause ->
                        cause instanceof InterruptedIOException
                            || cause instanceof SocketException
                            || cause instanceof UnknownHostException
                            || cause instanceof EOFException));
  }

  /**
   * Returns all that was thrown. What JGit reads a server of plain files with tries several ways,
   * and keeps why each failed where no chain leads.
   */
  static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      causes.add(cause);
      if (cause instanceof CompoundException several) {
        several.getAllCauses().forEach(each -> causes.addAll(Throwables.getCausalChain(each)));
      }
    }
    return causes;
  }

  private static boolean isJGitsTimer(Throwable cause) {
    return cause instanceof InterruptedIOException
        && String.valueOf(cause.getMessage()).contains("timed out");
  }

  private static boolean isAboutCredentials(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("credentialsprovider")
        || lower.contains("not authorized")
        || lower.contains("authentication not supported")
        || lower.contains("not permitted on")
        || lower.contains("cannot log in")
        || lower.contains("auth fail");
  }

  private static String text(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      text.append(cause.getMessage()).append('\n');
    }
    return text.toString();
  }

  /** The innermost message says most, unless it says nothing. */
  private static String innermost(List<Throwable> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      String message = chain.get(i).getMessage();
      if (message != null && !message.isBlank()) {
        return message;
      }
    }
    return chain.get(0).toString();
  }

  private static String withoutUrl(RemoteUrl url, String message) {
    String line = oneLine(SafeText.withoutSecrets(message));
    String prefix = url.display() + ":";
    return line.startsWith(prefix) ? line.substring(prefix.length()).strip() : line;
  }

  private static String oneLine(@Nullable String message) {
    // Git ends some of its messages as C ends strings.
    return SafeText.line(String.valueOf(message).replace("\0", ""), MESSAGE_LENGTH);
  }
}
