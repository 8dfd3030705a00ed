package org.ecgnat.jobs.spark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * What a lease file says about its holder.
 *
 * @param purpose what it does, such as {@code preprocess}
 * @param user who started it
 * @param host where it runs
 * @param pid its process there
 * @param processStart when that process began, in ISO-8601: process numbers are used again
 * @param since when it took the lease, in ISO-8601
 * @param released whether it has given the lease back
 */
record LeaseRecord(
    String purpose,
    String user,
    String host,
    long pid,
    String processStart,
    String since,
    boolean released) {

  static LeaseRecord ofThisProcess(String purpose) {
    ProcessHandle self = ProcessHandle.current();
    return new LeaseRecord(
        purpose,
        System.getProperty("user.name", "unknown"),
        thisHost(),
        self.pid(),
        start(self),
        Instant.now().toString(),
        false);
  }

  LeaseRecord asReleased() {
    return new LeaseRecord(purpose, user, host, pid, processStart, since, true);
  }

  /** Whether the holder ran on this machine and is gone, so that nobody need wait for it. */
  @JsonIgnore
  boolean isDeadHere() {
    return host.equals(thisHost())
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> start(process).equals(processStart))
            .isEmpty();
  }

  String describe() {
    return purpose + " of " + user + "@" + host + " (process " + pid + ", since " + since + ")";
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
