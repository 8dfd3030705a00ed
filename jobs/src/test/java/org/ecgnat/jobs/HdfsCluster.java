package org.ecgnat.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A real HDFS of one node in this process. */
public final class HdfsCluster implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private HdfsCluster(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param folder for its blocks
   */
  public static HdfsCluster start(Path folder) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    cluster.waitActive();
    return new HdfsCluster(cluster);
  }

  /** The path of a name below its root. */
  public String path(String name) {
    return cluster.getURI() + "/" + name;
  }

  /** Its files. */
  public FileSystem files() throws IOException {
    return cluster.getFileSystem();
  }

  /** What reaches it. */
  public Configuration configuration() {
    return cluster.getConfiguration(0);
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
